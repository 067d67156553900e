"""Rules about ids of one table that stand in another, and about tables that are missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from nicdev.errors import Problem
from nicdev.tables.column import ONLY_WAVE, Column
from nicdev.tables.raw import RawTable
from nicdev.tables.say import meant, quoted, some, words
from nicdev.tables.schema import TABLES
from nicdev.tables.sheet import Said, Sheet, Sheets

LIST_SIGN = ";"


def unknown_ids(
    sheets: Sheets, raws: Mapping[str, RawTable], intended: Collection[str]
) -> list[Problem]:
    """Ids that are found nowhere, and tables that are missing altogether."""
    problems: list[Problem] = []
    homeless: dict[str, list[str]] = {}
    for sheet in sheets.values():
        for column in sheet.table.columns:
            if not column.refers or not sheet.sound(column.name):
                continue
            targets = [target.split(".") for target in column.refers]
            there = [(sheets[name], key) for name, key in targets if name in sheets]
            absent = [name for name, _ in targets if name not in raws]
            # A table that could not be read, or goes by a wrong name, has been named.
            if len(there) + len(absent) < len(targets) or set(absent) & set(intended):
                continue
            if not all(target.sound(key) for target, key in there):
                continue
            ids = listed(sheet, column)
            ids = ids[~ids.isin(_homes(there)).to_numpy()]
            if not absent:
                problems += _unknown(sheet, column, ids, there)
            elif len(ids) and column.type != "wave":
                for name in absent:
                    homeless.setdefault(name, []).append(f"{sheet.table.name}.{column.name}")
    return problems + _missing_tables(sheets, raws, homeless, intended)


def listed(sheet: Sheet, column: Column) -> pd.Series[str]:
    """The ids of a column that could be read, one below the other, by row; lists taken apart."""
    ids = sheet.frame[column.name].dropna()
    if column.type == "ids":
        return ids.str.split(LIST_SIGN).explode().astype("str")
    return ids


def _homes(there: list[tuple[Sheet, str]]) -> set[str]:
    """Every id that the tables hold, those of damaged rows and cells included."""
    known: set[str] = set()
    for target, key in there:
        known |= set(target.text[key]) | target.raw.torn
    return known


def _unknown(
    sheet: Sheet, column: Column, ids: pd.Series[str], there: list[tuple[Sheet, str]]
) -> list[Problem]:
    files = words((target.raw.file for target, _ in there), "or")
    expected = words((f"an id of {target.raw.file} ({key})" for target, key in there), "or")
    candidates = sorted(_homes(there) - {""})

    def one(text: str) -> Said:
        probably = meant(text, candidates)
        if probably:
            do = f"Write {quoted(probably)} if that is meant, or add {quoted(text)} to {files}."
        elif "," in text and column.type == "ids":
            do = "Put ; between ids."
        else:
            do = f"Correct the id, or add it to {files}."
        return Said(f"{quoted(text)}, which is not there", expected, do)

    def many(texts: list[str]) -> Said:
        found = f"{len(texts)} ids that are not there: {some(texts)}"
        return Said(found, expected, f"Correct the ids, or add them to {files}.")

    return sheet.problems("unknown_id", column.name, ids, one, many)


def _missing_tables(
    sheets: Sheets,
    raws: Mapping[str, RawTable],
    homeless: Mapping[str, list[str]],
    intended: Collection[str],
) -> list[Problem]:
    """A problem for each table that is not there although others refer to it or need it."""
    needed: dict[str, list[str]] = {}
    for sheet in sheets.values():
        for name in sheet.table.needs:
            if name not in raws and name not in intended and len(sheet.frame):
                needed.setdefault(name, []).append(sheet.raw.file)
    problems = [
        Problem(
            "missing_table",
            f"{name}.csv",
            f"no such table, although {words(files)} cannot be read without it",
            f"a table {name}",
            f"Add {name}.csv, or take {words(files)} out.",
        )
        for name, files in needed.items()
    ]
    return problems + [
        Problem(
            "table_without_evidence",
            f"{name}.csv",
            f"no such table, although its ids stand in {words(columns)}",
            f"a table {name}",
            f"Add {name}.csv, or go on: what needs it stays without evidence.",
            level="warning",
        )
        for name, columns in homeless.items()
        if name not in needed
    ]


def waves_without_table(sheets: Sheets, raws: Mapping[str, RawTable]) -> list[Problem]:
    """Without a waves table there is a single wave, and its name is fixed."""
    if "waves" in raws:
        return []
    found: dict[str, None] = {}
    files: dict[str, None] = {}
    for sheet in sheets.values():
        for column in sheet.table.columns:
            if column.type == "wave" and sheet.sound(column.name):
                waves = set(sheet.frame[column.name].dropna()) - {ONLY_WAVE}
                found |= dict.fromkeys(sorted(waves))
                files |= dict.fromkeys([sheet.raw.file] if waves else [])
    if not found:
        return []
    return [
        Problem(
            "no_waves",
            "waves.csv",
            f"no such table, although {some(list(found))} stand as waves in {words(files)}"
            if len(found) > 1
            else f"no such table, although {some(list(found))} stands as a wave in {words(files)}",
            f"{quoted(ONLY_WAVE)} as the only wave where there is no table of waves",
            "Add waves.csv: a row for each wave, with wave, label, starts_on and ends_on.",
        )
    ]


def other_wave(sheets: Sheets) -> list[Problem]:
    """Ids that exist, but in another wave, or in another version of the theory."""
    problems = []
    for sheet in sheets.values():
        for column in sheet.table.columns:
            for target in column.refers:
                home, key = target.split(".")
                whole_key = TABLES[home].key
                shared = next((name for name in ("wave", "version") if name in whole_key), "")
                if shared and shared != key and len(whole_key) > 1 and home in sheets:
                    problems += _elsewhere(sheet, column, sheets[home], key, shared)
    return problems


def _elsewhere(sheet: Sheet, column: Column, home: Sheet, key: str, shared: str) -> list[Problem]:
    if shared not in sheet.table.names or not sheet.sound(column.name, shared):
        return []
    if not home.sound(key, shared):
        return []
    ids = listed(sheet, column)
    rows = pd.DataFrame({key: ids, shared: sheet.frame[shared].reindex(ids.index)})
    here = pd.MultiIndex.from_frame(rows).isin(pd.MultiIndex.from_frame(home.text[[key, shared]]))
    # An id, a wave or a version that is found nowhere is another fault, and has been named.
    judged = rows[shared].isin(home.text[shared]) & rows[key].isin(home.text[key])
    judged &= ~rows[key].isin(home.raw.torn)
    astray = rows[judged.to_numpy() & ~here]
    labels = astray[key].map(quoted) + f" in {shared} " + astray[shared].map(quoted)
    file = home.raw.file
    return sheet.told(
        f"other_{shared}",
        column.name,
        labels.astype("str"),
        "{}, where it is not listed",
        "{n} ids that are listed elsewhere only, such as {first}",
        f"an id that {file} ({key}) has in the same {shared}",
        f"Add it to {file}, or correct the {shared}.",
    )
