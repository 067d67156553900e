"""What a group reads first: where there is evidence, what changed, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from conftest import Open, desk_of, lay_out

from nicdev.desk import Desk
from nicdev.evidence import EDITIONS, Disclosed, Edition, change, evidence_rows, verdict_of
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show import checklist
from nicdev.show.disclosure import disclose_page
from nicdev.show.words import Words
from nicdev.simulate import Plants, network
from nicdev.tables import TABLES

HERE = "development.reflection"
WAVES = pd.DataFrame(
    [("autumn", "Autumn 2025", "2025-08-25", "2025-12-31"),
     ("spring", "Spring 2026", "2026-01-01", "2026-06-30")],
    columns=["wave", "label", "starts_on", "ends_on"],
)  # fmt: skip
DECISIONS = pd.DataFrame(
    [("D2", "2026-01-20", "autumn", "roles.trust.facets", "Ask again", "Hub team", "", "", ""),
     ("D1", "2026-01-15", "autumn", "", "Meet in the evening", "Team A", "Two calls",
      "2026-03-01", "Fourteen came"),
     ("D3", "2026-06-20", "spring", "", "Decided over this very brief", "Team B", "", "", "")],
    columns=list(TABLES["decisions"].names),
)  # fmt: skip
WORDS = Words(locale("en"))


def frames(shift: float = 0.16, surveyed: str = "spring", response: float = 0.74) -> Any:
    """The example over two waves; the survey belongs to one of them."""
    made = network(2026, Plants(shift=shift, response=response)).frames
    dated = {
        name: frame.assign(wave=surveyed) if "wave" in frame else frame
        for name, frame in made.items()
    }
    return {**dated, "waves": WAVES, "decisions": DECISIONS}


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The two waves as most tests have them; what it says is worked out once."""
    return desk_of(lay_out(tmp_path_factory.mktemp("spring"), frames()), "net")


