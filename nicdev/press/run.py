"""The run: what is out of date is made anew, in parallel, and what happened is set down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nicdev.errors import NicdevError, Problem
from nicdev.evidence import EDITIONS
from nicdev.press import export, ledger
from nicdev.press.execute import Outcome
from nicdev.press.files import make_whole, write_whole
from nicdev.press.load import Held, held
from nicdev.press.plan import Job, chosen, jobs_for, up_to_date
from nicdev.press.workers import run_jobs
from nicdev.press.workspace import Workspace

LEAVING = ("hub", "members")  # the folders that may be passed on


@dataclass
class Report:
    """What a run did: refusals by network, outcomes by job, and where the briefs are."""

    refused: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    warned: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    ended: list[tuple[Job, Outcome]] = field(default_factory=list)
    current: list[Job] = field(default_factory=list)
    indexes: list[Path] = field(default_factory=list)

    @property
    def failures(self) -> list[Outcome]:
        """Every job that did not end well."""
        return [outcome for _, outcome in self.ended if outcome.outcome != "done"]


@dataclass(frozen=True)
class Watch:
    """Who is told what happens: how many jobs, which began, which ended."""

    planned: Callable[[int], object]
    began: Callable[[Job], object]
    ended: Callable[[Job, Outcome], object]


def run(
    workspace: Workspace, networks: Sequence[str], wave: str | None, workers: int, watch: Watch
) -> Report:
    """Press the briefs of some networks. Data are read before any kernel starts.

    A network that is refused stops no other; a notebook that fails stops no other.
    """
    report = Report()
    jobs: list[Job] = []
    inputs: dict[str, Mapping[str, Any]] = {}
    for network in networks:
        files = _held(workspace, network, report)
        if files is None:
            continue
        inputs[network] = _inputs(files)
        jobs += jobs_for(workspace, files, chosen(files, wave))
    due = [job for job in jobs if not up_to_date(job)]
    report.current = [job for job in jobs if job not in due]
    watch.planned(len(due))
    for last in (False, True):
        stage = [job for job in due if job.last is last]
        for job, outcome in run_jobs(stage, workers, watch.began):
            if outcome.outcome != "done":
                _withdraw(job)
            ledger.write(job.built, inputs[job.page.network], job.page.notebook,
                         _said(job, outcome))  # fmt: skip
            report.ended.append((job, outcome))
            watch.ended(job, outcome)
    for built in dict.fromkeys(job.built for job in jobs):
        report.indexes += _finish(built, [job for job in jobs if job.built == built])
    return report


def _held(workspace: Workspace, network: str, report: Report) -> Held | None:
    try:
        files = held(workspace, network)
    except NicdevError as refused:
        report.refused[network] = refused.problems
        return None
    stops = files.errors or files.named
    if stops:
        report.refused[network] = stops
        return None
    if files.problems:
        report.warned[network] = files.problems
    return files


def _inputs(files: Held) -> dict[str, Any]:
    return {
        "network": files.study.network,
        "params": files.study.model_dump(mode="json"),
        "data": dict(sorted(files.sources.items())),
    }


def _said(job: Job, outcome: Outcome) -> dict[str, Any]:
    return {
        "outcome": outcome.outcome,
        "reason": outcome.reason,
        "seconds": outcome.seconds,
        "run": job.page.run,
        "parameters": {"network": job.page.network, "wave": job.page.wave},
        "files": dict(outcome.files),
    }


def _withdraw(job: Job) -> None:
    """A notebook that did not end well has no page, not even half of its editions."""
    for page in (*job.pages, job.executed):
        page.unlink(missing_ok=True)


def _finish(built: Path, jobs: Iterable[Job]) -> list[Path]:
    """Index, the page of what is not built yet, and the gated evidence, for each edition."""
    jobs = list(jobs)
    indexes = []
    for at, edition in enumerate(EDITIONS):
        where = export.folder(built, edition)
        states = {job.page.notebook: job.pages[at].is_file() for job in jobs}
        write_whole(where / "index.html", export.index(jobs[0].page, edition, states))
        write_whole(where / "not-built-yet.html", export.not_built(jobs[0].page, edition))
        indexes.append(where / "index.html")
        if edition in LEAVING:
            _gated_evidence(where / "evidence.parquet", jobs, edition)
    return indexes


def _gated_evidence(target: Path, jobs: Iterable[Job], edition: str) -> None:
    """All rows that the gate let pass, as Parquet, by DuckDB."""
    import duckdb
    import pandas as pd

    from nicdev.evidence import COLUMNS, evidence_rows
    from nicdev.press.execute import read_notebook
    from nicdev.press.fragments import blocks

    frames = []
    for job in jobs:
        if not job.executed.is_file():
            continue
        for block in blocks(read_notebook(job.executed)):
            gated = block["editions"][edition]["evidence"]
            rows = evidence_rows(gated["rows"])
            rows.insert(0, "key", block["key"])
            rows.insert(1, "kind", gated["kind"])
            frames.append(rows)
    columns = ["key", "kind", *COLUMNS]
    whole = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)
    text = ["key", "kind", *evidence_rows([]).select_dtypes(exclude="number").columns]
    whole[text] = whole[text].astype("str").astype(object)

    def copy(path: Path) -> None:
        with duckdb.connect() as database:
            database.register("evidence", whole)
            database.execute("COPY evidence TO $1 (FORMAT parquet)", [str(path)])

    make_whole(target, copy)
