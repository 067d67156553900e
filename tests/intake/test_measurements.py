"""Points of measures: long and wide, shares, weeks and terms, cells without a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake.conftest import accounted

from nicdev.intake.grid import Source, grid, open_source
from nicdev.intake.load import Load
from nicdev.intake.measurements import Known, measurements
from nicdev.intake.periods import Calendar

KNOWN = Known(
    {"measure_id": {"k1": "k1", "books read": "k1", "k2": "k2"},
     "site_id": {"o1": "o1", "north school": "o1", "o2": "o2"}},
    {"k1": "%", "k2": "minutes"},
)  # fmt: skip
LONG = """\
Measure,School,Date,Numerator,Denominator,Comments
Books read,North School,2024-10-01,12,20,
Books read,o2,2024-10-01,9,0,
Books read,Total,2024-10-01,21,20,
"""
WIDE = """\
Books by month,,,
Measure,School,Sep 2024,Oct 2024,Color
k1,o1,85%,NS,red
k1,o2,12/20,*,
k2,o1,,n/a,
k2,o2,,,x
"""

Made = Callable[..., Source]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def write(text: str, name: str = "x.csv") -> Source:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return open_source(tmp_path / name)

    return write


def points(load: Load) -> list[str]:
    return [",".join(row) for row in load.tables["measurements"].to_numpy().tolist()]


def test_a_row_a_point(made: Made) -> None:
    load = measurements(made(LONG), KNOWN)
    accounted(load)
    assert list(load.tables["measurements"]) == [
        "measure_id", "site_id", "on", "group", "value", "numerator", "denominator",
        "missing_reason", "note",
    ]  # fmt: skip
    assert points(load) == ["k1,o1,2024-10-01,,,12,20,,", "k1,o2,2024-10-01,,,,,9 out of 0,"]
    assert [fate.became for fate in load.fates] == ["heading", "used", "used", "heading"]
    assert load.problems == ()


def test_a_column_a_month_and_cells_without_a_value(made: Made) -> None:
    load = measurements(made(WIDE), replace(KNOWN, reasons={"ns": "not sent in"}))
    accounted(load)
    assert points(load) == [
        "k1,o1,2024-09-01,,85,,,,", "k1,o1,2024-10-01,,,,,not sent in,",
        "k1,o2,2024-09-01,,,12,20,,", "k1,o2,2024-10-01,,,,,suppressed,",
        "k2,o1,2024-10-01,,,,,marked n/a,",
    ]  # fmt: skip
    assert load.guesses == (
        "1 point is unknown: marked n/a.",
        "1 point is unknown: not sent in.",
        "1 point is unknown: suppressed.",
        "3 empty cells say nothing: no point comes of that.",
    )
    assert [(fate.row, fate.why) for fate in load.fates if fate.became == "aside"] == [
        (6, "no point in the row")
    ]
    assert [str(problem) for problem in load.problems] == [
        "x.csv: found 1 column that nothing stands for: 'Color'; expected columns such as Measure, "
        "Site, Date, Value, or times. Rename them in a copy, or go on: they were not read."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Measure,Site,Sep 2024 num,Sep 2024 den,Oct 2024 num,Oct 2024 den\nk1,o1,1,2,3,4\n",
        "Measure,Site,Sep 2024,,Oct 2024,\n,,N,D,N,D\nk1,o1,1,2,3,4\n",
        "Measure,Site,N/D,Sep 2024,Oct 2024\nk1,o1,Numerator,1,3\nk1,o1,Denominator,2,4\n",
        "Measure,Site,Sep 2024,Oct 2024\nk1,o1,1 of 2,3 / 4\n",
    ],
)
def test_counts_and_totals_in_every_place(made: Made, text: str) -> None:
    load = measurements(made(text), KNOWN)
    accounted(load)
    assert points(load) == ["k1,o1,2024-09-01,,,1,2,,", "k1,o1,2024-10-01,,,3,4,,"]


def test_weeks_terms_and_months_of_a_school_year(made: Made) -> None:
    calendar = Calendar(date(2024, 8, 26), {"fall": "2024-09-03"}, 2024)
    told = replace(KNOWN, told={"measure_id": "k2", "site_id": "o1"}, calendar=calendar)
    load = measurements(made("Week,Score\nWeek 1,5\nW3,6\nFall,7\nFebruary,8\nNov,9\n"), told)
    accounted(load)
    assert load.tables["measurements"]["on"].tolist() == [
        "2024-08-26", "2024-09-09", "2024-09-03", "2025-02-01", "2024-11-01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sep 2024", "2024-09-01"), ("September 24", "2024-09-01"), ("Sept. 2024", "2024-09-01"),
        ("2024-09", "2024-09-01"), ("9/2024", "2024-09-01"), ("2024 Sep", "2024-09-01"),
        ("Oct 3rd, 2024", "2024-10-03"), ("3-Oct-24", "2024-10-03"), ("14/3/2024", "2024-03-14"),
        ("May", "2025-05-01"), ("Marker", ""), ("Sep", "2024-09-01"), ("Junior 2024", ""),
        ("13/2024", ""), ("3/4/2024", ""), ("Fall", ""),
    ],
)  # fmt: skip
def test_times_as_people_write_them(text: str, expected: str) -> None:
    assert Calendar(year=2024).first_day(text) == expected


def test_a_total_behind_the_months_is_not_read(made: Made) -> None:
    load = measurements(made("measure,site,Sep 2024,Oct 2024,Total\nk1,o1,1,2,3\n"), KNOWN)
    accounted(load)
    assert len(points(load)) == 2
    assert [p.found for p in load.problems] == ["1 column that nothing stands for: 'Total'"]


def test_a_rate_beside_its_counts(made: Made) -> None:
    load = measurements(
        made(
            "measure,site,date,rate,num,den\nk2,o1,2024-10-01,60,12,20\nk2,o1,2024-11-01,60,,20\n"
        ),
        KNOWN,
    )
    accounted(load)
    assert points(load) == [
        "k2,o1,2024-10-01,,,12,20,,", "k2,o1,2024-11-01,,60,,,,out of 20",
    ]  # fmt: skip
    assert load.guesses == (
        "1 value beside a numerator and a denominator: these two were taken.",
        "1 count beside a value went into its note.",
    )


def test_the_same_sheet_a_month_later_adds_the_new_column(made: Made) -> None:
    known = replace(KNOWN, there={("k1", "o1", "2024-09-01", ""): ("85", "", ""),
                                  ("k1", "o2", "2024-09-01", ""): ("", "11", "20")})  # fmt: skip
    load = measurements(made(WIDE), known)
    accounted(load)
    assert len(points(load)) == 3
    assert load.guesses[-1] == "2 points that the network has already were not added again."
    assert [str(p) for p in load.problems if p.code == "other_value"] == [
        "x.csv, row 4: found points that differ from those the network has; expected the same "
        "points. Correct the table measurements if these are right: its rows were left as they are."
    ]


def test_shares_that_a_spreadsheet_keeps_as_percent_are_a_caution(made: Made) -> None:
    load = measurements(made("measure,site,Sep 2024,Oct 2024\nk1,o1,0.85,0.9\n"), KNOWN)
    assert [str(problem) for problem in load.problems] == [
        "x.csv: found values of 'k1' from 0 to 1 only; expected percent, as its unit says. Look "
        "whether they are shares: a spreadsheet keeps 85 % as 0.85."
    ]


HEAD = "measure,site,date,value,numerator,denominator\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n",
         "x.csv: found no points of a measure; expected columns for a day and a value, or a column "
         "for each month, week or term. Write such headers in a copy of the file."),
        (HEAD + "books red,o1,2024-10-01,1,,\n",
         "x.csv, row 2: found 'books red', which is not there; expected an id or the name of one "
         "in measures. Write 'k1' in a copy of the file, if that is meant."),
        (HEAD + "k1,East,2024-10-01,1,,\n",
         "x.csv, row 2: found 'East', which is not there; expected an id or the name of one in "
         "organizations or teams. Add it to organizations or teams, or correct it in a copy of the "
         "file."),
        (HEAD + "k1,o1,Term 1,1,,\n",
         "x.csv, row 2: found 'Term 1'; expected a day, a month with its year, or a week or term "
         "that was explained. Say when it begins: --periods 'Term 1=2024-09-02'."),
        ("measure,site,Week 1,Week 2\nk1,o1,1,\n",
         "x.csv: found 'Week 1'; expected a day, a month with its year, or a week or term that was "
         "explained. Say on which day week 1 begins: --weeks-from 2024-08-26."),
        ("measure,site,Sep,Oct\nk1,o1,1,\n",
         "x.csv: found 'Sep'; expected a day, a month with its year, or a week or term that was "
         "explained. Say in which year the school year begins: --year 2024."),
        (HEAD + "k1,o1,3/4/2024,1,,\n",
         "x.csv, row 2: found '3/4/2024'; expected a day, a month with its year, or a week or term "
         "that was explained. Say the order: --dates 'month, day, year', or --dates 'day, month, "
         "year'."),
        (HEAD + "k1,o1,2024-10-01,snow,,\n",
         "x.csv, row 2, column value: found 'snow'; expected a number, a count such as 12/20, or a "
         "reason that was explained. Say why there is no value: --reasons 'snow=school closed'."),
        (HEAD + "k2,o1,2024-10-01,85%,,\n",
         "x.csv, row 2, column value: found '85%'; expected a number, a count such as 12/20, or a "
         "reason that was explained. Say why there is no value: --reasons '85%=school closed'."),
        (HEAD + "k1,,2024-10-01,1,,\n",
         "x.csv, row 2: found no site; expected a site for every point. Fill it in, or say what "
         "holds for all: --site."),
        (HEAD + "k1,o1,2024-10-01,,12,\n",
         "x.csv, row 2: found a numerator without a denominator, or the reverse; expected both, or "
         "a value. Fill the other one in, in a copy of the file."),
        (HEAD + "k1,o1,2024-10-01,1,,\nk1,o1,2024-10-01,2,,\n",
         "x.csv, row 3: found another point of 'k1' at 'o1' on 2024-10-01; expected one point for "
         "a measure, a site and a day. Take one of them out, in a copy of the file."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(made: Made, text: str, expected: str) -> None:
    load = measurements(made(text), KNOWN)
    accounted(load)
    assert [str(problem) for problem in load.errors] == [expected]
    assert load.tables == {}


CELLS = st.sampled_from(["", "k1", "o1", "o2", "2024-10-01", "Week 2", "12/20", "1/0", "NS", "*",
                         "5", "85%", "=1", "-", "Total"])  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([["measure", "site", "date", "value"], ["measure", "site", "Sep 2024", "Oct"],
                     ["measure", "site", "Sep 2024 num", "Sep 2024 den"]]),
    st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=6),
)  # fmt: skip
def test_any_file_ends_in_rows_or_in_problems(header: list[str], cells: list[list[str]]) -> None:
    known = replace(KNOWN, calendar=Calendar(date(2024, 8, 26), {}, 2024))
    load = measurements(Source("x.csv", "0" * 64, (grid("", [header, *cells]),)), known)
    accounted(load)
    assert bool(load.tables) != bool(load.errors)
