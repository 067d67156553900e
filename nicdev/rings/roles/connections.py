"""Social connections: dense bonding ties within teams, weaker bridging ties between (p. 14-15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import Evidence, each_row
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings import seed_for
from nicdev.rings.make import evidence
from nicdev.rings.people import home_teams, organizations_of, roles_on, team_memberships
from nicdev.rings.roles.chance import belonging, outside
from nicdev.rings.roles.frequent import frequent
from nicdev.rings.roles.group_map import group_map
from nicdev.rings.roles.origins import origins
from nicdev.rings.roles.otherwise import otherwise
from nicdev.rings.roles.pairs import sharing, who_came_to_small_events
from nicdev.rings.roles.questions import (
    Kinds,
    declined,
    each_question,
    nothing,
    team_pairs,
    too_many,
    versions,
)
from nicdev.rings.roles.reported_ties import Ties, relations_of, reported, reports
from nicdev.rings.roles.returned import returned
from nicdev.rings.roles.shape import circles, gathering, one_way, open_to_all, standing
from nicdev.rings.roles.shares import by_kind
from nicdev.rings.roles.turnover import asked_before, turned_over
from nicdev.rings.roles.ways import ways

PARTS = ("organization", "region")


def density(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Share of possible ties that are reported: in all, within teams, between teams.

    A tie is unknown, never absent, where its sender was not asked or did not answer, or where the
    question did not reach its target. The share is of the pairs that are known; the bounds count
    every unknown as no tie, and as a tie. Each is computed with and without the hub. Where
    senders could name only so many, no density is given: the number of ties is capped by the form.
    Where a tie has no direction, a pair counts once: a tie if either reports it. Units `weighted`
    and `reconstructed` have the same share on other assumptions about those who did not answer.
    """

    return by_kind(
        "roles.connections.density",
        network,
        limits,
        ["ties_no_norm"],
        lambda found: team_pairs(network, found),
        lambda relation, found: otherwise(network, relation, found),
    )


