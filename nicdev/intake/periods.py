"""When a point of a measure is: days, months, weeks of a school year, terms."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from nicdev.errors import Problem
from nicdev.intake.days import ORDERS, day
from nicdev.intake.labels import plain
from nicdev.tables.mend import MONTHS
from nicdev.tables.say import quoted

SUMMER = 7  # a school year is called after the calendar year of its months from July on
_WEEK = re.compile(r"(?:school )?(?:week|wk|w)\.?\s*#?(\d{1,2})")
_NAME = r"([a-z]{3,9})\.?"
_NAME_YEAR = re.compile(_NAME + r"[ ,'/-]*(\d{4}|\d{2})")
_YEAR_NAME = re.compile(r"(\d{4})[ /-]" + _NAME)
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})/(\d{4})")
_NAME_ALONE = re.compile(_NAME)
_TERM = re.compile(
    r"(?:(?:term|quarter|semester|trimester|fall|autumn|winter|spring|summer)[ -]*\d{0,4}"
    r"|(?:q|t|s|sy)[ -]?\d{1,4})(?:[ /-]\d{2,4})?"
)


@dataclass(frozen=True)
class Calendar:
    """What was told about when things are.

    Parameters
    ----------
    weeks_from : the first day of week 1
    starts : first days by the words that stand for them, as they are compared
    year : the calendar year in which the school year begins, for months without a year
    order : the order of day and month; '' where it was not told
    """

    weeks_from: date | None = None
    starts: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    order: str = ""

    def first_day(self, text: str) -> str:
        """The first day, year-month-day; '' where the text is no time, or nothing explains it."""
        bare = plain(text)
        if bare in self.starts:
            return self.starts[bare]
        if match := _WEEK.fullmatch(bare):
            weeks = timedelta(weeks=int(match[1]) - 1)
            return str(self.weeks_from + weeks) if self.weeks_from else ""
        orders = (self.order,) if self.order else ORDERS
        found = {day(text, order) for order in orders} - {None}
        if found:
            return str(found.pop()) if len(found) == 1 else ""
        year, month = _month(bare)
        if month and not year and self.year is not None:
            year = self.year + (month < SUMMER)
        return str(date(year, month, 1)) if year and month else ""


def looks_like_time(text: str) -> bool:
    """Whether a header is a day, a month, a week or a term, explained or not."""
    bare = plain(text)
    is_time = _WEEK.fullmatch(bare) or _TERM.fullmatch(bare) or _month(bare)[1]
    return bool(is_time or any(day(text, order) for order in ORDERS))


def unexplained(file: str, text: str, rows: tuple[int, ...], column: str = "") -> Problem:
    """A time that was not explained, and what to tell."""
    bare = plain(text)
    if _WEEK.fullmatch(bare):
        do = "Say on which day week 1 begins: --weeks-from 2024-08-26."
    elif _NAME_ALONE.fullmatch(bare) and _month(bare)[1]:
        do = "Say in which year the school year begins: --year 2024."
    elif any(day(text, order) for order in ORDERS):
        do = f"Say the order: --dates '{ORDERS[0]}', or --dates '{ORDERS[1]}'."
    else:
        do = f"Say when it begins: --periods '{text[:40]}=2024-09-02'."
    return Problem("unexplained_time", file, quoted(text), "a day, a month with its year, or a "
                   "week or term that was explained", do, rows, column)  # fmt: skip


def _month(bare: str) -> tuple[int, int]:
    """Year and month, 0 for what is not said."""
    if match := _YEAR_MONTH.fullmatch(bare):
        year, month = int(match[1]), int(match[2])
    elif match := _MONTH_YEAR.fullmatch(bare):
        year, month = int(match[2]), int(match[1])
    elif match := _YEAR_NAME.fullmatch(bare):
        year, month = int(match[1]), _named(match[2])
    elif match := _NAME_YEAR.fullmatch(bare):
        year, month = int(match[2]), _named(match[1])
        year += 2000 if len(match[2]) == 2 else 0
    elif match := _NAME_ALONE.fullmatch(bare):
        year, month = 0, _named(match[1])
    else:
        return 0, 0
    return (year, month) if 1 <= month <= 12 else (0, 0)


def _named(word: str) -> int:
    """The month of that name, whole or shortened; 0 for another word."""
    full = next((name for name in calendar.month_name if name.lower().startswith(word)), "")
    return MONTHS.get(word[:3], 0) if full or word == "sept" else 0
