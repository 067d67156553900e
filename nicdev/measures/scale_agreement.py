"""Agreement over several items, and what chance alone would give as many people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nicdev.errors import NicdevError, Problem


@dataclass(frozen=True)
class ScaleAgreement:
    """Agreement of the `n` people who answered all `items`: r*_wg(J), and r_wg(J)."""

    n: int
    items: int
    star: float
    scale: float


def scale_agreement(values: ArrayLike, options: int) -> ScaleAgreement:
    """Lindell's r*_wg(J) and the r_wg(J) of James, Demaree and Wolf.

    ``r* = 1 - v`` and ``r_wg(J) = J (1 - v) / (J (1 - v) + v)``, where v is the mean variance of
    the J items (divisor n - 1) over that of evenly spread answers, ``(A^2 - 1) / 12``.

    Conventions: people who left any item out are left out. Of r_wg(J), a v above 1 is set to 1, as
    multilevel::rwg.j does; r* is left negative where answers lie further apart than evenly spread
    ones. r_wg(J) rises with J whatever people answer, r* does not: read r*.

    Parameters
    ----------
    values : a row for each person, a column for each item; NaN = no answer
    options : how many options each item offers; at least 2

    Returns
    -------
    ScaleAgreement
        NaN with fewer than two people or no item.

    Raises
    ------
    NicdevError
        ``off_scale``: fewer than two options. ``wrong_shape``: no table.

    Notes
    -----
    Sources: Lindell, Brandt and Whitney (1999), Applied Psychological Measurement 23, 127-135;
    James, Demaree and Wolf (1984), Journal of Applied Psychology 69, 85-98. Checked against
    multilevel::rwg.j and rwg.j.lindell (``tests/golden/scales.R``).
    """
    even = _even(options)
    answers = np.asarray(values, dtype=np.float64)
    if answers.ndim != 2:
        found, do = f"{answers.ndim} dimensions", "Give a row a person and a column an item."
        raise NicdevError([Problem("wrong_shape", "", found, "two dimensions", do)])
    answers = answers[~np.isnan(answers).any(axis=1)]
    n, items = answers.shape
    if n < 2 or not items:
        return ScaleAgreement(n, items, float("nan"), float("nan"))
    spread = float(answers.var(axis=0, ddof=1).mean()) / even
    kept = min(spread, 1.0)
    whole = items * (1 - kept)
    return ScaleAgreement(n, items, 1 - spread, whole / (whole + kept))


def scale_null(
    n: int,
    items: int,
    options: int,
    probability: float,
    draws: int,
    seed: int | np.random.SeedSequence,
) -> ScaleAgreement:
    """What random answers stay at or below with the given probability, of both indices.

    Every one of n people picks an option of each of J items at random, each equally likely and
    independently of the others.

    Parameters
    ----------
    n, items, options : people who answered, items, and options of each
    probability : such as 0.95
    draws, seed : of the simulation

    Returns
    -------
    ScaleAgreement
        The quantile of each; NaN with fewer than two people or no item.

    Raises
    ------
    NicdevError
        ``off_scale``: fewer than two options.

    Notes
    -----
    Checked against the exact null of one item (`agreement.rwg_null`) and an enumeration of all
    answers of few people to two items (``tests/measures/test_scales_of_teams.py``).
    """
    even = _even(options)
    if n < 2 or items < 1:
        return ScaleAgreement(n, items, float("nan"), float("nan"))
    random = np.random.default_rng(seed)
    counts = random.multinomial(n, [1 / options] * options, size=(draws, items))
    codes = np.arange(options)
    mean = counts @ codes / n
    spread = (counts @ codes**2 - n * mean**2) / (n - 1)
    v = spread.mean(axis=1) / even
    # Both fall as v grows: their quantile is that of v from below.
    at = float(np.quantile(v, 1 - probability, method="lower"))
    kept = min(at, 1.0)
    whole = items * (1 - kept)
    return ScaleAgreement(n, items, 1 - at, whole / (whole + kept))


def _even(options: int) -> float:
    """The variance of evenly spread answers."""
    if options < 2:
        expected, do = "at least 2, or there is nothing to agree on", "Count the options again."
        raise NicdevError([Problem("off_scale", "", f"{options} options", expected, do)])
    return float(options**2 - 1) / 12
