"""Answers to a survey: a row for each sheet, a column for each question, read by a codebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from nicdev.errors import Problem
from nicdev.intake.answers import answers
from nicdev.intake.codebook import Codebook
from nicdev.intake.grid import Source
from nicdev.intake.load import Fate, Load, table, unread
from nicdev.intake.roster import People
from nicdev.intake.sheets import Reading, Sheet
from nicdev.intake.strangers import unconfirmed
from nicdev.tables.say import counted, quoted, some


@dataclass(frozen=True)
class Asked:
    """The survey as the network knows it.

    Parameters
    ----------
    wave : in which wave it was asked
    fielded_on : the day it was sent, where it was told
    everyone : those who were asked, where it was told that all on the roster that day were
    listed : members whom the instruments table has for this wave, with their status
    there : sheets of this wave that the network has already: respondent id and member id
    keep : which of several finished sheets of a person counts: ``first``, ``last``, '' for none
    """

    wave: str
    fielded_on: date | None = None
    everyone: tuple[str, ...] = ()
    listed: Mapping[str, str] = field(default_factory=dict)
    there: Mapping[str, str] = field(default_factory=dict)
    keep: str = ""


def survey(source: Source, book: Codebook, asked: Asked, people: People) -> Load:
    """Rows for items, instruments, respondents and responses."""
    if not source.readable:
        return unread(source, "nothing that could be opened")
    sheets = [found for grid in source.grids if (found := answers(grid))]
    best = max(sheets, key=lambda one: sum(bool(one.named(line.column)) for line in book.lines),
               default=None)  # fmt: skip
    if best is None or not any(best.named(line.column) for line in book.lines):
        return unread(source, "no answers", [_no_columns(source.file, book)])
    why = "a sheet that the codebook does not speak of"
    others = [grid for grid in source.grids if grid is not best.grid]
    fates = [Fate(grid.sheet, n, "aside", why) for grid in others for n in grid.numbers]
    reading = Reading(source.file, best, book)
    fates += [Fate(best.grid.sheet, number, "heading")
              for number in best.grid.numbers[: best.first]]  # fmt: skip
    fates += reading.asides
    held, more, problems = _whose(reading, asked, people)
    fates += [Fate(best.grid.sheet, sheet.row, "aside", why) for sheet, why in more]
    problems = [*source.problems, *reading.problems, *problems]
    rows = _made(reading, held, asked, source.sha256[:6])
    settled = _settled(reading, held, rows, asked)
    if not rows.tables["respondents"] and not any(p.level == "error" for p in problems):
        settled.append(_nobody(source.file))
    problems += settled
    if any(problem.level == "error" for problem in problems):
        return unread(source, best.layout, [p for p in problems if p not in source.problems])
    for sheet in held:
        into = tuple(rows.into[sheet.row])
        fate = Fate(best.grid.sheet, sheet.row, "aside", "no question is answered")
        fates.append(replace(fate, became="used", why="", into=into) if into else fate)
    tables = {name: table(name, made) for name, made in rows.tables.items() if made}
    guesses = _guesses(reading, held, rows, asked)
    order = {grid.sheet: at for at, grid in enumerate(source.grids)}
    fates.sort(key=lambda fate: (order[fate.sheet], fate.row))
    return Load(source, best.layout, tables, tuple(fates), tuple(guesses), tuple(problems))


def unknown(source: Source, book: Codebook, people: People) -> list[tuple[str, str]]:
    """Name and e-mail of everybody who answered and is not known yet."""
    found = []
    for grid in source.grids if source.readable else ():
        sheet = answers(grid)
        for one in Reading(source.file, sheet, book).sheets if sheet else ():
            name, email, code = _who(one)
            if (name or email or code) and people.who(name or code, email, code) is None:
                found.append((name or code, email))
    return list(dict.fromkeys(found))


def _who(sheet: Sheet) -> tuple[str, str, str]:
    return tuple(sheet.facts.get(what, "") for what in ("name", "email", "member_id"))  # type: ignore[return-value]


def _whose(
    reading: Reading, asked: Asked, people: People
) -> tuple[list[Sheet], list[tuple[Sheet, str]], list[Problem]]:
    """The sheets that count, those that do not and why, and what has to be settled first."""
    held: list[Sheet] = []
    aside: list[tuple[Sheet, str]] = []
    strangers: list[Sheet] = []
    by_member: dict[str, list[Sheet]] = defaultdict(list)
    there = set(asked.there.values()) - {""}
    for sheet in reading.sheets:
        name, email, code = _who(sheet)
        who = people.who(name or code, email, code) if name or email or code else "-"
        if sheet.facts.get("respondent_id") in asked.there or who in there:
            aside.append((sheet, "answers that the network has already"))
        elif who is None:
            strangers.append(sheet)
        elif who == "":
            aside.append((sheet, "confirmed as nobody on the roster"))
        elif who == "-":
            if sheet.blank:
                aside.append((sheet, "no question is answered"))
            else:
                held.append(sheet)
        else:
            sheet.member = who
            by_member[who].append(sheet)
    problems = []
    if strangers:
        names = [" ".join(part for part in _who(sheet) if part) for sheet in strangers]
        problems.append(unconfirmed(reading.file, names, [sheet.row for sheet in strangers]))
    unsigned = [sheet.row for sheet in held]
    if unsigned and not reading.book.anonymous:
        problems.append(_unsigned(reading.file, unsigned))
    for member, mine in by_member.items():
        one, others, why = _one_of(mine, asked.keep)
        if one is None:
            problems.append(_two_sheets(reading.file, member, [sheet.row for sheet in mine]))
        else:
            held.append(one)
            aside += [(sheet, why) for sheet in others]
    return sorted(held, key=lambda sheet: sheet.row), aside, problems


def _one_of(mine: Sequence[Sheet], keep: str) -> tuple[Sheet | None, list[Sheet], str]:
    """The sheet of a person that counts: a finished one before others, then what was told."""
    if len(mine) == 1:
        return mine[0], [], ""
    for left, why in (
        ([s for s in mine if not s.blank], "an empty sheet of somebody who has another one"),
        ([s for s in mine if not s.blank and s.facts.get("finished") == "yes"],
         "an unfinished sheet of somebody who finished another one"),
    ):  # fmt: skip
        if len(left) == 1:
            return left[0], [sheet for sheet in mine if sheet is not left[0]], why
    if keep:
        one = mine[0] if keep == "first" else mine[-1]
        return one, [s for s in mine if s is not one], f"not the {keep} sheet of this person"
    return None, [], ""


class _Rows:
    """Rows for the tables, and for each row of the source where it went."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, str]]] = {
            name: [] for name in ("items", "instruments", "respondents", "responses")
        }
        self.into: dict[int, list[tuple[str, int]]] = defaultdict(list)

    def add(self, name: str, row: dict[str, str], source: int | None = None) -> None:
        if source is not None:
            self.into[source].append((name, len(self.tables[name])))
        self.tables[name].append(row)


