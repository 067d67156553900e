"""Colours: readable on light and dark screens, told apart by every kind of eye, light on paper."""

from __future__ import annotations

import re
from itertools import pairwise

import pandas as pd
import pytest
from conftest import ROOT, golden

from nicdev.show import style

TEXT, MARKS = 4.5, 3.0  # contrast that WCAG 2.2 asks of letters and of marks
LINES = ("ink", "muted", "mark", "accent")
EYES = ["all", "deutan", "protan", "tritan"]
APART = 5.0  # in CIELAB, where about 2 can just be told from each other side by side


@pytest.fixture
def pairs() -> pd.DataFrame:
    return pd.DataFrame(golden("colours_pairs")).astype(dict.fromkeys(["contrast", *EYES], float))


def two(pairs: pd.DataFrame, screen: str, one: str, other: str) -> pd.Series:
    both = pairs["one"].isin([one, other]) & pairs["other"].isin([one, other])
    return pairs[both & (pairs["screen"] == screen)].iloc[0]


def test_the_measured_colours_are_those_that_are_drawn(pairs: pd.DataFrame) -> None:
    for at, screen in enumerate(("light", "dark")):
        here = pairs[pairs["screen"] == screen]
        measured = dict(zip(here["one"], here["one_is"], strict=True))
        measured |= dict(zip(here["other"], here["other_is"], strict=True))
        assert measured == {name: colours[at] for name, colours in style.SCREENS.items()}


def test_pages_and_pictures_share_their_colours() -> None:
    css = (ROOT / "nicdev/press/template/nicdev/brief.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    for name in ("paper", *LINES):
        assert re.findall(rf"--{name}: (#\w+)", light) == [style.SCREENS[name][0]]
        assert re.findall(rf"--{name}: (#\w+)", dark) == [style.SCREENS[name][1]]


def test_a_dark_screen_changes_colours_and_nothing_else() -> None:
    css = (ROOT / "nicdev/press/template/nicdev/brief.css").read_text(encoding="utf-8")
    dark = r"@media screen and \(prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}\s*\}"
    (rules,) = re.findall(dark, css)
    assert css.count("prefers-color-scheme") == 1
    said = [rule.strip() for rule in rules.split(";") if rule.strip()]
    assert said[0] == "color-scheme: dark"
    assert all(re.fullmatch(r"--\w+: #[0-9a-f]{6}", rule) for rule in said[1:])


@pytest.mark.parametrize("screen", ["light", "dark"])
def test_letters_and_marks_stand_out(pairs: pd.DataFrame, screen: str) -> None:
    for name in LINES:
        assert two(pairs, screen, name, "paper")["contrast"] >= TEXT, name
    for at, fill in enumerate(style.RAMP):
        letters = "ink" if style.letters_on(fill) == style.INK else "paper"
        assert two(pairs, screen, f"r{at}", letters)["contrast"] >= TEXT, fill
    for size in range(2, 7):  # every fill is outlined, and the outline can be seen on all of them
        for fill in style.fills(size):
            at = style.RAMP.index(fill)
            if at < 3:  # darker fills stand out by themselves
                assert two(pairs, screen, f"r{at}", "ink")["contrast"] >= MARKS
            else:
                assert two(pairs, screen, f"r{at}", "paper")["contrast"] >= MARKS


@pytest.mark.parametrize("screen", ["light", "dark"])
def test_colours_are_told_apart_whatever_the_eye(pairs: pd.DataFrame, screen: str) -> None:
    for one, other in (("mark", "accent"), ("mark", "ink"), ("accent", "ink"), ("mark", "muted")):
        assert two(pairs, screen, one, other)[EYES].min() >= 2 * APART, (one, other)
    for size in range(2, 7):
        steps = [f"r{style.RAMP.index(fill)}" for fill in style.fills(size)]
        for one, other in pairwise(steps):
            assert two(pairs, screen, one, other)[EYES].min() >= APART, (one, other)


def test_at_most_five_hues_and_all_by_name() -> None:
    """Beside the ramp: ink, muted ink, two marks and the paper."""
    assert [name for name in style.SCREENS if not re.fullmatch(r"r\d", name)] == ["paper", *LINES]
    with style.canvas(1.0) as (figure, axes):
        for at, (colour, _) in enumerate(style.SCREENS.values()):
            axes.plot([0, 1], [at, at], color=colour)
        drawn = style.svg(figure)
    rule = drawn[drawn.index("<style>svg") : drawn.index("</style>", drawn.index("<style>svg"))]
    beside = drawn.replace(rule, "")
    assert re.findall(r"#[0-9a-f]{6}\b", beside) == []
    assert all(f"var(--{name})" in beside for name in style.SCREENS)


def test_a_dark_screen_does_not_darken_paper() -> None:
    with style.canvas(1.0) as (figure, _):
        drawn = style.svg(figure)
    assert "@media screen and (prefers-color-scheme:dark)" in drawn
    assert drawn.count("<style>svg{") == 1
