"""Slope: how shares of texts change from wave to wave, a line for each word or theme.

The rows are those of a matrix with waves as columns; grids by place and a single wave are drawn as
one. Marks on a band are a distance with the range that chance would give.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import apart, matrix, style, trends
from nicdev.show.counts import agreement
from nicdev.show.grids import Grid, grids
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 14  # lines that one panel can hold
NAMED = 5  # lines that a name may take: no word of what is asked may be cut off
HIGH = 1.9  # inches from none to the highest share


@dataclass(frozen=True)
class Line:
    """One group: its name, and its share at each wave at which it may be said."""

    name: str
    shares: dict[int, float]


def panels(shown: Disclosed, words: Words) -> list[tuple[Grid, list[Line]]]:
    """Grids with waves as columns, and the lines that join their cells up to the last wave; none
    of a single wave."""
    placed = _places(shown, words)
    found = []
    for grid in grids(shown, words, agreed=False):
        if grid.title in placed or len(grid.columns) < 2 or len(grid.rows) > MOST:
            continue
        lines = [Line(name, dict(_known(grid, group))) for group, name in grid.rows.items()]
        now = [line for line in lines if len(grid.columns) - 1 in line.shares]
        if any(len(line.shares) > 1 for line in now):
            found.append((grid, now))
    return found


def _places(shown: Disclosed, words: Words) -> set[str]:
    """Titles of grids that have places as columns."""
    rows = shown.rows[shown.rows["unit"].isin(("cells", "cells_told"))]
    return set(rows.loc[rows["group_kind"] != "", "part"].map(words.word))


def _known(grid: Grid, group: str) -> Iterator[tuple[int, float]]:
    for at, column in enumerate(grid.columns):
        cell = grid.cells.get((group, column))
        if cell and not cell.coded and pd.notna(cell.value):
            yield at, float(cell.value)


def figure(shown: Disclosed, words: Words) -> str | None:
    """A panel a voice, and a grid of places; grids alone where there is no second wave."""
    if len(apart.rows(shown)):
        return apart.figure(shown, words)
    found = panels(shown, words)
    if not found:
        return matrix.figure(shown, words)
    laid = [_Lay.of(grid, lines, words) for grid, lines in found]
    placed = [grid for grid in grids(shown, words) if grid.title in _places(shown, words)]
    below = [matrix.lay_out(grid, style.WIDTH, words) for grid in placed]
    high = sum(lay.tall for lay in laid) + sum(room.tall for room in below)
    with style.sheet(high) as (figure, axes):
        down = 0.03
        for lay in laid:
            _panel(axes, lay, down, words)
            down += lay.tall
        for grid, room in zip(placed, below, strict=True):
            matrix.draw(axes, grid, room, down, words)
            down += room.tall
        return style.svg(figure)


@dataclass(frozen=True)
class _Lay:
    """A panel in inches."""

    title: str
    heads: list[str]
    lines: list[Line]
    names: list[str]
    left: float
    right: float
    high: float
    most: float

    @classmethod
    def of(cls, grid: Grid, lines: list[Line], words: Words) -> _Lay:
        percents = [words.share(share) for line in lines for share in line.shares.values()]
        left = max(style.length(said, style.SMALL) for said in percents) + 0.15
        names = [style.wrapped(f"{line.name} {words.share(_end(line))}", 1.75, style.SMALL,
                               most=NAMED)
                 for line in lines]  # fmt: skip
        wide = max(style.length(part, style.SMALL) for name in names for part in name.split("\n"))
        left = max(left, 0.45)
        step = (style.WIDTH - left - wide - 0.2) / (len(grid.columns) - 1)
        heads = [style.wrapped(words.answer(c), min(step, 0.9) - 0.06, style.SMALL, most=3)
                 for c in grid.columns]  # fmt: skip
        room = sum(style.tall(name, style.SMALL) + 0.04 for name in names)
        most = max(share for line in lines for share in line.shares.values())
        return cls(style.wrapped(grid.title, style.WIDTH - 0.1, bold=True, most=2), heads, lines,
                   names, left, style.WIDTH - wide - 0.2, max(HIGH, room),
                   max(ceil(most * 10) / 10, 0.1))  # fmt: skip

    @property
    def tall(self) -> float:
        heads = max(style.tall(head, style.SMALL) for head in self.heads)
        return style.tall(self.title) + 0.15 + self.high + heads + 0.45

    def across(self, at: int) -> float:
        return self.left + at * (self.right - self.left) / (len(self.heads) - 1)


def _end(line: Line) -> float:
    return line.shares[max(line.shares)]


def _panel(axes: Axes, lay: _Lay, down: float, words: Words) -> None:
    axes.text(0.05, down, lay.title, va="top", fontweight="bold")
    top = down + style.tall(lay.title) + 0.15
    bottom = top + lay.high

    def high(share: float) -> float:
        return bottom - share / lay.most * lay.high

    for at, head in enumerate(lay.heads):
        x = lay.across(at)
        axes.plot([x, x], [top, bottom], color=style.MUTED, linewidth=0.6, zorder=0)
        axes.text(x, bottom + 0.22, head, ha="center", va="top", fontsize=style.SMALL)
    for line in lay.lines:
        places = sorted(line.shares)
        axes.plot([lay.across(at) for at in places], [high(line.shares[at]) for at in places],
                  color=style.MARK, marker="o", markersize=5.5, linewidth=1.3,
                  markeredgecolor=style.PAPER, markeredgewidth=0.6)  # fmt: skip
    ends = [high(_end(line)) for line in lay.lines]
    room = [style.tall(name, style.SMALL) + 0.04 for name in lay.names]
    for line, name, end, middle in zip(lay.lines, lay.names, ends,
                                       style.apart(ends, room, top - 0.1, bottom + 0.1),
                                       strict=True):  # fmt: skip
        last = lay.across(max(line.shares))
        axes.plot([last + 0.06, lay.right + 0.13], [end, middle], color=style.MUTED, linewidth=0.5,
                  zorder=0)  # fmt: skip
        axes.text(lay.right + 0.15, middle, name, va="center", fontsize=style.SMALL,
                  linespacing=1.1)  # fmt: skip
    begun = {words.share(line.shares[0]): high(line.shares[0]) for line in lay.lines
             if 0 in line.shares}  # fmt: skip
    said = list(begun)
    for text, middle in zip(said, style.apart([begun[text] for text in said],
                                              [style.tall(t, style.SMALL) for t in said],
                                              top - 0.1, bottom + 0.1), strict=True):  # fmt: skip
        axes.text(lay.left - 0.1, middle, text, ha="right", va="center", fontsize=style.SMALL)


def alt(shown: Disclosed, words: Words) -> str:
    """Every line from its first wave to its last; grids as grids."""
    if len(apart.rows(shown)):
        return apart.alt(shown, words)
    found = panels(shown, words)
    if not found:
        return matrix.alt(shown, words)
    each = [said for grid, lines in found for said in _told(grid, lines, words)]
    placed = _places(shown, words)
    each += [matrix.told(grid, words) for grid in grids(shown, words) if grid.title in placed]
    return words.say("alt.slope", each=" ".join(each))


def _told(grid: Grid, lines: list[Line], words: Words) -> Iterator[str]:
    for line in lines:
        first, last = min(line.shares), max(line.shares)
        values = {"label": grid.title, "name": line.name, "then": words.share(line.shares[first]),
                  "first": words.answer(grid.columns[first])}  # fmt: skip
        if first == last:
            yield words.say("alt.slope_once", **values)
        else:
            yield words.say("alt.slope_each", **values, now=words.share(line.shares[last]),
                            last=words.answer(grid.columns[last]))  # fmt: skip


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """What changed most in each panel; where nothing is joined, what a grid says."""
    if len(apart.rows(shown)):
        yield from apart.sentences(shown, words)
        return
    if trends.is_trend(shown):
        yield from trends.sentences(shown, words)
        return
    found = panels(shown, words)
    if not found:
        yield from matrix.sentences(shown, words)
        return
    yield from agreement(shown.rows, words)
    for grid, lines in found:
        both = [line for line in lines if len(line.shares) > 1]
        most = max(both, key=_change)
        yield words.say("sentences.slope.most", label=grid.title, name=most.name,
                        then=words.share(most.shares[min(most.shares)]),
                        first=words.answer(grid.columns[min(most.shares)]),
                        now=words.share(_end(most)),
                        last=words.answer(grid.columns[max(most.shares)]))  # fmt: skip


def _change(line: Line) -> float:
    return abs(_end(line) - line.shares[min(line.shares)])


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Grids as tables, and the words that were looked for."""
    if len(apart.rows(shown)):
        yield from apart.tables(shown, words)
        return
    if trends.is_trend(shown):
        yield from trends.tables(shown, words)
        return
    yield from matrix.tables(shown, words)
    rows = shown.rows
    looked = list(each_row(rows[rows["unit"] == "list"]))
    if looked:
        head = [words.say(f"columns.{column}") for column in ("talk", "spellings")]
        yield table(words.say("captions.lists"), head,
                    [(words.word(row.group), row.label) for row in looked])  # fmt: skip


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """As of a matrix."""
    if trends.is_trend(shown):
        yield from trends.sure(shown, words)
        return
    yield from apart.sure(shown, words) if len(apart.rows(shown)) else matrix.sure(shown, words)
