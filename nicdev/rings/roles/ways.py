"""Ways between members of different organisations along reported ties, with the hub and without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from nicdev.evidence import WHOLE
from nicdev.framework import Limit
from nicdev.measures.paths import reach
from nicdev.measures.ties import ratio
from nicdev.network import Network
from nicdev.rings.people import hub_members, organizations_of, roles_on
from nicdev.rings.roles.pairs import in_common
from nicdev.rings.roles.reported_ties import Reports


def ways(
    network: Network, relation: Any, found: Reports, longest: Limit
) -> Iterator[dict[str, Any]]:
    """Rows for one question; none where there is no hub, no pair, or the question stayed inside."""
    places = _organizations(network, found.day)
    hub = np.isin(found.ids, sorted(hub_members(network, found.day)))
    placed = np.isin(found.ids, places["member_id"].to_numpy())
    ends = np.flatnonzero(~hub & placed)
    together = in_common(places, found.ids)[ends][:, ends].astype(np.bool_)
    pairs = len(ends) ** 2 - together.nnz
    inside = not pd.isna(relation.scope) and relation.scope != "all"
    if inside or not hub.any() or not pairs:
        return
    ties = _reported(relation, found)
    kept = np.flatnonzero(~hub)
    steps = int(longest.value)
    whole = reach(ties, steps)[ends][:, ends]
    rest = reach(ties[kept][:, kept], steps)
    at = np.searchsorted(kept, ends)
    reached, left = (_apart(way, together) for way in (whole, rest[at][:, at]))
    spoke, outside = int(found.heard.sum()), int((found.heard & ~hub).sum())
    base = {"relation": relation.relation, "part": relation.relation, "label": relation.text,
            "group_kind": WHOLE, "unit": "ways", "limit": longest.value}  # fmt: skip
    for group, part, of, responded, eligible in (
        ("with_hub", reached, pairs, spoke, len(hub)),
        ("hub_taken_out", left, pairs, outside, int((~hub).sum())),
        ("through_hub", reached - left, reached, spoke, len(hub)),
    ):
        yield base | {"group": group, "numerator": part, "n": of, "value": ratio(part, of),
                      "responded": responded, "eligible": eligible}  # fmt: skip


def _organizations(network: Network, day: pd.Timestamp | None) -> pd.DataFrame:
    """Columns member_id and org_id: of a member's roles, else of their team."""
    roles = roles_on(network, day).dropna(subset=["org_id"])
    return organizations_of(network, roles, day).dropna().drop_duplicates()


def _reported(relation: Any, found: Reports) -> csr_array:
    """Ties that somebody reported; where they have no direction, both ways."""
    said = found.said[found.said["strength"].astype(float) >= float(relation.tie_from)]
    position = pd.Series(range(len(found.ids)), index=found.ids)
    source, target = (position[said[end]].to_numpy() for end in ("source", "target"))
    named = ~found.out[target]
    shape = (len(found.ids), len(found.ids))
    marks = np.ones(int(named.sum()), dtype=np.bool_)
    ties = csr_array((marks, (source[named], target[named])), shape=shape)
    return ties if relation.directed else csr_array(ties + ties.T)


def _apart(way: csr_array, together: csr_array) -> int:
    """How many of these pairs have nothing in common."""
    return int(way.nnz - way.multiply(together).nnz)
