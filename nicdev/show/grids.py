"""Grids of a matrix: what meets what, and what a cell shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show.counts import alphas_of
from nicdev.show.words import Words

DRAWN = ("cells", "trend", "comings")


@dataclass(frozen=True)
class Grid:
    """One matrix: names of rows and columns in the order of the evidence, and cells by both."""

    title: str
    rows: dict[str, str]
    columns: list[str]
    cells: dict[tuple[str, str], Any]

    def named(self, cell: Any, words: Words) -> str:
        """Where a cell stands: row and column."""
        return words.say("words.cell", row=self.rows[cell.group], column=words.answer(cell.x))


def grids(
    shown: Disclosed, words: Words, units: tuple[str, ...] = DRAWN, *, agreed: bool = True
) -> list[Grid]:
    """The matrices, in the order of the evidence; those that are drawn, unless others are named.

    With `agreed`, how far readers agree stands beside the names of rows.
    """
    rows = shown.rows
    alphas, found = alphas_of(rows).set_index("group")["value"].to_dict(), []
    drawn = rows[rows["unit"].isin(units)]
    for (part, cut), some in drawn.groupby(["part", "relation"], sort=False):
        cells = list(each_row(some))
        names = {cell.group: cell.label or words.group(cell.group) for cell in cells}
        names |= {group: words.say("words.read_alike", name=names[group], alpha=words.number(alpha))
                  for group, alpha in alphas.items() if agreed and group in names}  # fmt: skip
        title = words.word(str(part))
        if cut:
            title = words.say("words.by", label=title, cut=words.word(str(cut)))
        found.append(Grid(title, names, list(dict.fromkeys(c.x for c in cells)),
                          {(cell.group, cell.x): cell for cell in cells}))  # fmt: skip
    return found


def is_empty(cell: Any) -> bool:
    """Whether a cell stands open: nothing is there."""
    return not cell.coded and 0 in (cell.numerator, cell.value)


def fullness(cell: Any) -> float:
    """By what cells are shaded: a share, else a count."""
    return float(cell.value if pd.notna(cell.value) else cell.numerator)


def known_cells(grid: Grid) -> list[Any]:
    """The cells that have a number."""
    return [c for c in grid.cells.values() if not c.coded and pd.notna(fullness(c))]


def cell_said(cell: Any, words: Words) -> str:
    """What stands in a cell."""
    if cell.coded:
        return words.word(cell.coded)
    return words.number(cell.numerator, 0) if pd.notna(cell.numerator) else words.share(cell.value)
