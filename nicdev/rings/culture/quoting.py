"""Quotations: a few words around a word, from texts whose authors let them be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import EDITIONS
from nicdev.measures.words import in_context, readable, sometimes_named, tokens
from nicdev.network import Network
from nicdev.rings.culture.lists import Lists
from nicdev.rings.naming import names_somebody, places

REACH = {"public": "members"}  # of a consent, where it is not the edition of its name
_NOT_QUOTED = re.compile(r"[\d@<>/\\]")
_WRITTEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def quotations(
    network: Network, texts: pd.DataFrame, lists: Lists, around: int, most: int
) -> Iterator[dict[str, Any]]:
    """For each word of the lists at most so many places where it stands, one for each person.

    Left out is what could say who wrote it: a name of the roster, a team or an organisation; a
    word that is written with a capital within a sentence anywhere, or never without one; digits
    and addresses. `n` is how many people use the word that the fewest of them use, among those
    that are quoted, and `responded` how many use the word itself; `group` is how far the
    quotation may go. Lines stand in the order of the alphabet, which is nobody's.
    """
    known = places(network)
    named = sometimes_named(texts["text"])
    every = " ".join(texts["text"].map(readable))
    small = {word.casefold() for word in _WRITTEN.findall(every) if word[0].islower()}
    users = _users(texts)
    for term, spellings in lists.items():
        lines: dict[tuple[str, str], dict[str, Any]] = {}
        using = set()
        for text, source, consent in zip(texts["text"], texts["source"], texts["consent"],
                                         strict=True):  # fmt: skip
            for said in in_context(text, spellings, around):
                using.add(source)
                if _NOT_QUOTED.search(said) or names_somebody(network, known, said):
                    continue
                if any(_may_name(word, named, small) for word in _WRITTEN.findall(said)):
                    continue
                reach = REACH.get(consent, consent)
                line = {"unit": "context", "part": term, "label": said, "group": reach,
                        "n": min(users[word] for word in tokens(said))}  # fmt: skip
                lines.setdefault((source, reach), line)
                break
        # The same words once, as far as any who wrote them let them go.
        farthest = sorted(lines.values(), key=lambda line: EDITIONS.index(line["group"]))
        once = {line["label"]: line for line in farthest}
        chosen = sorted(once.values(), key=lambda line: (-line["n"], line["label"]))[:most]
        for line in sorted(chosen, key=lambda line: str(line["label"]).casefold()):
            yield line | {"responded": len(using)}


def _may_name(word: str, named: frozenset[str], small: set[str]) -> bool:
    """A word with a capital that is one elsewhere too, or is never written without it; not I."""
    plain = word.replace("’", "'").casefold()
    parts = plain.split("'")
    return word[0].isupper() and len(parts[0]) > 1 and (plain in named or plain not in small)


def _users(texts: pd.DataFrame) -> Mapping[str, int]:
    """How many people use each word."""
    found: Counter[str] = Counter()
    for _, some in texts.groupby("source")["text"]:
        found.update({word for text in some for word in tokens(text)})
    return found
