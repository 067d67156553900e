"""Collective identity: seeing oneself as part of the network (pp. 20-21)."""

from __future__ import annotations

from collections.abc import Mapping

from nicdev.evidence import Evidence
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.items import answers_to


def identification(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on belonging to the network are spread, item by item."""
    return answers_to("culture.identity.identification", network, limits)
