"""Flow: who moved from what to what, from one period to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BAR = 0.13  # inches that the bar of a state takes across
HIGH = 3.0  # inches that all people of a step take, without the space between states

# Ways of taking part, from coming to going.
ORDER = ("entering", "core", "regular", "steady", "occasional", "leaving", "gone_or_going", "left")


@dataclass(frozen=True)
class Step:
    """From one period to the next: their names, and the rows between."""

    start: str
    end: str
    rows: tuple[Any, ...]


@dataclass(frozen=True)
class _Place:
    """Where a state stands: the top of its bar, how high it is, and where its name goes."""

    top: float
    high: float


def steps(shown: Disclosed) -> list[Step]:
    """The steps, in order."""
    rows = shown.rows
    rows = rows[rows["unit"] == "flow"].assign(at=lambda f: f["part"].astype(float))
    return [
        Step(some["relation"].iloc[0], some["label"].iloc[0], tuple(each_row(some)))
        for _, some in rows.groupby("at", sort=True)
    ]


def states(found: list[Step]) -> list[str]:
    """Every state in its own order, if it has one; else as the evidence has them."""
    each = list(dict.fromkeys(state for s in found for r in s.rows for state in (r.group, r.x)))
    return sorted(each, key=ORDER.index) if set(each) <= set(ORDER) else each


def figure(shown: Disclosed, words: Words) -> str | None:
    """Bands between the states of neighbouring periods, as high as the share of people."""
    found = [step for step in steps(shown) if any(pd.notna(r.value) for r in step.rows)]
    if not found:
        return None
    order = states(found)
    wide = len(found) > 1 or len(order) > 6
    width, size = (style.WIDE, style.TINY + 0.5) if wide else (style.WIDTH, style.SMALL)
    names = [words.word(state) for state in order]
    room = min(max(style.length(name, size) for name in names) + 0.05, 1.25)
    texts = {s: style.wrapped(name, room, size, most=2)
             for s, name in zip(order, names, strict=True)}  # fmt: skip
    slot = max(style.tall(text, size) for text in texts.values()) + 0.04
    ends = room + 0.12
    across = np.linspace(ends + BAR / 2, width - ends - BAR / 2, len(found) + 1)
    heads = _heads(found, float(across[1] - across[0]), size)
    top = max(style.tall(head, size) for head in heads) + 0.15
    shares = [[_shares(step, end) for end in ("group", "x")] for step in found]
    earlier, later = [{}, *(both[1] for both in shares)], [*(both[0] for both in shares[1:]), {}]
    sides = [
        [_stack(before, earlier[at], order, slot, top), _stack(after, later[at], order, slot, top)]
        for at, (before, after) in enumerate(shares)
    ]
    bottom = max(p.top + max(p.high, (p.high + slot) / 2)
                 for both in sides for side in both for p in side.values()) + 0.1  # fmt: skip
    coded = any(row.coded for step in found for row in step.rows)
    with style.sheet(bottom + 0.3 * coded, width=width) as (figure, axes):
        for x, head in zip(across, heads, strict=True):
            axes.text(x, 0.03, head, ha="center", va="top", fontsize=size, fontweight="bold")
        for at, step in enumerate(found):
            before, after = sides[at]
            _bands(axes, step, sides[at], (across[at] + BAR / 2, across[at + 1] - BAR / 2))
            _bars(axes, across[at] + BAR / 4, before)
            _bars(axes, across[at + 1] - BAR / 4, after)
            if at == 0:
                _names(axes, across[0] - BAR / 2 - 0.06, before, texts, size, "right")
            last = at == len(found) - 1
            named = after if last else sides[at + 1][0] | after  # some only begin there
            _names(axes, across[at + 1] + BAR / 2 + 0.06, named,
                   texts if last else _fitting(texts, across, size), size, "left")  # fmt: skip
        if coded:
            _key(axes, bottom + 0.1, size, words)
        return style.svg(figure)


def _heads(found: list[Step], apart: float, size: float) -> list[str]:
    periods = [found[0].start, *(step.end for step in found)]
    return [style.wrapped(p, apart - 0.1, size, bold=True, most=3) for p in periods]


def _fitting(texts: dict[str, str], across: Any, size: float) -> dict[str, str]:
    """Names between two periods have the room that is between them."""
    room = float(across[1] - across[0]) - BAR - 0.14
    return {state: style.wrapped(text, room, size, most=2) for state, text in texts.items()}


def _shares(step: Step, end: str) -> dict[str, float]:
    """The share of people in each state at one end of a step."""
    share: dict[str, float] = {}
    for row in step.rows:
        more = row.value if pd.notna(row.value) else 0.0
        share[getattr(row, end)] = share.get(getattr(row, end), 0.0) + more
    return share


def _stack(
    share: dict[str, float], beside: dict[str, float], order: list[str], slot: float, above: float
) -> dict[str, _Place]:
    """Where states stand at one end of a step: in order, each with room for its name, and level
    with the same state at the end of the step beside it."""
    places, down = {}, above
    for state in order:
        if state not in share and state not in beside:
            continue
        high, other = (side.get(state, 0.0) * HIGH for side in (share, beside))
        room = max(high, other, slot)
        if state in share:
            places[state] = _Place(down + (room - high) / 2, high)
        down += room + 0.1
    return places


def _bands(
    axes: Axes, step: Step, sides: list[dict[str, _Place]], between: tuple[float, float]
) -> None:
    """Those who stay pale, those who move darker; a word without a number as a thin dashed line."""
    order = list(dict.fromkeys([*sides[0], *sides[1]]))
    used = [{state: place.top for state, place in side.items()} for side in sides]
    for row in sorted(step.rows, key=lambda r: (order.index(r.group), order.index(r.x))):
        high = 0.0 if pd.isna(row.value) else row.value * HIGH
        start, end = used[0][row.group], used[1][row.x]
        used[0][row.group], used[1][row.x] = start + high, end + high
        if high:
            stays = row.group == row.x
            _band(axes, between, (start, end), high, facecolor=style.RAMP[1 if stays else 3],
                  edgecolor=style.PAPER, linewidth=0.6, alpha=1.0 if stays else 0.75)  # fmt: skip
        elif row.coded:
            _band(axes, between, (start, end), 0.0, facecolor="none", edgecolor=style.MUTED,
                  linewidth=0.9, linestyle=(0, (3, 2)))  # fmt: skip


def _band(
    axes: Axes, x: tuple[float, float], y: tuple[float, float], high: float, **look: Any
) -> None:
    """An S from left to right, and where it is high, back below itself."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    middle = sum(x) / 2
    there = [(x[0], y[0]), (middle, y[0]), (middle, y[1]), (x[1], y[1])]
    back = [(a, b + high) for a, b in reversed(there)]
    curve = [Path.MOVETO, *[Path.CURVE4] * 3]
    if high:
        path = Path([*there, *back, there[0]], [*curve, Path.LINETO, *curve[1:], Path.CLOSEPOLY])
    else:
        path = Path(there, curve)
    axes.add_patch(PathPatch(path, **look))


