"""A run that is stopped leaves nothing half-made and nobody at work; the next one goes on."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest
from press.conftest import (
    Nicdev,
    Said,
    at_work,
    begin,
    due,
    names,
    notebook,
    outcomes,
    stop,
    workbook,
)

pytestmark = pytest.mark.notebooks

QUICK, LONG = "00_readiness", "10_technical_core"
WAITS = notebook(
    "import os, pathlib, time",
    "pathlib.Path('part').write_text(str(os.getpid()))\npathlib.Path('part').rename('begun')",
    # Two minutes at the most: a test that fails leaves nobody at work for ever.
    "for _ in range(1200):\n    if pathlib.Path('go').exists():\n        break\n"
    "    time.sleep(0.1)",
)


def until(path: Path, *others: Path) -> None:
    """Wait for files that a notebook or the press makes."""
    for _ in range(2400):
        if all(each.exists() for each in (path, *others)):
            return
        time.sleep(0.05)
    raise AssertionError(f"{path.name} never came")


def interrupted(root: Path, with_signal: signal.Signals) -> Said:
    """A run stopped when one page is there and the other notebook is at work."""
    workbook(root, {QUICK: notebook("1 + 1"), LONG: WAITS})
    process = begin(root, "run", "--workers", "1")
    until(root / "begun", root / "built" / "net" / "all" / "private" / f"{QUICK}.html")
    assert at_work(root)
    return stop(process, with_signal)


def nobody_at_work(root: Path) -> None:
    """A kernel whose worker was killed may take a second to see it."""
    for _ in range(100):
        if not at_work(root):
            return
        time.sleep(0.1)
    raise AssertionError(at_work(root))


@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGTERM])
def test_stopped_from_outside(tmp_path: Path, nicdev: Nicdev, with_signal: signal.Signals) -> None:
    said = interrupted(tmp_path, with_signal)
    assert at_work(tmp_path) == []
    assert said.code == 128 + with_signal
    assert "Stopped. What was done is kept; the same command goes on with the rest." in said.err
    assert "Traceback" not in said.err
    built = tmp_path / "built" / "net" / "all"
    whole = {f"{QUICK}.html", "index.html", "not-built-yet.html", "evidence.parquet"}
    assert names(built / "hub") == names(built / "members") == whole
    for page in (built / "hub").glob("*.html"):
        assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert names(built / "private" / ".making") == set()
    assert outcomes(tmp_path) == {QUICK: "done"}
    assert due(tmp_path) == [LONG]
    (tmp_path / "go").touch()
    again = nicdev(tmp_path, "run")
    assert again.code == 0
    assert "done: net all 10_technical_core" in again.err
    assert QUICK not in again.err
    assert "1 notebooks were up to date." in again.out


def test_killed_outright(tmp_path: Path, nicdev: Nicdev) -> None:
    """Nothing of ours runs after SIGKILL: what was not made is just not there."""
    said = interrupted(tmp_path, signal.SIGKILL)
    assert said.code == -signal.SIGKILL
    nobody_at_work(tmp_path)
    assert due(tmp_path) == [LONG]
    built = tmp_path / "built" / "net" / "all"
    assert f"{LONG}.html" not in names(built / "hub")
    assert all(not name.startswith(".") for name in names(built / "hub"))


def test_one_kernel_is_killed_from_outside(tmp_path: Path, nicdev: Nicdev) -> None:
    import psutil

    workbook(tmp_path, {QUICK: notebook("1 + 1"), LONG: WAITS})
    process = begin(tmp_path, "run")
    until(tmp_path / "begun")
    kernel = psutil.Process(int((tmp_path / "begun").read_text()))
    assert kernel in psutil.Process(process.pid).children(recursive=True)
    kernel.kill()
    _, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert f"net all {LONG}: out of memory or killed. the kernel ended without a word\n" in err
    assert outcomes(tmp_path) == {QUICK: "done", LONG: "out of memory or killed"}
    assert f"{LONG}.html" not in names(tmp_path / "built" / "net" / "all" / "hub")


def test_one_run_at_a_time(tmp_path: Path, nicdev: Nicdev) -> None:
    workbook(tmp_path, {LONG: WAITS})
    first = begin(tmp_path, "run")
    until(tmp_path / "begun")
    second = nicdev(tmp_path, "run")
    assert second.code == 2
    assert "found another 'nicdev run' at work in this workbook" in second.err
    (tmp_path / "go").touch()
    _, err = first.communicate(timeout=120)
    assert first.returncode == 0, err
