"""Control charts and other rules against base R, published figures and vectors, and known truth."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.errors import NicdevError
from nicdev.measures.charting import COMPUTED, PERLA_RUNS, ROUNDED, UPPER_RANGE
from nicdev.measures.control import between, counts, rates, shares, single_values
from nicdev.measures.many_runs import NO_LIMIT, anhoej_of_each
from nicdev.measures.rules import (
    assurance,
    exact_runs,
    expected_runs,
    one_side,
    perla,
    trend,
    two_in_three,
)
from nicdev.measures.runs import anhoej

ANHOEJ = {"probability": 0.05, "run_margin": 3}
COST = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306,
        301, 304, 305, 282, 305, 296, 314, 295, 287, 301, 298, 311, 310, 292, 305, 299, 304, 310,
        304, 305, 333, 328]  # fmt: skip
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
WAFERS = [16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14, 16, 15, 13, 14, 16, 11, 20, 11, 19,
          16, 31, 13]  # fmt: skip
JUICE = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9,
         12, 7, 13, 9, 6]  # fmt: skip
JUICE_AFTER = [9, 6, 12, 5, 6, 4, 6, 3, 7, 6, 2, 4, 3, 6, 5, 4, 8, 5, 6, 7, 5, 6, 3, 5]
CIRCUIT = [21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24,
           16, 19, 17, 15]  # fmt: skip
VISCOSITY = [9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51,
             9.40, 10.08, 9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08,
             10.38, 11.62, 11.31, 10.52]  # fmt: skip


def numbers(text):
    return [math.nan if word == "NA" else float(word) for word in str(text).split()]


def chart_of(row):
    values, sizes = numbers(row["values"]), numbers(row["rest"])
    made = np.arange(len(values)) < row["first"]
    match row["chart"]:
        case "single":
            screening = None if math.isnan(row["screening"]) else row["screening"]
            constant = row["constant"]
            return single_values(values, constant=constant, screening=screening, baseline=made)
        case "counts":
            return counts(values, baseline=made)
        case "between":
            return between(values, baseline=made)
    name, _, wider = row["chart"].partition(" ")
    function = shares if name == "shares" else rates
    return function(values, sizes, wider=bool(wider), baseline=made)


def test_charts_are_those_of_base_r(golden):
    rows = golden("control_charts.csv")
    charts = {row["chart"] for row in rows}
    assert charts == {"single", "shares", "shares wider", "rates", "rates wider", "counts",
                      "between"}  # fmt: skip
    for row in rows:
        found = chart_of(row)
        said = pytest.approx
        assert found.centre == said(row["centre"], rel=1e-12), row["case"]
        for ours, theirs in ((found.lower, "lower_all"), (found.upper, "upper_all")):
            assert ours == said(numbers(row[theirs]), rel=1e-9, nan_ok=True), row["case"]
        assert found.outside.tolist() == numbers(row["out"]), row["case"]
        assert found.spread == said(row["spread"], rel=1e-9, nan_ok=True), row["case"]


def test_published_figures_of_single_values(carried):
    """NIST 6.3.2.2, Montgomery 6.5 and 9.1, and the Nile, as reference-cases.md has them."""
    for values, first, centre, lower, upper, out in (
        (FLOW, 10, 50.81, 45.8159, 55.8041, 0),
        (COST, 20, 300.5, 279.7833, 321.2167, 2),
        (VISCOSITY, 30, 10.315, 6.7154, 13.9146, 0),
        (carried["Nile"], 100, 919.35, 564.9550, 1273.7450, 2),
    ):
        made = np.arange(len(values)) < first
        found = single_values(values, constant=COMPUTED, screening=UPPER_RANGE, baseline=made)
        assert found.centre == pytest.approx(centre, abs=5e-5)
        assert (found.lower[0], found.upper[0]) == pytest.approx((lower, upper), abs=5e-5)
        assert np.abs(found.outside).sum() == out
        near = single_values(values, constant=ROUNDED, screening=UPPER_RANGE, baseline=made)
        assert near.upper[0] - centre == pytest.approx(upper - centre, rel=3e-4)
    found = single_values(FLOW, constant=COMPUTED)
    assert found.spread == pytest.approx(1.8778, abs=5e-5)
    assert UPPER_RANGE * found.spread == pytest.approx(6.1349, abs=3e-4)  # NIST has 3.267 rounded
    made = np.arange(40) < 20
    found = single_values(COST, constant=COMPUTED, baseline=made)
    assert UPPER_RANGE * found.spread == pytest.approx(25.4482, abs=5e-4)


def test_published_figures_of_counts_and_shares():
    wafers = counts(WAFERS)
    assert (wafers.centre, wafers.lower[0], wafers.upper[0]) == (16, 4, 28)
    assert np.flatnonzero(wafers.outside).tolist() == [23]  # 31; 28 is on the limit, and is not out
    circuit = counts(CIRCUIT)
    assert (circuit.centre, circuit.upper[0], circuit.lower[0]) == pytest.approx(
        (19.84615, 33.21086, 6.481447), rel=1e-6
    )
    juice = shares(JUICE, [50] * 30)
    assert (juice.centre, juice.upper[0], juice.lower[0]) == pytest.approx(
        (0.2313333, 0.4102391, 0.05242755), rel=1e-6
    )
    assert np.flatnonzero(juice.outside).tolist() == [14, 22]
    frozen = shares(JUICE + JUICE_AFTER, [50] * 54, baseline=np.arange(54) < 30)
    assert (frozen.centre, frozen.upper[-1]) == (juice.centre, juice.upper[0])
    assert np.abs(frozen.outside).sum() == 3
    cloth = rates([14, 12, 20, 11, 7, 10, 21, 16, 19, 23], [10, 8, 13, 10, 10, 10, 12, 11, 12, 13])
    assert cloth.centre == pytest.approx(1.40367, abs=5e-6)  # qcc; for limits see deviations.md


@pytest.mark.parametrize(
    ("values", "centre", "useful", "longest", "limit", "crossings", "fewest", "signal"),
    [
        (COST, None, 40, 6, 8, 20, 14, False),
        (VISCOSITY, 10.315, 30, 8, 8, 13, 10, False),
        (FLOW, 50.81, 10, 5, 6, 3, 2, False),
        (WAFERS, 16, 20, 5, 7, 10, 6, False),
        (JUICE, 50 * 0.2313333, 30, 4, 8, 15, 10, False),
        (JUICE + JUICE_AFTER, 50 * 0.2313333, 54, 21, 9, 17, 21, True),
        (np.abs(np.diff(FLOW)), 1.877778, 9, 4, 6, 3, 2, False),
        (np.abs(np.diff(COST)), 7.789474, 39, 7, 8, 21, 14, False),
    ],
)  # fmt: skip
def test_published_runs(values, centre, useful, longest, limit, crossings, fewest, signal):
    found = anhoej(values, centre, **ANHOEJ)
    assert (found.useful, found.longest_run, found.longest_run_limit) == (useful, longest, limit)
    assert (found.crossings, found.crossings_limit, found.signal) == (crossings, fewest, signal)


def test_one_far_point_is_screened(golden):
    """Figures that NHSRplotthedots tests for set.seed(123); rnorm(20), and with y[15] = 10."""
    rows = {row["case"]: row for row in golden("control_charts.csv")}
    for case, centre, lower, upper in (
        ("seed 123", 0.1416238, -3.01138, 3.294627),
        ("seed 123 with a far point, screened", 0.6694159, -2.383666, 3.722497),
        ("seed 123 with a far point", None, -4.596625, 5.935457),
        ("seed 19 with a shift", 1.057091, -2.1149, 4.2291),
    ):
        found = chart_of(rows[case])
        assert (found.lower[0], found.upper[0]) == pytest.approx((lower, upper), abs=5e-5)
        assert centre is None or found.centre == pytest.approx(centre, abs=5e-7)
    far = chart_of(rows["seed 123 with a far point, screened"])
    assert far.screened == 2  # to the far point and back
    constant = single_values([4.0] * 12, constant=ROUNDED, screening=UPPER_RANGE)
    assert (constant.spread, constant.screened, constant.outside.any()) == (0, 0, False)


def test_rules_of_the_nhs_are_those_of_its_own_vectors():
    """Cases of NHSRplotthedots' tests; they flag -1 as 1 on one side, here it is -1."""
    for values, found in (
        ([], []), ([1] * 6, [0] * 6), ([1] * 6 + [-1], [0] * 7),
        ([1] * 8 + [-1], [0] * 6 + [1, 1, 0]), ([-1] * 8 + [1], [0] * 6 + [-1, -1, 0]),
        ([-1] + [1] * 8 + [-1], [0] * 7 + [1, 1, 0]),
    ):  # fmt: skip
        assert one_side(values, 0).tolist() == found
    for values, found in (
        ([], []), ([1, 2, 3, 4, 5, 6], [0] * 6), ([1, 2, 3, 3, 4, 5, 6], [0] * 7),
        ([1, 2, 3, 4, 5, 6, 7], [0] * 6 + [1]), ([2, 1, 2, 3, 4, 5, 6, 7, 3], [0] * 7 + [1, 0]),
        ([7, 6, 5, 4, 3, 2, 1], [0] * 6 + [-1]), ([2, 7, 6, 5, 4, 3, 2, 1, 3], [0] * 7 + [-1, 0]),
    ):  # fmt: skip
        assert trend(values).tolist() == found
    # Limits at -3 and 3: 2.5 is near one, 1 is not, 4 is outside.
    for values, found in (
        ([2.5, 1, 2.5], [1, 0, 1]), ([1, 2.5, 2.5], [0, 1, 1]), ([2.5, 2.5, 1], [1, 1, 0]),
        ([2.5, 1, 1, 2.5], [0] * 4), ([2.5, 1, 1, 2.5, 2.5], [0, 0, 0, 1, 1]),
        ([2.5, -1, 2.5], [0] * 3), ([2.5, -2.5, -2.5], [0] * 3), ([-2.5, -1, -2.5], [-1, 0, -1]),
        ([2.5, 1, 4], [0] * 3), ([], []),
    ):  # fmt: skip
        limits = np.full(len(values), 3.0)
        assert two_in_three(values, 0, -limits, limits).tolist() == found


