"""A table as a reader meets it: caption, column heads, row heads; text only, escaped once later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

# What a page can hold side by side: on paper, and on a phone before a row becomes a list.
WIDEST = 7  # columns, the row heads among them
SIDE_BY_SIDE = 3  # columns of words; short numbers stand side by side in more
LETTERS = 34  # of the longest words of all columns and the gaps, on the narrowest phone
GAP = 1.5  # letters behind each column
WIDE, THIN = "%@MWmw–", ",.:;il()'"  # signs that take the room of more and of less than a letter
SHORT = 8  # letters of a cell that may stand in two lines
LONG = 30  # letters of a row head that wants room
_MEANS_SOMETHING = re.compile(r"[^\w ,.%()-]")  # in a string of CSS
BREAKS = 16  # letters of a word that may be broken, so that it does not push a column off the paper


@dataclass(frozen=True)
class Table:
    """What the template draws. The first cell of each row is its head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[str, ...] = ()  # where the head of each row leads; none where it leads nowhere
    folded: bool = False  # shown when asked for, as the numbers behind a picture are

    @property
    def stacks(self) -> bool:
        """Whether a phone shows each row as a list, in which every cell carries its column's name.

        Such a table says what its parts are: what is no longer drawn as a table is else no longer
        read out as one.
        """
        room = [max(_room(word) for cell in column for word in cell.split() or [""])
                for column in zip(self.head, *self.rows, strict=True)]  # fmt: skip
        if len(self.head) > SIDE_BY_SIDE and self.rows:
            # Of a row of many narrow cells none is to be a heap of words.
            heaps = [max(_room(cell) if len(cell) > SHORT else 0 for cell in column)
                     for column in zip(*self.rows, strict=True)]  # fmt: skip
            room = [room[0], *map(max, room[1:], heaps[1:])]
        sentences = sum(any(len(cell) > LETTERS for cell in column)
                        for column in zip(*self.rows, strict=True))  # fmt: skip
        # Sentences side by side are read word under word.
        return sum(room) + GAP * len(room) > LETTERS or sentences >= SIDE_BY_SIDE

    @property
    def names(self) -> str:
        """The names of the columns behind the first, for the style sheet to set before the cells.

        Once for the table, as strings of CSS in which every sign with a meaning is its number.
        """
        written = (_MEANS_SOMETHING.sub(lambda c: f"\\{ord(c[0]):x} ", h) for h in self.head[1:])
        return ";".join(f"--c{at}:'{name}'" for at, name in enumerate(written, start=2))

    def style(self, cell: str, *, head: bool = False) -> str:
        """The classes of a cell, for the style sheet."""
        classes = ["long"] if head and len(cell) > LONG else []
        classes += ["breaks"] if _longest(cell) > BREAKS else []
        return " ".join(classes)


def _longest(cell: str) -> int:
    return max(map(len, cell.split()), default=0)


def _room(text: str) -> float:
    """How wide a text is, in letters."""
    return sum(1.7 if sign in WIDE else 0.6 if sign in THIN else 1.0 for sign in text)


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


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    links: Iterable[str] = (),
    folded: bool = False,
) -> Table:
    """Freeze a table."""
    return Table(caption, tuple(head), tuple(tuple(row) for row in rows), tuple(links), folded)


def parts(whole: Table, say: Callable[..., str]) -> list[Table]:
    """A table too wide for a page, in parts of much the same width that repeat the row heads."""
    columns = len(whole.head) - 1
    if columns < WIDEST:
        return [whole]
    count = ceil(columns / (WIDEST - 1))
    edges = [1 + columns * part // count for part in range(count + 1)]
    return [
        Table(
            say("captions.part", caption=whole.caption, part=at, parts=count),
            (whole.head[0], *whole.head[first:last]),
            tuple((row[0], *row[first:last]) for row in whole.rows),
            whole.links,
            whole.folded,
        )
        for at, (first, last) in enumerate(pairwise(edges), start=1)
    ]
