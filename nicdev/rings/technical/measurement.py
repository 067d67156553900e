"""Measurement: whether changes are improvements, by measures followed over time (p. 9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit
from nicdev.measures.runs import Runs, anhoej
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.work import split

KEY = "technical.measurement.run_chart"
PER_CENT = ("%", "percent")
ASPECTS = {"numerator": "measure_numerator", "denominator": "measure_denominator",
           "driver_id": "measure_driver", "frequency": "measure_frequency",
           "owner_role": "measure_owner", "target": "measure_target"}  # fmt: skip
TOLD = {"definition": "series_redefined", "freeze": "series_not_frozen"}  # kinds of event


def run_chart(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Each measure over time with its median and Anhøj's two rules.

    One part a measure. A point pools the sites of a date: the sum of numerators over the sum of
    denominators, or, where only values are given, their median. A share of a measure in per cent
    is in per cent. Points that stand on fewer students than the smallest number allowed are kept
    for the evaluator (`unit` ``small``) and enter neither the median nor the rules. Rows for groups
    of students are not pooled in. The median is that of all points, also where limits were frozen.
    The same rules look at how many students are counted at a site, whichever sites report: a share
    can hold steady while who is counted changes.
    Units: `point`, `small`, `centre`, `longest_run`, `crossings`, `target`, `event`; for the
    evaluator also `counted_longest_run`, `counted_crossings`, and `counted_earlier` and
    `counted_later`, the median number of students at a site in either half of the points.
    """
    if not network.has("measures", "measurements"):
        return evidence(KEY, network, [], "no evidence")
    measures = network.table("measures")
    taken = network.table("measurements")
    grouped = taken.loc[taken["group"].notna(), "measure_id"]
    taken = taken[taken["group"].isna()]
    events = network.table("measure_events")

    rows: list[dict[str, Any]] = []
    verdicts: list[tuple[str, str]] = []
    caveats: list[str] = []
    for measure in each_row(measures):
        mine = _given(taken[taken["measure_id"] == measure.measure_id])
        points = _points(mine, 100 if measure.unit in PER_CENT else 1)
        if points.empty:
            verdicts.append((measure.measure_id, "no evidence"))
            continue
        small = points["n"] < limits["k_students"].value
        kept = points[~small]
        runs = _runs(kept["value"], limits)
        at_a_site = (points["n"] / points["sites"]).dropna()
        counted = _runs(at_a_site, limits)
        base = {"part": measure.measure_id, "label": measure.name, "relation": measure.unit,
                "group_kind": WHOLE}  # fmt: skip
        rows += [base | row for row in _rows(points, small, runs, measure, events)]
        verdicts.append((measure.measure_id, _verdict(runs, kept, measure.direction, limits)))
        caveats += _caveats(points, small, runs, limits)
        if counted.useful >= limits["run_points_rules"].value:
            rows += [base | row for row in _counted(at_a_site, counted)]
            caveats += ["series_counts_drift"] if counted.signal else []
        caveats += _about_sites(mine)
        kinds = set(events.loc[events["measure_id"] == measure.measure_id, "kind"])
        caveats += [caveat for kind, caveat in TOLD.items() if kind in kinds]
        caveats += ["series_groups"] if (grouped == measure.measure_id).any() else []
    if not rows:
        return evidence(KEY, network, [], "no evidence")
    return evidence(KEY, network, rows, verdicts, limits=limits, caveats=caveats)


def _runs(series: pd.Series, limits: Mapping[str, Limit]) -> Runs:
    return anhoej(
        series.to_numpy(dtype=float),
        probability=limits["run_probability"].value,
        run_margin=int(limits["run_margin"].value),
    )


def registry(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """For each measure, which parts of its definition are written down; most gaps first.

    A measure that a text names as counted has a definition of its numerator, and so on.
    """
    key = "technical.measurement.registry"
    measures = network.table("measures")
    if measures.empty:
        return evidence(key, network, [], "no evidence")
    there = measures[list(ASPECTS)].notna()
    order = there.sum(axis=1).sort_values(kind="stable").index
    twice = measures["name"].duplicated(keep=False)
    told_apart = measures["name"] + " (" + measures["measure_id"] + ")"
    names = measures["name"].where(~twice, told_apart)
    rows = [
        {"part": part, "group_kind": "measure", "group": names[at],
         "x": "there" if there.loc[at, aspect] else "not there", "unit": "aspects"}
        for at in order for aspect, part in ASPECTS.items()
    ]  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits,
                    caveats=["registry_not_all"])  # fmt: skip


