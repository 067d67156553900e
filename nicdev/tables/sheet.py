"""A table while it is being checked: its text, its typed frame, how a problem names its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from nicdev.errors import Level, Problem
from nicdev.tables.column import Table
from nicdev.tables.distinct import Distinct, Mask, distinct, repeats
from nicdev.tables.raw import RawTable
from nicdev.tables.say import FOLD, some

if TYPE_CHECKING:
    from nicdev.tables.cells import Judged


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
    frame : the cells typed, by the contract's columns; what could not be read is missing
    broken : columns that are not there although they must be, or twice; rules leave them alone
    judged : the columns that are there, each different text of them looked at once
    """

    table: Table
    raw: RawTable
    frame: pd.DataFrame
    broken: frozenset[str]
    judged: Mapping[str, Judged]

    @cached_property
    def text(self) -> pd.DataFrame:
        """The cells by the contract's columns, blanks at the ends taken off; '' for an absent one.

        Made when it is first asked for: a long table without a fault does without.
        """
        absent = pd.Series([""], dtype="str").repeat(len(self.frame)).reset_index(drop=True)
        cells = {
            name: self.judged[name].bare() if name in self.judged else absent
            for name in self.table.names
        }
        return pd.DataFrame(cells, index=self.frame.index)

    def texts(self, column: str) -> set[str]:
        """Every different text of a column, '' where a cell is empty or the column is absent."""
        return set(self.judged[column].bare_texts) if column in self.judged else {""}

    def values(self, column: str) -> set[Any]:
        """Every different value of a column that could be read."""
        return set(self.judged[column].values) - {None} if column in self.judged else set()

    def combinations(self, *columns: str) -> Distinct:
        """The different combinations of the texts of some columns."""
        present = [self.judged[name] for name in columns if name in self.judged]
        return distinct([(one.codes, len(one.texts)) for one in present], len(self.frame))

    def repeated(self, *columns: str) -> Mask:
        """Rows whose values in all these columns another row has as well."""
        present = [self.judged[name] for name in columns if name in self.judged]
        parts = [(one.alike[one.codes], int(one.alike.max(initial=0)) + 1) for one in present]
        return repeats(parts, len(self.frame))

    def sound(self, *columns: str) -> bool:
        """Whether a rule may look at these columns."""
        return not self.broken.intersection(columns)

    def given(self, column: str) -> Mask:
        """Rows with something in the cell, readable or not."""
        if column not in self.judged:
            return np.zeros(len(self.frame), dtype=bool)
        one = self.judged[column]
        return one.spread([bool(text) for text in one.bare_texts])

    def known(self, *columns: str) -> Mask:
        """Rows in which all these cells could be read and are not empty."""
        mask = np.ones(len(self.frame), dtype=bool)
        for column in columns:
            one = self.judged.get(column)
            mask &= False if one is None else one.spread([v is not None for v in one.values])
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
