"""Where tests stand in a file: a log with a row for each, or a form with labels for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nicdev.intake.cycle_words import field
from nicdev.intake.grid import Grid
from nicdev.intake.load import Fate

LABELS = 3  # fewer known headers or labels than this make neither a log nor a form


@dataclass(frozen=True)
class Test:
    """One test as it was written down.

    Parameters
    ----------
    sheet, rows : where it stands
    said : texts by the column of the contract
    headers : what that column is called in the source
    """

    sheet: str
    rows: tuple[int, ...]
    said: dict[str, str]
    headers: dict[str, str]


@dataclass(frozen=True)
class Tests:
    """The tests of one sheet, the rows that are none, and the headers nothing stands for."""

    layout: str
    tests: tuple[Test, ...]
    others: tuple[Fate, ...]
    unmapped: tuple[str, ...]


def tests(grid: Grid) -> Tests | None:
    """The tests of a sheet; None where it is neither a log nor a form."""
    header = max(range(len(grid.rows)), key=lambda at: _known(grid.rows[at]), default=None)
    across = _known(grid.rows[header]) if header is not None else 0
    column = max((row.index(cell) for row in grid.rows for cell in row[:2] if cell and field(cell)),
                 key=lambda at: _known(list(grid.column(at))), default=0)  # fmt: skip
    down = _known(list(grid.column(column)))
    if max(across, down) < LABELS:
        return None
    if across >= down and header is not None:
        return _log(grid, header)
    return _form(grid, column)


def _known(cells: Sequence[str]) -> int:
    return len({field(cell) for cell in cells if cell} - {""})


def _log(grid: Grid, header: int) -> Tests:
    columns = [(at, cell, field(cell)) for at, cell in enumerate(grid.rows[header]) if cell]
    fates = [Fate(grid.sheet, number, "heading") for number in grid.numbers[: header + 1]]
    found = []
    for number, row in zip(grid.numbers[header + 1 :], grid.rows[header + 1 :], strict=True):
        said: dict[str, str] = {}
        for at, _, column in columns:
            if column and at < len(row) and row[at]:
                said[column] = f"{said[column]} {row[at]}" if column in said else row[at]
        if len(set(said) - {"cycle_id", "team_id", "org_id"}) == 0:
            fates.append(Fate(grid.sheet, number, "aside", "no test is described in the row"))
        else:
            headers = {column: cell for _, cell, column in reversed(columns)}
            found.append(Test(grid.sheet, (number,), said, headers))
    unmapped = tuple(cell for _, cell, column in columns if not column)
    return Tests("a log, a row a test", tuple(found), tuple(fates), unmapped)


def _form(grid: Grid, column: int) -> Tests:
    """A form: what stands behind a label belongs to it, and rows without a label as well."""
    said: dict[str, str] = {}
    headers: dict[str, str] = {}
    rows: list[int] = []
    fates: list[Fate] = []
    unmapped: list[str] = []
    current = ""
    for number, row in zip(grid.numbers, grid.rows, strict=True):
        label = row[column] if column < len(row) else ""
        text = " ".join(cell for cell in row[column + 1 :] if cell)
        known = field(label) if label else current
        if label and not known and not text:
            fates.append(Fate(grid.sheet, number, "heading"))
            continue
        if not known:
            fates.append(Fate(grid.sheet, number, "aside", f"no field is called '{label}'"))
            unmapped += [label] if label else []
            current = ""
            continue
        current = known
        headers.setdefault(known, label)
        rows.append(number)
        if text:
            said[known] = f"{said[known]} {text}" if known in said else text
    test = Test(grid.sheet, tuple(rows), said, headers)
    return Tests("a form, labels in one column and texts beside them", (test,), tuple(fates),
                 tuple(unmapped))  # fmt: skip
