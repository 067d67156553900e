"""What a page says is what was worked out, and no more than that."""

from __future__ import annotations

import re
from typing import Any

from nicdev.desk import Desk
from nicdev.evidence import WHOLE, Evidence, disclosed, evidence_rows
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show import distribution, matrix, tie
from nicdev.show.words import Words
from nicdev.tables import TABLES

WORDS = Words(locale("en"))


def seen(desk: Desk, key: str) -> Any:
    evidence = desk.evidence(key)
    return disclosed(evidence, "evaluator", frame=evidence.rows)


def made(key: str, rows: list[dict[str, Any]]) -> Any:
    indicator = framework().indicator(key)
    evidence = Evidence(key, indicator.kind, indicator.about, "all", (("", "described"),),
                        evidence_rows(rows))  # fmt: skip
    return disclosed(evidence, "evaluator", frame=evidence.rows)


def test_every_table_has_a_name_for_readers() -> None:
    assert set(WORDS.locale.names("tables")) == set(TABLES)
    rows = [{"group": "tie_asked", "x": "so far", "unit": "rows", "numerator": 2}]
    (table,) = matrix.tables(made("development.readiness.tables", rows), WORDS)
    assert table.rows[0][0] == WORDS.say("tables.tie_asked") != "tie_asked"


def test_a_version_is_named_outside_the_quotation(newborn: Desk) -> None:
    ties = list(tie.sentences(seen(newborn, "roles.connections.density"), WORDS))
    assert any(one.startswith("“To whom have you turned for advice on this work since the autumn?”"
                              " (without the hub): ") for one in ties)  # fmt: skip
    asked = [{**row, "view": view} for view in ("all", "without_hub") for row in answers("p", 3, 7)]
    both = list(distribution.sentences(made("roles.trust.facets", asked), WORDS))
    assert [one.split(",")[0] for one in both] == [
        "On “Asked p?”",
        "On “Asked p?” (without the hub)",
    ]
    alone = list(distribution.sentences(made("roles.trust.facets", asked[2:]), WORDS))
    assert [one.split(",")[0] for one in alone] == ["On “Asked p?”"]  # nothing to tell it from
    assert not any("hub)”" in one for one in [*ties, *both])


def answers(part: str, *counts: int) -> list[dict[str, Any]]:
    """How many chose 1, 2 and so on."""
    n = sum(counts)
    return [{"part": part, "label": f"Asked {part}?", "unit": "answers", "group_kind": WHOLE,
             "x": str(at), "numerator": count, "n": n, "value": count / n}
            for at, count in enumerate(counts, start=1)]  # fmt: skip


def test_of_many_questions_those_at_the_ends_are_said_and_all_stand_in_a_table() -> None:
    high = {"p": 6, "q": 9, "r": 2, "s": 5, "t": 7}
    rows = [row for part, top in high.items() for row in answers(part, 10 - top, top)]
    rows += [{"part": "q", "unit": "r_wg", "group_kind": WHOLE, "value": 0.64, "limit": 0.51},
             {"part": "q", "unit": "median", "group_kind": WHOLE, "lower": 2, "upper": 2},
             {"part": "r", "unit": "missing", "group_kind": WHOLE, "x": "dont_know",
              "numerator": 3}]  # fmt: skip
    shown = made("roles.trust.facets", rows)
    assert list(distribution.sentences(shown, WORDS)) == [
        "5 questions have answers from 1 to 2. Most are at 2 on “Asked q?”: 90%. Fewest are there "
        "on “Asked r?”: 20%.",
        "“Asked r?” is the question that most gave no number to: do not know 3.",
    ]
    each, last = distribution.tables(shown, WORDS)
    assert each.rows[1] == ("Asked q?", "10", "10% (1)", "90% (9)")
    assert len(each.rows) == 5
    assert last.rows == (("Asked q?", "10", "2", "0.64", "0.51", "–"),
                         ("Asked r?", "10", "–", "–", "–", "do not know 3"))  # fmt: skip
    few = made("roles.trust.facets", rows[:8])
    assert len(list(distribution.sentences(few, WORDS))) == 4


