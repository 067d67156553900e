"""The pages across networks: 200 networks against 2,000, at 4 waves, each in its own process.

The gated evidence of made-up networks is written first and not timed. Timed is what the portfolio
does with it: the question to DuckDB, the evidence, the gate, and the blocks of the evaluator's page
and of the page for those who support networks. Printed are seconds, their ratio, and the most
memory that the larger process held.

    python benchmarks/portfolio.py [ROUNDS]
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from nicdev.desk import Desk, with_evidence
from nicdev.evidence import evidence_rows
from nicdev.framework import framework
from nicdev.network import Portfolio, open_network
from nicdev.press import gathered
from nicdev.press.workspace import Workspace
from nicdev.tables.names import Roster

SIZES = (200, 2000)
WAVES = ("w1", "w2", "w3", "w4")
PART = 50  # networks that differ
MOST_RATIO, MOST_MEMORY = 13, 2  # as asked, in GiB


def one_wave(rng: np.random.Generator) -> pd.DataFrame:
    """What leaves for a hub, in as far as a portfolio reads it, and rows that it passes over."""
    rows, keys = [], []
    for compared in framework().compared.values():
        n = int(rng.integers(10, 80))
        base = {"group_kind": "network", "unit": compared.unit, "relation": compared.relation,
                "view": "without_hub", "n": n}  # fmt: skip
        if compared.unit == "answers":
            for item in range(4):
                counts = rng.multinomial(n, rng.dirichlet(np.full(3, 3.0)))
                rows += [base | {"part": f"{compared.name}{item}", "x": x, "numerator": count}
                         for x, count in zip(("1-2", "3", "4-5"), counts, strict=True)]  # fmt: skip
        else:
            count = int(rng.integers(0, n + 1))
            rows += [base | {"part": compared.part, "x": x, "numerator": many}
                     for x, many in ((compared.x[0], count), ("other", n - count))]  # fmt: skip
        keys += [compared.key] * (len(rows) - len(keys))
    more = [{"unit": "point", "group_kind": "network", "part": "m", "x": str(at), "value": at}
            for at in range(300)]  # fmt: skip
    keys += ["technical.measurement.run_chart"] * len(more)
    frame = evidence_rows([*rows, *more]).assign(key=keys)
    text = frame.select_dtypes(exclude="number").columns
    frame[text] = frame[text].astype(object)
    return frame


def make(folder: Path, networks: int) -> None:
    """A file for each network and wave, and the list of them."""
    rng = np.random.default_rng(1)
    files, people = [], []
    with duckdb.connect(config={"threads": "1"}) as database:
        # Networks share a few waves of evidence: what is in them does not change the time.
        made = [one_wave(rng).assign(wave=wave) for _ in range(PART) for wave in WAVES]
        for at in range(networks):
            for step, wave in enumerate(WAVES):
                path = folder / f"n{at}.{wave}.parquet"
                database.register("made", made[at % PART * len(WAVES) + step])
                database.execute("COPY made TO $1 (FORMAT parquet)", [str(path)])
                files.append(
                    {"network": f"n{at}", "wave": wave, "at": step, "k": 5, "file": str(path)}
                )
            began = str(pd.Timestamp("2026-06-01") - pd.Timedelta(days=int(rng.integers(60, 2000))))
            people.append({"network": f"n{at}", "title": f"Network {at}", "wave": WAVES[-1],
                           "synthetic": True, "began": began, "until": "2026-06-01"})  # fmt: skip
    (folder / "list.json").write_text(json.dumps([files, people]))


def measured(folder: Path) -> None:
    """In a process of its own: seconds of the work, and the most memory held, in GiB."""
    import resource

    files, people = json.loads((folder / "list.json").read_text())
    networks = pd.DataFrame(people)
    networks[["began", "until"]] = networks[["began", "until"]].astype("datetime64[us]")
    began = time.perf_counter()
    found = gathered.ask(pd.DataFrame(files), pd.DataFrame(columns=["network", "item"]))
    asked = time.perf_counter() - began
    opened = open_network(gathered.study(networks), {}, roster=Roster(), sources={})
    opened = replace(opened, portfolio=Portfolio(networks, found))
    desk = Desk(with_evidence(opened, Workspace(folder)), {})
    shown = desk.show("development.portfolio")
    seconds = time.perf_counter() - began
    size = sum(len(one.block["editions"]["evaluator"]["html"]) for one in shown.each)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps([seconds, asked, memory, size, len(found)]))


def main(rounds: int = 3) -> None:
    """Write, measure in turn, compare."""
    with tempfile.TemporaryDirectory() as name:
        for size in SIZES:
            folder = Path(name) / str(size)
            folder.mkdir()
            make(folder, size)
        ratios = []
        for _ in range(rounds):
            seconds = {}
            for size in SIZES:
                command = [sys.executable, __file__, "of", str(Path(name) / str(size))]
                done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
                took, asked, memory, page, rows = json.loads(done.stdout)
                seconds[size] = took
                print(
                    f"{size} networks x {len(WAVES)} waves: {took:.2f} s, {asked:.2f} s of it the"
                )
                print(f"  question ({rows} rows); {memory:.2f} GiB, page {page / 1000:.0f} kB")
            ratios.append(seconds[SIZES[1]] / seconds[SIZES[0]])
    ratios.sort()
    middle = ratios[len(ratios) // 2]
    print(f"ratio {middle:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}), asked at most {MOST_RATIO}; "
          f"memory {memory:.2f} GiB, asked at most {MOST_MEMORY}")  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:2] == ["of"]:
        measured(Path(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:]))
