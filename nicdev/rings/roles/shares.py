"""Shares of possible ties by kind of pair, as `density` and `meeting` have them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit
from nicdev.measures.ties import density as tie_density
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.roles.pairs import Pairs
from nicdev.rings.roles.questions import (
    Kinds,
    declined,
    nothing,
    too_many,
    unbounded,
    versions,
)
from nicdev.rings.roles.reported_ties import Ties, asked_about, bounded, relations_of, reported


def by_kind(
    key: str,
    network: Network,
    limits: Mapping[str, Limit],
    caveats: list[str],
    kinds: Callable[[Ties], Kinds | None],
    beside: Callable[[Any, Ties], Iterable[dict[str, Any]]] = lambda *_: (),
) -> Evidence:
    """Shares among all pairs and among pairs of each kind, for each question.

    `kinds` says which pairs are of which kind; None: there is nothing to compare. What stands
    `beside` the shares of a question needs no verdict of its own.
    """
    relations = relations_of(network)
    if relations.empty:
        return nothing(key, network)
    if too_many(network, limits):
        return declined(key, network, limits)
    rows: list[dict[str, Any]] = []
    verdicts: list[tuple[str, str]] = []
    wide = limits["bounds_width"].value
    for relation in each_row(relations):
        found = reported(network, relation)
        named = None if found is None else kinds(found)
        here = (
            [] if found is None or named is None else _views(network, relation, found, named, wide)
        )
        rows += here
        if found is not None:
            rows += beside(relation, found)
        verdicts.append((relation.relation, _verdict(network, relation, here)))
        if not pd.isna(relation.max_names):
            caveats.append("ties_names_capped")
        whole = next((row for row in here if row["group"] == "all"), None)
        if whole and whole["responded"] < limits["sociometric_rate"].value * whole["eligible"]:
            caveats.append("ties_low_response")
    if unbounded(row for row in rows if row["value"] is not None):
        caveats.append("ties_unbounded")
    return evidence(key, network, rows, verdicts, limits=limits, caveats=caveats)


def _verdict(network: Network, relation: Any, found: list[dict[str, Any]]) -> str:
    if asked_about(network, relation).empty:
        return "not asked"
    return "described" if any(not pd.isna(row["value"]) for row in found) else "too little to say"


def _views(
    network: Network, relation: Any, found: Ties, kinds: Kinds, wide: float
) -> list[dict[str, Any]]:
    """With the hub and without it."""
    return [row for view, kept in versions(network, found).items()
            for row in _view(view, relation, found, kinds, kept, wide)]  # fmt: skip


def _view(
    view: str, relation: Any, found: Ties, kinds: Kinds, kept: np.ndarray, wide: float
) -> Iterator[dict[str, Any]]:
    pairs = np.outer(kept, kept)
    np.fill_diagonal(pairs, val=False)
    if not relation.directed:
        pairs = np.triu(pairs)
    capped = not pd.isna(relation.max_names)
    for kind, mask in {
        "all": pairs,
        **{name: pairs & some for name, some in kinds.items()},
    }.items():
        if kind != "all" and not mask.any():
            continue
        bounds, share = (tie_density(matrix, mask) for matrix in (found.ties, found.known))
        among = kept if kind == "all" else mask.any(axis=1) | mask.any(axis=0)
        spoke = found.heard if kind == "all" else _known_by(found, mask, relation)
        # Where nobody is known the whole range is what says so.
        low, high = bounded(bounds.lower, bounds.upper, wide if share.observed else 1.0)
        yield {
            "view": view,
            "relation": relation.relation,
            "part": relation.relation,
            "label": relation.text,
            "group_kind": WHOLE if kind == "all" else "pairs",
            "group": kind,
            "unit": "ties",
            "numerator": share.ties if share.observed or capped else None,
            "n": share.observed,
            "value": None if capped else share.value,
            "lower": None if capped else low,
            "upper": None if capped else high,
            "responded": int((spoke & among).sum()),
            "eligible": int(among.sum()),
        }


def _known_by(found: Ties, mask: Pairs, relation: Any) -> np.ndarray:
    """Whose answers make pairs known: their senders; where ties have no direction, both."""
    known = mask & ~np.isnan(found.known)
    senders, receivers = np.any(known, axis=1), np.any(known, axis=0)
    either: np.ndarray = senders if relation.directed else senders | receivers
    return either
