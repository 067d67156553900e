"""Driver by driver: what was tried and when, what its measures did, and what that warrants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import each_row
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.technical import points as line
from nicdev.rings.tests_of_change import tests_so_far
from nicdev.rings.work import newest_theory

PRIMARY = "primary driver"
NO_IDEA = "no_idea"


def by_driver(network: Network, limits: Mapping[str, Limit]) -> Iterator[dict[str, Any]]:
    """Rows for each primary driver of the newest diagram; docs/evidence-kinds.md names them."""
    theory = newest_theory(network)
    texts = theory.set_index("node_id")["text"]
    under = line.boxes_under(network)
    tests = tests_so_far(network)
    measures = network.table("measures")
    for driver in each_row(theory[theory["kind"] == PRIMARY]):
        boxes = under[driver.node_id]
        base = {"part": driver.node_id, "relation": driver.text, "group_kind": "driver"}
        mine = line.tests_under(tests, boxes)
        yield from (base | row for row in _tried(mine, texts, boxes))
        moved = [
            row
            for measure in each_row(measures[measures["driver_id"].isin(boxes)])
            for row in _moved(network, measure, mine["started_on"].min(), limits)
        ]
        yield from (base | row for row in moved)
        yield base | {"unit": "warrant", "x": _warranted(len(mine), moved)}


def _tried(tests: pd.DataFrame, texts: pd.Series, boxes: set[str]) -> Iterator[dict[str, Any]]:
    ideas = tests["idea_id"].where(tests["idea_id"].isin(boxes), NO_IDEA)
    began = tests.groupby(ideas, sort=False)["started_on"].min().sort_values(kind="stable")
    for idea in began.index:
        some = tests[ideas == idea]
        first, last = (some["started_on"].agg(how) for how in ("min", "max"))
        base = {"group": idea, "label": texts.get(idea, "")}
        yield base | {"unit": "tried", "x": first.date(), "numerator": len(some),
                      "n": some["team_id"].nunique(), "view": last.date()}  # fmt: skip
        for decision, count in some["decision"].value_counts().items():
            yield base | {"unit": "decided", "x": decision, "numerator": count}


def _moved(
    network: Network, measure: Any, first_test: Any, limits: Mapping[str, Limit]
) -> Iterator[dict[str, Any]]:
    """The verdict of the run chart, and the median of the points before and since the first test.

    Medians are left out where a point of too few students on either side has a part in them.
    """
    taken = network.table("measurements")
    taken = taken[(taken["measure_id"] == measure.measure_id) & taken["group"].isna()]
    points = line.pooled(line.given(taken), line.whole_of(measure.unit))
    base = {"unit": "moved", "group": measure.measure_id, "label": measure.name}
    if points.empty:
        yield base | {"x": "no evidence"}
        return
    events = network.table("measure_events")
    happened = events[events["measure_id"] == measure.measure_id]
    points, _ = line.marked(points, happened, limits)
    kept = points[points["judged"]]
    signal, useful, _, _ = line.rules_of(kept["value"], line.centre_of(points), limits)
    verdict = "too little to say"
    if useful >= limits["run_points_rules"].value:
        verdict = line.way(kept["value"], measure.direction) if signal else "no signal"
    edge = limits["edge_students"].value
    few = (kept["numerator"] < edge) | (kept["n"] - kept["numerator"] < edge)
    since = kept["on"] >= first_test
    row = base | {"x": verdict, "numerator": int((~since).sum()), "n": int(since.sum()),
                  "view": measure.unit if isinstance(measure.unit, str) else ""}  # fmt: skip
    if not few.any():
        row |= {"lower": kept.loc[~since, "value"].median(),
                "value": kept.loc[since, "value"].median()}  # fmt: skip
    yield row


def _warranted(tests: int, moved: list[dict[str, Any]]) -> str:
    """What may be said: the least where there is least, and never that a test did it."""
    said = {row["x"] for row in moved}
    if not tests:
        return "untried" if moved else "nothing"
    if not said - {"no evidence"}:
        return "unmeasured"
    if "signal in the other direction" in said:
        return "other"
    if "signal in the hoped-for direction" in said:
        before = [row for row in moved if row["x"] == "signal in the hoped-for direction"]
        return "hoped" if any(row["numerator"] for row in before) else "no_before"
    if "described" in said:
        return "described"
    return "level" if "no signal" in said else "little"
