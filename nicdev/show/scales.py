"""Scales: how far the questions on one side of a relationship go together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import each_row
from nicdev.show.tables import Table, table
from nicdev.show.words import Words


def sure(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """Each scale with its range, in one sentence; nothing where there is none."""
    scales = rows[rows["unit"] == "alpha"]
    if len(scales):
        yield words.say("sure.going_together", limit=words.number(scales["limit"].iloc[0]),
                        list="; ".join(_each(row, words) for row in each_row(scales)))  # fmt: skip


def _each(row: Any, words: Words) -> str:
    where = {"relation": words.word(row.relation), "part": words.word(row.part)}
    if pd.isna(row.value):
        return words.say("sure.going_together_unknown", **where)
    value, lower, upper = map(words.number, (row.value, row.lower, row.upper))
    return words.say("sure.going_together_each", value=value, lower=lower, upper=upper,
                     count=f"{row.n:.0f}", **where)  # fmt: skip


def tables(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """A line a scale."""
    scales = rows[rows["unit"] == "alpha"]
    if len(scales):
        columns = ("side", "questions", "people", "alpha", "lower", "upper")
        head = [words.say(f"columns.{column}") for column in columns]
        body = [
            (words.say("words.cell", row=words.word(r.relation), column=words.word(r.part)),
             f"{r.numerator:.0f}", f"{r.n:.0f}", *map(words.number, (r.value, r.lower, r.upper)))
            for r in each_row(scales)
        ]  # fmt: skip
        yield table(words.say("captions.alpha"), head, body)
