"""Cells that a spreadsheet would take for a formula: the one place where they are disarmed."""

from __future__ import annotations

STARTS = ("=", "+", "-", "@", "\t", "\r")


def escaped(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(STARTS) else text


def unescaped(text: str) -> str:
    """The text as it was before it was escaped."""
    return text[1:] if text.startswith("'") and text[1:].startswith(STARTS) else text
