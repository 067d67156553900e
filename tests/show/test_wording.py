"""What a page says is what was worked out, and no more than that."""

from __future__ import annotations

import re
from typing import Any

from nicdev.desk import Desk
from nicdev.evidence import WHOLE, Evidence, disclosed, evidence_rows
from nicdev.framework import framework, locale
from nicdev.show import checklist, distribution, tie
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
    rows = [{"part": "tie_asked", "group": "Asked and answered", "x": "there", "unit": "rows"}]
    (table,) = checklist.tables(made("development.readiness.tables", rows), WORDS)
    assert table.rows[0][0] == WORDS.say("tables.tie_asked") != "tie_asked"


def test_a_version_is_named_outside_the_quotation(newborn: Desk) -> None:
    ties = list(tie.sentences(seen(newborn, "roles.connections.density"), WORDS))
    assert any(one.startswith("“To whom have you turned for advice on this work since the autumn?”"
                              " (without the hub): ") for one in ties)  # fmt: skip
    trust = list(distribution.sentences(seen(newborn, "roles.trust.facets"), WORDS))
    assert any("with respect.” (without the hub), " in one for one in trust)
    assert not any("hub)”" in one for one in [*ties, *trust])


def test_who_answered_is_said_of_the_version_without_the_hub(newborn: Desk) -> None:
    """Beside it the other version would say how many of the hub answered."""
    sure = list(tie.sure(seen(newborn, "roles.connections.density"), WORDS))
    assert len(sure) == 1
    assert sure[0].startswith("29 of 41 members answered")


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
