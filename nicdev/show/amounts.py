"""Amounts: single numbers beside a distribution, each said in one plain sentence and in a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import each_row
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

LISTED = ("hours_open", "org_pairs_alone")  # shares of one whole, in a table alone


def sentences(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """Each amount in words."""
    for row in each_row(rows[rows["unit"] == "blau"]):
        if row.numerator > 1:
            yield words.say(f"sentences.amounts.blau_{row.relation}", label=words.word(row.part),
                            share=words.share(row.value),
                            limit=words.share(row.limit))  # fmt: skip

    for row in each_row(rows[rows["unit"] == "hours_month"]):
        yield words.say(f"sentences.amounts.{row.part}", value=words.number(row.value, 1))

    alone = rows[(rows["unit"] == "org_pairs_alone") & ~(rows["numerator"] == 0)]
    if len(alone):
        listed = words.list(f"{words.word(r.x)} {_said(r, words)}" for r in each_row(alone))
        yield words.say("sentences.amounts.org_pairs_alone",
                        label=words.word(alone["part"].iloc[0]), list=listed)  # fmt: skip


def _said(row: Any, words: Words) -> str:
    return words.word(row.coded) if row.coded else words.share(row.value)


def tables(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """Indices beside the most that they could be; members of each organisation."""
    columns = ("about", "kinds", "of", "blau", "most", "teachman", "most")
    blau = rows[rows["unit"] == "blau"]
    entropy = rows[rows["unit"] == "teachman"].set_index(["relation", "part"])
    if len(blau):
        head = [words.say(f"columns.{column}") for column in columns]
        body = []
        for row in each_row(blau):
            other = entropy.loc[(row.relation, row.part)]
            said = words.say(
                "words.cell", row=words.word(row.relation), column=words.word(row.part)
            )
            body.append((said, f"{row.numerator:.0f}", f"{row.n:.0f}",
                         *map(words.number, (row.value, row.limit, other["value"],
                                             other["limit"]))))  # fmt: skip
        yield table(words.say("captions.blau"), head, body)
    monthly = rows[rows["unit"] == "hours_month"]
    if len(monthly):
        head = [words.say(f"columns.{column}") for column in ("about", "hours")]
        body = [(words.word(r.part), words.number(r.value, 1)) for r in each_row(monthly)]
        yield table(words.say("captions.hours_month"), head, body)
    for unit in LISTED:
        some = rows[rows["unit"] == unit]
        if len(some):
            head = [words.say(f"columns.{column}") for column in ("group", "share")]
            lines = [(words.word(r.x), _said(r, words)) for r in each_row(some)]
            caption = words.say("captions.amounts", label=words.word(some["part"].iloc[0]))
            yield table(caption, head, lines)
    yield from _joint(rows[rows["unit"] == "joint"], words)
    meetings = rows[rows["unit"] == "meetings"]
    if len(meetings):
        head = [words.say(f"columns.{column}") for column in ("group", "enough", "of", "share")]
        body = [(r.label or r.group, f"{r.numerator:.0f}", f"{r.n:.0f}", words.share(r.value))
                for r in each_row(meetings)]  # fmt: skip
        yield table(words.say("captions.meetings"), head, body)
    by_organization = rows[rows["unit"] == "by_organization"]
    if len(by_organization):
        head = [words.say(f"columns.{column}") for column in ("group", "count", "share")]
        body = [(words.word(row.x), f"{row.numerator:.0f}", words.share(row.value))
                for row in each_row(by_organization)]  # fmt: skip
        yield table(words.say("captions.by_organization"), head, body)


def _joint(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """Members by two things at once."""
    if rows.empty:
        return
    head = [words.say("columns.structures"), *map(words.word, rows["x"].drop_duplicates())]
    body = [(str(group), *(f"{count:.0f}" for count in some["numerator"]))
            for group, some in rows.groupby("group", sort=False)]  # fmt: skip
    yield table(words.say("captions.joint"), head, body)
