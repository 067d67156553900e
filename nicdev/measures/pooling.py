"""Values of many units with their own uncertainty: how far units differ, and each drawn in."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem

Floats = NDArray[np.float64]
STEPS = 121  # values of the standard deviation between units at which everything is worked out
BLOCK = 200_000  # numbers held at a time
FEWEST = 4  # with fewer the flat prior of the spread has no proper posterior


@dataclass(frozen=True, eq=False)
class Pooled:
    """Units drawn in towards the whole.

    Parameters
    ----------
    units : how many have a value and an error
    centre, centre_lower, centre_upper : the mean of the units that these come from
    between, between_lower, between_upper : standard deviation between units; the most likely value
        (that of restricted maximum likelihood) and a range around it with the confidence
    low, high : the middle half of units lies between these
    values, lower, upper : each unit drawn in, with its range; NaN where there was no value
    """

    units: int
    centre: float
    centre_lower: float
    centre_upper: float
    between: float
    between_lower: float
    between_upper: float
    low: float
    high: float
    values: Floats = field(repr=False)
    lower: Floats = field(repr=False)
    upper: Floats = field(repr=False)


def pool(values: ArrayLike, errors: ArrayLike, confidence: float) -> Pooled:
    """Partial pooling of values with known standard errors, the spread's uncertainty carried.

    ``y_i ~ N(theta_i, s_i^2)``, ``theta_i ~ N(mu, tau^2)``, with flat priors on mu and on tau^2, as
    ranges made so hold the truth about as often as they say (Morris & Tang). Given tau everything
    is normal and known in closed form; over tau it is summed numerically, weighted by the
    restricted likelihood. So a unit's range is wider than one that takes the most likely tau for
    the truth, most of all where that is 0.

    Parameters
    ----------
    values : one for each unit; NaN = none
    errors : the standard error of each, more than 0; NaN = none
    confidence : of the ranges, such as 0.95

    Returns
    -------
    Pooled
        All NaN with fewer than four units.

    Raises
    ------
    NicdevError
        ``wrong_length``: not one error for each value. ``off_scale``: an error that is not more
        than 0, or a confidence not between 0 and 1.

    Notes
    -----
    Sources: Morris (1983), JASA 78, 47-65, on what a plugged-in tau leaves out; Tang & Morris
    (2011), Statistical Science 26, 271-287 (flat on tau^2). Checked against metafor::rma with REML
    and lme4::lmer (``tests/golden/pooling.R``), statsmodels' MixedLM (``tests/golden/mixed.py``),
    and by how often ranges hold the truth in simulated portfolios.
    """
    given = np.asarray(values, dtype=np.float64).ravel()
    spread = np.asarray(errors, dtype=np.float64).ravel()
    if len(given) != len(spread):
        found = f"{len(given)} values and {len(spread)} errors"
        do = "Give one error for each value."
        raise NicdevError([Problem("wrong_length", "", found, "as many of each", do)])
    if not 0.0 < confidence < 1.0 or (spread <= 0).any():
        found = "an error that is not more than 0, or a confidence not within 0 and 1"
        do = "Leave out units without an error, and write 95 % as 0.95."
        raise NicdevError([Problem("off_scale", "", found, "errors more than 0", do)])
    there = ~(np.isnan(given) | np.isnan(spread))
    y, v = given[there], spread[there] ** 2
    drawn = np.full((3, len(given)), np.nan)
    if len(y) < FEWEST:
        nan = float("nan")
        return Pooled(len(y), nan, nan, nan, nan, nan, nan, nan, nan, *drawn)
    most = _most_likely(y, v)
    tau = _steps(y, v, most)
    weight, mean, variance = _given(y, v, tau)
    centre = float(weight @ mean)
    beyond = NormalDist().inv_cdf((1 + confidence) / 2)
    reach = beyond * np.sqrt(weight @ (variance + (mean - centre) ** 2))
    low, high = _shortest(tau, weight, most, confidence)
    drawn[:, there] = _drawn(y, v, tau, weight, mean, variance, beyond)
    # How units differ, with what is not known of the centre and of the spread.
    quarter = NormalDist().inv_cdf(0.75) * np.sqrt(weight @ (tau**2 + variance))
    return Pooled(
        len(y), centre, float(centre - reach), float(centre + reach), most, low, high,
        float(centre - quarter), float(centre + quarter), *drawn,
    )  # fmt: skip


def _given(y: Floats, v: Floats, tau: Floats) -> tuple[Floats, Floats, Floats]:
    """For each tau its weight, and mean and variance of the centre."""
    likely, mean, variance = (np.empty(len(tau)) for _ in range(3))
    rows = max(1, BLOCK // len(y))
    for first in range(0, len(tau), rows):
        at = slice(first, first + rows)
        likely[at], mean[at], variance[at] = _restricted(y, v, tau[at])
    weight = np.exp(likely - likely.max()) * _width(tau)
    return weight / weight.sum(), mean, variance


def _width(tau: Floats) -> Floats:
    """How much of tau^2 each step stands for: half of the way to its neighbours."""
    edges = np.concatenate([tau[:1], (tau[1:] + tau[:-1]) / 2, tau[-1:]]) ** 2
    return np.diff(edges)


def _restricted(y: Floats, v: Floats, tau: Floats) -> tuple[Floats, Floats, Floats]:
    """The restricted log likelihood at each tau, and mean and variance of the centre there."""
    total = v + tau[:, None] ** 2
    precision = 1 / total
    variance = 1 / precision.sum(axis=1)
    mean = variance * (precision @ y)
    misfit = (precision * (y - mean[:, None]) ** 2).sum(axis=1)
    likely = -0.5 * (np.log(total).sum(axis=1) - np.log(variance) + misfit)
    return likely, mean, variance


def _most_likely(y: Floats, v: Floats) -> float:
    """The tau of restricted maximum likelihood, 0 where nothing speaks for more."""
    from scipy.optimize import minimize_scalar

    def unlikely(square: float) -> float:
        return -float(_restricted(y, v, np.array([np.sqrt(square)]))[0][0])

    top = float((y.max() - y.min()) ** 2 + v.max())
    # Where the likelihood has its peak is first looked for on a grid that is fine near 0.
    grid = top * np.linspace(0, 1, 41) ** 3
    best = int(np.argmin([unlikely(square) for square in grid]))
    around = (grid[max(best - 1, 0)], grid[min(best + 1, 40)])
    found = minimize_scalar(unlikely, bounds=around, method="bounded",
                            options={"xatol": 1e-12 * max(top, 1e-300)})  # fmt: skip
    square = float(found.x)
    return 0.0 if unlikely(0.0) <= unlikely(square) else float(np.sqrt(square))


def _steps(y: Floats, v: Floats, most: float) -> Floats:
    """Standard deviations from 0 to where the likelihood has all but gone, fine near 0."""
    top = 2 * max(most, float(np.sqrt(v.min())), float(y.std()) / 8)
    peak = _restricted(y, v, np.array([most]))[0][0]
    # 1e-5 of the peak; a flat prior with three units leaves a long tail, which ends at some point.
    while _restricted(y, v, np.array([top]))[0][0] > peak - 11.5 and top < 50 * (y.std() + 1e-12):
        top *= 1.5
    return top * np.linspace(0, 1, STEPS) ** 1.5


def _shortest(tau: Floats, weight: Floats, most: float, confidence: float) -> tuple[float, float]:
    """The values of tau that are likeliest, with the confidence, among them the most likely."""
    density = weight / _width(tau)
    order = np.argsort(-density, kind="stable")
    enough = int(np.searchsorted(np.cumsum(weight[order]), confidence)) + 1
    kept = tau[order[:enough]]
    return float(min(kept.min(), most)), float(max(kept.max(), most))


def _drawn(
    y: Floats, v: Floats, tau: Floats, weight: Floats, mean: Floats, variance: Floats, beyond: float
) -> Floats:
    """Each unit's mean over tau, and its range."""
    made = np.empty((3, len(y)))
    rows = max(1, BLOCK // len(tau))
    for first in range(0, len(y), rows):
        at = slice(first, first + rows)
        own = v[at] / (v[at] + tau[:, None] ** 2)  # how far it is drawn in
        value = y[at] + own * (mean[:, None] - y[at])
        within = (1 - own) * v[at] + own**2 * variance[:, None]
        middle = weight @ value
        reach = beyond * np.sqrt(weight @ (within + (value - middle) ** 2))
        made[:, at] = middle, middle - reach, middle + reach
    return made


def pool_shares(count: ArrayLike, n: ArrayLike, confidence: float) -> Pooled:
    """Partial pooling of shares, as log odds (`share_of` turns them back).

    The error of each is that of its `n` at the share of all together. Errors from each unit's own
    share go with its value, which makes units at the ends count for less and all of them look more
    alike than they are.

    Parameters
    ----------
    count : how many are counted in each unit
    n : of how many; NaN, or 0, = none
    confidence : such as 0.95

    Returns
    -------
    Pooled
        In log odds; all NaN with fewer than four units.

    Raises
    ------
    NicdevError
        ``off_scale``: not ``0 <= count <= n``, or a confidence not between 0 and 1.

    Notes
    -----
    No published source was looked up for errors from the share of all. Checked by simulation: the
    spread that is planted is found without bias (``tests/measures/test_pooling.py``).
    """
    y, _ = log_odds(count, n)
    whole = np.where(np.isnan(y), np.nan, np.asarray(n, dtype=np.float64))
    counted = np.where(np.isnan(y), np.nan, np.asarray(count, dtype=np.float64))
    share = (np.nansum(counted) + 0.5) / (np.nansum(whole) + 1)
    return pool(y, 1 / np.sqrt(whole * share * (1 - share)), confidence)


def log_odds(count: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """The log odds of a share and their standard error, half a case added on each side.

    Parameters
    ----------
    count : how many are counted
    n : of how many; NaN, or 0, = none

    Returns
    -------
    tuple of ndarray
        ``log((c + 1/2) / (n - c + 1/2))`` and ``sqrt(1 / (c + 1/2) + 1 / (n - c + 1/2))``; NaN
        where there is nobody.

    Raises
    ------
    NicdevError
        ``off_scale``: not ``0 <= count <= n``.

    Notes
    -----
    Source: Haldane (1956) and Anscombe (1956), Biometrika 43, 461-464. Checked against
    metafor::escalc with measure "PLO" (``tests/golden/pooling.R``).
    """
    counted = np.asarray(count, dtype=np.float64)
    whole = np.asarray(n, dtype=np.float64)
    if ((counted < 0) | (counted > whole)).any():
        found = "more counted than there are, or fewer than none"
        raise NicdevError([Problem("off_scale", "", found, "0 to n counted", "Count again.")])
    yes = np.where(whole > 0, counted, np.nan) + 0.5
    no = np.where(whole > 0, whole - counted, np.nan) + 0.5
    return np.log(yes / no), np.sqrt(1 / yes + 1 / no)


def share_of(log_odds: ArrayLike) -> Floats:
    """The share with these log odds."""
    return 1 / (1 + np.exp(-np.asarray(log_odds, dtype=np.float64)))
