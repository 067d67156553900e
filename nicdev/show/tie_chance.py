"""Ties that lead out of a group: the share reported, on the range that chance would give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.artist import Artist

UNIT = "outside"
LEFT, WIDE = 0.2, style.WIDTH - 0.55  # inches before the axis, and from none to all
HIGH = 0.14


def rows(shown: Disclosed) -> pd.DataFrame:
    """A row for each question, version and kind of group."""
    found = shown.rows
    return found[found["unit"] == UNIT]


def _questions(shown: Disclosed, words: Words) -> Iterator[tuple[str, str, pd.DataFrame]]:
    found = rows(shown)
    several = found["view"].nunique() > 1
    for (_, view), some in found.groupby(["relation", "view"], sort=False):
        yield str(some["label"].iloc[0]), words.version(str(view) if several else ""), some


def _value(row: Any, words: Words) -> str:
    return words.word(row.coded) if row.coded else words.share(row.value)


def figure(shown: Disclosed, words: Words) -> str | None:
    """A mark for what is reported on a band for what chance alone would give."""
    found = [(style.wrapped(label + version, style.WIDTH - 0.1), some)
             for label, version, some in _questions(shown, words)]  # fmt: skip
    if not found:
        return None
    each = style.LINE + HIGH + 0.18
    height = sum(style.tall(head) + 0.2 + each * len(some) for head, some in found)
    with style.sheet(height, below=0.65) as (figure, axes):
        down = 0.03
        for head, some in found:
            axes.text(0.05, down, head, va="top")
            down += style.tall(head) + 0.1
            for row in each_row(some):
                name = words.word(row.group)
                axes.text(0.05, down, name, va="top", fontsize=style.SMALL)
                axes.text(0.15 + style.length(name, style.SMALL), down, _value(row, words),
                          va="top", fontsize=style.SMALL, fontweight="bold")  # fmt: skip
                _band(axes, row, down + style.LINE + HIGH / 2 + 0.03)
                down += each
            down += 0.1
        ticks = (0.0, 0.25, 0.5, 0.75, 1.0)
        axes.set_xticks([LEFT + tick * WIDE for tick in ticks], [words.share(t) for t in ticks])
        axes.spines["bottom"].set_visible(True)
        axes.spines["bottom"].set_bounds(LEFT, LEFT + WIDE)
        figure.legend(handles=_key(words), loc="lower left", ncols=2, frameon=False,
                      fontsize=style.SMALL, borderaxespad=0.1, handleheight=0.5,
                      columnspacing=1.0)  # fmt: skip
        return style.svg(figure)


def _band(axes: Any, row: Any, at: float) -> None:
    axes.plot([LEFT, LEFT + WIDE], [at, at], color=style.MUTED, linewidth=0.5, zorder=0)
    if pd.notna(row.lower):
        axes.barh(at, max((row.upper - row.lower) * WIDE, 0.02), left=LEFT + row.lower * WIDE,
                  height=HIGH, color=style.RAMP[1], edgecolor=style.INK, linewidth=0.7)  # fmt: skip
    if pd.notna(row.value):
        axes.plot([LEFT + row.value * WIDE], [at], "o", color=style.MARK, markersize=8,
                  markeredgecolor=style.PAPER, markeredgewidth=0.8)  # fmt: skip


def _key(words: Words) -> list[Artist]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    mark = Line2D([], [], marker="o", markersize=8, color=style.MARK, linestyle="",
                  label=words.word("as_reported"))  # fmt: skip
    band = Patch(facecolor=style.RAMP[1], edgecolor=style.INK, linewidth=0.7,
                 label=words.word("by_chance"))  # fmt: skip
    return [mark, band]


def alt(shown: Disclosed, words: Words) -> str:
    """Every mark and band in words."""
    each = [
        words.say("alt.outside_each", label=label, version=version, group=words.word(row.group),
                  value=_value(row, words), lower=words.share(row.lower),
                  upper=words.share(row.upper))
        for label, version, some in _questions(shown, words) for row in each_row(some)
    ]  # fmt: skip
    return words.say("alt.outside", each=" ".join(each))


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """What leads out, what would by chance, and how the two compare: a line for each question."""
    for label, version, some in _questions(shown, words):
        told = " ".join(_sentence(row, words) for row in each_row(some))
        yield words.say("sentences.outside.question", label=label, version=version, each=told)


def _sentence(row: Any, words: Words) -> str:
    if pd.isna(row.value) and not row.coded:
        return words.say(f"sentences.outside.{row.group}_unknown")
    said = words.say(f"sentences.outside.{row.group}", share=_value(row, words),
                     lower=words.share(row.lower), upper=words.share(row.upper))  # fmt: skip
    against = row.x.replace(" ", "_")
    return f"{said} {words.say(f'sentences.outside.{against}')}" if against else said


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Shares and what chance would give; the index with its range where it may be seen."""
    columns = ("relation", "leads_out", "share", "chance", "chance_from", "chance_to")
    head = [words.say(f"columns.{c}") for c in columns]
    body = [
        (label + version, words.word(row.group), _value(row, words),
         *map(words.share, (row.limit, row.lower, row.upper)))
        for label, version, some in _questions(shown, words) for row in each_row(some)
    ]  # fmt: skip
    yield table(words.say("captions.outside"), head, body)
    index = shown.rows[shown.rows["unit"] == "e_i"]
    if index.empty:
        return
    several = index["view"].nunique() > 1
    head = [words.say(f"columns.{c}")
            for c in ("relation", "leads_out", "index", "chance", "lower", "upper")]  # fmt: skip
    body = [
        (row.label + words.version(row.view if several else ""), words.word(row.group),
         *map(words.number, (row.value, row.limit, row.lower, row.upper)))
        for row in each_row(index)
    ]  # fmt: skip
    yield table(words.say("captions.e_i"), head, body)
