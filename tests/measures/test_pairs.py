"""Cliff's delta, against R and by hand."""

import numpy as np
import pytest
from conftest import golden

from nicdev.measures.pairs import cliff_delta


@pytest.mark.parametrize("row", golden("pairs_delta"), ids=lambda row: row["delta"])
def test_as_the_rank_sum_of_r(row):
    first, second = (np.array(row[name].split(), dtype=float) for name in ("first", "second"))
    assert cliff_delta(first, second) == pytest.approx(float(row["delta"]), rel=1e-9, abs=1e-12)


def test_by_hand_and_without_answers():
    assert cliff_delta([4, 5, np.nan], [1, 2]) == 1
    assert cliff_delta([1, 2], [4, 5]) == -1
    assert cliff_delta([1, 3], [2, 3]) == pytest.approx((1 - 2) / 4)
    assert np.isnan(cliff_delta([np.nan], [1, 2]))
