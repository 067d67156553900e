"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def write_whole(target: Path, content: str | bytes) -> None:
    """Write beside the target, then put it in its place in one step."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    make_whole(target, lambda path: path.write_bytes(data))


def make_whole(target: Path, make: Callable[[Path], object]) -> None:
    """Let `make` write a file beside the target, then put it in its place in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=target.suffix)
    os.close(handle)
    try:
        make(Path(name))
        Path(name).chmod(0o644)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
