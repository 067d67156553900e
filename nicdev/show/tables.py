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


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Freeze a table."""
    return Table(caption, tuple(head), tuple(tuple(row) for row in rows))