def meeting(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Share of possible ties among pairs who met at a small event and have no group in common.

    Every pair of members is of one kind: in one team; else in one affinity group; else both were
    at one event to which at most `meeting_people` came (`met`), up to the day of the question; else
    `not_met`. Known pairs, unknown ones and the hub are as in `density`. Nothing is said where no
    two members met outside their teams and groups, or where names were capped. Unit `origins`:
    meeting, team, group, organisation and driver beside one another, each with the rest held equal
    (MRQAP), without the hub where there is one, and of up to `origins_members` members.
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

    def beside(relation: Any, found: Ties) -> Iterator[dict[str, Any]]:
        if kinds(found) is None:
            return
        kept = list(versions(network, found).items())[-1]
        if kept[1].sum() > limits["origins_members"].value:
            caveats.append("origins_too_many")
            return
        seed = seed_for(network, "roles.connections.meeting")
        yield from origins(network, relation, found, kept, limits, seed)

    caveats = ["meeting_first"]
    return by_kind("roles.connections.meeting", network, limits, caveats, kinds, beside)


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
        return nothing(key, network)
    if too_many(network, limits):
        return declined(key, network, limits)
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
        return nothing(key, network)
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


def reciprocity(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Share of ties that are returned, among pairs known in both directions.

    Units: `returned` (edgewise: of the ties in these pairs, those with a tie back) and `alike`
    (dyadic: of these pairs, those with both ties or none), in all, within teams and between, with
    and without the hub. The range holds whatever the unknown ties are, and is left out where it is
    wider than `bounds_width`. Nothing is said where ties have no direction, or where names were
    capped: a tie that is not returned may be one for which there was no line left.
    """

    def rows_of(relation: Any, found: Ties) -> Iterator[dict[str, Any]]:
        if not relation.directed or not pd.isna(relation.max_names):
            return
        wide, kinds = limits["bounds_width"].value, team_pairs(network, found)
        for view, kept in versions(network, found).items():
            yield from returned(view, relation, found, kinds, kept, wide)

    return each_question(
        "roles.connections.reciprocity", network, limits, ["returned_no_norm"], rows_of
    )


def external_internal(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Share of ties that lead out of teams, groups and organisations, beside what chance gives.

    A tie is inside where the two have at least one group of that kind in common; those who are in
    none of a kind are left out of it. Groups: `out_of_team` (improvement teams), `out_of_group`
    (affinity groups), `out_of_organization`. Units: `outside` (value: share of known ties; limit,
    lower, upper: its mean and range if whole rows of memberships change hands at random; x: where
    the share lies) and `e_i`, the E-I index with the range that unknown ties leave open. Nothing is
    said where the question did not reach all members.
    """
    key = "roles.connections.external_internal"

    def rows_of(relation: Any, found: Ties) -> Iterator[dict[str, Any]]:
        if not (pd.isna(relation.scope) or relation.scope == "all"):
            return
        inside = belonging(network, found.day)
        for view, kept in versions(network, found).items():
            seed = seed_for(network, key)
            yield from outside(view, relation, found, inside, kept, limits, seed)

    return each_question(key, network, limits, ["outside_no_norm"], rows_of)


def components(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Members by where they stand: what hangs together along reported ties, and who stands apart.

    Ways go along reported ties, whichever way they run. Members stand in the largest component, in
    a smaller one, `alone` (they answered, named nobody, and nobody named them), or are `not_known`:
    they did not answer, and nobody who did named them. Unit `parts`: how many components of two or
    more there are. Unit `reach`: respondents by how many other organisations they reach.
    """

    def rows_of(relation: Any, found: Ties) -> Iterator[dict[str, Any]]:
        roles = roles_on(network, found.day).dropna(subset=["org_id"])
        places = organizations_of(network, roles, found.day).dropna().drop_duplicates()
        for view, kept in versions(network, found).items():
            yield from standing(view, relation, found, places, kept)

    return each_question(
        "roles.connections.components", network, limits, ["alone_as_known"], rows_of
    )


def new_ties(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Ties that stayed, that are new and that have gone since the question was last asked.

    Among those who went through the whole question both times, so that nobody's silence looks like
    a tie that has gone. `kept` is the Jaccard index: of the ties there were at either time, those
    that there were both times. Nothing is said at the first asking, or where names were capped.
    """

    def rows_of(relation: Any, found: Ties) -> Iterator[dict[str, Any]]:
        earlier = asked_before(network, relation)
        if earlier is None or not pd.isna(relation.max_names):
            return
        question, before = earlier
        alike = ("directed", "low", "high", "tie_from")
        if not pd.isna(question.max_names) or any(
            getattr(question, name) != getattr(relation, name) for name in alike
        ):
            return
        for view, kept in versions(network, found).items():
            yield from turned_over(view, relation, found, before, kept)

    return each_question(
        "roles.connections.new_ties", network, limits, ["turnover_stable"], rows_of
    )


def frequency(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Share of reported ties that have the strongest answer of their scale, within and between.

    Nothing is said where the scale has no step above that from which an answer counts as a tie.
    """

    def rows_of(relation: Any, found: Ties) -> Iterator[dict[str, Any]]:
        said = reports(network, relation)
        if said is None or not float(relation.high) > float(relation.tie_from):
            return
        kinds = team_pairs(network, found)
        for view, kept in versions(network, found).items():
            yield from frequent(view, relation, said, kinds, kept)

    return each_question("roles.connections.frequency", network, limits, ["ties_weak"], rows_of)


def constraint(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Those who answered, by how closed their circle is: Burt's constraint.

    Among those who went through the whole question, of questions in which everybody could name
    everybody. `circle_open` and `circle_closed` part the headings. Unit `constraint`: the median.
    """

    def rows_of(relation: Any, found: Ties) -> Iterator[dict[str, Any]]:
        if open_to_all(relation):
            for view, kept in versions(network, found).items():
                yield from circles(view, relation, found, kept, limits)

    return each_question(
        "roles.connections.constraint", network, limits, ["shape_respondents"], rows_of
    )


def centralization(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How far ties gather on few: Freeman's centralisation of ties received, and of ties sent.

    Among whom and for which questions, as `constraint`.
    """

    def rows_of(relation: Any, found: Ties) -> Iterator[dict[str, Any]]:
        if open_to_all(relation):
            for view, kept in versions(network, found).items():
                yield from gathering(view, relation, found, kept)

    return each_question(
        "roles.connections.centralization", network, limits, ["shape_respondents"], rows_of
    )


def hierarchy(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of pairs with a way between them, the share with none back: Krackhardt's graph hierarchy.

    Among whom and for which questions, as `constraint`; nothing where ties have no direction.
    """

    def rows_of(relation: Any, found: Ties) -> Iterator[dict[str, Any]]:
        if open_to_all(relation) and relation.directed:
            for view, kept in versions(network, found).items():
                yield from one_way(view, relation, found, kept)

    return each_question(
        "roles.connections.hierarchy", network, limits, ["shape_respondents"], rows_of
    )
