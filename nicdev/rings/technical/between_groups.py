"""The gap between groups of students: points that may be shown, and their runs about the median."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.framework import Limit
from nicdev.rings.technical import points as line

DIGITS = 12


def gaps(taken: pd.DataFrame, whole: int) -> Iterator[tuple[str, pd.DataFrame]]:
    """For each group, its share less that of all other groups together, day by day.

    Of two groups, the first by name alone: the other's gap is the same with its sign turned. `n` is
    the students of the smallest group and `edge` the fewest of those who succeeded, or did not, in
    any: where one group may not be seen on a day, none is, or the rest and the whole would show it.
    """
    kept = taken.dropna(subset=["group", "numerator", "denominator"])
    groups = sorted(kept["group"].unique())
    if len(groups) < 2:
        return
    sums = {group: _sums(kept[kept["group"] == group]) for group in groups}
    days = sorted(set.intersection(*(set(one.index) for one in sums.values())))
    top, bottom, sites = (
        pd.DataFrame({group: one.loc[days, column] for group, one in sums.items()}, index=days)
        for column in ("numerator", "denominator", "sites")
    )
    fewest = pd.concat([top, bottom - top], axis=1).min(axis=1)
    common = {"on": days, "numerator": np.nan, "n": bottom.min(axis=1).to_numpy(),
              "edge": fewest.to_numpy(), "sites": sites.min(axis=1).to_numpy()}  # fmt: skip
    for group in groups[:1] if len(groups) == 2 else groups:
        rest = [name for name in groups if name != group]
        others = top[rest].sum(axis=1) / bottom[rest].sum(axis=1)
        # Rounded, so that equal gaps are equal: a point on the median is not useful.
        value = (whole * (top[group] / bottom[group] - others)).round(DIGITS)
        yield f"{group} / {', '.join(rest)}", pd.DataFrame(common | {"value": value.to_numpy()})


def _sums(taken: pd.DataFrame) -> pd.DataFrame:
    by_date = taken.groupby("on")
    sums = by_date[["numerator", "denominator"]].sum()
    sums["sites"] = by_date["site_id"].nunique()
    return sums[sums["denominator"] > 0].sort_index()


def judged(
    points: pd.DataFrame, events: pd.DataFrame, limits: Mapping[str, Limit]
) -> tuple[pd.DataFrame, list[str]]:
    """Marked as the run chart's points; too small, too, with few or nearly all on either side."""
    points, caveats = line.marked(points, events, limits)
    few = points["small"] | (points["edge"] < limits["edge_students"].value)
    return points.assign(small=few, judged=points["judged"] & ~few,
                         made=points["made"] & ~few), caveats  # fmt: skip


def gap_rows(
    points: pd.DataFrame, centre: float | None, limits: Mapping[str, Limit]
) -> tuple[str, list[dict[str, Any]]]:
    """The verdict on the gap, nearer to none or not, and its rows."""
    kept = points[points["judged"]]
    signal, useful, middle, ruled = line.rules_of(kept["value"], centre, limits)
    verdict = "too little to say"
    if useful >= limits["run_points_rules"].value:
        verdict = line.way(kept["value"].abs(), "down") if signal else "no signal"
    marked = points.assign(centre=middle, lower=np.nan, upper=np.nan)
    rows = [*line.point_rows(marked), {"unit": "centre", "value": middle, "n": useful}, *ruled]
    return verdict, rows
