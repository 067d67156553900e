"""The ledger: what ran, on what, for how long, and how it ended. One file per network and wave."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nicdev.press import store
from nicdev.press.files import write_whole

# How a job can end. Decided by the press, never by what a notebook says of itself.
OUTCOMES = (
    "done",
    "data refused",
    "name found",
    "page refused",
    "failed",
    "too slow",
    "out of memory or killed",
    "outputs missing",
)


def path(built: Path) -> Path:
    """Where the ledger of a network and wave lies."""
    return built / "private" / "ledger.json"


def read(built: Path) -> dict[str, Any]:
    """The ledger; empty where there is none, or where it cannot be read and is made anew."""
    try:
        found = json.loads(path(built).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    whole = isinstance(found, dict) and isinstance(found.get("notebooks", {}), dict)
    return found if whole else {}


def entry(built: Path, notebook: str) -> Mapping[str, Any] | None:
    """What the ledger says of one notebook."""
    found = read(built).get("notebooks", {}).get(notebook)
    return found if isinstance(found, dict) else None


def write(built: Path, inputs: Mapping[str, Any], notebook: str, said: Mapping[str, Any]) -> None:
    """Set down how one notebook ended; the others' entries stay."""
    notebooks = read(built).get("notebooks", {}) | {notebook: dict(said)}
    update(built, **inputs, refused=None, versions=_versions(), notebooks=notebooks)


def update(built: Path, **changed: Any) -> None:
    """Set down some parts anew; None takes a part out."""
    whole = {name: part for name, part in {**read(built), **changed}.items() if part is not None}
    text = json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True)
    write_whole(built, path(built), text)


def _versions() -> dict[str, str]:
    from platform import python_version

    import nicdev

    return {"nicdev": nicdev.__version__, "python": python_version(), **store.versions()}
