"""Broken files of the readers of answers and of work: the reader, the reason code, the sentence.

No two of them have the same reader and reason code; those that a reader's own tests hold are not
repeated here.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from intake.conftest import accounted

from nicdev.intake.codebook import codebook
from nicdev.intake.cycles import Work, cycles
from nicdev.intake.diagram import Version, diagram
from nicdev.intake.grid import Source, grid, open_lines, open_source
from nicdev.intake.load import Load
from nicdev.intake.measurements import Known, measurements
from nicdev.intake.roster import people
from nicdev.intake.senders import Question
from nicdev.intake.survey import Asked, survey
from nicdev.intake.ties import ties

IDS = ["m1", "m2", "\U0001f600", "\u05de\u05d9\u05e8\u05d9"]  # an emoji, and a name from the right
KNOWN = people(pd.DataFrame({"member_id": IDS}, dtype="str"), None, None)
ITEMS = pd.DataFrame(
    {"item_id": ["i1"], "key": "k", "facet": None, "referent": "hub", "asked_of": None,
     "text": "They listen.", "low": 1.0, "high": 5.0, "reversed": False}
)  # fmt: skip
LINES = [["column", "holds", "item_id"], ["member_id", "member_id"], ["q1", "item", "i1"],
         ["done", "finished"], ["code", "respondent_id"]]  # fmt: skip
BOOK = codebook(Source("book.csv", "", (grid("", LINES),)), ITEMS, {"k"})[0]
ROW = {"text": "Whom?", "method": "names", "low": "1", "high": "4", "tie_from": "1"}
WORK = Work({name: {"t1": "t1", "x1": "x1"} for name in
             ("team_id", "org_id", "idea_id", "driver_id", "measure_id")})  # fmt: skip
POINTS = Known({"measure_id": {"k1": "k1"}, "site_id": {"o1": "o1"}}, {"k1": ""})

READERS: Mapping[str, Callable[[Path], Load]] = {
    "survey": lambda path: survey(
        open_source(path), BOOK, Asked("w1", date(2025, 1, 31)), KNOWN
    ),
    "ties": lambda path: ties(open_source(path), Question("a", "w1", known=False, row=ROW), KNOWN),
    "tests": lambda path: cycles(open_source(path), WORK, KNOWN),
    "diagram": lambda path: diagram(
        open_lines(path) if path.suffix == ".txt" else open_source(path),
        Version("v1", "2025-01-31"), lines=path.suffix == ".txt",
    ),
    "measures": lambda path: measurements(open_source(path), POINTS),
}  # fmt: skip


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SAVE = 'Save the table again as "CSV UTF-8".'
CASES = [
    ("survey", "empty_file", "x.csv", b"",
     "x.csv: found an empty file; expected a row of headers, and a row for each entry. Fill the "
     "table in, or take the file out."),
    ("survey", "zero_bytes", "x.csv", b"member_id,q1\nm1,\0" + 40 * b"3",
     f"x.csv: found zero bytes on line 2 of the file; expected a table saved as text. {SAVE}"),
    ("survey", "damaged", "x.xlsx", b"PK\x03\x04" + 40 * b"x",
     "x.xlsx: found a file that is no Excel workbook, or a damaged one; expected an Excel workbook "
     "(.xlsx). Open it in a spreadsheet and save it again as .xlsx."),
    ("survey", "other_kind", "x.sav", b"$FL2@(#) SPSS DATA FILE",
     "x.sav: found a file of another kind (.sav); expected a file that ends in .csv, .tsv or .xlsx."
     " Open it in a spreadsheet and save it as an Excel workbook or as CSV UTF-8."),
    ("survey", "no_columns", "x.csv", b"a,b\n1,2\n",
     "x.csv: found none of the columns that the codebook speaks of; expected columns such as "
     "'member_id', 'q1', 'done' and 1 more. Correct the column column of book.csv, or bring the "
     "right export."),
    ("survey", "unexplained_answer", "x.csv", "member_id,q1\n\U0001f600,\U0001f44d\n".encode(),
     "x.csv, row 2, column q1: found '\U0001f44d'; expected a number from 1 to 5. Write in "
     "book.csv what it stands for, under labels or missing."),
    ("survey", "sheet_twice", "x.csv", b"member_id,q1,code\nm1,3,a\nm2,3,a\n",
     "x.csv, rows 2 and 3: found the sheet 'a' in more than one row; expected a code of its own "
     "for each sheet. Correct the codebook if the column holds something else than the sheet's "
     "code."),
    ("survey", "no_answers", "x.csv", b"member_id,q1\nm1,\n",
     "x.csv: found no answers that could be used; expected at least one answered sheet that the "
     "network does not have. Name the right file, or the right wave."),
    ("survey", "unknown_people", "x.csv", b"member_id,q1\n=cmd|'/c calc'!A1,3\n",
     "x.csv, row 2: found answers from '=cmd|'/c calc'!A1', whom nobody has confirmed; expected "
     "people by id, by e-mail, or by a name that was confirmed. Run the same command with "
     "--review, confirm who is who, and bring the file again."),
    ("ties", "utf_16", "x.csv", "from,to\nm1,m2\n".encode("utf-16-le"),
     f"x.csv: found text in UTF-16; expected text in UTF-8. {SAVE}"),
    ("ties", "old_or_locked", "x.xls", b"\xd0\xcf\x11\xe0" + bytes(40),
     "x.xls: found a workbook in the format before 2007, or one with a password; expected an Excel "
     "workbook (.xlsx) without a password. Open it in a spreadsheet and save it as .xlsx, without "
     "a password."),
    ("ties", "unexplained_answer", "x.csv", b"from,to,strength\nm1,m2,=1+1\n",
     "x.csv, row 2: found '=1+1'; expected a number, or a word that was explained. Say what it "
     "stands for: --labels '=1+1=1'."),
    ("ties", "off_scale", "x.csv", "from,to,strength\nm1,\u05de\u05d9\u05e8\u05d9,7\n".encode(),
     "x.csv, row 2: found '7'; expected a strength from 1 to 4. Correct the number, or the scale "
     "of the relation."),
    ("ties", "no_ids", "x.xlsx", workbook((0, 1), (1, 0)),
     "x.xlsx: found a matrix without ids; expected ids above it and at its left. Write them there, "
     "or say that it is in the order of the members table: --in-order."),
    ("ties", "unknown_people", "x.xlsx", workbook(("from", "to"), (None, "m2"), ("m9", "m2")),
     "x.xlsx, row 3: found answers from 'm9', whom nobody has confirmed; expected people by id, by "
     "e-mail, or by a name that was confirmed. Run the same command with --review, confirm who is "
     "who, and bring the file again."),
    ("tests", "not_a_date", "x.xlsx",
     workbook(("team", "idea", "date", "scale"), ("t1", "x1", 45579, "school")),
     "x.xlsx, row 2, column date: found '45579'; expected a day, such as 2025-01-31. Write "
     "2024-10-14, if that is the day: a spreadsheet saved it as a count of days; format the column "
     "as year-month-day."),
    ("tests", "no_stages", "x.csv",
     b"team,idea,date,scale,notes\nt1,x1,2025-01-31,school,It went well.\n",
     "x.csv, row 2, column notes: found 'It went well.'; expected stages that are "
     "named, such as Plan: and Do:. Name the stages in a copy of the file, or take the column "
     "out."),
    ("tests", "unexplained_word", "x.csv",
     "team,idea,date,scale,act\nt1,x1,2025-01-31,school,\u2610 Adopt \u2610 Adapt\n".encode(),
     "x.csv, row 2, column act: found '\u2610 Adopt \u2610 Adapt'; expected adopt, adapt, abandon, "
     "expand or undecided. Say what it stands for: --words '\u2610 Adopt \u2610 Adapt=adopt'."),
    ("tests", "unknown_measure", "x.csv",
     b"team,idea,date,scale,measure\nt1,x1,2025-01-31,school,Smiles\n",
     "x.csv, row 2, column measure: found 'Smiles', which is not there; expected an id or the name "
     "of one in measures. Add it to measures, or correct it in a copy of the file."),
    ("tests", "no_tests", "x.xlsx", workbook(("Our tests",)),
     "x.xlsx: found neither a log of tests nor the form of one; expected headers, or labels in one "
     "column, such as Team, Change idea, Plan, Prediction, Act. Write such headers in a copy of "
     "the file."),
    ("diagram", "empty_file", "x.txt", b"  \n",
     "x.txt: found an empty file; expected a row of headers, and a row for each entry. Fill the "
     "table in, or take the file out."),
    ("diagram", "which_levels", "x.txt", b"a\n b\n  c\n   d\n    e\n",
     "x.txt, row 1: found 5 levels of boxes; expected four (aim, primary driver, secondary driver, "
     "change idea), or a word that says what each level is. Say it: --levels 'aim, primary driver, "
     "change idea'."),
    ("diagram", "two_parents", "x.csv",
     b"id,kind,text,parent\na,aim,Read,\np,primary,Time,a\nq,secondary,Time,a\nr,idea,Hat,Time\n",
     "x.csv, row 5: found 'Time', which is 'p' and 'q'; expected the id or the text of one box. "
     "Write the id of the box that is meant, in a copy of the file."),
    ("diagram", "id_twice", "x.csv", b"id,kind,text,parent\na,aim,Read,\na,aim,Write,\n",
     "x.csv, row 3: found the id of another box before 'Write'; expected an id of its own for each "
     "box. Correct one of the two, in a copy of the file."),
    ("measures", "empty_file", "x.xlsx", workbook(),
     "x.xlsx: found a workbook with nothing in it; expected a row of headers, and a row for each "
     "entry. Fill the table in, or take the file out."),
    ("measures", "no_points", "x.csv", b"measure,site\nk1,o1\n",
     "x.csv: found no points of a measure; expected columns for a day and a value, or a column for "
     "each month, week or term. Write such headers in a copy of the file."),
    ("measures", "unexplained_time", "x.xlsx",
     workbook(("measure", "site", "Term 1", "Term 2"), ("k1", "o1", 1, None)),
     "x.xlsx: found 'Term 1'; expected a day, a month with its year, or a week or term that was "
     "explained. Say when it begins: --periods 'Term 1=2024-09-02'."),
    ("measures", "unexplained_cell", "x.csv", b"measure,site,date,value\nk1,o1,2025-01-31,3;5\n",
     "x.csv, row 2, column value: found '3;5'; expected a number, a count such as 12/20, or a "
     "reason that was explained. Say why there is no value: --reasons '3;5=school closed'."),
    ("measures", "not_a_date", "x.csv",
     b"measure,site,date,value,reported\nk1,o1,2025-01-31,3,soon\n",
     "x.csv, row 2, column reported_on: found 'soon'; expected a day, such as 2025-01-31. Write the"
     " day as year-month-day."),
    ("measures", "point_twice", "x.csv",
     b"measure,site,Jan 2025,2025-01,Feb 2025\nk1,o1,1,2,3\n",
     "x.csv, row 2: found another point of 'k1' at 'o1' on 2025-01-01; expected one point for a "
     "measure, a site and a day. Take one of them out, in a copy of the file."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "code", "name", "content", "sentence"), CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES]
)
def test_a_broken_file_gets_its_sentence(
    tmp_path: Path, reader: str, code: str, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    load = READERS[reader](path)
    assert [(problem.code, str(problem)) for problem in load.errors] == [(code, sentence)]
    assert load.tables == {}
    accounted(load)
    assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(content).digest()


def test_no_two_are_of_one_kind() -> None:
    kinds = [case[:2] for case in CASES]
    assert len(set(kinds)) == len(kinds) >= 30


@pytest.mark.parametrize("reader", READERS)
def test_what_is_no_file_is_named(tmp_path: Path, reader: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "real.csv").write_text("a,b\n")
    os.symlink(tmp_path / "real.csv", tmp_path / "link.csv")
    found = [str(READERS[reader](tmp_path / f"{name}.csv").errors[0])
             for name in ("folder", "link", "gone")]  # fmt: skip
    assert found == [
        "folder.csv: found a folder; expected a file. Name the file that is to be read.",
        "link.csv: found a link to another place; expected the file itself. Copy the file here: "
        "what a link leads to may change unseen.",
        "gone.csv: found no such file; expected a file to read. Correct its name or its place.",
    ]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "content",
    ['a,b\n"never closed', "\ufeff;;;\n", ",\n" * 40, "\u202e,=1+1\n\u200b,x\n", '"a\nb","c"\n1\n'],
)
def test_odd_text_ends_in_rows_or_in_problems(tmp_path: Path, reader: str, content: str) -> None:
    (tmp_path / "x.csv").write_text(content, encoding="utf-8")
    load = READERS[reader](tmp_path / "x.csv")
    accounted(load, ["relations", "tie_asked", "theory_versions"])
    assert bool(load.tables) != bool(load.errors)
