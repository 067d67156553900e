"""The rings over waves: the same people, who came and left, what is repeated, why it differs."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from conftest import Open, desk_of, lay_out
from small_waves import CONTEXT, KEY, PEOPLE, frames

from nicdev.desk import Desk
from nicdev.evidence import EDITIONS, NOTHING, Disclosed, Edition, headline, same_headline
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.measures.paired import Change
from nicdev.press import store
from nicdev.rings.development.repeated import SAME
from nicdev.rings.development.same import course
from nicdev.show.blocks import block
from nicdev.show.disclosure import disclose

WORDS = locale("en")


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk_of(lay_out(tmp_path_factory.mktemp("spring"), frames(0.8)), "net")


def alone(desk: Desk, key: str, edition: Edition) -> Disclosed:
    """What an edition sees of one indicator that repeats no other page."""
    return disclose(desk.evidence(key), edition, framework().limits)


def drawn(desk: Desk, key: str, edition: Edition) -> str:
    return block(alone(desk, key, edition), "en", framework().limits).html


def test_a_rise_of_the_same_people_is_found_and_one_of_other_people_is_not(
    spring: Desk, opened: Open
) -> None:
    """With the effect off, all who answered still rise: only the newcomers are higher."""
    still = opened(frames(0.0))
    on, off = (desk.evidence(SAME) for desk in (spring, still))
    assert dict(on.verdicts) == {f"{KEY} network": "higher"}
    assert dict(off.verdicts) == {f"{KEY} network": "about the same"}
    everyone = off.rows[off.rows["unit"] == "trend_all"].set_index("wave")["value"]
    assert everyone["w2"] > everyone["w1"] + 0.1
    same = off.rows[off.rows["unit"] == "trend"]
    assert same["responded"].tolist() == [len(PEOPLE)] * 2


def test_an_item_worded_the_other_way_round_is_turned(spring: Desk) -> None:
    """Both items say the same of a person; unturned they would cancel out to no change at all."""
    moved = spring.evidence(SAME).rows.query("unit == 'moved_by' and x == 'since_last'").iloc[0]
    assert 0.1 < moved["value"] < 0.3  # 0.8 of 4 steps, less what the scale's end cuts off
    assert moved["lower"] < moved["value"] < moved["upper"]


def a_change(lower: float, upper: float, n: int = 20) -> Change:
    return Change((lower + upper) / 2, lower, upper, n)


@pytest.mark.parametrize(
    ("steps", "whole", "word"),
    [([(0.02, 0.2)], (0.02, 0.2), "higher"), ([(-0.2, -0.02)], (-0.2, -0.02), "lower"),
     ([(-0.05, 0.05)], (-0.05, 0.05), "about the same"),
     ([(-0.3, 0.3)], (-0.3, 0.3), "too little to say"),
     ([(0.02, 0.2), (-0.05, 0.2)], (0.1, 0.3), "rising"),
     ([(-0.2, -0.1), (-0.2, 0.1)], (-0.3, -0.1), "falling"),
     ([(-0.2, -0.1), (0.1, 0.2)], (-0.05, 0.05), "mixed"),
     ([(-0.05, 0.05), (-0.04, 0.06)], (-0.05, 0.05), "steady"),
     ([(-0.05, 0.05), (-0.3, 0.3)], (-0.05, 0.05), "too little to say")],
)  # fmt: skip
def test_which_word_the_ranges_allow(
    steps: list[tuple[float, float]], whole: tuple[float, float], word: str
) -> None:
    limits = framework().limits
    assert course([a_change(*s) for s in steps], a_change(*whole), limits) == word
    assert word in {w for group in framework().verdicts.values() for w in group}
    few = int(limits["change_people"].value) - 1
    assert course([a_change(*s) for s in steps], a_change(*whole, few), limits) == (
        "too little to say")  # fmt: skip


def test_who_came_and_left_add_up(spring: Desk) -> None:
    rows = spring.evidence("development.waves.who").rows
    said = rows.set_index(["wave", "group"])["numerator"]
    assert said["w1", "there_then"] == 24
    assert (said["w2", "came_since"], said["w2", "left_since"]) == (12, 6)
    assert said["w2", "there_then"] == 24 + 12 - 6
    shown = alone(spring, "development.waves.who", "hub")
    assert shown.rows["coded"].eq("").all()  # six left: enough to be counted


def test_no_page_repeats_more_than_the_page_itself_says(spring: Desk) -> None:
    """Whatever stands in the evidence: each row of each edition is one of the page's own."""
    assert spring.network.before is not None
    desks = {"w2": spring, "w1": Desk(spring.network.before(), {})}
    for page in ("development.waves.over", "development.crosswalks.inhd"):
        for edition, shown in ((e, p[page]) for e, p in spring._page_of(page).items()):
            rows = shown.rows[shown.rows["unit"].isin(("verdict_at", "headline"))]
            assert len(rows)
            for row in rows.itertuples():
                own = desks[row.wave]._plain(framework().notebook_of(row.part))[edition][row.part]
                if row.unit == "verdict_at":
                    assert row.x == own.verdict
                    continue
                same = spring._plain("40_development")[edition][SAME]
                found = (same_headline(same.rows, row.part, row.wave)
                         if row.group.startswith("trend") else headline(own.rows))  # fmt: skip
                assert row.value == found["value"].iloc[0]
            headlines = rows[rows["unit"] == "headline"]
            assert KEY in set(headlines["part"])


