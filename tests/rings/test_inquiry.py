"""Inquiry in depth: criteria of write-ups, predictions, reuse; each with a planted effect."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import Open
from small_work import MEASURES, around, cycles

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
    without = codings[codings["code"].isin(["all stages documented", "explicit prediction"])]
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


def shares(rows: pd.DataFrame, part: str) -> dict[str, float]:
    mine = rows[rows["part"] == part]
    return dict(zip(mine["x"], mine["numerator"], strict=True))


def test_predictions_stand_beside_what_came_of_them(opened: Open) -> None:
    key = "technical.inquiry.predictions"
    rows: list[dict[str, str]] = [
        {"matched": "yes", "decision": "adopt"}, {"matched": "yes"}, {"matched": "partly"},
        {"matched": "no", "decision": "abandon"}, {"matched": "yes", "decision": "expand"},
        {"matched": ""}, {"matched": "no", "prediction": " "}, {"matched": "no", "ended_on": ""},
    ]  # fmt: skip
    found = opened(around(cycles=cycles(*rows))).evidence(key)
    assert shares(found.rows, "came_true") == {
        "as predicted": 3, "partly as predicted": 1, "not as predicted": 1, "not compared": 1
    }  # fmt: skip
    true = shares(found.rows, "decided_true")
    assert [true[x] for x in ("adopt", "expand", "adapt", "abandon")] == [1, 1, 1, 0]
    assert shares(found.rows, "decided_not_true")["abandon"] == 1
    assert (found.verdict, found.caveats) == ("described", ())
    always = [{"matched": "yes"}] * 5
    assert opened(around(cycles=cycles(*always))).evidence(key).caveats == ("predictions_all_true",)
    few = opened(around(cycles=cycles(*always[:4], {"matched": ""}))).evidence(key)
    assert (few.verdict, few.caveats) == ("too little to say", ())


def test_links_are_counted_by_distance_idea_and_days(opened: Open) -> None:
    key = "technical.inquiry.reuse"
    late = {"started_on": "2025-01-20", "ended_on": ""}
    rows: list[dict[str, str]] = [
        {}, late | {"builds_on": "C001"}, late | {"team_id": "T2", "builds_on": "C001;C005"},
        late | {"team_id": "T3", "builds_on": "C001", "started_on": "2025-04-20"},
        {"idea_id": "I3", "team_id": "T3", "ended_on": "2025-02-02"},
        {"started_on": "2024-09-02", "builds_on": "C005"},  # it began before what it names
    ]  # fmt: skip
    found = opened(around(cycles=cycles(*rows))).evidence(key).rows
    assert shares(found, "links_from") == {
        "own team": 1, "another team": 0, "another organization": 3
    }  # fmt: skip
    assert shares(found, "ideas_reused") == {"Ask twice": 2, "Choice": 1}
    # The first test was built on 31 days after its end, the other one before its end.
    assert shares(found, "days_to_reuse") == {"0-30": 1, "31-90": 1}
    alone = cycles(*({**row, "builds_on": ""} for row in rows))
    assert opened(around(cycles=alone)).evidence(key).verdict == "too little to say"
    circle = cycles({"builds_on": "C002"}, {"builds_on": "C001", "team_id": "T2"})
    found = opened(around(cycles=circle)).evidence(key).rows
    assert shares(found, "links_from")["another organization"] == 2  # both began on one day


@pytest.mark.parametrize(("site", "days", "regular"), [
    ("O1", ("2024-10-01", "2024-11-01", "2024-12-01"), 1),
    ("T1", ("2024-10-01", "2024-11-01", "2025-01-31"), 1),
    ("O1", ("2024-10-01", "2024-11-01", "2025-02-01"), 0),  # the last is after the series
    ("O1", ("2024-09-30", "2024-11-01", "2024-12-01"), 0),
    ("O2", ("2024-10-01", "2024-11-01", "2024-12-01"), 0),  # elsewhere
])  # fmt: skip
def test_a_series_has_regular_data_where_points_were_taken_meanwhile(
    opened: Open, site: str, days: tuple[str, ...], regular: int
) -> None:
    key = "technical.inquiry.regular_data"
    second = {"started_on": "2025-01-05", "ended_on": "2025-01-31", "series_id": "S"}
    made = cycles({"series_id": "S", "measure_id": "m1"}, second, {"series_id": "alone"})
    points = pd.DataFrame({"measure_id": "m1", "site_id": site, "on": days, "value": 0.5})
    frames = around(cycles=made, measures=MEASURES, measurements=points)
    rows = opened(frames).evidence(key).rows
    assert shares(rows, "series_names_measure") == {"yes": 1, "no": 0}
    assert shares(rows, "series_regular") == {"yes": regular, "no": 1 - regular}
    made.loc[1, "ended_on"] = ""  # while a test runs, the series does
    regular |= days[-1] == "2025-02-01"
    assert shares(opened(frames).evidence(key).rows, "series_regular")["yes"] == regular


@pytest.mark.parametrize("key", ["predictions", "reuse", "regular_data"])
def test_without_tests_there_is_no_evidence(opened: Open, key: str) -> None:
    assert opened(around()).evidence(f"technical.inquiry.{key}").verdict == "no evidence"
