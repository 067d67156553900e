"""Names of the roster, found again however they are written."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest

from nicdev.tables.names import Roster, roster

MEMBERS = pd.DataFrame({"member_id": ["M001", "anna-b", "12", "J. Smith-Lee"]})
PRIVATE = {
    "members": pd.DataFrame(
        {"name": ["Jane Doe", "José Muñoz", "Mary O’Brien", "Li Wu"],
         "mail": ["jane.doe@school.example", None, None, None]}
    )
}  # fmt: skip
FINDER: Roster = roster(MEMBERS, PRIVATE, ["Mary"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thanks to jane doe.", ("jane doe",)),
        ("DOE, JANE", ("DOE, JANE", "DOE", "JANE")),
        ("Ms Doe said so", ("Doe",)),
        ("Doe's team and the Doe-led one", ("Doe",)),
        ("Doe’s, and Jane Doe’s", ("Jane Doe", "Doe", "Jane")),
        ("MUNOZ", ("MUNOZ",)),
        (unicodedata.normalize("NFD", "Muñoz"), ("Muñoz",)),
        ("D\u00adoe and Do\u200be", ("Doe",)),
        ("O'Brien", ("Brien",)),
        ("li wu", ("li wu",)),
        (
            "write to Jane.Doe@school.example now",
            ("Jane.Doe@school.example", "Jane.Doe", "Jane", "Doe"),
        ),
        ("M001's idea, (M001); **M001**", ("M001",)),
        ("the M001-led test", ("M001",)),
        ("by anna-b.", ("anna-b",)),
        ("Smith-Lee", ("Smith", "Lee")),
    ],
)
def test_found(text: str, found: tuple[str, ...]) -> None:
    assert FINDER.find(text) == found


@pytest.mark.parametrize(
    "text", ["a doe in the wood", "Mary had a lamb", "12 of 12", "M0011", "Li or Wu", "brien", ""]
)
def test_not_found(text: str) -> None:
    assert FINDER.find(text) == ()


def test_a_roster_does_not_say_who_is_on_it() -> None:
    assert repr(FINDER) == "Roster()"
