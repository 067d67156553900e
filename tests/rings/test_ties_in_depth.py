"""Ties returned and ties that lead out: by hand, and planted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from conftest import Open
from rings.test_meeting_and_hub import DAY, Frames, asked, gathered, members
from simulate.conftest import made

from nicdev.evidence import Evidence
from nicdev.framework import framework
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


# --- what hangs together ---------------------------------------------------------------------


def counts(evidence: Evidence, unit: str) -> dict[str, float]:
    rows = evidence.rows.query("unit == @unit and view == 'all'")
    return dict(zip(rows["x"], rows["numerator"], strict=True))


def test_who_did_not_answer_is_not_alone(opened: Open) -> None:
    """a, b, c and g hang together, d and e; f answered and has nobody; g and h did not answer."""
    frames = asked(members(*"abcdefgh"), "ab cb de ag", silent="gh")
    evidence = opened(frames).evidence("roles.connections.components")
    assert counts(evidence, "roster") == {
        "in_largest": 4, "in_smaller": 2, "alone": 1, "not_known": 1,
    }  # fmt: skip
    assert evidence.rows.query("unit == 'parts'")["value"].tolist() == [2]
    assert evidence.rows.query("unit == 'reach'").empty


def test_organisations_that_respondents_reach_are_counted(opened: Open) -> None:
    frames = members(*"abcdef")
    frames["organizations"] = pd.DataFrame(
        {"org_id": list("pqr"), "name": list("PQR"), "kind": "school", "joined_on": DAY}
    )
    frames["roles"] = pd.DataFrame(
        [("a", "p"), ("b", "p"), ("c", "q"), ("d", "r"), ("e", "q")],
        columns=["member_id", "org_id"],
    ).assign(role="teacher", from_on=DAY, hub_tier="none")
    frames = asked(frames, "ab ac ad bc be ce fa", silent="e")
    evidence = opened(frames).evidence("roles.connections.components")
    # a reaches q and r, b reaches q twice; c and d nobody elsewhere; f has no organisation
    assert counts(evidence, "reach") == {"reach_none": 2, "reach_one": 1, "reach_more": 1}


def test_a_network_in_two_halves_is_found_only_where_that_was_planted(opened: Open) -> None:
    random = np.random.default_rng(7)
    ids = [chr(code) for code in range(ord("a"), ord("z"))]

    def largest(*, apart: bool) -> float:
        ties = [
            a + b
            for a in ids
            for b in ids
            if a != b and random.random() < 0.2 and not (apart and (a < "m") != (b < "m"))
        ]
        frames = asked(members(*ids), " ".join(ties))  # fmt: skip
        return counts(opened(frames).evidence("roles.connections.components"), "roster")[
            "in_largest"
        ]

    assert largest(apart=True) <= 13
    assert largest(apart=False) > 20


# --- new ties --------------------------------------------------------------------------------


def asked_twice(first: str, second: str, silent: tuple[str, str] = ("", "")) -> Frames:
    """One question in two waves; b joined after the first."""
    frames = members(*"abcdef")
    frames["members"].loc[1, ["joined_on", "observed_from"]] = "2024-06-15"
    frames["waves"] = pd.DataFrame(
        [("w1", "W1", "2024-01-01", "2024-06-30"), ("w2", "W2", "2024-07-01", "2024-12-31")],
        columns=["wave", "label", "starts_on", "ends_on"],
    )
    both = []
    for wave, day, ties, who in (("w1", "2024-06-01", first, silent[0]),
                                 ("w2", "2024-12-01", second, silent[1])):  # fmt: skip
        one = asked(frames, ties, who)
        late = wave == "w1"
        for name in ("relations", "tie_asked", "ties", "instruments"):
            one[name] = one[name].assign(wave=wave)
            if late and "member_id" in one[name]:
                one[name] = one[name][one[name]["member_id"] != "b"]
        one["instruments"] = one["instruments"].assign(fielded_on=day)
        both.append(one)
    return both[0] | {name: pd.concat([one[name] for one in both], ignore_index=True)
                      for name in ("relations", "tie_asked", "ties", "instruments")}  # fmt: skip


NEW = "roles.connections.new_ties"


def shares(evidence: Evidence) -> dict[str, float]:
    rows = evidence.rows.query("view == 'all'")
    return dict(zip(rows["group"], rows["numerator"], strict=True))


def test_ties_are_compared_among_those_who_answered_both_times(opened: Open) -> None:
    """e did not answer at first, f not later; what b and e bring is not new, f's is not gone."""
    frames = asked_twice("ac cd da fa fc", "ac ad ab be ea", ("e", "f"))
    desk = opened(frames, wave="w2")
    evidence = desk.evidence(NEW)
    assert shares(evidence) == {"kept": 1, "new_since": 1, "gone_since": 2}
    assert evidence.rows["responded"].iloc[0] == 3
    assert evidence.rows["eligible"].iloc[0] == 5
    assert opened(frames, wave="w1").evidence(NEW).verdict == "too little to say"


