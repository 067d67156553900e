"""How small a change could be seen: by simulation, with what is true known and random draws fixed.

Each function says for how large a change a test notices it in a wanted share of simulated surveys,
and how far that is off because only so many were simulated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from nicdev.errors import NicdevError, Problem

Floats = NDArray[np.float64]
Signal = Callable[[Floats], NDArray[np.bool_]]
HALVINGS = 24  # of the span in which the change is looked for


@dataclass(frozen=True)
class Detectable:
    """The smallest change that is noticed often enough.

    Parameters
    ----------
    change : NaN where not even the largest change that is possible is
    lower, upper : where it lies, by twice the Monte-Carlo error of the power
    power : the share of simulated surveys in which it was noticed
    """

    change: float
    lower: float
    upper: float
    power: float


@dataclass(frozen=True)
class Wanted:
    """How often a change is to be noticed, by a two-sided test at which confidence.

    Parameters
    ----------
    power, confidence : such as 0.8 and 0.95
    draws : simulated surveys
    seed : where randomness starts
    """

    power: float
    confidence: float
    draws: int
    seed: int

    @property
    def rng(self) -> np.random.Generator:
        """The same draws for every change, so that more change is never noticed less."""
        return np.random.default_rng(self.seed)

    @property
    def z(self) -> float:
        """What a normal statistic has to exceed."""
        return NormalDist().inv_cdf((1 + self.confidence) / 2)


def mean_same_people(n: int, response: float, correlation: float, wanted: Wanted) -> Detectable:
    """Change of a mean among those who answered at both waves: a paired t test.

    Who answers at one wave does not depend on who did at the other, so that those who answered
    both times are few; where the same people answer each time, less can be seen than this says.

    Parameters
    ----------
    n : people asked at each wave
    response : the share who answer
    correlation : of a person's two answers

    Returns
    -------
    Detectable
        In standard deviations of one answer.

    Raises
    ------
    NicdevError
        ``off_scale``: fewer than two people, a response not above 0 and up to 1, or a correlation
        not within -1 and 1.

    Notes
    -----
    Source: the t test of Student (1908). Checked against stats::power.t.test of R
    (``tests/golden/detectable.R``).
    """
    k = _answering(n, response, correlation)
    rng = wanted.rng
    both = rng.hypergeometric(k, n - k, k, wanted.draws) if k < n else np.full(wanted.draws, n)
    free = np.maximum(both - 1, 1)
    spread = np.sqrt(2 * (1 - correlation))
    # Mean and variance of normal differences, drawn as such: they are independent.
    error = spread * np.sqrt(rng.chisquare(free) / free / np.maximum(both, 1))
    noise = spread * rng.standard_normal(wanted.draws) / np.sqrt(np.maximum(both, 1))
    critical = np.where(both > 1, _t(free, wanted), np.inf)
    return _smallest(lambda d: np.abs(noise + d) > critical * error, 10.0, wanted)


def mean_all(n: int, response: float, correlation: float, wanted: Wanted) -> Detectable:
    """Change of the mean of all who answered, whoever they were: a two-sample t test.

    Parameters, returns and errors as for `mean_same_people`. Some people are in both samples, which
    the test leaves out of account. Checked likewise, with a correlation of 0.
    """
    k = _answering(n, response, correlation)
    rng = wanted.rng
    both = rng.hypergeometric(k, n - k, k, wanted.draws) if k < n else np.full(wanted.draws, n)
    free = 2 * k - 2
    spread = np.sqrt(2 / k * (1 - correlation * both / k))
    noise = spread * rng.standard_normal(wanted.draws)
    error = np.sqrt(rng.chisquare(max(free, 1), wanted.draws) / max(free, 1) * 2 / k)
    critical = _t(np.array([free]), wanted)[0] if free > 0 else np.inf
    return _smallest(lambda d: np.abs(noise + d) > critical * error, 10.0, wanted)


def share(before: float, n: int, wanted: Wanted) -> Detectable:
    """Rise of a share of `n` people, tests or pairs, others at each wave: the test of two shares.

    Parameters
    ----------
    before : the share at first
    n : of how many, at each wave

    Returns
    -------
    Detectable
        As a difference of shares.

    Raises
    ------
    NicdevError
        ``off_scale``: a share not between 0 and 1, or nobody.

    Notes
    -----
    Checked against stats::power.prop.test of R (``tests/golden/detectable.R``), which is normal
    where this counts.
    """
    if not 0 < before < 1 or n < 1:
        raise _off_scale(f"the share {before:g} of {n}", "a share between 0 and 1, of somebody")
    from scipy.stats import binom

    rng = wanted.rng
    first, second = rng.random(wanted.draws), rng.random(wanted.draws)
    whole = np.arange(n + 1)  # looked up in sums of probabilities: binom.ppf is far slower
    start = np.searchsorted(binom.cdf(whole, n, before)[:-1], first)

    def noticed(rise: float) -> NDArray[np.bool_]:
        end = np.searchsorted(binom.cdf(whole, n, min(before + rise, 1.0))[:-1], second)
        middle = (start + end) / (2 * n)
        error = np.sqrt(2 * middle * (1 - middle) / n)
        return np.asarray(np.abs(end - start) / n > wanted.z * error)

    return _smallest(noticed, 1 - before, wanted)


def rate(count: float, wanted: Wanted) -> Detectable:
    """Rise of a number of events, such as tests in a half-year, that come one by one (Poisson).

    Parameters
    ----------
    count : how many are expected at first

    Returns
    -------
    Detectable
        As a share of the first number: 0.5 is half as many again.

    Raises
    ------
    NicdevError
        ``off_scale``: no events.

    Notes
    -----
    The test compares square roots, whose variance is 1/4 whatever the number (Bartlett 1936,
    Supplement to the Journal of the Royal Statistical Society 3, 68-78). Checked against the normal
    power of that test.
    """
    if count <= 0:
        raise _off_scale(f"{count:g} events", "more than 0")
    from scipy.stats import poisson

    rng = wanted.rng
    first, second = rng.random(wanted.draws), rng.random(wanted.draws)

    def drawn(mean: float, of: Floats) -> Floats:
        near = np.arange(poisson.ppf(1e-12, mean), poisson.ppf(1 - 1e-12, mean) + 1)
        return np.asarray(near[np.searchsorted(poisson.cdf(near, mean)[:-1], of)])

    start = np.sqrt(drawn(count, first))

    def noticed(rise: float) -> NDArray[np.bool_]:
        end = np.sqrt(drawn(count * (1 + rise), second))
        return np.asarray(np.abs(end - start) > wanted.z * np.sqrt(0.5))

    return _smallest(noticed, max(20.0, 20.0 / count), wanted)


def ties(n: int, response: float, each: float, wanted: Wanted) -> Detectable:
    """Rise of the mean number of ties that people report, among those who answered both times.

    How many a person reports at a wave is Poisson around what is their own, which differs between
    people as much as its mean (exponential). A paired t test.

    Parameters
    ----------
    n, response : as for `mean_same_people`
    each : ties a person at first

    Returns
    -------
    Detectable
        In ties a person; NaN where even ties to all others would not be noticed.

    Raises
    ------
    NicdevError
        ``off_scale`` as for `mean_same_people`, or no ties at first.

    Notes
    -----
    No published source: a model of nicdev's own. Checked against the paired t test of its variance.
    """
    k = _answering(n, response, 0.0)
    if each <= 0:
        raise _off_scale(f"{each:g} ties a person", "more than 0")
    rng = wanted.rng
    both = rng.hypergeometric(k, n - k, k, wanted.draws) if k < n else np.full(wanted.draws, n)
    free = np.maximum(both - 1, 1)
    critical = np.where(both > 1, _t(free, wanted), np.inf)
    shape, noise = rng.chisquare(free) / free, rng.standard_normal(wanted.draws)
    known = np.maximum(both, 1)
    # Sums over people who differ as much as their mean are near to normal; their variance is that
    # of the people who answered, drawn.
    mine = rng.gamma(known, 1 / known) * each

    def noticed(rise: float) -> NDArray[np.bool_]:
        error = np.sqrt((2 * mine + rise) / known)
        return np.asarray(np.abs(rise + error * noise) > critical * error * np.sqrt(shape))

    return _smallest(noticed, max(n - 1 - each, 0.0), wanted)


def run_chart(points: int, signal: Signal, wanted: Wanted) -> Detectable:
    """Shift of a measure halfway through a series, noticed by the rules of a run chart.

    Parameters
    ----------
    points : of the series
    signal : which of several series (rows) have a signal

    Returns
    -------
    Detectable
        In standard deviations of a point; NaN where the rules seldom notice any shift.

    Notes
    -----
    Rules: `nicdev.measures.many_runs`. There is no closed form; the share of false alarms is that
    of Anhøj & Olesen (2014).
    """
    noise = wanted.rng.standard_normal((wanted.draws, points))
    after = np.arange(points) >= points / 2
    return _smallest(lambda d: signal(noise + d * after), 10.0, wanted)


def _answering(n: int, response: float, correlation: float) -> int:
    if n < 2 or not 0 < response <= 1 or not -1 <= correlation < 1:
        found = f"{n} people, the response {response:g} and the correlation {correlation:g}"
        raise _off_scale(found, "two people or more, a response above 0 and up to 1, and a "
                         "correlation below 1")  # fmt: skip
    return max(round(n * response), 1)


def _off_scale(found: str, expected: str) -> NicdevError:
    return NicdevError([Problem("off_scale", "", found, expected, "Correct the number.")])


def _t(free: NDArray[np.int64], wanted: Wanted) -> Floats:
    """Critical values of t, each worked out once."""
    from scipy.stats import t

    known, at = np.unique(free, return_inverse=True)
    return np.asarray(t.ppf((1 + wanted.confidence) / 2, known))[at]


def _smallest(
    noticed: Callable[[float], NDArray[np.bool_]], most: float, wanted: Wanted
) -> Detectable:
    """The change at which the share of surveys that notice it reaches the power wanted."""

    def reaching(power: float) -> float:
        if noticed(most).mean() < power:
            return float("nan")
        low, high = 0.0, most
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            low, high = (low, middle) if noticed(middle).mean() >= power else (middle, high)
        return high

    change = reaching(wanted.power)
    error = 2 * np.sqrt(wanted.power * (1 - wanted.power) / wanted.draws)
    reached = float(noticed(change).mean()) if change == change else float("nan")
    return Detectable(
        change, reaching(wanted.power - error), reaching(wanted.power + error), reached
    )
