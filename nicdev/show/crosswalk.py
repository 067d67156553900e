"""The same evidence under the headings of another framework, each line leading to its own page."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from nicdev.evidence import NOTHING, Disclosed, each_row
from nicdev.framework import framework
from nicdev.show.over_waves import number_of, words_for
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

WITHHELD = "withheld"
LACKING = (*NOTHING, WITHHELD)  # what may not be seen is no evidence to whoever reads


def parts(shown: Disclosed) -> dict[str, pd.DataFrame]:
    """The rows under each heading of another framework."""
    rows = shown.rows[shown.rows["unit"].isin(("verdict_at", "headline", "nothing_there"))]
    return {str(part): some for part, some in rows.groupby("view", sort=False)}


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """Where the words come from, and how much evidence stands under each heading."""
    name = shown.key.rpartition(".")[2]
    walk = framework().crosswalks[name]
    yield words.say("sentences.crosswalk.source", name=words.say(f"crosswalks.{name}.name"),
                    source=walk.source)  # fmt: skip
    for part, rows in parts(shown).items():
        states = rows.loc[rows["unit"] == "verdict_at", "x"]
        there, back = int((~states.isin(LACKING)).sum()), int((states == WITHHELD).sum())
        heading = words.say(f"crosswalks.{name}.parts.{part}")
        key = "part" if len(states) else "open"
        yield words.say(f"sentences.crosswalk.{key}", name=heading, there=there, count=len(states))
        if back:
            yield words.say("sentences.crosswalk.held_back", name=heading, count=back)


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """A table for each heading: the questions that have evidence, each leading to its own page."""
    name = shown.key.rpartition(".")[2]
    head = [words.say(f"columns.{column}") for column in ("question", "in_a_word", "number")]
    for part, rows in parts(shown).items():
        body, links = [], []
        for key, mine in rows.groupby("part", sort=False):
            verdict = mine.loc[mine["unit"] == "verdict_at", "x"]
            if verdict.empty or verdict.iloc[0] in LACKING:
                continue
            number = next(each_row(mine[mine["unit"] == "headline"]), None)
            said = "–"
            if number is not None:
                what = words_for(number, words)
                said = words.say("words.question_about", name=what, about=number_of(number, words))
            body.append((words.say(f"indicators.{key}.name"),
                         words.say(f"verdicts.{verdict.iloc[0]}.name"), said))  # fmt: skip
            links.append(f"{framework().notebook_of(str(key))}.html#{str(key).replace('.', '-')}")
        if body:
            yield table(words.say(f"crosswalks.{name}.parts.{part}"), head, body, links=links)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Each number is as sure as its own page says."""
    del shown
    yield words.say("sure.own_pages")
