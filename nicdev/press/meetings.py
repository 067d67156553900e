"""Bringing reports of meetings: the roster as it is, the aliases a person confirmed, the event."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from nicdev.errors import Problem, UsageRefused
from nicdev.intake.grid import open_source
from nicdev.intake.load import Load
from nicdev.intake.meetings import Meeting, attendance, unknown
from nicdev.press import who
from nicdev.press.bring import Held, before, bring
from nicdev.press.workspace import Workspace
from nicdev.tables import empty


def bring_attendance(
    workspace: Workspace,
    network: str,
    report: Path,
    event_id: str,
    *,
    structure: str = "",
    team_id: str = "",
    held_on: date | None = None,
    at_least: float = 0,
) -> tuple[Load, list[Path]]:
    """Read a report, add who came, and write down what became of every row."""
    held = before(workspace, network)
    meeting = _meeting(held, event_id, structure, team_id, held_on, at_least)
    load = attendance(open_source(report), meeting, who.roster(workspace, network, held))
    return load, bring(workspace, network, held, load)


def review(workspace: Workspace, network: str, report: Path) -> tuple[Path, int]:
    """Add those in a report whom nobody has confirmed to the alias table.

    Returns
    -------
    path, int : the alias table, and how many names were added to it
    """
    held = before(workspace, network)
    found = unknown(open_source(report), who.roster(workspace, network, held))
    return who.review(workspace, network, held, found)


def _meeting(
    held: Held, event_id: str, structure: str, team_id: str, held_on: date | None, at_least: float
) -> Meeting:
    events = held.checked.tables.get("events", empty("events"))
    mine = events[events["event_id"] == event_id]
    if mine.empty and not structure:
        problem = Problem(
            "new_event", "events", f"no event '{event_id}'", "an event that is there, or what "
            "kind of event it is", "Correct the id, or say the structure: --structure convening.",
        )  # fmt: skip
        raise UsageRefused([problem])
    known = not mine.empty
    day = mine["held_on"].iloc[0] if known else None
    return Meeting(event_id, held_on or (day.date() if day is not None and pd.notna(day) else None),
                   known, structure, team_id, at_least)  # fmt: skip
