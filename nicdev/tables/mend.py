"""What somebody probably meant who wrote a date or a number in another way."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

MONTHS = {name.lower(): at for at, name in enumerate(calendar.month_abbr) if name}
# Day 0 of spreadsheets that count days; and the span of numbers that are days of our time.
SPREADSHEET_DAY_0 = date(1899, 12, 30)
SPREADSHEET_DAYS = range(20_000, 80_000)
# A date in a network's records outside these years is a slip of the finger.
YEARS = range(1900, 2101)
NOTHING = frozenset({"na", "n/a", "nan", "none", "null", "-", "--", ".", "?", "unknown", "tbd"})

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*$", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_DAY_MONTH_NAME = re.compile(r"(\d{1,2})[ -]?([A-Za-z]{3})[a-z]*\.?[ ,-]*(\d{4})", re.ASCII)
_MONTH_NAME_DAY = re.compile(
    r"([A-Za-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII
)
_COMMA_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(\.\d+)?", re.ASCII)
_POINT_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
_SPACED = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u202f'\u2019]\d{3})+(?:\.\d+)?")
_WITH_UNIT = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*[A-Za-z]+\.?", re.ASCII)


def is_iso(text: str) -> bool:
    """Whether the text has the shape of a date; the day need not exist."""
    return _ISO.fullmatch(text) is not None


def day(text: str) -> date | None:
    """The day, where the text is a date of our time written year-month-day."""
    match = _ISO.fullmatch(text)
    if match is None or int(match[1]) not in YEARS:
        return None
    return _day(match[1], match[2], match[3])


def date_advice(text: str, *, may_be_empty: bool) -> str:
    """What to write instead of a text that is not a date."""
    if text.casefold() in NOTHING:
        return _nothing("the day", may_be_empty=may_be_empty)
    if text.isascii() and text.isdigit() and int(text) in SPREADSHEET_DAYS:
        meant = SPREADSHEET_DAY_0 + timedelta(days=int(text))
        return (
            f"Write {meant}, if that is the day: a spreadsheet saved it as a count of days; "
            "format the column as year-month-day."
        )
    readings = _readings(text)
    if len(readings) == 2:
        return f"Write {readings[0]} or {readings[1]}, whichever is meant."
    if readings:
        return f"Write {readings[0]}."
    return "Write the day as year-month-day."


def impossible_advice(text: str) -> str:
    """What to do about a text that looks like a date of a day that does not exist."""
    year, month, day_of_month = text.split("-")
    if int(year) not in YEARS:
        return "Correct the year."
    swapped = _day(year, day_of_month, month)
    if swapped:
        return f"Write {swapped}, if day and month were exchanged."
    if 1 <= int(month) <= 12:
        days = calendar.monthrange(int(year), int(month))[1]
        return f"Correct the day: that month had {days} days."
    return "Correct the month: there are twelve."


def number_advice(text: str, unit: str, *, may_be_empty: bool) -> str:
    """What to write instead of a text that is not a number."""
    plain = text.replace("\u2212", "-")
    if text.casefold() in NOTHING:
        return _nothing("the number", may_be_empty=may_be_empty)
    if plain.endswith("%"):
        bare = plain[:-1].strip().replace(",", ".")
        return f"Write {bare} or its hundredth, as the unit asks, without the % sign."
    comma = _comma_advice(plain)
    if comma:
        return comma
    if _SPACED.fullmatch(plain):
        return f"Write {re.sub(r'[^0-9.+-]', '', plain)}, without a sign between thousands."
    with_unit = _WITH_UNIT.fullmatch(plain)
    if with_unit:
        return f"Write {with_unit[1]} alone" + (f": the unit is {unit}." if unit else ".")
    if is_iso(plain) or _readings(plain):
        return "Write the number: a spreadsheet may have turned it into a date."
    if plain != text:
        return f"Write {plain}, with the minus sign of the keyboard."
    return "Write a number in digits, such as 3 or 3.5."


def _comma_advice(text: str) -> str:
    thousands = _COMMA_THOUSANDS.fullmatch(text)
    without = text.replace(",", "")
    if thousands and text.count(",") == 1 and thousands[1] is None:
        return (
            f"Write {without} if the comma separates thousands, {text.replace(',', '.')} if "
            "decimals follow it."
        )
    if thousands:
        return f"Write {without}, without commas."
    if _POINT_THOUSANDS.fullmatch(text):
        return f"Write {text.replace('.', '').replace(',', '.')}, with a point before decimals."
    if _DECIMAL_COMMA.fullmatch(text):
        return f"Write {text.replace(',', '.')}, with a point before decimals."
    return ""


def _nothing(what: str, *, may_be_empty: bool) -> str:
    return "Leave the cell empty." if may_be_empty else f"Write {what}; it is needed here."


def _readings(text: str) -> list[str]:
    """Every day that a date in another way of writing may mean, in order, none twice."""
    bare = _TIME.sub("", text)
    found: list[date | None] = []
    if match := _YEAR_FIRST.fullmatch(bare):
        found = [_day(match[1], match[2], match[3])]
    elif match := _YEAR_LAST.fullmatch(bare):
        year = match[4] if len(match[4]) == 4 else f"20{match[4]}"
        found = [_day(year, match[3], match[1])]
        if match[2] != ".":
            found.insert(0, _day(year, match[1], match[3]))
    elif match := _DAY_MONTH_NAME.fullmatch(bare):
        found = [_day(match[3], str(MONTHS.get(match[2].lower(), 0)), match[1])]
    elif match := _MONTH_NAME_DAY.fullmatch(bare):
        found = [_day(match[3], str(MONTHS.get(match[1].lower(), 0)), match[2])]
    elif len(bare) == 8 and bare.isascii() and bare.isdigit():
        found = [_day(bare[:4], bare[4:6], bare[6:])]
    return list(dict.fromkeys(str(one) for one in found if one and one.year in YEARS))


def _day(year: str, month: str, day_of_month: str) -> date | None:
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        return None
