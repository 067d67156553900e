"""Membership: who is there, what they know, who stays (p. 12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, Evidence
from nicdev.framework import Limit
from nicdev.measures.survival import product_limit
from nicdev.measures.variety import variety as indices
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.people import (
    NOT_RECORDED,
    SEVERAL_OF_THESE,
    current_members,
    home_teams,
)
from nicdev.rings.roles.exits import FATES, leavers, what_became
from nicdev.rings.roles.kinds import OF_PLACES, current_organizations, kinds_of_members
from nicdev.rings.roles.newcomers import first_events, first_tests, first_ties, newcomers

DAYS = 30.4375  # of a month, on average
DOMAINS = {"problem": "knowing_problem", "improvement": "knowing_improvement",
           "network": "knowing_network", "other": "knowing_other"}  # fmt: skip
LEVELS = ("0", "1", "2", "3", "4")


def composition(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Members by role, and by organisation and what it is; each member counts once in each.

    Whoever holds several roles, or works for organisations of several kinds, stands under that
    heading alone. The organisation is that of the role, else that of the team. The roster is that
    of the wave's last day; without waves, those who have not left. Units: `roster`, and
    `by_organization` for the evaluator's table.
    """
    members = current_members(network)
    if members.empty:
        return evidence("roles.membership.composition", network, [], "no evidence")
    rows = [row for part, each in kinds_of_members(network) for row in _by(part, each)]
    word = "described" if rows else "no evidence"
    return evidence("roles.membership.composition", network, rows, word, limits=limits)


def _by(part: str, each: pd.Series) -> Iterator[dict[str, Any]]:
    sizes = each.value_counts()
    order = sorted(sizes.index, key=lambda x: (x == NOT_RECORDED, x == SEVERAL_OF_THESE,
                                               -sizes[x], x))  # fmt: skip
    for x in order:
        unit = "by_organization" if part == "organization" else "roster"
        yield {"part": part, "group_kind": WHOLE, "unit": unit, "x": x, "n": len(each),
               "numerator": sizes[x], "value": sizes[x] / len(each)}  # fmt: skip


def variety(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How varied members and organisations are, each beside the most that it could be.

    Units: `organizations` (organisations by kind, sector and locale) and, for each thing that tells
    members or organisations apart (`part`), `blau` (`value`, its `limit`; `numerator` kinds among
    `n`) and `teachman`. `relation` is whose variety it is. Only those of whom one kind is known
    are counted.
    """
    key = "roles.membership.variety"
    orgs = current_organizations(network)
    rows: list[dict[str, Any]] = []
    for part in OF_PLACES:
        sizes = orgs[part].dropna().value_counts()
        rows += [
            {"part": part, "relation": "organizations", "group_kind": WHOLE,
             "unit": "organizations", "x": x, "numerator": sizes[x], "n": sizes.sum(),
             "value": sizes[x] / sizes.sum()}
            for x in sorted(sizes.index, key=lambda x: (-sizes[x], x))
        ]  # fmt: skip
        rows += _indices("organizations", part, sizes)
    for part, each in kinds_of_members(network):
        one = each[~each.isin([NOT_RECORDED, SEVERAL_OF_THESE])]
        rows += _indices("members", part, one.value_counts())
    return evidence(key, network, rows, "described" if rows else "no evidence", limits=limits)


def _indices(relation: str, part: str, sizes: pd.Series) -> Iterator[dict[str, Any]]:
    if sizes.empty:
        return
    found = indices(sizes)
    base = {"part": part, "relation": relation, "group_kind": WHOLE, "numerator": found.kinds,
            "n": found.n}  # fmt: skip
    yield base | {"unit": "blau", "value": found.blau, "limit": found.blau_most}
    yield base | {"unit": "teachman", "value": found.teachman, "limit": found.teachman_most}


def expertise(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What members know: by domain and team for the evaluator, by domain and level for everyone.

    A cell of the first grid counts the members of a team who know a domain well enough to work
    with it (`expertise_level`), of those about whom anything is said; teams with most empty cells
    stand first. The second counts members by level. What was said last counts; on the same day
    what the person said goes before what the hub said.
    """
    key = "roles.membership.expertise"
    if not network.has("expertise"):
        return evidence(key, network, [], "no evidence")
    latest = _latest(network, current_members(network)["member_id"])
    if latest.empty:
        return evidence(key, network, [], "no evidence")
    domains = [d for d in DOMAINS if (latest["domain"] == d).any()]
    rows = list(_by_team(network, latest, domains, limits["expertise_level"].value))
    for domain in domains:
        levels = latest.loc[latest["domain"] == domain, "level"].astype(float).map("{:g}".format)
        for level in LEVELS:
            count = int((levels == level).sum())
            rows.append({"part": "by_level", "unit": "cells", "group_kind": "domain",
                         "group": DOMAINS[domain], "x": level, "numerator": count,
                         "n": len(levels), "value": count / len(levels)})  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits, caveats=["expertise_said"])


