"""Ties that lead out of teams, groups and organisations, beside what chance alone would give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nicdev.evidence import WHOLE
from nicdev.framework import Limit
from nicdev.measures.mixing import external_internal, random_mixing
from nicdev.network import Network
from nicdev.rings.people import organizations_of, roles_on, team_memberships
from nicdev.rings.roles.pairs import sharing
from nicdev.rings.roles.reported_ties import Ties, bounded

Kept = npt.NDArray[np.bool_]


def belonging(network: Network, day: pd.Timestamp | None) -> dict[str, pd.DataFrame]:
    """Who is in what, by the kind of what one can lead out of; the hub is no team here."""
    inside = team_memberships(network, day)
    kind = inside["team_id"].map(network.table("teams").set_index("team_id")["kind"])
    roles = roles_on(network, day).dropna(subset=["org_id"])
    places = organizations_of(network, roles, day)
    return {
        "out_of_team": inside[kind == "improvement team"],
        "out_of_group": inside[kind == "affinity group"],
        "out_of_organization": places.dropna().drop_duplicates(),
    }


def outside(
    view: str,
    relation: Any,
    found: Ties,
    inside: Mapping[str, pd.DataFrame],
    kept: Kept,
    limits: Mapping[str, Limit],
    seed: np.random.SeedSequence,
) -> Iterator[dict[str, Any]]:
    """Rows for one question in one version: a kind of group at a time, among those who are in one.

    Nothing for a kind of which there are fewer than two among these members.
    """
    for (name, belongs), start in zip(inside.items(), seed.spawn(len(inside)), strict=True):
        placed = kept & np.isin(found.ids, belongs["member_id"].to_numpy())
        at = np.flatnonzero(placed)
        ids = [found.ids[i] for i in at]
        here = belongs[belongs["member_id"].isin(ids)]
        if here.drop(columns="member_id").nunique().max() < 2:
            continue
        shared = sharing(here, ids)
        known, ties = (
            matrix if relation.directed else np.triu(matrix)
            for matrix in (found.known[np.ix_(at, at)], found.ties[np.ix_(at, at)])
        )
        index, bounds = external_internal(known, shared), external_internal(ties, shared)
        low, high = bounded(bounds.lower, bounds.upper, limits["bounds_width"].value)
        chance = random_mixing(
            known, shared, limits["mixing_probability"].value, int(limits["mixing_draws"].value),
            start,
        )  # fmt: skip
        base = {
            "view": view,
            "relation": relation.relation,
            "part": relation.relation,
            "label": relation.text,
            "group_kind": WHOLE,
            "group": name,
            "numerator": index.external,
            "n": index.external + index.internal,
            "responded": int((found.heard & placed).sum()),
            "eligible": int(placed.sum()),
        }
        yield base | {"unit": "outside", "x": _against(index.value, chance.lower, chance.upper),
                      "value": index.share, "limit": _share(chance.expected),
                      "lower": _share(chance.lower), "upper": _share(chance.upper)}  # fmt: skip
        yield base | {"unit": "e_i", "value": index.value, "limit": chance.expected,
                      "lower": low, "upper": high}  # fmt: skip


def _share(index: float) -> float:
    return (1 + index) / 2


def _against(value: float, lower: float, upper: float) -> str:
    """Whether the reported share lies below the range of chance, in it, or above; '' without."""
    if np.isnan(value):
        return ""
    return "fewer" if value < lower else "more" if value > upper else "as many"