def test_a_target_beside_limits():
    for (lower, upper), word in (((1, 3), "missed"), ((5, 7), "met"), ((1, 5), "either")):
        assert assurance(4, lower, upper, "up") == word
        turned = {"missed": "met", "met": "missed", "either": "either"}[word]
        assert assurance(4, lower, upper, "down") == turned


def test_perla_counts_as_rle_in_r(golden):
    for row in golden("control_perla.csv"):
        found = perla(numbers(row["values"]))
        assert found.useful == row["useful"]
        assert found.longest_run == row["longest_run"]
        assert found.longest_trend == row["longest_trend"]
        assert found.runs == row["runs"]


def test_exact_numbers_of_runs_are_those_of_r(golden):
    rows = golden("control_runs.csv")
    assert [row["useful"] for row in rows] == list(range(10, 61))
    for row in rows:
        assert exact_runs(int(row["useful"])) == (row["fewest"], row["most"]), row["useful"]
    differ = {n for n, found in PERLA_RUNS.items() if found != exact_runs(n)}
    assert {12, 20} <= differ
    assert not {10, 14, 16, 18, 24, 26} & differ
    assert expected_runs(40) == (15, 27)  # as in every copy of Perla's table


def test_balestraccis_sixteen_points_are_a_signal_by_every_rule():
    """Four runs of 7, 7, 1 and 1: fewer than any published table, and few crossings."""
    values = [1.0] * 7 + [-1.0] * 7 + [1.0, -1.0]
    found = perla(values, 0)
    assert (found.runs, found.runs_signal, found.shift) == (4, True, True)
    assert found.runs < exact_runs(16)[0]
    assert anhoej(values, 0, **ANHOEJ).crossing_signal


