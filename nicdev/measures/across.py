"""Whether two scores of many networks go together, where a network is one case."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from math import factorial, floor

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem

Array = NDArray[np.float64]
NAN = float("nan")


@dataclass(frozen=True)
class Interval:
    """An estimate with its limits; NaN where there is none."""

    value: float = NAN
    lower: float = NAN
    upper: float = NAN


@dataclass(frozen=True)
class Across:
    """What many networks show together.

    Parameters
    ----------
    networks, pairs : networks with a pair of scores, and pairs
    method : ``none``, ``permutation``, ``regression`` or ``mixed``
    between : the difference in the second score, in its standard deviations between networks, for
        one standard deviation between networks of the first
    within : the same, in the same units, from time to time in one network; only with ``mixed``
    moved, alike : networks in which both scores moved from time to time, and of these those in
        which they moved the same way rather than apart
    """

    networks: int
    pairs: int
    method: str
    between: Interval = Interval()
    within: Interval = Interval()
    moved: int = 0
    alike: int = 0


def across(
    network: ArrayLike,
    first: ArrayLike,
    second: ArrayLike,
    confidence: float,
    fewest: int,
    multilevel: int,
    draws: int,
    seed: np.random.SeedSequence,
) -> Across:
    """Two scores of networks, at one time or at several, set side by side.

    Below `fewest` networks only directions are counted. Below `multilevel` the networks' means are
    compared and the interval holds every slope that a permutation test does not reject. From
    `multilevel` networks on it is that of a regression of means where each network has one pair,
    else of a mixed model with an intercept for each network that tells apart what lies between
    networks and what lies between the times of one.

    Parameters
    ----------
    network : name of the network of each pair
    first, second : the scores of each pair; a pair with a NaN is left out
    confidence : such as 0.95
    fewest, multilevel : numbers of networks from which on each method is used
    draws : permutations where there are more than so many; `seed` : where their randomness starts

    Returns
    -------
    Across
        No interval where one of the scores is the same in all networks. Limits are infinite where
        there are too few permutations for so narrow a probability.

    Raises
    ------
    NicdevError
        ``wrong_length``: not one score of each kind and network for each pair. ``off_scale``: a
        confidence not between 0 and 1, or no draw.

    Notes
    -----
    With means x and y, permutation p has the slope ``(Sxy - Sxy(p)) / (Sxx - Sxx(p))`` up to which
    it speaks against a smaller slope: the limits are order statistics of these, with equal tails,
    and exact where what is left of y does not depend on x. Limits of the mixed model are of
    Student's t with networks less two degrees of freedom, as if means were compared, and not of the
    normal, with which 34 networks raise false alarms too often.
    Sources: Pitman (1937), Supplement to the Journal of the Royal Statistical Society 4, 225-232;
    for the split Mundlak (1978), Econometrica 46, 69-85. Checked against cor.test and lme of R, and
    against an enumeration written in R (``tests/golden/across.R``); the rate at which a planted
    correlation is found, against the power that theory gives (``tests/measures/test_across.py``).
    """
    names, x, y = _checked(network, first, second, confidence, draws)
    labels, at = np.unique(names, return_inverse=True)
    count = len(labels)
    moved, alike = _directions(at, x, y, count)
    if count < fewest or count < 3:
        return Across(count, len(x), "none", moved=moved, alike=alike)
    times = np.bincount(at, minlength=count)
    mean = np.column_stack([np.bincount(at, weights=v, minlength=count) / times for v in (x, y)])
    scale = mean.std(axis=0, ddof=1)
    if (scale <= 1e-12 * np.maximum(np.abs(mean).max(axis=0), 1e-300)).any():
        return Across(count, len(x), "none", moved=moved, alike=alike)
    middle = mean.mean(axis=0)
    standard = (mean - middle) / scale
    if count < multilevel:
        found = _permuted(standard[:, 0], standard[:, 1], confidence, draws, seed)
        return Across(count, len(x), "permutation", found, moved=moved, alike=alike)
    inside = (x - mean[at, 0]) / scale[0]
    if len(x) > count + 1 and (np.abs(inside) > 1e-12).any():
        split = _mixed(at, standard[at, 0], inside, (y - middle[1]) / scale[1], count, confidence)
        return Across(count, len(x), "mixed", *split, moved=moved, alike=alike)
    found = _regressed(standard[:, 0], standard[:, 1], confidence)
    return Across(count, len(x), "regression", found, moved=moved, alike=alike)


def _directions(at: NDArray[np.intp], x: Array, y: Array, count: int) -> tuple[int, int]:
    """In how many networks both scores moved, and in how many of them the same way."""
    times = np.maximum(np.bincount(at, minlength=count), 1)
    apart = [v - (np.bincount(at, weights=v, minlength=count) / times)[at] for v in (x, y)]
    together = np.bincount(at, weights=apart[0] * apart[1], minlength=count)
    moved = np.abs(together) > 1e-12
    return int(moved.sum()), int((moved & (together > 0)).sum())


def _permuted(
    x: Array, y: Array, confidence: float, draws: int, seed: np.random.SeedSequence
) -> Interval:
    """Slope on standardised means, and the slopes that no permutation test rejects."""
    n = len(x)
    if factorial(n) <= draws + 1:
        orders = np.array(list(permutations(range(n))))[1:]  # the first leaves all in place
    else:
        random = np.random.default_rng(seed)
        orders = random.permuted(np.tile(np.arange(n), (draws, 1)), axis=1)
    whole, own = float(x @ y), float(x @ x)
    over, under = whole - y[orders] @ x, own - x[orders] @ x
    same = under < 1e-9 * own  # of these the order changes nothing of x
    slope = np.divide(over, under, out=np.zeros(len(over)), where=~same)
    # At any slope they speak for what was seen, or against it, as y alone has it.
    low = np.sort(np.where(same, np.where(over <= 1e-9 * own, -np.inf, np.inf), slope))
    high = np.sort(np.where(same, np.where(over >= -1e-9 * own, np.inf, -np.inf), slope))
    tail = floor((len(orders) + 1) * (1 - confidence) / 2 + 1e-9)
    value = whole / own
    if tail == 0:
        return Interval(value, -np.inf, np.inf)
    return Interval(value, float(low[tail - 1]), float(high[-tail]))


def _regressed(x: Array, y: Array, confidence: float) -> Interval:
    """Ordinary least squares on standardised means."""
    from scipy.stats import t

    rest = len(x) - 2
    slope = float(x @ y) / float(x @ x)
    left = y - slope * x
    error = float(np.sqrt(max(float(left @ left), 0.0) / rest / float(x @ x)))
    reach = float(t.ppf((1 + confidence) / 2, rest)) * error
    return Interval(slope, slope - reach, slope + reach)


def _mixed(
    at: NDArray[np.intp], mean: Array, inside: Array, y: Array, count: int, confidence: float
) -> tuple[Interval, Interval]:
    """Between and within, of a model with an intercept for each network, by restricted likelihood.

    How much networks differ, beside pairs of one network, is searched in one dimension; of a
    network only sums are needed.
    """
    from scipy.optimize import minimize_scalar
    from scipy.stats import t

    design = np.column_stack([np.ones(len(y)), mean, inside])
    times = np.bincount(at, minlength=count).astype(np.float64)
    sums = np.column_stack([np.bincount(at, weights=column, minlength=count)
                            for column in (*design.T, y)])  # fmt: skip
    whole = np.column_stack([design, y])
    square, rest = whole.T @ whole, len(y) - design.shape[1]

    def fitted(share: float) -> tuple[float, Array, Array]:
        """Twice the likelihood, turned round; slopes; what their errors are made of."""
        ratio = share / (1 - share)  # of the variances between networks and within them
        less = square - (sums.T * (ratio / (1 + times * ratio))) @ sums
        inverse = np.linalg.inv(less[:-1, :-1])
        slopes = inverse @ less[:-1, -1]
        left = max(float(less[-1, -1] - less[:-1, -1] @ slopes), 1e-300)
        likely = rest * np.log(left) + np.log1p(times * ratio).sum()
        return likely - np.linalg.slogdet(inverse)[1], slopes, inverse * left / rest

    found = minimize_scalar(
        lambda share: fitted(share)[0], bounds=(0, 1 - 1e-9), method="bounded",
        options={"xatol": 1e-10},
    )  # fmt: skip
    share = 0.0 if fitted(0.0)[0] <= found.fun else float(found.x)
    _, slopes, variances = fitted(share)
    both = []
    for place, free in ((1, count - 2), (2, len(y) - count - 1)):
        value = float(slopes[place])
        reach = float(t.ppf((1 + confidence) / 2, free) * np.sqrt(variances[place, place]))
        both.append(Interval(value, value - reach, value + reach))
    return both[0], both[1]


def _checked(
    network: ArrayLike, first: ArrayLike, second: ArrayLike, confidence: float, draws: int
) -> tuple[NDArray[np.str_], Array, Array]:
    names = np.asarray(network).astype(str).ravel()
    x, y = (np.asarray(score, dtype=np.float64).ravel() for score in (first, second))
    if not len(names) == len(x) == len(y):
        found = f"{len(names)} networks, {len(x)} first scores and {len(y)} second ones"
        do = "Give one of each for each pair."
        raise NicdevError([Problem("wrong_length", "", found, "as many of each", do)])
    if not 0.0 < confidence < 1.0 or draws < 1:
        found = f"the confidence {confidence:g} and {draws} draws"
        expected, do = "a confidence within 0 and 1, and a draw", "Write 95 % as 0.95."
        raise NicdevError([Problem("off_scale", "", found, expected, do)])
    whole = ~(np.isnan(x) | np.isnan(y))
    return names[whole], x[whole], y[whole]
