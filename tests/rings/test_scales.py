"""How far questions on one side of trust go together: by hand, and who may see it."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import Open

from nicdev.evidence import Evidence
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show import distribution, scales
from nicdev.show.disclosure import disclose
from nicdev.show.words import Words

KEY = "roles.trust.facets"
WORDS = Words(locale("en"))
# What four people answered to two questions, the second worded the other way round.
ANSWERS = {"r1": (1, 4), "r2": (2, 4), "r3": (4, 2), "r4": (5, 1)}


def survey(answers: dict[str, tuple[float | None, ...]]) -> dict[str, pd.DataFrame]:
    """Two questions on respect, and one that is alone on its side."""
    items = ("a", "b", "c")
    rows = [("all", sheet, item, value, "" if value else "skipped")
            for sheet, values in answers.items()
            for item, value in zip(items, (*values, 3), strict=True)]  # fmt: skip
    return {
        "members": pd.DataFrame({"member_id": ["m1"], "observed_from": ["2025-01-01"],
                                 "joined_on": ["2025-01-01"]}),
        "respondents": pd.DataFrame({"wave": "all", "respondent_id": list(answers)}),
        "items": pd.DataFrame(
            {"item_id": items, "key": KEY, "facet": ["respect", "respect", "integrity"],
             "referent": "own_team", "text": ["One", "Two", "Three"], "low": 1, "high": 5,
             "reversed": ["no", "yes", "no"]}),
        "responses": pd.DataFrame(
            rows, columns=["wave", "respondent_id", "item_id", "value", "missing"]),
    }  # fmt: skip


def found(opened: Open, answers: dict[str, tuple[float | None, ...]]) -> Evidence:
    return opened(survey(answers)).evidence(KEY)


def alpha(evidence: Evidence) -> pd.DataFrame:
    return evidence.rows[evidence.rows["unit"] == "alpha"]


def test_alpha_by_hand_with_a_question_turned(opened: Open) -> None:
    """Turned, the answers are 1 2, 2 2, 4 4, 5 5: variances 10/3 and 9/4, of the sum 131/12."""
    rows = alpha(found(opened, ANSWERS))
    assert rows["part"].tolist() == ["respect"]  # one question is no scale
    (row,) = rows.to_dict("records")
    assert row["value"] == pytest.approx(2 * (1 - (10 / 3 + 9 / 4) / (131 / 12)))
    assert (row["n"], row["numerator"], row["limit"]) == (4, 2, 0.7)
    assert row["lower"] < row["value"] < row["upper"] < 1


def test_whoever_left_one_out_or_chose_no_step_is_left_out(opened: Open) -> None:
    more = {**ANSWERS, "r5": (3, None), "r6": (2.5, 1)}
    assert alpha(found(opened, more))["value"].tolist() == alpha(
        found(opened, ANSWERS)
    )["value"].tolist()  # fmt: skip


def test_few_people_make_the_caution_provisional_and_no_reliability_none(opened: Open) -> None:
    """Answers that run against one another: alpha is far below nought, however few there are."""
    against = {f"r{i}": (1 + i % 5, max(1, 1 + i % 5 - (i % 7 == 1))) for i in range(40)}
    few = found(opened, dict(list(against.items())[:15])).caveats
    assert "trust_side_apart_few" in few
    assert "trust_side_apart" not in few
    firm = found(opened, against).caveats
    assert "trust_side_apart" in firm
    assert "trust_side_apart_few" not in firm
    together = found(opened, {f"r{i}": (1 + i % 5, 5 - i % 5) for i in range(40)})
    assert not {"trust_side_apart", "trust_side_apart_few"} & set(together.caveats)


def test_only_the_evaluator_sees_it(opened: Open) -> None:
    evidence = found(opened, {f"r{i}": (1 + i % 5, 5 - (i * i) % 5) for i in range(60)})
    limits = framework().limits
    shown = disclose(evidence, "evaluator", limits)
    (table,) = scales.tables(shown.rows, WORDS)
    assert table.rows[0][1:3] == ("2", "60")
    (told,) = scales.sure(shown.rows, WORDS)
    assert "One's own team, respect: 0." in told
    assert told in set(distribution.sure(shown, WORDS))
    for edition in ("hub", "members"):
        rows = disclose(evidence, edition, limits).rows
        assert len(rows)
        assert not (rows["unit"] == "alpha").any()


def test_the_hub_reads_the_caution_in_plain_words(opened: Open) -> None:
    desk = opened(survey({f"r{i}": (1 + i % 5, 1 + (i * 2) % 5) for i in range(60)}))
    html = str(desk.show(KEY).block["editions"]["hub"]["html"])
    assert "one side of trust do not go together" in html
    assert "alpha" not in html
