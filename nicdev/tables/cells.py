"""Cell by cell: what is wrong with a text as a value of its column, and the typed value."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import numpy as np
import pandas as pd

from nicdev.errors import Problem
from nicdev.tables.column import Column
from nicdev.tables.distinct import Mask
from nicdev.tables.mend import day, is_iso
from nicdev.tables.reasons import many_said, one_said
from nicdev.tables.say import quoted
from nicdev.tables.sheet import Sheet

TRUE = frozenset({"yes", "true", "1"})
FALSE = frozenset({"no", "false", "0"})
# Beyond this a whole number is no longer told apart from its neighbours when it is computed with.
WHOLE_LIMIT = 2**53

_SPREADSHEET_ERROR = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|#{3,}", re.IGNORECASE
)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
# Signs that no eye sees: control characters, zero width, direction marks, soft hyphen.
# Signs that turn the direction of whatever is printed after them.
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def fault(column: Column, text: str) -> str:
    """The reason code of what is wrong with this cell; '' where nothing is."""
    bare = text.strip()
    if not bare:
        return "" if column.may_be_empty else "required_empty"
    if _SPREADSHEET_ERROR.fullmatch(bare):
        return "spreadsheet_error"
    return _JUDGES[column.type](column, text if column.type in ("id", "wave") else bare)


@dataclass(frozen=True, eq=False)
class Judged:
    """A column of text, each different text of it looked at once.

    Parameters
    ----------
    column : what the cells should be
    codes : for each row, which of the texts stands there
    texts, faults : the different texts, and what is wrong with each of them
    """

    column: Column
    codes: np.ndarray[tuple[int], np.dtype[Any]]
    texts: list[str]
    faults: list[str]

    @cached_property
    def bare_texts(self) -> list[str]:
        """The different texts without blanks around them and around separators of lists."""
        return [_bare(self.column, text) for text in self.texts]

    @cached_property
    def values(self) -> list[Any]:
        """The value of each different text; None where it is empty or faulty."""
        pairs = zip(self.texts, self.faults, strict=True)
        return [None if wrong else _value(self.column, text) for text, wrong in pairs]

    @cached_property
    def alike(self) -> np.ndarray[tuple[int], np.dtype[Any]]:
        """For each different text a number, the same where the value is; 0 where there is none."""
        seen: dict[Any, int] = {None: 0}
        numbers = [seen.setdefault(value, len(seen)) for value in self.values]
        return np.array(numbers, dtype=np.int32)

    def bare(self) -> pd.Series[str]:
        """The cells without blanks around them, lists without blanks around their separators."""
        return self._column(self.bare_texts, "str")

    def typed(self) -> pd.Series[Any]:
        """The cells as values; an empty or faulty cell is missing."""
        kind, missing = _DTYPES[self.column.type]
        return self._column([missing if value is None else value for value in self.values], kind)

    def spread(self, flags: Sequence[bool]) -> Mask:
        """What is true of a text, for each of its rows."""
        mask: Mask = np.array(flags, dtype=bool)[self.codes]
        return mask

    def _column(self, values: list[Any], kind: str) -> pd.Series[Any]:
        values_once = pd.Series(values, dtype=kind).array
        return pd.Series(values_once.take(self.codes), name=self.column.name, copy=False)


def judge(column: Column, cells: pd.Series[str]) -> Judged:
    """Look at every different text of a column once."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        codes, texts = cells.cat.codes.to_numpy(), [str(text) for text in cells.cat.categories]
    else:
        codes, found = cells.factorize()
        texts = [str(text) for text in found]
    return Judged(column, codes, texts, [fault(column, text) for text in texts])


def cell_problems(sheet: Sheet, judged: Collection[Judged]) -> list[Problem]:
    """Every faulty cell, and every cell that was not taken over exactly as it stands."""
    problems = [problem for one in judged for problem in _trimmed(sheet, one)]
    for one in judged:
        problems += _faulty(sheet, one)
    return problems


def dtype(column: Column) -> str:
    """The pandas type of a column in a typed frame."""
    return _DTYPES[column.type][0]


def nothing(column: Column, rows: int) -> pd.Series[Any]:
    """A typed column in which every cell is missing."""
    kind, missing = _DTYPES[column.type]
    return pd.Series(pd.Series([missing], dtype=kind).array.repeat(rows))