def test_what_the_gate_was_not_told_is_not_repeated(spring: Desk) -> None:
    key = "development.waves.over"
    assert (spring.evidence(key).rows["unit"] == "headline").any()
    assert set(alone(spring, key, "hub").rows["unit"]) == {"wave"}


def test_under_every_heading_stand_its_questions_and_each_leads_to_its_page(spring: Desk) -> None:
    for name, walk in framework().crosswalks.items():
        key = f"development.crosswalks.{name}"
        rows = spring.evidence(key).rows
        said = rows[rows["unit"].isin(("verdict_at", "nothing_there"))]
        assert list(dict.fromkeys(said["view"])) == list(walk.parts)
        shown = spring.shown(key).block["editions"]["hub"]["html"]
        seen = rows[(rows["unit"] == "verdict_at") & ~rows["x"].isin(NOTHING)]
        for at in seen["part"].unique():
            page = f"{framework().notebook_of(at)}.html#{at.replace('.', '-')}"
            assert f'href="{page}"' in shown


def keep(desk: Desk, key: str, **changed: Any) -> None:
    """As the press keeps it, at an address of other inputs."""
    raw = store.to_json(desk.evidence(key))
    basis = store.noted(store.basis(desk.network, key, {}))
    store.write(desk_built(desk), "0" * 20, {**raw, "basis": basis, **changed})


def desk_built(desk: Desk) -> Any:
    return BUILT[desk.network.wave.name]


BUILT: dict[str, Any] = {}


def test_why_a_number_differs_names_data_settings_and_method(tmp_path: Any) -> None:
    made = dict(frames(0.8))
    space = lay_out(tmp_path, made)
    first = desk_of(space, "net")
    for wave in ("w1", "w2"):
        BUILT[wave] = space.built("net", wave)
    assert first.network.before is not None
    earlier = Desk(first.network.before(), {})
    for desk in (earlier, first):
        keep(desk, KEY)
    assert set(first.evidence("development.waves.why").rows["unit"]) == {"compared"}

    extra = made["responses"].iloc[:1].assign(item_id="I1", respondent_id="w1-new", value=1)
    sheet = made["respondents"].iloc[:1].assign(respondent_id="w1-new", member_id="X101")
    made["responses"] = pd.concat([made["responses"], extra])
    made["respondents"] = pd.concat([made["respondents"], sheet])
    changed = desk_of(lay_out(tmp_path, made, "limits: {agreement_probability: 0.9}\n"), "net")
    rows = changed.evidence("development.waves.why").rows
    why = rows[(rows["unit"] == "why") & (rows["part"] == KEY)]
    data = why[(why["group"] == "other_data") & (why["wave"] == "w1")].set_index("x")
    assert set(data.index) == {"responses", "respondents"}
    assert (data.loc["responses", "n"], data.loc["responses", "numerator"]) == (48, 49)
    limit = why[why["group"] == "other_setting"].set_index("wave").loc["w2"]
    assert (limit["x"], limit["relation"], limit["view"]) == (
        "agreement_probability",
        "0.95",
        "0.9",
    )
    # The second wave has rows of the first too, and they are named for it as well.
    assert not (why["group"] == "other_method").any()

    shown = alone(changed, "development.waves.why", "hub").rows
    told = shown[shown["unit"] == "why"]
    assert told[["n", "numerator", "value"]].isna().all().all()  # by how many rows is not said
    assert not (shown["unit"] == "was").any()
    html = drawn(changed, "development.waves.why", "hub")
    assert "The way in which" not in html
    assert WORDS.say("tables.responses") in html


