"""The outside of the tables: which files and which columns there are, and which are private."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from nicdev.errors import Problem
from nicdev.tables.column import Column, Table
from nicdev.tables.raw import RawTable
from nicdev.tables.say import meant, quoted, words
from nicdev.tables.schema import TABLES

# Headers of columns that hold who somebody is, letters only.
_NAMES = re.compile(
    r"(?!file|user(?!name|mail))[a-z]*(?:name|mail|phone|nombre|apellidos?|correo)[a-z]*"
    r"|initials|ssn|birth(?:day|date)?|dateofbirth|dob|(?:home|street)address|address|mobile|cell"
)
_ADDRESS = re.compile(r"[^@\s;]+@[^@\s;]+\.[A-Za-z]{2,}")


@dataclass(frozen=True, eq=False)
class Shaped:
    """The known columns of one table as text, its private columns, and what is wrong with it."""

    cells: pd.DataFrame
    private: pd.DataFrame | None
    broken: frozenset[str]
    problems: tuple[Problem, ...]


def known_tables(raws: Mapping[str, RawTable]) -> tuple[list[Problem], set[str]]:
    """Problems of files that are no table of the contract, and the tables they stand for."""
    problems = []
    intended: set[str] = set()
    for name in sorted(set(raws) - set(TABLES)):
        probably = meant(name, TABLES)
        misspelled = bool(probably) and probably not in raws
        if misspelled:
            intended.add(probably)
        problems.append(
            Problem(
                "misspelled_table" if misspelled else "unknown_table",
                raws[name].file,
                f"a table {quoted(name)}, which the contract does not have",
                f"the name {probably}" if misspelled else "a table of the data dictionary",
                f"Rename the file to {_renamed(raws[name].file, name, probably)}."
                if misspelled
                else "Take the file out, or go on: it is not read.",
                level="error" if misspelled else "warning",
            )
        )
    roster = raws.get("members")
    without = roster is None and "members" not in intended
    if without or (roster is not None and roster.usable and not len(roster.cells)):
        intended.add("members")
        problems.append(
            Problem(
                "no_members",
                roster.file if roster else "members.csv",
                "headers and nothing below them" if roster else "no such table",
                "a roster: the one table that is always needed",
                "Write a row for each person in it: member_id, observed_from, joined_on.",
            )
        )
    return problems, intended


def private_unknown(
    raws: Mapping[str, RawTable], private: Mapping[str, Collection[str]]
) -> list[Problem]:
    """Private columns that the params declare for tables that are not there."""
    problems = []
    for name in sorted(set(private) - set(raws)):
        probably = meant(name, raws)
        problems.append(
            Problem(
                "private_not_found",
                f"{name}.csv",
                "no such table, although the params declare private columns of it",
                "a table of the data folder",
                f"Write {probably} in the params under private."
                if probably
                else "Add the table, or take it out of the params under private.",
                level="warning",
            )
        )
    return problems


def shape(table: Table, raw: RawTable, private: Collection[str]) -> Shaped:
    """Sort the columns of a table into known, private, and those that are in the way."""
    headers = [str(header) for header in raw.cells.columns]
    repeated = {header for header, times in Counter(headers).items() if times > 1 and header}
    single = [header for header in headers if header and header not in repeated]
    hidden = [header for header in single if header in private]
    fixed = {column.name for column in table.columns if not column.may_be_absent}
    problems = _empty_headers(raw, headers) + _repeated(raw, headers, repeated)
    problems += _private(table, raw, headers, private)
    broken = repeated & set(table.names)
    present = set(headers)
    for header in single:
        if header in table.names or header in private:
            continue
        problem, intended = _unknown(table, raw, header, present)
        problems.append(problem)
        broken |= {intended} - {""}
    for column in table.columns:
        if column.name in fixed - present - broken:
            problems.append(_missing(raw, column))
            broken.add(column.name)
    kept = [name for name in table.names if name in single and name not in hidden]
    hidden_key = {name for name in hidden if name in fixed}
    cells = raw.cells[kept].reset_index(drop=True)
    out = None
    if hidden:
        keys = [name for name in table.key if name in single and name not in hidden]
        out = raw.cells[[*keys, *hidden]].reset_index(drop=True).astype("str")
    return Shaped(cells, out, frozenset(broken | hidden_key), tuple(problems))


def _empty_headers(raw: RawTable, headers: list[str]) -> list[Problem]:
    """A column without a header; one without cells either is nothing, as spreadsheets leave it."""
    return [
        Problem(
            "empty_header",
            raw.file,
            "a column without a header",
            "a header in row 1 of every column",
            "Write the header, or take the column out.",
            column=letter(at),
        )
        for at, header in enumerate(headers)
        if not header and raw.cells.iloc[:, at].ne("").any()
    ]


def _repeated(raw: RawTable, headers: list[str], repeated: set[str]) -> list[Problem]:
    problems = []
    for name in sorted(repeated):
        where = [letter(at) for at, header in enumerate(headers) if header == name]
        problems.append(
            Problem(
                "repeated_column",
                raw.file,
                f"this header in columns {words(where)}",
                "every header once",
                "Rename or take out all but one of them.",
                column=name,
            )
        )
    return problems


def _private(
    table: Table, raw: RawTable, headers: list[str], private: Collection[str]
) -> list[Problem]:
    problems = []
    for name in sorted(private):
        if name not in headers:
            problems.append(
                Problem(
                    "private_not_found",
                    raw.file,
                    "no such column, although the params declare it private",
                    "a column of the table",
                    "Correct the name in the params under private, or take it out there.",
                    column=name,
                    level="warning",
                )
            )
        elif name in table.names and not table.column(name).may_be_absent:
            problems.append(
                Problem(
                    "private_needed",
                    raw.file,
                    "a column that the params declare private",
                    "a column that may be read: nothing can be told without it",
                    "Take it out of the params under private.",
                    column=name,
                )
            )
    return problems


def _unknown(table: Table, raw: RawTable, header: str, present: set[str]) -> tuple[Problem, str]:
    """The problem of a header that the contract does not know, and the column it was meant for."""
    absent = [name for name in table.names if name not in present]
    probably = _meant_column(header, absent)
    if probably:
        return (
            Problem(
                "misspelled_column",
                raw.file,
                f"the header {quoted(header)}, which the contract does not have",
                f"the header {probably}",
                f"Rename the column to {probably}.",
                column=header,
            ),
            probably,
        )
    if table.about_people and _tells_who(raw, header):
        return (
            Problem(
                "name_not_private",
                raw.file,
                "what looks like names or addresses of people",
                "codes only: who people are is read only where the params declare it private",
                "Take the column out, or declare it private in the params under private: "
                f"{table.name}.",
                column=header,
            ),
            "",
        )
    return (
        Problem(
            "unknown_column",
            raw.file,
            f"the header {quoted(header)}, which the contract does not have",
            "the columns of the data dictionary",
            "Rename the column, or go on: it is not read.",
            column=header,
            level="warning",
        ),
        "",
    )


def _meant_column(header: str, absent: Collection[str]) -> str:
    """The column that a header was meant for, its ``_id`` or ``_on`` perhaps left out."""
    whole = {f"{header.strip().casefold()}{end}" for end in ("_id", "_on")} & set(absent)
    return meant(header, absent) or (whole.pop() if len(whole) == 1 else "")


def _missing(raw: RawTable, column: Column) -> Problem:
    help = column.help[0].lower() + column.help[1:].rstrip(".")
    return Problem(
        "missing_column",
        raw.file,
        "no such column",
        f"a column {column.name}: {help}",
        f"Add the column {column.name}.",
        column=column.name,
    )


def _tells_who(raw: RawTable, header: str) -> bool:
    letters = re.sub(r"[^a-z]", "", header.casefold())
    if _NAMES.fullmatch(letters):
        return True
    return has_address(raw.cells[header])


def has_address(cells: pd.Series[str]) -> bool:
    """Whether an e-mail address stands alone in any of the cells."""
    return bool(cells.str.strip().str.fullmatch(_ADDRESS).any())


def letter(at: int) -> str:
    """The name that a spreadsheet gives to a column: A, B ... Z, AA."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _renamed(file: str, name: str, probably: str) -> str:
    return probably + file[len(name) :] if file.startswith(name) else probably
