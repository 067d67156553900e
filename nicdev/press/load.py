"""What the files of a network hold, read and checked before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nicdev.errors import Problem
from nicdev.press.workspace import Workspace
from nicdev.study import Study, read_remarks, read_study

if TYPE_CHECKING:
    import pandas as pd

    from nicdev.tables.names import Roster


@dataclass(frozen=True)
class Held:
    """What a network's files hold: settings, remarks, checked tables and every problem found."""

    study: Study
    remarks: Mapping[tuple[str, str], str]
    frames: Mapping[str, pd.DataFrame] = field(repr=False)
    roster: Roster = field(repr=False)
    sources: Mapping[str, str] = field(repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that make the data unusable."""
        return tuple(p for p in self.problems if p.level == "error" and p.code != "name_in_text")

    @property
    def named(self) -> tuple[Problem, ...]:
        """Names in text that would leave for a hub: the data can be read, not exported."""
        return tuple(p for p in self.problems if p.level == "error" and p.code == "name_in_text")


def held(workspace: Workspace, network: str) -> Held:
    """Read and check everything a network has. Data problems are returned, not raised."""
    from nicdev.intake.folder import read_folder
    from nicdev.tables import check, empty
    from nicdev.tables.names import named_in_text, roster

    study = read_study(workspace.params(network))
    remarks = read_remarks(workspace.remarks(network))
    found = read_folder(workspace.data(study))
    checked = check(found.raws, {t: set(c) for t, c in study.private.items()})
    members = checked.tables.get("members", empty("members"))
    finder = roster(members, checked.private, study.not_names)
    problems = (*found.problems, *checked.problems)
    if not any(p.level == "error" for p in problems):
        problems = (*problems, *named_in_text(checked.tables, finder))
    return Held(
        study=study,
        remarks=remarks,
        frames=checked.tables,
        roster=finder,
        sources={name: raw.sha256 for name, raw in found.raws.items()},
        problems=problems,
    )
