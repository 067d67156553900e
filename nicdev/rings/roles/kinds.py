"""Of what kind each member is: by role, and by the organisation they work for."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from nicdev.network import Network
from nicdev.rings.people import (
    NOT_RECORDED,
    SEVERAL_OF_THESE,
    current_members,
    on_roster,
    organizations_of,
    roles_on,
)

OF_PLACES = ("organization_kind", "sector", "locale")  # what organisations are told apart by


def kinds_of_members(network: Network) -> Iterator[tuple[str, pd.Series]]:
    """What is told apart, and one kind for each current member; indexed by member.

    Whoever holds several roles, or works for organisations of several kinds, has
    `SEVERAL_OF_THESE`; nothing written down is `NOT_RECORDED`. What is recorded of nobody is left
    out.
    """
    members, day = current_members(network)["member_id"], network.wave.ends_on
    roles = roles_on(network, day) if day is not None else _held_now(network)
    places = organizations_of(network, roles, day).merge(organizations(network), on="org_id")
    yield from _known("role", members, roles[["member_id", "role"]])
    for part in ("organization_kind", "organization", "sector", "locale"):
        yield from _known(part, members, places[["member_id", part]])


def current_organizations(network: Network) -> pd.DataFrame:
    """Those that take part on the wave's last day; without waves, those that have not left."""
    orgs, day = organizations(network), network.wave.ends_on
    return orgs[on_roster(orgs, day) if day is not None else orgs["left_on"].isna()]


def organizations(network: Network) -> pd.DataFrame:
    """Organisations, with columns named as their words are."""
    orgs = network.table("organizations")
    named: pd.DataFrame = orgs.rename(columns={"kind": "organization_kind", "name": "organization"})
    return named


def _held_now(network: Network) -> pd.DataFrame:
    roles = network.table("roles")
    return roles[roles["to_on"].isna()]


def _known(part: str, members: pd.Series, held: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    inside = held.dropna().drop_duplicates()
    count = inside.groupby("member_id")[part].agg(["first", "size"])
    each = count["first"].where(count["size"] == 1, SEVERAL_OF_THESE)
    each = each.reindex(members).fillna(NOT_RECORDED)
    if (each != NOT_RECORDED).any():
        yield part, each
