"""Whether data reached those who work with it, and what they say about that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.network import Network
from nicdev.rings.development.choices import choices, this_wave
from nicdev.rings.development.gathered import Span, rows_of
from nicdev.rings.people import home_teams
from nicdev.rings.work import split

STATES = ("in time", "later", "day not known", "no value")
QUESTIONS = ("barrier", "wanted")


def points(network: Network, taken: pd.DataFrame, days: float) -> Iterator[dict[str, Any]]:
    """Points of measures that belong to a wave, by how soon they reached the network."""
    if taken.empty:
        return
    wait = (taken["reported_on"] - taken["on"]).dt.days
    state = pd.Series("later", taken.index).where(wait > days, "in time")
    state = state.where(wait.notna(), "day not known").mask(_empty(taken), "no value")
    counts = state.value_counts()
    yield from split("points_reached", {x: int(counts.get(x, 0)) for x in STATES}, "points")


def _empty(taken: pd.DataFrame) -> pd.Series:
    return taken[["value", "denominator"]].isna().all(axis=1)


def lacking(taken: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Points without a value by the reason that was given; a column that reaches the hub."""
    without = taken[_empty(taken)]
    counts = without["missing_reason"].fillna("no_reason").value_counts()
    by_reason = {str(reason): int(count) for reason, count in counts.items()}
    for row in split("points_lacking", by_reason, "points"):
        yield row | {"group": "hub"}


def teams_active(network: Network, span: Span) -> Iterator[dict[str, Any]]:
    """Improvement teams of which somebody used the shared drive or forum in a wave."""
    teams = network.table("teams")
    ours = teams.loc[teams["kind"] == "improvement team", "team_id"]
    if not network.has("activity") or ours.empty:
        return
    active = rows_of(network, "activity", span)["member_id"]
    inside = home_teams(network, span.until)
    used = int(ours.isin(inside.loc[inside["member_id"].isin(active), "team_id"]).sum())
    yield from split("drive_used", {"somebody did": used, "nobody did": len(ours) - used}, "teams")


def said_of_data(network: Network, confidence: float) -> Iterator[dict[str, Any]]:
    """What people named as in the way and as missing; `relation` says whether it is on data."""
    words = [word.casefold() for word in network.study.data_words if word.strip()]
    said, _ = this_wave(network)
    for question in QUESTIONS:
        for row in choices(network, said, question, confidence):
            about = any(word in str(row["x"]).casefold() for word in words)
            yield row | {"relation": "data" if about else "other"}
