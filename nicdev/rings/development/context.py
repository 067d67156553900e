"""What helps and hinders around the network, beside its waves, the moments on record, and the
courses of the same people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row, verdict_of
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.culture.story import moments
from nicdev.rings.development.repeated import SAME
from nicdev.rings.make import evidence
from nicdev.tables import TABLES

WIDENING = ("private", "evaluator", "hub", "members")  # reach of columns, from the least on


def forces(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Forces by level and time, each with what the network did about it.

    Units: `force` (`part` = level, `view` = helps or hinders, `label` = what it is, `value` =
    strength, `x` and `relation` = from when until when, as far as the wave saw it, `group` = how
    far its columns go) and `response` (`label` = what was done); `wave` (`x` its last day,
    `relation` its first); `moment` as in the story that records tell.
    """
    rows = list(_forces(network))
    if rows:
        rows += [*_waves(network), *moments(network)]
    word = "described" if rows else "no evidence"
    caveats = ["context_as_noted"] if rows else []
    return evidence("development.context.forces", network, rows, word, limits=limits,
                    caveats=caveats)  # fmt: skip


def courses(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What the same people answered at each wave, on one line of time with what happened meanwhile.

    Units: `trend_at` (`part` = ring, `group` = indicator and whom it is about, `x` = last day of
    the wave, `value` = share of answers above the middle, `relation` = the word their changes
    allow), repeated from `waves.same_people`, which `quotes` names; `force`, `response`, `wave` and
    `moment` as in `forces`.
    """
    key, same = "development.context.courses", network.evidence(SAME)
    table = network.table("waves")
    ends = dict(zip(table["wave"], table["ends_on"].map(_day), strict=True))
    found = same.rows[same.rows["unit"] == "trend"]
    rows: list[dict[str, Any]] = [
        {"unit": "trend_at", "wave": r.wave, "part": r.part, "group_kind": WHOLE, "group": r.group,
         "x": ends[r.wave], "label": r.x, "value": r.value,
         "relation": verdict_of(same.verdicts, r.group)}
        for r in each_row(found)
    ]  # fmt: skip
    if not rows:
        return evidence(key, network, [], "no evidence", limits=limits)
    rows.append({"unit": "quotes", "part": SAME})
    rows += [*_forces(network), *_waves(network), *moments(network)]
    caveats = ["context_as_noted", "change_same_people"]
    return evidence(key, network, rows, "described", limits=limits, caveats=caveats)


def _forces(network: Network) -> Iterator[dict[str, Any]]:
    table = network.table("context")
    levels = list(TABLES["context"].column("level").allowed)
    order = table["level"].map(levels.index)
    table = table.assign(order=order).sort_values(["order", "from_on"], kind="stable")
    for at in each_row(table):
        where = {"part": at.level, "group_kind": "reach", "x": _day(at.from_on)}
        yield where | {"unit": "force", "view": at.direction, "label": at.text,
                       "value": float(at.strength), "relation": _until(at.to_on, network),
                       "group": _reach("level", "direction", "text", "strength", "from_on",
                                       "to_on")}  # fmt: skip
        if pd.notna(at.response):
            yield where | {"unit": "response", "label": at.response, "relation": at.text,
                           "group": _reach("response", "text")}  # fmt: skip


def _reach(*columns: str) -> str:
    """How far all of these columns go."""
    return min((TABLES["context"].column(c).reach for c in columns), key=WIDENING.index)


def _day(day: Any) -> str:
    return "" if pd.isna(day) else str(pd.Timestamp(day).date())


def _until(day: Any, network: Network) -> str:
    """The last day, where the wave has seen it; else it was still felt at the wave's end."""
    end = network.wave.ends_on
    return "" if pd.isna(day) or (end is not None and day > end) else _day(day)


def _waves(network: Network) -> Iterator[dict[str, Any]]:
    end = network.wave.ends_on
    for wave in each_row(network.table("waves").sort_values("ends_on")):
        if end is None or wave.ends_on <= end:
            yield {"unit": "wave", "wave": wave.wave, "label": wave.label or wave.wave,
                   "relation": _day(wave.starts_on), "x": _day(wave.ends_on)}  # fmt: skip
