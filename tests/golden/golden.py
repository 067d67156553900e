"""Make the golden numbers again, and compare: ``python tests/golden/golden.py [--check]``.

Every other script in this folder is run into a temporary folder: ``*.R`` by Rscript, ``*.py`` by
this Python. A script writes the CSVs whose names start with its own (``ties.R``: ``ties_*.csv``),
each with the versions of its packages in the first line. With ``--check`` they are compared with
the committed ones; without it they replace them.

Exit status: 0 all made and none differs, 1 a number differs or a script failed, 2 nothing differs
but some could not be made, because Rscript or a package is missing. The last line is one sentence.
"""

import csv
import math
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
RELATIVE_TOLERANCE = 1e-9
CANNOT_BE_MADE = 3  # the exit status of a script whose packages are missing


def main(arguments: list[str]) -> int:
    """Run every script, compare, and rewrite unless ``--check`` is given."""
    if arguments not in ([], ["--check"]):
        print("golden: nothing was done; the only option is --check")
        return 1
    scripts = sorted(path for path in HERE.iterdir() if path.suffix in {".R", ".py"})
    scripts = [script for script in scripts if not script.name.endswith("golden.py")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        outcomes = {script.name: run(script, folder) for script in scripts}
        missing = {script: reason for script, (status, reason) in outcomes.items() if status == 2}
        failed = {script: reason for script, (status, reason) in outcomes.items() if status == 1}
        made = {path.name: path for path in sorted(folder.glob("*.csv"))}
        kept = {path.name: path for path in sorted(HERE.glob("*.csv"))}
        not_made = {Path(script).stem for script in missing | failed}
        numbers, differences = 0, []
        for file in sorted(made | kept):
            if file not in made:
                if file.split("_")[0] not in not_made:
                    differences.append(f"{file}: no script makes it")
            elif file not in kept:
                differences.append(f"{file}: not committed")
            else:
                compared, found = compare(kept[file], made[file])
                numbers += compared
                differences += found
        versions = sorted({part for path in made.values() for part in read(path)[0].split(", ")})
        if not arguments:
            for path in made.values():
                shutil.copy(path, HERE / path.name)

    for script, reason in (missing | failed).items():
        files = [file for file in kept if file.split("_")[0] == Path(script).stem]
        print(f"not made: {', '.join(files) or 'no file yet'} ({script}: {reason})")
    for difference in differences:
        print(difference)
    count = f"{len(scripts) - len(missing) - len(failed)} of {len(scripts)} scripts"
    print(
        f"golden: {count if missing or failed else count.split(' of ')[1]}, {numbers} numbers, "
        f"{len(differences)} differ{'' if arguments else ' and were rewritten'}"
        f"{'; incomplete' if missing else ''}{'; a script failed' if failed else ''}"
        f" ({', '.join(versions) or 'no versions'})"
    )
    if failed or (differences and arguments):
        return 1
    return 2 if missing else 0


def run(script: Path, folder: Path) -> tuple[int, str]:
    """0 if the script did its work, 1 if it failed, 2 if this machine cannot run it; and why."""
    program = sys.executable if script.suffix == ".py" else shutil.which("Rscript")
    if program is None:
        return 2, "Rscript is missing"
    command = [program, str(script), str(folder)]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    said = (done.stderr.strip().splitlines() or ["no message"])[-1]
    if done.returncode == CANNOT_BE_MADE or said.startswith("ModuleNotFoundError"):
        return 2, said
    return (0, "") if done.returncode == 0 else (1, said)


def read(path: Path) -> tuple[str, list[list[str]]]:
    """The versions of the first line, and the rows below it."""
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    return first.removeprefix("#").strip(), list(csv.reader(rest.splitlines()))


def compare(kept: Path, made: Path) -> tuple[int, list[str]]:
    """How many numbers were compared, and a line for every cell that differs."""
    (old_versions, old), (new_versions, new) = read(kept), read(made)
    if old_versions != new_versions:
        print(f"versions: {kept.name} is from {old_versions}, now {new_versions}")
    if [len(row) for row in old] != [len(row) for row in new] or old[:1] != new[:1]:
        return 0, [f"{kept.name}: other columns or another number of rows"]
    numbers, differences = 0, []
    for line, (before, after) in enumerate(zip(old, new, strict=True), start=2):
        for column, one, other in zip(old[0], before, after, strict=True):
            if line > 2:
                numbers += sum(map(is_number, one.split()))
            if not same(one, other):
                where = f"{kept.name}, line {line}, column {column}"
                differences.append(f"{where}: committed {one or 'empty'}, made {other or 'empty'}")
    return numbers, differences


def same(one: str, other: str) -> bool:
    """Whether two cells agree: number by number within the tolerance, other words exactly."""
    words = one.split(), other.split()
    return len(words[0]) == len(words[1]) and all(
        math.isclose(float(a), float(b), rel_tol=RELATIVE_TOLERANCE)
        if is_number(a) and is_number(b)
        else a == b
        for a, b in zip(*words, strict=True)
    )


def is_number(word: str) -> bool:
    """Whether a word is a finite number."""
    try:
        return math.isfinite(float(word))
    except ValueError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
