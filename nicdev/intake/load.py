"""What a reader hands on: rows for tables of the contract, and what became of every row it read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from nicdev.errors import Problem
from nicdev.intake.grid import Source
from nicdev.tables import TABLES

Became = Literal["used", "aside", "heading"]


@dataclass(frozen=True)
class Fate:
    """What became of one row.

    Parameters
    ----------
    sheet, row : where it stands in the source; the header of a spreadsheet is row 1
    became : ``used``; ``aside``, not used, with the reason; ``heading``, not an entry: headers,
        what stands above or below them, totals
    why : the reason for a row set aside, a sentence without its full stop; '' for others
    into : for a row that is used, the rows that it went into: name of the table, position in it
    """

    sheet: str
    row: int
    became: Became
    why: str = ""
    into: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, eq=False)
class Load:
    """What was read from one source.

    Parameters
    ----------
    source : the file that was read
    layout : which layout it has, in words
    tables : rows for tables of the contract, all text, '' for an empty cell
    fates : one for each row of the source that has anything in it
    guesses : what was decided without being told, a sentence each
    problems : what keeps it from being used, and cautions
    """

    source: Source
    layout: str
    tables: Mapping[str, pd.DataFrame]
    fates: tuple[Fate, ...]
    guesses: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps it from being used."""
        return tuple(problem for problem in self.problems if problem.level == "error")

    def rows(self, became: Became) -> int:
        """How many rows became that."""
        return sum(fate.became == became for fate in self.fates)


def unread(source: Source, layout: str, problems: Sequence[Problem] = ()) -> Load:
    """A source that cannot be used: nothing of it is, and every row is set aside for that."""
    why = "the file could not be used"
    fates = tuple(Fate(grid.sheet, number, "aside", why)
                  for grid in source.grids for number in grid.numbers)  # fmt: skip
    return Load(source, layout, {}, fates, problems=(*source.problems, *problems))


def table(name: str, rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """Rows for a table of the contract: the columns that any of them has, in the table's order."""
    given = {column for row in rows for column in row}
    columns = [column for column in TABLES[name].names if column in given]
    return pd.DataFrame(
        {column: [row.get(column, "") for row in rows] for column in columns}, dtype="str"
    )


def report(load: Load, refused: Sequence[Problem] = ()) -> str:
    """The load report as Markdown: rows read and used, guesses, cautions, and each row set aside.

    With what it was `refused` for, it says that nothing was added, and counts what would have been.
    It holds what stands in the source, names too: it belongs where private things are kept.
    """
    used, aside, heading = (load.rows(became) for became in ("used", "aside", "heading"))
    none = ["**Nothing was added** to the tables of the network: the file was refused, for what "
            "stands below. Rows called used or new would have been added.", ""]  # fmt: skip
    lines = [
        f"# What became of {load.source.file}", "",
        f"Read as: {load.layout}. Its bytes have the SHA-256 {load.source.sha256}.", "",
        *(none if refused else ()),
        "| | rows |", "|---|---:|",
        f"| read | {len(load.fates)} |", f"| used | {used} |", f"| set aside | {aside} |",
        f"| headings, totals and notes | {heading} |",
        *(f"| new in the table {name} | {len(rows)} |" for name, rows in load.tables.items()), "",
    ]  # fmt: skip
    if load.guesses:
        lines += ["## Decided without being told", "", *(f"- {said}" for said in load.guesses), ""]
    told = dict.fromkeys((*load.problems, *refused))
    if told:
        lines += ["## To mend, or to know", "", *(f"- {_safe(str(p))}" for p in told), ""]
    asides = [fate for fate in load.fates if fate.became == "aside"]
    if asides:
        lines += ["## Set aside", "", "| reason | rows |", "|---|---|"]
        for why in Counter(fate.why for fate in asides):
            rows = ", ".join(_place(fate) for fate in asides if fate.why == why)
            lines.append(f"| {_safe(why)} | {rows} |")
        lines.append("")
    return "\n".join(lines)


def _place(fate: Fate) -> str:
    return f"{_safe(fate.sheet)} {fate.row}" if fate.sheet else str(fate.row)


def _safe(text: str) -> str:
    """Text of a source inside a table of Markdown."""
    flat = " ".join(text.split())
    return flat.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "\\`")
