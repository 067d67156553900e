"""Synthetic networks with known truth: tables as an evaluator would hold them, and what is true.

What is planted can be looked for, and what is not planted must not be found. Nobody in these
tables exists.

``simulate(plan)`` makes every table of the contract and the truth; ``like`` has plans after the
example networks; ``network(2026)`` is the small newborn example.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from nicdev.simulate import around, calendar, events, measures, people, surveys, texts, ties, work
from nicdev.simulate.newborn import Plants, network
from nicdev.simulate.plan import PLANTS, Like, Plan, Simulated, Strengths, like
from nicdev.simulate.subjects import SUBJECTS
from nicdev.tables import TABLES

__all__ = ["PLANTS", "Like", "Plan", "Plants", "Simulated", "Strengths", "as_csv", "like",
           "network", "simulate"]  # fmt: skip


def simulate(plan: Plan) -> Simulated:
    """Every table of a made-up network that it keeps and that has rows, and what is true of it."""
    subject = SUBJECTS[plan.subject]
    days = calendar.calendar(plan)
    who, frames = people.people(plan, days, subject)
    frames |= calendar.waves(plan, days)
    met, made = events.events(plan, days, who, subject)
    frames |= made
    asked, made = surveys.asked(plan, days, who)
    frames |= made
    of_survey = asked["instrument"] == "survey"
    sheets, made = surveys.answers(plan, days, who, asked[of_survey])
    frames |= made | surveys.voices(plan, subject, sheets)
    made, of_ties = ties.ties(plan, days, who, met, asked[~of_survey])
    frames |= made | work.theory(plan, days, subject)
    tests = work.tests(plan, days, who, subject)
    made, of_reuse = work.cycles(plan, days, who, subject, tests)
    frames |= made | work.spread(plan, days, who, subject, tests)
    shared = work.uploads(who, tests, made["cycle_members"])
    frames |= events.activity(plan, days, who, shared) | events.support(plan, days, who)
    made, of_measures = measures.measures(plan, days, who, subject)
    frames |= made
    themes, made, of_talk = texts.documents(plan, days, who, subject)
    frames |= made | texts.codings(plan, themes, frames["cycles"])
    frames |= around.context(plan, days, subject) | around.layout(plan, who)
    frames |= around.decisions(plan, days)
    found = {
        **of_ties, **of_measures, **surveys.truth(plan, days, who),
        "reuse": of_reuse, "converging_talk": of_talk,
    }  # fmt: skip
    return Simulated(_kept(plan, frames), _truth(plan, found))


def as_csv(frames: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """Files by name: the columns a table has, in the order of the contract."""
    files = {}
    for name, frame in frames.items():
        columns = [column for column in TABLES[name].names if column in frame]
        text = frame[columns].to_csv(index=False, lineterminator="\n")
        files[f"{name}.csv"] = text.encode()
    return files


def _kept(plan: Plan, frames: Mapping[str, pd.DataFrame]) -> Mapping[str, pd.DataFrame]:
    """In the order of the contract, without tables and optional columns that hold nothing."""
    kept = {}
    for name, table in TABLES.items():
        frame = frames.get(name)
        if frame is None or frame.empty or name in plan.without:
            continue
        wanted = [
            column.name
            for column in table.columns
            if column.name in frame
            and not (column.may_be_absent and frame[column.name].isin([""]).all())
        ]
        kept[name] = frame[wanted].reset_index(drop=True)
    return MappingProxyType(kept)


def _truth(plan: Plan, found: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """For each plant its strength and what an indicator should find."""
    strengths = plan.strengths.model_dump()
    return MappingProxyType({
        name: MappingProxyType({"strength": strengths[name], **found[name]}) for name in PLANTS
    })  # fmt: skip
