"""What is held back of what people chose and wrote, attacked by somebody who knows the rules."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import Any

import numpy as np
import pytest

from nicdev.evidence import Disclosed, Edition, Evidence, evidence_rows
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show import counts, keyness, matrix
from nicdev.show.disclosure import disclose
from nicdev.show.words import Words

K = 5
EDITIONS: tuple[Edition, ...] = ("hub", "members")
WORDS = Words(locale("en"))


def shown(key: str, rows: list[dict[str, Any]], edition: Edition = "hub") -> Disclosed:
    indicator = framework().indicator(key)
    made = Evidence(key, indicator.kind, indicator.about, "w1", (("", "described"),),
                    evidence_rows(rows))  # fmt: skip
    return disclose(made, edition, framework().limits)


def chosen(counts: dict[str, int], n: int, eligible: int = 60, **more: Any) -> list[dict[str, Any]]:
    return [{"part": "barrier", "unit": "cells", "group": answer, "x": "Spring", "numerator": count,
             "n": n, "value": count / n, "responded": n, "eligible": eligible, **more}
            for answer, count in counts.items()]  # fmt: skip


BARRIERS = "development.voices.enablers_and_barriers"


def seen(rows: list[dict[str, Any]], edition: Edition = "hub") -> dict[str, float | str]:
    found = shown(BARRIERS, rows, edition).rows
    return {row.group: row.coded or row.numerator for row in found.itertuples()}


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_few_chose_is_gone_and_what_all_but_few_chose_is_a_word(edition: Edition) -> None:
    several = {"time": 18, "papers": 12, "distance": 9, "trust": 3, "other": 1}
    assert seen(chosen(several, 20), edition) == {"time": "nearly all", "papers": 12, "distance": 9}
    assert seen(chosen(several | {"time": 14}, 20), edition) == {
        "time": 14, "papers": 12, "distance": 9}  # fmt: skip


def test_a_single_small_answer_is_not_left_over_when_the_rest_is_taken_away() -> None:
    """Of 20 who chose one thing each, 12 and 6 leave 2; the 6 must go with them."""
    assert seen(chosen({"time": 12, "papers": 6, "trust": 2}, 20)) == {}
    found = seen(chosen({"time": 20, "papers": 10, "distance": 8, "trust": 2}, 40))
    assert found == {"time": 20, "papers": 10}


@pytest.mark.parametrize(("answers", "n"), [(2, 13), (3, 17), (3, 20), (4, 15)])
def test_no_small_count_can_be_worked_out_where_each_chose_one_thing(answers: int, n: int) -> None:
    """Every way in which n people can choose is shown; whoever sees a page cannot tell which
    small count is behind it, though they know the rules."""
    worlds = [(*some, n - sum(some)) for some in itertools.product(range(n + 1), repeat=answers - 1)
              if sum(some) <= n]  # fmt: skip
    rows = [row for at, world in enumerate(worlds)
            for row in chosen(dict(zip("abcd", world, strict=False)), n, part=str(at))]  # fmt: skip
    pages = shown(BARRIERS, rows).rows
    cells = {(row.part, row.group): row.coded or row.numerator for row in pages.itertuples()}
    behind: dict[tuple[Any, ...], list[tuple[int, ...]]] = defaultdict(list)
    for at, world in enumerate(worlds):
        behind[tuple(cells.get((str(at), name)) for name in "abcd"[:answers])].append(world)
    for page, possible in behind.items():
        for at, cell in enumerate(page):
            values = {world[at] for world in possible}
            if any(value < K for value in values):
                assert len(values) > 1, (page, possible)
                assert cell is None


def test_under_twice_k_nothing_is_shown() -> None:
    found = shown(BARRIERS, chosen({"time": 9, "papers": 6}, 9))
    assert found.verdict == "withheld"
    assert found.rows.empty
    assert found.held_back == ("too_few",)


def test_how_many_were_asked_is_not_said_where_nearly_all_answered() -> None:
    rows = [*chosen({"time": 8, "papers": 12}, 20, 22), *chosen({"a": 9, "b": 9}, 16, 22, part="x")]
    found = shown(BARRIERS, rows)
    assert found.rows["eligible"].isna().all()
    assert "nearly_all_answered" in found.held_back
    assert list(matrix.sure(found, WORDS)) == [
        "Depending on the question and the wave, 16 to 20 people answered."]  # fmt: skip
    open_ = shown(BARRIERS, chosen({"time": 8, "papers": 12}, 20, 40))
    assert set(open_.rows["eligible"]) == {40}


def test_a_grid_with_cells_that_are_not_shown_does_not_say_that_none_is_empty() -> None:
    rows = [*chosen({"time": 14, "papers": 0, "distance": 12}, 20),
            *chosen({"time": 13, "papers": 8, "distance": 11}, 20, x="Autumn")]  # fmt: skip
    found = shown(BARRIERS, rows)
    assert "not shown" in set(found.rows["coded"])
    said = [matrix.alt(found, WORDS), *matrix.sentences(found, WORDS)]
    assert not any("empty" in line.replace("not empty", "") for line in said)
    assert " with 14 (70%); the least of what is shown is " in said[1]
    assert said[1].endswith("(Autumn), with 8 (40%).")


def themed(numerator: int, n: int, having: int, lacking: int, people: int) -> list[dict[str, Any]]:
    base = {"part": "texts of members", "group": "us", "x": "Spring"}
    return [
        {**base, "unit": "cells", "numerator": numerator, "n": n, "value": numerator / n},
        {**base, "unit": "people with", "numerator": having, "n": people},
        {**base, "unit": "people without", "numerator": lacking, "n": people},
        {"unit": "alpha", "group": "us", "value": 0.7, "n": 9},
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_theme_is_counted_only_where_enough_people_stand_on_either_side(edition: Edition) -> None:
    def cell(*case: int) -> Any:
        found = shown("culture.narrative.themes", themed(*case), edition).rows
        return [row.coded or row.numerator for row in found[found["unit"] == "cells"].itertuples()]

    assert cell(12, 30, 8, 14, 20) == [12]
    assert cell(12, 30, 4, 14, 18) == []  # twelve texts, but of four people
    assert cell(27, 30, 18, 3, 20) == ["nearly all"]
    assert cell(20, 30, 18, 3, 20) == []  # ten texts without it, but of three people
    assert cell(6, 12, 6, 6, 9) == []  # fewer than ten people in all
    assert set(shown("culture.narrative.themes", themed(12, 30, 8, 14, 20)).rows["unit"]) == {
        "cells", "alpha"}  # fmt: skip


def word(x: str, used: int, of: int, upper: float = 4.04) -> dict[str, Any]:
    return {"part": "now and before", "unit": "word", "group": "latest wave", "x": x,
            "value": 2.345, "lower": 0.51, "upper": upper, "limit": 17.2, "numerator": 20, "n": 30,
            "responded": used, "eligible": of}  # fmt: skip


def test_a_word_of_few_people_is_gone_and_ratios_are_rounded() -> None:
    key = "culture.narrative.words"
    compared = {"part": "now and before", "unit": "compared", "numerator": 40}
    rows = [compared, word("talk", 6, 12), word("rare", 4, 12)]
    found = shown(key, rows).rows
    assert found["x"].tolist() == ["", "talk"]
    assert found[["value", "lower", "upper"]].iloc[1].tolist() == [2.3, 0.5, 4.0]
    # Uses and people of two comparisons could be taken away from one another.
    assert found[["numerator", "limit", "responded", "eligible"]].iloc[1].isna().all()
    assert shown(key, [rows[0], word("talk", 6, 9)]).verdict == "withheld"
    assert shown(key, rows[:1]).verdict == "described"
    assert list(keyness.sentences(shown(key, rows[:1]), WORDS)) == [
        "Members, now and before: none of 40 words that were compared stands out on either side."
    ]  # fmt: skip


def test_a_word_that_the_other_side_never_used_has_no_upper_end() -> None:
    found = shown("culture.narrative.words", [word("talk", 6, 12, upper=np.nan)])
    assert list(keyness.sentences(found, WORDS)) == [
        "Members' texts of this wave: “talk” stands out most, 4.9 times as often as elsewhere (at "
        "least 1.4 times)."]  # fmt: skip
    assert keyness.figure(found, WORDS)


def test_counts_of_work_pass_and_name_nobody() -> None:
    rows = [{"part": "written", "unit": "tests", "group_kind": "network", "x": "study",
             "numerator": 2, "n": 8, "value": 0.25},
            {"part": "written", "unit": "tests", "group_kind": "team", "group": "t1",
             "label": "Lincoln", "x": "study", "numerator": 1, "n": 2, "value": 0.5}]  # fmt: skip
    for edition in EDITIONS:
        found = shown("culture.evidence.documenting", rows, edition)
        assert found.rows["label"].tolist() == [""]
        assert list(counts.sentences(found, WORDS)) == [
            "What is written down of tests that ended, of 8 tests: how the two compare 2 (25%)."
        ]
