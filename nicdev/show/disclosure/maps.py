"""Maps of groups: no group of fewer than k people who answered, no exact count of ties."""

from __future__ import annotations

import numpy as np
import pandas as pd

from nicdev.show.disclosure.pooling import FEW, NEARLY_ALL, TOGETHER

UNITS = ("across", "down", "between")
HUB = "hub"
# Shares are rounded to the first of these that is k or more ties wide: with the density of all
# pairs beside them, how many ties a word stands for is then not worked out.
STEPS = (0.01, 0.02, 0.05, 0.1, 0.25)
COARSEST_FIRST = ("region", "organization")  # one map alone: two would be laid over each other


def one_map(rows: pd.DataFrame, k: int) -> tuple[pd.DataFrame, list[str]]:
    """For each question the map of regions, else of organisations, if its groups are large enough.

    Small groups are shown together, at the middle of where they stood; a small hub is left out.
    """
    kept, held = [], []
    for _, relation in rows.groupby("relation", sort=False):
        found: pd.DataFrame | None = None
        why: list[str] = ["too_few"]
        for part in COARSEST_FIRST:
            here = relation[relation["part"] == part]
            if found is None and len(here):
                found, why = _pooled(here, k)
        kept += [] if found is None else [found]
        held += why
    return (pd.concat(kept, ignore_index=True) if kept else rows.iloc[:0]), held


def _pooled(rows: pd.DataFrame, k: int) -> tuple[pd.DataFrame | None, list[str]]:
    people = rows[rows["unit"] == "across"].set_index("group")
    heard = people["responded"]
    held = []
    if HUB in heard and heard[HUB] < k:
        held.append("hub_left_out")
        heard = heard.drop(HUB)
    order = heard.drop(HUB, errors="ignore").sort_values(kind="stable")
    small, rest = list(order.index[order < k]), list(order.index[order >= k])
    while small and rest and (len(small) < 2 or heard[small].sum() < k):
        small.append(rest.pop(0))
    if small and (len(small) < 2 or heard[small].sum() < k):
        return None, ["too_few"]
    if len(rest) + bool(small) < 2:
        return None, ["whole_only"]
    held += ["ties_rounded", *(["pooled"] if small else [])]
    shown_as = {g: g for g in [*rest, *([HUB] if HUB in heard else [])]}
    shown_as |= dict.fromkeys(small, TOGETHER)
    return _drawn(rows[rows["group"].isin(shown_as)], shown_as, k), held


def _drawn(rows: pd.DataFrame, shown_as: dict[str, str], k: int) -> pd.DataFrame:
    """The same map of the groups that are shown, with shares and no counts."""
    rows = rows.assign(group=rows["group"].map(shown_as))
    nodes = []
    for (_, group), some in rows[rows["unit"] != "between"].groupby(["unit", "group"],
                                                                     sort=False):  # fmt: skip
        label = some["label"].iloc[0] if group != TOGETHER else ""
        nodes.append(some.iloc[[0]].assign(value=some["value"].mean(), n=some["n"].sum(),
                                           label=label, responded=np.nan))  # fmt: skip
    pairs = rows[(rows["unit"] == "between") & rows["x"].isin(shown_as)]
    pairs = pairs.assign(x=pairs["x"].map(shown_as))
    ends = [tuple(sorted(pair)) for pair in zip(pairs["group"], pairs["x"], strict=True)]
    pairs = pairs.assign(group=[a for a, _ in ends], x=[b for _, b in ends])
    cells = []
    for _, some in pairs.groupby(["group", "x"], sort=False):
        ties, known = some["numerator"].sum(), some["n"].sum()
        one = some.iloc[[0]].assign(numerator=np.nan, n=np.nan, value=np.nan)
        if not known:
            cells.append(one)
        elif ties < k or known - ties < k:
            cells.append(one.assign(coded=FEW if ties < k else NEARLY_ALL))
        else:
            cells.append(_rounded(one, ties / known, k / known))
    return pd.concat([*nodes, *cells], ignore_index=True)[list(rows.columns)]


def _rounded(cell: pd.DataFrame, share: float, least: float) -> pd.DataFrame:
    """A share to the nearest step; in words where that is none or all, gone where none is wide."""
    step = next((step for step in STEPS if step >= least), None)
    if step is None:
        return cell
    value = round(round(share / step) * step, 2)
    if 0 < value < 1:
        return cell.assign(value=value)
    return cell.assign(coded=NEARLY_ALL if value else FEW)
