"""The group-by-group map of ties: groups at the places they keep, lines as wide as the share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import dist
from typing import TYPE_CHECKING, Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import beside, style
from nicdev.show.asked import asked
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UNITS = ("across", "down", "between")
THICK = 6.0  # points that the strongest line takes
MANY = 12  # groups from which on the map takes a whole page's width
EDGE = 0.05
STRETCH = 1.6  # times that a map may be drawn wider, or higher, than its places have it


@dataclass(frozen=True)
class Node:
    """A group at its place, with the ties inside it, if they are known."""

    name: str
    x: float
    y: float
    people: float
    within: Any


@dataclass(frozen=True)
class Map:
    """Groups by id, and the rows of pairs of different groups."""

    title: str
    nodes: dict[str, Node]
    pairs: list[Any]


def maps(shown: Disclosed, words: Words) -> list[Map]:
    """One map for each question and version, in the order of the evidence."""
    rows = shown.rows
    rows = rows[rows["unit"].isin(UNITS)]
    several, parts = rows["view"].nunique() > 1, rows["part"].nunique() > 1
    found = []
    for (_, view, part), some in rows.groupby(["relation", "view", "part"], sort=False):
        across, down, pairs = (list(each_row(some[some["unit"] == unit])) for unit in UNITS)
        depth = {row.group: row.value for row in down}
        inside = {row.group: row for row in pairs if row.group == row.x}
        nodes = {
            row.group: Node(row.label or words.word(row.group), row.value, depth[row.group], row.n,
                            inside.get(row.group))
            for row in across
        }  # fmt: skip
        titles = [row.label for row in pairs if row.label]
        title = (titles[0] if titles else "") + (words.version(str(view)) if several else "")
        title += f" ({words.word(str(part))})" if parts and part != some["relation"].iloc[0] else ""
        between = [r for r in pairs if r.group != r.x and {r.group, r.x} <= set(nodes)]
        found.append(Map(title, nodes, between))
    return found


def _said(row: Any, words: Words) -> str:
    if row is None:
        return "–"
    return words.word(row.coded) if row.coded else words.share(row.value)


def figure(shown: Disclosed, words: Words) -> str | None:
    """Circles with the number of people in them, and lines between."""
    found = [one for one in maps(shown, words) if one.nodes]
    if not found:
        return None
    most = max(len(one.nodes) for one in found)
    width, size = (style.WIDE, style.TINY) if most > MANY else (style.WIDTH, style.SMALL)
    high = width * (0.8 if most > 5 else 0.7)
    title = [style.wrapped(one.title, width - 0.1, most=3) for one in found]
    above = [style.tall(text) + 0.1 if text else 0.03 for text in title]
    with style.sheet(sum(above) + (high + 0.75) * len(found), width=width) as (figure, axes):
        down = 0.03
        for one, text, room in zip(found, title, above, strict=True):
            axes.text(0.05, down, text, va="top")
            _draw(axes, one, (EDGE, down + room, width - EDGE, down + room + high), size, words)
            down += room + high + 0.75
        return style.svg(figure)


def _draw(axes: Axes, one: Map, frame: beside.Box, size: float, words: Words) -> None:
    """Lines first, then circles, then names where there is room for them."""
    place, radius = _places(one, frame)
    known = [r for r in one.pairs if pd.notna(r.value) and r.value > 0]
    inside = [n.within for n in one.nodes.values() if n.within is not None]
    top = max((r.value for r in [*known, *inside] if pd.notna(r.value)), default=0.0) or 1.0
    alpha = 0.8 if len(known) <= MANY**2 / 2 else 0.45
    for row in sorted(known, key=lambda r: float(r.value)):
        (a, b), (c, d) = place[row.group], place[row.x]
        axes.plot([a, c], [b, d], color=style.RAMP[3], linewidth=max(THICK * row.value / top, 0.5),
                  alpha=alpha, solid_capstyle="butt", zorder=1)  # fmt: skip
    for row in one.pairs:
        if row.coded == "nearly all":
            (a, b), (c, d) = place[row.group], place[row.x]
            axes.plot([a, c], [b, d], color=style.RAMP[4], linewidth=THICK, zorder=1)
    for key, node in one.nodes.items():
        _circle(axes, place[key], radius, node, top, size, words)
    ends = [(r.group, r.x) for r in known]
    _names(axes, one, beside.field(frame, place, radius, ends), size)
    _key(axes, top, frame[3] + 0.2, size, words)
    if inside:
        _ring(axes, frame[3] + 0.48, size, words)


def _places(one: Map, frame: beside.Box) -> tuple[dict[str, tuple[float, float]], float]:
    """Kept places in inches, filling the sheet, and a radius that fits between them."""
    nodes = one.nodes
    xs, ys = [n.x for n in nodes.values()], [n.y for n in nodes.values()]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    across = (frame[2] - frame[0] - 1.3) / (wide or high or 1.0)
    down = (frame[3] - frame[1] - 1.0) / (high or wide or 1.0)
    across, down = min(across, down * STRETCH), min(down, across * STRETCH)
    middle = (frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2
    off = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    place = {key: (middle[0] + (n.x - off[0]) * across, middle[1] + (n.y - off[1]) * down)
             for key, n in nodes.items()}  # fmt: skip
    near = min((dist(a, b) for a, b in combinations(place.values(), 2)), default=1.0)
    return place, max(min(0.19, near * 0.42), 0.05)


def _circle(
    axes: Axes,
    place: tuple[float, float],
    radius: float,
    node: Node,
    top: float,
    size: float,
    words: Words,
) -> None:
    from matplotlib.patches import Circle

    share = node.within.value if node.within is not None else float("nan")
    ring = 0.7 if pd.isna(share) else max(4.5 * share / top, 0.7)
    axes.add_patch(Circle(place, radius, facecolor=style.PAPER, edgecolor=style.INK, linewidth=ring,
                          zorder=3))  # fmt: skip
    text = words.number(node.people, 0)
    clear = radius - ring / 144
    if pd.notna(node.people) and style.length(text, size) < 1.7 * clear and clear > 0.09:
        axes.text(*place, text, ha="center", va="center", fontsize=size, zorder=4)


def _names(axes: Axes, one: Map, around: beside.Field, size: float) -> None:
    """Each name beside its circle, or as near as there is room, and then joined to it."""
    taken: list[beside.Box] = []
    left, top, right, bottom = around.frame
    centre = (left + right) / 2, (top + bottom) / 2
    place = around.circles
    # From the margin inwards: those in the middle can be moved further.
    for key in sorted(place, key=lambda k: -dist(place[k], centre)):
        for most, room in ((2, 1.15), (1, 0.9)):
            text = style.wrapped(one.nodes[key].name, room, size, most=most)
            wide = max(style.length(line, size) for line in text.split("\n")) + 0.06
            if spot := beside.spot(around, key, (wide, style.tall(text, size)), taken):
                break
        if spot is None:
            continue  # its name stands in the table
        box, far = spot
        taken.append(box)
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if far:
            axes.plot([place[key][0], middle[0]], [place[key][1], middle[1]], color=style.MUTED,
                      linewidth=0.6, zorder=2)  # fmt: skip
        axes.text(*middle, text, ha="center", va="center", fontsize=size, zorder=5,
                  linespacing=1.1, bbox=style.HALO)  # fmt: skip


def _key(axes: Axes, top: float, down: float, size: float, words: Words) -> None:
    """How wide a line is for which share."""
    left = EDGE
    for share in (top / 4, top):
        axes.plot([left, left + 0.35], [down] * 2, color=style.RAMP[3], solid_capstyle="butt",
                  linewidth=max(THICK * share / top, 0.5))  # fmt: skip
        text = words.share(share)
        axes.text(left + 0.42, down, text, va="center", fontsize=size)
        left += 0.42 + style.length(text, size) + 0.2
    axes.text(left, down, words.word("share_between"), va="center", fontsize=size)


def _ring(axes: Axes, down: float, size: float, words: Words) -> None:
    """What a wide ring stands for."""
    axes.plot([EDGE + 0.12], [down], "o", markersize=11, markerfacecolor=style.PAPER,
              markeredgecolor=style.INK, markeredgewidth=2.5)  # fmt: skip
    axes.text(EDGE + 0.42, down, words.word("ring_within"), va="center", fontsize=size)


def alt(shown: Disclosed, words: Words) -> str:
    """Between which groups most and fewest ties are, and in how many pairs there are hardly any."""
    each = []
    for one in maps(shown, words):
        text = words.say("alt.map_each", count=len(one.nodes), label=one.title)
        each.append(" ".join([text, *_told(one, words)]))
    return words.say("alt.map", each=" ".join(each))


def _told(one: Map, words: Words) -> Iterator[str]:
    known = sorted((r for r in one.pairs if pd.notna(r.value)), key=lambda r: -float(r.value))
    for key, row in (("strongest", known[:1]), ("weakest", known[1:][-1:])):
        for r in row:
            yield words.say(f"sentences.map.{key}", first=one.nodes[r.group].name,
                            last=one.nodes[r.x].name, share=words.share(r.value))  # fmt: skip
    few = sum(r.coded == "few or none" or r.value == 0 for r in one.pairs)
    if few:
        yield words.say("sentences.map.few", count=few, pairs=len(one.pairs))
    inside = [n for n in one.nodes.values() if n.within is not None and pd.notna(n.within.value)]
    if inside:
        top = max(inside, key=lambda n: float(n.within.value))
        yield words.say("sentences.map.within", label=top.name, share=words.share(top.within.value))


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """The same in plain sentences, one line a map."""
    for one in maps(shown, words):
        yield " ".join([*([f"“{one.title}”:"] if one.title else []), *_told(one, words)])


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Groups with their people and the ties inside them; pairs of groups with the ties between."""
    for one in maps(shown, words):
        yield table(
            words.say("captions.groups", label=one.title),
            [words.say(f"columns.{c}") for c in ("group", "people", "within")],
            [(n.name, words.number(n.people, 0), _said(n.within, words))
             for n in one.nodes.values()],
        )  # fmt: skip
        # Of many groups most pairs have none: that is said once, and not in a line for each.
        tied = [r for r in one.pairs if r.numerator != 0]
        none = len(one.pairs) - len(tied)
        counted = any(pd.notna(r.numerator) for r in tied)  # not where shares alone may be seen
        columns = ["group", "other_group", "share", *(["reported"] if counted else [])]
        yield table(
            words.say("captions.pairs_none" if none else "captions.pairs", label=one.title,
                      **({"count": words.number(none, 0)} if none else {})),
            [words.say(f"columns.{c}") for c in columns],
            [(one.nodes[r.group].name, one.nodes[r.x].name, _said(r, words),
              *([words.number(r.numerator, 0)] if counted else [])) for r in tied],
        )  # fmt: skip


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Who answered, and that the rest is unknown."""
    rows = shown.rows
    yield from asked(rows[rows["unit"].isin(UNITS)], words)
