"""Who is counted while a share holds steady: sites that stay away, few points, and who sees it."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import Open

from nicdev.evidence import Edition, Evidence
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show import series
from nicdev.show.disclosure import disclose
from nicdev.show.words import Words

KEY = "technical.measurement.run_chart"
WORDS = Words(locale("en"))
STEADY = [20, 22, 19, 21, 23, 20, 18, 22, 21, 19, 22, 20, 21, 18]
GROWING = [20, 22, 19, 21, 23, 20, 18, 32, 31, 29, 32, 30, 31, 28]


def chart(opened: Open, students: list[int], sites: tuple[int, ...] = (2,)) -> Evidence:
    """Two in five at every site on every day; how many sites report goes round in `sites`."""
    days = pd.date_range("2025-01-06", periods=len(students), freq="14D")
    rows = [
        {"measure_id": "m", "site_id": f"s{site}", "on": day.date(),
         "numerator": round(0.4 * count), "denominator": count}
        for at, (day, count) in enumerate(zip(days, students, strict=True))
        for site in range(sites[at * len(sites) // len(students)])
    ]  # fmt: skip
    measures = pd.DataFrame(
        {"measure_id": ["m"], "name": ["Explain"], "family": ["outcome"], "direction": ["up"],
         "unit": ["share"], "numerator": ["those who explain"], "denominator": ["all"],
         "frequency": ["weekly"], "shared": ["yes"]}
    )  # fmt: skip
    sites_ = [f"s{site}" for site in range(max(sites))]
    return opened(
        {
            "members": pd.DataFrame({"member_id": ["m1"], "observed_from": ["2025-01-01"],
                                     "joined_on": ["2025-01-01"]}),
            "organizations": pd.DataFrame({"org_id": sites_, "name": sites_, "kind": "school",
                                           "joined_on": "2025-01-01"}),
            "measures": measures,
            "measurements": pd.DataFrame(rows),
        }
    ).evidence(KEY)  # fmt: skip


def test_counts_that_grow_are_a_caution_and_counts_that_waver_are_none(opened: Open) -> None:
    on, off = chart(opened, GROWING), chart(opened, STEADY)
    assert "series_counts_drift" in on.caveats
    assert "series_counts_drift" not in off.caveats
    value = on.rows.set_index("unit")["value"]
    assert (value["counted_earlier"], value["counted_later"]) == (20, 31)
    # The median is 22.5: seven days below it, then seven above.
    assert (value["counted_longest_run"], value["counted_crossings"]) == (7, 1)


def test_sites_that_stay_away_are_no_fewer_students_at_a_site(opened: Open) -> None:
    """In the later half two of six sites report: the sum falls to a third, nothing else does."""
    found = chart(opened, STEADY, sites=(6, 2))
    points = found.rows[found.rows["unit"] == "point"]
    assert points["n"].iloc[0] == 6 * STEADY[0]
    assert points["n"].iloc[-1] == 2 * STEADY[-1]
    assert "series_counts_drift" not in found.caveats
    assert "series_sites_differ" in found.caveats


def test_fewer_points_than_the_rules_need_say_nothing_of_counts(opened: Open) -> None:
    for points, told in ((9, False), (12, True)):
        found = chart(opened, [20 + at % 2 + 10 * (at >= points // 2) for at in range(points)])
        assert (found.rows["unit"] == "counted_crossings").any() == told
        assert ("series_counts_drift" in found.caveats) == told


@pytest.mark.parametrize("edition", ["hub", "members"])
def test_the_numbers_are_the_evaluators_and_the_caution_is_everybodys(
    opened: Open, edition: Edition
) -> None:
    found = chart(opened, GROWING)
    shown = disclose(found, edition, framework().limits)
    assert "series_counts_drift" in shown.caveats
    assert not shown.rows["unit"].str.startswith("counted").any()
    assert len(list(series.sentences(shown, WORDS))) == 3
    *_, told = series.sentences(disclose(found, "evaluator", framework().limits), WORDS)
    assert told == (
        "Students counted at a site: 20 in the earlier half and 31 in the later (medians). The "
        "longest run on one side of their median is 7 points (more than 7 would be a signal); it "
        "is crossed 1 times (fewer than 4 would be)."
    )
