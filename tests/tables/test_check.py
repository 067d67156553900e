"""A whole folder: what a sound one becomes, and what is said about one with many faults."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from nicdev.tables import TABLES, Checked, RawTable, check, empty

Check = Callable[..., Checked]

ROSTER = "member_id,observed_from,joined_on\n007,2024-01-01,2024-01-01\n"


def said(checked: Checked) -> list[str]:
    return [f"{problem.level}: {problem}" for problem in checked.problems]


def test_a_sound_network_has_no_problem(whole: Checked) -> None:
    assert said(whole) == []
    assert list(whole.tables) == list(TABLES)


def test_frames_are_typed_and_complete_whatever_the_file_leaves_out(whole: Checked) -> None:
    kinds = {
        "id": "str",
        "ids": "str",
        "text": "str",
        "choice": "str",
        "wave": "str",
        "date": "datetime64[us]",
        "whole": "Int64",
        "number": "float64",
        "flag": "boolean",
    }
    for name, table in TABLES.items():
        expected = {column.name: kinds[column.type] for column in table.columns}
        for frame in (whole.tables[name], empty(name)):
            assert {key: str(kind) for key, kind in frame.dtypes.items()} == expected
            assert list(frame.columns) == list(table.names)
        assert len(empty(name)) == 0


def test_ids_stay_text_and_empty_cells_are_missing(whole: Checked) -> None:
    members = whole.tables["members"]
    assert members["member_id"].tolist() == ["007", "m2", "NO", "1e3"]
    assert members["left_on"].isna().tolist() == [True, False, True, True]
    assert members["years_improving"].dropna().tolist() == [2.0, 0.5, 10.0]
    assert whole.tables["attendance"]["headcount"].dropna().tolist() == [3]
    assert whole.tables["respondents"]["is_hub"].dropna().tolist() == [False, False]
    assert whole.tables["cycles"]["started_on"].tolist()[0] == pd.Timestamp("2023-10-01")
    assert whole.tables["theory"]["parents"].dropna().tolist() == ["a1", "d1", "a1", "d1;a1"]


def test_nothing_that_is_handed_in_is_changed() -> None:
    cells = pd.DataFrame(
        {"member_id": ["m1 ", "m2"], "observed_from": [" 2024-01-01", ""], "joined_on": ["", "x"]},
        dtype="str",
    )
    raw = RawTable("members", "members.csv", cells, np.array([2, 3]), "")
    before = cells.copy(deep=True)
    check({"members": raw}, {"members": ["joined_on"]})
    pd.testing.assert_frame_equal(raw.cells, before)
    assert raw.rows.tolist() == [2, 3]


def test_only_a_roster_is_needed(check_text: Check) -> None:
    assert said(check_text({"members": ROSTER})) == []
    assert said(check_text({})) == [
        "error: members.csv: found no such table; expected a roster: the one table that is always "
        "needed. Write a row for each person in it: member_id, observed_from, joined_on."
    ]


def test_a_roster_without_people_is_one_problem(check_text: Check, sound: dict[str, str]) -> None:
    sound["members"] = "member_id,observed_from,joined_on\n"
    assert said(check_text(sound)) == [
        "error: members.csv: found headers and nothing below them; expected a roster: the one "
        "table that is always needed. Write a row for each person in it: member_id, "
        "observed_from, joined_on."
    ]


def test_tables_without_rows_are_no_evidence_yet(check_text: Check, sound: dict[str, str]) -> None:
    headers = {name: text.strip().split("\n")[0] for name, text in sound.items()}
    checked = check_text({**headers, "members": sound["members"]})
    assert said(checked) == []
    assert all(len(checked.tables[name]) == 0 for name in headers if name != "members")


def test_a_table_that_others_look_up_may_be_without_rows(
    check_text: Check, sound: dict[str, str]
) -> None:
    for name in ("events", "items", "respondents", "relations", "tie_asked", "instruments"):
        tables = {**sound, name: sound[name].strip().split("\n")[0]}
        assert {problem.code for problem in check_text(tables).problems} <= {
            "unknown_id",
            "tie_from_nobody_asked",
            "answered_without_status",
        }


def test_a_misspelled_file_is_one_problem_though_its_table_is_missed_elsewhere(
    check_text: Check,
) -> None:
    checked = check_text({"member": ROSTER, "roles": "member_id,org_id,role,hub_tier,from_on\n"})
    assert said(checked) == [
        "error: member.csv: found a table 'member', which the contract does not have; expected the "
        "name members. Rename the file to members.csv."
    ]
    attended = "event_id,member_id\ne1,007\n"
    assert said(check_text({"members": ROSTER, "event": "", "attendance": attended})) == [
        "error: event.csv: found a table 'event', which the contract does not have; expected the "
        "name events. Rename the file to events.csv."
    ]


def test_a_file_that_is_no_table_is_named_and_left_alone(check_text: Check) -> None:
    checked = check_text({"members": ROSTER, "shopping": "milk\n"})
    assert said(checked) == [
        "warning: shopping.csv: found a table 'shopping', which the contract does not have; "
        "expected a table of the data dictionary. Take the file out, or go on: it is not read."
    ]
    assert list(checked.tables) == ["members"]


def test_a_table_that_cannot_be_read_is_not_missed_as_well(check_text: Check) -> None:
    broken = RawTable("events", "events.csv", pd.DataFrame(), np.array([]), "", usable=False)
    roster = RawTable("members", "members.csv", pd.DataFrame(), np.array([]), "", usable=False)
    cells = pd.DataFrame({"event_id": ["e1"], "member_id": ["m1"]}, dtype="str")
    attendance = RawTable("attendance", "attendance.csv", cells, np.array([2]), "")
    checked = check({"members": roster, "events": broken, "attendance": attendance}, {})
    assert said(checked) == []
    assert list(checked.tables) == ["attendance"]


def test_ids_of_a_row_that_was_torn_apart_are_not_called_unknown() -> None:
    cells = pd.DataFrame(
        {"member_id": ["m1"], "observed_from": ["2024-01-01"], "joined_on": ["2024-01-01"]},
        dtype="str",
    )
    torn = frozenset({"m2", "2024-01-01"})
    members = RawTable("members", "members.csv", cells, np.array([2]), "", torn=torn)
    named = pd.DataFrame({"member_id": ["m1", "m2", "m3"], "attribute": "a", "value": "b"})
    groups = RawTable(
        "member_groups", "member_groups.csv", named.astype("str"), np.array([2, 3, 4]), ""
    )
    found = check({"members": members, "member_groups": groups}, {}).problems
    assert [problem.found for problem in found] == ["'m3', which is not there"]


def test_tables_that_are_needed_and_tables_that_would_be_evidence(check_text: Check) -> None:
    checked = check_text(
        {
            "members": ROSTER,
            "attendance": "event_id,member_id\ne1,007\n",
            "memberships": "member_id,team_id\n007,t1\n",
            "support": "on,team_id,kind,kept\n2024-01-01,t1,visit,given\n",
        }
    )
    assert said(checked) == [
        "warning: teams.csv: found no such table, although its ids stand in memberships.team_id "
        "and support.team_id; expected a table teams. Add teams.csv, or go on: what needs it stays "
        "without evidence.",
        "error: events.csv: found no such table, although attendance.csv cannot be read without "
        "it; expected a table events. Add events.csv, or take attendance.csv out.",
    ]


def test_without_a_table_of_waves_the_only_wave_is_all(check_text: Check) -> None:
    header = "wave,instrument,member_id,fielded_on,status\n"
    row = "all,survey,007,2024-02-01,responded\n"
    assert said(check_text({"members": ROSTER, "instruments": header + row})) == []
    tables = {"members": ROSTER, "instruments": header + row.replace("all", "spring")}
    assert said(check_text(tables)) == [
        "error: waves.csv: found no such table, although 'spring' stands as a wave in "
        "instruments.csv; expected 'all' as the only wave where there is no table of waves. Add "
        "waves.csv: a row for each wave, with wave, label, starts_on and ends_on."
    ]


def test_a_person_left_off_the_roster_is_one_problem(
    check_text: Check, sound: dict[str, str]
) -> None:
    sound["members"] = sound["members"].replace("NO,2023-09-01,2023-09-01,,,\n", "")
    assert said(check_text(sound)) == [
        "error: members.csv, column member_id: found no row for 'NO', named in memberships.csv "
        "(row 4, member_id), instruments.csv (row 4, member_id) and tie_asked.csv (row 4, "
        "member_id); expected a row in members.csv for every id that is named elsewhere. Add what "
        "is missing, or correct the ids where they are named."
    ]


def test_many_faults_of_one_kind_in_a_column_are_one_problem(check_text: Check) -> None:
    days = "".join(f"m{day},2024-01-01,{day}/9/2024\n" for day in range(13, 23))
    checked = check_text({"members": f"member_id,observed_from,joined_on\n{days}"})
    assert said(checked) == [
        "error: members.csv, rows 2, 3, 4, 5, 6, 7, 8, 9 and 2 more, column joined_on: found 10 "
        "different values: '13/9/2024', '14/9/2024', '15/9/2024' and 7 more; expected a date "
        "written year-month-day, such as 2024-09-30. Format the column in the spreadsheet as "
        "year-month-day, then save it again."
    ]


def test_the_same_fault_in_many_rows_is_one_problem(check_text: Check) -> None:
    rows = "".join(f"m{at},2024-01-01,soon\n" for at in range(100))
    checked = check_text({"members": f"member_id,observed_from,joined_on\n{rows}"})
    assert [len(problem.rows) for problem in checked.problems] == [100]


def test_a_wrong_id_in_tie_asked_is_not_held_against_the_ties(
    check_text: Check, sound: dict[str, str]
) -> None:
    for wrong in ("w1,advice,mm,partial", "w1,advise,m2,partial", "w9,advice,m2,partial"):
        tables = dict(sound)
        tables["tie_asked"] = sound["tie_asked"].replace("w1,advice,m2,partial", wrong)
        assert [problem.code for problem in check_text(tables).problems] == ["unknown_id"]


def test_a_wrong_wave_of_a_respondent_is_not_held_against_the_answers(
    check_text: Check, sound: dict[str, str]
) -> None:
    sound["respondents"] = sound["respondents"].replace("w1,r2", "w9,r2")
    assert [problem.code for problem in check_text(sound).problems] == ["unknown_id"]


def test_problems_stand_in_the_order_of_the_contract_then_of_rows(check_text: Check) -> None:
    members = "member_id,observed_from,joined_on\nm1,x,2024-01-01\nm2,2024-01-01,\nm3,y,\n"
    events = "event_id,structure,held_on,duration_hours\ne1,coaching,2024-01-01,long\n"
    checked = check_text({"zoo": "a\n", "events": events, "members": members})
    assert [(one.file, one.rows, one.column) for one in checked.problems] == [
        ("members.csv", (2,), "observed_from"),
        ("members.csv", (3, 4), "joined_on"),
        ("members.csv", (4,), "observed_from"),
        ("events.csv", (2,), "duration_hours"),
        ("zoo.csv", (), ""),
    ]
