"""What stands in a cell of a measure: a value, a count out of a total, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nicdev.intake.labels import plain

_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?", re.ASCII)
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:/|of|out of)\s*(\d+(?:\.\d+)?)", re.ASCII)
_SUPPRESSED = re.compile(r"\*+|(?:n\s*)?<\s*=?\s*\d+|suppressed|masked|redacted|too few|"
                         r"fewer than \d+|less than \d+")  # fmt: skip
_MARKED = {"ns", "n/s", "n/a", "na", "nd", "n/d", "nr", "-", "--", "\u2013", "\u2014", ".",
           "no data", "missing", "not reported", "not submitted", "not available",
           "not applicable", "#n/a"}  # fmt: skip
PERCENT, SHARES = {"%", "percent", "per cent", "percentage"}, {"share", "proportion", "rate"}


@dataclass(frozen=True)
class Point:
    """A cell as it is read; all empty where there is nothing in it."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    missing: str = ""
    note: str = ""


def point(text: str, unit: str, reasons: Mapping[str, str]) -> Point | None:
    """The cell; None where nothing explains it.

    Parameters
    ----------
    text : the cell
    unit : the measure's unit: a percent sign is only read where the unit is percent, or a share
    reasons : why there is no value, by words that were told, as they are compared
    """
    bare = plain(text)
    if not bare:
        return Point()
    if bare in reasons:
        return Point(missing=reasons[bare])
    if _SUPPRESSED.fullmatch(bare):
        return Point(missing="suppressed")
    if bare in _MARKED:
        return Point(missing=f"marked {text}")
    if match := _SHARE.fullmatch(bare):
        if float(match[2]) == 0:
            return Point(missing="0 out of 0" if float(match[1]) == 0 else f"{match[1]} out of 0")
        return Point(numerator=number(match[1]), denominator=number(match[2]))
    if bare.endswith("%") and _NUMBER.fullmatch(bare[:-1].strip()):
        value = bare[:-1].strip().replace(",", "")
        if plain(unit) in PERCENT:
            return Point(value=number(value))
        return Point(value=f"{float(value) / 100:.10g}") if plain(unit) in SHARES else None
    return Point(value=number(bare)) if _NUMBER.fullmatch(bare) else None


def number(text: str) -> str:
    """A number as the tables have it: no commas, no spare zeros."""
    plain_number = text.replace(",", "")
    if "." in plain_number:
        plain_number = plain_number.rstrip("0").rstrip(".")
    return plain_number.removeprefix("+")
