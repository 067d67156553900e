"""How far the questions of each scale go together: a mark with its range, alpha and omega."""

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

UNIT = "going"
READ = ("goes_together", "cannot_be_told", "goes_apart")
HIGH, LEFT, WIDE = 0.17, 0.2, style.WIDTH - 0.45  # inches
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def rows(shown: Disclosed) -> pd.DataFrame:
    """A row for each scale and index."""
    every = shown.rows
    return every[every["unit"] == UNIT]


def figure(shown: Disclosed, words: Words) -> str | None:
    """A line a scale and index on one scale from nought to one; None where words stand alone."""
    found = rows(shown)
    found = found[found["value"].notna()]
    if found.empty:
        return None
    scales = list(found.groupby("group", sort=False))
    tall = sum(style.LINE + 0.08 + HIGH * len(some) + 0.1 for _, some in scales)
    with style.sheet(tall + 0.1, below=0.65) as (figure, axes):
        down, limit = 0.05, found["limit"].iloc[0]
        axes.plot([_at(limit)] * 2, [0.0, tall], color=style.ACCENT, linewidth=1.0,
                  linestyle=(0, (4, 3)), zorder=0)  # fmt: skip
        for group, some in scales:
            axes.text(0.05, down, style.wrapped(words.scale(str(group)), style.WIDTH - 0.1,
                      style.SMALL, most=1), va="top", fontsize=style.SMALL)  # fmt: skip
            down += style.LINE + 0.08
            for row in each_row(some):
                _mark(axes, row, down + HIGH / 2)
                down += HIGH
            down += 0.1
        axes.set_xticks([_at(tick) for tick in TICKS], [words.number(tick) for tick in TICKS])
        axes.spines["bottom"].set_visible(True)
        axes.spines["bottom"].set_bounds(LEFT, LEFT + WIDE)
        figure.legend(handles=_key(words), loc="lower left", ncols=3, frameon=False,
                      fontsize=style.SMALL, borderaxespad=0.1, columnspacing=1.0)  # fmt: skip
        return style.svg(figure)


def _at(value: float) -> float:
    return LEFT + min(max(value, 0.0), 1.0) * WIDE


def _mark(axes: Axes, row: Any, middle: float) -> None:
    if pd.notna(row.lower):
        axes.plot([_at(row.lower), _at(row.upper)], [middle] * 2, color=style.RAMP[3],
                  linewidth=2.0, solid_capstyle="butt")  # fmt: skip
    axes.plot([_at(row.value)], [middle], **_look(row.part))


def _look(part: str) -> dict[str, Any]:
    full = style.MARK if part == "alpha" else style.PAPER
    return {"marker": "o", "linestyle": "none", "markersize": 6, "color": full,
            "markeredgecolor": style.MARK, "markeredgewidth": 1.0}  # fmt: skip


def _key(words: Words) -> list[Any]:
    from matplotlib.lines import Line2D

    marks = [Line2D([], [], label=words.word(part), **_look(part)) for part in ("alpha", "omega")]
    line = Line2D([], [], color=style.ACCENT, linewidth=1.0, linestyle=(0, (4, 3)),
                  label=words.word("caution_below"))  # fmt: skip
    return [*marks, line]


def alt(shown: Disclosed, words: Words) -> str:
    """How many scales, every mark with its range, and what is said of them."""
    found = rows(shown)
    marks = (
        words.say("alt.going_each", scale=words.scale(row.group), index=words.word(row.part),
                  value=words.number(row.value), lower=words.number(row.lower),
                  upper=words.number(row.upper))
        for row in each_row(found[found["value"].notna()])
    )  # fmt: skip
    return words.say("alt.going", count=found["group"].nunique(),
                     each=" ".join([*marks, *sentences(shown, words)]))  # fmt: skip


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """Which scales go together by alpha, which do not, and of which it cannot be told."""
    found = rows(shown)
    alpha = found[found["part"] == "alpha"]
    for said in READ:
        mine = alpha[alpha["x"] == said]
        if len(mine):
            listed = words.list(words.scale(group) for group in mine["group"])
            yield words.say(f"sentences.going.{said}", list=listed)


def tables(shown_rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """A line a scale and index; what is said alone where there are no numbers."""
    found = shown_rows[shown_rows["unit"] == UNIT]
    if found.empty:
        return
    if found["value"].isna().all():
        alpha = found[found["part"] == "alpha"]
        head = [words.say(f"columns.{column}") for column in ("scale", "reading_of_scale")]
        yield table(words.say("captions.going"), head,
                    [(words.scale(r.group), words.word(r.x)) for r in each_row(alpha)])  # fmt: skip
        return
    columns = ("scale", "index", "value", "lower", "upper", "questions", "people")
    head = [words.say(f"columns.{column}") for column in columns]
    body = [(words.scale(r.group), words.word(r.part),
             *map(words.number, (r.value, r.lower, r.upper)), words.number(r.numerator, 0),
             words.number(r.n, 0)) for r in each_row(found)]  # fmt: skip
    yield table(words.say("captions.going"), head, body)
