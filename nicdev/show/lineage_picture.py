"""How a lineage is drawn: a tree in columns of boxes, or dots in lanes along time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from nicdev.show import style
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from nicdev.show.lineage import Web

SIZE = style.TINY
IDEA = "change idea"  # the kind of box that is tested; others are measured
BADGE = 0.27  # inches at the end of a box, for a number
GAP = 0.34  # inches between columns of a tree
NAME = 1.35  # inches that a dot's name may take
LANE = 1.15  # inches that a lane's name may take
ROW = 0.14  # inches that a name takes downwards
MOST = 8.4  # inches: what fits a printed page
LANE_GAP = 0.12
SAME_LANE, OTHER_LANE = (style.MUTED, 0.7), (style.ACCENT, 1.4)  # colour and width of a line
STEPS = (1, 2, 3, 6, 12, 24, 60)  # months between marks of the axis


def tree(found: Web, words: Words) -> str:
    """Boxes in a column for each kind of node, joined to what comes from them."""
    levels = found.levels
    wide = (style.WIDE - 0.04 - GAP * (len(levels) - 1)) / len(levels)
    columns = [[key for key, n in found.nodes.items() if n.x == level] for level in levels]
    badge = BADGE if any(pd.notna(node.numerator) for node in found.nodes.values()) else 0
    texts = {key: style.wrapped(found.nodes[key].label or key, wide - 0.14 - badge, SIZE,
                                most=_lines(len(some)))
             for some in columns for key in some}  # fmt: skip
    # From edge to edge a box has a margin, and as much again to the next, less in a full column.
    air = max(0.05, min(0.15, MOST / max(map(len, columns)) - style.tall("", SIZE)))
    high = {key: style.tall(text, SIZE) + 0.6 * air for key, text in texts.items()}
    heads = [style.wrapped(_head(found.nodes[some[0]], words), wide, SIZE + 1, bold=True,
                           most=2) for some in columns]  # fmt: skip
    signals = any(node.limit > 0 for node in found.nodes.values())
    top = max(style.tall(head, SIZE + 1) for head in heads) + 0.12
    tall = max(sum(high[key] + 0.4 * air for key in some) for some in columns)
    with style.sheet(top + tall + (0.36 if signals else 0.06), width=style.WIDE) as (figure, axes):
        middle: dict[str, float] = {}
        left: dict[str, float] = {}
        for at, (some, head) in enumerate(zip(columns, heads, strict=True)):
            x = 0.02 + at * (wide + GAP)
            axes.text(x, 0.03, head, va="top", fontsize=SIZE + 1, fontweight="bold")
            wanted = [top + found.nodes[key].value * tall for key in some]
            rooms = [high[key] + 0.4 * air for key in some]
            places = style.apart(wanted, rooms, top, top + tall)
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
            if pd.notna(found.nodes[key].numerator):
                _badge(axes, (left[key] + wide - badge, middle[key] - high[key] / 2), high[key],
                       found.nodes[key])  # fmt: skip
        if signals:
            axes.add_patch(_rectangle((0.02, top + tall + 0.12), 0.24, 0.14, style.RAMP[5]))
            axes.text(0.33, top + tall + 0.19, words.word("has_signal"), va="center",
                      fontsize=SIZE)  # fmt: skip
        return style.svg(figure)


def counts(node: Any) -> str:
    """What the number in a box counts."""
    return "tests" if node.group == IDEA else "measures"


def _head(node: Any, words: Words) -> str:
    name = words.word(node.group)
    if pd.isna(node.numerator):
        return name
    return words.say("words.head_counted", label=name, what=words.word(counts(node)).lower())


def _badge(axes: Axes, corner: tuple[float, float], high: float, node: Any) -> None:
    """How many there are, at the right end of a box; dark where a measure has a signal."""
    fill = style.RAMP[5] if node.limit > 0 else style.RAMP[1]
    axes.add_patch(_rectangle(corner, BADGE, high, fill))
    axes.text(corner[0] + BADGE / 2, corner[1] + high / 2, f"{node.numerator:.0f}", ha="center",
              va="center", fontsize=SIZE, color=style.letters_on(fill), zorder=6)  # fmt: skip


def _rectangle(corner: tuple[float, float], wide: float, high: float, fill: str) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle(corner, wide, high, facecolor=fill, edgecolor=style.MARK, linewidth=0.7,
                     zorder=5)  # fmt: skip


def _lines(count: int) -> int:
    """How many lines a box may have in a column of so many."""
    return 4 if count <= 10 else 3 if count <= 15 else 2 if count <= 22 else 1


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
    names = {lane: words.word(lane) for lane in found.lanes}
    start = min(max(style.length(n, SIZE, bold=True) for n in names.values()), LANE) + 0.25
    names = {k: style.wrapped(n, start - 0.2, SIZE, bold=True, most=3) for k, n in names.items()}
    across = style.WIDE - start - 0.12
    place = _dates(found, start, across) if found.dated else _levels(found, start, across)
    texts, reach = {}, {}
    for key, node in found.nodes.items():
        texts[key] = style.wrapped(node.label or key, NAME, SIZE, most=1)
        long, x = style.length(texts[key], SIZE) + 0.2, place[key]
        after = x + long <= style.WIDE - 0.03
        reach[key] = (x - 0.08, x + long) if after else (x - long, x + 0.08)
    middle = _middles(found, reach)
    bottom = max(middle.values()) + ROW
    with style.sheet(bottom + (0.62 if found.dated else 0.4), width=style.WIDE) as (figure, axes):
        bottom = _lanes(axes, found, middle, names, bottom)
        for one, other in found.edges:
            between = found.nodes[one].group != found.nodes[other].group
            _curve(axes, (place[one], middle[one]), (place[other], middle[other]),
                   *(OTHER_LANE if between else SAME_LANE))  # fmt: skip
        for key, text in texts.items():
            after = reach[key][1] > place[key] + 0.1
            axes.plot([place[key]], [middle[key]], "o", color=style.MARK, markersize=5.5,
                      markeredgecolor=style.PAPER, markeredgewidth=0.7, zorder=5)  # fmt: skip
            axes.text(place[key] + (0.08 if after else -0.08), middle[key], text, va="center",
                      ha="left" if after else "right", fontsize=SIZE, zorder=4,
                      bbox=style.HALO)  # fmt: skip
        if found.dated:
            _months(axes, found, bottom, start, across)
            bottom += 0.22
        _key(axes, bottom + 0.2, start, words)
        return style.svg(figure)


def _middles(found: Web, reach: dict[str, tuple[float, float]]) -> dict[str, float]:
    """How far down each node is: its kept place, on as high a sheet as its names need.

    Where no sheet would be high enough, a name moves down to the next free place.
    """
    keys = sorted(found.nodes, key=lambda key: found.nodes[key].value)

    def near(one: str, other: str) -> bool:
        (a, b), (c, d) = reach[one], reach[other]
        return a < d + 0.04 and c - 0.04 < b

    apart = [
        found.nodes[other].value - found.nodes[one].value
        for at, one in enumerate(keys) for other in keys[at + 1 :] if near(one, other)
    ]  # fmt: skip
    high = max([ROW / gap for gap in apart if gap >= ROW / MOST], default=0.0)
    high = max(high, ROW * 3 * len(found.lanes))
    middle: dict[str, float] = {}
    for key in keys:
        node = found.nodes[key]
        down = ROW + node.value * high + LANE_GAP * found.lanes.index(node.group)
        for other, taken in sorted(middle.items(), key=lambda item: item[1]):
            if near(key, other) and abs(down - taken) < ROW - 1e-9:
                down = taken + ROW
        middle[key] = down
    return middle


def _lanes(
    axes: Axes, found: Web, middle: dict[str, float], names: dict[str, str], bottom: float
) -> float:
    """Lanes with their names, and a line between two where they do not mix; the lowest line."""
    spans = {
        lane: (min(some), max(some))
        for lane in names
        for some in [[middle[key] for key, n in found.nodes.items() if n.group == lane]]
    }  # fmt: skip
    order = sorted(names, key=lambda lane: spans[lane])
    rooms = [style.tall(names[lane], SIZE) + 0.04 for lane in order]
    places = style.apart([sum(spans[lane]) / 2 for lane in order], rooms, 0.05, bottom)
    for lane, place in zip(order, places, strict=True):
        axes.text(0.03, place, names[lane], va="center", fontsize=SIZE, fontweight="bold")
    cuts = [(spans[one][1] + spans[other][0]) / 2 for one, other in pairwise(order)
            if spans[one][1] < spans[other][0]]  # fmt: skip
    for cut in [*cuts, bottom]:
        axes.plot([0.02, style.WIDE - 0.02], [cut] * 2, color=style.RAMP[1], linewidth=0.8,
                  zorder=0)  # fmt: skip
    return bottom


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
    for name, (colour, line) in (("same_lane", SAME_LANE), ("other_lane", OTHER_LANE)):
        text = words.word(name)
        axes.plot([left, left + 0.3], [down] * 2, color=colour, linewidth=line)
        axes.text(left + 0.36, down, text, va="center", fontsize=SIZE)
        left += style.length(text, SIZE) + 0.65
