"""Lists of people in layouts of their own: who is new, what is made, every row accounted for."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.intake.grid import Source, grid, open_source
from nicdev.intake.load import Load
from nicdev.intake.members import There, Told, members

PRIVATE = frozenset({"name", "email"})
NEW = There(private=PRIVATE)
SINCE = Told(observed_from="2024-08-01")
LIST = [
    ["Our network, autumn 2024"],
    ["Name", "E-mail", "School", "Role", "Team", "Joined", "Shoe size"],
    ["Jane Smith", "jane@x.org", "Hollow Elementary", "teacher", "Ask first", "2024-09-03", "38"],
    ["Jane Smith", "JANE@x.org", "Hollow Elementary", "coach", "Wait time", "2024-09-03", "38"],
    ["Ana Ruiz", "", "Río Bravo", "principal", "Hub team", "2024-09-10", ""],
    ["", "", "", "", "", "2024-09-10", ""],
    ["Total", "", "", "", "", "", "3"],
]


def source(lines: list[list[str]], file: str = "people.xlsx") -> Source:
    return Source(file, "0" * 64, (grid("Sheet1", lines),))


def accounted(load: Load) -> None:
    """Each row has one fate, and every row of the tables comes from a row that was used."""
    there = [(one.sheet, number) for one in load.source.grids for number in one.numbers]
    assert sorted((fate.sheet, fate.row) for fate in load.fates) == sorted(there)
    assert all((fate.became == "used") == bool(fate.into) for fate in load.fates)
    assert all((fate.became == "aside") == bool(fate.why) for fate in load.fates)
    made = {(name, at) for name, rows in load.tables.items() for at in range(len(rows))}
    assert {place for fate in load.fates for place in fate.into} == made


def test_a_list_of_people_becomes_members_schools_roles_and_teams() -> None:
    load = members(source(LIST), NEW, SINCE)
    assert not load.errors
    tables = {name: rows.to_dict("records") for name, rows in load.tables.items()}
    since = {"observed_from": "2024-08-01", "left_on": "", "left_reason": "", "years_improving": ""}
    assert tables["members"] == [
        {"member_id": "m001", "joined_on": "2024-09-03", "name": "Jane Smith",
         "email": "jane@x.org"} | since,
        {"member_id": "m002", "joined_on": "2024-09-10", "name": "Ana Ruiz", "email": ""} | since,
    ]  # fmt: skip
    assert [(row["org_id"], row["name"], row["kind"]) for row in tables["organizations"]] == [
        ("hollow-elementary", "Hollow Elementary", "school"), ("rio-bravo", "Río Bravo", "school"),
    ]  # fmt: skip
    assert [(row["team_id"], row["kind"]) for row in tables["teams"]] == [
        ("ask-first", "improvement team"), ("wait-time", "improvement team"), ("hub-team", "hub"),
    ]  # fmt: skip
    assert [(row["member_id"], row["role"]) for row in tables["roles"]] == [
        ("m001", "teacher"), ("m001", "coach"), ("m002", "principal"),
    ]  # fmt: skip
    assert [tuple(row.values()) for row in tables["memberships"]] == [
        ("m001", "ask-first"), ("m001", "wait-time"), ("m002", "hub-team"),
    ]  # fmt: skip
    assert load.guesses == (
        "2 people have no id in the list and got one.",
        "2 organizations made from the names, of kind 'school'.",
        "3 teams made from the names, of kind 'hub' and 'improvement team'.",
        "Roles begin on the day of joining, those that differ in capitals alone are one, and none "
        "of them is counted as the hub's.",
        "Not read: the columns 'Shoe size'.",
    )
    assert [(fate.row, fate.why) for fate in load.fates if fate.became == "aside"] == [
        (6, "nobody is named in the row")
    ]
    accounted(load)


def test_a_role_is_spelled_as_it_was_first() -> None:
    lines = [*LIST[1:3], ["Bo Lee", "", "Hollow Elementary", "Teacher", "", "2024-09-03", ""]]
    load = members(source(lines), NEW, SINCE)
    assert load.tables["roles"]["role"].tolist() == ["teacher", "teacher"]


def test_whoever_is_there_already_gets_no_second_row_and_ids_go_on() -> None:
    there = There(frozenset({"m001", "m002"}), {"jane@x.org": "m001"},
                  {"hollow elementary": "o1"}, {"ask first": "t1"}, PRIVATE)  # fmt: skip
    load = members(source(LIST), there, SINCE)
    assert load.tables["members"]["member_id"].tolist() == ["m003"]
    assert load.tables["organizations"]["name"].tolist() == ["Río Bravo"]
    assert load.tables["roles"]["org_id"].tolist() == ["o1", "o1", "rio-bravo"]
    accounted(load)
    again = members(source([LIST[1], ["Jane Smith", "jane@x.org"]]), there,
                    Told("2024-08-01", "2024-08-01"))  # fmt: skip
    assert [fate.why for fate in again.fates if fate.became == "aside"] == [
        "says nothing that is not there already"
    ]
    accounted(again)


def test_a_workbook_is_read_with_its_days_and_codes(tmp_path: Path) -> None:
    import datetime as dt

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "Start date", "Years improving", "Left"])
    sheet.append(["007", dt.datetime(2024, 9, 3), 4, None])
    sheet.append(["008", dt.datetime(2024, 9, 4), 0.5, dt.datetime(2025, 6, 30)])
    book.save(tmp_path / "people.xlsx")
    load = members(open_source(tmp_path / "people.xlsx"), There(), SINCE)
    assert load.tables["members"].to_numpy().tolist() == [
        ["007", "2024-08-01", "2024-09-03", "", "", "4"],
        ["008", "2024-08-01", "2024-09-04", "2025-06-30", "", "0.5"],
    ]
    accounted(load)


@pytest.mark.parametrize(
    ("lines", "there", "told", "sentence"),
    [
        ([["a", "b"], ["1", "2"]], NEW, SINCE,
         "people.xlsx: found no row of headers that names people; expected a column such as Name, "
         "Email or member_id, and another beside it. Write such headers above the list."),
        (LIST, There(), SINCE,
         "people.xlsx: found the name and email of people; expected columns that the params "
         "declare private. Add to the params: private: {members: [name, email]}."),
        ([["id", "Role"], ["m1", "x"]], NEW, SINCE,
         "people.xlsx: found no column that says when people joined; expected a column Joined, or "
         "a day that is told. Say it: --joined-on 2025-01-31."),
        ([["id", "Joined"], ["m1", "2024-09-03"]], NEW, Told(),
         "people.xlsx: found nothing that says from when your records show what people did; "
         "expected a day that is told. Say it: --observed-from 2025-01-31."),
    ],
)  # fmt: skip
def test_what_has_to_be_said_is_asked(
    lines: list[list[str]], there: There, told: Told, sentence: str
) -> None:
    load = members(source(lines), there, told)
    assert [str(problem) for problem in load.errors] == [sentence]
    assert not load.tables
    accounted(load)


CELL = st.sampled_from(["", "Name", "Email", "id", "m1", "m2", "Jane", "jane@x.org", "School",
                        "Hollow", "Joined", "2024-09-03", "Role", "coach", "Team", "A;B", "Total",
                        "=1+1", "日本"])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=8))
def test_whatever_stands_there_every_row_has_one_fate(lines: list[list[str]]) -> None:
    accounted(members(source(lines), NEW, Told("2024-08-01", "2024-08-01")))
