"""Pages that were pressed: what the gate let pass for them, to be repeated without asking again.

A page is read whole or not at all: what one question may show depends on all that stand beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nicdev.evidence import EDITIONS, Evidence, Passed
from nicdev.network import Network
from nicdev.press import ledger, store
from nicdev.press.fragments import blocks_of


def passed(built: Path, network: Network, notebook: str, keys: Sequence[str]) -> Passed | None:
    """What the pages of a notebook show; None where they were not pressed from just these inputs.

    Parameters
    ----------
    built : where what was made of the network and wave lies
    network : at that wave; what its evidence depends on today decides whether a page still holds
    keys : all that decides what of each other may be seen: each has to be there, at its address
    """
    if not (found := _blocks(built, notebook)):
        return None
    if any(key not in found or found[key]["address"] != store.address(network, key)
           for key in keys):  # fmt: skip
        return None
    try:
        return {edition: {key: _one(found[key]["editions"][edition]) for key in keys}
                for edition in EDITIONS}  # fmt: skip
    except (KeyError, TypeError, ValueError):  # pressed before all of this was kept
        return None


def _one(seen: Mapping[str, Any]) -> tuple[Evidence, tuple[str, ...]]:
    return store.from_json(seen["evidence"]), tuple(seen["held_back"])


def _blocks(built: Path, notebook: str) -> dict[str, dict[str, Any]]:
    """The blocks of an executed notebook as the press left it; none where somebody ran it since."""
    name = f"private/{notebook}.ipynb"
    entry, executed = ledger.entry(built, notebook), built / name
    if entry is None or entry.get("outcome") != "done":
        return {}
    try:
        text = executed.read_bytes()
        if entry["files"][name] != store.digest_of(text):
            return {}
        cells = json.loads(text)["cells"]
        return {block["key"]: block for cell in cells for block in blocks_of(cell)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
