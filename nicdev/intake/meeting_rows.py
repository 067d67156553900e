"""The rows of a report of a meeting: where the list of people begins, who stands in each row.

Layouts: Zoom's participant list (one row a person, or one row a join, with or without the meeting
above it), Teams' attendance report (with its three parts, or the older list of who joined and
left), Google Meet's, and a sheet with a name, an address or an id in each row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

from nicdev.intake.clock import length
from nicdev.intake.grid import Grid
from nicdev.intake.load import Fate

# What a column holds, by its header in small letters.
HOLDS: Mapping[str, str] = {
    "name (original name)": "name", "name": "name", "full name": "name", "participant": "name",
    "participant name": "name", "user name": "name", "attendee": "name",
    "first name": "first", "last name": "last", "surname": "last",
    "user email": "email", "email": "email", "e-mail": "email", "email address": "email",
    "participant id (upn)": "email", "member_id": "code", "member id": "code",
    "join time": "joined", "first join": "joined", "time joined": "joined",
    "leave time": "left", "last leave": "left", "time exited": "left",
    "total duration (minutes)": "minutes", "duration (minutes)": "minutes", "minutes": "minutes",
    "in-meeting duration": "minutes", "duration": "minutes", "time in call": "minutes",
    "hours": "hours", "duration_hours": "hours", "user action": "action", "timestamp": "at",
}  # fmt: skip
WHO = {"name", "first", "email", "code"}
OF_MEETING = {"meeting id", "topic"}  # headers of the meeting itself, above the list in Zoom
SECTION = re.compile(r"\d\. .+")  # the parts of Teams' report


class Header(NamedTuple):
    at: int  # position of its row in the grid
    holds: Mapping[str, int]


@dataclass(frozen=True)
class Entry:
    """One row of a report: who, when or for how long."""

    sheet: str
    row: int
    name: str
    email: str
    code: str
    joined: str = ""
    left: str = ""
    lasted: timedelta | None = None


def list_of(grid: Grid) -> Header | None:
    """The header above the list: of several, the one above single joins."""
    found = []
    for at, row in enumerate(grid.rows):
        low = [cell.casefold() for cell in row]
        holds: dict[str, int] = {}
        for column, cell in enumerate(low):
            holds.setdefault(HOLDS.get(cell, ""), column)
        holds.pop("", None)
        if WHO & set(holds) and not OF_MEETING & set(low):
            found.append(Header(at, holds))
    joined = [header for header in found if "joined" in header.holds]
    each = [header for header in joined if "first join" not in
            (cell.casefold() for cell in grid.rows[header.at])]  # fmt: skip
    return next(iter(each or found), None)


def layout_of(grid: Grid, header: Header) -> str:
    """Which program wrote the report, and in which of its layouts, in words."""
    cells = {cell.casefold() for cell in grid.rows[header.at]}
    above = {cell.casefold() for row in grid.rows[: header.at] for cell in row}
    if "name (original name)" in cells or OF_MEETING & above:
        if "joined" not in header.holds:
            return "a Zoom report with one row a person"
        meeting = ", the meeting above it" if OF_MEETING & above else ""
        return f"a Zoom report with one row a join{meeting}"
    if "action" in header.holds:
        return "a Teams list of who joined and left"
    if any(SECTION.fullmatch(row[0]) for row in grid.rows) or "first join" in cells:
        return "a Teams attendance report"
    return "a Google Meet report" if "time joined" in cells else "a sign-in sheet"


def entries_of(grid: Grid, header: Header) -> tuple[list[Entry], list[Fate]]:
    """The rows of the list; everything around it is no entry."""

    def cell(row: Sequence[str], what: str) -> str:
        at = header.holds.get(what)
        return row[at] if at is not None and at < len(row) else ""

    entries, fates, over = [], [], False
    for at, (row, number) in enumerate(zip(grid.rows, grid.numbers, strict=True)):
        over = over or (at > header.at and bool(SECTION.fullmatch(row[0])))
        name = cell(row, "name") or " ".join(
            part for part in (cell(row, "first"), cell(row, "last")) if part
        )
        if at <= header.at or over:
            fates.append(Fate(grid.sheet, number, "heading"))
        elif not (name or cell(row, "email") or cell(row, "code")):
            fates.append(Fate(grid.sheet, number, "aside", "nobody is named in the row"))
        elif re.fullmatch(r"(grand )?total.*", name, re.IGNORECASE):
            fates.append(Fate(grid.sheet, number, "heading"))
        else:
            entries.append(Entry(
                grid.sheet, number, name, cell(row, "email"), cell(row, "code"),
                cell(row, "joined") or _when(cell(row, "action"), cell(row, "at"), "join"),
                cell(row, "left") or _when(cell(row, "action"), cell(row, "at"), "left"),
                _length(cell(row, "minutes"), cell(row, "hours")),
            ))  # fmt: skip
    return entries, fates


def _when(action: str, at: str, word: str) -> str:
    """In a list of actions: the time, where the action is this one."""
    return at if action.casefold().startswith(word) else ""


def _length(minutes: str, hours: str) -> timedelta | None:
    if minutes:
        return length(minutes)
    return timedelta(hours=float(hours)) if re.fullmatch(r"\d+(\.\d+)?", hours) else None


def joined(entries: Sequence[Entry]) -> tuple[list[Entry], list[Fate]]:
    """In a list of actions, each time of leaving goes to the row of joining before it."""
    whole: list[Entry] = []
    fates: list[Fate] = []
    for entry in entries:
        before = next(
            (
                at
                for at in range(len(whole) - 1, -1, -1)
                if (whole[at].name, whole[at].email) == (entry.name, entry.email)
            ),
            None,
        )
        if entry.joined or not entry.left:
            whole.append(entry)
        elif before is not None and not whole[before].left:
            whole[before] = replace(whole[before], left=entry.left)
            fates.append(Fate(entry.sheet, entry.row, "heading"))
        else:
            fates.append(Fate(entry.sheet, entry.row, "aside", "a time of leaving without one of "
                              "joining"))  # fmt: skip
    return whole, fates
