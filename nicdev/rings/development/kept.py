"""Why a number differs from the one that was kept: other data, another method, other settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nicdev.evidence import Kept, headline
from nicdev.network import Network

DATA, METHOD, SETTING, UNKNOWN = "other_data", "other_method", "other_setting", "not_noted"


def differences(network: Network, key: str) -> Iterator[dict[str, Any]]:
    """What changed since the evidence of this wave was kept; nothing where it says the same.

    Units: `why` (`part` = indicator, `group` = kind of change, `x` = table or setting; of a table
    `n` rows then and `numerator` now, of a setting `relation` then and `view` now, of the method
    the versions of nicdev) and `was` (`value` = the number that stands for it now, `limit` = then).
    """
    kept = network.kept(key) if network.kept else None
    if kept is None:
        return
    base = {"wave": network.wave.name, "label": network.wave.label, "part": key,
            "group_kind": "why"}  # fmt: skip
    found = list(_found(kept))
    for row in found or [{"group": UNKNOWN}]:
        yield base | {"unit": "why"} | row
    then, now = (headline(e.rows) for e in (kept.evidence, network.evidence(key)))
    if len(then) and len(now):
        yield base | {"unit": "was", "value": now["value"].iloc[0], "limit": then["value"].iloc[0],
                      "n": now["n"].iloc[0]}  # fmt: skip


def _found(kept: Kept) -> Iterator[dict[str, Any]]:
    then, now = kept.then, kept.now
    for name in sorted({*then.tables, *now.tables}):
        before, after = (basis.tables.get(name, (0, "")) for basis in (then, now))
        if before != after:
            yield {"group": DATA, "x": name, "n": before[0], "numerator": after[0]}
    for name in sorted({*then.settings, *now.settings}):
        before_, after_ = (basis.settings.get(name, "") for basis in (then, now))
        if before_ != after_:
            yield {"group": SETTING, "x": name, "relation": before_, "view": after_}
    if (then.method, then.version) != (now.method, now.version):
        yield {"group": METHOD, "x": METHOD, "relation": then.version, "view": now.version}
