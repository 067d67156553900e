"""Shares of people, with the range that chance alone would leave."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem


def wilson(
    count: ArrayLike, n: ArrayLike, confidence: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Wilson's score interval for a share.

    The shares p that a test of ``count / n == p`` does not reject: unlike the usual plus and minus,
    it stays between 0 and 1 and has a width where nobody or everybody is counted. It holds for
    random samples; of people who chose to answer it says only how far chance alone would reach.

    Parameters
    ----------
    count : how many are counted
    n : of how many; broadcasts against `count`
    confidence : such as 0.95

    Returns
    -------
    tuple of ndarray
        Lower and upper share; NaN where `n` is 0 or a number is missing (NaN).

    Raises
    ------
    NicdevError
        ``off_scale``: not ``0 <= count <= n``, or a confidence not between 0 and 1.

    Notes
    -----
    Source: Wilson (1927), Journal of the American Statistical Association 22, 209-212.
    Checked against stats::prop.test without correction in R (``tests/golden/wilson.R``).
    """
    counted, whole = np.broadcast_arrays(
        np.asarray(count, dtype=np.float64), np.asarray(n, dtype=np.float64)
    )
    if ((counted < 0) | (counted > whole)).any() or not 0.0 < confidence < 1.0:
        found = "more counted than there are, fewer than none, or a confidence not within 0 and 1"
        expected, do = "0 to n counted, and a confidence such as 0.95", "Count again."
        raise NicdevError([Problem("off_scale", "", found, expected, do)])
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    whole = np.where(whole > 0, whole, np.nan)
    share = counted / whole
    middle = share + z**2 / (2 * whole)
    reach = z * np.sqrt(share * (1 - share) / whole + z**2 / (4 * whole**2))
    below = 1 + z**2 / whole
    # Where nobody or everybody is counted, an end is 0 or 1 but for the last digits.
    lower = np.where(counted == 0, 0.0, (middle - reach) / below)
    upper = np.where(counted == whole, 1.0, (middle + reach) / below)
    missing = np.isnan(share)
    return np.where(missing, np.nan, lower), np.where(missing, np.nan, upper)
