"""What went wrong, where, what was expected and what to do.

Every refusal in the package is a `NicdevError` that carries *all* the problems found, so that an
evaluator mends a folder of tables once and not cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]

# A list of forty row numbers helps nobody; the count after them says how many more there are.
ROWS_NAMED = 8


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, in the words of a spreadsheet.

    Parameters
    ----------
    code : reason code from a closed vocabulary, such as ``unknown_id``; stable, for programs
    file : the file as the user knows it, such as ``members.csv``; '' where there is none
    found : what stands there, quoted by the caller where it is a cell's text
    expected : what is allowed
    do : what to do about it, an instruction
    rows : row numbers as a spreadsheet shows them (the header is row 1); empty for the whole file
    column : column name; '' for the whole row or file
    level : ``error`` (cannot be used) or ``warning`` (used, with a caveat)
    """

    code: str
    file: str
    found: str
    expected: str
    do: str
    rows: tuple[int, ...] = ()
    column: str = ""
    level: Level = "error"

    @property
    def place(self) -> str:
        """File, rows and column in words: ``members.csv, row 4, column joined_on``."""
        parts = [self.file] if self.file else []
        if self.rows:
            parts.append(_rows_in_words(self.rows))
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{place}found {self.found}; expected {self.expected}. {self.do}"


def _rows_in_words(rows: tuple[int, ...]) -> str:
    named = [str(row) for row in rows[:ROWS_NAMED]]
    more = len(rows) - len(named)
    if more:
        return f"rows {', '.join(named)} and {more} more"
    if len(named) == 1:
        return f"row {named[0]}"
    return f"rows {', '.join(named[:-1])} and {named[-1]}"


class NicdevError(Exception):
    """A refusal that the user can do something about; it carries every problem found.

    `kept` is the file in which more about it stands, if there is one.
    """

    summary = "Something cannot be used as it is."

    def __init__(self, problems: Iterable[Problem], kept: str = "") -> None:
        self.problems, self.kept = tuple(problems), kept
        super().__init__(self.problems)

    def __str__(self) -> str:
        more = [f"What became of each row stands in {self.kept}."] if self.kept else []
        return "\n".join([self.summary, *(f"- {problem}" for problem in self.problems), *more])


class DataRefused(NicdevError):
    """The tables of a network cannot be used."""

    summary = "The data folder cannot be used as it is."


class ParamsRefused(NicdevError):
    """The settings of a network cannot be used."""

    summary = "The settings cannot be used as they are."


class FrameworkRefused(NicdevError):
    """framework.yml or a locale file contradicts itself."""

    summary = "The framework files contradict themselves."


class UndeclaredTable(NicdevError):
    """An indicator touched a table that its framework entry does not name."""

    summary = "An indicator reads a table that framework.yml does not name for it."


class NameFound(NicdevError):
    """A name, e-mail address or id from the roster stands in text that would leave for a hub."""

    summary = "Nothing was exported: text that would leave names a person on the roster."


class UsageRefused(NicdevError):
    """A command or a notebook was asked for something that does not exist."""

    summary = "That cannot be done as asked."
