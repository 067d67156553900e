"""Scales of a survey: what is missing on them, and how far their items go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.items import asked_and_answered
from nicdev.rings.people import asked
from nicdev.rings.roles import scales
from nicdev.tables import TABLES

REASONS = TABLES["responses"].column("missing").allowed
NO_ENTRY = "no_entry"
INDEX = {"scale_alpha": "alpha", "scale_omega": "omega"}


def replies(network: Network) -> Iterator[dict[str, Any]]:
    """Answers of this wave to each scale, by whether they carry a number, and why not."""
    wave = network.wave.name
    given = network.table("responses")
    given = given[given["wave"] == wave].merge(
        network.table("items")[["item_id", "key", "referent", "asked_of"]], on="item_id"
    )
    listed, people = len(asked(network, "survey")), network.table("respondents")
    sheets = set(people.loc[people["wave"] == wave, "respondent_id"])
    for (key, referent), mine in given.groupby(["key", "referent"], sort=False):
        state = mine["missing"].where(mine["value"].isna(), "answered").fillna(NO_ENTRY)
        counts = state.value_counts()
        everyone = mine["asked_of"].isna() | (mine["asked_of"] == "everyone")
        open_items = mine.loc[everyone, "item_id"].nunique()
        blank = open_items * len(sheets) - int(everyone.sum())
        counts[NO_ENTRY] = counts.get(NO_ENTRY, 0) + blank
        n, spoke = int(counts.sum()), mine["respondent_id"].nunique()
        for x in ("answered", *REASONS, NO_ENTRY):
            yield {"part": "answers_by_scale", "unit": "lacking", "group_kind": "scale",
                   "group": f"{key} {referent}", "x": x, "numerator": int(counts.get(x, 0)),
                   "n": n, "value": counts.get(x, 0) / n, "responded": spoke,
                   "eligible": listed if listed >= spoke else float("nan")}  # fmt: skip


def going_together(network: Network, limits: Mapping[str, Limit]) -> Iterator[dict[str, Any]]:
    """Alpha and omega of each scale that has at least two items, as the pages of the rings."""
    items = network.table("items")
    for key in items["key"].drop_duplicates():
        mine, answers, *_ = asked_and_answered(key, network)
        for scale in scales.scales(mine, answers[~answers["from_hub"]]):
            base = {"group": f"{key} {scale.relation}", "group_kind": WHOLE}
            confidence = limits["reliability_confidence"].value
            for row in scales.reliability(base, scale.wide.dropna(), confidence):
                least = limits["reliability"].value
                yield row | {"part": INDEX[row["unit"]], "unit": "going", "limit": least,
                             "x": _read(row, least)}  # fmt: skip


def _read(row: Mapping[str, Any], least: float) -> str:
    if pd.isna(row["lower"]):
        return "cannot_be_told"
    return ("goes_together" if row["lower"] >= least else
            "goes_apart" if row["upper"] < least else "cannot_be_told")  # fmt: skip
