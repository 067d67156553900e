"""Teams and trust, change from wave to wave, items answered the wrong way, support: by hand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest
from conftest import Open

from nicdev.evidence import Evidence

KEY = "roles.trust.facets"
DAY = "2024-01-01"
Frames = dict[str, pd.DataFrame]
Sheets = Mapping[str, tuple[float, ...]]
WAVES = pd.DataFrame({"wave": ["w1", "w2"], "label": ["One", "Two"],
                      "starts_on": ["2024-01-01", "2024-07-01"],
                      "ends_on": ["2024-06-30", "2024-12-31"]})  # fmt: skip


def survey(
    waves: Mapping[str, Sheets], team: Mapping[str, str] | None = None, other_way: str = ""
) -> Frames:
    """Per wave and member the answers to the same items on one's own team, from 1 to 5."""
    members = list(dict.fromkeys(member for sheets in waves.values() for member in sheets))
    count = len(next(iter(next(iter(waves.values())).values())))
    items = [f"i{at}" for at in range(count)]
    rows = [(wave, f"{wave}{member}", item, value)
            for wave, sheets in waves.items() for member, values in sheets.items()
            for item, value in zip(items, values, strict=True)]  # fmt: skip
    frames = {
        "members": pd.DataFrame({"member_id": members, "observed_from": DAY, "joined_on": DAY}),
        "respondents": pd.DataFrame(
            [(wave, f"{wave}{member}", member) for wave in waves for member in waves[wave]],
            columns=["wave", "respondent_id", "member_id"]),
        "items": pd.DataFrame({"item_id": items, "key": KEY, "facet": "respect",
                               "referent": "own_team", "text": items, "low": 1, "high": 5,
                               "reversed": ["yes" if i == other_way else "no" for i in items]}),
        "responses": pd.DataFrame(rows, columns=["wave", "respondent_id", "item_id", "value"]),
    }  # fmt: skip
    if list(waves) != ["all"]:
        frames["waves"] = WAVES
    if team:
        names = sorted(set(team.values()))
        frames["teams"] = pd.DataFrame({"team_id": names, "name": names,
                                        "kind": "improvement team"})  # fmt: skip
        frames["memberships"] = pd.DataFrame(team.items(), columns=["member_id", "team_id"])
    return frames


