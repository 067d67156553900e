"""Bytes of a CSV or TSV file to text cells, with the row numbers that a spreadsheet shows."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import pandas as pd

from nicdev.errors import Problem
from nicdev.intake.encoding import decode
from nicdev.intake.plain_text import well_formed
from nicdev.tables.sheet import numbers

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
# From this many bytes on it is worth trying to read a file a column at a time.
LONG = 1_000_000
_field_limit = Lock()


@dataclass(frozen=True, eq=False)
class Parsed:
    """Cells and row numbers of one file, or the reason why there are none."""

    cells: pd.DataFrame
    rows: np.ndarray[tuple[int], np.dtype[Any]]
    problems: tuple[Problem, ...]
    usable: bool
    torn: frozenset[str] = frozenset()


def refused(*problems: Problem) -> Parsed:
    """A file that cannot be read."""
    return Parsed(pd.DataFrame(), np.empty(0, dtype=np.int64), problems, usable=False)


def parse(content: bytes, file: str, headers: Sequence[str]) -> Parsed:
    """The cells of a delimited file.

    Parameters
    ----------
    content : the file's bytes
    file : its name, for the report
    headers : the columns that the table may have; by them the delimiter is found
    """
    if len(content) >= LONG:
        cells = well_formed(content, lambda line: _delimiter(line, headers))
        if cells is not None:
            rows = np.arange(2, len(cells) + 2, dtype=np.int32)
            return Parsed(cells, rows, (), usable=True)
    return parse_exactly(content, file, headers)


def parse_exactly(content: bytes, file: str, headers: Sequence[str]) -> Parsed:
    """The same, record by record, for files with quotation marks and for whatever is at fault."""
    text, problems = decode(content, file)
    if text is None:
        return refused(*problems)
    delimiter = _delimiter(text, headers)
    records, end = _records(text, delimiter)
    if end:
        return refused(*problems, _misquoted(file, len(records) + 1, end))
    filled = [(row, cells) for row, cells in enumerate(records, 1) if any(map(str.strip, cells))]
    if not filled:
        return refused(*problems, _without_header(file))
    header, data = filled[0][1], filled[1:]
    # Spreadsheets leave columns behind in which nothing stands, not even a header.
    while not header[-1] and not any(any(cells[len(header) - 1 :]) for _, cells in data):
        header, data = header[:-1], [(row, cells[: len(header) - 1]) for row, cells in data]
    whole: list[tuple[int, list[str]]] = []
    torn: list[tuple[int, list[str]]] = []
    for row, cells in data:
        width = len(header)
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        (whole if len(cells) == width else torn).append((row, cells))
    problems += _torn(file, torn, len(header), delimiter)
    problems += _blank(file, filled)
    return Parsed(
        pd.DataFrame([cells for _, cells in whole], columns=header, dtype="str"),
        np.array([row for row, _ in whole], dtype=np.int64),
        tuple(problems),
        usable=True,
        torn=frozenset(cell.strip() for _, cells in torn for cell in cells) - {""},
    )


def _delimiter(text: str, headers: Sequence[str]) -> str:
    """The delimiter under which most headers are known; then the one that makes most columns."""
    known = {header.casefold() for header in headers}

    def score(delimiter: str) -> tuple[int, int]:
        with any_length():
            first = next(_rows(text, delimiter, strict=False), [])
        return (sum(cell.strip().casefold() in known for cell in first), len(first))

    return max(DELIMITERS, key=score)


def _records(text: str, delimiter: str) -> tuple[list[list[str]], str]:
    """Every record, and why reading ended before the end of the text ('' where it did not)."""
    records: list[list[str]] = []
    with any_length():
        try:
            records.extend(_rows(text, delimiter, strict=True))
        except csv.Error as error:
            return records, "unclosed" if "end of data" in str(error) else "misplaced"
    return records, ""


def _rows(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


@contextmanager
def any_length() -> Iterator[None]:
    """A cell may be as long as an interview; the standard library's limit is put back after."""
    with _field_limit:
        before = csv.field_size_limit(sys.maxsize)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _misquoted(file: str, row: int, end: str) -> Problem:
    if end == "unclosed":
        return Problem(
            "unclosed_quote",
            file,
            "a quotation mark that is never closed",
            "a second quotation mark at the end of the cell",
            "Close it, or take it out.",
            rows=(row,),
        )
    return Problem(
        "misplaced_quote",
        file,
        "a quotation mark inside a cell that is itself in quotation marks",
        "two of them for each one that belongs to the text",
        "Write it twice, or save the table again from the spreadsheet.",
        rows=(row,),
    )


def _without_header(file: str) -> Problem:
    return Problem(
        "empty_file",
        file,
        "an empty file",
        "a row of headers, and a row for each entry",
        "Fill the table in, or take the file out.",
    )


def _torn(
    file: str, torn: Sequence[tuple[int, list[str]]], width: int, delimiter: str
) -> list[Problem]:
    problems = []
    for length in sorted({len(cells) for _, cells in torn}):
        more = length > width
        problems.append(
            Problem(
                "too_many_cells" if more else "too_few_cells",
                file,
                f"{length} cell{'' if length == 1 else 's'}",
                f"{width}, as many as there are headers",
                f"Put quotation marks around texts with {DELIMITERS[delimiter]} in them."
                if more
                else "Fill the row up, or join it with the row it was torn from.",
                rows=tuple(row for row, cells in torn if len(cells) == length),
            )
        )
    return problems


def _blank(file: str, filled: Sequence[tuple[int, list[str]]]) -> list[Problem]:
    """Blank rows between rows of data; those before and after are nothing."""
    first, last = filled[0][0], filled[-1][0]
    if last - first + 1 == len(filled):
        return []
    blank = np.setdiff1d(np.arange(first, last), [row for row, _ in filled])
    return [
        Problem(
            "blank_row",
            file,
            "nothing between rows of data",
            "a table without gaps",
            "Take the row out, or go on: it was skipped.",
            rows=numbers(blank),
            level="warning",
        )
    ]
