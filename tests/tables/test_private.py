"""Who people are: refused where the params do not say so, and kept apart where they do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nicdev.tables import Checked

Check = Callable[..., Checked]

ROSTER = (
    "member_id,observed_from,joined_on,{},left_reason\n"
    "m1,2024-01-01,2024-01-01,ann@school.example,moved\n"
)


@pytest.mark.parametrize(
    "header",
    ["name", "First Name", "last_name", "E-mail", "user_email", "Correo", "Initials", "phone_1"],
)
def test_a_column_of_names_is_refused(check_text: Check, header: str) -> None:
    checked = check_text({"members": ROSTER.format(header)})
    assert [str(problem) for problem in checked.problems] == [
        f"members.csv, column {header}: found what looks like names or addresses of people; "
        "expected codes only: who people are is read only where the params declare it private. "
        "Take the column out, or declare it private in the params under private: members."
    ]


def test_addresses_are_refused_whatever_the_header_says(check_text: Check) -> None:
    checked = check_text({"members": ROSTER.format("code2")})
    assert [problem.code for problem in checked.problems] == ["name_not_private"]
    assert "ann@" not in str(checked.problems[0])


def test_private_columns_leave_the_tables_with_their_key(check_text: Check) -> None:
    checked = check_text(
        {"members": ROSTER.format("e-mail")}, {"members": ["e-mail", "left_reason"]}
    )
    assert checked.problems == ()
    assert checked.private["members"].to_dict("list") == {
        "member_id": ["m1"],
        "e-mail": ["ann@school.example"],
        "left_reason": ["moved"],
    }
    members = checked.tables["members"]
    assert "e-mail" not in members
    assert members["left_reason"].isna().all()
    for frame in checked.tables.values():
        assert "ann@school.example" not in frame.to_csv()


def test_a_column_that_is_needed_cannot_be_private(check_text: Check) -> None:
    roster = "member_id,observed_from,joined_on\nm1,2024-01-01,2024-01-01\n"
    checked = check_text({"members": roster}, {"members": ["joined_on"]})
    assert [str(problem) for problem in checked.problems] == [
        "members.csv, column joined_on: found a column that the params declare private; expected a "
        "column that may be read: nothing can be told without it. Take it out of the params under "
        "private."
    ]


def test_private_columns_that_are_not_there_are_named(check_text: Check) -> None:
    roster = "member_id,observed_from,joined_on\nm1,2024-01-01,2024-01-01\n"
    checked = check_text({"members": roster}, {"members": ["mail"], "membrs": ["name"]})
    assert [f"{one.level}: {one}" for one in checked.problems] == [
        "warning: members.csv, column mail: found no such column, although the params declare it "
        "private; expected a column of the table. Correct the name in the params under private, or "
        "take it out there.",
        "warning: membrs.csv: found no such table, although the params declare private columns of "
        "it; expected a table of the data folder. Write members in the params under private.",
    ]


def test_addresses_as_codes_are_refused_and_not_repeated(check_text: Check) -> None:
    roster = "member_id,observed_from,joined_on\nann@school.example,2024-01-01,2024-01-01\n"
    assert [str(problem) for problem in check_text({"members": roster}).problems] == [
        "members.csv, column member_id: found e-mail addresses as ids; expected codes that tell "
        "nobody who it is. Give every person a code, here and wherever the id stands."
    ]
