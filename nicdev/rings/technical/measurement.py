"""Measurement: whether changes are improvements, by measures followed over time (p. 9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import Evidence, each_row
from nicdev.framework import Limit
from nicdev.measures.runs import Runs
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.technical import points as line
from nicdev.rings.technical.between_groups import gap_rows, gaps, judged
from nicdev.rings.technical.limit_charts import charted
from nicdev.rings.technical.sites import funnel_rows, of_measures, site_rows, values_by_site
from nicdev.rings.technical.sites import names_of as site_names
from nicdev.rings.technical.tried import by_driver
from nicdev.rings.work import newest_theory, split

ASPECTS = {"numerator": "measure_numerator", "denominator": "measure_denominator",
           "driver_id": "measure_driver", "frequency": "measure_frequency",
           "owner_role": "measure_owner", "target": "measure_target"}  # fmt: skip
QUALITIES = ("actionable", "low_burden", "timely", "trusted", "embedded")
FAMILIES = ("outcome", "driver", "process", "balancing")


def run_chart(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Each measure over time with its median and the rules that the network chose.

    One part a measure. A point pools the sites of a date: the sum of numerators over the sum of
    denominators, or, where only values are given, their median. A share of a measure in per cent
    is in per cent. Points that stand on fewer students than the smallest number allowed are kept
    for the evaluator (`unit` ``small``) and enter neither the median nor the rules; nor do points
    before the newest definition. The median is that of the points before the newest freeze, if
    there is one. Rows for groups of students are not pooled in. Anhøj's rules also look at how
    many students are counted at a site, whichever sites report: a share can hold steady while who
    is counted changes.
    """
    key = "technical.measurement.run_chart"
    if not network.has("measures", "measurements"):
        return evidence(key, network, [], "no evidence")
    taken = network.table("measurements")
    grouped = taken.loc[taken["group"].notna(), "measure_id"]
    taken = taken[taken["group"].isna()]
    events, tests = network.table("measure_events"), network.table("cycles")
    under = line.boxes_under(network)

    rows: list[dict[str, Any]] = []
    verdicts: list[tuple[str, str]] = []
    caveats: list[str] = []
    for measure in each_row(network.table("measures")):
        mine = line.given(taken[taken["measure_id"] == measure.measure_id])
        points = line.pooled(mine, line.whole_of(measure.unit))
        if points.empty:
            verdicts.append((measure.measure_id, "no evidence"))
            continue
        happened = events[events["measure_id"] == measure.measure_id]
        points, said = line.marked(points, happened, limits)
        kept = points[points["judged"]]
        signal, useful, centre, ruled = line.rules_of(kept["value"], line.centre_of(points), limits)
        points = points.assign(centre=centre, lower=np.nan, upper=np.nan)
        at_a_site = (points["n"] / points["sites"]).dropna()
        counted = line.ruled(at_a_site, None, limits)
        mine_tests = line.tests_under(tests, under.get(measure.driver_id, set()))
        base = line.base_of(measure)
        rows += [base | row for row in (
            *line.point_rows(points), {"unit": "centre", "value": centre, "n": useful}, *ruled,
            *line.beside_rows(measure, events), *line.test_rows(mine_tests)
        )]  # fmt: skip
        enough = useful >= limits["run_points_rules"].value
        verdict = "too little to say" if not enough else "no signal"
        if enough and signal:
            verdict = line.way(kept["value"], measure.direction)
        verdicts.append((measure.measure_id, verdict))
        caveats += [*said, *_caveats(points, useful, limits), *_passed(measure, kept)]
        if counted.useful >= limits["run_points_rules"].value:
            rows += [base | row for row in _counted(at_a_site, counted)]
            caveats += ["series_counts_drift"] if counted.signal else []
        caveats += line.about_sites(mine)
        caveats += ["series_groups"] if (grouped == measure.measure_id).any() else []
        caveats += ["series_perla"] if limits["run_rules"].value == line.PERLA else []
    if not rows:
        return evidence(key, network, [], "no evidence")
    return evidence(key, network, rows, verdicts, limits=limits, caveats=caveats)


