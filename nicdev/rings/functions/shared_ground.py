"""Shared goals, norms, theories and practices: measures that all teams use (p. 6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import Evidence, each_row
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.work import split


def common_measures(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """For each measure meant for all teams, how many improvement teams reported it in the wave.

    A team reported where a value stands under its own code or under that of its organisation.
    """
    key = "functions.shared_ground.common_measures"
    teams = network.table("teams")
    teams = teams[teams["kind"] == "improvement team"]
    measures = network.table("measures")
    measures = measures[measures["shared"].fillna(value=False).astype(bool)]
    if teams.empty or measures.empty:
        return evidence(key, network, [], "no evidence")
    taken = _in_wave(network)
    rows: list[dict[str, Any]] = []
    for measure in each_row(measures):
        sites = taken.loc[taken["measure_id"] == measure.measure_id, "site_id"]
        reported = int((teams["team_id"].isin(sites) | teams["org_id"].isin(sites)).sum())
        counts = {"reported": reported, "did not report": len(teams) - reported}
        rows += split(measure.measure_id, counts, "teams", label=measure.name)
    of_several = teams.loc[teams["org_id"].duplicated(), "org_id"].dropna()
    caveats = ["measures_by_organisation"] if taken["site_id"].isin(of_several).any() else []
    return evidence(key, network, rows, "described", limits=limits, caveats=caveats)


def _in_wave(network: Network) -> pd.DataFrame:
    """Points with a value that belong to this wave; all of them in a network without waves."""
    taken = network.table("measurements")
    taken = taken.dropna(subset=["value", "denominator"], how="all")
    waves = network.table("waves")
    starts = waves.loc[waves["wave"] == network.wave.name, "starts_on"]
    return taken if starts.empty else taken[taken["on"] >= starts.iloc[0]]
