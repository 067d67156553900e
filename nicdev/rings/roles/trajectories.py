"""Ways of taking part from wave to wave, told by rules that anybody can follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE, each_row
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.roles.attended import could_and_came

STATES = ("entering", "core", "steady", "occasional", "leaving", "left")


def flows(network: Network, limits: Mapping[str, Limit]) -> Iterator[dict[str, Any]]:
    """A row for each pair of states in neighbouring waves; none where there is one wave."""
    waves = network.table("waves").sort_values("ends_on")
    waves = waves[waves["ends_on"] <= network.wave.ends_on]
    each = [(wave, states(network, wave, limits)) for wave in each_row(waves)]
    for step, ((before, was), (after, now)) in enumerate(pairwise(each), 1):
        both = pd.concat([was.rename("was"), now.rename("now")], axis=1, join="inner").dropna()
        both = both[~both["was"].isin(["leaving", "left"])]  # who has gone moves no more
        counts = both.value_counts()
        for group in STATES:
            for x in STATES:
                if count := counts.get((group, x), 0):
                    yield {"part": str(step), "relation": before.label, "label": after.label,
                           "group_kind": WHOLE, "unit": "flow", "group": group, "x": x,
                           "numerator": count, "n": len(both),
                           "value": count / len(both)}  # fmt: skip


def states(network: Network, wave: Any, limits: Mapping[str, Limit]) -> pd.Series:
    """The state of each member in a wave, by the first rule that holds; indexed by member.

    Left before it began; left in it; joined in it; else by the number of kinds of meeting of which
    they came to at least `steady_share` of what they could have come to: `core_structures` or more
    (or all there were), one or more, none. Whoever could have come to nothing has no state.
    """
    members = network.table("members").set_index("member_id")
    members = members[members["joined_on"].isna() | (members["joined_on"] <= wave.ends_on)]
    events = network.table("events")
    events = events[events["held_on"].between(wave.starts_on, wave.ends_on)]
    kinds = events.set_index("event_id")["structure"]
    possible, attended = (
        pairs.assign(kind=pairs["event_id"].map(kinds)).groupby(["member_id", "kind"]).size()
        for pairs in could_and_came(network, events)
    )
    often = (
        attended.reindex(possible.index, fill_value=0) / possible >= limits["steady_share"].value
    )
    regular, kinds_open = (often.groupby("member_id").agg(how) for how in ("sum", "size"))
    enough = kinds_open.clip(upper=limits["core_structures"].value)
    found = pd.Series("occasional", index=regular.index, dtype=object)
    found = found.mask(regular >= 1, "steady").mask((regular >= enough) & (enough > 1), "core")
    found = found.reindex(members.index)
    began = network.table("waves")["starts_on"].min() < wave.starts_on
    found = found.mask((members["joined_on"] >= wave.starts_on) & began, "entering")
    found = found.mask(members["left_on"] <= wave.ends_on, "leaving")
    return found.mask(members["left_on"] < wave.starts_on, "left")
