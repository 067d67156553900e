"""Shared narrative: what members and the hub tell, and in which words (pp. 24-25)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import Evidence, each_row
from nicdev.framework import Limit
from nicdev.measures.keyness import keyness
from nicdev.measures.speech import apart, equal_tokens
from nicdev.measures.words import tokens, using
from nicdev.network import Network
from nicdev.rings import seed_for
from nicdev.rings.culture.lists import Lists, lexicon, problem_words, word_list
from nicdev.rings.culture.quoting import quotations
from nicdev.rings.culture.speaking import spoken
from nicdev.rings.culture.story import moments
from nicdev.rings.culture.texts import (
    ELSEWHERE,
    MOTIVES,
    OPEN,
    VOICES,
    agreement,
    by_source,
    cell,
    counted_words,
    places_of,
    texts_of,
)
from nicdev.rings.make import evidence
from nicdev.rings.waves import waves_so_far

TALK = {"problem": "talk of problem", "method": "talk of method",
        "collaboration": "talk of collaboration"}  # fmt: skip
PERSONS = {"we": "words for we", "i": "words for i"}
APART = {"region": "between regions", "organization": "between organizations"}
PLACES = {"region": "by region", "organization": "by organization"}


def themes(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of the texts that were read, how many carry each theme, by whose voice, wave and place.

    One grid a voice, so that no voice can be worked out from a total, and one of members' texts
    by place. A text carries a theme where everybody who read it found it there, and nothing is
    taken for a theme that no reader coded. Units: `cells` counts texts; `people with` and
    `people without` the people behind those that carry it and those that do not (a text without a
    person counts as one); `alpha` is how far those who read the same `n` texts agree.
    """
    key = "culture.narrative.themes"
    read = network.table("codings")
    read = read[(read["unit_kind"] == "document") & ~read["code"].isin(MOTIVES)]
    texts = texts_of(network)
    read = read[read["unit_id"].isin(texts["document_id"])]
    if read.empty:
        return evidence(key, network, [], "no evidence")
    carried = (read["value"] > 0).groupby([read["unit_id"], read["code"]]).min()
    found = carried.rename("carries").reset_index()
    found = found.merge(texts, left_on="unit_id", right_on="document_id")
    rows: list[dict[str, Any]] = []
    for code in sorted(set(found["code"])):
        rows += _grids(network, found[found["code"] == code], code, limits)
    agreed = list(agreement(read))
    caveats = ["themes_no_scale"] if agreed else ["themes_no_scale", "themes_one_reader"]
    low = limits["alpha_tentative"].value
    caveats += ["themes_low_agreement"] if any(row["value"] < low for row in agreed) else []
    return evidence(key, network, [*rows, *agreed], "described", limits=limits, caveats=caveats)


