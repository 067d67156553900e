"""Ties among the members of a network of whom not all answered, and their density.

A tie is 1, 0 or NaN: unknown, because the sender was not asked or did not answer, or the other
was out of scope. Row = sender, column = receiver; the diagonal says nothing and is ignored. An
unknown tie is never read as none: it is left out of the value, and widens the bounds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nicdev.errors import NicdevError, Problem

ALL_PAIRS = 20_000  # members of whom an array of all pairs takes 3 GiB


@dataclass(frozen=True)
class Density:
    """Ties among the pairs that could have one, each direction a pair of its own.

    Parameters
    ----------
    ties : how many were reported
    observed : pairs known to have a tie or to have none
    possible : pairs looked at, known or not
    value : ties / observed; NaN where nothing was observed
    lower, upper : ties / possible with every unknown pair taken as 0, as 1; NaN without pairs
    """

    ties: int
    observed: int
    possible: int
    value: float
    lower: float
    upper: float


def cells(
    ties: ArrayLike, mask: ArrayLike | None = None
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Where a tie is 1, 0 and unknown, without the diagonal and what the mask leaves out.

    Parameters
    ----------
    ties, mask : as for `density`

    Returns
    -------
    tuple of ndarray
        Three boolean arrays of the shape of `ties`: present, absent, unknown.

    Raises
    ------
    NicdevError
        ``wrong_shape`` and ``off_scale`` as for `density`.
    """
    array = np.asarray(ties, dtype=np.float64)
    shape = " x ".join(map(str, array.shape))
    if array.ndim != 2 or array.shape[0] != array.shape[1]:
        do = "Give one row and one column per member, in the same order."
        raise NicdevError([Problem("wrong_shape", "", f"shape {shape}", "a square array", do)])
    selected = ~np.eye(len(array), dtype=bool)
    if mask is not None:
        chosen = np.asarray(mask, dtype=bool)
        if chosen.shape != array.shape:
            found = f"a mask of shape {' x '.join(map(str, chosen.shape))}"
            do = "Give one True or False per pair of members."
            raise NicdevError([Problem("wrong_shape", "", found, f"shape {shape}", do)])
        selected &= chosen
    present, absent = selected & (array == 1.0), selected & (array == 0.0)
    unknown = selected & np.isnan(array)
    if odd := array[selected & ~(present | absent | unknown)].tolist():
        do = "Decide first from which strength on a report is a tie."
        raise NicdevError(
            [Problem("off_scale", "", f"a tie of {odd[0]:g}", "1, 0 or NaN (unknown)", do)]
        )
    return present, absent, unknown


def density(ties: ArrayLike, mask: ArrayLike | None = None) -> Density:
    """Share of possible ties that exist, where known, and its bounds.

    Parameters
    ----------
    ties : square array, 1, 0 or NaN, row = sender
    mask : boolean array of the same shape; only pairs that are True count (such as pairs within
        a team). All pairs when None

    Returns
    -------
    Density
        Value on known pairs only. The bounds hold whatever the unknown ties are; they assume
        that the reports are right.

    Raises
    ------
    NicdevError
        ``wrong_shape``: not square, or a mask of another shape. ``off_scale``: another number
        than 1, 0 or NaN.

    Notes
    -----
    Convention: directed, diagonal left out. A symmetric array gives the undirected density.
    Checked against sna::gden in R, missing ties included (``tests/golden/ties.R``), and
    networkx.density (``tests/golden/networks.py``).
    """
    present, absent, unknown = cells(ties, mask)
    reported = int(np.count_nonzero(present))
    observed = reported + int(np.count_nonzero(absent))
    missing = int(np.count_nonzero(unknown))
    possible = observed + missing
    return Density(
        ties=reported,
        observed=observed,
        possible=possible,
        value=ratio(reported, observed),
        lower=ratio(reported, possible),
        upper=ratio(reported + missing, possible),
    )


def from_reports(
    ids: Sequence[str],
    source: Sequence[str],
    target: Sequence[str],
    strength: ArrayLike,
    answered: Collection[str],
    tie_from: float,
) -> NDArray[np.float64]:
    """An adjacency array from reports, in which silence is not a missing tie.

    Parameters
    ----------
    ids : the members, in the order of rows and columns; each once
    source, target, strength : the reports, of equal length: who named whom, how strongly
        (numbers from a scale of your own; NaN = named without a strength)
    answered : ids of the members who went through the whole question. Somebody who named two
        people and stopped does not belong here: the rest of that row is unknown
    tie_from : the least strength that counts as a tie

    Returns
    -------
    ndarray
        Shape (members, members), row = sender. 1: reported with at least `tie_from`. 0:
        reported as weaker, or not reported by a member who answered. NaN: not reported by a
        member who did not answer, or named without a strength. Of several reports on a pair a
        tie wins, then an unknown strength. The diagonal is 0; reports on oneself are ignored.

    Raises
    ------
    NicdevError
        Every problem found: ``wrong_length``, ``duplicate_id``, ``unknown_id``, ``too_many``: more
        than `ALL_PAIRS` members.

    Notes
    -----
    Checked against a loop over a dictionary of reports (``tests/measures/test_ties.py``).
    """
    position = {member: row for row, member in enumerate(ids)}
    weight = np.asarray(strength, dtype=np.float64)
    if problems := _problems(ids, position, source, target, weight, answered):
        raise NicdevError(problems)
    ties = np.full((len(ids), len(ids)), np.nan)
    ties[[position[member] for member in answered], :] = 0.0
    rows = np.array([position[member] for member in source], dtype=np.intp)
    columns = np.array([position[member] for member in target], dtype=np.intp)
    ties[rows, columns] = 0.0
    for which, value in ((np.isnan(weight), np.nan), (weight >= tie_from, 1.0)):
        ties[rows[which], columns[which]] = value
    np.fill_diagonal(ties, 0.0)
    return ties


def _problems(
    ids: Sequence[str],
    position: dict[str, int],
    source: Sequence[str],
    target: Sequence[str],
    weight: NDArray[np.float64],
    answered: Collection[str],
) -> list[Problem]:
    problems = []
    if len(ids) > ALL_PAIRS:
        expected = f"at most {ALL_PAIRS:,} for an array of all pairs"
        do = "Take the measures of nicdev.measures.sparse_ties, which need no such array."
        problems.append(Problem("too_many", "", f"{len(ids):,} members", expected, do))
    if not len(source) == len(target) == weight.size:
        found = f"{len(source)} sources, {len(target)} targets and {weight.size} strengths"
        do = "Give one source, one target and one strength per report."
        problems.append(Problem("wrong_length", "", found, "as many of each", do))
    if len(position) < len(ids):
        twice = sorted(member for member, times in Counter(ids).items() if times > 1)
        found = f"{_quoted(twice)} more than once among the members"
        problems.append(Problem("duplicate_id", "", found, "each id once", "Remove the double."))
    for name, members in (("source", source), ("target", target), ("answered", answered)):
        if unknown := sorted({member for member in members if member not in position}):
            found = f"{_quoted(unknown)} in {name}"
            do = "Add them to the members, or correct the id."
            problems.append(Problem("unknown_id", "", found, "ids of members", do))
    return problems


def _quoted(ids: Sequence[str]) -> str:
    return ", ".join(f"'{member}'" for member in ids)


def ratio(part: int, whole: int) -> float:
    """Part of a whole; NaN where there is no whole."""
    return part / whole if whole else float("nan")
