"""How values are written for a reader: the locale with numbers, shares, dates and groups."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from nicdev.language import Locale
from nicdev.show.disclosure.pooling import TOGETHER

GROUPS = {TOGETHER: "together", "(several)": "several", "(none)": "no_team"}

# Beside the words, but with something to fill in: no data's name.
PATTERNS = (
    "to",
    "by",
    "ranged",
    "one_event",
    "and_more",
    "above",
    "after",
    "times",
    "fold",
    "cell",
    "as_often_tick",
    "between",
    "at_least",
    "worded_before",
    "of_people",
    "of_count",
    "question_about",
    "rows",
    "since_day",
    "numbered_course",
    "other_courses",
    "head_counted",
    "box_tests",
    "box_measures",
    "box_signals",
    "read_alike",
    "asked_about",
)


def span(x: str) -> list[str]:
    """The first and last of several answers, such as ``-2--1``; a single answer alone."""
    found = re.fullmatch(r"(-?[0-9.]+)-(-?[0-9.]+)", x)
    return list(found.groups()) if found else [x]


@dataclass(frozen=True)
class Words:
    """One language, and the few ways in which values are written in it."""

    locale: Locale

    def say(self, key: str, **values: object) -> str:
        """A sentence of the locale."""
        return self.locale.say(key, **values)

    def word(self, name: str) -> str:
        """A word of the list `words`; data of the network is printed as it is."""
        key = f"words.{GROUPS.get(name, name)}"
        known = self.locale.has(key) and name not in PATTERNS
        return self.locale.say(key) if known else name

    def version(self, view: str) -> str:
        """With or without the hub, to stand behind a quotation; nothing where there is one view."""
        return f" ({self.word(f'view_{view}')})" if view else ""

    def share(self, value: float) -> str:
        """A share in whole per cent; never 0 or 100 per cent for what is neither."""
        if math.isnan(value):
            return "–"
        percent = round(value * 100)
        if percent == 0 and value > 0:
            return "<1%"
        if percent == 100 and value < 1:
            return ">99%"
        return f"{percent}%"

    def group(self, name: str) -> str:
        """An indicator, and whom it asks about, where a group is that; else as a word."""
        key, _, about = name.partition(" ")
        if not self.locale.has(f"indicators.{key}.name"):
            return self.word(name)
        said = self.say(f"indicators.{key}.name")
        about = "" if about == "network" else about
        return (
            self.say("words.question_about", name=said, about=self.word(about)) if about else said
        )

    def points(self, value: float) -> str:
        """A difference between shares, in steps of a hundredth, with its sign."""
        return "–" if math.isnan(value) else f"{round(value * 100):+d}"

    def number(self, value: float, places: int = 2) -> str:
        """A number without needless zeros."""
        if math.isnan(value):
            return "–"
        if math.isinf(value):  # the end of a range that has none
            return "∞" if value > 0 else "-∞"
        return f"{value:.{places}f}".rstrip("0").rstrip(".") if places else f"{value:.0f}"

    def scale(self, group: str) -> str:
        """A scale, of an indicator and whom it asks about: ``roles.trust.facets hub``; whatever is
        no such pair as it is."""
        key, _, referent = group.partition(" ")
        if not self.locale.has(f"indicators.{key}.name"):
            return group
        name, whom = self.say(f"indicators.{key}.name"), self.word(referent)
        return self.say("words.asked_about", name=name, whom=whom) if referent else name

    def answer(self, x: str) -> str:
        """An answer or a span of them: ``4``, ``4 to 5``, ``did not answer``."""
        first, *last = span(x)
        return self.say("words.to", first=first, last=last[0]) if last else self.word(x)

    def list(self, items: Iterable[str]) -> str:
        """Items as a plain enumeration."""
        return ", ".join(items)