def timeline(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Moments that records date, by month, a part for each kind; what nobody dated is not there."""
    key = "culture.narrative.timeline"
    if not (rows := list(moments(network))):
        return evidence(key, network, [], "no evidence")
    return evidence(key, network, rows, "described", limits=limits, caveats=["timeline_dated"])


def words(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Words used more often by one voice than by the other, and in the last wave than before.

    Parts: `hub and members`, and `now and before`, of members alone; each where enough people
    stand behind both sides. Only texts that members may quote from are read. A word is compared
    where enough people on either side used it, and listed on the side where it is used more often,
    if its whole range lies there. `responded` of `eligible` people of the side used it; `limit`
    is the log-likelihood G2 of two cells. `compared` says how many words were looked at.
    """
    key = "culture.narrative.words"
    texts = texts_of(network)
    texts = texts[texts["consent"].isin(OPEN) & texts["voice"].notna()]
    if texts.empty:
        return evidence(key, network, [], "no evidence")
    rows: list[dict[str, Any]] = []
    for part, sides in _comparisons(network, texts).items():
        people = min(side["source"].nunique() for side in sides.values())
        if people >= limits["word_people"].value:
            rows += _stand_out(network, part, sides, limits)
    return evidence(key, network, rows, "described" if rows else "too little to say",
                    limits=limits, caveats=["words_consent"] if rows else [])  # fmt: skip


def _comparisons(network: Network, texts: pd.DataFrame) -> dict[str, dict[str, pd.DataFrame]]:
    """The sides of each comparison, with their texts."""
    waves = list(waves_so_far(network))
    members = texts[texts["voice"] == "members"]
    return {
        "hub and members": {part: texts[texts["voice"] == voice] for voice, part in VOICES.items()},
        "now and before": {
            "latest wave": members[members["in_wave"] == waves[-1]],
            "earlier waves": members[members["in_wave"].isin(waves[:-1])],
        },
    }


def _stand_out(
    network: Network, part: str, sides: Mapping[str, pd.DataFrame], limits: Mapping[str, Limit]
) -> Iterator[dict[str, Any]]:
    """The words of one comparison that stand out on either side."""
    least = limits["word_people"].value
    found = counted_words(network, pd.concat(sides.values())["text"])
    tables = []
    start = 0
    for side in sides.values():
        tables.append(by_source(found.table[start : start + len(side)], side["source"]))
        start += len(side)
    if not all(table.sum() for table in tables):
        return
    used = [np.bincount(table.indices, minlength=len(found.words)) for table in tables]
    enough = np.maximum(*used) >= least
    yield {"part": part, "unit": "compared", "numerator": int(enough.sum())}
    key = keyness(tables[0], tables[1], limits["word_probability"].value, enough)
    compared = np.array(found.words, dtype=object)[enough]
    for (name, side), table, people, sign in zip(sides.items(), tables, used, (1, -1), strict=True):
        low, high = (key.lower, key.upper) if sign > 0 else (-key.upper, -key.lower)
        frame = pd.DataFrame({"x": compared, "value": sign * key.log_ratio, "lower": low,
                              "upper": high, "limit": key.likelihood,
                              "numerator": table.sum(axis=0)[enough],
                              "responded": people[enough]})  # fmt: skip
        frame = frame[(frame["lower"] > 0) & (frame["responded"] >= least)]
        frame = frame.nlargest(int(limits["word_list"].value), "lower")
        base = {"part": part, "unit": "word", "group": name, "n": len(side),
                "eligible": table.shape[0]}  # fmt: skip
        yield from (base | row._asdict() for row in each_row(frame))


def terms(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of members' texts, how many use each word that the network shares, by wave and by place.

    The words and their spellings are the lexicon of the params, else words of the theory; a text
    counts once for a word, however often it stands there. Units as for `themes`; `list` has the
    spellings.
    """
    key = "culture.narrative.terms"
    texts = _said(network)
    if texts.empty:
        return evidence(key, network, [], "no evidence")
    lists = lexicon(network, int(limits["lexicon_words"].value))
    if not lists:
        return evidence(key, network, [], "no lexicon")
    own = bool(network.study.lexicon)
    rows = list(_by_list(network, texts, lists, limits, labelled=True))
    return evidence(key, network, rows, "described", limits=limits,
                    caveats=["terms_as_written"] + ["terms_from_theory"] * (not own))  # fmt: skip


def talk(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of texts, how many speak of the problem, of method and of working together.

    By whose voice and by wave, and members' by place. A text speaks of something where a word or
    phrase of its list stands in it; a text may speak of all three. Units as for `terms`.
    """
    key = "culture.narrative.talk"
    texts = _said(network, *VOICES)
    if texts.empty:
        return evidence(key, network, [], "no evidence")
    lists = {name: word_list(network, name) for name in ("method", "collaboration")}
    others = {word for name in (*lists, "we", "i") for word in word_list(network, name)}
    most = int(limits["lexicon_words"].value)
    lists = {"problem": problem_words(network, others, most)} | lists
    lists = {TALK[name]: some for name, some in lists.items() if some}
    if not lists:
        return evidence(key, network, [], "no lexicon")
    rows = list(_by_list(network, texts, lists, limits))
    own = "problem" in network.study.word_lists
    return evidence(key, network, rows, "described", limits=limits,
                    caveats=["talk_lists"] + ["talk_problem_words"] * (not own))  # fmt: skip


def pronouns(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of members' texts that use a word for us or for oneself, how many use more of the former.

    By wave, and by place. Units as for `terms`.
    """
    key = "culture.narrative.pronouns"
    texts = _said(network)
    if texts.empty:
        return evidence(key, network, [], "no evidence")
    lists = {named: word_list(network, name) for name, named in PERSONS.items()}
    if not all(lists.values()):
        return evidence(key, network, [], "no lexicon")
    ours, mine = (frozenset(map(str.casefold, some)) for some in lists.values())
    found = [tokens(text) for text in texts["text"]]
    we, i = ([sum(word in some for word in text) for text in found] for some in (ours, mine))
    texts = texts.assign(carries=[a > b for a, b in zip(we, i, strict=True)])
    texts = texts[[a + b > 0 for a, b in zip(we, i, strict=True)]]
    rows = [*_grids(network, texts, "more of we", limits), *_listed(lists)]
    return evidence(key, network, rows, "described" if len(texts) else "too little to say",
                    limits=limits, caveats=["pronouns_rough"])  # fmt: skip


def in_context(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Where the words that the network shares stand in members' texts, with a few words around.

    Unit `context`: `part` = the word, `label` = the quotation, `group` = how far it may go by its
    author's consent; `n` and `responded` as `quotations` has them.
    """
    key = "culture.narrative.in_context"
    texts = _said(network)
    if texts.empty:
        return evidence(key, network, [], "no evidence")
    lists = lexicon(network, int(limits["lexicon_words"].value))
    if not lists:
        return evidence(key, network, [], "no lexicon")
    rows = list(quotations(network, texts, lists, int(limits["context_words"].value),
                           int(limits["context_lines"].value)))  # fmt: skip
    return evidence(key, network, rows, "described" if rows else "too little to say",
                    limits=limits, caveats=["context_consent"] if rows else [])  # fmt: skip


def convergence(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How far members of different organisations are apart in the words that they use, by wave.

    Unit `apart`, a row a wave: `value` is the mean Jensen-Shannon divergence of pairs of
    organisations, on as many words of each at each wave; `lower` and `upper` what it would be by
    chance; `numerator` places, `n` speakers, `responded` speakers of the smallest, `limit` words.
    Unit `closer`: what became of it beyond chance, from the first wave to the last.
    """
    key = "culture.narrative.convergence"
    texts = _said(network)
    if texts.empty:
        return evidence(key, network, [], "no evidence")
    kind, times = spoken(network, texts, limits["speakers"].value)
    times = {wave: times[wave] for wave in waves_so_far(network) if wave in times}
    length = equal_tokens(list(times.values())) if times else 0
    if length < limits["speech_words"].value:
        return evidence(key, network, [], "too little to say", limits=limits)
    random = np.random.default_rng(seed_for(network, key))
    found, closer = apart(list(times.values()), int(limits["speech_draws"].value),
                          limits["speech_probability"].value, random)  # fmt: skip
    rows: list[dict[str, Any]] = []
    headings = waves_so_far(network)
    for wave, one in zip(times, found, strict=True):
        sizes = np.bincount(times[wave].group)
        rows.append({"part": APART[kind], "unit": "apart", "x": headings[wave], "value": one.value,
                     "lower": one.lower, "upper": one.upper, "limit": length,
                     "numerator": len(sizes), "n": sizes.sum(),
                     "responded": sizes.min()})  # fmt: skip
    verdict = "described"
    if closer:
        rows.append({"part": APART[kind], "unit": "closer", "value": closer.value,
                     "lower": closer.lower, "upper": closer.upper})  # fmt: skip
        verdict = ("lower" if closer.value < closer.lower else
                   "higher" if closer.value > closer.upper else "about the same")  # fmt: skip
    return evidence(key, network, rows, verdict, limits=limits, caveats=["speech_same_words"])


def _said(network: Network, *voices: str) -> pd.DataFrame:
    """Texts of these voices (of members, if none is named) from the waves so far."""
    texts = texts_of(network)
    whose = texts["voice"].isin(voices or ("members",))
    return texts[whose & texts["in_wave"].isin(waves_so_far(network))]


def _by_list(
    network: Network,
    texts: pd.DataFrame,
    lists: Lists,
    limits: Mapping[str, Limit],
    *,
    labelled: bool = False,
) -> Iterator[dict[str, Any]]:
    for name, spellings in lists.items():
        found = texts.assign(carries=using(texts["text"], spellings))
        yield from _grids(network, found, name, limits, label=name if labelled else "")
    yield from _listed(lists)


def _listed(lists: Lists) -> Iterator[dict[str, Any]]:
    """The words that were looked for, for everybody to see."""
    for name, spellings in lists.items():
        yield {"unit": "list", "group": name, "label": "; ".join(spellings)}


def _grids(
    network: Network, texts: pd.DataFrame, name: str, limits: Mapping[str, Limit], label: str = ""
) -> Iterator[dict[str, Any]]:
    """One row of each grid: by wave for each voice, so that no voice can be worked out from a
    total; and of members' texts by place, of this wave alone, so that one brief taken from the
    next leaves nobody's texts over."""
    for voice, part in VOICES.items():
        mine = texts[texts["voice"] == voice]
        for wave, heading in waves_so_far(network).items():
            some = mine[mine["in_wave"] == wave]
            base = {"part": part, "group": name, "label": label, "x": heading}
            yield from cell(base, some) if len(some) else ()
    mine = texts[(texts["voice"] == "members") & (texts["in_wave"] == network.wave.name)]
    kind, places = places_of(network, mine, limits["word_people"].value)
    names = sorted(set(places) - {ELSEWHERE})
    if len(names) > 1:
        for place in [*names, *({ELSEWHERE} & set(places))]:
            base = {"part": PLACES[kind], "group_kind": kind, "group": name, "label": label,
                    "x": place}  # fmt: skip
            yield from cell(base, mine[places == place])
