"""Words: which are there in a text, and which are used more often on one side than on the other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from nicdev.errors import NicdevError, Problem

if TYPE_CHECKING:
    import pandas as pd

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDS = re.compile(r"[.!?:…\"“”»«(]\s*$|\n\s*$|^\s*$")  # what a sentence begins after
SHORTEST = 2  # letters


Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Keyness:
    """How many times as often a word is used on one side; logarithms to base two."""

    log_ratio: Numbers
    lower: Numbers
    upper: Numbers


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


def using(texts: Iterable[str], spellings: Iterable[str]) -> list[bool]:
    """Whether each text holds one of these words or phrases.

    Whole words are looked for, whatever their case: ``chart`` is in *Chart* and in *the chart's*,
    and not in *charts*. Any blanks stand for any others.

    Parameters
    ----------
    spellings : at least one; each with a letter or a digit
    """
    words = "|".join(r"\s+".join(map(re.escape, _folded(one).split())) for one in spellings)
    found = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    return [found.search(_folded(text)) is not None for text in texts]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("’", "'").casefold()


def keyness(one: pd.DataFrame, other: pd.DataFrame, probability: float) -> Keyness:
    """The log ratio of each word's share of all words on two sides, with an interval.

    A half is added to the counts of a word, so that a word that is absent on one side has a ratio
    (Hardie's log ratio). Given how often a word is used at all, its uses on one side are binomial:
    Jeffreys' interval, turned into one for the ratio. The words of one person or text hang
    together, so counts are first divided by how much more they vary over sources than chance
    would have it (the design effect; the larger of the two sides, and never below one). The
    interval is widened for the number of words that are compared (Bonferroni). An end is NaN
    where a word is absent on one side: the ratio is then not bounded that way.

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
    from scipy.stats import beta

    counts = [side.to_numpy(dtype=float) for side in (one, other)]
    (first, second), (all_first, all_second) = (
        [side.sum(axis=0) for side in counts],
        [side.sum() for side in counts],
    )
    tail = (1 - probability) / (2 * max(one.shape[1], 1))
    effect = np.maximum(*(_design_effect(side) for side in counts))
    shares = [beta.ppf(q, first / effect + 0.5, second / effect + 0.5) for q in (tail, 1 - tail)]
    scale = np.log2(all_second / all_first)
    with np.errstate(divide="ignore"):
        lower, upper = (np.log2(share) - np.log2(1 - share) + scale for share in shares)
    ratio = np.log2((first + 0.5) / (second + 0.5)) + np.log2(
        (all_second + 0.5) / (all_first + 0.5)
    )
    return Keyness(ratio, np.where(first > 0, lower, np.nan), np.where(second > 0, upper, np.nan))


def _design_effect(counts: Numbers) -> Numbers:
    """How many times as much each word's uses vary over sources as independent uses would."""
    uses, sources = counts.sum(axis=0), len(counts)
    if sources < 2:
        return np.ones_like(uses)
    off = counts - np.outer(counts.sum(axis=1), uses / counts.sum())
    varies = sources / (sources - 1) * (off**2).sum(axis=0)
    effect: Numbers = np.maximum(varies / np.maximum(uses, 1), 1)
    return effect
