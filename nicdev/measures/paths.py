"""Paths along ties: who reaches whom in a few steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nicdev.errors import NicdevError, Problem

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def reach(ties: csr_array, steps: int) -> csr_array:
    """Who reaches whom along at most so many ties, each followed from its sender.

    Parameters
    ----------
    ties : square sparse array, anything but 0 is a tie, row = sender; the diagonal is ignored
    steps : the longest way that counts, 1 or more

    Returns
    -------
    csr_array
        Boolean, True where the geodesic distance is at most `steps`; nothing on the diagonal.

    Raises
    ------
    NicdevError
        ``wrong_shape``: not square. ``off_scale``: fewer steps than one.

    Notes
    -----
    Checked against igraph::distances in R, whole and with members taken out
    (``tests/golden/paths.R``).
    """
    from scipy.sparse import csr_array

    if ties.shape[0] != ties.shape[1]:
        found = f"shape {' x '.join(map(str, ties.shape))}"
        do = "Give one row and one column per member, in the same order."
        raise NicdevError([Problem("wrong_shape", "", found, "a square array", do)])
    if steps < 1:
        do = "Give the longest way that counts."
        raise NicdevError([Problem("off_scale", "", f"{steps} steps", "1 or more", do)])
    one = csr_array(ties.astype(np.bool_))
    found_ways = one
    for _ in range(steps - 1):
        found_ways = csr_array(found_ways + found_ways @ one)
    within = found_ways.tocoo()
    apart = within.data & (within.row != within.col)
    at = (within.row[apart], within.col[apart])
    return csr_array((np.ones(int(apart.sum()), dtype=np.bool_), at), shape=ties.shape)
