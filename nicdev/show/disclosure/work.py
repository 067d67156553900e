"""Work: tests, theory, events, tables. Counts of tables are said, sizes of tables are not."""

from __future__ import annotations

from typing import Any

import pandas as pd

from nicdev.evidence import (
    EDITIONS,
    Disclosed,
    Edition,
    Evidence,
    Quoted,
    change,
    disclosed,
    each_row,
    verdict_of,
)

OPEN_UNITS = ("indicators", "functions", "direction", "wave", "rows")


def disclose(evidence: Evidence, edition: Edition, quoted: Quoted) -> Disclosed:
    """What is there and what is not; how many rows a table has stays with the evaluator.

    A verdict of another page is repeated as that page's own edition says it, and a text is shown
    up to the reach of its column.
    """
    frame = evidence.rows
    parts = [
        frame[frame["unit"].isin(OPEN_UNITS)].copy(),
        _verdicts(frame[frame["unit"] == "verdicts"], quoted),
        _texts(frame[frame["unit"] == "texts"], edition),
    ]
    parts[0].loc[parts[0]["unit"] == "rows", ["numerator", "n"]] = float("nan")
    return disclosed(evidence, edition, frame=pd.concat(parts).sort_index())


def _verdicts(rows: pd.DataFrame, quoted: Quoted) -> pd.DataFrame:
    """The words that the pages of this edition use, and what became of them since the wave before.

    A verdict that no page of the edition says is not said here either.
    """
    pages = [quoted.get((row.wave, row.part)) for row in each_row(rows)]
    known = rows[pd.Series([page is not None for page in pages], rows.index, dtype=bool)].copy()
    said = list(zip((page for page in pages if page is not None), known["relation"], strict=True))
    known["x"] = [verdict_of(page.verdicts, part) for page, part in said]
    known["label"] = [
        label if (page.frame["part"] == part).any() else ""
        for (page, part), label in zip(said, known["label"], strict=True)
    ]
    kept: list[pd.DataFrame] = []
    for _, both in known.groupby(["part", "relation"], sort=False):
        if len(both) == 2:  # before, and now
            kept.append(both.assign(group=change(*both["x"])))
    return pd.concat(kept) if kept else rows.iloc[:0]


def _texts(rows: pd.DataFrame, edition: Any) -> pd.DataFrame:
    """Texts of columns that reach this edition."""
    reaching = EDITIONS[EDITIONS.index(edition) :]
    return rows[rows["group"].isin(reaching)]
