"""Who names whom in a file: roster grids, square matrices, name slots and edge lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nicdev.intake.answers import Answers, Heading, answers
from nicdev.intake.grid import Grid
from nicdev.intake.labels import plain
from nicdev.intake.suggest import HEADERS

FROM = {"from", "source", "ego", "sender", "respondent", "from_id", "nominator"}
TO = {"to", "target", "alter", "receiver", "to_id", "nominee"}
STRENGTH = {"strength", "weight", "value", "frequency", "how often"}
SLOT = re.compile(r"(?:alter|name|person|nomination|contact|colleague|choice)[ _#-]*(\d+)")
STRENGTH_SLOT = re.compile(r"(?:strength|frequency|weight|how often)[ _#-]*(\d+)")
IDS = {"member_id", "id", "respondent", "respondent_id", "from", "rater", "who", ""}


@dataclass(frozen=True)
class Said:
    """What one row says.

    Parameters
    ----------
    row : its number
    who : name, e-mail and id of whoever says it
    named : whom, and how strong the tie is, both as written; a grid has a cell for each alter
    """

    row: int
    who: tuple[str, str, str]
    named: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Nominations:
    """The rows of a sheet that say who names whom.

    Parameters
    ----------
    layout : in words
    method : how it was asked: roster, matrix or names; '' where the layout does not say it
    said : a row each
    headings : rows that say nothing
    offered : alters with a column; those whom nobody could name are not among them
    slots : how many names there was room for; 0 where there are no slots
    valued : whether ties have strengths
    """

    layout: str
    method: str
    said: tuple[Said, ...]
    headings: tuple[int, ...]
    offered: tuple[str, ...] = ()
    slots: int = 0
    valued: bool = True


def nominations(
    grid: Grid, member: Callable[[str], bool], about: str, order: Sequence[str]
) -> Nominations | None:
    """Who names whom on a sheet; None where it has none of the layouts.

    Parameters
    ----------
    member : whether a header names somebody on the roster
    about : only columns whose header or question holds these words
    order : ids in the order of rows and columns, for a matrix without any
    """
    found = answers(grid)
    if found is None:
        return None
    bare = _bare(grid)
    if bare:
        return _without_ids(grid, order) if order else None
    headers = {plain(one.header): one for one in found.headings}
    source = next((headers[name] for name in headers if name in FROM), None)
    target = next((headers[name] for name in headers if name in TO), None)
    if source and target:
        return _edges(found, source, target, headers.get)
    slots = {match[1]: one for one in found.headings if _about(one, about)
             and (match := SLOT.fullmatch(plain(one.header)))}  # fmt: skip
    if slots:
        return _slots(found, slots, about)
    alters = [one for one in found.headings if _about(one, about)
              and one.at not in {at for at, _ in _who(found)}]  # fmt: skip
    return _grid(found, alters) if any(member(alter(one)) for one in alters) else None


def bare_matrix(grid: Grid) -> bool:
    """Whether a sheet is a matrix without ids."""
    return _bare(grid) is not None


def alter(heading: Heading) -> str:
    """Whom a column is about: what stands behind the question, or its header."""
    for text in (heading.text, heading.header):
        if match := re.fullmatch(r".*\[(.+)\]", text):
            return match[1].strip()
        if " - " in text:
            return text.rpartition(" - ")[2].strip()
    return heading.header


def _about(heading: Heading, about: str) -> bool:
    return plain(about) in plain(heading.header) or plain(about) in plain(heading.text)


def _who(found: Answers) -> list[tuple[int, str]]:
    """Columns that say who answers, and what they say: name, email or member_id."""
    what = [(one.at, HEADERS.get(plain(one.header), "")) for one in found.headings]
    who = [(at, said) for at, said in what if said in ("name", "email", "member_id")]
    who += [(one.at, "member_id") for one in found.headings if plain(one.header) in IDS
            and (one.at, "member_id") not in who]  # fmt: skip
    return who or [(0, "member_id")]


def _rows(found: Answers) -> list[tuple[int, tuple[str, ...], tuple[str, str, str]]]:
    who = _who(found)
    rows = []
    grid = found.grid
    for number, row in zip(grid.numbers[found.first :], grid.rows[found.first :], strict=True):
        cells = [(what, row[at]) for at, what in who if at < len(row) and row[at]]
        name, email, code = (" ".join(c for w, c in cells if w == what)
                             for what in ("name", "email", "member_id"))  # fmt: skip
        rows.append((number, row, (name, email, code)))
    return rows


def _top(found: Answers) -> tuple[int, ...]:
    return found.grid.numbers[: found.first]


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""


def _grid(found: Answers, alters: Sequence[Heading]) -> Nominations:
    rows = _rows(found)
    said = tuple(
        Said(number, who, tuple((alter(one), _cell(row, one.at)) for one in alters))
        for number, row, who in rows
    )
    offered = tuple(alter(one) for one in alters)
    senders = [plain(who[2] or who[0] or who[1]) for _, _, who in rows]
    square = sorted(senders) == sorted(map(plain, offered))
    return Nominations("a square matrix with ids" if square else "a roster grid",
                       "matrix" if square else "roster", said, _top(found), offered)  # fmt: skip


def _slots(found: Answers, slots: dict[str, Heading], about: str) -> Nominations:
    strengths = {match[1]: one.at for one in found.headings if _about(one, about)
                 and (match := STRENGTH_SLOT.fullmatch(plain(one.header)))}  # fmt: skip
    said = tuple(
        Said(number, who, tuple(
            (name, _cell(row, strengths[n]) if strengths else "1")
            for n, one in slots.items() if (name := _cell(row, one.at))
            and (not strengths or n in strengths)
        )) for number, row, who in _rows(found)
    )  # fmt: skip
    return Nominations("name slots", "names", said, _top(found), slots=len(slots),
                       valued=bool(strengths))  # fmt: skip


def _edges(
    found: Answers, source: Heading, target: Heading, header: Callable[[str], Heading | None]
) -> Nominations:
    strength = next((one for name in sorted(STRENGTH) if (one := header(name))), None)
    rows = list(zip(found.grid.numbers, found.grid.rows, strict=True))[found.first :]
    said = []
    for number, row in rows:
        name, whom = _cell(row, source.at), _cell(row, target.at)
        value = _cell(row, strength.at) if strength else "1"
        said.append(Said(number, (name, "", name), ((whom, value),) if whom else ()))
    return Nominations("an edge list", "", tuple(said), _top(found), valued=strength is not None)


def _bare(grid: Grid) -> int | None:
    """The width of a matrix without ids: numbers and nothing else, as many rows as columns."""
    width = max(map(len, grid.rows), default=0)
    number = re.compile(r"\d*(\.\d+)?", re.ASCII)
    numbers = all(number.fullmatch(cell) for row in grid.rows for cell in row)
    return width if numbers and width > 1 and grid.numbers[-1] <= width else None


def _without_ids(grid: Grid, order: Sequence[str]) -> Nominations | None:
    """A row that is not there was left blank: its sender is in `order`, and says nothing."""
    width = _bare(grid)
    if width != len(order):
        return None
    rows = dict(zip(grid.numbers, grid.rows, strict=True))
    said = tuple(
        Said(at, ("", "", code), tuple((whom, _cell(rows.get(at, ()), to))
                                       for to, whom in enumerate(order)))
        for at, code in enumerate(order, 1)
    )  # fmt: skip
    return Nominations("a square matrix without ids", "matrix", said, (), tuple(order))
