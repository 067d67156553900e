"""Beginning a network: settings, remarks and empty tables; nothing that exists is overwritten."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from nicdev.errors import Problem, UsageRefused
from nicdev.press.workspace import Workspace, find
from nicdev.tables import TABLES

# Enough for a first brief; `nicdev framework` and the data dictionary name the rest.
FIRST_TABLES = ("members", "teams", "memberships", "events", "attendance", "decisions")

PARAMS = """\
# Settings of one network. Texts and codes stand in quotes.
network: "{network}"
title: "{network}"

# Columns with names or e-mail addresses are refused unless they are declared here; they are never
# shown, and serve to find names in texts before anything leaves for a hub.
# private:
#   members: [name, email]

# Thresholds that your network sets for itself; each page then says "chosen by you".
# limits:
#   k_people: 5
"""
REMARKS = """\
<!-- Your remarks stand beside the evidence in the brief. A heading for the wave, below it one for
the indicator's key, below it your words. A re-run never erases them. -->
"""


def around(here: Path) -> Workspace:
    """The workbook around a folder; one that begins there, where there is none."""
    try:
        return find(here)
    except UsageRefused:
        return Workspace(here)


def begin(here: Path, network: str, *, workbook: bool = False) -> Iterator[Path]:
    """Write the files of a new network in the workbook around `here`, or begin a workbook there.

    With `workbook`, the tables are the sheets of one Excel workbook instead of CSV files.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", network):
        raise UsageRefused(
            [
                Problem(
                    "bad_code",
                    "",
                    f"the code '{network}'",
                    "letters, digits, '-' and '_', beginning with a letter or digit",
                    "Choose a short code; the network's full name goes into the title.",
                )
            ]
        )
    workspace = around(here)
    params = workspace.root / "params" / f"{network}.yml"
    if params.exists():
        raise UsageRefused(
            [
                Problem(
                    "exists",
                    f"params/{network}.yml",
                    "a file that is there already",
                    "a code that is not in use",
                    "Choose another code, or edit the file that is there.",
                )
            ]
        )
    texts = {
        params: PARAMS.format(network=network).encode(),
        workspace.remarks(network): REMARKS.encode(),
        **_tables(workspace, network, workbook=workbook),
    }
    for path, text in texts.items():
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
            yield path.relative_to(workspace.root)
    source = workspace.notebooks
    target = workspace.root / "notebooks"
    if source != target:
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(".*"))
        yield target.relative_to(workspace.root)


def _tables(workspace: Workspace, network: str, *, workbook: bool) -> dict[Path, bytes]:
    """Empty tables: a sheet for each of the contract, or a file for each of the first ones."""
    if workbook:
        from nicdev.press.book import blank_book

        return {workspace.workbook(network): blank_book()}
    return {
        workspace.root / "data" / network / f"{name}.csv": (
            ",".join(TABLES[name].names) + "\n"
        ).encode()
        for name in FIRST_TABLES
    }
