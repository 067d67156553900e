"""Bars of a distribution: answers from lowest to highest, and columns for counts."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

import pandas as pd

from nicdev.evidence import each_row
from nicdev.show import style
from nicdev.show.words import Words, span

if TYPE_CHECKING:
    from matplotlib.axes import Axes

THIN = 0.15  # inches, of a bar under its name
EACH = style.LINE + THIN + 0.13  # from one such bar to the next


def _bars(drawn: list[tuple[str, pd.DataFrame]], lefts: list[float], words: Words) -> str:
    """Bars from the left edge, or with so much of each left of a line that they share."""
    high, gap, wide = 0.44, 0.22, style.WIDTH - 0.04
    most = max(lefts, default=0.0)
    whole = wide
    if lefts:
        wide /= most + max(1 - left for left in lefts)
    heads = [style.wrapped(name, whole) for name, _ in drawn]
    above = [style.LINE * (1 + head.count("\n")) + 0.05 for head in heads]
    with style.sheet(sum(above) + len(drawn) * (high + gap)) as (figure, axes):
        down = 0.03
        starts = [0.02 + (most - left) * wide for left in lefts] or [0.02] * len(drawn)
        for head, room, start, (_, rows) in zip(heads, above, starts, drawn, strict=True):
            axes.text(0.02, down, head, va="top")
            down, left = down + room, start
            for fill, row in zip(style.fills(len(rows)), each_row(rows), strict=True):
                axes.barh(down + high / 2, row.value * wide, left=left, height=high, color=fill,
                          edgecolor=style.INK, linewidth=0.7)  # fmt: skip
                axes.text(left + row.value * wide / 2, down + high / 2,
                          _fitting(row, row.value * wide - 0.06, words), ha="center", va="center",
                          fontsize=style.SMALL, color=style.letters_on(fill))  # fmt: skip
                left += row.value * wide
            if lefts:
                for end in (down - 0.08, down + high):  # beside the letters and not over them
                    axes.plot([0.02 + most * wide] * 2, [end, end + 0.08], color=style.ACCENT,
                              linewidth=2.2, solid_capstyle="butt")  # fmt: skip
            down += high + gap
        return style.svg(figure)


def below(rows: pd.DataFrame) -> float:
    """The share of answers below the middle of their scale, with half of those on it.

    NaN where answers are shown together across the middle, so that no side can be told.
    """
    spans = [[float(end) for end in (span(x)[0], span(x)[-1])] for x in rows["x"]]
    middle = (spans[0][0] + spans[-1][1]) / 2
    share = 0.0
    for (low, high), value in zip(spans, rows["value"], strict=True):
        if low + high == 2 * middle:
            share += value / 2
        elif low <= middle <= high:
            return float("nan")
        else:
            share += value * (high < middle)
    return share


def diverging(drawn: list[tuple[str, pd.DataFrame]], words: Words) -> str:
    """As `stacked`, with the middles of the scales one below the other: what lies right of the
    line is above the middle."""
    return _bars(drawn, [below(rows) for _, rows in drawn], words)


def stacked(drawn: list[tuple[str, pd.DataFrame]], words: Words) -> str:
    """A bar for each spread below its heading, divided by answer."""
    return _bars(drawn, [], words)


def line(
    axes: Axes, down: float, name: str, said: str, share: float, weight: str = "normal"
) -> None:
    """A bar from none to all below its name and what is said of it; none where no number is."""
    wide = style.WIDTH - 0.06
    axes.text(0.03, down, name, va="top", fontsize=style.SMALL)
    axes.text(wide, down, said, va="top", ha="right", fontsize=style.SMALL, fontweight=weight)
    for part, fill in ((1.0, style.PAPER), (share, style.RAMP[3])) if share == share else ():
        axes.barh(down + style.LINE + THIN / 2, part * (wide - 0.03), left=0.03, height=THIN,
                  color=fill, edgecolor=style.MUTED, linewidth=0.6)  # fmt: skip


def _fitting(row: Any, inches: float, words: Words) -> str:
    """What a piece of a bar has room for: answer and share, or the answer, or nothing."""
    lines = [words.answer(row.x), words.share(row.value)]
    kept = lines if style.length(lines[1], style.SMALL) <= inches else lines[:1]
    return "\n".join(kept) if style.length(lines[0], style.SMALL) <= inches else ""


def columns(rows: pd.DataFrame, of: str, words: Words) -> str:
    """A column for each count, with its number where there is room."""
    import seaborn as sns

    with style.canvas(2.7) as (figure, axes):
        labels = [words.answer(x) for x in rows["x"]]
        sns.barplot(x=labels, y=rows["numerator"], ax=axes, errorbar=None, color=style.RAMP[2],
                    edgecolor=style.INK, linewidth=0.7, width=0.72, saturation=1)  # fmt: skip
        counts = [f"{count:.0f}" for count in rows["numerator"]]
        axes.set(xlabel=words.say(f"columns.{of}"), ylabel="")
        numbered = len(counts) * (max(map(style.length, counts)) + 0.06) < style.WIDTH - 0.2
        if numbered:  # each column has room for its number; else an axis says how high they are
            axes.set(yticks=[])
            for at, (count, text) in enumerate(zip(rows["numerator"], counts, strict=True)):
                axes.text(at, count, text, ha="center", va="bottom")
        each = ceil(len(labels) * (max(map(style.length, labels)) + 0.1) / style.WIDTH)
        axes.set_xticks(range(0, len(labels), each), labels[::each])
        sns.despine(ax=axes, left=numbered)
        return style.svg(figure)
