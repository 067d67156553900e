"""The evidence store: what was found, addressed by what it was found from.

The address is a hash of the tables that the indicator may read, the settings, the wave and the
code; so evidence is never stale, only absent.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nicdev.evidence import Basis, Disclosed, Evidence, Kept, evidence_rows
from nicdev.framework import Limit, framework
from nicdev.network import Network

if TYPE_CHECKING:
    import pandas as pd


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
    """Keep evidence under its address. Of what the key had before, the last that said something
    else is kept apart, so that the difference can be named."""
    from nicdev.press.files import write_whole

    key = evidence["key"]
    target = folder(built) / f"{key}.{at}.json"
    write_whole(built, target, json.dumps(evidence, ensure_ascii=False))
    for old in target.parent.glob(f"{key}.*.json"):
        if old != target:
            before = _raw(old)
            if before and _says(before) != _says(evidence):
                write_whole(built, _earlier(built, key), json.dumps(before, ensure_ascii=False))
            old.unlink()


def kept(
    built: Path, network: Network, key: str, digests: dict[str, tuple[int, str]]
) -> Kept | None:
    """What was kept of an indicator at this wave from other inputs than today's; None where
    nothing was, or it said the same."""
    today = folder(built) / f"{key}.{address(network, key)}.json"
    others = [path for path in folder(built).glob(f"{key}.*.json") if path != today]
    for path in (*sorted(others), _earlier(built, key)):
        raw = _raw(path)
        if raw and _says(raw) != _says(to_json(network.evidence(key))):
            try:
                then = raw["basis"]
                counted = {name: (int(n), str(h)) for name, (n, h) in then["tables"].items()}
                found = Basis(counted, dict(then["settings"]), then["method"], then["version"])
                return Kept(from_json(raw), found, basis(network, key, digests))
            except (ValueError, KeyError, TypeError):  # kept before there was a basis
                continue
    return None


def _earlier(built: Path, key: str) -> Path:
    return built / "private" / "earlier" / f"{key}.json"


def _raw(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _says(raw: Mapping[str, Any]) -> tuple[Any, Any]:
    return json.loads(json.dumps([raw.get("verdicts"), raw.get("rows")]))  # type: ignore[no-any-return]


def basis(network: Network, key: str, digests: dict[str, tuple[int, str]]) -> Basis:
    """What the evidence of an indicator is found from today; `digests` fills as tables are read."""
    from nicdev import __version__

    tables = framework().indicator(key).tables
    names = sorted(network.frames if tables == ("all",) else {*tables} & {*network.frames})
    for name in names:
        if name not in digests:
            digests[name] = _digest(network.frames[name])
    settings = network.study.model_dump(mode="json", exclude=SILENT)
    limits = {name: network.study.limit(name).value for name in framework().indicator(key).limits}
    said = {name: json.dumps(value, sort_keys=True) for name, value in settings.items()}
    said |= {name: f"{value:g}" for name, value in limits.items()}
    return Basis({n: digests[n] for n in names}, said, method(key), __version__)


def noted(found: Basis) -> dict[str, Any]:
    """A basis as plain values, to be kept beside evidence."""
    return asdict(found) | {"tables": {name: list(pair) for name, pair in found.tables.items()}}


# Settings by which no number is worked out, or that name people; limits are told one by one.
SILENT = {"title", "language", "limits", "network", "data", "private", "not_names", "synthetic",
          "names_by_capitals", "open_to_members"}  # fmt: skip


def _digest(frame: pd.DataFrame) -> tuple[int, str]:
    """How many rows a table has, and a hash of them in whatever order they stand."""
    import pandas as pd

    each = pd.util.hash_pandas_object(frame.astype("str"), index=False)
    return len(frame), f"{int(each.sum()) & (2**64 - 1):016x}"


_IMPORTS = re.compile(r"^\s*from nicdev\.((?:rings|measures)(?:\.\w+)*) import", re.MULTILINE)


@cache
def method(key: str) -> str:
    """A hash of the code that works an indicator out: its room and all that this imports of the
    rings and the measures. Another indicator's code may change without changing it."""
    package, seen = Path(__file__).parent.parent, set[Path]()
    ahead = [_file(package, f"rings.{key.rpartition('.')[0]}")]
    while ahead:
        path = ahead.pop()
        if path not in seen:
            seen.add(path)
            ahead += [_file(package, name) for name in _imported(path)]
    return digest_of(b"".join(path.read_bytes() for path in sorted(seen)))[:20]


@cache
def _imported(path: Path) -> tuple[str, ...]:
    return tuple(_IMPORTS.findall(path.read_text(encoding="utf-8")))


def _file(package: Path, name: str) -> Path:
    """The file of a module, or of a package."""
    there = package.joinpath(*name.split("."))
    return there / "__init__.py" if there.is_dir() else there.with_suffix(".py")
