"""Quotations: a word of the network among the words around it; nothing is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from nicdev.evidence import Disclosed, each_row
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

UNIT = "context"


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many places are shown."""
    rows = shown.rows[shown.rows["unit"] == UNIT]
    yield words.say("sentences.quotations", count=len(rows))


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """A table a word; a line a place."""
    rows = shown.rows[shown.rows["unit"] == UNIT]
    head = [words.say(f"columns.{column}") for column in ("line", "quoted")]
    for part, some in rows.groupby("part", sort=False):
        lines = [f"… {row.label} …" for row in each_row(some)]
        yield table(f"“{part}”", head, [(str(at), line) for at, line in enumerate(lines, 1)])


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Quotations are chosen, and no sample."""
    yield words.say("sure.quotations")
