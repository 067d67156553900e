"""Ties returned and ties that lead out: by hand, and planted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from conftest import Open
from rings.test_meeting_and_hub import DAY, Frames, asked, members

from nicdev.evidence import Evidence
from nicdev.simulate import Plants, network

RETURNED, OUTSIDE = "roles.connections.reciprocity", "roles.connections.external_internal"


def in_teams(teams: dict[str, str], kind: str = "improvement team") -> Frames:
    """Members of one letter each, and who is in which teams, named by their letters."""
    frames = members(*sorted(set("".join(teams.values())) | set("abcd")))
    frames["teams"] = pd.DataFrame({"team_id": list(teams), "name": list(teams), "kind": kind})
    frames["memberships"] = pd.DataFrame(
        [(member, team) for team, inside in teams.items() for member in inside],
        columns=["member_id", "team_id"],
    )
    return frames


def at(evidence: Evidence, unit: str) -> pd.DataFrame:
    return evidence.rows.query("unit == @unit and view == 'all'").set_index("group")


# --- reciprocity -----------------------------------------------------------------------------


def test_ties_are_returned_in_pairs_known_both_ways(opened: Open) -> None:
    """d did not answer: that b names d says nothing of whether it is returned."""
    frames = asked(in_teams({"t": "ab", "u": "cd"}), "ab ba ac bd", silent="d")
    evidence = opened(frames).evidence(RETURNED)
    edgewise, dyadic = at(evidence, "returned"), at(evidence, "alike")
    assert edgewise[["numerator", "n"]].T.to_dict("list") == {
        "all": [2, 3], "within_teams": [2, 2], "between_teams": [0, 1],
    }  # fmt: skip
    assert dyadic[["numerator", "n"]].T.to_dict("list") == {
        "all": [2, 3], "within_teams": [1, 1], "between_teams": [1, 2],
    }  # fmt: skip
    assert dyadic.loc["all", ["lower", "upper"]].tolist() == [2 / 6, 5 / 6]
    assert edgewise.loc["all", ["lower", "upper"]].tolist() == [2 / 6, 4 / 5]


def test_a_range_that_is_too_wide_is_not_given(opened: Open) -> None:
    frames = asked(in_teams({"t": "ab", "u": "cd"}), "ab ba ac bd", silent="d")
    evidence = opened(frames, "limits: {bounds_width: 0.4}").evidence(RETURNED)
    assert at(evidence, "alike").loc["all", ["lower", "upper"]].isna().all()
    assert "ties_unbounded" in evidence.caveats
    density = opened(frames, "limits: {bounds_width: 0.2}").evidence("roles.connections.density")
    row = density.rows.query("view == 'all' and group == 'all'").iloc[0]
    assert row[["value", "n"]].tolist() == [4 / 9, 9]
    assert np.isnan([row["lower"], row["upper"]]).all()
    assert "ties_unbounded" in density.caveats


@pytest.mark.parametrize(
    ("ties", "silent", "relation"),
    [("ab", "", {"directed": "no"}), ("ab", "", {"max_names": 3}), ("", "", {}), ("", "abcd", {})],
)
def test_nothing_is_said_of_ties_that_cannot_be_returned(
    opened: Open, ties: str, silent: str, relation: dict[str, object]
) -> None:
    frames = asked(in_teams({"t": "ab"}), ties, silent, **relation)
    evidence = opened(frames).evidence(RETURNED)
    assert evidence.verdict == "too little to say" or ties == silent == ""
    assert evidence.rows.empty or evidence.rows.query("unit == 'returned'")["value"].isna().all()


def test_ties_are_returned_only_where_that_was_planted(opened: Open) -> None:
    random = np.random.default_rng(20)
    ids = [chr(code) for code in range(ord("a"), ord("z"))]
    named = {(a, b) for a in ids for b in ids if a != b and random.random() < 0.1}
    back = named | {(b, a) for a, b in named if random.random() < 0.6}

    def share(pairs: set[tuple[str, str]]) -> float:
        frames = asked(members(*ids), " ".join(a + b for a, b in sorted(pairs) if a < "v"), "vwxy")
        return float(at(opened(frames).evidence(RETURNED), "returned").loc["all", "value"])

    assert share(back) > 0.65
    assert share(named) < 0.25


# --- leading out -----------------------------------------------------------------------------


def test_a_tie_stays_inside_where_one_team_is_shared(opened: Open) -> None:
    """b is in both teams; e is in none, and ties with e are left out."""
    frames = in_teams({"t": "ab", "u": "bcd"})
    frames["members"] = members(*"abcde")["members"]
    frames = asked(frames, "ab bc cd ac de ea da")
    rows = at(opened(frames).evidence(OUTSIDE), "outside")
    assert rows.index.tolist() == ["out_of_team"]
    row = rows.loc["out_of_team"]
    assert row[["numerator", "n"]].tolist() == [2, 5]  # ac and da
    assert row["limit"] == pytest.approx(4 / 12)  # two of six pairs share no team
    index = at(opened(frames).evidence(OUTSIDE), "e_i").loc["out_of_team"]
    assert index[["value", "limit", "lower"]].tolist() == pytest.approx([-0.2, -1 / 3, -0.2])


def test_those_who_did_not_answer_keep_their_teams_and_widen_the_range(opened: Open) -> None:
    frames = in_teams({"t": "abe", "u": "cdf"})
    params = "limits: {bounds_width: 1}"
    before, after = (
        at(opened(asked(frames, "ab ac ca", silent=silent), params).evidence(OUTSIDE), "e_i")
        .loc["out_of_team"] for silent in ("", "bdef")
    )  # fmt: skip
    assert before["value"] == after["value"] == pytest.approx(1 / 3)
    assert before["lower"] == before["upper"] == before["value"]
    assert after[["lower", "upper"]].isna().all()  # from nearly all inside to nearly all outside


@pytest.mark.parametrize(
    "frames",
    [lambda: in_teams({"t": "abcd"}), lambda: members(*"abcd"),
     lambda: in_teams({"t": "ab", "u": "cd"}, "hub")],
)  # fmt: skip
def test_one_team_no_team_and_the_hub_leave_nothing_to_compare(
    opened: Open, frames: Callable[[], Frames]
) -> None:
    evidence = opened(asked(frames(), "ab bc")).evidence(OUTSIDE)
    assert evidence.verdict == "too little to say"
    assert evidence.rows.empty


def test_a_question_that_stayed_inside_is_not_held_against_chance(opened: Open) -> None:
    frames = asked(in_teams({"t": "ab", "u": "cd"}), "ab", scope="own_org")
    assert opened(frames).evidence(OUTSIDE).verdict == "too little to say"


def test_ties_stay_in_teams_only_where_that_was_planted(opened: Open) -> None:
    def found(plants: Plants) -> str:
        rows = at(opened(network(8, plants).frames).evidence(OUTSIDE), "outside")
        return str(rows.loc["out_of_team", "x"])

    assert found(Plants(tie_within=0.6, tie_between=0.05)) == "fewer"
    assert found(Plants(tie_within=0.2, tie_between=0.2)) == "as many"


def test_everybody_in_the_hub_is_a_verdict(opened: Open) -> None:
    frames = members(*"abcd")
    frames["organizations"] = pd.DataFrame(
        {"org_id": ["h"], "name": ["H"], "kind": "school", "joined_on": DAY}
    )
    frames["roles"] = pd.DataFrame(
        {"member_id": list("abcd"), "org_id": "h", "role": "lead", "hub_tier": "lead",
         "from_on": DAY}
    )  # fmt: skip
    desk = opened(asked(frames, "ab ba"))
    assert set(desk.evidence(RETURNED).rows["view"]) == {"all"}
    assert desk.evidence(OUTSIDE).verdict == "too little to say"
