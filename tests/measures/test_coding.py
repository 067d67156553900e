"""Agreement of readers, against the examples that Krippendorff (2011) works through by hand."""

from collections.abc import Callable
from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest

from nicdev.measures.coding import Level, krippendorff, krippendorff_nominal

Rows = Callable[[str], list[dict[str, Any]]]


def read(*coders: str) -> pd.DataFrame:
    signs = [[np.nan if sign == "." else float(sign) for sign in coder] for coder in coders]
    return pd.DataFrame(signs).T


FOUR = read("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
THREE = read(".....34121133.3", "1.213343.......", "..21344.21133.4")


def test_two_readers_and_two_categories() -> None:
    assert krippendorff_nominal(read("0100000010", "1110010000")) == pytest.approx(0.095, abs=5e-4)


@pytest.mark.parametrize(
    ("level", "four", "three"),
    [("nominal", 0.743421, 0.691358), ("ordinal", 0.815388, 0.806721),
     ("interval", 0.849107, 0.810845), ("ratio", 0.797403, None)],
)  # fmt: skip
def test_readers_who_did_not_read_everything(
    level: Level, four: float, three: float | None
) -> None:
    """Krippendorff's four readers, and the three of the Python package krippendorff."""
    assert krippendorff(FOUR, level) == pytest.approx(four, abs=5e-7)
    if three:
        assert krippendorff(THREE, level) == pytest.approx(three, abs=5e-7)


def test_alpha_is_that_of_r_pair_by_pair(golden: Rows) -> None:
    cases = golden("coding_alpha.csv")
    assert {case["level"] for case in cases} == set(get_args(Level))
    for case in cases:
        units = [[float(sign.replace("NA", "nan")) for sign in unit.split()]
                 for unit in case["read"].split(" / ")]  # fmt: skip
        found = krippendorff(pd.DataFrame(units), case["level"])
        assert found == pytest.approx(case["alpha"], rel=1e-9, abs=1e-12)


def test_full_agreement_chance_and_nothing_to_agree_in() -> None:
    assert krippendorff_nominal(read("0101", "0101")) == 1
    assert krippendorff_nominal(read("01", "10")) < 0
    for level in get_args(Level):
        assert np.isnan(krippendorff(read("1111", "1111"), level))
        assert np.isnan(krippendorff(read("01..", "..01"), level))
        assert np.isnan(krippendorff(read("0101"), level))


@pytest.mark.parametrize("slips", [0.0, 0.1, 0.25])
def test_as_much_disagreement_as_was_planted_is_found(slips: float) -> None:
    """Two who each see it otherwise so often, of a theme in half of the texts, agree beyond chance
    by the square of one less twice that."""
    random = np.random.default_rng(4)
    truth = random.random(4000) < 0.5
    readers = {at: (truth ^ (random.random(4000) < slips)).astype(float) for at in range(2)}
    assert krippendorff_nominal(pd.DataFrame(readers)) == pytest.approx((1 - 2 * slips) ** 2,
                                                                        abs=0.05)  # fmt: skip
