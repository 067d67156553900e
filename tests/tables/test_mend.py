"""Whatever a spreadsheet did to a date or a number, the right way to write it is named."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.tables.mend import date_advice, day, number_advice

DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2090, 12, 31))
FORMS = ["%d.%m.%Y", "%Y/%m/%d", "%d %b %Y", "%B %d, %Y", "%Y%m%d", "%Y-%m-%d %H:%M"]


@settings(derandomize=True, deadline=None)
@given(DAYS, st.sampled_from(FORMS))
def test_a_date_with_one_meaning_is_named(when: datetime.date, form: str) -> None:
    assert date_advice(when.strftime(form), may_be_empty=False) == f"Write {when}."


@settings(derandomize=True, deadline=None)
@given(DAYS)
def test_both_meanings_of_a_slashed_date_are_offered(when: datetime.date) -> None:
    assert str(when) in date_advice(when.strftime("%m/%d/%Y"), may_be_empty=False)
    assert str(when) in date_advice(when.strftime("%d/%m/%Y"), may_be_empty=False)


@settings(derandomize=True, deadline=None)
@given(DAYS)
def test_a_day_counted_by_a_spreadsheet_is_named(when: datetime.date) -> None:
    count = (when - datetime.date(1899, 12, 30)).days
    if 20_000 <= count < 80_000:
        assert f"Write {when}, if that is the day" in date_advice(str(count), may_be_empty=False)


@settings(derandomize=True, deadline=None)
@given(st.text())
def test_no_text_is_too_odd_for_advice(text: str) -> None:
    assert date_advice(text, may_be_empty=True).endswith(".")
    assert number_advice(text, "hours", may_be_empty=False).endswith(".")
    assert day(text) is None or len(text) == 10


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("3,5", "Write 3.5, with a point before decimals."),
        (
            "1,234",
            "Write 1234 if the comma separates thousands, 1.234 if decimals follow it.",
        ),
        ("1,234,567", "Write 1234567, without commas."),
        ("1,234.5", "Write 1234.5, without commas."),
        ("1.234,5", "Write 1234.5, with a point before decimals."),
        ("1 234", "Write 1234, without a sign between thousands."),
        ("45%", "Write 45 or its hundredth, as the unit asks, without the % sign."),
        ("3 hrs", "Write 3 alone: the unit is hours."),
        ("\u22123", "Write -3, with the minus sign of the keyboard."),
        ("2024-03-04", "Write the number: a spreadsheet may have turned it into a date."),
        ("n/a", "Leave the cell empty."),
        ("many", "Write a number in digits, such as 3 or 3.5."),
    ],
)
def test_advice_on_numbers(text: str, advice: str) -> None:
    assert number_advice(text, "hours", may_be_empty=True) == advice
