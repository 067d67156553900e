"""What the share of ties would be on other assumptions about those who did not answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from nicdev.measures.sensitivity import weighted
from nicdev.measures.ties import density
from nicdev.network import Network
from nicdev.rings.people import NOT_RECORDED, region_of
from nicdev.rings.roles.reported_ties import Ties


def otherwise(network: Network, relation: Any, found: Ties) -> Iterator[dict[str, Any]]:
    """Rows beside the density of one question, of all its pairs.

    `weighted`: each pair of regions at its weight among all pairs, where each has known pairs and
    somebody is silent. `reconstructed`: for ties without a direction, with the word of one where
    the other did not answer. Not where names were capped.
    """
    if not pd.isna(relation.max_names) or found.heard.all():
        return
    base = {"view": "otherwise", "relation": relation.relation, "part": relation.relation,
            "label": relation.text, "group_kind": "otherwise"}  # fmt: skip
    region = region_of(network, pd.Series(found.ids), found.day).reindex(found.ids)
    if region[region != NOT_RECORDED].nunique() > 1:
        value = weighted(found.known, region.tolist()).density
        if not np.isnan(value):
            yield base | {"unit": "weighted", "group": "weighted", "value": value}
    if found.one_sided is not None:
        value = density(found.one_sided).value
        if not np.isnan(value):
            yield base | {"unit": "reconstructed", "group": "reconstructed", "value": value}
