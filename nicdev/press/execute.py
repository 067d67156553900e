"""One notebook, run in its own kernel; how it ended is decided here, outside the notebook.

A killed kernel leaves a notebook that calls itself completed, so what counts is what papermill
raised, whether every asked-for block is there, and, for time and memory, what the parent saw.
"""

from __future__ import annotations

import ast
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nicdev.press.plan import Job

START_SECONDS = 60  # a kernel that has not answered by then is tried once more
REFUSALS = ("DataRefused", "ParamsRefused", "UsageRefused")
LONGEST_SOCKET = 100  # bytes of a path, less what is added to it; macOS takes 103, Linux 107
# What a kernel says of its own end goes nowhere: the ledger and the screen say it in words.
SILENT = ("--Application.log_level=50",)


@dataclass(frozen=True)
class Outcome:
    """How a job ended, why, how long it took, and what it made.

    `files` are paths below the wave's folder, each with its hash.
    """

    name: str
    outcome: str
    reason: str = ""
    seconds: float = 0.0
    files: tuple[tuple[str, str], ...] = ()


def execute(job: Job) -> Outcome:
    """Run, check and export one notebook. Never raises: every end has a name."""
    began = time.monotonic()
    try:
        outcome, reason, files = _run(job)
    except Exception as error:
        outcome, reason, files = "failed", f"{type(error).__name__}: {error}", {}
    return Outcome(
        job.name, outcome, reason, round(time.monotonic() - began, 2), tuple(sorted(files.items()))
    )


def _run(job: Job) -> tuple[str, str, dict[str, str]]:
    notebook, outcome, reason = run_notebook(job)
    return (outcome, reason, {}) if notebook is None else _press(job, notebook)


def run_notebook(job: Job) -> tuple[Any, str, str]:
    """The executed notebook; else None, how it ended and why."""
    from nicdev.press.waits import import_jsonschema

    import_jsonschema()
    from nbclient.exceptions import DeadKernelError

    from nicdev.press.engine import PapermillExecutionError

    try:
        notebook = _papermill(job)
    except PapermillExecutionError as error:  # a cell raised
        refused = error.ename in REFUSALS
        ended = "data refused" if refused else "failed"
        return None, ended, f"{error.ename}: {error.evalue}"
    except DeadKernelError:
        return None, "out of memory or killed", "the kernel ended without a word"
    except RuntimeError as error:
        if "Kernel died" not in str(error):
            raise
        return None, "out of memory or killed", "the kernel ended before it had begun"
    return notebook, "done", ""


def _papermill(job: Job) -> Any:
    from nicdev.press.engine import KeepingEngine, papermill_engines

    papermill_engines.register("nicdev", KeepingEngine)
    job.failed.parent.mkdir(parents=True, exist_ok=True)
    with _private_line() as settings:
        return _execute(job, settings)


@contextmanager
def _private_line() -> Iterator[Any]:
    """Settings by which worker and kernel talk where nobody else of this machine is.

    Network ports are chosen by the worker and opened by the kernel a second later; now and then
    another program has taken one by then.  Sockets in a folder of one's own cannot be taken; a
    system without them, or with a very deep temporary folder, has the ports.
    """
    from traitlets.config import Config

    settings = Config()
    settings.KernelManager.transport_encryption = "required"
    with tempfile.TemporaryDirectory(prefix="nicdev-", ignore_cleanup_errors=True) as folder:
        line = os.path.join(folder, "line")
        if os.name == "posix" and len(os.fsencode(line)) <= LONGEST_SOCKET:
            settings.KernelManager.transport = "ipc"
            settings.KernelManager.ip = line
        yield settings


def _execute(job: Job, settings: Any) -> Any:
    from nicdev.press.engine import execute_notebook

    for attempt in ("first", "second"):
        try:
            return execute_notebook(
                _literal(job.notebook),
                _literal(job.failed),
                parameters={"network": job.page.network, "wave": job.page.wave},
                engine_name="nicdev",
                keep=str(job.failed),
                kernel_name="python3",
                cwd=str(job.root),
                progress_bar=False,
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                start_timeout=START_SECONDS,
                extra_arguments=list(SILENT),
                shutdown_kernel="immediate",
                config=settings,
            )
        except RuntimeError as error:
            if attempt == "second" or "respond" not in str(error):
                raise
    raise AssertionError("unreachable")


def _literal(path: Path) -> str:
    """papermill fills {names} into paths; a folder may be called that."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _press(job: Job, notebook: Any) -> tuple[str, str, dict[str, str]]:
    from nicdev.press import export, fragments, front, store
    from nicdev.press.files import write_whole
    from nicdev.press.plan import FRONT

    made = fragments.blocks(notebook)
    missing = set(asked(notebook)) - {block["key"] for block in made}
    if missing:
        return "outputs missing", f"no output for {', '.join(sorted(missing))}", {}
    if named := export.names_found(job, notebook, made):
        return "name found", named, {}
    pages, problems = export.pages(job, notebook, made)
    if job.page.notebook == FRONT:  # composed when the run ends, and looked at now
        problems = tuple(front.problems(job, notebook.cells))
    if problems:
        return "page refused", " ".join(map(str, problems)), {}
    for block in made:
        store.write(job.built, block["address"], block["evidence"] | {"basis": block["basis"]})
    for target, html in pages.items():
        write_whole(job.built, target, html)
    _sign(notebook)
    os.replace(job.failed, job.executed)  # whole, and no longer 'failed'
    return "done", "", {name: store.digest_of_file(path) for name, path in job.makes.items()}


def _sign(notebook: Any) -> None:
    """So that JupyterLab opens it trusted on this machine; where it cannot be, it is not."""
    import sqlite3

    from nbformat.sign import NotebookNotary

    try:
        NotebookNotary().sign(notebook)  # type: ignore[no-untyped-call]
    except (OSError, sqlite3.Error):  # a home that cannot be written to, or is busy
        return


def asked(notebook: Any) -> list[str]:
    """The keys that a notebook asks for: every ``show("...")`` in its code, run or not."""
    return [
        key
        for cell in notebook.cells
        if cell.cell_type == "code"
        for node in _walk(cell.source)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "show"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        for key in _keys(node.args[0].value)
    ]


def _keys(address: str) -> tuple[str, ...]:
    """The keys at an address; one that nobody knows is its own, and stays without an output."""
    from nicdev.framework import framework

    catalogue = framework()
    known = address in catalogue.rooms or address in catalogue.indicators
    return catalogue.keys_at(address) if known else (address,)


def _walk(source: str) -> Iterator[ast.AST]:
    """The syntax of a cell; an evaluator's own cells may hold what only IPython reads."""
    try:
        return ast.walk(ast.parse(source))
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager

        plain = TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call]
        return ast.walk(ast.parse(plain))
