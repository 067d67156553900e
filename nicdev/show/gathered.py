"""What was gathered, told of a grid: tables by wave, answers without a number, unknown pairs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show.grids import cell_said, row_name
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

TABLES, LACKING, UNKNOWN = ("rows", "rows_told"), "lacking", "unknown"
ALL = "so far"  # the one column of a network without waves
NAMED = 6  # tables, or ages, that a sentence names
OLDEST = 3


def is_one(shown: Disclosed) -> bool:
    """Whether its rows are told here."""
    return bool(shown.rows["unit"].isin([*TABLES, LACKING, UNKNOWN]).any())


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """What is not there, what most often carries no number, how much is unknown."""
    rows = shown.rows
    there = rows[rows["unit"].isin(TABLES)]
    if len(there):
        yield from _tables(there, words)
        yield from _ages(rows, words)
    yield from _lacking(rows[rows["unit"] == LACKING], words)
    for _, relation in rows[rows["unit"] == UNKNOWN].groupby("group", sort=False):
        each = words.list(
            cell_said(cell, words) if cell.x == ALL else
            words.say("sentences.gathered.at", said=cell_said(cell, words), wave=cell.x)
            for cell in each_row(relation)
        )  # fmt: skip
        yield words.say("sentences.gathered.unknown", label=relation["label"].iloc[0], list=each)


def _tables(cells: pd.DataFrame, words: Words) -> Iterator[str]:
    """How many tables have rows in this wave, which never had any, and which had some before."""
    there = (cells["numerator"] > 0) | (cells["coded"] != "")
    here = there.groupby(cells["group"], sort=False).last()
    ever = there.groupby(cells["group"], sort=False).any()
    wave, counted = str(cells["x"].iloc[-1]), {"there": int(here.sum()), "count": len(here)}
    if wave == ALL:
        yield words.say("sentences.gathered.tables_so_far", **counted)
    else:
        yield words.say("sentences.gathered.tables", **counted, wave=wave)
    never = [name for name, some in ever.items() if not some]
    if never:
        yield words.say("sentences.gathered.never", list=_named(never, words))
    before = [name for name, some in ever.items() if some and not here.to_dict()[name]]
    if before:
        yield words.say("sentences.gathered.before", wave=wave, list=_named(before, words))


def _named(groups: list[Any], words: Words) -> str:
    said = [row_name("rows", group, words) for group in groups[:NAMED]]
    if more := len(groups) - len(said):
        said.append(words.say("words.and_more", number=more))
    return words.list(said)


def _ages(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """What has waited longest for something new."""
    ages = rows[(rows["unit"] == "newest") & (rows["relation"] == "")]
    ages = ages.sort_values("value", ascending=False, kind="stable")
    if len(ages):
        each = words.list(
            words.say("sentences.gathered.age", label=row_name("newest", r.group, words), date=r.x)
            for r in each_row(ages.head(OLDEST))
        )
        yield words.say("sentences.gathered.ages", list=each)


def _lacking(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """For each reason the scale on which it is most frequent."""
    if rows.empty:
        return
    without = rows[rows["x"] != "answered"]
    if not (without["value"] > 0).any():
        yield words.say("sentences.gathered.nearly_all")
    for x, mine in without[without["value"] > 0].groupby("x", sort=False):
        top = next(each_row(mine.sort_values("value", ascending=False, kind="stable")))
        yield words.say(f"sentences.gathered.{x}", label=words.scale(top.group),
                        share=words.share(top.value))  # fmt: skip


def tables(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """The newest row of each table that has days."""
    ages = rows[rows["unit"] == "newest"]
    if len(ages):
        head = [words.say(f"columns.{column}") for column in ("data", "newest", "days")]
        body = [(row_name("newest", r.group, words), r.x, words.number(r.value, 0))
                for r in each_row(ages)]  # fmt: skip
        yield table(words.say("captions.newest"), head, body)
