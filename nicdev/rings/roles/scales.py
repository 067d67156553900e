"""The questions on one relationship as a scale: who answered them all, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import floor
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, each_row
from nicdev.framework import Limit
from nicdev.measures.nested import between
from nicdev.measures.omega import mcdonald
from nicdev.measures.reliability import cronbach
from nicdev.measures.scale_agreement import scale_agreement, scale_null
from nicdev.network import Network
from nicdev.rings import seed_for
from nicdev.rings.people import NO_TEAM, SEVERAL


@dataclass(frozen=True, eq=False)
class Scale:
    """Items about one relationship on one scale, and the answers of each person, all turned to
    read the same way: a row a respondent, a column an item; `team` by respondent."""

    relation: str
    items: pd.DataFrame
    options: int
    wide: pd.DataFrame
    team: pd.Series


def scales(items: pd.DataFrame, answers: pd.DataFrame) -> Iterator[Scale]:
    """Each relationship of whose items at least two are on one scale; an answer between two
    steps is none."""
    for (relation, _, _), alike in items.groupby(["referent", "low", "high"], sort=False):
        if len(alike) < 2:
            continue
        low, high = alike["low"].iloc[0], alike["high"].iloc[0]
        wide = turned(alike, answers)
        team = answers.drop_duplicates("respondent_id").set_index("respondent_id")["team_id"]
        yield Scale(str(relation), alike, floor(high - low) + 1, wide, team.reindex(wide.index))


def turned(items: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Answers to items on one scale, those worded the other way round turned."""
    low, high = items["low"].iloc[0], items["high"].iloc[0]
    given = answers[answers["item_id"].isin(items["item_id"])]
    on_step = given["value"].where((given["value"] - low) % 1 == 0)
    other = given["item_id"].isin(worded_otherwise(items))
    return given.assign(value=on_step.mask(other, low + high - on_step)).pivot(
        index="respondent_id", columns="item_id", values="value"
    )


def worded_otherwise(items: pd.DataFrame) -> list[str]:
    """The items that are worded the other way round."""
    other: list[str] = items.loc[
        items["reversed"].fillna(value=False).astype(bool), "item_id"
    ].tolist()
    return other


def answered_straight(
    items: pd.DataFrame, answers: pd.DataFrame, confidence: float
) -> Iterator[dict[str, Any]]:
    """Items worded the other way round that, once turned, run against the others of their scale.

    Unit `straight`: the correlation of the item with the mean of the others, with Fisher's limits,
    where even the upper one lies below nought. Nothing is turned back for that.
    """
    for scale in scales(items, answers):
        whole = scale.wide.dropna()
        for item in each_row(scale.items):
            if item.item_id not in worded_otherwise(scale.items) or len(whole) < 4:
                continue
            rest = whole.drop(columns=item.item_id).mean(axis=1)
            mine = whole[item.item_id]
            if not mine.var() or not rest.var():
                continue
            r = float(np.clip(np.corrcoef(mine, rest)[0, 1], -1 + 1e-12, 1 - 1e-12))
            wide = NormalDist().inv_cdf((1 + confidence) / 2) / np.sqrt(len(whole) - 3)
            lower, upper = np.tanh([np.arctanh(r) - wide, np.arctanh(r) + wide])
            if upper < 0:
                yield {"relation": scale.relation, "part": item.item_id, "label": item.text,
                       "group_kind": WHOLE, "unit": "straight", "value": r, "lower": lower,
                       "upper": upper, "n": len(whole)}  # fmt: skip


def in_teams(
    network: Network, key: str, scale: Scale, limits: Mapping[str, Limit]
) -> Iterator[dict[str, Any]]:
    """Differences between and within teams, agreement beside chance, and reliability."""
    whole = scale.wide.dropna()
    base = {"view": "without_hub", "relation": scale.relation, "part": scale.relation,
            "group_kind": WHOLE}  # fmt: skip
    team = scale.team.reindex(whole.index)
    placed = team.notna() & ~team.isin([SEVERAL, NO_TEAM])
    confidence = limits["reliability_confidence"].value
    found = between(whole[placed].mean(axis=1), team[placed].astype(str), confidence)
    firm = found.groups >= limits["icc_teams"].value
    for unit in ("icc1", "icc2"):
        yield base | {"unit": unit, "value": getattr(found, unit), "numerator": found.groups,
                      "lower": getattr(found, f"{unit}_lower") if firm else None,
                      "upper": getattr(found, f"{unit}_upper") if firm else None,
                      "n": found.n}  # fmt: skip
    if scale.options > 1:
        agreed = scale_agreement(whole, scale.options)
        often, draws = limits["agreement_probability"].value, limits["agreement_draws"].value
        seed = seed_for(network, key)
        chance = scale_null(agreed.n, agreed.items, scale.options, often, int(draws), seed)
        for unit, value, limit in (("r_star", agreed.star, chance.star),
                                   ("r_wg_j", agreed.scale, chance.scale)):  # fmt: skip
            yield base | {"unit": unit, "value": value, "limit": limit, "numerator": agreed.items,
                          "n": agreed.n}  # fmt: skip
    yield from reliability(base, whole, confidence)


def reliability(
    base: Mapping[str, Any], wide: pd.DataFrame, confidence: float
) -> Iterator[dict[str, Any]]:
    """Alpha and omega of one scale, under units of their own names."""
    alpha, omega = cronbach(wide, confidence), mcdonald(wide, confidence)
    for unit, value, lower, upper in (
        ("scale_alpha", alpha.alpha, alpha.lower, alpha.upper),
        ("scale_omega", omega.omega, omega.lower, omega.upper),
    ):
        yield {**base, "unit": unit, "value": value, "lower": lower, "upper": upper,
               "numerator": wide.shape[1], "n": alpha.n}  # fmt: skip