def _faulty(sheet: Sheet, judged: Judged) -> list[Problem]:
    """Problems of one column, by reason and then by value."""
    if not any(judged.faults):
        return []
    column = judged.column
    at = np.flatnonzero(judged.spread([bool(one) for one in judged.faults]))
    codes = judged.codes[at]
    cells = pd.Series(np.array(judged.texts, dtype=object)[codes], index=at, dtype="str")
    reasons = np.array(judged.faults)[codes]
    problems: list[Problem] = []
    for reason in dict.fromkeys(reasons.tolist()):
        problems += sheet.problems(
            reason,
            column.name,
            cells[reasons == reason],
            partial(one_said, reason, column),
            partial(many_said, reason, column),
        )
    return problems


def _trimmed(sheet: Sheet, judged: Judged) -> list[Problem]:
    """A warning for cells that lost the blanks around them and are otherwise fine."""
    pairs = zip(judged.texts, judged.faults, strict=True)
    changed = [_changed(judged.column, text) and not wrong for text, wrong in pairs]
    if not any(changed):
        return []
    at = np.flatnonzero(judged.spread(changed))
    said = np.array([quoted(text) for text in judged.texts], dtype=object)[judged.codes[at]]
    return sheet.told(
        "blanks_around",
        judged.column.name,
        pd.Series(said, index=at, dtype="str"),
        "blanks in {}",
        "blanks in {n} different cells, such as {first}",
        "no blanks at the ends of a cell",
        "Take them out; the cell was read without them.",
        "warning",
    )


def _changed(column: Column, text: str) -> bool:
    if column.type == "text":
        return bool(text) and not text.strip()
    return _bare(column, text) != text


def _bare(column: Column, text: str) -> str:
    if column.type == "text":
        return text if text.strip() else ""
    if column.type == "ids":
        return ";".join(part.strip() for part in text.strip().split(";"))
    return text.strip()


def _value(column: Column, text: str) -> Any:
    bare = _bare(column, text)
    if not bare:
        return None
    match column.type:
        case "date":
            return pd.Timestamp(bare)
        case "whole":
            return int(float(bare))
        case "number":
            return float(bare)
        case "flag":
            return bare.casefold() in TRUE
        case _:
            return bare


def _judge_id(column: Column, text: str) -> str:
    bad = text != text.strip() or _UNSEEN.search(text) or ";" in text
    return "not_an_id" if bad else ""


def _judge_ids(column: Column, text: str) -> str:
    parts = [part.strip() for part in text.split(";")]
    if any(not part or _judge_id(column, part) for part in parts):
        return "not_a_list"
    return "twice_in_list" if len(set(parts)) < len(parts) else ""


def _judge_date(column: Column, text: str) -> str:
    if day(text):
        return ""
    return "impossible_date" if is_iso(text) else "not_a_date"


def _judge_number(column: Column, text: str) -> str:
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        return "not_a_number"
    value = float(text)
    if column.type == "whole" and not value.is_integer():
        return "not_whole"
    if column.type == "whole" and abs(value) > WHOLE_LIMIT:
        return "out_of_range"
    too_low = column.low is not None and value < column.low
    too_high = column.high is not None and value > column.high
    return "out_of_range" if too_low or too_high else ""


def _judge_flag(column: Column, text: str) -> str:
    return "" if text.casefold() in TRUE | FALSE else "not_yes_or_no"


def _judge_choice(column: Column, text: str) -> str:
    if column.allowed:
        return "" if text in column.allowed else "not_allowed"
    return _judge_text(column, text)


def _judge_text(column: Column, text: str) -> str:
    return "turned_text" if _TURNING.search(text) else ""


_JUDGES: dict[str, Callable[[Column, str], str]] = {
    "id": _judge_id,
    "wave": _judge_id,
    "ids": _judge_ids,
    "text": _judge_text,
    "date": _judge_date,
    "whole": _judge_number,
    "number": _judge_number,
    "flag": _judge_flag,
    "choice": _judge_choice,
}

_DTYPES: dict[str, tuple[str, Any]] = {
    "id": ("str", None),
    "wave": ("str", None),
    "ids": ("str", None),
    "text": ("str", None),
    "choice": ("str", None),
    "date": ("datetime64[us]", pd.NaT),
    "whole": ("Int64", pd.NA),
    "number": ("float64", float("nan")),
    "flag": ("boolean", pd.NA),
}
