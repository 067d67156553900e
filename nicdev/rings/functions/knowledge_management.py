"""Strategic knowledge management: what is learned is gathered and offered to others (pp. 7-8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import Evidence, each_row
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.functions.examples import SHOWN, chosen
from nicdev.rings.make import evidence
from nicdev.rings.technical.places import by_days, decided, names_of_ideas, outcomes
from nicdev.rings.tests_of_change import tests_so_far
from nicdev.rings.work import ended, links, newest_theory, split, yes_no

STEPS = ("harvested", "warranted", "packaged", "offered")
PARTS = ("", "learning_warranted", "learning_packaged", "learning_offered")


def harvest(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How many tests something learned draws on, and how far what was learned has come.

    Each step counts among what took the step before it. Something learned is taken up elsewhere
    where a team uses it that did none of the tests it comes from.
    """
    key = "functions.knowledge_management.harvest"
    learnings, tests = network.table("learnings"), network.table("cycles")
    if learnings.empty:
        return evidence(key, network, [], "no evidence")
    sources = pd.DataFrame(links(learnings["learning_id"], learnings["cycles"]),
                           columns=["cycle_id", "learning_id"])  # fmt: skip
    over = tests.loc[ended(network, tests), "cycle_id"]
    far = learnings["status"].map(STEPS.index).groupby(learnings["learning_id"]).max()
    rows: list[dict[str, Any]] = [*yes_no("drawn_on", over.isin(sources["cycle_id"]), "tests")]
    for at in range(1, len(STEPS)):
        before = far[far >= at - 1]
        rows += yes_no(PARTS[at], before >= at, "learnings")
    offered = far.index[far == len(STEPS) - 1]
    elsewhere = offered.isin(_elsewhere(network, sources))
    rows += yes_no("learning_taken_up", elsewhere, "learnings")
    return evidence(key, network, rows, "described", limits=limits, caveats=["uptake_not_use"])


def _elsewhere(network: Network, sources: pd.DataFrame) -> pd.Series:
    """What a team took up that did none of the tests behind it."""
    tests, uptakes = network.table("cycles"), network.table("uptakes")
    home = sources.merge(tests[["cycle_id", "team_id"]], on="cycle_id")
    own = pd.MultiIndex.from_frame(home[["learning_id", "team_id"]])
    took = pd.MultiIndex.from_frame(uptakes[["learning_id", "team_id"]])
    return uptakes.loc[~took.isin(own), "learning_id"]


def to_offer(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How many days lie between a test and the offer of what was learned from it.

    What was learned counts once: from the end of the last test behind it that had ended by then,
    to the day on which it was first offered.
    """
    key = "functions.knowledge_management.to_offer"
    learnings = network.table("learnings")
    if learnings.empty:
        return evidence(key, network, [], "no evidence")
    offered = learnings[learnings["status"] == "offered"].groupby("learning_id")["on"].min()
    behind = _behind(network, learnings)
    until = pd.to_datetime(behind["learning_id"].map(offered.to_dict()))
    behind = behind[behind["ended_on"] <= until]
    last = behind.groupby("learning_id")["ended_on"].max()
    days = (offered - pd.to_datetime(last.reindex(offered.index))).dt.days
    counts = by_days(days, limits)
    counts["day not known"] = int(days.isna().sum())
    counts["not offered yet"] = learnings["learning_id"].nunique() - len(offered)
    rows = split("days_to_offer", counts, "learnings")
    return evidence(key, network, rows, "described", limits=limits, caveats=["offer_no_hurry"])


def _behind(network: Network, learnings: pd.DataFrame) -> pd.DataFrame:
    """A row for each learning with each test behind any version of it."""
    pairs = pd.DataFrame(links(learnings["learning_id"], learnings["cycles"]),
                         columns=["cycle_id", "learning_id"])  # fmt: skip
    return pairs.merge(tests_so_far(network), on="cycle_id")


def packages(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Each version of what was packaged for others, with the tests behind it and its uptake.

    A row a version: tests named, organisations in which they were, decisions at their ends, and
    teams that took it up from the day it was packaged until the next version was.
    """
    key = "functions.knowledge_management.packages"
    learnings = network.table("learnings")
    packed = learnings[learnings["status"] == "packaged"].sort_values(["learning_id", "on"])
    if packed.empty:
        return evidence(key, network, [], "no evidence")
    tests = tests_so_far(network).set_index("cycle_id", drop=False)
    uptakes, ideas = network.table("uptakes"), names_of_ideas(network)
    until = packed.groupby("learning_id")["on"].shift(-1)
    rows: list[dict[str, Any]] = []
    for package, before in zip(each_row(packed), until, strict=True):
        named = {test for test, _ in links(pd.Series([package.learning_id]),
                                           pd.Series([package.cycles]))}  # fmt: skip
        mine = tests[tests.index.isin(named)]
        took = uptakes[(uptakes["learning_id"] == package.learning_id)
                       & (uptakes["on"] >= package.on)]  # fmt: skip
        took = took if pd.isna(before) else took[took["on"] < before]
        text = ideas.get(package.idea_id, package.idea_id)
        counts = outcomes(mine) | {"teams_took_up": took["team_id"].nunique()}
        group = f"{package.learning_id} {package.version}"
        rows += [{"part": "packages", "unit": "cells", "group_kind": "idea", "group": group,
                  "label": f"{text} ({package.version}, {package.on.date()})", "x": x,
                  "numerator": count} for x, count in counts.items()]  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits, caveats=["uptake_not_use"])


