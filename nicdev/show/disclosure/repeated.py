"""What a page repeats of other pages: never more than the same edition of those pages says.

Nothing of what the evidence itself holds passes: verdicts and numbers are taken from the gated
pages anew, by the rule by which evidence takes them from its own rows. A number that no row of the
page has is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from nicdev.evidence import (
    NOTHING,
    Disclosed,
    Quoted,
    each_row,
    evidence_rows,
    headline,
    same_headline,
    verdict_of,
)

UNITS = ("verdict_at", "headline", "course", "trend_at")


def as_said(rows: pd.DataFrame, wave: str, quoted: Quoted) -> pd.DataFrame:
    """The rows in the words and numbers of the pages that they repeat."""
    same = next((page for (at, key), page in quoted.items()
                 if at == wave and key.endswith(".same_people")), None)  # fmt: skip

    @cache  # under several headings the same question is repeated
    def standing(wave: str, key: str, *, of_same: bool) -> dict[str, Any] | None:
        page = quoted[wave, key]
        if not of_same:
            found = headline(page.rows)
        elif same is None or said(page) == "withheld":
            return None
        else:
            found = same_headline(same.rows, key, wave)
        return _record(found) if len(found) else None

    kept: dict[Any, dict[str, Any]] = {}
    mine = rows[rows["unit"].isin(UNITS)]
    for at, row in zip(mine.index, each_row(mine), strict=True):
        if (line := _one(row, quoted.get((row.wave, row.part)), same, standing)) is not None:
            kept[at] = line
    return evidence_rows(kept.values()).set_axis(list(kept)) if kept else rows.iloc[:0]


def _one(
    row: Any,
    page: Disclosed | None,
    same: Disclosed | None,
    standing: Callable[..., Mapping[str, Any] | None],
) -> dict[str, Any] | None:
    if row.unit == "trend_at":
        return None if same is None else _course(same, row)
    if page is None or (row.unit == "course" and same is None):
        return None
    if same is not None and row.unit == "course":
        return {**row._asdict(), "x": _word(same, f"{row.part} {row.relation}")}
    if row.unit == "verdict_at":
        return {**row._asdict(), "x": said(page)}
    found = standing(row.wave, row.part, of_same=row.group in ("trend", "trend_all"))
    if found is None:
        return None
    return {**found, "wave": row.wave, "part": row.part, "view": row.view}


def _course(same: Disclosed, row: Any) -> dict[str, Any] | None:
    """A point of a course as the page on the same people has it; none that it does not have."""
    rows = same.rows
    there = (rows["unit"] == "trend") & (rows["group"] == row.group) & (rows["wave"] == row.wave)
    found = rows[there & rows["value"].notna()]
    if found.empty:
        return None
    word = _word(same, row.group)
    return {**row._asdict(), "value": found["value"].iloc[0], "relation": word}


def _record(found: pd.DataFrame) -> dict[str, Any]:
    return {str(name): value for name, value in found.iloc[0].items()}


def said(page: Disclosed) -> str:
    """The word that stands for a question: its verdict, where the page shows any of it.

    Where nothing is left but what was held back, that is the word, even beside parts that nobody
    asked about.
    """
    words = {word for _, word in page.verdicts if word not in NOTHING}
    if words == {"withheld"}:
        return "withheld"
    return "too little to say" if page.rows.empty and words else page.verdict


def _word(same: Disclosed, group: str) -> str:
    """The verdict on a group that the page still gives."""
    return verdict_of(same.verdicts, group) if same.rows.size else "too little to say"