def climates(
    strength: float, teams: int = 12
) -> tuple[dict[str, tuple[float, ...]], dict[str, str]]:
    """Six people in each team; teams differ as far as `strength` says."""
    random = np.random.default_rng(14)
    climate = random.normal(scale=strength, size=teams)
    sheets, team = {}, {}
    for at in range(teams * 6):
        raw = 3 + climate[at // 6] + random.normal(scale=0.8) + random.normal(scale=0.7, size=4)
        member = f"m{at:02d}"
        sheets[member] = tuple(float(v) for v in np.clip(np.rint(raw), 1, 5))
        team[member] = f"t{at // 6:02d}"
    return sheets, team


def of_teams(opened: Open, strength: float, teams: int = 12) -> Evidence:
    sheets, team = climates(strength, teams)
    return opened(survey({"all": sheets}, team)).evidence("roles.trust.within_and_between")


def indices(evidence: Evidence) -> pd.DataFrame:
    return evidence.rows.set_index("unit")


def test_a_climate_of_teams_is_found_and_none_is_none(opened: Open) -> None:
    on, off = (indices(of_teams(opened, strength)) for strength in (1.2, 0.0))
    assert on.loc["icc1", "lower"] > 0.2
    assert off.loc["icc1", "lower"] < 0 < off.loc["icc1", "upper"]
    assert on.loc["icc1", ["numerator", "n"]].tolist() == [12, 72]
    assert on.loc["icc2", "value"] > on.loc["icc1", "value"]
    # Without climates people agree more than chance has it; apart as they are with them, less.
    assert off.loc["r_star", "value"] > off.loc["r_star", "limit"] > on.loc["r_star", "value"]
    for rows in (on, off):
        assert rows.loc["scale_alpha", "value"] <= rows.loc["scale_omega", "value"] + 0.01


def test_few_teams_have_no_range_and_one_team_says_too_little(opened: Open) -> None:
    few = indices(of_teams(opened, 1.0, teams=7))
    assert few.loc["icc1", "value"] > 0
    assert few.loc[["icc1", "icc2"], ["lower", "upper"]].isna().all(axis=None)
    one = of_teams(opened, 1.0, teams=1)
    assert dict(one.verdicts) == {"own_team": "too little to say"}
    assert indices(one).loc["r_wg_j", "n"] == 6


def test_people_of_one_team_who_differ_most_stay_below_nought(opened: Open) -> None:
    sheets = {f"m{at}": (1.0 + at % 5, 1.0 + at % 5) for at in range(45)}
    team = {member: f"t{at // 5}" for at, member in enumerate(sheets)}
    found = opened(survey({"all": sheets}, team)).evidence("roles.trust.within_and_between")
    assert indices(found).loc["icc1", "value"] == pytest.approx(-0.25)


@pytest.mark.parametrize("answers", [{"m": (3.0, 3.0)}, {f"m{i}": (4.0, 4.0) for i in range(9)}])
def test_one_sheet_or_no_variance_is_no_warning(
    opened: Open, answers: dict[str, tuple[float, ...]]
) -> None:
    found = opened(survey({"all": answers})).evidence("roles.trust.within_and_between")
    assert dict(found.verdicts) == {"own_team": "too little to say"}


# --- change ----------------------------------------------------------------------------------


def moving(down: int, up: int, new: int = 3) -> dict[str, Sheets]:
    first = {f"m{at:02d}": (3.0, 3.0) for at in range(20)}
    second = {}
    for at, member in enumerate(first):
        step = -1.0 if at < down else 1.0 if at < down + up else 0.0
        second[member] = (3.0 + step, 3.0)
    return {"w1": first, "w2": second | {f"n{at}": (5.0, 5.0) for at in range(new)}}


@pytest.mark.parametrize(
    ("down", "up", "verdict"),
    [(11, 1, "lower"), (2, 12, "higher"), (7, 6, "about the same"), (5, 0, "too little to say")],
)
def test_change_is_that_of_those_who_answered_both_times(
    opened: Open, down: int, up: int, verdict: str
) -> None:
    desk = opened(survey(moving(down, up)))
    found = desk.evidence("roles.trust.change")
    assert dict(found.verdicts) == {"own_team": verdict}
    moved = found.rows[found.rows["unit"] == "moved"].set_index("x")["numerator"].to_dict()
    assert moved == {"moved up": up, "no change": 20 - up - down, "moved down": down}
    above = found.rows[found.rows["unit"] == "above"].set_index("x")
    assert above["numerator"].to_dict() == {"One": 0, "Two": up + 6}
    assert above[["responded", "eligible"]].to_numpy().tolist() == [[20, 20], [23, 20]]
    for key in ("roles.trust.change", KEY, "roles.trust.relations"):
        assert ("trust_may_dip" in desk.evidence(key).caveats) == (verdict == "lower"), key


def test_the_first_wave_and_sheets_without_names_have_no_change(opened: Open) -> None:
    frames = survey(moving(11, 1))
    assert opened(frames, wave="w1").evidence("roles.trust.change").verdict == "no evidence"
    nameless = frames | {"respondents": frames["respondents"].drop(columns="member_id")}
    found = opened(nameless).evidence("roles.trust.change")
    assert found.verdict == "too little to say"
    assert set(found.rows["unit"]) == {"above"}  # all answers, and nobody who can be followed


# --- items worded the other way round ----------------------------------------------------------


def test_an_item_answered_as_if_worded_straight_is_flagged_and_not_turned(opened: Open) -> None:
    random = np.random.default_rng(4)
    levels = random.integers(1, 6, 30).astype(float)
    straight = {f"m{at}": (v, v, v) for at, v in enumerate(levels)}
    right = {f"m{at}": (v, v, 6 - v) for at, v in enumerate(levels)}
    for sheets, flagged in ((straight, True), (right, False)):
        found = opened(survey({"all": sheets}, other_way="i2")).evidence(KEY)
        assert ("answered_straight" in found.caveats) is flagged
        rows = found.rows[found.rows["unit"] == "straight"]
        assert rows["part"].tolist() == (["i2"] if flagged else [])
        given = found.rows.query("unit == 'answers' and part == 'i2'").set_index("x")["numerator"]
        counts = pd.Series([values[2] for values in sheets.values()]).value_counts()
        assert given[given > 0].to_dict() == {f"{x:g}": n for x, n in counts.items()}


# --- organisations, and the hub ----------------------------------------------------------------


def test_items_on_other_organisations_have_a_page_of_their_own(opened: Open) -> None:
    frames = survey({"all": {f"m{at}": (4.0, 5.0) for at in range(6)}})
    assert opened(frames).evidence("roles.trust.between_organizations").verdict == "not asked"
    frames["items"] = frames["items"].assign(key="roles.trust.between_organizations",
                                             referent="other_organizations")  # fmt: skip
    found = opened(frames).evidence("roles.trust.between_organizations")
    assert found.rows.query("unit == 'answers' and x == '5'")["numerator"].tolist() == [0, 6]


def requests(*lines: tuple[str, str, str]) -> Frames:
    names = ["t0", "t1", "t2", "h"]
    return {
        "members": pd.DataFrame({"member_id": ["a"], "observed_from": DAY, "joined_on": DAY}),
        "teams": pd.DataFrame({"team_id": names, "name": names,
                               "kind": ["improvement team"] * 3 + ["hub"]}),
        "support": pd.DataFrame(lines, columns=["team_id", "kind", "kept"]).assign(on=DAY),
    }  # fmt: skip


def test_support_is_counted_by_kind_and_by_team(opened: Open) -> None:
    lines = [("t0", "visit", "asked"), ("t0", "visit", "promised"), ("t0", "visit", "given"),
             ("t1", "visit", "asked"), ("t1", "visit", "promised"), ("t1", "coaching", "asked"),
             ("h", "coaching", "given")]  # fmt: skip
    rows = opened(requests(*lines)).evidence("roles.trust.support").rows
    teams = rows[rows["unit"] == "teams"].set_index("x")[["numerator", "n"]]
    assert teams.to_numpy().tolist() == [[2, 3], [2, 3], [1, 3]]
    lines = rows[rows["unit"] == "support"].groupby(["part", "group"])["numerator"].agg(list)
    assert lines["support_visit", ""] == [2, 2, 1]
    assert lines["support_coaching", ""] == [1, 0, 1]
    assert lines["support", "t1"] == [2, 1, 0]


@pytest.mark.parametrize("open_", [True, False])
def test_requests_of_a_named_team_leave_only_where_work_is_open(
    opened: Open, *, open_: bool
) -> None:
    frames = requests(*[("t0", "visit", "asked")] * 4)
    desk = opened(frames, f"open_to_members: {str(open_).lower()}\n")
    for edition in ("hub", "members"):
        shown = desk.shown("roles.trust.support").block["editions"][edition]["evidence"]["rows"]
        kinds = {row["group_kind"] for row in shown}
        assert kinds == ({"network", "team"} if open_ else {"network"})


def test_trust_in_the_hub_reaches_members_and_hub_alike(opened: Open) -> None:
    sheets = {f"m{at:02d}": (1.0 + at % 5, 1.0 + (at * 2) % 5) for at in range(60)}
    frames = survey({"all": sheets})
    frames["items"]["referent"] = "hub"
    desk = opened(frames)
    for key in (KEY, "roles.trust.relations"):
        hub, members = (desk.shown(key).block["editions"][edition]["evidence"]["rows"]
                        for edition in ("hub", "members"))  # fmt: skip
        assert hub
        assert hub == members
