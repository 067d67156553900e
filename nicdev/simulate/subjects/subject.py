"""What a subject consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Names of schools: land and water, so that none is a person's.
PLACES = (
    "Stone", "Mill", "River", "Harbor", "Meadow", "Orchard", "Granite", "Copper", "Salt", "Maple",
    "Cedar", "Birch", "Elm", "North", "South", "Upper", "Lower", "Long", "Red", "Silver",
)  # fmt: skip
SORTS = (
    "Bridge", "Pond", "Falls", "Point", "Hollow", "Ridge", "Valley", "Crossing", "Landing",
    "Field", "Island", "Hill",
)  # fmt: skip


@dataclass(frozen=True)
class Idea:
    """A change idea: the box it leads to, what a team does, what it hopes to see, since when."""

    idea: str
    parent: str
    does: str
    shows: str
    since: int = 1


@dataclass(frozen=True)
class Measure:
    """A measure; `share` where students are counted, else `middle` and `spread` of its values."""

    measure: str
    name: str
    family: str
    driver: str
    direction: str
    unit: str
    numerator: str
    denominator: str
    share: float | None
    middle: float = 0.0
    spread: float = 0.0
    shared: str = "yes"
    target: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """A problem of practice with its theory, its measures, and the words people use for it.

    `things` are what teams have words of their own for: the network's word first, then others.
    Sentences name them in braces.
    """

    hub_name: str
    hub_kind: str
    school: str
    roles: tuple[str, ...]
    priorities: tuple[str, ...]
    aims: tuple[Mapping[str, str], ...]
    primaries: tuple[tuple[str, str], ...]
    secondaries: tuple[tuple[str, str, str], ...]
    ideas: tuple[Idea, ...]
    measures: tuple[Measure, ...]
    changed: str
    things: Mapping[str, tuple[str, ...]]
    sentences: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, tuple[str, ...]]
    context: tuple[tuple[str, str, str, int, str], ...]
