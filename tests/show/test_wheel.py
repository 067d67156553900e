"""The wheel: eleven dimensions in their places, labels that fit, and a text that follows."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import pytest

from nicdev.evidence import Disclosed, Evidence, disclosed, evidence_rows
from nicdev.framework import framework
from nicdev.language import languages, locale
from nicdev.show import style, wheel
from nicdev.show.words import Words

WORDS = Words(locale("en"))
MARKED = ("new", "more", "as much", "less")
ROOMS = framework().dimensions


def shown(found: Mapping[str, int] = {}, moved: Mapping[str, str] = {}, of: int = 4) -> Disclosed:
    """A wheel where some dimensions have so many of four questions with evidence."""
    rows: list[dict[str, Any]] = [
        {"part": room, "group": room.split(".")[0], "unit": "indicators", "n": of,
         "x": "evidence" if found.get(room) else "no evidence", "numerator": found.get(room, 0)}
        for room in ROOMS
    ]  # fmt: skip
    rows += [{"part": room, "unit": "direction", "x": word} for room, word in moved.items()]
    rows += [{"part": f"functions.{name}", "group": "functions", "unit": "functions",
              "x": "not built yet"} for name in framework().functions]  # fmt: skip
    if moved:
        rows.append({"unit": "wave", "wave": "w", "label": "Autumn"})
    made = Evidence("development.reflection.wheel", "checklist", "work", "all",
                    (("", "described"),), evidence_rows(rows))  # fmt: skip
    return disclosed(made, "hub", frame=made.rows)


def test_three_rings_of_four_four_and_three() -> None:
    fields = wheel.fields(shown(), WORDS)
    assert [f.name for f in fields] == [WORDS.say(f"rooms.{room}.name") for room in ROOMS]
    middle, *rest = fields
    assert (middle.inner, middle.half) == (0, math.pi)
    bands = [f.inner for f in rest]
    assert [bands.count(band) for band in sorted(set(bands))] == [3, 4, 3]
    for band in set(bands):  # each ring is whole and no field lies over another
        ring = [f for f in rest if f.inner == band]
        assert math.isclose(sum(2 * f.half for f in ring), 2 * math.pi)
        places = {round(math.cos(f.middle), 6) + 1j * round(math.sin(f.middle), 6) for f in ring}
        assert len(places) == len(ring)


@pytest.mark.parametrize("language", languages())
def test_no_label_is_cut_or_leaves_its_field_or_meets_its_mark(language: str) -> None:
    words = Words(locale(language))
    everywhere = dict.fromkeys(ROOMS, "less")
    for field in wheel.fields(shown(dict.fromkeys(ROOMS, 1), everywhere), words):
        lines = wheel._lines(field)
        assert " ".join(lines) == field.name  # nothing was cut
        assert 0.17 * len(lines) <= field.outer - field.inner
        for at, line in enumerate(lines):
            half = style.length(line, style.SMALL) / 2
            if not field.inner:
                assert math.hypot(half, 0.17 * len(lines) / 2) < field.outer
                continue
            radius = (field.inner + field.outer) / 2 + ((len(lines) - 1) / 2 - at) * 0.17
            mark = field.half - (0.15 + wheel.MARK * 1.2) / ((field.inner + field.outer) / 2)
            assert half / radius < mark, field.name
    for name in framework().functions:
        long = style.length(words.say(f"functions.{name}.name"), style.SMALL)
        assert long / wheel.AROUND < 2 * math.pi / len(framework().functions) - 0.1
    assert wheel.AROUND + 0.09 <= wheel.RADIUS


def test_letters_are_large_enough_on_paper_and_phone() -> None:
    """At least seven points where A4 shows the wheel 125 mm wide, and on a phone of 326 pixels."""
    assert f'width="{72 * style.WIDTH:g}pt"' in wheel.figure(shown(), WORDS)
    assert style.SMALL * 125 / 25.4 / style.WIDTH >= 7
    assert style.SMALL * 326 / (96 * style.WIDTH) >= 7


def test_the_shade_follows_the_evidence_and_the_legend_follows_the_shades() -> None:
    some = {"roles.trust": 1, "roles.connections": 2, "culture.identity": 4}
    levels = {f.name: f.level for f in wheel.fields(shown(some), WORDS)}
    assert levels[WORDS.say("rooms.roles.trust.name")] == "some"
    assert levels[WORDS.say("rooms.roles.connections.name")] == "most"
    assert levels[WORDS.say("rooms.culture.identity.name")] == "every"
    assert levels[WORDS.say("rooms.culture.narrative.name")] == "no evidence"
    drawn = re.findall("<title>(.*?)</title>", wheel.figure(shown(some), WORDS))
    assert {"some", "half or more", "all", "no evidence yet"} <= set(drawn)
    assert "not looked at yet" not in drawn
    assert not {WORDS.word(word) for word in MARKED} & set(drawn)  # no wave before, no marks
    fills = [wheel.FILLS[level] for level in ("some", "most", "every")]
    assert [style.RAMP.index(fill) for fill in fills] == sorted(map(style.RAMP.index, fills))


def test_marks_differ_in_shape_and_not_in_colour() -> None:
    shapes = [wheel.mark(word, 1, 1, "#000000") for word in MARKED]
    assert len(set(shapes)) == len(MARKED)
    moved = dict(zip(ROOMS, MARKED, strict=False))
    drawn = wheel.figure(shown(dict.fromkeys(ROOMS, 1), moved), WORDS)
    titles = re.findall("<title>(.*?)</title>", drawn)
    assert {WORDS.word(word) for word in MARKED} <= set(titles)
    inks = {field.ink for field in wheel.fields(shown(dict.fromkeys(ROOMS, 1), moved), WORDS)}
    assert inks == {style.INK}


def test_the_alternative_follows_counts_and_directions() -> None:
    one = wheel.alt(shown({"roles.trust": 1}, {"roles.trust": "more"}), WORDS)
    two = wheel.alt(shown({"roles.trust": 3}, {"roles.trust": "less"}), WORDS)
    assert "Relational trust (1 of 4 questions with evidence)" in one
    assert "Relational trust (3 of 4 questions with evidence)" in two
    assert "Compared with Autumn: more evidence in 1, as much in 0, less in 0" in one
    assert "Compared with Autumn: more evidence in 0, as much in 0, less in 1" in two
    assert "Compared" not in wheel.alt(shown({"roles.trust": 1}), WORDS)
    for room in ROOMS:
        assert WORDS.say(f"rooms.{room}.name") in one


def test_the_table_holds_what_the_wheel_shows() -> None:
    (plain,) = wheel.tables(shown({"roles.trust": 1}), WORDS)
    (moved,) = wheel.tables(shown({"roles.trust": 1}, {"roles.trust": "new"}), WORDS)
    assert len(plain.rows) == len(moved.rows) == len(ROOMS) + len(framework().functions)
    assert (len(plain.head), len(moved.head)) == (3, 4)
    (trust,) = [row for row in moved.rows if row[0] == "Relational trust"]
    assert trust == ("Relational trust", "Roles and relationships", "1 / 4", "new evidence")


def test_the_same_wheel_has_the_same_bytes_and_is_small() -> None:
    some = shown(dict.fromkeys(ROOMS, 2), dict.fromkeys(ROOMS, "more"))
    drawn = wheel.figure(some, WORDS)
    assert drawn == wheel.figure(some, WORDS)
    assert len(drawn) < 50_000
    wanted = [WORDS.say(f"functions.{name}.name") for name in framework().functions]
    assert [t for t in re.findall("<title>(.*?)</title>", drawn) if t in wanted] == wanted
