"""Amounts: single numbers beside a distribution, each said in one plain sentence and in a table."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from nicdev.evidence import each_row
from nicdev.show.tables import Table, table
from nicdev.show.words import Words


def sentences(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """Each amount in words."""
    for row in each_row(rows[rows["unit"] == "blau"]):
        if row.numerator > 1:
            yield words.say(f"sentences.amounts.blau_{row.relation}", label=words.word(row.part),
                            share=words.share(row.value),
                            limit=words.share(row.limit))  # fmt: skip


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
    by_organization = rows[rows["unit"] == "by_organization"]
    if len(by_organization):
        head = [words.say(f"columns.{column}") for column in ("group", "count", "share")]
        body = [(words.word(row.x), f"{row.numerator:.0f}", words.share(row.value))
                for row in each_row(by_organization)]  # fmt: skip
        yield table(words.say("captions.by_organization"), head, body)
