"""Where ties come from: regression of ties on what pairs have in common, tested by permutation.

Ties are as in `nicdev.measures.ties`: 1, 0 or NaN = unknown, row = sender, diagonal ignored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem
from nicdev.measures.ties import cells

AT_ONCE = 500_000  # cells of permuted arrays held at a time: 4 MB
TOLERANCE = 1e-7  # of a predictor's own length, left once the others are taken out

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Effect:
    """What one thing in common has to do with ties, the others held equal.

    Parameters
    ----------
    coefficient : difference in the share of pairs with a tie, for one unit of the predictor
    t : coefficient over its classical standard error, for which all pairs are independent and vary
        alike
    p : share of permutations whose coefficient, over its standard error with pairs of one member
        dependent and of unequal variance, is at least as far from 0; the observed order counts
    lower, upper : coefficient less and plus as many of these errors as make `p` what is left of the
        confidence: they leave 0 out where `p` is no more than that
    """

    coefficient: float
    t: float
    p: float
    lower: float = float("nan")
    upper: float = float("nan")


UNKNOWN = Effect(float("nan"), float("nan"), float("nan"))


def mrqap(
    ties: ArrayLike,
    predictors: Mapping[str, ArrayLike],
    draws: int,
    seed: np.random.SeedSequence,
    tested: Sequence[str] | None = None,
    confidence: float = 0.95,
) -> dict[str, Effect]:
    """Multiple regression with quadratic assignment and double semi-partialling.

    Parameters
    ----------
    ties : square array, 1, 0 or NaN, row = sender. For ties without a direction, leave one of both
        directions NaN
    predictors : by name, a square array of known numbers for each: what pairs have in common
    draws : permutations of each predictor
    seed : where randomness starts
    tested : names to permute; all when None. Others have no `p` and no limits
    confidence : of the limits

    Returns
    -------
    dict of Effect
        By name, all NaN for a predictor that is constant, or given by those before it, among the
        known pairs; and for all where fewer pairs are known than there are predictors.

    Raises
    ------
    NicdevError
        As `nicdev.measures.ties.density`; ``wrong_shape`` and ``off_scale`` for a predictor of
        another shape or with unknown numbers; ``off_scale`` for no draw.

    Notes
    -----
    Ordinary least squares on known pairs, with an intercept. A predictor's residuals, all pairs
    taken, are permuted by member, rows and columns together, and take its place. Ties and
    what is unknown of them stay with their members.

    What is compared between permutations is not `t`. Ties are rare outside teams and common inside:
    residuals differ in variance and cannot simply change places, and with `t` false alarms came at
    7.7 % where 5 % were meant. It is the coefficient over a standard error that sums, by member,
    what each pair adds, and so allows for both (`tests/measures/test_mrqap.py` holds the rate).
    Source: Dekker, Krackhardt and Snijders (2007), Psychometrika 72, 563-581; the standard error:
    Aronow, Samii and Assenova (2015), Political Analysis 23, 564-577, with each pair's own part
    counted twice, so that it is never negative; why to permute such a ratio: DiCiccio and Romano
    (2017), Journal of the American Statistical Association 112, 1211-1220.
    Checked against sna::netlm(nullhyp = "qapspp") in R, unknown rows included: coefficients and t
    to the last digits; p within Monte-Carlo error of a permutation written in R with the same
    standard error (``tests/golden/mrqap.R``). The observed order is counted, so that no p is 0.
    """
    present, absent, _ = cells(ties)
    n = len(present)
    given = _checked(predictors, n, draws)
    pair = np.flatnonzero((present | absent).ravel())
    y = present.ravel()[pair].astype(np.float64)
    off = np.flatnonzero(~np.eye(n, dtype=bool).ravel())
    kept = _independent({name: x.ravel()[pair] for name, x in given.items()})
    found = dict.fromkeys(given, UNKNOWN)
    rest = len(pair) - len(kept) - 1
    if rest < 1:
        return found
    members = _members(pair, n)
    for at, name in enumerate(kept):
        others = [given[other] for other in kept if other != name]
        basis = _basis([x.ravel()[pair] for x in others], len(pair))
        left = y - basis @ (basis.T @ y)
        own = given[name].ravel()[pair][None, :]
        slope, square, ratio = (float(v[0]) for v in _slopes(own, basis, left, members))
        spread = max(float(left @ left) - slope**2 * square, 0.0) / rest
        t = _ratio(np.array([slope]), np.array([np.sqrt(spread / square)]))[0]
        p = low = high = float("nan")
        if tested is None or name in tested:
            everywhere = _basis([x.ravel()[off] for x in others], len(off))
            whole = given[name].ravel()[off]
            residual = np.zeros(n * n)
            residual[off] = whole - everywhere @ (everywhere.T @ whole)
            # As spawn does, but the same on every call.
            start = np.random.SeedSequence(seed.entropy, spawn_key=(*seed.spawn_key, at))
            moved = _permuted(residual.reshape(n, n), pair, draws, start)
            # Permutations that give the same numbers give the same ratio but for the last digits.
            least = abs(ratio) * (1 - 1e-9)
            ratios = np.concatenate([np.abs(_slopes(some, basis, left, members)[2])
                                     for some in moved])  # fmt: skip
            p = (1 + int((ratios >= least).sum())) / (1 + draws)
            low, high = _limits(slope, ratio, ratios, confidence)
        found[name] = Effect(slope, float(t), p, low, high)
    return found


def _limits(slope: float, ratio: float, ratios: Array, confidence: float) -> tuple[float, float]:
    """Slope less and plus the error times the largest ratio that is not rare among permutations."""
    rare = floor((len(ratios) + 1) * (1 - confidence) + 1e-9)
    if rare < 1 or not ratio or not np.isfinite(ratio):
        return (slope, slope) if np.isinf(ratio) and rare >= 1 else (-np.inf, np.inf)
    reach = float(np.sort(ratios)[-rare]) * slope / ratio
    return slope - reach, slope + reach


def _permuted(
    square: Array, pair: NDArray[np.intp], draws: int, start: np.random.SeedSequence
) -> Iterator[Array]:
    """The known pairs' numbers after each permutation of members, a row each, some at a time."""
    random = np.random.default_rng(start)
    at_once = max(AT_ONCE // max(len(pair), 1), 1)
    for done in range(0, draws, at_once):
        moved = np.empty((min(at_once, draws - done), len(pair)))
        for row in moved:
            order = random.permutation(len(square))
            row[:] = square[order][:, order].ravel()[pair]
        yield moved


def _members(pair: NDArray[np.intp], n: int) -> Any:
    """For each member a row, in which 1 marks the pairs they belong to."""
    from scipy.sparse import csr_array

    belongs = np.concatenate(np.divmod(pair, n))
    column = np.tile(np.arange(len(pair)), 2)
    return csr_array((np.ones(len(column)), (belongs, column)), shape=(n, len(pair)))


def _slopes(x: Array, basis: Array, left: Array, members: Any) -> tuple[Array, Array, Array]:
    """For each row, once the basis is taken out of it: slope of what is left of the ties, the row's
    sum of squares, and slope over its standard error with pairs of a member dependent."""
    own = x - (x @ basis) @ basis.T
    whole, square = (x * x).sum(axis=1), (own * own).sum(axis=1)
    free = square > TOLERANCE * np.maximum(whole, 1e-300)
    square = np.where(free, square, 1.0)
    slope = np.where(free, own @ left / square, 0.0)
    scores = members @ (own * (left - slope[:, None] * own)).T
    return slope, square, _ratio(slope, np.sqrt((scores * scores).sum(axis=0)) / square)


def _ratio(slope: Array, error: Array) -> Array:
    """Slope over its error; without error infinite, and 0 where there is no slope."""
    exact = np.where(slope == 0, 0.0, np.copysign(np.inf, slope))
    ratio: Array = np.where(error > 0, slope / np.where(error > 0, error, 1.0), exact)
    return ratio


def _basis(columns: list[Array], length: int) -> Array:
    """Orthonormal columns that span these and the intercept."""
    basis: Array = np.linalg.qr(np.column_stack([np.ones(length), *columns]))[0]
    return basis


def _independent(columns: dict[str, Array]) -> list[str]:
    """The names that add something to the intercept and to those before them."""
    kept: list[str] = []
    for name, column in columns.items():
        basis = _basis([columns[other] for other in kept], len(column))
        own = column - basis @ (basis.T @ column)
        if own @ own > TOLERANCE**2 * (column @ column):
            kept.append(name)
    return kept


def _checked(predictors: Mapping[str, ArrayLike], n: int, draws: int) -> dict[str, Array]:
    problems = []
    if draws < 1:
        do = "Give at least one."
        problems.append(Problem("off_scale", "", f"{draws} draws", "1 or more", do))
    given = {name: np.asarray(x, dtype=np.float64).copy() for name, x in predictors.items()}
    for name, x in given.items():
        if x.shape != (n, n):
            found = f"'{name}' of shape {' x '.join(map(str, x.shape))}"
            do = "Give one number per pair of members."
            problems.append(Problem("wrong_shape", "", found, f"shape {n} x {n}", do))
            continue
        np.fill_diagonal(x, 0.0)
        if not np.isfinite(x).all():
            do = "Leave the predictor out, or find the numbers."
            problems.append(Problem("off_scale", "", f"'{name}' with gaps", "known numbers", do))
    if problems:
        raise NicdevError(problems)
    return given
