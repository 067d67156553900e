"""Lists of words: those that a network named in its settings, and those taken from its theory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import numpy as np

from nicdev.framework import framework
from nicdev.measures.keyness import tf_idf
from nicdev.network import Network
from nicdev.rings.culture.texts import counted_words
from nicdev.rings.work import newest_theory

Lists = Mapping[str, tuple[str, ...]]


def word_list(network: Network, name: str) -> tuple[str, ...]:
    """The network's own list of this name, else the framework's for its language, else none."""
    if name in network.study.word_lists:
        return network.study.word_lists[name]
    return framework().word_lists.get(network.study.language, {}).get(name, ())


def lexicon(network: Network, most: int) -> Lists:
    """Words that the network shares, with their spellings: its own list, else its theory's words.

    Of the newest driver diagram at most so many words that mark out its boxes most (tf-idf of the
    boxes, summed).
    """
    if network.study.lexicon:
        return network.study.lexicon
    found = _marking(network, newest_theory(network)["text"].dropna())
    return {word: (word,) for word in found[:most]}


def problem_words(network: Network, others: Collection[str], most: int) -> tuple[str, ...]:
    """What the problem is talked of in: the network's own list, else words of aim and drivers.

    At most so many, as for `lexicon`; none of `others`, the words of other lists.
    """
    if own := word_list(network, "problem"):
        return own
    theory = newest_theory(network)
    found = _marking(network, theory.loc[theory["kind"] != "change idea", "text"].dropna())
    return tuple(word for word in found if word not in others)[:most]


def _marking(network: Network, texts: Iterable[str]) -> list[str]:
    """Words that mark out texts from one another, those that do so most first."""
    found = counted_words(network, texts)
    weights = np.asarray(tf_idf(found.table).sum(axis=0))
    order = np.argsort(-weights, kind="stable")
    return [found.words[at] for at in order if weights[at] > 0]
