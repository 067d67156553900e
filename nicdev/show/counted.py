"""Counts of work, as a distribution shows them: tests, teams, what was learned, points."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from nicdev.evidence import each_row
from nicdev.show import style
from nicdev.show.words import Words

UNITS = ("tests", "teams", "learnings", "points")
MET = ("yes", "reported")  # where there are two answers, the one that a sentence counts


HIGH, GAP = 0.32, 0.12  # inches that a bar takes downwards, and to the next


def bars(title: str, rows: pd.DataFrame, words: Words) -> str:
    """A bar for each answer from the same line, so that short ones are named and compared too."""
    names = [style.wrapped(words.word(x), style.WIDTH / 3, most=1) for x in rows["x"]]
    head = style.wrapped(title, style.WIDTH - 0.04)
    left = max(map(style.length, names)) + 0.12
    room = style.WIDTH - left - style.length(f"{rows['n'].iloc[0]:.0f}") - 0.15
    top = style.tall(head) + 0.15
    with style.sheet(top + len(rows) * (HIGH + GAP)) as (figure, axes):
        axes.text(0.02, 0.03, head, va="top")
        for at, (name, row) in enumerate(zip(names, each_row(rows), strict=True)):
            middle = top + at * (HIGH + GAP) + HIGH / 2
            wide = room * row.numerator / rows["numerator"].max()
            axes.text(left - 0.08, middle, name, va="center", ha="right")
            axes.barh(middle, wide, left=left, height=HIGH, color=style.RAMP[2],
                      edgecolor=style.INK, linewidth=0.7)  # fmt: skip
            axes.text(left + wide + 0.06, middle, f"{row.numerator:.0f}", va="center")
        return style.svg(figure)


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
