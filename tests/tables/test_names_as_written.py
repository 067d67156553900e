"""The roster, found again in a text however it is written; and what must not stop a page."""

from __future__ import annotations

import pandas as pd
import pytest

from nicdev.tables.names import Roster, roster

PEOPLE = pd.DataFrame(
    {
        "member_id": ["M-12", "1e3", "T1", "007", "K12x", "a/b7", "2024-01", "lead"],
        "name": [
            "Ana Muñoz",
            "Bo García-López",
            "Will Young",
            "Li Wu",
            "Pat O'Brien",
            "王小明",
            "Zoë Ann Smith",
            "Ida Holm",
        ],
        "mail": ["pat.o'brien@school.example", *[f"p{i}@school.example" for i in range(7)]],
    }
)


def finder(*not_names: str) -> Roster:
    return roster(PEOPLE[["member_id"]], {"members": PEOPLE}, not_names)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Muñoz's idea", "Muñoz"),  # possessive
        ("Ms. O’Brien’s class", "Brien"),
        ("what OBrien tried", "OBrien"),
        ("Mu\u200bñoz", "Muñoz"),  # zero-width space
        ("Mu\u00adñoz", "Muñoz"),  # soft hyphen
        ("Mun\u0303oz", "Muñoz"),  # a letter and its accent apart
        ("\uff2d\uff55ñoz", "Muñoz"),  # full-width letters
        ("Mu&ntilde;oz", "Muñoz"),  # entity
        ("MUNOZ", "MUNOZ"),
        ("ana\u00a0munoz", "ana munoz"),
        ("Muñoz, Ana", "Muñoz, Ana"),
        ("Ana_Muñoz", "Ana_Muñoz"),
        ("Bo Garcia Lopez", "Bo Garcia Lopez"),  # hyphen left out
        ("López said", "López"),
        ("zoe smith", "zoe smith"),  # middle name left out
        ("L. Wu", "L. Wu"),  # an initial with a surname that is short
        ("asked 王小明老师 for help", "王小明"),  # no spaces in this script
        ("M-12's test", "M-12"),
        ("see m-12", "m-12"),
        ("see #M-12!", "M-12"),
        ("in a/b7.", "a/b7"),
        ("write to Pat.O'Brien@School.example.", "Pat.O'Brien@School.example"),
    ],
)
def test_names_are_found_however_they_are_written(text: str, found: str) -> None:
    assert found in finder().find(text)


@pytest.mark.parametrize(
    "text",
    [
        "T1 and 007 on 2024-01-05",  # short ids, numbers, dates
        "a young teacher will ask",
        "we tried 12 of them",
        "Lead is a role; so are Leaders",
        "a section li 12",
        "王",
    ],
)
def test_ordinary_text_names_nobody(text: str) -> None:
    assert finder().find(text) == ()


def test_what_the_params_allow_is_allowed_as_written_there_and_no_further() -> None:
    strict, lenient = finder(), finder("will young", "Smith School", "Holm")
    assert strict.find("will young people stay?") == ("will young",)
    assert lenient.find("will young people stay?") == ()
    assert lenient.find("at Smith School") == ()
    assert lenient.find("at Smith's class") == ("Smith",)  # the school is allowed, not the person
    assert lenient.find("Holm") == ()
    assert lenient.find("Ida Holm") == ("Ida Holm", "Ida")


def test_the_key_of_a_private_column_is_no_name() -> None:
    """Whom a private column is about stands beside it: a wave called Autumn names nobody."""
    private = pd.DataFrame({"wave": ["Autumn"], "respondent_id": ["Sheet"], "nickname": ["Bobbie"]})
    found = roster(PEOPLE[["member_id"]], {"respondents": private})
    assert found.find("In Autumn, Bobbie filled the Sheet") == ("Bobbie",)
