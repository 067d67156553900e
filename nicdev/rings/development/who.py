"""Who said what: groups of the people who answered, and what a report of 2023 found elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.people import NOT_RECORDED, SEVERAL_OF_THESE, organizations_of, roles_on

YEAR = 365.25  # days
CUTS = ("years", "role", "sector")  # in the order in which one is chosen for other editions
# Shreve, McMahon and Nielsen Andrew: shares of the improvers who named an accomplishment, and how
# often commitment was named by those who wrote of what helped and what hindered. Read out beside a
# network's own answers where its params ask for it; nothing is compared with them.
SOURCE = ("Shreve, McMahon & Nielsen Andrew (2023), Improving for Impact and Equity: Voices of the "
          "Improver Community, Carnegie Foundation for the Advancement of Teaching")  # fmt: skip
PUBLISHED = {
    "increased collaboration": 0.78,
    "met an aim": 0.28,
    "changed structures or policies": 0.26,
    "led a successful network": 0.25,
    "scaled a change package": 0.16,
}
NAMED_COMMITMENT = {"numerator": 254, "n": 193}


def published() -> Iterator[dict[str, Any]]:
    """Rows of unit `published` (`value`) and `published_mentions` (`numerator` of `n` people)."""
    for x, value in PUBLISHED.items():
        yield {"part": "published", "label": SOURCE, "unit": "published", "x": x, "value": value}
    yield {"part": "published", "label": SOURCE, "unit": "published_mentions",
           **NAMED_COMMITMENT}  # fmt: skip


def groups(
    network: Network, sheets: pd.DataFrame, limits: Mapping[str, Limit]
) -> Iterator[tuple[str, pd.Series, list[str]]]:
    """Each way to tell sheets apart: its name, the group of each sheet, the groups in order.

    Every sheet is in one group, so that groups add up to all who answered. What is known of nobody
    is left out. Years of improvement work are those when joining and those since.
    """
    day = network.wave.ends_on
    members = sheets["member_id"]
    years = _years(network, members, limits)
    order = [*_classes(limits), NOT_RECORDED]
    roles = roles_on(network, day)
    places = organizations_of(network, roles, day)
    named = sheets[["member_id", "org_id"]].assign(member_id=sheets.index)
    places = pd.concat([_of_sheets(sheets, places), named[named["org_id"].notna()]])
    sector = places.merge(network.table("organizations")[["org_id", "sector"]], on="org_id")
    found = {"years": years, "role": _one(sheets, _of_sheets(sheets, roles), "role"),
             "sector": _one(sheets, sector, "sector")}  # fmt: skip
    for cut in CUTS:
        group = found[cut]
        if (group != NOT_RECORDED).any():
            sizes = group.value_counts().sort_values(ascending=False, kind="stable")
            listed = order if cut == "years" else list(sizes.index)
            yield cut, group, [name for name in listed if name in sizes.index]


def _classes(limits: Mapping[str, Limit]) -> list[str]:
    ends = [int(limits[f"years_{name}"].value) for name in ("some", "many", "most")]
    firsts = [0, *ends]
    return [*(f"{low}-{high - 1}" for low, high in zip(firsts, ends, strict=False)), f"{ends[-1]}+"]


def _years(network: Network, members: pd.Series, limits: Mapping[str, Limit]) -> pd.Series:
    known = network.table("members").set_index("member_id")
    mine = known.reindex(members)
    joined = mine["joined_on"]
    last = network.wave.ends_on
    since = (last - joined).dt.days / YEAR if last is not None else joined.notna() * 0.0
    years = (mine["years_improving"].astype(float) + since.clip(lower=0).fillna(0)).to_numpy()
    ends = [limits[f"years_{name}"].value for name in ("some", "many", "most")]
    names = np.array([*_classes(limits), NOT_RECORDED], dtype=object)
    at = np.where(np.isnan(years), len(names) - 1, np.searchsorted(ends, years, side="right"))
    return pd.Series(names[at], index=members.index)


def _of_sheets(sheets: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    """What is held by members, as held by the sheets that they filled in."""
    mine = sheets["member_id"].dropna().rename_axis("sheet").reset_index()
    merged = mine.merge(held, on="member_id")
    return merged.assign(member_id=merged["sheet"])


def _one(sheets: pd.DataFrame, held: pd.DataFrame, column: str) -> pd.Series:
    """One word for each sheet."""
    inside = held[["member_id", column]].dropna().drop_duplicates()
    count = inside.groupby("member_id")[column].agg(["first", "size"])
    each = count["first"].where(count["size"] == 1, SEVERAL_OF_THESE)
    return each.reindex(sheets.index).fillna(NOT_RECORDED)
