"""Keyness: which words are used more often on one side than on the other, and two other weights."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from nicdev.errors import NicdevError, Problem

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Keyness:
    """How many times as often a word is used on one side; logarithms to base two.

    `likelihood` is the log-likelihood G2 of `log_likelihood`, without a sign.
    """

    log_ratio: Numbers
    lower: Numbers
    upper: Numbers
    likelihood: Numbers


def keyness(
    one: csr_array, other: csr_array, probability: float, among: npt.NDArray[np.bool_] | None = None
) -> Keyness:
    """The log ratio of each word's share of all words on two sides, with an interval, and G2.

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
        the same columns in the same order; at least one word on each side
    probability : with which all intervals together hold their value, between 0 and 1
    among : the columns that are compared, in whose order the answer is; all where None. The other
        words count among all words of a side

    Checked against base R (tests/golden/words.R) for ratios, intervals and G2.
    """
    if not 0 < probability < 1 or one.shape[1] != other.shape[1]:
        raise NicdevError(
            [Problem("wrong_shape", "", "two tables of words that do not match, or no probability",
                     "the same words on both sides and a number between 0 and 1", "Correct it.")]
        )  # fmt: skip
    from scipy.stats import beta

    some = np.ones(one.shape[1], dtype=bool) if among is None else among
    all_first, all_second = float(one.sum()), float(other.sum())
    effect = np.maximum(_design_effect(one, some), _design_effect(other, some))
    first, second = (_uses(side)[some] for side in (one, other))
    tail = (1 - probability) / (2 * max(int(some.sum()), 1))
    shares = [beta.ppf(q, first / effect + 0.5, second / effect + 0.5) for q in (tail, 1 - tail)]
    scale = np.log2(all_second / all_first)
    with np.errstate(divide="ignore"):
        lower, upper = (np.log2(share) - np.log2(1 - share) + scale for share in shares)
    ratio = np.log2((first + 0.5) / (second + 0.5)) + np.log2(
        (all_second + 0.5) / (all_first + 0.5)
    )
    return Keyness(
        ratio,
        np.where(first > 0, lower, np.nan),
        np.where(second > 0, upper, np.nan),
        log_likelihood(first, second, all_first, all_second),
    )


def log_likelihood(first: Numbers, second: Numbers, all_first: float, all_second: float) -> Numbers:
    """G2 of a word's uses on two sides: twice the sum of O ln(O / E) over the word's two cells.

    The variant of Rayson and Garside (2000, Comparing corpora using frequency profiling): cells
    for all the other words are left out, as in most programs for keyness; Dunning's (1993) has
    four cells and is a little larger. 0 for a word that is used nowhere. Not a test here: words
    come in bundles by person, so that no probability goes with it.

    Parameters
    ----------
    first, second : uses of each word on either side
    all_first, all_second : all words of a side, above 0
    """
    share = (first + second) / (all_first + all_second)
    found = np.zeros(len(first))
    for uses, everything in ((first, all_first), (second, all_second)):
        there = uses > 0
        found[there] += uses[there] * np.log(uses[there] / (everything * share[there]))
    result: Numbers = np.maximum(2 * found, 0.0)
    return result


def tf_idf(counts: csr_array) -> csr_array:
    """How far each word marks out each text: its share of the text times ln(texts / texts with it).

    Natural logarithm and nothing added, as `tidytext::bind_tf_idf`; 0 for a word of all texts, and
    a text without a word has none.

    Parameters
    ----------
    counts : a row for each text, a column for each word; every word stands in some text
    """
    length = counts.sum(axis=1)
    share = np.divide(1.0, length, out=np.zeros(len(length)), where=length > 0)
    texts = np.bincount(counts.indices, minlength=counts.shape[1])
    weight = np.log(counts.shape[0] / np.maximum(texts, 1))
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    values = counts.data * share[rows] * weight[counts.indices]
    return type(counts)((values, counts.indices, counts.indptr), shape=counts.shape)


def jaccard(one: Collection[str], other: Collection[str]) -> float:
    """The words that two vocabularies share, of all words of either; NaN where both are empty."""
    first, second = set(one), set(other)
    either = first | second
    return len(first & second) / len(either) if either else float("nan")


def _uses(counts: csr_array) -> Numbers:
    return np.bincount(counts.indices, counts.data, minlength=counts.shape[1]).astype(float)


def _design_effect(counts: csr_array, some: npt.NDArray[np.bool_]) -> Numbers:
    """How many times as much each word's uses vary over sources as independent uses would.

    The sum over sources of (c - t p)^2 is that of c^2 less 2 p t c plus p^2 t^2: cells with
    nothing in them are not gone through.
    """
    sources = counts.shape[0]
    uses = _uses(counts)
    if sources < 2 or not uses.sum():
        return np.ones(int(some.sum()))
    of_source = counts.sum(axis=1)
    share = uses / uses.sum()
    rows = np.repeat(of_source, np.diff(counts.indptr))
    squares = np.bincount(counts.indices, counts.data**2, minlength=len(uses))
    crossed = np.bincount(counts.indices, counts.data * rows, minlength=len(uses))
    off = squares - 2 * share * crossed + share**2 * (of_source**2).sum()
    varies = sources / (sources - 1) * np.maximum(off, 0.0)
    effect: Numbers = np.maximum(varies / np.maximum(uses, 1), 1)
    return effect[some]
