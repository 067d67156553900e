"""Networks beside each other: those who pay for them see the whole, and each hub its own place.

The evaluator who was trusted with the networks' briefs sees them by name. Nobody else sees a row
about one network, but its own hub: a mean stands on at least k of them, an age too, and how many
lack something is said where it is none or at least k. Which network has joined or left since the
page before is the press's to watch. What the framework expects is answered in words, of at least
2k networks; how large a difference is, and how many lack a side of it, stays with the evaluator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import floor

import numpy as np
import pandas as pd

from nicdev.evidence import NOTHING, Disclosed, Edition, Evidence, disclosed, evidence_rows
from nicdev.framework import Limit
from nicdev.show.disclosure.conjectures import NUMBERS, UNITS, is_ledger

TOLD = ("declined", "verdict", "edges")  # say nothing of a single network
AVERAGED = ("whole", "half", "age")
COUNTED = ("covered", "funnel_networks")
FEW, NEARLY_ALL = "few or none", "nearly all"
YOURS = "yours "  # before the code of a network: the edition for its own hub
FINE = 100  # means are rounded to hundredths, so that one more network moves them little


def disclose_networks(
    page: Iterable[Evidence], limits: Mapping[str, Limit], hubs: Iterable[str]
) -> dict[Edition, dict[str, Disclosed]]:
    """What each edition of the page across networks may show, by key.

    Parameters
    ----------
    page : all the evidence that stands on it
    limits : `k_networks`
    hubs : codes of the networks that get a page with their own place
    """
    page = list(page)
    k = limits["k_networks"].value
    shared = {e.key: _averages(e, k) for e in page}
    made: dict[Edition, dict[str, Disclosed]] = {
        "evaluator": {e.key: disclosed(e, "evaluator", frame=e.rows) for e in page},
        "portfolio": {e.key: _seen(e, "portfolio", *shared[e.key]) for e in page},
    }
    for code in hubs:
        edition = YOURS + code
        made[edition] = {e.key: _yours(e, edition, code, shared[e.key]) for e in page}
    return made


def _seen(
    evidence: Evidence, edition: Edition, frame: pd.DataFrame, held: tuple[str, ...]
) -> Disclosed:
    if evidence.verdict in NOTHING:
        return disclosed(evidence, edition, frame=frame.iloc[:0])
    words = None if len(frame) else (("", "withheld"),)
    return disclosed(evidence, edition, frame=frame, held_back=held, verdicts=words)


def _averages(evidence: Evidence, k: float) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Rows about enough networks at once, rounded; and why others are not there."""
    rows = evidence.rows
    if is_ledger(evidence):
        return _in_words(rows, k)
    count = float(rows["n"].where(rows["unit"].isin([*AVERAGED, *COUNTED])).max())
    told = rows[rows["unit"].isin(TOLD)]
    means = rows[rows["unit"].isin(AVERAGED) & (rows["n"] >= k)].copy()
    # Ages of a share stand together or not at all: beside the whole they would tell the rest.
    ages = means["unit"] == "age"
    for part, some in means[ages].groupby("part"):
        whole = means[(means["unit"] == "whole") & (means["part"] == part)]
        if whole.empty or some["n"].sum() != whole["n"].iloc[0]:
            means = means[~((means["unit"] == "age") & (means["part"] == part))]
    numbers = ["value", "lower", "upper"]
    means[numbers] = np.round(means[numbers].to_numpy() * FINE) / FINE
    few = means["unit"].isin(["whole", "half"]) & (count - means["n"]).between(1, k - 1)
    means.loc[few, "coded"] = NEARLY_ALL
    means.loc[few, "n"] = np.nan
    lacking = set(means.loc[few, "part"])
    means = means[~((means["unit"] == "age") & means["part"].isin(lacking))]
    counts = _edges(rows[rows["unit"].isin(COUNTED)].copy(), k)
    frame = pd.concat([told, means, counts]).sort_index()
    held = ["networks_apart"] if rows["group_kind"].eq("one network").any() else []
    held += ["networks_edges"] if (frame["coded"] != "").any() else []
    return frame, tuple(held)


def _in_words(rows: pd.DataFrame, k: float) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Verdicts as words, of at least 2k networks each, and what is the same whoever lacks what."""
    compared = (rows["unit"] == "estimate").any()
    rows = rows[rows["unit"].isin(UNITS)].copy()
    verdicts = rows["unit"] == "conjecture"
    few = rows.loc[verdicts & (rows["n"] < 2 * k), "part"]
    rows.loc[verdicts & rows["part"].isin(few), "x"] = "withheld"
    rows = rows[verdicts | ~rows["part"].isin(few)]
    lacking = rows["x"] == "wants_networks"
    rows.loc[lacking, "x"] = "wants_networks_each"
    rows["value"] = rows["limit"].where(lacking)
    rows.loc[rows["unit"] != "tried", [name for name in NUMBERS if name != "value"]] = np.nan
    rows.loc[rows["unit"] != "tried", ["numerator", "limit"]] = np.nan
    held = ["ledger_networks_in_words"] if compared else []
    held += ["ledger_networks_few"] if len(few) else []
    return rows, tuple(held)


def _edges(counts: pd.DataFrame, k: float) -> pd.DataFrame:
    """Words for counts with fewer than k networks on one side."""
    few = counts["numerator"] < k
    nearly_all = ~few & (counts["n"] - counts["numerator"] < k)
    counts.loc[few, "coded"] = FEW
    counts.loc[nearly_all, "coded"] = NEARLY_ALL
    counts.loc[few | nearly_all, ["numerator", "value"]] = np.nan
    return counts


def _yours(
    evidence: Evidence, edition: Edition, code: str, shared: tuple[pd.DataFrame, tuple[str, ...]]
) -> Disclosed:
    """For the hub of one network: what all may see, and its own place among places of others."""
    rows = evidence.rows
    if not evidence.key.endswith(".position"):
        return _seen(evidence, edition, *shared)
    made = [rows[rows["unit"].isin(TOLD)]]
    raw = rows[rows["unit"] == "raw"]
    for part, some in raw.groupby("part", sort=False):
        own, others = some[some["group"] == code], some[some["group"] != code]
        if own.empty:
            continue  # nothing of its own to set beside them
        mine = own.assign(unit="yours", group_kind="", group="", label="", x="", limit=np.nan)
        step = float(some["limit"].iloc[0])
        last = floor(1 / step + 1e-9) - 1
        places = (others["value"] / step + 1e-9).apply(floor).clip(0, last)
        counts = places.value_counts().sort_index()
        beside = evidence_rows(
            {"wave": evidence.wave, "unit": "others", "part": part, "value": (at + 0.5) * step,
             "lower": at * step, "upper": (at + 1) * step, "numerator": many, "n": len(others)}
            for at, many in zip(counts.index.tolist(), counts.tolist(), strict=True)
        )  # fmt: skip
        made += [mine, beside]
    frame = pd.concat(made, ignore_index=True)
    return _seen(evidence, edition, frame, ("networks_others",) if len(raw) else ())
