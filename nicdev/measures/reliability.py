"""Reliability: do the items that are meant to ask about one thing go together?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nicdev.errors import NicdevError, Problem


@dataclass(frozen=True)
class Reliability:
    """Cronbach's alpha with its interval, and the `n` people who answered every item."""

    n: int
    alpha: float
    lower: float
    upper: float


def cronbach(values: ArrayLike, confidence: float) -> Reliability:
    """Cronbach's alpha of the items of one scale, with Feldt's interval.

    ``alpha = k / (k - 1) * (1 - sum of the items' variances / variance of the sum)`` of k items,
    with divisor n - 1. 1 where all items rise and fall together, 0 where none has anything to do
    with another; below 0 where they run against one another. It is of the raw answers, not of
    standardized ones. With W = 1 - alpha, Feldt's limits are 1 - W F, with F the upper and the
    lower quantile of the F distribution with n - 1 and (n - 1)(k - 1) degrees of freedom.

    Conventions: people who left any item out are left out (listwise). An item to which everybody
    gave one answer counts as an item (psych leaves it out).

    Parameters
    ----------
    values : a row for each person, a column for each item, worded the same way round; NaN = none
    confidence : of the interval, between 0 and 1, such as 0.95

    Returns
    -------
    Reliability
        NaN for alpha and its limits with fewer than two items or two people, or where everybody's
        sum is the same.

    Raises
    ------
    NicdevError
        ``off_scale``: a confidence not between 0 and 1. ``wrong_shape``: no table.

    Notes
    -----
    Sources: Cronbach (1951), Psychometrika 16, 297-334; Feldt (1965), Psychometrika 30, 357-370.
    Checked against psych::alpha and psych::alpha.ci in R (``tests/golden/reliability.R``).
    """
    if not 0.0 < confidence < 1.0:
        found, do = f"the confidence {confidence:g}", "Write 95 % as 0.95."
        raise NicdevError([Problem("off_scale", "", found, "more than 0 and less than 1", do)])
    answers = np.asarray(values, dtype=np.float64)
    if answers.ndim != 2:
        found, do = f"{answers.ndim} dimensions", "Give a row a person and a column an item."
        raise NicdevError([Problem("wrong_shape", "", found, "two dimensions", do)])
    answers = answers[~np.isnan(answers).any(axis=1)]
    n, items = answers.shape
    none = Reliability(n, float("nan"), float("nan"), float("nan"))
    if n < 2 or items < 2:
        return none
    of_sum = answers.sum(axis=1).var(ddof=1)
    if of_sum == 0:
        return none

    from scipy.stats import f

    alpha = items / (items - 1) * (1 - answers.var(axis=0, ddof=1).sum() / of_sum)
    tail = (1 - confidence) / 2
    high, low = 1 - (1 - alpha) * f.ppf([tail, 1 - tail], n - 1, (n - 1) * (items - 1))
    return Reliability(n, float(alpha), float(low), float(high))