def test_another_version_or_code_is_another_method(tmp_path: Any) -> None:
    space = lay_out(tmp_path, frames(0.8))
    desk = desk_of(space, "net")
    BUILT["w2"] = space.built("net", "w2")
    basis = store.noted(store.basis(desk.network, KEY, {}))
    other = {**basis, "method": "0" * 20, "version": "0.0.1"}
    keep(desk, KEY, basis=other, verdicts=[["", "withheld"]])
    fresh = desk_of(space, "net")
    why = fresh.evidence("development.waves.why").rows.query("unit == 'why'")
    assert why[["part", "group", "relation"]].to_numpy().tolist() == [
        [KEY, "other_method", "0.0.1"]
    ]


def test_code_of_one_indicator_is_not_that_of_another() -> None:
    assert store.method("technical.problem.aim") != store.method(KEY)
    assert store.method(KEY) == store.method("culture.identity.contribution")  # one room


def test_what_was_last_different_is_kept_apart(tmp_path: Any) -> None:
    space = lay_out(tmp_path, frames(0.8))
    desk = desk_of(space, "net")
    built = space.built("net", "w2")
    raw = store.to_json(desk.evidence(KEY))
    other = raw | {"verdicts": [["", "withheld"]]}
    store.write(built, "1" * 20, other)
    store.write(built, "2" * 20, raw)
    kept = built / "private" / "earlier" / f"{KEY}.json"
    assert kept.is_file()
    before = kept.read_bytes()
    store.write(built, "3" * 20, raw)  # says the same: nothing to name, and nothing lost
    assert kept.read_bytes() == before


def test_forces_stand_by_level_and_time_as_their_wave_saw_them(opened: Open) -> None:
    made = {**frames(0.8), "context": CONTEXT}
    key = "development.context.forces"
    first = opened(made, wave="w1").evidence(key).rows
    forces = first[first["unit"] == "force"]
    assert forces[["part", "view", "value", "relation"]].to_numpy().tolist() == [
        ["school", "hinders", 3, ""], ["state", "enables", 2, ""]]  # fmt: skip
    desk = opened(made)
    rows = desk.evidence(key).rows
    assert rows[rows["unit"] == "force"]["relation"].tolist() == ["2025-06-01", ""]
    for edition in EDITIONS:
        html = drawn(desk, key, edition)
        assert "We read it together." in html
        assert "Shorter lessons (hinders, 2024-10-01 to 2025-06-01)" in html


def test_a_column_that_goes_no_further_takes_its_force_along(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nicdev.rings.development import context

    monkeypatch.setattr(context, "_reach", lambda *columns: "hub" if "response" in columns
                        else "members")  # fmt: skip
    desk = opened({**frames(0.8), "context": CONTEXT})
    key = "development.context.forces"
    hub, members = drawn(desk, key, "hub"), drawn(desk, key, "members")
    assert "We read it together." in hub
    assert "We read it together." not in members
    assert "Shorter lessons" in members


def test_one_wave_has_nothing_to_compare(opened: Open) -> None:
    desk = opened(frames(0.8), wave="w1")
    for name in ("over", "same_people", "who"):
        assert desk.evidence(f"development.waves.{name}").verdict == "no evidence"
