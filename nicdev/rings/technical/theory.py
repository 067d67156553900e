"""Theory of practice improvement: the driver diagram, and what stands behind its boxes (p. 6)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from nicdev.evidence import Evidence, each_row
from nicdev.framework import Limit
from nicdev.measures.layers import layered
from nicdev.network import Network
from nicdev.rings.items import answers_to
from nicdev.rings.make import evidence
from nicdev.rings.work import KINDS, ended, links, naming, newest_theory, split, yes_no

DRIVERS = ("primary driver", "secondary driver")
SIGNALS = ("signal in the hoped-for direction", "signal in the other direction", "described")
CITED = ("names a test", "names a measure", "names neither", "no note")


def coverage(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """For each driver of the newest version: change ideas, tests and measures that belong to it.

    A grid for each kind of driver. What belongs to a box that leads to a driver belongs to the
    driver too. A test belongs to a driver by its idea or by the driver it names, and counts once.
    Drivers with more empty cells come first.
    """
    key = "technical.theory.coverage"
    theory = newest_theory(network)
    drivers = theory[theory["kind"].isin(DRIVERS)]
    if drivers.empty:
        return evidence(key, network, [], "no evidence")
    tests, measures = network.table("cycles"), network.table("measures")
    ideas = set(theory.loc[theory["kind"] == "change idea", "node_id"])
    under = _under(links(theory["node_id"], theory["parents"]))
    rows: list[tuple[int, int, list[dict[str, Any]]]] = []
    reached = pd.Series(data=False, index=tests.index)
    for driver in each_row(drivers):
        boxes = {driver.node_id, *under(driver.node_id)}
        mine = tests["idea_id"].isin(boxes & ideas) | tests["driver_id"].isin(boxes)
        reached |= mine
        counts = {"ideas": len(boxes & ideas), "tests": int(mine.sum()),
                  "measures": int(measures["driver_id"].isin(boxes).sum())}  # fmt: skip
        base = {"part": driver.kind, "unit": "cells", "group_kind": "driver",
                "group": driver.node_id, "label": driver.text}  # fmt: skip
        cells = [base | {"x": x, "numerator": count} for x, count in counts.items()]
        gaps = sum(count == 0 for count in counts.values())
        rows.append((DRIVERS.index(driver.kind), -gaps, cells))
    rows.sort(key=lambda row: row[:2])
    caveats = ["coverage_no_goal"]
    caveats += [] if reached.all() else ["coverage_elsewhere"]
    flat = [cell for _, _, cells in rows for cell in cells]
    return evidence(key, network, flat, "described", limits=limits, caveats=caveats)


def diagram(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """The driver diagram of the newest version, as boxes in columns.

    Rows: a `node` each (`x` is its column, from the aim; `value` how far down it stands;
    `numerator` the tests of an idea, or the measures of any other box; `limit` how many of these
    measures have a signal) and an `edge` from each box to what leads to it. Places that the
    `layout` table keeps are kept.
    """
    key = "technical.theory.diagram"
    theory = newest_theory(network)
    if theory.empty:
        return evidence(key, network, [], "no evidence")
    kinds = [kind for kind in KINDS if (theory["kind"] == kind).any()]
    layers = [theory.loc[theory["kind"] == kind, "node_id"].tolist() for kind in kinds]
    known = set(theory["node_id"])
    edges = [pair for pair in links(theory["node_id"], theory["parents"]) if pair[0] in known]
    place = layered(layers, edges, _kept(network, known))
    tests, measures = network.table("cycles"), network.table("measures")
    counts = {"change idea": tests["idea_id"].value_counts()}
    of_boxes = _boxes_of_measures(theory, measures)
    signals = dict(network.evidence("technical.measurement.run_chart").verdicts)
    moved = of_boxes[measures["measure_id"].map(signals).isin(SIGNALS)].value_counts()
    rows: list[dict[str, Any]] = [
        {"part": box.node_id, "label": box.text, "unit": "node", "group_kind": "kind",
         "group": box.kind, "x": str(kinds.index(box.kind) + 1), "value": place[box.node_id],
         "numerator": counts.get(box.kind, of_boxes.value_counts()).get(box.node_id, 0),
         "limit": moved.get(box.node_id, 0)}
        for box in each_row(theory)
    ]  # fmt: skip
    rows += [{"part": one, "x": other, "unit": "edge", "group_kind": "kind"}
             for one, other in edges]  # fmt: skip
    alone = (theory["kind"] != "aim") & ~theory["node_id"].isin({end for _, end in edges})
    caveats = ["diagram_alone"] if alone.any() else []
    return evidence(key, network, rows, "described", limits=limits, caveats=caveats)


def _boxes_of_measures(theory: pd.DataFrame, measures: pd.DataFrame) -> pd.Series:
    """The box that each measure belongs to: its driver, or the aim for an outcome without one."""
    aims = theory.loc[theory["kind"] == "aim", "node_id"]
    outcome = measures["driver_id"].isna() & (measures["family"] == "outcome")
    if aims.empty:
        return measures["driver_id"]
    return measures["driver_id"].mask(outcome, aims.iloc[0])


def _under(edges: list[tuple[str, str]]) -> Callable[[str], set[str]]:
    """What leads to a box, directly or by others."""
    below: dict[str, list[str]] = defaultdict(list)
    for parent, child in edges:
        below[parent].append(child)

    def under(node: str) -> set[str]:
        found: set[str] = set()
        rest = list(below[node])
        while rest:
            box = rest.pop()
            if box not in found:
                found.add(box)
                rest += below[box]
        return found

    return under


def _kept(network: Network, boxes: set[str]) -> dict[Any, float]:
    """Kept places of boxes, from 0 at the top to 1."""
    layout = network.table("layout")
    up = layout[layout["node"].isin(boxes)].set_index("node")["y"]
    span = up.max() - up.min()
    if up.empty or not span:
        return {}
    return dict((up.max() - up) / span)


def revisions(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What each version of the driver diagram added, dropped, worded anew and moved.

    A row a version but the first; a box is the same box by its id. Unit `box`: each of them, `x`
    the day of the version, `relation` the wording before.
    """
    key = "technical.theory.revisions"
    theory = network.table("theory")
    versions = network.table("theory_versions").sort_values("dated_on", kind="stable")
    versions = versions[versions["version"].isin(theory["version"])]
    if versions.empty:
        return evidence(key, network, [], "no evidence")
    boxes = {version: some.set_index("node_id") for version, some in theory.groupby("version")}
    rows = list(_changes(versions, boxes))
    word = "described" if rows else "too little to say"
    return evidence(key, network, rows, word, limits=limits)


