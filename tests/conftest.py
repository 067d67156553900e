"""What tests of several rooms share: a workbook on disk, made of frames, and read the real way."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from xdist.scheduler import LoadScopeScheduling

from nicdev.desk import Desk, with_evidence
from nicdev.network import open_network
from nicdev.press.load import held
from nicdev.press.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ("literacy", "algebra", "newborn")  # the largest first: it takes longest
GOLDEN = Path(__file__).resolve().parent / "golden"

Open = Callable[..., Desk]


class Together(LoadScopeScheduling):  # type: ignore[misc]  # pytest-xdist publishes no types
    """What is set up once for several slow tests is set up in one process.

    That is what the tests of a file share, and the pages of an example network wherever they are
    looked at. (Groups that tests name themselves do not reach pytest-xdist 3.8 under pytest 9.2.)
    """

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        network = test.rpartition("[")[2].rstrip("]")
        return network if network in EXAMPLES else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together | None:
    """How tests are dealt out with ``--dist=loadscope``."""
    return Together(config, log) if config.getvalue("dist") == "loadscope" else None


def lay_out(root: Path, frames: Mapping[str, pd.DataFrame], params: str = "") -> Workspace:
    """Write a workbook with one network, ``net``, and return it."""
    (root / "params").mkdir(parents=True, exist_ok=True)
    text = f'network: "net"\ntitle: "A network"\n{params}'
    (root / "params" / "net.yml").write_text(text, encoding="utf-8")
    folder = root / "data" / "net"
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    return Workspace(root)


def desk_of(workspace: Workspace, code: str, wave: str = "latest") -> Desk:
    """A network on a desk, as a notebook has it: read, checked, cut at a wave."""
    files = held(workspace, code)
    assert not files.errors, [str(problem) for problem in files.errors]
    network = open_network(
        files.study, files.frames, wave=wave, roster=files.roster, sources=files.sources
    )
    return Desk(with_evidence(network, workspace), files.remarks)


@cache
def committed(code: str, wave: str = "latest") -> Desk:
    """A committed example network at a wave; what it says is worked out once for all tests."""
    return desk_of(Workspace(ROOT), code, wave)


@pytest.fixture(scope="session")
def newborn() -> Desk:
    """The committed example network."""
    return committed("newborn")


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Open frames as an evaluator's notebook would: written, read, checked, cut at a wave."""
    count = iter(range(1000))

    def open_(frames: Mapping[str, pd.DataFrame], params: str = "", wave: str = "latest") -> Desk:
        return desk_of(lay_out(tmp_path / str(next(count)), frames, params), "net", wave)

    return open_


def golden(name: str) -> list[dict[str, str]]:
    """The rows of a golden file; its first line holds versions."""
    lines = (GOLDEN / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines[1:]))
