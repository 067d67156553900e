"""Strategic knowledge management: what is learned is gathered and offered to others (pp. 7-8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import Evidence
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.work import ended, links, yes_no

STEPS = ("harvested", "warranted", "packaged", "offered")
PARTS = ("", "learning_warranted", "learning_packaged", "learning_offered")


def harvest(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How many tests something learned draws on, and how far what was learned has come.

    Each step counts among what took the step before it. Something learned is taken up elsewhere
    where a team uses it that did none of the tests it comes from.
    """
    key = "functions.knowledge_management.harvest"
    learnings, tests = network.table("learnings"), network.table("cycles")
    if learnings.empty:
        return evidence(key, network, [], "no evidence")
    sources = pd.DataFrame(links(learnings["learning_id"], learnings["cycles"]),
                           columns=["cycle_id", "learning_id"])  # fmt: skip
    over = tests.loc[ended(network, tests), "cycle_id"]
    far = learnings["status"].map(STEPS.index).groupby(learnings["learning_id"]).max()
    rows: list[dict[str, Any]] = [*yes_no("drawn_on", over.isin(sources["cycle_id"]), "tests")]
    for at in range(1, len(STEPS)):
        before = far[far >= at - 1]
        rows += yes_no(PARTS[at], before >= at, "learnings")
    offered = far.index[far == len(STEPS) - 1]
    elsewhere = offered.isin(_elsewhere(network, sources))
    rows += yes_no("learning_taken_up", elsewhere, "learnings")
    return evidence(key, network, rows, "described", limits=limits, caveats=["uptake_not_use"])


def _elsewhere(network: Network, sources: pd.DataFrame) -> pd.Series:
    """What a team took up that did none of the tests behind it."""
    tests, uptakes = network.table("cycles"), network.table("uptakes")
    home = sources.merge(tests[["cycle_id", "team_id"]], on="cycle_id")
    own = pd.MultiIndex.from_frame(home[["learning_id", "team_id"]])
    took = pd.MultiIndex.from_frame(uptakes[["learning_id", "team_id"]])
    return uptakes.loc[~took.isin(own), "learning_id"]
