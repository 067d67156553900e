"""Tests of change: rows for the cycles table out of a log or out of forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nicdev.errors import Problem
from nicdev.intake.cycle_forms import Test, Tests, tests
from nicdev.intake.cycle_words import WORDS, stages, word
from nicdev.intake.days import days
from nicdev.intake.grid import Source
from nicdev.intake.labels import plain
from nicdev.intake.load import Fate, Load, table, unread
from nicdev.intake.roster import People
from nicdev.intake.strangers import named
from nicdev.tables.say import counted, meant, quoted, words

DAYS = ("started_on", "ended_on", "shared_on")
FOUND_IN = {"team_id": "teams", "org_id": "organizations", "idea_id": "theory",
            "driver_id": "theory", "measure_id": "measures"}  # fmt: skip
NEEDED = ("team_id", "idea_id", "started_on", "scale")


@dataclass(frozen=True)
class Work:
    """What the network knows that a test may speak of.

    Parameters
    ----------
    ids : for each column, the id by the text that may stand for it, as it is compared
    cycles : the tests that are there
    told : what stands in every test where its own words do not say it, by column
    words : the contract's words by words of the file, where they were told
    dates : the order of day and month, where it was told
    """

    ids: Mapping[str, Mapping[str, str]]
    cycles: frozenset[str] = frozenset()
    told: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""


def cycles(source: Source, work: Work, people: People) -> Load:
    """Rows for cycles and cycle_members."""
    if not source.readable:
        return unread(source, "nothing that could be opened")
    found = [(grid, tests(grid)) for grid in source.grids]
    sheets = [sheet for _, sheet in found if sheet]
    if not any(sheet.tests for sheet in sheets):
        return unread(source, "no tests", [_no_tests(source.file)])
    reading = _Reading(source.file, sheets, work, people)
    if any(problem.level == "error" for problem in reading.problems):
        return unread(source, sheets[0].layout, reading.problems)
    why = "neither a log of tests nor the form of one"
    fates = [Fate(grid.sheet, n, "aside", why) for grid, sheet in found if sheet is None
             for n in grid.numbers]  # fmt: skip
    fates += [fate for sheet in sheets for fate in sheet.others]
    fates += [Fate(test.sheet, row, "used", into=tuple(into))
              for test, into in reading.into for row in test.rows]  # fmt: skip
    order = {grid.sheet: at for at, (grid, _) in enumerate(found)}
    fates.sort(key=lambda fate: (order[fate.sheet], fate.row))
    tables = {"cycles": table("cycles", reading.rows)}
    if reading.members:
        tables["cycle_members"] = table("cycle_members", reading.members)
    problems = (*source.problems, *reading.problems)
    return Load(source, sheets[0].layout, tables, tuple(fates), tuple(reading.guesses), problems)


def unknown(source: Source, people: People) -> list[tuple[str, str]]:
    """Everybody who worked on a test and is not known yet."""
    sheets = [sheet for grid in source.grids if source.readable and (sheet := tests(grid))]
    names = [name for sheet in sheets for test in sheet.tests
             for name in _names(test.said.get("people", ""))]  # fmt: skip
    return [(name, "") for name in dict.fromkeys(names) if people.who(name, name, name) is None]


class _Reading:
    """The rows of the tables, and what in the tests cannot be read."""

    def __init__(self, file: str, sheets: Sequence[Tests], work: Work, people: People) -> None:
        self.file, self.work, self.people = file, work, people
        self.rows: list[dict[str, str]] = []
        self.members: list[dict[str, str]] = []
        self.into: list[tuple[Test, list[tuple[str, int]]]] = []
        self.problems: list[Problem] = []
        self.guesses: list[str] = []
        self._odd: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        self._undecided = self._made_ids = self._kept_back = 0
        self._outside: dict[str, None] = {}
        every = [test for sheet in sheets for test in sheet.tests]
        said = [self._with_stages(test) for test in every]
        cells = [(test.rows[0], test.headers.get(column, column), texts[column])
                 for test, texts in zip(every, said, strict=True)
                 for column in DAYS if texts.get(column)]  # fmt: skip
        self.days, order, problems = days(file, cells, work.dates)
        self.problems += problems
        if order:
            self.guesses.append(f"Days are read as {order}.")
        for test, texts in zip(every, said, strict=True):
            self._test(test, texts)
        self._settle([header for sheet in sheets for header in sheet.unmapped])

    def _with_stages(self, test: Test) -> dict[str, str]:
        """What is said, the stages that stand in one cell taken apart."""
        texts = {name: text for name, text in test.said.items() if name != "stages"}
        if "stages" in test.said:
            found = stages(test.said["stages"])
            if not found:
                self._odd["stages", test.headers["stages"], test.said["stages"]].append(
                    test.rows[0]
                )
            texts |= {name: f"{texts.get(name, '')} {text}".strip() for name, text in found.items()}
        return dict(self.work.told) | texts

    def _test(self, test: Test, texts: Mapping[str, str]) -> None:
        row: dict[str, str] = {}
        for column, text in texts.items():
            if column in DAYS:
                row[column] = self.days.get(text, "")
            elif column in FOUND_IN:
                row[column] = self.work.ids[column].get(plain(text), "")
                if not row[column]:
                    self._odd[column, test.headers.get(column, ""), text].append(test.rows[0])
            elif column in WORDS:
                row[column] = word(column, text, self.work.words)
                if not row[column]:
                    self._odd[column, test.headers.get(column, column), text].append(test.rows[0])
            elif column == "builds_on":
                row[column] = ";".join(p.strip() for p in re.split(r"[;,]", text) if p.strip())
            elif column != "people":
                row[column] = text
        lacking = [name for name in NEEDED if not texts.get(name)]
        if lacking:
            self._odd["lacking", words(lacking), ""].append(test.rows[0])
        if not texts.get("decision"):
            row["decision"] = "undecided"
            self._undecided += 1
        if not texts.get("may_share"):
            row["may_share"] = "no"
            self._kept_back += 1
        if not row.get("cycle_id"):
            row["cycle_id"] = self._id(row)
        into = [("cycles", len(self.rows))]
        for name in dict.fromkeys(_names(texts.get("people", ""))):
            who = self.people.who(name, name, name)
            if who:
                into.append(("cycle_members", len(self.members)))
                self.members.append({"cycle_id": row["cycle_id"], "member_id": who})
            else:
                self._outside[name] = None
        empty = dict.fromkeys(
            ("plan", "prediction", "done", "observed", "study", "learning", "builds_on"), ""
        )
        self.rows.append(empty | row)
        self.into.append((test, into))

    def _id(self, row: Mapping[str, str]) -> str:
        """An id out of team and day; a number behind it where there are several."""
        self._made_ids += 1
        first = f"{row.get('team_id', '')}-{row.get('started_on', '')}"
        taken = {one["cycle_id"] for one in self.rows} | self.work.cycles
        number = 1
        while (made := first if number == 1 else f"{first}-{number}") in taken:
            number += 1
        return made

    def _settle(self, unmapped: Sequence[str]) -> None:
        for (column, header, text), rows in self._odd.items():
            self.problems.append(self._problem(column, header, text, tuple(dict.fromkeys(rows))))
        self.problems += named(self.file, self._outside, self.people)
        if unmapped:
            self.problems.append(Problem(
                "unmapped_columns", self.file, f"{counted(len(unmapped), 'field', 'fields')} that "
                f"nothing stands for: {', '.join(map(quoted, dict.fromkeys(unmapped)))}",
                "fields such as Plan, Prediction, Do, Study, Act",
                "Rename them in a copy, or go on: they were not read.", level="warning",
            ))  # fmt: skip
        for number, what in (
            (self._undecided, "without a decision read as undecided"),
            (self._kept_back, "without a word about sharing read as not to be shared"),
            (self._made_ids, "without an id named after team and day"),
        ):
            if number:
                self.guesses.append(f"{counted(number, 'test', 'tests')} {what}.")

    def _problem(self, column: str, header: str, text: str, rows: tuple[int, ...]) -> Problem:
        if column == "lacking":
            return Problem(
                "test_lacks", self.file, f"no {header.replace('and', 'and no')}",
                "a team, an idea, a day and a scale for every test",
                "Fill them in, or say what holds for all: --team, --idea, --scale.", rows,
            )  # fmt: skip
        if column == "stages":
            return Problem(
                "no_stages", self.file, quoted(text), "Plan: ... Do: ... Study: ... Act: ...",
                "Name the stages in a copy of the file, or take the column out.", rows, header,
            )  # fmt: skip
        if column in WORDS:
            return Problem(
                "unexplained_word", self.file, quoted(text), words(WORDS[column], "or"),
                f"Say what it stands for: --words '{text[:40]}={next(iter(WORDS[column]))}'.",
                rows, header,
            )  # fmt: skip
        near = meant(plain(text), self.work.ids[column])
        return Problem(
            f"unknown_{column.removesuffix('_id')}", self.file, f"{quoted(text)}, which is not "
            "there", f"an id or the name of one in {FOUND_IN[column]}",
            f"Write '{self.work.ids[column][near]}' in a copy of the file, if that is meant."
            if near
            else f"Add it to {FOUND_IN[column]}, or correct it in a copy of the file.",
            rows, header,
        )  # fmt: skip


def _names(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;,&\n]|\band\b", text) if part.strip()]


def _no_tests(file: str) -> Problem:
    return Problem(
        "no_tests", file, "neither a log of tests nor the form of one",
        "headers, or labels in one column, such as Team, Change idea, Plan, Prediction, Act",
        "Write such headers in a copy of the file.",
    )  # fmt: skip
