"""Points of a measure: sites pooled by day, which of them make the line, which tests began when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, each_row
from nicdev.framework import Limit
from nicdev.measures.rules import Perla, perla
from nicdev.measures.runs import Runs, anhoej
from nicdev.network import Network
from nicdev.rings.work import links, newest_theory

PER_CENT = ("%", "percent")
PERLA = 2  # the value of the limit `run_rules` that asks for Perla's rules
RUN_LIMITS = ("run_rules", "run_probability", "run_margin", "run_points_rules", "run_points_firm")


def whole_of(unit: Any) -> int:
    """A share of a measure in per cent is in per cent."""
    return 100 if unit in PER_CENT else 1


def given(taken: pd.DataFrame) -> pd.DataFrame:
    """The rows that hold a measurement; `used` where it is behind the point of its day."""
    kept = taken.dropna(subset=["value", "denominator"], how="all")
    counted = kept["denominator"].notna()
    return kept.assign(used=counted | ~counted.groupby(kept["on"]).transform("any"))


def pooled(kept: pd.DataFrame, whole: int) -> pd.DataFrame:
    """One row a date, in order; n is NaN where only values are known. A whole is 1 or 100."""
    counted = kept["denominator"].notna()
    by_date = kept.assign(
        numerator=kept["numerator"].where(counted), n=kept["denominator"].where(counted)
    ).groupby("on")
    points = by_date[["numerator", "n"]].sum(min_count=1)
    points["sites"] = kept[kept["used"]].groupby("on")["site_id"].nunique()
    median = kept[~counted].groupby("on")["value"].median()
    share = whole * points["numerator"] / points["n"]
    points["value"] = share.fillna(median.reindex(points.index))
    return points.reset_index().sort_values("on", ignore_index=True)


def marked(
    points: pd.DataFrame, events: pd.DataFrame, limits: Mapping[str, Limit]
) -> tuple[pd.DataFrame, list[str]]:
    """Points with `small`, `judged`, `made` and `after_gap`, and the caveats that come with them.

    The rules judge points that stand on enough students, since the newest definition. Of these
    the centre and the limits are made by the points before the newest freeze; by all of them where
    nothing was frozen, or on fewer points than the rules need. A line is never made anew without
    the network having said so.
    """
    caveats = []
    small = points["n"] < limits["k_students"].value
    judged = ~small
    everywhere = events[events["site_id"].isna()]
    defined = everywhere.loc[everywhere["kind"] == "definition", "from_on"]
    defined = defined[defined <= points["on"].max()]
    if len(defined):
        judged &= points["on"] >= defined.max()
        caveats.append("series_redefined")
    made = judged.copy()
    frozen = everywhere.loc[everywhere["kind"] == "freeze", "from_on"]
    if len(frozen):
        before = judged & (points["on"] < frozen.max())
        if before.sum() >= limits["run_points_rules"].value:
            made = before
            caveats.append("series_frozen")
        else:
            caveats.append("series_not_frozen")
    if (events["kind"] == "rename").any():
        caveats.append("series_renamed")
    begun = everywhere.loc[everywhere["kind"] == "gap", "from_on"].sort_values()
    gaps = pd.Series(begun.searchsorted(points["on"], side="right"), points.index)
    after_gap = gaps.diff() > 0
    return points.assign(small=small, judged=judged, made=made, after_gap=after_gap), caveats


def centre_of(points: pd.DataFrame) -> float | None:
    """The frozen median, or None where all judged points make it."""
    if points["made"].equals(points["judged"]):
        return None
    return float(points.loc[points["made"], "value"].median())


def ruled(series: pd.Series, centre: float | None, limits: Mapping[str, Limit]) -> Runs:
    """Anhøj's rules."""
    return anhoej(
        series.to_numpy(dtype=float),
        centre,
        probability=limits["run_probability"].value,
        run_margin=int(limits["run_margin"].value),
    )


def rules_of(
    series: pd.Series, centre: float | None, limits: Mapping[str, Limit]
) -> tuple[bool, int, float, list[dict[str, Any]]]:
    """By the rules that the network chose: whether a signal, useful points, the centre, rows."""
    if limits["run_rules"].value == PERLA:
        told = perla(series.to_numpy(dtype=float), centre)
        return told.signal, told.useful, told.centre, list(_perla_rows(told))
    runs = ruled(series, centre, limits)
    return runs.signal, runs.useful, runs.centre, list(run_rows(runs))


