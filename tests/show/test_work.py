"""The gate on work: counts pass, what stands under a name waits for open_to_members; its words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from nicdev.evidence import WHOLE, Edition, Evidence, evidence_rows
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show import distribution
from nicdev.show.blocks import block
from nicdev.show.disclosure import disclose_page
from nicdev.show.words import Words

Rows = list[dict[str, Any]]
LIMITS = framework().limits
WORDS = Words(locale("en"))
LEAVING: tuple[Edition, ...] = ("hub", "members")


def work(rows: Rows, key: str = "technical.theory.coverage") -> Evidence:
    kind = framework().indicator(key).kind
    return Evidence(key, kind, "work", "all", (("", "described"),), evidence_rows(rows))


def seen(evidence: Evidence, edition: Edition, *, named: bool = False) -> Any:
    return disclose_page([evidence], edition, LIMITS, open_to_members=named)[evidence.key]


def cell(kind: str, group: str) -> dict[str, Any]:
    return {"part": "p", "unit": "cells", "group_kind": kind, "group": group, "label": group,
            "x": "tests", "numerator": 3}  # fmt: skip


@pytest.mark.parametrize("edition", LEAVING)
@pytest.mark.parametrize("kind", ["team", "organization"])
def test_rows_under_a_name_wait_for_the_network_to_be_open(edition: Edition, kind: str) -> None:
    evidence = work([cell("driver", "Talk"), cell(kind, "Lincoln")])
    shown = seen(evidence, edition)
    assert shown.rows["group"].tolist() == ["Talk"]
    assert shown.held_back == ("teams_apart",)
    shown = seen(evidence, edition, named=True)
    assert shown.rows["group"].tolist() == ["Talk", "Lincoln"]
    assert shown.held_back == ()
    assert seen(evidence, "evaluator").rows["group"].tolist() == ["Talk", "Lincoln"]


@pytest.mark.parametrize("edition", LEAVING)
@pytest.mark.parametrize("named", [False, True])
def test_what_the_gate_does_not_know_is_held_back(edition: Edition, *, named: bool) -> None:
    rows = [cell("member", "M001"), cell("driver", "Talk") | {"unit": "dots"}]
    assert seen(work(rows), edition, named=named).rows.empty


CHAIN: Rows = [
    *({"part": f"lincoln-{at}", "label": "Ask twice", "unit": "node", "group_kind": "scale",
       "group": "school", "x": f"2024-10-0{at}", "value": at / 4,
       "relation": "not shared" if at == 2 else ""} for at in (1, 2, 3)),
    *({"part": f"lincoln-{one}", "x": f"lincoln-{other}", "unit": "edge", "group_kind": "scale"}
      for one, other in ((1, 2), (2, 3), (1, 3))),
    {"part": "alone", "unit": "outside", "group_kind": WHOLE, "numerator": 2},
]  # fmt: skip


@pytest.mark.parametrize("edition", LEAVING)
def test_tests_leave_without_their_codes_and_only_where_they_are_shared(edition: Edition) -> None:
    for named in (False, True):
        shown = seen(work(CHAIN, "technical.inquiry.ramps"), edition, named=named)
        assert not shown.rows.astype(str).apply(lambda c: c.str.contains("lincoln")).any(axis=None)
        node = shown.rows[shown.rows["unit"] == "node"]
        assert node["x"].tolist() == ["2024-10-01", "2024-10-03"]
        edge = shown.rows[shown.rows["unit"] == "edge"]
        assert edge[["part", "x"]].to_numpy().tolist() == [node["part"].tolist()]
        assert shown.held_back == ("tests_not_shared",)
    kept = seen(work(CHAIN, "technical.inquiry.ramps"), "evaluator").rows
    assert kept["part"].str.startswith("lincoln").sum() == 6


def test_a_page_says_what_stands_outside_the_picture() -> None:
    shown = seen(work(CHAIN, "technical.inquiry.ramps"), "hub")
    html = block(shown, "en", LIMITS).html
    assert "2 more stand alone, without a link." in html
    assert "Tests that their teams do not share with others are not shown one by one." in html


def counted(unit: str, counts: dict[str, int], part: str = "p") -> Rows:
    n = sum(counts.values())
    return [{"part": part, "unit": unit, "group_kind": WHOLE, "x": x, "numerator": count, "n": n,
             "value": count / n} for x, count in counts.items()]  # fmt: skip


def test_counts_of_work_in_words_and_tables() -> None:
    key = "functions.knowledge_management.harvest"
    rows = [*counted("tests", {"yes": 3, "no": 1}, "drawn_on"),
            *counted("learnings", {"yes": 0, "no": 2}, "learning_offered"),
            {"unit": "behind", "group_kind": WHOLE, "numerator": 2}]  # fmt: skip
    shown = seen(work(rows, key), "hub")
    assert list(distribution.sentences(shown, WORDS)) == [
        "Something was learned and gathered, of tests that have ended: 3 of 4 (75%).",
        "Offered to others, of what was packaged: 0 of 2 (0%).",
    ]
    assert list(distribution.sure(shown, WORDS)) == [
        "They are the tests of 2 teams.",
        "These are counts of what was handed in, not estimates from a sample.",
    ]
    first, second = distribution.tables(shown, WORDS)
    assert [first.head[1], second.head[1]] == ["Tests", "Things learned"]
    asked = "Something was learned and gathered, of tests that have ended"
    assert first.rows == ((asked, "3", "4", "75%"),)


def test_a_single_question_with_many_answers_is_drawn_with_every_name() -> None:
    given = {"adopt": 20, "expand": 3, "adapt": 1, "abandon": 0, "undecided": 2}
    rows = counted("tests", given, "decisions")
    shown = seen(work(rows, "technical.inquiry.decisions"), "hub")
    picture = distribution.figure(shown, WORDS)
    assert picture is not None
    for word in given:
        assert f">{word}</text>" in picture
    assert list(distribution.sentences(shown, WORDS)) == [
        "Decided at the end of a test, of 26 tests: adopt 20 (77%), expand 3 (12%), "
        "adapt 1 (4%), abandon 0 (0%), undecided 2 (8%)."
    ]


def test_how_many_rows_a_table_has_stays_with_the_evaluator() -> None:
    rows = [{"group": "cycles", "x": "so far", "unit": "rows", "numerator": 9,
             "group_kind": WHOLE}]  # fmt: skip
    shown = seen(work(rows, "development.readiness.tables"), "hub")
    assert pd.isna(shown.rows["numerator"]).all()
    assert shown.rows["coded"].tolist() == ["there"]
