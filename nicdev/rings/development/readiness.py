"""Readiness: what data there is, and how far it can carry a claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE, Evidence
from nicdev.framework import Limit
from nicdev.measures.responses import uneven
from nicdev.network import Network
from nicdev.rings import seed_for
from nicdev.rings.make import evidence
from nicdev.rings.people import (
    NOT_RECORDED,
    SEVERAL_OF_THESE,
    asked,
    hub_members,
    region_of,
    team_of,
)
from nicdev.tables import TABLES

INSTRUMENTS = {"survey": "survey_rate", "sociometric": "sociometric_rate"}


def tables(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Which tables of the contract hold rows up to this wave."""
    rows = [
        {
            "part": name,
            "group_kind": WHOLE,
            "group": table.heading,
            "x": "there" if network.has(name) else "not there",
            "unit": "rows",
            "value": float(network.has(name)),
            "numerator": len(network.table(name)),
        }
        for name, table in TABLES.items()
    ]
    return evidence("development.readiness.tables", network, rows, "described", limits=limits)


def answers(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Who was asked and who answered, by instrument, team and region.

    Eligible is who was on the roster the day it was fielded; those who opted out stay in. With
    and without the hub, as the answers themselves are shown; by region once, with everybody.
    """
    key = "development.readiness.answers"
    names = network.table("teams").set_index("team_id")["name"]
    hub = hub_members(network, network.wave.ends_on)
    rows: list[dict[str, Any]] = []
    caveats = []
    for instrument, rate in INSTRUMENTS.items():
        eligible = asked(network, instrument)
        if eligible.empty:
            continue
        views = {"all": eligible}
        if hub:
            views["without_hub"] = eligible[~eligible["member_id"].isin(hub)]
        for view, people in views.items():
            base = {"view": view, "part": instrument}
            rows += [base | row for row in _split(people, WHOLE, "", "")]
            teams = team_of(network, people["member_id"], network.wave.ends_on)
            for team, group in people.groupby(people["member_id"].map(teams)):
                name = str(names.get(team, ""))
                rows += [base | row for row in _split(group, "team", str(team), name)]
        regions, differ = _by_region(network, eligible, limits)
        rows += [{"view": "all", "part": instrument} | row for row in regions]
        if eligible["answered"].mean() < limits[rate].value:
            caveats.append("survey_low_response")
        if differ:
            caveats.append("survey_uneven")
    if not rows:
        known = network.has("instruments")
        return evidence(key, network, [], "not asked" if known else "no evidence")
    return evidence(key, network, rows, "described", limits=limits, caveats=caveats)


def _by_region(
    network: Network, eligible: pd.DataFrame, limits: Mapping[str, Limit]
) -> tuple[list[dict[str, Any]], bool]:
    """Rows by region where there are several, and whether regions differ by more than chance."""
    region = region_of(network, eligible["member_id"], network.wave.ends_on)
    named = eligible.assign(region=eligible["member_id"].map(region))
    known = named[~named["region"].isin([SEVERAL_OF_THESE, NOT_RECORDED])]
    if known["region"].nunique() < 2:
        return [], False
    rows = []
    for name, group in named.groupby("region"):
        rows += _split(group, "region", str(name), "")
    counts = known.groupby("region")["answered"].agg(["sum", "size"])
    chance = uneven(
        counts["sum"], counts["size"], int(limits["uneven_draws"].value),
        seed_for(network, "development.readiness.answers"),
    )  # fmt: skip
    return rows, chance < limits["uneven_probability"].value


def _split(people: pd.DataFrame, kind: str, group: str, name: str) -> list[dict[str, Any]]:
    yes, n = int(people["answered"].sum()), len(people)
    return [
        {"group_kind": kind, "group": group, "label": name, "x": x,
         "unit": "people", "numerator": count, "n": n, "value": count / n if n else float("nan"),
         "responded": yes, "eligible": n}
        for x, count in (("answered", yes), ("did not answer", n - yes))
    ]  # fmt: skip
