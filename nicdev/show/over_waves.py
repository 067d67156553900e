"""What other pages say, side by side, wave by wave.

What reads differently comes first, a table each for what changed and, folded, for each ring.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import NOTHING, Disclosed, change, each_row
from nicdev.show.series_told import value_of
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

MOVED = ("higher", "lower", "rising", "falling", "mixed")  # words of the same people's answers

UNSEEN = {"withheld": "no evidence"}  # what may not be seen is nothing new to whoever reads


def waves(shown: Disclosed) -> dict[str, str]:
    """The waves that are laid side by side, in order of time, each with its label."""
    rows = shown.rows[shown.rows["unit"] == "wave"]
    return {row.wave: row.label or row.wave for row in each_row(rows)}


def questions(shown: Disclosed) -> dict[str, pd.DataFrame]:
    """The rows of each question with evidence at one of the waves, in the order of the evidence."""
    rows = shown.rows[shown.rows["unit"].isin(("verdict_at", "headline", "course"))]
    there = rows[(rows["unit"] == "verdict_at") & ~rows["x"].isin((*NOTHING, *UNSEEN))]
    rows = rows[rows["part"].isin(there["part"])]
    return {str(key): some for key, some in rows.groupby("part", sort=False)}


def in_words(rows: pd.DataFrame) -> bool:
    """Whether there is no number, and no word of the same people's answers, to set side by side."""
    return not rows["unit"].isin(("headline", "course")).any()


def became(rows: pd.DataFrame, order: Iterable[str]) -> str:
    """What became of a question since the wave before: new, gone, moved or the same."""
    verdicts = dict(zip(*(rows.loc[rows["unit"] == "verdict_at", c] for c in ("wave", "x")),
                        strict=True))  # fmt: skip
    said = [UNSEEN.get(word, word) for word in (verdicts.get(w, "no evidence") for w in order)]
    found = change(*said[-2:])
    courses = set(rows.loc[rows["unit"] == "course", "x"])
    return "moved" if found == "same" and courses & set(MOVED) else found


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many questions can be seen newly, no more, otherwise or as before."""
    order = waves(shown)
    found = questions(shown).values()
    by = pd.Series([became(rows, order) for rows in found], dtype="str")
    count = by.value_counts()
    yield words.say("sentences.over.waves", count=len(by), list=words.list(order.values()))
    for what in ("new", "gone", "moved", "same"):
        if what in count.index:
            yield words.say(f"sentences.over.{what}", count=int(count[what]))
    alike = sum(became(rows, order) == "same" and in_words(rows) for rows in found)
    if alike:
        yield words.say("sentences.over.in_words", count=alike)


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """What changed; then, folded, all that reads as before, ring by ring."""
    order, found = waves(shown), questions(shown)
    head = [words.say("columns.question"), *order.values(), words.say("columns.same_people")]
    apart: dict[str, list[list[str]]] = {"": []}
    for key, rows in found.items():
        where = "" if became(rows, order) != "same" else key.split(".")[0]
        if where and in_words(rows):
            continue  # a row of the same word twice tells nobody anything
        apart.setdefault(where, []).append(_line(key, rows, order, words))
    if apart[""]:
        yield table(words.say("captions.over_changed"), head, apart[""])
    for ring, body in apart.items():
        if ring:
            name = words.say(f"rings.{ring}.name")
            yield table(words.say("captions.over_same", name=name), head, body, folded=True)


def _line(key: str, rows: pd.DataFrame, order: Iterable[str], words: Words) -> list[str]:
    by_wave = {wave: rows[rows["wave"] == wave] for wave in order}
    course = rows[rows["unit"] == "course"]
    said = [words.say(f"verdicts.{row.x}.name") if len(course) == 1 else words.say(
            "words.question_about", name=words.word(row.relation),
            about=words.say(f"verdicts.{row.x}.name"))
            for row in each_row(course)]  # fmt: skip
    what = counted(rows, words)
    name = words.say(f"indicators.{key}.name")
    if what:
        name = words.say("words.question_about", name=name, about=what)
    each = [standing(by_wave[wave], what, words) for wave in order]
    return [name, *each, "; ".join(said) or "–"]


def counted(rows: pd.DataFrame, words: Words) -> str:
    """What the newest number counts; '' where there is none."""
    found = [words_for(row, words) for row in each_row(rows[rows["unit"] == "headline"])]
    return found[-1] if found else ""


def standing(rows: pd.DataFrame, what: str, words: Words) -> str:
    """The number that stands for a question, where it counts the same as at other waves; else the
    verdict."""
    for row in each_row(rows[rows["unit"] == "headline"]):
        if words_for(row, words) == what:
            return number_of(row, words)
    verdict = rows.loc[rows["unit"] == "verdict_at", "x"]
    return words.say(f"verdicts.{verdict.iloc[0]}.name") if len(verdict) else "–"


def number_of(row: Any, words: Words) -> str:
    """A number with its range and how many stand behind it."""
    unit = row.group_kind if row.group == "centre" else "share"
    said = value_of(row.value, unit, words)
    if pd.notna(row.lower) and pd.notna(row.upper):
        said = words.say("words.ranged", said=said, first=value_of(row.lower, unit, words),
                         last=value_of(row.upper, unit, words))  # fmt: skip
    return said if pd.isna(row.n) else words.say("words.of_count", said=said, count=f"{row.n:.0f}")


def words_for(row: Any, words: Words) -> str:
    """What a number counts: the part of the question, what of it, with or without the hub."""
    if row.group == "centre":
        names = [row.label or words.word(row.relation), words.word(row.x or "median")]
    else:
        view = words.word(f"view_{row.group_kind}") if row.group_kind else ""
        names = [row.label or words.word(row.relation), words.answer(row.x), view]
    return words.list(dict.fromkeys(name for name in names if name))


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Each number is as sure as its own page says."""
    del shown
    yield words.say("sure.own_pages")
