"""A network's work in tables small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd

Frames = dict[str, pd.DataFrame]
Row = dict[str, Any]


def table(names: str, *rows: str) -> pd.DataFrame:
    """A table from words with bars between them."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return pd.DataFrame(cells, columns=names.split())


MEMBERS = table("member_id observed_from joined_on", "M001|2024-08-01|2024-08-01")
TEAMS = table(
    "team_id org_id name kind",
    "T1|O1|North|improvement team", "T2|O2|South|improvement team", "T3|O3|West|improvement team",
    "HUB||Hub|hub",
)  # fmt: skip
ORGANIZATIONS = table(
    "org_id name kind joined_on", "O1|North|school|2024-08-01", "O2|South|school|2024-08-01",
    "O3|West|school|2024-08-01",
)  # fmt: skip
VERSIONS = table("version dated_on note", "v1|2024-09-01|", "v2|2025-02-01|after tests")
THEORY = table(
    "version node_id kind text parents",
    "v1|A|aim|All learn|", "v1|P1|primary driver|Talk|A", "v1|P2|primary driver|Tasks|A",
    "v1|I1|change idea|Ask twice|P1", "v1|I0|change idea|A poster|",
    "v2|A|aim|All learn|", "v2|P2|primary driver|Tasks|A", "v2|P1|primary driver|Students talk|A",
    "v2|P3|primary driver|Time|A",
    "v2|S1|secondary driver|Wait|P1", "v2|I1|change idea|Ask twice|S1",
    "v2|I2|change idea|Pairs|S1;P2", "v2|I3|change idea|Choice|P2",
)  # fmt: skip
MEASURES = table(
    "measure_id name family driver_id direction unit numerator denominator frequency shared",
    "m1|Talks|driver|P1|up|share|who talk|all|weekly|yes",
    "m2|Ease|balancing||up|share||||no",
)
CYCLE: Row = {"team_id": "T1", "idea_id": "I1", "driver_id": "", "started_on": "2024-10-01",
              "ended_on": "2024-12-20", "plan": "p", "prediction": "p", "done": "d",
              "observed": "o", "study": "s", "learning": "l", "decision": "adapt",
              "scale": "one student", "builds_on": "", "may_share": "yes"}  # fmt: skip


def cycles(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame([CYCLE | {"cycle_id": f"C{at + 1:03d}"} | row
                         for at, row in enumerate(rows)])  # fmt: skip


def around(**frames: pd.DataFrame) -> Frames:
    base = {"members": MEMBERS, "teams": TEAMS, "organizations": ORGANIZATIONS,
            "theory": THEORY, "theory_versions": VERSIONS}  # fmt: skip
    return base | frames
