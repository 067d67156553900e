"""To whom and from whom: one fault, one problem, word for word."""

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
            "w1,advice,007,007,4",
            "error: ties.csv, row 2, column target: found a tie of '007' to themselves; expected "
            "a tie to another person. Take it out.",
        ),
        (
            "ties",
            "w2,advice,007,m2,1",
            "w2,advice,m2,007,1",
            "error: ties.csv, row 4, column source: found a tie of 'advice' in wave 'w2' from "
            "'m2', who has no row in tie_asked.csv; expected ties from people whose status is "
            "responded or partial. Add the row to tie_asked.csv, with the status, or take the "
            "ties out.",
        ),
        (
            "tie_asked",
            "w1,advice,007,responded",
            "w1,advice,007,opted_out",
            "error: ties.csv, row 2, column source: found a tie of 'advice' in wave 'w1' from "
            "'007', who did not answer according to tie_asked.csv; expected ties from people "
            "whose status is responded or partial. Correct the status in tie_asked.csv, or take "
            "the ties out.",
        ),
        (
            "ties",
            "w1,advice,m2,007,2",
            "w1,advice,m2,007,2\nw1,advice,m2,NO,2\nw1,advice,m2,1e3,2",
            "warning: ties.csv, rows 3, 4 and 5, column source: found 3 names from 'm2' where "
            "there was room for 2; expected no more names than max_names in relations.csv. "
            "Correct max_names in relations.csv, or go on if more were taken down.",
        ),
    ],
)
def test_one_fault_gives_one_problem(
    fault: Fault, table: str, old: str, new: str, sentence: str
) -> None:
    assert fault(table, old, new) == [sentence]
