"""Bringing a list of people: what the network has already, and what the list does not say."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from nicdev.intake.grid import open_source
from nicdev.intake.load import Load
from nicdev.intake.members import There, Told, members
from nicdev.intake.roster import alike
from nicdev.press import who
from nicdev.press.bring import Held, before, bring, private_columns
from nicdev.press.workspace import Workspace
from nicdev.tables import empty


def bring_roster(
    workspace: Workspace, network: str, file: Path, told: Told
) -> tuple[Load, list[Path]]:
    """Read a list of people, add those who are new, and write down what became of every row."""
    held = before(workspace, network)
    load = members(open_source(file), _there(workspace, network, held), told)
    return load, bring(workspace, network, held, load)


def _there(workspace: Workspace, network: str, held: Held) -> There:
    known = who.roster(workspace, network, held)
    return There(
        members=known.ids,
        emails=known.emails,
        organizations=_by_name(held, "organizations", "org_id"),
        teams=_by_name(held, "teams", "team_id"),
        private=frozenset(private_columns(held.study).get("members", ())),
    )


def _by_name(held: Held, name: str, key: str) -> dict[str, str]:
    frame = held.checked.tables.get(name, empty(name)).dropna(subset=[key])
    both = pd.concat(
        [frame.set_index(key)["name"].dropna(), pd.Series(frame[key].to_numpy(), frame[key])]
    )
    return {alike(str(called)): str(code) for code, called in both.items()}
