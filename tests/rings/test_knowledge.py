"""What is known of ideas, what was packaged, how soon it was offered; each effect is planted."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from conftest import Open
from small_work import MEASURES, TEAMS, Row, around, cycles, table

WARRANT = "functions.knowledge_management.warrant"
PACKAGES = "functions.knowledge_management.packages"
OFFER = "functions.knowledge_management.to_offer"
ADOPTED: list[Row] = [{"team_id": team, "decision": "adopt", "matched": "yes"}
                      for team in ("T1", "T2", "T3", "T1", "T2", "T3")]  # fmt: skip


def points(*, moved: bool) -> pd.DataFrame:
    """Sixteen points of the measure of P1, to which the idea I1 leads."""
    days = pd.date_range("2024-09-02", periods=16, freq="7D").astype(str)
    up = [0.2 + 0.4 * (at >= 8 if moved else at % 2) + 0.001 * at for at in range(16)]
    return pd.DataFrame({"measure_id": "m1", "site_id": "O1", "on": days, "value": up})


def reading(opened: Open, rows: list[Row], *, moved: bool = False, params: str = "") -> Any:
    made = around(cycles=cycles(*rows), measures=MEASURES, measurements=points(moved=moved))
    found = opened(made, params).evidence(WARRANT).rows
    return found[found["unit"] == "reading"].set_index("group")["x"]["I1"]


def test_what_an_idea_has_behind_it_needs_tests_places_and_one_mind(opened: Open) -> None:
    few, kept = "too little to say", "kept wherever tried"
    assert reading(opened, ADOPTED) == kept
    assert reading(opened, ADOPTED, moved=True) == "kept, and a measure moved"
    assert reading(opened, ADOPTED[:4], moved=True) == few  # four tests
    assert reading(opened, [row | {"team_id": "T1"} for row in ADOPTED], moved=True) == few
    again = {"team_id": "T3", "started_on": "2025-01-01", "ended_on": "2025-01-20"}
    assert reading(opened, [*ADOPTED, again | {"decision": "adapt"}], moved=True) == few
    last = [*ADOPTED, again | {"decision": "abandon"}]
    assert reading(opened, last, moved=True) == "differs from place to place"
    gone = [row | {"decision": "abandon"} for row in ADOPTED]
    assert reading(opened, gone) == "given up wherever tried"
    assert reading(opened, [*ADOPTED, again | {"decision": "undecided"}]) == kept
    assert reading(opened, ADOPTED, params="limits: {warrant_places: 4}\n") == few


def test_tests_places_decisions_and_signals_stand_side_by_side(opened: Open) -> None:
    rows = [*ADOPTED[:2], {"team_id": "T2", "decision": "adapt", "matched": "no"},
            {"idea_id": "I3", "decision": "abandon"}, {"ended_on": ""}]  # fmt: skip
    made = around(cycles=cycles(*rows), measures=MEASURES, measurements=points(moved=True))
    found = opened(made).evidence(WARRANT)
    cells = found.rows[found.rows["unit"] == "cells"]
    of = {group: some.set_index("x")["numerator"].to_dict()
          for group, some in cells.groupby("group")}  # fmt: skip
    assert of["I1"] == {"tests": 3, "places": 2, "taken_over": 2, "changed": 1, "given_up": 0,
                        "as_predicted": 2, "signals_hoped": 1, "signals_other": 0}  # fmt: skip
    assert pd.isna([of["I3"][x] for x in ("signals_hoped", "signals_other")]).all()  # P2 has none
    made["measurements"] = points(moved=False)
    cells = opened(made).evidence(WARRANT).rows
    assert cells.loc[cells["x"] == "signals_hoped", "numerator"].fillna(0).tolist() == [0, 0]
    made |= {"measures": MEASURES.assign(direction="down"), "measurements": points(moved=True)}
    cells = opened(made).evidence(WARRANT).rows
    assert cells.loc[cells["x"] == "signals_other", "numerator"].fillna(0).tolist() == [1, 0]


LEARNINGS = ("learning_id idea_id cycles status on version",
             "L1|I1|C001|harvested|2024-12-21|1", "L1|I1|C001|packaged|2025-01-10|1",
             "L1|I1|C001;C002|packaged|2025-03-10|2", "L1|I1|C001;C002|offered|2025-03-20|2",
             "L2|I3|C003|harvested|2025-03-01|1")  # fmt: skip
UPTAKES = ("learning_id team_id on", "L1|T3|2025-02-01", "L1|T2|2025-03-10", "L1|T3|2025-05-01")


def test_each_version_of_a_package_has_its_own_tests_and_takers(opened: Open) -> None:
    second = {"team_id": "T2", "decision": "adopt", "ended_on": "2025-03-01"}
    made = around(cycles=cycles({}, second, {"idea_id": "I3"}), learnings=table(*LEARNINGS),
                  uptakes=table(*UPTAKES))  # fmt: skip
    rows = opened(made).evidence(PACKAGES).rows
    of = {group: some.set_index("x")["numerator"].to_dict()
          for group, some in rows.groupby("group")}  # fmt: skip
    same = {"given_up": 0, "as_predicted": 0, "changed": 1}
    assert of == {
        "L1 1": same | {"tests": 1, "places": 1, "taken_over": 0, "teams_took_up": 1},
        "L1 2": same | {"tests": 2, "places": 2, "taken_over": 1, "teams_took_up": 2},
    }
    assert rows["label"].unique().tolist() == ["Ask twice (1, 2025-01-10)",
                                               "Ask twice (2, 2025-03-10)"]  # fmt: skip


@pytest.mark.parametrize(("ended", "x"), [
    ("2025-03-01", "0-30"), ("2025-02-18", "0-30"), ("2025-02-17", "31-90"),
    ("2025-04-01", "31-90"),  # after the offer: then the first test is the last behind it
])  # fmt: skip
def test_days_run_from_the_last_test_that_had_ended_to_the_offer(
    opened: Open, ended: str, x: str
) -> None:
    made = around(cycles=cycles({}, {"ended_on": ended}, {}), learnings=table(*LEARNINGS))
    found = opened(made).evidence(OFFER).rows
    expected = {"0-30": 0, "31-90": 0, "day not known": 0, "not offered yet": 1} | {x: 1}
    assert dict(zip(found["x"], found["numerator"], strict=True)) == expected
    made["learnings"] = table(LEARNINGS[0], LEARNINGS[-1])  # nothing was offered yet
    found = opened(made).evidence(OFFER).rows
    assert found.loc[found["x"] == "not offered yet", "numerator"].tolist() == [1]


@pytest.mark.parametrize("key", [WARRANT, PACKAGES, OFFER])
def test_without_work_there_is_no_evidence(opened: Open, key: str) -> None:
    assert opened(around(teams=TEAMS)).evidence(key).verdict == "no evidence"


def test_the_page_of_the_hub_says_how_many_ideas_are_known_well_enough(opened: Open) -> None:
    made = around(cycles=cycles(*ADOPTED, {"idea_id": "I3"}), measures=MEASURES,
                  measurements=points(moved=True))  # fmt: skip
    hub = str(opened(made).shown(WARRANT).block["editions"]["hub"]["html"])
    assert "Of 2 ideas:" in hub
    assert "kept wherever it was tried, and a measure moved as hoped 1" in hub
    assert "too little to say 1" in hub


ALL = ("version dated_on text what for_whom how_much by_when", "a|2024-09-01|All.||||")
EXAMPLES = "functions.knowledge_management.examples"
SHARED: Row = {"matched": "partly", "prediction": "More talk", "observed": "Some", "study": "Less",
               "learning": "Ask first"}  # fmt: skip


def test_examples_are_the_newest_of_each_kind_that_teams_share(opened: Open) -> None:
    rows = [SHARED | {"started_on": f"2024-10-{day}", "decision": decision} for day, decision in
            (("01", "adopt"), ("02", "expand"), ("03", "adapt"), ("04", "undecided"))]  # fmt: skip
    made = around(cycles=cycles(*rows), aims=table(*ALL))
    found = opened(made).evidence(EXAMPLES).rows
    assert found.loc[found["x"] == "decision", "label"].tolist() == ["expand", "adapt"]
    assert found.loc[found["x"] == "aim", "label"].tolist() == ["All."]
    made["cycles"].loc[1, "may_share"] = "no"
    found = opened(made).evidence(EXAMPLES).rows
    assert found.loc[found["x"] == "decision", "label"].tolist() == ["adopt", "adapt"]


@pytest.mark.parametrize("change", [
    {"may_share": "no"}, {"learning": ""}, {"ended_on": ""}, {"matched": ""},
    {"study": "M001 said so"}, {"observed": "at NORTH,  some"}, {"decision": "undecided"},
])  # fmt: skip
def test_what_is_not_shared_not_full_or_names_somebody_is_no_example(
    opened: Open, change: Row
) -> None:
    full = SHARED | {"cycle_id": "C009", "started_on": "2024-09-02", "decision": "abandon"}
    made = around(cycles=cycles(SHARED | change, full))
    found = opened(made).evidence(EXAMPLES).rows
    assert found.loc[found["x"] == "decision", "label"].tolist() == ["abandon"]


def test_a_longer_word_is_no_name(opened: Open) -> None:
    northern = SHARED | {"observed": "a northern wind"}
    found = opened(around(cycles=cycles(northern))).evidence(EXAMPLES).rows
    assert found.loc[found["x"] == "decision", "label"].tolist() == ["adapt"]


def test_what_teams_wrote_stays_with_the_evaluator(opened: Open) -> None:
    shown = opened(around(cycles=cycles(SHARED))).shown(EXAMPLES).block["editions"]
    for edition, seen in (("evaluator", True), ("hub", False), ("members", False)):
        html = str(shown[edition]["html"])
        assert ("More talk" in html) == seen
        assert "Ask twice" in html
        assert ("What teams wrote about their tests is not shown here" in html) != seen
