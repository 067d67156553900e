"""The mean change of the same people, against R and by hand."""

import numpy as np
import pytest
from conftest import golden

from nicdev.measures.paired import paired_change


def numbers(text):
    return np.array([float("nan") if word == "NA" else float(word) for word in text.split()])


@pytest.mark.parametrize("row", golden("paired_change"), ids=lambda row: row["n"])
def test_as_the_paired_test_of_r(row):
    found = paired_change(numbers(row["then"]), numbers(row["now"]), float(row["confidence"]))
    assert found.n == int(row["n"])
    for name in ("mean", "lower", "upper"):
        assert getattr(found, name) == pytest.approx(float(row[name]), rel=1e-9, abs=1e-12)


def test_who_was_seen_once_is_left_out_and_few_have_no_limits():
    found = paired_change([1, np.nan, 3], [2, 5, np.nan], 0.95)
    assert (found.mean, found.n) == (1, 1)
    assert np.isnan(found.lower)
    assert paired_change([np.nan], [1], 0.95).n == 0
    alike = paired_change([1, 2, 3], [2, 3, 4], 0.95)
    assert alike.mean == 1
    assert np.isnan([alike.lower, alike.upper]).all()


def test_wider_where_more_sure():
    then, now = [1, 2, 3, 4], [2, 2, 5, 4]
    narrow, wide = (paired_change(then, now, c) for c in (0.5, 0.99))
    assert wide.lower < narrow.lower < narrow.mean < narrow.upper < wide.upper
    with pytest.raises(ValueError, match="of the same people"):
        paired_change([1], [1, 2], 0.95)
