"""Agreement among the people who answered one question, and what chance alone would give."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem

# How large a table of probabilities may grow before the null is simulated: a limit of time (a
# third of a second), not of method.
EXACT_CELLS = 1_000_000

# Two probabilities closer than this are the same one, summed in another order.
ROUNDING = 1e-12


def rwg(values: ArrayLike, options: int) -> float:
    """Agreement on one item, r_wg: 1 = all the same answer, 0 = as spread as random answers.

    ``r_wg = 1 - s^2 / sigma_EU^2``, with s^2 the variance of the answers (divisor n - 1) and
    ``sigma_EU^2 = (A^2 - 1) / 12`` the variance when every one of A options is equally likely.

    Convention: answers more spread than random would give a number below 0; it is set to 0, as
    James, Demaree and Wolf recommend. A 0 may therefore hide two opposed camps: the
    distribution belongs beside it. With few people a high value is often chance: see
    `rwg_null` and `rwg_chance`.

    Parameters
    ----------
    values : answers as numbers one apart, any shape (it is flattened); NaN and None = no answer
    options : how many options the item offers, A; at least 2

    Returns
    -------
    float
        From 0 to 1, without unit; NaN when fewer than two answered. Missing values are dropped.

    Raises
    ------
    NicdevError
        ``off_scale``: fewer than two options, or answers further apart than the options are.

    Notes
    -----
    Source: James, Demaree and Wolf (1984), Journal of Applied Psychology 69, 85-98.
    Checked against multilevel::rwg in R (``tests/golden/agreement.R``).
    """
    answers = np.asarray(values, dtype=np.float64).ravel()
    answers = answers[~np.isnan(answers)]
    random_variance = _random_variance(options)
    if answers.size < 2:
        return float("nan")
    span = float(np.ptp(answers))
    if span > options - 1:
        found = f"answers that lie {span:g} apart on an item with {options} options"
        raise _off_scale(found, f"at most {options - 1}", "Count the options of the item again.")
    return max(0.0, 1.0 - float(answers.var(ddof=1)) / random_variance)


def rwg_null(
    n: int, options: int, probability: float, draws: int, seed: int | np.random.SeedSequence
) -> float:
    """The r_wg that random answers stay at or below with the given probability.

    Every one of n people picks one of the options at random, each equally likely. The result is
    the smallest value v with ``P(r_wg <= v) >= probability`` (the inverse of a step function:
    r_wg of few people takes few values). multilevel::rwg.sim reports the next attainable value
    above it: what must be *reached* to be rarer than chance, where this one must be *passed*.

    Convention: exact as long as the table of probabilities stays below `EXACT_CELLS`, which
    covers 249 people on 5 options, 135 on 7 and 63 on 11; there `draws` and `seed` change nothing.
    Beyond that it is simulated with them.

    Parameters
    ----------
    n : how many people answered
    options : how many options the item offers, at least 2
    probability : between 0 and 1, such as 0.95
    draws : simulated sets of answers where the exact way is too large
    seed : of the simulation

    Returns
    -------
    float
        From 0 to 1; NaN when n < 2.

    Raises
    ------
    NicdevError
        ``off_scale``: fewer than two options, or a probability not between 0 and 1.

    Notes
    -----
    The variance of n answers depends on their sum and their sum of squares only, so the exact
    distribution is the n-fold convolution of one answer's, made with a Fourier transform.
    Checked against an enumeration of all sets of answers with multilevel::rwg
    (``tests/golden/agreement.R``), and by simulation.
    """
    if not 0.0 < probability < 1.0:
        found = f"the probability {probability:g}"
        raise _off_scale(found, "more than 0 and less than 1", "Write 95 % as 0.95.")
    random_variance = _random_variance(options)
    if n < 2:
        return float("nan")
    spread, share = _null(n, options, draws, seed)
    # r_wg falls as the spread grows: P(r_wg <= v) is the share of spreads at or above v's.
    at_least = np.cumsum(share[::-1])[::-1]
    where = int(np.flatnonzero(at_least >= probability - ROUNDING)[-1])
    return max(0.0, 1.0 - float(spread[where]) / (n * (n - 1) * random_variance))


def rwg_chance(
    observed: float, n: int, options: int, draws: int, seed: int | np.random.SeedSequence
) -> float:
    """The share of random answers whose r_wg is at least the observed one.

    Exact or simulated under the same rule, and from the same distribution, as `rwg_null`.

    Parameters
    ----------
    observed : an r_wg, 0 to 1; NaN gives NaN
    n, options, draws, seed : as for `rwg_null`

    Returns
    -------
    float
        A probability; NaN when n < 2.

    Raises
    ------
    NicdevError
        ``off_scale``: fewer than two options.

    Notes
    -----
    Checked against an enumeration of all sets of answers with multilevel::rwg, and against the
    random draws of multilevel::rwg.sim (``tests/golden/agreement.R``).
    """
    random_variance = _random_variance(options)
    if n < 2 or np.isnan(observed):
        return float("nan")
    if observed <= 0.0:
        return 1.0  # negative values are set to 0, so that every set of answers reaches 0
    spread, share = _null(n, options, draws, seed)
    reached = 1.0 - spread / (n * (n - 1) * random_variance) >= observed - ROUNDING
    return float(share[reached].sum())


def _random_variance(options: int) -> float:
    if options < 2:
        expected = "at least 2, or there is nothing to agree on"
        raise _off_scale(f"{options} options", expected, "Give the number of answer options.")
    return (options**2 - 1) / 12  # variance of a discrete uniform distribution on 1..A


def _off_scale(found: str, expected: str, do: str) -> NicdevError:
    return NicdevError([Problem("off_scale", "", found, expected, do)])


def _null(
    n: int, options: int, draws: int, seed: int | np.random.SeedSequence
) -> tuple[NDArray[np.int_], NDArray[np.float64]]:
    """Each spread ``n * sum(x^2) - sum(x)^2`` (ascending) and its probability.

    The spread is n (n - 1) s^2, kept whole so that equal variances are exactly equal.
    """
    codes, sums, squares = _table_of(n, options)
    if sums * squares <= EXACT_CELLS:
        return _exact(n, options)
    counts = np.random.default_rng(seed).multinomial(n, [1 / options] * options, size=draws)
    spread = n * (counts @ codes**2) - (counts @ codes) ** 2
    values, times = np.unique(spread, return_counts=True)
    return values, times / draws


def _table_of(n: int, options: int) -> tuple[NDArray[np.int_], int, int]:
    """Numbers for the options, and how many sums and sums of squares n answers can have."""
    codes = np.arange(options) - (options - 1) // 2  # centred: small squares, a small table
    return codes, n * (options - 1) + 1, n * int(codes.max()) ** 2 + 1


@lru_cache(maxsize=32)
def _exact(n: int, options: int) -> tuple[NDArray[np.int_], NDArray[np.float64]]:
    codes, sums, squares = _table_of(n, options)
    one = np.zeros((sums, squares))
    one[codes - codes[0], codes**2] = 1 / options
    # Rounding leaves some 1e-17 in cells that no set of answers reaches; below 0 it is cut off.
    table = np.fft.irfft2(np.fft.rfft2(one) ** n, s=one.shape).clip(min=0.0)
    total = np.arange(sums) + n * codes[0]
    spread = n * np.arange(squares)[None, :] - total[:, None] ** 2
    reachable = spread >= 0
    share = np.bincount(spread[reachable], weights=table[reachable]).astype(np.float64)
    share.flags.writeable = False  # shared between calls
    return np.arange(share.size), share
