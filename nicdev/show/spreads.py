"""The spreads in evidence: which there are, what they are called, and the tables they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from nicdev.evidence import WHOLE, Disclosed, each_row
from nicdev.show import counted, regions
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

SPREADS = ("answers", "people", "members", *counted.UNITS)
COLUMNS = {"members": "events", "scope": "structures"}  # counts of these: drawn as columns


@dataclass(frozen=True, eq=False)
class Spread:
    """One spread of the whole network: its address in the evidence, and its rows in order of x.

    `version` is its view where a page shows several, to be told apart by.
    """

    view: str
    relation: str
    part: str
    unit: str
    version: str
    rows: pd.DataFrame

    def label(self, words: Words) -> str:
        """The item's text, the instrument, the relation."""
        named = self.relation if self.unit == "replies" else self.part
        return str(self.rows["label"].iloc[0]) or words.word(named)

    def name(self, words: Words) -> str:
        """What it is called, with the version where there are several."""
        return self.label(words) + words.version(self.version)

    def beside(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows of the same part and view: its groups and statistics."""
        return rows[(rows["view"] == self.view) & (rows["part"] == self.part)]

    def statistic(self, rows: pd.DataFrame, unit: str) -> pd.DataFrame:
        """The row of a statistic of the whole network; none where it may not be seen."""
        beside = self.beside(rows)
        return beside[(beside["unit"] == unit) & (beside["group_kind"] == WHOLE)]

    def middles(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows of the middle answer of each group."""
        beside = self.beside(rows)
        return beside[(beside["unit"] == "median") & (beside["group_kind"] != WHOLE)]


def of(shown: Disclosed) -> list[Spread]:
    """The spreads of the whole network, in the order of the evidence."""
    rows = shown.rows
    rows = rows[rows["unit"].isin(SPREADS) & (rows["group_kind"] == WHOLE)]
    several = rows["view"].nunique() > 1
    keys = ["view", "relation", "part", "unit"]
    return [
        Spread(str(view), str(relation), str(part), str(unit),
               version=str(view) if several and view != "all" else "", rows=some)
        for (view, relation, part, unit), some in rows.groupby(keys, sort=False)
    ]  # fmt: skip


def tables(shown: Disclosed, words: Words, together: Sequence[Spread]) -> Iterator[Table]:
    """A table a spread; after it one with a line for each group, where they may be seen.

    Those in `together` have a table with others, and so have their groups if their middle is known.
    """
    alike = {(spread.view, spread.part) for spread in together}
    rows = shown.rows
    listed: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for spread in of(shown):
        if (spread.view, spread.part) not in alike:
            yield _spread_table(spread, words)
        elif len(spread.middles(rows)):
            continue
        mine = spread.beside(rows[rows["unit"] == spread.unit])
        groups = mine[~mine["group_kind"].isin([WHOLE, regions.KIND])].groupby("group", sort=False)
        lines = [_line(str(group), some, words) for group, some in groups]
        # Most groups are the same with and without the hub: those are listed once.
        before = listed.setdefault((spread.part, spread.unit), [])
        fresh = [line for line in lines if line not in before]
        before += fresh
        if fresh:
            head = [words.say("columns.group"), words.say("columns.people"),
                    *(words.answer(x) for x in spread.rows["x"])]  # fmt: skip
            caption = words.say("captions.by_group", caption=_caption(spread, words))
            yield table(caption, head, fresh)


def _line(group: str, some: pd.DataFrame, words: Words) -> tuple[str, ...]:
    """A group with its people and the share of them at each answer."""
    shares = (words.share(value) for value in some["value"])
    return (named(group, some, words), f"{some['n'].iloc[0]:.0f}", *shares)


def named(group: str, some: pd.DataFrame, words: Words) -> str:
    """What the rows of a group call it."""
    return called(group, some["label"].iloc[0], words)


def called(group: str, label: str, words: Words) -> str:
    """What a group is called: by its label, but where several stand together."""
    return (label if group != "(together)" else "") or words.word(group)


def _caption(spread: Spread, words: Words) -> str:
    count = f"{spread.rows['n'].iloc[0]:.0f}"
    return words.say(f"captions.{spread.unit}", label=spread.name(words), count=count)


def _spread_table(spread: Spread, words: Words) -> Table:
    bounds = spread.rows["lower"].notna().any()
    first = COLUMNS.get(spread.unit, "group" if spread.unit in counted.LISTS else "answer")
    second = {"people": "people", "replies": "replies"}.get(spread.unit, "count")
    head = [words.say(f"columns.{first}"), words.say(f"columns.{second}"),
            words.say("columns.share")]  # fmt: skip
    if bounds:
        head.append(words.say("columns.range"))
    body = []
    for row in each_row(spread.rows):
        coded = pd.isna(row.numerator)
        cells = [words.answer(row.x),
                 words.word(row.coded) if coded else f"{row.numerator:.0f}",
                 "–" if coded else words.share(row.value)]  # fmt: skip
        if bounds:
            cells.append(f"{words.share(row.lower)} – {words.share(row.upper)}")
        body.append(cells)
    return table(_caption(spread, words), head, body)
