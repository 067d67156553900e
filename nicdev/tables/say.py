"""Words for reports: quoting, listing, counting, and what was probably meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches

# A cell may hold a page of text; a report shows how it begins.
QUOTED_LENGTH = 60
# More different values than this and a column has one habit, not many faults: one problem.
FOLD = 5
LISTED = 3
ALIKE = 0.8
# Comparing letter by letter takes too long where there are more candidates than this.
COMPARED = 5_000


def quoted(text: str) -> str:
    """The cell as it stands, in single quotes, with line ends and other unseen signs shown."""
    shown = text if len(text) <= QUOTED_LENGTH else text[: QUOTED_LENGTH - 1] + "…"
    safe = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in shown)
    return f"'{safe}'"


def clean(text: str) -> str:
    """The text without signs that no eye sees and without blanks at its ends."""
    return "".join(sign for sign in text if sign.isprintable()).strip()


def words(items: Iterable[str], joint: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    listed = list(items)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {joint} {listed[-1]}"


def some(values: Sequence[str]) -> str:
    """The first few values in quotes, and how many more there are."""
    shown = [quoted(value) for value in values[:LISTED]]
    more = len(values) - len(shown)
    return f"{', '.join(shown)} and {more} more" if more else words(shown)


def counted(number: int, one: str, many: str) -> str:
    """``1 row``, ``3 rows``."""
    return f"{number:,} {one if number == 1 else many}"


def meant(text: str, candidates: Collection[str]) -> str:
    """The one candidate that was probably meant; '' where there is none, or more than one."""
    plain = _plain(text)
    same = [candidate for candidate in candidates if _plain(candidate) == plain]
    if same:
        return same[0] if len(same) == 1 else ""
    if len(candidates) > COMPARED:
        return ""
    close = get_close_matches(text, list(candidates), n=2, cutoff=ALIKE)
    if len(close) == 2 and _alike(text, close[0]) == _alike(text, close[1]):
        return ""
    return close[0] if close else ""


def _plain(text: str) -> str:
    """Without what spreadsheets and typists change: capitals, blanks, signs, leading zeros."""
    letters = "".join(sign for sign in text.casefold() if sign.isalnum())
    return letters.lstrip("0") or letters


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, other, one).ratio()
