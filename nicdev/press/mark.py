"""A copy of a network's workbook in which every cell to be mended is marked and commented."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from nicdev.errors import Problem, UsageRefused
from nicdev.intake.grid import unopenable
from nicdev.intake.spreadsheet import unsafe
from nicdev.intake.workbook import FOUND
from nicdev.press.book import write
from nicdev.press.workspace import Workspace
from nicdev.study import read_study

MARKS = {"error": PatternFill("solid", fgColor="FFFFC9A3"),
         "warning": PatternFill("solid", fgColor="FFFFF2B3")}  # fmt: skip
MOST = 20_000  # cells; a copy with more marks than this opens slowly, and tells nothing more
_LETTER = re.compile(r"([A-Z]{1,3})\b")

Place = tuple[str, int, int]  # sheet, row, column


def marked_copy(workspace: Workspace, network: str, problems: Sequence[Problem]) -> Path:
    """Write the copy beside the workbook, under a name that nothing has yet; where it is.

    Raises `UsageRefused` where the tables are no workbook, or one that cannot be opened.
    """
    source = workspace.places(read_study(workspace.params(network)))[-1]
    if source.suffix.casefold() != ".xlsx" or not source.is_file():
        raise UsageRefused([_no_workbook(network)])
    # openpyxl opens whatever it is given, a workbook that unfolds into gigabytes as well.
    content = b"" if unopenable(source) else source.read_bytes()
    if unsafe(content, source.name):
        raise UsageRefused([_not_marked(source.name)])
    try:
        book = load_workbook(io.BytesIO(content))
    except Exception:  # what is wrong with the file has been named; openpyxl raises what it likes
        raise UsageRefused([_not_marked(source.name)]) from None
    by_place: dict[Place, list[Problem]] = defaultdict(list)
    for problem in problems:
        for place in _places(book, source.name, problem):
            if len(by_place) < MOST:
                by_place[place].append(problem)
    for (sheet, row, column), found in by_place.items():
        _mark(book[sheet], row, column, found)
    _list(book.create_sheet(_free(book.sheetnames), 0), source.name, problems)
    out = io.BytesIO()
    book.save(out)
    return _write_new(source, out.getvalue()).relative_to(workspace.root)


def _places(book: Any, file: str, problem: Problem) -> Iterator[Place]:
    """Every cell that a problem is about; the header where no row is named, A where no column."""
    name = problem.file.removeprefix(f"{file}, sheet ")
    if name == problem.file or name not in book.sheetnames:
        return
    letter = _LETTER.match(problem.column)
    column = column_index_from_string(letter[1]) if letter else 1
    for row in problem.rows or (1,):
        yield name, row, column


def _mark(sheet: Worksheet, row: int, column: int, found: Sequence[Problem]) -> None:
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        first = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
        cell = sheet.cell(first.min_row, first.min_col)
    if isinstance(cell, MergedCell):
        return
    level = "error" if any(one.level == "error" for one in found) else "warning"
    cell.fill = MARKS[level]
    before = [cell.comment.text] if cell.comment else []
    said = [f"Found {one.found}; expected {one.expected}. {one.do}" for one in found]
    comment = Comment("\n".join(dict.fromkeys([*said, *before])), "nicdev", height=160, width=360)
    cell.comment = comment


def _list(sheet: Worksheet, file: str, problems: Iterable[Problem]) -> None:
    """Every problem, those without a cell of their own included."""
    write(sheet, 1, ["level", "where", "rows", "column", "found", "expected", "what to do"])
    for at, width in enumerate((10, 24, 24, 24, 50, 50, 60), start=1):
        sheet.cell(1, at).font = Font(bold=True)
        sheet.column_dimensions["ABCDEFG"[at - 1]].width = width
    for at, one in enumerate(problems, start=2):
        rows = ", ".join(map(str, one.rows[:200])) + (" ..." if len(one.rows) > 200 else "")
        where = one.file.removeprefix(f"{file}, ")
        write(sheet, at, [one.level, where, rows, one.column, one.found, one.expected, one.do])
    sheet.freeze_panes = "A2"


def _free(taken: Sequence[str]) -> str:
    """A name for the list that no sheet has."""
    lower = {name.casefold() for name in taken}
    names = [FOUND, *(f"{FOUND} {at}" for at in range(2, len(taken) + 3))]
    return next(name for name in names if name.casefold() not in lower)


def _write_new(source: Path, content: bytes) -> Path:
    """Write beside the source under the first name that is free; never over a file."""
    at = 1
    while True:
        path = source.with_name(f"{source.stem}-marked{'' if at == 1 else f'-{at}'}.xlsx")
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            at += 1
        else:
            return path


def _no_workbook(network: str) -> Problem:
    return Problem(
        "mark_without_workbook", "", f"tables of {network} that are no workbook",
        "one Excel workbook with a sheet for each table",
        "Leave --mark out: the report names file, row and column.",
    )  # fmt: skip


def _not_marked(file: str) -> Problem:
    return Problem(
        "not_marked", file, "a workbook that cannot be copied with marks",
        "an Excel workbook (.xlsx) that opens",
        "Mend first what is named above, then run the check with --mark again.",
    )  # fmt: skip
