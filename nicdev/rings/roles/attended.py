"""Who came to what, and who could have: events, invitations, lists of who came, counts of heads."""

from __future__ import annotations

from typing import Any

import pandas as pd

from nicdev.evidence import each_row
from nicdev.network import Network
from nicdev.rings.people import (
    current_members,
    hub_members,
    organizations_of,
    roles_on,
    team_memberships,
)

MONTH = 30.4375  # days of a month, on average


def came_and_could(network: Network) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Pairs event_id, member_id of who came and of who could have; and the counts of heads."""
    events, came = network.table("events"), network.table("attendance")
    now = current_members(network)["member_id"]
    came = came[came["member_id"].isna() | came["member_id"].isin(now)]
    by_person = came.dropna(subset=["member_id"])[["event_id", "member_id"]].drop_duplicates()
    headcounts = came[came["member_id"].isna()]
    listed = events[events["event_id"].isin(by_person["event_id"])]
    could = eligible(network, listed)
    by_heads = _counted_by_heads(network, events, headcounts)
    could = could[could["member_id"].isin(now)]
    could = could[~pd.MultiIndex.from_frame(could).isin(pd.MultiIndex.from_frame(by_heads))]
    # Whoever came could come, also where no list of invitations says so.
    return by_person, pd.concat([could, by_person]).drop_duplicates(), headcounts


def eligible(network: Network, events: pd.DataFrame) -> pd.DataFrame:
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


def could_and_came(network: Network, events: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Pairs event_id, member_id of who could have come to events with a list, and of who came;
    those who left since included."""
    came = network.table("attendance").dropna(subset=["member_id"])
    came = came.loc[came["event_id"].isin(events["event_id"]), ["event_id", "member_id"]]
    came = came.drop_duplicates()
    listed = events[events["event_id"].isin(came["event_id"])]
    heads = network.table("attendance")
    heads = heads[heads["member_id"].isna() & heads["event_id"].isin(listed["event_id"])]
    by_heads = _counted_by_heads(network, events, heads)
    could = eligible(network, listed)
    could = could[~pd.MultiIndex.from_frame(could).isin(pd.MultiIndex.from_frame(by_heads))]
    return pd.concat([could, came]).drop_duplicates(), came


def first_day(network: Network) -> pd.Timestamp | None:
    """On which the wave began; None in a network without waves."""
    waves = network.table("waves")
    mine = waves.loc[waves["wave"] == network.wave.name, "starts_on"]
    return None if network.wave.ends_on is None or mine.empty else mine.iloc[0]


def of_period(network: Network) -> pd.DataFrame:
    """The events of the wave; in a network without waves, all of them."""
    events, first = network.table("events"), first_day(network)
    return events if first is None else events[events["held_on"] >= first]


def hours_spent(network: Network, events: pd.DataFrame) -> pd.DataFrame:
    """Columns structure, member_id (none for heads) and hours: whatever lasted a known time."""
    came = network.table("attendance").merge(
        events[["event_id", "structure", "duration_hours"]], on="event_id", suffixes=("", "_whole")
    )
    lasted = came["duration_hours"].astype(float).fillna(came["duration_hours_whole"].astype(float))
    heads = came["headcount"].astype(float).where(came["member_id"].isna(), 1.0)
    found = came[["structure", "member_id"]].assign(hours=lasted * heads)
    return found.dropna(subset=["hours"])


def hours_open(network: Network, events: pd.DataFrame) -> pd.DataFrame:
    """Columns structure, member_id and hours: of what each member could have come to."""
    could = eligible(network, events)
    found = could.merge(events[["event_id", "structure", "duration_hours"]], on="event_id")
    found = found.assign(hours=found["duration_hours"].astype(float)).dropna(subset=["hours"])
    return found[["structure", "member_id", "hours"]]


def months_on_roster(network: Network, events: pd.DataFrame) -> pd.Series:
    """Months each member was on the roster in the wave, from the day records show them; without
    waves, from the first event to the last."""
    members = network.table("members").set_index("member_id")
    start: Any = first_day(network)
    end: Any = network.wave.ends_on
    if start is None:
        start, end = events["held_on"].min(), events["held_on"].max()
    seen = members[["joined_on", "observed_from"]].max(axis=1)
    begins = seen.fillna(start).clip(lower=start)
    ends = members["left_on"].fillna(end).clip(upper=end)
    months: pd.Series = (ends - begins).dt.days + 1
    return months[months > 0] / MONTH


def organizations_at(network: Network, events: pd.DataFrame) -> pd.DataFrame:
    """Columns event_id, org_id and member_id: who came for which organisation, the hub left out.

    The organisation is that of a role held on the day, else of the team on the wave's last day.
    """
    came = network.table("attendance").dropna(subset=["member_id"])[["event_id", "member_id"]]
    came = came.merge(events[["event_id", "held_on"]], on="event_id").drop_duplicates()
    came = came[~came["member_id"].isin(hub_members(network, None))]
    held = _within(came.merge(network.table("roles"), on="member_id"), "from_on", "to_on")
    day = network.wave.ends_on
    by_team = organizations_of(network, roles_on(network, None), day)
    by_team = by_team[~by_team["member_id"].isin(network.table("roles")["member_id"])]
    columns = ["event_id", "org_id", "member_id"]
    found = pd.concat([held[columns], came.merge(by_team, on="member_id")[columns]])
    return found.dropna().drop_duplicates()


def team_meetings(network: Network) -> pd.DataFrame:
    """Columns team_id, event_id, inside (in the team that day) and came: meetings with a list.

    People of the team who are only counted by heads count as having come.
    """
    events, came = network.table("events"), network.table("attendance")
    own = events[events["team_id"].notna() & events["event_id"].isin(came["event_id"])]
    members = network.table("members")
    inside = _within(own.merge(network.table("memberships"), on="team_id"), "from_on", "to_on")
    inside = _within(inside.merge(members, on="member_id"), "joined_on", "left_on")
    inside = inside[["event_id", "team_id", "member_id"]].drop_duplicates()
    there = inside.merge(came[["event_id", "member_id"]].dropna().drop_duplicates())
    size = inside.groupby(["team_id", "event_id"]).size().rename("inside")
    listed = there.groupby(["team_id", "event_id"]).size()
    heads = came[came["member_id"].isna()].groupby(["team_id", "event_id"])["headcount"].sum()
    present = listed.add(heads.astype(float), fill_value=0).reindex(size.index, fill_value=0)
    return size.to_frame().assign(came=present).reset_index()
