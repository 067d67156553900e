"""Where ties come from: what pairs have in common, each with the rest held equal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE
from nicdev.framework import Limit
from nicdev.measures.mrqap import mrqap
from nicdev.network import Network
from nicdev.rings.people import home_teams, organizations_of, roles_on, team_memberships
from nicdev.rings.roles.pairs import Pairs, sharing, who_came_to_small_events
from nicdev.rings.roles.reported_ties import Ties


def in_common(network: Network, found: Ties, small: float) -> dict[str, Pairs]:
    """Which pairs met at a small event, and share a team, a group, an organisation, a driver."""
    day, ids = found.day, found.ids
    came = who_came_to_small_events(network, day, small)
    roles = roles_on(network, day).dropna(subset=["org_id"])
    places = organizations_of(network, roles, day).dropna().drop_duplicates()
    teams, inside = home_teams(network, day), team_memberships(network, day)
    groups = inside[~inside["team_id"].isin(teams["team_id"])]
    drivers = network.table("teams")[["team_id", "driver_id"]].dropna()
    works_on = inside.merge(drivers)[["member_id", "driver_id"]]
    return {
        "origin_met": sharing(came, ids),
        "origin_team": sharing(teams, ids),
        "origin_group": sharing(groups, ids),
        "origin_organization": sharing(places, ids),
        "origin_driver": sharing(works_on.drop_duplicates(), ids),
    }


def origins(
    network: Network,
    relation: Any,
    found: Ties,
    kept: tuple[str, np.ndarray],
    limits: Mapping[str, Limit],
    seed: np.random.SeedSequence,
) -> Iterator[dict[str, Any]]:
    """Rows for one question in one version; none where names were capped or it stayed inside.

    `value`: how much larger the share of pairs with a tie is where this is in common, all else
    equal; `limit`: its p; `x`: whether that is more than chance alone would often give.
    """
    view, inside = kept
    at = np.flatnonzero(inside)
    if not (pd.isna(relation.max_names) and (pd.isna(relation.scope) or relation.scope == "all")):
        return
    ties = found.known[np.ix_(at, at)]
    if not relation.directed:
        ties = np.where(np.triu(np.ones_like(ties, dtype=bool)), ties, np.nan)
    common = in_common(network, found, limits["meeting_people"].value)
    effects = mrqap(
        ties,
        {name: pairs[np.ix_(at, at)] for name, pairs in common.items()},
        int(limits["origins_draws"].value),
        seed,
    )
    for name, effect in effects.items():
        if np.isnan(effect.p):
            continue
        clear = effect.p <= limits["origins_probability"].value
        yield {
            "view": view,
            "relation": relation.relation,
            "part": relation.relation,
            "label": relation.text,
            "group_kind": WHOLE,
            "group": name,
            "unit": "origins",
            "x": ("more" if effect.coefficient > 0 else "fewer")
            if clear
            else "no clear difference",
            "value": effect.coefficient,
            "limit": effect.p,
            "numerator": int(np.nansum(ties == 1)),
            "n": int((~np.isnan(ties) & ~np.eye(len(at), dtype=bool)).sum()),
            "responded": int(found.heard[at].sum()),
            "eligible": len(at),
        }
