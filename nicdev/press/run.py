"""The run: what is out of date is made anew, in parallel, and what happened is set down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nicdev.errors import NicdevError, ParamsRefused, Problem
from nicdev.press import ledger, shelf
from nicdev.press.execute import Outcome
from nicdev.press.files import alone
from nicdev.press.load import Held, held
from nicdev.press.plan import TURNS, Job, chosen, jobs_for, up_to_date
from nicdev.press.workers import run_jobs
from nicdev.press.workspace import Workspace


@dataclass
class Report:
    """What a run did: refusals by network, outcomes by job, and where the briefs are."""

    refused: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    taken_back: list[str] = field(default_factory=list)  # refused networks that had pages
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
    with alone(workspace.root):
        return _run(workspace, networks, wave, workers, watch)


def _run(
    workspace: Workspace, networks: Sequence[str], wave: str | None, workers: int, watch: Watch
) -> Report:
    report = Report()
    jobs: list[Job] = []
    inputs: dict[str, Mapping[str, Any]] = {}
    for network in dict.fromkeys(networks):
        if files := _held(workspace, network, report):
            try:
                jobs += jobs_for(workspace, files, chosen(files, wave))
            except NicdevError as refused:
                report.refused[network] = refused.problems
                continue
            inputs[network] = _inputs(files)
            _withdraw_unknown(workspace, files)
    due = [job for job in jobs if not up_to_date(job)]
    ids = {id(job) for job in due}
    report.current = [job for job in jobs if id(job) not in ids]
    shelves: dict[Path, list[Job]] = {}
    for job in jobs:
        shelves.setdefault(job.built, []).append(job)
    for built, here in shelves.items():
        shelf.clear(built, here, [job for job in here if id(job) in ids])
    watch.planned(len(due))
    under_way: dict[str, Job] = {}
    try:
        for turn in range(TURNS):
            stage = [job for job in due if job.turn == turn]
            with closing(run_jobs(stage, workers, _both(under_way, watch))) as ends:
                for job, outcome in ends:
                    _set_down(job, outcome, inputs[job.page.network])
                    del under_way[job.name]
                    report.ended.append((job, outcome))
                    watch.ended(job, outcome)
    finally:  # also when interrupted: no half of a page, and lists that say what is there
        for job in under_way.values():
            shelf.take_back(job)
        for built, here in shelves.items():
            report.indexes += shelf.finish(built, here)
    return report


def _both(under_way: dict[str, Job], watch: Watch) -> Callable[[Job], None]:
    def began(job: Job) -> None:
        under_way[job.name] = job
        watch.began(job)

    return began


def _held(workspace: Workspace, network: str, report: Report) -> Held | None:
    try:
        files = held(workspace, network)
        stops = files.stops
    except ParamsRefused as refused:
        stops = refused.problems
    except NicdevError as refused:  # no such network: what is built is not in question
        report.refused[network] = refused.problems
        return None
    if stops:
        report.refused[network] = stops
        if before := _waves_built(workspace, network):
            report.taken_back.append(network)
        for built in before:
            shelf.withdraw(built, stops)
        return None
    if warnings := (*files.problems, *files.named):
        report.warned[network] = warnings
    return files


def _withdraw_unknown(workspace: Workspace, files: Held) -> None:
    """Pages of a wave that the network no longer has."""
    network = files.study.network
    known = {workspace.built(network, wave.name) for wave in chosen(files, None)}
    for built in _waves_built(workspace, network):
        if built not in known:
            shelf.withdraw(built, ())


def _waves_built(workspace: Workspace, network: str) -> list[Path]:
    return [ledger_.parent.parent for ledger_ in
            sorted((workspace.root / "built" / network).glob("*/private/ledger.json"))]  # fmt: skip


def _inputs(files: Held) -> dict[str, Any]:
    return {
        "network": files.study.network,
        "params": files.study.model_dump(mode="json"),
        "data": dict(sorted(files.sources.items())),
    }


def _set_down(job: Job, outcome: Outcome, inputs: Mapping[str, Any]) -> None:
    if outcome.outcome != "done":
        for path in (*job.pages, job.executed):
            path.unlink(missing_ok=True)
        shelf.mark(job, outcome.outcome, outcome.reason)
    said = {
        "outcome": outcome.outcome,
        "reason": outcome.reason,
        "seconds": outcome.seconds,
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "run": job.page.run,
        "parameters": {"network": job.page.network, "wave": job.page.wave},
        "files": dict(outcome.files),
    }
    ledger.write(job.built, inputs, job.page.notebook, said)
