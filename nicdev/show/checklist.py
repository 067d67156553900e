"""Checklist: what is there and what is not, of tables and of the framework's dimensions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from nicdev.evidence import Disclosed
from nicdev.show import style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

THERE = ("there", "evidence")


def _name(row: pd.Series, words: Words) -> str:
    keys = (f"rooms.{row['part']}.name", f"tables.{row['part']}")
    known = [words.say(key) for key in keys if words.locale.has(key)]
    return known[0] if known else str(row["part"])


def _group(group: str, words: Words) -> str:
    key = f"rings.{group}.name"
    return words.say(key) if words.locale.has(key) else group


def figure(shown: Disclosed, words: Words) -> str | None:
    """One column of marks a group: filled where there is evidence, open where there is none."""
    rows = shown.rows
    if rows.empty:
        return None
    groups = [(str(group), some) for group, some in rows.groupby("group", sort=False)]
    wide = style.WIDTH / len(groups)
    heads = [
        style.wrapped(_group(group, words), wide - 0.15, bold=True, most=2) for group, _ in groups
    ]
    names = [
        [style.wrapped(_name(row, words), wide - 0.28, style.SMALL) for _, row in some.iterrows()]
        for _, some in groups
    ]
    top = style.LINE * max(1 + head.count("\n") for head in heads) + 0.1
    foot = top + max(sum(map(_high, column)) for column in names) + 0.3
    with style.sheet(foot + 0.15) as (figure, axes):
        for at, (_, some) in enumerate(groups):
            left, down = at * wide, top
            axes.text(left, 0.05, heads[at], va="top", fontweight="bold")
            for name, state in zip(names[at], some["x"], strict=True):
                down += _high(name)
                middle = down - _high(name) / 2
                _entry(axes, left, middle, state, name)
        left = 0.0
        for state in rows["x"].unique():  # what the marks stand for
            _entry(axes, left, foot, state, words.word(state))
            left += style.length(words.word(state), style.SMALL) + 0.5
        return style.svg(figure)


def _entry(axes: Axes, left: float, middle: float, state: str, name: str) -> None:
    axes.plot([left + 0.08], [middle], "o", markersize=9, markeredgecolor=style.MARK,
              color=style.MARK if state in THERE else "white")  # fmt: skip
    if state == "not built yet":
        axes.plot([left + 0.08], [middle], "x", markersize=5, color=style.MARK)
    axes.text(left + 0.21, middle, name, va="center", fontsize=style.SMALL)


def _high(name: str) -> float:
    return style.LINE * (1 + name.count("\n")) + 0.1


def alt(shown: Disclosed, words: Words) -> str:
    """How much is there, by group."""
    rows = shown.rows
    each = []
    for group, some in rows.groupby("group", sort=False):
        state = words.word("evidence" if "indicators" in set(some["unit"]) else "there")
        each.append(
            words.say(
                "alt.checklist_each",
                group=_group(str(group), words),
                there=int(some["x"].isin(THERE).sum()),
                count=len(some),
                state=state,
            )
        )
    return words.say("alt.checklist", count=len(rows), each=" ".join(each))


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many of how many."""
    rows = shown.rows
    there = int(rows["x"].isin(THERE).sum())
    kind = "rooms" if "indicators" in set(rows["unit"]) else "tables"
    yield words.say(
        f"sentences.checklist.{kind}", there=there, count=len(rows), missing=len(rows) - there
    )


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Each entry with its state."""
    rows = shown.rows
    rooms = "indicators" in set(rows["unit"])
    columns = ("dimension", "ring", "state") if rooms else ("data", "heading", "state")
    head = [words.say(f"columns.{column}") for column in columns]
    body = [
        (_name(pd.Series(r), words), _group(r["group"], words), words.word(r["x"]))
        for r in rows.to_dict("records")
    ]
    yield table(words.say("captions.rooms" if rooms else "captions.tables"), head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Nothing was sampled."""
    yield words.say("sure.complete")
