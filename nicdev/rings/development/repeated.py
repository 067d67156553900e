"""What other pages say, to be repeated: the gate puts in its place what their edition may show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from nicdev.evidence import NOTHING, Evidence, headline, same_headline
from nicdev.framework import framework
from nicdev.network import Network

SAME = "development.waves.same_people"


def looked_at() -> list[str]:
    """The indicators that are read over waves, and through the words of others."""
    return [
        i.key for i in framework().indicators.values()
        if i.built and i.room.split(".")[0] != "development"
    ]  # fmt: skip


def quoted(key: str, at: Network, same: Evidence, view: str = "") -> Iterator[dict[str, Any]]:
    """The verdict of an indicator at a wave, and the row that stands for it; under a heading."""
    found = at.evidence(key)
    base = {"wave": at.wave.name, "part": key, "group_kind": "question", "view": view}
    yield base | {"unit": "verdict_at", "x": found.verdict}
    if found.verdict not in NOTHING:
        yield from _of(headline(found.rows), base)
        yield from _of(same_headline(same.rows, key, at.wave.name), base)


def _of(rows: pd.DataFrame, base: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    return [{str(c): v for c, v in row.items()} | {"wave": base["wave"], "part": base["part"],
                                                   "view": base.get("view", "")}
            for row in rows.to_dict("records")]  # fmt: skip
