"""Plants that show over time or in the work: found where they are, and not where they are off."""

from __future__ import annotations

import inspect

import pandas as pd
import pytest
from conftest import Open
from rings import test_meeting_and_hub, test_plants
from simulate.conftest import made

from nicdev.framework import framework
from nicdev.simulate import PLANTS

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


# Each plant, the indicator that sees it, and the test that it is seen and, switched off, is not.
SEEN_BY = {
    "co_attendance": ("roles.connections.meeting",
                      test_meeting_and_hub.test_ties_follow_meeting_only_where_that_was_planted),
    "trust_dip": ("roles.trust.facets", test_trust_dips_in_the_second_wave_and_recovers),
    "unreliable_facet": (
        "roles.trust.facets",
        test_plants.test_the_facet_whose_items_do_not_go_together_is_named_and_no_other),
    "uneven_response": ("development.readiness.answers",
                        test_plants.test_regions_that_answer_unevenly_are_seen),
    "shift": ("technical.measurement.run_chart",
              test_the_measure_that_moves_is_the_one_with_a_signal),
    "drifting_denominator": (
        "technical.measurement.run_chart",
        test_plants.test_a_measure_that_counts_ever_more_students_is_found_and_no_other),
    "reuse": ("culture.evidence.building_on",
              test_tests_that_build_on_other_organizations_are_counted),
    "converging_talk": ("culture.narrative.terms",
                        test_plants.test_the_networks_words_are_taken_up_where_that_was_planted),
    "unconnected_newcomers": (
        "roles.membership.first_steps",
        test_meeting_and_hub.test_newcomers_who_never_connect_are_found_and_others_are_not),
    "carrying_hub": (
        "roles.connections.without_hub",
        test_meeting_and_hub.
        test_a_hub_that_carries_most_ways_is_found_and_one_that_does_not_is_not),
}  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS)
def test_every_plant_has_an_indicator_that_sees_it(plant: str) -> None:
    key, test = SEEN_BY[plant]
    assert framework().indicator(key).built
    assert f'"{plant}"' in inspect.getsource(test)  # which it switches off