def _made(reading: Reading, held: Sequence[Sheet], asked: Asked, mark: str) -> _Rows:
    rows = _Rows()
    for item in reading.book.new_items:
        rows.add("items", dict(item))
    for sheet in held:
        if sheet.member and sheet.member not in asked.listed:
            rows.add("instruments", _instrument(asked, sheet.member, _status(sheet)), sheet.row)
        if sheet.blank:
            continue
        code = sheet.facts.get("respondent_id") or f"{mark}-{sheet.row}"
        facts = {name: sheet.facts.get(name, "") for name in ("org_id", "team_id", "is_hub")}
        given = {"wave": asked.wave, "respondent_id": code}
        rows.add("respondents", given | {"member_id": sheet.member} | facts, sheet.row)
        for item_id, value, missing in sheet.given:
            answer = {"item_id": item_id, "value": value, "missing": missing}
            rows.add("responses", given | answer, sheet.row)
    answered = {sheet.member for sheet in held}
    for member in () if reading.book.anonymous else asked.everyone:
        if member not in answered and member not in asked.listed:
            rows.add("instruments", _instrument(asked, member, "invited"))
    return rows


def _instrument(asked: Asked, member: str, status: str) -> dict[str, str]:
    return {"wave": asked.wave, "instrument": "survey", "member_id": member,
            "fielded_on": str(asked.fielded_on or ""), "status": status}  # fmt: skip


def _status(sheet: Sheet) -> str:
    if sheet.blank:
        return "invited"
    return "partial" if sheet.facts.get("finished") == "no" else "responded"


