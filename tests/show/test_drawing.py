"""A figure takes less room in a page, and is still the same figure."""

from __future__ import annotations

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from markupsafe import escape

from nicdev.show import style
from nicdev.show.drawing import data_url, smaller


@pytest.fixture(scope="module")
def drawn() -> str:
    """A figure in the house style: letters in two weights, and labels that look like code."""
    with style.canvas(2.0) as (figure, axes):
        axes.text(0.1, 0.2, 'a style="b" and a\nd="M1.23456"', rotation=90)
        axes.text(0.5, 0.5, '#ffffff xmlns:xlink="a"')  # the paper's colour is no word
        axes.plot([0, 1 / 3, 2 / 7], [1, 1 / 9, 5 / 11])
        axes.set_title("Bold & < plain", fontweight="bold")
        axes.set_xlabel('#DejaVuSans- "d="')
        return style.svg(figure)


SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
AFTER = {"M": 2, "L": 2, "Q": 4, "C": 6, "H": 1, "V": 1, "z": 0}  # numbers that a step takes


def points(outline: str) -> list[tuple[str, tuple[float, ...]]]:
    """The steps of an outline, each with its letter and all its numbers."""
    found: list[tuple[str, tuple[float, ...]]] = []
    letter, at = "", (0.0, 0.0)
    given: list[float] = []
    for word in re.findall(r"[A-Za-z]|-?\d+(?:\.\d+)?", outline):
        if word.isalpha():
            letter, given = word, []
        else:
            given.append(float(word))
        if len(given) == AFTER[letter] and (given or word.isalpha()):
            step = {"H": ("L", (*given, at[1])), "V": ("L", (at[0], *given))}.get(
                letter, (letter, tuple(given))
            )
            at = step[1][-2:] if given else at
            found.append(step)
            given = []
    return found


def drawing(svg: str) -> list[tuple[str, object, object]]:
    """What is drawn, in order: the element, what is pointed at or where it runs, how it looks."""
    tree = ElementTree.fromstring(svg)  # noqa: S314
    rules = "".join(style.text or "" for style in tree.iter(f"{SVG}style"))
    looks = dict(re.findall(r"\.(\w+)\{([^}]*)\}", rules))
    outlines = {e.attrib["id"]: e.get("d") for e in tree.iter() if "id" in e.attrib}
    found: list[tuple[str, object, object]] = []
    for e in tree.iter():
        look = re.sub(r"\s", "", e.get("style") or looks.get(e.get("class", ""), ""))
        if e.tag == f"{SVG}use":
            target = e.get(HREF) or e.get("href") or ""
            moved = re.search(r"translate\((\S+) (\S+)\)", e.get("transform", ""))
            x, y = moved.groups() if moved else (e.get("x", "0"), e.get("y", "0"))
            steps = len(points(outlines[target[1:]] or ""))
            found.append(("use", (steps, float(x), float(y)), look))
        elif e.tag == f"{SVG}text":
            moved = re.fullmatch(
                r"rotate\(-0 .*\)|translate\((\S+) (\S+)\)(.*)", e.get("transform", "rotate(-0 )")
            )
            assert moved is not None
            x, y, turned = moved.groups()
            at = (float(x or e.get("x", "0")), float(y or e.get("y", "0")))
            found.append(("text", (e.text, *at, turned or "", e.get("textLength")), look))
        elif e.tag == f"{SVG}path":
            # Outlines that look alike may be one path: each is a step of its own here.
            parts = re.findall(r"M[^M]*", e.get("d", ""))
            found += [("path", points(part), look) for part in parts]
        elif e.tag == f"{SVG}g" and (look or e.get("transform")):
            found.append(("g", re.findall(r"[a-z]+\([^)]*\)", e.get("transform", "")), look))
    return found


def test_the_same_drawing_with_the_same_places_to_a_hundredth(drawn: str) -> None:
    made = smaller(drawn)
    assert len(made) < 0.75 * len(drawn)
    before, after = drawing(drawn), drawing(made)
    assert [(kind, look) for kind, _, look in before] == [(kind, look) for kind, _, look in after]
    for (kind, old, _), (_, new, _) in zip(before, after, strict=True):
        if kind == "path":
            assert [letter for letter, _ in old] == [letter for letter, _ in new]
            for (_, was), (_, now) in zip(old, new, strict=True):
                assert now == pytest.approx(was, abs=0.01)
        elif kind == "use":
            assert new == pytest.approx(old, abs=0.01)
        elif kind == "text":
            (said, *at, turned, wide), (says, *to, turns, width) = old, new
            assert (said, turned, wide) == (says, turns, width)
            assert to == pytest.approx(at, abs=0.01)
        else:  # letters are scaled by numbers that have to be exact
            scales = [[s for s in one if s.startswith("scale")] for one in (old, new)]
            assert scales[0] == scales[1]


