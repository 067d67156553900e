"""Tests of change: logs, forms, words for decisions; every row accounted for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake.conftest import accounted

from nicdev.intake.cycles import Work, cycles, unknown
from nicdev.intake.grid import Source, grid, open_source
from nicdev.intake.roster import people

MEMBERS = pd.DataFrame({"member_id": ["m1", "m2"]}, dtype="str")
PRIVATE = pd.DataFrame({"member_id": ["m1", "m2"], "name": ["Jane Smith", "Ana Ruiz"]}, dtype="str")
KNOWN = people(MEMBERS, PRIVATE, None)
WORK = Work({
    "team_id": {"t1": "t1", "readers": "t1"}, "org_id": {"o1": "o1"},
    "idea_id": {"x1": "x1", "reading corner": "x1"}, "driver_id": {"d1": "d1"},
    "measure_id": {"k1": "k1"},
})  # fmt: skip
LOG = """\
PDSA log 2024/25,,,,,,,,,
Team,Change idea,Start date,End date,Plan,Prediction,Matched prediction?,Act,Scale,Who,Color
Readers,Reading corner,10/14/2024,10/21/2024,Try it.,More.,Partially,Adjust,1 classroom,m1; m2,red
t1,x1,11/1/2024,,Again.,,Y,☐ Adopt ☒ Adapt ☐ Abandon,whole school,,
Readers,,,,,,,,,,
"""

Made = Callable[..., Source]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def write(text: str, name: str = "x.csv") -> Source:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return open_source(tmp_path / name)

    return write


def test_a_log_is_read_by_its_headers(made: Made) -> None:
    load = cycles(made(LOG), WORK, KNOWN)
    accounted(load)
    first, second = load.tables["cycles"].to_dict("records")
    assert first == {
        "cycle_id": "t1-2024-10-14", "team_id": "t1", "idea_id": "x1", "started_on": "2024-10-14",
        "ended_on": "2024-10-21", "plan": "Try it.", "prediction": "More.", "done": "",
        "observed": "", "study": "", "matched": "partly", "learning": "", "decision": "adapt",
        "scale": "one classroom", "builds_on": "", "may_share": "no",
    }  # fmt: skip
    assert (second["decision"], second["scale"], second["matched"]) == ("adapt", "school", "yes")
    assert load.tables["cycle_members"].to_numpy().tolist() == [
        ["t1-2024-10-14", "m1"], ["t1-2024-10-14", "m2"],
    ]  # fmt: skip
    assert load.guesses == (
        "Days are read as month, day, year.",
        "2 tests without a word about sharing read as not to be shared.",
        "2 tests without an id named after team and day.",
    )
    assert [str(problem) for problem in load.problems] == [
        "x.csv: found 1 field that nothing stands for: 'Color'; expected fields such as Plan, "
        "Prediction, Do, Study, Act. Rename them in a copy, or go on: they were not read."
    ]
    assert [(f.row, f.why) for f in load.fates if f.became == "aside"] == [
        (5, "no test is described in the row")
    ]


def test_a_form_on_each_sheet_is_a_test_each(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, decision in (("Test 1", "Abandon."), ("Test 2", "Adopted")):
        sheet = book.create_sheet(name)
        for row in (
            ("PDSA worksheet",), ("Team:", "Readers"), ("Change idea", "x1"),
            ("Date", "2024-10-14"), ("Scale", "one class"), ("Plan", "First,"),
            (None, "then"), ("Color", "red"), ("Do", "Done."), ("Act", decision),
        ):  # fmt: skip
            sheet.append(row)
    book["Sheet"].append(["Read me"])
    book.save(tmp_path / "x.xlsx")
    load = cycles(open_source(tmp_path / "x.xlsx"), WORK, KNOWN)
    accounted(load)
    short = load.tables["cycles"][["cycle_id", "plan", "done", "decision"]]
    assert short.to_numpy().tolist() == [
        ["t1-2024-10-14", "First, then", "Done.", "abandon"],
        ["t1-2024-10-14-2", "First, then", "Done.", "adopt"],
    ]
    assert {(f.sheet, f.why) for f in load.fates if f.became == "aside"} == {
        ("Sheet", "neither a log of tests nor the form of one"),
        ("Test 1", "no field is called 'Color'"), ("Test 2", "no field is called 'Color'"),
    }  # fmt: skip


def test_stages_in_one_cell_are_taken_apart(made: Made) -> None:
    log = (
        "Team,Idea,Date,Scale,Notes\n"
        "t1,x1,2024-10-14,school,Plan: Try. Prediction: More. Do: Did. Study: So so. Act: adapt\n"
    )
    load = cycles(made(log), WORK, KNOWN)
    accounted(load)
    row = load.tables["cycles"].to_dict("records")[0]
    assert [row[name] for name in ("plan", "prediction", "done", "study", "decision")] == [
        "Try.", "More.", "Did.", "So so.", "adapt",
    ]  # fmt: skip


HEAD = "cycle,team,idea,date,scale,act,who\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("1,t1,x1,2024-10-14,school,keep going,",
         "x.csv, row 2, column act: found 'keep going'; expected adopt, adapt, abandon, expand or "
         "undecided. Say what it stands for: --words 'keep going=adopt'."),
        ("1,t1,x1,2024-10-14,the county,adopt,",
         "x.csv, row 2, column scale: found 'the county'; expected one student, one classroom, "
         "several classrooms, school or several schools. Say what it stands for: --words 'the "
         "county=one student'."),
        ("1,Reader,x1,2024-10-14,school,adopt,",
         "x.csv, row 2, column team: found 'Reader', which is not there; expected an id or the "
         "name of one in teams. Write 't1' in a copy of the file, if that is meant."),
        ("1,t1,Hats,2024-10-14,school,adopt,",
         "x.csv, row 2, column idea: found 'Hats', which is not there; expected an id or the name "
         "of one in theory. Add it to theory, or correct it in a copy of the file."),
        ("1,t1,x1,3/4/2024,school,adopt,",
         "x.csv, row 2: found '3/4/2024', which is 2024-03-04 or 2024-04-03; expected days that "
         "can be read in one way. Say the order: --dates 'month, day, year', or --dates 'day, "
         "month, year'."),
        ("1,t1,x1,3/14/2024,school,adopt,\n2,t1,x1,14/3/2024,school,adopt,",
         "x.csv, rows 2 and 3: found days in two orders, such as '3/14/2024' and '14/3/2024'; "
         "expected one order of day and month. Write them year-month-day, in a copy of the file."),
        ("1,t1,x1,soon,school,adopt,",
         "x.csv, row 2, column date: found 'soon'; expected a day, such as 2025-01-31. Write the "
         "day as year-month-day."),
        ("1,,x1,2024-10-14,,adopt,",
         "x.csv, row 2: found no team_id and no scale; expected a team, an idea, a day and a scale "
         "for every test. Fill them in, or say what holds for all: --team, --idea, --scale."),
        ("1,t1,x1,2024-10-14,school,adopt,Jane Smyth",
         "x.csv: found 'Jane Smyth', who may be on the roster under another name; expected people "
         "by id, by e-mail, or by a name that was confirmed. Run the same command with --review, "
         "confirm who is who, and bring the file again."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(made: Made, row: str, expected: str) -> None:
    load = cycles(made(f"{HEAD}{row}\n"), WORK, KNOWN)
    accounted(load)
    assert [str(problem) for problem in load.errors] == [expected]
    assert load.tables == {}


def test_what_was_told_explains_words_and_fills_in(made: Made) -> None:
    told = replace(WORK, told={"scale": "school", "team_id": "t1"}, words={"keep going": "adopt"},
                   dates="day, month, year")  # fmt: skip
    load = cycles(made("idea,date,act\nx1,3/4/2024,Keep going!\n"), told, KNOWN)
    assert [p.code for p in load.errors] == ["unexplained_word"]
    load = cycles(made("idea,date,act\nx1,3/4/2024,Keep  going\n"), told, KNOWN)
    accounted(load)
    row = load.tables["cycles"].to_dict("records")[0]
    assert (row["started_on"], row["decision"], row["scale"]) == ("2024-04-03", "adopt", "school")


def test_a_file_without_tests(made: Made) -> None:
    load = cycles(made("a,b\n1,2\n"), WORK, KNOWN)
    accounted(load)
    assert [str(problem) for problem in load.errors] == [
        "x.csv: found neither a log of tests nor the form of one; expected headers, or labels in "
        "one column, such as Team, Change idea, Plan, Prediction, Act. Write such headers in a "
        "copy of the file."
    ]


def test_those_who_worked_on_a_test_are_reviewed(made: Made) -> None:
    source = made(HEAD + "1,t1,x1,2024-10-14,school,adopt,Jane Smith and m2\n")
    assert unknown(source, KNOWN) == [("Jane Smith", "")]


CELLS = st.sampled_from(
    ["", "t1", "x1", "2024-10-14", "1/2/24", "school", "adapt", "no", "m1", "=1"]
)


@settings(max_examples=40, deadline=None)
@given(st.booleans(), st.lists(st.lists(CELLS, min_size=7, max_size=7), min_size=1, max_size=5))
def test_any_file_ends_in_rows_or_in_problems(form: bool, cells: list[list[str]]) -> None:  # noqa: FBT001
    lines = [HEAD.strip().split(","), *cells]
    lines = [list(line) for line in zip(*lines, strict=True)] if form else lines
    source = Source("x.csv", "0" * 64, (grid("", lines),))
    load = cycles(source, WORK, KNOWN)
    accounted(load)
    assert bool(load.tables) != bool(load.errors)
