"""Roles that ended, and members who left: a role handed over is one thing, an exit another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from nicdev.network import Network

TAKEN_OVER, PLACE_LEFT, OPEN, NONE = (
    "taken over",
    "organization left too",
    "nobody named",
    "no role",
)
FATES = (TAKEN_OVER, PLACE_LEFT, OPEN, NONE)  # the first that holds of any of a member's roles


def what_became(network: Network) -> pd.DataFrame:
    """Columns member_id, left and fate: of everybody who left, or gave up a role and stayed.

    A role ends on its last day, or on the member's own where its line was left open. It was taken
    over where somebody's role names them as the one it was taken over from: the role of that title,
    if they held it there, else every role they held there. Whoever left, and held a role to the
    end, is told by the roles of that end.
    """
    over = _ended(network)
    gone = leavers(network)
    at_end = over[over["left"]]
    of_left = _best(at_end).reindex(gone["member_id"])
    stayed = over[~over["member_id"].isin(gone["member_id"])]
    of_stayed = _best(stayed)
    fates = pd.concat([of_left.fillna(NONE), of_stayed])
    left = np.repeat([True, False], [len(of_left), len(of_stayed)])
    return pd.DataFrame({"member_id": fates.index, "left": left, "fate": fates.to_numpy()})


def leavers(network: Network) -> pd.DataFrame:
    """Members who have left by the wave's last day."""
    members, until = network.table("members"), network.wave.ends_on
    left = members["left_on"].notna()
    return members[left if until is None else left & (members["left_on"] <= until)]


def _best(over: pd.DataFrame) -> pd.Series:
    """The first fate of each member, in the order of `FATES`."""
    order = over.assign(at=over["fate"].map(FATES.index)).sort_values("at", kind="stable")
    best: pd.Series = order.drop_duplicates("member_id").set_index("member_id")["fate"]
    return best


def _ended(network: Network) -> pd.DataFrame:
    """Columns member_id, org_id, role, left (with it, the network) and fate of the role."""
    roles, until = network.table("roles"), network.wave.ends_on
    members = network.table("members").set_index("member_id")["left_on"]
    gone = roles["member_id"].map(members)
    ends = roles["to_on"].fillna(gone)
    ends = ends.where(ends <= until) if until is not None else ends
    roles = roles.assign(ended_on=ends, gone=gone if until is None else gone.where(gone <= until))
    over = roles[roles["ended_on"].notna()].reset_index(drop=True)
    last = roles.groupby("member_id")["ended_on"].agg(lambda days: days.max(skipna=False))
    left = over["gone"].notna() & (over["ended_on"] == over["member_id"].map(last))
    orgs = network.table("organizations").set_index("org_id")["left_on"]
    closed = over["org_id"].map(orgs)
    closed_by = closed.notna() & ((closed <= until) if until is not None else True)
    fate = pd.Series(OPEN, index=over.index).mask(closed_by, PLACE_LEFT)
    fate = fate.mask(_taken(over, roles), TAKEN_OVER)
    return over[["member_id", "org_id", "role"]].assign(left=left, fate=fate)


def _taken(over: pd.DataFrame, roles: pd.DataFrame) -> pd.Series:
    """True for the ended roles that somebody took over."""
    after = roles.dropna(subset=["replaces"])[["replaces", "org_id", "role"]]
    after = after.rename(columns={"replaces": "member_id"}).drop_duplicates()
    titled = pd.MultiIndex.from_frame(after)
    held = pd.MultiIndex.from_frame(over[["member_id", "org_id", "role"]])
    other = pd.MultiIndex.from_frame(after[~titled.isin(held)][["member_id", "org_id"]])
    anywhere = pd.MultiIndex.from_frame(over[["member_id", "org_id"]])
    return pd.Series(held.isin(titled) | anywhere.isin(other), index=over.index)
