"""Rules about ids of one table that stand in another, and about tables that are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from nicdev.errors import Problem
from nicdev.tables.column import ONLY_WAVE, Column
from nicdev.tables.distinct import Numbers
from nicdev.tables.raw import RawTable
from nicdev.tables.say import FOLD, LISTED, clean, meant, quoted, some, words
from nicdev.tables.schema import TABLES
from nicdev.tables.sheet import Said, Sheet, Sheets

LIST_SIGN = ";"


class Lost(NamedTuple):
    """Ids of one column that are found nowhere, and the tables in which they were looked for."""

    sheet: Sheet
    column: Column
    ids: pd.Series[str]
    there: list[tuple[Sheet, str]]


def unknown_ids(
    sheets: Sheets, raws: Mapping[str, RawTable], intended: Collection[str]
) -> list[Problem]:
    """Ids that are found nowhere, and tables that are missing altogether."""
    lost: list[Lost] = []
    homeless: dict[str, list[str]] = {}
    for sheet in sheets.values():
        for column in sheet.table.columns:
            if not column.refers or not sheet.sound(column.name):
                continue
            targets = [target.split(".") for target in column.refers]
            there = [(sheets[name], key) for name, key in targets if name in sheets]
            absent = [name for name, _ in targets if name not in raws]
            # A table that cannot be read, goes by a wrong name or must not be empty has been named.
            named = {name for name, _ in targets} & set(intended)
            if named or len(there) + len(absent) < len(targets):
                continue
            if not all(target.sound(key) for target, key in there):
                continue
            ids = _astray(sheet, column, _homes(there))
            if not absent and len(ids):
                lost.append(Lost(sheet, column, ids, there))
            elif len(ids) and column.type != "wave":
                for name in absent:
                    homeless.setdefault(name, []).append(f"{sheet.table.name}.{column.name}")
    return _lost(lost) + _missing_tables(sheets, raws, homeless, intended)


def listed(sheet: Sheet, column: Column, rows: Numbers | None = None) -> pd.Series[str]:
    """The ids of a column that could be read, one below the other, by row; lists taken apart.

    Of some rows alone, where they are given by position.
    """
    cells = sheet.frame[column.name]
    ids = (cells if rows is None else cells.iloc[rows]).dropna()
    if column.type == "ids":
        return ids.str.split(LIST_SIGN).explode().astype("str")
    return ids


def _astray(sheet: Sheet, column: Column, homes: Collection[str]) -> pd.Series[str]:
    """The ids of a column that are not among these."""
    lost = [text for text in _each(column, sheet.values(column.name)) if text not in homes]
    if not lost:
        return sheet.frame[column.name].iloc[:0].astype("str")
    ids = listed(sheet, column)
    return ids[ids.isin(lost).to_numpy()]


def _each(column: Column, values: Collection[str]) -> set[str]:
    if column.type == "ids":
        return {part for value in values for part in value.split(LIST_SIGN)}
    return set(values)


def _homes(there: list[tuple[Sheet, str]]) -> set[str]:
    """Every id that the tables hold, those of damaged rows and cells included."""
    known: set[str] = set()
    for target, key in there:
        ids = target.texts(key)
        known |= ids | {clean(one) for one in ids} | target.raw.torn
    return known


def _lost(lost: list[Lost]) -> list[Problem]:
    """An id that several columns name lacks its row; one that a single column names is a slip."""
    problems: list[Problem] = []
    for refers in dict.fromkeys(one.column.refers for one in lost):
        group = [one for one in lost if one.column.refers == refers]
        times = Counter(text for one in group for text in one.ids.unique())
        often = [text for text, columns in times.items() if columns > 1]
        problems += _rows_missing(group, often)
        for one in group:
            rest = one._replace(ids=one.ids[~one.ids.isin(often).to_numpy()])
            problems += _unknown(rest)
    return problems


def _rows_missing(group: list[Lost], often: list[str]) -> list[Problem]:
    there = group[0].there
    files = words((target.raw.file for target, _ in there), "or")
    candidates = sorted(_homes(there) - {""})
    bundles = [often] if len(often) > FOLD else [[text] for text in often]
    problems = []
    for texts in bundles:
        places = []
        for one in group:
            at = one.ids.index[one.ids.isin(texts).to_numpy()]
            if len(at):
                row = one.sheet.raw.rows[at.to_numpy()].min()
                places.append(f"{one.sheet.raw.file} (row {row}, {one.column.name})")
        probably = meant(texts[0], candidates) if len(texts) == 1 else ""
        more = len(places) - LISTED
        named = ", ".join(places[:LISTED]) + f" and {more} more places" if more > 1 else ""
        problems.append(
            Problem(
                "unknown_id",
                there[0][0].raw.file,
                f"no row for {some(texts)}, named in {named or words(places)}",
                f"a row in {files} for every id that is named elsewhere",
                f"Write {quoted(probably)} where it is named, if that is meant, or add the row."
                if probably
                else "Add what is missing, or correct the ids where they are named.",
                column=there[0][1],
            )
        )
    return problems


def _unknown(lost: Lost) -> list[Problem]:
    sheet, column, ids, there = lost
    files = words((target.raw.file for target, _ in there), "or")
    expected = words((f"an id of {target.raw.file} ({key})" for target, key in there), "or")
    candidates = sorted(_homes(there) - {""}) if len(ids) else []

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
                waves = sheet.values(column.name) - {ONLY_WAVE}
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
                    problems += _elsewhere(sheet, column, sheets[home], key, shared, sheets)
    return problems


def _elsewhere(
    sheet: Sheet, column: Column, home: Sheet, key: str, shared: str, sheets: Sheets
) -> list[Problem]:
    if shared not in sheet.table.names or not sheet.sound(column.name, shared):
        return []
    if not home.sound(key, shared):
        return []
    found = sheet.combinations(column.name, shared)
    ids = listed(sheet, column, found.first)
    rows = pd.DataFrame({key: ids, shared: sheet.frame[shared].reindex(ids.index)})
    here = pd.MultiIndex.from_frame(rows).isin(pd.MultiIndex.from_frame(home.text[[key, shared]]))
    # An id, a wave or a version that is found nowhere is another fault, and has been named.
    judged = rows[shared].isin(home.text[shared]) & rows[key].isin(home.text[key])
    judged &= ~rows[key].isin(home.raw.torn)
    # The row may be there with a wave or a version that does not exist, and that has been named.
    for target in home.table.column(shared).refers:
        name, part = target.split(".")
        if name in sheets and sheets[name].sound(part):
            settled = home.text[shared].isin(sheets[name].text[part]).to_numpy()
            judged &= ~rows[key].isin(home.text.loc[~settled, key])
    astray = rows[judged.to_numpy() & ~here]
    if len(astray) == 0:
        return []
    # The same combination in other rows is astray as well: an id of it, or each of a list.
    wrong = np.isin(found.at, found.at[astray.index.to_numpy()])
    ids = listed(sheet, column, np.flatnonzero(wrong))
    rows = pd.DataFrame({key: ids, shared: sheet.frame[shared].reindex(ids.index)})
    pairs = pd.MultiIndex.from_frame(astray)
    astray = rows[pd.MultiIndex.from_frame(rows).isin(pairs)]
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
