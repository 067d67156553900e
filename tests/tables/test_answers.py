"""Scales and who answered: one fault, one problem, word for word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Fault = Callable[[str, str, str], list[str]]


@pytest.mark.parametrize(
    ("table", "old", "new", "sentence"),
    [
        (
            "ties",
            "w1,advice,007,m2,4",
            "w1,advice,007,m2,5",
            "error: ties.csv, row 2, column strength: found 5 for relation 'advice', whose scale "
            "goes from 1 to 4; expected a step of the scale. Correct the number, or the scale.",
        ),
        (
            "ties",
            "w1,advice,007,m2,4",
            "w1,advice,007,m2,0",
            "error: ties.csv, row 2, column strength: found 0 for relation 'advice', whose scale "
            "goes from 1 to 4; expected a step of the scale. Correct the number, or the scale.",
        ),
        (
            "relations",
            "advice,w1,Whom do you ask?,names,2,all,yes,1,4,1",
            "advice,w1,Whom do you ask?,names,2,all,yes,1,4,5",
            "error: relations.csv, row 2, column tie_from: found 5 for relation 'advice', whose "
            "scale goes from 1 to 4; expected a step of the scale. Correct the number, or the "
            "scale.",
        ),
        (
            "relations",
            "all,yes,1,4,1\nadvice,w2",
            "all,yes,4,1,1\nadvice,w2",
            "error: relations.csv, row 2, column high: found 1 where low is 4; expected a high "
            "above low. Correct one of the two.",
        ),
        (
            "responses",
            "w1,r1,i1,4,",
            "w1,r1,i1,6,",
            "error: responses.csv, row 2, column value: found 6 for item_id 'i1', whose scale "
            "goes from 1 to 5; expected a step of the scale. Correct the number, or the scale.",
        ),
        (
            "items",
            "They listen.,1,5",
            "They listen.,5,1",
            "error: items.csv, row 2, column high: found 1 where low is 5; expected a high above "
            "low. Correct one of the two.",
        ),
        (
            "instruments",
            "m2,2023-11-01,partial",
            "m2,2023-11-01,opted_out",
            "warning: responses.csv, row 4, column respondent_id: found answers from 'r2', whom "
            "instruments.csv does not list as having answered; expected status responded or "
            "partial. Correct the status in instruments.csv, or go on: the answers are used.",
        ),
        (
            "instruments",
            "w1,survey,m2,",
            "w1,sociometric,m2,",
            "warning: responses.csv, row 4, column respondent_id: found answers from 'r2', whom "
            "instruments.csv does not list as having answered; expected status responded or "
            "partial. Correct the status in instruments.csv, or go on: the answers are used.",
        ),
    ],
)
def test_one_fault_gives_one_problem(
    fault: Fault, table: str, old: str, new: str, sentence: str
) -> None:
    assert fault(table, old, new) == [sentence]