def _bars(axes: Axes, middle: float, side: dict[str, _Place]) -> None:
    for place in side.values():
        axes.bar(middle, max(place.high, 0.02), bottom=place.top, width=BAR / 2, color=style.INK,
                 linewidth=0)  # fmt: skip


def _names(
    axes: Axes, x: float, side: dict[str, _Place], texts: dict[str, str], size: float, ha: Any
) -> None:
    for state, place in side.items():
        axes.text(x, place.top + place.high / 2, texts[state], ha=ha, va="center", fontsize=size,
                  linespacing=1.1, zorder=5)  # fmt: skip


def _key(axes: Axes, down: float, size: float, words: Words) -> None:
    """What a dashed line stands for."""
    axes.plot([0.05, 0.4], [down] * 2, color=style.MUTED, linewidth=0.9, linestyle=(0, (3, 2)))
    axes.text(0.47, down, words.word("few or none"), va="center", fontsize=size)


def _largest(rows: Iterator[Any] | list[Any]) -> Any:
    """The row with the largest share; None where there is none."""
    return max((r for r in rows if pd.notna(r.value)), key=lambda r: r.value, default=None)


def _told(step: Step, words: Words) -> Iterator[str]:
    """Where most stayed, and the largest move."""
    for kind, rows in (("stayed", [r for r in step.rows if r.group == r.x]),
                       ("moved", [r for r in step.rows if r.group != r.x])):  # fmt: skip
        if top := _largest(rows):
            yield words.say(f"sentences.flow.{kind}", share=words.share(top.value),
                            first=words.word(top.group), last=words.word(top.x))  # fmt: skip


def alt(shown: Disclosed, words: Words) -> str:
    """For each step, the largest group that stayed and the largest that moved, and where to."""
    found = steps(shown)
    each = [
        words.say(
            "alt.flow_each", first=step.start, last=step.end, list=" ".join(_told(step, words))
        )
        for step in found
    ]
    return words.say("alt.flow", count=len(states(found)), each=" ".join(each))


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many people a step counts, where most stayed, and the largest move."""
    for step in steps(shown):
        people = step.rows[0].n
        if pd.notna(people):
            said = [words.say("sentences.flow.people", first=step.start, last=step.end,
                              count=words.number(people, 0))]  # fmt: skip
        else:
            said = [words.say("sentences.flow.step", first=step.start, last=step.end)]
        yield " ".join([*said, *_told(step, words)])


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """A table a step: every state before with every state after."""
    for step in steps(shown):
        head = [words.say("columns.before", label=step.start),
                words.say("columns.after", label=step.end),
                words.say("columns.people"), words.say("columns.share")]  # fmt: skip
        yield table(
            words.say("captions.flow", first=step.start, last=step.end),
            head,
            [(words.word(r.group), words.word(r.x),
              words.word(r.coded) if r.coded else words.number(r.numerator, 0),
              words.share(r.value)) for r in step.rows],
        )  # fmt: skip


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Only those who were there both times can be followed."""
    yield words.say("sure.flow")
