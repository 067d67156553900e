"""Collective identity: seeing oneself as part of the network (pp. 20-21)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import Evidence
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.culture.practices import authors
from nicdev.rings.culture.texts import MOTIVES, VOICES, agreement, cell, texts_of
from nicdev.rings.items import answers_to
from nicdev.rings.make import evidence
from nicdev.rings.tests_of_change import by_state, tests_so_far
from nicdev.rings.waves import waves_so_far

REACH = ("one team", "several teams", "several organizations")
REPORTS = ("report one", "report none")


def identification(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on belonging to the network are spread, item by item."""
    return answers_to("culture.identity.identification", network, limits)


def contribution(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on what one adds to what all know are spread, item by item."""
    return answers_to("culture.identity.contribution", network, limits)


def joint_work(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How many change ideas several teams tested, and how many teams report a shared measure.

    Parts: `ideas_tested` (every idea tested so far, by whom: one team, several, or teams of several
    organizations, which is the widest), `worked_on` (every test, by how far apart those who worked
    on it are at home) and `shared_measure` (of the improvement teams, those for which, or for whose
    organization, at least one point of a shared measure is there).
    """
    key = "culture.identity.joint_work"
    if not network.has("cycles"):
        return evidence(key, network, [], "no evidence")
    by_idea = tests_so_far(network).groupby("idea_id")
    teams, orgs = by_idea["team_id"].nunique(), by_idea["org"].nunique()
    reach = pd.Series(np.select([orgs > 1, teams > 1], REACH[:0:-1], REACH[0]), teams.index)
    rows = [*by_state("ideas_tested", "ideas", reach, REACH), *authors(network),
            *_shared_measure(network)]  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits, caveats=["joint_no_target"])


def motives(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of members' texts that were read for it, how many speak of one's classroom or of our field.

    By wave. A text speaks of a motive where everybody who read it found it there. Units as for
    the themes of texts.
    """
    key = "culture.identity.motives"
    read, texts = network.table("codings"), texts_of(network)
    texts = texts[texts["voice"] == "members"]
    read = read[(read["unit_kind"] == "document") & read["code"].isin(MOTIVES)]
    read = read[read["unit_id"].isin(texts["document_id"])]
    carried = (read["value"] > 0).groupby([read["unit_id"], read["code"]]).min()
    found = (
        carried.rename("carries")
        .reset_index()
        .merge(texts, left_on="unit_id", right_on="document_id")
    )
    rows: list[dict[str, Any]] = []
    for code in MOTIVES:
        for wave, label in waves_so_far(network).items():
            some = found[(found["code"] == code) & (found["in_wave"] == wave)]
            if len(some):
                rows += cell({"part": VOICES["members"], "group": code, "x": label}, some)
    if not rows:
        return evidence(key, network, [], "no evidence")
    agreed = list(agreement(read))
    caveats = ["motives_as_told"] if agreed else ["motives_as_told", "themes_one_reader"]
    return evidence(key, network, [*rows, *agreed], "described", limits=limits, caveats=caveats)


def _shared_measure(network: Network) -> Iterator[dict[str, Any]]:
    measures = network.table("measures")
    shared = measures.loc[measures["shared"].fillna(value=False).astype(bool), "measure_id"]
    teams = network.table("teams")
    teams = teams[teams["kind"] == "improvement team"]
    if shared.empty or teams.empty:
        return
    points = network.table("measurements").dropna(subset=["value", "denominator"], how="all")
    sites = points.loc[points["measure_id"].isin(shared), "site_id"]
    reports = teams["team_id"].isin(sites) | teams["org_id"].isin(sites)
    yield from by_state(
        "shared_measure",
        "teams",
        reports.map(dict(zip((True, False), REPORTS, strict=True))),
        REPORTS,
    )
