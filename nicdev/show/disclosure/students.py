"""Student measures: no point on fewer students than the minimum, no 'nobody' and no 'everybody'."""

from __future__ import annotations

import pandas as pd

from nicdev.evidence import Disclosed, Edition, Evidence, disclosed

OPEN_UNITS = ("point", "centre", "longest_run", "crossings", "shift", "trend", "runs", "outside",
              "assurance", "chart", "sites", "funnel_sites", "target", "event", "test")  # fmt: skip
BY_SITE = ("site", "funnel")  # under the name of a site: the evaluator alone
OF_LIMITS = ("outside", "assurance")  # say where points lie beside limits
FEW, NEARLY_ALL = "few or none", "nearly all"


def disclose(evidence: Evidence, edition: Edition, k: float, edge: float) -> Disclosed:
    """Points that stand on too few students are gone; points at either end are coded.

    A point with fewer than `edge` students on one side loses its value and keeps the word: which
    of none, one or two it was cannot be seen. Counts of students who succeeded are not printed.
    """
    rows = evidence.rows
    held = []
    frame = rows[rows["unit"].isin(OPEN_UNITS)].copy()
    if rows["unit"].isin(BY_SITE).any():
        held.append("students_sites")
    frame = frame[~((frame["unit"] == "test") & (frame["group"] == "not shared"))]
    point = frame["unit"] == "point"
    too_few = point & (frame["n"] < k)
    if too_few.any() or (rows["unit"] == "small").any():
        held.append("students_small")
    frame = frame[~too_few]
    point = frame["unit"] == "point"
    few = point & (frame["numerator"] < edge)
    nearly_all = point & (frame["n"] - frame["numerator"] < edge)
    if few.any() or nearly_all.any():
        held.append("students_edge")
        frame.loc[few, "coded"] = FEW
        frame.loc[nearly_all, "coded"] = NEARLY_ALL
        frame.loc[few | nearly_all, "value"] = float("nan")
        # A centre that such a point has a part in would give it away, and so would limits.
        for part, points in frame[point].groupby("part"):
            same = frame["part"] == part
            centre = same & (frame["unit"] == "centre")
            made = points[points["group"] == ""]
            mean = (frame.loc[centre, "x"] == "mean").any()
            if (made["coded"] != "").any() if mean else _median_moves(made, edge):
                frame.loc[centre, "value"] = float("nan")
                frame.loc[same & point, ["limit", "lower", "upper"]] = float("nan")
        coded = set(frame.loc[few | nearly_all, "part"])
        frame = frame[~(frame["unit"].isin(OF_LIMITS) & frame["part"].isin(coded))]
    frame.loc[frame["unit"] == "point", "numerator"] = float("nan")
    return disclosed(evidence, edition, frame=frame, held_back=held)


def _median_moves(points: pd.DataFrame, edge: float) -> bool:
    """Whether the median depends on where, in what their word leaves open, coded points lie."""
    shift = (edge - 1) / points["n"]
    few, nearly_all = points["coded"] == FEW, points["coded"] == NEARLY_ALL
    low = points["value"].mask(few, 0.0).mask(nearly_all, 1 - shift)
    high = points["value"].mask(few, shift).mask(nearly_all, 1.0)
    return bool(low.median() != high.median())
