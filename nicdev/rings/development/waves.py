"""The rings over waves: the same people, who came and went, every question wave by wave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import Evidence
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.development.kept import differences
from nicdev.rings.development.repeated import SAME, looked_at, quoted
from nicdev.rings.development.same import chain, trends
from nicdev.rings.make import evidence
from nicdev.rings.people import on_roster

HERE = "development.waves"


def same_people(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What members answered at each wave: those who answered every time, beside all who answered.

    Rows as `same.trends` has them; a verdict for each indicator and whom it asks about.
    """
    waves = chain(network)
    rows: list[dict[str, Any]] = []
    verdicts: list[tuple[str, str]] = []
    for found, words in trends(waves, limits) if len(waves) > 1 else ():
        rows += found
        verdicts += words
    word = verdicts or "no evidence"
    caveats = ["change_same_people"] if rows else []
    return evidence(SAME, network, rows, word, limits=limits, caveats=caveats)


def who(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How many were on the roster at the end of each wave, and how many came and left in it.

    Unit `comings`: `group` = there, came or left, `x` = wave, `numerator` people. Who came and
    left within one wave is counted as both. Of the first wave nobody knows who came or left.
    """
    waves, members = chain(network), network.table("members")
    rows: list[dict[str, Any]] = []
    before: pd.Timestamp | None = None
    for at in (wave.wave for wave in waves):
        base = {"part": "comings", "unit": "comings", "x": at.label or at.name, "wave": at.name}
        counts = {"there_then": int(on_roster(members, at.ends_on).sum())}
        if before is not None and at.ends_on is not None:
            came = members["joined_on"].gt(before) & members["joined_on"].le(at.ends_on)
            left = members["left_on"].ge(before) & members["left_on"].lt(at.ends_on)
            counts |= {"came_since": int(came.sum()), "left_since": int(left.sum())}
        rows += [base | {"group": name, "group_kind": "moves", "numerator": count}
                 for name, count in counts.items()]  # fmt: skip
        before = at.ends_on
    word = "described" if len(waves) > 1 and len(members) else "no evidence"
    return evidence(f"{HERE}.who", network, rows if word == "described" else [], word,
                    limits=limits)  # fmt: skip


def over(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Every question at every wave: its verdict, the number that stands for it, what the same
    people's answers allow to say.

    Units: `verdict_at` (`part` = indicator, `x` = verdict, by wave); `headline` (the row that
    stands for it: `group` = its unit, `relation` = its part, `x` = what is counted, `group_kind` =
    what a series counts in); `course` (`relation` = whom is asked about, `x` = the word of
    `same_people`); `quotes` (the page that a `course` repeats).
    """
    waves = chain(network)
    if len(waves) < 2:
        return evidence(f"{HERE}.over", network, [], "no evidence", limits=limits)
    same = network.evidence(SAME)
    rows: list[dict[str, Any]] = [{"unit": "quotes", "part": SAME}]
    rows += [{"unit": "wave", "wave": w.wave.name, "label": w.wave.label} for w in waves]
    for key in looked_at():
        for wave in waves:
            rows += quoted(key, wave, same)
        rows += [{"unit": "course", "part": key, "relation": group.split(" ")[1], "x": word}
                 for group, word in same.verdicts if group.split(" ")[0] == key]  # fmt: skip
    return evidence(f"{HERE}.over", network, rows, "described", limits=limits)


def why(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Where evidence found today differs from what was kept of a wave, and what changed since.

    Rows as `kept.differences` has them, for each wave up to this one; `compared` (`numerator` =
    evidence of how many questions and waves was looked for) stands beside them.
    """
    waves = chain(network)
    pairs = [(wave, key) for wave in waves for key in [*looked_at(), SAME]]
    rows = [row for wave, key in pairs for row in differences(wave, key)]
    rows.append({"unit": "compared", "numerator": len(pairs)})
    caveats = ["kept_once"]
    return evidence(f"{HERE}.why", network, rows, "described", limits=limits, caveats=caveats)
