"""The evidence store: what was found, addressed by what it was found from.

The address is a hash of the tables that the indicator may read, the settings, the wave and the
code; so evidence is never stale, only absent.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from nicdev.evidence import Disclosed, Evidence, evidence_rows
from nicdev.framework import Limit, framework
from nicdev.network import Network


def address(network: Network, key: str) -> str:
    """Twenty hex digits that change when anything the evidence depends on changes."""
    tables = framework().indicator(key).tables
    sources = {
        name: digest
        for name, digest in network.sources.items()
        if tables == ("all",) or name in tables or name == "waves"
    }
    settings = network.study.model_dump(mode="json", exclude={"title", "language"})
    parts = [key, network.wave.name, sources, settings, code()]
    return digest_of(json.dumps(parts, sort_keys=True))[:20]


def digest_of(text: str | bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file in hex; '' where there is none."""
    try:
        return digest_of(path.read_bytes())
    except FileNotFoundError:
        return ""


# What numbers and pages come from beside the package itself.
LIBRARIES = ("pandas", "numpy", "scipy", "matplotlib", "seaborn", "nbconvert", "duckdb",
             "latex2mathml")  # fmt: skip


@cache
def versions() -> dict[str, str]:
    """The versions of the libraries that numbers and pages come from."""
    from importlib.metadata import version

    return {name: version(name) for name in LIBRARIES}


@cache
def code() -> str:
    """A hash of the package's own files and of the libraries: numbers may change when they do."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(json.dumps(versions()).encode())
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".yml", ".j2", ".css"):
            digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def to_json(evidence: Evidence | Disclosed) -> dict[str, Any]:
    """Evidence as plain values: what a block carries and the store keeps."""
    rows = evidence.rows.to_dict("records")
    return {
        "key": evidence.key,
        "kind": evidence.kind,
        "wave": evidence.wave,
        "verdicts": [list(pair) for pair in evidence.verdicts],
        "caveats": list(evidence.caveats),
        "limits": [[i.name, i.value, i.source, i.low, i.high] for i in evidence.limits],
        "rows": [{str(c): _plain(v) for c, v in row.items()} for row in rows],
    }


def from_json(raw: Mapping[str, Any]) -> Evidence:
    """The evidence again; JSON keeps every digit of a number."""
    indicator = framework().indicator(raw["key"])
    return Evidence(
        key=raw["key"],
        kind=raw["kind"],
        about=indicator.about,
        wave=raw["wave"],
        verdicts=tuple((part, word) for part, word in raw["verdicts"]),
        frame=evidence_rows(raw["rows"]),
        caveats=tuple(raw["caveats"]),
        limits=tuple(Limit(*limit) for limit in raw["limits"]),
    )


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


def folder(built: Path) -> Path:
    """Where the store of one network and wave lies."""
    return built / "private" / "evidence"


def read(built: Path, network: Network, key: str) -> Evidence | None:
    """The evidence at its address; None where it was never found from just these inputs."""
    path = folder(built) / f"{key}.{address(network, key)}.json"
    try:
        return from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):  # absent, or altered by hand
        return None


def write(built: Path, at: str, evidence: Mapping[str, Any]) -> None:
    """Keep evidence under its address and let go of what the key had before."""
    from nicdev.press.files import write_whole

    key = evidence["key"]
    target = folder(built) / f"{key}.{at}.json"
    write_whole(built, target, json.dumps(evidence, ensure_ascii=False))
    for old in target.parent.glob(f"{key}.*.json"):
        if old != target:
            old.unlink()
