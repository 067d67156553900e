"""Checklist: what is there and what is not, entry by entry.

Tables are drawn here; the framework's dimensions make a wheel, verdicts of two waves and decisions
are read as a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import (
    changes,
    conjectures,
    crosswalk,
    decisions,
    examples,
    improvement,
    over_waves,
    quotations,
    style,
    wheel,
    why_different,
)
from nicdev.show.counts import boxes
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

THERE = ("there", "yes")
UNSAID = "not_said"
ENTRIES = ("aspects", "qualities")
MARGIN = 0.28  # inches: the mark, and the space before the next column

Entry = tuple[str, str]  # name and state


def _own(shown: Disclosed) -> ModuleType | None:
    """The room that shows rows of this unit; None for tables, and for parts of an
    aim or a measure, which are shown here."""
    units = set(shown.rows["unit"])
    if "indicators" in units:
        return wheel
    if "conjecture" in units:
        return conjectures
    if "texts" in units:
        return decisions
    if "example" in units:
        return examples
    if "context" in units:
        return quotations
    if "warrant" in units:
        return improvement
    if "compared" in units:
        return why_different
    if "walk" in units:
        return crosswalk
    if "verdict_at" in units or units == {"wave", "quotes"}:
        return over_waves
    return None if units & set(ENTRIES) else changes


def _entries(shown: Disclosed) -> pd.DataFrame:
    """Rows that are entries of the list."""
    return shown.rows[shown.rows["unit"].isin(ENTRIES)]


def _name(part: str, words: Words) -> str:
    key = f"tables.{part}"
    return words.say(key) if words.locale.has(key) else words.word(part).replace("_", " ")


def figure(shown: Disclosed, words: Words) -> str | None:
    """A wheel of dimensions; else marks group by group, filled for what is there."""
    own = _own(shown)
    if own:
        return wheel.figure(shown, words) if own is wheel else None
    rows = _entries(shown)
    names, wide = _columns([_name(part, words) for part in rows["part"]])
    groups = [
        (style.wrapped(words.word(str(group)), style.WIDTH - 0.1, bold=True),
         _lines(list(zip(some["name"], some["x"], strict=True)), wide))
        for group, some in rows.assign(name=names).groupby("group", sort=False)
    ]  # fmt: skip
    height = sum(_high(head) + 0.15 + sum(map(_line_high, lines)) for head, lines in groups)
    with style.sheet(height + 0.35) as (figure, axes):
        down = 0.03
        for head, lines in groups:
            axes.text(0.05, down, head, va="top", fontweight="bold")
            down += _high(head)
            for line in lines:
                middle = down + _line_high(line) / 2
                for at, (name, state) in enumerate(line):
                    _entry(axes, at * wide, middle, state, name)
                down += _line_high(line)
            down += 0.15
        left = 0.0
        for state in rows["x"].unique():  # what the marks stand for
            _entry(axes, left, height + 0.18, state, words.word(state))
            left += style.length(words.word(state), style.SMALL) + 0.5
        return style.svg(figure)


def _columns(names: list[str]) -> tuple[list[str], float]:
    """Names in as many columns as let each have two lines, and the width of a column."""
    for across in (3, 2, 1):
        wide = style.WIDTH / across
        lines = [style.wrapped(name, wide - MARGIN, style.SMALL, most=9) for name in names]
        if not any(line.count("\n") > 1 or "…" in line for line in lines):
            break
    return [style.wrapped(name, wide - MARGIN, style.SMALL, most=2) for name in names], wide


def _lines(some: list[Entry], wide: float) -> list[list[Entry]]:
    across = round(style.WIDTH / wide)
    return [some[at : at + across] for at in range(0, len(some), across)]


def _line_high(line: list[Entry]) -> float:
    return max(_high(name) for name, _ in line)


def _entry(axes: Axes, left: float, middle: float, state: str, name: str) -> None:
    if state == UNSAID:
        axes.plot([left + 0.08], [middle], ".", markersize=4, color=style.MUTED)
    else:
        axes.plot([left + 0.08], [middle], "o", markersize=9, markeredgecolor=style.MARK,
                  color=style.MARK if state in THERE else style.PAPER)  # fmt: skip
    axes.text(left + 0.21, middle, name, va="center", fontsize=style.SMALL)


def _high(name: str) -> float:
    return style.LINE * (1 + name.count("\n")) + 0.1


def alt(shown: Disclosed, words: Words) -> str:
    """How much is there, by group."""
    if _own(shown):
        return wheel.alt(shown, words)
    rows = _entries(shown)
    states = set(rows["x"])
    each = [
        words.say(
            "alt.checklist_each",
            group=words.word(str(group)),
            there=int(some["x"].isin(THERE).sum()),
            count=len(some),
            state=words.word("yes" if "yes" in states else "there"),
        )
        for group, some in rows.groupby("group", sort=False)
    ]
    return words.say("alt.checklist", count=len(rows), each=" ".join(each))


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many of how many."""
    if own := _own(shown):
        yield from own.sentences(shown, words)
        return
    rows = _entries(shown)
    for label in rows["label"].unique():
        if label:
            yield words.say("sentences.checklist.wording", label=label)
    there, count = int(rows["x"].isin(THERE).sum()), len(rows)
    if "qualities" in set(rows["unit"]):
        unsaid = int((rows["x"] == UNSAID).sum())
        yield words.say("sentences.checklist.qualities", yes=there, no=count - there - unsaid,
                        unsaid=unsaid)  # fmt: skip
        return
    yield words.say("sentences.checklist.aspects", there=there, count=count, missing=count - there)
    yield from _wordings(shown.rows, words)


def _wordings(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """What became of the parts of an earlier wording."""
    for before, some in rows[rows["unit"] == "wordings"].groupby("part", sort=False):
        moved = words.list(f"{words.word(row.x)} {row.numerator:.0f}"
                           for row in each_row(some) if row.numerator)  # fmt: skip
        if moved:
            yield words.say("sentences.checklist.wordings", before=before, list=moved)
        else:
            yield words.say("sentences.checklist.wordings_none", before=before)


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Each entry with its state."""
    if own := _own(shown):
        yield from own.tables(shown, words)
        return
    unit = str(_entries(shown)["unit"].iloc[0])
    head = [words.say(f"columns.{column}") for column in ("aspect", "belongs", "state")]
    body = [(_name(row.part, words), words.word(row.group), words.word(row.x))
            for row in each_row(_entries(shown))]  # fmt: skip
    yield table(words.say(f"captions.{unit}"), head, body)
    yield from boxes(shown.rows, words)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Nothing was sampled."""
    if own := _own(shown):
        yield from own.sure(shown, words)
        return
    yield words.say("sure.complete")
