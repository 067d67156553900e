"""Social connections: dense bonding ties within teams, weaker bridging ties between (p. 14-15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit
from nicdev.measures.ties import density as tie_density
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.people import home_teams, hub_members, team_memberships
from nicdev.rings.roles.group_map import group_map
from nicdev.rings.roles.pairs import Pairs, sharing, who_came_to_small_events
from nicdev.rings.roles.reported_ties import Ties, asked_about, relations_of, reported, reports
from nicdev.rings.roles.ways import ways

PARTS = ("organization", "region")
Kinds = dict[str, Pairs]  # the pairs of each kind, by the name of the kind


def density(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Share of possible ties that are reported: in all, within teams, between teams.

    A tie is unknown, never absent, where its sender was not asked or did not answer, or where the
    question did not reach its target. The share is of the pairs that are known; the bounds count
    every unknown as no tie, and as a tie. Each is computed with and without the hub. Where
    senders could name only so many, no density is given: the number of ties is capped by the form.
    Where a tie has no direction, a pair counts once: a tie if either reports it.
    """

    def kinds(found: Ties) -> Kinds:
        together = sharing(home_teams(network, found.day), found.ids)
        if not (together & ~np.eye(len(together), dtype=bool)).any():
            return {}
        return {"within_teams": together, "between_teams": ~together}

    return _by_kind("roles.connections.density", network, limits, ["ties_no_norm"], kinds)


