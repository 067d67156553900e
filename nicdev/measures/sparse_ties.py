"""Density, reciprocity and the E-I index of large networks, in time that grows with their ties.

The same numbers as from an array of all pairs, for questions that reached all members: what a
member who answered does not report is no tie, and what one who did not answer might is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem
from nicdev.measures.dyads import Reciprocity, from_census
from nicdev.measures.mixing import ExternalInternal, from_counts
from nicdev.measures.ties import Density, ratio

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def density(ties: csr_array, answered: ArrayLike) -> Density:
    """As `nicdev.measures.ties.density`.

    Parameters
    ----------
    ties : square sparse array, anything but 0 is a reported tie, row = sender; the diagonal is
        ignored
    answered : for each member, whether they went through the whole question; ties from others are
        ignored

    Raises
    ------
    NicdevError
        ``wrong_shape``: not square, or not one answer per member.

    Notes
    -----
    Checked against the array of all pairs (``tests/measures/test_sparse_ties.py``).
    """
    source, _, spoke = _reported(ties, answered)
    n, heard, reported = len(spoke), int(spoke.sum()), len(source)
    observed, possible = heard * (n - 1), n * (n - 1)
    return Density(
        ties=reported,
        observed=observed,
        possible=possible,
        value=ratio(reported, observed),
        lower=ratio(reported, possible),
        upper=ratio(reported + possible - observed, possible),
    )


def reciprocity(ties: csr_array, answered: ArrayLike) -> Reciprocity:
    """As `nicdev.measures.dyads.reciprocity`; parameters and errors as for `density`."""
    from scipy.sparse import csr_array

    source, target, spoke = _reported(ties, answered)
    n, heard = len(spoke), int(spoke.sum())
    silent = n - heard
    both = spoke[target]
    at = (source[both], target[both])
    known = csr_array((np.ones(int(both.sum())), at), shape=(n, n))
    mutual = known.multiply(known.T).nnz // 2
    asymmetric = known.nnz - 2 * mutual
    half_tie = len(source) - int(both.sum())
    return from_census(
        mutual=mutual,
        asymmetric=asymmetric,
        null=heard * (heard - 1) // 2 - mutual - asymmetric,
        half_tie=half_tie,
        half_null=heard * silent - half_tie,
        open_dyads=silent * (silent - 1) // 2,
    )


def external_internal(ties: csr_array, answered: ArrayLike, belongs: csr_array) -> ExternalInternal:
    """As `nicdev.measures.mixing.external_internal`; parameters and errors as for `density`.

    `belongs` has a row per member and a column per group. Its time grows with the pairs that share
    a group, too.
    """
    from scipy.sparse import csr_array

    source, target, spoke = _reported(ties, answered)
    n = len(spoke)
    inside = csr_array(belongs.astype(np.float64))
    common = inside[source].multiply(inside[target]).sum(axis=1)
    internal = int(np.count_nonzero(np.asarray(common)))
    open_ = np.flatnonzero(~spoke)
    shared = csr_array(inside[open_] @ inside.T)
    themselves = int(np.count_nonzero(np.diff(inside.indptr)[open_]))
    may_be_internal = int(shared.nnz) - themselves
    may_be_external = len(open_) * (n - 1) - may_be_internal
    return from_counts(len(source) - internal, internal, may_be_external, may_be_internal)


def _reported(
    ties: csr_array, answered: ArrayLike
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.bool_]]:
    """Sources and targets of the ties that count, each once, and who answered."""
    from scipy.sparse import coo_array, csr_array

    spoke = np.asarray(answered, dtype=bool)
    if ties.shape[0] != ties.shape[1] or spoke.shape != (ties.shape[0],):
        found = f"shape {' x '.join(map(str, ties.shape))} and {spoke.size} answers"
        do = "Give one row, one column and one answer per member, in the same order."
        raise NicdevError([Problem("wrong_shape", "", found, "a square array", do)])
    once = csr_array(ties, copy=True)
    once.sum_duplicates()
    row, column = coo_array(once).coords
    counts = (once.data != 0) & (row != column) & spoke[row]
    return row[counts].astype(np.intp), column[counts].astype(np.intp), spoke
