"""A folder with a file for each table: read only, hashed, and nothing left out in silence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

from nicdev.errors import Problem
from nicdev.intake.delimited import Parsed, parse
from nicdev.intake.grid import unopenable
from nicdev.intake.parquet import parse_parquet
from nicdev.tables import TABLES, RawTable

# A person's notes beside the data, and what desktops and spreadsheets leave behind.
_NOT_DATA = ("readme", ".", "~$", "thumbs.db", "desktop.ini")


@dataclass(frozen=True, eq=False)
class Read:
    """The tables of a network as text, and what was wrong with reading them.

    Parameters
    ----------
    raws : a raw table by name, in the order of the contract
    problems : what was odd, by table
    book : the workbook whose sheets they are; '' where each is a file
    """

    raws: Mapping[str, RawTable]
    problems: tuple[Problem, ...]
    book: str = ""


def has_tables(folder: Path) -> bool:
    """Whether a folder holds a file that would be read as a table."""
    if not folder.is_dir():
        return False
    return any(path.suffix.casefold() in _READERS and not path.name.startswith(".")
               for path in folder.iterdir())  # fmt: skip


def read_folder(folder: Path) -> Read:
    """Read every table of a folder; no file is written to.

    Parameters
    ----------
    folder : holds ``<table>.csv``, ``.tsv`` or ``.parquet``

    Returns
    -------
    Read : a raw table for each file, in the order of the contract; a file that could not be read
        has one too, marked as not usable, so that the check does not call its table missing.
        A folder that is not there counts as a roster that cannot be read
    """
    try:
        files = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:
        problem = Problem(
            "no_folder",
            folder.name,
            "no folder that can be opened",
            "a folder with a file for each table",
            "Make the folder and put members.csv in it, or correct its name.",
        )
        return unread("members.csv", problem)
    problems: list[Problem] = []
    raws: dict[str, RawTable] = {}
    for path in files:
        if path.name.casefold().startswith(_NOT_DATA):
            continue
        reader = _READERS.get(path.suffix.casefold())
        if reader is None or path.is_dir():
            problems.append(_not_a_table(path))
            continue
        name = path.name[: -len(path.suffix)]
        if name in raws:
            problems.append(_twice(raws[name].file, path.name))
            raws[name] = replace(_unusable(name, raws[name].file), sha256=raws[name].sha256)
            continue
        raws[name], found = _read(path, name, reader)
        problems += found
    order = [*TABLES, *sorted(set(raws) - set(TABLES))]
    problems.sort(key=lambda problem: _place(problem, order))
    return Read(
        MappingProxyType({name: raws[name] for name in order if name in raws}), tuple(problems)
    )


def _read(
    path: Path, name: str, reader: Callable[[Path, bytes, str], Parsed]
) -> tuple[RawTable, list[Problem]]:
    refused = unopenable(path)
    if refused:
        return _unusable(name, path.name), [refused]
    content = path.read_bytes()
    parsed = reader(path, content, name)
    raw = RawTable(
        name,
        path.name,
        parsed.cells,
        parsed.rows,
        hashlib.sha256(content).hexdigest(),
        usable=parsed.usable,
        torn=parsed.torn,
    )
    return raw, list(parsed.problems)


def _delimited(path: Path, content: bytes, name: str) -> Parsed:
    headers = TABLES[name].names if name in TABLES else ()
    return parse(content, path.name, headers)


def _parquet(path: Path, content: bytes, name: str) -> Parsed:
    return parse_parquet(path)


_READERS: Mapping[str, Callable[[Path, bytes, str], Parsed]] = MappingProxyType(
    {".csv": _delimited, ".tsv": _delimited, ".parquet": _parquet}
)


def unread(file: str, problem: Problem, book: str = "") -> Read:
    """Nothing could be read: a roster that is not usable, so that none is called missing."""
    return Read(MappingProxyType({"members": _unusable("members", file)}), (problem,), book)


def _unusable(name: str, file: str) -> RawTable:
    return RawTable(name, file, pd.DataFrame(), np.empty(0, dtype=np.int64), "", usable=False)


def _not_a_table(path: Path) -> Problem:
    return Problem(
        "not_a_table",
        path.name,
        "a folder" if path.is_dir() else f"a file of another kind ({path.suffix or 'no ending'})",
        "tables as .csv, .tsv or .parquet",
        "Take it out, or go on: it is not read."
        if path.is_dir()
        else "Save each table in it as CSV UTF-8, or go on: it is not read.",
        level="warning",
    )


def _twice(first: str, second: str) -> Problem:
    return Problem(
        "table_twice",
        second,
        f"the same table as in {first}",
        "one file for each table",
        "Take one of the two files out.",
    )


def _place(problem: Problem, order: list[str]) -> tuple[int, str, int, str]:
    name = problem.file.rpartition(".")[0]
    at = order.index(name) if name in order else len(order)
    return (at, problem.file, problem.rows[0] if problem.rows else 0, problem.code)
