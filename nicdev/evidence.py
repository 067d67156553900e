"""Evidence: what an indicator found; and Disclosed: what of it may leave in one edition.

Both are frozen. Evidence is made by `rings`, Disclosed only by the gate (`show.disclosure`), and
`show` draws nothing but Disclosed: that the gate was passed is a matter of types.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from nicdev.framework import About, Limit, framework

# Across networks: `portfolio`, and `yours` with a network's code for its own hub.
Edition = str
EDITIONS: tuple[Edition, ...] = ("evaluator", "hub", "members")

# The closed columns of evidence. `coded` is a word in place of a number that the gate took away.
# `unit` says what a row counts; rows of one unit, view, relation
# and part make one table of groups by x. Missing numbers are NaN, missing words ''.
WORDS = ("wave", "view", "relation", "part", "label", "group_kind", "group", "x", "unit", "coded")
NUMBERS = ("value", "lower", "upper", "limit", "numerator", "n", "responded", "eligible")
COLUMNS = (*WORDS, *NUMBERS)
WHOLE = "network"  # the group_kind of the whole network
# Verdicts that say that there is nothing to look at.
NOTHING = ("no evidence", "not asked", "no lexicon", "not built yet")

Verdicts = tuple[tuple[str, str], ...]


def evidence_rows(records: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Records with any of the closed columns become a frame with all of them."""
    given = list(records)
    if strange := sorted(set(chain.from_iterable(given)) - set(COLUMNS)):
        raise ValueError(f"columns that evidence does not have: {', '.join(strange)}")
    # Column by column: frames are made by the hundred, most of a few rows.
    words = {name: pd.array([_word(row.get(name)) for row in given], dtype="str") for name in WORDS}
    numbers = {
        name: np.array([row.get(name, np.nan) for row in given], dtype="float64")
        for name in NUMBERS
    }
    return pd.DataFrame({**words, **numbers})


def _word(said: Any) -> str:
    return said if type(said) is str else "" if pd.isna(said) else str(said)


def verdict_of(verdicts: Verdicts, part: str) -> str:
    """The verdict on one part of a display; the one for all where parts have none of their own."""
    words = dict(verdicts)
    return words.get(part, words.get("", "no evidence"))


def change(before: str, now: str) -> str:
    """What became of a verdict from one wave to the next: new, gone, moved or same."""
    if (before in NOTHING) and (now in NOTHING):
        return "same"
    if before in NOTHING:
        return "new"
    if now in NOTHING:
        return "gone"
    return "same" if before == now else "moved"


def each_row(frame: pd.DataFrame) -> Iterator[Any]:
    """Rows with their columns as attributes; what a column holds, the contract says."""
    columns = [frame[name].tolist() for name in frame.columns]
    return map(_row_of(tuple(frame.columns))._make, zip(*columns, strict=True))


def headline(frame: pd.DataFrame) -> pd.DataFrame:
    """The one row that stands for an indicator where it is repeated; none where no row may.

    The rule is data: of the first unit listed in framework.yml that has a number for the whole
    network, the first row, without the hub where there is such a view; of a curve its last.
    `group` becomes the unit, `relation` the part, `x` what is counted, `group_kind` what a series
    counts in and else the view, and `unit` is ``headline``.
    """
    told = frame["group_kind"].isin(("", WHOLE)) & (frame["coded"] == "") & frame["value"].notna()
    whole = frame[told]
    there = set(whole["unit"])
    unit = next((name for name in framework().headlines if name in there), None)
    if unit is None:
        return frame.iloc[:0]
    rows = whole[whole["unit"] == unit]
    apart = rows[rows["view"] == "without_hub"]
    rows = apart if len(apart) else rows
    first = rows.iloc[0]
    if unit == "survival":
        alike = (rows[["part", "group"]] == first[["part", "group"]]).all(axis=1)
        rows = rows[alike & (rows["x"] != "0")].tail(1)  # all were there at the beginning
    row = rows.head(1)
    if unit == "outside":  # its range is that of chance, not of the number
        row = row.assign(lower=np.nan, upper=np.nan)
    counted = row["group"].where(row["group"] != "", row["x"])
    of = row["relation"] if unit == "centre" else row["view"]
    named: dict[str, Any] = {"group_kind": of, "group": unit, "relation": row["part"]}
    return row.assign(unit="headline", view="", x=counted, **named)[list(COLUMNS)]


