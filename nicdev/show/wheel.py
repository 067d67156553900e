"""The framework wheel: three rings around the problem of practice, three functions around them.

How dark a field is says for how many of its questions there is evidence, a mark whether that is
more or less than at the wave before; neither says how well a network does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import style
from nicdev.show.lettering import Lettering
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

RADIUS = style.WIDTH / 2
CENTRE = 0.56  # inches, the radius of the problem of practice
BANDS = {"technical": (0.61, 1.10), "roles": (1.15, 1.61), "culture": (1.65, 1.89)}
AROUND = 2.01  # the middle of the letters of the three functions
GAP = 0.05
MARK = 0.055  # the radius of a mark
FILLS = {"some": style.RAMP[1], "most": style.RAMP[2], "every": style.RAMP[4]}
LEVELS = (*FILLS, "no evidence", "not built yet")
MARKS = ("new", "more", "as much", "less")


@dataclass(frozen=True)
class Field:
    """One dimension: its place, in inches and radians, and what it shows."""

    name: str
    inner: float
    outer: float
    middle: float
    half: float
    level: str
    mark: str

    @property
    def fill(self) -> str:
        return FILLS.get(self.level, style.PAPER)

    @property
    def ink(self) -> str:
        if self.level == "not built yet":
            return style.MUTED
        return style.letters_on(self.fill) if self.level in FILLS else style.INK

    @property
    def outline(self) -> str:
        if self.level in FILLS:
            return f'fill="{self.fill}" stroke="{style.MARK}"'
        dashes = (
            ' stroke-width="0.7" stroke-dasharray="2.5 2.5"'
            if self.level == "not built yet"
            else ""
        )
        return f'fill="{self.fill}" stroke="{style.MUTED}"{dashes}'


def level(found: float, of: float, state: str) -> str:
    """In which of a few steps the share of questions with evidence lies."""
    if state != "evidence":
        return state
    if found == of:
        return "every"
    return "most" if 2 * found >= of else "some"


def fields(shown: Disclosed, words: Words) -> list[Field]:
    """The eleven dimensions; the first stands in the middle of the others."""
    rows = shown.rows
    moved = _moved(rows)
    dimensions = rows[rows["unit"] == "indicators"]
    made: list[Field] = []
    for ring, some in dimensions.groupby("group", sort=False):
        inner, outer = BANDS[str(ring)]
        entries = list(each_row(some))
        if not made:
            middle, *entries = entries
            made.append(_field(middle, words, moved, 0, CENTRE, 0, math.pi))
        half = math.pi / len(entries)
        first = math.pi / 2 if len(entries) % 2 else math.pi / 2 + half
        made += [
            _field(row, words, moved, inner, outer, first - 2 * at * half, half)
            for at, row in enumerate(entries)
        ]
    return made


def _field(
    row: Any, words: Words, moved: Mapping[str, str],
    inner: float, outer: float, middle: float, half: float,
) -> Field:  # fmt: skip
    name, step = words.say(f"rooms.{row.part}.name"), level(row.numerator, row.n, row.x)
    return Field(name, inner, outer, middle, half, step, moved.get(row.part, ""))


def _moved(rows: pd.DataFrame) -> dict[str, str]:
    """Dimension -> more, less, as much or new, where there is a wave before."""
    some = rows[rows["unit"] == "direction"]
    return dict(zip(some["part"].astype(str), some["x"].astype(str), strict=True))


def figure(shown: Disclosed, words: Words) -> str:
    """The wheel and what its shades and marks mean, as SVG."""
    letters = Lettering()
    parts = []
    shapes = fields(shown, words)
    for shape in shapes:
        parts += [_shape(shape), *_label(shape, letters)]
    names = [words.say(f"functions.{part.partition('.')[2]}.name")
             for part in shown.rows.loc[shown.rows["unit"] == "functions", "part"]]  # fmt: skip
    for at, name in enumerate(names):
        middle = math.pi / 2 - at * 2 * math.pi / len(names)
        parts.append(letters.around(name, AROUND, middle, style.INK, RADIUS))
    below, height = _legend(shapes, words, letters, 2 * RADIUS + 0.2)
    return letters.svg([*parts, *below], style.WIDTH, height)


def _at(radius: float, angle: float) -> tuple[float, float]:
    """Where a point of the wheel lies, in points from the upper left corner."""
    x, y = RADIUS + radius * math.cos(angle), RADIUS - radius * math.sin(angle)
    return round(72 * x, 2), round(72 * y, 2)


def _shape(field: Field) -> str:
    if not field.inner:
        x, y = _at(0, 0)
        return f'<circle cx="{x}" cy="{y}" r="{72 * field.outer:g}" {field.outline}/>'

    def corner(radius: float, side: int) -> str:
        angle = field.middle + side * (field.half - GAP / 2 / radius)
        return "{} {}".format(*_at(radius, angle))

    outer, inner = f"{72 * field.outer:g}", f"{72 * field.inner:g}"
    way = (
        f"M{corner(field.outer, 1)}A{outer} {outer} 0 0 1 {corner(field.outer, -1)}"
        f"L{corner(field.inner, -1)}A{inner} {inner} 0 0 0 {corner(field.inner, 1)}Z"
    )
    return f'<path d="{way}" {field.outline}/>'


def _lines(field: Field) -> list[str]:
    """The label in as few lines as the field has room for beside its mark."""
    if not field.inner:
        return style.wrapped(field.name, 2 * field.outer - 0.25, style.SMALL).split("\n")
    room = 2 * (field.half * field.outer - 0.36)
    most = 1 if field.outer - field.inner < 2 * style.LINE else 2
    whole = style.length(field.name, style.SMALL)
    if most > 1 and whole > room:  # two lines of about the same length
        room = max(room * 0.8, whole * 0.62)
    return style.wrapped(field.name, room, style.SMALL, most=most).split("\n")


def _label(field: Field, letters: Lettering) -> Iterator[str]:
    lines = _lines(field)
    high = 0.17
    if not field.inner:
        down = RADIUS - high * (len(lines) - 1) / 2 - (0.07 if field.mark else 0)
        for at, line in enumerate(lines):
            yield letters.along(line, RADIUS, down + at * high, field.ink, middle=True)
        if field.mark:
            yield mark(field.mark, RADIUS, down + len(lines) * high, field.ink)
        return
    upper = math.sin(field.middle) > 0
    for at, line in enumerate(lines):
        out = ((len(lines) - 1) / 2 - at) * high * (1 if upper else -1)
        radius = (field.inner + field.outer) / 2 + out
        yield letters.around(line, radius, field.middle, field.ink, RADIUS)
    if field.mark:
        radius = (field.inner + field.outer) / 2
        away = (field.half - 0.15 / radius) * (-1 if upper else 1)
        yield mark(field.mark, RADIUS + radius * math.cos(field.middle + away),
                   RADIUS - radius * math.sin(field.middle + away), field.ink)  # fmt: skip


def mark(word: str, x: float, y: float, ink: str) -> str:
    """A shape that says new, more, as much or less, at a place in inches."""
    x, y, r = round(72 * x, 2), round(72 * y, 2), 72 * MARK
    if word == "new":
        return f'<circle cx="{x}" cy="{y}" r="{r * 0.9:.2f}" fill="{ink}"/>'
    if word == "as much":
        return (f'<path d="M{x - r:.2f} {y - r / 2:.2f}h{2 * r:.2f}M{x - r:.2f} {y + r / 2:.2f}'
                f'h{2 * r:.2f}" stroke="{ink}" stroke-width="1.6"/>')  # fmt: skip
    tip = -r if word == "more" else r
    return (f'<path d="M{x - r * 1.1:.2f} {y - tip * 0.8:.2f}h{r * 2.2:.2f}L{x} {y + tip:.2f}Z" '
            f'fill="{ink}"/>')  # fmt: skip


def _legend(
    shapes: list[Field], words: Words, letters: Lettering, down: float
) -> tuple[list[str], float]:
    """What the shades and marks mean, those that there are; and how far down that reaches."""
    parts: list[str] = []
    for head, entries in (
        ("indicators", [w for w in LEVELS if any(shape.level == w for shape in shapes)]),
        ("direction", [w for w in MARKS if any(shape.mark == w for shape in shapes)]),
    ):
        if not entries:
            continue
        said = words.say(f"columns.{head}")
        parts.append(letters.along(said, 0, down, style.MUTED))
        left, down = 0.0, down + 0.23
        for entry in entries:
            word = words.word(entry)
            wide = 0.24 + style.length(word, style.SMALL)
            if left and left + wide > style.WIDTH:
                left, down = 0.0, down + 0.23
            parts.append(_sign(entry, left, down))
            parts.append(letters.along(word, left + 0.24, down, style.INK))
            left += wide + 0.18
        down += 0.32
    return parts, down - 0.14


def _sign(entry: str, left: float, down: float) -> str:
    if entry in MARKS:
        return mark(entry, left + 0.09, down, style.INK)
    outline = Field("", 0, 0, 0, 0, entry, "").outline
    x, y = f"{72 * left + 1:.1f}", f"{72 * down - 5:.1f}"
    return f'<rect x="{x}" y="{y}" width="11" height="10" {outline}/>'


def alt(shown: Disclosed, words: Words) -> str:
    """Every dimension with its count, ring by ring, and how many moved which way."""
    rows = shown.rows
    dimensions = rows[rows["unit"] == "indicators"]
    each = [
        words.say(
            "alt.wheel_each",
            ring=words.say(f"rings.{ring}.name"),
            list=words.list(_entry(row, words) for row in each_row(some)),
        )
        for ring, some in dimensions.groupby("group", sort=False)
    ]
    if moved := _directions(rows, words):
        each.append(words.say("alt.wheel_directions", **moved))
    return words.say("alt.wheel", count=len(dimensions), each=" ".join(each))


def _entry(row: Any, words: Words) -> str:
    name = words.say(f"rooms.{row.part}.name")
    if row.x != "evidence":
        return words.say("alt.wheel_entry_empty", name=name, state=words.word(row.x))
    return words.say("alt.wheel_entry", name=name, found=int(row.numerator), count=int(row.n))


def _directions(rows: pd.DataFrame, words: Words) -> dict[str, object]:
    """How many dimensions have more, as much and less than at the wave before."""
    if not (rows["unit"] == "wave").any():
        return {}
    moved = list(_moved(rows).values())
    return {
        "before": before(rows),
        "more": moved.count("more") + moved.count("new"),
        "same": moved.count("as much"),
        "less": moved.count("less"),
    }


def before(rows: pd.DataFrame) -> str:
    """What the wave before is called."""
    return str(rows.loc[rows["unit"] == "wave", "label"].iloc[0])


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many of how many, and in how many of them there is more or less than before."""
    rows = shown.rows
    dimensions = rows[rows["unit"] == "indicators"]
    there = int((dimensions["x"] == "evidence").sum())
    yield words.say("sentences.checklist.rooms", there=there, count=len(dimensions))
    if moved := _directions(rows, words):
        yield words.say("sentences.checklist.directions", **moved)


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Each dimension with its count and what became of it, then the functions."""
    rows = shown.rows
    moved = _moved(rows)
    columns = ["dimension", "ring", "indicators", *(["direction"] if moved else [])]
    body = []
    for row in each_row(rows[rows["unit"].isin(["indicators", "functions"])]):
        inside = row.unit == "indicators"
        name = words.say(f"rooms.{row.part}.name" if inside else f"{row.part}.name")
        count = f"{int(row.numerator)} / {int(row.n)}" if row.x == "evidence" else words.word(row.x)
        line = [name, words.say(f"rings.{row.group}.name"), count]
        if moved:
            line.append(words.word(moved[row.part]) if row.part in moved else "–")
        body.append(line)
    head = [words.say(f"columns.{column}") for column in columns]
    yield table(words.say("captions.rooms"), head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Nothing was sampled."""
    yield words.say("sure.complete")
