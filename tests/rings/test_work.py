"""The technical core and the three functions on tables small enough to count by hand; each effect
is planted, and not found on the same tables without it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from conftest import Open
from small_work import (
    MEASURES,
    MEMBERS,
    TEAMS,
    THEORY,
    VERSIONS,
    Row,
    around,
    cycles,
    table,
)


def counts(rows: pd.DataFrame, *index: str) -> dict[Any, float]:
    found: Mapping[Any, float] = rows.set_index(list(index))["numerator"].to_dict()
    return dict(found)


AIM = ("version dated_on text what for_whom how_much by_when equity",
       "a1|2024-09-01|Better.|talk||||")  # fmt: skip


def test_the_newest_wording_of_the_aim_is_taken_apart(opened: Open) -> None:
    whole = "a2|2025-01-01|Half more of us talk by June.|talk|students|half more|2026-06-01|"
    for later, there in (((whole,), [True] * 4 + [False]), ((), [True] + [False] * 4)):
        found = opened(around(aims=table(*AIM, *later))).evidence("technical.problem.aim")
        parts = found.rows[found.rows["unit"] == "aspects"]
        assert (parts["x"] == "there").tolist() == there
        assert parts["label"].unique().tolist() == [
            "Half more of us talk by June." if later else "Better."
        ]


def test_what_became_of_the_wording_before_is_counted(opened: Open) -> None:
    names, _ = AIM
    rows = ("a1|2024-09-01|Better.|talk|girls|half||", "a2|2024-10-01|Best.|talk||half||",
            "a3|2025-01-01|More.|talking|all|||for girls")  # fmt: skip
    found = opened(around(aims=table(names, *rows))).evidence("technical.problem.aim").rows
    said = found[found["unit"] == "wordings"]
    assert counts(said, "x") == {"added": 2, "dropped": 1, "reworded": 1}
    assert said["part"].unique().tolist() == ["2024-10-01"]
    boxes = found[(found["unit"] == "box") & (found["part"] == "aim_what")]
    assert boxes["label"].tolist() == ["talk", "talk", "talking"]
    same = table(names, rows[1], rows[1].replace("a2|2024-10", "a4|2024-12"))
    found = opened(around(aims=same)).evidence("technical.problem.aim").rows
    assert set(found.loc[found["unit"] == "wordings", "numerator"]) == {0}


def documents(*rows: str) -> pd.DataFrame:
    names = "document_id on kind text consent"
    return table(names, *(f"D{at}|{row}|w|hub" for at, row in enumerate(rows)))


def test_texts_on_root_causes_stand_before_between_and_since_the_aims(opened: Open) -> None:
    key = "technical.problem.root_causes"
    texts = documents("2024-08-31|root cause", "2024-09-01|root cause", "2025-01-01|root cause",
                      "2025-02-01|root cause", "2024-10-01|minutes")  # fmt: skip
    two = (*AIM, "a2|2025-01-01|Half.|talk||||")
    rows = opened(around(documents=texts, aims=table(*two))).evidence(key).rows
    assert counts(rows, "x") == {
        "before the aim": 1, "between wordings": 1, "since the newest wording": 2
    }  # fmt: skip
    rows = opened(around(documents=texts, aims=table(*AIM))).evidence(key).rows
    assert counts(rows, "x") == {"before the aim": 1, "since the newest wording": 3}
    assert counts(opened(around(documents=texts)).evidence(key).rows, "x") == {"no aim yet": 4}
    none = around(documents=documents("2024-10-01|minutes"), aims=table(*AIM))
    assert opened(none).evidence(key).verdict == "no evidence"


def test_equity_is_looked_for_in_aim_measures_and_texts(opened: Open) -> None:
    key = "technical.problem.equity"

    def found(equity: str, group: str, second: int) -> dict[str, str]:
        aim = table(AIM[0], f"a1|2024-09-01|Better.|talk||||{equity}")
        points = table("measure_id site_id on value group", f"m1|O1|2024-10-01|0.5|{group}")
        codings = pd.DataFrame({"unit_kind": "document", "unit_id": "D0", "code": "equity",
                                "coder": ["r1", "r2"], "value": [1, second]})  # fmt: skip
        made = around(aims=aim, measures=MEASURES, measurements=points, codings=codings,
                      documents=documents("2024-08-31|root cause"))  # fmt: skip
        rows = opened(made).evidence(key).rows
        return dict(zip(rows["part"], rows["x"], strict=True))

    there = {"equity_in_aim": "there", "equity_measured": "there", "equity_in_causes": "there"}
    assert found("girls too", "girls", 1) == there
    assert found("girls too", "girls", 0) == there | {"equity_in_causes": "not there"}
    assert found("", "girls", 1) == there | {"equity_in_aim": "not there"}
    assert found("girls too", "", 1) == there | {"equity_measured": "not there"}
    rows = opened(around(aims=table(*AIM))).evidence(key).rows
    assert rows["part"].tolist() == ["equity_in_aim", "equity_measured"]  # no text was read


def test_a_driver_with_gaps_comes_first_and_what_lies_below_counts(opened: Open) -> None:
    made = cycles({}, {"idea_id": "I2"}, {"idea_id": "I3", "driver_id": "P2"}, {"idea_id": "I0"})
    frames = around(measures=MEASURES, cycles=made)
    found = opened(frames).evidence("technical.theory.coverage")
    primary = found.rows[found.rows["part"] == "primary driver"]
    assert primary["group"].unique().tolist() == ["P3", "P2", "P1"]
    assert counts(primary, "group", "x") == {
        ("P3", "ideas"): 0, ("P3", "tests"): 0, ("P3", "measures"): 0,
        ("P2", "ideas"): 2, ("P2", "tests"): 2, ("P2", "measures"): 0,
        ("P1", "ideas"): 2, ("P1", "tests"): 2, ("P1", "measures"): 1,
    }  # fmt: skip
    secondary = found.rows[found.rows["part"] == "secondary driver"]
    assert counts(secondary, "x") == {"ideas": 2, "tests": 2, "measures": 0}
    assert found.caveats == ("coverage_no_goal", "coverage_elsewhere")  # the poster has no driver
    frames["cycles"].loc[3, "driver_id"] = "P3"
    found = opened(frames).evidence("technical.theory.coverage")
    cells = counts(found.rows[found.rows["part"] == "primary driver"], "group", "x")
    assert cells["P3", "tests"] == 1
    assert found.caveats == ("coverage_no_goal",)


def test_the_diagram_stands_in_columns_and_keeps_its_places(opened: Open) -> None:
    found = opened(around()).evidence("technical.theory.diagram")
    nodes = found.rows[found.rows["unit"] == "node"].set_index("part")
    assert nodes["x"].to_dict() == {"A": "1", "P1": "2", "P2": "2", "P3": "2", "S1": "3",
                                    "I1": "4", "I2": "4", "I3": "4"}  # fmt: skip
    edges = found.rows[found.rows["unit"] == "edge"]
    assert set(zip(edges["part"], edges["x"], strict=True)) == {
        ("A", "P1"), ("A", "P2"), ("A", "P3"), ("P1", "S1"), ("S1", "I1"), ("S1", "I2"),
        ("P2", "I2"), ("P2", "I3"),
    }  # fmt: skip
    assert found.caveats == ()
    layout = table("node x y", "P1|0|2", "P2|0|4", "P3|0|0", "O1|0|90")
    nodes = opened(around(layout=layout)).evidence("technical.theory.diagram").rows
    value = nodes[nodes["unit"] == "node"].set_index("part")["value"]
    assert value[["P2", "P1", "P3"]].tolist() == [0, 0.5, 1]
    earlier = around(theory=THEORY[THEORY["version"] == "v1"], theory_versions=VERSIONS[:1])
    assert opened(earlier).evidence("technical.theory.diagram").caveats == ("diagram_alone",)


@pytest.mark.parametrize("moved", [True, False])
def test_boxes_carry_tests_measures_and_signals(opened: Open, *, moved: bool) -> None:
    days = pd.date_range("2024-09-02", periods=16, freq="7D").astype(str)
    up = [0.2 + 0.4 * (at >= 8 if moved else at % 2) + 0.001 * at for at in range(16)]
    points = pd.DataFrame({"measure_id": "m1", "site_id": "O1", "on": days, "value": up})
    whole = table(" ".join(MEASURES), "m3|All|outcome||up|share||||no")
    made = around(cycles=cycles({}, {}, {"idea_id": "I3"}), measurements=points,
                  measures=pd.concat([MEASURES, whole]))  # fmt: skip
    rows = opened(made).evidence("technical.theory.diagram").rows
    nodes = rows[rows["unit"] == "node"].set_index("part")
    assert nodes["numerator"].to_dict() == {
        "A": 1, "P1": 1, "P2": 0, "P3": 0, "S1": 0, "I1": 2, "I2": 0, "I3": 1
    }  # fmt: skip
    assert nodes["limit"].to_dict() == dict.fromkeys(nodes.index, 0) | {"P1": int(moved)}


def test_what_a_version_changed_is_counted(opened: Open) -> None:
    found = opened(around()).evidence("technical.theory.revisions")
    # Added: P3, S1, I2, I3. Dropped: the poster. Worded anew: P1. Moved: I1.
    cells = found.rows[found.rows["unit"] == "cells"]
    assert counts(cells, "x") == {"added": 4, "dropped": 1, "reworded": 1, "rejoined": 1}
    assert cells["label"].unique().tolist() == ["2025-02-01"]
    boxes = found.rows[found.rows["unit"] == "box"].groupby("part")["label"].agg(set).to_dict()
    assert boxes == {"added": {"Time", "Wait", "Pairs", "Choice"}, "dropped": {"A poster"},
                     "reworded": {"Students talk"}, "rejoined": {"Ask twice"}}  # fmt: skip
    assert found.rows.loc[found.rows["part"] == "reworded", "relation"].tolist() == ["Talk"]
    same = pd.concat([THEORY[:5], THEORY[:5].assign(version="v2")])
    rows = opened(around(theory=same)).evidence("technical.theory.revisions").rows
    assert set(rows["numerator"]) == {0}
    assert set(rows["unit"]) == {"cells"}
    one = around(theory=THEORY[:5], theory_versions=VERSIONS[:1])
    assert opened(one).evidence("technical.theory.revisions").verdict == "too little to say"


def test_boxes_that_stand_alone_are_counted_and_named(opened: Open) -> None:
    key = "technical.theory.orphans"
    lone = table("version node_id kind text parents", "v2|I9|change idea|A poster|")
    made = around(theory=pd.concat([THEORY, lone]), measures=MEASURES,
                  cycles=cycles({}, {"idea_id": "I2"}, {"idea_id": "I9"}))  # fmt: skip
    found = opened(made).evidence(key).rows
    yes = found[found["x"] == "yes"]
    assert counts(yes, "part") == {
        "idea_no_driver": 1, "idea_no_test": 1, "driver_no_idea": 1, "driver_no_test": 1,
        "driver_no_measure": 3,
    }  # fmt: skip
    boxes = found[found["unit"] == "box"].groupby("part")["label"].agg(list).to_dict()
    assert boxes == {
        "idea_no_driver": ["A poster"], "idea_no_test": ["Choice"], "driver_no_idea": ["Time"],
        "driver_no_test": ["Time"], "driver_no_measure": ["Tasks", "Time", "Wait"],
    }  # fmt: skip
    joined = made["theory"].copy()
    joined.loc[joined["node_id"] == "I9", "parents"] = "P3"  # the poster gets a driver
    rows = opened(made | {"theory": joined}).evidence(key).rows
    yes = counts(rows[rows["x"] == "yes"], "part")
    assert [yes[part] for part in ("idea_no_driver", "driver_no_idea", "driver_no_test")] == [0] * 3


@pytest.mark.parametrize(("note", "state"), [
    ("Because of c001 and talk", "names a test"), ("Talks went down", "names a measure"),
    ("Talkative; C0011 said so", "names neither"), ("", "no note"),
])  # fmt: skip
def test_what_a_version_rests_on_is_looked_for_in_its_note(
    opened: Open, note: str, state: str
) -> None:
    made = around(theory_versions=VERSIONS.assign(note=["", note]), measures=MEASURES,
                  cycles=cycles({"idea_id": "I0", "ended_on": "2025-01-31"}))  # fmt: skip
    key = "technical.theory.edits_cited"
    rows = opened(made).evidence(key).rows
    said = counts(rows[rows["unit"] == "versions"], "x")
    assert said == dict.fromkeys(said, 0) | {state: 1}
    tested = rows[(rows["part"] == "dropped_tested") & (rows["x"] == "yes")]
    assert tested[["numerator", "n"]].to_numpy().tolist() == [[1, 1]]
    made["cycles"]["ended_on"] = "2025-02-02"  # the day after the version
    rows = opened(made).evidence(key).rows
    assert counts(rows[rows["part"] == "dropped_tested"], "x") == {"yes": 0, "no": 1}


def test_decisions_are_those_of_ended_tests_and_all_adopted_is_a_caution(opened: Open) -> None:
    key = "technical.inquiry.decisions"
    rows: list[Row] = [{"decision": "adopt"}] * 4 + [{"decision": "expand", "team_id": "T2"}]
    running = {"decision": "abandon", "ended_on": ""}
    found = opened(around(cycles=cycles(*rows, running))).evidence(key)
    tests = found.rows[found.rows["unit"] == "tests"]
    assert counts(tests, "x") == {"adopt": 4, "expand": 1, "adapt": 0, "abandon": 0, "undecided": 0}
    assert set(tests["n"]) == {5}
    assert found.rows.loc[found.rows["unit"] == "behind", "numerator"].tolist() == [2]
    assert found.caveats == ("tests_all_adopted", "tests_running")
    found = opened(around(cycles=cycles(*rows, {"decision": "abandon"}))).evidence(key)
    assert (found.verdict, found.caveats) == ("described", ())
    found = opened(around(cycles=cycles(*rows[:4], {"decision": "undecided"}))).evidence(key)
    assert (found.verdict, found.caveats) == ("too little to say", ())


def test_a_test_that_ended_later_was_running_at_the_earlier_wave(opened: Open) -> None:
    waves = table("wave label starts_on ends_on", "w1|One|2024-08-01|2024-12-31",
                  "w2|Two|2025-01-01|2025-06-30")  # fmt: skip
    made = around(waves=waves, cycles=cycles({}, {"ended_on": "2025-01-15"}))
    for wave, n in (("w1", 1), ("w2", 2)):
        rows = opened(made, wave=wave).evidence("technical.inquiry.decisions").rows
        assert rows.loc[rows["unit"] == "tests", "n"].unique().tolist() == [n]


CHAIN = ({}, {"builds_on": "C001", "scale": "one classroom", "started_on": "2024-11-01"},
         {"builds_on": "C002;C001", "scale": "school", "started_on": "2024-12-01"},
         {"started_on": "2024-12-02"})  # fmt: skip


def test_a_chain_is_drawn_and_a_single_test_is_counted(opened: Open) -> None:
    key = "technical.inquiry.ramps"
    rows = opened(around(cycles=cycles(*CHAIN))).evidence(key).rows
    nodes = rows[rows["unit"] == "node"].set_index("part")
    assert nodes["group"].to_dict() == {
        "C001": "one student", "C002": "one classroom", "C003": "school"
    }  # fmt: skip
    assert nodes["label"].unique().tolist() == ["Ask twice"]
    assert nodes["value"].sort_values().index.tolist() == ["C003", "C002", "C001"]  # wide on top
    edges = rows[rows["unit"] == "edge"]
    assert set(zip(edges["part"], edges["x"], strict=True)) == {
        ("C001", "C002"), ("C002", "C003"), ("C001", "C003")
    }  # fmt: skip
    assert counts(rows[rows["unit"] == "outside"], "part") == {"alone": 1}
    unlinked = cycles(*({**row, "builds_on": ""} for row in CHAIN))
    rows = opened(around(cycles=unlinked)).evidence(key).rows
    assert set(rows["unit"]) == {"outside"}
    assert counts(rows, "part") == {"alone": 4}


def test_where_there_is_no_room_for_all_chains_the_largest_are_drawn(opened: Open) -> None:
    pair = ({"started_on": "2024-09-10"}, {"builds_on": "C005", "started_on": "2024-09-20"})
    made = around(cycles=cycles(*CHAIN, *pair))
    rows = opened(made, "limits: {ramp_tests: 4}\n").evidence("technical.inquiry.ramps").rows
    assert rows.loc[rows["unit"] == "node", "part"].sort_values().tolist() == [
        "C001", "C002", "C003"
    ]  # fmt: skip
    assert counts(rows[rows["unit"] == "outside"], "part") == {"alone": 1, "no_room": 2}
    rows = opened(made, "limits: {ramp_tests: 2}\n").evidence("technical.inquiry.ramps").rows
    assert set(rows.loc[rows["unit"] == "node", "part"]) == {"C001", "C002"}  # most build on C001


def test_readers_agree_differ_or_find_nothing(opened: Open) -> None:
    said = {"C001": (1, 1), "C002": (1, 0), "C003": (0, 0), "C004": (1, 1), "C005": (2, 1)}
    codings = pd.DataFrame(
        [{"unit_kind": "cycle", "unit_id": test, "coder": f"r{at}", "code": "prediction",
          "value": value} for test, values in said.items() for at, value in enumerate(values)]
    )  # fmt: skip
    made = around(cycles=cycles(*[{}] * 6), codings=codings)
    found = opened(made).evidence("technical.inquiry.quality")
    tests = found.rows[found.rows["unit"] == "tests"]
    assert counts(tests, "x") == {"yes": 3, "differ": 1, "no": 1}
    read = found.rows[found.rows["unit"] == "read"]
    assert read[["numerator", "n"]].to_numpy().tolist() == [[5, 6]]
    assert (found.verdict, found.caveats) == ("described", ())
    made["codings"] = codings[codings["coder"] == "r0"]
    found = opened(made).evidence("technical.inquiry.quality")
    tests = found.rows[found.rows["unit"] == "tests"]
    assert counts(tests, "x") == {"yes": 4, "no": 1}
    assert found.caveats == ("tests_one_reader",)


def test_a_measure_with_gaps_comes_first(opened: Open) -> None:
    key = "technical.measurement.registry"
    rows = opened(around(measures=MEASURES)).evidence(key).rows
    there = rows.assign(there=rows["x"] == "there").groupby("group", sort=False)["there"].sum()
    assert there.to_dict() == {"Ease": 0, "Talks": 4}
    assert list(there.index) == ["Ease", "Talks"]
    full = MEASURES.assign(driver_id="P1", numerator="n", denominator="d", frequency="weekly",
                           owner_role="hub", target="0.5", name="Same")  # fmt: skip
    rows = opened(around(measures=full)).evidence(key).rows
    assert set(rows["x"]) == {"there"}
    assert set(rows["group"]) == {"Same (m1)", "Same (m2)"}


def test_points_that_came_back_late_are_counted_apart(opened: Open) -> None:
    key = "technical.measurement.reporting"
    points = table("measure_id site_id on value reported_on",
                   "m1|O1|2024-10-01|0.5|2024-10-31", "m1|O2|2024-10-01|0.4|2024-11-01",
                   "m1|O3|2024-10-01|0.4|", "m2|O1|2024-10-01|0.4|2024-10-01")  # fmt: skip
    made = around(measures=MEASURES, measurements=points)
    found = opened(made).evidence(key)
    assert counts(found.rows, "part", "x") == {
        ("m1", "in time"): 1, ("m1", "later"): 1, ("m1", "day not known"): 1,
        ("m2", "in time"): 1, ("m2", "later"): 0, ("m2", "day not known"): 0,
    }  # fmt: skip
    assert found.caveats == ("reporting_unknown",)
    rows = opened(made, "limits: {report_days: 31}\n").evidence(key).rows
    assert counts(rows[rows["x"] == "later"], "part") == {"m1": 0, "m2": 0}
    made["measurements"] = points.assign(reported_on="")
    assert opened(made).evidence(key).verdict == "no evidence"


POINTS = "measure_id site_id on value missing_reason"


def test_teams_that_report_a_shared_measure_are_counted(opened: Open) -> None:
    key = "functions.shared_ground.common_measures"
    points = table(POINTS, "m1|O1|2024-10-01|0.5|", "m1|T2|2024-10-01|0.4|",
                   "m1|O3|2024-10-01||closed", "m2|O3|2024-10-01|0.2|")  # fmt: skip
    made = around(measures=MEASURES, measurements=points)
    rows = opened(made).evidence(key).rows
    assert counts(rows, "part", "x") == {("m1", "reported"): 2, ("m1", "did not report"): 1}
    made["measurements"] = points.assign(value=0.5, missing_reason="")
    assert counts(opened(made).evidence(key).rows, "x") == {"reported": 3, "did not report": 0}
    made["waves"] = table("wave label starts_on ends_on", "w1|One|2024-08-01|2024-12-31",
                          "w2|Two|2025-01-01|2025-06-30")  # fmt: skip
    assert counts(opened(made).evidence(key).rows, "x") == {"reported": 0, "did not report": 3}
    assert opened(made).evidence(key).caveats == ()
    made |= {"teams": TEAMS.assign(org_id=["O1", "O1", "O3", ""])}
    found = opened(made, wave="w1").evidence(key)
    assert found.caveats == ("measures_by_organisation",)


@pytest.mark.parametrize("effect", ["", "plan", "prediction", "done", "study", "decision"])
def test_each_step_counts_among_those_that_took_the_one_before(opened: Open, effect: str) -> None:
    """Two of six tests lack what one step asks for: that step shows it, and the later ones."""
    steps = ["plan", "prediction", "done", "study", "decision"]
    lacks: Row = {effect: "undecided" if effect == "decision" else ""} if effect else {}
    made = around(cycles=cycles(*[{}] * 4, lacks, lacks))
    rows = opened(made).evidence("functions.disciplined_inquiry.cycle").rows
    yes = rows[rows["x"] == "yes"]
    n, met = yes["n"].tolist(), yes["numerator"].tolist()
    expected = {
        "": ([6] * 5, [6] * 5), "plan": ([6, 4, 4, 4, 4], [4] * 5),
        "prediction": ([6] * 5, [6, 4, 6, 6, 6]), "done": ([6, 6, 6, 4, 4], [6, 6, 4, 4, 4]),
        "study": ([6, 6, 6, 6, 4], [6, 6, 6, 4, 4]), "decision": ([6] * 5, [6, 6, 6, 6, 4]),
    }  # fmt: skip
    assert len(yes) == len(steps)
    assert (n, met) == expected[effect]


def test_learning_is_followed_to_another_team(opened: Open) -> None:
    key = "functions.knowledge_management.harvest"
    learnings = table(
        "learning_id idea_id cycles status on version",
        "L1|I1|C001;C002|harvested|2024-11-01|1", "L1|I1|C001;C002|offered|2024-12-01|1",
        "L2|I1|C002|harvested|2024-11-01|1",
    )  # fmt: skip
    made = around(cycles=cycles({}, {"team_id": "T2"}, {}), learnings=learnings)
    for team, elsewhere in (("T3", 1), ("T2", 0)):
        made["uptakes"] = table("learning_id team_id on", f"L1|{team}|2025-01-01")
        rows = opened(made).evidence(key).rows
        yes = rows[rows["x"] == "yes"].set_index("part")
        assert yes["numerator"].to_dict() == {
            "drawn_on": 2, "learning_warranted": 1, "learning_packaged": 1, "learning_offered": 1,
            "learning_taken_up": elsewhere,
        }  # fmt: skip
        assert yes["n"].tolist() == [3, 2, 1, 1, 1]


@pytest.mark.parametrize("key", [
    "technical.problem.aim", "technical.problem.equity", "technical.problem.root_causes",
    "technical.theory.coverage", "technical.theory.diagram",
    "technical.theory.revisions", "technical.theory.orphans", "technical.theory.edits_cited",
    "technical.inquiry.decisions", "technical.inquiry.ramps",
    "technical.inquiry.quality", "technical.measurement.registry",
    "technical.measurement.reporting", "functions.shared_ground.common_measures",
    "functions.disciplined_inquiry.cycle",
    "functions.knowledge_management.harvest",
])  # fmt: skip
def test_no_table_is_no_evidence(opened: Open, key: str) -> None:
    assert opened({"members": MEMBERS}).evidence(key).verdict == "no evidence"
