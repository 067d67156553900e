"""What pairs of members in one network show over time of meeting and being connected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from nicdev.framework import Conjecture, Limit
from nicdev.measures.mrqap import mrqap
from nicdev.network import Network
from nicdev.rings.development.judged import TOLD, Found, fits
from nicdev.rings.development.scored import Scored, open_to_all
from nicdev.rings.people import hub_members
from nicdev.rings.roles.origins import in_common
from nicdev.rings.roles.pairs import sharing, who_came_to_small_events
from nicdev.rings.roles.reported_ties import Ties
from nicdev.rings.roles.turnover import among, answered

MET, TOGETHER, BEFORE, IN_TEAM = "origin_met", "origin_team", "tie_before", "met_in_team"
WITHIN_TEAMS = "C20"  # the expectation that meeting counts for more within teams than across


Asked = tuple[Found, np.ndarray[Any, Any], dict[str, np.ndarray[Any, Any]]]


def pairs(
    one: Conjecture,
    told: Sequence[Asked],
    limits: Mapping[str, Limit],
    seed: np.random.SeedSequence,
) -> list[Found]:
    """Ties now on ties before, on having met at a small event in between, and on what pairs share.

    Among members who answered both times, the hub left out; a part is a question and a wave. C2
    looks at having met, C20 at whether it counts for more within a team than across teams.
    """
    if not told:
        return [Found("", "all", 0, 0, lacks="named")]
    ready = [each for each in told if not each[0].lacks]
    found = [each[0] for each in told if each[0].lacks]
    for empty, ties, given in ready:
        inside = one.name == WITHIN_TEAMS
        name = IN_TEAM if inside else MET
        given = {n: pair for n, pair in given.items() if inside or n != IN_TEAM}
        confidence = 1 - (1 - limits["conjecture_confidence"].value) / len(ready)
        once = BEFORE not in given
        effect = mrqap(
            ties, given, int(limits["conjecture_draws"].value), seed,
            tested=[] if once else [name], confidence=confidence,
        )[name]  # fmt: skip
        if np.isnan(effect.coefficient) or (np.isnan(effect.p) and not once):
            found.append(replace(empty, lacks="small"))
            continue
        verdict = TOLD if once else fits(effect.lower, effect.upper, one.direction)
        found.append(replace(empty, verdict=verdict, value=effect.coefficient,
                             lower=effect.lower, upper=effect.upper))  # fmt: skip
    return found


def asked_again(known: Scored, limits: Mapping[str, Limit]) -> Iterator[Asked]:
    """Each question at each wave that an earlier one can be held against; of a question that was
    asked once, its only wave. With it ties now, and what pairs have in common."""
    again = []
    once: dict[str, Any] = {}
    earlier: dict[str, Ties] = {}  # what was reported when a question was last asked
    for wave in known.waves:
        asked = known.asked[wave.wave.name]
        for relation, now in asked:
            name = relation.relation
            if not open_to_all(relation):
                continue
            if name not in earlier:
                once[name] = (wave, relation, now, now)
            else:
                once.pop(name, None)
                again.append((wave, relation, now, earlier[name]))
        earlier |= {relation.relation: now for relation, now in asked}
    for wave, relation, now, before in again or list(once.values()):
        hub = hub_members(wave, before.day) | hub_members(wave, now.day)
        spoke = (answered(now) & answered(before)) - hub
        both = [member for member in now.ids if member in spoke]
        name = f"{relation.relation}|{wave.wave.label or wave.wave.name}"
        empty = Found(name, "all", len(both), 0)
        if len(both) < limits["conjecture_people"].value:
            yield replace(empty, lacks="people"), np.empty((0, 0)), {}
        elif len(both) > limits["origins_members"].value:
            yield replace(empty, lacks="size"), np.empty((0, 0)), {}
        else:
            yield empty, *_arrays(wave, relation, now, before, both, limits)


def _arrays(
    network: Network,
    relation: Any,
    now: Ties,
    before: Ties,
    both: Sequence[str],
    limits: Mapping[str, Limit],
) -> tuple[np.ndarray[Any, Any], dict[str, np.ndarray[Any, Any]]]:
    """Ties now, and what pairs had in common: as it was when the question was asked before."""
    ids = list(both)
    small = limits["meeting_people"].value
    shared = in_common(network, replace(before, ids=ids), small)
    came = who_came_to_small_events(network, now.day, small)
    if before is not now and before.day is not None:
        events = network.table("events")
        since = events.loc[events["held_on"] > before.day, "event_id"]
        came = came[came["event_id"].isin(since)]
    given = {name: pair.astype(float) for name, pair in shared.items() if name != MET}
    given[MET] = sharing(came, ids).astype(float)
    if before is not now:
        given[BEFORE] = np.nan_to_num(among(before, ids))
    given[IN_TEAM] = given[MET] * given[TOGETHER]
    ties = among(now, ids)
    if not relation.directed:
        ties = np.where(np.triu(np.ones_like(ties, dtype=bool)), ties, np.nan)
    return ties, given
