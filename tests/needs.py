"""Which tables an indicator needs: each is taken away from a whole network, and the evidence asked.

``python tests/needs.py`` prints the `needs` of framework.yml; a test works them out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd
from conftest import ROOT, committed

from nicdev.desk import with_evidence
from nicdev.evidence import NOTHING
from nicdev.framework import RINGS, framework
from nicdev.network import Network, open_network
from nicdev.press.workspace import Workspace
from nicdev.rings import compute
from nicdev.tables import TABLES

ITEMS = "items:"
ALWAYS = ("members", "waves")  # the one is required, and the other says what is this wave

Frames = Mapping[str, pd.DataFrame]


def questions() -> list[str]:
    """The indicators about the network, and not about its data."""
    return [key for key, indicator in framework().indicators.items()
            if indicator.built and key.split(".")[0] in (*RINGS, "functions")]  # fmt: skip


def needs(keys: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """For each indicator that has evidence in the whole network, what it has none without."""
    whole = committed("algebra").network
    keys = [key for key in keys if compute(key, whole).verdict not in NOTHING]
    without: dict[str, list[str]] = {key: [] for key in keys}
    for name in TABLES:
        mine = [key for key in keys if name in framework().indicator(key).tables]
        if name in ALWAYS or not mine:
            continue
        gone = _with_it(name)
        frames = {other: frame for other, frame in whole.frames.items() if other not in gone}
        for key in _emptied(whole, frames, mine):
            without[key].append(name)
    surveyed = [key for key in keys if "items" in without[key]]
    items = whole.frames["items"]
    for served in items["key"].drop_duplicates():
        frames = dict(whole.frames) | {"items": items[items["key"] != served]}
        for key in _emptied(whole, frames, surveyed):
            without[key].append(f"{ITEMS}{served}")
    yield from without.items()


def _with_it(name: str) -> set[str]:
    """A table and those that cannot be without it: every row of theirs names a row of it."""
    gone = {name}
    while more := {table.name for table in TABLES.values() for column in table.columns
                   if not column.may_be_empty and column.type == "id" and table.name not in gone
                   and column.refers
                   and {refers.split(".")[0] for refers in column.refers} <= gone}:  # fmt: skip
        gone |= more
    return gone


def reopened(whole: Network, frames: Frames) -> Network:
    """The same network with these tables."""
    network = open_network(
        whole.study, frames, wave=whole.wave.name, roster=whole.roster, sources={}
    )
    return with_evidence(network, Workspace(ROOT))


def _emptied(whole: Network, frames: Frames, keys: Iterable[str]) -> Iterator[str]:
    """Which of these indicators have nothing to look at in these tables."""
    network = reopened(whole, frames)
    for key in keys:
        if compute(key, network).verdict in NOTHING:
            yield key


if __name__ == "__main__":
    for key, tables in needs(questions()):
        print(f"  {key}: [{', '.join(tables)}]")
