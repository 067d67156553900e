"""Theory of practice improvement: the driver diagram, and what stands behind its boxes (p. 6)."""

from __future__ import annotations

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
from nicdev.rings.work import KINDS, links, newest_theory

DRIVERS = ("primary driver", "secondary driver")


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

    Rows: a `node` each (`x` is its column, from the aim; `value` how far down it stands) and an
    `edge` from each box to what leads to it. Places that the `layout` table keeps are kept.
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
    rows: list[dict[str, Any]] = [
        {"part": box.node_id, "label": box.text, "unit": "node", "group_kind": "kind",
         "group": box.kind, "x": str(kinds.index(box.kind) + 1), "value": place[box.node_id]}
        for box in each_row(theory)
    ]  # fmt: skip
    rows += [{"part": one, "x": other, "unit": "edge", "group_kind": "kind"}
             for one, other in edges]  # fmt: skip
    alone = (theory["kind"] != "aim") & ~theory["node_id"].isin({end for _, end in edges})
    caveats = ["diagram_alone"] if alone.any() else []
    return evidence(key, network, rows, "described", limits=limits, caveats=caveats)


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

    A row a version but the first; a box is the same box by its id.
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


def _changes(versions: pd.DataFrame, boxes: Mapping[Any, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    listed = list(each_row(versions))
    for earlier, version in pairwise(listed):
        before, now = boxes[earlier.version], boxes[version.version]
        both = before.index.intersection(now.index)
        old, new = before.loc[both].fillna(""), now.loc[both].fillna("")
        counts = {
            "added": len(now.index.difference(before.index)),
            "dropped": len(before.index.difference(now.index)),
            "reworded": int((old["text"] != new["text"]).sum()),
            "rejoined": int((old["parents"] != new["parents"]).sum()),
        }
        for x, count in counts.items():
            yield {"part": "boxes", "unit": "cells", "group_kind": "version",
                   "group": version.version, "label": str(version.dated_on.date()), "x": x,
                   "numerator": count}  # fmt: skip


def drivers_known(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on knowing the drivers are spread, item by item: as members say of themselves."""
    return answers_to(
        "technical.theory.drivers_known", network, limits, caveats=["drivers_self_said"]
    )
