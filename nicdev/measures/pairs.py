"""Two groups' answers on an ordered scale, compared pair by pair."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def cliff_delta(first: ArrayLike, second: ArrayLike) -> float:
    """Cliff's delta: of all pairs, the share with the higher first less that with the lower.

    1 where each answer of the first group is higher than each of the second, -1 the other way
    round, 0 where both are alike in this respect. Only the order of answers counts.

    Parameters
    ----------
    first, second : answers; NaN is no answer

    Returns
    -------
    float
        From -1 to 1; NaN where nobody of a group answered.

    Notes
    -----
    Source: Cliff (1993), Psychological Bulletin 114, 494-509; (2 U / mn) - 1 of Mann and Whitney.
    Checked against stats::wilcox.test in R (``tests/golden/pairs.R``).
    """
    one, other = (np.asarray(group, dtype=np.float64).ravel() for group in (first, second))
    one, other = one[~np.isnan(one)], np.sort(other[~np.isnan(other)])
    if not one.size or not other.size:
        return float("nan")
    lower = np.searchsorted(other, one, side="left").sum()
    higher = (other.size - np.searchsorted(other, one, side="right")).sum()
    return float((int(lower) - int(higher)) / (one.size * other.size))
