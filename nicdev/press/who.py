"""Who is who: the roster with its private names, and the aliases that a person has confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from nicdev.errors import Problem, UsageRefused
from nicdev.intake.escape import escaped, unescaped
from nicdev.intake.grid import open_source
from nicdev.intake.roster import ALIASES, People, people, proposals
from nicdev.press.bring import Held, as_csv
from nicdev.press.files import write_beside
from nicdev.press.workspace import Workspace
from nicdev.tables import empty


def roster(workspace: Workspace, network: str, held: Held) -> People:
    """Those on the roster, and what they are called elsewhere."""
    members = held.checked.tables.get("members", empty("members"))
    private = held.checked.private.get("members")
    return people(members, private, _confirmed(workspace, network))


def review(
    workspace: Workspace, network: str, held: Held, found: Iterable[tuple[str, str]]
) -> tuple[Path, int]:
    """Add names and addresses to the alias table, each with the member most like it.

    What a person has written there stays as it is.

    Returns
    -------
    path, int : the alias table, and how many names were added to it
    """
    there = _confirmed(workspace, network)
    asked = set() if there is None else set(zip(there["written_as"], there["email"], strict=True))
    new = proposals(
        [pair for pair in found if pair not in asked], roster(workspace, network, held)
    ).map(escaped)
    path = aliases(workspace, network)
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
    whole = [[unescaped(cell) for cell in (*row, *[""] * len(ALIASES))][: len(ALIASES)]
             for row in rows[1:]]  # fmt: skip
    return pd.DataFrame(whole, columns=list(ALIASES), dtype="str")
