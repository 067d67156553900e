"""Bounds against every completion; medians against Python's."""

import itertools
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.errors import NicdevError
from nicdev.measures.responses import median_option, response_bounds

counts = st.lists(st.integers(0, 6), min_size=1, max_size=7)


@settings(derandomize=True, deadline=None)
@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_the_bounds_are_the_extremes_of_every_completion(yes, no, silent):
    eligible = yes + no + silent
    lower, upper = response_bounds(yes, yes + no, eligible)
    if not eligible:
        assert np.isnan([lower, upper]).all()
        return
    shares = [(yes + sum(rest)) / eligible for rest in itertools.product((0, 1), repeat=silent)]
    assert (float(lower), float(upper)) == (min(shares), max(shares))


def test_rows_and_columns_broadcast_and_gaps_stay_gaps():
    lower, upper = response_bounds([[1, 2, np.nan]], [[4], [5]], 10)
    np.testing.assert_array_equal(lower, [[0.1, 0.2, np.nan], [0.1, 0.2, np.nan]])
    np.testing.assert_array_equal(upper, [[0.7, 0.8, np.nan], [0.6, 0.7, np.nan]])


@settings(derandomize=True, deadline=None)
@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_one_more_silent_member_widens_the_bounds(yes, no, silent):
    eligible = yes + no + silent + 1
    before = response_bounds(yes, yes + no, eligible)
    after = response_bounds(yes, yes + no, eligible + 1)
    assert after[0] <= before[0] <= before[1] <= after[1]
    assert after[1] - after[0] > before[1] - before[0] or silent + 1 == eligible


def test_the_truth_is_within_the_bounds_when_the_discontented_are_silent():
    random = np.random.default_rng(4)
    content = random.random(200) < 0.5
    answers = random.random(200) < np.where(content, 0.9, 0.4)
    count, answered = int((content & answers).sum()), int(answers.sum())
    lower, upper = response_bounds(count, answered, 200)
    assert lower <= content.mean() <= upper
    assert count / answered > content.mean() + 0.1  # what the answers alone would claim


@settings(derandomize=True, deadline=None)
@given(counts)
def test_medians_are_those_of_python(counted):
    lower, upper = median_option(counted)
    answers = [option for option, times in enumerate(counted) for _ in range(times)]
    if not answers:
        assert np.isnan([lower, upper]).all()
        return
    assert lower == statistics.median_low(answers)
    assert upper == statistics.median_high(answers)


@settings(derandomize=True, deadline=None)
@given(counts)
def test_turning_the_scale_round_swaps_the_medians(counted):
    lower, upper = median_option(counted)
    turned_lower, turned_upper = median_option(counted[::-1])
    last = len(counted) - 1
    np.testing.assert_array_equal([turned_lower, turned_upper], [last - upper, last - lower])


def test_medians_of_several_items_at_once():
    lower, upper = median_option([[2, 0, 0, 2], [0, 1, 0, 0], [0, 0, 0, 0], [1, np.nan, 0, 1]])
    np.testing.assert_array_equal(lower, [0, 1, np.nan, np.nan])
    np.testing.assert_array_equal(upper, [3, 1, np.nan, np.nan])


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda: response_bounds([1, 4], [2, 3], 9),
            "found 4 counted, 3 answered, 9 eligible; expected none negative, and no more counted "
            "than answered, nor answered than eligible. Count over the same people: those on the "
            "roster when the question was asked.",
        ),
        (
            lambda: median_option([1, -2]),
            "found -2 answers on one option; expected 0 or more. "
            "Count the answers per option again.",
        ),
    ],
)
def test_a_refusal_says_what_to_do(call, sentence):
    with pytest.raises(NicdevError) as refused:
        call()
    assert [str(problem) for problem in refused.value.problems] == [sentence]
    assert [problem.code for problem in refused.value.problems] == ["off_scale"]


@pytest.mark.parametrize("numbers", [(-1, 2, 3), (1, 4, 3), (2, 1, 3)])
def test_impossible_counts_are_refused(numbers):
    with pytest.raises(NicdevError):
        response_bounds(*numbers)
