"""Cronbach's alpha with Feldt's interval against R's psych, and what cannot be worked out."""

import numpy as np
import pytest

from nicdev.errors import NicdevError
from nicdev.measures.reliability import cronbach


def answers(text):
    """Rows of people, parted by semicolons."""
    return [[np.nan if word == "NA" else float(word) for word in row.split()]
            for row in text.split(";")]  # fmt: skip


def test_alpha_and_its_limits_are_those_of_psych(golden):
    rows = golden("reliability_made.csv")
    assert len(rows) == 26
    assert min(row["alpha"] for row in rows) < 0 < 0.8 < max(row["alpha"] for row in rows)
    for row in rows:
        found = cronbach(answers(row["rows"]), 0.95)
        assert found.n == row["n"], row["case"]
        for name in ("alpha", "lower", "upper"):
            assert getattr(found, name) == pytest.approx(row[name], rel=1e-9), (name, row["case"])


def test_items_that_are_all_the_same_go_together_wholly():
    found = cronbach([[1, 1], [2, 2], [4, 4]], 0.95)
    assert (found.n, found.alpha, found.lower, found.upper) == (3, 1, 1, 1)


@pytest.mark.parametrize(
    ("values", "n"),
    [([[1], [2], [3]], 3), ([[1, 2]], 1), ([[1, 2], [2, np.nan]], 1), ([[2, 3], [3, 2]], 2),
     (np.empty((0, 2)), 0)],
)  # fmt: skip
def test_one_item_one_person_or_one_sum_say_nothing(values, n):
    found = cronbach(values, 0.95)
    assert found.n == n
    assert np.isnan([found.alpha, found.lower, found.upper]).all()


def test_the_interval_holds_the_truth_as_often_as_it_says():
    random = np.random.default_rng(4)
    held = 0
    for _ in range(1000):  # two items with a correlation of 0.5: alpha is 2/3
        person = random.normal(size=(40, 1))
        found = cronbach(person + random.normal(size=(40, 2)), 0.9)
        held += found.lower <= 2 / 3 <= found.upper
    assert held / 1000 == pytest.approx(0.9, abs=0.03)


def test_what_cannot_be_meant_is_named():
    for values, confidence, code in (([[1, 2]], 95, "off_scale"), ([1, 2], 0.95, "wrong_shape")):
        with pytest.raises(NicdevError) as refused:
            cronbach(values, confidence)
        assert [problem.code for problem in refused.value.problems] == [code]
