"""Answers over waves: what those who answered every time said, beside all who answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row, verdict_of
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

SAME, ALL, MOVED = "trend", "trend_all", "moved_by"


def is_trend(shown: Disclosed) -> bool:
    """Whether these are answers of the same people."""
    return bool(shown.rows["unit"].isin((SAME, ALL, MOVED)).any())


def _groups(shown: Disclosed) -> list[str]:
    rows = shown.rows
    return list(dict.fromkeys(rows.loc[rows["unit"].isin((SAME, ALL)), "group"]))


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """Each verdict with the questions it was given to; what no verdict was given to is counted."""
    by_word: dict[str, list[str]] = {}
    for group in _groups(shown):
        by_word.setdefault(verdict_of(shown.verdicts, group), []).append(words.group(group))
    unclear = sum(len(by_word.pop(word, [])) for word in ("too little to say", "withheld"))
    for word, names in by_word.items():
        verdict = words.say(f"verdicts.{word}.name")
        said = words.list(f"“{name}”" for name in names)
        yield words.say("sentences.trends.each", verdict=verdict, list=said)
    if unclear:
        yield words.say("sentences.trends.unclear", count=unclear)


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """A row for each question: the share at each wave, of the same people and of all."""
    rows = shown.rows
    waves = list(dict.fromkeys(rows.loc[rows["unit"].isin((SAME, ALL)), "x"]))
    head = [words.say("columns.question"), words.say("columns.who"), *waves,
            words.say("columns.in_a_word")]  # fmt: skip
    body = []
    for group in _groups(shown):
        for unit in (SAME, ALL):
            mine = rows[(rows["group"] == group) & (rows["unit"] == unit)]
            if len(mine):
                cells = {r.x: _cell(r, words) for r in each_row(mine)}
                word = verdict_of(shown.verdicts, group) if unit == SAME else ""
                said = words.say(f"verdicts.{word}.name") if word else "–"
                body.append([words.group(group), words.word(unit),
                             *(cells.get(wave, "–") for wave in waves), said])  # fmt: skip
    yield table(words.say("captions.trends"), head, body)
    moved = [r for r in each_row(rows[rows["unit"] == MOVED]) if pd.notna(r.value)]
    if moved:
        head = [
            words.say(f"columns.{column}")
            for column in ("question", "since_when", "change", "people")
        ]
        yield table(
            words.say("captions.moved_by"),
            head,
            [(words.group(r.group), words.word(r.x), _moved(r, words), words.number(r.n, 0))
             for r in moved],
        )  # fmt: skip


def _cell(row: Any, words: Words) -> str:
    share = words.share(row.value)
    if pd.isna(row.responded):
        return share
    return words.say("words.of_people", share=share, count=f"{row.responded:.0f}")


def _moved(row: Any, words: Words) -> str:
    value, lower, upper = (words.points(number) for number in (row.value, row.lower, row.upper))
    if pd.isna(row.lower):
        return value
    return words.say("words.ranged", said=value, first=lower, last=upper)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Whom the words rest on."""
    del shown
    yield words.say("sure.same_people")


def comings(shown: Disclosed, words: Words) -> Iterator[str]:
    """Each wave: how many were there, came and left."""
    rows = shown.rows
    for x, wave in rows.groupby("x", sort=False):
        known = {r.group: r for r in each_row(wave) if not r.coded}
        if "there_then" in known:
            yield words.say("sentences.comings.there", wave=str(x),
                            count=int(known["there_then"].numerator))  # fmt: skip
        if {"came_since", "left_since"} <= set(known):
            yield words.say("sentences.comings.moves", wave=str(x),
                            came=f"{known['came_since'].numerator:.0f}",
                            left=f"{known['left_since'].numerator:.0f}")  # fmt: skip
