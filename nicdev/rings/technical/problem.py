"""Problem of practice: what the network is committed to, and whether it is seen alike (p. 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.items import answers_to
from nicdev.rings.make import evidence
from nicdev.rings.work import split

ASPECTS = {"what": "aim_what", "for_whom": "aim_for_whom", "how_much": "aim_how_much",
           "by_when": "aim_by_when", "equity": "aim_equity"}  # fmt: skip
ROOT = "root cause"  # the kind of text


def aim(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Whether the newest wording of the aim says what, for whom, how much and by when.

    Rows: a part each, `x` ``there`` or ``not there``;
    `label` is the aim as worded. A named equity dimension stands beside the four. Where there are
    earlier wordings, `box` has each part of each, and `wordings` what became of the parts of the
    one before the newest.
    """
    key = "technical.problem.aim"
    aims = network.table("aims")
    if aims.empty:
        return evidence(key, network, [], "no evidence")
    newest = aims.sort_values("dated_on", kind="stable").iloc[-1]
    rows: list[dict[str, Any]] = [
        {"part": part, "group_kind": WHOLE, "group": "aim", "label": newest["text"],
         "x": "not there" if pd.isna(newest[aspect]) else "there", "unit": "aspects"}
        for aspect, part in ASPECTS.items()
    ]  # fmt: skip
    if len(aims) > 1:
        rows += _wordings(aims.sort_values("dated_on", kind="stable"))
    return evidence(key, network, rows, "described", limits=limits)


def _wordings(aims: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for aspect, part in ASPECTS.items():
        for aim_ in each_row(aims[aims[aspect].notna()]):
            text = getattr(aim_, aspect)
            yield {"part": part, "unit": "box", "group_kind": "version",
                   "x": str(aim_.dated_on.date()),
                   "label": str(text.date() if aspect == "by_when" else text)}  # fmt: skip
    before, newest = aims.iloc[-2], aims.iloc[-1]
    there = [(pd.notna(before[aspect]), pd.notna(newest[aspect])) for aspect in ASPECTS]
    anew = sum(all(pair) and before[aspect] != newest[aspect]
               for pair, aspect in zip(there, ASPECTS, strict=True))  # fmt: skip
    counts = {"added": there.count((False, True)), "dropped": there.count((True, False)),
              "reworded": anew}  # fmt: skip
    for x, count in counts.items():
        yield {"part": str(before["dated_on"].date()), "unit": "wordings", "group_kind": "version",
               "x": x, "numerator": count, "n": len(ASPECTS)}  # fmt: skip


def equity(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Whether the aim names for whom things must change, and whether anybody looks whether it does.

    Rows as of `aim`: the newest wording; a measure that is followed for groups of students; and,
    where texts on root causes were read for the code ``equity``, whether one was found to have it.
    """
    key = "technical.problem.equity"
    aims, taken = network.table("aims"), network.table("measurements")
    if aims.empty:
        return evidence(key, network, [], "no evidence")
    newest = aims.sort_values("dated_on", kind="stable").iloc[-1]
    there = {"equity_in_aim": bool(pd.notna(newest["equity"])),
             "equity_measured": bool(taken["group"].notna().any())}  # fmt: skip
    documents, codings = network.table("documents"), network.table("codings")
    causes = documents.loc[documents["kind"] == ROOT, "document_id"]
    read = codings[(codings["unit_kind"] == "document") & (codings["code"] == "equity")
                   & codings["unit_id"].isin(causes)]  # fmt: skip
    if len(read):
        there["equity_in_causes"] = bool((read.groupby("unit_id")["value"].min() > 0).any())
    label = newest["equity"] if there["equity_in_aim"] else ""
    rows = [{"part": part, "group_kind": WHOLE, "group": "aim_equity", "label": label,
             "x": "there" if is_there else "not there", "unit": "aspects"}
            for part, is_there in there.items()]  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits, caveats=["equity_words"])


def root_causes(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How many texts on root causes there are, before and since the aim was worded."""
    key = "technical.problem.root_causes"
    documents, aims = network.table("documents"), network.table("aims")
    days = documents.loc[documents["kind"] == ROOT, "on"]
    if days.empty:
        return evidence(key, network, [], "no evidence")
    if aims.empty:
        counts = {"no aim yet": len(days)}
    else:
        first, newest = aims["dated_on"].min(), aims["dated_on"].max()
        counts = {"before the aim": int((days < first).sum()),
                  "between wordings": int(((days >= first) & (days < newest)).sum()),
                  "since the newest wording": int((days >= newest).sum())}  # fmt: skip
        if first == newest:
            counts.pop("between wordings")
    rows = split("root_cause_texts", counts, "documents")
    return evidence(key, network, rows, "described", limits=limits, caveats=["causes_written"])


def shared_understanding(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on the problem the network works on are spread, item by item."""
    return answers_to("technical.problem.shared_understanding", network, limits)
