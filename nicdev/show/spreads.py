"""The spreads in evidence: which there are, what they are called, and the tables they make."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from nicdev.evidence import WHOLE, Disclosed, each_row
from nicdev.show import counted, regions
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

SPREADS = ("answers", "people", "members", *counted.UNITS)
COLUMNS = {"members": "events", "scope": "structures"}  # counts of these: drawn as columns
Spread = tuple[tuple[str, ...], pd.DataFrame]  # (view, relation, part, unit), rows in order of x


def of(shown: Disclosed) -> list[Spread]:
    """The tables of the whole network, in the order of the evidence."""
    rows = shown.rows
    rows = rows[rows["unit"].isin(SPREADS) & (rows["group_kind"] == WHOLE)]
    keys = ["view", "relation", "part", "unit"]
    return [(tuple(map(str, key)), t) for key, t in rows.groupby(keys, sort=False)]


def name_of(spread: Spread, words: Words) -> str:
    """What a spread is called: the item's text, the instrument; with the view where it has one."""
    (view, relation, part, unit), rows = spread
    label = rows["label"].iloc[0] or words.word(relation if unit == "replies" else part)
    if view in ("", "all"):
        return label
    return f"{label} ({words.word(f'view_{view}')})"


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """A table a spread; after it one with a line for each group, where they may be seen."""
    rows = shown.rows
    listed: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for spread in of(shown):
        (view, _, part, unit), _ = spread
        yield _spread_table(spread, words)
        mine = rows[(rows["view"] == view) & (rows["part"] == part) & (rows["unit"] == unit)]
        groups = mine[~mine["group_kind"].isin([WHOLE, regions.KIND])].groupby("group", sort=False)
        lines = [_line(str(group), some, words) for group, some in groups]
        # Most groups are the same with and without the hub: those are listed once.
        before = listed.setdefault((part, unit), [])
        fresh = [line for line in lines if line not in before]
        before += fresh
        if fresh:
            head = [words.say("columns.group"), words.say("columns.people"),
                    *(words.answer(x) for x in spread[1]["x"])]  # fmt: skip
            caption = words.say("captions.by_group", caption=_caption(spread, words))
            yield table(caption, head, fresh)


def _line(group: str, some: pd.DataFrame, words: Words) -> tuple[str, ...]:
    """A group with its people and the share of them at each answer."""
    name = some["label"].iloc[0] if group != "(together)" else ""
    shares = (words.share(value) for value in some["value"])
    return (name or words.word(group), f"{some['n'].iloc[0]:.0f}", *shares)


def _caption(spread: Spread, words: Words) -> str:
    count = f"{spread[1]['n'].iloc[0]:.0f}"
    return words.say(f"captions.{spread[0][3]}", label=name_of(spread, words), count=count)


def _spread_table(spread: Spread, words: Words) -> Table:
    (_, _, _, unit), whole = spread
    bounds = whole["lower"].notna().any()
    first = COLUMNS.get(unit, "group" if unit == "roster" else "answer")
    second = {"people": "people", "replies": "replies"}.get(unit, "count")
    head = [words.say(f"columns.{first}"), words.say(f"columns.{second}"),
            words.say("columns.share")]  # fmt: skip
    if bounds:
        head.append(words.say("columns.range"))
    body = []
    for row in each_row(whole):
        coded = pd.isna(row.numerator)
        cells = [words.answer(row.x),
                 words.word(row.coded) if coded else f"{row.numerator:.0f}",
                 "–" if coded else words.share(row.value)]  # fmt: skip
        if bounds:
            cells.append(f"{words.share(row.lower)} – {words.share(row.upper)}")
        body.append(cells)
    return table(_caption(spread, words), head, body)
