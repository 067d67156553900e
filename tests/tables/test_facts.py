"""What happened, was measured and was thought: one fault, one problem, word for word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Fault = Callable[[str, str, str], list[str]]


@pytest.mark.parametrize(
    ("table", "old", "new", "sentence"),
    [
        (
            "waves",
            "2024-02-01,2024-07-31",
            "2024-01-31,2024-07-31",
            "error: waves.csv, row 3, column starts_on: found 2024-01-31, while the wave before "
            "still lasts; expected waves that share no day. Correct the start of the later wave, "
            "or the end of the earlier one.",
        ),
        (
            "responses",
            "w1,r1,i1,4,",
            "w1,r1,i1,4,skipped",
            "error: responses.csv, row 2: found both an answer and a reason for having none; "
            "expected value, or missing. Fill in one of the two and leave the other empty.",
        ),
        (
            "responses",
            "w1,r1,i1,4,",
            "w1,r1,i1,,",
            "error: responses.csv, row 2: found no answer and no reason for having none; expected"
            " value, or missing. Fill in one of the two and leave the other empty.",
        ),
        (
            "attendance",
            "e1,m2,,,",
            "e1,m2,,t1,",
            "error: attendance.csv, row 3: found a person and a team; expected member_id, or "
            "team_id and headcount. Fill in the one that is known and leave the other empty.",
        ),
        (
            "attendance",
            "e1,m2,,,",
            "e1,m2,,,2",
            "error: attendance.csv, row 3: found a person and a headcount; expected member_id, or"
            " team_id and headcount. Fill in the one that is known and leave the other empty.",
        ),
        (
            "attendance",
            "e1,m2,,,",
            "e1,,,,",
            "error: attendance.csv, row 3: found neither a person nor a team; expected member_id,"
            " or team_id and headcount. Fill in the one that is known and leave the other empty.",
        ),
        (
            "attendance",
            "e2,,,t2,3",
            "e2,,,t2,",
            "error: attendance.csv, row 5: found a team without a headcount; expected member_id, "
            "or team_id and headcount. Fill in the one that is known and leave the other empty.",
        ),
        (
            "attendance",
            "e2,,,t2,3",
            "e2,,,,3",
            "error: attendance.csv, row 5: found a headcount without a team; expected member_id, "
            "or team_id and headcount. Fill in the one that is known and leave the other empty.",
        ),
        (
            "attendance",
            "e1,007,6",
            "e1,007,7",
            "warning: attendance.csv, row 2, column duration_hours: found 7 hours at event 'e1', "
            "which was shorter; expected no more hours than the event lasted. Correct the hours "
            "here or in events.csv, or go on if it is right.",
        ),
        (
            "events",
            "2024-03-05",
            "2023-08-31",
            "warning: attendance.csv, row 4, column member_id: found '007' at an event held "
            "before the day they joined; expected people who were on the roster that day. Correct"
            " the day in members.csv or events.csv, or go on if it is right.",
        ),
        (
            "events",
            "2023-10-05",
            "2025-01-01",
            "warning: attendance.csv, row 3, column member_id: found 'm2' at an event held after "
            "the day they left; expected people who were on the roster that day. Correct the day "
            "in members.csv or events.csv, or go on if it is right.",
        ),
        (
            "measurements",
            ",,12,20,",
            ",3,12,20,",
            "error: measurements.csv, row 2: found both a value and a count; expected value, or "
            "numerator and denominator, or missing_reason. Fill in one of the three and leave the"
            " others empty.",
        ),
        (
            "measurements",
            ",,12,20,",
            ",,12,,",
            "error: measurements.csv, row 2: found a numerator without a denominator; expected "
            "value, or numerator and denominator, or missing_reason. Fill in one of the three and"
            " leave the others empty.",
        ),
        (
            "measurements",
            ",,12,20,",
            ",,,20,",
            "error: measurements.csv, row 2: found a denominator without a numerator; expected "
            "value, or numerator and denominator, or missing_reason. Fill in one of the three and"
            " leave the others empty.",
        ),
        (
            "measurements",
            ",,12,20,",
            ",,,,",
            "error: measurements.csv, row 2: found no measurement and no reason for having none; "
            "expected value, or numerator and denominator, or missing_reason. Fill in one of the "
            "three and leave the others empty.",
        ),
        (
            "measurements",
            ",,12,20,",
            ",,22,20,",
            "error: measurements.csv, row 2, column numerator: found 22 out of 20; expected a "
            "numerator no larger than its denominator. Correct one of the two.",
        ),
        (
            "measurements",
            ",,12,20,",
            ",,0,0,",
            "error: measurements.csv, row 2, column denominator: found 0; expected a denominator "
            "above 0. Leave numerator and denominator empty, and give a missing_reason.",
        ),
        (
            "measurements",
            ",33.5,,,",
            ",33.5,,,lost",
            "error: measurements.csv, row 4: found both a measurement and a reason for having "
            "none; expected value, or numerator and denominator, or missing_reason. Fill in one "
            "of the three and leave the others empty.",
        ),
        (
            "cycles",
            "c1,yes",
            "c2,yes",
            "error: cycles.csv, row 3, column builds_on: found 'c2' in its own row; expected "
            "other tests. Take the id out.",
        ),
        (
            "cycles",
            "Ask first.,adapt,one classroom,,yes",
            "Ask first.,adapt,one classroom,c2,yes",
            "warning: cycles.csv, rows 2 and 3, column builds_on: found tests that build on one "
            "another in a circle: 'c1' and 'c2'; expected tests that build on earlier ones. Take "
            "out the id that closes the circle, or go on if it is right.",
        ),
        (
            "cycles",
            "2023-10-01,2023-10-08",
            "2023-10-01,2023-09-08",
            "error: cycles.csv, row 2, column ended_on: found 2023-09-08, before 2023-10-01 in "
            "column started_on; expected a day no earlier than in column started_on. Correct one "
            "of the two days.",
        ),
        (
            "theory",
            "v1,d1,primary driver",
            "v1,d1,aim",
            "warning: theory.csv, rows 2 and 3, column kind: found several aims: 'a1' and 'd1' in "
            "version 'v1'; expected one aim in a version. Make the others drivers of it, or go "
            "on if the network has more than one aim.",
        ),
        (
            "theory",
            "v1,a1,aim,All read well.,",
            "v1,a1,aim,All read well.,x1",
            "error: theory.csv, rows 2, 3 and 4, column parents: found boxes that lead back to "
            "themselves: 'a1', 'd1' and 'x1'; expected arrows that end in an aim. Take out the "
            "parent that closes the circle.",
        ),
    ],
)
def test_one_fault_gives_one_problem(
    fault: Fault, table: str, old: str, new: str, sentence: str
) -> None:
    assert fault(table, old, new) == [sentence]
