"""Work: tests, theory, events, tables. Counts pass; what stands under a team's name does not."""

from __future__ import annotations

from typing import Any

import pandas as pd

from nicdev.evidence import (
    EDITIONS,
    WHOLE,
    Disclosed,
    Edition,
    Evidence,
    Quoted,
    change,
    disclosed,
    each_row,
    verdict_of,
)
from nicdev.framework import framework
from nicdev.show.disclosure import repeated

OPEN_UNITS = ("indicators", "functions", "direction", "wave", "opens", "opened", "waiting", "walk",
              "nothing_there", "why", "compared")  # fmt: skip
TABLES, THERE = ("rows", "rows_told"), "there"  # whether a table has rows, and not how many
# What is there of an aim or a measure; counts of tests, teams and learnings; cells of a grid;
# boxes and links of a picture; a total beside them.
COUNTED = (
    "aspects", "wordings", "documents", "drivers", "versions", "box", "tests", "chains", "ideas",
    "teams", "learnings", "readers_agree", "cells", "reading", "links", "node", "edge", "outside",
    "behind", "read", "points", "point", "centre", "longest_run", "crossings", "support",
    "qualities", "tried", "decided", "moved", "warrant", "decisions_taken", "meetings_held",
    "moment", "newest", *TABLES,
)  # fmt: skip
OPEN_KINDS = (WHOLE, "driver", "idea", "kind", "measure", "scale", "version")
TEXTS = (
    "texts",
    "example",
    "force",
    "response",
)  # shown as they were written, as far as they may go
NAMED_KINDS = ("team", "organization")  # a row of this kind of group stands under a name


def disclose(
    evidence: Evidence, edition: Edition, quoted: Quoted, *, named: bool = False
) -> Disclosed:
    """What is there and what is not; how many rows a table has stays with the evaluator.

    Rows that stand under the name of a team or an organisation pass only where the network is
    open to its members (`named`). The codes of boxes and tests, which may hold a name, become
    numbers; a test that its team does not share is no dot in a picture. A verdict of another page
    is repeated as that page's own edition says it, and a text is shown up to the reach of its
    column.
    """
    rows = evidence.rows
    counted = rows["unit"].isin(COUNTED)
    open_ = rows["unit"].isin(OPEN_UNITS) | counted & rows["group_kind"].isin(OPEN_KINDS)
    apart = counted & rows["group_kind"].isin(NAMED_KINDS)
    kept_back = (rows["unit"] == "node") & (rows["relation"] == "not shared")
    parts = [
        rows[(open_ | (apart & named)) & ~kept_back].copy(),
        _verdicts(rows[rows["unit"] == "verdicts"], quoted),
        _texts(rows[rows["unit"].isin(TEXTS)], edition),
        repeated.as_said(rows, evidence.wave, quoted),
    ]
    there = parts[0]["unit"].isin(TABLES) & (parts[0]["numerator"] > 0)
    parts[0].loc[there, "coded"], parts[0].loc[there, "numerator"] = THERE, float("nan")
    _without_values(parts[0])
    frame = _numbered(pd.concat(parts).sort_index())
    if (rows["unit"] == "trend_at").any() and not (frame["unit"] == "trend_at").any():
        word = (("", "withheld"),)  # what stands beside courses stands for itself elsewhere
        return disclosed(evidence, edition, frame=frame.iloc[:0], verdicts=word)
    held = ["teams_apart"] if apart.any() and not named else []
    held += ["asked_apart"] if (rows["group_kind"] == "asked").any() else []
    held += ["tests_not_shared"] if kept_back.any() else []
    told = frame["unit"] == "example"
    held += ["write_ups_apart"] if told.sum() < (rows["unit"] == "example").sum() else []
    return disclosed(evidence, edition, frame=frame, held_back=held)


def _without_values(rows: pd.DataFrame) -> None:
    """What changed since evidence was kept is named; by how many rows is not, since two pages and
    the rows between them would tell of one person, nor is a setting that is no threshold."""
    why = rows["unit"] == "why"
    rows.loc[why, ["n", "numerator", "value"]] = float("nan")
    rows.loc[why & ~rows["x"].isin((*framework().limits, "other_method")), ["relation", "view"]] = (
        ""
    )


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    """Boxes of a picture under numbers in place of codes; links to those that are left."""
    node, edge = frame["unit"] == "node", frame["unit"] == "edge"
    if not (node | edge).any():
        return frame
    numbers = {code: str(at + 1) for at, code in enumerate(frame.loc[node, "part"])}
    linked = frame["part"].isin(numbers) & frame["x"].isin(numbers)
    frame = frame[~edge | linked].copy()  # a link needs both ends
    node, edge = frame["unit"] == "node", frame["unit"] == "edge"
    frame.loc[node | edge, "part"] = frame.loc[node | edge, "part"].map(numbers)
    frame.loc[edge, "x"] = frame.loc[edge, "x"].map(numbers)
    return frame


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
