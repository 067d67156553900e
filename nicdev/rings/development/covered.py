"""Which improvement teams each kind of data comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import each_row
from nicdev.network import Network
from nicdev.rings.development.gathered import Span, rows_of, spans
from nicdev.rings.people import ANSWERED, home_teams

# Kinds of data in the order of a page, with the tables they stand in.
SOURCES = {"on_the_roster": "memberships", "came_to_events": "attendance", "tests_begun_here":
           "cycles", "points_reported": "measurements", "support_noted_here": "support",
           "survey_answered": "instruments", "ties_answered": "instruments"}  # fmt: skip
INSTRUMENT = {"survey_answered": "survey", "ties_answered": "sociometric"}
ASKED, KIND = "asked", "kind"


def by_wave(network: Network) -> Iterator[dict[str, Any]]:
    """A row for each kind of data and wave: how many teams have any."""
    teams = _ours(network)
    for source in _known(network):
        for span in spans(network):
            counts = _counts(network, source, span).reindex(teams["team_id"]).fillna(0)
            some = int((counts > 0).sum())
            yield {"part": "teams_covered", "unit": "cells", "group": source, "x": span.label,
                   "group_kind": ASKED if source in INSTRUMENT else KIND, "numerator": some,
                   "n": len(teams), "value": some / len(teams)}  # fmt: skip


def by_team(network: Network) -> Iterator[dict[str, Any]]:
    """A row for each team and kind of data at this wave: how much there is."""
    teams, span = _ours(network), spans(network)[-1]
    found = {source: _counts(network, source, span) for source in _known(network)}
    for team in each_row(teams):
        for source, counts in found.items():
            yield {"part": "data_by_team", "unit": "cells_told", "group_kind": "team",
                   "group": team.team_id, "label": team.name, "x": source,
                   "numerator": counts.get(team.team_id, 0)}  # fmt: skip


def _ours(network: Network) -> pd.DataFrame:
    teams = network.table("teams")
    return teams[teams["kind"] == "improvement team"]


def _known(network: Network) -> list[str]:
    """Kinds of data of which the network has any at all."""
    sent = set(network.table("instruments")["instrument"])
    return [source for source, table in SOURCES.items()
            if network.has(table) and INSTRUMENT.get(source, "") in {"", *sent}]  # fmt: skip


def _counts(network: Network, source: str, span: Span) -> pd.Series:
    """How much there is of each team in a wave, by team."""
    rows = rows_of(network, SOURCES[source], span)
    if source == "points_reported":
        rows = rows.dropna(subset=["value", "denominator"], how="all")
        sites = rows["site_id"].value_counts()
        teams = _ours(network).set_index("team_id")["org_id"]
        own = sites.reindex(teams.index).fillna(0)
        return own + teams.map(sites).fillna(0)
    if source in ("tests_begun_here", "support_noted_here", "on_the_roster"):
        return rows["team_id"].value_counts()
    if source in INSTRUMENT:
        rows = rows[(rows["instrument"] == INSTRUMENT[source]) & rows["status"].isin(ANSWERED)]
    inside = home_teams(network, span.until).merge(rows[["member_id"]].dropna(), on="member_id")
    counts = inside["team_id"].value_counts()
    if source == "came_to_events":
        heads = rows.dropna(subset=["team_id"]).groupby("team_id")["headcount"].sum()
        counts = counts.add(heads, fill_value=0)
    return counts
