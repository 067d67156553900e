"""Words: what counts as one, which there are in a text, and how often.

The rule, for any language: entities are resolved; tags (with what stands in a script or a style),
addresses of pages and of people are left out; letters are composed and folded by case. A word is a
row of letters with their marks, and apostrophes inside it belong to it: ``don't`` is one word,
``read-aloud`` are two. Digits are no letters. Han, Kana, Thai, Lao, Khmer and Burmese are written
without spaces: there every two neighbouring signs are a word, and a sign alone is one.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_CAPITAL = re.compile(r"(?<![^\W\d_'’])[^\W\d_a-z][^\W\d_]*(?:['’][^\W\d_]+)*")
_ENDS = re.compile(r"[.!?:…\"“”»«(]\s*$|\n\s*$|^\s*$")  # what a sentence begins after
# Each part goes over a text once, whatever is in it: an open tag does not look for its end again.
_MARKUP = re.compile(
    r"<(script|style)\b[^<>]*>(?:(?!</?(?:script|style)\b).)*(?:</\1\s*>)?"
    r"|<[a-z/!?][^<>]*>|(?:https?://|www\.)\S+|[^\s@<>]{1,64}@[^\s@<>]{3,}",
    re.IGNORECASE | re.DOTALL,
)
_SIGNS = ("<", "@", "://", "www.", "&")  # without these there is no markup to be looked for
_BEYOND = re.compile("[^\x00-\u02ff\u2010-\u2027]")  # Latin letters, composed, have no marks
_UNSPACED = re.compile(
    "[\u0e01-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1780-\u17d3\u3041-\u3096\u30a1-\u30fa"
    "\u30fc\u31f0-\u31ff\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
SHORTEST = 2  # letters


@dataclass(frozen=True)
class Counted:
    """How often each word stands in each text.

    Parameters
    ----------
    words : in the order of the alphabet, each once
    table : a row for each text, a column for each word
    """

    words: tuple[str, ...]
    table: csr_array


def tokens(text: str) -> list[str]:
    """Every word of a text in its order, by the rule above; none of a text without a letter."""
    text = readable(text).casefold()
    if not _BEYOND.search(text):
        return _WORD.findall(text)
    text = unicodedata.normalize("NFC", text)
    if not _UNSPACED.search(text):
        return _with_marks().findall(text)
    found: list[str] = []
    end = 0
    for match in _UNSPACED.finditer(text):
        run = match.group()
        found += _with_marks().findall(text[end : match.start()])
        found += ["".join(pair) for pair in pairwise(run)] or [run]
        end = match.end()
    return found + _with_marks().findall(text[end:])


def readable(text: str) -> str:
    """A text as a reader sees it: without markup and invisible signs, letters composed."""
    if any(sign in text for sign in _SIGNS):
        text = _MARKUP.sub(" ", unescape(text))
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    return text if text.isprintable() else "".join(c for c in text if not _invisible(c))


def _invisible(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf"


@cache
def _with_marks() -> re.Pattern[str]:
    """As `_WORD`, with marks that join a letter, which `re` takes for no letters."""
    marks = "".join(
        re.escape(chr(c)) for c in range(128, sys.maxunicode // 8)
        if unicodedata.category(chr(c))[0] == "M"
    )  # fmt: skip
    word = rf"[^\W\d_]+(?:[{marks}]+[^\W\d_]*)*"
    return re.compile(rf"{word}(?:'{word})*")


def words_of(text: str, left_out: Container[str] = frozenset()) -> list[str]:
    """The words of a text without single letters and those in `left_out`, in lower case."""
    return [word for word in tokens(text) if _counts(word) and word not in left_out]


def _counts(word: str) -> bool:
    return len(word) >= SHORTEST or _UNSPACED.match(word) is not None


def sometimes_named(texts: Iterable[str]) -> frozenset[str]:
    """Words that stand with a capital within a sentence somewhere: names, in lower case.

    At the beginning of a sentence a capital says nothing.
    """
    found = set()
    for text in map(readable, texts):
        for match in _CAPITAL.finditer(text):
            before = text[max(match.start() - 4, 0) : match.start()]
            if match.group()[0].isupper() and not _ENDS.search(before):
                found.update(tokens(match.group()))
    return frozenset(found)


def counted(texts: Iterable[str], left_out: Iterable[str] = ()) -> Counted:
    """Count the words of each text; single letters and the words in `left_out` are not counted.

    Takes memory for the words that there are, not for a table of all words by all texts.
    """
    from scipy.sparse import csr_array

    at: defaultdict[str, int] = defaultdict()
    at.default_factory = at.__len__
    ids: list[int] = []
    lengths: list[int] = []
    for text in texts:
        found = tokens(text)
        ids.extend(map(at.__getitem__, found))
        lengths.append(len(found))
    out = set(left_out)
    kept = sorted(word for word in at if _counts(word) and word not in out)
    place = np.full(len(at), -1)
    place[[at[word] for word in kept]] = np.arange(len(kept))
    columns = place[np.array(ids, dtype=int)]
    rows = np.repeat(np.arange(len(lengths)), lengths)[columns >= 0]
    columns = columns[columns >= 0]
    shape = (len(lengths), len(kept))
    table = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    table.sum_duplicates()
    return Counted(tuple(kept), table)


def using(texts: Iterable[str], spellings: Iterable[str]) -> list[bool]:
    """Whether each text holds one of these words or phrases.

    Whole words are looked for, whatever their case: ``chart`` is in *Chart* and in *the chart's*,
    and not in *charts*. Any blanks stand for any others. In scripts without spaces between words
    a spelling is found wherever it stands.

    Parameters
    ----------
    spellings : at least one; each with a letter or a digit
    """
    found = finder(spellings)
    return [found.search(_folded(text)) is not None for text in texts]


def finder(spellings: Iterable[str]) -> re.Pattern[str]:
    """What finds these words or phrases in a text that `_folded` made."""
    return re.compile("|".join(map(_whole, spellings)))


def _whole(spelling: str) -> str:
    folded = _folded(spelling)
    words = r"\s+".join(map(re.escape, folded.split()))
    return words if _UNSPACED.search(folded) else rf"(?<!\w){words}(?!\w)"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", readable(text)).replace("’", "'").casefold()


def in_context(text: str, spellings: Iterable[str], around: int) -> Iterator[str]:
    """Each place where one of these words or phrases stands, with so many words before and after.

    The text is as a reader sees it (`readable`), its case kept and its blanks one each. Places
    that overlap come once, the first of them.
    """
    plain = " ".join(readable(text).split())
    folded = plain.casefold()
    if len(folded) != len(plain):  # letters that fold to two: places would be off
        plain = folded
    if not plain:
        return
    starts, stops = zip(*(m.span() for m in re.finditer(r"\S+", plain)), strict=True)
    ends = 0
    for match in finder(spellings).finditer(folded):
        if match.start() < ends:
            continue
        before = bisect_right(stops, match.start())  # words that end before it
        after = bisect_left(starts, match.end())  # the first that begins after it
        first = starts[max(before - around, 0)] if before else match.start()
        ends = stops[min(after + around, len(stops)) - 1] if after < len(stops) else match.end()
        yield plain[first:ends]
