"""Blau's and Teachman's indices against a count of pairs and scipy's entropy."""

import numpy as np
import pytest

from nicdev.errors import NicdevError
from nicdev.measures.variety import variety

NAMES = ("n", "kinds", "blau", "blau_most", "teachman", "teachman_most")


def test_both_indices_and_the_most_they_can_be(golden):
    rows = golden("variety_made.csv")
    assert len(rows) == 11
    for row in rows:
        found = variety([int(count) for count in row["values"].split()])
        for name in NAMES:
            assert getattr(found, name) == pytest.approx(row[name], rel=1e-12, abs=1e-12), name


def test_even_groups_reach_the_most_and_one_kind_is_none():
    even, one = variety([4, 4, 4]), variety([9])
    assert (even.blau, even.teachman) == pytest.approx((even.blau_most, even.teachman_most))
    assert (one.blau, one.teachman, one.blau_most, one.teachman_most) == (0, 0, 0, 0)


def test_nobody_says_nothing_and_less_than_nobody_is_refused():
    assert np.isnan([variety([]).blau, variety([0, 0]).teachman]).all()
    for counts in ([3, -1], [2, float("nan")]):
        with pytest.raises(NicdevError) as refused:
            variety(counts)
        assert [problem.code for problem in refused.value.problems] == ["off_scale"]
