"""Reflection: the framework at a glance, for a group that reads it together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import NOTHING, Evidence, change, each_row, verdict_of
from nicdev.framework import Limit, framework
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.tables import TABLES

HERE = "development.reflection"
# What has two waves side by side already, or other networks.
ELSEWHERE = {HERE, "development.waves", "development.context", "development.conjectures",
             "development.portfolio"}  # fmt: skip


def wheel(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """For each of the eleven dimensions, how many of its indicators have evidence, and whether
    that is more or less than at the wave before; and the three functions around them."""
    before = network.before() if network.before else None
    rows: list[dict[str, Any]] = []
    for room in framework().dimensions:
        base = {"part": room, "group_kind": "ring", "group": room.split(".")[0]}
        found = _found(network, room)
        rows.append(base | {"unit": "indicators"} | _state(room, found))
        if before and (found or _found(before, room)):
            rows.append(base | {"x": _direction(_found(before, room), found), "unit": "direction",
                                "value": found - _found(before, room)})  # fmt: skip
    for function in framework().functions:
        base = {"part": f"functions.{function}", "group_kind": "around", "group": "functions"}
        found = _found(network, base["part"])
        rows.append(base | {"unit": "functions"} | _state(base["part"], found))
    if before:
        rows.append(_named(before))
    return evidence(f"{HERE}.wheel", network, rows, "described", limits=limits)


def _state(room: str, found: int) -> dict[str, Any]:
    """How much evidence there is: of how many questions that nicdev can look at, and in a word."""
    mine = [i for i in framework().indicators.values() if i.room == room and i.built]
    if not mine:
        return {"x": "not built yet"}
    return {"x": "evidence" if found else "no evidence", "numerator": found, "n": len(mine),
            "value": found / len(mine)}  # fmt: skip


def _found(network: Network, room: str) -> int:
    """How many indicators of a dimension have evidence."""
    mine = [i for i in framework().indicators.values() if i.room == room and i.built]
    return sum(network.evidence(i.key).verdict not in NOTHING for i in mine)


def _direction(before: int, now: int) -> str:
    if before == now:
        return "as much"
    if now < before:
        return "less"
    return "more" if before else "new"


def _named(before: Network) -> dict[str, Any]:
    """What the wave is called with which this one is compared."""
    return {"wave": before.wave.name, "label": before.wave.label, "unit": "wave"}


def changes(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Every verdict beside that of the wave before, but of what compares by itself."""
    key = f"{HERE}.changes"
    if network.before is None:
        return evidence(key, network, [], "no evidence", limits=limits)
    before = network.before()
    rows = [_named(before)]
    for indicator in framework().indicators.values():
        if indicator.built and indicator.room not in ELSEWHERE and not indicator.quotes:
            pair = (before.evidence(indicator.key), network.evidence(indicator.key))
            rows += _compared(*pair)
    return evidence(key, network, rows, "described", limits=limits)


def _compared(before: Evidence, now: Evidence) -> Iterator[dict[str, Any]]:
    """Two rows for each part that has a verdict of its own, of then and of now."""
    parts = dict.fromkeys(part for e in (before, now) for part, _ in e.verdicts if part)
    for part in parts or [""]:
        words = [verdict_of(e.verdicts, part) for e in (before, now)]
        for at, word in zip((before, now), words, strict=True):
            yield {"wave": at.wave, "part": now.key, "relation": part,
                   "label": _label(part, now, before), "group_kind": "change",
                   "group": change(*words), "x": word, "unit": "verdicts"}  # fmt: skip


def _label(part: str, *found: Evidence) -> str:
    """How the network calls a part."""
    labels = [
        label
        for e in found
        for label in e.frame.loc[(e.frame[["part", "relation"]] == part).any(axis=1), "label"]
        if label
    ]
    return str(labels[0]) if part and labels else ""


def decisions(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What was decided over the briefs of earlier waves, cell by cell, each with its reach.

    A network without waves has one brief, which is read again: there all decisions are earlier.
    """
    key, columns = f"{HERE}.decisions", TABLES["decisions"].columns
    found = network.table("decisions")
    if network.wave.ends_on is not None:
        found = found[found["wave"] != network.wave.name]
    rows = [
        {"wave": row.wave, "part": row.decision_id, "label": _text(getattr(row, column.name)),
         "group_kind": "reach", "group": column.reach, "x": column.name, "unit": "texts"}
        for row in each_row(found.sort_values(["on", "decision_id"]))
        for column in columns
    ]  # fmt: skip
    caveats = ["decisions_after"] if rows else []
    word = "described" if rows else "no evidence"
    return evidence(key, network, rows, word, limits=limits, caveats=caveats)


def _text(cell: Any) -> str:
    if pd.isna(cell):
        return ""
    return str(cell.date()) if isinstance(cell, pd.Timestamp) else str(cell)
