"""Words and how often: what is counted as a word, and which side uses it more."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from nicdev.errors import NicdevError
from nicdev.measures.words import keyness, sometimes_named, using, words_of

Rows = Callable[[str], list[dict[str, object]]]


def side(*rows: str) -> pd.DataFrame:
    return pd.DataFrame([[float(n) for n in row.split()] for row in rows])


def test_ratios_and_intervals_are_those_of_r(golden: Rows) -> None:
    cases = pd.DataFrame(golden("words_keyness.csv"))
    for _, rows in cases.groupby(cases["case"].str.split().str[0]):
        first = rows.iloc[0]
        found = keyness(*(side(*first[c].split(" / ")) for c in ("rows", "values")), 0.95)
        assert found.log_ratio == pytest.approx(rows["ratio"], rel=1e-9)
        assert found.lower == pytest.approx(rows["lower"], rel=1e-9, nan_ok=True)
        assert found.upper == pytest.approx(rows["upper"], rel=1e-9, nan_ok=True)


def test_one_person_who_repeats_a_word_is_less_sure_than_many_who_use_it() -> None:
    other = side(*["1 20"] * 8)
    many, one = side(*["3 20"] * 8), side("24 20", *["0 20"] * 7)
    spread = [keyness(some, other, 0.95) for some in (many, one)]
    assert spread[0].log_ratio == pytest.approx(spread[1].log_ratio)
    assert spread[0].lower[0] > 0
    assert spread[1].lower[0] < 0


def test_the_same_words_on_both_sides_do_not_stand_out() -> None:
    same = side("3 5 9", "4 4 8", "2 6 7")
    found = keyness(same, same, 0.95)
    assert found.log_ratio == pytest.approx(np.zeros(3))
    assert (found.lower < 0).all()
    assert (found.upper > 0).all()


@pytest.mark.parametrize("probability", [0, 1, -0.5])
def test_a_probability_is_between_none_and_all(probability: float) -> None:
    with pytest.raises(NicdevError):
        keyness(side("1"), side("1"), probability)


def test_names_numbers_and_letters_are_no_words() -> None:
    text = (
        "We asked Marisol. Then 30 students talked; it’s a start! “Tests help”, x said in Room 7."
    )
    assert words_of(text, {"it's", "then"}) == [
        "we", "asked", "students", "talked", "start", "tests", "help", "said", "in"]  # fmt: skip


def test_a_name_at_the_beginning_of_a_sentence_is_known_from_elsewhere() -> None:
    assert sometimes_named(iter(["Lincoln went on. We met at Lincoln."])) == {"lincoln"}


@pytest.mark.parametrize(
    ("text", "there"),
    [("An EXIT\n ticket!", [True]), ("the exit ticket’s end", [True]), ("(exit slip)", [True]),
     ("no-exit ticket", [True]), ("Exit tickets and slips.", [False]), ("exit-ticket", [False]),
     ("exit ticket2", [False]), ("", [False])],
)  # fmt: skip
def test_a_phrase_is_found_as_whole_words(text: str, there: list[bool]) -> None:
    assert using([text], ["exit ticket", "Exit slip"]) == there


def test_spellings_are_no_patterns_and_letters_are_one_however_composed() -> None:
    assert using(["a.b", "axb", "C++ helps", "C helps"], ["a.b", "c++"]) == [
        True, False, True, False
    ]  # fmt: skip
    texts = ["Re\u0301union", "Straße", "the team's"]
    assert using(texts, ["r\u00e9union", "STRASSE", "team’s"]) == [True, True, True]
