"""The gate on the ledger: words alone leave, of 2k people, and nothing to reckon back from."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nicdev.evidence import Disclosed, Edition, Evidence, evidence_rows
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show import conjectures
from nicdev.show.disclosure import disclose
from nicdev.show.words import Words

KEY = "development.conjectures.ledger"
LIMITS = framework().limits
K = int(LIMITS["k_people"].value)
WORDS = Words(locale("en"))
BEYOND: tuple[Edition, ...] = ("hub", "members")


def rows(people: int, value: float = 0.4, said: str = "consistent") -> list[dict[str, Any]]:
    """C8 compared, for two relationships; C1 not examinable."""
    base = {"part": "C8", "group_kind": "ring", "group": "culture"}
    return [
        base | {"unit": "conjecture", "x": said, "relation": "person", "view": "people",
                "numerator": 2, "n": people},
        base | {"unit": "order", "x": "order_over_time"},
        base | {"unit": "source", "x": "one_survey"},
        base | {"unit": "wanting", "x": "wants_more"},
        *(base | {"unit": "estimate", "relation": part, "view": view, "x": said, "value": value,
                  "lower": value - 0.3, "upper": value + 0.3, "n": people, "eligible": 9}
          for part in ("own_team", "hub") for view in ("all", "panel")),
        {"part": "C1", "group_kind": "ring", "group": "roles", "unit": "conjecture",
         "x": "not examinable", "relation": "network", "view": "networks", "numerator": 0},
        {"part": "C1", "group_kind": "ring", "group": "roles", "unit": "wanting",
         "x": "wants_networks", "value": 5},
        {"part": "C1", "group_kind": "ring", "group": "roles", "unit": "by_person", "x": "m07",
         "value": 3},
        {"group_kind": "network", "unit": "tried", "numerator": 2, "limit": 20},
    ]  # fmt: skip


def seen(given: list[dict[str, Any]], edition: Edition) -> Disclosed:
    evidence = Evidence(KEY, "checklist", "people", "w2", (("", "described"),),
                        evidence_rows(given))  # fmt: skip
    return disclose(evidence, edition, LIMITS)


@pytest.mark.parametrize("edition", BEYOND)
def test_whoever_knows_all_answers_but_one_learns_nothing_from_a_number(edition: Edition) -> None:
    """Whatever one more person or other answers make of estimates, what leaves is the same but
    for the word."""
    before = seen(rows(40, 0.4), edition)
    for people, value in ((41, 0.4), (39, 0.4), (40, 0.41), (40, 0.9)):
        assert seen(rows(people, value), edition).frame.equals(before.frame)
    assert set(before.frame["unit"]) == {"conjecture", "order", "source", "wanting", "tried"}
    kept = before.frame[["value", "lower", "upper", "n", "responded", "eligible"]]
    threshold = before.frame["unit"] == "wanting"
    assert kept[~threshold].isna().all(axis=None)
    assert before.held_back == ("ledger_in_words",)


@pytest.mark.parametrize("edition", BEYOND)
@pytest.mark.parametrize("people", [1, K, 2 * K - 1])
@pytest.mark.parametrize("said", ["consistent", "not consistent", "divided", "too little to say"])
def test_of_fewer_than_twice_k_people_not_even_the_word_leaves(
    edition: Edition, people: int, said: str
) -> None:
    shown = seen(rows(people, said=said), edition)
    mine = shown.frame[shown.frame["part"] == "C8"]
    assert mine[["unit", "x"]].values.tolist() == [["conjecture", "withheld"]]
    assert shown.held_back == ("ledger_in_words", "ledger_few")
    for other in ("consistent", "not consistent"):
        assert seen(rows(people, said=other), edition).frame.equals(shown.frame)
    assert "consistent" not in " ".join(conjectures.sentences(shown, WORDS))


def test_the_evaluator_sees_what_was_compared() -> None:
    shown = seen(rows(40), "evaluator")
    *rings, compared = conjectures.tables(shown, WORDS)
    assert [table.caption for table in rings] == [
        "Roles and relationships: what the framework expects",
        "Norms and identities: what the framework expects",
    ]
    assert compared.rows[0] == ("C8, One's own team, all who answered two times in a row", "40; 9",
                                "0.4 (0.1, 0.7)", "consistent")  # fmt: skip
    assert len(compared.rows) == 4


def test_a_page_says_how_many_can_be_looked_at_and_what_would_tell_more() -> None:
    shown = seen(rows(40), "hub")
    assert list(conjectures.sentences(shown, WORDS)) == [
        "The framework names 2 things that it expects. The data of this network can be held "
        "against 1 of them. Of 1 they cannot yet say anything; for a single network that is the "
        "usual state of things.",
        "Consistent: C8.",
        "Number of comparisons: 2. Where nothing goes together, about one in 20 of those would "
        "stand out all the same, one way or the other.",
        "What is said holds within this network, for this time.",
    ]
    first, second = conjectures.tables(shown, WORDS)
    assert first.rows[0][1:] == (
        "not examinable (the network as a whole)",
        "The same data of at least 5 more networks.",
    )
    assert second.rows[0][1:] == (
        "consistent (members, one after the other, both from one survey, comparisons: 2)",
        "A further wave, to see whether it holds.",
    )
    alone = [row for row in rows(40) if row.get("part") == "C1"]
    assert next(iter(conjectures.sentences(seen(alone, "hub"), WORDS))).startswith(
        "The framework names 1 things that it expects. The data of this network cannot say"
    )
    assert np.isnan(seen(rows(40), "hub").frame["n"]).all()
