"""Variety: how evenly members of a group are spread over kinds, and how evenly they could be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nicdev.errors import NicdevError, Problem


@dataclass(frozen=True)
class Variety:
    """Two indices of variety with the most that each can be.

    Parameters
    ----------
    n : how many are counted
    kinds : how many kinds there are among them
    blau : the chance that two drawn by lot, the first put back, are of different kinds
    blau_most : that chance where kinds are equally frequent
    teachman : the entropy of the shares, in nats
    teachman_most : the entropy where kinds are equally frequent
    """

    n: int
    kinds: int
    blau: float
    blau_most: float
    teachman: float
    teachman_most: float


def variety(counts: ArrayLike) -> Variety:
    """Blau's index and Teachman's entropy of counts by kind.

    ``blau = 1 - sum(p^2)`` with most ``(k - 1) / k``, and ``teachman = -sum(p ln p)`` with most
    ``ln k``: p are the shares of the k kinds that occur. Both are measures of variety, not of
    distance or of rank (Harrison and Klein 2007). Entropy is biased low in small groups.

    Parameters
    ----------
    counts : how many there are of each kind; kinds of which there are none count for nothing

    Returns
    -------
    Variety
        Indices without unit; NaN where nobody is counted.

    Raises
    ------
    NicdevError
        ``off_scale``: a count that is negative or missing.

    Notes
    -----
    Sources: Blau (1977), Inequality and Heterogeneity; Teachman (1980), Sociological Methods &
    Research 8, 341-362. Checked against a count of all ordered pairs in fractions, and against
    scipy.stats.entropy (``tests/golden/variety.py``).
    """
    each = np.asarray(counts, dtype=np.float64).ravel()
    if not (each >= 0).all():
        found, do = "a count that is negative or missing", "Count each kind again."
        raise NicdevError([Problem("off_scale", "", found, "counts from none up", do)])
    each = each[each > 0]
    n, kinds = float(each.sum()), len(each)
    if not kinds:
        nan = float("nan")
        return Variety(0, 0, nan, nan, nan, nan)
    share = each / n
    return Variety(
        n=int(n),
        kinds=kinds,
        blau=float(max(0.0, 1 - (share**2).sum())),
        blau_most=(kinds - 1) / kinds,
        teachman=float(max(0.0, -(share * np.log(share)).sum())),
        teachman_most=float(np.log(kinds)),
    )
