"""The roster's names, e-mail addresses and ids, found again in a text.

Private columns never leave this room as data; what leaves is an object that can only answer
whether a text names somebody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

import pandas as pd

from nicdev.errors import Problem
from nicdev.tables.schema import TABLES

_WORD = re.compile(r"[^\W_]+")
# Begins only where an address can begin: else a long row of letters is gone through for each.
_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_JOINT = re.compile(r"['’-]")
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
SHORTEST_PART = 3  # a part of a name with fewer letters is found only inside the whole name
SHORTEST_ID = 3  # shorter ids, and ids without a letter, are ordinary text too often

Run = tuple[str, ...]  # words in a row, without accents and case


@dataclass(frozen=True)
class Roster:
    """Finds members in a text.

    Whole names are found in either order whatever their case, hyphens and apostrophes; a part of
    a name (a surname), or an initial with a surname, when it is not in lower case; e-mail
    addresses; and ids that cannot be an ordinary number, with a digit whatever their case.
    What lies inside a run of words that the params allow names nobody.
    """

    names: frozenset[Run] = field(repr=False, default=frozenset())
    capitals: frozenset[Run] = field(repr=False, default=frozenset())
    unspaced: frozenset[str] = field(repr=False, default=frozenset())
    emails: frozenset[str] = field(repr=False, default=frozenset())
    ids: frozenset[Run] = field(repr=False, default=frozenset())
    codes: frozenset[str] = field(repr=False, default=frozenset())
    allowed: frozenset[Run] = field(repr=False, default=frozenset())

    def find(self, text: str) -> tuple[str, ...]:
        """What in the text names somebody, as written; empty where nothing does."""
        text = _readable(text)
        words = [(m.group(), _plain(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]

        def runs(known: frozenset[Run]) -> Iterator[tuple[int, int]]:
            for size in sorted({len(run) for run in known}):
                for i in range(len(words) - size + 1):
                    if tuple(word for _, word, _, _ in words[i : i + size]) in known:
                        yield i, i + size

        fine = list(runs(self.allowed))
        found: dict[str, None] = {}
        for match in _EMAIL.finditer(text):
            if match.group().strip("'").casefold() in self.emails:
                found[match.group()] = None
        for known in (self.names, self.capitals, self.ids):
            for i, j in runs(known):
                written = text[words[i][2] : words[j - 1][3]]
                if known is self.capitals:
                    named = not any(word[0].islower() for word, _, _, _ in words[i:j])
                elif known is self.ids:
                    named = written in self.codes or _is_code(written)
                else:
                    named = True
                if named and not any(a <= i and j <= b for a, b in fine):
                    found[written] = None
        found |= dict.fromkeys(name for name in sorted(self.unspaced) if name in text)
        return tuple(found)


def roster(
    members: pd.DataFrame,
    private: Mapping[str, pd.DataFrame],
    not_names: Iterable[str] = (),
) -> Roster:
    """Build the finder from the members table and the private columns of all tables."""
    names: set[Run] = set()
    capitals: set[Run] = set()
    unspaced: set[str] = set()
    emails: set[str] = set()

    def add_name(text: str) -> None:
        text = _readable(text)
        words = _words(text)
        if len(words) > 1:
            names.update({words, words[::-1], (*words[1:], words[0]), (words[-1], *words[:-1])})
            names.update({(words[0], words[-1]), (words[-1], words[0])})
            capitals.update({(words[0][0], words[-1]), (words[-1], words[0][0])})
        for word in {*words, *_words(_JOINT.sub("", text))}:
            if len(word) >= SHORTEST_PART and not word.isdigit():
                capitals.add((word,))
        unspaced.update(m.group() for m in _WORD.finditer(text) if _is_unspaced(m.group()))

    for table, frame in private.items():
        for column in frame:
            if table in TABLES and column in TABLES[table].key:
                continue  # who a row is about, not a name
            for text in frame[column].dropna().astype(str).unique():
                if "@" in text:
                    emails.add(_readable(text).strip().casefold())
                else:
                    add_name(text)
    ids = {_readable(str(i)) for i in members["member_id"].dropna()}
    for text in ids:
        if " " in text.strip():  # an id that is a name is a name
            add_name(text)
        if "@" in text:
            emails.add(text.casefold())
    usable = {i for i in ids if len(i) >= SHORTEST_ID and any(map(str.isalpha, i)) and " " not in i}
    return Roster(
        names=frozenset(names),
        capitals=frozenset(capitals),
        unspaced=frozenset(unspaced),
        emails=frozenset(emails),
        ids=frozenset(map(_words, usable)),
        codes=frozenset(usable),
        allowed=frozenset(_words(_readable(text)) for text in not_names) - {()},
    )


def named_in_text(frames: Mapping[str, pd.DataFrame], finder: Roster) -> Iterator[Problem]:
    """Every text cell that names somebody.

    An error where the column's reach lets its cells stand on a page of the hub or of members; a
    warning where they stay with the evaluator anyway. `frames` are indexed by spreadsheet row.
    """
    for name, table in TABLES.items():
        if name not in frames:
            continue
        for column in table.columns:
            if column.type not in ("text", "choice") or column.allowed:
                continue
            leaves = column.reach in ("hub", "members")
            texts = frames[name][column.name].dropna().astype(str)
            # Most texts stand in many cells: each is read once.
            named = {text: found for text in texts.unique() if (found := finder.find(text))}
            for row, text in texts[texts.isin(list(named))].items():
                yield Problem(
                    code="name_in_text",
                    file=f"{name}.csv",
                    rows=(int(str(row)),),
                    column=column.name,
                    found=" and ".join(f"'{term}'" for term in named[text]) + ", from the roster",
                    expected="no person's name, e-mail address or id in text"
                    + (" that leaves for a hub" if leaves else ""),
                    do="Use a role or a team instead; if it names nobody, list the word under "
                    "not_names in the params."
                    if leaves
                    else "It stays with you: this column is never shown to others.",
                    level="error" if leaves else "warning",
                )


def _readable(text: str) -> str:
    """As a reader sees it: composed letters, entities resolved, without invisible characters."""
    composed = unicodedata.normalize("NFKC", unescape(text))
    return "".join(c for c in composed if unicodedata.category(c) != "Cf")


def _words(text: str) -> Run:
    return tuple(_plain(match.group()) for match in _WORD.finditer(text))


def _is_code(written: str) -> bool:
    """Digits in one piece of text: no word of a language, so that its case does not matter."""
    return any(map(str.isdigit, written)) and not any(map(str.isspace, written))


def _is_unspaced(word: str) -> bool:
    """In a script that writes words without spaces; a single sign is ordinary text too often."""
    return len(word) > 1 and unicodedata.name(word[0], "").startswith(_UNSPACED)


def _plain(word: str) -> str:
    """Without accents and case, so that Muñoz is found as MUNOZ."""
    if word.isascii():
        return word.casefold()
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))
