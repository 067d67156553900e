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
COLUMNS = ("data", "heading")
MARGIN = 0.28  # inches: the mark, and the space before the next column

Entry = tuple[str, str]  # name and state


def _name(row: pd.Series, words: Words) -> str:
    part = str(row["part"])
    # A dimension, a function, a table, or a part of an aim or a measure.
    keys = (f"rooms.{part}.name", f"{part}.name", f"tables.{part}", f"words.{part}")
    known = [words.say(key) for key in keys if words.locale.has(key)]
    return known[0] if known else part.replace("_", " ")


def _group(group: str, words: Words) -> str:
    key = f"rings.{group}.name"
    return words.say(key) if words.locale.has(key) else words.word(group)


def figure(shown: Disclosed, words: Words) -> str | None:
    """Marks group by group: filled where there is evidence, open where there is none."""
    rows = shown.rows
    if rows.empty:
        return None
    names, wide = _columns([_name(row, words) for _, row in rows.iterrows()])
    groups = [
        (style.wrapped(_group(str(group), words), style.WIDTH - 0.1, bold=True),
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
    axes.plot([left + 0.08], [middle], "o", markersize=9, markeredgecolor=style.MARK,
              color=style.MARK if state in THERE else style.PAPER)  # fmt: skip
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
    units = set(rows["unit"])
    kind = "rooms" if "indicators" in units else "aspects" if "aspects" in units else "tables"
    rows = rows[rows["unit"] != "functions"]  # they stand around the dimensions, not among them
    there = int(rows["x"].isin(THERE).sum())
    for label in rows["label"].unique():
        if label:
            yield words.say("sentences.checklist.wording", label=label)
    yield words.say(
        f"sentences.checklist.{kind}", there=there, count=len(rows), missing=len(rows) - there
    )


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Each entry with its state."""
    rows = shown.rows
    units = set(rows["unit"])
    rooms, aspects = "indicators" in units, "aspects" in units
    columns = ("dimension", "ring") if rooms else ("aspect", "belongs") if aspects else COLUMNS
    head = [words.say(f"columns.{column}") for column in (*columns, "state")]
    body = [
        (_name(pd.Series(r), words), _group(r["group"], words), words.word(r["x"]))
        for r in rows.to_dict("records")
    ]
    kind = "rooms" if rooms else "aspects" if aspects else "tables"
    yield table(words.say(f"captions.{kind}"), head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Nothing was sampled."""
    yield words.say("sure.complete")
