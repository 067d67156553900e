"""Moments and lengths of time as programs for meetings write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

_MOMENT = re.compile(
    r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})[ T,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?"
    r"\s*([AaPp])?\.?\s?[Mm]?\.?(?:\s*(?:Z|UTC|GMT)?[+-]?[\d:]*)?"
)
_LENGTH = re.compile(
    r"(?:(\d+)\s*(?:h|hr|hrs|hours?)\b[ ,]*)?(?:(\d+)\s*(?:m|min|mins|minutes?)\b[ ,]*)?"
    r"(?:(\d+)\s*(?:s|sec|secs|seconds?)\b)?", re.IGNORECASE,
)  # fmt: skip
_COLONS = re.compile(r"(\d+):(\d{2})(?::(\d{2}))?")
ORDERS = {"year, month, day": (0, 1, 2), "month, day, year": (2, 0, 1),
          "day, month, year": (2, 1, 0)}  # fmt: skip


def orders(texts: Sequence[str]) -> list[str]:
    """The orders of day, month and year in which every one of the texts is a moment."""
    return [order for order in ORDERS if all(moment(text, order) is not None for text in texts)]


def moment(text: str, order: str) -> datetime | None:
    """The moment, by the clock of whoever wrote it; None where it is none in this order.

    A time zone behind it is left out: only differences and the day are used.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (match[1 + at] for at in ORDERS[order])
    if len(year) not in (2, 4) or max(len(month), len(day)) > 2:
        return None
    hour, half = int(match[4]), (match[7] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        full = int(year) + (2000 if len(year) == 2 else 0)
        return datetime(full, int(month), int(day), hour, int(match[5]), int(match[6] or 0))
    except ValueError:
        return None


def length(text: str) -> timedelta | None:
    """A length of time: ``1h 2m 3s``, ``1:02:03`` (hours first), ``47`` (minutes)."""
    bare = text.strip()
    if match := _COLONS.fullmatch(bare):
        return timedelta(hours=int(match[1]), minutes=int(match[2]), seconds=int(match[3] or 0))
    if re.fullmatch(r"\d+(\.\d+)?", bare):
        return timedelta(minutes=float(bare))
    match = _LENGTH.fullmatch(bare)
    if bare and match:
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return None


def union(spans: Sequence[tuple[datetime, datetime]]) -> timedelta:
    """How long at least one of the spans lasted: overlapping ones count once."""
    whole, end = timedelta(), datetime.min
    for start, stop in sorted(spans):
        if stop > end:
            whole += stop - max(start, end)
            end = stop
    return whole
