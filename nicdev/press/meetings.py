"""Bringing reports of meetings: the roster as it is, the aliases a person confirmed, the event."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from nicdev.errors import Problem, UsageRefused
from nicdev.intake.grid import open_source
from nicdev.intake.load import Load
from nicdev.intake.meetings import Meeting, attendance, unknown
from nicdev.intake.roster import ALIASES, People, people, proposals
from nicdev.press.bring import Held, as_csv, before, bring
from nicdev.press.files import write_beside
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
    load = attendance(open_source(report), meeting, _people(workspace, network, held))
    return load, bring(workspace, network, held, load)


def review(workspace: Workspace, network: str, report: Path) -> tuple[Path, int]:
    """Add names that nobody has confirmed to the alias table, each with the member most like it.

    What a person has written there stays as it is.

    Returns
    -------
    path, int : the alias table, and how many names were added to it
    """
    held = before(workspace, network)
    known = _people(workspace, network, held)
    there = _confirmed(workspace, network)
    asked = set() if there is None else set(zip(there["written_as"], there["email"], strict=True))
    found = [pair for pair in unknown(open_source(report), known) if pair not in asked]
    path = aliases(workspace, network)
    new = proposals(found, known)
    old = path.read_bytes() if path.exists() else (",".join(ALIASES) + "\n").encode()
    joint = b"" if old.endswith(b"\n") else b"\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_beside(path, old + joint + as_csv(new).encode("utf-8"))
    return path, len(new)


def aliases(workspace: Workspace, network: str) -> Path:
    """Where a person says who is who: names stand in it, and it never leaves."""
    return workspace.root / "private" / network / "aliases.csv"


def _confirmed(workspace: Workspace, network: str) -> pd.DataFrame | None:
    path = aliases(workspace, network)
    if not path.exists():
        return None
    source = open_source(path)
    rows = source.grids[0].rows if source.readable else ()
    if not rows or rows[0][: len(ALIASES)] != ALIASES:
        problem = Problem(
            "no_aliases", f"private/{network}/aliases.csv", "a table with other headers, or none",
            f"the headers {', '.join(ALIASES)}", "Put the headers back into row 1.",
        )  # fmt: skip
        raise UsageRefused([*source.problems, problem])
    whole = [(*row, *[""] * len(ALIASES))[: len(ALIASES)] for row in rows[1:]]
    return pd.DataFrame(whole, columns=list(ALIASES), dtype="str")


def _people(workspace: Workspace, network: str, held: Held) -> People:
    members = held.checked.tables.get("members", empty("members"))
    return people(members, held.checked.private.get("members"), _confirmed(workspace, network))


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