def warrant(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Idea by idea: in how many places it was tested, what was decided there, what measures did.

    Tests that have ended count; the measures are those of the drivers that the idea leads to, by
    the verdicts of their run charts. Unit `reading` says what that warrants: ``too little to say``
    below the fewest tests or places, and while a place still changes it; else by the last decision
    in each place, and whether a measure moved as hoped and none the other way.
    """
    key = "functions.knowledge_management.warrant"
    tests = tests_so_far(network)
    over = tests[ended(network, tests)]
    if over.empty:
        return evidence(key, network, [], "no evidence")
    ideas = names_of_ideas(network)
    signals = dict(network.evidence("technical.measurement.run_chart").verdicts)
    measures = network.table("measures")
    above = _above(newest_theory(network))
    rows: list[dict[str, Any]] = []
    tables = [(idea, some, outcomes(some)) for idea, some in over.groupby("idea_id", sort=True)]
    tables.sort(key=lambda one: (-one[2]["places"], -one[2]["tests"]))
    for idea, some, counts in tables:
        label = ideas.get(str(idea), str(idea))
        base = {"part": "warrant", "group_kind": "idea", "group": idea, "label": label}
        mine = measures.loc[measures["driver_id"].isin(above.get(str(idea), set())), "measure_id"]
        said = [signals.get(measure, "no evidence") for measure in mine]
        cells = counts | {
            x: said.count(verdict) if said else float("nan") for x, verdict in SIGNALS.items()
        }
        rows += [base | {"unit": "cells", "x": x, "numerator": count}
                 for x, count in cells.items()]  # fmt: skip
        few = (int(limits[name].value) for name in ("tests_few", "warrant_places"))
        reading = decided(some, *few)
        moved = cells["signals_hoped"] > 0 and cells["signals_other"] == 0
        if reading == "kept wherever tried" and moved:
            reading = "kept, and a measure moved"
        rows.append(base | {"unit": "reading", "x": reading})
    return evidence(key, network, rows, "described", limits=limits,
                    caveats=["warrant_no_cause"])  # fmt: skip


SIGNALS = {"signals_hoped": "signal in the hoped-for direction",
           "signals_other": "signal in the other direction"}  # fmt: skip


def examples(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """The aim, and tests that their teams share: what they expected, saw, compared and learned.

    Unit `example`: a row for each text, `part` a number, `x` what it is, `group` the reach of its
    column: what teams wrote stays with the evaluator, who can ask them.
    """
    key = "functions.knowledge_management.examples"
    if network.table("cycles").empty:
        return evidence(key, network, [], "no evidence")
    tests, ideas = chosen(network), names_of_ideas(network)
    base = {"unit": "example", "group_kind": "reach", "group": "members"}
    rows: list[dict[str, Any]] = []
    for at, test in enumerate(each_row(tests), start=1):
        rows.append(base | {"part": str(at), "x": "idea", "label": ideas.get(test.idea_id, "")})
        rows += [base | {"part": str(at), "x": x, "label": getattr(test, x), "group": reach}
                 for x, reach in SHOWN.items()]  # fmt: skip
    aims = network.table("aims").sort_values("dated_on", kind="stable")
    if rows and len(aims):
        aim = {"part": "aim", "x": "aim", "label": aims["text"].iloc[-1]}
        rows.insert(0, base | aim)
    return evidence(key, network, rows, "described" if rows else "too little to say",
                    limits=limits, caveats=["examples_chosen"])  # fmt: skip


def _above(theory: pd.DataFrame) -> dict[str, set[str]]:
    """For each box what it leads to, directly or by others."""
    up: dict[str, set[str]] = {}
    for parent, child in links(theory["node_id"], theory["parents"]):
        up.setdefault(child, set()).add(parent)
    found: dict[str, set[str]] = {}
    for box in theory["node_id"]:
        reached: set[str] = set()
        rest = set(up.get(box, ()))
        while rest:
            reached |= rest
            rest = {far for near in rest for far in up.get(near, ())} - reached
        found[box] = reached
    return found
