"""How a lineage is drawn: a tree in columns of boxes, or dots in lanes along time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from nicdev.show import style
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nicdev.show.lineage import Web

SIZE = style.TINY
GAP = 0.34  # inches between columns of a tree
NAME = 1.35  # inches that a dot's name may take
LANE = 1.15  # inches that a lane's name may take
ROW = 0.2
STEPS = (1, 2, 3, 6, 12, 24, 60)  # months between marks of the axis


def tree(found: Web, words: Words) -> str:
    """Boxes in a column for each kind of node, joined to what comes from them."""
    levels = found.levels
    wide = (style.WIDE - 0.04 - GAP * (len(levels) - 1)) / len(levels)
    columns = [[key for key, n in found.nodes.items() if n.x == level] for level in levels]
    crowd = max(map(len, columns))
    most = 4 if crowd <= 10 else 3 if crowd <= 15 else 2 if crowd <= 22 else 1
    texts = {key: style.wrapped(n.label or key, wide - 0.14, SIZE, most=most)
             for key, n in found.nodes.items()}  # fmt: skip
    high = {key: style.tall(text, SIZE) + 0.09 for key, text in texts.items()}
    heads = [style.wrapped(words.word(found.nodes[some[0]].group), wide, SIZE + 1, bold=True,
                           most=2) for some in columns]  # fmt: skip
    top = max(style.tall(head, SIZE + 1) for head in heads) + 0.12
    tall = max(sum(high[key] + 0.06 for key in some) for some in columns)
    with style.sheet(top + tall + 0.06, width=style.WIDE) as (figure, axes):
        middle: dict[str, float] = {}
        left: dict[str, float] = {}
        for at, (some, head) in enumerate(zip(columns, heads, strict=True)):
            x = 0.02 + at * (wide + GAP)
            axes.text(x, 0.03, head, va="top", fontsize=SIZE + 1, fontweight="bold")
            places = style.apart([top + found.nodes[key].value * tall for key in some],
                                 [high[key] + 0.06 for key in some], top, top + tall)  # fmt: skip
            middle |= dict(zip(some, places, strict=True))
            left |= dict.fromkeys(some, x)
        for start, end in found.edges:
            back = left[start] > left[end]  # an edge to the left leaves on the left
            _curve(axes, (left[start] + (0 if back else wide), middle[start]),
                   (left[end] + (wide if back else 0), middle[end]), style.MUTED, 0.8)  # fmt: skip
        for key, text in texts.items():
            _box(axes, left[key], middle[key] - high[key] / 2, wide, high[key])
            axes.text(left[key] + 0.07, middle[key], text, va="center", fontsize=SIZE,
                      zorder=4)  # fmt: skip
        return style.svg(figure)


def _box(axes: Axes, left: float, top: float, wide: float, high: float) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((left, top), wide, high, facecolor=style.RAMP[0],
                             edgecolor=style.MARK, linewidth=0.7, zorder=3))  # fmt: skip


def _curve(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str, line: float
) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    bend = max(abs(end[0] - start[0]) / 2, 0.12)
    path = Path([start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end],
                [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])  # fmt: skip
    axes.add_patch(PathPatch(path, facecolor="none", edgecolor=colour, linewidth=line, zorder=1))


def lanes(found: Web, words: Words) -> str:
    """A dot for each node in its lane, from left to right, with lines to what comes from it."""
    start = min(max(style.length(words.word(lane), SIZE, bold=True) for lane in found.lanes),
                LANE) + 0.25  # fmt: skip
    across = style.WIDE - start - 0.12
    place = _dates(found, start, across) if found.dated else _levels(found, start, across)
    texts, reach = {}, {}
    for key, node in found.nodes.items():
        texts[key] = style.wrapped(node.label or key, NAME, SIZE, most=1)
        long = style.length(texts[key], SIZE) + 0.2
        x = place[key]
        after = x + long <= style.WIDE - 0.03
        reach[key] = (x - 0.08, x + long) if after else (x - long, x + 0.08)
    down, edges = 0.05, [0.05]
    middle: dict[str, float] = {}
    for lane in found.lanes:
        rows = _rows([key for key, n in found.nodes.items() if n.group == lane], reach)
        name = style.wrapped(words.word(lane), start - 0.2, SIZE, bold=True, most=3)
        high = max((max(rows.values()) + 1) * ROW, style.tall(name, SIZE)) + 0.14
        middle |= {key: down + 0.07 + (row + 0.5) * ROW for key, row in rows.items()}
        down += high
        edges.append(down)
    with style.sheet(down + (0.62 if found.dated else 0.4), width=style.WIDE) as (figure, axes):
        for lane, top in zip(found.lanes, edges, strict=False):
            name = style.wrapped(words.word(lane), start - 0.2, SIZE, bold=True, most=3)
            axes.text(0.03, top + 0.1, name, va="top", fontsize=SIZE, fontweight="bold")
        for edge in edges:
            axes.plot([0.02, style.WIDE - 0.02], [edge] * 2, color=style.RAMP[1], linewidth=0.8,
                      zorder=0)  # fmt: skip
        for one, other in found.edges:
            between = found.nodes[one].group != found.nodes[other].group
            _curve(axes, (place[one], middle[one]), (place[other], middle[other]),
                   style.ACCENT if between else style.MUTED, 1.7 if between else 0.7)  # fmt: skip
        for key, text in texts.items():
            after = reach[key][1] > place[key] + 0.1
            axes.plot([place[key]], [middle[key]], "o", color=style.MARK, markersize=5.5,
                      markeredgecolor="white", markeredgewidth=0.7, zorder=5)  # fmt: skip
            axes.text(place[key] + (0.08 if after else -0.08), middle[key], text, va="center",
                      ha="left" if after else "right", fontsize=SIZE, zorder=4,
                      bbox=style.HALO)  # fmt: skip
        if found.dated:
            _months(axes, found, down, start, across)
            down += 0.22
        _key(axes, down + 0.2, start, words)
        return style.svg(figure)


def _day(text: str) -> float:
    return float((pd.Timestamp(text) - pd.Timestamp(0)) / pd.Timedelta(days=1))


def _span(found: Web) -> tuple[float, float]:
    days = [_day(node.x) for node in found.nodes.values()]
    return min(days), max(max(days) - min(days), 1.0)


def _dates(found: Web, start: float, across: float) -> dict[str, float]:
    first, days = _span(found)
    return {key: start + 0.1 + (_day(n.x) - first) / days * (across - 0.2)
            for key, n in found.nodes.items()}  # fmt: skip


def _levels(found: Web, start: float, across: float) -> dict[str, float]:
    levels = found.levels
    each = across / len(levels)
    return {key: start + 0.1 + levels.index(n.x) * each for key, n in found.nodes.items()}


def _rows(keys: list[str], reach: dict[str, tuple[float, float]]) -> dict[str, int]:
    """The row of each node: in the order of their places, a new row where a name is in the way."""
    rows: dict[str, int] = {}
    taken: list[tuple[float, float]] = []
    for key in keys:
        if any(a < reach[key][1] + 0.06 and reach[key][0] - 0.06 < b for a, b in taken):
            taken = []
        row = max(rows.values(), default=0)
        rows[key] = row if taken or not rows else row + 1
        taken.append(reach[key])
    return rows


def _months(axes: Axes, found: Web, down: float, start: float, across: float) -> None:
    first, days = _span(found)
    step = next((s for s in STEPS if days / 30.4 / s * 0.62 <= across), STEPS[-1])
    begin = pd.Timestamp(first, unit="D") + pd.offsets.MonthBegin(0)
    end = pd.Timestamp(first + days, unit="D")
    for month in pd.date_range(begin, end, freq="MS"):
        if (month.month - 1) % min(step, 12) or (step > 12 and month.year % (step // 12)):
            continue
        x = start + 0.1 + (_day(str(month.date())) - first) / days * (across - 0.2)
        axes.plot([x, x], [down, down + 0.05], color=style.MUTED, linewidth=0.8)
        if x + 0.3 < style.WIDE:
            axes.text(x, down + 0.08, month.strftime("%Y-%m"), ha="center", va="top",
                      fontsize=SIZE)  # fmt: skip


def _key(axes: Axes, down: float, left: float, words: Words) -> None:
    """What the two kinds of line stand for."""
    for name, colour, line in (("same_lane", style.MUTED, 0.7), ("other_lane", style.ACCENT, 1.7)):
        text = words.word(name)
        axes.plot([left, left + 0.3], [down] * 2, color=colour, linewidth=line)
        axes.text(left + 0.36, down, text, va="center", fontsize=SIZE)
        left += style.length(text, SIZE) + 0.65
