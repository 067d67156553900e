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

RELATIONS = ("own_team", "other_teams", "hub", "members", "other_organizations", "network")


def facets(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers to each trust item are spread, item by item; never a score over items.

    Beside them, how far the items on one facet of one relationship go together. Unit: `alpha`,
    with `part` the facet, `numerator` its items and `n` the people who answered all of them.
    """
    key = "roles.trust.facets"
    items, answers, *_ = asked_and_answered(key, network)
    found = list(_reliability(items, answers, limits))
    apart = [row["n"] for row in found if row["upper"] < limits["reliability"].value]
    few = [n < limits["reliability_people"].value for n in apart]
    caveats = ["trust_may_dip"]
    if apart:
        caveats.append("trust_side_apart_few" if all(few) else "trust_side_apart")
    return answers_to(key, network, limits, caveats, found)


def _reliability(
    items: pd.DataFrame, answers: pd.DataFrame, limits: Mapping[str, Limit]
) -> Iterator[dict[str, Any]]:
    """Of each facet of a relationship that has at least two items on one scale."""
    for _, scale in items.groupby(["referent", "facet", "low", "high"], sort=False):
        if len(scale) < 2:
            continue
        low, high = scale["low"].iloc[0], scale["high"].iloc[0]
        given = answers[answers["item_id"].isin(scale["item_id"])]
        on_step = given["value"].where((given["value"] - low) % 1 == 0)
        turned = given["item_id"].isin(_turned(scale))
        wide = given.assign(value=on_step.mask(turned, low + high - on_step)).pivot(
            index="respondent_id", columns="item_id", values="value"
        )
        found = cronbach(wide, limits["reliability_confidence"].value)
        yield {"view": "all", "relation": scale["referent"].iloc[0],
               "part": scale["facet"].iloc[0], "group_kind": WHOLE, "unit": "alpha",
               "value": found.alpha, "lower": found.lower, "upper": found.upper,
               "limit": limits["reliability"].value, "numerator": len(scale),
               "n": found.n}  # fmt: skip


def _turned(items: pd.DataFrame) -> list[str]:
    """The items that are worded the other way round."""
    turned: list[str] = items.loc[
        items["reversed"].fillna(value=False).astype(bool), "item_id"
    ].tolist()
    return turned


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
    caveats = ["trust_no_score", "trust_may_dip", *general]
    return evidence(key, network, rows, "described", limits=limits, caveats=caveats)


def _line(items: pd.DataFrame, given: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The answers to some items on one scale, together and item by item."""
    low, high = items["low"].iloc[0], items["high"].iloc[0]
    options = low + np.arange(floor(high - low) + 1)
    turned = _turned(items)
    counts = []
    for item in each_row(items):
        values = given.loc[given["item_id"] == item.item_id, "value"]
        values = low + high - values if item.item_id in turned else values
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
