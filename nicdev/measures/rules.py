"""Other rules for series than Anhøj's: Perla's for run charts, the NHS's for control charts.

They raise more false alarms on noise than Anhøj's (docs/deviations.md has how many).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from math import comb
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.measures.charting import NHS_SHIFT, NHS_TREND, PERLA_RUNS, PERLA_SHIFT, PERLA_TREND

Signs = NDArray[np.int8]
RULES = 10  # useful points from which Perla's table counts runs


@dataclass(frozen=True)
class Perla:
    """Observed runs and trends beside the limits of Perla, Provost and Murray.

    Parameters
    ----------
    useful : points not exactly on the centre line
    centre : the centre line, in the unit of the values; NaN without values
    longest_run : most useful points in a row on one side
    shift_limit : as many in a row are a shift
    longest_trend : most points in a row that all rise, or all fall; equal neighbours count once
    trend_limit : as many in a row are a trend
    runs : runs about the centre line
    fewest, most : runs that chance may show; None below ten useful points
    shift, trend, runs_signal : whether each rule is met
    signal : any of them
    """

    useful: int
    centre: float
    longest_run: int
    shift_limit: int
    longest_trend: int
    trend_limit: int
    runs: int
    fewest: int | None
    most: int | None
    shift: bool
    trend: bool
    runs_signal: bool
    signal: bool


def perla(values: ArrayLike, centre: float | None = None) -> Perla:
    """Shift, trend, and too few or too many runs. The astronomical point is left to readers' eyes.

    Parameters
    ----------
    values : one-dimensional, in the order of time; NaN = no value, left out
    centre : the centre line; the median unless given

    Returns
    -------
    Perla
        With no values, no signal.

    Notes
    -----
    Source: Perla, Provost and Murray (2011), BMJ Quality & Safety 20:46. How many runs chance
    shows is their table up to 26 points, and from 27 on, where copies of it differ, the exact
    distribution (Swed and Eisenhart 1943) at 2.5 % a side.
    Checked against base R (``tests/golden/control.R``).
    """
    series = np.asarray(values, dtype=np.float64)
    series = series[~np.isnan(series)]
    if centre is None:
        centre = float(np.median(series)) if series.size else float("nan")
    lengths = [len(list(same)) for side, same in groupby(s for s in np.sign(series - centre) if s)]
    steps = [step for step in np.sign(np.diff(series)) if step]
    rising = [len(list(same)) for _, same in groupby(steps)]
    useful, longest = sum(lengths), max(lengths, default=0)
    trend = max(rising, default=0) + 1 if series.size else 0
    fewest, most = expected_runs(useful) if useful >= RULES else (None, None)
    unusual = fewest is not None and most is not None and not fewest <= len(lengths) <= most
    shifted, trending = longest >= PERLA_SHIFT, trend >= PERLA_TREND
    return Perla(
        useful=useful, centre=centre, longest_run=longest, shift_limit=PERLA_SHIFT,
        longest_trend=trend, trend_limit=PERLA_TREND, runs=len(lengths), fewest=fewest, most=most,
        shift=shifted, trend=trending, runs_signal=unusual, signal=shifted or trending or unusual,
    )  # fmt: skip


@lru_cache(maxsize=1024)
def expected_runs(useful: int) -> tuple[int, int]:
    """The fewest and the most runs of chance: Perla's table, beyond it the exact distribution."""
    return PERLA_RUNS.get(useful) or exact_runs(useful)


def exact_runs(useful: int) -> tuple[int, int]:
    """Runs of points of which half lie on either side, at most 2.5 % beyond at each end.

    Notes
    -----
    Swed and Eisenhart (1943), Annals of Mathematical Statistics 14:66. Checked against R
    (``tests/golden/control.R``).
    """
    one, other = useful // 2, useful - useful // 2
    ways = {}
    for runs in range(2, useful + 1):
        half = runs // 2
        if runs % 2:
            ways[runs] = comb(one - 1, half) * comb(other - 1, half - 1)
            ways[runs] += comb(one - 1, half - 1) * comb(other - 1, half)
        else:
            ways[runs] = 2 * comb(one - 1, half - 1) * comb(other - 1, half - 1)
    total = sum(ways.values())
    below, fewest = 0, 2
    while (below + ways[fewest]) * 40 <= total:  # a fortieth is 2.5 %
        below += ways[fewest]
        fewest += 1
    above, most = 0, max(ways)
    while (above + ways[most]) * 40 <= total:
        above += ways[most]
        most -= 1
    return fewest, most


def one_side(values: ArrayLike, centre: float) -> Signs:
    """1 or -1 at each point that ends seven in a row above or below the centre, else 0.

    A point on the centre ends the row, as does a missing one (NaN), in all rules of the NHS.
    Source: NHSRplotthedots, ``ptd_calculate_point_type.R``; its own cases are in the tests.
    """
    side = np.nan_to_num(np.sign(np.asarray(values, dtype=np.float64) - centre))
    return _in_a_row(side, NHS_SHIFT, 0)


def trend(values: ArrayLike) -> Signs:
    """1 or -1 at each point that ends seven points that all rise or all fall, else 0."""
    steps = np.nan_to_num(np.sign(np.diff(np.asarray(values, dtype=np.float64))))
    return _in_a_row(steps, NHS_TREND - 1, 1)[: np.size(values)]


def two_in_three(values: ArrayLike, centre: float, lower: ArrayLike, upper: ArrayLike) -> Signs:
    """1 or -1 at points near a limit, of which two in three neighbours on that side are, else 0.

    Near is beyond two thirds of the way to a limit, and not beyond the limit.
    """
    series = np.asarray(values, dtype=np.float64)
    low, high = (centre + 2 / 3 * (np.asarray(limit) - centre) for limit in (lower, upper))
    side = np.nan_to_num(np.sign(series - centre)).astype(int)
    inside = (series <= np.asarray(upper)) & (series >= np.asarray(lower))
    near = inside & ((series > high) | (series < low))
    found = np.zeros(series.size, dtype=np.int8)
    for at in range(series.size - 2):
        three = slice(at, at + 3)
        if near[three].sum() >= 2 and abs(side[three].sum()) == 3:
            found[three] = np.where(near[three], side[three], found[three])
    return found


def assurance(
    target: float, lower: float, upper: float, direction: Literal["up", "down"]
) -> Literal["met", "missed", "either"]:
    """Whether points between the limits would all meet a target, all miss it, or either.

    A target on a limit is met or missed with that limit: it lies outside. Source: NHSRplotthedots,
    ``ptd_calculate_assurance_type.R``.
    """
    if lower < target < upper:
        return "either"
    above = target >= upper
    return "missed" if above == (direction == "up") else "met"


def _in_a_row(signs: NDArray[np.float64], length: int, before: int) -> Signs:
    """The sign where as many in a row are alike and not 0; `before` points stand before."""
    found = np.zeros(signs.size + before, dtype=np.int8)
    row = 0
    for at, sign in enumerate(signs):
        row = row + 1 if at and sign == signs[at - 1] else 1
        if row >= length and sign:
            found[at + before] = sign
    return found
