"""The framework as lines of text, for a terminal: what there is, what leads to what, neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nicdev.framework import Framework
from nicdev.language import Locale


def rooms(catalogue: Framework, words: Locale, *, missing: bool) -> Iterator[str]:
    """Dimensions, functions and their indicators; with `missing` only what is not built yet."""
    for room, page in catalogue.rooms.items():
        mine = [i for i in catalogue.indicators.values() if i.room == room]
        if missing and all(i.built for i in mine):
            continue
        yield f"{words.say(f'rooms.{room}.name')} (p. {page})"
        for indicator in mine:
            if missing and indicator.built:
                continue
            state = "" if indicator.built else "  [not built yet]"
            yield f"  {indicator.key}{state}"
    count = sum(not i.built for i in catalogue.indicators.values())
    yield f"{count} of {len(catalogue.indicators)} indicators are not built yet."


def conjectures(catalogue: Framework, words: Locale) -> Iterator[str]:
    """What the paper expects to go with what, and where evidence for it would lie."""
    for name, conjecture in catalogue.conjectures.items():
        yield f"{name} (p. {conjecture.page}) {words.say(f'conjectures.{name}')}"
        level = words.say(f"levels.{conjecture.level}")
        earlier, later = (", ".join(side) for side in (conjecture.causes, conjecture.effects))
        yield f"  earlier: {earlier}; later: {later}; {level}"


def crosswalks(catalogue: Framework, words: Locale) -> Iterator[str]:
    """Other frameworks' parts beside the dimensions that cover the same ground."""
    for name, crosswalk in catalogue.crosswalks.items():
        yield f"{words.say(f'crosswalks.{name}.name')} ({crosswalk.source})"
        for part, ours in crosswalk.parts.items():
            yield f"  {words.say(f'crosswalks.{name}.parts.{part}')}: {_or_nothing(ours)}"


def _or_nothing(places: Iterable[str]) -> str:
    return ", ".join(places) or "no dimension of this framework"
