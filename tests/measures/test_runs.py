"""The Anhøj rules against base R, scipy, figures of qicharts2, and known truth."""

import itertools
import math
from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.errors import NicdevError
from nicdev.measures.runs import Runs, anhoej, fewest_crossings

ANHOEJ = {"probability": 0.05, "run_margin": 3}
whole = st.lists(st.integers(-4, 4).map(float), max_size=40)


def figures(runs: Runs) -> dict[str, float]:
    return {
        "n": runs.n,
        "useful": runs.useful,
        "longest_run": runs.longest_run,
        "longest_run_limit": runs.longest_run_limit,
        "crossings": runs.crossings,
        "crossings_limit": runs.crossings_limit,
        "signal": float(runs.signal),
    }


def test_series_are_those_of_rle_and_qbinom_in_r(golden):
    rows = golden("runs_series.csv")
    assert len(rows) > 30
    assert {row["signal"] for row in rows} == {0, 1}
    for row in rows:
        values = [float(word.replace("NA", "nan")) for word in row["values"].split()]
        centre = None if math.isnan(row["centre"]) else row["centre"]
        found = anhoej(values, centre, **ANHOEJ)
        assert {name: row[name] for name in figures(found)} == figures(found), row["case"]
        assert found.centre == pytest.approx(row["centre_used"], rel=1e-15)


def test_the_nile_is_that_of_r(golden, carried):
    median, mean = golden("runs_carried.csv")
    found = anhoej(carried["Nile"], **ANHOEJ)
    assert {name: median[name] for name in figures(found)} == figures(found)
    found = anhoej(carried["Nile"], float(carried["Nile"].mean()), **ANHOEJ)
    assert {name: mean[name] for name in figures(found)} == figures(found)


def test_limits_are_those_of_r(golden):
    for row in golden("runs_limits.csv"):
        found = anhoej(
            [1.0, -1.0] * (row["useful"] // 2) + [1.0] * (row["useful"] % 2), 0, **ANHOEJ
        )
        limits = (found.longest_run_limit, found.crossings_limit)
        assert limits == (row["longest_run_limit"], row["crossings_limit"]), row["useful"]


def test_crossings_limits_are_those_of_scipy(golden):
    for row in golden("limits_crossings.csv"):
        found = fewest_crossings(row["useful"], row["probability"])
        assert (row["useful"], found) == (row["useful"], row["crossings_limit"])


@settings(derandomize=True, deadline=None)
@given(whole, st.integers(-1, 1))
def test_runs_are_those_of_groupby(values, centre):
    sides = [value > centre for value in values if value != centre]
    lengths = [len(list(group)) for _, group in itertools.groupby(sides)]
    found = anhoej(values, centre, **ANHOEJ)
    assert (found.n, found.useful) == (len(values), len(sides))
    assert (found.longest_run, found.crossings) == (
        max(lengths, default=0),
        max(len(lengths) - 1, 0),
    )
    assert found.signal == (found.shift or found.crossing_signal)


@settings(derandomize=True, deadline=None)
@given(whole)
def test_backwards_upside_down_and_in_another_unit_it_is_the_same(values):
    found = anhoej(values, **ANHOEJ)
    same = pytest.approx(astuple(found), nan_ok=True)
    assert astuple(anhoej(values[::-1], **ANHOEJ)) == same
    for turned in ([-value for value in values], [8 * value + 16 for value in values]):
        assert figures(anhoej(turned, **ANHOEJ)) == figures(found)


@settings(derandomize=True, deadline=None)
@given(whole, st.data())
def test_gaps_and_points_on_the_centre_line_change_no_run(values, data):
    place = data.draw(st.integers(0, len(values)))
    found = anhoej(values, 0.5, **ANHOEJ)
    with_gap = anhoej([*values[:place], np.nan, *values[place:]], 0.5, **ANHOEJ)
    on_the_line = anhoej([*values[:place], 0.5, *values[place:]], 0.5, **ANHOEJ)
    assert with_gap == found
    assert on_the_line == replace(found, n=found.n + 1)


def few_runs(points: int, at_most: int) -> float:
    """Wald and Wolfowitz: the chance of so few runs when half of the points lie on either side."""
    half = points // 2
    ways = 0
    for runs in range(2, at_most + 1):
        one, other = math.comb(half - 1, runs // 2 - 1), math.comb(half - 1, (runs - 1) // 2)
        ways += 2 * one * other if runs % 2 else 2 * one**2
    return ways / math.comb(points, half)


@pytest.mark.parametrize("n", [12, 16, 24, 30])
def test_noise_is_seldom_called_a_signal(n):
    draws = 3000
    found = [anhoej(one, **ANHOEJ) for one in np.random.default_rng(n).normal(size=(draws, n))]
    assert 0.005 < sum(one.signal for one in found) / draws < 0.04
    # About its own median a series has one crossing fewer than it has runs.
    exact = few_runs(n, found[0].crossings_limit)
    observed = sum(one.crossing_signal for one in found) / draws
    assert abs(observed - exact) < 3 * math.sqrt(exact * (1 - exact) / draws)


def test_a_planted_shift_is_found():
    draws = 500
    noise = np.random.default_rng(7).normal(size=(draws, 30))
    late = np.arange(30) >= 15

    def found(shift: float, centre: float | None = None) -> float:
        return sum(anhoej(one, centre, **ANHOEJ).signal for one in noise + shift * late) / draws

    assert found(0) < 0.05
    assert found(2) > 0.7
    assert found(3) > 0.95
    # Against the level before the shift, kept as the centre line, the smaller one is clearer.
    assert found(2, centre=0.0) > found(2) + 0.1


@pytest.mark.parametrize(
    ("values", "centre", "useful"),
    [
        ([], None, 0),
        ([3.0], None, 0),
        ([2.0, 2.0, 2.0], None, 0),
        ([np.nan, np.nan], None, 0),
        ([2.0, 3.0], 3.0, 1),
    ],
)
def test_too_few_useful_points_give_no_limit_and_no_signal(values, centre, useful):
    found = anhoej(values, centre, **ANHOEJ)
    assert found.useful == useful
    assert (found.longest_run_limit, found.crossings_limit) == (None, None)
    assert (found.shift, found.crossing_signal, found.signal) == (False, False, False)


def test_the_settings_that_decide_have_no_default():
    with pytest.raises(TypeError, match="'probability' and 'run_margin'"):
        anhoej([1.0, 2.0, 3.0])


def test_the_settings_move_the_limits():
    values = [1.0] * 7 + [-1.0] * 5
    assert not anhoej(values, 0, probability=0.001, run_margin=3).signal
    assert anhoej(values, 0, probability=0.001, run_margin=2).shift
    assert anhoej(values, 0, probability=0.05, run_margin=3).crossing_signal


@pytest.mark.parametrize(
    ("values", "probability", "code", "sentence"),
    [
        (
            [1.0, 2.0],
            5,
            "off_scale",
            "found the probability 5; expected more than 0 and less than 1. Write 5 % as 0.05.",
        ),
        (
            [[1.0, 2.0]],
            0.05,
            "wrong_shape",
            "found a series with 2 dimensions; expected one dimension. "
            "Give one value per point, in the order of time.",
        ),
    ],
)
def test_a_refusal_says_what_to_do(values, probability, code, sentence):
    with pytest.raises(NicdevError) as refused:
        anhoej(values, probability=probability, run_margin=3)
    assert [(one.code, str(one)) for one in refused.value.problems] == [(code, sentence)]
