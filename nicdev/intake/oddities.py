"""What people leave in the sheets of a table: notes, totals, numbers and dates stored as text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any

from nicdev.errors import Problem
from nicdev.intake.spreadsheet import as_text
from nicdev.tables.column import Column, Table
from nicdev.tables.mend import is_iso
from nicdev.tables.say import quoted

Cells = Sequence[Sequence[Any]]
Lines = Sequence[Sequence[str]]

_TOTAL = re.compile(r"(?:grand |sub)?-?totals?|sums?|averages?", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)")
NOTE_WORDS = 3  # fewer may be a name or an id whose row somebody forgot to fill in


def set_aside(
    where: str, header: Sequence[str], values: Cells, lines: Lines, filled: Sequence[int], top: int
) -> tuple[list[Problem], list[int]]:
    """Rows that are no entries, each named; and the rows that are, by their place in the sheet.

    Parameters
    ----------
    values, lines : the sheet's cells, and the same as text
    filled : rows with anything in them
    top : the row of headers
    """
    above = [at for at in filled if at < top]
    below = [at for at in filled if at > top]
    totals = [at for at in below if _is_total(values[at], lines[at])]
    notes = [at for at in below if _is_note(header, lines[at])]
    kept = [at for at in below if at not in {*totals, *notes}]
    blank = sorted(set(range(top + 1, kept[-1])) - set(filled)) if kept else []
    problems = []
    for code, rows, found, expected in (
        ("above_headers", above, _texts(lines, above) + " above the headers",
         "the headers in the first row"),
        ("totals_row", totals, "a row of totals (" + _texts(lines, totals) + ")",
         "a row for each entry"),
        ("stray_note", notes, "a note (" + _texts(lines, notes) + ")", "a row for each entry"),
        ("blank_row", blank, "nothing between rows of data", "a table without gaps"),
    ):  # fmt: skip
        if rows:
            problems.append(Problem(
                code, where, found, expected, "Take it out, or go on: it was skipped.",
                rows=tuple(at + 1 for at in rows), level="warning",
            ))  # fmt: skip
    return problems, kept


def mistyped(
    where: str, table: Table, header: Sequence[str], values: Cells, kept: Sequence[int]
) -> list[Problem]:
    """Columns whose cells are stored as something else than they hold; their values are read."""
    problems = []
    for column in table.columns:
        if column.name not in header:
            continue
        at = header.index(column.name)
        for code, fits, found, expected, do in _KINDS:
            rows = [row for row in kept if fits(column, values[row][at])]
            if rows:
                first = quoted(as_text(values[rows[0]][at]))
                problems.append(Problem(
                    code, where, f"{found}, such as {first}", expected, do,
                    rows=tuple(row + 1 for row in rows), column=column.name, level="warning",
                ))  # fmt: skip
    return problems


def _number_as_text(column: Column, cell: Any) -> bool:
    if column.type not in ("number", "whole") or type(cell) is not str:
        return False
    return _NUMBER.fullmatch(cell.strip()) is not None


def _date_as_text(column: Column, cell: Any) -> bool:
    return column.type == "date" and type(cell) is str and is_iso(cell.strip())


def _id_as_number(column: Column, cell: Any) -> bool:
    return column.type in ("id", "ids") and type(cell) is float


def _id_as_date(column: Column, cell: Any) -> bool:
    return column.type in ("id", "ids") and isinstance(cell, dt.date | dt.time)


_KINDS: tuple[tuple[str, Callable[[Column, Any], bool], str, str, str], ...] = (
    ("number_as_text", _number_as_text, "numbers stored as text", "numbers",
     "Turn them into numbers, or go on: they were read as they stand."),
    ("date_as_text", _date_as_text, "dates stored as text", "dates",
     "Turn them into dates, or go on: they were read as they stand."),
    ("id_as_number", _id_as_number, "ids stored as numbers", "ids as text",
     "Look whether zeros at the beginning are lost; format the column as text before ids are "
     "written into it."),
    ("id_as_date", _id_as_date, "ids that the spreadsheet turned into dates", "ids as text",
     "Format the column as text, and write these ids again."),
)  # fmt: skip


def _is_total(cells: Sequence[Any], line: Sequence[str]) -> bool:
    """A word such as Total, and beside it nothing but numbers."""
    words = [text.strip().rstrip(":") for cell, text in zip(cells, line, strict=True)
             if text.strip() and not isinstance(cell, float)]  # fmt: skip
    return len(words) == 1 and _TOTAL.fullmatch(words[0]) is not None


def _is_note(header: Sequence[str], line: Sequence[str]) -> bool:
    """A single cell with a sentence in it, where a row has several."""
    texts = [text for text in line if text.strip()]
    if len(texts) != 1 or sum(bool(name.strip()) for name in header) < 2:
        return False
    return len(texts[0].split()) >= NOTE_WORDS


def _texts(lines: Lines, rows: Sequence[int]) -> str:
    found = [quoted(next(text for text in lines[at] if text.strip())) for at in rows]
    return ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
