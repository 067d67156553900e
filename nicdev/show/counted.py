"""Distributions that are no answers to a question: kinds of members, ways of taking part, lines of
many answers. How they are said and, where answers' bars do not do, drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import each_row
from nicdev.show import style
from nicdev.show.disclosure.pooling import TOGETHER
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

LISTS = ("roster", "reach")
UNITS = (*LISTS, "scope", "replies")
BAR, GAP = 0.2, 0.12  # inches


def bars(drawn: list[tuple[str, pd.DataFrame]], words: Words) -> str:
    """Bars from longest to shortest, named above, for what has no order: heading, rows."""
    wide = style.WIDTH - 0.1
    top = max(rows["numerator"].max() for _, rows in drawn)
    room = style.length(f"{top:.0f} ({words.share(1.0)})", style.SMALL) + 0.15
    heads = [style.wrapped(head, wide, bold=True) for head, _ in drawn]
    names = [[style.wrapped(words.word(row.x), wide, style.SMALL, most=2) for row in each_row(rows)]
             for _, rows in drawn]  # fmt: skip
    height = sum(style.tall(head) + 0.25 + sum(style.tall(n, style.SMALL) + BAR + GAP for n in some)
                 for head, some in zip(heads, names, strict=True))  # fmt: skip
    with style.sheet(height) as (figure, axes):
        down = 0.03
        for head, some, (_, rows) in zip(heads, names, drawn, strict=True):
            axes.text(0.05, down, head, va="top", fontweight="bold")
            down += style.tall(head) + 0.1
            for name, row in zip(some, each_row(rows), strict=True):
                axes.text(0.05, down, name, va="top", fontsize=style.SMALL)
                down += style.tall(name, style.SMALL) + 0.02
                long = row.numerator / top * (wide - room)
                axes.barh(down + BAR / 2, long, left=0.05, height=BAR, color=style.RAMP[2],
                          edgecolor=style.INK, linewidth=0.7)  # fmt: skip
                axes.text(0.12 + long, down + BAR / 2, _counted(row, words), va="center",
                          fontsize=style.SMALL, fontweight="bold")  # fmt: skip
                down += BAR + GAP - 0.02
            down += 0.15
        return style.svg(figure)


def _counted(row: Any, words: Words) -> str:
    return f"{row.numerator:.0f} ({words.share(row.value)})"


def sentences(
    unit: str, label: str, version: str, table: pd.DataFrame, rows: pd.DataFrame, words: Words
) -> Iterator[str]:
    """What one table says. `rows` are those of the same part and version."""
    own = (table["relation"] != "").all() and (unit in LISTS or table["numerator"].isna().all())
    if own:  # a question of the network's own; sentences of replies have the marks themselves
        label = words.say("words.quoted", label=label)
    if table["numerator"].isna().all():
        yield words.say(
            "sentences.counted.coded",
            label=label,
            version=version,
            top=words.answer(table["x"].iloc[0]),
        )
    elif unit in LISTS:
        each = words.list(f"{words.word(row.x)} {_counted(row, words)}" for row in each_row(table))
        yield words.say("sentences.counted.roster", label=label, version=version, list=each,
                        count=words.number(table["n"].iloc[0], 0))  # fmt: skip
    elif unit == "scope":
        held = rows[rows["unit"] == "held"].iloc[0]
        each = words.list(
            words.say(
                "sentences.counted.in_so_many",
                share=words.share(row.value),
                top=words.answer(row.x),
            )
            for row in each_row(table)
        )
        yield words.say("sentences.counted.scope", count=words.number(table["n"].iloc[0], 0),
                        list=each,
                        held=words.number(held.value, 0),
                        could=words.number(held.n, 0))  # fmt: skip
    else:
        items = rows.loc[rows["unit"] == "questions", "value"].iloc[0]
        each = words.list(
            words.say("sentences.distribution.chose", share=words.share(row.value),
                      top=words.answer(row.x)) for row in each_row(table)
        )  # fmt: skip
        yield words.say("sentences.counted.replies", label=label, version=version, list=each,
                        count=words.number(table["n"].iloc[0], 0),
                        items=words.number(items, 0))  # fmt: skip


def reached(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """Whom each structure, and each team's meetings, saw at least once."""
    head = [words.say(f"columns.{column}") for column in ("group", "reached", "of", "share")]
    for kind, some in rows[rows["unit"] == "reached"].groupby("group_kind", sort=False):
        body = [
            (r.label if r.label and r.group != TOGETHER else words.word(r.group),
             words.number(r.numerator, 0), f"{r.n:.0f}",
             words.word(r.coded) if r.coded else words.share(r.value))
            for r in each_row(some)
        ]  # fmt: skip
        yield table(words.say(f"captions.reached_{kind}"), head, body)
