"""Courses of the same people, on one line of time with forces and moments on record.

A panel a ring: a line for each question, those that moved drawn darker and named below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nicdev.evidence import Disclosed, each_row
from nicdev.show import style, surroundings, timeline
from nicdev.show.over_waves import MOVED
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UNIT = "trend_at"
HIGH = 1.1  # inches from none to all
RIGHT = 0.3  # inches, for the numbers of lines
HEAD = 0.42  # inches, for the name of a ring and the number on the topmost line
GAP = 0.14


@dataclass(frozen=True)
class Course:
    """One question: its name, the word on it, and its share by day."""

    name: str
    word: str
    shares: dict[str, float]

    @property
    def moved(self) -> bool:
        return self.word in MOVED


def rings(shown: Disclosed, words: Words) -> dict[str, list[Course]]:
    """The courses by ring, those that moved first."""
    rows = shown.rows[shown.rows["unit"] == UNIT]
    found: dict[str, list[Course]] = {}
    for (ring, group), some in rows.groupby(["part", "group"], sort=False):
        shares = {r.x: r.value for r in each_row(some.sort_values("x"))}
        word = str(some["relation"].iloc[0])
        found.setdefault(str(ring), []).append(Course(words.group(str(group)), word, shares))
    return {ring: sorted(some, key=lambda c: not c.moved) for ring, some in found.items()}


def figure(shown: Disclosed, words: Words) -> str:
    """Panels, bars and lanes below one another, on one line of time with the waves."""
    found = rings(shown, words)
    across = surroundings.days_across(shown, RIGHT)
    band, below = surroundings.bands(shown), surroundings.below(shown)
    high = band + 0.08 + sum(_tall(some, words) for some in found.values()) + below
    with style.sheet(high) as (figure, axes):
        foot = 0.34 if surroundings.forces(shown) else 0.0
        surroundings.draw_bands(axes, shown, across, high - foot)
        down = band + 0.08
        for ring, some in found.items():
            _panel(axes, words.word(ring), some, across, down, words)
            down += _tall(some, words)
        surroundings.draw_below(axes, shown, across, down, words)
        return style.svg(figure)


def _key(some: list[Course], words: Words) -> list[str]:
    """What the numbered lines are, each in as many lines as it takes."""
    moved = [c for c in some if c.moved]
    said = [
        words.say("words.numbered_course", number=at, name=c.name,
                  word=words.say(f"verdicts.{c.word}.name"))
        for at, c in enumerate(moved, start=1)
    ]  # fmt: skip
    if len(moved) < len(some):
        said.append(words.say("words.other_courses", count=len(some) - len(moved)))
    return [style.wrapped(one, style.WIDTH - 0.2, style.SMALL, most=8) for one in said]


def _tall(some: list[Course], words: Words) -> float:
    key = sum(style.tall(one, style.SMALL) + 0.03 for one in _key(some, words))
    return HEAD + HIGH + GAP + key + GAP


def _panel(
    axes: Axes, head: str, some: list[Course], across: Callable[[str], float], down: float,
    words: Words,
) -> None:  # fmt: skip
    axes.text(surroundings.LEFT, down, head, va="top", fontweight="bold", fontsize=style.SMALL,
              bbox=surroundings.CLEAR)  # fmt: skip
    top = down + HEAD
    bottom = top + HIGH

    def height(share: float) -> float:
        return bottom - share * HIGH

    edges = [surroundings.LEFT, style.WIDTH - RIGHT]
    for share in (0.0, 0.5, 1.0):
        axes.plot(edges, [height(share)] * 2, color=style.MUTED, linewidth=0.5, zorder=0)
        axes.text(surroundings.LEFT, height(share) - 0.02, words.share(share), va="bottom",
                  fontsize=style.SMALL, color=style.MUTED)  # fmt: skip
    for course in reversed(some):  # those that moved lie on top
        days, shares = list(course.shares), list(course.shares.values())
        axes.plot([across(day) for day in days], [height(share) for share in shares],
                  color=style.MARK if course.moved else style.RAMP[2],
                  linewidth=1.5 if course.moved else 0.8, marker="o",
                  markersize=5 if course.moved else 3, markeredgecolor=style.PAPER,
                  markeredgewidth=0.5)  # fmt: skip
    moved = [c for c in some if c.moved]
    ends = [height(list(c.shares.values())[-1]) for c in moved]
    places = style.apart(ends, [0.15] * len(ends), top - 0.05, bottom + 0.05)
    for at, (course, middle) in enumerate(zip(moved, places, strict=True), start=1):
        last = across(max(course.shares))
        axes.text(last + 0.08, middle, f"{at}", va="center", fontsize=style.SMALL,
                  bbox=surroundings.CLEAR)  # fmt: skip
    line = bottom + GAP
    for one in _key(some, words):
        axes.text(surroundings.LEFT, line, one, va="top", fontsize=style.SMALL,
                  bbox=surroundings.CLEAR)  # fmt: skip
        line += style.tall(one, style.SMALL) + 0.03


def alt(shown: Disclosed, words: Words) -> str:
    """Every course from its first wave to its last, every lane, every force."""
    each = [_told(course, words) for some in rings(shown, words).values() for course in some]
    said = [words.say("alt.meanwhile", count=len(each), each=" ".join(each))]
    if surroundings.forces(shown):
        said.append(surroundings.alt(shown, words))
    if timeline.lanes(shown):
        said.append(timeline.alt(shown, words))
    return " ".join(said)


def _told(course: Course, words: Words) -> str:
    first, last = min(course.shares), max(course.shares)
    return words.say("alt.meanwhile_each", name=course.name, first=first, last=last,
                     then=words.share(course.shares[first]), now=words.share(course.shares[last]),
                     word=words.say(f"verdicts.{course.word}.name"))  # fmt: skip


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many questions moved, and what stands beside them."""
    found = [course for some in rings(shown, words).values() for course in some]
    yield words.say("sentences.meanwhile.moved", count=sum(c.moved for c in found), all=len(found))
    moments = int(shown.rows.loc[shown.rows["unit"] == timeline.UNIT, "numerator"].sum())
    yield words.say("sentences.meanwhile.beside", forces=len(surroundings.forces(shown)),
                    moments=moments)  # fmt: skip


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """A row for each course, a column for each wave's last day; then forces and moments."""
    found = rings(shown, words)
    days = sorted({day for some in found.values() for c in some for day in c.shares})
    waves = shown.rows[shown.rows["unit"] == "wave"]
    named = dict(zip(waves["x"], waves["label"], strict=True))
    head = [words.say("columns.question"), *(named.get(day, day) for day in days),
            words.say("columns.in_a_word")]  # fmt: skip
    yield table(words.say("captions.meanwhile"), head, [
        [c.name, *(words.share(c.shares.get(day, float("nan"))) for day in days),
         words.say(f"verdicts.{c.word}.name")]
        for some in found.values() for c in some
    ])  # fmt: skip
    if surroundings.forces(shown):
        yield from surroundings.tables(shown, words)
    elif timeline.lanes(shown):
        yield from timeline.tables(shown, words)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Whom the words rest on, and who noted the rest."""
    del shown
    yield words.say("sure.same_people")
    yield words.say("sure.noted")
