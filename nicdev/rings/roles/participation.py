"""Participation and engagement: scope, intensity and type, of what members could attend (p. 13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.items import answers_to
from nicdev.rings.make import evidence
from nicdev.rings.people import team_of
from nicdev.rings.roles.attended import (
    came_and_could,
    hours_open,
    hours_spent,
    months_on_roster,
    of_period,
    organizations_at,
    team_meetings,
)
from nicdev.rings.roles.kinds import current_organizations
from nicdev.rings.roles.trajectories import flows

KEY = "roles.participation.attendance"
# Classes of hours a month in a table for the evaluator; nothing is decided by them.
HOURS_A_MONTH = (1, 2, 4)
HOUR_NAMES = ("no hours", "up to an hour", "up to two", "up to four", "more than four")


def attendance(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How many events members attended of those they could, and whom each structure reached.

    Members are those of today, as in `composition`: beside another number of people, who left
    could be counted.

    Units: `members` (how many members attended x events), `reached` (members a structure or a
    team saw at least once, of those who could have come), `events` (per member and per event,
    for the evaluator alone), `attendances` (a total) and `held` (events that count, and how many
    of them the member in the middle could have come to). An event counts where it has a list of
    who came: without one, nobody is known to have stayed away. Nor is anybody of a team that was
    counted by heads.
    """
    if not network.has("events", "attendance"):
        return evidence(KEY, network, [], "no evidence")
    events = network.table("events")
    by_person, could, headcounts = came_and_could(network)
    listed = events[events["event_id"].isin(by_person["event_id"])]
    counted = listed["event_id"] if len(listed) else headcounts["event_id"]
    rows = [
        {"group_kind": WHOLE, "unit": "attendances", "value": len(by_person)
         + headcounts["headcount"].fillna(0).sum()},
        {"group_kind": WHOLE, "unit": "held", "value": counted.nunique(),
         "n": could.groupby("member_id").size().quantile(interpolation="lower")},
    ]  # fmt: skip
    rows += _per_member(by_person, could)
    rows += _per_event(by_person, could, listed)
    rows += _reached(network, by_person, could, events)
    return evidence(
        KEY, network, rows, "described", limits=limits, caveats=_caveats(network, headcounts)
    )


