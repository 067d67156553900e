"""Moves of people between states from one wave to the next.

Every move in a grid of states is a cell. Those of k or more are shown as rounded shares; the others
are not drawn, and with them as many of the next smallest as it takes for each to be anything from
none to k - 1, whatever they add up to. One step
leaves: those who end one step in a state are nearly those who begin the next in it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

STEP = 0.05  # to which shares are rounded
AS_THEY_ARE: Mapping[str, str] = {}
JOINED: Mapping[str, str] = {"core": "regular", "steady": "regular", "leaving": "gone_or_going",
                             "left": "gone_or_going"}  # fmt: skip
FEWEST = 2  # moves, or there is nothing to see


def latest(rows: pd.DataFrame) -> pd.DataFrame:
    """The last step of a flow, with whatever is no flow."""
    steps = pd.to_numeric(rows["part"].where(rows["unit"] == "flow"))
    kept: pd.DataFrame = rows[steps.isna() | (steps == steps.max())]
    return kept


def moves(table: pd.DataFrame, k: int) -> tuple[pd.DataFrame, list[str]]:
    """The step as it is, or with neighbouring states as one; else nothing."""
    for names in (AS_THEY_ARE, JOINED):
        named = table.assign(group=table["group"].replace(dict(names)),
                             x=table["x"].replace(dict(names)))  # fmt: skip
        cells = named.groupby(["group", "x"], sort=False, as_index=False).agg(
            {c: "sum" if c == "numerator" else "first"
             for c in table if c not in ("group", "x")}
        )[list(table.columns)]  # fmt: skip
        counts = cells["numerator"].to_numpy()
        large = counts >= k
        while counts[~large].sum() < k - 1 and large.sum() > FEWEST:
            large &= counts > counts[large].min()  # the next smallest, too
        grid = cells["group"].nunique() * cells["x"].nunique()
        hidden, total = grid - large.sum(), counts[~large].sum()
        open_ = k - 1 <= total <= (hidden - 1) * (k - 1)
        if large.sum() < FEWEST or not open_:
            continue
        shown = cells[large].copy()
        share = shown["numerator"] / shown["n"]
        shown["value"] = (share / STEP).round().clip(1, 1 / STEP - 1) * STEP
        shown[["numerator", "n"]] = np.nan
        joined = ["states_joined"] if names else []
        return shown, ["latest_step", "small_moves", "shares_rounded", *joined]
    return table.iloc[:0], ["too_few"]
