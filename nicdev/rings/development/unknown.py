"""Pairs of members of whom it is not known whether they are connected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import each_row
from nicdev.framework import Limit
from nicdev.measures.ties import cells
from nicdev.network import Network
from nicdev.rings.people import team_of
from nicdev.rings.roles.questions import too_many
from nicdev.rings.roles.reported_ties import Ties, asked_about, relations_of, reported
from nicdev.rings.waves import SO_FAR


def unknown_pairs(network: Network, limits: Mapping[str, Limit]) -> Iterator[dict[str, Any]]:
    """A row for each question about ties of the wave; none of a network with too many members."""
    if too_many(network, limits):
        return
    for relation in each_row(relations_of(network)):
        found = reported(network, relation)
        if found is None:
            continue
        unknown, every = _pairs(relation, found)
        went_through = _answered(network, relation, found)
        label = network.wave.label or network.wave.name
        yield {"wave": network.wave.name, "part": "unknown_ties", "unit": "unknown",
               "group_kind": "relation", "group": relation.relation, "label": relation.text,
               "x": SO_FAR if network.wave.ends_on is None else label,
               "numerator": int(unknown.sum()), "n": int(every.sum()),
               "value": unknown.sum() / every.sum(), "responded": int(went_through.sum()),
               "eligible": len(found.ids)}  # fmt: skip


def unknown_by_team(network: Network, limits: Mapping[str, Limit]) -> Iterator[dict[str, Any]]:
    """The same by the team of whoever was to say so; of ties without a direction either might."""
    if too_many(network, limits):
        return
    names = network.table("teams").set_index("team_id")["name"]
    for relation in each_row(relations_of(network)):
        found = reported(network, relation)
        if found is None or not relation.directed:
            continue
        unknown, every = _pairs(relation, found)
        went_through = _answered(network, relation, found)
        team = team_of(network, pd.Series(found.ids), found.day).reindex(found.ids)
        for name in sorted(team.unique()):
            mine = (team == name).to_numpy()
            pairs = int(every[mine].sum())
            yield {"part": "unknown_by_team", "unit": "unknown_team", "group_kind": "team",
                   "group": name, "label": str(names.get(name, "")), "x": relation.relation,
                   "numerator": int(unknown[mine].sum()), "n": pairs,
                   "value": unknown[mine].sum() / pairs, "responded": int(went_through[mine].sum()),
                   "eligible": int(mine.sum())}  # fmt: skip


def _pairs(relation: Any, found: Ties) -> tuple[np.ndarray, np.ndarray]:
    """Pairs that are unknown, and all pairs; once where ties have no direction."""
    every = ~np.eye(len(found.ids), dtype=bool)
    if not relation.directed:
        every = np.triu(every)
    return cells(found.known, every)[2], every


def _answered(network: Network, relation: Any, found: Ties) -> np.ndarray:
    """Who went through the whole question."""
    asked = asked_about(network, relation)
    return np.isin(found.ids, asked.loc[asked["status"] == "responded", "member_id"].to_numpy())
