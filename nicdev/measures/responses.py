"""Answers of a roster of which not everybody answered: bounds of a share, the median option."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem


def response_bounds(
    count: ArrayLike, answered: ArrayLike, eligible: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The lowest and highest share a roster can have, whatever the silent would have answered.

    Lower: none of those who did not answer belongs to the counted, ``count / eligible``. Upper:
    all of them do, ``(count + eligible - answered) / eligible``. Nothing is assumed about why
    people did not answer, and nothing narrower holds without an assumption. These are not
    confidence limits: a roster is no sample.

    Parameters
    ----------
    count : how many gave the answer in question
    answered : how many answered at all
    eligible : how many were asked, or should have been; opt-outs stay in. All three broadcast
        against each other

    Returns
    -------
    tuple of ndarray
        Lower and upper share, in the broadcast shape; NaN where nobody was eligible or a number
        is missing (NaN).

    Raises
    ------
    NicdevError
        ``off_scale``: not ``0 <= count <= answered <= eligible``.

    Notes
    -----
    Source: worst-case bounds of Manski (1989), Journal of Human Resources 24, 343-360, and
    Horowitz and Manski (1998), Journal of Econometrics 84, 37-58.
    Checked against the enumeration of every completion (``tests/measures/test_responses.py``).
    """
    counted, given, asked = np.broadcast_arrays(
        *(np.asarray(number, dtype=np.float64) for number in (count, answered, eligible))
    )
    wrong = (counted < 0) | (counted > given) | (given > asked)
    if wrong.any():
        first = tuple(np.argwhere(wrong)[0])
        found = f"{counted[first]:g} counted, {given[first]:g} answered, {asked[first]:g} eligible"
        expected = "none negative, and no more counted than answered, nor answered than eligible"
        do = "Count over the same people: those on the roster when the question was asked."
        raise NicdevError([Problem("off_scale", "", found, expected, do)])
    asked = np.where(asked > 0, asked, np.nan)
    return counted / asked, (counted + asked - given) / asked


def uneven(
    answered: ArrayLike, asked: ArrayLike, draws: int, seed: int | np.random.SeedSequence
) -> float:
    """How often chance alone makes groups differ at least as far in the share who answered.

    Pearson's chi-squared of groups by answered or not, set beside random tables with the same
    numbers asked and the same number of answers in all: a Monte-Carlo test of independence, which
    holds in small groups too. It takes people to answer independently of one another; where
    teams decide together, chance does more than this allows for.

    Parameters
    ----------
    answered, asked : people, a number for each group; groups of none are left out
    draws : random tables
    seed : of the random tables

    Returns
    -------
    float
        ``(1 + tables that differ as far) / (1 + draws)``; 1 with fewer than two groups, or where
        everybody answered, or nobody.

    Raises
    ------
    NicdevError
        ``off_scale``: more answers than people asked, or fewer than none.

    Notes
    -----
    Checked against a count of all tables (``tests/measures/test_responses.py``).
    """
    given, whole = np.asarray(answered, dtype=np.int64), np.asarray(asked, dtype=np.int64)
    if (given < 0).any() or (given > whole).any():
        found, do = "more answers than people asked, or fewer than none", "Count again."
        raise NicdevError([Problem("off_scale", "", found, "from none to all who were asked", do)])
    table = np.stack([given, whole - given])[:, whole > 0]
    if table.shape[1] < 2 or (table.sum(axis=1) == 0).any():
        return 1.0

    from scipy.stats import MonteCarloMethod, chi2_contingency

    method = MonteCarloMethod(n_resamples=draws, rng=np.random.default_rng(seed))
    return float(chi2_contingency(table, correction=False, method=method).pvalue)


def median_option(counts: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The option in the middle of ordered answers, as lower and upper median.

    The options of a rating have an order but no distance, so that half-way between two of them
    is no answer. Convention: lower median = the first option at which at least half of the
    answers have been counted from below; upper median = the same from above. They differ only
    when exactly half of the answers lie on either side.

    Parameters
    ----------
    counts : answers per option in the order of the scale along the last axis; any axes before it

    Returns
    -------
    tuple of ndarray
        Lower and upper median as positions, the first option being 0: add the number of the
        lowest option. Shape of `counts` without its last axis; NaN where nobody answered or a
        count is missing (NaN).

    Raises
    ------
    NicdevError
        ``off_scale``: a negative count.

    Notes
    -----
    Checked against statistics.median_low and statistics.median_high of Python
    (``tests/measures/test_responses.py``).
    """
    answers = np.asarray(counts, dtype=np.float64)
    if (answers < 0).any():
        found = f"{answers[answers < 0][0]:g} answers on one option"
        raise NicdevError(
            [Problem("off_scale", "", found, "0 or more", "Count the answers per option again.")]
        )
    total = answers.sum(axis=-1, keepdims=True)
    below = answers.cumsum(axis=-1)
    lower = (2 * below >= total).argmax(axis=-1).astype(np.float64)
    upper = (2 * below > total).argmax(axis=-1).astype(np.float64)
    none = ~(total[..., 0] > 0)
    return np.where(none, np.nan, lower), np.where(none, np.nan, upper)
