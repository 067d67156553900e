"""Check a folder of raw tables: all problems at once, and typed frames."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from types import MappingProxyType

import pandas as pd

from nicdev.errors import Problem
from nicdev.tables import answers, coded, facts, keys, refers, ties
from nicdev.tables.cells import Judged, cell_problems, judge, nothing
from nicdev.tables.column import Table
from nicdev.tables.raw import Checked, RawTable
from nicdev.tables.schema import TABLES
from nicdev.tables.shape import Shaped, known_tables, private_unknown, shape
from nicdev.tables.sheet import Sheet, Sheets

# Each rule looks at one table, and each at several; the order does not matter to the report.
ALONE: tuple[Callable[[Sheet], list[Problem]], ...] = (
    keys.repeated_keys,
    keys.ends_before_starts,
    keys.two_spellings,
    keys.addresses_as_ids,
    keys.waves_as_folders,
    keys.groups_in_brackets,
)
TOGETHER: tuple[Callable[[Sheets], list[Problem]], ...] = (
    refers.other_wave,
    facts.waves_overlap,
    facts.who_came,
    facts.value_or_count,
    facts.share_above_one,
    facts.attended_off_roster,
    facts.stayed_too_long,
    facts.builds_on_itself,
    facts.tests_in_circles,
    facts.theory_in_circles,
    facts.two_aims,
    answers.scale_upside_down,
    answers.tie_begins_off_scale,
    answers.response_off_scale,
    answers.strength_off_scale,
    facts.value_or_missing,
    ties.tie_to_oneself,
    ties.tie_from_nobody_asked,
    ties.too_many_names,
    answers.answered_without_status,
    coded.coded_units,
)


def check(raws: Mapping[str, RawTable], private: Mapping[str, Collection[str]]) -> Checked:
    """Every problem of the tables in one report, and the tables as typed frames.

    Parameters
    ----------
    raws : the tables as they were found, by name; a table that is not there is no evidence yet
    private : columns that hold who people are, by table; they are taken out of the tables

    Returns
    -------
    Checked : typed frames of the tables that are there, with every column of the contract in its
        order; the private columns beside the key of their table, as text; the problems in the
        order of the contract, then by row and column. Nothing that was handed in is changed
    """
    problems, intended = known_tables(raws)
    problems += private_unknown(raws, private)
    sheets: dict[str, Sheet] = {}
    hidden: dict[str, pd.DataFrame] = {}
    for name, table in TABLES.items():
        raw = raws.get(name)
        if raw is None or not raw.usable:
            continue
        shaped = shape(table, raw, private.get(name, ()))
        present = [column for column in table.columns if column.name in shaped.cells]
        judged = {column.name: judge(column, shaped.cells[column.name]) for column in present}
        sheets[name] = _sheet(table, raw, shaped, judged)
        problems += shaped.problems
        problems += cell_problems(sheets[name], judged.values())
        if shaped.private is not None:
            hidden[name] = shaped.private
    for alone in ALONE:
        problems += [problem for sheet in sheets.values() for problem in alone(sheet)]
    for together in TOGETHER:
        problems += together(sheets)
    problems += refers.unknown_ids(sheets, raws, intended)
    problems += refers.waves_without_table(sheets, raws)
    return Checked(
        MappingProxyType({name: sheet.frame for name, sheet in sheets.items()}),
        MappingProxyType(hidden),
        in_order(problems),
    )


def empty(name: str) -> pd.DataFrame:
    """A typed frame without rows, for a table that is not there."""
    return _empty(name).copy(deep=False)


@cache
def _empty(name: str) -> pd.DataFrame:
    return pd.DataFrame({column.name: nothing(column, 0) for column in TABLES[name].columns})


def _sheet(table: Table, raw: RawTable, shaped: Shaped, judged: Mapping[str, Judged]) -> Sheet:
    rows = len(shaped.cells)
    frame = {
        column.name: judged[column.name].typed() if column.name in judged else nothing(column, rows)
        for column in table.columns
    }
    typed = pd.DataFrame(frame, index=pd.RangeIndex(rows), copy=False)
    return Sheet(table, raw, typed, shaped.broken, judged)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of the contract, then by row and column: a reader's and a check's."""
    return tuple(sorted(problems, key=_place))


def _place(problem: Problem) -> tuple[int, int, int, str, str, str]:
    """Where a problem stands in the report: by table, then row, then column."""
    book, _, sheet = problem.file.rpartition(", sheet ")
    name = sheet if book else problem.file.rpartition(".")[0]
    order = list(TABLES)
    if name not in TABLES:
        return (len(order), 0, 0, problem.file, problem.code, problem.column)
    columns = TABLES[name].names
    column = columns.index(problem.column) if problem.column in columns else -1
    row = problem.rows[0] if problem.rows else 0
    return (order.index(name), row, column, problem.code, problem.column, problem.found)
