"""The command line: what it says, how it ends, and how little it takes to say it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from press.conftest import Nicdev, command, names, nicdev, notebook, workbook

from nicdev import __version__
from nicdev.cli import _stoppable, _Stopped
from nicdev.errors import Problem
from nicdev.framework import framework

__all__ = ["nicdev"]  # a fixture

HEAVY = ("seaborn", "papermill", "sklearn", "scipy.stats", "pandas", "matplotlib", "numpy",
         "nbconvert", "duckdb", "ruamel.yaml", "rich.progress")  # fmt: skip


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["run", "--help"], ["simulate", "--help"], ["bogus"]]
)
def test_nothing_heavy_is_imported_to_say_a_few_words(words: list[str]) -> None:
    code = (
        f"import sys; sys.argv = ['nicdev', *{words!r}]\n"
        "from nicdev.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        f"print('heavy', sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "heavy []"


def test_the_version_and_the_help(tmp_path: Path, nicdev: Nicdev) -> None:
    said = nicdev(tmp_path, "--version")
    assert (said.code, said.out, said.err) == (0, f"nicdev {__version__}\n", "")
    said = nicdev(tmp_path, "--help")
    assert said.code == 0
    for verb in ("new", "simulate", "check", "run", "lab", "framework"):
        assert f"\n  {verb} " in said.out
    assert nicdev(tmp_path).code == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["bogus"], "No such command 'bogus'"),
        (["run", "--wave"], "requires an argument"),
        (["run", "--workers", "0"], "greater than or equal to 1"),
        (["run", "--workers", "many"], "should be a valid integer"),
        (["new"], "Missing argument"),
        (["new", "../x"], "found the code '../x'; expected letters, digits, '-' and '_'"),
        (["check", "x"], "found no folder 'params' in"),
    ],
)
def test_bad_usage_is_one_plain_block_and_two(
    tmp_path: Path, nicdev: Nicdev, words: list[str], expected: str
) -> None:
    said = nicdev(tmp_path, *words)
    assert said.code == 2
    assert said.out == ""
    assert expected in said.err
    assert not any(sign in said.err for sign in ("Traceback", "╭", "│"))
    assert names(tmp_path) == set()


def test_a_traceback_only_with_debug(tmp_path: Path, nicdev: Nicdev) -> None:
    assert "Traceback" not in nicdev(tmp_path, "check", "x").err
    said = nicdev(tmp_path, "--debug", "check", "x")
    assert "Traceback" in said.err
    assert said.code != 0


def test_a_bug_is_one_sentence(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['nicdev', 'framework']\n"
        "import nicdev.framework\n"
        "def broken(): raise ZeroDivisionError('oh')\n"
        "nicdev.framework.framework = broken\n"
        "from nicdev.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == (
        "nicdev itself failed (ZeroDivisionError: oh). Nothing of yours was changed. Run the same "
        "command with --debug after 'nicdev' to see where.\n"
    )


def test_new_then_check_in_an_empty_folder(tmp_path: Path, nicdev: Nicdev) -> None:
    said = nicdev(tmp_path, "new", "x")
    assert said.code == 0
    made = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file())
    assert made == sorted([
        "params/x.yml", "params/x.md",
        *(f"data/x/{t}.csv" for t in
          ("members", "teams", "memberships", "events", "attendance", "decisions")),
        *(f"notebooks/{stem}.ipynb" for stem in framework().notebooks),
    ])  # fmt: skip
    assert said.out.endswith("Fill in data/x/members.csv, then run: nicdev check x\n")
    said = nicdev(tmp_path, "check", "x")
    assert said.code == 2
    assert said.err == (
        "x: 1 to mend (cannot be used):\n- members.csv: found headers and nothing below them; "
        "expected a roster: the one table that is always needed. Write a row for each person in "
        "it: member_id, observed_from, joined_on.\n"
    )


def test_new_says_which_workbook_around_it_it_writes_to(tmp_path: Path, nicdev: Nicdev) -> None:
    nicdev(tmp_path, "new", "first")
    inside = tmp_path / "data" / "notes"
    inside.mkdir()
    said = nicdev(inside, "new", "second")
    assert said.code == 0
    assert said.out.splitlines()[:2] == [
        f"This folder lies in the workbook {tmp_path}: the network is begun there.",
        "wrote params/second.yml",
    ]
    assert (tmp_path / "params" / "second.yml").is_file()
    assert "lies in" not in nicdev(tmp_path, "new", "third").out


def test_new_never_overwrites(tmp_path: Path, nicdev: Nicdev) -> None:
    mine = tmp_path / "data" / "x" / "members.csv"
    mine.parent.mkdir(parents=True)
    mine.write_text("member_id,observed_from,joined_on\nM1,2025-08-25,2025-08-25\n")
    (tmp_path / "notebooks").mkdir()
    before = mine.read_bytes()
    assert nicdev(tmp_path, "new", "x").code == 0
    assert mine.read_bytes() == before
    assert names(tmp_path / "notebooks") == set()
    said = nicdev(tmp_path, "check", "x")
    assert (said.code, said.out) == (0, "x: everything can be used.\n")
    params = (tmp_path / "params" / "x.yml").read_bytes()
    said = nicdev(tmp_path, "new", "x")
    assert said.code == 2
    assert "found a file that is there already" in said.err
    assert (tmp_path / "params" / "x.yml").read_bytes() == params


def test_any_folder_inside_the_workbook_will_do(tmp_path: Path, nicdev: Nicdev) -> None:
    root = workbook(tmp_path, {"00_readiness": notebook("1")})
    deep = root / "data" / "net"
    said = nicdev(deep, "check")
    assert (said.code, said.out) == (0, "net: everything can be used.\n")
    assert nicdev(deep, "new", "second").code == 0
    assert (root / "params" / "second.yml").is_file()


def test_check_goes_on_after_a_network_that_cannot_be_used(tmp_path: Path, nicdev: Nicdev) -> None:
    root = workbook(tmp_path, {}, {"a": "sed: 1\n", "b": ""})
    said = nicdev(root, "check")
    assert said.code == 2
    assert said.out == "b: everything can be used.\n"
    assert "Did you mean 'seed'?" in said.err


def test_the_framework_is_listed_with_what_is_missing(tmp_path: Path, nicdev: Nicdev) -> None:
    said = nicdev(tmp_path, "framework")
    assert said.code == 0
    for key, indicator in framework().indicators.items():
        state = "" if indicator.built else "  [not built yet]"
        assert f"\n  {key}{state}\n" in said.out
    unbuilt = [k for k, i in framework().indicators.items() if not i.built]
    said = nicdev(tmp_path, "framework", "--missing")
    listed = [line.split()[0] for line in said.out.splitlines() if line.startswith("  ")]
    assert listed == unbuilt
    assert said.out.endswith(
        f"{len(unbuilt)} of {len(framework().indicators)} indicators are not built yet.\n"
    )


def test_what_goes_with_what_and_the_neighbours_are_listed(tmp_path: Path, nicdev: Nicdev) -> None:
    said = nicdev(tmp_path, "framework", "--conjectures").out.splitlines()
    assert said[2:4] == [
        "C2 (p. 14, 18) Members who meet are more often connected later.",
        "  earlier: roles.participation; later: roles.connections; pairs of members",
    ]
    assert len(said) == 2 * len(framework().conjectures)
    said = nicdev(tmp_path, "framework", "--crosswalks").out.splitlines()
    assert said[:2] == [
        "Improvement Network Health and Development (Peabody Journal of Education 100(1), 2025)",
        "  Leadership by the hub: roles.trust.support, roles.connections.without_hub",
    ]
    parts = sum(len(crosswalk.parts) for crosswalk in framework().crosswalks.values())
    assert len(said) == len(framework().crosswalks) + parts


def test_lab_opens_the_workbook_with_the_same_python(tmp_path: Path) -> None:
    """A stand-in for JupyterLab, found before it: what would be started, and where."""
    root = workbook(tmp_path / "book", {})
    stand_in = tmp_path / "first"
    stand_in.mkdir()
    (stand_in / "jupyterlab.py").write_text(
        "import os, sys\nprint(sys.argv[1:], os.getcwd())\nsys.exit(3)\n"
    )
    path = os.pathsep.join([str(stand_in), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(command("lab"), cwd=root / "data", capture_output=True, text=True,
                          check=False, env=os.environ | {"PYTHONPATH": path})  # fmt: skip
    assert done.returncode == 3, done.stderr
    words = [
        f"--notebook-dir={root}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    assert done.stdout == f"{words} {root}\n"


def test_a_file_that_cannot_be_written_is_said_plainly(tmp_path: Path, nicdev: Nicdev) -> None:
    root = workbook(tmp_path, {"00_readiness": notebook("1")})
    (root / "built").write_text("a file where a folder should be")
    said = nicdev(root, "run")
    assert said.code == 1
    assert said.err.startswith("A file cannot be read or written: ")
    assert "Traceback" not in said.err


def test_a_problem_is_one_sentence_with_its_place() -> None:
    problem = Problem("c", "members.csv", "x", "y", "Do z.", tuple(range(2, 13)), "name")
    assert str(problem) == (
        "members.csv, rows 2, 3, 4, 5, 6, 7, 8, 9 and 3 more, column name: found x; expected y. "
        "Do z."
    )


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="a system without terminals that close")
def test_a_run_that_was_told_to_outlive_its_terminal_does() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with _stoppable():
            os.kill(os.getpid(), signal.SIGHUP)
            with pytest.raises(_Stopped) as stopped:
                os.kill(os.getpid(), signal.SIGTERM)
        assert stopped.value.signal == signal.SIGTERM
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, before)
