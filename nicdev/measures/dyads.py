"""Pairs of members: how often a tie is returned, where not all of them answered.

Ties are as in `nicdev.measures.ties`: 1, 0 or NaN = unknown, row = sender, diagonal ignored.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nicdev.measures.ties import cells, ratio


@dataclass(frozen=True)
class Reciprocity:
    """How often a tie is returned, from pairs of members (dyads) known in both directions.

    Parameters
    ----------
    mutual, asymmetric, null : dyads with both ties, with one, with none
    dyads_observed : their sum: dyads known in both directions
    dyads_possible : dyads looked at, known or not
    edgewise : share of ties that are returned, 2 M / (2 M + A)
    dyadic : share of dyads that are alike in both directions, (M + N) / (M + A + N)
    edgewise_lower, edgewise_upper, dyadic_lower, dyadic_upper : the least and the most that any
        filling of the unknown ties could give; NaN where every filling leaves it undefined
    """

    mutual: int
    asymmetric: int
    null: int
    dyads_observed: int
    dyads_possible: int
    edgewise: float
    edgewise_lower: float
    edgewise_upper: float
    dyadic: float
    dyadic_lower: float
    dyadic_upper: float


def reciprocity(ties: ArrayLike, mask: ArrayLike | None = None) -> Reciprocity:
    """How often ties are returned, where both directions are known, and the bounds.

    Parameters
    ----------
    ties : square array, 1, 0 or NaN, row = sender
    mask : boolean array of the same shape; a dyad counts when both of its directions are True

    Returns
    -------
    Reciprocity
        Edgewise and dyadic: they answer different questions and packages differ in which they
        call reciprocity, so name the one you print.

    Raises
    ------
    NicdevError
        As `nicdev.measures.ties.density`.

    Notes
    -----
    The bounds are sharp: some filling of the unknown ties gives them. Lower: every dyad that is
    not known in both directions turns out asymmetric. Upper, dyadic: every one turns out alike;
    edgewise: every one turns out mutual, except those already known to lack a tie, which turn
    out null.
    Source: dyad census of Holland and Leinhardt (1976), Sociological Methodology 7, 1-45.
    Checked against sna::grecip in R (measures "edgewise" and "dyadic", missing ties included),
    igraph::reciprocity and networkx.overall_reciprocity (``tests/golden/ties.R``,
    ``tests/golden/networks.py``); the bounds against every filling of small arrays.
    """
    present, absent, unknown = cells(ties, mask)
    if mask is not None:
        both = np.asarray(mask, dtype=bool)
        both = both & both.T
        present, absent, unknown = present & both, absent & both, unknown & both
    back = np.ascontiguousarray(present.T)
    none_back = np.ascontiguousarray(absent.T)
    mutual = int(np.count_nonzero(present & back)) // 2
    asymmetric = int(np.count_nonzero(present & none_back))
    null = int(np.count_nonzero(absent & none_back)) // 2
    half_tie = int(np.count_nonzero(unknown & back))
    half_null = int(np.count_nonzero(unknown & none_back))
    open_dyads = (int(np.count_nonzero(unknown)) - half_tie - half_null) // 2

    return from_census(mutual, asymmetric, null, half_tie, half_null, open_dyads)


def from_census(
    mutual: int, asymmetric: int, null: int, half_tie: int, half_null: int, open_dyads: int
) -> Reciprocity:
    """Reciprocity from counts of dyads.

    Parameters
    ----------
    mutual, asymmetric, null : dyads known in both directions, by their ties
    half_tie, half_null : dyads known in one direction, with a tie there, without
    open_dyads : dyads known in neither
    """
    observed = mutual + asymmetric + null
    missing = half_tie + half_null + open_dyads
    most = mutual + half_tie + open_dyads
    edgewise_upper = ratio(2 * most, 2 * most + asymmetric)
    if most + asymmetric == 0 and half_null:
        edgewise_upper = 0.0  # a tie can only run where it is known not to be returned
    return Reciprocity(
        mutual=mutual,
        asymmetric=asymmetric,
        null=null,
        dyads_observed=observed,
        dyads_possible=observed + missing,
        edgewise=ratio(2 * mutual, 2 * mutual + asymmetric),
        edgewise_lower=ratio(2 * mutual, 2 * mutual + asymmetric + missing),
        edgewise_upper=edgewise_upper,
        dyadic=ratio(mutual + null, observed),
        dyadic_lower=ratio(mutual + null, observed + missing),
        dyadic_upper=ratio(mutual + null + missing, observed + missing),
    )
