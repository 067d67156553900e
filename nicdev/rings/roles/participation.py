"""Participation and engagement: scope, intensity and type, of what members could attend (p. 13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.items import answers_to
from nicdev.rings.make import evidence
from nicdev.rings.people import current_members, team_memberships, team_of

KEY = "roles.participation.attendance"


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
    by_person, could, headcounts = _came_and_could(network)
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
    by_person, could, headcounts = _came_and_could(network)
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


def _came_and_could(network: Network) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Pairs event_id, member_id of who came and of who could have; and the counts of heads."""
    events, came = network.table("events"), network.table("attendance")
    now = current_members(network)["member_id"]
    came = came[came["member_id"].isna() | came["member_id"].isin(now)]
    by_person = came.dropna(subset=["member_id"])[["event_id", "member_id"]].drop_duplicates()
    headcounts = came[came["member_id"].isna()]
    listed = events[events["event_id"].isin(by_person["event_id"])]
    could = _eligible(network, listed)
    by_heads = _counted_by_heads(network, events, headcounts)
    could = could[could["member_id"].isin(now)]
    could = could[~pd.MultiIndex.from_frame(could).isin(pd.MultiIndex.from_frame(by_heads))]
    # Whoever came could come, also where no list of invitations says so.
    return by_person, pd.concat([could, by_person]).drop_duplicates(), headcounts


def _caveats(network: Network, headcounts: pd.DataFrame) -> Iterator[str]:
    yield "attendance_not_engagement"
    if len(headcounts):
        yield "attendance_headcounts"
    if not network.table("events")["event_id"].isin(network.table("attendance")["event_id"]).all():
        yield "attendance_no_list"


def _eligible(network: Network, events: pd.DataFrame) -> pd.DataFrame:
    """Pairs event_id, member_id of who could attend: invited, else the team, else the roster."""
    invited = network.table("invitations")[["event_id", "member_id"]].drop_duplicates()
    invited = invited[invited["event_id"].isin(events["event_id"])]
    others = events[~events["event_id"].isin(invited["event_id"])]
    of_team = others["team_id"].notna()
    members = network.table("members")
    teams = _within(
        others[of_team].merge(network.table("memberships"), on="team_id"), "from_on", "to_on"
    )
    teams = _within(teams.merge(members, on="member_id"), "joined_on", "left_on")
    everyone = _within(others[~of_team].merge(members, how="cross"), "joined_on", "left_on")
    pairs = [each[["event_id", "member_id"]] for each in (invited, teams, everyone)]
    return pd.concat(pairs, ignore_index=True).drop_duplicates(ignore_index=True)


def _within(pairs: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Those of which the event lies between two days; a day that is not known sets no bound."""
    after = pairs[first].isna() | (pairs[first] <= pairs["held_on"])
    before = pairs[last].isna() | (pairs[last] >= pairs["held_on"])
    return pairs[after & before]


def _counted_by_heads(
    network: Network, events: pd.DataFrame, headcounts: pd.DataFrame
) -> pd.DataFrame:
    """Pairs event_id, member_id of teams of which only a head count is known."""
    held_on = events.set_index("event_id")["held_on"]
    pairs = [headcounts[["event_id", "member_id"]].iloc[:0]]
    for row in each_row(headcounts):
        team = team_memberships(network, held_on[row.event_id])
        inside = team.loc[team["team_id"] == row.team_id, "member_id"]
        pairs.append(pd.DataFrame({"event_id": row.event_id, "member_id": inside}))
    return pd.concat(pairs, ignore_index=True)


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