def run_rows(runs: Runs, of: str = "") -> Iterator[dict[str, Any]]:
    """The longest run and the crossings, each beside its limit."""
    yield {"unit": f"{of}longest_run", "value": runs.longest_run, "limit": runs.longest_run_limit,
           "n": runs.useful}  # fmt: skip
    yield {"unit": f"{of}crossings", "value": runs.crossings, "limit": runs.crossings_limit,
           "n": runs.useful}  # fmt: skip


def _perla_rows(told: Perla) -> Iterator[dict[str, Any]]:
    yield {"unit": "shift", "value": told.longest_run, "limit": told.shift_limit, "n": told.useful}
    yield {"unit": "trend", "value": told.longest_trend, "limit": told.trend_limit,
           "n": told.useful}  # fmt: skip
    yield {"unit": "runs", "value": told.runs, "lower": told.fewest, "upper": told.most,
           "n": told.useful}  # fmt: skip


def base_of(measure: Any) -> dict[str, Any]:
    """What all rows of a measure share."""
    return {"part": measure.measure_id, "label": measure.name, "relation": measure.unit,
            "group_kind": WHOLE}  # fmt: skip


def point_rows(points: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """A row for each point; `limit` is its centre, `lower` and `upper` its limits, where known."""
    most = points["sites"].max()
    for point in each_row(points):
        group = "" if point.made else "later" if point.judged else "earlier"
        yield {"unit": "small" if point.small else "point", "x": point.on.date(),
               "value": point.value, "group": group, "numerator": point.numerator, "n": point.n,
               "limit": point.centre if point.judged else np.nan,
               "lower": point.lower if point.judged else np.nan,
               "upper": point.upper if point.judged else np.nan, "responded": point.sites,
               "eligible": most}  # fmt: skip


def beside_rows(measure: Any, events: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The target, and what happened everywhere."""
    if not pd.isna(measure.target):
        yield {"unit": "target", "value": measure.target}
    mine = events[(events["measure_id"] == measure.measure_id) & events["site_id"].isna()]
    for event in each_row(mine.sort_values("from_on")):
        note = "" if pd.isna(event.note) else event.note
        yield {"unit": "event", "x": event.from_on.date(), "group": event.kind, "label": note}


def halves(series: pd.Series) -> tuple[float, float]:
    """The medians of the earlier and of the later half."""
    half, values = len(series) // 2, series.to_numpy(dtype=float)
    return float(np.nanmedian(values[:half])), float(np.nanmedian(values[-half:]))


def way(series: pd.Series, direction: str) -> str:
    """Which way a signal went: the rules do not say it; the later half beside the earlier does."""
    earlier, later = halves(series)
    if later == earlier:
        return "described"
    hoped = (later > earlier) == (direction == "up")
    return "signal in the hoped-for direction" if hoped else "signal in the other direction"


def about_sites(kept: pd.DataFrame) -> Iterator[str]:
    """Caveats about which sites stand behind points."""
    if not kept["used"].all():
        yield "series_mixed"
    used = kept[kept["used"]]
    if used["site_id"].nunique() > 1:
        yield "series_pooled"
    if used.groupby("on")["site_id"].nunique().min() < used["site_id"].nunique():
        yield "series_sites_differ"


def boxes_under(network: Network) -> dict[str, set[str]]:
    """Each box of the newest driver diagram with all boxes that lead to it, and itself."""
    theory = newest_theory(network)
    below: dict[str, list[str]] = defaultdict(list)
    for parent, child in links(theory["node_id"], theory["parents"]):
        below[parent].append(child)
    found: dict[str, set[str]] = {}
    for box in theory["node_id"]:
        rest, seen = [box], set()
        while rest:
            one = rest.pop()
            if one not in seen:
                seen.add(one)
                rest += below[one]
        found[box] = seen
    return found


def tests_under(tests: pd.DataFrame, boxes: set[str]) -> pd.DataFrame:
    """Tests of an idea among these boxes, or of a driver among them."""
    return tests[tests["idea_id"].isin(boxes) | tests["driver_id"].isin(boxes)]


def test_rows(tests: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """How many tests began on a day; those that their team does not share stand apart."""
    shared = tests["may_share"].map({True: "", False: "not shared"}).fillna("not shared")
    begun = tests["started_on"].dt.strftime("%Y-%m-%d")
    for (on, group), some in tests.groupby([begun, shared]):
        yield {"unit": "test", "x": on, "group": group, "numerator": len(some)}
