"""How long people stay: the product-limit estimator, where some come into view late.

Whoever has not left yet is followed until now; whoever was there before records began comes into
view on the day they begin, and counts from that day on only.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Stay:
    """The share still there after each of some times.

    Parameters
    ----------
    time : the times asked for, in order
    share : of those who began, still there after that time; NaN from where nobody was followed
    lower, upper : limits of that share; NaN where nobody has left yet or nobody is left, for
        there the variance says nothing
    at_risk : followed just after that time
    left : how many left up to and including that time
    """

    time: Floats
    share: Floats
    lower: Floats
    upper: Floats
    at_risk: Floats
    left: Floats


def product_limit(
    enters: ArrayLike, ends: ArrayLike, left: ArrayLike, at: ArrayLike, confidence: float
) -> Stay:
    """The Kaplan-Meier estimator with delayed entry, read at some times.

    Parameters
    ----------
    enters : time since the beginning at which each comes into view; 0 for those seen from it
    ends : time at which each left, or until which each was followed; after `enters`
    left : True for those who left
    at : the times to read it at
    confidence : of the limits, such as 0.95

    Returns
    -------
    Stay
        The share after each time. At a time at which somebody leaves, those count as at risk who
        came into view before it and end at it or later.

    Raises
    ------
    NicdevError
        ``wrong_length``: not one entry, end and state for each. ``off_scale``: somebody ends
        before coming into view, or at that very time.

    Notes
    -----
    Source: Kaplan and Meier (1958), JASA 53, 457-481; Greenwood's variance; limits on the scale
    log(-log S), so that they stay between 0 and 1 (Kalbfleisch and Prentice 1980).
    Checked against survival::survfit in R with conf.type = "log-log", delayed entry included
    (``tests/golden/survival.R``).
    """
    begin, end = np.asarray(enters, dtype=np.float64), np.asarray(ends, dtype=np.float64)
    gone, times = np.asarray(left, dtype=bool), np.sort(np.asarray(at, dtype=np.float64))
    _check(begin, end, gone)
    steps = np.unique(end[gone])
    risk = _followed(begin, end, steps)
    exits = np.array([np.count_nonzero(gone & (end == step)) for step in steps], dtype=np.float64)
    share = np.cumprod(1 - exits / risk).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(exits / (risk * (risk - exits)))
        wide = NormalDist().inv_cdf((1 + confidence) / 2) * np.sqrt(variance) / np.log(share)
        lower, upper = share ** np.exp(-wide), share ** np.exp(wide)
    inside = (share > 0) & (share < 1)
    lower, upper = np.where(inside, lower, np.nan), np.where(inside, upper, np.nan)

    reached = np.searchsorted(steps, times, side="right")
    seen = times <= (end.max() if len(end) else -1.0)

    def read(values: Floats, first: float) -> Floats:
        return np.where(seen, np.concatenate([[first], values])[reached], np.nan)

    return Stay(
        time=times,
        share=read(share, 1.0),
        lower=read(lower, np.nan),
        upper=read(upper, np.nan),
        at_risk=np.array([np.count_nonzero((begin <= t) & (end > t)) for t in times], dtype=float),
        left=np.concatenate([[0.0], np.cumsum(exits)])[reached],
    )


def _followed(begin: Floats, end: Floats, steps: Floats) -> Floats:
    return np.array([np.count_nonzero((begin < t) & (end >= t)) for t in steps], dtype=np.float64)


def _check(begin: Floats, end: Floats, gone: NDArray[np.bool_]) -> None:
    if not len(begin) == len(end) == len(gone):
        found = f"{len(begin)} entries, {len(end)} ends and {len(gone)} states"
        do = "Give one entry, one end and one state for each."
        raise NicdevError([Problem("wrong_length", "", found, "as many of each", do)])
    early = end <= begin
    if early.any():
        found = (
            f"an end at {end[early][0]:g} of somebody who comes into view at {begin[early][0]:g}"
        )
        do = "Leave out whoever left before records began."
        raise NicdevError([Problem("off_scale", "", found, "an end after the entry", do)])
