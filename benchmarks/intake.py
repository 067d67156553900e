"""A long survey and a workbook: read, checked and summarised by nicdev, beside plain ways.

The survey is beside `intake_plain.py`, the same checks in plain pandas: at most 1.0 times the time
and 1.5 times the memory. The workbook (1,000 people, 60 items, 4 waves) is beside openpyxl's own
read of it, without any check: at most 1.3 times the time. Each side runs in a process of its own,
in turns; faults, summaries and exit codes are compared before any time counts, on the sound survey
and on a small one with faults of many kinds. Of the workbook only the time is asked: openpyxl
streams its rows and keeps none.

    python benchmarks/intake.py [ROWS] [ROUNDS]
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

MOST_TIME, MOST_MEMORY, MOST_BOOK = 1.0, 1.5, 1.3
ITEMS, WAVES = 60, 4
HERE = Path(__file__).resolve().parent


def tables(rows: int) -> dict[str, pd.DataFrame]:
    """A sound survey with at least that many answers."""
    random = np.random.default_rng(8)
    people = -(-rows // (ITEMS * WAVES))
    members = np.array([f"m{at:06d}" for at in range(people)])
    waves = np.array([f"w{at + 1}" for at in range(WAVES)])
    items = np.array([f"i{at:02d}" for at in range(ITEMS)])
    wave = np.repeat(np.arange(WAVES), people)
    person = np.tile(np.arange(people), WAVES)
    sheet = np.array([f"r{at:06d}" for at in random.permutation(people)])[person]
    answers = random.integers(1, 6, (WAVES * people, ITEMS)).ravel()
    skipped = random.random(answers.size) < 0.03
    value = np.where(skipped, "", answers.astype("str"))
    missing = np.where(skipped, random.choice(["skipped", "dont_know"], answers.size), "")
    return {
        "waves": pd.DataFrame({
            "wave": waves, "label": waves, "starts_on": [f"202{at}-01-01" for at in range(WAVES)],
            "ends_on": [f"202{at}-12-31" for at in range(WAVES)]}),
        "members": pd.DataFrame({
            "member_id": members, "observed_from": "2019-09-01", "joined_on": "2019-09-01"}),
        "items": pd.DataFrame({
            "item_id": items, "key": "roles.trust.facets", "referent": "own_team",
            "text": "They listen.", "low": 1, "high": 5,
            "reversed": np.where(np.arange(ITEMS) % 7, "no", "yes")}),
        "respondents": pd.DataFrame({
            "wave": waves[wave], "respondent_id": sheet, "member_id": members[person]}),
        "instruments": pd.DataFrame({
            "wave": waves[wave], "instrument": "survey", "member_id": members[person],
            "fielded_on": np.array([f"202{at}-03-01" for at in range(WAVES)])[wave],
            "status": "responded"}),
        "responses": pd.DataFrame({
            "wave": np.repeat(waves[wave], ITEMS), "respondent_id": np.repeat(sheet, ITEMS),
            "item_id": np.tile(items, len(wave)), "value": value, "missing": missing}),
    }  # fmt: skip


def spoilt(made: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The same with a few faults of every kind, no two in one row."""
    responses = made["responses"].copy()
    for at, column, cell in (
        (3, "value", "9"), (70, "value", "x"), (140, "value", ""), (201, "missing", "forgot"),
        (262, "item_id", "i99"), (333, "respondent_id", "nobody"), (404, "wave", "w9"),
        (475, "missing", "skipped"), (476, "value", "0"),
    ):  # fmt: skip
        responses.loc[at, column] = cell
    responses.loc[475, "value"] = "3"
    responses.loc[201, "value"] = ""
    responses.loc[140, "missing"] = ""
    responses = pd.concat([responses, responses.iloc[[500]]])
    asked = made["instruments"].copy()
    asked.loc[9, "status"] = "invited"
    asked.loc[11, "fielded_on"] = "1/3/2020"
    return {**made, "responses": responses, "instruments": asked}


def write(folder: Path, made: dict[str, pd.DataFrame]) -> None:
    """A CSV file for each table."""
    folder.mkdir()
    for name, table in made.items():
        table.to_csv(folder / f"{name}.csv", index=False)


def ours(folder: Path) -> int:
    """Read, check and summarise with nicdev; the same report as `intake_plain.py`."""
    from nicdev.intake.folder import read_folder
    from nicdev.tables import check

    read = read_folder(folder)
    checked = check(read.raws, {})
    problems = (*read.problems, *checked.problems)
    faults: dict[str, int] = {}
    for problem in problems:
        faults[problem.code] = faults.get(problem.code, 0) + max(1, len(problem.rows))
    by = checked.tables["responses"].groupby(["wave", "item_id"])["value"]
    summary = {
        "/".join(at): [int(row["count"]), round(row["mean"], 9), round(row["std"], 9)]
        for at, row in by.agg(["count", "mean", "std"]).iterrows()
    }
    print(json.dumps({"faults": dict(sorted(faults.items())), "summary": summary}))
    return 2 if any(problem.level == "error" for problem in problems) else 0


