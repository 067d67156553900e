"""Ids that stand in another table: one fault, one problem, word for word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Fault = Callable[[str, str, str], list[str]]


@pytest.mark.parametrize(
    ("table", "old", "new", "sentence"),
    [
        (
            "attendance",
            "e1,m2",
            "e1,m22",
            "error: attendance.csv, row 3, column member_id: found 'm22', which is not there; "
            "expected an id of members.csv (member_id). Write 'm2' if that is meant, or add 'm22'"
            " to members.csv.",
        ),
        (
            "attendance",
            "e1,m2,,,",
            "e9,m2,,,",
            "error: attendance.csv, row 3, column event_id: found 'e9', which is not there; "
            "expected an id of events.csv (event_id). Correct the id, or add it to events.csv.",
        ),
        (
            "attendance",
            "e1,007,6",
            "e1,7,6",
            "error: attendance.csv, row 2, column member_id: found '7', which is not there; "
            "expected an id of members.csv (member_id). Write '007' if that is meant, or add '7' "
            "to members.csv.",
        ),
        (
            "attendance",
            "e1,m2",
            "e1,M2",
            "error: attendance.csv, row 3, column member_id: found 'M2', which is not there; "
            "expected an id of members.csv (member_id). Write 'm2' if that is meant, or add 'M2' "
            "to members.csv.",
        ),
        (
            "teams",
            "t1,o1",
            "t1,oo",
            "error: teams.csv, row 2, column org_id: found 'oo', which is not there; expected an "
            "id of organizations.csv (org_id). Correct the id, or add it to organizations.csv.",
        ),
        (
            "cycles",
            "c1,yes",
            "c1;c9,yes",
            "error: cycles.csv, row 3, column builds_on: found 'c9', which is not there; expected"
            " an id of cycles.csv (cycle_id). Correct the id, or add it to cycles.csv.",
        ),
        (
            "theory",
            "d1;a1",
            "d1;zz",
            "error: theory.csv, row 7, column parents: found 'zz', which is not there; expected "
            "an id of theory.csv (node_id). Correct the id, or add it to theory.csv.",
        ),
        (
            "codings",
            "cycle,c1",
            "cycle,c77",
            "error: codings.csv, row 3, column unit_id: found 'c77', which is not there; expected"
            " an id of documents.csv (document_id) or an id of cycles.csv (cycle_id). Correct the"
            " id, or add it to documents.csv or cycles.csv.",
        ),
        (
            "measurements",
            "k2,t1,2023-10-08",
            "k2,q7,2023-10-08",
            "error: measurements.csv, row 5, column site_id: found 'q7', which is not there; "
            "expected an id of organizations.csv (org_id) or an id of teams.csv (team_id). "
            "Correct the id, or add it to organizations.csv or teams.csv.",
        ),
        (
            "ties",
            "w1,advice,007,m2,4",
            "w1,advise,007,m2,4",
            "error: ties.csv, row 2, column relation: found 'advise', which is not there; "
            "expected an id of relations.csv (relation). Write 'advice' if that is meant, or add "
            "'advise' to relations.csv.",
        ),
        (
            "responses",
            "w2,r1,i1,1,",
            "w3,r1,i1,1,",
            "error: responses.csv, row 5, column wave: found 'w3', which is not there; expected "
            "an id of waves.csv (wave). Correct the id, or add it to waves.csv.",
        ),
        (
            "responses",
            "w2,r1,i1,1,",
            "w2,r2,i1,1,",
            "error: responses.csv, row 5, column respondent_id: found 'r2' in wave 'w2', where it"
            " is not listed; expected an id that respondents.csv (respondent_id) has in the same "
            "wave. Add it to respondents.csv, or correct the wave.",
        ),
        (
            "tie_asked",
            "w2,advice,007,responded",
            "w2,advice,0077,responded",
            "error: tie_asked.csv, row 5, column member_id: found '0077', which is not there; "
            "expected an id of members.csv (member_id). Write '007' if that is meant, or add "
            "'0077' to members.csv.",
        ),
        (
            "theory",
            "v2,d1,primary driver,Time to read,a1",
            "v2,d2,primary driver,Time to read,a1",
            "error: theory.csv, row 7, column parents: found 'd1' in version 'v2', where it is "
            "not listed; expected an id that theory.csv (node_id) has in the same version. Add it"
            " to theory.csv, or correct the version.",
        ),
    ],
)
def test_one_fault_gives_one_problem(
    fault: Fault, table: str, old: str, new: str, sentence: str
) -> None:
    assert fault(table, old, new) == [sentence]
