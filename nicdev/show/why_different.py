"""Why a number differs from an earlier page's: data, method or settings, each with what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.framework import framework
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

UNITS = ("why", "was", "compared")


def _whys(shown: Disclosed) -> pd.DataFrame:
    return shown.rows[shown.rows["unit"] == "why"]


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """For how many questions a number differs, and for what kind of reason."""
    rows = _whys(shown)
    if rows.empty:
        yield words.say("sentences.why.nothing")
        return
    yield words.say("sentences.why.questions", count=rows["part"].nunique())
    for kind, some in rows.groupby("group", sort=False):
        yield words.say(f"sentences.why.{kind}", count=some["part"].nunique())


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """For each wave: the question, what changed, from what to what."""
    rows = _whys(shown)
    head = [words.say(f"columns.{c}") for c in ("question", "why", "which_one", "was", "is_now")]
    for (wave, label), some in rows.groupby(["wave", "label"], sort=False):
        body = [
            (words.say(f"indicators.{row.part}.name"), words.word(row.group), _what(row, words),
             *_then_and_now(row, words))
            for row in each_row(some)
        ]  # fmt: skip
        yield table(words.say("captions.why", wave=label or wave), head, body)


def _what(row: Any, words: Words) -> str:
    if row.x in framework().limits:
        return words.say(f"limits.{row.x}")
    key = f"tables.{row.x}"
    return words.say(key) if words.locale.has(key) else words.word(row.x).replace("_", " ") or "–"


def _then_and_now(row: Any, words: Words) -> tuple[str, str]:
    if row.group != "other_data":
        return row.relation or "–", row.view or "–"
    if pd.isna(row.numerator):
        return "–", "–"
    then, now = (words.say("words.rows", count=f"{n:.0f}") for n in (row.n, row.numerator))
    return then, now


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """What is compared with what."""
    del shown
    yield words.say("sure.kept")