def structures(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """In how many kinds of meeting members took part, of those they could have joined.

    Scope comes before intensity (p. 13): who meets in several ways meets more people, however
    long each meeting is. Events and members are those of `attendance`. Units: `scope` (members by
    number of structures, none included) and `held` (structures that have a list of who came, and
    how many of them the member in the middle could have joined).
    """
    key = "roles.participation.structures"
    if not network.has("events", "attendance"):
        return evidence(key, network, [], "no evidence")
    by_person, could, headcounts = came_and_could(network)
    structure = network.table("events").set_index("event_id")["structure"]
    of = [t.assign(structure=t["event_id"].map(structure)) for t in (by_person, could)]
    joined, open_to = (t.groupby("member_id")["structure"].nunique() for t in of)
    if open_to.empty:
        return evidence(
            key, network, [], "too little to say", caveats=_caveats(network, headcounts)
        )
    scope = joined.reindex(open_to.index, fill_value=0)
    rows: list[dict[str, Any]] = [
        {"group_kind": WHOLE, "unit": "held", "value": of[1]["structure"].nunique(),
         "n": open_to.quantile(interpolation="lower")},
    ]  # fmt: skip
    counts = np.bincount(scope, minlength=int(open_to.max()) + 1)
    for number, members in enumerate(counts):
        rows.append({"group_kind": WHOLE, "x": str(number), "unit": "scope", "numerator": members,
                     "n": len(scope), "value": members / len(scope),
                     "responded": len(scope), "eligible": len(scope)})  # fmt: skip
    return evidence(
        key, network, rows, "described", limits=limits, caveats=_caveats(network, headcounts)
    )


def value(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on what taking part is worth to members are spread, item by item."""
    return answers_to("roles.participation.value", network, limits)


def hours(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Hours in the wave: for each month that a member was on the roster, and by kind of meeting.

    Everybody on the roster counts for as long as they were, those who left too. Units:
    `hours_month` (`part` = ``spent`` or ``could_come``: of what members came to and could have
    come to; `numerator` hours, `n` months), `hours` and `hours_open` (the same by structure,
    `x`; `responded` = people behind it) and `joint` (members on the roster by number of structures,
    `group`, and hours a month, `x`).
    """
    key = "roles.participation.hours"
    if not network.has("events", "attendance"):
        return evidence(key, network, [], "no evidence")
    events = of_period(network)
    months = months_on_roster(network, events)
    if events["duration_hours"].isna().all() or months.empty:
        return evidence(key, network, [], "no evidence")
    spent, asked = hours_spent(network, events), hours_open(network, events)
    rows: list[dict[str, Any]] = []
    for part, found in (("spent", spent), ("could_come", asked)):
        whole = found["hours"].sum()
        rows.append({"part": part, "group_kind": WHOLE, "unit": "hours_month",
                     "value": whole / months.sum(), "numerator": whole,
                     "n": months.sum()})  # fmt: skip
        by = found.groupby("structure").agg({"hours": "sum", "member_id": "nunique"})
        by = by.sort_values("hours", ascending=False, kind="stable").reset_index()
        unit = "hours" if part == "spent" else "hours_open"
        rows += [{"part": part, "group_kind": WHOLE, "unit": unit, "x": row.structure,
                  "numerator": row.hours, "n": whole, "value": row.hours / whole,
                  "responded": row.member_id} for row in each_row(by) if whole]  # fmt: skip
    rows += _joint(spent, months)
    heads = network.table("attendance")["member_id"].isna().any()
    caveats = ["attendance_not_engagement", *(["hours_heads"] if heads else [])]
    caveats += [] if network.has("invitations") else ["hours_open_to_all"]
    caveats += ["hours_unknown"] if events["duration_hours"].isna().any() else []
    return evidence(key, network, rows, "described", limits=limits, caveats=caveats)


def _joint(spent: pd.DataFrame, months: pd.Series) -> Iterator[dict[str, Any]]:
    """How many members came to so many kinds of meeting, and for so many hours a month."""
    mine = spent.groupby("member_id")["hours"].sum().reindex(months.index, fill_value=0) / months
    kinds = spent.groupby("member_id")["structure"].nunique().reindex(months.index, fill_value=0)
    light = pd.cut(mine, [-1, 0, *HOURS_A_MONTH, np.inf], labels=HOUR_NAMES)
    table = pd.crosstab(kinds, light, dropna=False).reindex(columns=HOUR_NAMES, fill_value=0)
    for group in table.index:
        for x in HOUR_NAMES:
            count = table.loc[group, x]
            yield {"group_kind": "structures", "unit": "joint", "group": f"{group:g}", "x": x,
                   "numerator": count, "n": len(months), "value": count / len(months)}  # fmt: skip


def trajectories(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How members move between ways of taking part, from wave to wave; see `states`."""
    key = "roles.participation.trajectories"
    if not network.has("events", "attendance"):
        return evidence(key, network, [], "no evidence")
    if network.wave.ends_on is None:
        return evidence(key, network, [], "no evidence")
    rows = list(flows(network, limits))
    word = "described" if rows else "too little to say"
    return evidence(key, network, rows, word, limits=limits, caveats=["trajectories_rules"])


def regularity(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Teams by how many of their meetings had at least half of the team, or what `quorum` says.

    Units: `teams` (by `x`: none, some, half or more or every one of their meetings) and, for the
    evaluator, `meetings` by team. Meetings count that have a list of who came.
    """
    key = "roles.participation.regularity"
    if not network.has("events", "attendance", "memberships"):
        return evidence(key, network, [], "no evidence")
    found = team_meetings(network)
    teams = network.table("teams").set_index("team_id")
    found = found[found["team_id"].map(teams["kind"]) == "improvement team"]
    if found.empty:
        return evidence(key, network, [], "too little to say")
    found = found.assign(enough=found["came"] >= limits["quorum"].value * found["inside"])
    by_team = found.groupby("team_id")["enough"].agg(["sum", "count"])
    share = by_team["sum"] / by_team["count"]
    named = pd.Series("some", index=share.index).mask(share >= 1 / 2, "most")
    named = named.mask(share == 1, "every").mask(share == 0, "none")
    counts = named.value_counts()
    rows: list[dict[str, Any]] = [
        {"part": "quorum", "group_kind": WHOLE, "unit": "teams", "x": x,
         "numerator": counts.get(x, 0), "n": len(named), "value": counts.get(x, 0) / len(named)}
        for x in ("every", "most", "some", "none")
    ]  # fmt: skip
    for team in share.index:
        row = {"unit": "meetings", "numerator": by_team.loc[team, "sum"],
               "n": by_team.loc[team, "count"], "value": share[team]}  # fmt: skip
        rows.append(row | {"group_kind": "team", "group": team,
                           "label": teams.loc[team, "name"]})  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits,
                    caveats=["attendance_not_engagement"])  # fmt: skip


def meeting_places(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Through which kinds of meeting people of different organisations met, the hub left out.

    Units `org_pairs` (of all pairs of organisations from which somebody came to anything, those of
    whom somebody came to the same event of a structure, `x`; `responded` people are behind it) and
    `org_pairs_alone` (those that met in no other way).
    """
    key = "roles.participation.meeting_places"
    if not network.has("events", "attendance", "organizations"):
        return evidence(key, network, [], "no evidence")
    events = network.table("events")
    there = organizations_at(network, events).merge(
        events[["event_id", "structure"]], on="event_id"
    )
    orgs = current_organizations(network)["org_id"]
    there = there[there["org_id"].isin(orgs)]
    count = there["org_id"].nunique()
    whole = count * (count - 1) / 2
    if not whole:
        return evidence(key, network, [], "too little to say")
    met = {str(x): _in_pairs(some) for x, some in there.groupby("structure")}
    people = there.groupby("structure")["member_id"].nunique()
    rows: list[dict[str, Any]] = []
    for x in sorted(met, key=lambda x: (-len(met[x]), x)):
        alone = met[x].difference(*(met[other] for other in met if other != x))
        for part, unit, pairs in (("met_through", "org_pairs", len(met[x])),
                                  ("met_only_through", "org_pairs_alone", len(alone))):  # fmt: skip
            rows.append({"part": part, "group_kind": WHOLE, "unit": unit, "x": x,
                         "numerator": pairs, "n": whole, "value": pairs / whole,
                         "responded": people[x]})  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits, caveats=["met_not_spoke"])


def _in_pairs(there: pd.DataFrame) -> set[tuple[str, str]]:
    """Pairs of organisations that were at one event."""
    pairs: set[tuple[str, str]] = set()
    for _, orgs in there.groupby("event_id")["org_id"]:
        pairs |= set(combinations(sorted(orgs.unique()), 2))
    return pairs


def _caveats(network: Network, headcounts: pd.DataFrame) -> Iterator[str]:
    yield "attendance_not_engagement"
    if len(headcounts):
        yield "attendance_headcounts"
    if not network.table("events")["event_id"].isin(network.table("attendance")["event_id"]).all():
        yield "attendance_no_list"


def _per_member(by_person: pd.DataFrame, could: pd.DataFrame) -> Iterator[dict[str, Any]]:
    possible = could.groupby("member_id").size()
    attended = by_person.groupby("member_id").size().reindex(possible.index, fill_value=0)
    for member, n, count in zip(possible.index, possible, attended, strict=True):
        yield {"group_kind": "member", "group": member, "unit": "events", "numerator": count,
               "n": n, "value": count / n}  # fmt: skip
    for events, members in enumerate(
        np.bincount(attended, minlength=int(possible.max()) + 1 if len(possible) else 0)
    ):
        yield {"group_kind": WHOLE, "x": str(events), "unit": "members", "numerator": members,
               "n": len(attended), "value": members / len(attended),
               "responded": len(attended), "eligible": len(attended)}  # fmt: skip


def _per_event(
    by_person: pd.DataFrame, could: pd.DataFrame, events: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    present = by_person.groupby("event_id").size()
    possible = could.groupby("event_id").size()
    for event in each_row(events.sort_values(["held_on", "event_id"])):
        n = possible.get(event.event_id, 0)
        count = present.get(event.event_id, 0)
        yield {"group_kind": "event", "group": event.event_id, "x": event.held_on.date(),
               "unit": "events", "numerator": count, "n": n,
               "value": count / n if n else None}  # fmt: skip


def _reached(
    network: Network, by_person: pd.DataFrame, could: pd.DataFrame, events: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    structure = events.set_index("event_id")["structure"]
    possible = could.assign(group=could["event_id"].map(structure))
    seen = by_person.assign(group=by_person["event_id"].map(structure))
    yield from _shares("structure", possible, seen)

    names = network.table("teams").set_index("team_id")["name"]
    possible = could[["member_id"]].drop_duplicates()
    teams = team_of(network, possible["member_id"], network.wave.ends_on)
    possible = possible.assign(group=possible["member_id"].map(teams))
    seen = possible[possible["member_id"].isin(by_person["member_id"])]
    yield from _shares("team", possible, seen, names)


def _shares(
    kind: str, possible: pd.DataFrame, seen: pd.DataFrame, names: pd.Series | None = None
) -> Iterator[dict[str, Any]]:
    n = possible.groupby("group")["member_id"].nunique()
    count = seen.groupby("group")["member_id"].nunique().reindex(n.index, fill_value=0)
    for group, total, reached in zip(n.index, n, count, strict=True):
        yield {"group_kind": kind, "group": group, "unit": "reached", "numerator": reached,
               "label": "" if names is None else names.get(group, ""),
               "n": total, "value": reached / total}  # fmt: skip
