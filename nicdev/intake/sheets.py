"""The answer sheets of a survey, each read by the codebook, and what in them nothing explains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from nicdev.errors import Problem
from nicdev.intake.answers import Answers, Heading
from nicdev.intake.codebook import EMPTY, ITEM, LEFT_OUT, NUMBER, Codebook, Line
from nicdev.intake.grid import Row
from nicdev.intake.labels import plain
from nicdev.intake.load import Fate
from nicdev.tables.say import FOLD, counted, quoted, some

PREVIEW = {"survey preview", "spam"}  # under Status in Qualtrics: nobody's answers
DONE = {"yes", "true", "1", "2", "complete", "completed", "finished"}
NOT_DONE = {"no", "false", "0", "incomplete", "partial", "unverified"}
YES, NO = {"yes", "true", "1"}, {"no", "false", "0"}


@dataclass(eq=False)
class Sheet:
    row: int
    facts: dict[str, str]
    given: list[tuple[str, str, str]]  # item, value, why missing
    blank: bool  # no question is answered, not even by "don't know"
    member: str = ""


class Reading:
    """Each row by the codebook, and what in it cannot be read."""

    def __init__(self, file: str, found: Answers, book: Codebook) -> None:
        self.file, self.found, self.book = file, found, book
        self.asides: list[Fate] = []
        self.sheets: list[Sheet] = []
        self.assumed: list[tuple[int, str]] = []  # rows of empty cells, what they were taken for
        self._odd: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        self.columns: list[tuple[Line, Heading]] = []
        self.problems: list[Problem] = self._columns()
        status = [one for one in found.headings if plain(one.header) == "status"]
        rows = zip(found.grid.numbers[found.first :], found.grid.rows[found.first :], strict=True)
        for number, row in rows:
            if "Qualtrics" in found.layout and status and _cell(row, status[0]) in PREVIEW:
                why = "a preview of the survey, or spam, by its Status"
                self.asides.append(Fate(found.grid.sheet, number, "aside", why))
            else:
                self.sheets.append(self._sheet(number, row))
        self.problems += self._unexplained()

    def _columns(self) -> list[Problem]:
        problems, used = [], set()
        for line in self.book.lines:
            named = self.found.named(line.column)
            used |= {one.at for one in named}
            if len(named) > 1:
                problems.append(Problem(
                    "header_twice", self.file, f"the header {quoted(line.column)} in "
                    f"{len(named)} columns", "every header once",
                    "Rename all but one of them in a copy of the export, then bring that.",
                ))  # fmt: skip
            elif not named:
                problems.append(Problem(
                    "column_not_there", self.file, f"no column {quoted(line.column)}, which row "
                    f"{line.row} of {self.book.file} speaks of", "the columns of the codebook",
                    "Correct the codebook, or go on: nothing was read for that row.",
                    level="warning",
                ))  # fmt: skip
            elif line.holds != LEFT_OUT:
                self.columns.append((line, named[0]))
        others = [one.header for one in self.found.headings if one.at not in used]
        if others:
            problems.append(Problem(
                "unmapped_columns", self.file, f"{counted(len(others), 'column', 'columns')} that "
                f"the codebook does not speak of: {', '.join(map(quoted, others))}",
                "a row of the codebook for each column",
                "Add them to the codebook, or go on: they were not read.", level="warning",
            ))  # fmt: skip
        return problems

    def _sheet(self, number: int, row: Row) -> Sheet:
        facts: dict[str, str] = {}
        given: list[tuple[str, str, str]] = []
        for line, heading in self.columns:
            text = row[heading.at] if heading.at < len(row) else ""
            if line.holds != ITEM:
                parts = (facts.get(line.holds), self._fact(line, heading, number, text))
                facts[line.holds] = " ".join(part for part in parts if part)
        for line, heading in self.columns:
            if line.holds == ITEM:
                text = row[heading.at] if heading.at < len(row) else ""
                given.append((line.item["item_id"],
                              *self._answer(line, heading, number, text, facts)))  # fmt: skip
        texts = [row[at] for line, heading in self.columns
                 if line.holds == ITEM and (at := heading.at) < len(row)]  # fmt: skip
        return Sheet(number, facts, given, not any(texts))

    def _fact(self, line: Line, heading: Heading, number: int, text: str) -> str:
        """What a column that is no item says; labels first, then words that need none."""
        value = line.labels.get(plain(text), text)
        allowed = {"finished": (DONE, NOT_DONE), "is_hub": (YES, NO)}.get(line.holds)
        if not text or allowed is None:
            return value
        for word, texts in zip(("yes", "no"), allowed, strict=True):
            if plain(value) in texts:
                return word
        self._odd[heading.header, text].append((number, "yes or no"))
        return ""

    def _answer(
        self, line: Line, heading: Heading, number: int, text: str, facts: Mapping[str, str]
    ) -> tuple[str, str]:
        bare = plain(text)
        if not bare:
            if EMPTY in line.missing:
                return "", line.missing[EMPTY]
            own = {"hub": "yes", "members": "no"}.get(line.item.get("asked_of", ""))
            why = "not_asked" if own and facts.get("is_hub", "") != own else "skipped"
            self.assumed.append((number, why))
            return "", why
        if bare in line.missing:
            return "", line.missing[bare]
        if bare in line.labels:
            return f"{float(line.labels[bare]):g}", ""
        low, high = line.item["low"], line.item["high"]
        number_on_scale = not line.labels and NUMBER.fullmatch(text)
        if number_on_scale and float(low) <= float(text) <= float(high):
            return f"{float(text):g}", ""
        wanted = "a label of the codebook" if line.labels else f"a number from {low} to {high}"
        self._odd[heading.header, text].append((number, wanted))
        return "", "skipped"

    def _unexplained(self) -> list[Problem]:
        """Answers that nothing explains: by column, folded where a column has many."""
        by_column: dict[str, dict[str, list[tuple[int, str]]]] = defaultdict(dict)
        for (header, text), where in self._odd.items():
            by_column[header][text] = where
        problems = []
        for header, texts in by_column.items():
            many = len(texts) > FOLD
            groups = [list(texts)] if many else [[text] for text in texts]
            for group in groups:
                rows = sorted({row for text in group for row, _ in texts[text]})
                found = f"{len(group)} answers that nothing explains, such as " if many else ""
                problems.append(Problem(
                    "unexplained_answer", self.file,
                    found + (some(group) if many else quoted(group[0])), texts[group[0]][0][1],
                    f"Write in {self.book.file} what it stands for, under labels or missing.",
                    tuple(rows), header,
                ))  # fmt: skip
        return problems


def _cell(row: Row, heading: Heading) -> str:
    return plain(row[heading.at]) if heading.at < len(row) else ""
