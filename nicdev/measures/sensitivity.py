"""What shares of ties would be, were those who did not answer like their neighbours or named ones.

Ties are as in `nicdev.measures.ties`: 1, 0 or NaN = unknown, row = sender, diagonal ignored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem
from nicdev.measures.ties import cells


@dataclass(frozen=True)
class Weighted:
    """Density and edgewise reciprocity with every pair of groups at its weight among all pairs."""

    density: float
    edgewise: float


def weighted(ties: ArrayLike, groups: Sequence[object]) -> Weighted:
    """Shares of ties, as if in every pair of groups the unknown were like the known.

    Parameters
    ----------
    ties : square array, 1, 0 or NaN, row = sender
    groups : the group of each member, such as the region

    Returns
    -------
    Weighted
        Post-stratified estimates: what is known of ties from one group to another counts for all
        pairs between the two. NaN where of some pair of groups nothing is known.

    Raises
    ------
    NicdevError
        As `nicdev.measures.ties.density`; ``wrong_length``: not one group per member.

    Notes
    -----
    With equal shares known in every pair of groups these are the plain estimates. Checked against a
    loop over pairs of groups (``tests/measures/test_sensitivity.py``), where uneven answers are
    simulated too.
    """
    present, absent, unknown = cells(ties)
    if len(groups) != len(present):
        found = f"{len(groups)} groups for {len(present)} members"
        do = "Give one group per member."
        raise NicdevError([Problem("wrong_length", "", found, "as many of each", do)])
    label = np.unique(np.asarray([str(group) for group in groups]), return_inverse=True)[1]
    inside = np.zeros((len(label), int(label.max(initial=-1)) + 1))
    inside[np.arange(len(label)), label] = 1.0

    def by_pair(which: NDArray[np.bool_]) -> NDArray[np.float64]:
        counted: NDArray[np.float64] = inside.T @ which @ inside
        return counted

    possible = by_pair(present | absent | unknown)
    known = by_pair(present | absent)
    both = (present | absent) & (present | absent).T
    dyads = by_pair(both)
    if ((possible > 0) & (known == 0)).any():
        return Weighted(float("nan"), float("nan"))
    share = by_pair(present) / np.where(known > 0, known, 1.0)
    density = _share(float((share * possible).sum()), float(possible.sum()))
    if ((possible > 0) & (dyads == 0)).any():
        return Weighted(density, float("nan"))
    scale = possible / np.where(dyads > 0, dyads, 1.0)
    mutual = float((by_pair(present & present.T) * scale).sum())
    one_way = float((by_pair(present & absent.T & both) * scale).sum())
    return Weighted(density, _share(mutual, mutual + one_way))


def reconstructed(reports: ArrayLike) -> NDArray[np.float64]:
    """Ties without a direction, with the word of one where the other did not answer.

    Parameters
    ----------
    reports : square array of what each said of each, 1, 0 or NaN

    Returns
    -------
    ndarray
        Symmetric: 1 where either reported a tie; 0 where at least one answered and neither did; NaN
        where neither answered. For relations without a direction only: where ties run from one to
        the other, the other's silence says nothing of them.

    Raises
    ------
    NicdevError
        As `nicdev.measures.ties.density`.

    Notes
    -----
    Source: Stork and Richards (1992), Group and Organization Management 17, 193-209. It makes known
    pairs look denser than they are where ties are often reported by one side alone.
    """
    present, absent, _ = cells(reports)
    some = np.where(present, 1.0, np.where(absent, 0.0, np.nan))
    return np.fmax(some, some.T)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")
