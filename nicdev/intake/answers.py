"""Where the answers stand in an export of a survey: which rows are headers, and what they say."""

from __future__ import annotations

from dataclasses import dataclass

from nicdev.intake.grid import Grid
from nicdev.intake.labels import plain

_OPEN = {"response", "open-ended response"}  # what SurveyMonkey writes below a single question


@dataclass(frozen=True)
class Heading:
    """A column of an export.

    Parameters
    ----------
    at : its position
    header : its header, as it stands in the file
    text : the question, where it stands beside the header; else the header
    """

    at: int
    header: str
    text: str


@dataclass(frozen=True, eq=False)
class Answers:
    """A sheet of answers.

    Parameters
    ----------
    grid : the sheet
    layout : which layout it has, in words
    first : position of the first row of answers; what stands above are headers
    headings : its columns
    """

    grid: Grid
    layout: str
    first: int
    headings: tuple[Heading, ...]

    def named(self, column: str) -> list[Heading]:
        """The columns with this header; where there are none, those with this question."""
        wanted = plain(column)
        return ([one for one in self.headings if plain(one.header) == wanted]
                or [one for one in self.headings if plain(one.text) == wanted])  # fmt: skip

    def cells(self, heading: Heading) -> list[str]:
        """The answers in a column."""
        return list(self.grid.column(heading.at))[self.first :]


def answers(grid: Grid) -> Answers | None:
    """The answers of a sheet; None where no row has two cells."""
    start = next((at for at, row in enumerate(grid.rows) if sum(map(bool, row)) > 1), None)
    if start is None:
        return None
    for at in (start + 1, start + 2):
        if at < len(grid.rows) and any(c.startswith('{"ImportId"') for c in grid.rows[at]):
            texts = grid.rows[at - 1] if at - 1 > start else grid.rows[start]
            return _of(grid, "answers as Qualtrics writes them", at + 1, grid.rows[start], texts)
    top = grid.rows[start]
    below = grid.rows[start + 1] if start + 1 < len(grid.rows) else ()
    if plain(top[0]) == "respondent id" and below and not below[0]:
        texts = _joined(top, below)
        return _of(grid, "answers as SurveyMonkey writes them", start + 2, texts, texts)
    return _of(grid, "answers, a row a sheet and a column a question", start + 1, top, top)


def _of(
    grid: Grid, layout: str, first: int, headers: tuple[str, ...], texts: tuple[str, ...]
) -> Answers:
    padded = (*texts, *[""] * len(headers))
    return Answers(grid, layout, first, tuple(
        Heading(at, header, padded[at] or header) for at, header in enumerate(headers) if header
    ))  # fmt: skip


def _joined(top: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    """Two rows of headers as one: a question holds until the next, its parts stand below it."""
    width = max(len(top), len(below))
    texts, question = [], ""
    for at in range(width):
        question = (top[at] if at < len(top) else "") or question
        part = below[at] if at < len(below) else ""
        texts.append(question if not part or plain(part) in _OPEN else f"{question} - {part}")
    return tuple(texts)