def gap(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How far apart groups of students are in a measure, day by day, with rules of the run chart.

    A point is a share less another. Days on which either side has fewer students than the smallest
    number allowed, or few or nearly all of whom succeeded, are left out for all editions but the
    evaluator's, and for the rules.
    """
    key = "technical.measurement.gap"
    taken, events = network.table("measurements"), network.table("measure_events")
    rows: list[dict[str, Any]] = []
    verdicts: list[tuple[str, str]] = []
    caveats = ["gap_groups"]
    for measure in each_row(network.table("measures")):
        mine = taken[taken["measure_id"] == measure.measure_id]
        happened = events[events["measure_id"] == measure.measure_id]
        for at, (label, points) in enumerate(gaps(mine, line.whole_of(measure.unit))):
            points, said = judged(points, happened, limits)
            verdict, found = gap_rows(points, line.centre_of(points), limits)
            part = f"{measure.measure_id} {at + 1}"
            base = line.base_of(measure) | {"part": part, "label": f"{measure.name}: {label}"}
            happenings = [row for row in line.beside_rows(measure, events)
                          if row["unit"] == "event"]  # fmt: skip
            rows += [base | row for row in (*found, *happenings)]
            verdicts.append((part, verdict))
            caveats += [*said, *(["series_small_points"] if points["small"].any() else [])]
    if not rows:
        return evidence(key, network, [], "no evidence")
    return evidence(key, network, rows, verdicts, limits=limits, caveats=caveats)


def sites(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """The line of each site in each measure, with Anhøj's rules, and how many have a signal."""
    key = "technical.measurement.sites"
    names = site_names(network)
    rows = [
        line.base_of(measure) | row
        for measure, mine in of_measures(network)
        for row in site_rows(*values_by_site(mine, line.whole_of(measure.unit)), names, limits)
    ]
    if not rows:
        return evidence(key, network, [], "no evidence")
    return evidence(key, network, rows, "described", limits=limits, caveats=["sites_many"])


def funnel(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Shares of sites, all their days together, by how many students stand behind them."""
    key = "technical.measurement.funnel"
    rows = [
        line.base_of(measure) | row
        for measure, mine in of_measures(network)
        for row in funnel_rows(network, mine, line.whole_of(measure.unit), limits)
    ]
    if not rows:
        return evidence(key, network, [], "no evidence")
    return evidence(key, network, rows, "described", limits=limits, caveats=["funnel_reasons"])


def control_chart(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Measures whose values are not counted out of a total: XmR, counts (c), between events (g)."""
    return charted("technical.measurement.control_chart", network, limits, counted=False)


def proportion_chart(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Measures that are counted out of a total: shares (p), rates (u), with wider limits (p')."""
    return charted("technical.measurement.proportion_chart", network, limits, counted=True)


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


def practical(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """For each measure, what its network says of its use: yes, no, or nothing said."""
    key = "technical.measurement.practical"
    measures = network.table("measures")
    if measures.empty or measures[list(QUALITIES)].isna().all(axis=None):
        return evidence(key, network, [], "no evidence")
    said = {True: "yes", False: "no"}
    rows = [
        {"part": quality, "group_kind": "measure", "group": measure.name, "unit": "qualities",
         "x": said.get(getattr(measure, quality), "not_said")}
        for measure in each_row(measures) for quality in QUALITIES
    ]  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits, caveats=["practical_as_said"])


def families(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How many measures of each family stand with each primary driver, and with none of them.

    A measure of a box that leads to several primary drivers counts with each.
    """
    key = "technical.measurement.families"
    measures, theory = network.table("measures"), newest_theory(network)
    if measures.empty:
        return evidence(key, network, [], "no evidence")
    under = line.boxes_under(network)
    drivers = theory[theory["kind"] == "primary driver"]
    groups = {driver.node_id: under[driver.node_id] for driver in each_row(drivers)}
    texts = drivers.set_index("node_id")["text"]
    with_driver = set().union(*groups.values())
    mine = {group: measures["driver_id"].isin(boxes) for group, boxes in groups.items()}
    mine["no_driver"] = ~measures["driver_id"].isin(with_driver)
    rows = [
        {"part": "families", "unit": "cells", "group_kind": "driver", "group": group,
         "label": texts.get(group, ""), "x": family,
         "numerator": int((which & (measures["family"] == family)).sum())}
        for group, which in mine.items() for family in FAMILIES
    ]  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits, caveats=["families_no_goal"])


def improvement(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """A table a primary driver: tests by idea, verdicts of its measures, and what that warrants.

    The verdicts are those of the run chart. Medians before and since the first test of the driver
    say what the level was, and not what moved it.
    """
    key = "technical.measurement.improvement"
    rows = list(by_driver(network, limits))
    if not any(row["unit"] in ("tried", "moved") for row in rows):
        return evidence(key, network, [], "no evidence")
    return evidence(key, network, rows, "described", limits=limits,
                    caveats=["improvement_together", "improvement_pooled"])  # fmt: skip


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


def _counted(at_a_site: pd.Series, runs: Runs) -> Iterator[dict[str, Any]]:
    yield from line.run_rows(runs, "counted_")
    for unit, value in zip(("earlier", "later"), line.halves(at_a_site), strict=True):
        yield {"unit": f"counted_{unit}", "value": value}


def _passed(measure: Any, kept: pd.DataFrame) -> Iterator[str]:
    """A target on the wrong side: the earlier half of the points had already passed it."""
    if pd.isna(measure.target) or len(kept) < 2:
        return
    earlier = line.halves(kept["value"])[0]
    if earlier > measure.target if measure.direction == "up" else earlier < measure.target:
        yield "series_target_passed"


def _caveats(points: pd.DataFrame, useful: int, limits: Mapping[str, Limit]) -> Iterator[str]:
    if points["small"].any():
        yield "series_small_points"
    if points["n"].isna().any():
        yield "series_unknown_size"
    if limits["run_points_rules"].value <= useful < limits["run_points_firm"].value:
        yield "series_provisional"
