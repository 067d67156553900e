"""The pages across networks: made after all others, from what left for hubs that agreed.

`built/portfolio` has `private/` for the evaluator, `portfolio/` for those who support the networks,
and `yours/<network>/` for each hub alone. Whoever holds two of these pages, made before and after
one network joined, could tell its numbers from the difference: so fewer than k newcomers wait for
others, and where fewer than k have left no page leaves until more have changed.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nicdev.errors import NicdevError, Problem, UsageRefused
from nicdev.framework import framework
from nicdev.press import gathered
from nicdev.press.files import alone, sweep, write_whole
from nicdev.press.plan import ACROSS, Job, Page
from nicdev.press.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd

    from nicdev.press.load import Held

SEEN = "seen.json"  # which networks the pages that left were made from
FOLDERS = {"evaluator": "private", "portfolio": "portfolio"}
YOURS = "yours"


@dataclass
class Across:
    """What became of the pages across networks."""

    taken: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)  # agreed, and wait for others
    gone: list[str] = field(default_factory=list)  # fewer than k left: no page leaves
    unpressed: list[str] = field(default_factory=list)  # agreed, without pages of their own
    pages: list[Path] = field(default_factory=list)
    problem: str = ""


def press(workspace: Workspace) -> Across:
    """Gather what agreed networks' hubs were shown, and make the pages across networks."""
    if gathered.PORTFOLIO in workspace.networks:
        problem = Problem("reserved", "params", f"a network '{gathered.PORTFOLIO}'",
                          "another code: this one stands for all networks",
                          "Rename the file and the code in it.")  # fmt: skip
        raise UsageRefused([problem])
    home = gathered.home(workspace.root)
    with alone(workspace.root):
        sweep(home)
        report = Across()
        networks, turned, files = _gathered(workspace, report)
        networks = _settled(home, networks, report)
        for folder in ("portfolio", YOURS):
            shutil.rmtree(home / folder, ignore_errors=True)
        if networks.empty:
            shutil.rmtree(home, ignore_errors=True)
            return report
        found = gathered.ask(files[files["network"].isin(networks["network"])], turned)
        gathered.keep(workspace.root, networks, found)
        _make(workspace, networks, found, report)
        return report


