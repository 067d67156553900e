"""Wilson's interval, against R and at its ends."""

import numpy as np
import pytest
from conftest import golden

from nicdev.errors import NicdevError
from nicdev.measures.shares import wilson


@pytest.mark.parametrize("row", golden("wilson_shares"), ids=lambda r: f"{r['count']}/{r['n']}")
def test_as_r_has_it(row):
    found = wilson(float(row["count"]), float(row["n"]), float(row["confidence"]))
    assert found == pytest.approx((float(row["lower"]), float(row["upper"])), rel=1e-9, abs=1e-12)


def test_nobody_asked_is_missing_and_the_ends_are_exact():
    lower, upper = wilson([0, 0, 10, np.nan], [0, 10, 10, 10], 0.95)
    assert np.isnan(lower).tolist() == np.isnan(upper).tolist() == [True, False, False, True]
    assert (lower[1], upper[2]) == (0, 1)
    assert 0 < upper[1] < 0.3 < 0.7 < lower[2] < 1


@pytest.mark.parametrize("case", [(11, 10, 0.95), (-1, 10, 0.95), (1, 10, 1.0)])
def test_what_is_no_share_is_refused(case):
    with pytest.raises(NicdevError, match="more counted than there are"):
        wilson(*case)
