"""Words: which ones a side uses more often than the others do, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ONE_COLUMN = 24  # words that still stand in one column
ROW = 0.235  # inches that a word takes
HEAD = 0.14  # inches that a head takes more


@dataclass(frozen=True)
class _Line:
    """A head, or a word with its row."""

    text: str
    row: Any = None


def sides(shown: Disclosed, words: Words) -> list[tuple[str, list[Any]]]:
    """The lists by name, each with what stands out most first."""
    rows = shown.rows
    rows = rows[rows["unit"] == "word"]
    return [
        (some["label"].iloc[0] or (words.word(str(group)) if group else ""),
         list(each_row(some.sort_values("value", ascending=False, kind="stable"))))
        for group, some in rows.groupby("group", sort=False)
    ]  # fmt: skip


def figure(shown: Disclosed, words: Words) -> str | None:
    """A dot with its range for each word; the line in the middle is 'as often as elsewhere'."""
    found = [(n, [r for r in rows if pd.notna(r.value)]) for n, rows in sides(shown, words)]
    found = [(name, rows) for name, rows in found if rows]
    if not found:
        return None
    count = sum(len(rows) for _, rows in found)
    width, columns = (style.WIDTH, 1) if count <= ONE_COLUMN else (style.WIDE, 2)
    each = width / columns
    laid = _columns(found, columns, each - 0.1)
    drawn = [row for _, rows in found for row in rows]
    low = min(min(r.value, r.lower) if pd.notna(r.lower) else r.value for r in drawn)
    high = max(max(r.value, r.upper) if pd.notna(r.upper) else r.value for r in drawn)
    scale = floor(min(low, 0.0)), ceil(max(high, 1.0))
    size = style.SMALL if columns == 1 else style.TINY + 0.5
    named = min(max(style.length(r.x, size) for r in drawn), each * 0.42)
    height = max(sum(ROW if line.row else ROW + HEAD for line in lines) for lines in laid) + 0.75
    with style.sheet(height, width=width) as (figure, axes):
        for at, lines in enumerate(laid):
            _column(axes, at * each, each, lines, named, size, scale, words)
        return style.svg(figure)


def _columns(found: list[tuple[str, list[Any]]], count: int, room: float) -> list[list[_Line]]:
    """Lists one below the other; two lists, or one that is too long, side by side."""
    each = [[_Line(style.wrapped(name, room, bold=True, most=1))] * bool(name)
            + [_Line(r.x, r) for r in rows] for name, rows in found]  # fmt: skip
    if count == 1:
        return [[line for lines in each for line in lines]]
    if len(each) == 1:
        half = ceil(len(each[0]) / 2)
        return [each[0][:half], each[0][half:]]
    cut = min(range(1, len(each)), key=lambda at: max(sum(map(len, each[:at])),
                                                      sum(map(len, each[at:]))))  # fmt: skip
    return [[line for lines in some for line in lines] for some in (each[:cut], each[cut:])]


def _column(
    axes: Axes,
    left: float,
    wide: float,
    lines: list[_Line],
    named: float,
    size: float,
    scale: tuple[int, int],
    words: Words,
) -> None:
    start = left + named + 0.2
    inch = (left + wide - 0.3 - start) / (scale[1] - scale[0])

    def at(value: float) -> float:
        return start + (value - scale[0]) * inch

    down = 0.03
    for line in lines:
        if line.row is None:
            axes.text(left + 0.05, down + 0.1, line.text, va="top", fontweight="bold",
                      bbox=style.HALO)  # fmt: skip
            down += ROW + HEAD
            continue
        middle = down + ROW / 2
        axes.text(start - 0.12, middle, style.wrapped(line.text, named, size, most=1), ha="right",
                  va="center", fontsize=size)  # fmt: skip
        if pd.notna(line.row.lower):
            end = scale[1] if pd.isna(line.row.upper) else line.row.upper
            axes.plot([at(line.row.lower), at(end)], [middle] * 2, color=style.RAMP[3],
                      linewidth=2.2, solid_capstyle="butt")  # fmt: skip
        axes.plot([at(line.row.value)], [middle], "o", color=style.MARK, markersize=6,
                  markeredgecolor=style.PAPER, markeredgewidth=0.7)  # fmt: skip
        down += ROW
    top = 0.03 if lines[0].row else ROW + HEAD
    axes.plot([at(0)] * 2, [top, down + 0.05], color=style.MUTED, linewidth=0.8, zorder=0)
    _axis(axes, down + 0.05, at, scale, inch, size, words)
    note = words.say("words.as_often_tick", times=_tick(0, words))
    axes.text(min(start, left + wide - 0.1 - style.length(note, size)), down + 0.36, note,
              va="top", fontsize=size)  # fmt: skip


def _axis(
    axes: Axes, down: float, at: Any, scale: tuple[int, int], inch: float, size: float, words: Words
) -> None:
    """How many times as often; halves and doubles are equally far from the middle."""
    axes.plot([at(scale[0]), at(scale[1])], [down] * 2, color=style.MUTED, linewidth=0.8)
    widest = max(style.length(_tick(v, words), size) for v in scale) + 0.12
    every = max(1, ceil(widest / inch))
    for value in range(scale[0], scale[1] + 1):
        if value % every == 0:
            axes.plot([at(value)] * 2, [down, down + 0.05], color=style.MUTED, linewidth=0.8)
            axes.text(at(value), down + 0.09, _tick(value, words), ha="center", va="top",
                      fontsize=size)  # fmt: skip


def _times(value: float, words: Words) -> str:
    """A base-two logarithm as how many times as often."""
    if pd.isna(value):
        return "–"
    return words.number(2**value, 0 if value >= 3 else 1 if value >= 0 else 2)


def _tick(value: int, words: Words) -> str:
    return words.say("words.fold", times=2**value if value >= 0 else f"1/{2**-value}")


def _named(row: Any, words: Words) -> str:
    return words.say("words.times", word=row.x, times=_times(row.value, words),
                     range=_range(row, words))  # fmt: skip


def _range(row: Any, words: Words) -> str:
    """From where to where; a word that is absent elsewhere has no upper end."""
    if pd.isna(row.upper):
        return words.say("words.at_least", lower=_times(row.lower, words))
    return words.say("words.between", lower=_times(row.lower, words),
                     upper=_times(row.upper, words))  # fmt: skip


def alt(shown: Disclosed, words: Words) -> str:
    """For each side, the word that stands out most and the one that does least."""
    found = [(n, [r for r in rows if pd.notna(r.value)]) for n, rows in sides(shown, words)]
    found = [(name, rows) for name, rows in found if rows]
    each = [
        words.say(
            "alt.words_each" if name else "alt.words_alone",
            label=name,
            count=len(rows),
            most=_named(rows[0], words),
            least=_named(rows[-1], words),
            direction=words.say(f"alt.{_way(rows[0])}"),
            other=words.say(f"alt.{_way(rows[-1])}"),
        )
        for name, rows in found
    ]
    return words.say("alt.words", count=sum(len(rows) for _, rows in found), each=" ".join(each))


def _way(row: Any) -> str:
    return "more_often" if row.value > 0 else "less_often" if row.value < 0 else "as_often"


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """Which word stands out most on each side, of how many that were compared."""
    every = shown.rows
    for row in each_row(every[every["unit"] == "compared"]):
        none = not ((every["unit"] == "word") & (every["part"] == row.part)).any()
        yield words.say(f"sentences.words.{'none' if none else 'compared'}",
                        label=words.word(row.part),
                        count=words.number(row.numerator, 0))  # fmt: skip
    for name, rows in sides(shown, words):
        top = rows[0]
        if pd.isna(top.value):
            continue
        yield words.say(
            "sentences.words.side" if name else "sentences.words.alone",
            label=name,
            word=top.x,
            times=_times(top.value, words),
            range=_range(top, words),
        )


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Every word of every side; how often it was used where that may be said."""
    for name, rows in sides(shown, words):
        more = [c for c, known in (("uses", rows[0].numerator), ("likelihood", rows[0].limit))
                if pd.notna(known)]  # fmt: skip
        columns = ("word", "times", "lower", "upper", *more, "texts")
        yield table(
            words.say("captions.words", label=name) if name else words.say("captions.words_alone"),
            [words.say(f"columns.{column}") for column in columns],
            [(r.x, words.word(r.coded) if r.coded else _times(r.value, words),
              _times(r.lower, words), _times(r.upper, words),
              *(words.number(r.numerator, 0) if c == "uses" else words.number(r.limit, 1)
                for c in more), words.number(r.n, 0)) for r in rows],
        )  # fmt: skip


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many texts stand behind a side."""
    for name, rows in sides(shown, words):
        if pd.notna(rows[0].n):
            yield words.say("sure.texts" if name else "sure.texts_alone", label=name,
                            count=words.number(rows[0].n, 0))  # fmt: skip
    yield words.say("sure.words")
