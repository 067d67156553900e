"""A table while it is being checked: its text, its typed frame, how a problem names its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from nicdev.errors import Level, Problem
from nicdev.tables.column import Table
from nicdev.tables.raw import RawTable
from nicdev.tables.say import FOLD, some

if TYPE_CHECKING:
    import pandas as pd

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


class Said(NamedTuple):
    """The three parts of a problem that are sentences."""

    found: str
    expected: str
    do: str


@dataclass(frozen=True, eq=False)
class Sheet:
    """One usable table between its two checks: column by column, then against the others.

    Parameters
    ----------
    table, raw : the contract's table and what was found
    text : the cells by the contract's columns, blanks at the ends taken off; '' for an absent one
    frame : the same cells typed; what could not be read is missing
    broken : columns that are not there although they must be, or twice; rules leave them alone
    """

    table: Table
    raw: RawTable
    text: pd.DataFrame
    frame: pd.DataFrame
    broken: frozenset[str]

    def sound(self, *columns: str) -> bool:
        """Whether a rule may look at these columns."""
        return not self.broken.intersection(columns)

    def given(self, column: str) -> Mask:
        """Rows with something in the cell, readable or not."""
        return np.asarray(self.text[column].to_numpy() != "", dtype=bool)

    def known(self, *columns: str) -> Mask:
        """Rows in which all these cells could be read and are not empty."""
        mask = np.ones(len(self.frame), dtype=bool)
        for column in columns:
            mask &= self.frame[column].notna().to_numpy()
        return mask

    def problems(
        self,
        code: str,
        column: str,
        labels: pd.Series[str],
        one: Callable[[str], Said],
        many: Callable[[list[str]], Said],
        level: Level = "error",
    ) -> list[Problem]:
        """One problem for each label; a single one for all of them where many differ.

        ``labels`` are the words that tell the faulty rows apart, indexed by the row's position.
        """
        if labels.empty:
            return []
        rows = self.raw.rows[labels.index.to_numpy()]
        codes, found = labels.factorize()
        values = [str(value) for value in found]
        said: list[tuple[Said, tuple[int, ...]]]
        if len(values) > FOLD:
            said = [(many(values), numbers(rows))]
        else:
            said = [(one(value), numbers(rows[codes == at])) for at, value in enumerate(values)]
        return [
            Problem(code, self.raw.file, *sentence, rows=where, column=column, level=level)
            for sentence, where in said
        ]

    def told(
        self,
        code: str,
        column: str,
        labels: pd.Series[str],
        found: str,
        many: str,
        expected: str,
        do: str,
        level: Level = "error",
    ) -> list[Problem]:
        """The same where only the label changes from problem to problem.

        ``found`` holds the label as ``{}``; ``many`` may hold ``{n}``, how many labels there are,
        ``{first}``, the first of them, and ``{some}``, the first few in quotes.
        """
        return self.problems(
            code,
            column,
            labels,
            lambda label: Said(found.format(label), expected, do),
            lambda all_: Said(
                many.format(n=len(all_), first=all_[0], some=some(all_)), expected, do
            ),
            level,
        )


Sheets = Mapping[str, Sheet]


def numbers(rows: np.ndarray[tuple[int], np.dtype[Any]]) -> tuple[int, ...]:
    """Row numbers as plain integers, in order, none twice."""
    return tuple(np.unique(rows).tolist())


def looked_up(keys: pd.Series[str], sheet: Sheet, key: str, column: str) -> pd.Series[Any]:
    """For each key, what another table has in a column; keys that stand twice there have nothing.

    That they stand twice has been named already.
    """
    known = sheet.frame[sheet.frame[key].notna()].drop_duplicates(key, keep=False)
    # Series.map would turn days into numbers where the other table is empty.
    return known.set_index(key)[column].reindex(keys.to_numpy()).set_axis(keys.index)
