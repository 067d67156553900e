"""Measures over time: one that moves on a known day, one whose students become ever more."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from nicdev.simulate.calendar import Calendar, Days, open_day, written
from nicdev.simulate.people import People
from nicdev.simulate.plan import Plan
from nicdev.simulate.subjects import Measure, Subject

SHIFT = 0.18  # of the students, at full strength
GROWTH = 1.6  # by how much of itself the denominator has grown at the end
CLASS = (15, 30)  # students who are counted at one site at one time
LACKING = ("school closed", "testing week", "not sent in")
NOTES = ("a substitute taught", "two classes joined", "counted a day late", "first week of a unit")


def measures(
    plan: Plan, days: Calendar, who: People, subject: Subject
) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """The registry, the points, what happened to measures, and what is true of two of them."""
    dates = _dates(plan, days)
    shift_on = dates[len(dates) * 9 // 20]
    outcome = next(m for m in subject.measures if m.family == "outcome")
    drifting = next(m for m in subject.measures if m.family == "process")
    parts = [
        _points(
            plan,
            who,
            measure,
            dates,
            shift_on if measure is outcome else None,
            drifts=measure is drifting,
            last=days.last,
        )
        for measure in subject.measures
    ]
    target_on = str((days.starts[0].astype("datetime64[Y]") + 2).astype("datetime64[D]") + 150)
    registry = pd.DataFrame(
        [{"measure_id": m.measure, "name": m.name, "family": m.family, "driver_id": m.driver,
          "direction": m.direction, "unit": m.unit, "numerator": m.numerator,
          "denominator": m.denominator, "frequency": f"every {plan.points} days",
          "target": m.target, "target_on": target_on if m.target else "",
          "owner_role": "improvement advisor" if m.shared == "yes" else "", "shared": m.shared,
          "actionable": "yes" if m.family != "balancing" else "no",
          "low_burden": "no" if m.family == "driver" else "yes",
          "timely": "yes", "trusted": "no" if m.family == "balancing" else "yes",
          "embedded": "yes" if m.family == "process" else "no"} for m in subject.measures]
    )  # fmt: skip
    happened = [
        {"measure_id": outcome.measure, "site_id": "", "from_on": str(shift_on), "to_on": "",
         "kind": "phase", "note": subject.changed},
        {"measure_id": drifting.measure, "site_id": who.orgs[0], "from_on": str(shift_on),
         "to_on": str(shift_on + 11), "kind": "gap", "note": "the building was closed"},
    ]  # fmt: skip
    first_june = f"{days.starts[0].astype('datetime64[Y]') + 1}-06-20"
    if days.last > np.datetime64(first_june) + 90:
        happened.append({"measure_id": outcome.measure, "site_id": "", "from_on": first_june,
                         "to_on": f"{first_june[:4]}-08-19", "kind": "gap",
                         "note": "summer"})  # fmt: skip
    truth = {
        "shift": {
            "measure_id": outcome.measure,
            "on": str(shift_on),
            "from_share": outcome.share,
            "to_share": round((outcome.share or 0) + SHIFT * plan.strengths.shift, 4),
        },
        "drifting_denominator": {
            "measure_id": drifting.measure,
            "share": drifting.share,
            "denominator_times": round(1 + GROWTH * plan.strengths.drifting_denominator, 4),
        },
    }
    frames = {"measures": registry, "measurements": pd.concat(parts, ignore_index=True).fillna(""),
              "measure_events": pd.DataFrame(happened)}  # fmt: skip
    return frames, truth


def _dates(plan: Plan, days: Calendar) -> Days:
    """Days on which points are taken; none in summer, so that none moves onto another."""
    first, last = np.busday_offset(days.starts[0] + 45, 0, "forward", weekmask="Mon"), days.last
    raw = first + plan.points * np.arange((last - first).astype(int) // plan.points + 1)
    return np.unique(raw[open_day(raw) - raw <= np.timedelta64(3, "D")])


def _points(
    plan: Plan,
    who: People,
    measure: Measure,
    dates: Days,
    shift_on: np.datetime64 | None,
    *,
    drifts: bool,
    last: np.datetime64,
) -> pd.DataFrame:
    random = plan.random(f"measure {measure.measure}")
    # What is not shared is taken at every second school.
    sites = np.arange(0, who.schools, 1 if measure.shared == "yes" else 2)
    shape = (len(dates), len(sites))
    frame = pd.DataFrame(
        {"measure_id": measure.measure, "site_id": np.tile(who.orgs[sites], len(dates)),
         "on": np.repeat(written(dates), len(sites)), "group": ""}
    )  # fmt: skip
    days_late = random.integers(1, 15, shape).ravel()
    lacking = random.random(shape).ravel() < 0.03
    noted = random.random(shape).ravel() < 0.02
    which = random.integers(0, 12, shape).ravel()
    on = np.repeat(dates, len(sites))
    sent = np.where(on + days_late <= last, on + days_late, on)
    frame["reported_on"] = np.where(lacking, "", written(sent))
    frame["missing_reason"] = np.where(lacking, np.array(LACKING, dtype=object)[which % 3], "")
    frame["note"] = np.where(noted & ~lacking, np.array(NOTES, dtype=object)[which % 4], "")
    if measure.share is None:
        value = measure.middle + random.normal(0, measure.spread, shape)
        text = pd.Series(np.rint(np.maximum(value, 0)).ravel().astype(int).astype(str))
        return frame.assign(value=np.where(lacking, "", text))
    share = np.clip(measure.share + random.normal(0, 0.04, len(sites)), 0.02, 0.98)[None, :]
    share = np.repeat(share, len(dates), axis=0)
    if shift_on is not None:
        share = np.clip(
            share + SHIFT * plan.strengths.shift * (dates >= shift_on)[:, None], 0, 0.98
        )
    bottom = random.integers(*CLASS, shape)
    if drifts:
        grown = 1 + GROWTH * plan.strengths.drifting_denominator * np.linspace(0, 1, len(dates))
        bottom = np.rint(bottom * grown[:, None]).astype(int)
    top = random.binomial(bottom, share)
    whole = frame.assign(numerator=_count(top, lacking), denominator=_count(bottom, lacking))
    if not measure.groups:
        return whole
    few = random.hypergeometric(top, bottom - top, bottom // 3)
    parts = []
    for group, n, of in (
        (measure.groups[0], few, bottom // 3),
        (measure.groups[1], top - few, bottom - bottom // 3),
    ):
        parts.append(frame.assign(group=group, numerator=_count(n, lacking),
                                  denominator=_count(of, lacking), note="")[~lacking])  # fmt: skip
    return pd.concat([whole, *parts])


def _count(numbers: np.ndarray, lacking: np.ndarray) -> np.ndarray:
    return np.where(lacking, "", numbers.ravel().astype(str).astype(object))
