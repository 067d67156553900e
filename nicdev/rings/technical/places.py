"""Ideas in the places where they were tested: what was decided, and what that warrants."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from nicdev.framework import Limit
from nicdev.network import Network

KEPT = ("adopt", "expand")


def names_of_ideas(network: Network) -> dict[str, str]:
    """The newest wording of each box of the theory."""
    theory = network.table("theory").merge(network.table("theory_versions"), on="version")
    theory = theory.sort_values("dated_on", kind="stable")
    return dict(theory.groupby("node_id")["text"].last())


def by_days(days: pd.Series, limits: Mapping[str, Limit]) -> dict[str, int]:
    """Counts in classes that end at two limits of days; the last ends where the days do."""
    soon, late = (int(limits[name].value) for name in ("days_soon", "days_late"))
    counts = {f"0-{soon}": int((days <= soon).sum()),
              f"{soon + 1}-{late}": int(days.between(soon + 1, late).sum())}  # fmt: skip
    if (days > late).any():
        counts[f"{late + 1}-{days.max():.0f}"] = int((days > late).sum())
    return counts


def outcomes(tests: pd.DataFrame) -> dict[str, int]:
    """Tests, the organisations they were in, and what was decided at their ends."""
    decision = tests["decision"]
    return {
        "tests": len(tests), "places": tests["org"].nunique(),
        "taken_over": int(decision.isin(KEPT).sum()), "changed": int((decision == "adapt").sum()),
        "given_up": int((decision == "abandon").sum()),
        "as_predicted": int((tests["matched"] == "yes").sum()),
    }  # fmt: skip


def decided(tests: pd.DataFrame, fewest: int, places: int) -> str:
    """What decisions on one idea say, by the last one in each organisation.

    An idea that is still being changed in some place is not settled: too little to say. A test
    without a decision, or in no known organisation, does not count.
    """
    over = tests[tests["decision"].isin([*KEPT, "adapt", "abandon"]) & tests["org"].notna()]
    last = over.sort_values(["ended_on", "started_on"]).groupby("org")["decision"].last()
    if len(over) < fewest or len(last) < places:
        return "too little to say"
    if last.isin(KEPT).all():
        return "kept wherever tried"
    if (last == "abandon").all():
        return "given up wherever tried"
    given_up, kept = (last == "abandon").any(), last.isin(KEPT).any()
    return "differs from place to place" if given_up and kept else "too little to say"