def reporting(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """For each measure, how many of its points came back in time, and how many later.

    From the day a point is about to the day it reached the network; `day not known` where that
    day was not written down.
    """
    key = "technical.measurement.reporting"
    taken = network.table("measurements")
    taken = taken.dropna(subset=["value", "denominator"], how="all")
    if taken["reported_on"].isna().all():
        return evidence(key, network, [], "no evidence")
    days = (taken["reported_on"] - taken["on"]).dt.days
    state = pd.Series("later", taken.index).where(days > limits["report_days"].value, "in time")
    state = state.where(days.notna(), "day not known")
    rows: list[dict[str, Any]] = []
    for measure in each_row(network.table("measures")):
        mine = state[taken["measure_id"] == measure.measure_id].value_counts()
        counts = {x: int(mine.get(x, 0)) for x in ("in time", "later", "day not known")}
        rows += split(measure.measure_id, counts, "points", label=measure.name)
    caveats = ["reporting_unknown"] if days.isna().any() else []
    return evidence(key, network, rows, "described", limits=limits, caveats=caveats)


def _given(taken: pd.DataFrame) -> pd.DataFrame:
    """The rows that hold a measurement; `used` where it is behind the point of its day."""
    given = taken.dropna(subset=["value", "denominator"], how="all")
    counted = given["denominator"].notna()
    return given.assign(used=counted | ~counted.groupby(given["on"]).transform("any"))


def _points(given: pd.DataFrame, whole: int) -> pd.DataFrame:
    """One row a date, in order; n is NaN where only values are known. A whole is 1 or 100."""
    counted = given["denominator"].notna()
    by_date = given.assign(
        numerator=given["numerator"].where(counted), n=given["denominator"].where(counted)
    ).groupby("on")
    pooled = by_date[["numerator", "n"]].sum(min_count=1)
    pooled["sites"] = given[given["used"]].groupby("on")["site_id"].nunique()
    median = given[~counted].groupby("on")["value"].median()
    share = whole * pooled["numerator"] / pooled["n"]
    pooled["value"] = share.fillna(median.reindex(pooled.index))
    return pooled.reset_index().sort_values("on", ignore_index=True)


def _rows(
    points: pd.DataFrame, small: pd.Series, runs: Runs, measure: Any, events: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    most = points["sites"].max()
    for point, few in zip(each_row(points), small, strict=True):
        yield {"unit": "small" if few else "point", "x": point.on.date(), "value": point.value,
               "numerator": point.numerator, "n": point.n, "limit": runs.centre,
               "responded": point.sites, "eligible": most}  # fmt: skip
    yield {"unit": "centre", "value": runs.centre, "n": runs.useful}
    yield from _rules(runs)
    if not pd.isna(measure.target):
        yield {"unit": "target", "value": measure.target}
    mine = events[(events["measure_id"] == measure.measure_id) & events["site_id"].isna()]
    for event in each_row(mine.sort_values("from_on")):
        note = "" if pd.isna(event.note) else event.note
        yield {"unit": "event", "x": event.from_on.date(), "group": event.kind, "label": note}


def _counted(at_a_site: pd.Series, runs: Runs) -> Iterator[dict[str, Any]]:
    yield from _rules(runs, "counted_")
    for unit, value in zip(("earlier", "later"), _halves(at_a_site), strict=True):
        yield {"unit": f"counted_{unit}", "value": value}


def _rules(runs: Runs, of: str = "") -> Iterator[dict[str, Any]]:
    yield {"unit": f"{of}longest_run", "value": runs.longest_run, "limit": runs.longest_run_limit,
           "n": runs.useful}  # fmt: skip
    yield {"unit": f"{of}crossings", "value": runs.crossings, "limit": runs.crossings_limit,
           "n": runs.useful}  # fmt: skip


def _verdict(runs: Runs, kept: pd.DataFrame, direction: str, limits: Mapping[str, Limit]) -> str:
    if runs.useful < limits["run_points_rules"].value:
        return "too little to say"
    if not runs.signal:
        return "no signal"
    # The rules find that something changed, not which way: the later half beside the earlier says.
    earlier, later = _halves(kept["value"])
    if later == earlier:
        return "described"
    hoped = (later > earlier) == (direction == "up")
    return "signal in the hoped-for direction" if hoped else "signal in the other direction"


def _halves(series: pd.Series) -> tuple[float, float]:
    """The medians of the earlier and of the later half."""
    half, values = len(series) // 2, series.to_numpy(dtype=float)
    return float(np.nanmedian(values[:half])), float(np.nanmedian(values[-half:]))


def _about_sites(given: pd.DataFrame) -> Iterator[str]:
    if not given["used"].all():
        yield "series_mixed"
    used = given[given["used"]]
    if used["site_id"].nunique() > 1:
        yield "series_pooled"
    if used.groupby("on")["site_id"].nunique().min() < used["site_id"].nunique():
        yield "series_sites_differ"


def _caveats(
    points: pd.DataFrame, small: pd.Series, runs: Runs, limits: Mapping[str, Limit]
) -> Iterator[str]:
    if small.any():
        yield "series_small_points"
    if points["n"].isna().any():
        yield "series_unknown_size"
    if limits["run_points_rules"].value <= runs.useful < limits["run_points_firm"].value:
        yield "series_provisional"
