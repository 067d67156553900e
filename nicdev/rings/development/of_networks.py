"""What networks show together: two of their shares, one after the other or at one time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from nicdev.framework import Conjecture, Limit, framework
from nicdev.measures.across import Across, Interval
from nicdev.network import Portfolio
from nicdev.rings.development.judged import (
    NOT_EXAMINABLE,
    OPEN,
    AcrossNetworks,
    across_networks,
    fits,
    in_order,
    ring_of,
    together,
)

OVER_TIME, AT_ONCE = "order_over_time", "order_at_once"
Seeds = Callable[[str], np.random.SeedSequence]
Rows = Iterator[dict[str, Any]]


@dataclass(frozen=True)
class Held:
    """One expectation held against networks: in which order, and what each pair of shares says."""

    one: Conjecture
    order: str
    said: Mapping[tuple[str, str], AcrossNetworks]

    @property
    def examined(self) -> Sequence[tuple[str, str]]:
        """The pairs that enough networks have."""
        return [pair for pair, found in self.said.items() if found.verdict != NOT_EXAMINABLE]

    @property
    def verdict(self) -> str:
        """Of all pairs, whose intervals hold together."""
        return together(found.verdict for found in self.said.values())


def scores(among: Portfolio) -> pd.DataFrame:
    """A row a network and wave (`at`, in order of time), a column a share; NaN where none."""
    shares = among.found[among.found["what"] == "share"]
    shares = shares[shares["network"].isin(among.networks["network"])]
    wide = shares.assign(share=shares["numerator"] / shares["n"]).pivot_table(
        index=["network", "at"], columns="name", values="share"
    )
    return wide.reindex(columns=list(framework().compared)).reset_index()


def held(one: Conjecture, known: pd.DataFrame, limits: Mapping[str, Limit], seeds: Seeds) -> Held:
    """One expectation: later shares beside earlier ones where enough networks have both, else at
    each network's latest wave that has both. Pairs that can be looked at share the chance that one
    stands out."""
    fewest = limits["networks_fewest"].value
    both = {
        pair: known[["network", "at", *pair]].set_axis(
            ["network", "wave", "first", "second"], axis="columns"
        )
        for pair in one.across
    }
    ordered = {pair: in_order(frame) for pair, frame in both.items()}
    order = OVER_TIME
    if all(frame["network"].nunique() < fewest for frame in ordered.values()):
        order = AT_ONCE
        ordered = {pair: frame.dropna().groupby("network").tail(1) for pair, frame in both.items()}
    tried = sum(frame["network"].nunique() >= fewest for frame in ordered.values())
    sure = limits["conjecture_confidence"]
    sharing = replace(sure, value=1 - (1 - sure.value) / max(tried, 1))
    shared = {**limits, "conjecture_confidence": sharing}
    said = {
        pair: across_networks(frame, one.direction, shared, seeds(" ".join((one.name, *pair))))
        for pair, frame in ordered.items()
    }
    return Held(one, order, said)


def told(found: Held, limits: Mapping[str, Limit]) -> Rows:
    """Rows of one expectation, in the units of the ledger of one network."""
    one, verdict, examined = found.one, found.verdict, found.examined
    base = {"part": one.name, "group_kind": "ring", "group": ring_of(one)}
    behind = [found.said[pair].all_of_them.networks for pair in examined]
    yield base | {"unit": "conjecture", "x": verdict, "relation": "network", "view": "networks",
                  "numerator": len(examined),
                  "n": min(behind, default=float("nan"))}  # fmt: skip
    order = "order_none" if verdict == NOT_EXAMINABLE else found.order
    yield base | {"unit": "order", "x": order}
    yield base | {"unit": "source", "x": "one_survey" if _one_survey(found) else "two_sources"}
    yield base | {"unit": "wanting"} | _wanting(found, limits)
    for pair, said in found.said.items():
        named = base | {"unit": "estimate", "relation": "|".join(pair)}
        for of, some in (("all", said.all_of_them), ("panel", said.panel)):
            if some is not None and some.networks:
                yield from (named | row for row in _estimates(of, some, one.direction))


def _estimates(of: str, found: Across, direction: int) -> Rows:
    counted = {"n": found.networks, "eligible": found.pairs, "numerator": found.alike,
               "responded": found.moved}  # fmt: skip
    yield {"view": of} | counted | _range(found.between, found.method, direction)
    if found.method == "mixed" and of == "all":
        yield {"view": "within"} | counted | _range(found.within, found.method, direction)


def _range(found: Interval, method: str, direction: int) -> dict[str, Any]:
    word = NOT_EXAMINABLE if method == "none" else fits(found.lower, found.upper, direction)
    return {"value": found.value, "lower": found.lower, "upper": found.upper, "x": word}


def _one_survey(found: Held) -> bool:
    """Whether a pair that is looked at, or any where none is, has both sides from answers."""
    compared = framework().compared
    pairs = found.examined or list(found.said)
    return any(all(compared[side].unit == "answers" for side in pair) for pair in pairs)


def _wanting(found: Held, limits: Mapping[str, Limit]) -> dict[str, Any]:
    """The least that would change the verdict; `limit` is what it takes, the same for everybody."""
    fewest = limits["networks_fewest"].value
    most = max(said.all_of_them.networks for said in found.said.values())
    if most < fewest:
        return {"x": "wants_networks", "value": fewest - most, "limit": fewest}
    if found.verdict == NOT_EXAMINABLE:
        return {"x": "wants_networks_apart"}
    if found.order == AT_ONCE:
        return {"x": "wants_networks_wave"}
    return {"x": "wants_networks_wider" if found.verdict == OPEN else "wants_more"}
