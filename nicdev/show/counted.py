"""Counts of work, as a distribution shows them: tests, teams, what was learned, points."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from nicdev.evidence import each_row
from nicdev.show.words import Words

UNITS = ("tests", "teams", "learnings", "points")
MET = ("yes", "reported")  # where there are two answers, the one that a sentence counts


def sentence(label: str, rows: pd.DataFrame, words: Words) -> str:
    """How many of how many; every answer where there are more than two."""
    first, count = rows.iloc[0], f"{rows['n'].iloc[0]:.0f}"
    if first["x"] in MET and len(rows) == 2:
        return words.say("sentences.distribution.counted_yes", label=label, count=count,
                         numerator=f"{first['numerator']:.0f}",
                         share=words.share(first["value"]))  # fmt: skip
    listed = words.list(f"{words.word(r.x)} {r.numerator:.0f}" for r in each_row(rows))
    return words.say("sentences.distribution.counted", label=label, list=listed, count=count)


def sure(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """How many teams stand behind the tests, and how many tests were read."""
    for row in each_row(rows[rows["unit"] == "behind"]):
        yield words.say("sure.behind", count=round(row.numerator))
    for row in each_row(rows[rows["unit"] == "read"]):
        yield words.say("sure.read", numerator=f"{row.numerator:.0f}", count=f"{row.n:.0f}")
