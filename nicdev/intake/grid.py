"""Rows of text as they stand in a file that nobody made for us, and where each of them stands."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from nicdev.errors import Problem
from nicdev.intake.delimited import DELIMITERS, any_length
from nicdev.intake.encoding import decode

Row = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Grid:
    """One sheet, or the whole of a delimited file.

    Parameters
    ----------
    sheet : its name; '' where the file is no workbook
    rows : the cells of each row that has any, blanks at their ends taken off, '' for an empty one
    numbers : the number of each row as a spreadsheet shows it
    """

    sheet: str
    rows: tuple[Row, ...]
    numbers: tuple[int, ...]

    def column(self, at: int) -> Iterator[str]:
        """The cells of a column; short rows have nothing there."""
        return (row[at] if at < len(row) else "" for row in self.rows)


@dataclass(frozen=True, eq=False)
class Source:
    """A file that was opened to be read, and never written to.

    Parameters
    ----------
    file : its name
    sha256 : hash of its bytes; '' where it could not be opened
    grids : its sheets in their order; none where it cannot be read
    problems : why not, and what was odd about reading it
    """

    file: str
    sha256: str
    grids: tuple[Grid, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def readable(self) -> bool:
        """Whether there is anything to go on with."""
        return bool(self.grids) and not any(p.level == "error" for p in self.problems)


def open_source(path: Path) -> Source:
    """Read a CSV, TSV or Excel file into rows of text.

    What cannot be read has no grids and a problem that says why; nothing is raised for it.
    """
    refused = unopenable(path)
    if refused:
        return Source(path.name, "", (), (refused,))
    content = path.read_bytes()
    reader = _READERS.get(path.suffix.casefold())
    if reader is None:
        return Source(path.name, "", (), (_other_kind(path),))
    grids, problems = reader(content, path.name)
    return Source(path.name, hashlib.sha256(content).hexdigest(), grids, problems)


def open_lines(path: Path) -> Source:
    """Read a file of plain text: a row of one cell for each line, blanks before it kept."""
    refused = unopenable(path)
    if refused:
        return Source(path.name, "", (), (refused,))
    content = path.read_bytes()
    text, problems = decode(content, path.name, two_bytes=True)
    lines = [(at, line) for at, line in enumerate((text or "").splitlines(), 1) if line.strip()]
    one = Grid("", tuple((line.rstrip(),) for _, line in lines), tuple(at for at, _ in lines))
    grids = (one,) if lines else ()
    return Source(path.name, hashlib.sha256(content).hexdigest(), grids, tuple(problems))


def unopenable(path: Path) -> Problem | None:
    """Why a path is no file that may be read; None where it is one."""
    if path.is_symlink():
        return Problem(
            "link",
            path.name,
            "a link to another place",
            "the file itself",
            "Copy the file here: what a link leads to may change unseen.",
        )
    if path.is_dir():
        return Problem(
            "folder", path.name, "a folder", "a file", "Name the file that is to be read."
        )
    try:
        if not path.exists() or path.is_file():  # a pipe would be waited for without an end
            with path.open("rb"):
                return None
    except FileNotFoundError:
        return Problem(
            "no_file", path.name, "no such file", "a file to read", "Correct its name or its place."
        )
    except OSError:
        pass
    return Problem(
        "unreadable",
        path.name,
        "a file that cannot be opened",
        "a file that you may read",
        "Close it elsewhere, or correct its permissions.",
    )


def _text(content: bytes, file: str) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    text, problems = decode(content, file, two_bytes=True)
    if text is None:
        return (), tuple(problems)
    with any_length():
        delimiter = max(DELIMITERS, key=lambda sign: _agreement(text, sign))
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return (grid("", lines),), tuple(problems)


def grid(sheet: str, lines: list[list[str]]) -> Grid:
    """Rows with something in them, and their numbers."""
    bare = [[cell.strip() for cell in line] for line in lines]
    kept = [(at, line) for at, line in enumerate(bare, 1) if any(line)]
    return Grid(sheet, tuple(tuple(line) for _, line in kept), tuple(at for at, _ in kept))


def _agreement(text: str, delimiter: str) -> tuple[int, int, int]:
    """How many of the first rows it takes apart, how many of these are as wide as most, and that.

    Reports have parts of different widths; a comma inside a date takes apart fewer of them.
    """
    reader = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=delimiter)
    widths = [len(row) for _, row in zip(range(60), reader, strict=False) if len(row) > 1]
    usual = max(set(widths), key=widths.count) if widths else 0
    return len(widths), widths.count(usual), usual


def _workbook(content: bytes, file: str) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    from nicdev.intake.spreadsheet import grids

    return grids(content, file)


def _other_kind(path: Path) -> Problem:
    return Problem(
        "other_kind",
        path.name,
        f"a file of another kind ({path.suffix or 'no ending'})",
        "a file that ends in .csv, .tsv or .xlsx",
        "Open it in a spreadsheet and save it as an Excel workbook or as CSV UTF-8.",
    )


_READERS: Mapping[
    str, Callable[[bytes, str], tuple[tuple[Grid, ...], tuple[Problem, ...]]]
] = MappingProxyType(
    {".csv": _text, ".tsv": _text, ".txt": _text, ".xlsx": _workbook, ".xlsm": _workbook,
     ".xls": _workbook}
)  # fmt: skip
