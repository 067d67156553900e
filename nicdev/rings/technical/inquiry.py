"""Improvement research methods: what tests lead to, and how they are written up (p. 7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit
from nicdev.measures.layers import rows_for
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.technical.places import KEPT, by_days, names_of_ideas
from nicdev.rings.technical.readers import agreement, findings
from nicdev.rings.tests_of_change import tests_so_far
from nicdev.rings.work import ended, filled, links, split, yes_no

DECISIONS = ("adopt", "expand", "adapt", "abandon", "undecided")
SCALES = ("several schools", "school", "several classrooms", "one classroom", "one student")
RESULTS = {"yes": "as predicted", "partly": "partly as predicted", "no": "not as predicted"}
IDEAS = 6  # that are named, of those that were taken up
NAME = 0.3  # of the time a picture spans, that a name takes


def decisions(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What was decided at the end of tests, over all that have ended so far."""
    key = "technical.inquiry.decisions"
    tests = network.table("cycles")
    over = tests[ended(network, tests)]
    if over.empty:
        return evidence(key, network, [], "no evidence")
    counts = over["decision"].value_counts()
    decided = int(counts.drop("undecided", errors="ignore").sum())
    rows = list(split("decisions", {d: int(counts.get(d, 0)) for d in DECISIONS}, "tests"))
    rows.append({"unit": "behind", "group_kind": WHOLE, "numerator": over["team_id"].nunique()})
    few = decided < limits["tests_few"].value
    kept = int(counts.reindex(KEPT).fillna(0).sum())
    caveats = ["tests_all_adopted"] if not few and kept == decided else []
    caveats += ["tests_running"] if len(over) < len(tests) else []
    return evidence(key, network, rows, "too little to say" if few else "described",
                    limits=limits, caveats=caveats)  # fmt: skip


