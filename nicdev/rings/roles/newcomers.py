"""Who joined once records had begun, and when they first came, tested, or were tied to others."""

from __future__ import annotations

import pandas as pd

from nicdev.network import Network
from nicdev.rings.people import ANSWERED, home_teams, hub_members


def newcomers(network: Network, until: pd.Timestamp) -> pd.DataFrame:
    """Columns member_id, joined_on and until (the last day they were there), hub people left out.

    Records begin with the first day on which they show anyone, or with the first wave; whoever was
    there by then is no newcomer, and whoever comes into view only later was not seen beginning.
    """
    members, waves = network.table("members"), network.table("waves")
    begin = pd.concat([members["observed_from"].nsmallest(1), waves["starts_on"].nsmallest(1)])
    seen = members["observed_from"].isna() | (members["joined_on"] >= members["observed_from"])
    late = (members["joined_on"] > begin.max()) & (members["joined_on"] <= until) & seen
    hub = members["member_id"].isin(hub_members(network, None))
    came = members[late & ~hub]
    last = came["left_on"].fillna(until).clip(upper=until)
    found: pd.DataFrame = came[["member_id", "joined_on"]].assign(until=last)
    return found


def first_events(network: Network) -> pd.Series:
    """The day of the first event that each member is on the list of."""
    came = network.table("attendance").dropna(subset=["member_id"])
    held = came.merge(network.table("events")[["event_id", "held_on"]], on="event_id")
    return held.groupby("member_id")["held_on"].min()


def first_tests(network: Network) -> pd.Series:
    """The day on which the first test began that each member worked on."""
    worked = network.table("cycle_members")
    begun = worked.merge(network.table("cycles")[["cycle_id", "started_on"]], on="cycle_id")
    return begun.groupby("member_id")["started_on"].min()


def first_ties(network: Network, who: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """The first day on which a tie beyond their team is known of each; and who is followed.

    A tie is known on the day its question was sent, whoever of the two reported it. Newcomers are
    followed to the last such day on which they went through every question; those who never did are
    not: to follow them only where others named them would make ties look sooner than they are.
    """
    days = _days(network)
    asked = _everywhere(network, network.table("tie_asked"))
    whole = asked.assign(whole=asked["status"] == "responded")
    whole = whole.groupby(["wave", "member_id"])["whole"].all().reset_index()
    spoke = whole[whole["whole"]].merge(who, on="member_id")
    spoke = spoke.merge(days.rename("day"), left_on="wave", right_index=True)
    spoke = spoke[(spoke["day"] >= spoke["joined_on"]) & (spoke["day"] <= spoke["until"])]
    last = spoke.groupby("member_id")["day"].max().rename("until").reset_index()
    followed = who.drop(columns="until").merge(last, on="member_id")
    beyond = _beyond_teams(network, asked, days)
    beyond = beyond.merge(followed, on="member_id")
    beyond = beyond[(beyond["day"] >= beyond["joined_on"]) & (beyond["day"] <= beyond["until"])]
    return beyond.groupby("member_id")["day"].min(), followed


def _days(network: Network) -> pd.Series:
    """When the questions about ties of each wave were sent, else when the wave ended."""
    sent = network.table("instruments")
    sent = sent[sent["instrument"] == "sociometric"]
    ends = network.table("waves").set_index("wave")["ends_on"]
    return sent.groupby("wave")["fielded_on"].min().combine_first(ends)


def _everywhere(network: Network, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of questions that reached all members, with the strength from which they are a tie."""
    relations = network.table("relations")
    relations = relations[relations["scope"].isna() | (relations["scope"] == "all")]
    return rows.merge(relations[["wave", "relation", "tie_from"]], on=["wave", "relation"])


def _beyond_teams(network: Network, asked: pd.DataFrame, days: pd.Series) -> pd.DataFrame:
    """Columns member_id and day: a row for each end of each reported tie between teams."""
    about = ["wave", "relation", "member_id"]
    heard = asked.loc[asked["status"].isin(ANSWERED), about]
    out = asked.loc[asked["status"] == "opted_out", about]
    ties = _everywhere(network, network.table("ties"))
    ties = ties[ties["strength"].astype(float) >= ties["tie_from"].astype(float)]
    ties = ties.merge(heard.rename(columns={"member_id": "source"}))
    unseen = ties.merge(out.rename(columns={"member_id": "target"}), how="left", indicator=True)
    ties = ties[(unseen["_merge"] == "left_only").to_numpy()]
    found = [pd.DataFrame({"member_id": pd.Series(dtype=object), "day": days.iloc[:0]})]
    for wave, some in ties.groupby("wave"):
        day = days.get(wave)
        if pd.isna(day):
            continue
        teams = home_teams(network, day)
        ends = some[["source", "target"]].drop_duplicates()
        both = ends.merge(teams.rename(columns={"member_id": "source"})).merge(
            teams.rename(columns={"member_id": "target"}), on=["target", "team_id"]
        )
        inside = pd.MultiIndex.from_frame(both[["source", "target"]])
        ends = ends[~pd.MultiIndex.from_frame(ends).isin(inside)]
        ids = pd.concat([ends["source"], ends["target"]]).drop_duplicates()
        found.append(pd.DataFrame({"member_id": ids, "day": day}))
    return pd.concat(found[1:] or found)
