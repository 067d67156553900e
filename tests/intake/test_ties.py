"""Answers about ties: every layout gives the same ties, and every row is accounted for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake.conftest import accounted

from nicdev.intake.grid import Source, grid, open_source
from nicdev.intake.load import Load
from nicdev.intake.roster import people
from nicdev.intake.senders import Question
from nicdev.intake.ties import ties, unknown

IDS = ("m1", "m2", "m3")
MEMBERS = pd.DataFrame({"member_id": list(IDS)}, dtype="str")
PRIVATE = pd.DataFrame({"member_id": IDS, "name": ["Jane Smith", "Ana Ruiz", "Bo Li"]}, dtype="str")
KNOWN = people(MEMBERS, PRIVATE, None)
ROW = {"text": "Whom do you ask?", "low": "1", "high": "4", "tie_from": "1", "scope": "all",
       "directed": "yes"}  # fmt: skip
NEW = Question("advice", "w1", known=False, row=ROW)

GRID = "member_id,m1,m2,m3\nm1,,3,0\nm2,2,,\nm3,,,\n"
MATRIX = "0,3,0\n2,,\n\n"
SLOTS = "member_id,alter_1,strength_1,alter_2,strength_2\nm1,m2,3,,\nm2,m1,2,,\nm3,,,,\n"
EDGES = "from,to,strength\nm1,m2,3\nm1,m3,0\nm2,m1,2\n"

Made = Callable[..., Source]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def write(text: str, name: str = "x.csv") -> Source:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return open_source(tmp_path / name)

    return write


def rows(load: Load, name: str) -> list[str]:
    return [",".join(row) for row in load.tables[name].to_numpy().tolist()]


@pytest.mark.parametrize(
    ("text", "question", "layout", "asked"),
    [
        (GRID, NEW, "a square matrix with ids", ["responded", "responded", "invited"]),
        (GRID.replace("m3,,,\n", ""), NEW, "a roster grid", ["responded", "responded"]),
        (MATRIX, replace(NEW, order=IDS), "a square matrix without ids",
         ["responded", "responded", "invited"]),
        (SLOTS, NEW, "name slots", ["responded", "responded", "invited"]),
        (EDGES, replace(NEW, row=ROW | {"method": "names"}), "an edge list",
         ["responded", "responded"]),
    ],
)  # fmt: skip
def test_every_layout_gives_the_same_ties(
    made: Made, text: str, question: Question, layout: str, asked: list[str]
) -> None:
    load = ties(made(text), question, KNOWN)
    accounted(load, ["relations", "tie_asked"])
    assert [str(problem) for problem in load.problems] == []
    assert load.layout == layout
    assert rows(load, "ties") == ["w1,advice,m1,m2,3", "w1,advice,m2,m1,2"]
    assert load.tables["tie_asked"]["status"].tolist() == asked
    assert len(load.tables["relations"]) == 1


def test_empty_is_none_in_an_answered_row_and_unknown_in_an_empty_one(made: Made) -> None:
    load = ties(made(GRID), NEW, KNOWN)
    assert load.guesses == (
        "1 empty cell is read as no tie: the people answered in other cells.",
        "1 row with nothing in them: these people are read as not having answered, their ties as "
        "unknown.",
    )


def test_full_slots_are_noted_and_so_is_the_strength_that_nobody_gave(made: Made) -> None:
    source = made("member_id,name 1,name 2\nm1,m2,m3\nm2,m1,m1\n")
    load = ties(source, replace(NEW, row={"text": "Whom?", "scope": "all"}), KNOWN)
    accounted(load, ["relations", "tie_asked"])
    assert load.tables["relations"].to_dict("records") == [
        {"relation": "advice", "wave": "w1", "text": "Whom?", "method": "names", "max_names": "2",
         "scope": "all", "low": "0", "high": "1", "tie_from": "1"}
    ]  # fmt: skip
    assert load.guesses == (
        "There was room for 2 names; 2 people filled all of it, and may have had more to name.",
        "Names that somebody gave twice count once: 1.",
        "Nothing says how strong the ties are: each has the strength 1.",
    )
    assert len(rows(load, "ties")) == 3


def test_ties_to_oneself_are_left_out_and_said(made: Made) -> None:
    load = ties(made(EDGES + "m1,m1,4\n"), replace(NEW, row=ROW | {"method": "names"}), KNOWN)
    accounted(load, ["relations", "tie_asked"])
    assert [str(problem) for problem in load.problems] == [
        "x.csv, row 5: found ties of people to themselves; expected ties to others. Nothing is to "
        "be done: they were left out."
    ]
    assert [(fate.row, fate.why) for fate in load.fates if fate.became == "aside"] == [
        (3, "says that there is no tie"), (5, "a tie to oneself"),
    ]  # fmt: skip


def test_the_questions_of_a_survey_tool_are_columns_too(made: Made) -> None:
    """Two questions in one export; the words behind the hyphen are names that were confirmed."""
    export = (
        "Email,How often advice - Jane Smith,How often advice - Ana Ruiz,How often trust - Ana"
        " Ruiz\n"
        "jane@x.org,never,weekly,daily\n"
    )
    confirmed = pd.DataFrame(
        {"written_as": ["Jane Smith", "Ana Ruiz", "jane@x.org"], "email": "",
         "member_id": ["m1", "m2", "m1"], "likeness": "", "confirmed": "yes"}
    )  # fmt: skip
    known = people(MEMBERS, PRIVATE, confirmed)
    question = replace(NEW, labels={"never": "0", "weekly": "3"}, about="how often advice")
    load = ties(made(export), question, known)
    accounted(load, ["relations", "tie_asked"])
    assert rows(load, "ties") == ["w1,advice,m1,m2,3"]
    assert [p.code for p in load.problems] == ["not_offered"]


def test_names_have_to_be_confirmed_first(made: Made) -> None:
    source = made("name,alter_1\nJane Smith,Ana Ruiz\n")
    assert unknown(source, NEW, KNOWN) == [("Jane Smith", ""), ("Ana Ruiz", "")]
    assert unknown(made("name,Ana Ruiz\nJane Smith,3\n"), NEW, KNOWN) == [
        ("Jane Smith", ""), ("Ana Ruiz", ""),
    ]  # fmt: skip


EDGE = replace(NEW, row=ROW | {"method": "names"})


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("a,b\n1,x\n", NEW,
         "x.csv: found neither a grid, a matrix, name slots nor an edge list; expected columns "
         "headed by people on the roster, alter_1 and so on, or from and to. Write such headers, "
         "or run the same command with --review if names stand there."),
        (MATRIX, NEW,
         "x.csv: found a matrix without ids; expected ids above it and at its left. Write them "
         "there, or say that it is in the order of the members table: --in-order."),
        ("0,1\n1,0\n", replace(NEW, order=IDS),
         "x.csv: found a matrix without ids that is not 3 wide; expected a row and a column for "
         "each person in the members table. Write the ids above it and at its left."),
        (EDGES, replace(NEW, row={}),
         "x.csv: found relation 'advice', which the relations table does not have, without text, "
         "method, low, high and tie_from; expected a relation that is there, or all about it. "
         "Correct the relation, or say what it is: --text ... --method ... --low ... --high ... "
         "--tie-from ..."),
        ("from,to,strength\nm1,m2,often\n", EDGE,
         "x.csv, row 2: found 'often'; expected a number, or a word that was explained. Say what "
         "it stands for: --labels 'often=1'."),
        ("from,to,strength\nm1,m2,9\n", EDGE,
         "x.csv, row 2: found '9'; expected a strength from 1 to 4. Correct the number, or the "
         "scale of the relation."),
        ("from,to,strength\nm1,m2,1\nm1,m2,2\n", EDGE,
         "x.csv, row 3: found a second tie of 'm1' to 'm2', of another strength; expected one tie "
         "to a person. Take one of the two out, in a copy of the file."),
        ("from,to,strength\nm9,m2,1\n", EDGE,
         "x.csv, row 2: found answers from 'm9', whom nobody has confirmed; expected people by id, "
         "by e-mail, or by a name that was confirmed. Run the same command with --review, confirm "
         "who is who, and bring the file again."),
        ("from,to,strength\nm1,Ana Ruis,1\n", EDGE,
         "x.csv: found 'Ana Ruis', who may be on the roster under another name; expected people by "
         "id, by e-mail, or by a name that was confirmed. Run the same command with --review, "
         "confirm who is who, and bring the file again."),
        ("member_id,m1,m2,m3\nm1,,1,1\nm1,,2,1\n", NEW,
         "x.csv, rows 2 and 3: found 2 rows of 'm1'; expected one row of a person. Say which of "
         "them counts: --keep first, or --keep last."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(
    made: Made, text: str, question: Question, expected: str
) -> None:
    load = ties(made(text), question, KNOWN)
    accounted(load, ["relations", "tie_asked"])
    assert [str(problem) for problem in load.errors] == [expected]
    assert load.tables == {}


def test_those_outside_the_roster_are_listed_and_not_read(made: Made) -> None:
    load = ties(made("from,to,strength\nm1,Quentin Xerxes,1\nm1,m2,1\n"), EDGE, KNOWN)
    accounted(load, ["relations", "tie_asked"])
    assert [f"{problem.level}: {problem}" for problem in load.problems] == [
        "warning: x.csv: found 1 name of nobody on the roster: 'Quentin Xerxes'; expected people "
        "on the roster. Add them to members, or go on: what is said of them was not read."
    ]


def test_what_the_tables_have_is_not_added_again(made: Made) -> None:
    known = replace(NEW, known=True, listed=frozenset({"m1"}), everyone=IDS)
    load = ties(made(EDGES), known, KNOWN)
    accounted(load, ["relations", "tie_asked"])
    assert rows(load, "tie_asked") == ["w1,advice,m2,responded", "w1,advice,m3,invited"]
    assert "relations" not in load.tables


WORDS = ["", "m1", "m2", "Ana Ruiz", "0", "1", "4", "9", "x", "=1", "-"]


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([["from", "to", "strength"], ["member_id", "m1", "m2"],
                     ["member_id", "alter_1", "alter_2"], ["0", "1", "2"]]),
    st.lists(st.lists(st.sampled_from(WORDS), min_size=3, max_size=3), max_size=5),
    st.sampled_from(["", "last"]),
)  # fmt: skip
def test_any_file_ends_in_rows_or_in_problems(
    header: list[str], cells: list[list[str]], keep: str
) -> None:
    source = Source("x.csv", "0" * 64, (grid("", [header, *cells]),))
    load = ties(source, replace(EDGE, order=IDS, keep=keep), KNOWN)
    accounted(load, ["relations", "tie_asked"])
    assert bool(load.tables) != bool(load.errors)
