"""Pairs of members who have something in common: a team, an organisation, an event."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array

from nicdev.network import Network
from nicdev.rings.people import roles_on

Pairs = npt.NDArray[np.bool_]


def in_common(inside: pd.DataFrame, ids: list[str]) -> csr_array:
    """How many things each pair shares: columns member_id, and what each belongs to."""
    what = inside.columns.drop("member_id")[0]
    inside = inside[inside["member_id"].isin(ids)].dropna()
    row = pd.Series(range(len(ids)), index=ids)[inside["member_id"]].to_numpy()
    column, names = pd.factorize(inside[what])
    shape = (len(ids), max(len(names), 1))
    belongs = csr_array((np.ones(len(row), dtype=np.int32), (row, column)), shape=shape)
    return csr_array(belongs @ belongs.T)


def sharing(inside: pd.DataFrame, ids: list[str]) -> Pairs:
    """Which pairs share something at least once; as for `in_common`."""
    shared: Pairs = in_common(inside, ids).toarray() > 0
    return shared


def in_scope(network: Network, scope: Any, ids: list[str], day: pd.Timestamp | None) -> Pairs:
    """Which ordered pairs a question reached: all, or those within an organisation or region."""
    if pd.isna(scope) or scope == "all":
        return np.ones((len(ids), len(ids)), dtype=bool)
    roles = roles_on(network, day)[["member_id", "org_id"]].dropna().drop_duplicates()
    if scope == "own_org":
        return sharing(roles, ids)
    place = roles.merge(network.table("organizations")[["org_id", "region"]], on="org_id")
    return sharing(place[["member_id", "region"]], ids)


def who_came_to_small_events(
    network: Network, day: pd.Timestamp | None, most: float
) -> pd.DataFrame:
    """Columns member_id and event_id: of events up to a day to which at most so many people came.

    People of whom a team counted only heads make an event larger; who they were is not known.
    """
    events, came = network.table("events"), network.table("attendance")
    if day is not None:
        came = came[came["event_id"].isin(events.loc[events["held_on"] <= day, "event_id"])]
    listed = came.dropna(subset=["member_id"])[["event_id", "member_id"]].drop_duplicates()
    heads = came.loc[came["member_id"].isna(), "headcount"].astype(float)
    size = (
        listed.groupby("event_id").size().add(heads.groupby(came["event_id"]).sum(), fill_value=0)
    )
    return listed.loc[listed["event_id"].map(size) <= most, ["member_id", "event_id"]]
