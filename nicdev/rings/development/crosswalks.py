"""The same evidence re-read under the headings of other frameworks; nothing is worked out anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nicdev.evidence import Evidence
from nicdev.framework import Limit, framework
from nicdev.network import Network
from nicdev.rings.development.repeated import SAME, quoted
from nicdev.rings.make import evidence


def inhd(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Under the headings of Improvement Network Health and Development."""
    return _reread("inhd", network, limits)


def efi(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Under the three levels of Evidence for Improvement."""
    return _reread("efi", network, limits)


def rpp(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Under the five dimensions of research-practice partnerships."""
    return _reread("rpp", network, limits)


def carnegie(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Under the six principles of improvement."""
    return _reread("carnegie", network, limits)


def _reread(name: str, network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Rows as `repeated.quoted` makes them, with `view` the heading; `walk` names the framework."""
    catalogue = framework()
    same = network.evidence(SAME)
    rows: list[dict[str, Any]] = [{"unit": "walk", "part": name}, {"unit": "quotes", "part": SAME}]
    for heading, addresses in catalogue.crosswalks[name].parts.items():
        keys = [key for address in addresses for key in catalogue.keys_at(address)]
        built = [key for key in dict.fromkeys(keys) if catalogue.indicator(key).built]
        rows += [row for key in built for row in quoted(key, network, same, heading)]
        if not built:
            rows.append({"unit": "nothing_there", "view": heading})
    caveats = ["crosswalk_ours"]
    key = f"development.crosswalks.{name}"
    return evidence(key, network, rows, "described", limits=limits, caveats=caveats)
