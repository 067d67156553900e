"""The same people at two times: how far they moved on average, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Change:
    """Mean change of those seen both times, its limits, and how many they are."""

    mean: float
    lower: float
    upper: float
    n: int


def paired_change(then: ArrayLike, now: ArrayLike, confidence: float) -> Change:
    """The mean of each one's change from `then` to `now`, with Student's limits.

    Parameters
    ----------
    then, now : shape (people,), one person at one place in both, in any unit; who is NaN in either
        is left out
    confidence : such as 0.95

    Returns
    -------
    Change
        In the unit of what was given. Of fewer than two people, or where everybody moved by just
        as much, the limits are NaN: nothing says how far chance would reach.

    Raises
    ------
    ValueError
        Where the two are not of the same length.

    Notes
    -----
    Source: Student (1908), Biometrika 6, 1-25. Checked against stats::t.test(paired = TRUE) in R
    (``tests/golden/paired.R``).
    """
    before, after = (np.asarray(values, dtype=np.float64).ravel() for values in (then, now))
    if before.size != after.size:
        raise ValueError("then and now are of the same people, in the same order")
    moved = after - before
    moved = moved[~np.isnan(moved)]
    n = int(moved.size)
    if not n:
        return Change(float("nan"), float("nan"), float("nan"), 0)
    mean = float(moved.mean())
    spread = float(moved.std(ddof=1)) if n > 1 else 0.0
    if not spread > 1e-12:
        return Change(mean, float("nan"), float("nan"), n)

    from scipy.stats import t

    reach = float(t.ppf((1 + confidence) / 2, n - 1)) * spread / n**0.5
    return Change(mean, mean - reach, mean + reach, n)