def test_the_middle_answers_of_groups_to_many_questions_stand_some_to_a_table() -> None:
    """The hub's version of a group that is the same is not printed twice."""
    asked = "pqrstu"
    rows = []
    for view in ("all", "without_hub"):
        for at, part in enumerate(asked):
            rows += [{**row, "view": view} for row in answers(part, 4, 6)]
            for group, people, low in (("t1", 3, 1), ("t2", 7 - (view != "all"), 2)):
                name = {"view": view, "part": part, "group_kind": "team", "group": group,
                        "label": f"Team {group}"}  # fmt: skip
                rows.append(name | {"unit": "answers", "x": "1", "numerator": people, "n": people,
                                    "value": 1.0})  # fmt: skip
                rows.append(name | {"unit": "median", "n": people, "lower": low,
                                    "upper": low + at % 2})  # fmt: skip
    tables = list(distribution.tables(made("roles.trust.facets", rows), WORDS))
    first, second, without, _ = tables[-4:]
    assert (
        first.caption == "The middle answer of each group, to 1 “Asked p?”, 2 “Asked q?”, "
        "3 “Asked r?”"
    )
    assert first.head == ("Group", "People", "1", "2", "3")
    assert first.rows == (("Team t1", "3", "1", "1, 2", "1"), ("Team t2", "7", "2", "2, 3", "2"))
    assert second.head[2:] == ("4", "5", "6")
    assert second.rows[0] == ("Team t1", "3", "1, 2", "1", "1, 2")
    assert [row[0] for row in without.rows] == ["Team t2"]
    assert not any("by group" in table.caption for table in tables)


def test_many_questions_that_nearly_all_answered_alike_are_one_sentence() -> None:
    rows = [
        {**row, "coded": word, "numerator": None, "value": None}
        for part in "pqrst"
        for row, word in zip(answers(part, 1, 9), ("few or none", "nearly all"), strict=True)
    ]
    shown = made("roles.trust.facets", rows)
    assert list(distribution.sentences(shown, WORDS)) == [
        "On 5 questions, nearly all answers lie at 2: “Asked p?”, “Asked q?”, “Asked r?”, "
        "“Asked s?”, “Asked t?”."
    ]
    (only,) = distribution.tables(shown, WORDS)
    assert only.rows[0] == ("Asked p?", "10", "few or none", "nearly all")


def test_who_answered_is_said_of_the_version_without_the_hub(newborn: Desk) -> None:
    """Beside it the other version would say how many of the hub answered."""
    said = list(tie.sure(seen(newborn, "roles.connections.density"), WORDS))
    sure = [sentence for sentence in said if "members answered" in sentence]
    assert len(sure) == 1
    assert sure[0].startswith("29 of 41 members answered")
    assert said[1:] == [
        "“To whom have you turned for advice on this work since the autumn?”: were those who did "
        "not answer like those of their region who did, it would be 12% of all pairs."
    ]


def test_where_questions_differ_the_share_who_answered_is_a_range() -> None:
    def row(part: str, responded: int, eligible: float) -> dict[str, Any]:
        return {"part": part, "view": "all", "unit": "answers", "group_kind": WHOLE, "x": "1",
                "numerator": responded, "n": responded, "responded": responded,
                "eligible": eligible}  # fmt: skip

    key = "roles.trust.facets"
    apart = made(key, [row("p", 20, 40), row("q", 30, 40), row("r", 9, 10)])
    assert next(iter(distribution.sure(apart, WORDS))) == (
        "Depending on the question, 50% to 90% of those asked answered, counting answers such as "
        "“do not know”."
    )
    alike = list(distribution.sure(made(key, [row("p", 20, 40), row("q", 20, 40)]), WORDS))
    assert alike[0].startswith("20 of 40 people")
    assert len(alike) == 2


def test_no_sentence_claims_more_than_a_count_can() -> None:
    """Nothing is 'significant' or 'proves', and no sentence carries a number of its own."""

    def sentences(words: Any) -> list[str]:
        if isinstance(words, str):
            return [words]
        some = words.values() if isinstance(words, dict) else words
        return [one for part in some for one in sentences(part)]

    for one in sentences(dict(WORDS.locale.words)):
        assert not re.search(r"significant|\bproves?\b|because of the", one, re.IGNORECASE), one
        assert not re.search(r"\d", re.sub(r"\$[^$]+\$", "", one)), one  # but in a formula


def test_what_nobody_has_chosen_is_not_said_to_be_chosen_by_you() -> None:
    assert [limit.name for limit in framework().limits.values() if not limit.source] == []


def test_the_alternative_names_every_most_frequent_number() -> None:
    rows = [{"unit": "members", "group_kind": WHOLE, "x": x, "numerator": count, "n": 20}
            for x, count in ((0, 8), (1, 4), (2, 8))]  # fmt: skip
    text = distribution.alt(made("roles.participation.attendance", rows), WORDS)
    assert text.endswith("The most frequent is 0, 2.")


def test_a_range_without_an_end_says_so_and_nothing_is_a_dash() -> None:
    assert [WORDS.number(value) for value in (float("inf"), -float("inf"), float("nan"))] == [
        "∞", "-∞", "–",
    ]  # fmt: skip
