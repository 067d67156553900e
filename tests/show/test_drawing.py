"""A figure takes less room in a page, and is still the same figure."""

from __future__ import annotations

import base64
import re
from xml.etree import ElementTree

import pytest

from nicdev.show import style
from nicdev.show.drawing import data_url, smaller


@pytest.fixture(scope="module")
def drawn() -> str:
    """A figure in the house style: letters in two weights, and a label that looks like code."""
    with style.canvas(2.0) as (figure, axes):
        axes.plot([0, 1 / 3, 2 / 7], [1, 1 / 9, 5 / 11])
        axes.set_title("Bold & < plain", fontweight="bold")
        axes.set_xlabel('#DejaVuSans- "d="')
        return style.svg(figure)


def numbers(svg: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", svg)]


def test_the_same_elements_with_the_same_places_to_a_hundredth(drawn: str) -> None:
    made = smaller(drawn)
    assert len(made) < 0.9 * len(drawn)
    before, after = (list(ElementTree.fromstring(svg).iter()) for svg in (drawn, made))  # noqa: S314
    assert [e.tag for e in before] == [e.tag for e in after]
    for old, new in zip(before, after, strict=True):
        assert set(old.attrib) == set(new.attrib)
        for name, value in old.attrib.items():
            if name == "id" or name.endswith("href"):
                continue
            close = 0.01 if name in ("d", "transform") else 0
            assert numbers(new.attrib[name]) == pytest.approx(numbers(value), abs=close)
            scales = [re.findall(r"scale\([^)]*\)", one) for one in (value, new.attrib[name])]
            assert scales[0] == scales[1]


def test_every_letter_that_is_used_is_there_once(drawn: str) -> None:
    made = smaller(drawn)
    ids = re.findall(r' id="([^"]+)"', made)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', made)) <= set(ids)
    assert "DejaVuSans" not in re.sub(r"<!--.*?-->", "", made, flags=re.DOTALL)


def test_an_address_holds_the_drawing(drawn: str) -> None:
    kind, _, encoded = data_url(drawn).partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(encoded).decode() == smaller(drawn)
