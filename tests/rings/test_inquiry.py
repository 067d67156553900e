"""Inquiry in depth: criteria of write-ups, predictions, reuse; each with a planted effect."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import Open
from small_work import around, cycles

KEY = "technical.inquiry.quality"
# McNicholas and others 2019, table 2, column "All": met, of how many.
PUBLISHED = {
    "all stages documented": (299, 421), "study in past tense": (253, 299),
    "learning activity": (294, 299), "explicit prediction": (36, 294),
    "in a series": (163, 299), "series increases scale": (19, 64),
    "series uses regular data": (29, 64),
}  # fmt: skip


def published() -> tuple[pd.DataFrame, pd.DataFrame]:
    """421 tests of which 299 are documented; what is met outside of its total must not count."""
    at = np.arange(421)
    series = np.where(at < 163, at % 64, -1)  # 163 documented tests in 64 series
    met = {
        "all stages documented": at < 299, "study in past tense": at % 421 < 253,
        "learning activity": at >= 5, "explicit prediction": (at < 41) | (at > 400),
        "in a series": (at < 163) | (at > 330),
        "series increases scale": np.isin(series, range(19)) & (at < 128),
        "series uses regular data": np.isin(series, range(20, 49)) & (at >= 64),
    }  # fmt: skip
    made = cycles(*[{"series_id": f"S{chain}" if chain >= 0 else ""} for chain in series])
    codings = pd.concat(
        pd.DataFrame({"unit_kind": "cycle", "unit_id": made["cycle_id"], "coder": "r1",
                      "code": code, "value": there.astype(int)})
        for code, there in reversed(met.items())
    )  # fmt: skip
    return made, codings


def met(rows: pd.DataFrame) -> dict[str, tuple[float, float]]:
    yes = rows[rows["x"] == "yes"]
    return {r.part: (r.numerator, r.n) for r in yes.itertuples()}


def test_the_published_table_comes_out_with_its_nested_totals(opened: Open) -> None:
    made, codings = published()
    found = opened(around(cycles=made, codings=codings)).evidence(KEY)
    assert met(found.rows) == PUBLISHED
    assert list(met(found.rows)) == list(PUBLISHED)  # in their order, whatever the file's
    assert not (found.rows["unit"] == "readers_agree").any()
    assert found.caveats == ("tests_one_reader",)
    without = codings[codings["code"] != "learning activity"]
    found = opened(around(cycles=made, codings=without)).evidence(KEY)
    assert met(found.rows)["explicit prediction"] == (41, 299)  # then of what is documented
    alone = codings[codings["code"] == "explicit prediction"]
    found = opened(around(cycles=made, codings=alone)).evidence(KEY)
    assert met(found.rows) == {"explicit prediction": (61, 421)}


@pytest.mark.parametrize(("other", "alpha"), [("1110010000", 0.095), ("0100000010", 1.0)])
def test_agreement_of_readers_is_that_of_the_textbook(
    opened: Open, other: str, alpha: float
) -> None:
    """Krippendorff's own example of two coders and ten units: 0.095."""
    made = cycles(*[{}] * 10)
    codings = pd.DataFrame(
        [{"unit_kind": "cycle", "unit_id": f"C{at + 1:03d}", "coder": coder, "code": "clear",
          "value": int(mark)}
         for coder, marks in (("r1", "0100000010"), ("r2", other)) for at, mark in enumerate(marks)]
    )  # fmt: skip
    found = opened(around(cycles=made, codings=codings)).evidence(KEY)
    said: Any = found.rows[found.rows["unit"] == "readers_agree"]
    assert said["value"].tolist() == [pytest.approx(alpha, abs=5e-4)]
    assert said["n"].tolist() == [10]


def test_without_readers_there_is_no_evidence(opened: Open) -> None:
    codings = pd.DataFrame(columns=["unit_kind", "unit_id", "coder", "code", "value"])
    assert opened(around(cycles=cycles({}), codings=codings)).evidence(KEY).verdict == "no evidence"
