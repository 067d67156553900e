"""Whatever saved a table, its cells come back, and whatever is wrong with the file is named."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from nicdev.intake.delimited import parse
from nicdev.intake.folder import Read
from nicdev.tables import TABLES

Reading = Callable[..., Read]

HEADERS = TABLES["members"].names
HEADER = "member_id,observed_from,joined_on\n"
SIGNS = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
WESTERN = st.characters(codec="cp1252", exclude_characters="\x00")
IDS = st.sampled_from(["007", "NO", "1e3", "0012", "1_000", "12:30:45", "TRUE", "null", "-0", "NA"])


def said(read: Read) -> list[str]:
    return [f"{problem.level}: {problem}" for problem in read.problems]


def rows_of(cells: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    """Rows with an id, so that none is blank, and any two texts."""
    return st.lists(st.tuples(IDS, cells, cells).map(list), max_size=6)


def written(rows: list[list[str]], delimiter: str, end: str) -> str:
    out = io.StringIO(newline="")
    # The writer quotes every sign of a line's end only if it ends lines with both.
    quoting = csv.QUOTE_MINIMAL if end == "\r\n" else csv.QUOTE_ALL
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([HEADERS[:3], *rows])
    return out.getvalue()


@settings(derandomize=True, deadline=None)
@given(
    rows_of(st.text(SIGNS)),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig"]),
)
@example([["007", 'He said "no"; then,\r\nleft|\t', "é"]], ";", "\r\n", "utf-8-sig")
def test_cells_come_back_as_they_were(
    rows: list[list[str]], delimiter: str, end: str, encoding: str
) -> None:
    parsed = parse(written(rows, delimiter, end).encode(encoding), "members.csv", HEADERS)
    assert parsed.problems == ()
    assert parsed.cells.to_numpy().tolist() == rows
    assert parsed.rows.tolist() == list(range(2, len(rows) + 2))


@settings(derandomize=True, deadline=None)
@given(rows_of(st.text(WESTERN)), st.sampled_from(",;\t|"))
@example([["007", "Zoë’s café", "–"]], ";")
def test_windows_1252_comes_back_with_a_warning(rows: list[list[str]], delimiter: str) -> None:
    content = written(rows, delimiter, "\r\n").encode("cp1252")
    parsed = parse(content, "members.csv", HEADERS)
    # Where every accent happens to make UTF-8, nobody can tell.
    assume(content.decode("utf-8", errors="replace").count("\ufffd"))
    assert [problem.code for problem in parsed.problems] == ["windows_1252"]
    assert parsed.cells.to_numpy().tolist() == rows


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    st.one_of(
        st.binary(),
        st.text(st.sampled_from('a0";,\t|\n\r \ufeffé\x00'), max_size=40).map(str.encode),
    )
)
def test_no_bytes_are_too_odd_to_speak_of(content: bytes) -> None:
    parsed = parse(content, "members.csv", HEADERS)
    assert parsed.usable or parsed.problems
    assert len(parsed.cells) == len(parsed.rows)
    assert all(str(problem).endswith((".", '".')) for problem in parsed.problems)


def test_rows_are_numbered_as_a_spreadsheet_shows_them(read: Reading) -> None:
    text = f'\n{HEADER}m1,"two\nlines",x\n\n , ,\nm2,,\n\n'
    result = read({"members.csv": text})
    assert result.raws["members"].rows.tolist() == [3, 6]
    assert said(result) == [
        "warning: members.csv, rows 4 and 5: found nothing between rows of data; expected a table "
        "without gaps. Take the row out, or go on: it was skipped."
    ]


def test_columns_in_which_nothing_stands_are_nothing(read: Reading) -> None:
    result = read({"members.csv": "member_id,observed_from,joined_on,,\nm1,a,b,,\nm2,a,b,,,\n"})
    assert said(result) == []
    assert result.raws["members"].cells.to_numpy().tolist() == [["m1", "a", "b"], ["m2", "a", "b"]]


def test_torn_rows_are_named_and_kept_in_mind(read: Reading) -> None:
    text = f"{HEADER}m1,2024-01-01,2024-01-01,late\nm2,2024-01-01\nm3,a,b\n"
    result = read({"members.csv": text})
    assert said(result) == [
        "error: members.csv, row 2: found 4 cells; expected 3, as many as there are headers. Put "
        "quotation marks around texts with commas in them.",
        "error: members.csv, row 3: found 2 cells; expected 3, as many as there are headers. Fill "
        "the row up, or join it with the row it was torn from.",
    ]
    members = result.raws["members"]
    assert members.rows.tolist() == [4]
    assert members.torn == {"m1", "m2", "2024-01-01", "late"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"",
            "found an empty file; expected a row of headers, and a row for each entry. Fill the "
            "table in, or take the file out.",
        ),
        (
            b"\n , ,\n",
            "found an empty file; expected a row of headers, and a row for each entry. Fill the "
            "table in, or take the file out.",
        ),
        (
            HEADER.encode("utf-16"),
            'found text in UTF-16; expected text in UTF-8. Save the table again as "CSV UTF-8".',
        ),
        (
            HEADER.encode("utf-16-le"),
            'found text in UTF-16; expected text in UTF-8. Save the table again as "CSV UTF-8".',
        ),
        (
            HEADER.encode() + b"m1,\x00,x\n",
            "found zero bytes on line 2 of the file; expected a table saved as text. Save the "
            'table again as "CSV UTF-8".',
        ),
        (
            HEADER.encode() + b"m1,a,b\r\nm2,\x81,x\n",
            "found text on line 3 of the file that is neither UTF-8 nor Windows-1252; expected "
            'text in UTF-8. Save the table again as "CSV UTF-8".',
        ),
        (
            (HEADER + 'm1,"open,x\nm2,a,b\n').encode(),
            "row 2: found a quotation mark that is never closed; expected a second quotation mark "
            "at the end of the cell. Close it, or take it out.",
        ),
        (
            (HEADER + 'm1,a,b\nm2,"a "word" b",x\n').encode(),
            "row 3: found a quotation mark inside a cell that is itself in quotation marks; "
            "expected two of them for each one that belongs to the text. Write it twice, or save "
            "the table again from the spreadsheet.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(read: Reading, content: bytes, sentence: str) -> None:
    result = read({"members.csv": content})
    comma = ", " if sentence.startswith("row") else ": "
    assert said(result) == [f"error: members.csv{comma}{sentence}"]
    assert not result.raws["members"].usable


def test_windows_1252_is_read_with_a_warning(read: Reading) -> None:
    result = read({"members.csv": HEADER.encode() + b"m1,a,caf\xe9\n"})
    assert said(result) == [
        "warning: members.csv: found text on line 2 of the file that is not UTF-8; it was read as "
        "Windows-1252; expected text in UTF-8. Look whether accents and quotation marks came out "
        'right. Save the table again as "CSV UTF-8".'
    ]
    assert result.raws["members"].cells.iloc[0, 2] == "café"


def test_cells_as_long_as_an_interview(read: Reading) -> None:
    before = csv.field_size_limit()
    long = "word " * 100_000
    result = read({"documents.csv": f"document_id,text\nd1,{long}\n"})
    assert result.raws["documents"].cells.iloc[0, 1] == long
    assert csv.field_size_limit() == before
