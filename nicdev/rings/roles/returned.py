"""How often ties are returned: in all, within teams, between teams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from nicdev.evidence import WHOLE
from nicdev.measures.dyads import reciprocity
from nicdev.rings.roles.pairs import Pairs
from nicdev.rings.roles.reported_ties import Ties, bounded


def returned(
    view: str, relation: Any, found: Ties, kinds: Mapping[str, Pairs], kept: np.ndarray, wide: float
) -> Iterator[dict[str, Any]]:
    """Rows for one question in one version: of pairs known in both directions."""
    pairs = np.outer(kept, kept)
    for kind, mask in {"all": pairs, **{k: pairs & some for k, some in kinds.items()}}.items():
        if kind != "all" and not mask.any():
            continue
        share, bounds = (reciprocity(matrix, mask) for matrix in (found.known, found.ties))
        known = mask & ~np.isnan(found.known) & ~np.isnan(found.known.T)
        np.fill_diagonal(known, val=False)
        among = kept if kind == "all" else mask.any(axis=1)
        spoke = found.heard if kind == "all" else known.any(axis=1)
        base = {
            "view": view,
            "relation": relation.relation,
            "part": relation.relation,
            "label": relation.text,
            "group_kind": WHOLE if kind == "all" else "pairs",
            "group": kind,
            "responded": int((spoke & among).sum()),
            "eligible": int(among.sum()),
        }
        ties = 2 * share.mutual + share.asymmetric
        low, high = bounded(bounds.edgewise_lower, bounds.edgewise_upper, wide)
        yield base | {"unit": "returned", "numerator": 2 * share.mutual, "n": ties,
                      "value": share.edgewise, "lower": low, "upper": high}  # fmt: skip
        low, high = bounded(bounds.dyadic_lower, bounds.dyadic_upper, wide)
        yield base | {"unit": "alike", "numerator": share.mutual + share.null,
                      "n": share.dyads_observed, "value": share.dyadic,
                      "lower": low, "upper": high}  # fmt: skip
