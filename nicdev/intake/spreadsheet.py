"""Bytes of an Excel workbook to rows of text, without running or fetching anything in it.

Values are read by calamine. What it leaves out in silence (formulas, error values) is looked for in
the file itself and named.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nicdev.errors import Problem
from nicdev.intake.grid import Grid, grid
from nicdev.tables.shape import letter

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

# A workbook that unfolds into more than this many bytes is not opened: real ones of this field are
# a hundredth of it, and a small file can unfold into more than a machine holds.
LARGEST = 500_000_000
# A sheet is held as a rectangle: two cells far apart would fill a machine with the blanks between.
WIDEST = 30_000_000
_OLD = b"\xd0\xcf\x11\xe0"  # the file format before 2007, and of workbooks with a password
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/])>\s*(<(?:\w+:)?f\b)?")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>[^<]")
_FAR = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{2,3})\d|<(?:\w+:)?row\b[^>]*?\br="(\d{4,})"')
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
NAMED = 8  # cells that are named in one sentence


@dataclass(frozen=True, eq=False)
class Opened:
    """One sheet as it stands in the workbook: its values, with A1 as the first of them."""

    name: str
    values: list[list[Any]]
    problems: tuple[Problem, ...]


def grids(content: bytes, file: str) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """Each sheet with anything in it, and what is odd about the workbook.

    Dates come out year-month-day, times of day hour:minute:second, whole numbers without a point,
    yes and no as words. A formula gives the value that was last worked out, and a warning; a hidden
    sheet is read like any other, and named; a merged cell stands where its first cell stood.
    """
    sheets, problems = opened(content, file)
    found: list[Grid] = []
    for sheet in sheets:
        problems += sheet.problems
        one = grid(sheet.name, [[as_text(cell) for cell in row] for row in sheet.values])
        if one.rows:
            found.append(one)
    if not found and not any(problem.level == "error" for problem in problems):
        problems += (_nothing_in_it(file),)
    return tuple(found), problems


def opened(content: bytes, file: str) -> tuple[list[Opened], tuple[Problem, ...]]:
    """Every sheet of cells with what is odd about it, and what is odd about the whole."""
    from python_calamine import CalamineError, CalamineWorkbook

    refused = unsafe(content, file)
    if refused:
        return [], (refused,)
    try:
        parts = _parts(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except (CalamineError, ValueError, zipfile.BadZipFile, zlib.error, EOFError):
        return [], (_damaged(file),)
    found: list[Opened] = []
    problems: list[Problem] = []
    for meta in book.sheets_metadata:
        if not str(meta.typ).endswith("WorkSheet"):
            continue
        where, part = f"{file}, sheet {meta.name}", parts.get(meta.name, b"")
        cells = _area(part)
        if cells > WIDEST:
            problems.append(_too_wide(where, cells))
            continue
        try:
            sheet = book.get_sheet_by_name(meta.name)
            values = sheet.to_python(skip_empty_area=False)
        except (CalamineError, ValueError):
            return [], (_damaged(file),)
        odd = [*_merged(where, sheet), *_worked_out(where, part)]
        if values and not str(meta.visible).endswith(".Visible"):
            odd.insert(0, _hidden(where))
        found.append(Opened(meta.name, values, tuple(odd)))
    return found, tuple(problems)


def unsafe(content: bytes, file: str) -> Problem | None:
    """Why the bytes are no workbook that can be opened safely; None where they are."""
    if content.startswith(_OLD):
        return Problem(
            "old_or_locked", file, "a workbook in the format before 2007, or one with a password",
            "an Excel workbook (.xlsx) without a password",
            "Open it in a spreadsheet and save it as .xlsx, without a password.",
        )  # fmt: skip
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            size = sum(part.file_size for part in folder.infolist())
            names = {part.filename for part in folder.infolist()}
            # What a part says of its size may be a lie: beyond it, nothing of a part is read.
            bad = "" if size > LARGEST else folder.testzip()
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError):
        return _damaged(file)
    if size > LARGEST:
        return Problem(
            "too_large", file, f"a workbook that unfolds to {size // 1_000_000:,} MB",
            f"at most {LARGEST // 1_000_000:,} MB",
            "Save the sheets that matter as CSV UTF-8, one file each.",
        )  # fmt: skip
    if bad or "xl/workbook.xml" not in names:
        return _damaged(file)
    return None


def as_text(cell: Any) -> str:
    """A cell as a person would type it into a CSV file."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case dt.datetime():
            midnight = cell.time() == dt.time()
            return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
        case dt.date():
            return cell.isoformat()
        case dt.time():
            return cell.isoformat("seconds")
        case dt.timedelta():
            minutes, seconds = divmod(round(cell.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
        case _:
            return str(cell)


def _parts(content: bytes) -> dict[str, bytes]:
    """The bytes of each sheet by its name, as far as they can be found."""
    from xml.etree import ElementTree

    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        try:
            # Both are small lists that calamine has just read; entities are not unfolded by expat
            # beyond a limit of its own.
            book = ElementTree.fromstring(folder.read("xl/workbook.xml"))  # noqa: S314
            links = ElementTree.fromstring(folder.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
        except (KeyError, ElementTree.ParseError, zipfile.BadZipFile):
            return {}
        targets = {link.get("Id"): str(link.get("Target")) for link in links}
        parts = {}
        for element in book.iter():
            if element.tag.endswith("}sheet"):
                link = next((value for key, value in element.items() if key.endswith("}id")), "")
                target = targets.get(link, "")
                path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                if path in folder.namelist():
                    parts[str(element.get("name"))] = folder.read(path)
        return parts


def _worked_out(where: str, part: bytes) -> Iterator[Problem]:
    """Formulas and error values, which the reading itself passes over."""
    if not _FORMULA.search(part) and b't="e"' not in part:
        return
    formulas: list[re.Match[bytes]] = []
    errors: list[re.Match[bytes]] = []
    bare: list[re.Match[bytes]] = []
    for match in _CELL.finditer(part):
        place = _PLACE.search(match[1])
        if place is None:
            continue
        if b't="e"' in match[1]:
            errors.append(place)
        elif match[2]:
            worked = _VALUE.search(part, match.end(), _end(part, match.end()))
            (formulas if worked else bare).append(place)
    if formulas:
        yield Problem(
            "formula", where, f"formulas in {_named(formulas)}", "values",
            "Look whether the values are right: those that were last worked out were read.",
            rows=_rows(formulas), level="warning",
        )  # fmt: skip
    if bare:
        yield Problem(
            "formula_without_value", where, f"formulas in {_named(bare)} that were never worked "
            "out", "values", "Open the workbook in a spreadsheet, look whether the values are "
            "right, and save it again.", rows=_rows(bare),
        )  # fmt: skip
    if errors:
        yield Problem(
            "error_value", where, f"error values in {_named(errors)}", "values",
            "Correct the formulas; the cells were read as empty.",
            rows=_rows(errors), level="warning",
        )  # fmt: skip


def _end(part: bytes, start: int) -> int:
    """Where the cell ends that holds this place."""
    ends = [at for at in (part.find(b"</c>", start), part.find(b":c>", start)) if at >= 0]
    return min(ends, default=len(part))


def _area(part: bytes) -> int:
    """How many cells the rectangle has that holds all cells of a sheet, about."""
    wide, high = 26, 1_000
    for match in _FAR.finditer(part):
        if match[1]:
            wide = max(wide, _number(match[1]))
        else:
            high = max(high, int(match[2]))
    return wide * high


def _number(letters: bytes) -> int:
    number = 0
    for sign in letters:
        number = number * 26 + sign - 64
    return number


def _too_wide(where: str, cells: int) -> Problem:
    return Problem(
        "too_wide", where, f"cells so far apart that the sheet spans {cells // 1_000_000:,} "
        "million", f"at most {WIDEST // 1_000_000} million",
        "Copy the rows and columns that matter into a new sheet.",
    )  # fmt: skip


def _rows(places: Sequence[re.Match[bytes]]) -> tuple[int, ...]:
    return tuple(sorted({int(place[2]) for place in places}))


def _named(places: Sequence[re.Match[bytes]]) -> str:
    some = ", ".join(place[1].decode() + place[2].decode() for place in places[:NAMED])
    more = len(places) - NAMED
    return f"{some} and {more} more cells" if more > 0 else some


def _merged(where: str, sheet: CalamineSheet) -> Iterator[Problem]:
    ranges = sheet.merged_cell_ranges or []
    if ranges:
        (top, left), (bottom, right) = ranges[0]
        first = f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"
        more = f" and {len(ranges) - 1} more" if len(ranges) > 1 else ""
        yield Problem(
            "merged_cells", where, f"merged cells ({first}{more})", "one cell for each value",
            "Take the merging off, and write the value into every cell that it holds for; it was "
            "read in the first of them.",
            rows=tuple(sorted({top + 1 for (top, _), _ in ranges})), level="warning",
        )  # fmt: skip


def _hidden(where: str) -> Problem:
    return Problem(
        "hidden_sheet", where, "a hidden sheet", "sheets that can be seen",
        "Show it, or take it out: it was read like the others.", level="warning",
    )  # fmt: skip


def _nothing_in_it(file: str) -> Problem:
    return Problem(
        "empty_file", file, "a workbook with nothing in it", "a row of headers, and a row for each "
        "entry", "Fill the table in, or take the file out.",
    )  # fmt: skip


def _damaged(file: str) -> Problem:
    return Problem(
        "damaged", file, "a file that is no Excel workbook, or a damaged one",
        "an Excel workbook (.xlsx)", "Open it in a spreadsheet and save it again as .xlsx.",
    )  # fmt: skip
