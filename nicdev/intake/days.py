"""Days as people write them, a column at a time: one order of day and month for all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from nicdev.errors import Problem
from nicdev.tables.mend import MONTHS, date_advice
from nicdev.tables.say import quoted

ORDERS = ("month, day, year", "day, month, year")
_TIME = re.compile(r"[T ,]+\d{1,2}:\d{2}.*$", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3})[a-z]*\.?,?[ -](\d{4}|\d{2})")
_NAME_DAY = re.compile(r"([A-Za-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)


def day(text: str, order: str) -> date | None:
    """The day; the order only matters where neither a year comes first nor a month has a name."""
    bare = _TIME.sub("", text.strip())
    if match := _YEAR_FIRST.fullmatch(bare):
        return _made(match[1], match[2], match[3])
    if match := _YEAR_LAST.fullmatch(bare):
        if order == ORDERS[0] and match[2] != ".":
            return _made(match[4], match[1], match[3])
        return _made(match[4], match[3], match[1])
    if match := _DAY_NAME.fullmatch(bare):
        return _made(match[3], str(MONTHS.get(match[2].lower(), 0)), match[1])
    if match := _NAME_DAY.fullmatch(bare):
        return _made(match[3], str(MONTHS.get(match[1].lower(), 0)), match[2])
    return None


def days(
    file: str, cells: Iterable[tuple[int, str, str]], told: str = ""
) -> tuple[dict[str, str], str, list[Problem]]:
    """The days of a file by the text that stands for each.

    Parameters
    ----------
    cells : row, column and text of each cell with a day
    told : the order of day and month, where it was told

    Returns
    -------
    dict, str, list : the days, written year-month-day; the order that was taken, '' where none
        mattered; what is no day, or could be two
    """
    listed = list(cells)
    texts = list(dict.fromkeys(text for _, _, text in listed))
    possible = [told] if told in ORDERS else list(ORDERS)
    bad = [text for text in texts if all(day(text, order) is None for order in possible)]
    problems = [
        Problem("not_a_date", file, quoted(text), "a day, such as 2025-01-31",
                date_advice(text, may_be_empty=False), _rows(listed, text),
                next(column for _, column, other in listed if other == text))
        for text in bad
    ]  # fmt: skip
    good = [text for text in texts if text not in bad]
    fitting = [order for order in possible if all(day(text, order) for text in good)]
    if not fitting:
        one, other = (next(t for t in good if day(t, order) is None) for order in ORDERS)
        problems.append(Problem(
            "mixed_dates", file, f"days in two orders, such as {quoted(other)} and {quoted(one)}",
            "one order of day and month", "Write them year-month-day, in a copy of the file.",
            tuple(sorted({*_rows(listed, one), *_rows(listed, other)})),
        ))  # fmt: skip
        return {}, "", problems
    readings = [{text: str(day(text, order)) for text in good} for order in fitting]
    if len(readings) == 2 and readings[0] != readings[1]:
        text = next(text for text in good if readings[0][text] != readings[1][text])
        problems.append(Problem(
            "two_days", file, f"{quoted(text)}, which is {readings[0][text]} or "
            f"{readings[1][text]}", "days that can be read in one way",
            f"Say the order: --dates '{ORDERS[0]}', or --dates '{ORDERS[1]}'.",
            _rows(listed, text),
        ))  # fmt: skip
    mattered = any(day(text, ORDERS[0]) != day(text, ORDERS[1]) for text in good)
    return readings[0], fitting[0] if mattered else "", problems


def _rows(cells: Sequence[tuple[int, str, str]], text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(row for row, _, other in cells if other == text))


def _made(year: str, month: str, day_of_month: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day_of_month))
    except ValueError:
        return None
