"""The ledger: what the framework expects, ring by ring, and what the data say to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.framework import RINGS, framework
from nicdev.show import networks
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

LEDGER = "development.conjectures.ledger"
LAST = "not examinable"
ORDER = ("consistent", "divided", "not consistent", "too little to say", "described", "withheld",
         LAST)  # fmt: skip
SAID = {"order_over_time", "order_at_once"}


def _of_networks(shown: Disclosed) -> bool:
    """Whether networks are held against each other, and not the members of one."""
    return shown.key == "development.portfolio.conjectures"


def _of_ring(shown: Disclosed) -> bool:
    """Whether a ring's page repeats its part of the ledger."""
    return shown.key.rpartition(".")[2] in RINGS


def _verdicts(shown: Disclosed) -> pd.DataFrame:
    rows = shown.rows
    return rows[rows["unit"] == "conjecture"]


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many can be looked at and what came of it; how many comparisons that took."""
    verdicts = _verdicts(shown)
    looked = verdicts[verdicts["x"] != LAST]
    count, rest = len(verdicts), len(verdicts) - len(looked)
    said = "ledger_networks" if _of_networks(shown) else "ledger"
    whole = len(framework().conjectures)
    if _of_networks(shown):
        yield from _taking_part(shown.rows, words)
    nothing, so_many = ("of_ring_none", "of_ring") if _of_ring(shown) else ("none", "count")
    if looked.empty:
        yield words.say(f"sentences.{said}.{nothing}", count=count, whole=whole)
        return
    yield words.say(
        f"sentences.{said}.{so_many}", count=count, looked=len(looked), rest=rest, whole=whole
    )
    for word in ORDER:
        some = looked.loc[looked["x"] == word, "part"]
        if len(some):
            yield words.say("sentences.ledger.each", list=words.list(some),
                            name=_capital(words.say(f"verdicts.{word}.name")))  # fmt: skip
    for row in each_row(shown.rows[shown.rows["unit"] == "tried"]):
        if row.numerator:
            yield words.say("sentences.ledger.tried", tried=f"{row.numerator:.0f}",
                            often=f"{row.limit:.0f}")  # fmt: skip
    yield words.say(f"sentences.{said}.within")


def _taking_part(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """How many networks there are, and how many are lacking for any verdict."""
    for row in each_row(rows[rows["unit"] == "tried"]):
        yield words.say("sentences.ledger_networks.there", count=int(row.n))
        if row.n < row.eligible:
            yield words.say("sentences.ledger_networks.lacking", count=int(row.eligible - row.n),
                            fewest=f"{row.eligible:.0f}")  # fmt: skip


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """A table for each ring, what can be looked at first; then what was compared."""
    if _of_ring(shown):
        yield from _repeated(shown, words)
        return
    head = [words.say(f"columns.{column}") for column in ("expected", "held_against", "wanting")]
    rows, ranked = shown.rows, _ranked(shown)
    for ring in (*RINGS, "functions"):
        mine = ranked[ranked["group"] == ring]
        body = [(_expected(one.part, words), _said(one, rows, words),
                 _wanting(rows[(rows["part"] == one.part) & (rows["unit"] == "wanting")], words))
                for one in each_row(mine)]  # fmt: skip
        if body:
            name = words.say(f"rings.{ring}.name")
            yield table(words.say("captions.ledger", ring=name), head, body)
    estimates = rows[rows["unit"] == "estimate"]
    if estimates.empty:
        return
    of_networks = _of_networks(shown)
    columns = (("compared", "networks_pairs", "difference", "same_way", "verdict") if of_networks
               else ("compared", "people_teams", "difference", "verdict"))  # fmt: skip
    line = _between_networks if of_networks else _estimate
    yield table(
        words.say("captions.ledger_networks" if of_networks else "captions.ledger_estimates"),
        [words.say(f"columns.{column}") for column in columns],
        [line(row, words) for row in each_row(estimates)],
    )


def _ranked(shown: Disclosed) -> pd.DataFrame:
    verdicts = _verdicts(shown)
    by_rank = verdicts.assign(rank=verdicts["x"].map(ORDER.index))
    return by_rank.sort_values("rank", kind="stable")


def _repeated(shown: Disclosed, words: Words) -> Iterator[Table]:
    """The verdicts on one ring, each leading to the ledger, where the rest stands."""
    mine = _ranked(shown)
    if mine.empty:
        return
    head = [words.say(f"columns.{column}") for column in ("expected", "held_against")]
    body = [(_expected(one.part, words), _said(one, shown.rows, words)) for one in each_row(mine)]
    name = words.say(f"rings.{shown.key.rpartition('.')[2]}.name")
    there = f"{framework().notebook_of(LEDGER)}.html#{LEDGER.replace('.', '-')}"
    yield table(words.say("captions.ledger", ring=name), head, body, links=[there] * len(body))


def _expected(name: str, words: Words) -> str:
    page = words.say("page.paper_page", page=framework().conjectures[name].page)
    return f"{name}. {words.say(f'conjectures.{name}')} ({page})"


def _said(one: Any, rows: pd.DataFrame, words: Words) -> str:
    """The verdict, and in brackets where it would lie and how it was looked at."""
    mine = rows[rows["part"] == one.part]
    order = [words.word(x) for x in mine.loc[mine["unit"] == "order", "x"] if x in SAID]
    told = [words.say(f"levels.{one.relation}"), *order]
    if order and (mine["x"] == "one_survey").any():
        told.append(words.word("one_survey"))
    if one.numerator > 1:
        told.append(words.say("sentences.ledger.comparisons", count=f"{one.numerator:.0f}"))
    verdict = words.say(f"verdicts.{one.x}.name")
    return words.say("sentences.ledger.verdict", verdict=verdict, list=words.list(told))


def _wanting(rows: pd.DataFrame, words: Words) -> str:
    if rows.empty:
        return "–"
    first = next(each_row(rows))
    names = words.list(words.say(f"tables.{label}") for label in rows["label"] if label)
    return words.say(f"wants.{first.x}", tables=names, count=words.number(first.value, 0))


def _between_networks(row: Any, words: Words) -> tuple[str, ...]:
    first, second = (networks.name(side, words) for side in row.relation.split("|"))
    name = words.say(f"sentences.ledger_networks.of_{row.view}", part=row.part, first=first,
                     second=second)  # fmt: skip
    alike = f"{row.numerator:.0f} / {row.responded:.0f}" if row.responded else "–"
    return (name, f"{row.n:.0f}; {row.eligible:.0f}", _difference(row, words), alike,
            words.say(f"verdicts.{row.x}.name"))  # fmt: skip


def _difference(row: Any, words: Words) -> str:
    value = words.number(row.value)
    if not pd.isna(row.lower):
        value += f" ({words.number(row.lower)}, {words.number(row.upper)})"
    return value


def _estimate(row: Any, words: Words) -> tuple[str, ...]:
    parts = [words.word(part) for part in row.relation.split("|") if part]
    whose = words.word("view_estimate_all" if row.view == "all" else row.view)
    behind = words.number(row.n, 0) + (f"; {row.eligible:.0f}" if row.eligible else "")
    name = words.list([row.part, *parts, whose])
    return name, behind, _difference(row, words), words.say(f"verdicts.{row.x}.name")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """What a verdict needs, and that its absence says nothing."""
    looked = (_verdicts(shown)["x"] != LAST).any()
    named = "ledger_networks" if _of_networks(shown) else "ledger"
    yield words.say(f"sure.{named}" if looked else "sure.ledger_none")
