"""Broken files of every kind: each is named in its own sentence, and none is touched."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from intake.broken import CORPUS, Broken
from intake.broken_said import SAID

from nicdev.errors import Problem
from nicdev.intake.folder import Read, read_folder
from nicdev.intake.grid import open_source
from nicdev.intake.workbook import in_sheets, read_tables, read_workbook
from nicdev.tables import check


def found(reader: str, place: Path) -> list[Problem]:
    """Everything that is said about what lies there."""
    if reader == "source":
        return list(open_source(place / "net.xlsx").problems)
    read: Read
    if reader != "workbook":
        read = read_folder(place / "net")
    elif (place / "net").is_dir():
        read = read_tables([place / "net", place / "net.xlsx"])
    else:
        read = read_workbook(place / "net.xlsx")
    return [*read.problems, *in_sheets(read, check(read.raws, {}).problems)]


def hashes(place: Path) -> dict[str, str]:
    return {
        path.relative_to(place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(place.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("broken", CORPUS, ids=lambda one: one.name)
def test_what_is_broken_is_said_in_one_sentence(tmp_path: Path, broken: Broken) -> None:
    broken.make(tmp_path)
    before = hashes(tmp_path)
    problems = found(broken.reader, tmp_path)
    said = [f"{one.level}: {one}" for one in problems if one.code == broken.code]
    assert said == [SAID[broken.name]]
    assert hashes(tmp_path) == before


def test_the_corpus_is_large_and_no_two_are_alike() -> None:
    names = [broken.name for broken in CORPUS]
    assert len(names) == len(set(names)) >= 60
    assert set(names) == set(SAID)
