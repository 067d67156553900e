"""Grids of a matrix: what meets what, and what a cell shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show.counts import alphas_of
from nicdev.show.words import Words

DRAWN = ("cells", "rows", "unknown", "lacking", "trend", "comings")
TOLD = (*DRAWN, "cells_told", "rows_told", "unknown_team")
OF_TABLES = ("rows", "rows_told", "newest")  # rows are named after tables of the contract
SHARES = ("unknown", "lacking")  # of these no count is shown, and none is no gap
FILLED = ("there",)  # a word in place of a count, of a cell that is not empty


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
        names = {cell.group: cell.label or row_name(cell.unit, cell.group, words)
                 for cell in cells}  # fmt: skip
        names |= {group: words.say("words.read_alike", name=names[group], alpha=words.number(alpha))
                  for group, alpha in alphas.items() if agreed and group in names}  # fmt: skip
        title = words.word(str(part))
        if cut:
            title = words.say("words.by", label=title, cut=words.word(str(cut)))
        found.append(Grid(title, names, list(dict.fromkeys(c.x for c in cells)),
                          {(cell.group, cell.x): cell for cell in cells}))  # fmt: skip
    return found


def row_name(unit: str, group: str, words: Words) -> str:
    """What a row is called: a table of the contract, a scale by what it asks about, or a word."""
    if unit in OF_TABLES:
        return words.say(f"tables.{group}")
    if unit == "trend":
        return words.group(group)
    return words.scale(group) if "." in group else words.word(group)


def is_empty(cell: Any) -> bool:
    """Whether a cell stands open: nothing is there."""
    return not cell.coded and cell.unit not in SHARES and 0 in (cell.numerator, cell.value)


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
    counted = pd.notna(cell.numerator) and cell.unit not in SHARES
    return words.number(cell.numerator, 0) if counted else words.share(cell.value)
