"""Plans: networks x waves x notebooks become jobs, and the jobs that are up to date are known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nicdev.errors import Problem, UsageRefused
from nicdev.evidence import EDITIONS, Edition
from nicdev.framework import framework
from nicdev.network import Wave, newest, no_such_wave, waves
from nicdev.press import ledger
from nicdev.press.load import Held
from nicdev.press.store import code, digest_of, digest_of_file
from nicdev.press.workspace import Workspace
from nicdev.tables.names import Roster

# Reads what the others found; it makes the front page.
FRONT = "60_reflection"
# Repeat what other pages say that repeat themselves.
AFTERWARDS = ("45_network_health", "46_evidence_for_improvement", "47_partnership",
              "48_six_principles", FRONT)  # fmt: skip
TURNS = 3
ACROSS = "90_portfolio"  # about several networks: made by itself (press.across)
FOLDERS: Mapping[Edition, str] = {"evaluator": "private", "hub": "hub", "members": "members"}


@dataclass(frozen=True)
class Page:
    """What a page needs to know about itself beside its blocks."""

    network: str
    title: str
    wave: str
    wave_label: str
    notebook: str
    language: str
    synthetic: bool
    newest: str
    run: str


@dataclass(frozen=True)
class Job:
    """One notebook for one network and wave: all that a worker needs, and picklable."""

    root: Path
    notebook: Path
    built: Path
    page: Page
    seconds: float
    roster: Roster

    @property
    def name(self) -> str:
        """As the screen and the ledger call it."""
        return f"{self.page.network} {self.page.wave} {self.page.notebook}"

    @property
    def pages(self) -> tuple[Path, ...]:
        """One page an edition; none for the front page, which is composed with the lists."""
        if self.front:
            return ()
        return tuple(self.built / FOLDERS[e] / f"{self.page.notebook}.html" for e in EDITIONS)

    @property
    def executed(self) -> Path:
        """The executed notebook."""
        return self.built / "private" / f"{self.page.notebook}.ipynb"

    @property
    def failed(self) -> Path:
        """The marked copy of a notebook that did not finish."""
        return self.built / "private" / f"{self.page.notebook}.failed.ipynb"

    @property
    def turn(self) -> int:
        """When it is made: 0 with the first; later where it repeats what the pages before say."""
        catalogue = framework()
        keys = catalogue.notebooks[self.page.notebook]
        if not any(catalogue.indicator(key).quotes for key in keys):
            return 0
        return 2 if self.page.notebook in AFTERWARDS else 1

    @property
    def front(self) -> bool:
        """Whether it makes the front page."""
        return self.page.notebook == FRONT

    @property
    def makes(self) -> dict[str, Path]:
        """What it makes, by its path below the wave's folder."""
        return {p.relative_to(self.built).as_posix(): p for p in (*self.pages, self.executed)}


def jobs_for(workspace: Workspace, files: Held, wanted_waves: Iterable[Wave]) -> list[Job]:
    """The jobs of one network, in reading order: the framework's notebooks that are there."""
    study = files.study
    stems = [s for s in framework().notebooks
             if s != ACROSS and (workspace.notebooks / f"{s}.ipynb").is_file()]  # fmt: skip
    if not stems:
        problem = Problem(
            "no_notebooks",
            workspace.notebooks.name,
            "no notebook of the framework",
            ", ".join(f"{stem}.ipynb" for stem in framework().notebooks if stem != ACROSS),
            "Take the folder away and run 'nicdev new', which copies them.",
        )
        raise UsageRefused([problem])
    return [
        Job(
            root=workspace.root,
            notebook=workspace.notebooks / f"{stem}.ipynb",
            built=workspace.built(study.network, wave.name),
            page=about,
            seconds=study.limit("seconds_a_notebook").value,
            roster=files.roster,
        )
        for wave in wanted_waves
        for stem, about in _pages(workspace, files, wave, stems)
    ]


def _pages(
    workspace: Workspace, files: Held, wave: Wave, stems: Iterable[str]
) -> Iterator[tuple[str, Page]]:
    study, run = files.study, run_id(workspace, files, wave)
    day = newest(files.frames, wave.ends_on)
    for stem in stems:
        yield (
            stem,
            Page(
                network=study.network,
                title=study.title,
                wave=wave.name,
                wave_label=wave.label,
                notebook=stem,
                language=study.language,
                synthetic=study.synthetic,
                newest="" if day is None else str(day.date()),
                run=run,
            ),
        )


def run_id(workspace: Workspace, files: Held, wave: Wave) -> str:
    """A hash of everything that goes in; the same inputs give the same pages."""
    remarks = workspace.remarks(files.study.network)
    notebooks = sorted(workspace.notebooks.glob("*.ipynb"))
    parts = [
        wave.name,
        files.study.model_dump(mode="json"),
        dict(files.sources),
        digest_of(remarks.read_bytes()) if remarks.is_file() else "",
        [[path.name, digest_of(path.read_bytes())] for path in notebooks],
        code(),
    ]
    return digest_of(json.dumps(parts, sort_keys=True))[:12]


def chosen(files: Held, wave: str | None) -> list[Wave]:
    """Every wave of a network, or the one that was asked for; an unknown one is refused."""
    known = waves(files.frames)
    if wave is None:
        return list(known)
    if wave == "latest":
        return [known[-1]]
    if wave not in {w.name for w in known}:
        raise UsageRefused([no_such_wave(wave, [w.name for w in known])])
    return [w for w in known if w.name == wave]


def up_to_date(job: Job) -> bool:
    """Whether the ledger says this very job was done, and its files are still what it made."""
    entry = ledger.entry(job.built, job.page.notebook)
    return (
        entry is not None
        and entry.get("outcome") == "done"
        and entry.get("run") == job.page.run
        and entry.get("files") == {name: digest_of_file(path) for name, path in job.makes.items()}
    )
