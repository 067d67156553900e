"""Sites side by side: one that moves, one that lies apart, and who may see which site it is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from charted import DAYS, MEASURE
from conftest import Open

from nicdev.evidence import Edition, Evidence
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show import series
from nicdev.show.disclosure import disclose
from nicdev.show.words import Words

SITES, FUNNEL = (f"technical.measurement.{name}" for name in ("sites", "funnel"))
WORDS = Words(locale("en"))


def network(shares: list[float], step: float = 0.0, students: int = 50) -> Any:
    """Sites with steady shares, of which the first moves by `step` half-way."""
    random = np.random.default_rng(11)
    rows = [
        {"measure_id": "m", "site_id": f"s{site}", "on": day, "denominator": students,
         "numerator": random.binomial(students, share + step * (site == 0 and at >= 10))}
        for site, share in enumerate(shares) for at, day in enumerate(DAYS[:20])
    ]  # fmt: skip
    made = {
        "members": [{"member_id": "m1", "observed_from": "2025-01-01", "joined_on": "2025-01-01"}],
        "organizations": [{"org_id": f"s{site}", "name": f"School {site % 5}", "kind": "school",
                           "joined_on": "2025-01-01"} for site in range(len(shares))],
        "measures": [MEASURE | {"driver_id": ""}],
        "measurements": rows,
    }  # fmt: skip
    return {name: pd.DataFrame(some) for name, some in made.items()}


def counts(found: Evidence, unit: str) -> dict[str, float]:
    rows = found.rows[found.rows["unit"] == unit]
    return dict(zip(rows["x"], rows["numerator"], strict=True))


def test_a_site_that_moves_is_one_signal_among_sites_that_do_not(opened: Open) -> None:
    off, on = (opened(network([0.5] * 6, step)).evidence(SITES) for step in (0.0, 0.35))
    assert counts(off, "sites") == {"signal_site": 0, "no signal": 6, "too little to say": 0}
    assert counts(on, "sites") == {"signal_site": 1, "no signal": 5, "too little to say": 0}
    lines = on.rows[on.rows["unit"] == "site"].set_index("group")
    assert lines.loc["School 0 (s0)", "x"] == "signal_site"  # two schools have one name
    assert lines.loc["School 1", "limit"] == 7
    few = opened(network([0.5] * 6, students=8)).evidence(SITES)
    assert counts(few, "sites")["too little to say"] == 6


def test_a_site_that_lies_apart_is_outside_and_alike_ones_are_inside(opened: Open) -> None:
    alike, apart = (opened(network([first] + [0.5] * 5)).evidence(FUNNEL) for first in (0.5, 0.75))
    assert counts(alike, "funnel_sites") == {"outside_limits": 0, "inside_limits": 6}
    marks = apart.rows[apart.rows["unit"] == "funnel"].set_index("group")
    first = marks.loc["School 0 (s0)"]
    assert first["n"] == 1000
    assert first["value"] > first["upper"]
    centre = apart.rows["limit"].iloc[0]
    half = 3 * np.sqrt(centre * (1 - centre) / 1000)
    assert first["upper"] == pytest.approx(centre + half)
    assert opened(network([0.5] * 4)).evidence(FUNNEL).verdict == "no evidence"


@pytest.mark.parametrize("key", [SITES, FUNNEL])
def test_which_site_it_is_the_evaluator_alone_sees(opened: Open, key: str) -> None:
    found = opened(network([0.75] + [0.5] * 5, 0.2)).evidence(key)
    editions: tuple[Edition, ...] = ("hub", "members")
    for edition in editions:
        shown = disclose(found, edition, framework().limits)
        assert set(shown.rows["unit"]) == {"sites" if key == SITES else "funnel_sites"}
        assert not shown.rows["group"].str.contains("School").any()
        assert "students_sites" in shown.held_back
        assert series.figure(shown, WORDS) is None
    shown = disclose(found, "evaluator", framework().limits)
    assert str(series.figure(shown, WORDS)).startswith("<?xml")
    (told,) = series.tables(shown, WORDS)
    assert len(told.rows) == 6
    assert series.alt(shown, WORDS)
