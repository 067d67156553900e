"""Texts: whose they are, from when and from where, and how many of them say something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from nicdev.evidence import each_row
from nicdev.framework import framework
from nicdev.measures.coding import krippendorff_nominal
from nicdev.measures.words import Counted, counted, sometimes_named
from nicdev.network import Network
from nicdev.rings.people import (
    NOT_RECORDED,
    SEVERAL_OF_THESE,
    hub_members,
    organizations_of,
    region_of,
    roles_on,
)

VOICES = {"members": "texts of members", "hub": "texts of hub"}
ELSEWHERE = "other places"  # with few people, or not known
# Codes for what people say that they take part for; they are no themes of a story.
MOTIVES = ("for my classroom", "for our field")
OPEN = ("members", "public")  # consent without which no word of a text is listed for others


def texts_of(network: Network) -> pd.DataFrame:
    """Documents with whose voice they are, in which wave, and who is behind them.

    A text without a person counts as one person of its own. Texts without a letter are left out.
    """
    texts = network.table("documents")
    texts = texts[texts["text"].fillna("").str.contains(r"[^\W\d_]", regex=True)]
    hub = hub_members(network, network.wave.ends_on)
    by_person = texts["member_id"].isin(hub).map({True: "hub", False: "members"})
    said = texts["voice"].map({"hub": "hub", "member": "members"})
    return texts.assign(
        voice=by_person.where(texts["member_id"].notna(), said),
        in_wave=texts["wave"].fillna(_wave_of(network, texts["on"])),
        source=texts["member_id"].fillna(texts["document_id"]),
    )


def _wave_of(network: Network, days: pd.Series) -> pd.Series:
    """The wave that a day lies in; none where it lies between two."""
    found = pd.Series(pd.NA, index=days.index, dtype="str")
    if network.wave.ends_on is None:
        return found.fillna(network.wave.name)
    for wave in each_row(network.table("waves")):
        found[days.between(wave.starts_on, wave.ends_on)] = wave.wave
    return found


def cell(base: Mapping[str, Any], some: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Of some texts, how many have what the column `carries` says, and how many people are behind
    those that have it and those that do not."""
    carrying, rest = some[some["carries"]], some[~some["carries"]]
    yield {**base, "unit": "cells", "numerator": len(carrying), "n": len(some),
           "value": len(carrying) / len(some)}  # fmt: skip
    people = some["source"].nunique()
    yield {**base, "unit": "people with", "numerator": carrying["source"].nunique(), "n": people}
    yield {**base, "unit": "people without", "numerator": rest["source"].nunique(), "n": people}


def agreement(read: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """How far those who read the same texts agree on each code, and on how many texts."""
    for code, some in (read.assign(there=read["value"] > 0)).groupby("code"):
        wide = some.pivot_table(index="unit_id", columns="coder", values="there", aggfunc="max")
        twice = wide[wide.notna().sum(axis=1) >= 2].astype("float64")
        if len(twice):
            yield {"unit": "alpha", "group": code, "value": krippendorff_nominal(twice),
                   "n": len(twice)}  # fmt: skip


def counted_words(network: Network, texts: Iterable[str]) -> Counted:
    """Words of texts, without names and words that mean nothing alone."""
    texts = list(texts)
    out = set(framework().stop_words.get(network.study.language, frozenset()))
    out |= {word.casefold() for word in network.study.stop_words}
    if network.study.names_by_capitals:
        out |= sometimes_named(texts)
    all_ = counted(texts, out)
    kept = [at for at, word in enumerate(all_.words) if not network.roster.find(word.title())]
    table = all_.table[:, np.array(kept, dtype=int)]
    return Counted(tuple(all_.words[at] for at in kept), table)


def by_source(counts: csr_array, source: pd.Series) -> csr_array:
    """A row for each person behind some texts: the sum of theirs."""
    who, names = pd.factorize(source)
    ones = np.ones(len(who))
    total = csr_array((ones, (who, np.arange(len(who)))), shape=(len(names), len(who))) @ counts
    return csr_array(total)


def places_of(
    network: Network, texts: pd.DataFrame, least: float, kind: str = ""
) -> tuple[str, pd.Series]:
    """Which kind of place texts are sorted by, and the place of each.

    The region of whoever wrote or said it where the network knows two or more, else their
    organisation; or the `kind` that is asked for. Places with fewer people than `least`, and texts
    that belong to no one place, are one group.
    """
    day = network.wave.ends_on
    region = region_of(network, texts["member_id"].dropna(), day)
    region = region[~region.isin([SEVERAL_OF_THESE, NOT_RECORDED])]
    kind = kind or ("region" if region.nunique() > 1 else "organization")
    place = region if kind == "region" else _organization_of(network, day)
    found = texts["member_id"].map(place.to_dict()).astype("str")
    size = texts.groupby(found)["source"].nunique()
    return kind, found.where(found.isin(size.index[size >= least])).fillna(ELSEWHERE)


def _organization_of(network: Network, day: pd.Timestamp | None) -> pd.Series:
    """The name of the one organisation of a member; missing where they belong to several."""
    where = organizations_of(network, roles_on(network, day), day).drop_duplicates()
    count = where.groupby("member_id")["org_id"].agg(["first", "size"])
    names = network.table("organizations").set_index("org_id")["name"]
    return count["first"].where(count["size"] == 1).map(names)
