"""What people chose, by group: one way to tell people apart, and no count of a few on either side.

Groups add up to all who answered, whose counts stand beside them on the same page. So no cell is
left out alone: groups are joined until every cell of a grid can be shown, or the grid is not.
Of two ways to tell the same people apart, the difference of two groups might be one person: for
each question the first that can be shown is, and no other.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

UNITS = ("cells", "cells_told")
ORDERED = ("years",)  # ways whose groups stand in an order: neighbours are joined
TOGETHER = "others_together"

Counts = npt.NDArray[np.float64]


def one_cut(rows: pd.DataFrame, k: int) -> tuple[pd.DataFrame, list[str]]:
    """For each question the grid of the first way that can be shown."""
    kept: list[pd.DataFrame] = []
    held: list[str] = []
    for _, question in rows.groupby("part", sort=False):
        found = rows.iloc[:0]
        for cut, grid in question.groupby("relation", sort=False):
            if found.empty:
                found = _grid(grid, k, ordered=cut in ORDERED)
        held += ["cuts_apart"] if question["relation"].nunique() > 1 or found.empty else []
        held += ["cuts_joined"] if len(found) and found["x"].nunique() < question["x"].nunique() \
            else []  # fmt: skip
        kept.append(found)
    frame = pd.concat(kept, ignore_index=True)
    if (frame["eligible"] - frame["responded"] < k).any():
        frame["eligible"] = np.nan  # as beside the same people's other answers
        held.append("nearly_all_answered")
    return frame, held


def _grid(grid: pd.DataFrame, k: int, *, ordered: bool) -> pd.DataFrame:
    """A grid with groups joined until k people stand on each side of each cell; else nothing."""
    wide = grid.pivot_table(index="group", columns="x", values="numerator", sort=False)
    people = grid.drop_duplicates("x").set_index("x")["n"].reindex(wide.columns)
    counts, n = wide.to_numpy(dtype=float), people.to_numpy(dtype=float)
    both = np.stack([counts.sum(axis=1), n.sum() - counts.sum(axis=1)])
    # Of all who answered; else the answer is not shown anywhere.
    open_ = np.asarray((both >= k).all(axis=0))
    shown, names = counts[open_], [[name] for name in wide.columns]
    while len(names) > 1 and not _safe(shown, n, k, hidden=not open_.all()):
        joined = next((at for at, some in enumerate(names) if len(some) > 1), None)
        at = _pair(shown, n, k, None if ordered else joined, ordered=ordered)
        shown, n, names = _joined(shown, at), _joined(n[None], at)[0], _together(names, at)
    if len(names) < 2 or not open_.any():
        return grid.iloc[:0]
    answers = wide.index[open_]
    if len(names) == wide.shape[1]:
        return grid[grid["group"].isin(answers)]
    first = grid.iloc[[0]].assign(lower=np.nan, upper=np.nan)  # ranges are those of whole groups
    cells = [
        first.assign(group=answer, x=_name(some, ordered=ordered), numerator=shown[row, column],
                     n=n[column], value=shown[row, column] / n[column])
        for row, answer in enumerate(answers) for column, some in enumerate(names)
    ]  # fmt: skip
    return pd.concat(cells, ignore_index=True)


def _safe(counts: Counts, n: Counts, k: int, *, hidden: bool) -> bool:
    """Whether each cell may be seen, and what is left of a group tells of k people or more.

    Where an answer is hidden, those of a group who chose nothing that is shown chose it.
    """
    if len(counts) == 0 or (n < 2 * k).any() or (counts < k).any() or (n - counts < k).any():
        return False
    left = n - counts.sum(axis=0)
    return not hidden or bool(((left < 0) | (left >= k)).all())


def _pair(
    counts: Counts, n: Counts, k: int, joined: int | None, *, ordered: bool
) -> tuple[int, int]:
    """Two groups to join: the one with fewest people, or fewest in a cell, and one beside it.

    Without an order there is one group of others: the next goes there.
    """
    fewest = np.minimum(counts, n - counts).min(axis=0, initial=np.inf)
    order = np.lexsort((n, np.minimum(fewest, k), np.minimum(n, 2 * k)))
    first = int(order[0])
    if ordered:
        beside = [at for at in (first - 1, first + 1) if 0 <= at < len(n)]
        other = min(beside, key=lambda at: n[at])
    else:
        other = int(order[1]) if joined in (None, first) else int(joined or 0)
    return min(first, other), max(first, other)


def _joined(counts: Counts, at: tuple[int, int]) -> Counts:
    summed = counts.copy()
    summed[:, at[0]] += summed[:, at[1]]
    return np.delete(summed, at[1], axis=1)


def _together(names: list[list[str]], at: tuple[int, int]) -> list[list[str]]:
    joined = [[*names[at[0]], *names[at[1]]] if i == at[0] else some
              for i, some in enumerate(names)]  # fmt: skip
    return joined[: at[1]] + joined[at[1] + 1 :]


def _name(some: list[str], *, ordered: bool) -> str:
    """``0-2``, ``3-5`` are ``0-5``; ``6-10``, ``11+`` are ``6+``; what has no order is others."""
    if len(some) == 1:
        return some[0]
    first, last = some[0], some[-1]
    if not ordered or not first[0].isdigit() or not last[0].isdigit():
        return TOGETHER
    low = first.split("-")[0].rstrip("+")
    return f"{low}+" if last.endswith("+") else f"{low}-{last.split('-')[-1]}"
