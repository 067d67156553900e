"""A network with every table of the contract: the example, and the rest in a few rows each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path

import pandas as pd
from conftest import ROOT
from tables.conftest import SOUND

from nicdev.tables import TABLES
from nicdev.tables.column import Column

Frames = dict[str, pd.DataFrame]
WAVE = "spring"
SOUND_IDS = {
    "driver_id": ["d1"],
    "key": ["roles.trust.facets"],
}  # of tables that are not the example's
# No words of a network, but what its pages are looked up by: the key of an indicator, a short name.
AS_THEY_ARE = {"items.key", "decisions.key", "waves.wave"}
MARKED = ("id", "ids", "text", "choice")  # columns that hold words of the network's own


def network() -> Frames:
    """Every table as text cells; ids of the few rows are those of the example."""
    example = {
        path.stem: pd.read_csv(path, dtype=str, keep_default_na=False)
        for path in (ROOT / "data" / "newborn").glob("*.csv")
    }
    frames = {name: example[name] if name in example else _few(name) for name in TABLES}
    frames["waves"] = pd.DataFrame(
        {"wave": [WAVE], "label": ["Spring 2026"], "starts_on": ["2025-08-01"],
         "ends_on": ["2028-12-31"]}
    )  # fmt: skip
    theirs = {f"{name}.{column}": list(dict.fromkeys(frame[column]))
              for name, frame in example.items() for column in frame}  # fmt: skip
    for name, frame in frames.items():
        for column in TABLES[name].columns:
            if column.name not in frame:
                continue
            if column.type == "wave":
                frame[column.name] = WAVE
            elif name not in example and column.refers:
                known = [i for to in column.refers for i in theirs.get(to, ())]
                if known:
                    _renamed(frame, column, known)
    return {name: _filled(name, frame, theirs) for name, frame in frames.items()}


def _few(name: str) -> pd.DataFrame:
    text = SOUND[name].strip("\n")
    for before, after in (("2025-", "2027-"), ("2024-", "2026-"), ("2023-", "2025-")):
        text = text.replace(before, after)
    frame = pd.read_csv(StringIO(text), dtype=str, keep_default_na=False)
    return frame.drop_duplicates(list(TABLES[name].key) or None)


# Where a column that the example leaves out cannot simply be filled in its first row.
ROWS = {
    "attendance": {"event_id": "E1", "team_id": "T1", "headcount": "4"},
    "measurements": {"measure_id": "reasoning", "site_id": "S1", "on": "2026-06-29",
                     "missing_reason": "holidays", "note": "a note"},
}  # fmt: skip


def _filled(name: str, frame: pd.DataFrame, theirs: Mapping[str, list[str]]) -> pd.DataFrame:
    """With a word or an id in every column of words that there is."""
    if name in ROWS:
        frame = pd.concat([frame, pd.DataFrame([ROWS[name]])], ignore_index=True).fillna("")
    for column in TABLES[name].columns:
        if column.name not in frame and column.type in MARKED:
            ids = [i for to in column.refers for i in theirs.get(to, ())]
            first = column.allowed or ids or SOUND_IDS.get(column.name) or ["a word"]
            frame[column.name] = [first[0], *[""] * (len(frame) - 1)]
    return frame


def _renamed(frame: pd.DataFrame, column: Column, known: list[str]) -> None:
    """Other ids for those of a table's few rows, the same for the same."""
    old = dict.fromkeys(part for cell in frame[column.name] for part in cell.split(";") if part)
    new = dict(zip(old, known, strict=False))
    frame[column.name] = [
        ";".join(new[part] for part in cell.split(";") if part in new)
        for cell in frame[column.name]
    ]


def marked(frames: Mapping[str, pd.DataFrame], mark: Callable[[str, Column, str], str]) -> Frames:
    """Every text of the network's own put through `mark`: of which table and column, and the text.

    An id is the same wherever it stands, and is marked as the column in which it is a key.
    """
    targets = {to for table in TABLES.values() for column in table.columns for to in column.refers}
    targets |= {f"{name}.{t.key[0]}" for name, t in TABLES.items() if len(t.key) == 1}
    targets = {
        to for to in targets if TABLES[to.split(".")[0]].column(to.split(".")[1]).type == "id"
    }
    home = {to: (to.split(".")[0], TABLES[to.split(".")[0]].column(to.split(".")[1]))
            for to in targets}  # fmt: skip
    known: dict[tuple[str, str], str] = {}
    for name, column in home.values():
        for text in filter(None, frames[name].get(column.name, ())):
            kept = f"{name}.{column.name}" in AS_THEY_ARE
            known[name, text] = text if kept else mark(name, column, text)
    made = {}
    for name, frame in frames.items():
        cells = {}
        for column in TABLES[name].columns:
            if column.name not in frame:
                continue
            keys = [home[to][0] for to in column.refers if to in home] or [name]
            cells[column.name] = [
                ";".join(
                    next((known[k, part] for k in keys if (k, part) in known),
                         mark(name, column, part) if _own(name, column) and part else part)
                    for part in (text.split(";") if column.type == "ids" else [text])
                )
                for text in frame[column.name]
            ]  # fmt: skip
        made[name] = pd.DataFrame(cells)
    return made


def _own(name: str, column: Column) -> bool:
    kept = f"{name}.{column.name}" in AS_THEY_ARE
    return column.type in MARKED and not column.allowed and not kept


def write(frames: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """A CSV file a table."""
    folder.mkdir(parents=True)
    for name, frame in frames.items():
        frame.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
