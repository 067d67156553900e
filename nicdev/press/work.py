"""Bringing tests of change and driver diagrams: teams, ideas and boxes that the network has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from nicdev.errors import UsageRefused
from nicdev.intake.cycles import Work, cycles, unknown
from nicdev.intake.diagram import Version, diagram
from nicdev.intake.grid import open_lines, open_source
from nicdev.intake.labels import plain, told
from nicdev.intake.load import Load
from nicdev.intake.outline import kind_of
from nicdev.press import who
from nicdev.press.bring import Held, before, bring
from nicdev.press.survey import table
from nicdev.press.workspace import Workspace

LINES = {".txt", ".md"}


def bring_tests(
    workspace: Workspace,
    network: str,
    log: Path,
    said: Mapping[str, str],
    *,
    words: str,
    dates: str,
) -> tuple[Load, list[Path]]:
    """Read tests of change, add them, and write down what became of every row."""
    held = before(workspace, network)
    known, problems = told("--words", words)
    if problems:
        raise UsageRefused(problems)
    work = Work(_ids(held), frozenset(table(held, "cycles")["cycle_id"]), said, known, dates)
    load = cycles(open_source(log), work, who.roster(workspace, network, held))
    return load, bring(workspace, network, held, load)


def review_tests(workspace: Workspace, network: str, log: Path) -> tuple[Path, int]:
    """Add those who worked on tests and whom nobody has confirmed to the alias table."""
    held = before(workspace, network)
    found = unknown(open_source(log), who.roster(workspace, network, held))
    return who.review(workspace, network, held, found)


def bring_diagram(
    workspace: Workspace,
    network: str,
    file: Path,
    version: str,
    dated_on: date,
    *,
    note: str = "",
    levels: str = "",
) -> tuple[Load, list[Path]]:
    """Read a driver diagram, add it as a new version, and write down what became of every row."""
    held = before(workspace, network)
    theory, versions = table(held, "theory"), table(held, "theory_versions")
    ids = {(str(kind), plain(str(text))): str(node) for node, kind, text in
           zip(theory["node_id"], theory["kind"], theory["text"], strict=True)}  # fmt: skip
    names = tuple(kind_of(part) for part in levels.split(",")) if levels else ()
    mine = Version(version, str(dated_on), note, frozenset(versions["version"]), ids,
                   frozenset(theory["node_id"]), names)  # fmt: skip
    lines = file.suffix.casefold() in LINES
    load = diagram(open_lines(file) if lines else open_source(file), mine, lines=lines)
    return load, bring(workspace, network, held, load, f"diagram-{version}")


def _ids(held: Held) -> dict[str, dict[str, str]]:
    """For columns of the cycles table, the id by id and by name; a name of several is none."""
    theory = table(held, "theory")
    ideas = theory[theory["kind"] == "change idea"]
    drivers = theory[theory["kind"].isin(["primary driver", "secondary driver"])]
    return {
        "team_id": named(table(held, "teams"), "team_id", "name"),
        "org_id": named(table(held, "organizations"), "org_id", "name"),
        "idea_id": named(ideas, "node_id", "text"),
        "driver_id": named(drivers, "node_id", "text"),
        "measure_id": named(table(held, "measures"), "measure_id", "name"),
    }


def named(rows: pd.DataFrame, key: str, name: str) -> dict[str, str]:
    """Ids by id and by name, as they are compared; a name of several is none."""
    pairs = {(plain(str(n)), str(k)) for k, n in zip(rows[key], rows[name], strict=True)}
    names = [one for one, _ in pairs]
    found = {one: node for one, node in pairs if names.count(one) == 1}
    return found | {plain(str(node)): str(node) for node in rows[key]}
