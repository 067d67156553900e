"""A network whose tables are the sheets of one Excel workbook: read only, and nothing swallowed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from nicdev.errors import Problem
from nicdev.intake.folder import Read, has_tables, read_folder, unread
from nicdev.intake.grid import unopenable
from nicdev.intake.oddities import mistyped, set_aside
from nicdev.intake.spreadsheet import Opened, as_text, opened
from nicdev.tables import TABLES, RawTable
from nicdev.tables.shape import letter

# Sheets that `nicdev new --workbook` and `nicdev check --mark` write for people to read.
GUIDE, DICTIONARY, FOUND = "Read me", "Data dictionary", "Problems"
HEADER_WITHIN = 20  # rows with something in them, among which the headers are looked for
_A_FILE = re.compile(rf"\b({'|'.join(sorted(TABLES, key=len, reverse=True))})\.csv\b")


def read_tables(places: Sequence[Path]) -> Read:
    """The tables of a network, in whichever of these places they are.

    Parameters
    ----------
    places : a folder or a workbook; or a folder, and the workbook that may stand beside it
    """
    books = [path for path in places if path.suffix.casefold() == ".xlsx"]
    folders = [path for path in places if path not in books]
    if folders and books:
        if not (books[0].exists() or books[0].is_symlink()):
            return read_folder(folders[0])
        if has_tables(folders[0]):
            return unread(books[0].name, _both(folders[0], books[0]))
    return read_workbook(books[0]) if books else read_folder(folders[0])


def read_workbook(path: Path) -> Read:
    """Every sheet that is called like a table; the workbook is never written to.

    Sheets of other names are for the check to name, empty ones without a table's name are nothing.
    """
    book = path.name
    refused = unopenable(path)
    if refused:
        return unread(book, refused, book)
    sheets, problems = opened(path.read_bytes(), book)
    if any(problem.level == "error" for problem in problems):
        # Also where some sheets could be read: half a network is worse than none.
        return Read(unread(book, problems[0], book).raws, problems, book)
    raws: dict[str, RawTable] = {}
    found = list(problems)
    for sheet in sheets:
        if sheet.name.strip() in (GUIDE, DICTIONARY, FOUND):
            continue
        if not any(as_text(cell).strip() for row in sheet.values for cell in row):
            found += [_empty(book, sheet.name)] if sheet.name in TABLES else []
            continue
        raw, odd = _table(book, sheet)
        raws[sheet.name] = raw
        found += odd
    order = [*TABLES, *sorted(set(raws) - set(TABLES))]
    read = Read(MappingProxyType({name: raws[name] for name in order if name in raws}), (), book)
    return replace(read, problems=tuple(in_sheets(read, found)))


def in_sheets(read: Read, problems: Iterable[Problem]) -> list[Problem]:
    """Problems of a workbook's tables by sheet, row and the letter of the column.

    What the contract's rules say of files (``Add it to events.csv``) is said of sheets.
    """
    if not read.book:
        return list(problems)
    return [_in_sheet(read, problem) for problem in problems]


def _in_sheet(read: Read, problem: Problem) -> Problem:
    sheet = problem.file.removeprefix(f"{read.book}, sheet ")
    name = _A_FILE.sub(r"\1", sheet)
    raw, column = read.raws.get(name), problem.column
    if raw is not None and column in list(raw.cells.columns):
        column = f"{letter(list(raw.cells.columns).index(column))} ({column})"

    def said(text: str) -> str:
        return text.replace(f"{read.book}, sheet ", "sheet ")

    expected, do = (_A_FILE.sub(r"sheet \1", said(text)) for text in (problem.expected, problem.do))
    if problem.code in ("unknown_table", "misspelled_table"):
        do = do.replace("the file", "the sheet")
    file = f"{read.book}, sheet {name}" if name != read.book else read.book
    return replace(problem, file=file, column=column, found=said(problem.found),
                   expected=expected, do=do)  # fmt: skip


def _table(book: str, sheet: Opened) -> tuple[RawTable, list[Problem]]:
    """A sheet's cells as text below its headers, and what is odd about them."""
    where = f"{book}, sheet {sheet.name}"
    problems = [
        replace(one, level="error") if one.code == "error_value" else one for one in sheet.problems
    ]
    lines = [[cell if type(cell) is str else as_text(cell) for cell in row] for row in sheet.values]
    filled = [at for at, line in enumerate(lines) if any(map(str.strip, line))]
    top = _header(sheet.name, lines, filled)
    header = list(lines[top])
    while header and not header[-1].strip() and not any(lines[at][len(header) - 1].strip()
                                                       for at in filled):  # fmt: skip
        header.pop()
    asides, kept = set_aside(where, header, sheet.values, lines, filled, top)
    problems += asides
    width = len(header)
    cells = pd.DataFrame([lines[at][:width] for at in kept], columns=header, dtype="str")
    if sheet.name in TABLES:
        problems += mistyped(where, TABLES[sheet.name], header, sheet.values, kept)
        problems += _days_from_1904(where, sheet.values, kept)
    rows = np.array([at + 1 for at in kept], dtype=np.int64)
    content = json.dumps([header, *(lines[at][:width] for at in kept)]).encode()
    digest = hashlib.sha256(content).hexdigest()
    return RawTable(sheet.name, where, cells, rows, digest), problems


def _header(name: str, lines: list[list[str]], filled: list[int]) -> int:
    """The row of headers: of the first rows the one with most headers of the table, else the first.

    People write a title or the date above a table.
    """
    known = set(TABLES[name].names) if name in TABLES else set()
    scores = [len(known & {cell.strip() for cell in lines[at]}) for at in filled[:HEADER_WITHIN]]
    return filled[scores.index(max(scores))]


def _days_from_1904(
    where: str, values: Sequence[Sequence[Any]], kept: Sequence[int]
) -> list[Problem]:
    """Dates before 1905, as a count of days in the wrong calendar leaves them."""
    rows = [at + 1 for at in kept if any(isinstance(cell, dt.date) and cell.year <= 1904
                                         for cell in values[at])]  # fmt: skip
    if not rows:
        return []
    return [
        Problem(
            "days_from_1904",
            where,
            "days before 1905",
            "days of our time",
            "Look whether they are four years and a day too early: a Mac counts days from 1904, "
            "and copying between workbooks can shift them.",
            rows=tuple(rows),
            level="warning",
        )
    ]


def _empty(book: str, name: str) -> Problem:
    return Problem(
        "empty_sheet", f"{book}, sheet {name}", "an empty sheet",
        "a row of headers, and a row for each entry",
        "Fill it in, or go on: there is no evidence in it yet.", level="warning",
    )  # fmt: skip


def _both(folder: Path, book: Path) -> Problem:
    return Problem(
        "two_places", book.name, f"a workbook beside a folder {folder.name} with tables",
        "tables in one place", "Take one of the two out, or name the one that is meant in the "
        "params under data.",
    )  # fmt: skip
