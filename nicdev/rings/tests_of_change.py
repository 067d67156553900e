"""Tests of change as they stood at the end of a wave, and how they are counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE
from nicdev.network import Network


def tests_so_far(network: Network) -> pd.DataFrame:
    """The tests begun so far, each with `org`, the organization it was carried out in.

    A test that ended, or was shared, after the wave had not ended or been shared by then.
    """
    tests = network.table("cycles")
    until = network.wave.ends_on
    if until is not None:
        tests = tests.assign(**{c: tests[c].where(tests[c] <= until)
                                for c in ("ended_on", "shared_on")})  # fmt: skip
    of_team = network.table("teams").set_index("team_id")["org_id"]
    return tests.assign(org=tests["org_id"].fillna(tests["team_id"].map(of_team)))


def by_state(
    part: str, unit: str, states: pd.Series, order: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Of all `states`, how many are each of `order`: a row for each, also for none."""
    for state in order:
        yield share(part, unit, state, int((states == state).sum()), len(states))


def share(part: str, unit: str, x: str, count: int, n: int) -> dict[str, Any]:
    """A row: `count` of `n` tests, ideas or teams are `x`."""
    return {"part": part, "unit": unit, "group_kind": WHOLE, "x": x, "numerator": count, "n": n,
            "value": count / n if n else float("nan")}  # fmt: skip
