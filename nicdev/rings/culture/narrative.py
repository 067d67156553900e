"""Shared narrative: what members and the hub tell, and in which words (pp. 24-25)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import Evidence, each_row
from nicdev.framework import Limit, framework
from nicdev.measures.coding import krippendorff_nominal
from nicdev.measures.words import keyness, sometimes_named, using, words_of
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.people import hub_members
from nicdev.rings.waves import waves_so_far

VOICES = {"members": "texts of members", "hub": "texts of hub"}
OPEN = ("members", "public")  # consent without which no word of a text is listed for others


def themes(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of the texts that were read, how many carry each theme, by whose voice and by wave.

    One grid a voice, so that no voice can be worked out from a total. A text carries a theme
    where everybody who read it found it there. Units: `cells` counts texts; `people with` and
    `people without` the people behind those that carry it and those that do not (a text without a
    person counts as one); `alpha` is how far those who read the same `n` texts agree.
    """
    key = "culture.narrative.themes"
    read = network.table("codings")
    read = read[read["unit_kind"] == "document"]
    texts = _texts(network)
    read = read[read["unit_id"].isin(texts["document_id"])]
    if read.empty:
        return evidence(key, network, [], "no evidence")
    carried = (read["value"] > 0).groupby([read["unit_id"], read["code"]]).min()
    found = carried.rename("carries").reset_index()
    found = found.merge(texts, left_on="unit_id", right_on="document_id")
    rows: list[dict[str, Any]] = []
    for voice, part in VOICES.items():
        mine = found[found["voice"] == voice]
        for code in dict.fromkeys(sorted(mine["code"])):
            for wave, label in waves_so_far(network).items():
                some = mine[(mine["code"] == code) & (mine["in_wave"] == wave)]
                base = {"part": part, "group": code, "x": label}
                if len(some):
                    rows += _cell(base, some)
    agreed = list(_agreement(read))
    caveats = ["themes_no_scale"] if agreed else ["themes_no_scale", "themes_one_reader"]
    return evidence(key, network, [*rows, *agreed], "described", limits=limits, caveats=caveats)


def _texts(network: Network) -> pd.DataFrame:
    """Documents with whose voice they are, in which wave, and who is behind them."""
    texts = network.table("documents")
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


def _cell(base: Mapping[str, Any], some: pd.DataFrame) -> Iterator[dict[str, Any]]:
    carrying, rest = some[some["carries"]], some[~some["carries"]]
    yield {**base, "unit": "cells", "numerator": len(carrying), "n": len(some),
           "value": len(carrying) / len(some)}  # fmt: skip
    people = some["source"].nunique()
    yield {**base, "unit": "people with", "numerator": carrying["source"].nunique(), "n": people}
    yield {**base, "unit": "people without", "numerator": rest["source"].nunique(), "n": people}


