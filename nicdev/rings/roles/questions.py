"""What every indicator of ties does for each question of a wave: verdicts, caveats, versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import Evidence, each_row
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.people import home_teams, hub_members
from nicdev.rings.roles.pairs import Pairs, sharing
from nicdev.rings.roles.reported_ties import Ties, relations_of, reported

Kinds = dict[str, Pairs]  # the pairs of each kind, by the name of the kind


def each_question(
    key: str,
    network: Network,
    limits: Mapping[str, Limit],
    caveats: list[str],
    rows_of: Callable[[Any, Ties], Iterable[dict[str, Any]]],
) -> Evidence:
    """What `rows_of` finds for each question, and what a reader of it has to keep in mind."""
    relations = relations_of(network)
    if relations.empty:
        return nothing(key, network)
    if too_many(network, limits):
        return declined(key, network, limits)
    rows: list[dict[str, Any]] = []
    verdicts: list[tuple[str, str]] = []
    for relation in each_row(relations):
        found = reported(network, relation)
        here = list(rows_of(relation, found)) if found else []
        here = here if any(not pd.isna(row["value"]) for row in here) else []
        rows += here
        verdict = "described" if here else "too little to say"
        verdicts.append((relation.relation, verdict if found else "not asked"))
        if not pd.isna(relation.max_names):
            caveats.append("ties_names_capped")
        if found and found.heard.mean() < limits["sociometric_rate"].value:
            caveats.append("ties_low_response")
    if unbounded(rows):
        caveats.append("ties_unbounded")
    return evidence(key, network, rows, verdicts, limits=limits, caveats=caveats)


def too_many(network: Network, limits: Mapping[str, Limit]) -> bool:
    """Whether all pairs of members are more than can be held at a time."""
    return len(network.table("members")) > limits["pairs_members"].value


def declined(key: str, network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Nothing is worked out, and the page says why."""
    word = "too little to say"
    return evidence(key, network, [], word, limits=limits, caveats=["ties_too_many"])


def unbounded(rows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a share stands somewhere without a range, because it would be too wide."""
    return any(not pd.isna(row["value"]) and row.get("lower", 0) is None for row in rows)


def versions(network: Network, found: Ties) -> dict[str, np.ndarray]:
    """Who counts with the hub and, where that leaves a pair, without it."""
    hub = np.isin(found.ids, sorted(hub_members(network, found.day)))
    views = {"all": np.ones(len(hub), dtype=bool)}
    return views | ({"without_hub": ~hub} if hub.any() and sum(~hub) > 1 else {})


def team_pairs(network: Network, found: Ties) -> Kinds:
    """Pairs within teams and between; none where no two members share a team."""
    together = sharing(home_teams(network, found.day), found.ids)
    if not (together & ~np.eye(len(together), dtype=bool)).any():
        return {}
    return {"within_teams": together, "between_teams": ~together}


def nothing(key: str, network: Network) -> Evidence:
    """No question about ties belongs to the wave."""
    known = network.has("relations")
    return evidence(key, network, [], "not asked" if known else "no evidence")
