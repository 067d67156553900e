"""Relational trust: respect, personal regard, competence and integrity, by relationship (p. 16)."""

from __future__ import annotations

from collections.abc import Mapping

from nicdev.evidence import Evidence
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.items import answers_to


def facets(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers to each trust item are spread, item by item; never a score over items."""
    return answers_to("roles.trust.facets", network, limits, ["trust_may_dip"])
