"""Relational trust: respect, personal regard, competence and integrity, by relationship (p. 16)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import floor
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit
from nicdev.measures.reliability import cronbach
from nicdev.network import Network
from nicdev.rings.items import answers_to, asked_and_answered, survey_caveats
from nicdev.rings.make import evidence
from nicdev.rings.people import asked
from nicdev.rings.roles.scales import (
    answered_straight,
    in_teams,
    reliability,
    scales,
    turned,
    worded_otherwise,
)
from nicdev.rings.roles.trust_change import changes, dips

SUPPORT = ("asked", "promised", "given")
SUPPORT_KINDS = {"coaching": "support_coaching", "data help": "support_data help",
                 "visit": "support_visit", "other": "support_other"}  # fmt: skip
RELATIONS = ("own_team", "other_teams", "hub", "members", "other_organizations", "network")


def facets(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers to each trust item are spread, item by item; never a score over items.

    Beside them, how far the items on one facet of one relationship go together. Units: `alpha` and
    `scale_omega`, with `part` the facet, `numerator` its items and `n` the people who answered all
    of them; `straight`, an item worded the other way round that was answered as if it were not.
    """
    key = "roles.trust.facets"
    items, answers, *_ = asked_and_answered(key, network)
    found = list(_reliability(items, answers, limits))
    apart = [row["n"] for row in found if row["unit"] == "alpha"
             and row["upper"] < limits["reliability"].value]  # fmt: skip
    few = [n < limits["reliability_people"].value for n in apart]
    straight = list(answered_straight(items, answers, limits["reliability_confidence"].value))
    caveats = ["trust_may_dip"] if dips(network, limits) else []
    caveats += ["answered_straight"] if straight else []
    if apart:
        caveats.append("trust_side_apart_few" if all(few) else "trust_side_apart")
    return answers_to(key, network, limits, caveats, [*found, *straight])


def _reliability(
    items: pd.DataFrame, answers: pd.DataFrame, limits: Mapping[str, Limit]
) -> Iterator[dict[str, Any]]:
    """Of each facet of a relationship that has at least two items on one scale."""
    for _, scale in items.groupby(["referent", "facet", "low", "high"], sort=False):
        if len(scale) < 2:
            continue
        wide = turned(scale, answers)
        found = cronbach(wide, limits["reliability_confidence"].value)
        yield {"view": "all", "relation": scale["referent"].iloc[0],
               "part": scale["facet"].iloc[0], "group_kind": WHOLE, "unit": "alpha",
               "value": found.alpha, "lower": found.lower, "upper": found.upper,
               "limit": limits["reliability"].value, "numerator": len(scale),
               "n": found.n}  # fmt: skip
        base = {"view": "all", "relation": scale["referent"].iloc[0],
                "part": scale["facet"].iloc[0], "group_kind": WHOLE}  # fmt: skip
        omega = reliability(base, wide, limits["reliability_confidence"].value)
        yield from (row for row in omega if row["unit"] == "scale_omega")


def relations(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """All answers to the trust items on one relationship side by side: a line each, no score.

    The items are those of `facets`. What is counted are answers, not people: somebody who
    answered three items counts three times. Items of one relationship on different scales make a
    line each; an answer to an item worded the other way round is turned. Units: `replies` (the
    line, and below it each item, for the gate and the evaluator) and `questions` (how many).
    """
    key = "roles.trust.relations"
    items, answers, people, hub = asked_and_answered("roles.trust.facets", network)
    if answers.empty:
        return evidence(
            key, network, [], "not asked" if network.has("responses") else "no evidence"
        )
    rows: list[dict[str, Any]] = []
    for view in ("all", "without_hub") if hub or answers["from_hub"].any() else ("all",):
        given = answers if view == "all" else answers[~answers["from_hub"]]
        for relation in RELATIONS:
            mine = items[items["referent"] == relation]
            for _, alike in mine.groupby(["low", "high"], sort=False):
                base = {"view": view, "relation": relation,
                        "part": f"{relation} {alike['item_id'].iloc[0]}"}  # fmt: skip
                rows += [base | row for row in _line(alike, given)]
    general = survey_caveats(people, items.iloc[:0], asked(network, "survey"), limits)
    straight = list(answered_straight(items, answers, limits["reliability_confidence"].value))
    caveats = ["trust_no_score", *(["trust_may_dip"] if dips(network, limits) else []),
               *(["answered_straight"] if straight else []), *general]  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits, caveats=caveats)


