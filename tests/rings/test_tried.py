"""Registered measures, and tests beside measures by driver: planted, not found without."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from charted import DAYS, HIGH, LOW, MEASURE, WAVER, Rows, frames
from conftest import Open

from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show import checklist
from nicdev.show.disclosure import disclose
from nicdev.show.words import Words

PRACTICAL, FAMILIES, IMPROVEMENT = (
    f"technical.measurement.{name}" for name in ("practical", "families", "improvement")
)
WORDS = Words(locale("en"))
STEP = LOW * 2 + HIGH * 2


def warrant(opened: Open, made: dict[str, Any], params: str = "") -> str:
    rows = opened(made, params=params).evidence(IMPROVEMENT).rows
    (x,) = rows.loc[rows["unit"] == "warrant", "x"]
    return str(x)


@pytest.mark.parametrize(
    ("values", "tests", "word"),
    [
        (STEP, [{"started_on": DAYS[10]}], "hoped"),
        (STEP[::-1], [{"started_on": DAYS[10]}], "other"),
        (STEP, [{"started_on": "2025-01-01"}], "no_before"),
        (WAVER * 2, [{}], "level"),
        (WAVER[:9], [{}], "little"),
        (STEP, [], "untried"),
    ],
)  # fmt: skip
def test_what_may_be_said_is_the_least_that_tests_and_measures_allow(
    opened: Open, values: list[float], tests: Rows, word: str
) -> None:
    assert warrant(opened, frames(values, tests=tests)) == word


def test_without_a_measure_nothing_is_said_of_better_or_worse(opened: Open) -> None:
    assert warrant(opened, frames(STEP, tests=[{}], driver_id="A")) == "unmeasured"


def test_ideas_stand_with_their_days_and_medians_on_either_side(opened: Open) -> None:
    tests: Rows = [
        {"started_on": DAYS[12], "decision": "adapt"},
        {"started_on": DAYS[14], "decision": "adopt"},
        {"started_on": DAYS[13], "idea_id": "I2"},
    ]  # fmt: skip
    found = opened(frames(STEP, tests=tests)).evidence(IMPROVEMENT)
    shown = disclose(found, "members", framework().limits)
    (told,) = checklist.tables(shown, WORDS)
    assert told.caption == "Talk"
    assert told.rows[:3] == (
        ("Ask", f"2 tests (teams: 1), begun between {DAYS[12]} and {DAYS[14]}: adapt 1, "
         "adopt 1."),
        ("Tests of no idea of this driver", f"One test, begun on {DAYS[13]}: adopt 1."),
        ("Measure: Explain", "By the run chart: a signal in the hoped-for direction. The median of "
         "the points before the first test (12) is 42%, and of those since (12) 62%."),
    )  # fmt: skip
    assert [head for head, _ in told.rows[3:]] == ["What this warrants", "What it does not"]
    edge = opened(frames([0.01, *STEP], tests=tests)).evidence(IMPROVEMENT)
    assert edge.rows["value"].isna().all()  # a point of few or none has a part in the medians
    assert len(list(checklist.tables(disclose(edge, "hub", framework().limits), WORDS))) == 1


def test_what_is_said_of_measures_is_repeated_and_what_is_not_is_not(opened: Open) -> None:
    made = frames(WAVER, actionable="yes", low_burden="no")
    found = opened(made).evidence(PRACTICAL)
    assert found.rows.set_index("part")["x"].to_dict() == {
        "actionable": "yes", "low_burden": "no", "timely": "not_said", "trusted": "not_said",
        "embedded": "not_said",
    }  # fmt: skip
    assert list(checklist.sentences(disclose(found, "hub", framework().limits), WORDS)) == [
        "Said of measures: yes 1 times, no 1 times; nothing has been said 3 times."
    ]
    assert opened(frames(WAVER)).evidence(PRACTICAL).verdict == "no evidence"


def test_families_are_counted_with_the_driver_that_they_lead_to(opened: Open) -> None:
    made = frames(WAVER)
    made["measures"] = pd.DataFrame(
        [MEASURE, MEASURE | {"measure_id": "m2", "family": "process", "driver_id": "I1"},
         MEASURE | {"measure_id": "m3", "family": "balancing", "driver_id": ""}]
    )  # fmt: skip
    rows = opened(made).evidence(FAMILIES).rows
    cells = rows.set_index(["group", "x"])["numerator"]
    assert cells["P1"].to_dict() == {"outcome": 1, "driver": 0, "process": 1, "balancing": 0}
    assert cells["no_driver"].to_dict() == {"outcome": 0, "driver": 0, "process": 0, "balancing": 1}
