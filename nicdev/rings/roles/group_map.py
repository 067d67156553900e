"""Groups of members on a map, and the ties within and between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from nicdev.measures.places import places
from nicdev.measures.ties import density as tie_density
from nicdev.network import Network
from nicdev.rings.people import hub_members, roles_on
from nicdev.rings.roles.reported_ties import Ties

HUB, SEVERAL_PLACES, NO_PLACE = "hub", "several_of_these", "not_recorded"  # groups of their own


def group_map(network: Network, relation: Any, found: Ties, part: str) -> Iterator[dict[str, Any]]:
    """The groups of one kind at their places, and each pair of them."""
    group = _groups(network, found, part)
    names = sorted(set(group), key=lambda name: (name == HUB, name))
    if len(set(names) - {HUB, SEVERAL_PLACES, NO_PLACE}) < 2:
        return
    base = {"part": part, "relation": relation.relation, "group_kind": part}
    label = network.table("organizations").set_index("org_id")["name"]
    spots = places([name for name in names if name != HUB], middle=HUB if HUB in names else None)
    kept = network.table("layout").set_index("node")
    if set(names) <= set(kept.index):  # some of the places alone would lie over the others
        spots = {name: (kept.loc[name, "x"], kept.loc[name, "y"]) for name in names}
    for name in names:
        inside = group == name
        who = base | {"group": name, "label": label.get(name, ""), "n": int(inside.sum()),
                      "responded": int((inside & found.heard).sum())}  # fmt: skip
        yield who | {"unit": "across", "value": spots[name][0]}
        yield who | {"unit": "down", "value": spots[name][1]}
    for at, one in enumerate(names):
        for other in names[at:]:
            pairs = np.outer(group == one, group == other)
            share = tie_density(found.known, pairs | pairs.T)
            yield base | {"unit": "between", "label": relation.text, "group": one, "x": other,
                          "numerator": share.ties, "n": share.observed,
                          "value": share.value}  # fmt: skip


def _groups(network: Network, found: Ties, part: str) -> npt.NDArray[np.object_]:
    """The hub, or the one organisation or region of each member."""
    day, ids = found.day, found.ids
    orgs = network.table("organizations")[["org_id", "region"]].rename(
        columns={"org_id": "organization"}
    )
    held = roles_on(network, day)[["member_id", "org_id"]].dropna()
    place = held.rename(columns={"org_id": "organization"}).merge(orgs, on="organization")
    place = place[["member_id", part]].dropna().drop_duplicates()
    count = place.groupby("member_id")[part].agg(["first", "size"])
    one = count["first"].where(count["size"] == 1, SEVERAL_PLACES).reindex(ids).fillna(NO_PLACE)
    hub = np.isin(ids, sorted(hub_members(network, day)))
    group: npt.NDArray[np.object_] = np.where(hub, HUB, one.to_numpy(dtype=object))
    return group