def _line(items: pd.DataFrame, given: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The answers to some items on one scale, together and item by item."""
    low, high = items["low"].iloc[0], items["high"].iloc[0]
    options = low + np.arange(floor(high - low) + 1)
    other = worded_otherwise(items)
    counts = []
    for item in each_row(items):
        values = given.loc[given["item_id"] == item.item_id, "value"]
        values = low + high - values if item.item_id in other else values
        counts.append([int((values == option).sum()) for option in options])
    tables = [(WHOLE, "", "", np.sum(counts, axis=0))]
    tables += [("item", item.item_id, item.text, np.array(count))
               for item, count in zip(each_row(items), counts, strict=True)]  # fmt: skip
    yield {"group_kind": WHOLE, "unit": "questions", "value": len(items)}
    for kind, group, label, count in tables:
        n = int(count.sum())
        for option, number in zip(options, count, strict=True):
            yield {"group_kind": kind, "group": group, "label": label, "unit": "replies",
                   "x": f"{option:g}", "numerator": number, "n": n,
                   "value": number / n if n else None}  # fmt: skip


def between_organizations(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on whether organisations keep their word are spread, item by item (p. 16)."""
    return answers_to("roles.trust.between_organizations", network, limits)


def within_and_between(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """For each relationship, whether people of one team answer more alike than those of others.

    The items are those of `facets`, the hub's own answers left out, of people who answered all
    items on a relationship. Units: `icc1`, `icc2` (`numerator` teams, `n` people; limits from
    `icc_teams` on), `r_star`, `r_wg_j` (`limit` = what random answers rarely pass), `scale_alpha`,
    `scale_omega`.
    """
    key = "roles.trust.within_and_between"
    items, answers, people, _ = asked_and_answered("roles.trust.facets", network)
    found = list(scales(items, answers[~answers["from_hub"]]))
    if not found:
        return evidence(
            key, network, [], "not asked" if network.has("responses") else "no evidence"
        )
    rows = [row for scale in found for row in in_teams(network, key, scale, limits)]
    told = [row["part"] for row in rows if row["unit"] == "icc1" and row["value"] == row["value"]]
    verdicts = [(scale.relation, "described" if scale.relation in told else "too little to say")
                for scale in found]  # fmt: skip
    general = survey_caveats(people, items, asked(network, "survey"), limits)
    caveats = ["teams_no_better", *general]
    return evidence(key, network, rows, verdicts, limits=limits, caveats=caveats)


def change(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Where trust moved since the wave before, of those who answered both times and of all."""
    key = "roles.trust.change"
    if network.before is None:
        return evidence(key, network, [], "no evidence")
    rows, verdicts = changes(network, limits)
    if not rows:
        return evidence(key, network, [], "too little to say", limits=limits)
    caveats = ["change_same_people"]
    caveats += ["trust_may_dip"] if "lower" in dict(verdicts).values() else []
    return evidence(key, network, rows, verdicts, limits=limits, caveats=caveats)


def support(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Support that teams asked the hub for, were promised and were given, counted.

    Unit `support`: lines of the table by kind of support (`part`) and how far it got (`x`), beside
    `n`, how often it was asked for; the same by team. Unit `teams`: of the improvement teams, how
    many asked, were promised and were given any.
    """
    key = "roles.trust.support"
    if not network.has("support"):
        return evidence(key, network, [], "no evidence")
    lines, teams = network.table("support"), network.table("teams")
    ours = teams[teams["kind"] == "improvement team"]
    rows: list[dict[str, Any]] = []
    for state in SUPPORT if len(ours) else ():
        some = lines.loc[lines["kept"] == state, "team_id"]
        count = int(ours["team_id"].isin(some).sum())
        rows.append({"part": "supported_teams", "group_kind": WHOLE, "unit": "teams", "x": state,
                     "numerator": count, "n": len(ours), "value": count / len(ours)})  # fmt: skip
    names = teams.set_index("team_id")["name"]
    for kind, part in SUPPORT_KINDS.items():
        rows += _support({"part": part, "group_kind": WHOLE}, lines[lines["kind"] == kind])
    for team in lines["team_id"].drop_duplicates().sort_values():
        base = {"part": "support", "group_kind": "team", "group": team}
        rows += _support(base | {"label": names.get(team, "")}, lines[lines["team_id"] == team])
    return evidence(key, network, rows, "described", limits=limits, caveats=["support_noted"])


def _support(base: Mapping[str, Any], lines: pd.DataFrame) -> Iterator[dict[str, Any]]:
    counts = lines["kept"].value_counts()
    for state in SUPPORT if len(lines) else ():
        number = counts.get(state, 0)
        yield {**base, "unit": "support", "x": state, "numerator": number,
               "n": counts.get("asked", 0), "value": number / counts.max()}  # fmt: skip
