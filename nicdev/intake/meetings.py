"""Who came to a meeting: reports of Zoom, Teams and Google Meet, and sign-in sheets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nicdev.errors import Problem
from nicdev.intake.clock import moment, orders, union
from nicdev.intake.grid import Source
from nicdev.intake.load import Fate, Load, table, unread
from nicdev.intake.meeting_rows import Entry, entries_of, joined, layout_of, list_of
from nicdev.intake.roster import People
from nicdev.tables.say import counted

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


def attendance(source: Source, meeting: Meeting, people: People) -> Load:
    """Rows for the attendance table, and for the events table where the event is new.

    A person's overlapping joins count once. Where only lengths are known, the longest of several
    rows of a person is taken. Whoever is not known is set aside, as are phones and note takers.
    """
    if not source.readable:
        return unread(source, "nothing that could be opened")
    fates: list[Fate] = []
    entries: list[Entry] = []
    layouts: list[str] = []
    for grid in source.grids:
        header = list_of(grid)
        if header is None:
            fates += [Fate(grid.sheet, number, "aside", "no list of people was found on the sheet")
                      for number in grid.numbers]  # fmt: skip
            continue
        layouts.append(layout_of(grid, header))
        mine, others = entries_of(grid, header)
        entries += mine
        fates += others
    if not layouts:
        return unread(source, "no list of people", [_no_list(source)])
    entries, more = joined(entries)
    fates += more
    order, problems = _order(source, entries, meeting)
    if problems:
        return unread(source, layouts[0], problems)
    return _made(source, layouts[0], meeting, people, entries, fates, order)


def unknown(source: Source, people: People) -> list[tuple[str, str]]:
    """Name and e-mail of everybody in a report who is not known yet; note takers are nobody."""
    found = []
    for grid in source.grids:
        header = list_of(grid)
        for entry in entries_of(grid, header)[0] if header else ():
            who = people.who(entry.name, entry.email, entry.code)
            if who is None and not BOT.search(entry.name):
                found.append((entry.name, entry.email))
    return list(dict.fromkeys(found))


def _order(source: Source, entries: Sequence[Entry], meeting: Meeting) -> tuple[str, list[Problem]]:
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
    entries: Sequence[Entry],
    fates: list[Fate],
    order: str,
) -> Load:
    """Tables and fates from entries, once it is known how times are to be read."""
    by_member: dict[str, list[Entry]] = defaultdict(list)
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


def _why_not(entry: Entry, who: str | None, order: str) -> str:
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


def _stay(entries: Sequence[Entry], order: str) -> timedelta | None:
    """How long somebody was there; None where nothing says it."""
    spans = [span for entry in entries if (span := _span(entry, order))]
    lengths = [entry.lasted for entry in entries if entry.lasted is not None]
    if spans and len(spans) == len(entries):
        whole = union(spans)
        # First joining to last leaving is no stay where the report has a length beside it.
        return min(whole, max(lengths)) if len(entries) == 1 and lengths else whole
    return max(lengths, default=None)


def _span(entry: Entry, order: str) -> tuple[datetime, datetime] | None:
    if not (order and entry.joined and entry.left):
        return None
    start, stop = moment(entry.joined, order), moment(entry.left, order)
    return (start, stop) if start and stop else None


def _guesses(layout: str, order: str, by_member: Mapping[str, Sequence[Entry]]) -> Iterator[str]:
    if order:
        yield f"Times are read as {order}."
    several = sum(len(mine) > 1 and not all(_span(entry, order) for entry in mine)
                  for mine in by_member.values())  # fmt: skip
    if several:
        yield (f"{counted(several, 'person has', 'people have')} several rows without the times of "
               "joining and leaving: the longest was taken.")  # fmt: skip


def _event(meeting: Meeting, entries: Sequence[Entry], order: str) -> tuple[dict[str, str], str]:
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