def ramps(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Tests that build on earlier ones, in lanes by how wide they were.

    Rows: a `node` for each test with a link (`label` is its idea, `x` its first day, `value` how
    far down it stands), an `edge` from each test to one that builds on it, and `outside`: tests
    without a link, and those that the picture has no room for. Largest chains come first.
    """
    key = "technical.inquiry.ramps"
    tests = network.table("cycles")
    if tests.empty:
        return evidence(key, network, [], "no evidence")
    there = set(tests["cycle_id"])
    edges = [pair for pair in links(tests["cycle_id"], tests["builds_on"]) if pair[0] in there]
    drawn = _largest(tests, edges, int(limits["ramp_tests"].value))
    linked = {test for pair in edges for test in pair}
    rows = _nodes(tests[tests["cycle_id"].isin(drawn)], names_of_ideas(network))
    rows += [{"part": one, "x": other, "unit": "edge", "group_kind": "scale"}
             for one, other in edges if one in drawn and other in drawn]  # fmt: skip
    rows += [{"part": part, "unit": "outside", "group_kind": WHOLE, "numerator": count}
             for part, count in (("alone", len(there - linked)), ("no_room", len(linked - drawn)))
             if count]  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits, caveats=["ramps_as_written"])


def _largest(tests: pd.DataFrame, edges: list[tuple[str, str]], most: int) -> set[str]:
    """Tests of the largest chains, as many as a picture holds.

    Of a chain that is too large, the part around the test on which most others build.
    """
    chain = {test: {test} for pair in edges for test in pair}
    for one, other in edges:
        if chain[one] is not chain[other]:
            chain[one] |= chain[other]
            for test in chain[other]:
                chain[test] = chain[one]
    order = {test: at for at, test in enumerate(tests.sort_values("started_on")["cycle_id"])}
    chains = {id(some): sorted(some, key=order.__getitem__) for some in chain.values()}
    drawn: set[str] = set()
    for some in sorted(chains.values(), key=lambda c: (-len(c), order[c[0]])):
        if len(drawn) + len(some) <= most:
            drawn |= set(some)
        elif not drawn:
            drawn |= _around(some, edges, order, most)
    return drawn


def _around(
    chain: list[str], edges: list[tuple[str, str]], order: Mapping[str, int], most: int
) -> set[str]:
    """The test of a chain that most build on, and step by step what is linked to it, in order."""
    near: dict[str, set[str]] = {test: set() for test in chain}
    built_on = dict.fromkeys(chain, 0)
    for one, other in edges:
        if one in near:
            near[one].add(other)
            near[other].add(one)
            built_on[one] += 1
    reached = [max(chain, key=lambda test: (built_on[test], -order[test]))]
    seen = set(reached)
    for test in reached:  # grows while it is gone through
        new = sorted(near[test] - seen, key=order.__getitem__)
        reached += new
        seen |= set(new)
        if len(reached) >= most:
            break
    return set(reached[:most])


def _nodes(tests: pd.DataFrame, ideas: Mapping[Any, str]) -> list[dict[str, Any]]:
    """Tests in lanes, each in the first row of its lane that has room for its name."""
    tests = tests.sort_values(["started_on", "cycle_id"])
    days = (tests["started_on"] - tests["started_on"].min()) / pd.Timedelta(days=1)
    wide = NAME * max(float(days.max()), 1.0) if len(days) else 1.0
    found: list[tuple[int, Any]] = []
    first = 0
    for scale in SCALES:
        mine = (tests["scale"] == scale).to_numpy()
        rows = rows_for(days[mine], wide)
        found += zip((first + rows).tolist(), each_row(tests[mine]), strict=True)
        first += int(np.max(rows, initial=-1)) + 1
    return [
        {"part": test.cycle_id, "label": ideas.get(test.idea_id, ""), "unit": "node",
         "group_kind": "scale", "group": test.scale, "x": test.started_on.date(),
         "relation": "" if test.may_share else "not shared", "value": (row + 0.5) / first}
        for row, test in found
    ]  # fmt: skip


def quality(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What readers found in the write-ups of tests: for each code, in how many of those read.

    ``yes`` where everybody who read the test found it, ``no`` where nobody did, else ``differ``.
    A criterion of McNicholas and others counts among the tests that meet the one it follows;
    those about series count series. Unit `readers_agree`: how far readers of the same tests agree.
    """
    key = "technical.inquiry.quality"
    tests, codings = network.table("cycles"), network.table("codings")
    over = tests.loc[ended(network, tests), "cycle_id"]
    read = codings[(codings["unit_kind"] == "cycle") & codings["unit_id"].isin(over)]
    if read.empty:
        return evidence(key, network, [], "no evidence")
    readers = read.groupby("unit_id")["coder"].nunique()
    rows: list[dict[str, Any]] = []
    for found in findings(read, tests.set_index("cycle_id")["series_id"]):
        counts = {x: int((found.states == x).sum()) for x in ("yes", "differ", "no")}
        if readers.max() == 1:
            counts.pop("differ")
        rows += split(found.code, counts, found.unit, label=found.code)
    rows += [{"unit": "readers_agree", "group_kind": WHOLE, "group": code, "value": alpha, "n": n}
             for code, alpha, n in agreement(read)]  # fmt: skip
    count = read["unit_id"].nunique()
    rows.append({"unit": "read", "group_kind": WHOLE, "numerator": count, "n": len(over)})
    caveats = ["tests_one_reader"] if (readers == 1).any() else []
    few = count < limits["tests_few"].value
    return evidence(key, network, rows, "too little to say" if few else "described",
                    limits=limits, caveats=caveats)  # fmt: skip


def predictions(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of tests that have ended and had a prediction, how many came out as predicted.

    Beside it what was decided where it came true, and where it did not.
    """
    key = "technical.inquiry.predictions"
    tests = network.table("cycles")
    over = tests[ended(network, tests) & filled(tests["prediction"])]
    if over.empty:
        return evidence(key, network, [], "no evidence")
    result = over["matched"].map(RESULTS).fillna("not compared")
    states = [*RESULTS.values(), "not compared"]
    rows = list(split("came_true", {x: int((result == x).sum()) for x in states}, "tests"))
    for x, part in (("as predicted", "decided_true"), ("not as predicted", "decided_not_true")):
        counts = over.loc[result == x, "decision"].value_counts()
        rows += split(part, {d: int(counts.get(d, 0)) for d in DECISIONS}, "tests")
    compared = int((result != "not compared").sum())
    few = compared < limits["tests_few"].value
    always = not few and int((result == "as predicted").sum()) == compared
    return evidence(key, network, rows, "too little to say" if few else "described",
                    limits=limits, caveats=["predictions_all_true"] if always else [])  # fmt: skip


def reuse(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Who builds on whose test: how far away, which ideas, and how soon after it ended.

    A link leads from a test to an earlier one that it names. Parts: `links_from` (links by whose
    the earlier test is), `ideas_reused` (links to another team's test, by its idea, the most
    frequent first) and `days_to_reuse` (tests that another team built on, by the days from their
    end to its first test that did; before it ended is 0).
    """
    key = "technical.inquiry.reuse"
    tests = tests_so_far(network).set_index("cycle_id", drop=False)
    pairs = [pair for pair in links(tests["cycle_id"], tests["builds_on"])
             if pair[0] in tests.index]  # fmt: skip
    if tests.empty:
        return evidence(key, network, [], "no evidence")
    one, other = (tests.loc[[pair[at] for pair in pairs]].reset_index(drop=True) for at in (0, 1))
    in_time = one["started_on"] <= other["started_on"]
    one, other = one[in_time], other[in_time]
    abroad = one["team_id"] != other["team_id"]
    far = abroad & one["org"].notna() & other["org"].notna() & (one["org"] != other["org"])
    counts = {"own team": int((~abroad).sum()), "another team": int((abroad & ~far).sum()),
              "another organization": int(far.sum())}  # fmt: skip
    rows = list(split("links_from", counts, "links"))
    names = names_of_ideas(network)
    of_ideas = one.loc[abroad, "idea_id"].map(lambda idea: names.get(idea, idea)).value_counts()
    top = {str(idea): int(n) for idea, n in of_ideas.head(IDEAS).items()}
    if len(of_ideas) > IDEAS:
        top["other ideas"] = int(of_ideas.iloc[IDEAS:].sum())
    rows += split("ideas_reused", top, "links")
    first = other.loc[abroad, "started_on"].groupby(one.loc[abroad, "cycle_id"]).min()
    days = (first - tests["ended_on"].reindex(first.index)).dt.days.dropna().clip(lower=0)
    rows += split("days_to_reuse", by_days(days, limits), "tests")
    return evidence(key, network, rows, "described" if rows else "too little to say",
                    limits=limits, caveats=["ramps_as_written"])  # fmt: skip


def regular_data(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of series of tests, how many have a measure that was taken again and again meanwhile.

    A series has at least two tests under one name. It counts where a measure that one of its tests
    names has, in the team or the organisation, points on enough days from the first day of the
    series to its last (the wave's, while a test runs).
    """
    key = "technical.inquiry.regular_data"
    tests = tests_so_far(network)
    tests = tests[tests.groupby("series_id")["cycle_id"].transform("count") > 1]
    if tests.empty:
        return evidence(key, network, [], "no evidence")
    series = tests.groupby("series_id")
    spans = series.agg(
        start=("started_on", "min"), end=("ended_on", lambda ends: ends.max(skipna=False))
    )
    taken = network.table("measurements")
    taken = taken[taken["group"].isna()].dropna(subset=["value", "denominator"], how="all")
    sites = tests.melt(["series_id", "measure_id"], ["team_id", "org"], value_name="site_id")
    sites = sites[["series_id", "measure_id", "site_id"]].dropna().drop_duplicates()
    points = sites.merge(taken, on=["measure_id", "site_id"]).join(spans, on="series_id")
    meanwhile = (points["on"] >= points["start"]) & ~(points["on"] > points["end"])  # or running
    points = points[meanwhile]
    days = points.groupby(["series_id", "measure_id"])["on"].nunique().groupby("series_id").max()
    enough = days.reindex(spans.index).fillna(0) >= limits["regular_points"].value
    named = series["measure_id"].apply(lambda measures: measures.notna().any())
    rows = [*yes_no("series_names_measure", named, "chains"),
            *yes_no("series_regular", enough, "chains")]  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits, caveats=["regular_elsewhere"])