def _gathered(
    workspace: Workspace, report: Across
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Networks that agreed, the questions they word the other way round, and their files."""
    import pandas as pd

    from nicdev.network import newest, waves
    from nicdev.press.load import held
    from nicdev.study import read_study

    people: list[dict[str, Any]] = []
    turned: list[tuple[str, str]] = []
    files: list[dict[str, Any]] = []
    for code in workspace.networks:
        try:
            study = read_study(workspace.params(code))
            if not study.portfolio:
                continue
            has = held(workspace, code, names=False)
        except NicdevError:  # the run before has said what is wrong with it
            continue
        known = waves(has.frames)
        there = [(w, workspace.built(code, w.name) / "hub" / "evidence.parquet") for w in known]
        if not there[-1][1].is_file():
            report.unpressed.append(code)
            continue
        last, k = known[-1], study.limit("k_people").value
        files += [{"network": code, "wave": w.name, "k": k, "file": str(path), "at": at}
                  for at, (w, path) in enumerate(there) if path.is_file()]  # fmt: skip
        people.append({"network": code, "title": study.title, "wave": last.name,
                       "synthetic": study.synthetic, "began": _began(has),
                       "until": newest(has.frames, last.ends_on)})  # fmt: skip
        turned += [(code, item) for item in _turned(has)]
    columns = ["network", "title", "wave", "synthetic", "began", "until"]
    networks = pd.DataFrame(people, columns=columns)
    networks[["began", "until"]] = networks[["began", "until"]].astype("datetime64[us]")
    return (
        networks,
        pd.DataFrame(turned, columns=["network", "item"]),
        pd.DataFrame(files, columns=["network", "wave", "k", "file", "at"]),
    )


def _began(has: Held) -> pd.Timestamp | None:
    """The first day of the first wave, else of the first event, else of the first member."""
    for table, column in (("waves", "starts_on"), ("events", "held_on"), ("members", "joined_on")):
        frame = has.frames.get(table)
        if frame is not None and frame[column].notna().any():
            first: pd.Timestamp = frame[column].min()
            return first
    return None


def _turned(has: Held) -> Iterator[str]:
    items = has.frames.get("items")
    if items is not None and "reversed" in items:
        yield from items.loc[items["reversed"].fillna(value=False).astype(bool), "item_id"]


def _settled(home: Path, networks: pd.DataFrame, report: Across) -> pd.DataFrame:
    """Who is counted now, so that no network can be told from the page before."""
    k = framework().limits["k_networks"].value
    before = _seen(home)
    now = set(networks["network"])
    joined, left = now - before, before - now
    if before and 0 < len(joined) < k:
        report.waiting = sorted(joined)
        now -= joined
    if 0 < len(left) < k and now:
        report.gone = sorted(left)
    report.taken = sorted(now)
    return networks[networks["network"].isin(now)].reset_index(drop=True)


def _seen(home: Path) -> set[str]:
    try:
        return set(json.loads((home / "private" / SEEN).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return set()


def _make(
    workspace: Workspace, networks: pd.DataFrame, found: pd.DataFrame, report: Across
) -> None:
    """Run the notebook once, and write a page for each edition that may have one."""
    from nicdev.press import export, fragments
    from nicdev.press.alternatives import faults
    from nicdev.press.execute import run_notebook

    home = gathered.home(workspace.root)
    job = _job(workspace, networks, found)
    notebook, outcome, reason = run_notebook(job)
    if notebook is None:
        report.problem = f"{outcome}. {reason}"
        return
    made = fragments.blocks(notebook)
    pages: dict[Path, str] = {}
    for edition in made[0]["editions"] if made else ():
        word, _, code = edition.partition(" ")
        if word != "evaluator" and report.gone:
            continue
        where = home / YOURS / code if code else home / FOLDERS[word]
        title = dict(zip(networks["network"], networks["title"], strict=True)).get(code, "")
        html = export.page(job.page, notebook, made, edition)
        named = _named(html, networks) if word != "evaluator" else ""
        wrong = named or " ".join(map(str, faults(html, f"{word}/{title or 'index'}.html")))
        if wrong:
            report.problem = f"page refused. {wrong}"
            return
        pages[where / "index.html"] = html
    for path, html in pages.items():
        write_whole(home, path, html)
    job.failed.replace(job.executed)
    if not report.gone:
        write_whole(home, home / "private" / SEEN, json.dumps(report.taken))
    report.pages = list(pages)


def _named(html: str, networks: pd.DataFrame) -> str:
    """The title or code of a network where none may stand; '' where there is none."""
    import re

    from nicdev.press.fragments import text_of

    text = text_of(html).casefold()
    names: Mapping[str, None] = dict.fromkeys([*networks["title"], *networks["network"]])
    found = [name for name in names if len(name) > 2 and not name.isdigit()
             and re.search(rf"\b{re.escape(name.casefold())}\b", text)]  # fmt: skip
    ours = _of_ours()
    return ", ".join(name for name in found if name.casefold() not in ours)


def _of_ours() -> str:
    """All that nicdev itself says: a network may be called Trust."""
    from nicdev.language import locale
    from nicdev.press.fragments import texts_in

    return " ".join(texts_in(locale("en").words)).casefold()


def _job(workspace: Workspace, networks: pd.DataFrame, found: pd.DataFrame) -> Job:
    from nicdev.press.store import code, digest_of
    from nicdev.tables.names import Roster

    about = gathered.study(networks)
    days: Iterable[Any] = networks["until"].dropna()
    run = digest_of(gathered.digest(networks, found) + code())[:12]
    page = Page(
        network=about.network, title=about.title, wave="all", wave_label="", notebook=ACROSS,
        language=about.language, synthetic=about.synthetic,
        newest=str(max(days).date()) if len(list(days)) else "", run=run,
    )  # fmt: skip
    return Job(
        root=workspace.root, notebook=workspace.notebooks / f"{ACROSS}.ipynb",
        built=gathered.home(workspace.root), page=page,
        seconds=about.limit("seconds_a_notebook").value, roster=Roster(),
    )  # fmt: skip
