"""Keyness of a million words in 20,000 texts: ours, and scikit-learn's CountVectorizer.

Ours cuts the texts into words by the rule for any language, counts them, and works out log-ratio,
interval and log-likelihood of every word; theirs cuts and counts alone. Every round runs both in
turn; printed are medians of the ratio of ours to theirs within a round, at most 3. The counts are
compared first, of words on which both rules agree. What dealing speakers by lot costs is timed
apart, for it is no part of keyness.

    python benchmarks/words.py [WORDS] [TEXTS] [ROUNDS]
"""

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import CountVectorizer

from nicdev.measures.keyness import keyness
from nicdev.measures.speech import Spoken, apart
from nicdev.measures.words import counted

MOST = 3.0
LETTERS = np.array(list("abcdefghijklmnoprstuvwyé"))
SENTENCE = 12  # words


def made(words: int, texts: int) -> list[str]:
    """Texts of words that are as unevenly frequent as in a language, with capitals, marks, dots."""
    random = np.random.default_rng(1)
    vocabulary = ["".join(random.choice(LETTERS, random.integers(2, 11))) for _ in range(20_000)]
    ranks = np.minimum(random.zipf(1.25, words), len(vocabulary)) - 1
    said = [vocabulary[rank] for rank in ranks]
    for at in range(0, words, SENTENCE):
        said[at] = said[at].capitalize()
        said[min(at + SENTENCE, words) - 1] += "."
    ends = np.sort(random.choice(np.arange(1, words), texts - 1, replace=False))
    return [" ".join(said[a:b]) for a, b in zip([0, *ends], [*ends, words], strict=True)]


def ours(texts: list[str]) -> object:
    """The first half of the texts beside the second."""
    found = counted(texts)
    half = len(texts) // 2
    return keyness(found.table[:half], found.table[half:], 0.95)


def theirs(texts: list[str]) -> csr_array:
    """Counts alone."""
    return csr_array(CountVectorizer().fit_transform(texts))


def by_lot(texts: list[str]) -> object:
    """Speakers of ten places at two waves, dealt by lot 199 times."""
    table = counted(texts).table
    words = [np.repeat(table[[at]].indices, table[[at]].data.astype(int)) for at in range(200)]
    places = np.arange(100) % 10
    times = [Spoken(words[:100], places), Spoken(words[100:], places)]
    return apart(times, 199, 0.95, np.random.default_rng(1))


def same_counts(texts: list[str]) -> bool:
    """Whether both count the same, word by word."""
    found, vectorizer = counted(texts), CountVectorizer()
    table = csr_array(vectorizer.fit_transform(texts))
    order = [vectorizer.vocabulary_[word] for word in found.words]
    return len(order) == table.shape[1] and abs(found.table - table[:, order]).max() == 0


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(words: int = 1_000_000, texts: int = 20_000, rounds: int = 7) -> None:
    """Compare the counts, then the times."""
    said = made(words, texts)
    if not same_counts(said):
        raise SystemExit("the counts differ")
    times = [(seconds(lambda: ours(said)), seconds(lambda: theirs(said))) for _ in range(rounds)]
    ratios = sorted(a / b for a, b in times)
    ratio = statistics.median(ratios)
    print(
        f"{words:,} words in {texts:,} texts, {rounds} rounds, same counts; ours "
        f"{statistics.median(a for a, _ in times):.3g} s\nours / CountVectorizer: {ratio:.3g} "
        f"({ratios[0]:.3g} to {ratios[-1]:.3g}; at most {MOST:g})"
    )
    print(f"speakers dealt by lot, 199 times, apart: {seconds(lambda: by_lot(said)):.3g} s")
    if ratio > MOST:
        raise SystemExit("too slow")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
