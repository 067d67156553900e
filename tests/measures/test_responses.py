"""Bounds against every completion; medians against Python's."""

import itertools
import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.errors import NicdevError
from nicdev.measures.responses import median_option, response_bounds, uneven

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


def chance(answered, asked):
    """Of all tables with these margins, by how likely each is, those at least as far apart."""
    total, of = sum(answered), sum(asked)

    def apart(table):
        return sum((g - n * total / of) ** 2 / n for g, n in zip(table, asked, strict=True))

    found = 0.0
    for table in itertools.product(*(range(n + 1) for n in asked)):
        if sum(table) == total and apart(table) >= apart(answered) - 1e-9:
            found += math.prod(math.comb(n, g) for n, g in zip(asked, table, strict=True))
    return found / math.comb(of, total)


@pytest.mark.parametrize(
    ("answered", "asked"), [((4, 1), (5, 6)), ((3, 2, 6), (4, 7, 7)), ((2, 1, 4), (5, 5, 5))]
)
def test_groups_differ_by_chance_as_often_as_all_tables_say(answered, asked):
    truth = chance(answered, asked)
    assert 0.02 < truth < 0.98
    off = 4 * math.sqrt(truth * (1 - truth) / 20_000)
    assert uneven(answered, asked, 20_000, 3) == pytest.approx(truth, abs=off)
    assert uneven(answered, asked, 500, 3) == uneven(answered, asked, 500, 3)


def test_one_group_everybody_and_nobody_do_not_differ():
    for answered, asked in (([3], [5]), ([3, 0], [5, 0]), ([5, 4], [5, 4]), ([0, 0], [5, 4])):
        assert uneven(answered, asked, 999, 1) == 1
    for answered in ([6, 1], [-1, 1]):
        with pytest.raises(NicdevError) as refused:
            uneven(answered, [5, 4], 999, 1)
        assert [problem.code for problem in refused.value.problems] == ["off_scale"]
