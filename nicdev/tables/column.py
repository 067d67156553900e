"""What a column and a table of the contract are: plain facts that every other room may read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

Type = Literal["id", "ids", "text", "date", "whole", "number", "flag", "choice", "wave"]
Reach = Literal["private", "evaluator", "hub", "members"]

TYPES: tuple[str, ...] = get_args(Type)
REACHES: tuple[str, ...] = get_args(Reach)

# The one wave of a network that has no waves table.
ONLY_WAVE = "all"


@dataclass(frozen=True)
class Column:
    """One column of the contract.

    Parameters
    ----------
    name : the header, exactly as it stands in the file
    type : ``id`` (text, never a number), ``ids`` (several, separated by ``;``), ``text``, ``date``
        (year-month-day), ``whole``, ``number``, ``flag`` (yes or no), ``choice``, ``wave``
    help : one sentence for whoever fills the table in
    reach : the widest edition in which a cell of this column may stand as it is, as a label or a
        text; what is counted from it passes the disclosure gate instead
    unit : unit of a number
    key : part of what makes a row one of a kind
    may_be_empty, may_be_absent : the cell; the whole column
    refers : where an id must be found, ``table.column``; any one of several
    allowed : the closed list of a choice; empty where the words are the network's own
    usual : words that are usual in an open choice
    low, high : limits of a number, both included
    """

    name: str
    type: Type
    help: str
    reach: Reach = "evaluator"
    unit: str = ""
    key: bool = False
    may_be_empty: bool = False
    may_be_absent: bool = False
    refers: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


def maybe(column: Column) -> Column:
    """The same column, which may be empty or absent (``?`` in the contract)."""
    return replace(column, may_be_empty=True, may_be_absent=True)


@dataclass(frozen=True)
class Table:
    """One table of the contract.

    Parameters
    ----------
    name : the file's name without its ending
    heading : under which heading of the contract it stands
    help : one sentence: what a row is
    columns : in the order in which they are read and written
    dated_by : the date column that says when a row came into being; with it the network is cut at
        a wave's end. Where it is None, a table with a ``wave`` column is cut by wave, a table that
        ``follows`` another is cut with it, and any other table is never cut
    follows : the column whose referred row decides on which day this row came into being
    needs : tables without which this one cannot be read at all
    spans : pairs of dates, start and end
    """

    name: str
    heading: str
    help: str
    columns: tuple[Column, ...]
    dated_by: str | None = None
    follows: str | None = None
    needs: tuple[str, ...] = ()
    spans: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every column's name, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that together make a row one of a kind; empty where rows may repeat."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def by_wave(self) -> bool:
        """Whether rows belong to a wave rather than to a day."""
        return self.dated_by is None and "wave" in self.names

    @property
    def about_people(self) -> bool:
        """Whether rows are about persons, so that a column of names has no place in it."""
        return bool({"member_id", "respondent_id", "source"} & set(self.names))

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
