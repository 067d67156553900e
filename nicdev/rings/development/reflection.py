"""Reflection: the framework at a glance, for a group that reads it together."""

from __future__ import annotations

from collections.abc import Mapping

from nicdev.evidence import Evidence
from nicdev.framework import Limit, framework
from nicdev.network import Network
from nicdev.rings.make import evidence

NOTHING = ("no evidence", "not asked", "not built yet")


def wheel(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """For each of the eleven dimensions, how many of its indicators have evidence; and the three
    functions around them."""
    rows = []
    for room in framework().dimensions:
        mine = [i for i in framework().indicators.values() if i.room == room]
        words = [network.evidence(i.key).verdict if i.built else "not built yet" for i in mine]
        found = sum(word not in NOTHING for word in words)
        if found:
            state = "evidence"
        elif all(word == "not built yet" for word in words):
            state = "not built yet"
        else:
            state = "no evidence"
        rows.append({"part": room, "group_kind": "ring", "group": room.split(".")[0], "x": state,
                     "unit": "indicators", "numerator": found, "n": len(mine),
                     "value": found / len(mine)})  # fmt: skip
    rows += [  # no indicator serves the functions yet
        {"part": f"functions.{function}", "group_kind": "around", "group": "functions",
         "x": "not built yet", "unit": "functions"}
        for function in framework().functions
    ]  # fmt: skip
    return evidence("development.reflection.wheel", network, rows, "described", limits=limits)