def test_what_is_pointed_at_is_there_once_and_words_stay_words(drawn: str) -> None:
    made = smaller(drawn)
    ids = re.findall(r' id="([^"]+)"', made)
    assert len(ids) == len(set(ids))
    assert max(map(len, ids)) < 5
    assert set(re.findall(r'href="#([^"]+)"', made)) <= set(ids)
    assert set(re.findall(r'class="(\w+)"', made)) <= set(re.findall(r"\.(\w+)\{", made))
    for words in (
        "Bold &amp; &lt; plain",
        '#DejaVuSans- "d="',
        'a style="b" and a',
        'd="M1.23456"',
        '#ffffff xmlns:xlink="a"',
    ):
        assert f">{words}</text>" in made


def test_words_take_the_room_that_was_measured_whatever_the_letters_of_a_machine() -> None:
    with style.canvas(2.0) as (figure, axes):
        axes.set_axis_off()
        axes.text(0.1, 0.2, "Trust & talk", fontsize=8, fontweight="bold")
        drawn = style.svg(figure)
    (length,) = re.findall(r'textLength="([^"]*)"', drawn)
    room = style.length("Trust & talk", 8, bold=True)
    assert float(length) == pytest.approx(room * 72, abs=0.05)
    assert float(length) != pytest.approx(style.length("Trust & talk", 8) * 72, abs=0.05)


def test_an_address_holds_the_drawing(drawn: str) -> None:
    """Word for word, written with signs that may stand in an address and between double quotes."""
    address = data_url(drawn)
    assert ElementTree.canonicalize(unquote(address.partition(",")[2])) == ElementTree.canonicalize(
        smaller(drawn)
    )
    assert re.fullmatch(
        r"data:image/svg\+xml,(?:[A-Za-z0-9!$'()*+,\-./:;=?@_~ ]|%[0-9A-F]{2})+", address
    )
    assert escape(address) == address, "the page would escape it a second time"


def test_boxes_side_by_side_and_lines_are_one_outline_and_what_lies_over_another_is_not() -> None:
    """On a sheet without axes, whose groups are all empty or say nothing."""
    with style.sheet(2.0) as (figure, axes):
        axes.barh([0.5, 1.0], [1, 2], left=0.5, height=0.4, color=style.RAMP[2])
        axes.plot([0, 1], [1.5, 1.6], color=style.INK)
        axes.plot([0, 1], [1.6, 1.5], color=style.INK)
        axes.barh([1.7, 1.8], [1, 2], left=0.5, height=0.4, color=style.RAMP[3])
        made = smaller(style.svg(figure))
    tree = ElementTree.fromstring(made)  # noqa: S314
    steps = [e.attrib["d"].count("M") for e in tree.iter(f"{SVG}path")]
    assert steps == [1, 1, 2, 1, 1, 2]  # sheet and its ground, boxes, heap, lines above all
    assert list(tree.iter(f"{SVG}g")) == []


def test_what_cuts_off_nothing_is_left_out_and_what_cuts_is_not() -> None:
    with style.canvas(2.0) as (figure, axes):
        axes.set_position((0, 0, 1, 1))
        axes.plot([0, 1], [0, 1])
        whole = style.svg(figure)
    with style.canvas(2.0) as (figure, axes):
        axes.set_position((0, 0, 0.5, 1))
        axes.plot([0, 1], [0, 1])
        half = style.svg(figure)
    assert "clip" in whole
    assert "clip" not in smaller(whole)
    assert re.search(r'clip-path="url\(#(\w+)\)".*<clipPath id="\1">', smaller(half))


def test_a_line_after_a_relative_step_is_written_out() -> None:
    """Where such a step ends is not said, so that no line is known to be level or upright."""
    for outline in ("M1.00 2.00h8.71L1.00 8.71Z", "M1.00 2.00v2.00L3.00 2.00Z"):
        assert smaller(f'<svg><path d="{outline}"/></svg>').count("L") == 1


def test_a_circle_drawn_as_arcs_becomes_one_and_what_is_not_quite_round_stays() -> None:
    with style.canvas(2.0) as (_, axes):
        axes.scatter([0.2, 0.7], [0.3, 0.6], s=[40, 90])
        axes.scatter([0.5], [0.5], marker="s", s=70)
        circles = style.svg(axes.figure)
    made = ElementTree.fromstring(smaller(circles))  # noqa: S314
    drawn = [e for e in made.iter(f"{SVG}path") if e.get("d", "").count("C") > 0]
    rounds = list(made.iter(f"{SVG}circle"))
    outlines = [m for m in re.findall(r'<path d="(M [^"]*)"', circles) if m.count("C") == 8]
    assert len(outlines) == len(rounds) == 2
    assert not drawn
    for outline, circle in zip(outlines, rounds, strict=True):
        numbers = [float(n) for n in re.findall(r"-?\d+\.\d+", outline)]
        across, down = numbers[::2], numbers[1::2]
        x, y, r = (float(circle.get(name, "nan")) for name in ("cx", "cy", "r"))
        assert (x, y) == pytest.approx(
            ((min(across) + max(across)) / 2, (min(down) + max(down)) / 2), abs=0.011
        )
        assert r == pytest.approx((max(across) - min(across)) / 2, abs=0.011)
        bent = outline.replace(f"C {numbers[2]}", "C 1.5", 1).replace(
            f"{max(across)}", f"{max(across) + 0.5}"
        )
        assert "<circle" not in smaller(f'<svg><path d="{bent}"/></svg>')
