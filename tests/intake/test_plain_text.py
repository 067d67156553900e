"""The fast reader of long files and the exact one: the same cells, rows and problems, or none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nicdev.intake import delimited
from nicdev.intake.delimited import Parsed, parse, parse_exactly
from nicdev.intake.plain_text import well_formed
from nicdev.tables import TABLES, RawTable, check

HEADERS = TABLES["responses"].names
HEAD = "wave,respondent_id,item_id,value,missing\n"
CELLS = st.sampled_from(
    ["w1", "r1", "007", "NA", "null", "", " ", "1e3", "x y", "\u00a0", "é", "#", "\\", "'", "-",
     "4", " 4", "true", "\u2028", "\x0c", "\x1a", "\x1f", "nan", "👩", "1,5"]
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=8)
# What makes a file one for the exact reader, anywhere in it.
ODD = st.sampled_from(["", "", "", '"', "\n", "\r", ",", "\0", "\r\n", "\ufeff", ",,,,\n", "\t"])


def fast(content: bytes) -> pd.DataFrame | None:
    return well_formed(content, lambda line: delimited._delimiter(line, HEADERS))


@settings(derandomize=True, deadline=None, max_examples=100)
@given(
    ROWS,
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "last"]),
    ODD,
    st.integers(0, 200),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
)
@example([["a", "b", "c", "d", "e"]], ",", "\n", "last", "", 0, "utf-8")
def test_the_fast_reader_says_what_the_exact_one_says_or_leaves_it_to_it(
    rows: list[list[str]], sign: str, end: str, closed: str, odd: str, at: int, encoding: str
) -> None:
    text = end.join(sign.join(row) for row in [list(HEADERS), *rows]) + (end if closed else "")
    at = min(at, len(text))
    content = (text[:at] + odd + text[at:]).encode(encoding, errors="replace")
    found = fast(content)
    if found is None:
        return
    exact = parse_exactly(content, "responses.csv", HEADERS)
    assert exact.problems == ()
    assert list(found.columns) == list(exact.cells.columns)
    assert found.astype("str").to_numpy().tolist() == exact.cells.to_numpy().tolist()
    assert exact.rows.tolist() == list(range(2, len(found) + 2))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD + 'w1,r1,"i1",4,\n', "quotation marks"),
        (HEAD + "w1,r1,i1,4\n", "a cell too few"),
        (HEAD + "w1,r1,i1,4,,x\nw1,r1,i1\n", "a cell too many, and as many too few"),
        (HEAD + "w1,r1,i1\nw1,r1,i1,4,,x,y\n", "the same the other way round"),
        (HEAD + "w1,r1,i1,4,\n\nw1,r1,i2,4,\n", "a blank row"),
        (HEAD + "w1,r1,i1,4,\n , ,,,\n", "a row of blanks"),
        (HEAD + "w1,r1,i1,4,\rw1,r1,i2,4,\n", "an old end of a line"),
        (HEAD, "headers alone"),
        ("\n" + HEAD + "w1,r1,i1,4,\n", "a blank row above"),
        ("wave,respondent_id,\nw1,r1,\n", "a column without a header"),
        ("wave\nw1\n", "one column"),
    ],
)
def test_what_is_odd_is_left_to_the_exact_reader(text: str, why: str) -> None:
    assert fast(text.encode()) is None, why


def survey(faults: int) -> bytes:
    """More rows than one chunk."""
    rows = [f"w{at % 3},r{at // 93:03d},i{at // 3 % 31},{at % 5 + 1}," for at in range(10_000)]
    if faults:
        rows[7] = "w1,r000 ,i5,9,"
        rows[900] = "w9,r100,i99,x,forgot"
        rows[901] = rows[902]
        rows[8_000] = ",r001,i1,,"
    return (HEAD + "\n".join(rows) + "\n").encode()


@pytest.mark.parametrize("faults", [0, 4])
def test_a_check_says_the_same_of_both(monkeypatch: pytest.MonkeyPatch, faults: int) -> None:
    monkeypatch.setattr(delimited, "LONG", 1000)
    monkeypatch.setattr("nicdev.intake.plain_text.CHUNK", 60_000)
    content = survey(faults)
    ways = [parse(content, "responses.csv", HEADERS),
            parse_exactly(content, "responses.csv", HEADERS)]  # fmt: skip
    assert isinstance(ways[0].cells["wave"].dtype, pd.CategoricalDtype)
    one, other = (checked(way) for way in ways)
    assert one.problems == other.problems
    assert bool(one.problems) == bool(faults)
    for name, frame in one.tables.items():
        pd.testing.assert_frame_equal(frame, other.tables[name])


def checked(way: Parsed):  # type: ignore[no-untyped-def]
    def small(name: str, text: str) -> RawTable:
        header, *rows = [line.split(",") for line in text.split("\n")]
        cells = pd.DataFrame(rows, columns=header, dtype="str")
        return RawTable(name, f"{name}.csv", cells, np.arange(2, len(rows) + 2), "")

    people = "\n".join(f"w{wave},r{at:03d}" for wave in range(3) for at in range(400))
    items = "\n".join(f"i{at},roles.trust.facets,hub,x,1,5,no" for at in range(31))
    return check(
        {
            "members": small("members",
                             "member_id,observed_from,joined_on\nm1,2024-01-01,2024-01-01"),
            "waves": small("waves", "wave,label,starts_on,ends_on\n" + "\n".join(
                f"w{at},x,202{at}-01-01,202{at}-12-31" for at in range(3))),
            "respondents": small("respondents", f"wave,respondent_id\n{people}"),
            "items": small("items", f"item_id,key,referent,text,low,high,reversed\n{items}"),
            "responses": RawTable("responses", "responses.csv", way.cells, way.rows, ""),
        },
        {},
    )  # fmt: skip