def _latest(network: Network, members: pd.Series) -> pd.DataFrame:
    """What was said last of each member and domain; on one day, their own word goes first."""
    said = network.table("expertise")
    said = said[said["member_id"].isin(members)]
    said = said.assign(own=said["source"] == "self").sort_values(["as_of", "own"])
    return said.drop_duplicates(["member_id", "domain"], keep="last")


def _by_team(
    network: Network, latest: pd.DataFrame, domains: list[str], enough: float
) -> Iterator[dict[str, Any]]:
    teams = network.table("teams").set_index("team_id")["name"]
    inside = home_teams(network, network.wave.ends_on).merge(latest, on="member_id", how="left")
    inside = inside[inside["member_id"].isin(current_members(network)["member_id"])]
    said = inside.dropna(subset=["level"])
    said = said.assign(knows=(said["level"].astype(float) >= enough).astype(float))
    knows = said.pivot_table(index="team_id", columns="domain", values="knows", aggfunc="sum")
    asked = said.pivot_table(index="team_id", columns="domain", values="knows", aggfunc="size")
    every = sorted(inside["team_id"].unique())
    knows = knows.reindex(index=every, columns=domains)
    asked = asked.reindex(index=every, columns=domains).astype(float)
    empty = (knows == 0).sum(axis=1).sort_values(ascending=False, kind="stable")
    for team in empty.index:
        for domain in domains:
            count, n = knows.loc[team, domain], asked.loc[team, domain]
            yield {"part": "by_team", "unit": "cells", "group_kind": "team", "group": team,
                   "label": teams.get(team, ""), "x": DOMAINS[domain],
                   "numerator": count, "n": n, "value": count / n}  # fmt: skip


