"""Words: which are there in a text, and which are used more often on one side than on the other."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from nicdev.errors import NicdevError, Problem

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDS = re.compile(r"[.!?:…\"“”»«(]\s*$|\n\s*$|^\s*$")  # what a sentence begins after
SHORTEST = 2  # letters


@dataclass(frozen=True)
class Keyness:
    """How many times as often a word is used on one side; logarithms to base two."""

    log_ratio: np.ndarray
    lower: np.ndarray
    upper: np.ndarray


def words_of(text: str, left_out: Container[str] = frozenset()) -> list[str]:
    """The words of a text in lower case, without numbers, letters that stand alone and names.

    A word with a capital within a sentence is taken for a name and left out; at its beginning a
    word says nothing of the kind. `left_out` are words not to be counted, in lower case.
    """
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        plain = word.replace("’", "'").casefold()
        begins = _ENDS.search(text[max(match.start() - 4, 0) : match.start()]) is not None
        named = word[:1].isupper() and not begins
        if len(plain) >= SHORTEST and not named and plain not in left_out:
            found.append(plain)
    return found


def sometimes_named(texts: Iterator[str]) -> frozenset[str]:
    """Words that stand with a capital within a sentence somewhere: names, in lower case."""
    found = set()
    for text in texts:
        for match in _WORD.finditer(text):
            before = text[max(match.start() - 4, 0) : match.start()]
            if match.group()[:1].isupper() and not _ENDS.search(before):
                found.add(match.group().replace("’", "'").casefold())
    return frozenset(found)


def keyness(one: pd.DataFrame, other: pd.DataFrame, probability: float) -> Keyness:
    """The log ratio of each word's share of all words on two sides, with an interval.

    A half is added to the counts of a word, so that a word that is absent on one side has a ratio
    (Hardie's log ratio, as in Haldane's correction). The words of one person or text hang
    together: the variance of each log share is that of a ratio of sums over sources, or that of a
    Poisson count where this is larger. The interval is widened for the number of words that are
    compared (Bonferroni).

    Parameters
    ----------
    one, other : a row for each source of a side, a column for each word, and counts in the cells;
        the same columns in the same order
    probability : with which all intervals together hold their value, between 0 and 1
    """
    if not 0 < probability < 1 or list(one) != list(other):
        raise NicdevError(
            [Problem("wrong_shape", "", "two tables of words that do not match, or no probability",
                     "the same words on both sides and a number between 0 and 1", "Correct it.")]
        )  # fmt: skip
    ratio = np.log(_share(one)) - np.log(_share(other))
    width = NormalDist().inv_cdf(1 - (1 - probability) / (2 * max(one.shape[1], 1)))
    reach = width * np.sqrt(_variance(one) + _variance(other))
    return Keyness(*(found / np.log(2) for found in (ratio, ratio - reach, ratio + reach)))


def _share(side: pd.DataFrame) -> np.ndarray:
    counts = side.to_numpy(dtype=float)
    return (counts.sum(axis=0) + 0.5) / (counts.sum() + 0.5)


def _variance(side: pd.DataFrame) -> np.ndarray:
    """Of the logarithm of each word's share."""
    counts = side.to_numpy(dtype=float)
    uses, sources = counts.sum(axis=0), len(counts)
    poisson = 1 / (uses + 0.5)
    if sources < 2:
        return poisson
    off = counts - np.outer(counts.sum(axis=1), uses / counts.sum())
    clustered = sources / (sources - 1) * (off**2).sum(axis=0) / (uses + 0.5) ** 2
    return np.maximum(poisson, clustered)
