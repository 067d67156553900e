"""One notebook, run in its own kernel; how it ended is decided here, outside the notebook.

A killed kernel leaves a notebook that calls itself completed, so what counts is what papermill
raised, whether every asked-for block is there, and, for time and memory, what the parent saw.
"""

from __future__ import annotations

import ast
import os
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nicdev.press.plan import Job

START_SECONDS = 60  # a kernel that has not answered by then is tried once more


@dataclass(frozen=True)
class Outcome:
    """How a job ended, why, what it made (path below the wave's folder -> hash), and for how long."""

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
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    job.executed.parent.mkdir(parents=True, exist_ok=True)
    for old in (job.failed, job.executed, *job.pages):
        old.unlink(missing_ok=True)  # a page of an earlier run must not pass for this one's
    try:
        notebook = _papermill(job)
    except PapermillExecutionError as error:
        refused = error.ename in ("DataRefused", "ParamsRefused", "UsageRefused")
        return ("data refused" if refused else "failed"), f"{error.ename}: {error.evalue}", {}
    except DeadKernelError:
        return "out of memory or killed", "the kernel ended without a word", {}
    return _press(job, notebook)


def _papermill(job: Job) -> Any:
    from traitlets.config import Config

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # papermill's own, about its dependencies
        from papermill.execute import execute_notebook
    quiet = Config()
    quiet.KernelManager.transport_encryption = "required"
    for attempt in ("first", "second"):
        try:
            return execute_notebook(
                str(job.notebook),
                str(job.failed),
                parameters={"network": job.page.network, "wave": job.page.wave},
                kernel_name="python3",
                cwd=str(job.root),
                progress_bar=False,
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                start_timeout=START_SECONDS,
                config=quiet,
            )
        except RuntimeError as error:
            if attempt == "second" or "respond" not in str(error):
                raise
    raise AssertionError("unreachable")


def _press(job: Job, notebook: Any) -> tuple[str, str, dict[str, str]]:
    from nicdev.press import export, fragments, store
    from nicdev.press.plan import named_files

    made = fragments.blocks(notebook)
    missing = set(asked(notebook)) - {block["key"] for block in made}
    if missing:
        return "outputs missing", f"no output for {', '.join(sorted(missing))}", {}
    if named := export.names_found(job, notebook, made):
        return "name found", named, {}
    for block in made:
        store.write(job.built, block["address"], block["evidence"])
    export.pages(job, notebook, made)
    _sign(notebook)
    os.replace(job.failed, job.executed)
    digests = {n: store.digest_of(p.read_bytes()) for n, p in named_files(job).items()}
    return "done", "", digests


def _sign(notebook: Any) -> None:
    """So that JupyterLab opens it trusted on this machine."""
    from nbformat.sign import NotebookNotary

    NotebookNotary().sign(notebook)


def asked(notebook: Any) -> list[str]:
    """The keys that a notebook asks for: every ``show("...")`` in its code."""
    keys = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "show"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                keys.append(str(node.args[0].value))
    return keys


def read_notebook(path: Path) -> Any:
    """A notebook as it lies on disk."""
    import nbformat

    return nbformat.read(path, as_version=4)