def _agreement(read: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for code, some in (read.assign(there=read["value"] > 0)).groupby("code"):
        wide = some.pivot_table(index="unit_id", columns="coder", values="there", aggfunc="max")
        twice = wide[wide.notna().sum(axis=1) >= 2].astype("float64")
        if len(twice):
            yield {"unit": "alpha", "group": code, "value": krippendorff_nominal(twice),
                   "n": len(twice)}  # fmt: skip


def words(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Words used more often by one voice than by the other, or in the last wave than before.

    Voices are compared where enough people stand behind both; else members' texts of the latest
    wave with those of earlier ones. Only texts that members may quote from are read. A word is
    compared where enough people on either side used it, and listed on the side where it is used
    more often, if its whole range lies there. `responded` of `eligible` people of the side used it.
    `compared` says how many words were looked at.
    """
    key = "culture.narrative.words"
    texts = _texts(network)
    texts = texts[texts["consent"].isin(OPEN) & texts["voice"].notna()]
    if texts.empty:
        return evidence(key, network, [], "no evidence")
    least = limits["word_people"].value
    sides = _sides(network, texts, least)
    if not sides:
        return evidence(key, network, [], "too little to say", limits=limits)
    counts = _counts(
        network, texts[texts["document_id"].isin(pd.concat(sides.values())["document_id"])]
    )
    tables = {name: counts.loc[side["document_id"]].groupby(side["source"].to_numpy()).sum()
              for name, side in sides.items()}  # fmt: skip
    used = {name: (table > 0).sum() for name, table in tables.items()}
    enough = pd.concat(used, axis=1).max(axis=1) >= least
    compared = {name: table.loc[:, enough] for name, table in tables.items()}
    (one, first), (other, second) = compared.items()
    found = keyness(first, second, limits["word_probability"].value)
    rows: list[dict[str, Any]] = [{"unit": "compared", "numerator": int(enough.sum())}]
    for name, table, sign in ((one, first, 1), (other, second, -1)):
        low, high = (found.lower, found.upper) if sign > 0 else (-found.upper, -found.lower)
        frame = pd.DataFrame({"x": table.columns, "value": sign * found.log_ratio, "lower": low,
                              "upper": high, "numerator": table.sum().to_numpy(),
                              "responded": used[name][table.columns].to_numpy()})  # fmt: skip
        frame = frame[(frame["lower"] > 0) & (frame["responded"] >= least)]
        frame = frame.nlargest(int(limits["word_list"].value), "lower")
        base = {"unit": "word", "group": name, "n": len(sides[name]), "eligible": len(table)}
        rows += [base | row._asdict() for row in each_row(frame)]
    return evidence(key, network, rows, "described", limits=limits, caveats=["words_consent"])


def terms(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of members' texts, how many use each word that the network shares, by wave.

    The words and their spellings are the lexicon of the params; a text counts once for a word,
    however often it stands there. Units as for `themes`.
    """
    key = "culture.narrative.terms"
    texts = _texts(network)
    texts = texts[(texts["voice"] == "members") & texts["in_wave"].isin(waves_so_far(network))]
    if texts.empty:
        return evidence(key, network, [], "no evidence")
    if not network.study.lexicon:
        return evidence(key, network, [], "no lexicon")
    rows: list[dict[str, Any]] = []
    for term, spellings in network.study.lexicon.items():
        found = texts.assign(carries=using(texts["text"], spellings))
        for wave, label in waves_so_far(network).items():
            some = found[found["in_wave"] == wave]
            base = {"part": VOICES["members"], "group": term, "label": term, "x": label}
            rows += _cell(base, some) if len(some) else []
    return evidence(key, network, rows, "described", limits=limits, caveats=["terms_as_written"])


def _sides(network: Network, texts: pd.DataFrame, least: float) -> dict[str, pd.DataFrame]:
    """The two sides that have enough people; none where there are none."""
    waves = list(waves_so_far(network))
    members = texts[texts["voice"] == "members"]
    now = members["in_wave"] == waves[-1]
    for sides in (
        {part: texts[texts["voice"] == voice] for voice, part in VOICES.items()},
        {
            "latest wave": members[now],
            "earlier waves": members[members["in_wave"].isin(waves[:-1])],
        },
    ):
        if all(side["source"].nunique() >= least for side in sides.values()):
            return sides
    return {}


def _counts(network: Network, texts: pd.DataFrame) -> pd.DataFrame:
    """A row a document, a column a word, without names and words that mean nothing alone."""
    named = sometimes_named(iter(texts["text"]))
    out = framework().stop_words.get(network.study.language, frozenset()) | named
    out |= {word.casefold() for word in network.study.stop_words}
    pairs = [
        (document, word)
        for document, text in zip(texts["document_id"], texts["text"], strict=True)
        for word in words_of(text, out)
    ]
    long = pd.DataFrame(pairs, columns=["document", "word"])
    counts = pd.crosstab(long["document"], long["word"])
    counts = counts.loc[:, [not network.roster.find(word.title()) for word in counts.columns]]
    return counts.reindex(texts["document_id"], fill_value=0)
