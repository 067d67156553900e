"""The committed example network, from its files to its evidence, against the same path in R."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import ROOT, golden

from nicdev.desk import Desk
from nicdev.press.load import held
from nicdev.press.workspace import Workspace
from nicdev.simulate import as_csv, network

TRUTH = {(row["figure"], row["of"]): float(row["value"]) for row in golden("newborn_brief")}


def figures(name: str) -> dict[str, float]:
    return {of: value for (figure, of), value in TRUTH.items() if figure == name}


def test_densities_and_their_bounds(newborn: Desk) -> None:
    rows = newborn.evidence("roles.connections.density").rows.query("unit == 'ties'")
    rows.index = pd.Index(rows["view"] + " " + rows["group"])
    for column, figure in (("value", "density"), ("lower", "lower"), ("upper", "upper")):
        expected = {of: v for of, v in figures(figure).items() if not of.endswith("sna")}
        assert rows[column].to_dict() == pytest.approx(expected, rel=1e-12)
    for view in ("all", "without_hub"):
        whole = rows.loc[f"{view} all"]
        assert whole["value"] == pytest.approx(TRUTH["density", f"{view} sna"], rel=1e-12)
        assert whole["responded"] == TRUTH["answered", view]
        assert whole["eligible"] == TRUTH["members", view]


def test_answers_their_bounds_and_their_agreement(newborn: Desk) -> None:
    rows = newborn.evidence("roles.trust.facets").rows
    rows = rows[(rows["view"] == "all") & (rows["group_kind"] == "network")]
    answers = rows[rows["unit"] == "answers"]
    address = answers["part"] + " " + answers["x"]
    assert dict(zip(address, answers["numerator"], strict=True)) == figures("count")
    assert dict(zip(address, answers["upper"], strict=True)) == pytest.approx(figures("at most"))
    agreement = rows[rows["unit"] == "r_wg"].set_index("part")["value"]
    assert agreement.to_dict() == pytest.approx(figures("rwg"), rel=1e-12)
    unknown = rows[(rows["unit"] == "missing") & (rows["x"] == "dont_know")]
    expected = {item: count for item, count in figures("do not know").items() if count}
    assert unknown.set_index("part")["numerator"].to_dict() == expected
    assert set(answers["eligible"]) == {TRUTH["survey listed", ""]}
    assert set(answers["responded"]) == {TRUTH["survey answered", ""]}


def test_attendance(newborn: Desk) -> None:
    rows = newborn.evidence("roles.participation.attendance").rows
    total = rows.loc[rows["unit"] == "attendances", "value"]
    assert total.tolist() == [TRUTH["attendances", ""]]
    members = rows[rows["unit"] == "members"].set_index("x")["numerator"]
    assert members.to_dict() == figures("members by events")
    reached = rows[(rows["unit"] == "reached") & (rows["group_kind"] == "structure")]
    assert reached.set_index("group")["numerator"].to_dict() == figures("reached")


def test_run_chart(newborn: Desk) -> None:
    rows = newborn.evidence("technical.measurement.run_chart").rows.set_index("unit")
    assert len(rows.loc["point"]) == TRUTH["points", ""]
    assert rows.loc["centre", "value"] == pytest.approx(TRUTH["median", ""], rel=1e-12)
    assert rows.loc["longest_run", "value"] == TRUTH["longest run", ""]
    assert rows.loc["longest_run", "limit"] == TRUTH["longest run limit", ""]
    assert rows.loc["crossings", "value"] == TRUTH["crossings", ""]
    assert rows.loc["crossings", "limit"] == TRUTH["crossings limit", ""]


def test_the_committed_tables_are_what_the_simulation_makes() -> None:
    made = as_csv(network(2026).frames)
    kept = {path.name: path.read_bytes() for path in (ROOT / "data" / "newborn").glob("*.csv")}
    assert made == kept


def test_the_example_says_that_it_is_made_up() -> None:
    assert held(Workspace(ROOT), "newborn").study.synthetic is True
