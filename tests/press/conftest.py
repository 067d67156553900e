"""Workbooks for the press: the example as it is, and small ones whose notebooks only misbehave."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from nicdev.press.load import held
from nicdev.press.plan import chosen, jobs_for, up_to_date
from nicdev.press.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent.parent
MEMBERS = "member_id,observed_from,joined_on\nM001,2025-08-25,2025-08-25\n"
STEMS = ("00_readiness", "10_technical_core", "20_roles_and_relationships",
         "30_norms_and_identities", "40_development", "45_network_health",
         "46_evidence_for_improvement", "47_partnership", "48_six_principles", "50_voices",
         "60_reflection")  # fmt: skip
# A cell that leaves a trace in the workbook: whoever finds none knows that no kernel ran.
TRACE = 'open(f"ran-{network}", "a").write("x")'


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


Nicdev = Callable[..., Said]


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "nicdev", *words]


@pytest.fixture(scope="session")
def nicdev() -> Nicdev:
    """The command line in a process of its own, as a user calls it."""

    def call(where: Path, *words: str, **variables: str) -> Said:
        done = subprocess.run(command(*words), cwd=where, capture_output=True, text=True,
                              check=False, stdin=subprocess.DEVNULL,
                              env=os.environ | variables)  # fmt: skip
        return Said(done.returncode, done.stdout, done.stderr)

    return call


def notebook(*cells: str, brief: str = "") -> dict[str, Any]:
    """A notebook with a parameters cell, then code cells, then a cell for the brief."""
    parameters = 'network = "net"\nwave = "latest"'
    made = [
        {"cell_type": "code", "id": f"c{at}", "source": source, "outputs": [],
         "execution_count": None, "metadata": {"tags": ["parameters"]} if at == 0 else {}}
        for at, source in enumerate([parameters, *cells])
    ]  # fmt: skip
    if brief:
        made.append({"cell_type": "markdown", "id": "brief", "source": brief,
                     "metadata": {"tags": ["brief"]}})  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": made}


def workbook(
    root: Path,
    notebooks: Mapping[str, Mapping[str, Any]],
    networks: Mapping[str, str] = {"net": ""},
    tables: Mapping[str, str] = {},
) -> Path:
    """Networks with a roster of one, their further params, and notebooks of our own."""
    for folder in ("params", "notebooks"):
        (root / folder).mkdir(parents=True)
    for network, params in networks.items():
        text = f'network: "{network}"\ntitle: "A network"\n{params}'
        (root / "params" / f"{network}.yml").write_text(text, encoding="utf-8")
        data = root / "data" / network
        data.mkdir(parents=True)
        for name, csv in {"members": MEMBERS, **tables}.items():
            (data / f"{name}.csv").write_text(csv, encoding="utf-8")
    for stem, made in notebooks.items():
        (root / "notebooks" / f"{stem}.ipynb").write_text(json.dumps(made), encoding="utf-8")
    return root


def example(root: Path) -> Path:
    """The newborn example with its notebooks, in a folder of its own."""
    for name in ("params", "data", "notebooks"):
        shutil.copytree(ROOT / name, root / name)
    return root


def ledger(root: Path, network: str = "net", wave: str = "all") -> dict[str, Any]:
    path = root / "built" / network / wave / "private" / "ledger.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def outcomes(root: Path, network: str = "net") -> dict[str, str]:
    return {name: said["outcome"] for name, said in ledger(root, network)["notebooks"].items()}


def due(root: Path, network: str = "net") -> list[str]:
    """The notebooks that a run would run now."""
    workspace = Workspace(root)
    files = held(workspace, network)
    jobs = jobs_for(workspace, files, chosen(files, None))
    return [job.page.notebook for job in jobs if not up_to_date(job)]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def at_work(root: Path) -> list[str]:
    """Processes whose current folder is the workbook: kernels work there, and workers do."""
    import psutil

    found = []
    for process in psutil.process_iter():
        try:
            if Path(process.cwd()) == root and process.pid != os.getpid():
                found.append(" ".join(process.cmdline()))
        except (psutil.Error, OSError):
            continue
    return found


def begin(where: Path, *words: str) -> subprocess.Popen[str]:
    """A command that is left to run."""
    return subprocess.Popen(command(*words), cwd=where, text=True, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip


def stop(process: subprocess.Popen[str], with_signal: signal.Signals) -> Said:
    process.send_signal(with_signal)
    out, err = process.communicate(timeout=120)
    return Said(process.returncode, out, err)


def lines(text: str, start: str) -> Sequence[str]:
    return [line for line in text.splitlines() if line.startswith(start)]


@pytest.fixture(scope="session")
def pressed(tmp_path_factory: pytest.TempPathFactory, nicdev: Nicdev) -> tuple[Path, Said]:
    """The example, pressed once for all tests that only look."""
    root = example(tmp_path_factory.mktemp("example"))
    return root, nicdev(root, "run", "newborn")
