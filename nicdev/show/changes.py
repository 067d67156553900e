"""What changed: every verdict beside that of the wave before, by what became of it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show.tables import Table, table
from nicdev.show.wheel import before
from nicdev.show.words import Words


def _pairs(shown: Disclosed, words: Words) -> pd.DataFrame:
    """A row for each verdict: its name, what it was, what it is and what became of it."""
    rows = shown.rows
    pairs = [
        (_name(both, words), *both["x"], both["group"].iloc[0])
        for _, both in rows[rows["unit"] == "verdicts"].groupby(["part", "relation"], sort=False)
    ]
    return pd.DataFrame(pairs, columns=["name", "was", "now", "change"])


def _name(both: pd.DataFrame, words: Words) -> str:
    """What it is about; a part is named where the page of either wave names it."""
    name = words.say(f"indicators.{both['part'].iloc[0]}.name")
    part = both["relation"].iloc[0]
    ours = words.word(part) if words.locale.has(f"words.{part}") else ""
    label = next(filter(None, both["label"]), ours)
    return f"{name}: {label}" if label else name


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """New, gone, moved, and how many read as before."""
    pairs = _pairs(shown, words)
    if pairs.empty:
        yield words.say("sentences.checklist.first_wave")
        return
    then = before(shown.rows)
    for change in ("new", "gone"):
        if names := list(pairs.loc[pairs["change"] == change, "name"]):
            said = words.list(f"“{name}”" for name in names)
            yield words.say(f"sentences.checklist.{change}", before=then, list=said)
    for pair in each_row(pairs[pairs["change"] == "moved"]):
        was, now = (words.say(f"verdicts.{word}.name") for word in (pair.was, pair.now))
        yield words.say("sentences.checklist.moved", name=pair.name, before=then, was=was, now=now)
    same = int((pairs["change"] == "same").sum())
    if same == len(pairs):
        yield words.say("sentences.checklist.nothing_moved", before=then, count=same)
    elif same:
        yield words.say("sentences.checklist.unchanged", before=then, count=same)


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """The verdicts that changed: what is new first, then what is gone."""
    pairs = _pairs(shown, words)
    pairs = pairs[pairs["change"] != "same"]
    if pairs.empty:
        return
    then = before(shown.rows)
    head = [words.say(f"columns.{column}") for column in ("question", "change")]
    head += [words.say("columns.earlier", before=then), words.say("columns.now")]
    order = ["new", "gone", "moved"]
    body = [
        (pair.name, words.word(pair.change),
         *(words.say(f"verdicts.{word}.name") for word in (pair.was, pair.now)))
        for pair in each_row(pairs.sort_values("change", key=lambda c: c.map(order.index),
                                               kind="stable"))
    ]  # fmt: skip
    yield table(words.say("captions.changes", before=then), head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """A verdict is as sure as its own page says."""
    yield words.say("sure.two_readings")
