"""What people named, by hand: people and mentions, groups, coaching; planted and taken out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import Open, committed
from rings.test_culture import Frames, people

CHOSEN, GROUPS = "development.voices.chosen", "development.voices.by_group"
COACHING = "development.voices.coaching"


def asked(*said: tuple[str, str, str], wave: str = "w2", sheets: int = 24, **more: Any) -> Frames:
    """As many members filled in a sheet as `sheets`; of `said` each is sheet, question, answer."""
    ids = [f"m{i}" for i in range(sheets)]
    rows = [(wave, *one, "") for one in dict.fromkeys(said)]
    return people(max(24, sheets)) | {
        "respondents": pd.DataFrame({"wave": wave, "respondent_id": ids, "member_id": ids}),
        "voices": pd.DataFrame(
            rows, columns=["wave", "respondent_id", "question", "answer", "other_text"])
    } | more  # fmt: skip


def test_people_and_mentions_are_counted_apart(opened: Open) -> None:
    """Two people name three things; in the wave before, somebody named a fourth."""
    frames = asked(
        ("m2", "barrier", "time"), ("m2", "barrier", "papers"), ("m3", "barrier", "time")
    )
    before = frames["voices"].iloc[[0]].assign(wave="w1", answer="roads")
    frames["voices"] = pd.concat([frames["voices"], before])
    sheet = pd.DataFrame({"wave": ["w1"], "respondent_id": ["m2"], "member_id": ["m2"]})
    frames["respondents"] = pd.concat([frames["respondents"], sheet])
    rows = opened(frames).evidence(CHOSEN).rows
    assert {(r.unit, r.x): (r.numerator, r.n) for r in rows.itertuples()} == {
        ("choices", "time"): (2, 2), ("choices", "papers"): (1, 2), ("choices", "roads"): (0, 2),
        ("mentions", ""): (3, 2)}  # fmt: skip
    half = rows[rows["x"] == "papers"].iloc[0]  # Wilson: 1 of 2, 0.0945 to 0.9055
    assert (half["lower"], half["upper"]) == pytest.approx((0.0945312, 0.9054688), abs=1e-6)


def test_a_report_is_read_out_only_where_the_network_asks_for_it(opened: Open) -> None:
    frames = asked(*((f"m{i}", "barrier", "time") for i in range(12)))
    assert not opened(frames).evidence(CHOSEN).rows["unit"].str.startswith("published").any()
    desk = opened(frames, "published_shares: true\n")
    rows = desk.evidence(CHOSEN).rows
    shares = rows[rows["unit"] == "published"]["value"].tolist()
    assert shares == [0.78, 0.28, 0.26, 0.25, 0.16]
    named = rows[rows["unit"] == "published_mentions"].iloc[0]
    assert (named["numerator"], named["n"]) == (254, 193)
    html = str(desk.shown(CHOSEN).block["editions"]["hub"]["html"])
    assert "commitment was named 254 times by 193 people" in html
    assert "They are no measure of a network." in html


def test_everybody_who_answered_is_in_one_group_of_each_way(opened: Open) -> None:
    """m2 joined with four years, m3 with eleven, m4 with none known; m5 has two roles."""
    said = [(f"m{i}", "barrier", "time") for i in range(2, 6)]
    frames = asked(*said)
    years = frames["members"]["member_id"].map({"m2": 4, "m3": 11, "m5": 0})
    frames["members"] = frames["members"].assign(years_improving=years, joined_on="2025-01-01")
    frames["organizations"] = frames["organizations"].assign(sector=["public", "charter"])
    frames["roles"] = pd.DataFrame(
        {"member_id": ["m2", "m3", "m5", "m5"], "org_id": ["o1", "o2", "o1", "o1"],
         "role": ["teacher", "teacher", "teacher", "coach"], "hub_tier": "none",
         "from_on": "2025-01-01"})  # fmt: skip
    rows = opened(frames).evidence(GROUPS).rows
    cells = {(r.relation, r.x): r.n for r in rows.itertuples()}
    assert cells == {("years", "3-5"): 1, ("years", "11+"): 1, ("years", "0-2"): 1,
                     ("years", "not_recorded"): 1, ("role", "teacher"): 2,
                     ("role", "several_of_these"): 1, ("role", "not_recorded"): 1,
                     ("sector", "public"): 2, ("sector", "charter"): 1,
                     ("sector", "not_recorded"): 1}  # fmt: skip
    assert set(rows["unit"]) == {"cells_told"}  # a barrier is told, an accomplishment drawn


def test_an_anonymous_survey_is_told_apart_by_the_organization_that_was_named(opened: Open) -> None:
    frames = asked(*((f"m{i}", "accomplishment", "talk") for i in range(4)))
    frames["organizations"] = frames["organizations"].assign(sector=["public", "charter"])
    sheets = frames["respondents"].drop(columns="member_id")
    frames["respondents"] = sheets.assign(org_id=["o1"] * 2 + ["o2"] * (len(sheets) - 2))
    rows = opened(frames).evidence(GROUPS).rows
    assert {(r.relation, r.x): (r.numerator, r.unit) for r in rows.itertuples()} == {
        ("sector", "public"): (2, "cells"), ("sector", "charter"): (2, "cells")}  # fmt: skip


def test_what_the_experienced_name_more_often_is_found_and_without_it_is_not(opened: Open) -> None:
    def apart(experienced: float) -> float:
        random = np.random.default_rng(23)
        said = [(f"m{i}", "accomplishment",
                 "a system" if random.random() < (experienced if i % 2 else 0.3) else "talk")
                for i in range(160)]  # fmt: skip
        frames = asked(*said, sheets=160)
        frames["members"]["years_improving"] = [12 if i % 2 else 0 for i in range(160)]
        rows = opened(frames).evidence(GROUPS).rows
        share = rows[rows["group"] == "a system"].set_index("x")["value"]
        return float(share["11+"] - share["0-2"])

    assert apart(0.8) > 0.35
    assert abs(apart(0.3)) < 0.15


def support(*lines: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(lines, columns=["on", "team_id", "kept"]).assign(kind="coaching")


def test_coaching_that_is_missed_stands_beside_what_teams_were_given(opened: Open) -> None:
    frames = asked(("m2", "wanted", "More COACHING"), ("m3", "wanted", "forms"),
                   ("m4", "wanted", "un mentor"))  # fmt: skip
    lines = [("2025-08-01", "t1", "asked"), ("2025-08-09", "t1", "given"),
             ("2025-08-09", "t2", "asked"), ("2025-02-01", "t3", "given")]  # fmt: skip
    frames["support"] = support(*lines)
    rows = opened(frames).evidence(COACHING).rows
    assert rows.loc[rows["relation"] == "coaching", "x"].tolist() == ["More COACHING"]
    teams = rows[rows["unit"] == "teams"]
    assert dict(zip(teams["x"], teams["numerator"], strict=True)) == {
        "asked": 2, "promised": 0, "given": 1}  # fmt: skip
    rows = opened(frames, "coaching_words: [mentor]\n").evidence(COACHING).rows
    assert rows.loc[rows["relation"] == "coaching", "x"].tolist() == ["un mentor"]


def test_where_nobody_answered_a_page_says_so(opened: Open) -> None:
    desk = opened(asked(("m2", "barrier", "time"), wave="w1"))
    for key in (CHOSEN, GROUPS, COACHING):
        html = str(desk.shown(key).block["editions"]["hub"]["html"])
        assert "Members were not asked about this in this wave." in html


def test_a_large_network_shows_its_hub_people_by_group_and_no_small_number() -> None:
    desk = committed("literacy", "w2")
    rows: Any = desk.shown(GROUPS).block["editions"]["hub"]["evidence"]["rows"]
    frame = pd.DataFrame(rows)
    assert frame["part"].nunique() == 7
    assert (frame["numerator"] >= 5).all()
    assert (frame["n"] - frame["numerator"] >= 5).all()
    assert (frame.groupby("part")["relation"].nunique() == 1).all()
    parts: Any = desk.shown(CHOSEN).block["editions"]["hub"]["evidence"]["rows"]
    whole = pd.DataFrame(parts).query("unit == 'choices'").set_index(["part", "x"])["numerator"]
    summed = frame.groupby(["part", "group"])["numerator"].sum()
    assert (summed == whole.reindex(summed.index)).all()