def test_ties_turn_over_only_where_that_was_planted(opened: Open) -> None:
    same = "ab ac cd da fa fc de ef"
    steady = shares(opened(asked_twice(same.replace("ab ", ""), same), wave="w2").evidence(NEW))
    moved = shares(
        opened(asked_twice(same.replace("ab ", ""), "ca dc ad af"), wave="w2").evidence(NEW)
    )
    assert steady == {"kept": 7, "new_since": 0, "gone_since": 0}
    assert moved == {"kept": 0, "new_since": 4, "gone_since": 7}


@pytest.mark.parametrize("change", [{"max_names": 2}, {"tie_from": 2}])
def test_a_question_that_was_put_otherwise_is_not_compared(
    opened: Open, change: dict[str, object]
) -> None:
    frames = asked_twice("ac", "ac")
    if "tie_from" in change:
        frames["relations"]["high"] = 3
        frames["relations"].loc[1, "tie_from"] = 2
    else:
        frames["relations"]["max_names"] = [2, None]
    assert opened(frames, wave="w2").evidence(NEW).verdict == "too little to say"


# --- the shape of the whole ------------------------------------------------------------------


def test_circles_are_those_of_members_who_answered(opened: Open) -> None:
    """a, b and c all name one another; d to h stand around i, who names them; j has nobody. k does
    not answer: that k is named by all is no circle."""
    frames = asked(members(*"abcdefghijk"), "ab bc ca id ie if ig ih ak bk dk jk", silent="k")
    evidence = opened(frames).evidence("roles.connections.constraint")
    assert counts(evidence, "roster") == {
        "circle_open": 1, "circle_closed": 8, "circle_none": 1,
    }  # fmt: skip
    assert evidence.rows.query("unit == 'constraint'")["value"].tolist() == [1.0]
    few = opened(frames, "limits: {circle_open: 0.1, circle_closed: 0.9}").evidence(
        "roles.connections.constraint"
    )
    assert counts(few, "roster")["circle_between"] == 1


def test_ties_gather_and_run_one_way_only_where_that_was_planted(opened: Open) -> None:
    ids = "abcdefghij"

    def shape(ties: str) -> tuple[float, float, float]:
        desk = opened(asked(members(*ids), ties, silent="j"))
        rows = at(desk.evidence("roles.connections.centralization"), "gathering")["value"]
        way = at(desk.evidence("roles.connections.hierarchy"), "one_way")["value"]
        return rows["received"], rows["sent"], way["one_way_only"]

    star = " ".join(f"{member}a" for member in ids[1:-1])
    ring = " ".join(a + b for a, b in zip(ids[:-1], ids[1:-1] + ids[0], strict=True))
    assert shape(star) == pytest.approx((1.0, 1 / 64, 1.0))  # eight name a, who names nobody
    assert shape(ring) == (0, 0, 0)


@pytest.mark.parametrize("relation", [{"max_names": 2}, {"scope": "own_org"}])
@pytest.mark.parametrize("key", ["constraint", "centralization", "hierarchy"])
def test_where_the_form_shapes_the_network_nothing_is_said(
    opened: Open, key: str, relation: dict[str, object]
) -> None:
    frames = asked(members(*"abcd"), "ab bc", **relation)
    assert opened(frames).evidence(f"roles.connections.{key}").verdict == "too little to say"


def test_the_strongest_ties_are_counted_within_and_between(opened: Open) -> None:
    frames = asked(in_teams({"t": "ab", "u": "cd"}), "ab ba ac bd cd", high=3, tie_from=2)
    frames["ties"]["strength"] = [3, 2, 2, 1, 3]
    rows = at(opened(frames).evidence("roles.connections.frequency"), "frequent")
    assert rows[["numerator", "n"]].T.to_dict("list") == {
        "all": [2, 4], "within_teams": [2, 3], "between_teams": [0, 1],
    }  # fmt: skip
    frames["relations"]["tie_from"] = 3
    evidence = opened(frames).evidence("roles.connections.frequency")
    assert evidence.verdict == "too little to say"


def test_ties_are_stronger_within_teams_only_where_that_was_planted(opened: Open) -> None:
    frames = asked(
        in_teams({"t": "abcd", "u": "efgh"}),
        " ".join(a + b for a in "abcdefgh" for b in "abcdefgh" if a != b),
        high=3,
    )
    inside = (frames["ties"]["source"] < "e") == (frames["ties"]["target"] < "e")

    def gap(strength: list[int]) -> float:
        made = frames | {"ties": frames["ties"].assign(strength=strength)}
        rows = at(opened(made).evidence("roles.connections.frequency"), "frequent")["value"]
        return float(rows["within_teams"] - rows["between_teams"])

    assert gap([3 if within else 1 for within in inside]) == 1
    assert abs(gap([3 if i % 2 else 1 for i in range(len(inside))])) < 0.2


# --- who did not answer ----------------------------------------------------------------------


