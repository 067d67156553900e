"""Ring two: counted by hand on small rosters, and planted truths that are found and not made up."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest
from conftest import Open

from nicdev.simulate import Plants, network

Frames = dict[str, pd.DataFrame]
DAY = "2024-01-01"


def roster(count: int, **columns: object) -> pd.DataFrame:
    ids = [f"a{i:02d}" for i in range(count)]
    return pd.DataFrame({"member_id": ids, "observed_from": DAY, "joined_on": DAY, **columns})


def organisations(*kinds: str) -> pd.DataFrame:
    return pd.DataFrame({"org_id": [f"o{i}" for i in range(len(kinds))], "kind": kinds,
                         "name": [f"Place {i}" for i in range(len(kinds))],
                         "joined_on": DAY})  # fmt: skip


def roles(*held: tuple[str, str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(held), columns=["member_id", "org_id", "role"])
    return frame.assign(hub_tier="none", from_on=DAY)


# --- membership ------------------------------------------------------------------------------


def test_members_count_once_by_role_and_by_kind_of_place(opened: Open) -> None:
    frames = {
        "members": roster(6, left_on=[None] * 5 + ["2024-03-01"]),
        "organizations": organisations("school", "school", "district"),
        "roles": roles(("a00", "o0", "teacher"), ("a01", "o1", "teacher"), ("a02", "o2", "coach"),
                       ("a03", "o0", "teacher"), ("a03", "o2", "coach"), ("a05", "o0", "coach")),
        "teams": pd.DataFrame({"team_id": ["t"], "org_id": ["o1"], "name": ["T"],
                               "kind": ["improvement team"]}),
        "memberships": pd.DataFrame({"member_id": ["a04"], "team_id": ["t"]}),
    }  # fmt: skip
    rows = opened(frames).evidence("roles.membership.composition").rows
    counts = rows.set_index(["part", "x"])["numerator"].to_dict()
    assert counts == {
        ("role", "teacher"): 2, ("role", "coach"): 1, ("role", "several_of_these"): 1,
        ("role", "not_recorded"): 1, ("organization_kind", "school"): 3,
        ("organization_kind", "district"): 1, ("organization_kind", "several_of_these"): 1,
        ("organization", "Place 0"): 1, ("organization", "Place 1"): 2,
        ("organization", "Place 2"): 1, ("organization", "several_of_these"): 1,
    }  # fmt: skip
    assert set(rows["n"]) == {5}


def known(levels: Mapping[str, int], domain: str = "improvement", on: str = DAY,
          source: str = "self") -> pd.DataFrame:  # fmt: skip
    return pd.DataFrame({"member_id": list(levels), "domain": domain, "level": levels.values(),
                         "as_of": on, "source": source})  # fmt: skip


def test_what_was_said_last_counts_and_empty_cells_come_first(opened: Open) -> None:
    teams = pd.DataFrame({"team_id": ["t1", "t2", "t3"], "name": ["Ash", "Birch", "Cedar"],
                          "kind": "improvement team"})  # fmt: skip
    frames = {
        "members": roster(5),
        "teams": teams,
        "memberships": pd.DataFrame({"member_id": [f"a{i:02d}" for i in range(5)],
                                     "team_id": ["t1", "t1", "t2", "t2", "t3"]}),
        "expertise": pd.concat([
            known({"a00": 4, "a01": 2, "a02": 3}),
            known({"a02": 1}, on="2024-02-01"), known({"a02": 4}, on="2024-02-01", source="hub"),
            known({"a00": 0, "a03": 3}, "problem"),
        ]),
    }  # fmt: skip
    rows = opened(frames).evidence("roles.membership.expertise").rows
    grid = rows[rows["part"] == "by_team"].set_index(["group", "x"])["numerator"]
    assert grid.index.get_level_values(0).drop_duplicates().tolist() == ["t1", "t2", "t3"]
    assert grid.unstack().loc["t1"].to_dict() == {"knowing_problem": 0, "knowing_improvement": 2}
    assert grid["t2", "knowing_improvement"] == 0  # the later word, and their own
    assert grid[["t3"]].isna().all()  # nothing was said: unknown, not empty
    levels = rows[rows["group"] == "knowing_improvement"].set_index("x")["numerator"]
    assert levels.to_dict() == {"0": 0, "1": 1, "2": 1, "3": 0, "4": 1}


def leaving(months: float, seed: int) -> pd.DataFrame:
    """Four hundred members, half of whom records show from half a year on; exits at one rate."""
    rng = np.random.default_rng(seed)
    stays = np.ceil(rng.exponential(months * 30.4, 400)) if months else np.full(400, 1e4)
    seen_from = np.where(np.arange(400) % 2, 183, 0)
    begin = pd.Timestamp("2022-01-01")
    frame = roster(400, joined_on=begin, left_on=begin + pd.to_timedelta(stays, unit="D"))
    frame["observed_from"] = begin + pd.to_timedelta(seen_from, unit="D")
    frame["left_on"] = frame["left_on"].where(frame["left_on"] <= pd.Timestamp("2024-01-01"))
    return frame[stays > seen_from]


def test_a_planted_rate_of_leaving_is_found_and_none_is_none(opened: Open) -> None:
    waves = pd.DataFrame({"wave": ["w"], "label": ["W"], "starts_on": ["2022-01-01"],
                          "ends_on": ["2024-01-01"]})  # fmt: skip

    def year(months: float, seed: int = 1) -> pd.Series:
        desk = opened({"members": leaving(months, seed), "waves": waves})
        rows = desk.evidence("roles.membership.retention").rows
        return rows[(rows["unit"] == "survival") & (rows["x"] == "12")].iloc[0]

    found = year(20.0)
    assert found["lower"] < np.exp(-12 / 20) < found["upper"]
    assert found["upper"] - found["lower"] < 0.15
    assert year(0)["value"] == 1


def test_organisations_stay_or_leave_too_and_few_are_too_little_to_say(opened: Open) -> None:
    orgs = organisations("school", "school", "school", "school").assign(
        left_on=["2024-06-20", None, None, None]
    )
    events = pd.DataFrame({"event_id": ["e"], "structure": ["convening"],
                           "held_on": ["2025-02-01"]})  # fmt: skip
    evidence = opened({"members": roster(12), "organizations": orgs, "events": events}).evidence(
        "roles.membership.retention"
    )
    assert dict(evidence.verdicts) == {"members": "described",
                                       "organizations": "too little to say"}  # fmt: skip
    rows = evidence.rows[evidence.rows["part"] == "organizations"].set_index("x")
    assert rows.loc["5", "value"] == 1
    assert rows.loc["6", ["numerator", "n"]].tolist() == [1, 3]
    # Of fewer than ten the range stands alone, without the three quarters in it.
    assert np.isnan(rows.loc["6", "value"])
    assert 0 < rows.loc["6", "lower"] < 3 / 4 < rows.loc["6", "upper"] < 1


# --- participation ---------------------------------------------------------------------------


def test_scope_counts_kinds_of_meeting_and_not_meetings(opened: Open) -> None:
    frames = {
        "members": roster(4),
        "events": pd.DataFrame({"event_id": ["c1", "c2", "k", "f"], "held_on": DAY, "structure":
                                ["convening", "convening", "coaching", "forum"]}),
        "attendance": pd.DataFrame(
            [("c1", "a00"), ("c2", "a00"), ("c1", "a01"), ("k", "a01"), ("k", "a02")],
            columns=["event_id", "member_id"]),
    }  # fmt: skip
    rows = opened(frames).evidence("roles.participation.structures").rows
    scope = rows[rows["unit"] == "scope"].set_index("x")["numerator"]
    assert scope.to_dict() == {"0": 1, "1": 2, "2": 1}
    assert rows.loc[rows["unit"] == "held", ["value", "n"]].to_numpy().tolist() == [[2, 2]]


def test_members_who_keep_to_one_kind_of_meeting_are_seen(opened: Open) -> None:
    """The same number of attendances, in one kind each or in any: only the first is narrow."""

    def narrow(*, planted: bool) -> float:
        made = network(6, Plants(attends=0.8))
        frames = dict(made.frames)
        if planted:
            kind = frames["events"].set_index("event_id")["structure"]
            came = frames["attendance"]
            favourite = np.where(came["member_id"].str[-1].astype(int) % 2, "convening", "coaching")
            frames["attendance"] = came[came["event_id"].map(kind) == favourite]
        rows = opened(frames).evidence("roles.participation.structures").rows
        return float(rows.loc[(rows["unit"] == "scope") & (rows["x"] == "1"), "value"].iloc[0])

    assert narrow(planted=True) > 0.9
    assert narrow(planted=False) < 0.2


# --- connections -----------------------------------------------------------------------------


def asked_about_ties(frames: Frames, answered: list[str], ties: list[tuple[str, str]]) -> Frames:
    ids = frames["members"]["member_id"]
    return frames | {
        "relations": pd.DataFrame({"relation": ["r"], "wave": "all", "text": "Whom do you ask?",
                                   "method": "roster", "scope": "all", "directed": "yes", "low": 0,
                                   "high": 1, "tie_from": 1}),
        "tie_asked": pd.DataFrame({"wave": "all", "relation": "r", "member_id": ids, "status":
                                   ["responded" if i in answered else "invited" for i in ids]}),
        "ties": pd.DataFrame([("all", "r", a, b, 1) for a, b in ties],
                             columns=["wave", "relation", "source", "target", "strength"]),
    }  # fmt: skip


def test_shares_between_groups_leave_unknown_pairs_out(opened: Open) -> None:
    """a00 and a01 in one place, a02 and a03 in another, a04 in the hub; a03 did not answer."""
    places = ("o0", "o0", "o1", "o1", "o0")
    held = roles(*[(f"a{i:02d}", org, "teacher") for i, org in enumerate(places)])
    held.loc[4, "hub_tier"] = "lead"
    frames = {"members": roster(5), "roles": held,
              "organizations": organisations("school", "school")}  # fmt: skip
    ties = [("a00", "a01"), ("a00", "a02"), ("a02", "a04"), ("a04", "a03")]
    frames = asked_about_ties(frames, ["a00", "a01", "a02", "a04"], ties)
    evidence = opened(frames).evidence("roles.connections.mixing")
    rows = evidence.rows[evidence.rows["unit"] == "between"].set_index(["group", "x"])
    assert set(rows["part"]) == {"organization"}  # places without a region make no map of regions
    assert {pair: (r["numerator"], r["n"]) for pair, r in rows.iterrows()} == {
        ("o0", "o0"): (1, 2), ("o0", "o1"): (1, 6), ("o0", "hub"): (0, 4),
        ("o1", "o1"): (0, 1), ("o1", "hub"): (2, 3), ("hub", "hub"): (0, 0),
    }  # fmt: skip


def test_places_that_are_kept_are_used_and_others_stay_where_they_were(opened: Open) -> None:
    frames = network(2).frames

    def spots(**more: pd.DataFrame) -> dict[str, float]:
        rows = opened({**frames, **more}).evidence("roles.connections.mixing").rows
        rows = rows[(rows["unit"] == "across") & (rows["part"] == "region")]
        return dict(zip(rows["group"], rows["value"], strict=True))

    denser = network(2, Plants(tie_between=0.4)).frames
    assert spots() == spots(ties=denser["ties"])
    kept = pd.DataFrame({"node": ["north", "south", "hub"], "x": [3, 4, 5], "y": [0, 0, 0]})
    assert spots(layout=kept) == {"north": 3, "south": 4, "hub": 5}


def test_ties_within_places_are_denser_only_where_that_was_planted(opened: Open) -> None:
    def gap(plants: Plants) -> float:
        rows = opened(network(8, plants).frames).evidence("roles.connections.mixing").rows
        rows = rows[(rows["unit"] == "between") & (rows["part"] == "organization")]
        inside = rows["group"] == rows["x"]
        shares = [rows.loc[some, "numerator"].sum() / rows.loc[some, "n"].sum()
                  for some in (inside, ~inside)]  # fmt: skip
        return float(shares[0] - shares[1])

    assert gap(Plants(tie_within=0.6, tie_between=0.05)) > 0.4
    assert abs(gap(Plants(tie_within=0.2, tie_between=0.2))) < 0.1


# --- trust -----------------------------------------------------------------------------------


def test_a_line_is_the_sum_of_its_items_with_reversed_ones_turned(opened: Open) -> None:
    frames = dict(network(9).frames)
    items = frames["items"].copy()
    items.loc[items["item_id"] == "trust_hub_integrity", "reversed"] = "yes"
    frames["items"] = items
    rows = opened(frames).evidence("roles.trust.relations").rows
    line = rows[(rows["view"] == "all") & (rows["relation"] == "hub") & (rows["unit"] == "replies")
                & (rows["group_kind"] == "network")].set_index("x")["numerator"]  # fmt: skip
    given = frames["responses"]
    given = given[given["item_id"].str.startswith("trust_hub") & (given["value"] != "")]
    value = given["value"].astype(int)
    value = value.where(given["item_id"] != "trust_hub_integrity", 6 - value)
    counts = value.value_counts()
    assert line.to_dict() == {str(x): counts.get(x, 0) for x in range(1, 6)}


def test_trust_in_the_hub_moves_its_own_line_and_no_other(opened: Open) -> None:
    def high(*, lowered: bool) -> dict[str, float]:
        frames = dict(network(9, Plants(trust=4.2)).frames)
        if lowered:
            given = frames["responses"].copy()
            hub = given["item_id"].str.startswith("trust_hub") & (given["value"] != "")
            given.loc[hub, "value"] = (
                (given.loc[hub, "value"].astype(int) - 2).clip(lower=1).astype(str)
            )
            frames["responses"] = given
        rows = opened(frames).evidence("roles.trust.relations").rows
        rows = rows[(rows["view"] == "all") & (rows["unit"] == "replies")]
        rows = rows[(rows["group_kind"] == "network") & rows["x"].isin(["4", "5"])]
        return rows.groupby("relation")["value"].sum().to_dict()

    as_asked, lowered = high(lowered=False), high(lowered=True)
    assert as_asked["hub"] - lowered["hub"] > 0.5
    assert {k: v for k, v in as_asked.items() if k != "hub"} == pytest.approx(
        {k: v for k, v in lowered.items() if k != "hub"}
    )
