"""What people chose: a dot for each answer with its range, people and mentions apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UNIT = "choices"
UNITS = (UNIT, "mentions", "published", "published_mentions")
ON_DATA = ("data", "other")  # told by whether they are about data, and not by how many chose them
ROW = 0.36  # inches that an answer takes
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def parts(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The questions with their answers, most frequent first."""
    rows = rows[rows["unit"] == UNIT]
    return [(str(part), some) for part, some in rows.groupby("part", sort=False)]


def figure(shown: Disclosed, words: Words) -> str | None:
    """The first question: a dot on a line from none to all for each answer that may be seen."""
    found = parts(shown.rows)
    if not found:
        return None
    part, rows = found[0]
    lines = list(each_row(rows))
    title = style.wrapped(_head(part, rows, words), style.WIDTH - 0.1, bold=True)
    named = min(max(style.length(line.x, style.SMALL) for line in lines), style.WIDTH * 0.42)
    names = [style.wrapped(line.x, named, style.SMALL, most=2) for line in lines]
    top = style.tall(title) + 0.15
    with style.sheet(top + ROW * len(lines) + 0.5) as (figure, axes):
        axes.text(0.05, 0.03, title, va="top", fontweight="bold")
        left, right = named + 0.25, style.WIDTH - 0.25
        down = top
        _scale(axes, left, right, top, top + ROW * len(lines), words)
        for name, line in zip(names, lines, strict=True):
            middle = down + ROW / 2
            axes.text(left - 0.15, middle, name, ha="right", va="center", fontsize=style.SMALL)
            _dot(axes, line, left, right - left, middle, words)
            down += ROW
        return style.svg(figure)


def _scale(axes: Axes, left: float, right: float, top: float, bottom: float, words: Words) -> None:
    for at in TICKS:
        x = left + at * (right - left)
        axes.plot([x, x], [top, bottom], color=style.RAMP[1], linewidth=0.7, zorder=0)
        axes.text(x, bottom + 0.08, words.share(at), ha="center", va="top", fontsize=style.SMALL)


def _dot(axes: Axes, line: Any, left: float, wide: float, middle: float, words: Words) -> None:
    if line.coded:
        axes.text(left + 0.05, middle, words.word(line.coded), va="center", fontsize=style.SMALL,
                  color=style.MUTED)  # fmt: skip
        return
    if pd.notna(line.lower):
        axes.plot([left + line.lower * wide, left + line.upper * wide], [middle] * 2,
                  color=style.RAMP[3], linewidth=2.2, solid_capstyle="butt")  # fmt: skip
    axes.plot([left + line.value * wide], [middle], "o", color=style.MARK, markersize=7,
              markeredgecolor=style.PAPER, markeredgewidth=0.7)  # fmt: skip


def _head(part: str, rows: pd.DataFrame, words: Words) -> str:
    return words.say("captions.choices", label=words.word(part), count=f"{rows['n'].iloc[0]:.0f}")


def _said(line: Any, words: Words) -> str:
    if line.coded:
        return words.word(line.coded)
    return f"{words.number(line.numerator, 0)} ({words.share(line.value)})"


def alt(shown: Disclosed, words: Words) -> str:
    """Every dot in words."""
    part, rows = parts(shown.rows)[0]
    each = words.list(f"{line.x} {_said(line, words)}" for line in each_row(rows))
    return words.say("alt.choices", head=_head(part, rows, words), list=each)


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """For each question what most people chose, and how often anything was named; what is about
    coaching or data; what a report found elsewhere."""
    for part, rows in parts(shown.rows):
        seen = rows[(rows["coded"] == "") & ~rows["relation"].isin(ON_DATA)]
        if len(seen):
            first = next(each_row(seen))
            yield words.say("sentences.choices.first", label=words.word(part), answer=first.x,
                            numerator=f"{first.numerator:.0f}", count=f"{first.n:.0f}",
                            share=words.share(first.value))  # fmt: skip
        for line in each_row(rows[rows["relation"].isin(["coaching", "data"])]):
            yield words.say(f"sentences.choices.{line.relation}", answer=line.x,
                            said=_said(line, words))  # fmt: skip
        # Where answers are held back, one of them may be about data.
        if (rows["relation"] == "other").all() and not shown.held_back:
            yield words.say("sentences.choices.other", label=words.word(part))
    named = shown.rows[shown.rows["unit"] == "mentions"]
    if len(named):
        each = words.list(
            words.say("sentences.choices.mentions_each", label=words.word(row.part),
                      numerator=f"{row.numerator:.0f}", count=f"{row.n:.0f}")
            for row in each_row(named)
        )  # fmt: skip
        yield words.say("sentences.choices.mentions", list=each)
    yield from _published(shown.rows, words)


def _published(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    shares = list(each_row(rows[rows["unit"] == "published"]))
    if shares:
        each = words.list(f"{words.word(row.x)} {words.share(row.value)}" for row in shares)
        yield words.say("sentences.choices.published", list=each, source=shares[0].label)
    for row in each_row(rows[rows["unit"] == "published_mentions"]):
        yield words.say("sentences.choices.published_mentions",
                        numerator=f"{row.numerator:.0f}", count=f"{row.n:.0f}")  # fmt: skip


def tables(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """People, their share and its range, for each question."""
    head = [words.say(f"columns.{name}") for name in ("answer", "people", "share", "wilson")]
    for part, some in parts(rows):
        body = [
            (line.x, words.word(line.coded), "", "") if line.coded else
            (line.x, words.number(line.numerator, 0), words.share(line.value),
             words.say("words.to", first=words.share(line.lower), last=words.share(line.upper)))
            for line in each_row(some)
        ]  # fmt: skip
        yield table(_head(part, some, words), head, body)
