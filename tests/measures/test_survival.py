"""Product-limit estimates against R's survival, and a roster counted by hand."""

import numpy as np
import pytest

from nicdev.errors import NicdevError
from nicdev.measures.survival import product_limit


def numbers(text):
    return [float(word) for word in str(text).split()]


def test_shares_and_limits_are_those_of_survfit(golden):
    rows = golden("survival_made.csv")
    assert len(rows) > 50
    assert any(max(numbers(row["enters"])) > 0 for row in rows)
    for row in rows:
        found = product_limit(
            numbers(row["enters"]), numbers(row["ends"]), numbers(row["left"]), [row["at"]], 0.95
        )
        where = (row["case"], row["at"])
        assert found.left[0] == row["gone"], where
        for name in ("share", "lower", "upper"):
            value = getattr(found, name)[0]
            assert value == pytest.approx(row[name], rel=1e-9, nan_ok=True), (name, *where)


def test_a_roster_counted_by_hand():
    """Four from the start, of whom one leaves after ten days; one comes into view on day five."""
    found = product_limit([0, 0, 0, 0, 5], [10, 20, 30, 30, 30], [1, 0, 0, 1, 0], [0, 9, 10, 30],
                          0.95)  # fmt: skip
    assert found.share.tolist() == pytest.approx([1, 1, 4 / 5, 4 / 5 * 2 / 3])
    assert found.at_risk.tolist() == [4, 5, 4, 0]
    assert found.left.tolist() == [0, 0, 1, 2]


def test_silence_about_those_who_came_late_would_flatter():
    """Records begin on day 100: whoever left before is not on them. With their late entry read as
    one from the start, the first hundred days look as if nobody ever left."""
    rng = np.random.default_rng(1)
    ends = np.ceil(rng.exponential(200, 4000))
    enters = np.where(np.arange(4000) % 2, 100.0, 0.0)
    kept = ends > enters
    enters, ends = enters[kept], ends[kept]
    at, gone = [100, 200], np.ones(len(ends), dtype=bool)
    truth = np.exp(-np.array(at) / 200)
    assert product_limit(enters, ends, gone, at, 0.95).share == pytest.approx(truth, abs=0.02)
    assert (product_limit(0 * enters, ends, gone, at, 0.95).share > truth + 0.05).all()


def test_beyond_the_last_day_nothing_is_known():
    found = product_limit([0, 0], [5, 9], [0, 0], [9, 10], 0.95)
    assert found.share[0] == 1
    assert np.isnan(found.share[1])
    assert np.isnan(product_limit([], [], [], [0], 0.95).share).all()


def test_who_left_before_coming_into_view_is_named():
    with pytest.raises(NicdevError) as refused:
        product_limit([0, 7], [5, 7], [0, 1], [1], 0.95)
    assert [problem.code for problem in refused.value.problems] == ["off_scale"]
    with pytest.raises(NicdevError) as refused:
        product_limit([0], [5, 7], [0, 1], [1], 0.95)
    assert [problem.code for problem in refused.value.problems] == ["wrong_length"]
