"""Cell by cell: one fault, one problem, word for word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Fault = Callable[[str, str, str], list[str]]


@pytest.mark.parametrize(
    ("table", "old", "new", "sentence"),
    [
        (
            "members",
            "007,2023-09-01,2023-09-01",
            "007,2023-09-01,3/4/2024",
            "error: members.csv, row 2, column joined_on: found '3/4/2024'; expected a date "
            "written year-month-day, such as 2024-09-30. Write 2024-03-04 or 2024-04-03, "
            "whichever is meant.",
        ),
        (
            "members",
            "007,2023-09-01,2023-09-01",
            "007,2023-09-01,",
            "error: members.csv, row 2, column joined_on: found an empty cell; expected a date "
            "written year-month-day, such as 2024-09-30. Fill the cell in.",
        ),
        (
            "members",
            "007,2023-09-01,2023-09-01",
            "007,2023-09-01,13/4/2024",
            "error: members.csv, row 2, column joined_on: found '13/4/2024'; expected a date "
            "written year-month-day, such as 2024-09-30. Write 2024-04-13.",
        ),
        (
            "members",
            "007,2023-09-01,2023-09-01",
            "007,2023-09-01,04.03.2024",
            "error: members.csv, row 2, column joined_on: found '04.03.2024'; expected a date "
            "written year-month-day, such as 2024-09-30. Write 2024-03-04.",
        ),
        (
            "members",
            "007,2023-09-01,2023-09-01",
            "007,2023-09-01,2023-9-1",
            "error: members.csv, row 2, column joined_on: found '2023-9-1'; expected a date "
            "written year-month-day, such as 2024-09-30. Write 2023-09-01.",
        ),
        (
            "members",
            "007,2023-09-01,2023-09-01",
            "007,2023-09-01,45170",
            "error: members.csv, row 2, column joined_on: found '45170'; expected a date written "
            "year-month-day, such as 2024-09-30. Write 2023-09-01, if that is the day: a "
            "spreadsheet saved it as a count of days; format the column as year-month-day.",
        ),
        (
            "members",
            "007,2023-09-01,2023-09-01",
            "007,2023-09-01,1 Sep 2023",
            "error: members.csv, row 2, column joined_on: found '1 Sep 2023'; expected a date "
            "written year-month-day, such as 2024-09-30. Write 2023-09-01.",
        ),
        (
            "members",
            "007,2023-09-01,2023-09-01",
            "007,2023-09-01,2023-09-01 00:00:00",
            "error: members.csv, row 2, column joined_on: found '2023-09-01 00:00:00'; expected a"
            " date written year-month-day, such as 2024-09-30. Write 2023-09-01.",
        ),
        (
            "members",
            "007,2023-09-01,2023-09-01",
            "007,2023-09-01,2023-02-29",
            "error: members.csv, row 2, column joined_on: found '2023-02-29'; expected a day that"
            " exists, between 1900 and 2100. Correct the day: that month had 28 days.",
        ),
        (
            "members",
            "007,2023-09-01,2023-09-01",
            "007,2023-09-01,2023-13-01",
            "error: members.csv, row 2, column joined_on: found '2023-13-01'; expected a day that"
            " exists, between 1900 and 2100. Write 2023-01-13, if day and month were exchanged.",
        ),
        (
            "members",
            "007,2023-09-01,2023-09-01",
            "007,2023-09-01,0203-09-01",
            "error: members.csv, row 2, column joined_on: found '0203-09-01'; expected a day that"
            " exists, between 1900 and 2100. Correct the year.",
        ),
        (
            "members",
            "007,2023-09-01,2023-09-01",
            "007,2023-09-01,N/A",
            "error: members.csv, row 2, column joined_on: found 'N/A'; expected a date written "
            "year-month-day, such as 2024-09-30. Write the day; it is needed here.",
        ),
        (
            "members",
            "007,2023-09-01,2023-09-01,,,2",
            "007,2023-09-01,2023-09-01,NA,,2",
            "error: members.csv, row 2, column left_on: found 'NA'; expected a date written "
            "year-month-day, such as 2024-09-30. Leave the cell empty.",
        ),
        (
            "members",
            "007,2023-09-01,2023-09-01",
            "007,2023-09-01,########",
            "error: members.csv, row 2, column joined_on: found '########'; expected a date "
            "written year-month-day, such as 2024-09-30, not an error sign of the spreadsheet. "
            "Make the column wider in the spreadsheet, then save the table again.",
        ),
        (
            "members",
            "007,2023-09-01,2023-09-01",
            "007,2023-09-01,#REF!",
            "error: members.csv, row 2, column joined_on: found '#REF!'; expected a date written "
            "year-month-day, such as 2024-09-30, not an error sign of the spreadsheet. Mend the "
            "formula in the spreadsheet, then save the table again.",
        ),
        (
            "events",
            "2023-10-05,6,",
            "2023-10-05,6 hours,",
            "error: events.csv, row 2, column duration_hours: found '6 hours'; expected a number "
            "from 0 to 200. Write 6 alone: the unit is hours.",
        ),
        (
            "events",
            "2023-10-05,6,",
            "2023-10-05,45%,",
            "error: events.csv, row 2, column duration_hours: found '45%'; expected a number from"
            " 0 to 200. Write 45 or its hundredth, as the unit asks, without the % sign.",
        ),
        (
            "events",
            "2023-10-05,6,",
            "2023-10-05,6 000,",
            "error: events.csv, row 2, column duration_hours: found '6 000'; expected a number "
            "from 0 to 200. Write 6000, without a sign between thousands.",
        ),
        (
            "events",
            "2023-10-05,6,",
            "2023-10-05,six,",
            "error: events.csv, row 2, column duration_hours: found 'six'; expected a number from"
            " 0 to 200. Write a number in digits, such as 3 or 3.5.",
        ),
        (
            "events",
            "2023-10-05,6,",
            "2023-10-05,-1,",
            "error: events.csv, row 2, column duration_hours: found '-1'; expected a number from "
            "0 to 200. Correct the number.",
        ),
        (
            "events",
            "2023-10-05,6,",
            "2023-10-05,inf,",
            "error: events.csv, row 2, column duration_hours: found 'inf'; expected a number from"
            " 0 to 200. Write a number in digits, such as 3 or 3.5.",
        ),
        (
            "events",
            "2023-10-05,6,",
            "2023-10-05, 6,",
            "warning: events.csv, row 2, column duration_hours: found blanks in ' 6'; expected no"
            " blanks at the ends of a cell. Take them out; the cell was read without them.",
        ),
        (
            "expertise",
            "improvement,3,2023",
            "improvement,3.5,2023",
            "error: expertise.csv, row 2, column level: found '3.5'; expected a whole number from"
            " 0 to 4. Write a whole number.",
        ),
        (
            "expertise",
            "improvement,3,2023",
            "improvement,5,2023",
            "error: expertise.csv, row 2, column level: found '5'; expected a whole number from 0"
            " to 4. Correct the number.",
        ),
        (
            "expertise",
            "improvement,3,2023",
            "Improvement,3,2023",
            "error: expertise.csv, row 2, column domain: found 'Improvement'; expected problem, "
            "improvement, network or other. Write 'improvement': capitals count.",
        ),
        (
            "expertise",
            "improvement,3,2023",
            "improvment,3,2023",
            "error: expertise.csv, row 2, column domain: found 'improvment'; expected problem, "
            "improvement, network or other. Write 'improvement', if that is meant.",
        ),
        (
            "expertise",
            "improvement,3,2023",
            "cooking,3,2023",
            "error: expertise.csv, row 2, column domain: found 'cooking'; expected problem, "
            "improvement, network or other. Write problem, improvement, network or other.",
        ),
        (
            "items",
            "They listen.,1,5,no",
            "They listen.,1,5,N",
            "error: items.csv, row 2, column reversed: found 'N'; expected yes or no. Write 'no',"
            " if that is meant.",
        ),
        (
            "items",
            "They listen.,1,5,no",
            "They listen.,1,5,maybe",
            "error: items.csv, row 2, column reversed: found 'maybe'; expected yes or no. Write "
            "yes or no.",
        ),
        (
            "members",
            "NO,2023",
            "NO ,2023",
            "error: members.csv, row 4, column member_id: found 'NO '; expected an id without ;, "
            "unseen signs or blanks at its ends. Write 'NO', here and wherever the id stands.",
        ),
        (
            "members",
            "NO,2023",
            "N\u200bO,2023",
            "error: members.csv, row 4, column member_id: found 'N\\u200bO'; expected an id "
            "without ;, unseen signs or blanks at its ends. Write 'NO', here and wherever the id "
            "stands.",
        ),
        (
            "cycles",
            "c1,yes",
            "c1;;,yes",
            "error: cycles.csv, row 3, column builds_on: found 'c1;;'; expected ids with ; "
            "between them. Write 'c1'.",
        ),
        (
            "cycles",
            "c1,yes",
            "c1;c1,yes",
            "error: cycles.csv, row 3, column builds_on: found 'c1;c1'; expected each id once in "
            "the list. Write 'c1'.",
        ),
        (
            "cycles",
            ",Try again.,",
            ",  ,",
            "warning: cycles.csv, row 3, column plan: found blanks in '  '; expected no blanks at"
            " the ends of a cell. Take them out; the cell was read without them.",
        ),
    ],
)
def test_one_fault_gives_one_problem(
    fault: Fault, table: str, old: str, new: str, sentence: str
) -> None:
    assert fault(table, old, new) == [sentence]
