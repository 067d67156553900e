"""Charts of measures: what the network wrote of its lines is kept, planted effects are found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from charted import DAYS, HIGH, LOW, WAVER, Rows, frames, row
from conftest import Open, lay_out

from nicdev.framework import framework
from nicdev.language import locale
from nicdev.press.load import held
from nicdev.show import series
from nicdev.show.disclosure import disclose
from nicdev.show.words import Words

UNSCREENED = "limits:\n  limit_screening: 100\n"
RUN = "technical.measurement.run_chart"
SHARES, SINGLE = (f"technical.measurement.{name}" for name in ("proportion_chart", "control_chart"))
WORDS = Words(locale("en"))


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
    assert told.rows[0][2] == "–"


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


def test_limits_are_not_made_wider_by_a_step_across_a_gap(opened: Open) -> None:
    values = [5.5, 6.0, 5.0, 6.5, 5.0, 6.0, 25.5, 26.0, 25.0, 26.5, 25.0, 26.0]
    gap: Rows = [{"from_on": DAYS[6], "to_on": DAYS[6], "kind": "gap", "note": "holidays"}]
    widths = []
    for events in (None, gap):
        made = frames(values, students=0, unit="minutes", events=events)
        points = opened(made, params=UNSCREENED).evidence(SINGLE).rows
        points = points[points["unit"] == "point"]
        widths.append(points["upper"].iloc[0] - points["lower"].iloc[0])
    jump, within = 19.5, [0.5, 1, 1.5, 1.5, 1, 0.5, 1, 1.5, 1.5, 1]
    assert widths[0] == pytest.approx(2 * 2.66 * (sum(within) + jump) / 11)
    assert widths[1] == pytest.approx(2 * 2.66 * sum(within) / 10)


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


def test_points_out_of_order_are_put_in_order(opened: Open) -> None:
    made = frames(LOW * 2 + HIGH * 2)
    for key in (RUN, SHARES):
        straight = opened(made).evidence(key)
        mixed = made | {"measurements": made["measurements"].sample(frac=1, random_state=3)}
        assert mixed["measurements"]["on"].tolist() != made["measurements"]["on"].tolist()
        found = opened(mixed).evidence(key)
        assert found.verdict == straight.verdict
        pd.testing.assert_frame_equal(found.rows, straight.rows)


def test_a_day_that_was_counted_twice_is_refused(tmp_path: Path) -> None:
    made = frames(LOW)
    made["measurements"] = pd.concat([made["measurements"], made["measurements"].iloc[:1]])
    (problem,) = held(lay_out(tmp_path, made, ""), "net").errors
    assert str(problem) == (
        "measurements.csv, rows 2 and 8: found measure_id 'm', site_id 's', on '2025-01-06' in "
        "more than one row; expected each combination of measure_id, site_id, on and group once. "
        "Take out the rows too many, or correct them."
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
    [(1, "too little to say", False), (9, "too little to say", False), (11, "no signal", True),
     (12, "no signal", False)],
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


NIST = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9,
        12, 7, 13, 9, 6]  # fmt: skip


def test_shares_stand_beside_the_limits_that_nist_prints(opened: Open) -> None:
    made = frames([count / 50 for count in NIST], students=50, target=0.3)
    found = opened(made, params="limits:\n  limit_wider: 3\n").evidence(SHARES)
    assert row(found, "centre").value == pytest.approx(0.2313333, abs=5e-8)
    points = found.rows[found.rows["unit"] == "point"]
    assert points["upper"].iloc[0] == pytest.approx(0.4102391, abs=5e-8)
    assert points["lower"].iloc[0] == pytest.approx(0.05242755, abs=5e-9)
    assert (row(found, "outside").value, row(found, "chart").x) == (2, "chart_shares")
    assert found.verdict == "described"  # two points stand apart, and the level has not moved
    (told,) = series.tables(disclose(found, "evaluator", framework().limits), WORDS)
    assert told.head == ("Date", "Value", "Lower limit", "Mean", "Upper limit", "Students")
    said = list(series.sentences(disclose(found, "evaluator", framework().limits), WORDS))
    assert said[3:] == [
        "2 points lie outside the limits.",
        "By these rules the level has not moved; what stands apart is worth a question of its own.",
    ]


def test_a_planted_step_is_a_signal_beside_limits_and_few_points_have_none(opened: Open) -> None:
    steady = np.random.default_rng(3).binomial(60, 0.5, 24) / 60
    step = steady + np.repeat([-0.1, 0.1], 12)
    for values, verdict in ((steady, "no signal"), (step, "signal in the hoped-for direction")):
        found = opened(frames(values, students=60)).evidence(SHARES)
        assert found.verdict == verdict
    few = opened(frames(WAVER[:9], students=60)).evidence(SHARES)
    assert few.verdict == "too little to say"
    assert few.rows["upper"].isna().all()
    assert not few.rows["unit"].isin(["outside", "assurance"]).any()


def test_each_kind_of_number_has_its_chart(opened: Open) -> None:
    values = [5.5, 6.0, 4.0, 7.5, 5.0, 6.5, 4.5, 6.0, 5.0, 7.0, 5.5, 4.0, 6.5]
    whole = [5, 6, 4, 7, 5, 6, 4, 6, 5, 7, 5, 4, 6]
    for unit, numbers, kind in (
        ("minutes", values, "chart_single"), ("count", whole, "chart_counts"),
        ("days between", whole, "chart_between"), ("count", values, "chart_single"),
    ):  # fmt: skip
        found = opened(frames(numbers, students=0, unit=unit, target=8)).evidence(SINGLE)
        assert row(found, "chart").x == kind
    assert opened(frames(values, students=0)).evidence(SHARES).verdict == "no evidence"
    rate = opened(frames(LOW * 2, unit="rate")).evidence(SHARES)
    assert row(rate, "chart").x == "chart_rates"
    uneven = [v + (0.3 if at % 3 else -0.2) for at, v in enumerate(WAVER)]
    wider = opened(frames(uneven, students=400)).evidence(SHARES)
    assert (row(wider, "chart").x, "limits_wider" in wider.caveats) == ("chart_wider", True)


def test_limits_promise_what_becomes_of_a_target_only_where_nothing_moves(opened: Open) -> None:
    for target, direction, word in ((0.95, "up", "missed"), (0.05, "up", "met"),
                                    (0.45, "up", "either"), (0.95, "down", "met")):  # fmt: skip
        made = frames((LOW + LOW[::-1]) * 2, target=target, direction=direction)
        assert row(opened(made).evidence(SHARES), "assurance").x == word
    moved = opened(frames(LOW * 2 + HIGH * 2)).evidence(SHARES)
    assert not (moved.rows["unit"] == "assurance").any()


def test_a_mean_that_a_coded_point_is_part_of_leaves_with_its_limits(opened: Open) -> None:
    """With the mean and the other points, which of none, one or two it was could be worked out."""
    values = [*WAVER, 0.02]
    found = opened(frames(values, students=60)).evidence(SHARES)
    for edition, seen in (("evaluator", True), ("hub", False), ("members", False)):
        shown = disclose(found, edition, framework().limits).rows
        points = shown[shown["unit"] == "point"]
        assert points["upper"].notna().any() == seen
        assert shown.loc[shown["unit"] == "centre", "value"].notna().all() == seen
        assert shown["unit"].isin(["outside"]).any() == seen
    # Where the network froze its limits before, the coded point has no part in them.
    freeze: Rows = [{"from_on": DAYS[12], "kind": "freeze", "note": ""}]
    frozen = opened(frames(values, students=60, events=freeze)).evidence(SHARES)
    shown = disclose(frozen, "hub", framework().limits).rows
    assert shown.loc[shown["unit"] == "centre", "value"].notna().all()
    assert not (shown["unit"] == "outside").any()


GAP = "technical.measurement.gap"


def two_groups(gap: float, later: float, students: int = 60, *, third: bool = False) -> Any:
    """A measure of two groups (or three): one is `gap` ahead, and `later` from the middle on."""
    made = frames(WAVER * 2, students=students)
    whole = made["measurements"].assign(group="")
    half = len(whole) // 2
    ahead = [gap] * half + [later] * half
    parts = [whole]
    for name, share in (("b others", 0.4), ("a town", 0.4), ("c coast", 0.4))[: 2 + third]:
        wave = [share + w / 10 + (a if name == "a town" else 0)
                for w, a in zip(WAVER * 2, ahead, strict=True)]  # fmt: skip
        counted = [round(students * one) for one in wave]
        parts.append(whole.assign(group=name, numerator=counted))
    return made | {"measurements": pd.concat(parts)}


def test_a_gap_that_closes_is_a_signal_and_one_that_stays_is_none(opened: Open) -> None:
    stays = opened(two_groups(0.2, 0.2)).evidence(GAP)
    closes = opened(two_groups(0.3, 0.1)).evidence(GAP)
    opens = opened(two_groups(0.1, 0.3)).evidence(GAP)
    assert stays.verdict in ("no signal", "too little to say")
    assert closes.verdict == "signal in the hoped-for direction"
    assert opens.verdict == "signal in the other direction"
    assert row(closes, "centre").value == pytest.approx(0.2)
    assert closes.rows["label"].unique().tolist() == ["Explain: a town / b others"]
    assert len(set(opened(two_groups(0.2, 0.2, third=True)).evidence(GAP).rows["part"])) == 3
    assert opened(frames(WAVER)).evidence(GAP).verdict == "no evidence"


def test_a_gap_of_few_students_or_of_nearly_all_leaves_for_nobody_but_the_evaluator(
    opened: Open,
) -> None:
    small = two_groups(0.2, 0.2, third=True)
    coast = small["measurements"]["group"] == "c coast"
    small["measurements"].loc[coast, ["numerator", "denominator"]] = [4, 8]
    for made in (two_groups(0.2, 0.2, students=8), two_groups(0.55, 0.55, students=20), small):
        found = opened(made).evidence(GAP)
        assert set(found.rows.loc[found.rows["x"].str.startswith("2025"), "unit"]) == {"small"}
        for edition in ("hub", "members"):
            shown = disclose(found, edition, framework().limits)
            assert not shown.rows["unit"].isin(["small", "point"]).any()
            assert "students_small" in shown.held_back
