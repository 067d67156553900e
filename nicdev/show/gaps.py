"""What to collect next: the work of each thing, the questions it opens, and what waits for more."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from nicdev.evidence import each_row
from nicdev.show.tables import Table, table
from nicdev.show.words import Words


def sentences(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """How many questions wait, and the next things with what each would open."""
    for row in each_row(rows[rows["unit"] == "waiting"]):
        if not row.numerator:
            yield words.say("sentences.gaps.none", count=words.number(row.n, 0))
        else:
            yield words.say("sentences.gaps.waiting", waiting=words.number(row.numerator, 0),
                            count=words.number(row.n, 0),
                            several=words.number(row.limit, 0))  # fmt: skip
    following = rows[(rows["unit"] == "opens") & (rows["part"] == "next_things")]
    if len(following):
        each = words.list(words.say("sentences.gaps.each", thing=words.word(r.x),
                                    count=words.number(r.numerator, 0))
                          for r in each_row(following))  # fmt: skip
        yield words.say("sentences.gaps.next", list=each)


def tables(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """Each thing with its work and the questions it opens; then the questions by thing."""
    things = rows[rows["unit"] == "opens"]
    if len(things):
        head = [words.say(f"columns.{column}") for column in ("thing", "work", "opens")]
        body = [(words.word(r.x), words.number(r.limit, 0), words.number(r.numerator, 0))
                for r in each_row(things)]  # fmt: skip
        yield table(words.say("captions.things"), head, body)
    opened = rows[rows["unit"] == "opened"]
    if len(opened):
        head = [words.say(f"columns.{column}") for column in ("thing", "dimension", "what_waits")]
        rooms = opened["label"].str.rpartition(".")[0]
        body = [
            (words.word(str(thing)), words.say(f"rooms.{room}.name"),
             words.list(words.say(f"indicators.{key}.name") for key in some["label"]))
            for (thing, room), some in opened.groupby([opened["group"], rooms], sort=False)
        ]  # fmt: skip
        yield table(words.say("captions.waiting"), head, body)