def handover(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What became of the roles of members who left, and of those who gave one up and stayed.

    Unit `exits`: members by `x`, what became of their role; `part` is who they are.
    """
    key = "roles.membership.handover"
    if not network.has("roles"):
        return evidence(key, network, [], "no evidence")
    found = what_became(network)
    rows: list[dict[str, Any]] = []
    for part, some in (("who_left", found[found["left"]]), ("who_stayed", found[~found["left"]])):
        counts = some["fate"].value_counts()
        rows += [{"part": part, "group_kind": WHOLE, "unit": "exits", "x": fate, "n": len(some),
                  "numerator": counts[fate], "value": counts[fate] / len(some)}
                 for fate in FATES if fate in counts]  # fmt: skip
    word = "described" if rows else "too little to say"
    return evidence(key, network, rows, word, limits=limits, caveats=["handover_named"])


def expertise_left(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of the members who left, how many knew a domain well enough to work with it.

    Unit `leavers`: `numerator` of the `n` who left and of whom anything was said; `x` the domain.
    What was said last before they left counts, as in `expertise`.
    """
    key = "roles.membership.expertise_left"
    if not network.has("expertise"):
        return evidence(key, network, [], "no evidence")
    gone = leavers(network)
    latest = _latest(network, gone["member_id"])
    known = latest["member_id"].nunique()
    knows = latest[latest["level"].astype(float) >= limits["expertise_level"].value]
    counts = knows["domain"].value_counts()
    rows = [{"part": "left_with", "group_kind": WHOLE, "unit": "leavers", "x": DOMAINS[domain],
             "numerator": counts.get(domain, 0), "n": known,
             "value": counts.get(domain, 0) / known}
            for domain in DOMAINS if known and (latest["domain"] == domain).any()]  # fmt: skip
    caveats = ["expertise_said"] + (["leavers_unknown"] if known < len(gone) else [])
    word = "described" if rows else "too little to say"
    return evidence(key, network, rows, word, limits=limits, caveats=caveats)


def retention(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How many members, and how many organisations, are still there, by months since joining.

    Whoever has not left is followed up to the wave's last day; without waves, up to the last day
    that the roster knows of. A member counts from the day records show them, an organisation from
    the day records show anyone: those who left before are on no list. Handing a role over is no
    leaving. Units: `survival` (numerator: left since the step before, n: still followed after it)
    and `median`.
    """
    key = "roles.membership.retention"
    members, orgs = network.table("members"), network.table("organizations")
    until = _last_day(network)
    begin = members["observed_from"].min()
    orgs = orgs.assign(observed_from=orgs["joined_on"].clip(lower=begin))
    rows: list[dict[str, Any]] = []
    verdicts: list[tuple[str, str]] = []
    caveats: list[str] = []
    for part, frame in (("members", members), ("organizations", orgs)):
        stays = _stays(frame, until)
        if stays.empty:
            continue
        rows += [{"part": part} | row for row in _curve(stays, limits)]
        enough = len(stays) >= limits["survival_at_risk"].value
        verdicts.append((part, "described" if enough else "too little to say"))
        caveats += ["retention_late_entry"] if (stays["enters"] > 0).any() else []
    if not rows:
        return evidence(key, network, [], "no evidence")
    return evidence(key, network, rows, verdicts, limits=limits, caveats=caveats)


def first_steps(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How long it is until newcomers come to an event, work on a test, are tied beyond their team.

    Newcomers joined after records began, and are followed until the step, until they left, or to
    the wave's last day; for ties, as long as they answered. Parts: ``first_event``,
    ``first_test``, ``first_tie``. Units as for `retention`: `survival` is the share who have *not*
    taken the step (numerator: took it since the step before; eligible: all newcomers).
    """
    key = "roles.membership.first_steps"
    until = _last_day(network)
    who = newcomers(network, until)
    steps = {}
    if network.has("attendance"):
        steps["first_event"] = first_events(network), who
    if network.has("cycle_members"):
        steps["first_test"] = first_tests(network), who
    if network.has("relations", "tie_asked"):
        steps["first_tie"] = first_ties(network, who)
    if not steps:
        return evidence(key, network, [], "no evidence")
    rows: list[dict[str, Any]] = []
    verdicts: list[tuple[str, str]] = []
    for part, (first, followed) in steps.items():
        day = pd.to_datetime(first.reindex(followed["member_id"])).set_axis(followed.index)
        stays = _stays(
            followed.assign(left_on=day.clip(lower=followed["joined_on"]),
                            observed_from=followed["joined_on"]), followed["until"]
        )  # fmt: skip
        if len(stays):
            rows += [{"part": part, "eligible": len(who)} | row
                     for row in _curve(stays, limits, begun=True)]  # fmt: skip
        enough = len(stays) >= limits["survival_at_risk"].value
        verdicts.append((part, "described" if enough else "too little to say"))
    caveats = ["newcomers_few"] if "too little to say" in dict(verdicts).values() else []
    caveats += ["newcomers_asked"] if "first_tie" in steps else []
    return evidence(key, network, rows, verdicts, limits=limits, caveats=caveats)


def _last_day(network: Network) -> pd.Timestamp:
    """Until when everyone was followed."""
    if network.wave.ends_on is not None:
        return network.wave.ends_on
    members, orgs = network.table("members"), network.table("organizations")
    held = network.table("events")["held_on"]
    days = [held, *(t[c] for t in (members, orgs) for c in ("joined_on", "left_on"))]
    last: pd.Timestamp = pd.concat(days).max()
    return last


def _stays(frame: pd.DataFrame, until: pd.Timestamp | pd.Series) -> pd.DataFrame:
    """Days since joining at which each came into view and ended; the last day is one of them."""
    gone = frame["left_on"].notna() & (frame["left_on"] <= until)
    last = frame["left_on"].where(gone, until)
    stays = pd.DataFrame(
        {"enters": (frame["observed_from"] - frame["joined_on"]).dt.days.clip(lower=0),
         "ends": (last - frame["joined_on"]).dt.days + 1, "left": gone}
    )  # fmt: skip
    return stays[stays["ends"] > stays["enters"].fillna(0)].fillna({"enters": 0})


def _curve(
    stays: pd.DataFrame, limits: Mapping[str, Limit], *, begun: bool = False
) -> Iterator[dict[str, Any]]:
    """The curve month by month; with the last month, too, if it has only begun."""
    last = stays["ends"].max()
    months = np.arange(int(np.ceil(last / DAYS) if begun else last / DAYS) + 1)
    found = product_limit(
        stays["enters"], stays["ends"], stays["left"], np.minimum(months * DAYS, last),
        limits["survival_confidence"].value,
    )  # fmt: skip
    firm = found.at_risk >= limits["survival_at_risk"].value
    # Of few people the range is said and no number, as long as there is a range.
    said = firm | np.isnan(found.lower)
    left = np.diff(found.left, prepend=0.0)
    for at, month in enumerate(months):
        yield {"group_kind": WHOLE, "unit": "survival", "x": str(month),
               "value": found.share[at] if said[at] else None,
               "lower": found.lower[at], "upper": found.upper[at],
               "n": found.at_risk[at], "numerator": left[at]}  # fmt: skip
    half = months[(found.share <= 1 / 2) & said]
    yield {"group_kind": WHOLE, "unit": "median", "value": half[0] if len(half) else None}
