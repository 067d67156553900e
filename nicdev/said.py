"""What the command line says of problems found, of a run, and of pages across networks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from nicdev.errors import Problem

if TYPE_CHECKING:
    from nicdev.press.across import Across
    from nicdev.press.run import Report

FAILED, REFUSED = 1, 2


def problems_said(network: str, problems: Iterable[Problem]) -> None:
    """Everything wrong with a network, by how it matters."""
    for level, heading in (("error", "cannot be used"), ("warning", "used, with a caution")):
        found = [p for p in problems if p.level == level]
        if found:
            typer.echo(f"{network}: {len(found)} to mend ({heading}):", err=True)
            for problem in found:
                typer.echo(f"- {problem}", err=True)


def report_said(report: Report, root: Path) -> int:
    """What a run did; the exit code."""
    for network, problems in report.warned.items():
        problems_said(network, problems)
    for network, problems in report.refused.items():
        problems_said(network, problems)
        if network in report.taken_back:
            typer.echo(
                f"{network}: nothing was made, and the pages of earlier runs were taken back to "
                f"built/{network}, private/withdrawn.",
                err=True,
            )
    for outcome in report.failures:
        typer.echo(f"{outcome.name}: {outcome.outcome}. {outcome.reason}", err=True)
    if report.current:
        typer.echo(f"{len(report.current)} notebooks were up to date.")
    for path in report.indexes:
        if path.parent.name != "private":
            typer.echo(f"briefs: {path.relative_to(root)}")
    if report.refused:
        return REFUSED
    return FAILED if report.failures else 0


def across_said(across: Across, root: Path) -> int:
    """What became of the pages across networks; the exit code."""
    for names, what in (
        (across.unpressed, "agreed to be counted, but has no pages of its latest wave: run it "
         "first"),
        (across.waiting, "agreed to be counted, and waits until more networks have: alone it could "
         "be told from the difference to the pages before"),
        (across.gone, "was counted before and no longer is. Until more networks have changed, no "
         "page across networks leaves: from the difference it could be told"),
    ):  # fmt: skip
        for name in names:
            typer.echo(f"{name} {what}.", err=True)
    if across.problem:
        typer.echo(f"across networks: {across.problem}", err=True)
        return FAILED
    if not across.taken:
        typer.echo("across networks: no network agreed to be counted ('portfolio: true' in its "
                   "params), so there is no page.")  # fmt: skip
    for path in across.pages:
        if path.parent.name != "private":
            typer.echo(f"across networks: {path.relative_to(root)}")
    return 0
