"""Control charts: which kind fits the numbers of a measure, what its points do beside limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import Evidence, each_row
from nicdev.framework import Limit
from nicdev.measures.control import Chart, between, counts, rates, shares, single_values
from nicdev.measures.rules import assurance
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.technical import points as line

COUNTS = ("count", "counts", "number")  # units of measures that count events
BETWEEN = ("days between", "cases between")
RATES = ("rate",)  # events for each unit of the denominator; any other count is a share


def charted(key: str, network: Network, limits: Mapping[str, Limit], *, counted: bool) -> Evidence:
    """Every measure that is counted out of a total, or every other, with its limits.

    Points, their baseline and the rules in a row are those of the run chart, about the mean. Limits
    stand from as many points as the rules need. A signal is what the rules in a row say; a point
    outside alone is `described`: it says that something happened there, not that a level has moved.
    """
    measures, taken = network.table("measures"), network.table("measurements")
    taken = taken[taken["group"].isna()]
    events = network.table("measure_events")
    rows: list[dict[str, Any]] = []
    verdicts: list[tuple[str, str]] = []
    caveats: list[str] = []
    for measure in each_row(measures):
        mine = line.given(taken[taken["measure_id"] == measure.measure_id])
        points = line.pooled(mine, 1)
        if points.empty or points["n"].notna().all() != counted:
            continue
        happened = events[events["measure_id"] == measure.measure_id]
        points, said = line.marked(_summed(points, mine, measure), happened, limits)
        kind, chart = _chart(points, measure, limits)
        whole = line.whole_of(measure.unit) if counted else 1
        centre = whole * chart.centre
        points = points.assign(value=whole * points["value"], centre=centre,
                               lower=whole * chart.lower, upper=whole * chart.upper)  # fmt: skip
        kept = points[points["judged"]]
        signal, useful, _, ruled = line.rules_of(kept["value"], centre, limits)
        enough = useful >= limits["run_points_rules"].value
        outside = int(np.abs(chart.outside).sum())
        if not enough:
            points = points.assign(lower=np.nan, upper=np.nan)
            verdict = "too little to say"
        elif signal:
            verdict = line.way(kept["value"], measure.direction)
        else:
            verdict = "described" if outside else "no signal"
        base = line.base_of(measure)
        rows += [base | row for row in (
            *line.point_rows(points), {"unit": "centre", "x": "mean", "value": centre, "n": useful},
            {"unit": "chart", "x": kind}, *ruled, *line.beside_rows(measure, events)
        )]  # fmt: skip
        if enough:
            rows.append(base | {"unit": "outside", "value": outside})
            rows += [base | row for row in _target(measure, points, verdict)]
        verdicts.append((measure.measure_id, verdict))
        caveats += [*said, *line.about_sites(mine), *_caveats(kind, chart, useful, limits)]
        caveats += ["series_small_points"] if points["small"].any() else []
    if not rows:
        return evidence(key, network, [], "no evidence")
    return evidence(key, network, rows, verdicts, limits=limits, caveats=caveats)


def _summed(points: pd.DataFrame, mine: pd.DataFrame, measure: Any) -> pd.DataFrame:
    """Counts of events are added over sites, where the same number of sites gave one each day."""
    if measure.unit not in COUNTS or points["sites"].nunique() > 1:
        return points
    sums = mine.groupby("on")["value"].sum(min_count=1)
    return points.assign(value=sums.reindex(points["on"]).to_numpy())


def _chart(points: pd.DataFrame, measure: Any, limits: Mapping[str, Limit]) -> tuple[str, Chart]:
    """The kind of chart, and limits in the unit of the numbers themselves."""
    seen = points.where(points["judged"])
    values = seen["value"].to_numpy(dtype=float)
    made = points["made"].to_numpy()
    after_gap = points["after_gap"].to_numpy()
    if points["n"].notna().all():
        top, size = (seen[column].to_numpy(dtype=float) for column in ("numerator", "n"))
        named = ("chart_rates", rates) if measure.unit in RATES else ("chart_shares", shares)
        kind, function = named
        judge = partial(function, top, size, baseline=made, after_gap=after_gap)
        chart = judge()
        if chart.spread > limits["limit_wider"].value:
            return "chart_wider", judge(wider=True)
        return kind, chart
    if measure.unit in COUNTS and points["sites"].nunique() == 1 and not (values % 1 > 0).any():
        return "chart_counts", counts(values, baseline=made)
    if measure.unit in BETWEEN:
        return "chart_between", between(values, baseline=made)
    constant, screening = limits["limit_constant"].value, limits["limit_screening"].value
    chart = single_values(values, constant=constant, screening=screening, baseline=made,
                          after_gap=after_gap)  # fmt: skip
    return "chart_single", chart


def _target(measure: Any, points: pd.DataFrame, verdict: str) -> Iterator[dict[str, Any]]:
    """What the limits of the last point promise, where nothing moves."""
    last = points.iloc[-1]
    if verdict != "no signal" or pd.isna(measure.target) or pd.isna(last["lower"]):
        return
    yield {"unit": "assurance",
           "x": assurance(measure.target, last["lower"], last["upper"],
                          measure.direction)}  # fmt: skip


def _caveats(
    kind: str, chart: Chart, useful: int, limits: Mapping[str, Limit]
) -> Iterator[str]:  # fmt: skip
    if kind == "chart_wider":
        yield "limits_wider"
    if chart.screened:
        yield "limits_screened"
    if limits["run_points_rules"].value <= useful < limits["run_points_firm"].value:
        yield "limits_trial"
    if limits["run_rules"].value == line.PERLA:
        yield "series_perla"
