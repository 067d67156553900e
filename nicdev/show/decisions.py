"""Decisions of earlier meetings, read back in the words in which they were handed in."""

from __future__ import annotations

from collections.abc import Iterator

from nicdev.evidence import Disclosed
from nicdev.framework import framework
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

# As they are read: what was decided first, when and over which wave last. Ids say nothing here.
COLUMNS = ("text", "key", "role", "test", "by_when", "became", "on")


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many there are."""
    count = shown.rows["part"].nunique()
    yield words.say("sentences.checklist.decisions", count=count)


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """A row for each, with those columns that may be seen."""
    rows = shown.rows
    seen = [column for column in COLUMNS if (rows["x"] == column).any()]
    body = []
    for _, one in rows.groupby("part", sort=False):
        cells = dict(zip(one["x"], one["label"], strict=True))
        body.append([_cell(column, cells.get(column, ""), words) for column in seen])
    head = [words.say(f"decision.{column}") for column in seen]
    yield table(words.say("captions.decisions"), head, body)


def _cell(column: str, text: str, words: Words) -> str:
    if column == "key" and text in framework().indicators:
        return words.say(f"indicators.{text}.question")
    return text or "–"


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Nothing was worked out."""
    yield words.say("sure.handed_in")
