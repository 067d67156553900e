"""Answers of the same people, wave by wave: who they are, what share is above the middle, and
which word the changes allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE
from nicdev.framework import Limit, framework
from nicdev.measures.paired import Change, paired_change
from nicdev.network import Network
from nicdev.rings.items import answered_by_hub
from nicdev.rings.roles.scales import worded_otherwise
from nicdev.rings.roles.trust_change import by_member

Rows = list[dict[str, Any]]
SAME, ALL, MOVED = "trend", "trend_all", "moved_by"
RINGS = {"technical": "ring_technical", "roles": "ring_roles", "culture": "ring_culture"}
SINCE_LAST, SINCE_FIRST = "since_last", "since_first"


def chain(network: Network) -> list[Network]:
    """The network at each wave up to this one, the first first, all reading the same tables."""
    found = [network]
    while (before := found[-1].before) is not None:
        found.append(replace(before(), readable=network.readable))
    return found[::-1]


def trends(
    waves: Sequence[Network], limits: Mapping[str, Limit]
) -> Iterator[tuple[Rows, list[tuple[str, str]]]]:
    """For each indicator that asks members, and whom it asks about: rows and a verdict.

    The hub's own answers are left out. Compared are the questions that every wave had which had
    any; an answer counts from none to one along its scale, turned where a question is worded the
    other way round. Unit `trend` (`value` = share of answers above the middle of the scale of
    those who answered every question every time) and `trend_all` (of all who answered), with `part`
    the ring, `group` the indicator and whom it is about, `responded` people of whom `eligible` are
    among the same people; `moved_by` (`x` = since when; mean change in steps of the whole scale).
    """
    sheets = [(wave, *_scored(wave)) for wave in waves]
    known = waves[-1].table("items").dropna(subset=["key"])
    for key in framework().indicators:
        for referent in known.loc[known["key"] == key, "referent"].unique():
            asked = []
            for wave, items, wide in sheets:
                mine = items[(items["key"] == key) & (items["referent"] == referent)]
                if len(mine):
                    asked.append((wave, mine["item_id"].tolist(), wide))
            if len(asked) > 1:
                yield _trend(key, str(referent), asked, limits)


def _scored(wave: Network) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The items of a wave, and answers from 0 to 1 by sheet and item, without the hub's own."""
    name, people, answers = wave.wave.name, wave.table("respondents"), wave.table("responses")
    people = people.loc[people["wave"] == name, ["respondent_id", "member_id", "is_hub"]]
    answers = answers[answers["wave"] == name].merge(people, on="respondent_id", how="left")
    answers = answers[~answered_by_hub(wave, people, answers)[1]]
    items = wave.table("items")
    items = items[items["item_id"].isin(answers["item_id"])]
    ends = items.set_index("item_id")
    low, high = (answers["item_id"].map(ends[end]).astype(float) for end in ("low", "high"))
    on_step = answers["value"].where((answers["value"] - low) % 1 == 0).astype(float)
    score = (on_step - low) / (high - low)
    score = score.mask(answers["item_id"].isin(worded_otherwise(items)), 1 - score)
    wide = answers.assign(score=score).pivot(
        index="respondent_id", columns="item_id", values="score"
    )
    return items, by_member(wave, wide)


def _trend(
    key: str,
    referent: str,
    asked: Sequence[tuple[Network, list[str], pd.DataFrame]],
    limits: Mapping[str, Limit],
) -> tuple[Rows, list[tuple[str, str]]]:
    group = f"{key} {referent}"
    common = [item for item in asked[0][1] if all(item in items for _, items, _ in asked)]
    if not common:
        return [], []
    wides = [wide.reindex(columns=common) for _, _, wide in asked]
    same = wides[0].dropna().index
    for wide in wides[1:]:
        same = same.intersection(wide.dropna().index)
    rows: Rows = []
    base = {"part": RINGS[key.split(".")[0]], "group_kind": WHOLE, "group": group}
    for (wave, _, _), wide in zip(asked, wides, strict=True):
        here = base | {"wave": wave.wave.name, "x": wave.wave.label or wave.wave.name}
        for unit, some in ((SAME, wide.loc[same]), (ALL, wide.dropna(how="all"))):
            given = some.stack()
            if len(given):
                rows.append(here | {"unit": unit, "value": (given > 0.5).mean(), "n": len(given),
                                    "numerator": (given > 0.5).sum(), "responded": len(some),
                                    "eligible": len(same)})  # fmt: skip
    people = [wide.loc[same].mean(axis=1).to_numpy() for wide in wides]
    sure = limits["waves_confidence"].value
    steps = [paired_change(then, now, sure) for then, now in pairwise(people)]
    whole = paired_change(people[0], people[-1], sure)
    for since, change in ((SINCE_LAST, steps[-1]), (SINCE_FIRST, whole)):
        if change.n:
            rows.append(base | {"unit": MOVED, "x": since, "value": change.mean,
                                "lower": change.lower, "upper": change.upper,
                                "n": change.n})  # fmt: skip
    return rows, [(group, course(steps, whole, limits))]


def course(steps: Sequence[Change], whole: Change, limits: Mapping[str, Limit]) -> str:
    """The word for two waves, or for more: by which limits leave out nought, or lie within a band.

    Of fewer people than `change_people` nothing is said.
    """
    few, band = limits["change_people"].value, limits["steady_band"].value
    if whole.n < few:
        return "too little to say"
    words = [_word(step, band) for step in steps]
    last = _word(whole, band)
    if len(steps) == 1:
        return last
    if {"higher", "lower"} <= set(words):
        return "mixed"
    if last == "about the same":
        return "steady" if set(words) == {"about the same"} else "too little to say"
    return {"higher": "rising", "lower": "falling"}.get(last, last)


def _word(change: Change, band: float) -> str:
    if np.isnan(change.lower):  # everybody moved by as much, or nobody did
        return (
            "about the same" if change.n > 1 and abs(change.mean) <= band else "too little to say"
        )
    if change.lower > 0:
        return "higher"
    if change.upper < 0:
        return "lower"
    within = -band <= change.lower and change.upper <= band
    return "about the same" if within else "too little to say"
