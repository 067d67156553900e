"""What the pages of the small example network say to its hub, against the same rules in R."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from conftest import committed, golden

from nicdev.desk import Desk
from nicdev.framework import framework

TRUTH = {(row["figure"], row["of"]): float(row["value"]) for row in golden("algebra_page")}


def figures(name: str) -> dict[str, float]:
    return {of: value for (figure, of), value in TRUTH.items() if figure == name}


@pytest.fixture(scope="module")
def desk() -> Desk:
    return committed("algebra", "w3")


def hub(desk: Desk, key: str) -> pd.DataFrame:
    """The rows that the hub's page holds."""
    rows: Any = desk.shown(key).block["editions"]["hub"]["evidence"]["rows"]
    return pd.DataFrame(rows)


def test_kinds_of_members(desk: Desk) -> None:
    rows = hub(desk, "roles.membership.composition")
    by_role = rows[rows["part"] == "role"]
    assert by_role.set_index("x")["numerator"].to_dict() == figures("role")
    assert set(by_role["n"]) == {TRUTH["members", ""]}


def test_answers_are_joined_until_nobody_can_be_told(desk: Desk) -> None:
    """Every question to members on every page; the same steps, the same counts, no team."""
    items = desk.network.table("items")
    asked = [key for key in dict.fromkeys(items["key"]) if framework().indicator(key).built]
    assert len(asked) == items["key"].nunique()
    pages = {key: hub(desk, key) for key in asked}
    rows = pd.concat(pages.values())
    rows = rows[rows["unit"] == "answers"]
    assert set(rows["view"]) == {"without_hub"}
    assert set(rows["group_kind"]) == {"network"}
    address = rows["part"] + " " + rows["x"]
    counted = rows["numerator"].notna()
    assert dict(zip(address[counted], rows.loc[counted, "numerator"], strict=True)) == figures(
        "answers"
    )
    nearly = rows["coded"] == "nearly all"
    assert dict.fromkeys(address[nearly], 1.0) == figures("nearly all")
    assert rows.loc[~counted, ["numerator", "value", "lower", "upper"]].isna().all(axis=None)


def test_connections_without_the_hub(desk: Desk) -> None:
    rows = hub(desk, "roles.connections.density")
    rows = rows[rows["relation"] == "advice"]
    assert set(rows["view"]) == {"without_hub"}
    assert rows.set_index("group")["value"].to_dict() == pytest.approx(figures("connected"))
    assert rows[["numerator", "n"]].isna().all(axis=None)
    whole = rows[rows["group_kind"] == "network"].iloc[0]
    assert whole["responded"] == TRUTH["spoke", "advice"]
    assert pd.isna(whole["eligible"])  # fewer than k did not answer


def test_the_work_is_counted_whole(desk: Desk) -> None:
    rows = hub(desk, "technical.inquiry.decisions")
    tests = rows[(rows["unit"] == "tests") & (rows["numerator"] > 0)]
    assert tests.set_index("x")["numerator"].to_dict() == figures("decided")
    rows = hub(desk, "technical.measurement.run_chart")
    centres = rows[rows["unit"] == "centre"].set_index("part")["value"]
    assert centres.to_dict() == pytest.approx(figures("median"), rel=1e-12)


def test_predictions_ideas_and_links_are_counted_whole(desk: Desk) -> None:
    rows = hub(desk, "technical.inquiry.predictions")
    came = rows[rows["part"] == "came_true"].set_index("x")["numerator"]
    names = {"yes": "as predicted", "partly": "partly as predicted", "no": "not as predicted",
             "": "not compared"}  # fmt: skip
    assert came.to_dict() == {names[x]: n for x, n in figures("predicted").items()}
    rows = hub(desk, "functions.knowledge_management.warrant")
    for x, figure in (("tests", "idea tests"), ("places", "idea places"),
                      ("taken_over", "idea kept"), ("given_up", "idea given up")):  # fmt: skip
        cells = rows[(rows["unit"] == "cells") & (rows["x"] == x)]
        assert cells.set_index("group")["numerator"].to_dict() == figures(figure)
    rows = hub(desk, "technical.inquiry.reuse")
    links = rows[rows["part"] == "links_from"].set_index("x")["numerator"]
    assert links["own team"] == TRUTH["links", "own team"]
    assert links.drop("own team").sum() == TRUTH["links", "elsewhere"]
    days = rows[rows["part"] == "days_to_reuse"].set_index("x")["numerator"]
    assert days[["0-30", "31-90"]].to_dict() == figures("days")


def test_write_ups_are_read_alike(desk: Desk) -> None:
    rows = hub(desk, "technical.inquiry.quality")
    found = rows[(rows["unit"] == "tests") & (rows["x"] == "yes")]
    assert found.set_index("part")["numerator"].to_dict() == figures("found")
    alpha = rows[rows["unit"] == "readers_agree"].set_index("group")["value"]
    assert alpha.to_dict() == pytest.approx(figures("alpha"), rel=1e-12)


def test_evidence_in_use_is_counted_whole(desk: Desk) -> None:
    rows = hub(desk, "culture.evidence.protocols")
    ways = rows[rows["part"] == "protocols_used"].set_index("x")["numerator"]
    assert ways.to_dict() == figures("protocol")
    rows = hub(desk, "culture.evidence.cited")
    rests = rows[rows["part"] == "tests_cite"].set_index("x")["numerator"]
    assert rests.to_dict() == figures("rests on")
    rows = hub(desk, "culture.evidence.testing")
    rate = rows[(rows["part"] == "tests_a_team") & (rows["unit"] == "point")]["value"].iloc[-1]
    assert rate == pytest.approx(TRUTH["a team and month", "w3"], rel=1e-12)
    rows = hub(desk, "culture.evidence.documenting")
    reusable = rows[(rows["part"] == "reusable") & (rows["x"] == "yes")]["numerator"].iloc[0]
    assert reusable == TRUTH["found", "a stranger could repeat it"]
    alpha = rows[rows["unit"] == "readers_agree"]["value"].iloc[0]
    assert alpha == pytest.approx(TRUTH["alpha", "a stranger could repeat it"], rel=1e-12)


def test_the_way_to_an_offer_is_counted_in_days(desk: Desk) -> None:
    rows = hub(desk, "functions.knowledge_management.to_offer").set_index("x")["numerator"]
    days = pd.Series(figures("to offer"))
    assert (rows["0-30"], rows["31-90"]) == ((days <= 30).sum(), days.between(31, 90).sum())
    assert rows[f"91-{days.max():.0f}"] == (days > 90).sum()
