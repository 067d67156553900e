"""Voices: what members say they achieved, what helped, what hindered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nicdev.evidence import Evidence
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.people import asked
from nicdev.rings.waves import waves_so_far


def accomplishments(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What members say came of it, and how their practice changed: members by choice and wave."""
    return _chosen("accomplishments", network, limits, ["accomplishment", "how practice changed"])


def enablers_and_barriers(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What members say helped, hindered and was missing: members by choice and wave."""
    return _chosen("enablers_and_barriers", network, limits, ["enabler", "barrier", "wanted"])


def purposes(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What members work on and why they chose improvement: members by choice and wave."""
    return _chosen(
        "purposes",
        network,
        limits,
        ["problem focus", "why improvement", "what would spread it", "learning community"],
    )


def _chosen(
    name: str, network: Network, limits: Mapping[str, Limit], questions: Sequence[str]
) -> Evidence:
    key = f"development.voices.{name}"
    voices = network.table("voices")
    voices = voices[voices["question"].isin(questions)]
    if voices.empty:
        return evidence(key, network, [], "not asked" if network.has("voices") else "no evidence")
    rows = [row for question in questions for row in _grid(network, voices, question)]
    return evidence(key, network, rows, "described", limits=limits, caveats=["voices_several"])


def _grid(network: Network, voices: Any, question: str) -> Iterator[dict[str, Any]]:
    """How many people chose each answer, in each wave in which the question was answered."""
    mine = voices[voices["question"] == question]
    counts = mine.groupby(["answer", "wave"])["respondent_id"].nunique().unstack(fill_value=0)
    people = mine.groupby("wave")["respondent_id"].nunique()
    for answer in counts.sum(axis=1).sort_values(ascending=False, kind="stable").index:
        for wave, label in waves_so_far(network).items():
            if wave not in people.index:
                continue
            on_list = len(asked(network, "survey", wave))
            n = int(people[wave])
            yield {"part": question, "unit": "cells", "group": answer, "x": label,
                   "numerator": int(counts.loc[answer, wave]), "n": n,
                   "value": counts.loc[answer, wave] / n, "responded": n,
                   "eligible": on_list if on_list >= n else float("nan")}  # fmt: skip
