"""A slope among people in teams, also few, and how sure it is: the wild cluster bootstrap."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem

Array = NDArray[np.float64]
NAN = float("nan")
SIX = np.array([-np.sqrt(1.5), -1.0, -np.sqrt(0.5), np.sqrt(0.5), 1.0, np.sqrt(1.5)])
FARTHEST = 100.0  # standard errors from the slope at which the search for a limit ends
STEPS = 24  # halvings of that search


@dataclass(frozen=True)
class Slope:
    """What one score has to do with another, all else in the model equal.

    Parameters
    ----------
    value, lower, upper : slope and its limits; infinite where no slope however far is rejected
    p : share of weightings in which the slope, over its error, is at least as far from 0
    n, teams : people (or pairs of answers) and teams behind it
    """

    value: float
    lower: float
    upper: float
    p: float
    n: int
    teams: int


def slope_in_teams(
    outcome: ArrayLike,
    score: ArrayLike,
    others: ArrayLike,
    team: ArrayLike,
    confidence: float,
    draws: int,
    seed: np.random.SeedSequence,
) -> Slope:
    """The slope of an outcome on a score, given others, where people of one team are alike.

    Ordinary least squares with an intercept. The slope over its cluster-robust error is set beside
    what it is when the residuals of each team, of a model in which the slope is as supposed, all
    get one random weight of six (Webb's). The limits are the slopes that this does not reject.

    Parameters
    ----------
    outcome, score : a number for each person
    others : a column for each other thing in the model; may have none
    team : of each person
    confidence : such as 0.95
    draws : weightings; all 6 to the power of the teams where there are no more
    seed : where randomness starts

    Returns
    -------
    Slope
        People with a NaN anywhere are left out. NaN with fewer than two teams, with no more people
        than things in the model, or where the score does not vary given the others.

    Raises
    ------
    NicdevError
        ``wrong_length``: not one of each for each person. ``off_scale``: a confidence not between
        0 and 1, or no draw.

    Notes
    -----
    Sources: Cameron, Gelbach and Miller (2008), Review of Economics and Statistics 90, 414-427;
    weights: Webb (2023), Canadian Journal of Economics 56, 839-858. No small-sample factor: it is
    the same in all draws. Everything is summed by team once, so that a draw costs as much as there
    are teams and not people. Checked against refitting with lm in R, all weightings
    (``tests/golden/wild.R``); how often limits hold a known slope, by number of teams, in
    ``tests/measures/test_wild.py``.
    """
    y, x, rest, label = _checked(outcome, score, others, team, confidence, draws)
    names, at = np.unique(label, return_inverse=True)
    n, count = len(y), len(names)
    nothing = Slope(NAN, NAN, NAN, NAN, n, count)
    basis = np.linalg.qr(np.column_stack([np.ones(n), rest]))[0] if n else np.empty((0, 1))
    if count < 2 or n <= basis.shape[1] + 1:
        return nothing
    own = x - basis @ (basis.T @ x)
    if own @ own <= 1e-14 * max(float(x @ x), 1e-300):
        return nothing
    left = y - basis @ (basis.T @ y)
    inside = np.zeros((count, n))
    inside[at, np.arange(n)] = 1.0
    sums = _Sums(
        square=float(own @ own),
        onto=inside @ (own[:, None] * basis),
        outcome=inside @ (own * left),
        score=inside @ (own * own),
        outcome_basis=inside @ (basis * left[:, None]),
        score_basis=inside @ (basis * own[:, None]),
    )
    value = float(own @ left) / sums.square
    error = sums.error(sums.outcome - value * sums.score)
    if not error > 1e-12 * max(abs(value), 1e-300):
        return Slope(value, value, value, 0.0 if value else 1.0, n, count)
    drawn = _drawn(sums, value, _weights(count, draws, seed))
    lowest = 1 - confidence

    def limit(side: int) -> float:
        near, far = 0.0, FARTHEST
        if drawn.chance(value + side * far * error) > lowest:
            return side * np.inf
        for _ in range(STEPS):
            middle = (near + far) / 2
            if drawn.chance(value + side * middle * error) > lowest:
                near = middle
            else:
                far = middle
        return value + side * near * error

    return Slope(value, limit(-1), limit(1), drawn.chance(0.0), n, count)


@dataclass(frozen=True)
class _Sums:
    """What is needed of the people, by team: a row or number a team."""

    square: float
    onto: Array
    outcome: Array
    score: Array
    outcome_basis: Array
    score_basis: Array

    def error(self, scores: Array) -> float:
        return float(np.sqrt((scores * scores).sum()) / self.square)


@dataclass(frozen=True)
class _Drawn:
    """What each weighting makes of the slope and its error, as they change with a supposed slope.

    Both follow from the distance between the supposed slope and the one that was found: what moves
    is a straight line in it, the square of the error a parabola. So a further supposed slope costs
    as much as there are draws, however many teams there are.
    """

    here: Array  # what moves at the slope that was found, and how fast
    along: Array
    level: Array  # of the square of the error: at that slope, and with the distance and its square
    tilt: Array
    bend: Array
    sums: _Sums
    value: float
    whole: bool

    def chance(self, supposed: float) -> float:
        """How often the slope lies as far from a supposed one, where that one is true."""
        away = supposed - self.value
        error = self.sums.error(self.sums.outcome - self.value * self.sums.score)
        seen = abs(away) / error
        squares = self.level - 2 * away * self.tilt + away**2 * self.bend
        errors = np.sqrt(np.maximum(squares, 0.0)) / self.sums.square
        ratio = np.abs(self.here - away * self.along) / np.where(errors > 0, errors, np.inf)
        far = int((ratio >= seen * (1 - 1e-9)).sum())
        return far / len(ratio) if self.whole else (1 + far) / (1 + len(ratio))


def _drawn(sums: _Sums, value: float, weights: Array) -> _Drawn:
    def scores(pulled: Array, along: Array) -> tuple[Array, Array]:
        moved = weights @ pulled / sums.square
        return moved, weights * pulled - (weights @ along) @ sums.onto.T - np.outer(
            moved, sums.score
        )

    here, first = scores(
        sums.outcome - value * sums.score, sums.outcome_basis - value * sums.score_basis
    )
    along, second = scores(sums.score, sums.score_basis)
    level, tilt, bend = (
        (one * other).sum(axis=1)
        for one, other in ((first, first), (first, second), (second, second))
    )
    return _Drawn(here, along, level, tilt, bend, sums, value, _is_whole(weights))


def _is_whole(weights: Array) -> bool:
    return bool(len(weights) == len(SIX) ** weights.shape[1])


def _weights(count: int, draws: int, seed: np.random.SeedSequence) -> Array:
    """A weight for each team in each draw; all there are where these are no more."""
    if count <= 20 and len(SIX) ** count <= draws:
        return np.array(list(product(SIX, repeat=count)))
    drawn: Array = np.random.default_rng(seed).choice(SIX, size=(draws, count))
    return drawn


def _checked(
    outcome: ArrayLike,
    score: ArrayLike,
    others: ArrayLike,
    team: ArrayLike,
    confidence: float,
    draws: int,
) -> tuple[Array, Array, Array, NDArray[np.str_]]:
    y, x = (np.asarray(numbers, dtype=np.float64).ravel() for numbers in (outcome, score))
    label = np.asarray(team).astype(str).ravel()
    rest = np.asarray(others, dtype=np.float64).reshape(len(others), -1)  # type: ignore[arg-type]
    if not len(y) == len(x) == len(label) == len(rest):
        found = f"{len(y)} outcomes, {len(x)} scores, {len(rest)} of others and {len(label)} teams"
        do = "Give one of each for each person."
        raise NicdevError([Problem("wrong_length", "", found, "as many of each", do)])
    if not 0.0 < confidence < 1.0 or draws < 1:
        found = f"the confidence {confidence:g} and {draws} draws"
        expected, do = "a confidence within 0 and 1, and a draw", "Write 95 % as 0.95."
        raise NicdevError([Problem("off_scale", "", found, expected, do)])
    whole = ~(np.isnan(y) | np.isnan(x) | np.isnan(rest).any(axis=1))
    return y[whole], x[whole], rest[whole], label[whole]
