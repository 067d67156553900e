"""Runs about a centre line: is a series more than noise?"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import comb, log2

import numpy as np
from numpy.typing import ArrayLike

from nicdev.errors import NicdevError, Problem


@dataclass(frozen=True)
class Runs:
    """Observed runs and crossings, each beside its limit.

    Parameters
    ----------
    n : points with a value
    useful : points not exactly on the centre line; only they form runs
    centre : the centre line, in the unit of the values; NaN without values
    longest_run : most useful points in a row on one side
    longest_run_limit : longest run that noise may show; None with fewer than two useful points
    crossings : how often the line between useful points crosses the centre
    crossings_limit : fewest crossings that noise may show; None as above
    shift : the longest run is longer than its limit
    crossing_signal : there are fewer crossings than their limit
    signal : either
    """

    n: int
    useful: int
    centre: float
    longest_run: int
    longest_run_limit: int | None
    crossings: int
    crossings_limit: int | None
    shift: bool
    crossing_signal: bool
    signal: bool


def anhoej(
    values: ArrayLike,
    centre: float | None = None,
    *,
    probability: float,
    run_margin: int,
) -> Runs:
    """The two runs rules of Anhøj: an unusually long run, or unusually few crossings.

    With n useful points, noise is taken to show no run longer than ``round(log2(n)) +
    run_margin`` and no fewer crossings than the `probability` quantile of a binomial
    distribution with n - 1 trials at one half.

    Conventions: the centre line is the median of the values unless given. A point on it (equal,
    not near) is not useful: it neither ends nor lengthens a run. The rounding of log2 needs no
    rule for halves: no whole n has one. The rules look at shifts that last; a single far point
    is no signal.

    Parameters
    ----------
    values : one-dimensional, in the order of time; NaN = no value, left out
    centre : the centre line, such as the median of an earlier phase
    probability : between 0 and 1; Anhøj uses 0.05
    run_margin : added to the rounded log2; Anhøj uses 3

    Returns
    -------
    Runs
        With fewer than two useful points both limits are None and there is no signal. How many
        points make a chart worth reading is for the caller to say.

    Raises
    ------
    NicdevError
        ``off_scale``: a probability not between 0 and 1. ``wrong_shape``: not one-dimensional.

    Notes
    -----
    Sources: Anhøj and Olesen (2014), PLoS ONE 9(11), e113825; the limits go back to Schilling
    (2012) and Chen (2010).
    Checked against an independent version in base R with rle and qbinom
    (``tests/golden/runs.R``), the figures of qicharts2 for NIST, Montgomery and Nile series, and
    scipy.stats.binom (``tests/golden/limits.py``).
    """
    if not 0.0 < probability < 1.0:
        do = "Write 5 % as 0.05."
        found = f"the probability {probability:g}"
        expected = "more than 0 and less than 1"
        raise NicdevError([Problem("off_scale", "", found, expected, do)])
    series = np.asarray(values, dtype=np.float64)
    if series.ndim != 1:
        found = f"a series with {series.ndim} dimensions"
        do = "Give one value per point, in the order of time."
        raise NicdevError([Problem("wrong_shape", "", found, "one dimension", do)])
    series = series[~np.isnan(series)]
    if centre is None:
        centre = float(np.median(series)) if series.size else float("nan")
    side = np.sign(series - centre)
    side = side[np.abs(side) == 1.0]
    ends = np.flatnonzero(np.diff(side)) + 1
    lengths = np.diff(ends, prepend=0, append=side.size)
    longest, crossings = int(lengths.max()), int(ends.size)
    longest_limit = crossings_limit = None
    if side.size >= 2:
        longest_limit = longest_of_chance(side.size, run_margin)
        crossings_limit = fewest_crossings(side.size, probability)
    shift = longest_limit is not None and longest > longest_limit
    crossing_signal = crossings_limit is not None and crossings < crossings_limit
    return Runs(
        n=series.size,
        useful=side.size,
        centre=centre,
        longest_run=longest,
        longest_run_limit=longest_limit,
        crossings=crossings,
        crossings_limit=crossings_limit,
        shift=shift,
        crossing_signal=crossing_signal,
        signal=shift or crossing_signal,
    )


def longest_of_chance(useful: int, run_margin: int) -> int:
    """The longest run that noise may show among `useful` points, at least 1."""
    return round(log2(useful)) + run_margin


@lru_cache(maxsize=1024)
def fewest_crossings(useful: int, probability: float) -> int:
    """The fewest crossings that noise may show: a quantile of the binomial(useful - 1, 1/2).

    Parameters
    ----------
    useful : points not on the centre line, at least 1
    probability : between 0 and 1

    Returns
    -------
    int
        The smallest k with ``P(crossings <= k) >= probability``, in whole numbers and thus
        without rounding.

    Notes
    -----
    Checked against qbinom in R (``tests/golden/runs.R``) and scipy.stats.binom.ppf
    (``tests/golden/limits.py``).
    """
    wanted = Fraction(probability) * 2 ** (useful - 1)
    ways = fewest = 0
    while (ways := ways + comb(useful - 1, fewest)) < wanted:
        fewest += 1
    return fewest
