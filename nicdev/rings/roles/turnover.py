"""Ties that stayed, that are new and that have gone since the question was last asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, each_row
from nicdev.measures.structure import turnover
from nicdev.measures.ties import ratio
from nicdev.network import Network, Wave
from nicdev.rings.roles.reported_ties import Ties, relations_of, reported


def asked_before(network: Network, relation: Any) -> tuple[Any, Ties] | None:
    """The same question in the last earlier wave that had it, and what was said then."""
    waves = network.table("waves").sort_values("ends_on", ascending=False)
    if network.wave.ends_on is None:
        return None
    for wave in each_row(waves[waves["ends_on"] < network.wave.ends_on]):
        earlier = replace(network, wave=Wave(wave.wave, str(wave.label), wave.ends_on))
        same = relations_of(earlier)
        for before in each_row(same[same["relation"] == relation.relation]):
            found = reported(earlier, before)
            if found is not None:
                return before, found
    return None


def turned_over(
    view: str, relation: Any, now: Ties, before: Ties, kept: np.ndarray
) -> Iterator[dict[str, Any]]:
    """Rows for one question in one version, among those who answered both times."""
    here = [member for member, counts in zip(now.ids, kept, strict=True) if counts]
    both = [member for member in here if member in set(before.ids)]
    spoke = [m for m in both if m in answered(now) and m in answered(before)]
    first, second = (
        matrix if relation.directed else np.triu(matrix)
        for matrix in (among(before, spoke), among(now, spoke))
    )
    stayed, new, gone = turnover(first, second)
    ties = stayed + new + gone
    for group, count in (("kept", stayed), ("new_since", new), ("gone_since", gone)):
        yield {
            "view": view,
            "relation": relation.relation,
            "part": relation.relation,
            "label": relation.text,
            "group_kind": WHOLE,
            "group": group,
            "unit": "turnover",
            "numerator": count,
            "n": ties,
            "value": ratio(count, ties),
            "responded": len(spoke),
            "eligible": len(both),
        }


def answered(found: Ties) -> set[str]:
    """Who went through the whole question: something is known of what they send."""
    known = ~np.isnan(found.known)
    np.fill_diagonal(known, val=False)
    return {member for member, row in zip(found.ids, known, strict=True) if row.any()}


def among(found: Ties, members: list[str]) -> np.ndarray:
    """What is known of ties among some members."""
    at = pd.Index(found.ids).get_indexer(pd.Index(members, dtype=object))
    known: np.ndarray = found.known[np.ix_(at, at)]
    return known
