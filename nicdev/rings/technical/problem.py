"""Problem of practice: whether members see alike what the network works on (p. 4)."""

from __future__ import annotations

from collections.abc import Mapping

from nicdev.evidence import Evidence
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.items import answers_to


def shared_understanding(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on the problem the network works on are spread, item by item."""
    return answers_to("technical.problem.shared_understanding", network, limits)
