"""Headers: one fault, one problem, word for word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Fault = Callable[[str, str, str], list[str]]


@pytest.mark.parametrize(
    ("table", "old", "new", "sentence"),
    [
        (
            "members",
            "member_id,observed",
            "Member_ID,observed",
            "error: members.csv, column Member_ID: found the header 'Member_ID', which the "
            "contract does not have; expected the header member_id. Rename the column to "
            "member_id.",
        ),
        (
            "members",
            ",joined_on,",
            ",joined,",
            "error: members.csv, column joined: found the header 'joined', which the contract "
            "does not have; expected the header joined_on. Rename the column to joined_on.",
        ),
        (
            "members",
            "left_reason",
            "nickname",
            "error: members.csv, column nickname: found what looks like names or addresses of "
            "people; expected codes only: who people are is read only where the params declare it"
            " private. Take the column out, or declare it private in the params under private: "
            "members.",
        ),
        (
            "members",
            "left_reason",
            "shoe",
            "warning: members.csv, column shoe: found the header 'shoe', which the contract does "
            "not have; expected the columns of the data dictionary. Rename the column, or go on: "
            "it is not read.",
        ),
        (
            "members",
            "left_reason",
            "joined_on",
            "error: members.csv, column joined_on: found this header in columns C and E; expected"
            " every header once. Rename or take out all but one of them.",
        ),
        (
            "members",
            "left_reason",
            "",
            "error: members.csv, column E: found a column without a header; expected a header in "
            "row 1 of every column. Write the header, or take the column out.",
        ),
    ],
)
def test_one_fault_gives_one_problem(
    fault: Fault, table: str, old: str, new: str, sentence: str
) -> None:
    assert fault(table, old, new) == [sentence]
