"""Verdicts on what the framework expects: from intervals, and across networks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from nicdev.framework import RINGS, Conjecture, Limit
from nicdev.measures.across import Across, across

FITS, DIFFERS, OPEN = "consistent", "not consistent", "too little to say"
DIVIDED, NOT_EXAMINABLE, TOLD = "divided", "not examinable", "described"


@dataclass(frozen=True)
class Found:
    """One comparison in one network: of which part and people, with what range, what it says.

    `lacks` names what kept it from being made: ``people``, ``teams``, ``alike``, ``size``,
    ``small``, ``names``, or a score that nobody has; '' where it was made. `people` and `teams`
    stand behind it; `of` is ``all`` or the ``panel`` of those who answered at every wave, and
    ``all_change`` or ``panel_change`` where not the later score but its change is looked at.
    """

    part: str
    of: str
    people: int
    teams: int
    verdict: str = ""
    value: float = float("nan")
    lower: float = float("nan")
    upper: float = float("nan")
    lacks: str = ""


def ring_of(one: Conjecture) -> str:
    """The ring of what is expected to follow; `functions` for what stands around the rings."""
    ring = one.effects[0].split(".")[0]
    return ring if ring in RINGS else "functions"


def fits(lower: float, upper: float, direction: int) -> str:
    """What an interval says of an expected direction, 1 or -1."""
    if direction < 0:
        lower, upper = -upper, -lower
    if lower > 0:
        return FITS
    return DIFFERS if upper < 0 else OPEN


def together(words: Iterable[str]) -> str:
    """One verdict on several parts, whose intervals hold together: divided where they disagree."""
    said = set(words)
    if {FITS, DIFFERS} <= said:
        return DIVIDED
    return next((word for word in (FITS, DIFFERS, OPEN) if word in said), NOT_EXAMINABLE)


@dataclass(frozen=True)
class AcrossNetworks:
    """A verdict on one expectation across networks, and what it rests on.

    `all_of_them` are all networks with a pair; `panel` those seen as often as any, or None where
    these are all.
    """

    verdict: str
    all_of_them: Across
    panel: Across | None


def in_order(scores: pd.DataFrame) -> pd.DataFrame:
    """Columns network, wave, first and second: each network's first score at a wave beside its
    second score at the next. Scores have the same columns, a row a network and wave; waves sort in
    order of time."""
    ordered = scores.sort_values(["network", "wave"])
    later = ordered.groupby("network")["second"].shift(-1)
    return ordered.assign(second=later).dropna(subset=["first", "second"])


def across_networks(
    pairs: pd.DataFrame, direction: int, limits: Mapping[str, Limit], seed: np.random.SeedSequence
) -> AcrossNetworks:
    """The verdict on one expectation of networks: columns network, first and second, a row a pair.

    What lies between networks decides; where what lies between the times of one says the opposite,
    it is divided. Below `networks_fewest` networks nothing is said.
    """
    whole = pairs.dropna(subset=["first", "second"])
    found = _of(whole, limits, seed)
    times = whole["network"].value_counts()
    often = whole[whole["network"].isin(times.index[times == times.max()])]
    panel = None if len(often) == len(whole) else _of(often, limits, seed)
    return AcrossNetworks(_verdict(found, direction), found, panel)


def _of(pairs: pd.DataFrame, limits: Mapping[str, Limit], seed: np.random.SeedSequence) -> Across:
    return across(
        pairs["network"].astype(str).to_numpy(),
        pairs["first"].to_numpy(dtype=float),
        pairs["second"].to_numpy(dtype=float),
        limits["conjecture_confidence"].value,
        int(limits["networks_fewest"].value),
        int(limits["networks_multilevel"].value),
        int(limits["conjecture_draws"].value),
        seed,
    )


def _verdict(found: Across, direction: int) -> str:
    if found.method == "none":
        return NOT_EXAMINABLE
    between, within = (
        fits(part.lower, part.upper, direction) for part in (found.between, found.within)
    )
    return DIVIDED if {between, within} == {FITS, DIFFERS} else between
