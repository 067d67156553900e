"""A data folder: what is read, what is named, and that nothing in it is touched."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from nicdev.intake.folder import Read, read_folder
from nicdev.tables import check, in_order

Reading = Callable[..., Read]

ROSTER = "member_id,observed_from,joined_on\n007,2024-01-01,2024-01-01\n"


def said(read: Read) -> list[str]:
    return [f"{problem.level}: {problem}" for problem in read.problems]


def parquet(path: Path, select: str) -> None:
    duckdb.sql(f"COPY ({select}) TO '{path}' (FORMAT parquet)")


def test_ten_faults_of_ten_kinds_are_ten_problems(read: Reading) -> None:
    result = read(
        {
            "members.csv": "member_id;observed_from;joined_on;left_on;years_improving\n"
            "007;2024-01-01;3/4/2024;;2\n"
            "m2;2024-01-01;2024-02-30;;3,5\n"
            "m3;2024-01-01;2024-02-01;;1\n"
            "m3;2024-01-01;2024-02-01;;1\n"
            "m4;2024-01-01;2024-02-01;;120\n",
            "teams.csv": "team_id,name,kind\nt1,Readers,Improvement team\nt2,,hub\n",
            "memberships.csv": "member_id,team_id\n7,t1\nm2,t1,extra\n",
            "support.csv": "on,team,kind,kept\n2024-03-01,t1,visit,given\n",
        }
    )
    problems = in_order([*result.problems, *check(result.raws, {}).problems])
    assert [str(problem) for problem in problems] == [
        "teams.csv, row 2, column kind: found 'Improvement team'; expected improvement team, "
        "affinity group or hub. Write 'improvement team': capitals count.",
        "teams.csv, row 3, column name: found an empty cell; expected a text. Fill the cell in.",
        "members.csv, row 2, column joined_on: found '3/4/2024'; expected a date written "
        "year-month-day, such as 2024-09-30. Write 2024-03-04 or 2024-04-03, whichever is meant.",
        "members.csv, row 3, column joined_on: found '2024-02-30'; expected a day that exists, "
        "between 1900 and 2100. Correct the day: that month had 29 days.",
        "members.csv, row 3, column years_improving: found '3,5'; expected a number from 0 to 80. "
        "Write 3.5, with a point before decimals.",
        "members.csv, rows 4 and 5, column member_id: found member_id 'm3' in more than one row; "
        "expected each member_id once. Take out the rows too many, or correct them.",
        "members.csv, row 6, column years_improving: found '120'; expected a number from 0 to 80. "
        "Correct the number.",
        "memberships.csv, row 2, column member_id: found '7', which is not there; expected an id "
        "of members.csv (member_id). Write '007' if that is meant, or add '7' to members.csv.",
        "memberships.csv, row 3: found 3 cells; expected 2, as many as there are headers. Put "
        "quotation marks around texts with commas in them.",
        "support.csv, column team: found the header 'team', which the contract does not have; "
        "expected the header team_id. Rename the column to team_id.",
    ]
    assert len({problem.code for problem in problems}) == 10


def test_files_are_hashed_and_left_as_they_were(read: Reading, tmp_path: Path) -> None:
    files = {"members.csv": ROSTER, "events.tsv": "event_id\theld_on\r\n", "zoo.csv": b"\xff\x00"}
    read(files)
    parquet(tmp_path / "teams.parquet", "SELECT 't1' AS team_id")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    result = read_folder(tmp_path)
    check(result.raws, {"members": ["joined_on"]})
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    assert after == before
    for path, (content, _) in before.items():
        assert result.raws[path.stem].sha256 == hashlib.sha256(content).hexdigest()
        assert result.raws[path.stem].file == path.name


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    result = read_folder(tmp_path / "algebra")
    assert said(result) == [
        "error: algebra: found no folder that can be opened; expected a folder with a file for "
        "each table. Make the folder and put members.csv in it, or correct its name."
    ]
    assert check(result.raws, {}).problems == ()


def test_an_empty_folder_lacks_its_roster_and_nothing_else(read: Reading) -> None:
    result = read({})
    assert said(result) == []
    assert [problem.code for problem in check(result.raws, {}).problems] == ["no_members"]


def test_only_the_ending_may_be_in_capitals(read: Reading) -> None:
    result = read({"members.CSV": ROSTER, "Teams.csv": "team_id,name,kind\n"})
    assert said(result) == []
    assert [str(problem) for problem in check(result.raws, {}).problems] == [
        "Teams.csv: found a table 'Teams', which the contract does not have; expected the name "
        "teams. Rename the file to teams.csv."
    ]


def test_the_same_table_twice_is_used_neither_way(read: Reading, tmp_path: Path) -> None:
    parquet(tmp_path / "members.parquet", "SELECT 'm1' AS member_id")
    result = read({"members.csv": ROSTER})
    assert said(result) == [
        "error: members.parquet: found the same table as in members.csv; expected one file for "
        "each table. Take one of the two files out."
    ]
    assert check(result.raws, {}).tables == {}
    assert check(result.raws, {}).problems == ()


def test_other_files_are_named_and_notes_are_left_alone(read: Reading, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    result = read(
        {
            "members.csv": ROSTER,
            "survey.xlsx": b"PK",
            "README.md": "Notes.",
            ".hidden": "",
            "~$survey.xlsx": "",
        }
    )
    assert said(result) == [
        "warning: old: found a folder; expected tables as .csv, .tsv or .parquet. Take it out, or "
        "go on: it is not read.",
        "warning: survey.xlsx: found a file of another kind (.xlsx); expected tables as .csv, .tsv "
        "or .parquet. Save each table in it as CSV UTF-8, or go on: it is not read.",
    ]
    assert list(result.raws) == ["members"]


@pytest.mark.parametrize("to", ["gone.csv", "members.csv"])
def test_a_link_is_refused_as_a_workbook_that_is_one(
    read: Reading, tmp_path: Path, to: str
) -> None:
    os.symlink(tmp_path / to, tmp_path / "teams.csv")
    result = read({"members.csv": ROSTER})
    assert said(result) == [
        "error: teams.csv: found a link to another place; expected the file itself. Copy the file "
        "here: what a link leads to may change unseen."
    ]
    assert not result.raws["teams"].usable


@pytest.mark.parametrize("folder", ["plain", "a [1] *?", "Zoë's"])
def test_parquet_reads_like_text(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder
    place.mkdir()
    duckdb.sql(
        "CREATE OR REPLACE TEMP TABLE cycles AS "
        "SELECT '007' AS cycle_id, ['c1', 'c2'] AS builds_on, "
        "DATE '2024-03-04' AS started_on, TIMESTAMP '2024-03-05 00:00:00' AS ended_on, "
        "TIMESTAMP '2024-03-05 10:30:00' AS shared_on, NULL AS plan, 3.5 AS x, true AS may_share"
    )
    (tmp_path / "members.csv").write_text(ROSTER)
    duckdb.sql(f"COPY cycles TO '{tmp_path / 'cycles.parquet'}' (FORMAT parquet)")
    (tmp_path / "cycles.parquet").rename(place / "cycles.parquet")
    result = read_folder(place)
    assert said(result) == []
    cycles = result.raws["cycles"]
    assert cycles.cells.to_dict("list") == {
        "cycle_id": ["007"],
        "builds_on": ["c1;c2"],
        "started_on": ["2024-03-04"],
        "ended_on": ["2024-03-05"],
        "shared_on": ["2024-03-05 10:30:00"],
        "plan": [""],
        "x": ["3.5"],
        "may_share": ["true"],
    }
    assert cycles.rows.tolist() == [2]


@pytest.mark.parametrize(
    "content", [b"", b"PAR1", b"member_id\n007\n", b"PAR1" + bytes(40) + b"PAR1"]
)
def test_a_damaged_parquet_file_is_named(read: Reading, content: bytes) -> None:
    result = read({"members.parquet": content})
    assert said(result) == [
        "error: members.parquet: found a file that is not Parquet, or a damaged one; expected a "
        "Parquet file. Save the table again, as Parquet or as CSV UTF-8."
    ]
    assert check(result.raws, {}).problems == ()
