"""The golden check must not pass when a number differs or could not be made."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SCRIPT = """
import pathlib, sys
text = "# maker 1.0\\ncase,value\\none,0.5\\ntwo,1 2.25 NA\\n"
pathlib.Path(sys.argv[1], "tiny_numbers.csv").write_text(text)
"""
WHOLE = "golden: 1 scripts, 3 numbers, 0 differ (maker 1.0)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(HERE / "golden.py", tmp_path)
    (tmp_path / "tiny.py").write_text(SCRIPT)
    assert golden(tmp_path)[0] == 0
    return tmp_path


def golden(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    command = [sys.executable, str(folder / "golden.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env={"PATH": ""}, check=False)
    assert not done.stderr
    return done.returncode, done.stdout.splitlines()


def alter(folder: Path, before: str, after: str) -> None:
    file = folder / "tiny_numbers.csv"
    assert before in file.read_text()
    file.write_text(file.read_text().replace(before, after))


def test_the_same_numbers_pass(folder):
    assert golden(folder, "--check") == (0, [WHOLE])


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("0.5", "0.500001", "line 3, column value: committed 0.500001, made 0.5"),
        ("2.25", "2.26", "line 4, column value: committed 1 2.26 NA, made 1 2.25 NA"),
        (" NA", "", "line 4, column value: committed 1 2.25, made 1 2.25 NA"),
        ("0.5", "", "line 3, column value: committed empty, made 0.5"),
        ("one", "other", "line 3, column case: committed other, made one"),
    ],
)
def test_a_cell_that_differs_is_named(folder, before, after, line):
    alter(folder, before, after)
    status, said = golden(folder, "--check")
    assert status == 1
    assert said[0] == f"tiny_numbers.csv, {line}"
    assert ", 1 differ (maker 1.0)" in said[-1]


def test_without_check_the_numbers_are_rewritten(folder):
    alter(folder, "0.5", "7")
    status, said = golden(folder)
    assert (status, said[-1]) == (
        0,
        "golden: 1 scripts, 3 numbers, 1 differ and were rewritten (maker 1.0)",
    )
    assert golden(folder, "--check") == (0, [WHOLE])


def test_the_last_digits_and_the_versions_may_differ(folder):
    alter(folder, "0.5", "0.50000000000001")
    alter(folder, "maker 1.0", "maker 0.9")
    status, said = golden(folder, "--check")
    assert status == 0
    assert said == ["versions: tiny_numbers.csv is from maker 0.9, now maker 1.0", WHOLE]


def test_another_number_of_rows_differs(folder):
    alter(folder, "one,0.5\n", "")
    status, said = golden(folder, "--check")
    assert (status, said[0]) == (1, "tiny_numbers.csv: other columns or another number of rows")


def test_files_without_a_script_and_scripts_without_a_file_differ(folder):
    (folder / "tiny_numbers.csv").rename(folder / "left_over.csv")
    status, said = golden(folder, "--check")
    assert status == 1
    assert said[:2] == ["left_over.csv: no script makes it", "tiny_numbers.csv: not committed"]


@pytest.mark.parametrize(
    ("script", "text", "reason"),
    [
        ("more.R", "", "Rscript is missing"),
        (
            "more.py",
            "import surely_missing",
            "ModuleNotFoundError: No module named 'surely_missing'",
        ),
        ("more.py", "import sys; print('no sna', file=sys.stderr); sys.exit(3)", "no sna"),
    ],
)
def test_what_cannot_be_made_is_named_and_is_no_pass(folder, script, text, reason):
    (folder / script).write_text(text)
    (folder / "more_numbers.csv").write_text("# maker 2.0\ncase,value\none,1\n")
    status, said = golden(folder, "--check")
    assert status == 2
    assert said == [
        f"not made: more_numbers.csv ({script}: {reason})",
        "golden: 1 of 2 scripts, 3 numbers, 0 differ; incomplete (maker 1.0)",
    ]
    alter(folder, "0.5", "0.6")
    assert golden(folder, "--check")[0] == 1


def test_a_script_that_fails_is_no_pass(folder):
    (folder / "more.py").write_text("raise SystemExit('out of order')")
    status, said = golden(folder, "--check")
    assert status == 1
    assert said == [
        "not made: no file yet (more.py: out of order)",
        "golden: 1 of 2 scripts, 3 numbers, 0 differ; a script failed (maker 1.0)",
    ]


def test_an_unknown_option_does_nothing(folder):
    assert golden(folder, "--chek") == (
        1,
        ["golden: nothing was done; the only option is --check"],
    )
