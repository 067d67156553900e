"""The codebook of a survey: what each column of an export holds, and what its answers stand for.

It is a table with a row for each column of the export. `column` is the header or the question as
it stands in the export; `holds` says what it holds. For an item: `item_id`; `labels`, such as
``never=1; often=2``, empty where the answers are numbers; `missing`, such as
``don't know=dont_know; (empty)=not_asked``; `reversed`. An item that the items table does not have
needs the columns of that table as well. What a draft shows beside them (`seen`, `likeness`) is not
read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from nicdev.errors import Problem
from nicdev.intake.escape import unescaped
from nicdev.intake.grid import Source
from nicdev.intake.labels import pairs, plain
from nicdev.tables import TABLES
from nicdev.tables.say import meant, quoted, words

ITEM, LEFT_OUT, EMPTY = "item", "left out", "(empty)"
WHO = ("member_id", "email", "name")
OF_SHEET = ("respondent_id", *WHO, "org_id", "team_id", "is_hub", "finished")
HOLDS = (ITEM, *OF_SHEET, LEFT_OUT)
OF_ITEM = ("key", "facet", "referent", "asked_of", "text", "low", "high", "reversed")
COLUMNS = ("column", "holds", "item_id", "labels", "missing", *OF_ITEM, "seen", "likeness")
MISSING = TABLES["responses"].column("missing").allowed
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class Line:
    """A row of the codebook: one column of the export.

    Parameters
    ----------
    row : where it stands in the codebook
    column : header or question, as in the export
    holds : what the column holds, one of `HOLDS`
    labels : what each answer stands for, by the answer as it is compared
    missing : why there is no answer, by the text that stands in its place
    item : the row of the items table, for an item
    """

    row: int
    column: str
    holds: str
    labels: Mapping[str, str]
    missing: Mapping[str, str]
    item: Mapping[str, str]


@dataclass(frozen=True)
class Codebook:
    """What the columns of an export hold, and the items that the network does not have yet."""

    file: str
    lines: tuple[Line, ...]
    new_items: tuple[Mapping[str, str], ...]

    @property
    def anonymous(self) -> bool:
        """Whether no column says who answered."""
        return not any(line.holds in WHO for line in self.lines)


def codebook(
    source: Source, items: pd.DataFrame, keys: Collection[str]
) -> tuple[Codebook, list[Problem]]:
    """Read a codebook.

    Parameters
    ----------
    source : the opened file
    items : the network's items
    keys : the indicators that an item may serve
    """
    grid = source.grids[0] if source.readable else None
    header = [plain(cell) for cell in grid.rows[0]] if grid else []
    if grid is None or "column" not in header or "holds" not in header:
        return Codebook(source.file, (), ()), [
            *source.problems,
            *([_no_codebook(source.file)] if grid else []),
        ]
    known = {str(row["item_id"]): row for row in _as_text(items)}
    lines: list[Line] = []
    problems: list[Problem] = list(source.problems)
    new: list[Mapping[str, str]] = []
    for number, row in zip(grid.numbers[1:], grid.rows[1:], strict=True):
        cells = dict(zip(header, map(unescaped, row), strict=False))
        line, item, found = _line(source.file, number, cells, known, keys)
        problems += found
        if line:
            lines.append(line)
            new += [item] if item else []
    problems += _twice(source.file, lines)
    return Codebook(source.file, tuple(lines), tuple(new)), problems


def _line(
    file: str,
    number: int,
    cells: Mapping[str, str],
    known: Mapping[str, Mapping[str, str]],
    keys: Collection[str],
) -> tuple[Line | None, Mapping[str, str], list[Problem]]:
    """A row of the codebook, the item that is new with it, and what is wrong with it."""
    holds, column = plain(cells.get("holds", "")), cells.get("column", "")
    if holds not in HOLDS or not column:
        return None, {}, [_not_held(file, number, holds) if column else _no_column(file, number)]
    labels, odd = pairs(cells.get("labels", ""))
    missing, more = pairs(cells.get("missing", ""))
    problems = [_not_a_pair(file, number, part) for part in (*odd, *more)]
    if holds != ITEM:
        return Line(number, column, holds, labels, missing, {}), {}, problems
    problems += [_no_reason(file, number, said) for said in missing.values() if said not in MISSING]
    item_id = cells.get("item_id", "")
    if not item_id:
        return None, {}, [*problems, _no_item(file, number)]
    item, new = known.get(item_id), {}
    if item is None:
        new = {"item_id": item_id} | {name: cells.get(name, "") for name in OF_ITEM}
        item = new
        problems += _new_item(file, number, new, keys)
    elif cells.get("reversed") and _flag(cells["reversed"]) != _flag(item["reversed"]):
        problems.append(_other_way(file, number, item_id, item["reversed"]))
    problems += _labels(file, number, labels, item)
    return Line(number, column, holds, labels, missing, item), new, problems


def _labels(
    file: str, number: int, labels: Mapping[str, str], item: Mapping[str, str]
) -> Iterator[Problem]:
    """Labels that stand for no step of the item's scale."""
    for label, step in labels.items():
        if not NUMBER.fullmatch(step):
            yield Problem(
                "label_without_step", file, f"{quoted(label + '=' + step)}",
                "a number for every label",
                "Write the step of the scale that the label stands for.",
                (number,), "labels",
            )  # fmt: skip
        elif _off(step, item):
            yield Problem(
                "label_off_scale", file, f"{quoted(label + '=' + step)} for item "
                f"'{item['item_id']}', whose scale goes from {item['low']} to {item['high']}",
                "a step of the scale", "Correct the number, or the scale of the item.",
                (number,), "labels",
            )  # fmt: skip