def same_headline(same: pd.DataFrame, key: str, wave: str) -> pd.DataFrame:
    """What the same people answered to an indicator at a wave, else all who answered.

    None where it asks about several relationships: no one number stands for those.
    """
    mine = same["group"].str.startswith(f"{key} ") & (same["coded"] == "") & same["value"].notna()
    rows = same[mine & same["unit"].isin(("trend", "trend_all"))]
    if rows["group"].nunique() != 1:
        return same.iloc[:0]
    row = rows[rows["wave"] == wave].sort_values("unit", kind="stable").head(1)
    blank: dict[str, Any] = dict.fromkeys(("view", "relation", "label", "group_kind"), "")
    unsaid: dict[str, Any] = dict.fromkeys(("numerator", "responded", "eligible"), np.nan)
    counted: dict[str, Any] = {"x": "above_middle", "group": row["unit"], "n": row["responded"]}
    return row.assign(**counted, **blank, **unsaid).assign(unit="headline")


@cache
def _row_of(columns: tuple[str, ...]) -> Any:
    """The class of such rows: making one takes longer than making a table of them."""
    return namedtuple("Row", columns)


@dataclass(frozen=True)
class Evidence:
    """What one indicator found in one network at one wave.

    Parameters
    ----------
    key, kind, about : as framework.yml has them
    wave : the wave it is read at
    verdicts : per part of the display ('' where there is one), a word of the closed list
    frame : the tidy rows behind every picture, columns `COLUMNS`
    caveats : keys of the limitations that apply to *this* result
    limits : the thresholds that were used, each with its source
    """

    key: str
    kind: str
    about: About
    wave: str
    verdicts: Verdicts
    frame: pd.DataFrame = field(repr=False)
    caveats: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()

    def __post_init__(self) -> None:
        if tuple(self.frame.columns) != COLUMNS:
            raise ValueError(f"{self.key}: evidence rows need exactly the columns {COLUMNS}")
        object.__setattr__(self, "frame", self.frame.copy(deep=False))

    @property
    def rows(self) -> pd.DataFrame:
        """The tidy frame behind every picture; a copy, so that digging changes nothing."""
        return self.frame.copy(deep=False)  # pandas copies what is written to

    @property
    def verdict(self) -> str:
        """The one verdict where all parts agree; else ``described``."""
        words = {verdict for _, verdict in self.verdicts}
        return words.pop() if len(words) == 1 else "described"


@dataclass(frozen=True)
class Basis:
    """What evidence was found from, so that a difference between two of them can be named.

    Parameters
    ----------
    tables : per table that the indicator may read, how many rows the wave has and a hash of them
    settings : limits and other settings of the network, as text
    method : a hash of the code that works the indicator out
    version : of nicdev
    """

    tables: Mapping[str, tuple[int, str]]
    settings: Mapping[str, str]
    method: str
    version: str


@dataclass(frozen=True)
class Kept:
    """Evidence that was kept, what it was found from, and what it would be found from today."""

    evidence: Evidence
    then: Basis
    now: Basis


_GATE = object()


@dataclass(frozen=True)
class Disclosed:
    """What of one indicator's evidence may be seen in one edition. Only the gate makes it.

    `held_back` are keys of the sentences that say in words what is not shown. The values that
    were held back are not in here.
    """

    key: str
    kind: str
    edition: Edition
    wave: str
    verdicts: Verdicts
    frame: pd.DataFrame = field(repr=False)
    caveats: tuple[str, ...]
    limits: tuple[Limit, ...]
    held_back: tuple[str, ...]
    pass_: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.pass_ is not _GATE:
            raise TypeError("Disclosed is made by nicdev.show.disclosure alone")
        object.__setattr__(self, "frame", self.frame.copy(deep=False))

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that may be seen."""
        return self.frame.copy(deep=False)

    @property
    def verdict(self) -> str:
        """As of Evidence."""
        words = {verdict for _, verdict in self.verdicts}
        return words.pop() if len(words) == 1 else "described"


# What was let pass for the pages of a notebook when they were pressed, by edition and key: rows,
# and what is said of those that were held back.
Passed = Mapping[Edition, Mapping[str, tuple[Evidence, tuple[str, ...]]]]
# What the pages of an edition say, by wave and key: for a page that repeats it.
Quoted = Mapping[tuple[str, str], Disclosed]


def disclosed(
    evidence: Evidence,
    edition: Edition,
    *,
    frame: pd.DataFrame,
    held_back: Iterable[str] = (),
    verdicts: Verdicts | None = None,
) -> Disclosed:
    """For the gate alone (a test holds it to that): stamp rows as seen by an edition."""
    return Disclosed(
        key=evidence.key,
        kind=evidence.kind,
        edition=edition,
        wave=evidence.wave,
        verdicts=evidence.verdicts if verdicts is None else verdicts,
        frame=frame,
        caveats=evidence.caveats,
        limits=evidence.limits,
        held_back=tuple(dict.fromkeys(held_back)),
        pass_=_GATE,
    )
