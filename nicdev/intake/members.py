"""A list of people in somebody's own layout: members, and what stands beside them.

A row is a person, or a person in one of several teams or roles. Organizations and teams that the
network does not have yet are made from their names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nicdev.errors import Problem
from nicdev.intake.days import days
from nicdev.intake.grid import Grid, Row, Source
from nicdev.intake.load import Fate, Load, table, unread
from nicdev.intake.roster import alike
from nicdev.tables.say import counted, quoted, words

# What a column holds, by its header in small letters.
HOLDS: Mapping[str, str] = {
    "member_id": "member_id", "member id": "member_id", "id": "member_id", "code": "member_id",
    "employee id": "member_id", "staff id": "member_id",
    "name": "name", "full name": "name", "first name": "first", "first": "first",
    "last name": "last", "last": "last", "surname": "last",
    "email": "email", "e-mail": "email", "email address": "email", "user email": "email",
    "joined": "joined_on", "joined_on": "joined_on", "joined on": "joined_on",
    "start date": "joined_on", "member since": "joined_on",
    "left": "left_on", "left_on": "left_on", "left on": "left_on", "end date": "left_on",
    "observed_from": "observed_from", "reason for leaving": "left_reason",
    "left_reason": "left_reason", "years improving": "years_improving",
    "years_improving": "years_improving",
    "school": "organization", "organization": "organization", "organisation": "organization",
    "site": "organization", "district": "organization", "org_id": "organization",
    "role": "role", "position": "role", "job title": "role", "title": "role",
    "team": "team", "improvement team": "team", "team_id": "team",
}  # fmt: skip
WHO = {"member_id", "name", "first", "email"}
PRIVATE = ("name", "email")  # what the params must declare private before it is kept
OF_MEMBER = ("left_on", "left_reason", "years_improving")
DAYS = ("joined_on", "left_on", "observed_from")


@dataclass(frozen=True)
class There:
    """What a network has before the list comes.

    Parameters
    ----------
    members : ids; emails : member id by address in small letters
    organizations, teams : id by name, and by id, in small letters
    private : columns that the params keep private in the members table
    """

    members: frozenset[str] = frozenset()
    emails: Mapping[str, str] = field(default_factory=dict)
    organizations: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    private: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Told:
    """What the list itself may not say.

    Parameters
    ----------
    observed_from : the day from which records show what people did; for rows without their own
    joined_on : the day of joining of rows without their own
    kind : what kind the organizations are that are new
    dates : the order of day and month, where both can be
    """

    observed_from: str = ""
    joined_on: str = ""
    kind: str = "school"
    dates: str = ""


def members(source: Source, there: There, told: Told) -> Load:
    """Rows for members, roles, memberships, and for organizations and teams that are new.

    Ids are made where the list has none; a person is the same in two rows of one id, one address
    or, without these, one name. Whoever is on the roster already gets no second row there.
    """
    layout = "a list of people"
    if not source.readable:
        return unread(source, "nothing that could be opened")
    found = [(grid, at) for grid in source.grids if (at := _header(grid)) is not None]
    if not found:
        return unread(source, layout, [_no_list(source)])
    fates: list[Fate] = []
    rows: list[_Person] = []
    for grid in source.grids:
        mine, others = _read(grid)
        rows += mine
        fates += others
    named = {what for grid, at in found for what in _heads(grid.rows[at])}
    problems = list(_not_told(source, named, there, told))
    on, order, odd = days(source.file, (
        (row.number, what, row.cells[what]) for row in rows for what in DAYS if row.cells.get(what)
    ), told.dates)  # fmt: skip
    problems += odd
    if problems:
        return unread(source, layout, problems)
    made = _Made(there, told, on)
    for row in rows:
        into = made.add(row)
        why = "" if into else "says nothing that is not there already"
        fates.append(Fate(row.sheet, row.number, "used" if into else "aside", why, into))
    tables = {name: table(name, lines) for name, lines in made.lines.items() if lines}
    if there.private and "members" in tables:
        extra = [column for column in PRIVATE if column in there.private]
        for column in extra:
            tables["members"][column] = [line.get(column, "") for line in made.lines["members"]]
    unused = _unused(found)
    guesses = list(made.guesses())
    guesses += [f"Days are read as {order}."] if order else []
    guesses += [f"Not read: the columns {words(map(quoted, unused))}."] if unused else []
    fates.sort(key=lambda fate: (fate.sheet, fate.row))
    return Load(source, layout, tables, tuple(fates), tuple(guesses), source.problems)


@dataclass(frozen=True)
class _Person:
    sheet: str
    number: int
    cells: Mapping[str, str]

    @property
    def name(self) -> str:
        parts = [self.cells.get(part, "") for part in ("first", "last")]
        return self.cells.get("name", "") or " ".join(part for part in parts if part)


def _heads(row: Row) -> dict[str, int]:
    """What the columns hold, where the row is one of headers that name people."""
    holds: dict[str, int] = {}
    for at, cell in enumerate(row):
        if what := HOLDS.get(alike(cell)):
            holds.setdefault(what, at)
    return holds if WHO & set(holds) and len(holds) > 1 else {}


def _header(grid: Grid) -> int | None:
    return next((at for at, row in enumerate(grid.rows) if _heads(row)), None)


def _read(grid: Grid) -> tuple[list[_Person], list[Fate]]:
    header = _header(grid)
    if header is None:
        why = "no list of people was found on the sheet"
        return [], [Fate(grid.sheet, number, "aside", why) for number in grid.numbers]
    holds = _heads(grid.rows[header])
    people, fates = [], []
    for at, (row, number) in enumerate(zip(grid.rows, grid.numbers, strict=True)):
        cells = {what: row[column] for what, column in holds.items() if column < len(row)}
        if at <= header:
            fates.append(Fate(grid.sheet, number, "heading"))
        elif not any(cells.get(what) for what in WHO):
            fates.append(Fate(grid.sheet, number, "aside", "nobody is named in the row"))
        elif re.fullmatch(r"(grand )?total\b.*", cells.get("name") or "", re.IGNORECASE):
            fates.append(Fate(grid.sheet, number, "heading"))
        else:
            people.append(_Person(grid.sheet, number, cells))
    return people, fates


class _Made:
    """The rows of the tables, while they grow line by line."""

    def __init__(self, there: There, told: Told, on: Mapping[str, str]) -> None:
        self.lines: dict[str, list[dict[str, str]]] = {
            name: [] for name in ("organizations", "teams", "members", "roles", "memberships")
        }
        self._there, self._told, self._on = there, told, on
        self._ids: dict[str, str] = {}
        self._taken = set(there.members)
        self._groups = {"organizations": dict(there.organizations), "teams": dict(there.teams)}
        self._numbered = 0
        self._roles: dict[str, str] = {}

    def add(self, row: _Person) -> tuple[tuple[str, int], ...]:
        """The rows that a line of the list goes into."""
        cells = row.cells
        into = []
        known, member = self._member(row)
        day = {what: self._on.get(cells.get(what, ""), "") for what in DAYS}
        joined = day["joined_on"] or self._told.joined_on
        if not known:
            line = {"member_id": member, "joined_on": joined,
                    "observed_from": day["observed_from"] or self._told.observed_from,
                    "left_on": day["left_on"], "name": row.name,
                    "email": cells.get("email", "")}  # fmt: skip
            line |= {what: cells.get(what, "") for what in OF_MEMBER if what != "left_on"}
            into.append(self._put("members", line))
        organization = self._group("organizations", cells.get("organization", ""), joined, into)
        if cells.get("role") and organization:
            into.append(self._put("roles", {
                "member_id": member, "org_id": organization, "role": self._role(cells["role"]),
                "hub_tier": "none", "from_on": joined, "to_on": day["left_on"],
            }))  # fmt: skip
        for name in (cells.get("team") or "").split(";"):
            if team := self._group("teams", name.strip(), joined, into, organization):
                into.append(self._put("memberships", {"member_id": member, "team_id": team}))
        return tuple(place for place in into if place is not None)

    def guesses(self) -> Iterator[str]:
        """What was decided without being told."""
        if self._numbered:
            yield (f"{counted(self._numbered, 'person has', 'people have')} no id in the list and "
                   "got one.")  # fmt: skip
        for name, what in (("organizations", "organization"), ("teams", "team")):
            new = self.lines[name]
            if new:
                kinds = words(sorted({quoted(line["kind"]) for line in new}))
                yield f"{counted(len(new), what, what + 's')} made from the names, of kind {kinds}."
        if self.lines["roles"]:
            yield ("Roles begin on the day of joining, those that differ in capitals alone are "
                   "one, and none of them is counted as the hub's.")  # fmt: skip

    def _role(self, called: str) -> str:
        """As it was first spelled."""
        return self._roles.setdefault(alike(called), called)

    def _put(self, name: str, line: dict[str, str]) -> tuple[str, int] | None:
        """Where the line stands now; None where it stands there already."""
        if line in self.lines[name]:
            return None
        self.lines[name].append(line)
        return name, len(self.lines[name]) - 1

    def _member(self, row: _Person) -> tuple[bool, str]:
        """Whether the person has a row already, and the id."""
        code, email = row.cells.get("member_id", ""), row.cells.get("email", "").casefold()
        if code:
            known = code in self._taken
            self._taken.add(code)
            return known, code
        key = email or alike(row.name)
        if email in self._there.emails:
            return True, self._there.emails[email]
        if key in self._ids:
            return True, self._ids[key]
        at = len(self._taken) + 1
        while f"m{at:03d}" in self._taken:
            at += 1
        self._ids[key] = f"m{at:03d}"
        self._taken.add(self._ids[key])
        self._numbered += 1
        return False, self._ids[key]

    def _group(
        self, name: str, called: str, joined: str, into: list[tuple[str, int] | None],
        organization: str = "",
    ) -> str:  # fmt: skip
        """The id of an organization or a team, made where there is none of that name."""
        if not called:
            return ""
        known = self._groups[name]
        key = alike(called)
        if key not in known:
            known[key] = _code(called, set(known.values()))
            if name == "organizations":
                line = {"org_id": known[key], "name": called, "kind": self._told.kind,
                        "joined_on": joined}  # fmt: skip
            else:
                kind = "hub" if "hub" in key.split() else "improvement team"
                line = {"team_id": known[key], "org_id": organization, "name": called, "kind": kind}
            into.append(self._put(name, line))
        return known[key]


def _code(name: str, taken: set[str]) -> str:
    """A short id from a name: its letters and digits, with a number where two would be alike."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    code = "-".join(re.findall(r"[a-z0-9]+", plain.casefold()))[:24].strip("-") or "group"
    at = 2
    made = code
    while made in taken:
        made, at = f"{code}-{at}", at + 1
    return made