def _off(step: str, item: Mapping[str, str]) -> bool:
    """Whether a number is off the item's scale; not where the scale is no pair of numbers."""
    ends = (item["low"], item["high"])
    if not all(map(NUMBER.fullmatch, ends)):
        return False
    return not float(ends[0]) <= float(step) <= float(ends[1])


def _new_item(
    file: str, number: int, new: Mapping[str, str], keys: Collection[str]
) -> Iterator[Problem]:
    needed = [name for name in ("key", "referent", "text", "low", "high", "reversed")
              if not new[name]]  # fmt: skip
    if needed:
        yield Problem(
            "new_item", file, f"item '{new['item_id']}', which the items table does not have, "
            f"without {words(needed)}", "an item that is there, or all that the items table needs",
            "Correct the id, or fill the columns in.", (number,), "item_id",
        )  # fmt: skip
    elif new["key"] not in keys:
        near = meant(new["key"], keys)
        yield Problem(
            "unknown_key", file, f"the key {quoted(new['key'])}", "the key of an indicator",
            f"Write '{near}' if that is meant." if near else
            "Take one from the list of 'nicdev framework'.", (number,), "key",
        )  # fmt: skip


def _as_text(items: pd.DataFrame) -> list[dict[str, str]]:
    """The items as the texts of a table; numbers without a point where they are whole."""

    def text(value: object) -> str:
        if pd.isna(value):  # type: ignore[call-overload]
            return ""
        if isinstance(value, float):
            return f"{value:g}"
        return {"True": "yes", "False": "no"}.get(str(value), str(value))

    return [{str(k): text(v) for k, v in row.items()} for row in items.to_dict("records")]


def _flag(text: str) -> bool:
    return plain(text) in ("yes", "true", "1")


def _twice(file: str, lines: Collection[Line]) -> Iterator[Problem]:
    """Columns, and items, that stand in more than one row."""
    for what, of in (("column", lambda line: plain(line.column)),
                     ("item_id", lambda line: line.item.get("item_id", ""))):  # fmt: skip
        seen: dict[str, list[int]] = {}
        for line in lines:
            if of(line):
                seen.setdefault(of(line), []).append(line.row)
        for text, rows in seen.items():
            if len(rows) > 1:
                yield Problem(
                    "twice_in_codebook", file, f"{quoted(text)} in more than one row",
                    f"each {what} once", "Take out the rows too many.", tuple(rows), what,
                )  # fmt: skip


def _no_codebook(file: str) -> Problem:
    return Problem(
        "no_codebook", file, "no headers column and holds in the first row", "a codebook",
        "Run the same command with --suggest for a draft, and correct that.",
    )  # fmt: skip


def _no_column(file: str, number: int) -> Problem:
    return Problem(
        "no_column", file, "an empty cell", "the header or the question of a column of the export",
        "Fill the cell in, or take the row out.", (number,), "column",
    )  # fmt: skip


def _not_held(file: str, number: int, holds: str) -> Problem:
    return Problem(
        "not_held", file, quoted(holds) if holds else "an empty cell", words(HOLDS, "or"),
        f"Write '{LEFT_OUT}' for a column that is not to be read.", (number,), "holds",
    )  # fmt: skip


def _no_item(file: str, number: int) -> Problem:
    return Problem(
        "no_item", file, "an empty cell", "the id of an item",
        f"Fill it in, or write '{LEFT_OUT}' under holds.", (number,), "item_id",
    )  # fmt: skip


def _not_a_pair(file: str, number: int, part: str) -> Problem:
    return Problem(
        "not_a_pair", file, quoted(part), "pairs such as 'never=1; often=2'",
        "Write the answer as it stands in the export, =, and what it stands for.", (number,),
    )  # fmt: skip


def _no_reason(file: str, number: int, said: str) -> Problem:
    return Problem(
        "no_reason", file, quoted(said), words(MISSING, "or"),
        "Write one of these behind the =.", (number,), "missing",
    )  # fmt: skip


def _other_way(file: str, number: int, item_id: str, there: str) -> Problem:
    return Problem(
        "other_way", file, f"another word for item '{item_id}' than in the items table, where it "
        f"is {there}", "the same in both",
        "Correct one of the two: answers are kept as they were given and turned round later.",
        (number,), "reversed",
    )  # fmt: skip
