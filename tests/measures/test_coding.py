"""Agreement of readers, against the examples that Krippendorff (2011) works through by hand."""

import numpy as np
import pandas as pd
import pytest

from nicdev.measures.coding import krippendorff_nominal


def read(*coders: str) -> pd.DataFrame:
    signs = [[np.nan if sign == "." else float(sign) for sign in coder] for coder in coders]
    return pd.DataFrame(signs).T


def test_two_readers_and_two_categories() -> None:
    assert krippendorff_nominal(read("0100000010", "1110010000")) == pytest.approx(0.095, abs=5e-4)


def test_four_readers_who_did_not_read_everything() -> None:
    values = read("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    assert krippendorff_nominal(values) == pytest.approx(0.743, abs=5e-4)


def test_full_agreement_chance_and_nothing_to_agree_in() -> None:
    assert krippendorff_nominal(read("0101", "0101")) == 1
    assert krippendorff_nominal(read("01", "10")) < 0
    assert np.isnan(krippendorff_nominal(read("1111", "1111")))
    assert np.isnan(krippendorff_nominal(read("01..", "..01")))
