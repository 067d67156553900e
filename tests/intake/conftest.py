"""Folders to read."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from nicdev.intake.folder import Read, read_folder
from nicdev.intake.load import Load


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Read]:
    """Write files into a folder and read it."""

    def reading(files: dict[str, str | bytes]) -> Read:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / name).write_bytes(data)
        return read_folder(tmp_path)

    return reading


def accounted(load: Load, told: Collection[str] = ()) -> None:
    """Every row of the source has one fate, and table rows and used rows find one another.

    Rows of the tables `told` may come from what was told beside the file.
    """
    rows = [(grid.sheet, number) for grid in load.source.grids for number in grid.numbers]
    assert sorted((fate.sheet, fate.row) for fate in load.fates) == sorted(rows)
    assert all(bool(fate.into) == (fate.became == "used") for fate in load.fates)
    assert all(fate.why for fate in load.fates if fate.became == "aside")
    went = {place for fate in load.fates for place in fate.into}
    there = {(name, at) for name, rows in load.tables.items() for at in range(len(rows))}
    assert went <= there
    assert {name for name, _ in there - went} <= set(told)