def ours_book(path: Path) -> int:
    """A workbook of a whole network read and checked; how many rows each table has."""
    from nicdev.intake.workbook import read_workbook
    from nicdev.tables import check

    read = read_workbook(path)
    checked = check(read.raws, {})
    problems = [p for p in (*read.problems, *checked.problems) if p.level == "error"]
    print(json.dumps({name: len(frame) for name, frame in checked.tables.items()}))
    return 2 if problems else 0


def plain_book(path: Path) -> int:
    """The same workbook as openpyxl reads it, nothing checked; rows below the headers."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    rows = {sheet.title: sum(1 for _ in sheet.iter_rows(values_only=True)) - 1 for sheet in book}
    print(json.dumps(rows))
    return 0


def make(folder: Path, rows: int) -> int:
    """What is to be read; in a process of its own, for peak memory is handed on to children."""
    write(folder / "spoilt", spoilt(tables(24_000)))
    write(folder / "survey", tables(rows))
    with pd.ExcelWriter(folder / "book.xlsx") as writer:
        for sheet, table in tables(1_000 * ITEMS * WAVES).items():
            dates = {c: pd.to_datetime(table[c]).dt.date for c in table if c.endswith("_on")}
            counts = [c for c in ("value", "low", "high") if c in table]
            numbers = {c: pd.to_numeric(table[c]) for c in counts}
            table.assign(**dates, **numbers).to_excel(writer, sheet_name=sheet, index=False)
    return 0


def timed(words: list[str]) -> tuple[float, float, float, int, dict[str, object]]:
    """Seconds, seconds of computing, peak megabytes, exit code and report of one process."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)  # noqa: S603
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 2):
        raise SystemExit(done.stderr)
    *_, report, used = done.stdout.splitlines()
    computing, memory = json.loads(used)
    return seconds, computing, memory, done.returncode, json.loads(report)


def both(name: str, mine: list[str], theirs: list[str], rounds: int, most: float) -> bool:
    """Two sides in turns; whether the median ratios are small enough."""
    me, peer = [str(HERE / "intake.py"), *mine], [str(HERE / "intake.py"), *theirs]
    ratios: list[list[float]] = []
    for _ in range(rounds):
        (*ours, code, report), (*other, peer_code, peer_report) = timed(me), timed(peer)
        if (code, report) != (peer_code, peer_report):
            raise SystemExit(f"{name}: not the same: {code} {report} {peer_code} {peer_report}")
        ratios.append([one / two for one, two in zip(ours, other, strict=True)])
        print(f"  {name}: {ours[0]:.2f} s ({ours[1]:.2f} s of computing), {ours[2]:.0f} MB beside "
              f"{other[0]:.2f} s ({other[1]:.2f} s), {other[2]:.0f} MB")  # fmt: skip
    wall, computing, memory = (statistics.median(part) for part in zip(*ratios, strict=True))
    print(f"{name}: {wall:.2f} times the time ({computing:.2f} of computing), {memory:.2f} times "
          "the memory")  # fmt: skip
    return wall <= most and (memory <= MOST_MEMORY or name == "book")


def main(rows: int, rounds: int) -> int:
    """Compare, then time; 0 where every number is kept."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, str(HERE / "intake.py"), "make", name, str(rows)],  # noqa: S603
                       check=True)  # fmt: skip
        spoilt_, survey, book = (str(folder / at) for at in ("spoilt", "survey", "book.xlsx"))
        both("faults", ["ours", spoilt_], ["plain", spoilt_], 1, 99)
        good = both("survey", ["ours", survey], ["plain", survey], rounds, MOST_TIME)
        good &= both("book", ["ours-book", book], ["plain-book", book], rounds, MOST_BOOK)
    return 0 if good else 1


def side(kind: str, path: Path) -> int:
    """One side in this process; what it used in the last line."""
    if kind == "plain":
        sys.path.insert(0, str(HERE))
        import intake_plain

        code = intake_plain.main(path)
    else:
        code = {"ours": ours, "ours-book": ours_book, "plain-book": plain_book}[kind](path)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
    return code


if __name__ == "__main__":
    words = sys.argv[1:]
    if words and words[0] == "make":
        sys.exit(make(Path(words[1]), int(words[2])))
    if words and not words[0].isdigit():
        sys.exit(side(words[0], Path(words[1])))
    sys.exit(main(int(words[0]) if words else 5_000_000, int(words[1]) if len(words) > 1 else 3))