def orphans(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Ideas that lead to no driver or were never tested; drivers without idea, test or measure.

    Of the newest version. Units: `ideas` and `drivers` (``yes`` = it lacks this) and `box`, each
    of those that lack it.
    """
    key = "technical.theory.orphans"
    theory = newest_theory(network)
    ideas = theory[theory["kind"] == "change idea"]
    drivers = theory[theory["kind"].isin(DRIVERS)]
    if ideas.empty and drivers.empty:
        return evidence(key, network, [], "no evidence")
    tests, measures = network.table("cycles"), network.table("measures")
    under = _under(links(theory["node_id"], theory["parents"]))
    below = {node: {node, *under(node)} for node in drivers["node_id"]}
    of_ideas = {
        "idea_no_driver": ~ideas["node_id"].isin(set().union(*below.values())),
        "idea_no_test": ~ideas["node_id"].isin(tests["idea_id"]),
    }
    named = ({*ideas["node_id"]}, {*tests["idea_id"]}, {*measures["driver_id"].dropna()})
    by_driver = {*tests["driver_id"].dropna()}
    of_drivers = {
        "driver_no_idea": _lacks(drivers, below, named[0]),
        "driver_no_test": _lacks(drivers, below, named[1] & named[0] | by_driver),
        "driver_no_measure": _lacks(drivers, below, named[2]),
    }
    rows: list[dict[str, Any]] = []
    for unit, boxes, lacking in (("ideas", ideas, of_ideas), ("drivers", drivers, of_drivers)):
        for part, lacks in lacking.items():
            rows += yes_no(part, lacks, unit)
            rows += [{"part": part, "unit": "box", "group_kind": "driver", "label": text}
                     for text in boxes.loc[lacks, "text"]]  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits, caveats=["coverage_no_goal"])


def _lacks(boxes: pd.DataFrame, below: Mapping[str, set[str]], found: set[str]) -> pd.Series:
    return boxes["node_id"].map(lambda node: not below[node] & found).astype(bool)


def edits_cited(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Which versions of the theory name a test or a measure in their note.

    A test is named by its code, a measure by its code or its name. Beside it, of the ideas that
    were dropped, how many had been through a test that had ended by then. Unit `box`: each
    version but the first, with its day and what it names.
    """
    key = "technical.theory.edits_cited"
    theory, tests = network.table("theory"), network.table("cycles")
    versions = network.table("theory_versions").sort_values("dated_on", kind="stable")
    versions = versions[versions["version"].isin(theory["version"])]
    if versions.empty:
        return evidence(key, network, [], "no evidence")
    measures = network.table("measures")
    named = {"names a test": naming(tests["cycle_id"]),
             "names a measure": naming([*measures["measure_id"], *measures["name"]])}  # fmt: skip
    states: list[str] = []
    rows: list[dict[str, Any]] = []
    over = tests[ended(network, tests)]
    dropped: dict[tuple[str, str], bool] = {}
    boxes = {version: set(some["node_id"]) for version, some in
             theory[theory["kind"] == "change idea"].groupby("version")}  # fmt: skip
    for earlier, version in pairwise(each_row(versions)):
        states.append(_cites(version.note, named))
        rows.append({"part": states[-1], "unit": "box", "group_kind": "version",
                     "label": str(version.dated_on.date())})  # fmt: skip
        before = over.loc[over["ended_on"].fillna(over["started_on"]) <= version.dated_on]
        for idea in boxes.get(earlier.version, set()) - boxes.get(version.version, set()):
            dropped[version.version, idea] = bool((before["idea_id"] == idea).any())
    counts = {state: states.count(state) for state in CITED}
    rows = [*split("versions_cite", counts, "versions"), *rows,
            *yes_no("dropped_tested", dropped.values(), "ideas")]  # fmt: skip
    return evidence(key, network, rows, "described" if states else "too little to say",
                    limits=limits, caveats=["edits_as_written"])  # fmt: skip


def _cites(note: Any, named: Mapping[str, re.Pattern[str]]) -> str:
    if not isinstance(note, str) or not note.strip():
        return "no note"
    return next((state for state, found in named.items() if found.search(note)), "names neither")


def _changes(versions: pd.DataFrame, boxes: Mapping[Any, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    listed = list(each_row(versions))
    for earlier, version in pairwise(listed):
        before, now = boxes[earlier.version], boxes[version.version]
        both = before.index.intersection(now.index)
        old, new = before.loc[both].fillna(""), now.loc[both].fillna("")
        changed = {
            "added": now.loc[now.index.difference(before.index), "text"],
            "dropped": before.loc[before.index.difference(now.index), "text"],
            "reworded": new.loc[old["text"] != new["text"], "text"],
            "rejoined": new.loc[old["parents"] != new["parents"], "text"],
        }
        base = {"group_kind": "version", "group": version.version}
        day = str(version.dated_on.date())
        for x, texts in changed.items():
            yield base | {"part": "boxes", "unit": "cells", "label": day, "x": x,
                          "numerator": len(texts)}  # fmt: skip
            was = old["text"].reindex(texts.index) if x == "reworded" else texts.map(lambda _: "")
            for text, earlier_text in zip(texts, was, strict=True):
                yield base | {"part": x, "unit": "box", "label": text, "x": day,
                              "relation": earlier_text}  # fmt: skip


def drivers_known(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on knowing the drivers are spread, item by item: as members say of themselves."""
    return answers_to(
        "technical.theory.drivers_known", network, limits, caveats=["drivers_self_said"]
    )
