"""What the words in a column stand for, as a person has written it down: ``often=3; never=1``."""

from __future__ import annotations

from collections.abc import Mapping

from nicdev.errors import Problem
from nicdev.intake.escape import unescaped
from nicdev.tables.say import quoted


def plain(text: str) -> str:
    """A text as it is compared with another: without capitals and spare blanks."""
    return " ".join(unescaped(text).casefold().split())


def pairs(text: str) -> tuple[dict[str, str], list[str]]:
    """``label=meaning`` pairs with semicolons between them, and what is no such pair.

    The last ``=`` of a pair divides it; a label is kept as it is compared (see `plain`).
    """
    found: dict[str, str] = {}
    odd = []
    for part in text.replace("\n", ";").split(";"):
        label, sign, meaning = part.rpartition("=")
        if sign and label.strip() and meaning.strip():
            found[plain(label)] = meaning.strip()
        elif part.strip():
            odd.append(part.strip())
    return found, odd


def told(option: str, text: str) -> tuple[Mapping[str, str], list[Problem]]:
    """Pairs that were given on the command line."""
    found, odd = pairs(text)
    problems = [Problem(
        "not_a_pair", "", f"{quoted(part)} in {option}", "pairs such as 'often=3; never=1'",
        "Write the word as it stands in the file, =, and what it stands for.",
    ) for part in odd]  # fmt: skip
    return found, problems