def test_a_listed_member_who_does_not_answer_moves_what_they_must_and_no_more(opened: Open) -> None:
    """Nobody names z: density falls by (n - 1) / n, the rest stays, and ranges widen."""
    frames = in_teams({"t": "abc", "u": "defgh"})
    ties = "ab ba ac ca da ae ef fe gh bh"
    params = "limits: {bounds_width: 2}"
    before = opened(asked(frames, ties), params)
    more = frames | {
        "members": members(*"abcdefghz")["members"],
        "memberships": pd.concat([frames["memberships"],
                                  pd.DataFrame({"member_id": ["z"], "team_id": ["t"]})]),
    }  # fmt: skip
    after = opened(asked(more, ties, silent="z"), params)
    for key, unit, factor in (("roles.connections.density", "ties", 7 / 8),
                              (RETURNED, "returned", 1), (RETURNED, "alike", 1),
                              (OUTSIDE, "e_i", 1)):  # fmt: skip
        was, is_ = (at(desk.evidence(key), unit).iloc[0] for desk in (before, after))
        assert is_["value"] == pytest.approx(was["value"] * factor), unit
        assert is_["lower"] <= was["lower"], unit
        assert is_["upper"] >= was["upper"], unit  # known not to be named, z returns no tie
        assert is_["upper"] - is_["lower"] > was["upper"] - was["lower"], unit


def test_other_assumptions_about_the_silent_are_stated(opened: Open) -> None:
    frames = members(*"abcdef")
    frames["organizations"] = pd.DataFrame(
        {"org_id": list("pq"), "name": list("PQ"), "kind": "school", "joined_on": DAY,
         "region": ["north", "south"]}
    )  # fmt: skip
    frames["roles"] = pd.DataFrame(
        {"member_id": list("abcdef"), "org_id": list("pppqqq"), "role": "teacher", "from_on": DAY,
         "hub_tier": "none"}
    )  # fmt: skip
    evidence = opened(asked(frames, "ab ba ac dc", silent="ef", directed="no"))
    rows = evidence.evidence("roles.connections.density").rows
    assert rows.query("unit == 'reconstructed'")["value"].tolist() == [3 / 14]  # not of e with f
    assert rows.query("unit == 'weighted'").empty  # of pairs in the south nothing is known
    evidence = opened(asked(frames, "ab ba ac dc", silent="ef"))
    rows = evidence.evidence("roles.connections.density").rows
    tied = 3 / 6 * 6 + 0 / 9 * 9 + 1 / 3 * 9 + 0 / 2 * 6
    assert rows.query("unit == 'weighted'")["value"].tolist() == pytest.approx([tied / 30])
    assert rows.query("unit == 'reconstructed'").empty  # such ties run one way


def test_a_network_too_large_to_reshuffle_says_so(opened: Open) -> None:
    frames = gathered()
    desk = opened(asked(frames, "ab ac ce"), "limits: {meeting_people: 5, origins_members: 5}")
    evidence = desk.evidence("roles.connections.meeting")
    assert "origins_too_many" in evidence.caveats
    assert evidence.rows.query("unit == 'origins'").empty
    desk = opened(asked(frames, "ab ac ce"), "limits: {meeting_people: 5, origins_draws: 99}")
    evidence = desk.evidence("roles.connections.meeting")
    rows = evidence.rows.query("unit == 'origins'").set_index("group")
    assert rows.index.tolist() == [
        "origin_met",
        "origin_team",
        "origin_group",
    ]  # no organisation, no driver
    assert rows["n"].tolist() == [30, 30, 30]


def test_meeting_makes_ties_beside_teams_only_where_that_was_planted(opened: Open) -> None:
    """Newcomers who never connect are in teams and at few events: without that plant alone is
    meeting, with teams and groups held equal, of no account."""

    def found(*off: str) -> pd.Series:
        frames = made("unconnected_newcomers", *off).frames
        evidence = opened(frames, "limits: {origins_draws: 99}").evidence(
            "roles.connections.meeting"
        )
        rows = evidence.rows.query("relation == 'advice' and unit == 'origins'")
        return rows.set_index("group")["x"]

    on, off = found(), found("co_attendance")
    assert on["origin_met"] == on["origin_team"] == off["origin_team"] == "more"
    assert off["origin_group"] == "more"
    assert off["origin_met"] == off["origin_driver"] == "no clear difference"


def test_a_network_of_too_many_pairs_is_a_verdict_and_a_sentence(opened: Open) -> None:
    """Ways need no array of all pairs, and are still followed."""
    frames = asked(gathered(), "ab ac ce")
    frames["members"] = pd.concat([
        frames["members"],
        pd.DataFrame({"member_id": [f"m{i}" for i in range(8)], "observed_from": DAY,
                      "joined_on": DAY}),
    ])  # fmt: skip
    desk = opened(frames, "limits: {pairs_members: 13}")
    for key in (key for key in framework().indicators if key.startswith("roles.connections.")):
        evidence = desk.evidence(key)
        assert evidence.rows.empty, key
        said = "ties_too_many" in evidence.caveats
        assert said == (key != "roles.connections.without_hub"), key
        assert evidence.verdict == "too little to say"
