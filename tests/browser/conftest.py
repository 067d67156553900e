"""What the browser tests share: Node and Chromium, a pressed workspace, JupyterLab on a copy.

Everything happens in temporary folders; a browser asks for nothing beyond this machine.
"""

from __future__ import annotations

import csv
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLES

import nicdev

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OLDEST_NODE = (20, 19)
PATIENCE = 600  # seconds, for what takes a tenth of that on an idle machine

# What one of the networks is given on top: texts that would like to be markup.
NASTY = "<img src='https://example.org/a.png' onerror='document.title=1'>"
TITLE = "Three waves & <more>"
REMARK = f"""\

# w3

## roles.connections.density

A remark with *weight*, {NASTY}, a ![picture](https://example.org/b.png), a
[link](https://example.org/c) and <script>document.title = "2"</script> a script.
"""
USER = "nobody-of-this-name"

Ask = Callable[[str, dict[str, Any]], Any]


@dataclass(frozen=True)
class Brief:
    """Where one network's pages of its latest wave lie, and what they must call themselves."""

    title: str
    wave: str
    folder: Path


# The example networks: title, name of the latest wave, and its folder.
NETWORKS = {
    "literacy": ("Literacy example network", "Spring 2025", "w2"),
    "algebra": (TITLE, "Autumn 2025", "w3"),
    "newborn": ("Newborn example network", "", "all"),
}


def _missing() -> str:
    """What the browser tests need and this machine has not; '' where it has everything."""
    node = shutil.which("node")
    if node is None:
        return "Node is not on the path"
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    if tuple(map(int, version.stdout.strip("v\n").split(".")[:2])) < OLDEST_NODE:
        return f"Node is {version.stdout.strip()}, older than v{'.'.join(map(str, OLDEST_NODE))}"
    if not (HERE / "node_modules" / "playwright-core").is_dir():
        return "tests/browser/node_modules is not there: run npm ci in tests/browser"
    if chromium() is None:
        return "Chromium is not on the path"
    return ""


def chromium() -> str | None:
    """The browser of this machine."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Run one of the scripts in this folder and give what it found."""
    if missing := _missing():
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("asked")

    def asked(script: str, request: dict[str, Any]) -> Any:
        question, answer = folder / f"{script}.question.json", folder / f"{script}.answer.json"
        question.write_text(json.dumps({"chromium": chromium(), **request}), encoding="utf-8")
        done = subprocess.run(
            ["node", str(HERE / f"{script}.mjs"), str(question), str(answer)],
            capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(answer.read_text(encoding="utf-8"))

    return asked


def environment(**more: str) -> dict[str, str]:
    """Our environment, in which another Python finds the same nicdev."""
    paths = [str(Path(nicdev.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))} | more


def copy_of_example(folder: Path) -> Path:
    """Params, data and notebooks of the checkout, elsewhere."""
    for name in ("params", "data", "notebooks"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints")
        )
    return folder


def plant(workspace: Path) -> None:
    """A title, a remark and questions with markup in them, for one of the networks."""
    params = workspace / "params" / "algebra.yml"
    text = params.read_text(encoding="utf-8")
    assert text.count('title: "Algebra example network"') == 1
    params.write_text(text.replace("Algebra example network", TITLE), encoding="utf-8")
    with (workspace / "params" / "algebra.md").open("a", encoding="utf-8") as remarks:
        remarks.write(REMARK)
    items = workspace / "data" / "algebra" / "items.csv"
    with items.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["key"] == "roles.trust.facets":
            row["text"] += f" {NASTY}"
    with items.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(
    scope="session",
    # A process presses a network and looks at it, another one at the next.
    params=EXAMPLES,
)
def code(request: pytest.FixtureRequest) -> str:
    """Each example network in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def workspace(ask: Ask, code: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network, pressed once; made only where there is a browser to look at the pages."""
    folder = copy_of_example(tmp_path_factory.mktemp("workspace-of-somebody"))
    plant(folder)
    named = environment(LOGNAME=USER, USER=USER, LNAME=USER, USERNAME=USER)
    done = subprocess.run(
        [sys.executable, "-m", "nicdev", "run", code, "--wave", "latest"],
        cwd=folder, env=named, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@dataclass(frozen=True)
class Planted:
    """What one of the networks was given, to be looked for on its pages."""

    markup: str = NASTY
    title: str = TITLE
    user: str = USER


@pytest.fixture(scope="session")
def planted() -> Planted:
    """Markup and names that must not come through, or only as text."""
    return Planted()


@pytest.fixture(scope="session")
def brief(workspace: Path, code: str) -> Brief:
    """The latest wave of the network."""
    title, wave, folder = NETWORKS[code]
    return Brief(title, wave, workspace / "built" / code / folder)


@dataclass(frozen=True)
class Lab:
    """A JupyterLab server and the folder it serves."""

    address: str
    token: str
    folder: Path


LAB_SETTINGS = {
    # All cells in the page at once, else JupyterLab keeps those out of sight out of the DOM.
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


@pytest.fixture(scope="session")
def lab(ask: Ask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a free port of this machine, over a copy of the workspace, for the session."""
    folder = copy_of_example(tmp_path_factory.mktemp("lab"))
    own = tmp_path_factory.mktemp("lab-settings")
    for name, settings in LAB_SETTINGS.items():
        target = own / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(settings), encoding="utf-8")
    homes = {
        "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTER_DATA_DIR": "data", "IPYTHONDIR": "ipython",
    }  # fmt: skip
    token, port = secrets.token_hex(16), _free_port()
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
        "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={token}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None", "--LabApp.extension_manager=readonly",
        "--LabApp.expose_app_in_browser=True",
    ]  # fmt: skip
    where = environment(**{name: str(own / home) for name, home in homes.items()})
    with (
        (own / "log.txt").open("w+", encoding="utf-8") as log,
        subprocess.Popen(command, cwd=folder, env=where, stdout=log, stderr=log) as server,
    ):
        try:
            served = Lab(f"http://127.0.0.1:{port}", token, folder)
            _wait_for(served, server, Path(log.name))
            yield served
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(lab: Lab, server: subprocess.Popen[bytes], log: Path) -> None:
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{lab.address}/api/status", headers={"Authorization": f"token {lab.token}"}
    )
    due = time.monotonic() + PATIENCE / 2
    while server.poll() is None and time.monotonic() < due:
        try:
            with urllib.request.urlopen(request, timeout=5):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.3)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")
