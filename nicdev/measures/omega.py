"""McDonald's omega: how far the sum of several items says one thing, where items may differ."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem

Floats = NDArray[np.float64]
LEAST = 0.005  # share of an item's variance that is its own, at least: as R's factanal has it


@dataclass(frozen=True)
class Omega:
    """Omega with its limits, and the `n` people who answered every item."""

    n: int
    omega: float
    lower: float
    upper: float


def mcdonald(values: ArrayLike, confidence: float) -> Omega:
    """Omega (total) of a one-factor model fitted by maximum likelihood, with its delta interval.

    ``omega = (sum l)^2 / ((sum l)^2 + sum u)`` with loadings l and own variances u of raw items.
    It is alpha where all loadings are equal, and alpha is at most omega where one factor holds.

    Conventions: people who left any item out are left out (listwise). An item's own variance is at
    least `LEAST` of it. The limits are Wald's, from the expected information of the model, kept
    between 0 and 1; where an own variance lies at its least there are none.

    Parameters
    ----------
    values : a row for each person, a column for each item, worded the same way round; NaN = none
    confidence : of the interval, between 0 and 1, such as 0.95

    Returns
    -------
    Omega
        NaN with fewer than three items (one factor is then not to be told), with no more people
        than items, or where everybody gave one answer to an item.

    Raises
    ------
    NicdevError
        ``off_scale``: a confidence not between 0 and 1. ``wrong_shape``: no table.

    Notes
    -----
    Sources: McDonald (1999), Test Theory; Raykov (2002), Multivariate Behavioral Research 37,
    89-103, for the interval. Checked against a fit by R's optim with the information worked out
    numerically, and against the printed values of lavaan (``tests/golden/scales.R``).
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
    nan = float("nan")
    if items < 3 or n <= items or (np.ptp(answers, axis=0) == 0).any():
        return Omega(n, nan, nan, nan)
    spread = answers.std(axis=0, ddof=1)
    correlations: Floats = np.asarray(np.corrcoef(answers, rowvar=False))
    loads, own = _one_factor(correlations)
    loads, share = loads * spread, own
    own = own * spread**2
    common, rest = loads.sum() ** 2, own.sum()
    omega = float(common / (common + rest))
    if (share <= LEAST * (1 + 1e-6)).any():
        return Omega(n, omega, nan, nan)
    wide = NormalDist().inv_cdf((1 + confidence) / 2) * _error(loads, own, n)
    return Omega(n, omega, max(0.0, omega - wide), min(1.0, omega + wide))


def _one_factor(correlations: Floats) -> tuple[Floats, Floats]:
    """Loadings and own variances, by maximum likelihood in the own variances alone."""
    from scipy.optimize import minimize

    def parts(own: Floats) -> tuple[Floats, Floats]:
        scaled = correlations / np.sqrt(np.outer(own, own))
        values, vectors = np.linalg.eigh(scaled)
        return values, vectors

    def fit(own: Floats) -> tuple[float, Floats]:
        values, vectors = parts(own)
        rest = np.clip(values[:-1], 1e-12, None)
        load = np.sqrt(max(values[-1] - 1, 0.0)) * vectors[:, -1] * np.sqrt(own)
        slope = np.diag(np.outer(load, load) + np.diag(own) - correlations) / own**2
        return float((rest - np.log(rest)).sum()), slope

    begin = (1 - 0.5 / len(correlations)) / np.diag(np.linalg.pinv(correlations))
    begin = np.clip(begin, LEAST, 1)
    found = minimize(fit, begin, jac=True, method="L-BFGS-B", bounds=[(LEAST, 1)] * len(begin),
                     options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 1000})  # fmt: skip
    own = np.asarray(found.x, dtype=np.float64)
    values, vectors = parts(own)
    return np.sqrt(max(values[-1] - 1, 0.0)) * vectors[:, -1] * np.sqrt(own), own


def _error(loads: Floats, own: Floats, n: int) -> float:
    """The standard error of omega, from the expected information of loadings and own variances."""
    items = len(loads)
    within = np.linalg.inv(np.outer(loads, loads) + np.diag(own))
    basis = np.eye(items)
    slopes = [np.outer(b, loads) + np.outer(loads, b) for b in basis]
    slopes += [np.outer(b, b) for b in basis]
    each = np.array([within @ slope for slope in slopes])
    information = n / 2 * np.einsum("aij,bji->ab", each, each)
    total, rest = loads.sum(), own.sum()
    whole = total**2 + rest
    gradient = np.concatenate([
        np.full(items, 2 * total * rest / whole**2), np.full(items, -(total**2) / whole**2)
    ])  # fmt: skip
    return float(np.sqrt(max(gradient @ np.linalg.pinv(information) @ gradient, 0.0)))
