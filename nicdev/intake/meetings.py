"""Who came to a meeting: reports of Zoom, Teams and Google Meet, and sign-in sheets.

Layouts: Zoom's participant list (one row a person, or one row a join, with or without the meeting
above it), Teams' attendance report (with its three parts, or the older list of who joined and
left), Google Meet's, and a sheet with a name, an address or an id in each row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from nicdev.errors import Problem
from nicdev.intake.clock import length, moment, orders, union
from nicdev.intake.grid import Grid, Source
from nicdev.intake.load import Fate, Load, table, unread
from nicdev.intake.roster import People
from nicdev.tables.say import counted

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
PHONE = re.compile(r"\+?[\d\s().*-]{5,}")
BOT = re.compile(
    r"\b(otter\.?ai|fireflies|read\.ai|fathom|tl;?dv|note ?taker|ai companion|recorder)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Meeting:
    """The event that a report is about.

    Parameters
    ----------
    event_id : its id in the events table
    held_on : the day, where the events table has it or it was told
    known : whether the events table has it already
    structure, team_id : for an event that is new
    at_least : minutes; whoever stayed for less altogether is set aside
    """

    event_id: str
    held_on: date | None = None
    known: bool = False
    structure: str = ""
    team_id: str = ""
    at_least: float = 0


class _Header(NamedTuple):
    at: int  # position of its row in the grid
    holds: Mapping[str, int]


@dataclass(frozen=True)
class _Entry:
    """One row of a report: who, when or for how long."""

    sheet: str
    row: int
    name: str
    email: str
    code: str
    joined: str = ""
    left: str = ""
    lasted: timedelta | None = None


def attendance(source: Source, meeting: Meeting, people: People) -> Load:
    """Rows for the attendance table, and for the events table where the event is new.

    A person's overlapping joins count once. Where only lengths are known, the longest of several
    rows of a person is taken. Whoever is not known is set aside, as are phones and note takers.
    """
    if not source.readable:
        return unread(source, "nothing that could be opened")
    fates: list[Fate] = []
    entries: list[_Entry] = []
    layouts: list[str] = []
    for grid in source.grids:
        header = _list_of(grid)
        if header is None:
            fates += [Fate(grid.sheet, number, "aside", "no list of people was found on the sheet")
                      for number in grid.numbers]  # fmt: skip
            continue
        layouts.append(_layout(grid, header))
        mine, others = _entries(grid, header)
        entries += mine
        fates += others
    if not layouts:
        return unread(source, "no list of people", [_no_list(source)])
    entries, more = _joins(entries)
    fates += more
    order, problems = _order(source, entries, meeting)
    if problems:
        return unread(source, layouts[0], problems)
    return _made(source, layouts[0], meeting, people, entries, fates, order)


def unknown(source: Source, people: People) -> list[tuple[str, str]]:
    """Name and e-mail of everybody in a report who is not known yet; note takers are nobody."""
    found = []
    for grid in source.grids:
        header = _list_of(grid)
        for entry in _entries(grid, header)[0] if header else ():
            who = people.who(entry.name, entry.email, entry.code)
            if who is None and not BOT.search(entry.name):
                found.append((entry.name, entry.email))
    return list(dict.fromkeys(found))


def _list_of(grid: Grid) -> _Header | None:
    """The header above the list: of several, the one above single joins."""
    found = []
    for at, row in enumerate(grid.rows):
        low = [cell.casefold() for cell in row]
        holds: dict[str, int] = {}
        for column, cell in enumerate(low):
            holds.setdefault(HOLDS.get(cell, ""), column)
        holds.pop("", None)
        if WHO & set(holds) and not OF_MEETING & set(low):
            found.append(_Header(at, holds))
    joined = [header for header in found if "joined" in header.holds]
    each = [header for header in joined if "first join" not in
            (cell.casefold() for cell in grid.rows[header.at])]  # fmt: skip
    return next(iter(each or found), None)


def _layout(grid: Grid, header: _Header) -> str:
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


def _entries(grid: Grid, header: _Header) -> tuple[list[_Entry], list[Fate]]:
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
            entries.append(_Entry(
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


def _joins(entries: Sequence[_Entry]) -> tuple[list[_Entry], list[Fate]]:
    """In a list of actions, each time of leaving goes to the row of joining before it."""
    whole: list[_Entry] = []
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


def _order(
    source: Source, entries: Sequence[_Entry], meeting: Meeting
) -> tuple[str, list[Problem]]:
    """The order of day, month and year in the times: one that all allow and the day agrees with."""
    texts = [text for entry in entries for text in (entry.joined, entry.left) if text]
    possible = orders(texts)
    if not texts:
        if meeting.held_on or meeting.known:
            return "", []
        return "", [_no_day(source, meeting)]
    if meeting.held_on:
        possible = [order for order in possible
                    if meeting.held_on in {_day(text, order) for text in texts}]  # fmt: skip
    found = {_day(texts[0], order) for order in possible}
    if len(found) == 1:
        return possible[0], []
    if not found:
        return "", [_other_day(source, meeting, texts[0])]
    return "", [_two_days(source, texts[0], sorted(str(day) for day in found))]


def _day(text: str, order: str) -> date | None:
    when = moment(text, order)
    return when.date() if when else None


def _made(
    source: Source,
    layout: str,
    meeting: Meeting,
    people: People,
    entries: Sequence[_Entry],
    fates: list[Fate],
    order: str,
) -> Load:
    """Tables and fates from entries, once it is known how times are to be read."""
    by_member: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        who = people.who(entry.name, entry.email, entry.code)
        why = _why_not(entry, who, order)
        if why:
            fates.append(Fate(entry.sheet, entry.row, "aside", why))
        else:
            by_member[str(who)].append(entry)
    stays = {member: _stay(mine, order) for member, mine in by_member.items()}
    enough = timedelta(minutes=meeting.at_least)
    came: list[dict[str, str]] = []
    for member, mine in by_member.items():
        stay = stays[member]
        if stay is not None and stay < enough:
            why = f"shorter than {meeting.at_least:g} minutes altogether"
            fates += [Fate(entry.sheet, entry.row, "aside", why) for entry in mine]
            continue
        into = (("attendance", len(came)),)
        fates += [Fate(entry.sheet, entry.row, "used", into=into) for entry in mine]
        hours = "" if stay is None else f"{stay.total_seconds() / 3600:.4g}"
        came.append({"event_id": meeting.event_id, "member_id": member, "duration_hours": hours})
    guesses = list(_guesses(layout, order, by_member))
    tables = {"attendance": table("attendance", came)} if came else {}
    if came and not meeting.known:
        event, said = _event(meeting, entries, order)
        tables = {"events": table("events", [event])} | tables
        guesses.append(said)
    problems = [*source.problems, *([] if came else [_nobody(source)])]
    fates.sort(key=lambda fate: (fate.sheet, fate.row))
    return Load(source, layout, tables, tuple(fates), tuple(guesses), tuple(problems))


def _why_not(entry: _Entry, who: str | None, order: str) -> str:
    """Why a row counts for nobody; '' where it counts."""
    if who == "":
        return "confirmed as nobody on the roster"
    if who is None:
        if PHONE.fullmatch(entry.name):
            return "a phone, which nobody has confirmed whose it is"
        if BOT.search(entry.name):
            return "a note taker and no person"
        return "nobody has confirmed who this is"
    if order and entry.joined and entry.left:
        start, stop = moment(entry.joined, order), moment(entry.left, order)
        return "leaves before joining" if start and stop and stop < start else ""
    if entry.joined and not entry.left and entry.lasted is None:
        return "no time of leaving"
    return ""


def _stay(entries: Sequence[_Entry], order: str) -> timedelta | None:
    """How long somebody was there; None where nothing says it."""
    spans = [span for entry in entries if (span := _span(entry, order))]
    lengths = [entry.lasted for entry in entries if entry.lasted is not None]
    if spans and len(spans) == len(entries):
        whole = union(spans)
        # First joining to last leaving is no stay where the report has a length beside it.
        return min(whole, max(lengths)) if len(entries) == 1 and lengths else whole
    return max(lengths, default=None)


def _span(entry: _Entry, order: str) -> tuple[datetime, datetime] | None:
    if not (order and entry.joined and entry.left):
        return None
    start, stop = moment(entry.joined, order), moment(entry.left, order)
    return (start, stop) if start and stop else None


def _guesses(layout: str, order: str, by_member: Mapping[str, Sequence[_Entry]]) -> Iterator[str]:
    if order:
        yield f"Times are read as {order}."
    several = sum(len(mine) > 1 and not all(_span(entry, order) for entry in mine)
                  for mine in by_member.values())  # fmt: skip
    if several:
        yield (f"{counted(several, 'person has', 'people have')} several rows without the times of "
               "joining and leaving: the longest was taken.")  # fmt: skip


def _event(meeting: Meeting, entries: Sequence[_Entry], order: str) -> tuple[dict[str, str], str]:
    """The event's own row: its day and length are those of the list."""
    spans = [span for entry in entries if (span := _span(entry, order))]
    row = {"event_id": meeting.event_id, "structure": meeting.structure,
           "team_id": meeting.team_id}  # fmt: skip
    if not spans:
        lasted = max((entry.lasted for entry in entries if entry.lasted), default=None)
        hours = "" if lasted is None else f"{lasted.total_seconds() / 3600:.4g}"
        row |= {"held_on": str(meeting.held_on), "duration_hours": hours}
        return row, "The event is as long as the longest stay."
    start, stop = min(span[0] for span in spans), max(span[1] for span in spans)
    row |= {"held_on": str(meeting.held_on or start.date()),
            "duration_hours": f"{(stop - start).total_seconds() / 3600:.4g}"}  # fmt: skip
    return row, "The event lasts from the first joining to the last leaving."


