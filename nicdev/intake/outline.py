"""Boxes of a driver diagram as they stand in a file: an outline, or a table of parents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nicdev.errors import Problem
from nicdev.intake.grid import Grid, Row
from nicdev.intake.labels import plain
from nicdev.tables.say import quoted, words

KINDS = ("aim", "primary driver", "secondary driver", "change idea")
_CALLED: Mapping[str, tuple[str, ...]] = {
    "aim": ("aims", "aim statement", "goal"),
    "primary driver": ("primary drivers", "primary"),
    "secondary driver": ("secondary drivers", "secondary"),
    "change idea": ("change ideas", "idea", "ideas", "change", "changes"),
}
_ID = {"node_id", "id", "node"}
_TEXT = {"text", "box", "child", "name", "label"}
_PARENT = {"parents", "parent", "leads to", "parent id", "parent_id"}
_KIND = {"kind", "type", "level"}
_BULLET = re.compile(r"(?:[-*+\u2022\u2013]\s+|\d+(?:\.\d+)*[.)]\s+|\d+(?:\.\d+)+\s+)")
_GIVEN = re.compile(r"\[([^\];]+)\]\s*")


@dataclass(frozen=True)
class Box:
    """A box as one place of a file has it.

    Parameters
    ----------
    row : where it stands
    text : what stands in it
    given : the id that the file gives it; '' for none
    kind : what the file says it is; '' where it does not
    parents : the boxes it leads to, by id or text; in an outline the one above it
    level : how deep it stands in an outline; -1 in a table
    """

    row: int
    text: str
    given: str
    kind: str
    parents: tuple[str, ...]
    level: int


@dataclass(frozen=True)
class Outline:
    """The boxes of a sheet, the rows that are headings, and what cannot be read."""

    layout: str
    boxes: tuple[Box, ...]
    headings: tuple[int, ...]
    problems: tuple[Problem, ...] = ()


def kind_of(text: str) -> str:
    """The kind of box that a word stands for; '' for none."""
    bare = plain(text).strip(" :")
    return next((kind for kind, others in _CALLED.items() if bare == kind or bare in others), "")


def outline(grid: Grid, file: str, *, lines: bool) -> Outline:
    """The boxes of a sheet; with `lines`, its rows are lines of text and blanks before them count.

    Where several boxes stand in one row, each leads to the one at its left; an empty cell means the
    box above it.
    """
    if lines:
        return _indented(grid)
    header = [plain(cell) for cell in grid.rows[0]]
    if _PARENT & set(header) and (_ID | _TEXT) & set(header):
        return _parents(grid, header, file)
    return _columns(grid)


def _indented(grid: Grid) -> Outline:
    boxes: list[Box] = []
    above: list[tuple[int, str]] = []  # indents, and keys of the boxes there
    for number, row in zip(grid.numbers, grid.rows, strict=True):
        line = row[0].expandtabs(4)
        indent = len(line) - len(line.lstrip())
        while above and above[-1][0] >= indent:
            above.pop()
        box = _box(number, line.strip(), above[-1][1] if above else "", len(above))
        boxes.append(box)
        above.append((indent, box.given or box.text))
    return Outline("an indented outline", tuple(boxes), ())


def _columns(grid: Grid) -> Outline:
    kinds = [kind_of(cell) for cell in grid.rows[0]]
    headed = all(kind_of(cell) for cell in grid.rows[0] if cell)
    first = 1 if headed else 0
    used = sorted({at for row in grid.rows[first:] for at, cell in enumerate(row) if cell})
    boxes: list[Box] = []
    above: dict[int, str] = {}
    for number, row in zip(grid.numbers[first:], grid.rows[first:], strict=True):
        for at, cell in enumerate(row):
            if cell:
                left = [one for one in sorted(above) if one < at]
                box = _box(number, cell, above[left[-1]] if left else "", used.index(at))
                kind = kinds[at] if headed and at < len(kinds) else box.kind
                boxes.append(Box(box.row, box.text, box.given, kind, box.parents, box.level))
                above = {one: key for one, key in above.items() if one < at}
                above[at] = box.given or box.text
    layout = "an outline, a column for each level"
    return Outline(layout, tuple(boxes), grid.numbers[:first])


def _box(number: int, text: str, parent: str, level: int) -> Box:
    """A box of an outline, without its bullet, the id and the kind that stand before its text."""
    given, bare = _given(text[match.end() :] if (match := _BULLET.match(text)) else text)
    before, colon, behind = bare.partition(":")
    kind = kind_of(before) if colon and behind.strip() else ""
    if kind:
        behind_kind, bare = _given(behind.strip())
        given = given or behind_kind
    return Box(number, bare.strip() or given, given, kind, (parent,) if parent else (), level)


def _given(text: str) -> tuple[str, str]:
    """The id that stands in square brackets before a text, and the text."""
    match = _GIVEN.match(text)
    return (match[1].strip(), text[match.end() :]) if match else ("", text)


def _parents(grid: Grid, header: Sequence[str], file: str) -> Outline:
    def at(names: set[str]) -> int | None:
        return next((place for place, name in enumerate(header) if name in names), None)

    def cell(row: Row, place: int | None) -> str:
        return row[place] if place is not None and place < len(row) else ""

    places = {what: at(names) for what, names in
              (("id", _ID), ("text", _TEXT), ("parent", _PARENT), ("kind", _KIND))}  # fmt: skip
    boxes: list[Box] = []
    problems: list[Problem] = []
    for number, row in zip(grid.numbers[1:], grid.rows[1:], strict=True):
        said = cell(row, places["kind"])
        if said and not kind_of(said):
            problems.append(Problem(
                "unexplained_kind", file, quoted(said), words(KINDS, "or"),
                "Write one of these in a copy of the file.", (number,), header[places["kind"] or 0],
            ))  # fmt: skip
        text, given = cell(row, places["text"]), cell(row, places["id"])
        parents = cell(row, places["parent"])
        several = [part.strip() for part in parents.split(";") if part.strip()]
        boxes.append(Box(number, text or given, given, kind_of(said), tuple(several), -1))
    # A box that is only ever named as a parent, as an aim often is, has no row of its own.
    if places["id"] is None:
        own = {plain(box.text) for box in boxes}
        for box in list(boxes):
            for parent in box.parents:
                if plain(parent) not in own:
                    boxes.insert(0, Box(box.row, parent, "", "", (), -1))
                    own.add(plain(parent))
    return Outline("a table of parents", tuple(boxes), grid.numbers[:1], tuple(problems))
