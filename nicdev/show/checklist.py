"""Checklist: what is there and what is not, of tables and of the framework's dimensions."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from nicdev.evidence import Disclosed
from nicdev.show import style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

THERE = ("there", "evidence")


def _name(row: pd.Series, words: Words) -> str:
    key = f"rooms.{row['part']}.name"
    return words.say(key) if words.locale.has(key) else str(row["part"])


def _group(group: str, words: Words) -> str:
    key = f"rings.{group}.name"
    return words.say(key) if words.locale.has(key) else group


def figure(shown: Disclosed, words: Words) -> str | None:
    """One column of marks a group: filled where there is evidence, open where there is none."""
    rows = shown.rows
    if rows.empty:
        return None
    groups = list(rows.groupby("group", sort=False))
    longest = max(len(some) for _, some in groups)
    with style.canvas(0.6 + 0.3 * longest) as (figure, axes):
        for column, (group, some) in enumerate(groups):
            axes.text(column, -1, _group(str(group), words), fontsize=10.5, fontweight="bold")
            for line, row in enumerate(some.to_dict("records")):
                there = row["x"] in THERE
                axes.plot([column + 0.03], [line], "o", markersize=9, markeredgecolor=style.MARK,
                          color=style.MARK if there else "white",
                          alpha=1 if row["x"] != "not built yet" else 0.99)  # fmt: skip
                if row["x"] == "not built yet":
                    axes.plot([column + 0.03], [line], "x", markersize=5, color=style.MARK)
                axes.text(column + 0.1, line, style.wrapped(_name(pd.Series(row), words), 26),
                          va="center", fontsize=9.5)  # fmt: skip
        axes.set(xlim=(-0.02, len(groups)), ylim=(longest - 0.3, -1.6))
        axes.axis("off")
        return style.svg(figure)


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
