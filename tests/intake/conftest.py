"""Folders to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nicdev.intake.folder import Read, read_folder


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Read]:
    """Write files into a folder and read it."""

    def reading(files: dict[str, str | bytes]) -> Read:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / name).write_bytes(data)
        return read_folder(tmp_path)

    return reading
