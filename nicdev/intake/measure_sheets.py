"""Where the points of measures stand in a file: long, or wide with a column for each time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nicdev.intake.grid import Grid, Row
from nicdev.intake.labels import plain
from nicdev.intake.load import Fate
from nicdev.intake.periods import looks_like_time

HOLDS: Mapping[str, tuple[str, ...]] = {
    "measure_id": ("measure", "indicator", "metric", "measure name"),
    "site_id": ("site", "school", "team", "org", "organization", "organisation", "org_id",
                "team_id", "campus", "site name", "school name", "team name"),
    "on": ("date", "month", "week", "period", "term", "week of", "as of", "day", "quarter"),
    "group": ("student group", "subgroup", "students"),
    "value": ("rate", "percent", "%", "score", "average", "mean", "result", "values"),
    "numerator": ("num", "n met", "count", "yes"),
    "denominator": ("den", "denom", "total", "n total", "out of", "n"),
    "reported_on": ("reported", "reported on", "submitted", "date submitted", "submitted on"),
    "note": ("notes", "comment", "comments"),
    "missing_reason": ("missing reason", "reason", "reason missing", "why missing"),
    "part": ("n/d", "num/den", "numerator/denominator", "component"),
}  # fmt: skip
PARTS: Mapping[str, tuple[str, ...]] = {
    "numerator": ("num", "n"), "denominator": ("den", "denom", "d"), "value": ("%", "rate"),
}  # fmt: skip
TOTALS = {"total", "totals", "grand total", "all sites", "all schools", "average", "mean",
          "overall"}  # fmt: skip
# What may stand beside the columns of times; a total behind them is none of it.
BESIDE = {"measure_id", "site_id", "group", "reported_on", "note", "part"}
_WITH_PART = re.compile(r"(.+?)[\s_(,:-]+([a-z%]+)\)?")


@dataclass(frozen=True)
class Entry:
    """One point as it stands: what the columns beside it say, when it is, and its cells.

    Parameters
    ----------
    row : where it stands
    facts : texts by what the column holds
    on : when, as written
    header : the header above its cell, in a wide sheet
    cells : texts by ``value``, ``numerator`` and ``denominator``
    """

    row: int
    facts: Mapping[str, str]
    on: str
    header: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Measures:
    """The points of a sheet, the rows without any, and the headers nothing stands for.

    `empty` counts the cells below a time in which nothing stands.
    """

    layout: str
    entries: tuple[Entry, ...]
    others: tuple[Fate, ...]
    unmapped: tuple[str, ...]
    empty: int = 0


def measures(grid: Grid, words: set[str]) -> Measures | None:
    """The points of a sheet; None where it has neither layout.

    Parameters
    ----------
    words : words that were told to be times
    """
    for at, row in enumerate(grid.rows[:20]):
        holds = {place: held for place, cell in enumerate(row) if (held := _holds(cell))}
        times = {place: cell for place, cell in enumerate(row)
                 if place not in holds and _time(cell, words)[0]}  # fmt: skip
        if len(times) > 1:
            beside = {place: held for place, held in holds.items() if held in BESIDE}
            return _wide(grid, at, beside, times, words)
        if "on" in holds.values() and {"value", "numerator"} & set(holds.values()):
            return _long(grid, at, holds)
    return None


def _holds(header: str) -> str:
    bare = plain(header).strip(" :*")
    return next((what for what, names in HOLDS.items() if bare == what or bare in names), "")


def _part(text: str) -> str:
    bare = plain(text).strip(" :()")
    return next((what for what, names in PARTS.items() if bare == what or bare in names), "")


def _time(header: str, words: set[str]) -> tuple[str, str]:
    """When a column is, and which part of a share stands in it; '' for a value."""
    if plain(header) in words or looks_like_time(header):
        return header, ""
    match = _WITH_PART.fullmatch(header.strip().casefold())
    if match and _part(match[2]):
        when = header.strip()[: len(match[1])]
        if plain(when) in words or looks_like_time(when):
            return when, _part(match[2])
    return "", ""


def _facts(row: Row, holds: Mapping[int, str]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for at, held in holds.items():
        if at < len(row) and row[at]:
            facts.setdefault(held, row[at])
    return facts


def _long(grid: Grid, header: int, holds: Mapping[int, str]) -> Measures:
    entries, fates = [], _above(grid, header)
    for number, row in _below(grid, header):
        facts = _facts(row, holds)
        if _is_total(facts):
            fates.append(Fate(grid.sheet, number, "heading"))
            continue
        cells = {part: facts[part] for part in ("value", *PARTS) if part in facts}
        entries.append(Entry(number, facts, facts.get("on", ""), "", cells))
    unmapped = _unmapped(grid.rows[header], holds)
    return Measures("measures, a row a point", tuple(entries), tuple(fates), unmapped)


def _wide(
    grid: Grid, header: int, holds: Mapping[int, str], times: Mapping[int, str], words: set[str]
) -> Measures:
    columns = {at: _time(cell, words) for at, cell in times.items()}
    first = header
    below = grid.rows[header + 1] if header + 1 < len(grid.rows) else ()
    parts = {at: part for at, cell in enumerate(below) if at not in holds and (part := _part(cell))}
    if len(parts) > 1:  # a second row of headers; the time above holds until the next one
        first, columns, above = header + 1, {}, ""
        for at in sorted({*times, *parts}):
            above = times.get(at, above)
            columns[at] = (above, parts.get(at, ""))
    entries, fates, empty = [], _above(grid, first), 0
    for number, row in _below(grid, first):
        facts = _facts(row, holds)
        if _is_total(facts):
            fates.append(Fate(grid.sheet, number, "heading"))
            continue
        own = _part(facts.get("part", ""))
        cells: dict[str, dict[str, str]] = {}
        empty += sum(not (at < len(row) and row[at]) for at in columns)
        for at, (when, part) in columns.items():
            if at < len(row) and row[at]:
                cells.setdefault(when, {})[part or own or "value"] = row[at]
        entries += [Entry(number, facts, when, when, said) for when, said in cells.items()]
        if not cells:
            fates.append(Fate(grid.sheet, number, "aside", "no point in the row"))
    unmapped = _unmapped(grid.rows[header], {**holds, **dict.fromkeys(columns, "")})
    layout = "measures, a column for each time"
    return Measures(layout, tuple(entries), tuple(fates), unmapped, empty)


def _above(grid: Grid, header: int) -> list[Fate]:
    return [Fate(grid.sheet, number, "heading") for number in grid.numbers[: header + 1]]


def _below(grid: Grid, header: int) -> list[tuple[int, Row]]:
    return list(zip(grid.numbers[header + 1 :], grid.rows[header + 1 :], strict=True))


def _is_total(facts: Mapping[str, str]) -> bool:
    return plain(facts.get("site_id", facts.get("measure_id", ""))) in TOTALS


def _unmapped(headers: Sequence[str], known: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(cell for at, cell in enumerate(headers) if cell and at not in known)
