"""Voices: what members say they achieved, what helped, what hindered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit
from nicdev.measures.shares import wilson
from nicdev.network import Network
from nicdev.rings.development.choices import choices, this_wave
from nicdev.rings.development.who import groups, published
from nicdev.rings.make import evidence
from nicdev.rings.people import asked
from nicdev.rings.waves import waves_so_far

# What was asked, in the order of a page; what is told of groups, the first of it drawn.
QUESTIONS = ("accomplishment", "how practice changed", "enabler", "barrier", "wanted",
             "problem focus", "why improvement", "what would spread it",
             "learning community")  # fmt: skip
BY_GROUP = ("accomplishment", "enabler", "barrier", "wanted", "problem focus",
            "how practice changed", "what would spread it")  # fmt: skip


def accomplishments(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What members say came of it, and how their practice changed: members by choice and wave."""
    return _chosen("accomplishments", network, limits, ["accomplishment", "how practice changed"])


def enablers_and_barriers(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What members say helped, hindered and was missing: members by choice and wave."""
    return _chosen("enablers_and_barriers", network, limits, ["enabler", "barrier", "wanted"])


def purposes(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What members work on and why they chose improvement: members by choice and wave."""
    return _chosen(
        "purposes",
        network,
        limits,
        ["problem focus", "why improvement", "what would spread it", "learning community"],
    )


def chosen(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What people chose in this wave, question by question, with Wilson's range.

    Units: `choices` counts people, each once an answer; `mentions` counts answers (`numerator`) of
    the `n` people who gave any. Where the params ask for it, what a report found elsewhere.
    """
    key = "development.voices.chosen"
    said, _ = this_wave(network)
    if said.empty:
        return evidence(key, network, [], "not asked" if network.has("voices") else "no evidence")
    rows: list[dict[str, Any]] = []
    for question in (q for q in QUESTIONS if (said["question"] == q).any()):
        found = list(choices(network, said, question, limits["voices_confidence"].value))
        rows += found
        rows.append({"part": question, "unit": "mentions", "group_kind": WHOLE,
                     "numerator": sum(row["numerator"] for row in found),
                     "n": found[0]["n"]})  # fmt: skip
    rows += published() if network.study.published_shares else []
    return evidence(key, network, rows, "described", limits=limits,
                    caveats=["voices_not_sample"])  # fmt: skip


def by_group(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What people chose in this wave, by their years of improvement work, role and sector.

    A grid for each question and way to tell people apart (`relation`); `cells` are those of
    accomplishments, which are drawn, `cells_told` those of the other questions. Groups add up to
    all who answered a question.
    """
    key = "development.voices.by_group"
    said, sheets = this_wave(network)
    if said.empty:
        return evidence(key, network, [], "not asked" if network.has("voices") else "no evidence")
    asked_of = len(asked(network, "survey"))
    rows: list[dict[str, Any]] = []
    for cut, group, order in groups(network, sheets, limits):
        for question in (q for q in BY_GROUP if (said["question"] == q).any()):
            mine = said[said["question"] == question]
            n = mine["sheet"].nunique()
            who = {"responded": n, "eligible": asked_of if asked_of >= n else float("nan")}
            mine = mine.assign(group=mine["sheet"].map(group))
            rows += (row | who for row in _by_group(mine, question, cut, order, limits))
    return evidence(key, network, rows, "described" if rows else "no evidence", limits=limits,
                    caveats=["voices_several", "voices_not_sample"])  # fmt: skip


def _by_group(
    mine: pd.DataFrame, question: str, cut: str, order: Sequence[str], limits: Mapping[str, Limit]
) -> Iterator[dict[str, Any]]:
    counts = mine.groupby(["answer", "group"])["sheet"].nunique().unstack(fill_value=0)
    people = mine.groupby("group")["sheet"].nunique()
    for answer in counts.sum(axis=1).sort_values(ascending=False, kind="stable").index:
        for name in (name for name in order if name in people.index):
            count, n = int(counts.loc[answer, name]), int(people[name])
            low, high = wilson(count, n, limits["voices_confidence"].value)
            yield {"part": question, "relation": cut, "unit": "cells" if question == BY_GROUP[0]
                   else "cells_told", "group_kind": "cut", "group": answer, "x": name,
                   "numerator": count, "n": n, "value": count / n, "lower": float(low),
                   "upper": float(high)}  # fmt: skip


def coaching(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Coaching that people say was missing, beside coaching that teams asked for and were given.

    Units: `choices`, answers of this wave to what was missing, those about coaching with
    `relation` ``coaching``; `teams`, of the improvement teams, those that asked for coaching in
    this wave, were promised and were given it.
    """
    key = "development.voices.coaching"
    said, _ = this_wave(network)
    spelt = [word.casefold() for word in network.study.coaching_words if word.strip()]
    rows: list[dict[str, Any]] = []
    for row in choices(network, said, "wanted", limits["voices_confidence"].value):
        about = any(word in str(row["x"]).casefold() for word in spelt)
        rows.append(row | {"relation": "coaching" if about else ""})
    rows += _received(network)
    word = "described" if rows else "not asked" if network.has("voices") else "no evidence"
    caveats = ["voices_not_sample", "coaching_two_sources"] if rows else []
    return evidence(key, network, rows, word, limits=limits, caveats=caveats)


def _received(network: Network) -> Iterator[dict[str, Any]]:
    """Improvement teams by how far coaching got in this wave."""
    lines, teams = network.table("support"), network.table("teams")
    lines = lines[lines["kind"] == "coaching"]
    waves = network.table("waves")
    for wave in each_row(waves[waves["wave"] == network.wave.name]):
        lines = lines[lines["on"].between(wave.starts_on, wave.ends_on)]
    ours = teams.loc[teams["kind"] == "improvement team", "team_id"]
    if lines.empty or ours.empty:
        return
    for state in ("asked", "promised", "given"):
        some = lines.loc[lines["kept"] == state, "team_id"]
        count = int(ours.isin(some).sum())
        yield {"part": "coached_teams", "group_kind": WHOLE, "unit": "teams", "x": state,
               "numerator": count, "n": len(ours), "value": count / len(ours)}  # fmt: skip


def _chosen(
    name: str, network: Network, limits: Mapping[str, Limit], questions: Sequence[str]
) -> Evidence:
    key = f"development.voices.{name}"
    voices = network.table("voices")
    voices = voices[voices["question"].isin(questions)]
    if voices.empty:
        return evidence(key, network, [], "not asked" if network.has("voices") else "no evidence")
    rows = [row for question in questions for row in _grid(network, voices, question)]
    return evidence(key, network, rows, "described", limits=limits, caveats=["voices_several"])


def _grid(network: Network, voices: Any, question: str) -> Iterator[dict[str, Any]]:
    """How many people chose each answer, in each wave in which the question was answered."""
    mine = voices[voices["question"] == question]
    counts = mine.groupby(["answer", "wave"])["respondent_id"].nunique().unstack(fill_value=0)
    people = mine.groupby("wave")["respondent_id"].nunique()
    for answer in counts.sum(axis=1).sort_values(ascending=False, kind="stable").index:
        for wave, label in waves_so_far(network).items():
            if wave not in people.index:
                continue
            on_list = len(asked(network, "survey", wave))
            n = int(people[wave])
            yield {"part": question, "unit": "cells", "group": answer, "x": label,
                   "numerator": int(counts.loc[answer, wave]), "n": n,
                   "value": counts.loc[answer, wave] / n, "responded": n,
                   "eligible": on_list if on_list >= n else float("nan")}  # fmt: skip
