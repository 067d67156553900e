"""Problem of practice: what the network is committed to, and whether it is seen alike (p. 4)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from nicdev.evidence import WHOLE, Evidence
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.items import answers_to
from nicdev.rings.make import evidence

ASPECTS = {"what": "aim_what", "for_whom": "aim_for_whom", "how_much": "aim_how_much",
           "by_when": "aim_by_when", "equity": "aim_equity"}  # fmt: skip


def aim(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Whether the newest wording of the aim says what, for whom, how much and by when.

    Rows: a part each, `x` ``there`` or ``not there``;
    `label` is the aim as worded. A named equity dimension stands beside the four.
    """
    key = "technical.problem.aim"
    aims = network.table("aims")
    if aims.empty:
        return evidence(key, network, [], "no evidence")
    newest = aims.sort_values("dated_on", kind="stable").iloc[-1]
    rows = [
        {"part": part, "group_kind": WHOLE, "group": "aim", "label": newest["text"],
         "x": "not there" if pd.isna(newest[aspect]) else "there", "unit": "aspects"}
        for aspect, part in ASPECTS.items()
    ]  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits)


def shared_understanding(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on the problem the network works on are spread, item by item."""
    return answers_to("technical.problem.shared_understanding", network, limits)
