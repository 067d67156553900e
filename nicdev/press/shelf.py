"""What stands in hub/ and members/: lists, gated evidence, and nothing that is out of date.

Whatever becomes of a run, those two folders never show a page of earlier inputs as if it were
today's: pages go when their job begins anew, and when their network is refused.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from nicdev.errors import Problem
from nicdev.evidence import EDITIONS, Edition
from nicdev.press import export, front, ledger, store
from nicdev.press.files import make_whole, sweep, write_whole
from nicdev.press.fragments import blocks_of
from nicdev.press.plan import FOLDERS, Job, Page

LEAVING = ("hub", "members")  # the folders that may be passed on
LISTS = ("index.html", "not-built-yet.html")
EVIDENCE = "evidence.parquet"


def clear(built: Path, jobs: Sequence[Job], due: Iterable[Job]) -> None:
    """Before a run: take away what is out of date, and what no job of today's accounts for."""
    sweep(built)
    for job in due:
        take_back(job)
    ours = {path for job in jobs for path in job.pages}
    for folder in FOLDERS.values():
        for path in (built / folder).glob("*.html"):
            if path not in ours and path.name not in LISTS:
                path.unlink()
    known = {job.page.notebook for job in jobs}
    kept = ledger.read(built).get("notebooks", {})
    if set(kept) - known:
        ledger.update(built, notebooks={name: kept[name] for name in kept if name in known})
    finish(built, jobs)


def take_back(job: Job) -> None:
    """A notebook that has not ended well has no page, not even half of its editions."""
    for path in (*job.pages, job.executed, job.failed):
        path.unlink(missing_ok=True)


def finish(built: Path, jobs: Sequence[Job]) -> list[Path]:
    """The front page, the page of what is not built yet, and the gated evidence, by edition.

    Nothing is written where all of it is there already, made from just these pages.
    """
    about = jobs[0].page
    states = {job.page.notebook: job.executed.is_file() for job in jobs}
    made_from = [about.run, states]
    lists = {f"{folder}/{name}": built / folder / name
             for folder in FOLDERS.values() for name in LISTS}  # fmt: skip
    lists |= {f"{folder}/{EVIDENCE}": built / folder / EVIDENCE for folder in LEAVING}
    said = ledger.read(built).get("lists", {})
    found = {name: store.digest_of_file(path) for name, path in lists.items()}
    if said != {"made_from": made_from, "files": found}:
        for edition, folder in FOLDERS.items():
            _write_lists(built, jobs, edition, states)
            if folder in LEAVING:
                _gated_evidence(built, built / folder / EVIDENCE, jobs, edition)
        found = {name: store.digest_of_file(path) for name, path in lists.items()}
        ledger.update(built, page=asdict(about), lists={"made_from": made_from, "files": found})
    return [built / folder / "index.html" for folder in FOLDERS.values()]


def _write_lists(
    built: Path, jobs: Sequence[Job], edition: Edition, states: Mapping[str, bool]
) -> None:
    """Without its notebook the front page is no more than a list of the others."""
    where, about = built / FOLDERS[edition], jobs[0].page
    cells = [cell for job in jobs if job.front for cell in _cells(job.executed)]
    index = (
        front.page(about, edition, states, cells) if cells else export.index(about, edition, states)
    )
    write_whole(built, where / "index.html", index)
    write_whole(built, where / "not-built-yet.html", export.not_built(about, edition))


def withdraw(built: Path, problems: Iterable[Problem]) -> None:
    """Take back the pages of a network or wave whose data cannot be used as they are now.

    They are kept under ``private/withdrawn``; what leaves says that they were taken back.
    """
    about, before = _page(built), ledger.read(built).get("refused")
    refused = [{"code": p.code, "said": str(p)} for p in problems]
    if about is None or before == refused:
        return  # nothing of ours was ever finished here, or it was taken back already
    for folder in LEAVING:
        _move(built / folder, built / "private" / "withdrawn" / folder)
    for edition in EDITIONS:
        page = export.index(about, edition, {}, withdrawn=True)
        write_whole(built, built / FOLDERS[edition] / "index.html", page)
    ledger.update(built, refused=refused, notebooks={}, lists=None)


def _page(built: Path) -> Page | None:
    """What the ledger says of the pages of a wave; None where there is no such ledger."""
    try:
        return Page(**ledger.read(built)["page"])
    except (KeyError, TypeError):
        return None


def _move(source: Path, target: Path) -> None:
    """Move what lies in a folder; only the last pages that were good are kept."""
    pages = [p for p in source.glob("*") if p.is_file() and p.name != "index.html"]
    if not pages:
        return  # taken back before: what was kept then stays
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for path in pages:
        path.replace(target / path.name)


def mark(job: Job, outcome: str, reason: str) -> None:
    """Leave a copy of a notebook that did not end well, with what became of it on top."""
    source = job.failed if job.failed.is_file() else job.notebook
    try:
        notebook = json.loads(source.read_text(encoding="utf-8"))
        cells = list(notebook["cells"])
    except (OSError, ValueError, KeyError, TypeError):
        return  # not a notebook: there is nothing to mark
    note = {
        "cell_type": "markdown",
        "id": "nicdev-outcome",
        "metadata": {"tags": ["nicdev-outcome"]},
        "source": f"**This notebook did not end well: {outcome}.**\n\n```\n{reason}\n```",
    }
    notebook["cells"] = [note, *cells]
    write_whole(job.built, job.failed, json.dumps(notebook, ensure_ascii=False, indent=1))


def _gated_evidence(built: Path, target: Path, jobs: Iterable[Job], edition: str) -> None:
    """All rows that the gate let pass, as Parquet, by DuckDB."""
    import duckdb
    import pandas as pd

    from nicdev.evidence import COLUMNS, evidence_rows

    frames = []
    for block in (block for job in jobs for block in _blocks(job.executed)):
        gated = block["editions"][edition]["evidence"]
        rows = evidence_rows(gated["rows"])
        rows.insert(0, "key", block["key"])
        rows.insert(1, "kind", gated["kind"])
        frames.append(rows)
    columns = ["key", "kind", *COLUMNS]
    whole = pd.concat(frames, ignore_index=True) if frames else evidence_rows([]).assign(
        key="", kind="")[columns]  # fmt: skip
    text = ["key", "kind", *evidence_rows([]).select_dtypes(exclude="number").columns]
    whole[text] = whole[text].astype("str").astype(object)

    def copy(path: Path) -> None:
        with duckdb.connect(config={"threads": "1"}) as database:
            database.register("evidence", whole)
            database.execute("COPY evidence TO $1 (FORMAT parquet)", [str(path)])

    make_whole(built, target, copy)


def _blocks(executed: Path) -> Iterator[Mapping[str, Any]]:
    """The blocks of an executed notebook; its form was checked when it was run."""
    for cell in _cells(executed):
        yield from blocks_of(cell)


def _cells(executed: Path) -> list[dict[str, Any]]:
    """The cells of an executed notebook; none where there is no such file."""
    if not executed.is_file():
        return []
    cells: list[dict[str, Any]] = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    return cells
