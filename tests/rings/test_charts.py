"""Charts of measures: what the network wrote of its lines is kept, planted effects are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import Open

from nicdev.evidence import Evidence
from nicdev.framework import framework, locale
from nicdev.show import series
from nicdev.show.disclosure import disclose
from nicdev.show.words import Words

RUN = "technical.measurement.run_chart"
WORDS = Words(locale("en"))
Rows = list[dict[str, Any]]
MEASURE = {"measure_id": "m", "name": "Explain", "family": "outcome", "driver_id": "P1",
           "direction": "up", "unit": "share", "numerator": "those who explain",
           "denominator": "all", "frequency": "weekly", "target": 0.7, "shared": "yes"}  # fmt: skip
DAYS = [str(day.date()) for day in pd.date_range("2025-01-06", periods=40, freq="7D")]
WAVER = [0.40, 0.60, 0.42, 0.58, 0.44, 0.56, 0.38, 0.62, 0.36, 0.64, 0.46, 0.54]
LOW, HIGH = [0.40, 0.44, 0.38, 0.42, 0.46, 0.41], [0.60, 0.64, 0.58, 0.62, 0.66, 0.61]


def frames(
    values: Sequence[float],
    students: int = 100,
    events: Rows | None = None,
    tests: Rows | None = None,
    **measure: Any,
) -> dict[str, pd.DataFrame]:
    """One site, one measure, a point a week; shares of as many students each week, or values."""
    counted = students > 0
    points = [
        {"measure_id": "m", "site_id": "s", "on": day, "value": "" if counted else value,
         "numerator": round(value * students) if counted else "",
         "denominator": students if counted else ""}
        for day, value in zip(DAYS, values, strict=False)
    ]  # fmt: skip
    made = {
        "members": [{"member_id": "m1", "observed_from": "2025-01-01", "joined_on": "2025-01-01"}],
        "organizations": [{"org_id": "s", "name": "s", "kind": "school",
                           "joined_on": "2025-01-01"}],
        "teams": [{"team_id": "T", "org_id": "s", "name": "T", "kind": "improvement team"}],
        "theory_versions": [{"version": "v", "dated_on": "2025-01-01", "note": ""}],
        "theory": [{"version": "v", "node_id": "A", "kind": "aim", "text": "All", "parents": ""},
                   {"version": "v", "node_id": "P1", "kind": "primary driver", "text": "Talk",
                    "parents": "A"},
                   {"version": "v", "node_id": "I1", "kind": "change idea", "text": "Ask",
                    "parents": "P1"},
                   {"version": "v", "node_id": "I2", "kind": "change idea", "text": "Wait",
                    "parents": "A"}],
        "measures": [MEASURE | measure],
        "measurements": points,
    }  # fmt: skip
    if events:
        empty = {"measure_id": "m", "site_id": "", "to_on": "", "note": ""}
        made["measure_events"] = [empty | event for event in events]
    if tests:
        made["cycles"] = [
            {"cycle_id": f"C{at}", "team_id": "T", "driver_id": "P1", "idea_id": "I1",
             "started_on": "2025-02-03", "ended_on": "2025-02-20", "plan": "p", "prediction": "p",
             "done": "d", "observed": "o", "study": "s", "learning": "l", "decision": "adopt",
             "scale": "one classroom", "builds_on": "", "may_share": "yes"} | test
            for at, test in enumerate(tests)
        ]  # fmt: skip
    return {name: pd.DataFrame(rows) for name, rows in made.items()}


def row(found: Evidence, unit: str) -> Any:
    (one,) = found.rows[found.rows["unit"] == unit].itertuples()
    return one


def test_a_new_definition_is_a_new_line_and_without_it_the_step_is_a_signal(opened: Open) -> None:
    values = LOW * 2 + HIGH * 2
    anew: Rows = [{"from_on": DAYS[12], "kind": "definition", "note": "counted in pairs"}]
    off = opened(frames(values)).evidence(RUN)
    on = opened(frames(values, events=anew)).evidence(RUN)
    assert off.verdict == "signal in the hoped-for direction"
    assert on.verdict == "no signal"
    assert (row(on, "centre").n, row(on, "centre").value) == (12, pytest.approx(0.615))
    assert "series_redefined" in on.caveats
    points = on.rows[on.rows["unit"] == "point"]
    assert points["group"].tolist() == ["earlier"] * 12 + [""] * 12
    assert points["limit"].isna().tolist() == [True] * 12 + [False] * 12
    (told,) = series.tables(disclose(on, "evaluator", framework().limits), WORDS)
    assert told.head == ("Date", "Value", "Median", "Students")
    assert told.body[0][2] == "–"


def test_a_frozen_median_is_that_of_the_points_before_and_never_made_anew(opened: Open) -> None:
    values = LOW * 2 + HIGH * 2
    freeze: Rows = [{"from_on": DAYS[12], "kind": "freeze", "note": "level known"}]
    free = opened(frames(values)).evidence(RUN)
    frozen = opened(frames(values, events=freeze)).evidence(RUN)
    assert row(free, "centre").value == pytest.approx(0.52)
    assert row(frozen, "centre").value == pytest.approx(0.415)
    assert row(frozen, "longest_run").value == 12
    assert "series_frozen" in frozen.caveats
    early: Rows = [{"from_on": DAYS[4], "kind": "freeze", "note": ""}]
    found = opened(frames(values, events=early)).evidence(RUN)
    assert row(found, "centre").value == pytest.approx(0.52)
    assert "series_not_frozen" in found.caveats


def test_a_phase_and_a_gap_move_no_line_and_a_gap_is_not_drawn_across(opened: Open) -> None:
    values = LOW * 2 + HIGH * 2
    happened: Rows = [
        {"from_on": DAYS[12], "kind": "phase", "note": "a new routine"},
        {"from_on": DAYS[6], "to_on": DAYS[7], "kind": "gap", "note": "holidays"},
        {"from_on": DAYS[3], "kind": "rename", "site_id": "s", "note": "s was S"},
    ]  # fmt: skip
    plain = opened(frames(values)).evidence(RUN)
    told = opened(frames(values, events=happened)).evidence(RUN)
    for unit in ("centre", "longest_run", "crossings"):
        assert row(plain, unit).value == row(told, unit).value
    assert set(told.caveats) - set(plain.caveats) == {"series_renamed"}
    points = pd.DataFrame({"on": pd.to_datetime(DAYS[:24])})
    breaks = [pd.Timestamp(DAYS[6])]
    assert [len(some) for _, some in series._unbroken(points, breaks)] == [6, 18]


def test_the_network_may_choose_perla_and_hears_its_price(opened: Open) -> None:
    """Six in a row of sixteen points: a shift to Perla, and not to Anhøj."""
    values = [0.60, 0.62, 0.64, 0.61, 0.63, 0.65, 0.40, 0.42, 0.66, 0.41, 0.67, 0.43, 0.44, 0.58,
              0.39, 0.38]  # fmt: skip
    anhoej = opened(frames(values)).evidence(RUN)
    chosen = opened(frames(values), params="limits:\n  run_rules: 2\n").evidence(RUN)
    assert anhoej.verdict == "no signal"
    assert chosen.verdict == "signal in the other direction"
    assert (row(chosen, "shift").value, row(chosen, "shift").limit) == (6, 6)
    assert "series_perla" in chosen.caveats
    said = list(series.sentences(disclose(chosen, "hub", framework().limits), WORDS))
    assert said[1] == (
        "The longest run on one side of the median is 6 points (6 would be a signal), the longest "
        "row of points that all rise or all fall 3 (5 would be), and there are 6 runs (chance "
        "shows 5 to 13)."
    )


def test_a_target_that_the_points_began_beyond_is_said(opened: Open) -> None:
    for target, told in ((0.7, False), (0.2, True)):
        found = opened(frames(LOW * 2, target=target)).evidence(RUN)
        assert ("series_target_passed" in found.caveats) == told
    down = opened(frames(LOW * 2, target=0.7, direction="down")).evidence(RUN)
    assert "series_target_passed" in down.caveats


def test_tests_of_its_driver_stand_on_a_chart_and_unshared_ones_stay(opened: Open) -> None:
    made: Rows = [{}, {}, {"started_on": "2025-02-10", "may_share": "no"},
                  {"started_on": "2025-02-10", "driver_id": "A", "idea_id": "I2"}]  # fmt: skip
    found = opened(frames(LOW * 2, tests=made)).evidence(RUN)
    tests = found.rows[found.rows["unit"] == "test"]
    assert list(zip(tests["x"], tests["group"], tests["numerator"], strict=True)) == [
        ("2025-02-03", "", 2), ("2025-02-10", "not shared", 1)
    ]  # fmt: skip
    shown = disclose(found, "hub", framework().limits).rows
    assert shown.loc[shown["unit"] == "test", "x"].tolist() == ["2025-02-03"]
    assert not (opened(frames(LOW * 2)).evidence(RUN).rows["unit"] == "test").any()


@pytest.mark.parametrize(
    ("points", "verdict", "provisional"),
    [(1, "too little to say", False), (9, "too little to say", False), (10, "no signal", True),
     (11, "no signal", True), (12, "no signal", False)],
)  # fmt: skip
def test_few_points_say_little(
    opened: Open, points: int, verdict: str, *, provisional: bool
) -> None:
    found = opened(frames(WAVER[:points])).evidence(RUN)
    assert found.verdict == verdict
    assert ("series_provisional" in found.caveats) == provisional
    shown = disclose(found, "evaluator", framework().limits)
    assert (series.figure(shown, WORDS) is None) == (points == 1)


def test_days_in_any_order_make_one_line_and_a_level_one_says_too_little(opened: Open) -> None:
    made = frames(LOW * 2 + HIGH * 2)
    turned = {**made, "measurements": made["measurements"][::-1]}
    assert opened(turned).evidence(RUN).rows.equals(opened(made).evidence(RUN).rows)
    level = opened(frames([0.5] * 20)).evidence(RUN)
    assert level.verdict == "too little to say"
    assert row(level, "centre").n == 0
    assert np.isnan(row(level, "longest_run").limit)
