"""Who was there, who belongs to what, who was asked: questions that several indicators share."""

from __future__ import annotations

import pandas as pd

from nicdev.network import Network

ANSWERED = ("responded", "partial")
# Groups beside the teams, and beside anything else; the locale has their names.
SEVERAL, NO_TEAM = "(several)", "(none)"
SEVERAL_OF_THESE, NOT_RECORDED = "several_of_these", "not_recorded"


def on_roster(members: pd.DataFrame, day: pd.Timestamp | None) -> pd.Series:
    """True for the members who belonged to the network on a day; all, where no day is given."""
    if day is None:
        return pd.Series(data=True, index=members.index)
    came = members["joined_on"].isna() | (members["joined_on"] <= day)
    stayed = members["left_on"].isna() | (members["left_on"] >= day)
    return came & stayed


def current_members(network: Network) -> pd.DataFrame:
    """Those on the roster of the wave's last day; without waves, those who have not left."""
    members, day = network.table("members"), network.wave.ends_on
    here = on_roster(members, day) if day is not None else members["left_on"].isna()
    return members[here]


def team_memberships(network: Network, day: pd.Timestamp | None) -> pd.DataFrame:
    """Columns member_id and team_id, a row for each team that a member was in on a day."""
    table = network.table("memberships")
    if day is not None:
        came = table["from_on"].isna() | (table["from_on"] <= day)
        stayed = table["to_on"].isna() | (table["to_on"] >= day)
        table = table[came & stayed]
    return table[["member_id", "team_id"]].drop_duplicates()


def home_teams(network: Network, day: pd.Timestamp | None) -> pd.DataFrame:
    """`team_memberships` without affinity groups: those bring people of several teams together,
    and whoever meets in one has met beyond their team."""
    inside = team_memberships(network, day)
    teams = network.table("teams")
    across = teams.loc[teams["kind"] == "affinity group", "team_id"]
    return inside[~inside["team_id"].isin(across)]


def team_of(network: Network, members: pd.Series, day: pd.Timestamp | None) -> pd.Series:
    """One group for each member, so that groups add up to the whole: their team, `SEVERAL` or
    `NO_TEAM`. Indexed by member. Affinity groups are no teams."""
    inside = home_teams(network, day)
    count = inside.groupby("member_id")["team_id"].agg(["first", "size"])
    team = count["first"].where(count["size"] == 1, SEVERAL)
    return team.reindex(members.drop_duplicates()).fillna(NO_TEAM)


def organizations_of(
    network: Network, roles: pd.DataFrame, day: pd.Timestamp | None
) -> pd.DataFrame:
    """Columns member_id and org_id: the organizations of a member's roles, else of their team."""
    teams = home_teams(network, day).merge(network.table("teams")[["team_id", "org_id"]])
    by_team = teams[~teams["member_id"].isin(roles["member_id"])]
    return pd.concat([roles[["member_id", "org_id"]], by_team[["member_id", "org_id"]]])


def region_of(network: Network, members: pd.Series, day: pd.Timestamp | None) -> pd.Series:
    """One group for each member: the region of their organization, `SEVERAL_OF_THESE` or
    `NOT_RECORDED`. Indexed by member."""
    inside = organizations_of(network, roles_on(network, day), day).merge(
        network.table("organizations")[["org_id", "region"]].dropna(), on="org_id"
    )
    inside = inside[["member_id", "region"]].drop_duplicates()
    count = inside.groupby("member_id")["region"].agg(["first", "size"])
    region = count["first"].where(count["size"] == 1, SEVERAL_OF_THESE)
    return region.reindex(members.drop_duplicates()).fillna(NOT_RECORDED)


def roles_on(network: Network, day: pd.Timestamp | None) -> pd.DataFrame:
    """The roles held on a day; all that ever were, where no day is given."""
    roles = network.table("roles")
    if day is None:
        return roles
    came = roles["from_on"].isna() | (roles["from_on"] <= day)
    stayed = roles["to_on"].isna() | (roles["to_on"] >= day)
    return roles[came & stayed]


def hub_members(network: Network, day: pd.Timestamp | None) -> frozenset[str]:
    """Members with a tier in the hub, or in a team of the kind ``hub``, on a day."""
    roles = roles_on(network, day)
    by_role = roles.loc[roles["hub_tier"].notna() & (roles["hub_tier"] != "none"), "member_id"]
    teams = network.table("teams")
    hub_teams = teams.loc[teams["kind"] == "hub", "team_id"]
    inside = team_memberships(network, day)
    by_team = inside.loc[inside["team_id"].isin(hub_teams), "member_id"]
    return frozenset(by_role) | frozenset(by_team)


def asked(network: Network, instrument: str, wave: str = "") -> pd.DataFrame:
    """Who was eligible for an instrument at a wave, else at this one: member_id, fielded_on,
    answered.

    Eligible is who is listed and was on the roster the day it was fielded, whatever the answer:
    those who opted out stay in the denominator. Whoever answered was asked, on the roster or not.
    """
    listed = network.table("instruments")
    listed = listed[
        (listed["wave"] == (wave or network.wave.name)) & (listed["instrument"] == instrument)
    ].merge(network.table("members")[["member_id", "joined_on", "left_on"]], on="member_id")
    day = listed["fielded_on"]
    came = day.isna() | listed["joined_on"].isna() | (listed["joined_on"] <= day)
    stayed = day.isna() | listed["left_on"].isna() | (listed["left_on"] >= day)
    answered = listed["status"].isin(ANSWERED)
    eligible = listed[["member_id", "fielded_on"]].assign(answered=answered)
    return eligible[(came & stayed) | answered].reset_index(drop=True)
