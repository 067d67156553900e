"""The roster's names, e-mail addresses and ids, found again in a text.

Private columns never leave this room as data; what leaves is an object that can only answer
whether a text names somebody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from nicdev.errors import Problem
from nicdev.tables.schema import TABLES

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)  # Doe's team is Doe's
_JOINT = re.compile(r"[-'’]")  # and a Doe-led team is too
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # soft hyphens and signs of no width
_AROUND = ".!?'’*_`#|~"  # what stands around an id in a sentence or in Markdown
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CHUNK = re.compile(r"[^\s,;:()\[\]\"“”<>/]+")
SHORTEST_PART = 3  # a part of a name with fewer letters is found only inside the whole name
SHORTEST_ID = 3  # shorter ids, and ids of digits alone, are ordinary text too often


@dataclass(frozen=True)
class Roster:
    """Finds members in a text.

    Whole names are found in either order whatever their case; a part of a name (a surname) when
    it is written with a capital; e-mail addresses; and ids that cannot be an ordinary number.
    """

    names: frozenset[tuple[str, ...]] = field(repr=False, default=frozenset())
    parts: frozenset[str] = field(repr=False, default=frozenset())
    emails: frozenset[str] = field(repr=False, default=frozenset())
    ids: frozenset[str] = field(repr=False, default=frozenset())

    def find(self, text: str) -> tuple[str, ...]:
        """What in the text names somebody, as written, in order; empty where nothing does."""
        found: dict[str, None] = {}
        text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
        for match in _EMAIL.finditer(text):
            if match.group().casefold() in self.emails:
                found[match.group()] = None
        words = [
            (m.group(), _plain(_POSSESSIVE.sub("", m.group())), m.start(), m.end())
            for m in _WORD.finditer(text)
        ]
        for size in {len(name) for name in self.names}:
            for i in range(len(words) - size + 1):
                run = words[i : i + size]
                if tuple(word for _, word, _, _ in run) in self.names:
                    found[text[run[0][2] : run[-1][3]]] = None
        for written, plain, _, _ in words:
            pieces = [piece for piece in _JOINT.split(written) if piece[:1].isupper()]
            if (plain in self.parts and written[0].isupper()) or any(
                _plain(piece) in self.parts for piece in pieces
            ):
                found[written] = None
        for match in _CHUNK.finditer(text):
            chunk = match.group().strip(_AROUND)
            for term in (chunk, _POSSESSIVE.sub("", chunk), *_JOINT.split(chunk)):
                if term in self.ids:
                    found[term] = None
        return tuple(found)


def roster(
    members: pd.DataFrame,
    private: Mapping[str, pd.DataFrame],
    not_names: Iterable[str] = (),
) -> Roster:
    """Build the finder from the members table and the private columns of all tables."""
    names: set[tuple[str, ...]] = set()
    parts: set[str] = set()
    emails: set[str] = set()
    allowed = {_plain(word) for word in not_names}

    def add_name(text: str) -> None:
        words = tuple(_plain(m.group()) for m in _WORD.finditer(text))
        if len(words) > 1:
            names.update({words, words[::-1], (*words[1:], words[0]), (words[-1], *words[:-1])})
        parts.update(w for w in words if len(w) >= SHORTEST_PART and not w.isdigit())

    for frame in private.values():
        for column in frame:
            for text in frame[column].dropna().astype(str).unique():
                if "@" in text:
                    emails.add(text.strip().casefold())
                else:
                    add_name(text)
    ids = {str(i) for i in members["member_id"].dropna()}
    for text in ids:
        if " " in text.strip():  # an id that is a name is a name
            add_name(text)
        if "@" in text:
            emails.add(text.casefold())
    usable = {i for i in ids if len(i) >= SHORTEST_ID and not i.isdigit() and " " not in i}
    return Roster(
        names=frozenset(names),
        parts=frozenset(parts - allowed),
        emails=frozenset(emails),
        ids=frozenset(i for i in usable if _plain(i) not in allowed),
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
            for row, text in frames[name][column.name].dropna().items():
                if found := finder.find(str(text)):
                    yield Problem(
                        code="name_in_text",
                        file=f"{name}.csv",
                        rows=(int(str(row)),),
                        column=column.name,
                        found=" and ".join(f"'{term}'" for term in found) + ", from the roster",
                        expected="no person's name, e-mail address or id in text"
                        + (" that leaves for a hub" if leaves else ""),
                        do="Use a role or a team instead; if it names nobody, list the word under "
                        "not_names in the params."
                        if leaves
                        else "It stays with you: this column is never shown to others.",
                        level="error" if leaves else "warning",
                    )


def _plain(word: str) -> str:
    """Without accents and case, so that Muñoz is found as MUNOZ."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c)).replace("’", "'")
