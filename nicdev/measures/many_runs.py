"""Anhøj's rules for many series at once, to the last digit as `runs.anhoej` has them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem
from nicdev.measures.runs import fewest_crossings, longest_of_chance

Whole = NDArray[np.int64]
NO_LIMIT = -1  # where a series has fewer than two useful points


@dataclass(frozen=True)
class ManyRuns:
    """As `runs.Runs`, with an array of one entry a series in each field; no limit is -1."""

    n: Whole
    useful: Whole
    centre: NDArray[np.float64]
    longest_run: Whole
    longest_run_limit: Whole
    crossings: Whole
    crossings_limit: Whole
    signal: NDArray[np.bool_]


def anhoej_of_each(values: ArrayLike, *, probability: float, run_margin: int) -> ManyRuns:
    """The two rules of Anhøj for each row, about the median of the row.

    Parameters
    ----------
    values : two-dimensional, a series a row, in the order of time; NaN = no value, left out
    probability, run_margin : as for `runs.anhoej`

    Returns
    -------
    ManyRuns
        A row as `runs.anhoej` would judge it alone; rows without values have the centre NaN.

    Raises
    ------
    NicdevError
        ``wrong_shape``: not two-dimensional. ``off_scale``: as for `runs.anhoej`.

    Notes
    -----
    Checked against `runs.anhoej` row by row; ``benchmarks/many_runs.py`` has both times.
    """
    if not 0.0 < probability < 1.0:
        found, do = f"the probability {probability:g}", "Write 5 % as 0.05."
        raise NicdevError(
            [Problem("off_scale", "", found, "more than 0 and less than 1", do)]
        )  # fmt: skip
    series = np.asarray(values, dtype=np.float64)
    if series.ndim != 2:
        found = f"series with {series.ndim} dimensions"
        do = "Give a row for each series, in the order of time."
        raise NicdevError([Problem("wrong_shape", "", found, "two dimensions", do)])
    n, centre = _medians(series)
    high, low = series > centre[:, None], series < centre[:, None]
    off = high | low
    useful = np.count_nonzero(off, axis=1)
    sides = high[off]  # row after row: True above, False below
    ends = useful.cumsum()
    begins = np.zeros(sides.size, dtype=np.bool_)  # where a run begins
    np.not_equal(sides[1:], sides[:-1], out=begins[1:])
    begins[(ends - useful)[useful > 0]] = True
    at = np.flatnonzero(begins)
    lengths = np.diff(at, append=sides.size)
    runs = np.diff(np.searchsorted(at, ends), prepend=0)
    longest = np.zeros(len(series), dtype=np.int64)
    some = runs > 0
    if some.any():
        longest[some] = np.maximum.reduceat(lengths, (runs.cumsum() - runs)[some])
    crossings = np.maximum(runs - 1, 0)
    longest_limit, fewest = _limits(int(useful.max(initial=0)), probability, run_margin)
    longest_limit, fewest = longest_limit[useful], fewest[useful]
    signal = (useful >= 2) & ((longest > longest_limit) | (crossings < fewest))
    return ManyRuns(n, useful, centre, longest, longest_limit, crossings, fewest, signal)


def _medians(series: NDArray[np.float64]) -> tuple[Whole, NDArray[np.float64]]:
    """How many values each row has, and their median; NaN sorts to the end."""
    if not series.shape[1]:
        return np.zeros(len(series), dtype=np.int64), np.full(len(series), np.nan)
    ordered = np.sort(series, axis=1)
    n = series.shape[1] - np.count_nonzero(np.isnan(ordered), axis=1)
    rows = np.arange(len(series))
    middle = ordered[rows, np.minimum(n // 2, series.shape[1] - 1)]
    below = ordered[rows, np.maximum((n - 1) // 2, 0)]
    return n, np.where(n > 0, (below + middle) / 2, np.nan)


def _limits(most: int, probability: float, run_margin: int) -> tuple[Whole, Whole]:
    """Both limits by the number of useful points, from 0 to `most`."""
    longest = np.full(most + 1, NO_LIMIT, dtype=np.int64)
    fewest = np.full(most + 1, NO_LIMIT, dtype=np.int64)
    for useful in range(2, most + 1):
        longest[useful] = longest_of_chance(useful, run_margin)
        fewest[useful] = fewest_crossings(useful, probability)
    return longest, fewest
