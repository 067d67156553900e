"""Is the change an improvement? A table for each driver; nothing is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show.series_told import value_of
from nicdev.show.tables import Table, table
from nicdev.show.words import Words


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many drivers there are, and how many have what kind of warrant."""
    said = shown.rows.loc[shown.rows["unit"] == "warrant", "x"]
    yield words.say("sentences.improvement.drivers", count=len(said))
    for kind, count in said.value_counts(sort=False).items():
        yield words.say(
            "sentences.improvement.each", count=int(count), what=words.say(f"warrants.{kind}.name")
        )


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """What was tried, what measures did, what that warrants and what it does not."""
    head = [words.say(f"columns.{column}") for column in ("what", "found")]
    for _, rows in shown.rows.groupby("part", sort=False):
        decided = rows[rows["unit"] == "decided"]
        body: list[tuple[str, str]] = []
        for row in each_row(rows):
            if row.unit == "tried":
                own = decided[decided["group"] == row.group]
                body.append((row.label or words.word(row.group), _tried(row, own, words)))
            elif row.unit == "moved":
                body.append((words.say("words.measure_of", label=row.label), _moved(row, words)))
            elif row.unit == "warrant":
                body += [(words.word(side), words.say(f"warrants.{row.x}.{side}"))
                         for side in ("warranted", "unwarranted")]  # fmt: skip
        yield table(rows["relation"].iloc[0], head, body)


def _tried(row: Any, decided: pd.DataFrame, words: Words) -> str:
    listed = words.list(f"{words.word(r.x)} {r.numerator:.0f}" for r in each_row(decided))
    key = "once" if row.numerator == 1 else "tried"
    return words.say(f"sentences.improvement.{key}", tests=f"{row.numerator:.0f}",
                     teams=f"{row.n:.0f}", first=row.x, last=row.view, list=listed)  # fmt: skip


def _moved(row: Any, words: Words) -> str:
    verdict = words.say(f"verdicts.{row.x}.name")
    if pd.isna(row.value) or pd.isna(row.lower):
        return verdict
    before, since = (value_of(value, row.view, words) for value in (row.lower, row.value))
    return words.say("sentences.improvement.moved", verdict=verdict, before=before, since=since,
                     earlier=f"{row.numerator:.0f}", later=f"{row.n:.0f}")  # fmt: skip


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """The run charts say how sure a verdict is."""
    del shown
    yield words.say("sure.by_run_charts")
