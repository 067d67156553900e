"""r_wg against R's multilevel, a second formula, and known truth."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.errors import NicdevError
from nicdev.measures import agreement
from nicdev.measures.agreement import rwg, rwg_chance, rwg_null

answers = st.lists(st.integers(1, 5), min_size=2, max_size=30)


def test_values_are_those_of_multilevel(golden):
    rows = golden("agreement_values.csv")
    assert len(rows) > 30
    for row in rows:
        values = [float(word.replace("NA", "nan")) for word in row["values"].split()]
        expected = pytest.approx(row["rwg"], rel=1e-12, abs=1e-12, nan_ok=True)
        assert (row["case"], rwg(values, row["options"])) == (row["case"], expected)


def test_the_null_is_that_of_every_set_of_answers_in_multilevel(golden):
    for row in golden("agreement_null.csv"):
        n, options = row["n"], row["options"]
        expected = pytest.approx([row["q90"], row["q95"], row["chance_of_70"], row["chance_of_50"]])
        found = [
            rwg_null(n, options, 0.90, draws=0, seed=0),
            rwg_null(n, options, 0.95, draws=0, seed=0),
            rwg_chance(0.70, n, options, draws=0, seed=0),
            rwg_chance(0.50, n, options, draws=0, seed=0),
        ]
        assert (n, options, found) == (n, options, expected)


def test_the_null_is_near_the_simulation_of_multilevel(golden):
    simulated = [row for row in golden("agreement_null.csv") if row["draws"] > 0]
    assert len(simulated) == 2
    for row in simulated:
        chance = rwg_chance(0.70, row["n"], row["options"], draws=0, seed=0)
        error = math.sqrt(chance * (1 - chance) / row["draws"])
        assert abs(row["drawn_70"] - chance) < 3 * error


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.integers(2, 6), st.integers(2, 5), st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_the_null_is_that_of_counting_all_answers(n, options, probability):
    every = [rwg(answers, options) for answers in itertools.product(range(options), repeat=n)]
    for value in set(every):
        expected = sum(other >= value - 1e-9 for other in every) / len(every)
        found = rwg_chance(value, n, options, draws=0, seed=0)
        assert found == pytest.approx(expected, abs=1e-12)
    limit = rwg_null(n, options, probability, draws=0, seed=0)
    # The smallest value that enough sets of answers stay at or below.
    assert min(abs(value - limit) for value in every) < 1e-9
    assert sum(value <= limit + 1e-9 for value in every) >= probability * len(every) - 1e-6
    assert sum(value < limit - 1e-9 for value in every) < probability * len(every)


def test_random_answers_pass_the_null_as_seldom_as_it_says():
    random = np.random.default_rng(3)
    draws = 4000
    for n in (5, 12, 25):
        limit = rwg_null(n, 5, 0.95, draws=0, seed=0)
        passed = sum(rwg(random.integers(1, 6, n), 5) > limit + 1e-9 for _ in range(draws)) / draws
        assert 0.02 < passed < 0.06  # at most 5 %, and 3 errors; less, for the steps are coarse


def test_simulated_and_exact_null_agree(monkeypatch):
    exact = rwg_chance(0.5, 8, 5, draws=0, seed=0)
    limit = rwg_null(20, 5, 0.95, draws=0, seed=0)
    monkeypatch.setattr(agreement, "EXACT_CELLS", 0)
    draws = 40_000
    simulated = rwg_chance(0.5, 8, 5, draws=draws, seed=1)
    assert simulated != exact
    assert abs(simulated - exact) < 3 * math.sqrt(exact * (1 - exact) / draws)
    assert rwg_null(20, 5, 0.95, draws=draws, seed=np.random.SeedSequence(1)) == pytest.approx(
        limit, abs=0.005
    )


@pytest.mark.parametrize(("options", "largest"), [(5, 249), (7, 135), (11, 63)])
def test_the_null_is_exact_up_to_the_size_the_docstring_names(options, largest):
    exact = {rwg_null(largest, options, 0.95, draws=20, seed=seed) for seed in range(4)}
    simulated = {rwg_null(largest + 1, options, 0.95, draws=20, seed=seed) for seed in range(4)}
    again = {rwg_null(largest + 1, options, 0.95, draws=20, seed=seed) for seed in range(4)}
    assert (len(exact), len(simulated), again) == (1, 4, simulated)


@settings(derandomize=True, deadline=None)
@given(answers, st.randoms(use_true_random=False), st.integers(-3, 3))
def test_order_origin_direction_and_silence_change_nothing(values, random, origin):
    expected = pytest.approx(rwg(values, 5), abs=1e-12)
    shuffled = random.sample(values, len(values))
    assert rwg(shuffled, 5) == expected
    assert rwg([value + origin for value in values], 5) == expected
    assert rwg([6 - value for value in values], 5) == expected
    assert rwg([*values, None, float("nan")], 5) == expected


@settings(derandomize=True, deadline=None)
@given(answers)
def test_more_options_for_the_same_answers_mean_more_agreement(values):
    assert 0 <= rwg(values, 5) <= rwg(values, 7) <= 1


def test_two_camps_are_no_agreement_rather_than_less_than_none():
    assert rwg([1, 1, 5, 5], 5) == 0.0
    assert rwg_chance(0.0, 4, 5, draws=0, seed=0) == 1.0


@pytest.mark.parametrize("values", [[], [3], [3, None], [float("nan")] * 4])
def test_fewer_than_two_answers_give_no_number(values):
    assert math.isnan(rwg(values, 5))


def test_a_null_of_fewer_than_two_people_gives_no_number():
    assert math.isnan(rwg_null(1, 5, 0.95, draws=0, seed=0))
    assert math.isnan(rwg_chance(0.7, 1, 5, draws=0, seed=0))
    assert math.isnan(rwg_chance(float("nan"), 5, 5, draws=0, seed=0))


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: rwg([1, 7], 5),
            "found answers that lie 6 apart on an item with 5 options; expected at most 4. "
            "Count the options of the item again.",
        ),
        (
            lambda: rwg([1, 1], 1),
            "found 1 options; expected at least 2, or there is nothing to agree on. "
            "Give the number of answer options.",
        ),
        (
            lambda: rwg_null(5, 5, 95, draws=0, seed=0),
            "found the probability 95; expected more than 0 and less than 1. Write 95 % as 0.95.",
        ),
    ],
)
def test_a_refusal_says_what_to_do(call, sentence):
    with pytest.raises(NicdevError) as refused:
        call()
    assert [str(problem) for problem in refused.value.problems] == [sentence]
    assert [problem.code for problem in refused.value.problems] == ["off_scale"]
