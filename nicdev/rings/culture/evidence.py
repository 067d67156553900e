"""Evidence-based culture: testing, safety, documenting, building on others (pp. 21-24)."""

from __future__ import annotations

from collections.abc import Mapping

from nicdev.evidence import Evidence
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.items import answers_to


def safety(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on sharing data and talking critically are spread, item by item."""
    return answers_to("culture.evidence.safety", network, limits)
