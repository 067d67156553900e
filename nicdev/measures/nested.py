"""Answers of people in teams: how far teams differ, and how well a team's mean tells it apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nicdev.errors import NicdevError, Problem


@dataclass(frozen=True)
class Between:
    """A one-way analysis of variance of people in groups.

    Parameters
    ----------
    groups, n : groups with anybody in them, and people
    size : people in a group on average
    icc1, icc1_lower, icc1_upper : share of the variance that lies between groups
    icc2, icc2_lower, icc2_upper : how well a group's mean tells it from the others
    """

    groups: int
    n: int
    size: float
    icc1: float
    icc1_lower: float
    icc1_upper: float
    icc2: float
    icc2_lower: float
    icc2_upper: float


def between(values: ArrayLike, groups: ArrayLike, confidence: float) -> Between:
    """ICC(1) and ICC(2) of a one-way analysis of variance, with limits from the F distribution.

    ``ICC(1) = (B - W) / (B + (k - 1) W)`` and ``ICC(2) = (B - W) / B`` of the mean squares between
    groups B and within them W, with k the average size of a group, as in R's multilevel. Both are
    negative where people of one group differ more than people of different groups, and stay so.
    The limits are exact where groups are of one size, and near where they are not.

    Parameters
    ----------
    values : one for each person; NaN = none
    groups : the group of each, of any kind that can be compared
    confidence : of the limits, such as 0.95

    Returns
    -------
    Between
        NaN with fewer than two groups, with no more people than groups, or where nobody differs
        from the others in a group.

    Raises
    ------
    NicdevError
        ``wrong_length``: not one group for each value. ``off_scale``: a confidence not between 0
        and 1.

    Notes
    -----
    Sources: Bartko (1976), Psychological Bulletin 83, 762-765; Bliese (2000); Shrout and Fleiss
    (1979), Psychological Bulletin 86, 420-428, for the limits. The mixed-model ICC is another
    number. Checked against multilevel::ICC1 and ICC2 and psych::ICC (``tests/golden/scales.R``).
    """
    if not 0.0 < confidence < 1.0:
        found, do = f"the confidence {confidence:g}", "Write 95 % as 0.95."
        raise NicdevError([Problem("off_scale", "", found, "more than 0 and less than 1", do)])
    answers, names = np.asarray(values, dtype=np.float64).ravel(), np.asarray(groups).ravel()
    if len(answers) != len(names):
        found = f"{len(answers)} values and {len(names)} groups"
        do = "Give one group for each value."
        raise NicdevError([Problem("wrong_length", "", found, "as many of each", do)])
    kept = ~np.isnan(answers)
    answers, (named, at) = answers[kept], np.unique(names[kept], return_inverse=True)
    count, n = len(named), len(answers)
    nan = float("nan")
    nothing = Between(count, n, n / count if count else nan, *[nan] * 6)
    if count < 2 or n <= count:
        return nothing
    sizes = np.bincount(at)
    means = np.bincount(at, weights=answers) / sizes
    inside = float(((answers - means[at]) ** 2).sum()) / (n - count)
    across = float((sizes * (means - answers.mean()) ** 2).sum()) / (count - 1)
    if inside <= 1e-15 * max(1.0, across):
        return nothing

    from scipy.stats import f

    size, ratio, tail = n / count, across / inside, (1 - confidence) / 2
    low = ratio / f.ppf(1 - tail, count - 1, n - count)
    high = ratio * f.ppf(1 - tail, n - count, count - 1)
    first = [float((each - 1) / (each + size - 1)) for each in (ratio, low, high)]
    second = [float(1 - 1 / each) if each else -np.inf for each in (ratio, low, high)]
    return Between(count, n, size, *first, *second)
