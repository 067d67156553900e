"""Across networks: what there is, how far networks differ, and where one is among the others.

What the framework expects is held against all of them. Never a rank: networks stand in order of
age. Below its limits each says what it will not do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit, framework
from nicdev.measures.control import shares
from nicdev.measures.pooling import Pooled, pool_shares, share_of
from nicdev.measures.shares import wilson
from nicdev.network import Network, Portfolio
from nicdev.rings import seed_for
from nicdev.rings.development.judged import NOT_EXAMINABLE
from nicdev.rings.development.of_networks import held, scores, told
from nicdev.rings.make import evidence

Limits = Mapping[str, Limit]
Rows = Iterator[dict[str, Any]]
ONE = "one network"  # the group_kind of a row about a single network
YOUNG, GROWING, GROWN = "young", "growing", "grown"
YEAR = 365.25


def coverage(network: Network, limits: Limits) -> Evidence:
    """Of how many networks there is something to look at, for each dimension."""
    key = "development.portfolio.coverage"
    among = network.portfolio
    if among is None or (count := len(among.networks)) < limits["portfolio_least"].value:
        return _too_few(key, network, limits)
    rooms = among.found[among.found["what"] == "room"]
    there = rooms.groupby("name")["network"].nunique()
    rows = [
        {"unit": "covered", "part": room, "numerator": int(there.get(room, 0)), "n": count,
         "value": there.get(room, 0) / count}
        for room in framework().dimensions
    ]  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits, caveats=["portfolio_consent"])


def spread(network: Network, limits: Limits) -> Evidence:
    """Each share in every network, in order of age; drawn in towards the whole where many are."""
    key = "development.portfolio.spread"
    among = network.portfolio
    if among is None or len(among.networks) < limits["portfolio_least"].value:
        return _too_few(key, network, limits)
    rows: list[dict[str, Any]] = []
    ages = _ages(among, limits)
    enough = limits["pool_networks"]
    for name, mine in _latest(among):
        rows += _raw(name, mine, limits["pool_confidence"].value)
        if len(mine) >= enough.value:
            rows += _pooled(name, mine, ages, limits)
    if not any(row["unit"] == "whole" for row in rows):
        most = max((len(mine) for _, mine in _latest(among)), default=0)
        rows.append(_declined("drawn_in", most, enough))
    return evidence(key, network, rows, "described", limits=limits,
                    caveats=["portfolio_no_order", "portfolio_gated"])  # fmt: skip


def funnel(network: Network, limits: Limits) -> Evidence:
    """Each share beside limits that are closer the more answers or tests there are."""
    key = "development.portfolio.funnel"
    among = network.portfolio
    if among is None or among.networks.empty:
        return evidence(key, network, [], "no evidence")
    rows: list[dict[str, Any]] = []
    enough = limits["pool_networks"]
    for name, mine in _latest(among):
        if len(mine) >= enough.value:
            chart = shares(mine["numerator"].round(), mine["n"])
            outside = np.asarray(chart.outside) != 0
            rows += [
                {"unit": "funnel", "part": name, "group_kind": ONE, "group": row.network,
                 "label": row.title, "n": row.n, "value": chart.values[at],
                 "lower": chart.lower[at], "upper": chart.upper[at], "limit": chart.centre}
                for at, row in enumerate(each_row(mine))
            ]  # fmt: skip
            counts = {"outside_limits": int(outside.sum()), "inside_limits": int((~outside).sum())}
            rows += [{"unit": "funnel_networks", "part": name, "x": x, "numerator": many,
                      "n": len(mine)} for x, many in counts.items()]  # fmt: skip
    if not rows:
        most = max((len(mine) for _, mine in _latest(among)), default=0)
        return evidence(key, network, [_declined("funnel", most, enough)], "too little to say",
                        limits=limits)  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits, caveats=["portfolio_reasons"])


def position(network: Network, limits: Limits) -> Evidence:
    """Where a network is among the others: rows by network, from which the gate makes places."""
    key = "development.portfolio.position"
    among = network.portfolio
    if among is None or among.networks.empty:
        return evidence(key, network, [], "no evidence")
    enough, step = limits["position_networks"], limits["position_step"].value
    rows: list[dict[str, Any]] = []
    for name, mine in _latest(among):
        if len(mine) >= enough.value:
            own = list(_raw(name, mine, limits["pool_confidence"].value))
            for row in own:
                row["limit"] = step  # how wide the places are in which others are counted
            rows += own
    if not rows:
        most = max((len(mine) for _, mine in _latest(among)), default=0)
        return evidence(key, network, [_declined("position", most, enough)], "too little to say",
                        limits=limits)  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits,
                    caveats=["portfolio_no_order", "portfolio_gated"])  # fmt: skip


def conjectures(network: Network, limits: Limits) -> Evidence:
    """What the framework expects, held against networks: two shares of each, side by side.

    Units are those of `development.conjectures.ledger`, with `relation` ``network``; of `estimate`,
    `relation` names the two shares, `view` is all, panel (networks seen as often as any) or within
    (from time to time in one network), `n` networks, `eligible` pairs of scores, `responded` and
    `numerator` networks in which both moved, and moved the same way. Of `tried`, `numerator` counts
    comparisons, `n` networks that take part, `eligible` how many a verdict takes.
    """
    key = "development.portfolio.conjectures"
    among = network.portfolio
    if among is None or among.networks.empty:
        return evidence(key, network, [], "no evidence")
    known = scores(among)
    found = [
        held(one, known, limits, lambda name: seed_for(network, f"{key} {name}"))
        for one in framework().conjectures.values()
        if one.across
    ]
    rows = [row for one in found for row in told(one, limits)]
    tried = len({pair for one in found for pair in one.examined})
    often = round(1 / (1 - limits["conjecture_confidence"].value))
    rows.append({"group_kind": WHOLE, "unit": "tried", "numerator": tried, "limit": often,
                 "n": len(among.networks),
                 "eligible": limits["networks_fewest"].value})  # fmt: skip
    caveats = ["ledger_networks", "portfolio_gated"]
    if any(one.verdict != NOT_EXAMINABLE for one in found):
        caveats = ["ledger_together", "ledger_one_survey", *caveats]
    caveats += ["ledger_many"] if tried > 1 else []
    return evidence(key, network, rows, "described", limits=limits, caveats=caveats)


def _too_few(key: str, network: Network, limits: Limits) -> Evidence:
    """That there is no network, or that one cannot be set beside others."""
    among = network.portfolio
    if among is None or among.networks.empty:
        return evidence(key, network, [], "no evidence")
    alone = _declined("set_beside", len(among.networks), limits["portfolio_least"])
    return evidence(key, network, [alone], "too little to say", limits=limits)


def _declined(what: str, have: int, needed: Limit) -> dict[str, Any]:
    """What is not done with so few networks."""
    return {"unit": "declined", "x": what, "numerator": have, "limit": needed.value}


def _latest(among: Portfolio) -> Iterator[tuple[str, pd.DataFrame]]:
    """By share, a row for each network that has it at its latest wave, the longest known first."""
    people = among.networks.sort_values(["began", "network"], na_position="last")
    found = among.found[among.found["what"] == "share"]
    own = people.merge(found, on=["network", "wave"], how="inner")
    for name in framework().compared:
        mine = own[own["name"] == name]
        if len(mine):
            yield name, mine


def _raw(name: str, mine: pd.DataFrame, confidence: float) -> Rows:
    lower, upper = wilson(mine["numerator"], mine["n"], confidence)
    for at, row in enumerate(each_row(mine)):
        yield {
            "unit": "raw", "part": name, "group_kind": ONE, "group": row.network,
            "label": row.title, "x": "" if pd.isna(row.began) else str(row.began.date()),
            "value": row.numerator / row.n, "lower": lower[at], "upper": upper[at],
            "numerator": row.numerator, "n": row.n,
        }  # fmt: skip


def _pooled(name: str, mine: pd.DataFrame, ages: Mapping[str, str], limits: Limits) -> Rows:
    """The whole, each network drawn in towards it, and the whole of each age."""
    confidence = limits["pool_confidence"].value
    whole = pool_shares(mine["numerator"], mine["n"], confidence)
    drawn = share_of([whole.values, whole.lower, whole.upper])
    for at, row in enumerate(each_row(mine)):
        yield {"unit": "drawn", "part": name, "group_kind": ONE, "group": row.network,
               "label": row.title, "value": drawn[0, at], "lower": drawn[1, at],
               "upper": drawn[2, at], "n": row.n}  # fmt: skip
    yield {"unit": "whole", "part": name, "n": whole.units, **_range(whole)}
    yield {"unit": "half", "part": name, "n": whole.units,
           "lower": float(share_of(whole.low)), "upper": float(share_of(whole.high))}  # fmt: skip
    yield {"unit": "apart", "part": name, "n": whole.units, "value": whole.between,
           "lower": whole.between_lower, "upper": whole.between_upper}  # fmt: skip
    groups = mine["network"].map(ages)
    least = limits["k_networks"].value
    counts = groups.value_counts()
    if groups.isna().any() or len(counts) < 2 or (counts < least).any():
        return
    for age in dict.fromkeys(groups):
        some = mine[groups == age]
        yield {"unit": "age", "part": name, "group_kind": "age", "group": age, "n": len(some),
               **_range(pool_shares(some["numerator"], some["n"], confidence))}  # fmt: skip


def _range(whole: Pooled) -> dict[str, Any]:
    made = share_of([whole.centre, whole.centre_lower, whole.centre_upper])
    return dict(zip(("value", "lower", "upper"), map(float, made), strict=True))


def _ages(among: Portfolio, limits: Limits) -> dict[str, str]:
    """The age of each network at the day that the latest data are from; ages of few are joined."""
    known = among.networks.dropna(subset=["began"])
    if known.empty:
        return {}
    years = (known["until"].max() - known["began"]).dt.days / YEAR
    young, grown = limits["age_young"].value, limits["age_grown"].value
    ages = {
        str(code): YOUNG if old < young else GROWING if old < grown else GROWN
        for code, old in zip(known["network"], years, strict=True)
    }
    # Neighbours are counted together, once for all shares, until each stands for enough networks.
    least = limits["k_networks"].value
    for few in (YOUNG, GROWN):
        if Counter(ages.values())[few] < least:
            ages = {code: GROWING if age == few else age for code, age in ages.items()}
    counts = Counter(ages.values())
    if 0 < counts[GROWING] < least:
        beside = GROWN if counts[GROWN] else YOUNG
        ages = {code: beside if age == GROWING else age for code, age in ages.items()}
    return ages
