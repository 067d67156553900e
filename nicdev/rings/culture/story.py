"""The story that records tell: which moments of a network are dated, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE
from nicdev.network import Network

# Lanes, each with its table, its date, and which of its rows are moments.
MOMENTS = {
    "aim_worded": ("aims", "dated_on", ""),
    "theory_drawn": ("theory_versions", "dated_on", ""),
    "meetings_of_all": ("events", "held_on", "team_id"),
    "tests_started": ("cycles", "started_on", ""),
    "learnings_offered": ("learnings", "on", "status"),
    "decisions_taken_on": ("decisions", "on", ""),
}
OFFERED = "offered"


def moments(network: Network) -> Iterator[dict[str, Any]]:
    """For each lane and month how many moments; months without any have no row."""
    for lane, (table, date, by) in MOMENTS.items():
        rows = network.table(table)
        if by == "team_id":  # what is for one team is not the whole network's
            rows = rows[rows[by].isna()]
        if by == "status":
            rows = rows[rows[by] == OFFERED]
        for month, count in _by_month(rows[date]).items():
            yield {"part": lane, "group_kind": WHOLE, "unit": "moment", "x": month,
                   "numerator": count}  # fmt: skip


def _by_month(days: pd.Series) -> dict[str, int]:
    months = days.dropna().dt.strftime("%Y-%m").value_counts().sort_index()
    return {str(month): int(count) for month, count in months.items()}
