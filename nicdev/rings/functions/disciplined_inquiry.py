"""Disciplined inquiry: how far tests of change go round the cycle (pp. 6-7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nicdev.evidence import WHOLE, Evidence
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.work import ended, filled, yes_no


def cycle(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of the tests that began, how many have a plan; of those, how many a prediction; and so on.

    Each step counts among those that took the step before it (McNicholas and others 2019 nest
    their denominators so); what was done, studied and decided among tests that have ended.
    """
    key = "functions.disciplined_inquiry.cycle"
    tests = network.table("cycles")
    if tests.empty:
        return evidence(key, network, [], "no evidence")
    planned = filled(tests["plan"])
    done = planned & ended(network, tests) & filled(tests["done"])
    studied = done & filled(tests["study"])
    rows: list[dict[str, Any]] = [
        *yes_no("step_planned", planned, "tests"),
        *yes_no("step_predicted", filled(tests["prediction"])[planned], "tests"),
        *yes_no("step_done", done[planned & ended(network, tests)], "tests"),
        *yes_no("step_studied", studied[done], "tests"),
        *yes_no("step_decided", (tests["decision"] != "undecided")[studied], "tests"),
        {"unit": "behind", "group_kind": WHOLE, "numerator": tests["team_id"].nunique()},
    ]
    few = len(tests) < limits["tests_few"].value
    return evidence(key, network, rows, "too little to say" if few else "described",
                    limits=limits, caveats=["tests_written_down"])  # fmt: skip
