"""What a made-up network is to be like: its size, its subject, and how strong each plant is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from zlib import crc32

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field

Like = Literal["algebra", "literacy", "plain"]
Strength = Field(default=1.0, ge=0.0, le=1.0)


class Strengths(BaseModel):
    """How strong each plant is, from 0 (the effect is off) to 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    co_attendance: float = Strength  # ties follow who met whom, beyond teams
    trust_dip: float = Strength  # trust is lower in the second wave alone
    unreliable_facet: float = Strength  # one facet's items do not go together
    uneven_response: float = Strength  # some regions answer far less than others
    shift: float = Strength  # the outcome moves on a known day
    drifting_denominator: float = Strength  # ever more students are counted, at the same rate
    reuse: float = Strength  # tests build on those of other organizations
    converging_talk: float = Strength  # teams come to use the same words
    unconnected_newcomers: float = Strength  # who came late attends and has no ties
    carrying_hub: float = Strength  # ways between organizations lead through the hub


PLANTS: tuple[str, ...] = tuple(Strengths.model_fields)


class Plan(BaseModel):
    """All that decides what a made-up network is; the same plan makes the same tables."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    network: str
    title: str
    seed: int = Field(default=1, ge=0)
    subject: Literal["algebra", "literacy", "attendance"] = "attendance"
    starts_on: dt.date = dt.date(2024, 8, 1)
    waves: int = Field(default=3, ge=1, le=200)
    members: int = Field(default=60, ge=10, le=100_000)  # everybody on the roster, the hub included
    hub: int = Field(default=4, ge=2)
    schools: int = Field(default=8, ge=2)
    regions: int = Field(default=1, ge=1)
    offices: bool = False  # a regional office with two people in each region
    affinity_groups: int = Field(default=0, ge=0)
    late: float = Field(default=0.12, ge=0.0, le=1.0)  # share of school people who join later
    leave: float = Field(default=0.08, ge=0.0, le=1.0)  # and of those who leave
    response: float = Field(default=0.74, ge=0.0, le=1.0)
    tests: float = Field(default=2.0, ge=0.0)  # tests of change, per team and wave
    points: int = Field(default=14, ge=1)  # days between two points of a measure
    coded: int = Field(default=60, ge=0)  # texts, and tests, that were read by two coders
    without: tuple[str, ...] = ()  # tables that this network does not keep
    strengths: Strengths = Strengths()

    def off(self, *plants: str) -> Plan:
        """The same plan with these plants switched off."""
        changed = self.strengths.model_copy(update=dict.fromkeys(plants, 0.0))
        return self.model_copy(update={"strengths": changed})

    def random(self, name: str) -> np.random.Generator:
        """A stream of random numbers of its own for each name, so that no plant moves another."""
        return np.random.default_rng(np.random.SeedSequence([self.seed, crc32(name.encode())]))


@dataclass(frozen=True)
class Simulated:
    """Tables by name, in the order of the contract, and the truth they were made from."""

    frames: Mapping[str, pd.DataFrame]
    truth: Mapping[str, Any]


def like(
    kind: Like,
    network: str,
    *,
    members: int | None = None,
    waves: int | None = None,
    seed: int = 1,
) -> Plan:
    """A plan after one of the examples, in another size; the examples themselves have its name."""
    name = f"{kind.capitalize()} example network" + (f" {network}" if network != kind else "")
    if kind == "algebra":
        size = members or 27
        return Plan(
            network=network, title=name, seed=seed,
            subject="algebra", members=size, waves=waves or 3, hub=max(2, min(4, size // 6)),
            schools=max(2, round(size * 12 / 27)), regions=3,
            affinity_groups=max(1, round(size / 6.75)), response=0.85,
            tests=1.6, late=0.14, points=21, coded=36,
            strengths=Strengths(uneven_response=0.0, unreliable_facet=0.0, carrying_hub=0.3),
        )  # fmt: skip
    if kind == "literacy":
        size = members or 220
        regions = max(2, min(8, size // 12))
        return Plan(
            network=network, title=name, seed=seed,
            subject="literacy", members=size, waves=waves or 2,
            hub=max(2, min(12, size // 24)), regions=regions, offices=size >= 5 * regions,
            schools=max(2, round(size / 5.5)), affinity_groups=size // 27, response=0.65,
            tests=1.5, points=21,
            without=("invitations", "learnings", "uptakes", "layout"),
            strengths=Strengths(co_attendance=0.6, trust_dip=0.6),
        )  # fmt: skip
    size = members or 60
    return Plan(
        network=network, title=name, seed=seed,
        subject="attendance", members=size, waves=waves or 2, hub=max(2, min(20, size // 12)),
        schools=max(2, size // 8), regions=max(1, min(10, size // 40)),
        without=("context", "layout", "learnings", "uptakes", "support"),
    )  # fmt: skip
