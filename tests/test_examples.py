"""The committed example networks: everything is worked out at every wave, and shown to a hub."""

from __future__ import annotations

import pytest
from conftest import committed

from nicdev.desk import Desk
from nicdev.framework import framework
from nicdev.press.fragments import text_of

WAVES = [("algebra", "w1"), ("algebra", "w2"), ("algebra", "w3"), ("literacy", "w1"),
         ("literacy", "w2"), ("newborn", "latest")]  # fmt: skip
NOTHING = {"no evidence", "not asked", "not built yet", "no lexicon", "withheld"}


@pytest.mark.parametrize(("network", "wave"), WAVES, ids=lambda word: word)
def test_everything_can_be_worked_out(network: str, wave: str) -> None:
    desk = committed(network, wave)
    catalogue = framework()
    known = {word for words in catalogue.verdicts.values() for word in words}
    for key, indicator in catalogue.indicators.items():
        found = desk.evidence(key)
        assert {word for _, word in found.verdicts} <= known, key
        assert (found.verdict == "not built yet") == (not indicator.built), key


@pytest.fixture(scope="module")
def algebra() -> Desk:
    return committed("algebra", "w3")


def test_at_least_two_indicators_work_in_each_dimension_and_one_in_each_function(
    algebra: Desk,
) -> None:
    catalogue = framework()
    places = dict.fromkeys(catalogue.dimensions, 2)
    places |= {f"functions.{name}": 1 for name in catalogue.functions}
    for room, wanted in places.items():
        working = [key for key in catalogue.keys_at(room)
                   if algebra.evidence(key).verdict not in NOTHING]  # fmt: skip
        assert len(working) >= wanted, room


@pytest.mark.parametrize(
    "room",
    [room for room in framework().rooms
     if room not in ("development.reflection", "development.portfolio")],
)  # fmt: skip
def test_a_hub_of_23_teachers_sees_something_in_every_dimension_and_nobody(
    algebra: Desk, room: str
) -> None:
    """Something that carries numbers or words of its own, and no name of anyone on the roster."""
    shown = [algebra.shown(key).block["editions"]["hub"] for key in framework().keys_at(room)]
    assert any(edition["seen"] for edition in shown), room
    for edition in shown:
        words = text_of(str(edition["html"]))
        assert not algebra.network.roster.find(words), room