def meeting(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Share of possible ties among pairs who met at a small event and have no group in common.

    Every pair of members is of one kind: in one team; else in one affinity group; else both were
    at one event to which at most `meeting_people` came (`met`), up to the day of the question; else
    `not_met`. Known pairs, unknown ones and the hub are as in `density`. Nothing is said where no
    two members met outside their teams and groups, or where names were capped.
    """

    def kinds(found: Ties) -> Kinds | None:
        day, ids = found.day, found.ids
        came = who_came_to_small_events(network, day, limits["meeting_people"].value)
        team = sharing(home_teams(network, day), ids)
        group = sharing(team_memberships(network, day), ids) & ~team
        met = sharing(came, ids) & ~team & ~group
        np.fill_diagonal(met, val=False)
        if np.isnan(found.known[met]).all():
            return None
        rest = ~(team | group | met)
        return {"within_teams": team, "in_a_group": group, "met": met, "not_met": rest}

    if network.has("relations") and not network.has("attendance"):
        return evidence("roles.connections.meeting", network, [], "no evidence")
    return _by_kind("roles.connections.meeting", network, limits, ["meeting_first"], kinds)


def mixing(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Ties within and between organisations, and within and between regions, as a map of groups.

    The share is of known pairs, both directions together; a pair of members nobody asked is left
    out. The hub is a group of its own, whoever employs its people, so that it can be seen apart.
    Somebody in several organisations or in none stands in a group by that name. Parts:
    ``organization``, and ``region`` where organisations have one. Units: `across` and `down` (where
    a group stands; n: its people, responded: who of them answered) and `between`.
    """
    key = "roles.connections.mixing"
    relations = relations_of(network)
    if relations.empty:
        return _nothing(key, network)
    rows: list[dict[str, Any]] = []
    verdicts: list[tuple[str, str]] = []
    caveats = ["ties_no_norm", "ties_weak_by_design"]
    for relation in each_row(relations):
        found = reported(network, relation)
        word = "not asked" if found is None else "too little to say"
        if not pd.isna(relation.max_names):
            caveats.append("ties_names_capped")
        elif found is not None:
            here = [row for part in PARTS for row in group_map(network, relation, found, part)]
            rows += here
            word = "described" if here else word
            if found.heard.mean() < limits["sociometric_rate"].value:
                caveats.append("ties_low_response")
        verdicts.append((relation.relation, word))
    return evidence(key, network, rows, verdicts, limits=limits, caveats=caveats)


def without_hub(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Share of pairs in different organisations with a way of a few ties, with and without the hub.

    A way goes along reported ties, from each sender to whom they named, in at most `path_steps`
    steps. The pairs are ordered pairs of members outside the hub whose organisations are known and
    who have none in common. Groups: `with_hub`, `hub_taken_out` (the hub's people and their ties
    left out), `through_hub` (of the pairs with a way, those that have none without the hub).
    """
    key = "roles.connections.without_hub"
    relations = relations_of(network)
    if relations.empty:
        return _nothing(key, network)
    rows: list[dict[str, Any]] = []
    verdicts: list[tuple[str, str]] = []
    caveats = ["ways_reported", "ways_not_tried"]
    for relation in each_row(relations):
        found = reports(network, relation)
        here = list(ways(network, relation, found, limits["path_steps"])) if found else []
        rows += here
        verdict = "described" if here else "too little to say"
        verdicts.append((relation.relation, verdict if found else "not asked"))
        if not pd.isna(relation.max_names):
            caveats.append("ties_names_capped")
        if found and found.heard.mean() < limits["sociometric_rate"].value:
            caveats.append("ties_low_response")
    return evidence(key, network, rows, verdicts, limits=limits, caveats=caveats)


def _nothing(key: str, network: Network) -> Evidence:
    """No question about ties belongs to the wave."""
    known = network.has("relations")
    return evidence(key, network, [], "not asked" if known else "no evidence")


def _by_kind(
    key: str,
    network: Network,
    limits: Mapping[str, Limit],
    caveats: list[str],
    kinds: Callable[[Ties], Kinds | None],
) -> Evidence:
    """Shares among all pairs and among pairs of each kind, for each question.

    `kinds` says which pairs are of which kind; None: there is nothing to compare.
    """
    relations = relations_of(network)
    if relations.empty:
        return _nothing(key, network)
    rows: list[dict[str, Any]] = []
    verdicts: list[tuple[str, str]] = []
    for relation in each_row(relations):
        found = reported(network, relation)
        named = None if found is None else kinds(found)
        here = [] if found is None or named is None else _views(network, relation, found, named)
        rows += here
        verdicts.append((relation.relation, _verdict(network, relation, here)))
        if not pd.isna(relation.max_names):
            caveats.append("ties_names_capped")
        whole = next((row for row in here if row["group"] == "all"), None)
        if whole and whole["responded"] < limits["sociometric_rate"].value * whole["eligible"]:
            caveats.append("ties_low_response")
    return evidence(key, network, rows, verdicts, limits=limits, caveats=caveats)


def _verdict(network: Network, relation: Any, found: list[dict[str, Any]]) -> str:
    if asked_about(network, relation).empty:
        return "not asked"
    return "described" if any(not pd.isna(row["value"]) for row in found) else "too little to say"


def _views(network: Network, relation: Any, found: Ties, kinds: Kinds) -> list[dict[str, Any]]:
    """With the hub and without it."""
    hub = np.isin(found.ids, sorted(hub_members(network, found.day)))
    views = {"all": np.ones(len(hub), dtype=bool)}
    views |= {"without_hub": ~hub} if hub.any() and sum(~hub) > 1 else {}
    return [row for view, kept in views.items()
            for row in _view(view, relation, found, kinds, kept)]  # fmt: skip


def _view(
    view: str, relation: Any, found: Ties, kinds: Kinds, kept: np.ndarray
) -> Iterator[dict[str, Any]]:
    pairs = np.outer(kept, kept)
    np.fill_diagonal(pairs, val=False)
    if not relation.directed:
        pairs = np.triu(pairs)
    capped = not pd.isna(relation.max_names)
    for kind, mask in {
        "all": pairs,
        **{name: pairs & some for name, some in kinds.items()},
    }.items():
        if kind != "all" and not mask.any():
            continue
        bounds, share = (tie_density(matrix, mask) for matrix in (found.ties, found.known))
        among = kept if kind == "all" else mask.any(axis=1) | mask.any(axis=0)
        spoke = found.heard if kind == "all" else _known_by(found, mask, relation)
        yield {
            "view": view,
            "relation": relation.relation,
            "part": relation.relation,
            "label": relation.text,
            "group_kind": WHOLE if kind == "all" else "pairs",
            "group": kind,
            "unit": "ties",
            "numerator": share.ties if share.observed or capped else None,
            "n": share.observed,
            "value": None if capped else share.value,
            "lower": None if capped else bounds.lower,
            "upper": None if capped else bounds.upper,
            "responded": int((spoke & among).sum()),
            "eligible": int(among.sum()),
        }


def _known_by(found: Ties, mask: Pairs, relation: Any) -> np.ndarray:
    """Whose answers make pairs known: their senders; where ties have no direction, both."""
    known = mask & ~np.isnan(found.known)
    senders, receivers = np.any(known, axis=1), np.any(known, axis=0)
    either: np.ndarray = senders if relation.directed else senders | receivers
    return either