def found(desk: Desk) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Key and part -> what became of it, the verdict then, the verdict now."""
    rows = desk.evidence(f"{HERE}.changes").rows
    rows = rows[rows["unit"] == "verdicts"]
    return {
        (str(key), str(part)): (both["group"].iloc[0], *both["x"])
        for (key, part), both in rows.groupby(["part", "relation"], sort=False)
    }


def seen(desk: Desk, name: str, edition: Edition) -> Disclosed:
    """What one edition of the front page shows of one of its indicators."""
    return desk._page_of(f"{HERE}.{name}")[edition][f"{HERE}.{name}"]


def directions(desk: Desk) -> dict[str, str]:
    rows = desk.evidence(f"{HERE}.wheel").rows
    rows = rows[rows["unit"] == "direction"]
    return dict(zip(rows["part"], rows["x"], strict=True))


def test_new_gone_moved_and_the_same(spring: Desk, opened: Open) -> None:
    measure = ("technical.measurement.run_chart", "explain")
    on, off = found(spring), found(opened(frames(shift=0.0)))
    (part,) = [part for key, part in on if key == measure[0]]
    shifted = (measure[0], part)
    assert on[shifted] == ("moved", "no signal", "signal in the hoped-for direction")
    assert off[shifted] == ("same", "no signal", "no signal")  # the same data, the effect off
    assert on["roles.trust.facets", ""] == ("new", "no evidence", "described")
    assert on["roles.participation.attendance", ""] == ("same", "described", "described")
    earlier = found(opened(frames(surveyed="autumn")))
    assert earlier["roles.trust.facets", ""] == ("gone", "described", "not asked")
    of_one_wave = {"development.readiness", "development.voices"}
    built = {i.key for i in framework().indicators.values() if i.built
             and (not i.room.startswith("development") or i.room in of_one_wave)}  # fmt: skip
    assert {key for key, _ in on} == built


@pytest.mark.parametrize(
    ("before", "now", "became"),
    [("no evidence", "described", "new"), ("described", "not asked", "gone"),
     ("no signal", "steady", "moved"), ("steady", "steady", "same"),
     ("not built yet", "no evidence", "same"), ("withheld", "described", "moved")],
)  # fmt: skip
def test_what_became_of_a_verdict(before: str, now: str, became: str) -> None:
    assert change(before, now) == became


def test_a_part_without_a_verdict_of_its_own_has_that_of_all() -> None:
    assert verdict_of((("", "withheld"),), "q") == "withheld"
    assert verdict_of((("p", "steady"), ("q", "rising")), "q") == "rising"
    assert verdict_of((("p", "steady"),), "q") == "no evidence"


def test_the_first_wave_has_nothing_to_compare_with(opened: Open) -> None:
    for desk in (opened(frames(), wave="autumn"), opened(network(2026).frames)):
        assert desk.network.before is None
        assert desk.evidence(f"{HERE}.changes").verdict == "no evidence"
        assert directions(desk) == {}


def test_the_wave_before_is_cut_at_its_own_end(spring: Desk, opened: Open) -> None:
    assert spring.network.before is not None
    then, alone = spring.network.before(), opened(frames(), wave="autumn")
    assert then is spring.network.before()  # opened once
    for key in ("roles.participation.attendance", "technical.measurement.run_chart"):
        pd.testing.assert_frame_equal(then.evidence(key).rows, alone.evidence(key).rows)
        assert not then.evidence(key).rows.equals(spring.evidence(key).rows)


def test_marks_on_the_wheel_say_how_much_evidence_there_is(spring: Desk, opened: Open) -> None:
    """And nothing of what it says: a measure that moved has as much evidence as before."""
    new = directions(spring)
    assert new["roles.trust"] == "new"
    assert new["technical.measurement"] == "as much"
    assert "technical.problem" not in new
    assert directions(opened(frames(surveyed="autumn")))["roles.trust"] == "less"


def test_what_a_page_holds_back_is_held_back_here_too(opened: Open) -> None:
    """With few answers a hub's page shows none: its front page says so and no more."""
    desk = opened(frames(response=0.12))
    key = "roles.trust.facets"
    page = {edition: desk._page_of(key)[edition][key].verdict for edition in EDITIONS}
    assert page == {"evaluator": "described", "hub": "withheld", "members": "withheld"}
    for edition in EDITIONS:
        rows = seen(desk, "changes", edition).rows
        said = rows[(rows["part"] == key)].set_index("wave")["x"]
        assert said["spring"] == page[edition]
        assert said["autumn"] == "no evidence"
        text = str(desk.show(f"{HERE}.changes").block["editions"][edition]["html"])
        assert ("held back" in text) == (edition != "evaluator")
    # Without knowing what the pages say, the gate lets no verdict through.
    alone = disclose_page([desk.evidence(f"{HERE}.changes")], "hub",
                          desk.network.study.all_limits)  # fmt: skip
    assert set(alone[f"{HERE}.changes"].rows["unit"]) == {"wave"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_verdict_is_the_one_on_its_own_page(spring: Desk, edition: Edition) -> None:
    rows = seen(spring, "changes", edition).rows
    rows = rows[(rows["unit"] == "verdicts") & (rows["wave"] == "spring")]
    assert len(rows) == len(found(spring))
    for key, part, word in rows[["part", "relation", "x"]].itertuples(index=False):
        assert verdict_of(spring._page_of(key)[edition][key].verdicts, part) == word


def cells(desk: Desk, edition: Edition = "hub") -> Mapping[str, dict[str, str]]:
    rows = seen(desk, "decisions", edition).rows
    return {
        str(part): dict(zip(one["x"], one["label"], strict=True))
        for part, one in rows.groupby("part", sort=False)
    }


def test_decisions_of_earlier_waves_are_read_back_cell_by_cell(spring: Desk, opened: Open) -> None:
    read = cells(spring)
    assert list(read) == ["D1", "D2"]  # by day; that of this wave's own brief comes next time
    names = list(TABLES["decisions"].names)
    for _, row in DECISIONS.iloc[:2].iterrows():
        assert [read[row["decision_id"]][name] for name in names] == [row[name] for name in names]
    assert cells(opened(frames(), wave="autumn")) == {}
    only = network(2026).frames | {"decisions": DECISIONS.assign(wave="all")}
    assert set(cells(opened(only))) == {"D1", "D2", "D3"}  # one brief, read again and again
    assert cells(opened(network(2026).frames)) == {}


@pytest.mark.parametrize(
    ("reach", "sees"),
    [("members", EDITIONS), ("hub", EDITIONS[:2]), ("evaluator", EDITIONS[:1]), ("private", ())],
)
def test_a_decision_is_read_back_as_far_as_its_columns_reach(
    spring: Desk, reach: str, sees: tuple[str, ...]
) -> None:
    whole = spring.evidence(f"{HERE}.decisions")
    rows = whole.rows
    reaches = rows.drop_duplicates("x").set_index("x")["group"].to_dict()
    assert reaches == {column.name: column.reach for column in TABLES["decisions"].columns}
    rows.loc[rows["x"] == "became", "group"] = reach
    other = replace(whole, frame=evidence_rows(rows.to_dict("records")))
    for edition in EDITIONS[1:]:  # the evaluator's sees all that is evidence
        shown = disclose_page([other], edition, spring.network.study.all_limits)[other.key]
        assert ("became" in set(shown.rows["x"])) == (edition in sees)
        assert "text" in set(shown.rows["x"])
        (table,) = checklist.tables(shown, WORDS)
        assert (WORDS.say("decision.became") in table.head) == (edition in sees)


def test_decisions_read_as_what_came_after(spring: Desk) -> None:
    html = str(spring.show(f"{HERE}.decisions").block["editions"]["hub"]["html"])
    assert "2 decisions of earlier meetings are read back here." in html
    assert "What came after a decision need not have come from it." in html
    assert "Fourteen came" in html
    assert WORDS.say("indicators.roles.trust.facets.question") in html  # and not its key
    assert "roles.trust.facets" not in html
