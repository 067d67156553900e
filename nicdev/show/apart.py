"""How far places are apart in their words: a mark for each wave on the range that chance gives."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

UNIT = "apart"
LEFT, WIDE, HIGH = 0.2, style.WIDTH - 0.55, 0.14  # inches


def rows(shown: Disclosed) -> pd.DataFrame:
    """A row for each wave."""
    found = shown.rows
    return found[found["unit"] == UNIT]


def figure(shown: Disclosed, words: Words) -> str:
    """A mark for what was heard on a band for what chance alone would give."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    found = rows(shown)
    most = max(ceil(max(found["value"].max(), found["upper"].max()) * 10), 1) / 10
    head = style.wrapped(words.word(found["part"].iloc[0]), style.WIDTH - 0.1, bold=True)
    each = style.LINE + HIGH + 0.2
    with style.sheet(style.tall(head) + 0.2 + each * len(found), below=0.65) as (figure, axes):
        axes.text(0.05, 0.03, head, va="top", fontweight="bold")
        down = style.tall(head) + 0.18
        for row in each_row(found):
            at = down + style.LINE + HIGH / 2 + 0.03
            axes.text(0.05, down, f"{words.answer(row.x)}  {words.number(row.value)}", va="top",
                      fontsize=style.SMALL)  # fmt: skip
            axes.plot([LEFT, LEFT + WIDE], [at, at], color=style.MUTED, linewidth=0.5, zorder=0)
            axes.barh(at, max((row.upper - row.lower) / most * WIDE, 0.02),
                      left=LEFT + row.lower / most * WIDE, height=HIGH, color=style.RAMP[1],
                      edgecolor=style.INK, linewidth=0.7)  # fmt: skip
            axes.plot([LEFT + row.value / most * WIDE], [at], "o", color=style.MARK, markersize=8,
                      markeredgecolor=style.PAPER, markeredgewidth=0.8)  # fmt: skip
            down += each
        ticks = (0.0, most / 2, most)
        axes.set_xticks([LEFT + tick / most * WIDE for tick in ticks],
                        [words.number(tick) for tick in ticks])  # fmt: skip
        axes.spines["bottom"].set_visible(True)
        axes.spines["bottom"].set_bounds(LEFT, LEFT + WIDE)
        key = [Line2D([], [], marker="o", linestyle="none", markersize=8, color=style.MARK,
                      markeredgecolor=style.PAPER, label=words.word("heard")),
               Patch(facecolor=style.RAMP[1], edgecolor=style.INK, linewidth=0.7,
                     label=words.word("by_chance"))]  # fmt: skip
        figure.legend(handles=key, loc="lower left", ncols=2, frameon=False, fontsize=style.SMALL,
                      borderaxespad=0.1, handleheight=0.5, columnspacing=1.0)  # fmt: skip
        return style.svg(figure)


def alt(shown: Disclosed, words: Words) -> str:
    """Every mark with its band."""
    return words.say("alt.apart", each=" ".join(_each(shown, words)))


def _each(shown: Disclosed, words: Words) -> Iterator[str]:
    for row in each_row(rows(shown)):
        yield words.say("sentences.apart.each", wave=words.answer(row.x),
                        value=words.number(row.value), lower=words.number(row.lower),
                        upper=words.number(row.upper))  # fmt: skip


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """The scale, how far apart at each wave, and what became of it."""
    yield words.say("sentences.apart.scale", least=words.number(0), most=words.number(1))
    yield from _each(shown, words)
    every = shown.rows
    for row in each_row(every[every["unit"] == "closer"]):
        way = ("closer" if row.value < row.lower else
               "farther" if row.value > row.upper else "as_before")  # fmt: skip
        yield words.say(f"sentences.apart.{way}")


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """A line a wave."""
    found = rows(shown)
    columns = ("wave", "apart", "chance_from", "chance_to", "places")
    head = [words.say(f"columns.{column}") for column in columns]
    body = [(words.answer(r.x), *(words.number(n) for n in (r.value, r.lower, r.upper)),
             words.number(r.numerator, 0)) for r in each_row(found)]  # fmt: skip
    yield table(words.word(found["part"].iloc[0]), head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """On how many words of each place this rests."""
    found = rows(shown)
    yield words.say("sure.apart", words=words.number(found["limit"].iloc[0], 0))