def _unused(found: Sequence[tuple[Grid, int]]) -> list[str]:
    return list(dict.fromkeys(
        cell for grid, at in found for column, cell in enumerate(grid.rows[at])
        if cell and column not in _heads(grid.rows[at]).values()
    ))  # fmt: skip


def _not_told(source: Source, named: set[str], there: There, told: Told) -> Iterator[Problem]:
    """What has to be said before the list can be used."""
    lacking = [what for what in PRIVATE if what not in there.private
               and (what in named or (what == "name" and "first" in named))]  # fmt: skip
    if lacking:
        yield Problem(
            "not_private", source.file, f"the {words(lacking)} of people",
            "columns that the params declare private",
            f"Add to the params: private: {{members: [{', '.join(lacking)}]}}.",
        )  # fmt: skip
    if "joined_on" not in named and not told.joined_on:
        yield Problem(
            "no_joining", source.file, "no column that says when people joined",
            "a column Joined, or a day that is told", "Say it: --joined-on 2025-01-31.",
        )  # fmt: skip
    if "observed_from" not in named and not told.observed_from:
        yield Problem(
            "no_records", source.file, "nothing that says from when your records show what people "
            "did", "a day that is told", "Say it: --observed-from 2025-01-31.",
        )  # fmt: skip


def _no_list(source: Source) -> Problem:
    return Problem(
        "no_list", source.file, "no row of headers that names people",
        "a column such as Name, Email or member_id, and another beside it",
        "Write such headers above the list.",
    )  # fmt: skip
