"""The shape of a whole network: what hangs together, where ties gather, how closed circles are.

Ties here are known: 1 or 0, row = sender, the diagonal ignored. Take those who answered, and the
ties among them: whoever did not answer would look like somebody who only receives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem
from nicdev.measures.ties import cells, ratio

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def _sparse(ties: ArrayLike | csr_array) -> csr_array:
    """Ties as a sparse array of 1, without a diagonal; what is not known is refused."""
    from scipy.sparse import coo_array, csr_array, issparse

    given = coo_array(ties if issparse(ties) else np.asarray(ties, dtype=np.float64))
    if given.ndim != 2 or given.shape[0] != given.shape[1]:
        found = f"shape {' x '.join(map(str, given.shape))}"
        do = "Give one row and one column per member, in the same order."
        raise NicdevError([Problem("wrong_shape", "", found, "a square array", do)])
    values = np.asarray(given.data, dtype=np.float64)
    if odd := values[(values != 1.0) & (values != 0.0)].tolist():
        found = "a tie that is not known" if np.isnan(odd[0]) else f"a tie of {odd[0]:g}"
        do = "Take those who answered, and the ties among them."
        raise NicdevError([Problem("off_scale", "", found, "1 or 0", do)])
    row, column = given.coords
    kept = (values == 1.0) & (row != column)
    at = (row[kept], column[kept])
    return csr_array((np.ones(int(kept.sum())), at), shape=given.shape)


def components(ties: ArrayLike | csr_array) -> NDArray[np.int64]:
    """The weak component of each member: who hangs together, whichever way ties run.

    Parameters
    ----------
    ties : square array or sparse array, 1 or 0, row = sender

    Returns
    -------
    ndarray
        Shape (members,): 0 for the largest component, 1 for the next, and so on; of equal ones
        that with the earliest member comes first. A member without a tie is one alone.

    Raises
    ------
    NicdevError
        ``wrong_shape``: not square. ``off_scale``: a tie that is unknown, or no 1 or 0.

    Notes
    -----
    Checked against sna::components and igraph::components in R (``tests/golden/structure.R``).
    """
    from scipy.sparse.csgraph import connected_components

    found = _sparse(ties)
    if not found.shape[0]:
        return np.empty(0, dtype=np.int64)
    count, label = connected_components(found, directed=True, connection="weak")
    size = np.bincount(label, minlength=count)
    rank = np.empty(count, dtype=np.int64)
    rank[np.argsort(-size, kind="stable")] = np.arange(count)
    return rank[label]


def centralization(ties: ArrayLike | csr_array, ends: Literal["in", "out"]) -> float:
    """How far ties gather on few, Freeman's centralisation of in-degree or out-degree.

    Parameters
    ----------
    ties : as for `components`
    ends : ``in``: ties received; ``out``: ties sent

    Returns
    -------
    float
        0 where all have the same degree, 1 for a star; NaN with fewer than two members.

    Raises
    ------
    NicdevError
        As `components`.

    Notes
    -----
    Sum of distances to the highest degree, over its greatest value in a directed network of that
    size, (n - 1) squared. Source: Freeman (1978), Social Networks 1, 215-239.
    Checked against sna::centralization (``tests/golden/structure.R``).
    """
    found = _sparse(ties)
    degree = np.asarray(found.sum(axis=0 if ends == "in" else 1)).ravel()
    n = len(degree)
    return float((degree.max() - degree).sum()) / (n - 1) ** 2 if n > 1 else float("nan")


def hierarchy(ties: ArrayLike | csr_array) -> float:
    """How far ways lead in one direction only, Krackhardt's graph hierarchy.

    Parameters
    ----------
    ties : as for `components`

    Returns
    -------
    float
        Of the pairs of whom one reaches the other along ties, the share in which only one does:
        0 where every way leads back, 1 where none does; NaN without ties.

    Raises
    ------
    NicdevError
        As `components`.

    Notes
    -----
    Counted on strong components, so that no array of all pairs is needed: pairs inside one reach
    each other, pairs of different ones reach each other one way or not at all.
    Source: Krackhardt (1994), in Carley and Prietula, Computational Organization Theory, 89-111.
    Checked against sna::hierarchy(measure = "krackhardt") (``tests/golden/structure.R``). sna gives
    0 without ties, where this gives NaN.
    """
    from scipy.sparse import coo_array, csr_array, diags_array
    from scipy.sparse.csgraph import connected_components

    found = _sparse(ties)
    if not found.nnz:
        return float("nan")
    count, label = connected_components(found, directed=True, connection="strong")
    size = np.bincount(label, minlength=count).astype(np.float64)
    step = coo_array(found)
    between = label[step.coords[0]], label[step.coords[1]]
    one = csr_array((np.ones(step.nnz), between), shape=(count, count))
    ways = csr_array(one + diags_array(np.ones(count))).astype(np.bool_)
    while True:  # doubling the longest way each time
        further = csr_array(ways @ ways).astype(np.bool_)
        if further.nnz == ways.nnz:
            break
        ways = further
    every = coo_array(ways)
    across = every.coords[0] != every.coords[1]
    one_way = float((size[every.coords[0][across]] * size[every.coords[1][across]]).sum())
    both = float((size * (size - 1)).sum() / 2)
    return one_way / (one_way + both)


def constraint(ties: ArrayLike | csr_array) -> NDArray[np.float64]:
    """How closed the circle of each member is, Burt's constraint.

    Parameters
    ----------
    ties : as for `components`

    Returns
    -------
    ndarray
        Shape (members,): sum over contacts j of (p_ij + sum over q of p_iq p_qj) squared, where
        p_ij is what i has to do with j, either way, of all that i has to do with anybody. Near 0
        with many contacts who do not know one another; 1 with a single one, and a little more in
        small closed circles. NaN without ties.

    Raises
    ------
    NicdevError
        As `components`.

    Notes
    -----
    Convention: ties sent and ties received count alike, so that a member who only receives has a
    value; networkx gives NaN there. Source: Burt (1992), Structural Holes, Harvard University
    Press. Checked against igraph::constraint (``tests/golden/structure.R``).
    """
    from scipy.sparse import csr_array, diags_array

    found = _sparse(ties)
    both = csr_array(found + found.T)
    strength = np.asarray(both.sum(axis=1)).ravel()
    share = csr_array(diags_array(1 / np.where(strength > 0, strength, 1.0)) @ both)
    # Only contacts count: where i and j have no tie, what leads from i to j through others is none
    # of i's own.
    invested = share + csr_array(share @ share).multiply(both > 0)
    closed: NDArray[np.float64] = np.asarray(csr_array(invested).power(2).sum(axis=1)).ravel()
    return np.where(strength > 0, closed, np.nan)


def turnover(before: ArrayLike, after: ArrayLike) -> tuple[int, int, int]:
    """Ties that stayed, that are new and that have gone, among pairs known both times.

    Parameters
    ----------
    before, after : square arrays of the same members in the same order, 1, 0 or NaN = unknown

    Returns
    -------
    tuple of int
        Kept, new, gone; the Jaccard index is kept / (kept + new + gone), see `jaccard`.

    Raises
    ------
    NicdevError
        ``wrong_shape`` and ``off_scale`` as `nicdev.measures.ties.density`.

    Notes
    -----
    Checked against counts and sna::hdist in R (``tests/golden/structure.R``): new and gone
    together are the Hamming distance.
    """
    was, was_not, _ = cells(before)
    is_, is_not, _ = cells(after)
    if was.shape != is_.shape:
        found = f"shape {' x '.join(map(str, is_.shape))}"
        do = "Give the same members in the same order both times."
        expected = f"shape {' x '.join(map(str, was.shape))}"
        raise NicdevError([Problem("wrong_shape", "", found, expected, do)])
    kept, new, gone = (int(np.count_nonzero(one & other))
                       for one, other in ((was, is_), (was_not, is_), (was, is_not)))  # fmt: skip
    return kept, new, gone


def jaccard(kept: int, new: int, gone: int) -> float:
    """Of the ties that there were at either time, the share that there were both times."""
    return ratio(kept, kept + new + gone)
