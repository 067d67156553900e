"""Answers to a survey: layouts, codebooks, who answered, every row accounted for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake.conftest import accounted

from nicdev.errors import Problem
from nicdev.intake.codebook import COLUMNS, Codebook, codebook
from nicdev.intake.grid import Source, grid, open_source
from nicdev.intake.load import Load
from nicdev.intake.roster import people
from nicdev.intake.suggest import draft
from nicdev.intake.survey import Asked, survey, unknown
from nicdev.tables import empty

MEMBERS = pd.DataFrame({"member_id": ["m1", "m2", "m3"]}, dtype="str")
PRIVATE = pd.DataFrame({"member_id": ["m1", "m2", "m3"], "name": ["Jane Smith", "Ana Ruiz", "Bo"],
                        "mail": ["jane@x.org", "ana@x.org", ""]}, dtype="str")  # fmt: skip
KNOWN = people(MEMBERS, PRIVATE, None)
KEYS = {"roles.trust.facets"}
ITEMS = pd.DataFrame(
    {"item_id": ["i1", "i2", "h1"], "key": "roles.trust.facets", "facet": None,
     "referent": "own_team", "asked_of": [None, None, "hub"],
     "text": ["They listen to me.", "They break promises.", "We meet often enough."],
     "low": 1.0, "high": 5.0, "reversed": [False, True, False]}
)  # fmt: skip
W1 = Asked("w1", date(2025, 1, 31))
BOOK = """\
column,holds,item_id,labels,missing,reversed
ResponseId,respondent_id
RecipientEmail,email
Finished,finished
Q1_1,item,i1,Disagree=2;Neutral=3;Agree=4;Strongly agree=5,I don't know=dont_know
They break  promises.,item,i2,,99=not_applicable,yes
IPAddress,left out
"""
QUALTRICS = """\
Status,IPAddress,Finished,ResponseId,RecipientEmail,Q1_1,Q1_2,Q9
Response Type,IP Address,Finished,Response ID,Recipient Email,Your team - They listen to me.,\
They break promises.,Anything else?
"{""ImportId"":""status""}","{""ImportId"":""ip""}","{""ImportId"":""f""}",\
"{""ImportId"":""_recordId""}","{""ImportId"":""e""}","{""ImportId"":""a""}",\
"{""ImportId"":""b""}","{""ImportId"":""c""}"
IP Address,1.2.3.4,True,R_1,jane@x.org,agree,2,No
Survey Preview,,True,R_0,,Agree,1,
IP Address,1.2.3.5,False,R_2,Ana@x.org,I don't know,99,
IP Address,1.2.3.5,False,R_3,,Strongly agree,,
"""

Made = Callable[[str, str], Source]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def write(text: str, name: str) -> Source:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return open_source(tmp_path / name)

    return write


def book_of(source: Source) -> Codebook:
    read, problems = codebook(source, ITEMS, KEYS)
    assert problems == []
    return read


def said(problems: object) -> list[str]:
    assert isinstance(problems, list | tuple)
    return [f"{p.level}: {p}" for p in problems if isinstance(p, Problem)]


def rows(load: Load, name: str) -> list[str]:
    return [",".join(row) for row in load.tables[name].to_numpy().tolist()]


def test_an_export_of_qualtrics_becomes_four_tables(made: Made) -> None:
    load = survey(made(QUALTRICS, "x.csv"), book_of(made(BOOK, "book.csv")), W1, KNOWN)
    accounted(load, ["items", "instruments"])
    assert said(load.problems) == [
        "warning: x.csv: found 2 columns that the codebook does not speak of: 'Status', 'Q9'; "
        "expected a row of the codebook for each column. Add them to the codebook, or go on: they "
        "were not read.",
        "warning: x.csv, row 7: found answers without a word of who gave them; expected one of id, "
        "e-mail or name. Fill it in, or go on: they count as anonymous.",
    ]
    assert load.layout == "answers as Qualtrics writes them"
    assert rows(load, "instruments") == [
        "w1,survey,m1,2025-01-31,responded", "w1,survey,m2,2025-01-31,partial",
    ]  # fmt: skip
    assert [row[:9] for row in rows(load, "respondents")] == ["w1,R_1,m1", "w1,R_2,m2", "w1,R_3,,,"]
    assert rows(load, "responses") == [
        "w1,R_1,i1,4,", "w1,R_1,i2,2,",
        "w1,R_2,i1,,dont_know", "w1,R_2,i2,,not_applicable",
        "w1,R_3,i1,5,", "w1,R_3,i2,,skipped",
    ]  # fmt: skip
    assert [(f.row, f.became, f.why) for f in load.fates if f.became != "used"] == [
        (1, "heading", ""), (2, "heading", ""), (3, "heading", ""),
        (5, "aside", "a preview of the survey, or spam, by its Status"),
    ]  # fmt: skip
    assert load.guesses == (
        "1 empty cell is read as skipped.",
        "Nothing says who else was asked: only those who answered are written down.",
    )


def test_two_rows_of_headers_as_surveymonkey_writes_them(made: Made) -> None:
    export = (
        "Respondent ID,Email Address,How is your team?,,Anything else?\n"
        ",,They listen to me.,They break promises.,Open-Ended Response\n"
        "11,jane@x.org,4,1,\n"
    )
    book = (
        "column,holds,item_id\nRespondent ID,respondent_id\nEmail Address,email\n"
        "How is your team? - They listen to me.,item,i1\nAnything else?,left out\n"
        "How is your team? - They break promises.,item,i2\n"
    )
    load = survey(made(export, "x.csv"), book_of(made(book, "book.csv")), W1, KNOWN)
    accounted(load, ["items", "instruments"])
    assert rows(load, "responses") == ["w1,11,i1,4,", "w1,11,i2,1,"]
    assert said(load.problems) == []


def test_an_anonymous_survey_has_no_instruments(made: Made) -> None:
    export = "Timestamp,They listen to me.,Hub,We meet often enough.\n1/2/25,3,No,\n1/2/25,,yes,\n"
    book = (
        "column,holds,item_id,missing\nThey listen to me.,item,i1\nhub,is_hub\n"
        "We meet often enough.,item,h1\nTimestamp,left out\n"
    )
    asked = Asked("w1", everyone=("m1",))  # of whom nobody knows who answered
    load = survey(made(export, "x.csv"), book_of(made(book, "book.csv")), asked, KNOWN)
    accounted(load, ["items", "instruments"])
    mark = load.source.sha256[:6]
    assert rows(load, "respondents") == [f"w1,{mark}-2,,,,no"]
    assert rows(load, "responses") == [f"w1,{mark}-2,i1,3,", f"w1,{mark}-2,h1,,not_asked"]
    assert list(load.tables) == ["respondents", "responses"]
    assert load.guesses == (
        "No column says who answered: the survey is read as anonymous.",
        "No column names the sheets: they are named after the file and their rows.",
        "1 empty cell is read as not_asked.",
    )


PLAIN = "column,holds,item_id,labels\nmember_id,member_id\nq1,item,i1,no=1;yes=5\n"
SHEETS = "member_id,q1\nm1,yes\nm2,no\n"


@pytest.mark.parametrize(
    ("export", "asked", "expected"),
    [
        (
            "member_id,q1\nm1,Yes.\nm2,no\nm3,Yes.\n",
            W1,
            "x.csv, rows 2 and 4, column q1: found 'Yes.'; expected a label of the codebook. Write "
            "in book.csv what it stands for, under labels or missing.",
        ),
        (
            "member_id,q1\nm9,yes\n",
            W1,
            "x.csv, row 2: found answers from 'm9', whom nobody has confirmed; expected people by "
            "id, by e-mail, or by a name that was confirmed. Run the same command with --review, "
            "confirm who is who, and bring the file again.",
        ),
        (
            "member_id,q1\nm1,yes\nm1,no\n",
            W1,
            "x.csv, rows 2 and 3: found 2 sheets of answers from 'm1'; expected one sheet of a "
            "person. Say which of them counts: --keep first, or --keep last.",
        ),
        (
            SHEETS,
            Asked("w1"),
            "x.csv: found nothing that says when the survey was sent; expected a day that is told. "
            "Say it: --fielded-on 2025-01-31.",
        ),
        (
            "a,b\n1,2\n",
            W1,
            "x.csv: found none of the columns that the codebook speaks of; expected columns such "
            "as 'member_id' and 'q1'. Correct the column column of book.csv, or bring the right "
            "export.",
        ),
        (
            "member_id,q1,Q1\nm1,yes,no\n",
            W1,
            "x.csv: found the header 'q1' in 2 columns; expected every header once. Rename all but "
            "one of them in a copy of the export, then bring that.",
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    made: Made, export: str, asked: Asked, expected: str
) -> None:
    load = survey(made(export, "x.csv"), book_of(made(PLAIN, "book.csv")), asked, KNOWN)
    accounted(load, ["items", "instruments"])
    assert [str(problem) for problem in load.errors] == [expected]
    assert load.tables == {}
    assert load.rows("used") == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "x,y\n1,2\n",
            "book.csv: found no headers column and holds in the first row; expected a codebook. "
            "Run the same command with --suggest for a draft, and correct that.",
        ),
        (
            "column,holds,item_id,labels\nq1,item,i1,yes=?\n",
            "book.csv, row 2, column labels: found 'yes=?'; expected a number for every label. "
            "Write the step of the scale that the label stands for.",
        ),
        (
            "column,holds,item_id,labels\nq1,item,i1,yes=6\n",
            "book.csv, row 2, column labels: found 'yes=6' for item 'i1', whose scale goes from 1 "
            "to 5; expected a step of the scale. Correct the number, or the scale of the item.",
        ),
        (
            "column,holds,item_id,labels\nq1,item,i1,yes\n",
            "book.csv, row 2: found 'yes'; expected pairs such as 'never=1; often=2'. Write the "
            "answer as it stands in the export, =, and what it stands for.",
        ),
        (
            "column,holds,item_id,missing\nq1,item,i1,NA=gone\n",
            "book.csv, row 2, column missing: found 'gone'; expected skipped, not_applicable, "
            "dont_know or not_asked. Write one of these behind the =.",
        ),
        (
            "column,holds,item_id,reversed\nq1,item,i1,yes\n",
            "book.csv, row 2, column reversed: found another word for item 'i1' than in the items "
            "table, where it is no; expected the same in both. Correct one of the two: answers are "
            "kept as they were given and turned round later.",
        ),
        (
            "column,holds,item_id\nq1,item,i9\n",
            "book.csv, row 2, column item_id: found item 'i9', which the items table does not "
            "have, without key, referent, text, low, high and reversed; expected an item that is "
            "there, or all that the items table needs. Correct the id, or fill the columns in.",
        ),
        (
            "column,holds,item_id,key,referent,text,low,high,reversed\n"
            "q1,item,i9,roles.trust.facet,hub,Hm?,1,5,no\n",
            "book.csv, row 2, column key: found the key 'roles.trust.facet'; expected the key of "
            "an indicator. Write 'roles.trust.facets' if that is meant.",
        ),
        (
            "column,holds,item_id\nq1,thing,i1\n",
            "book.csv, row 2, column holds: found 'thing'; expected item, respondent_id, "
            "member_id, email, name, org_id, team_id, is_hub, finished or left out. Write 'left "
            "out' for a column that is not to be read.",
        ),
        (
            "column,holds,item_id\nq1,item,\n",
            "book.csv, row 2, column item_id: found an empty cell; expected the id of an item. "
            "Fill it in, or write 'left out' under holds.",
        ),
        (
            "column,holds,item_id\nq1,item,i1\nq2,item,i1\n",
            "book.csv, rows 2 and 3, column item_id: found 'i1' in more than one row; expected "
            "each item_id once. Take out the rows too many.",
        ),
        (
            "column,holds,item_id\n,item,i1\n",
            "book.csv, row 2, column column: found an empty cell; expected the header or the "
            "question of a column of the export. Fill the cell in, or take the row out.",
        ),
    ],
)
def test_a_codebook_that_cannot_be_used_is_one_sentence(
    made: Made, text: str, expected: str
) -> None:
    _, problems = codebook(made(text, "book.csv"), ITEMS, KEYS)
    assert [str(problem) for problem in problems] == [expected]


def test_an_item_that_is_new_goes_into_the_items_table(made: Made) -> None:
    book = (
        "column,holds,item_id,key,referent,text,low,high,reversed\nmember_id,member_id\n"
        "q1,item,i9,roles.trust.facets,hub,Hm?,1,5,no\n"
    )
    load = survey(made("member_id,q1\nm1,2\n", "x.csv"), book_of(made(book, "b.csv")), W1, KNOWN)
    assert load.tables["items"].to_dict("records") == [
        {"item_id": "i9", "key": "roles.trust.facets", "facet": "", "referent": "hub",
         "asked_of": "", "text": "Hm?", "low": "1", "high": "5", "reversed": "no"}
    ]  # fmt: skip


def test_of_several_sheets_the_finished_one_counts_then_the_one_that_was_told(made: Made) -> None:
    book = book_of(made(PLAIN + "done,finished\n", "book.csv"))
    export = "member_id,done,q1\nm1,no,no\nm1,yes,yes\nm2,yes,no\nm2,yes,yes\nm3,no,\nm3,no,yes\n"
    asked = Asked("w1", date(2025, 1, 31), keep="last")
    load = survey(made(export, "x.csv"), book, asked, KNOWN)
    accounted(load, ["items", "instruments"])
    assert [(fate.row, fate.why) for fate in load.fates if fate.became == "aside"] == [
        (2, "an unfinished sheet of somebody who finished another one"),
        (4, "not the last sheet of this person"),
        (6, "an empty sheet of somebody who has another one"),
    ]
    assert [row.split(",")[3] for row in rows(load, "responses")] == ["5", "5", "5"]


def test_a_later_export_adds_only_what_is_new_and_everybody_else_was_invited(made: Made) -> None:
    asked = Asked("w1", date(2025, 1, 31), ("m1", "m2", "m3"), {"m1": "invited"}, {"r1": "m1"})
    load = survey(made(SHEETS, "x.csv"), book_of(made(PLAIN, "book.csv")), asked, KNOWN)
    accounted(load, ["items", "instruments"])
    assert rows(load, "instruments") == [
        "w1,survey,m2,2025-01-31,responded", "w1,survey,m3,2025-01-31,invited",
    ]  # fmt: skip
    assert [fate.why for fate in load.fates if fate.became == "aside"] == [
        "answers that the network has already"
    ]


def test_a_name_counts_only_when_it_was_confirmed(made: Made) -> None:
    book = book_of(made("column,holds,item_id\nname,name\nq1,item,i1\n", "book.csv"))
    export = made("name,q1\nJane Smith,3\nA guest,4\n", "x.csv")
    assert unknown(export, book, KNOWN) == [("Jane Smith", ""), ("A guest", "")]
    assert [p.code for p in survey(export, book, W1, KNOWN).errors] == ["unknown_people"]
    confirmed = pd.DataFrame(
        {"written_as": ["Jane Smith", "A guest"], "email": "", "member_id": ["m1", ""],
         "likeness": "", "confirmed": ["yes", "no"]}
    )  # fmt: skip
    load = survey(export, book, W1, people(MEMBERS, PRIVATE, confirmed))
    accounted(load, ["items", "instruments"])
    assert [(f.row, f.became, f.why) for f in load.fates] == [
        (1, "heading", ""), (2, "used", ""), (3, "aside", "confirmed as nobody on the roster"),
    ]  # fmt: skip


def test_a_draft_proposes_and_shows_no_names(made: Made) -> None:
    export = (
        "ResponseId,Your name,Team: They listen to me.,They break promises,=Why?,Color\n"
        "R_1,Jane,Agree,Mostly,Because,red\nR_2,Ana,Strongly disagree,N/A,It is so,blue\n"
    )
    rows_ = draft(made(export, "x.csv"), ITEMS)
    assert list(rows_.columns) == list(COLUMNS)
    short = ["column", "holds", "item_id", "labels", "missing", "reversed", "likeness"]
    assert rows_[short].to_numpy().tolist() == [
        ["ResponseId", "respondent_id", "", "", "", "", ""],
        ["Your name", "name", "", "", "", "", ""],
        [
            "Team: They listen to me.",
            "item",
            "i1",
            "strongly disagree=1; disagree=2; neither agree nor "
            "disagree=3; agree=4; strongly agree=5",
            "",
            "no",
            "86",
        ],
        ["They break promises", "item", "i2", "Mostly=?", "N/A=not_applicable", "yes", "97"],
        ["'=Why?", "left out", "", "", "", "", ""],
        ["Color", "left out", "", "", "", "", ""],
    ]
    assert "Jane" not in rows_.to_csv()
    assert rows_["seen"].tolist()[2] == "Agree (1), Strongly disagree (1)"
    # A draft that was saved can be read back; a question mark is refused until it is replaced.
    _, problems = codebook(made(rows_.to_csv(index=False), "book.csv"), ITEMS, KEYS)
    assert [problem.code for problem in problems] == ["label_without_step"]


def test_without_items_a_draft_leaves_questions_to_a_person(made: Made) -> None:
    found = draft(made(QUALTRICS, "x.csv"), empty("items"))
    assert set(found["holds"]) == {"respondent_id", "email", "finished", "left out", "item"}
    proposed = found[found["holds"] == "item"]  # by its answers: what it is about, they do not say
    assert not proposed[["key", "facet", "referent"]].to_numpy().any()


def test_a_proposed_item_takes_nobody_elses_id(made: Made) -> None:
    items = ITEMS.assign(item_id=["q1", *ITEMS["item_id"][1:]])
    export = "We meet,Mood\nNever,good\nrarely,bad\nSometimes,bad\noften,good\nAlways,good\n"
    item_id = draft(made(export, "x.csv"), items)["item_id"].iloc[0]
    assert item_id == "q1-new"


def test_a_question_like_no_item_is_proposed_where_its_answers_tell_its_scale(made: Made) -> None:
    export = (
        "We meet,I learn,Mood\nNever,Agree,good\nrarely,Strongly agree,bad\nSometimes,N/A,good\n"
        "often,Agree,so so\nAlways,Agree,good\n"
    )
    found = draft(made(export, "x.csv"), empty("items"))
    short = ["column", "holds", "item_id", "key", "labels", "missing", "low", "high", "reversed"]
    assert found[short].to_numpy().tolist() == [
        ["We meet", "item", "q1", "", "never=1; rarely=2; sometimes=3; often=4; always=5", "", "1",
         "5", "no"],
        # Two labels that stand in scales of four steps and more: which one it is, is not guessed.
        ["I learn", "item", "q2", "", "Agree=?; Strongly agree=?", "N/A=not_applicable", "", "",
         "no"],
        ["Mood", "left out", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    _, problems = codebook(made(found.to_csv(index=False), "book.csv"), empty("items"), KEYS)
    assert [str(problem) for problem in problems[:1]] == [
        "book.csv, row 2, column item_id: found item 'q1', which the items table does not have, "
        "without key and referent; expected an item that is there, or all that the items table "
        "needs. Correct the id, or fill the columns in."
    ]


WORDS = ["", "yes", "no", "m1", "m2", "9", "=1", "99"]
CELL = st.one_of(st.sampled_from(WORDS), st.text(max_size=4))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6))
def test_any_file_ends_in_rows_or_in_problems(cells: list[list[str]]) -> None:
    source = Source("x.csv", "0" * 64, (grid("", [["member_id", "q1", "code"], *cells]),))
    lines = [
        ["column", "holds", "item_id", "labels", "missing"],
        ["member_id", "member_id"],
        ["q1", "item", "i1", "no=1;yes=5", "99=skipped"],
        ["code", "respondent_id"],
    ]
    book = book_of(Source("book.csv", "", (grid("", lines),)))
    load = survey(source, book, W1, KNOWN)
    accounted(load, ["items", "instruments"])
    assert bool(load.tables) != bool(load.errors)