def _no_list(source: Source) -> Problem:
    return Problem(
        "no_list", source.file, "no row of headers that names people",
        "a column such as Name, User Email or member_id",
        "Save the report again as it comes, or write such headers above the list.",
    )  # fmt: skip


def _no_day(source: Source, meeting: Meeting) -> Problem:
    return Problem(
        "no_day", source.file, f"nothing that says when {meeting.event_id} was held",
        "times in the list, or a day that is told", "Say it: --held-on 2025-01-31.",
    )  # fmt: skip


def _other_day(source: Source, meeting: Meeting, text: str) -> Problem:
    expected = f"times on {meeting.held_on}" if meeting.held_on else "times such as 2025-01-31 9:30"
    return Problem(
        "other_day", source.file, f"times such as '{text}'", expected,
        "Correct the day of the event, or bring the report of the right meeting.",
    )  # fmt: skip


def _two_days(source: Source, text: str, found: Sequence[str]) -> Problem:
    return Problem(
        "two_days", source.file, f"'{text}', which is {' or '.join(found)}",
        "times that can be read in one way", f"Say which day it was: --held-on {found[0]}.",
    )  # fmt: skip


def _nobody(source: Source) -> Problem:
    return Problem(
        "nobody_known", source.file, "nobody who is known to be on the roster",
        "people by id, by e-mail, or by a name that was confirmed",
        "Run the same command with --review, confirm who is who, and bring the report again.",
    )  # fmt: skip
