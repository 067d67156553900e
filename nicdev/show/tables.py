"""A table as a reader meets it: caption, column heads, row heads; text only, escaped once later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """What the template draws. The first cell of each row is its head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Entry:
    """A line of an outline, and those that stand under it."""

    text: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Outline:
    """What has branches, as a list in lists: in a table they would be lost."""

    caption: str
    entries: tuple[Entry, ...]


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Freeze a table."""
    return Table(caption, tuple(head), tuple(tuple(row) for row in rows))
