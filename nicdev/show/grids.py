"""Grids: cells by row and column, as evidence of a matrix has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nicdev.evidence import Disclosed, each_row
from nicdev.show.counts import alphas_of
from nicdev.show.words import Words


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


def grids(shown: Disclosed, words: Words, *, agreed: bool = True) -> list[Grid]:
    """The matrices, in the order of the evidence; `agreed`: how far readers agree beside names."""
    rows = shown.rows
    alphas, found = alphas_of(rows).set_index("group")["value"].to_dict(), []
    for part, some in rows[rows["unit"] == "cells"].groupby("part", sort=False):
        cells = list(each_row(some))
        names = {cell.group: cell.label or words.word(cell.group) for cell in cells}
        names |= {group: words.say("words.read_alike", name=names[group], alpha=words.number(alpha))
                  for group, alpha in alphas.items() if agreed and group in names}  # fmt: skip
        found.append(Grid(words.word(str(part)), names, list(dict.fromkeys(c.x for c in cells)),
                          {(cell.group, cell.x): cell for cell in cells}))  # fmt: skip
    return found
