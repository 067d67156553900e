"""How many ties have the strongest answer of their scale: in all, within teams, between teams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nicdev.evidence import WHOLE
from nicdev.measures.ties import ratio
from nicdev.rings.roles.pairs import Pairs
from nicdev.rings.roles.reported_ties import Reports


def frequent(
    view: str,
    relation: Any,
    found: Reports,
    kinds: Mapping[str, Pairs],
    kept: npt.NDArray[np.bool_],
) -> Iterator[dict[str, Any]]:
    """Rows for one question in one version, of the ties that were reported with a strength."""
    strength = found.said["strength"].astype(float)
    said = found.said[strength >= float(relation.tie_from)]
    at = pd.Index(found.ids)
    source, target = (at.get_indexer(pd.Index(said[end])) for end in ("source", "target"))
    top = (said["strength"].astype(float) >= float(relation.high)).to_numpy()
    counts = kept[source] & kept[target] & ~found.out[target] & (source != target)
    everyone = np.ones((len(at), len(at)), dtype=bool)
    for kind, mask in {"all": everyone, **kinds}.items():
        here = counts & mask[source, target]
        spoke = np.zeros(len(at), dtype=bool)
        spoke[source[here]] = True
        number, of = int((here & top).sum()), int(here.sum())
        yield {
            "view": view,
            "relation": relation.relation,
            "part": relation.relation,
            "label": relation.text,
            "group_kind": WHOLE if kind == "all" else "pairs",
            "group": kind,
            "unit": "frequent",
            "numerator": number,
            "n": of,
            "value": ratio(number, of),
            "responded": int((found.heard & kept).sum() if kind == "all" else spoke.sum()),
            "eligible": int(kept.sum()),
        }