def alarms(series):
    """The share of series on which each set of rules raises an alarm, by our own code."""
    of_each = anhoej_of_each(series, **ANHOEJ)
    told = [perla(one) for one in series]
    found = {
        "anhoej": of_each.signal,
        "perla": [one.signal for one in told],
        "perla_shift": [one.shift for one in told],
        "perla_trend": [one.trend for one in told],
        "perla_runs": [one.runs_signal for one in told],
    }
    charts = [single_values(one, constant=ROUNDED, screening=UPPER_RANGE) for one in series]
    found["outside"] = [one.outside.any() for one in charts]
    found["nhs"] = [
        one.outside.any() or one_side(one.values, one.centre).any() or trend(one.values).any()
        or two_in_three(one.values, one.centre, one.lower, one.upper).any() for one in charts
    ]  # fmt: skip
    return {rule: float(np.mean(said)) for rule, said in found.items()}


def test_alarms_are_as_frequent_as_an_independent_script_in_r_finds(golden):
    """Both are simulations: within 4 standard errors of their difference (56 comparisons)."""
    rows = golden("alarms_rates.csv")
    assert [(row["points"], row["shift"]) for row in rows] == [
        (n, shift) for n in (12, 16, 24, 30) for shift in (0, 2)
    ]
    draws = 600
    for row in rows:
        n = row["points"]
        noise = np.random.default_rng(n).normal(size=(draws, n))
        for rule, ours in alarms(noise + row["shift"] * (np.arange(n) >= n / 2)).items():
            p = max((ours * draws + row[rule] * row["draws"]) / (draws + row["draws"]), 1e-3)
            error = math.sqrt(p * (1 - p) * (1 / draws + 1 / row["draws"]))
            assert abs(ours - row[rule]) < 4 * error, (n, row["shift"], rule)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.integers(0, 6), st.integers(0, 30), st.integers(0, 10**6))
