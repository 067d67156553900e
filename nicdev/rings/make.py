"""How an indicator hands over what it found: evidence with the catalogue's own words on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nicdev.evidence import Evidence, evidence_rows
from nicdev.framework import Limit, framework
from nicdev.network import Network


def evidence(
    key: str,
    network: Network,
    rows: Iterable[Mapping[str, Any]],
    verdicts: str | Sequence[tuple[str, str]],
    *,
    limits: Mapping[str, Limit] | None = None,
    caveats: Iterable[str] = (),
) -> Evidence:
    """Evidence for `key`; `verdicts` is one word for all, or a word per part."""
    indicator = framework().indicator(key)
    frame = evidence_rows({"wave": network.wave.name} | dict(row) for row in rows)
    return Evidence(
        key=key,
        kind=indicator.kind,
        about=indicator.about,
        wave=network.wave.name,
        verdicts=(("", verdicts),) if isinstance(verdicts, str) else tuple(verdicts),
        frame=frame,
        caveats=tuple(dict.fromkeys(caveats)),
        limits=tuple((limits or {}).values()),
    )
