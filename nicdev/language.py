"""The sentences of a language, and nothing but its words: what a reader sees is written here."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from nicdev.errors import FrameworkRefused, Problem
from nicdev.framework import read_own


@dataclass(frozen=True)
class Locale:
    """Every sentence a reader sees in one language, by dotted key."""

    language: str
    words: Mapping[str, Any] = field(repr=False)

    def has(self, key: str) -> bool:
        """Whether the language has words under this key."""
        return self._find(key) is not None

    def say(self, key: str, **values: object) -> str:
        """Fill the sentence at `key`; a placeholder without a value is refused.

        A key that holds ``one`` and ``other`` chooses by the value of ``count``.
        """
        found = self._find(key)
        if isinstance(found, Mapping) and set(found) == {"one", "other"}:
            found = found["one" if values.get("count") == 1 else "other"]
        if not isinstance(found, str):
            raise FrameworkRefused([self._missing(key, "no sentence under this key")])
        wanted = {name for _, name, _, _ in string.Formatter().parse(found) if name}
        if lacking := sorted(wanted - set(values)):
            raise FrameworkRefused([self._missing(key, f"no value for {', '.join(lacking)}")])
        return found.format_map(values)

    def listed(self, key: str) -> tuple[str, ...]:
        """The sentences of a list, such as the prompts of an indicator."""
        found = self._find(key)
        if not isinstance(found, list):
            raise FrameworkRefused([self._missing(key, "no list under this key")])
        return tuple(found)

    def names(self, key: str) -> tuple[str, ...]:
        """The names directly under a key."""
        found = self._find(key)
        return tuple(found) if isinstance(found, Mapping) else ()

    def _find(self, key: str) -> Any:
        found: Any = self.words
        for part in key.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found

    def _missing(self, key: str, found: str) -> Problem:
        return Problem(
            code="missing_words",
            file=f"locale/{self.language}.yml",
            column=key,
            found=found,
            expected="words for every key that a page uses",
            do="Add the sentence to the locale file.",
        )


@cache
def locale(language: str) -> Locale:
    """Read one language once."""
    return Locale(language, read_own(f"locale/{language}.yml"))


def languages() -> tuple[str, ...]:
    """The languages there are words for."""
    folder = resources.files("nicdev").joinpath("locale")
    return tuple(sorted(f.name[:-4] for f in folder.iterdir() if f.name.endswith(".yml")))