def test_many_series_are_judged_as_each_alone(rows, columns, seed):
    random = np.random.default_rng(seed)
    values = random.integers(-2, 3, (rows, columns)).astype(float)
    values[random.random(values.shape) < random.choice([0, 0.3, 1])] = np.nan
    together = anhoej_of_each(values, **ANHOEJ)
    for at, row in enumerate(values):
        alone = anhoej(row, **ANHOEJ)
        for field in ("n", "useful", "longest_run", "crossings", "signal"):
            assert getattr(together, field)[at] == getattr(alone, field), field
        assert together.centre[at] == pytest.approx(alone.centre, rel=0, abs=0, nan_ok=True)
        for field in ("longest_run_limit", "crossings_limit"):
            limit = getattr(alone, field)
            assert getattr(together, field)[at] == (NO_LIMIT if limit is None else limit)


def test_few_points_and_gaps_make_no_limits():
    for values in ([], [3.0], [math.nan], [3.0, math.nan, 4.0]):
        found = single_values(values, constant=ROUNDED, screening=UPPER_RANGE)
        assert np.isnan(found.upper).all()
        assert not found.outside.any()
    found = shares([3, 4, 5], [10, 0, 20])
    assert np.isnan(found.values[1])
    assert found.centre == 8 / 30
    none = shares([0, 0, 0], [10, 20, 30])
    assert (none.centre, none.outside.any()) == (0, False)
    assert np.isnan(counts([]).centre)


def test_a_gap_has_no_moving_range_across_it_as_if_a_point_were_missing():
    """The level has moved while nobody measured: the step across the gap makes no limits wider."""
    first, second = [4.0, 5.0, 4.5, 5.5], [9.0, 8.0, 8.5, 9.5]
    after = np.arange(8) == 4
    told = single_values(first + second, constant=ROUNDED, after_gap=after)
    missing = single_values([*first, math.nan, *second], constant=ROUNDED)
    assert told.spread == missing.spread
    assert (told.lower == missing.lower[np.arange(9) != 4]).all()
    assert told.spread < single_values(first + second, constant=ROUNDED).spread
    for function in (shares, rates):
        top, size = np.array([4, 5, 4, 6, 40, 39, 38, 41]), np.full(8, 100)
        told = function(top, size, wider=True, after_gap=after)
        missing = function(np.insert(top, 4, 0), np.insert(size, 4, 0), wider=True)
        assert told.spread == missing.spread
        assert told.spread < function(top, size, wider=True).spread


def test_wider_limits_are_wider_only_where_points_differ_more_than_chance():
    random = np.random.default_rng(4)
    size = np.full(40, 400)
    steady = random.binomial(size, 0.3)
    uneven = random.binomial(size, np.clip(random.normal(0.3, 0.08, 40), 0, 1))
    assert 0.7 < shares(steady, size).spread < 1.3
    assert shares(uneven, size).spread > 2
    assert np.abs(shares(uneven, size).outside).sum() > 5
    assert np.abs(shares(uneven, size, wider=True).outside).sum() <= 1


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: shares([3, 12], [10, 10]), "found 12 out of 10; expected a numerator no larger "
         "than its denominator. Correct one of the two."),
        (lambda: rates([-1], [10]), "found a count below 0; expected 0 or more. Correct it."),
        (lambda: shares([1, 2], [10]), "found 2 numerators and 1 denominators; expected as many of "
         "either. Give a numerator and a denominator for each point."),
        (lambda: counts([[1, 2]]), "found a series with 2 dimensions; expected one dimension. "
         "Give one value per point, in the order of time."),
        (lambda: counts([1, 2], baseline=[True]), "found a baseline of 1 for 2 points; expected as "
         "many as points. Say for each point whether it makes the limits."),
        (lambda: single_values([1, 2], constant=ROUNDED, after_gap=[True]), "found gaps of 1 for 2 "
         "points; expected as many as points. Say for each point whether it is the first after a "
         "gap."),
        (lambda: anhoej_of_each([1.0], **ANHOEJ), "found series with 1 dimensions; expected two "
         "dimensions. Give a row for each series, in the order of time."),
        (lambda: anhoej_of_each([[1.0]], probability=5, run_margin=3), "found the probability 5; "
         "expected more than 0 and less than 1. Write 5 % as 0.05."),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_do(call, sentence):
    with pytest.raises(NicdevError) as refused:
        call()
    assert [str(one) for one in refused.value.problems] == [sentence]
