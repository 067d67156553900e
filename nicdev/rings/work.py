"""Theory and tests of change: questions that several indicators share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE
from nicdev.network import Network

KINDS = ("aim", "primary driver", "secondary driver", "change idea")  # from the aim outwards


def newest_theory(network: Network) -> pd.DataFrame:
    """The boxes of the newest version of the driver diagram, aim first."""
    versions = network.table("theory_versions").sort_values("dated_on", kind="stable")
    theory = network.table("theory")
    used = [version for version in versions["version"] if (theory["version"] == version).any()]
    theory = theory[theory["version"] == used[-1]] if used else theory.iloc[:0]
    return theory.sort_values("kind", key=lambda kind: kind.map(KINDS.index), kind="stable")


def links(ids: pd.Series, lists: pd.Series) -> list[tuple[str, str]]:
    """Pairs of each listed id with the row's own: (`parents`, node), (`builds_on`, test)."""
    listed = lists.dropna().str.split(";").explode().str.strip()
    own = ids.reindex(listed.index)
    pairs = zip(listed, own, strict=True)
    return list(dict.fromkeys((start, end) for start, end in pairs if start and start != end))


def ended(network: Network, tests: pd.DataFrame) -> pd.Series:
    """True for tests that had ended by the wave; where no end is written down, that are decided."""
    if tests["ended_on"].isna().all():
        return tests["decision"] != "undecided"
    day = network.wave.ends_on
    over = tests["ended_on"].notna()
    return over if day is None else over & (tests["ended_on"] <= day)


def filled(texts: pd.Series) -> pd.Series:
    """True where something was written."""
    return texts.fillna("").str.strip() != ""


def split(
    part: str, counts: Mapping[str, int], unit: str, label: str = ""
) -> Iterator[dict[str, Any]]:
    """A row for each answer to one question, as counts out of all of them; none out of nothing."""
    n = sum(counts.values())
    for x, count in counts.items() if n else ():
        yield {"part": part, "label": label, "group_kind": WHOLE, "x": x, "unit": unit,
               "numerator": count, "n": n, "value": count / n}  # fmt: skip


def yes_no(part: str, met: Iterable[bool], unit: str) -> Iterator[dict[str, Any]]:
    """How many meet something, and how many do not."""
    answers = list(met)
    yes = sum(bool(answer) for answer in answers)
    yield from split(part, {"yes": yes, "no": len(answers) - yes}, unit)


def naming(names: Iterable[str]) -> re.Pattern[str]:
    """Finds any of these as a word of its own; nothing where there are none."""
    known = sorted({name.strip() for name in names if isinstance(name, str) and name.strip()},
                   key=len, reverse=True)  # fmt: skip
    listed = "|".join(re.escape(name) for name in known) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)
