"""The ledger: what ran, on what, for how long, and how it ended. One file per network and wave."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nicdev.press.files import write_whole

# How a job can end. Decided by the press, never by what a notebook says of itself.
OUTCOMES = (
    "done",
    "data refused",
    "name found",
    "failed",
    "too slow",
    "out of memory or killed",
    "outputs missing",
)
NAMED_VERSIONS = ("pandas", "numpy", "scipy", "papermill", "nbconvert", "duckdb")


def path(built: Path) -> Path:
    """Where the ledger of a network and wave lies."""
    return built / "private" / "ledger.json"


def read(built: Path) -> dict[str, Any]:
    """The ledger; empty where there is none, or where it cannot be read and is made anew."""
    try:
        found = json.loads(path(built).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def entry(built: Path, notebook: str) -> Mapping[str, Any] | None:
    """What the ledger says of one notebook."""
    found: Mapping[str, Any] | None = read(built).get("notebooks", {}).get(notebook)
    return found


def write(built: Path, inputs: Mapping[str, Any], notebook: str, said: Mapping[str, Any]) -> None:
    """Set down how one notebook ended; the others' entries stay."""
    whole = read(built)
    whole = {
        **inputs,
        "versions": versions(),
        "notebooks": whole.get("notebooks", {}) | {notebook: dict(said)},
    }
    write_whole(path(built), json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True))


@cache
def versions() -> dict[str, str]:
    """Versions of what the numbers and pages come from."""
    import nicdev

    return {"nicdev": nicdev.__version__} | {name: version(name) for name in NAMED_VERSIONS}