def _settled(reading: Reading, held: Sequence[Sheet], rows: _Rows, asked: Asked) -> list[Problem]:
    """What keeps the rows from being used, or should be known, once it is known whose they are."""
    file = reading.file
    problems: list[Problem] = []
    rows_of: dict[str, list[int]] = defaultdict(list)
    for sheet in held:
        rows_of[sheet.facts.get("respondent_id", "")].append(sheet.row)
    nameless = rows_of.pop("", [])
    problems += [_code_twice(file, code, at) for code, at in rows_of.items() if len(at) > 1]
    if rows.tables["instruments"] and asked.fielded_on is None:
        problems.append(_no_day(file))
    said = {s.row: asked.listed.get(s.member, "responded") for s in held if not s.blank}
    silent = [row for row, status in said.items() if status not in ("responded", "partial")]
    if silent:
        problems.append(_status_stands(file, silent))
    if asked.there and any(sheet.row in nameless and not sheet.member for sheet in held):
        problems.append(_once_more(file, asked.wave))
    return problems


def _guesses(reading: Reading, held: Sequence[Sheet], rows: _Rows, asked: Asked) -> list[str]:
    said = []
    held_by = {line.holds for line, _ in reading.columns}
    if reading.book.anonymous:
        said.append("No column says who answered: the survey is read as anonymous.")
    elif "finished" not in held_by:
        said.append("No column says who finished: whoever answered anything has responded.")
    if "respondent_id" not in held_by:
        said.append("No column names the sheets: they are named after the file and their rows.")
    used = {sheet.row for sheet in held if not sheet.blank}
    for why in ("skipped", "not_asked"):
        empty = sum(taken == why and row in used for row, taken in reading.assumed)
        if empty:
            said.append(f"{counted(empty, 'empty cell is', 'empty cells are')} read as {why}.")
    if asked.everyone and not reading.book.anonymous:
        more = sum(not any(("instruments", at) in where for where in rows.into.values())
                   for at in range(len(rows.tables["instruments"])))  # fmt: skip
        said.append("Everybody on the roster that day was asked, as was told: "
                    f"{counted(more, 'person', 'people')} without answers.")  # fmt: skip
    elif not reading.book.anonymous:
        said.append("Nothing says who else was asked: only those who answered are written down.")
    return said


def _no_columns(file: str, book: Codebook) -> Problem:
    return Problem(
        "no_columns", file, "none of the columns that the codebook speaks of",
        f"columns such as {some([line.column for line in book.lines])}",
        f"Correct the column column of {book.file}, or bring the right export.",
    )  # fmt: skip


def _unsigned(file: str, rows: Sequence[int]) -> Problem:
    return Problem(
        "unsigned", file, "answers without a word of who gave them", "one of id, e-mail or name",
        "Fill it in, or go on: they count as anonymous.", tuple(rows), level="warning",
    )  # fmt: skip


def _two_sheets(file: str, member: str, rows: Sequence[int]) -> Problem:
    return Problem(
        "two_sheets", file, f"{len(rows)} sheets of answers from {quoted(member)}",
        "one sheet of a person", "Say which of them counts: --keep first, or --keep last.",
        tuple(rows),
    )  # fmt: skip


def _code_twice(file: str, code: str, rows: Sequence[int]) -> Problem:
    return Problem(
        "sheet_twice", file, f"the sheet {quoted(code)} in more than one row",
        "a code of its own for each sheet",
        "Correct the codebook if the column holds something else than the sheet's code.",
        tuple(rows),
    )  # fmt: skip


def _no_day(file: str) -> Problem:
    return Problem(
        "no_day", file, "nothing that says when the survey was sent", "a day that is told",
        "Say it: --fielded-on 2025-01-31.",
    )  # fmt: skip


def _status_stands(file: str, rows: Sequence[int]) -> Problem:
    return Problem(
        "status_stands", file, "answers from people whom the instruments table does not list as "
        "having answered", "status responded or partial",
        "Correct the status there: rows of a table are never changed.", tuple(rows),
        level="warning",
    )  # fmt: skip


def _once_more(file: str, wave: str) -> Problem:
    return Problem(
        "perhaps_again", file, f"anonymous sheets without a code, where wave {quoted(wave)} has "
        "answers already", "sheets that can be told apart",
        "Make sure that none of them was brought before.", level="warning",
    )  # fmt: skip


def _nobody(file: str) -> Problem:
    return Problem(
        "no_answers", file, "no answers that could be used", "at least one answered sheet",
        "Look at the rows that were set aside.",
    )  # fmt: skip
