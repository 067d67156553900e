"""Files that appear whole or not at all, and a run that is alone in its workbook."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nicdev.errors import Problem, UsageRefused

MAKING = ".making"  # below private/: what a killed run leaves half-made never lies in hub/


def write_whole(built: Path, target: Path, content: str | bytes) -> None:
    """Write a file of a wave's folder `built` out of sight, then put it in its place at once."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    make_whole(built, target, lambda path: path.write_bytes(data))


def make_whole(built: Path, target: Path, make: Callable[[Path], object]) -> None:
    """Let `make` write a file out of sight, then put it in its place in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = built / "private" / MAKING
    staging.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=staging, suffix=target.suffix)
    os.close(handle)
    try:
        make(Path(name))
        Path(name).chmod(0o644)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_beside(target: Path, content: bytes) -> None:
    """Write a file of the user's own folders: made hidden beside its place, then put in it at once.

    What a killed run leaves there begins with a full stop, and is no table.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".making-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mode = target.stat().st_mode if target.exists() else 0o644
        Path(name).chmod(mode & 0o777)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def sweep(built: Path) -> None:
    """Clear away what a killed run left half-made."""
    shutil.rmtree(built / "private" / MAKING, ignore_errors=True)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the workbook's `built` folder for one run at a time.

    The hold ends with the process, however it ends, so that nothing stale can bar the way. Where
    the system has no such holds, two runs at once are the user's to avoid.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    (root / "built").mkdir(exist_ok=True)
    with (root / "built" / ".running").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            problem = Problem(
                "already_running",
                "built",
                "another 'nicdev run' at work in this workbook",
                "one run at a time",
                "Wait for it to end, then run again.",
            )
            raise UsageRefused([problem]) from None
        yield
