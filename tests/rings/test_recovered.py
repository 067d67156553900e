"""Plants that show over time or in the work: found where they are, and not where they are off."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import Open
from simulate.conftest import made

WAVES = ("w1", "w2", "w3")


def middle(opened: Open, wave: str, *off: str) -> float:
    """The mean answer to all questions on trust, from the counts that the page shows."""
    rows = opened(made(*off).frames, wave=wave).evidence("roles.trust.facets").rows
    whole = rows.query("unit == 'answers' and group_kind == 'network' and view == 'all'")
    return float((whole["x"].astype(float) * whole["numerator"]).sum() / whole["numerator"].sum())


def test_trust_dips_in_the_second_wave_and_recovers(opened: Open) -> None:
    truth = made().truth["trust_dip"]
    assert (truth["wave"], truth["recovers_in"]) == WAVES[1:]
    first, dipped, after = (middle(opened, wave) for wave in WAVES)
    # Answers are whole steps from 1 to 5, so that a little of the planted 0.9 is cut off.
    assert dipped - first == pytest.approx(truth["steps"], abs=0.15)
    assert after == pytest.approx(first, abs=0.1)
    steady = [middle(opened, wave, "trust_dip") for wave in WAVES]
    assert max(steady) - min(steady) < 0.1


def outcome(opened: Open, *off: str) -> tuple[str, pd.DataFrame]:
    """The verdict on the measure that the shift is planted in, and its points."""
    truth = made("shift").truth["shift"]
    found = opened(made(*off).frames).evidence("technical.measurement.run_chart")
    rows = found.rows.query("part == @truth['measure_id'] and unit == 'point'")
    return dict(found.verdicts)[truth["measure_id"]], rows


def test_the_measure_that_moves_is_the_one_with_a_signal(opened: Open) -> None:
    truth = made().truth["shift"]
    verdict, points = outcome(opened)
    assert verdict == "signal in the hoped-for direction"
    later = points["x"] >= truth["on"]
    moved = points.loc[later, "value"].median() - points.loc[~later, "value"].median()
    assert moved == pytest.approx(truth["to_share"] - truth["from_share"], abs=0.03)
    verdict, points = outcome(opened, "shift")
    assert verdict == "no signal"
    later = points["x"] >= truth["on"]
    still = points.loc[later, "value"].median() - points.loc[~later, "value"].median()
    assert abs(still) < 0.03


def borrowed(opened: Open, *off: str) -> dict[str, float]:
    """Tests so far by the farthest place that they build on."""
    rows = opened(made(*off).frames).evidence("culture.evidence.building_on").rows
    return dict(rows.query("part == 'builds_on'").set_index("x")["numerator"])


def test_tests_that_build_on_other_organizations_are_counted(opened: Open) -> None:
    truth = made().truth["reuse"]
    on, off = borrowed(opened), borrowed(opened, "reuse")
    assert on["another organization"] == truth["tests_that_build_on_another_organization"] > 50
    assert sum(on.values()) == truth["tests"] == sum(off.values())
    assert off["another organization"] == 0
    assert off["own team"] > 0  # building on one's own goes on
