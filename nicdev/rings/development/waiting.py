"""Which questions of the framework wait for data, and what each thing to collect would open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nicdev.framework import RINGS, Limit, framework
from nicdev.network import Network
from nicdev.rings.development.gathered import rows_of, spans
from nicdev.rings.people import asked

# What few answers leave open: the instrument, and the limit by which an indicator says so.
FEW_ANSWERS = {"more_survey_answers": ("survey", "survey_rate"),
               "more_tie_answers": ("sociometric", "sociometric_rate")}  # fmt: skip
ITEMS = "items:"  # before the key of an indicator: its items, and not the table alone

Waits = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Thing:
    """Something to collect: its work, and the questions that it alone would open."""

    name: str
    work: float
    opens: tuple[str, ...]


def questions(network: Network) -> Waits:
    """For each question about the network, what it needs and the wave has not."""
    span = spans(network)[-1]
    there = {need for needs in framework().needs.values() for need in needs
             if not need.startswith(ITEMS) and len(rows_of(network, need, span))}  # fmt: skip
    given = network.table("responses")
    asked_for = given.loc[given["wave"] == network.wave.name, "item_id"]
    items = network.table("items")
    there |= {f"{ITEMS}{key}" for key in items.loc[items["item_id"].isin(asked_for), "key"]}
    return {
        key: frozenset(framework().needs.get(key, ())) - there
        for key, indicator in framework().indicators.items()
        if indicator.built and (key.split(".")[0] in (*RINGS, "functions"))
    }


def things(waits: Waits) -> Iterator[Thing]:
    """What could be collected, with what it would open by itself; without what opens nothing."""
    for name, collection in framework().collections.items():
        opens = [key for key, absent in waits.items()
                 if absent and all(_covers(name, collection.tables, need, absent)
                                   for need in absent)]  # fmt: skip
        if opens:
            yield Thing(name, collection.work, tuple(opens))


def _covers(name: str, tables: tuple[str, ...], need: str, absent: frozenset[str]) -> bool:
    """A survey is sent with its questions; without one, questions are none to add to."""
    if not need.startswith(ITEMS):
        return need in tables
    return "items" in tables if absent & {"responses", "respondents"} else name == "survey_items"


def answers(network: Network, waits: Waits, limits: Mapping[str, Limit]) -> Iterator[Thing]:
    """More answers to what was sent, where fewer answered than the limit has it: they open nothing
    new, and would firm up every question that says so of itself."""
    for name, (instrument, limit) in FEW_ANSWERS.items():
        eligible = asked(network, instrument)
        if eligible.empty or eligible["answered"].mean() >= limits[limit].value:
            continue
        firmer = [key for key, absent in waits.items()
                  if not absent and limit in framework().indicator(key).limits]  # fmt: skip
        if firmer:
            yield Thing(name, framework().collections[name].work, tuple(firmer))
