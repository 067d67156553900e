"""Matrix: what meets what, and above all where nothing does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import pandas as pd

from nicdev.evidence import Disclosed
from nicdev.framework import framework
from nicdev.show import gathered, style, trends
from nicdev.show.asked import asked
from nicdev.show.counts import agreement, boxes
from nicdev.show.grids import (
    FILLED,
    OF_TABLES,
    TOLD,
    Grid,
    cell_said,
    fullness,
    grids,
    is_empty,
    known_cells,
)
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FILLS = (style.RAMP[1], style.RAMP[2], style.RAMP[4], style.RAMP[5])  # letters read well on each
# Strokes over a cell that has no number: from corner to corner. '' is what is not known.
STROKES: dict[str, tuple[tuple[int, int], ...]] = {
    "few or none": ((1, 0),), "nearly all": ((1, 0), (0, 1)), "": (), "not shown": (),
}  # fmt: skip
NAMED = 4  # empty cells that a sentence names


def figure(shown: Disclosed, words: Words) -> str | None:
    """A grid of cells, the darker the fuller; empty ones stand out, open and outlined."""
    found = grids(shown, words)
    if not found:
        return None
    width = style.WIDTH if max(len(g.columns) for g in found) <= 4 else style.WIDE
    laid = [lay_out(grid, width, words) for grid in found]
    with style.sheet(sum(one.tall for one in laid), width=width) as (figure, axes):
        down = 0.03
        for grid, one in zip(found, laid, strict=True):
            draw(axes, grid, one, down, words)
            down += one.tall
        return style.svg(figure)


@dataclass(frozen=True)
class Lay:
    """A grid in inches: the room of its heads, and where its cells begin."""

    size: float
    title: str
    heads: list[str]
    names: list[str]
    upright: bool
    above: float  # from the title's top to the first row
    left: float
    cell: float
    high: list[float]
    key: list[str]

    @property
    def tall(self) -> float:
        return self.above + sum(self.high) + (0.6 if self.key else 0.15)


def lay_out(grid: Grid, width: float, words: Words) -> Lay:
    """Where the heads and cells of a grid stand on a sheet of this width."""
    size = style.SMALL if width == style.WIDTH else style.TINY
    left = min(max(style.length(n, size) for n in grid.rows.values()) + 0.18, width * 0.4)
    cell = min((width - left - 0.05) / len(grid.columns), 1.0)
    names = [style.wrapped(name, left - 0.15, size, most=2) for name in grid.rows.values()]
    heads = [words.answer(column) for column in grid.columns]
    upright = all(style.length(word, size) <= cell - 0.08 for h in heads for word in h.split())
    if upright:
        heads = [style.wrapped(head, cell - 0.08, size, most=4) for head in heads]
        above = max(style.tall(head, size) for head in heads)
    else:
        lines = 2 if cell >= 0.36 else 1
        heads = [style.wrapped(head, 1.4, size, most=lines) for head in heads]
        above = max(style.length(line, size) for head in heads for line in head.split("\n"))
    title = style.wrapped(grid.title, width - 0.1, bold=True, most=2)
    key = [mark for mark in STROKES if any(_struck(c) == mark for c in grid.cells.values())]
    if any(is_empty(c) for c in grid.cells.values()):
        key.insert(0, "empty")
    return Lay(size, title, heads, names, upright,
                (style.tall(title) + 0.12 if title else 0.03) + above + 0.1, left, cell,
                [max(style.tall(name, size) + 0.08, 0.34) for name in names], key)  # fmt: skip


def _struck(cell: Any) -> str | None:
    """The word that strokes stand for; '' for a cell that is not known; None for a number."""
    if cell.coded:
        return None if cell.coded in FILLED else cell.coded if cell.coded in STROKES else ""
    return "" if pd.isna(fullness(cell)) else None


def draw(axes: Axes, grid: Grid, lay: Lay, down: float, words: Words) -> None:
    """Draw a grid from so far down."""
    axes.text(0.05, down, lay.title, va="top", fontweight="bold")
    top = down + lay.above
    for at, head in enumerate(lay.heads):
        middle = lay.left + (at + 0.5) * lay.cell
        axes.text(middle, top - 0.07, head, ha="center", va="bottom", fontsize=lay.size,
                  rotation=0 if lay.upright else 90, linespacing=1.1)  # fmt: skip
    most = max(map(fullness, known_cells(grid)), default=0.0)
    for group, name, high in zip(grid.rows, lay.names, lay.high, strict=True):
        axes.text(lay.left - 0.1, top + high / 2, name, ha="right", va="center",
                  fontsize=lay.size)  # fmt: skip
        for at, column in enumerate(grid.columns):
            if cell := grid.cells.get((group, column)):
                _cell(axes, cell, (lay.left + at * lay.cell, top), (lay.cell, high), most,
                      lay.size, words)  # fmt: skip
        top += high
    left = 0.05
    for mark in lay.key:
        left = _sample(axes, mark, (left, top + 0.18), lay.size, words)


def _cell(
    axes: Axes,
    cell: Any,
    corner: tuple[float, float],
    size: tuple[float, float],
    most: float,
    letters: float,
    words: Words,
) -> None:
    if is_empty(cell) or _struck(cell) is not None:
        mark = "empty" if is_empty(cell) else str(_struck(cell))
        _box(axes, corner, size, mark)
        if mark == "empty":
            axes.text(corner[0] + size[0] / 2, corner[1] + size[1] / 2, cell_said(cell, words),
                      ha="center", va="center", fontsize=letters, fontweight="bold")  # fmt: skip
        return
    full = 0.0 if cell.coded or cell.unit in OF_TABLES else fullness(cell) / (most or 1.0)
    fill = FILLS[min(int(len(FILLS) * full), len(FILLS) - 1)]
    axes.add_patch(_rectangle(corner, size, facecolor=fill, edgecolor=style.PAPER, linewidth=1.2))
    axes.text(corner[0] + size[0] / 2, corner[1] + size[1] / 2, cell_said(cell, words), ha="center",
              va="center", fontsize=letters, color=style.letters_on(fill))  # fmt: skip


def _box(axes: Axes, corner: tuple[float, float], size: tuple[float, float], mark: str) -> None:
    """An empty cell, or one with no number: open and outlined, or struck through."""
    inner = (corner[0] + 0.025, corner[1] + 0.025), (size[0] - 0.05, size[1] - 0.05)
    if mark == "empty":
        axes.add_patch(_rectangle(*inner, facecolor=style.PAPER, edgecolor=style.INK, linewidth=1.8,
                                  zorder=3))  # fmt: skip
    else:
        axes.add_patch(_rectangle(*inner, facecolor=style.PAPER, edgecolor=style.MUTED,
                                  linewidth=0.8, linestyle=(0, (2, 2))))  # fmt: skip
        (left, top), (wide, high) = inner
        for start, end in STROKES[mark]:
            axes.plot([left, left + wide], [top + start * high, top + end * high],
                      color=style.MUTED, linewidth=0.8)  # fmt: skip


def _rectangle(corner: tuple[float, float], size: tuple[float, float], **look: Any) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle(corner, *size, **look)


def _sample(axes: Axes, mark: str, corner: tuple[float, float], size: float, words: Words) -> float:
    """What an outline or strokes stand for; returns where the next one begins."""
    _box(axes, corner, (0.3, 0.26), mark)
    name = words.word({"empty": "nothing_there", "": "unknown"}.get(mark, mark))
    axes.text(corner[0] + 0.36, corner[1] + 0.13, name, va="center", fontsize=size)
    return corner[0] + style.length(name, size) + 0.55


def alt(shown: Disclosed, words: Words) -> str:
    """Every grid in words."""
    return words.say("alt.matrix", each=" ".join(told(g, words) for g in grids(shown, words)))


def told(grid: Grid, words: Words) -> str:
    """How large a grid is, how many cells are empty and which, and the fullest and least."""
    said = [words.say("alt.matrix_each", label=grid.title, rows=len(grid.rows),
                      columns=len(grid.columns)).strip()]  # fmt: skip
    if not any(cell.coded == "not shown" for cell in grid.cells.values()):
        said.append(_gaps(grid, words))
    said.append(_ends(grid, words, "alt.matrix_ends"))
    return " ".join(filter(None, said))


def _by_group(grid: Grid) -> bool:
    return {cell.group_kind for cell in grid.cells.values()} == {"cut"}


def _ends(grid: Grid, words: Words, sentence: str) -> str:
    """The fullest cell and the least full, by what they show; nothing where all are coded."""
    # Of groups of very different size, a share of one person would come first.
    order = (lambda c: float(c.numerator)) if _by_group(grid) else fullness
    filled = sorted((c for c in known_cells(grid) if not is_empty(c)), key=order)
    if not filled:
        return ""
    return words.say(sentence, high=grid.named(filled[-1], words), most=_full(filled[-1], words),
                     low=grid.named(filled[0], words), least=_full(filled[0], words))  # fmt: skip


def _gaps(grid: Grid, words: Words) -> str:
    empty = [cell for cell in grid.cells.values() if is_empty(cell)]
    if not empty:
        return words.say("sentences.matrix.no_gaps", count=len(grid.cells))
    named = [grid.named(cell, words) for cell in empty[:NAMED]]
    if more := len(empty) - len(named):
        named.append(words.say("words.and_more", number=more))
    return words.say("sentences.matrix.gaps", empty=len(empty), count=len(grid.cells),
                     list="; ".join(named))  # fmt: skip


def _changes(grid: Grid, words: Words) -> Iterator[str]:
    """What each version changed."""
    for group, row in grid.rows.items():
        cells = [(column, grid.cells[group, column]) for column in grid.columns]
        said = words.list(f"{words.answer(column)} {words.number(cell.numerator, 0)}"
                          for column, cell in cells if cell.numerator)  # fmt: skip
        kind = "changes" if said else "no_changes"
        yield words.say(f"sentences.matrix.{kind}", row=row, **({"list": said} if said else {}))


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """Which cells are empty; of what is said or written, what most and what fewest say."""
    if (shown.rows["unit"] == "comings").any():
        yield from trends.comings(shown, words)
        return
    if gathered.is_one(shown):
        yield from gathered.sentences(shown, words)
        return
    spoken = framework().indicator(shown.key).about == "voices"
    yield from agreement(shown.rows, words)  # before what they found
    for grid in grids(shown, words):
        if {cell.group_kind for cell in grid.cells.values()} == {"version"}:
            yield from _changes(grid, words)
            continue
        if read := _readings(shown):
            each = [words.say("sentences.matrix.reading", reading=words.word(x), count=n)
                    for x, n in Counter(read.values()).most_common()]  # fmt: skip
            yield words.say("sentences.matrix.readings", count=len(read), list=words.list(each))
            continue
        if {cell.group_kind for cell in grid.cells.values()} == {"idea"}:
            yield from islice(_changes(grid, words), NAMED)
            continue
        told = _ends(grid, words, "sentences.matrix.ends") if spoken else _gaps(grid, words)
        yield " ".join(filter(None, [grid.title and f"{grid.title}:", told]))


def _readings(shown: Disclosed) -> dict[str, str]:
    """What a row warrants, by row."""
    rows = shown.rows[shown.rows["unit"] == "reading"]
    return dict(zip(rows["group"], rows["x"], strict=True))


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """The grid as a table: counts, with shares where there are any; what a row warrants is last."""
    read = _readings(shown)
    for grid in grids(shown, words, TOLD):
        head = [words.say("columns.row"), *(words.answer(column) for column in grid.columns)]
        body = [[name, *(_full(grid.cells.get((group, c)), words) for c in grid.columns)]
                for group, name in grid.rows.items()]  # fmt: skip
        if read:
            head = [head[0], words.say("columns.reading"), *head[1:]]
            body = [[line[0], words.word(read.get(group, "")), *line[1:]]
                    for group, line in zip(grid.rows, body, strict=True)]  # fmt: skip
        yield table(grid.title or words.say("captions.matrix"), head, body)
    yield from boxes(shown.rows, words)
    yield from gathered.tables(shown.rows, words)


def _full(cell: Any, words: Words) -> str:
    if cell is None:
        return ""
    if cell.coded or pd.isna(cell.numerator) or pd.isna(cell.value):
        return cell_said(cell, words)
    said = f"{words.number(cell.numerator, 0)} ({words.share(cell.value)})"
    if pd.isna(cell.lower):
        return said
    return words.say("words.ranged", said=said, first=words.share(cell.lower),
                     last=words.share(cell.upper))  # fmt: skip


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Who answered, where somebody was asked; how many texts were read."""
    rows = shown.rows
    yield from asked(rows[rows["group_kind"] != "team"], words)
    if framework().indicator(shown.key).about == "voices" and rows["responded"].isna().all():
        yield from _texts(rows[(rows["unit"] == "cells") & (rows["group_kind"] == "")], words)


def _texts(cells: pd.DataFrame, words: Words) -> Iterator[str]:
    """How many texts stand behind a column, where they are the same for each of its cells."""
    for (part, x), column in cells.groupby(["part", "x"], sort=False):
        if column["n"].nunique() == 1:
            label = words.say("words.cell", row=words.word(str(part)), column=words.answer(str(x)))
            yield words.say("sure.texts", label=label, count=f"{column['n'].iloc[0]:.0f}")
