"""How long reading and checking takes, beside pandas reading the same file and checking nothing.

Run it as ``python benchmarks/reading.py [rows]``. Both are timed in one run, the best of three.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from nicdev.intake.folder import read_folder
from nicdev.tables import check

PEOPLE = 2_000
EVENTS = 400
ROUNDS = 3


def write(folder: Path, rows: int) -> None:
    """A folder of members, events and that many rows of attendance, without a fault."""
    members = "".join(f"m{at:05d},2023-08-01,2023-08-01\n" for at in range(PEOPLE))
    (folder / "members.csv").write_text(f"member_id,observed_from,joined_on\n{members}")
    held = range(max(EVENTS, rows // PEOPLE + 1))
    events = "".join(f"e{at:04d},convening,2024-01-15,3\n" for at in held)
    (folder / "events.csv").write_text(f"event_id,structure,held_on,duration_hours\n{events}")
    came = "".join(f"e{at // PEOPLE:04d},m{at % PEOPLE:05d},2.5\n" for at in range(rows))
    (folder / "attendance.csv").write_text(f"event_id,member_id,duration_hours\n{came}")


def best(work: Callable[[], object]) -> float:
    """The shortest of a few rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main(rows: int) -> None:
    """Print seconds and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, rows)
        found = check(read_folder(folder).raws, {}).problems
        if found:
            raise SystemExit("\n".join(map(str, found)))
        reading = best(lambda: read_folder(folder))
        ours = best(lambda: check(read_folder(folder).raws, {}))
        plain = best(lambda: [pd.read_csv(file, dtype="str") for file in folder.glob("*.csv")])
    print(f"rows of attendance    {rows:>10,}")
    print(f"pandas.read_csv       {plain:>10.3f} s  (as text, nothing checked)")
    print(f"read_folder           {reading:>10.3f} s")
    print(f"read_folder and check {ours:>10.3f} s")
    print(f"ratio                 {ours / plain:>10.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
