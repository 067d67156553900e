"""One site, one measure, one driver: a series to plant something in, with what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from nicdev.evidence import Evidence

Rows = list[dict[str, Any]]
MEASURE = {"measure_id": "m", "name": "Explain", "family": "outcome", "driver_id": "P1",
           "direction": "up", "unit": "share", "numerator": "those who explain",
           "denominator": "all", "frequency": "weekly", "target": 0.7, "shared": "yes"}  # fmt: skip
DAYS = [str(day.date()) for day in pd.date_range("2025-01-06", periods=40, freq="7D")]
WAVER = [0.40, 0.60, 0.42, 0.58, 0.44, 0.56, 0.38, 0.62, 0.36, 0.64, 0.46, 0.54]
LOW, HIGH = [0.40, 0.44, 0.38, 0.42, 0.46, 0.41], [0.60, 0.64, 0.58, 0.62, 0.66, 0.61]


def frames(
    values: Sequence[float],
    students: int = 100,
    events: Rows | None = None,
    tests: Rows | None = None,
    **measure: Any,
) -> dict[str, pd.DataFrame]:
    """One site, one measure, a point a week; shares of as many students each week, or values."""
    counted = students > 0
    points = [
        {"measure_id": "m", "site_id": "s", "on": day, "value": "" if counted else value,
         "numerator": round(value * students) if counted else "",
         "denominator": students if counted else ""}
        for day, value in zip(DAYS, values, strict=False)
    ]  # fmt: skip
    made = {
        "members": [{"member_id": "m1", "observed_from": "2025-01-01", "joined_on": "2025-01-01"}],
        "organizations": [{"org_id": "s", "name": "s", "kind": "school",
                           "joined_on": "2025-01-01"}],
        "teams": [{"team_id": "T", "org_id": "s", "name": "T", "kind": "improvement team"}],
        "theory_versions": [{"version": "v", "dated_on": "2025-01-01", "note": ""}],
        "theory": [{"version": "v", "node_id": "A", "kind": "aim", "text": "All", "parents": ""},
                   {"version": "v", "node_id": "P1", "kind": "primary driver", "text": "Talk",
                    "parents": "A"},
                   {"version": "v", "node_id": "I1", "kind": "change idea", "text": "Ask",
                    "parents": "P1"},
                   {"version": "v", "node_id": "I2", "kind": "change idea", "text": "Wait",
                    "parents": "A"}],
        "measures": [MEASURE | measure],
        "measurements": points,
    }  # fmt: skip
    if events:
        empty = {"measure_id": "m", "site_id": "", "to_on": "", "note": ""}
        made["measure_events"] = [empty | event for event in events]
    if tests:
        made["cycles"] = [
            {"cycle_id": f"C{at}", "team_id": "T", "driver_id": "P1", "idea_id": "I1",
             "started_on": "2025-02-03", "ended_on": "2025-11-28", "plan": "p", "prediction": "p",
             "done": "d", "observed": "o", "study": "s", "learning": "l", "decision": "adopt",
             "scale": "one classroom", "builds_on": "", "may_share": "yes"} | test
            for at, test in enumerate(tests)
        ]  # fmt: skip
    return {name: pd.DataFrame(rows) for name, rows in made.items()}


def row(found: Evidence, unit: str) -> Any:
    (one,) = found.rows[found.rows["unit"] == unit].itertuples()
    return one
