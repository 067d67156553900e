"""What a page repeats of other pages: never more than the same edition of those pages says.

Nothing of what the evidence itself holds passes: verdicts and numbers are taken from the gated
pages anew, by the rule by which evidence takes them from its own rows. A number that no row of the
page has is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import Disclosed, Quoted, each_row, headline, same_headline, verdict_of

UNITS = ("verdict_at", "headline", "course")


def as_said(rows: pd.DataFrame, wave: str, quoted: Quoted) -> pd.DataFrame:
    """The rows in the words and numbers of the pages that they repeat."""
    same = next((page for (at, key), page in quoted.items()
                 if at == wave and key.endswith(".same_people")), None)  # fmt: skip
    kept: list[pd.DataFrame] = []
    for at, row in zip(rows.index, each_row(rows), strict=True):
        if row.unit in UNITS:
            kept += _one(rows.loc[[at]], row, quoted.get((row.wave, row.part)), same)
    return pd.concat(kept) if kept else rows.iloc[:0]


def _one(
    line: pd.DataFrame, row: Any, page: Disclosed | None, same: Disclosed | None
) -> Iterator[pd.DataFrame]:
    if row.unit == "course":
        if same is not None and page is not None:
            yield line.assign(x=_word(same, f"{row.part} {row.relation}"))
    elif page is None:
        return
    elif row.unit == "verdict_at":
        yield line.assign(x=page.verdict)
    elif row.group in ("trend", "trend_all"):
        if same is not None and page.verdict != "withheld":
            yield from _in_place(line, row, same_headline(same.rows, row.part, row.wave))
    else:
        yield from _in_place(line, row, headline(page.rows))


def _in_place(line: pd.DataFrame, row: Any, found: pd.DataFrame) -> Iterator[pd.DataFrame]:
    if len(found):
        yield found.head(1).set_axis(line.index).assign(wave=row.wave, part=row.part, view=row.view)


def _word(same: Disclosed, group: str) -> str:
    """The verdict on a group that the page still gives."""
    return verdict_of(same.verdicts, group) if same.rows.size else "too little to say"
