"""Participation and engagement: scope, intensity and type, of what members could attend (p. 13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.people import on_roster, team_memberships, team_of

KEY = "roles.participation.attendance"


def attendance(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How many events members attended of those they could, and whom each structure reached.

    Units: `members` (how many members attended x events), `reached` (members a structure or a
    team saw at least once, of those who could have come), `events` (per member and per event,
    for the evaluator alone), `attendances` and `held` (totals).
    """
    if not network.has("events", "attendance"):
        return evidence(KEY, network, [], "no evidence")
    events = network.table("events")
    came = network.table("attendance")
    by_person = came.dropna(subset=["member_id"])[["event_id", "member_id"]].drop_duplicates()
    headcounts = came[came["member_id"].isna()]
    could = _eligible(network, events)
    # Whoever came could come, also where no list of invitations says so.
    could = pd.concat([could, by_person]).drop_duplicates()
    rows = [
        {"group_kind": WHOLE, "unit": "attendances", "value": len(by_person)
         + headcounts["headcount"].fillna(0).sum()},
        {"group_kind": WHOLE, "unit": "held", "value": len(events)},
    ]  # fmt: skip
    rows += _per_member(by_person, could)
    rows += _per_event(by_person, could, events)
    rows += _reached(network, by_person, could, events)
    caveats = ["attendance_not_engagement"]
    if len(headcounts):
        caveats.append("attendance_headcounts")
    return evidence(KEY, network, rows, "described", limits=limits, caveats=caveats)


def _eligible(network: Network, events: pd.DataFrame) -> pd.DataFrame:
    """Pairs event_id, member_id of who could attend: invited, else the team, else the roster."""
    if network.has("invitations"):
        return network.table("invitations")[["event_id", "member_id"]].drop_duplicates()
    members = network.table("members")
    pairs = []
    for event in each_row(events):
        day = event.held_on
        here = members.loc[on_roster(members, day), "member_id"]
        if not pd.isna(event.team_id):
            team = team_memberships(network, day)
            here = here[here.isin(team.loc[team["team_id"] == event.team_id, "member_id"])]
        pairs.append(pd.DataFrame({"event_id": event.event_id, "member_id": here}))
    return pd.concat(pairs, ignore_index=True)


def _per_member(by_person: pd.DataFrame, could: pd.DataFrame) -> Iterator[dict[str, Any]]:
    possible = could.groupby("member_id").size()
    attended = by_person.groupby("member_id").size().reindex(possible.index, fill_value=0)
    for member, n, count in zip(possible.index, possible, attended, strict=True):
        yield {"group_kind": "member", "group": member, "unit": "events", "numerator": count,
               "n": n, "value": count / n}  # fmt: skip
    for events, members in enumerate(np.bincount(attended, minlength=possible.max() + 1)):
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
