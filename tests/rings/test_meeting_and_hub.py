"""Who met and is connected, what hangs on the hub, how newcomers begin: by hand, and planted."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from conftest import Open
from simulate.conftest import BASE, made

from nicdev.evidence import EDITIONS, Evidence
from nicdev.show.blocks import block
from nicdev.show.disclosure import disclose
from nicdev.simulate import Plan, simulate

Frames = dict[str, pd.DataFrame]
DAY = "2024-01-01"


def members(*ids: str) -> Frames:
    return {"members": pd.DataFrame({"member_id": ids, "observed_from": DAY, "joined_on": DAY})}


def asked(frames: Frames, ties: str, silent: str = "", **relation: object) -> Frames:
    """The question and its answers; ties as pairs of letters, members of one letter each."""
    ids = frames["members"]["member_id"]
    question = {"relation": "r", "wave": "all", "text": "Whom do you ask?", "method": "roster",
                "scope": "all", "directed": "yes", "low": 0, "high": 1, "tie_from": 1}  # fmt: skip
    return frames | {
        "relations": pd.DataFrame([question | relation]),
        "tie_asked": pd.DataFrame({"wave": "all", "relation": "r", "member_id": ids, "status":
                                   ["invited" if i in silent else "responded" for i in ids]}),
        "ties": pd.DataFrame([("all", "r", a, b, 1) for a, b in ties.split()],
                             columns=["wave", "relation", "source", "target", "strength"]),
        "instruments": pd.DataFrame({"wave": "all", "instrument": "sociometric", "member_id": ids,
                                     "fielded_on": "2024-06-01", "status":
                                     ["invited" if i in silent else "responded" for i in ids]}),
    }  # fmt: skip


# --- meeting ---------------------------------------------------------------------------------


def gathered() -> Frames:
    """a and b are in one team, c and d in one affinity group, e alone. Everyone came to the large
    event; a, c and e to the small one; b and e met once the question was out."""
    frames = members(*"abcdef")
    frames["teams"] = pd.DataFrame(
        [("t", "T", "improvement team"), ("g", "G", "affinity group")],
        columns=["team_id", "name", "kind"],
    )
    frames["memberships"] = pd.DataFrame(
        [("a", "t"), ("b", "t"), ("c", "g"), ("d", "g")], columns=["member_id", "team_id"]
    )
    frames["events"] = pd.DataFrame(
        [("large", "2024-02-01"), ("small", "2024-03-01"), ("late", "2024-07-01"),
         ("heads", "2024-03-01")],
        columns=["event_id", "held_on"],
    ).assign(structure="convening")  # fmt: skip
    came = [("large", m, "", "") for m in "abcdef"] + [("small", m, "", "") for m in "ace"]
    came += [("late", m, "", "") for m in "be"] + [("heads", m, "", "") for m in "df"]
    came += [("heads", "", "t", 14)]
    frames["attendance"] = pd.DataFrame(
        came, columns=["event_id", "member_id", "team_id", "headcount"]
    )
    return frames


def test_pairs_count_where_they_first_have_something_in_common(opened: Open) -> None:
    """f did not answer: what f said is unknown; what is said of f is known."""
    frames = asked(gathered(), "ab ac ce ea ef cd be", silent="f")
    limits = "limits: {meeting_people: 5}"
    evidence = opened(frames, limits).evidence("roles.connections.meeting")
    rows = evidence.rows.query("unit == 'ties'").set_index("group")
    assert rows["numerator"].to_dict() == {
        "all": 7, "within_teams": 1, "in_a_group": 1, "met": 3, "not_met": 2,
    }  # fmt: skip
    assert rows["n"].to_dict() == {
        "all": 25, "within_teams": 2, "in_a_group": 2, "met": 6, "not_met": 15,
    }  # fmt: skip
    assert rows["responded"].to_dict() == {
        "all": 5, "within_teams": 2, "in_a_group": 2, "met": 3, "not_met": 5,
    }  # fmt: skip
    assert rows.loc["not_met", ["lower", "upper"]].tolist() == [2 / 20, 7 / 20]
    assert evidence.caveats == ("meeting_first",)


def test_large_events_count_once_the_limit_lets_them(opened: Open) -> None:
    frames = asked(gathered(), "ab")
    rows = opened(frames, "limits: {meeting_people: 6}").evidence("roles.connections.meeting").rows
    rows = rows[rows["unit"] == "ties"]
    assert set(rows["group"]) == {"all", "within_teams", "in_a_group", "met"}
    for limit in (2, 3):  # only a team's own two; then the small event
        rows = opened(frames, f"limits: {{meeting_people: {limit}}}").evidence(
            "roles.connections.meeting"
        )
        assert rows.verdict == ("described" if limit == 3 else "too little to say")


@pytest.mark.parametrize(
    ("without", "verdict"), [("attendance", "no evidence"), ("relations", "no evidence")]
)
def test_without_lists_or_questions_there_is_no_evidence(
    opened: Open, without: str, verdict: str
) -> None:
    frames = asked(gathered(), "ab")
    kept = {n: f for n, f in frames.items() if n != without}
    if without == "relations":
        kept = {n: f for n, f in kept.items() if n not in ("ties", "tie_asked")}
    assert opened(kept).evidence("roles.connections.meeting").verdict == verdict


def test_ties_follow_meeting_only_where_that_was_planted(opened: Open) -> None:
    def rates(*off: str) -> pd.Series:
        desk = opened(made(*off).frames, "limits: {origins_draws: 99}")
        evidence: Evidence = desk.evidence("roles.connections.meeting")
        rows = evidence.rows.query("relation == 'advice' and view == 'all'")
        return rows.set_index("group")["value"]

    on, off = rates(), rates("co_attendance")
    assert on["met"] > 6 * on["not_met"]
    truth = made().truth["co_attendance"]
    assert on["not_met"] == pytest.approx(truth["tied_of_other_pairs"], abs=0.003)
    assert off["met"] == pytest.approx(off["not_met"], abs=0.005)
    assert off["in_a_group"] == pytest.approx(on["in_a_group"], abs=0.02)


# --- without the hub -------------------------------------------------------------------------


def around_a_hub(ties: str, **relation: object) -> Frames:
    """a and b in one place, c, d and e each in another, h the hub; f is nowhere."""
    frames = members(*"abcdefh")
    frames["organizations"] = pd.DataFrame(
        {"org_id": list("pqrsh"), "name": list("PQRSH"), "kind": "school", "joined_on": DAY}
    )
    frames["roles"] = pd.DataFrame(
        [("a", "p"), ("b", "p"), ("c", "q"), ("d", "r"), ("e", "s"), ("h", "h")],
        columns=["member_id", "org_id"],
    ).assign(role="teacher", from_on=DAY, hub_tier=["none"] * 5 + ["lead"])
    return asked(frames, ties, **relation)


def counted(evidence: Evidence) -> dict[str, tuple[float, float]]:
    rows = evidence.rows
    return dict(zip(rows["group"], zip(rows["numerator"], rows["n"], strict=True), strict=True))


def test_ways_are_counted_between_places_and_again_without_the_hub(opened: Open) -> None:
    """a to h to c to d, and b to c; f, who belongs to no place, carries e to d."""
    frames = around_a_hub("ah hc cd bc ef fd ab")
    evidence = opened(frames).evidence("roles.connections.without_hub")
    # in three steps: ac and ad through the hub or through b; bc bd; cd; ed
    assert counted(evidence) == {"with_hub": (6, 18), "hub_taken_out": (6, 18),
                                 "through_hub": (0, 6)}  # fmt: skip
    frames = around_a_hub("ah hc cd bc ef fd")
    evidence = opened(frames).evidence("roles.connections.without_hub")
    assert counted(evidence) == {"with_hub": (6, 18), "hub_taken_out": (4, 18),
                                 "through_hub": (2, 6)}  # fmt: skip
    assert evidence.rows["responded"].tolist() == [7, 6, 7]
    evidence = opened(frames, "limits: {path_steps: 2}").evidence("roles.connections.without_hub")
    assert counted(evidence)["with_hub"] == (5, 18)
    assert set(evidence.rows["limit"]) == {2}


def test_ways_go_both_ways_where_a_question_has_no_direction(opened: Open) -> None:
    frames = around_a_hub("ah hc", directed="no")
    evidence = opened(frames).evidence("roles.connections.without_hub")
    assert counted(evidence)["with_hub"] == (2, 18)


def test_a_question_that_stayed_inside_says_nothing_of_ways_between(opened: Open) -> None:
    frames = around_a_hub("ab", scope="own_org")
    evidence = opened(frames).evidence("roles.connections.without_hub")
    assert evidence.verdict == "too little to say"
    frames = around_a_hub("ac")
    frames["roles"]["hub_tier"] = "none"
    assert opened(frames).evidence("roles.connections.without_hub").verdict == "too little to say"


def test_a_hub_that_carries_most_ways_is_found_and_one_that_does_not_is_not(opened: Open) -> None:
    others = {"strengths": BASE.off("co_attendance").strengths, "affinity_groups": 0}
    plan = BASE.model_copy(update=others)

    def lost(plan: Plan) -> float:
        evidence = opened(simulate(plan).frames).evidence("roles.connections.without_hub")
        rows = evidence.rows[evidence.rows["relation"] == "advice"].set_index("group")
        assert rows.loc["with_hub", "numerator"] > 1000
        return float(rows.loc["through_hub", "value"])

    assert lost(plan) > 0.6
    assert lost(plan.off("carrying_hub")) < 0.3


# --- newcomers -------------------------------------------------------------------------------


def joining() -> Frames:
    """a and b were there when records began; c to g came in March 2024, f to the hub."""
    frames = members(*"abcdefg")
    late = frames["members"]["member_id"] >= "c"
    frames["members"].loc[late, ["joined_on", "observed_from"]] = "2024-03-01"
    frames["members"]["left_on"] = ["", "", "", "", "2024-05-30", "", ""]
    frames["waves"] = pd.DataFrame(
        [("w1", "W1", "2024-01-01", "2024-06-30"), ("w2", "W2", "2024-07-01", "2024-12-31")],
        columns=["wave", "label", "starts_on", "ends_on"],
    )
    frames["teams"] = pd.DataFrame([("t", "T", "improvement team"), ("h", "H", "hub")],
                                   columns=["team_id", "name", "kind"])  # fmt: skip
    frames["memberships"] = pd.DataFrame([("a", "t"), ("c", "t"), ("f", "h")],
                                         columns=["member_id", "team_id"])  # fmt: skip
    frames["events"] = pd.DataFrame(
        [("early", "2024-02-01"), ("may", "2024-05-01"), ("late", "2024-11-01")],
        columns=["event_id", "held_on"],
    ).assign(structure="convening")  # fmt: skip
    frames["attendance"] = pd.DataFrame(
        [("early", "c"), ("may", "d"), ("late", "d"), ("late", "g"), ("may", "f"), ("may", "a")],
        columns=["event_id", "member_id"],
    )
    return frames


def steps(evidence: Evidence, part: str) -> dict[str, tuple[float, float]]:
    """Who is followed after each month, and who took the step since the one before."""
    rows = evidence.rows[(evidence.rows["part"] == part) & (evidence.rows["unit"] == "survival")]
    return dict(zip(rows["x"], zip(rows["n"], rows["numerator"], strict=True), strict=True))


def test_newcomers_are_followed_until_the_step_or_until_they_left(opened: Open) -> None:
    """c was at an event before joining; d came after two months, g after eight; e left."""
    evidence = opened(joining()).evidence("roles.membership.first_steps")
    assert set(evidence.rows["part"]) == {"first_event"}
    assert evidence.caveats == ("newcomers_few",)
    assert evidence.verdict == "too little to say"
    months = steps(evidence, "first_event")
    assert {x: months[x] for x in "01238"} == {
        "0": (4, 0), "1": (3, 1), "2": (3, 0), "3": (1, 1), "8": (1, 0),
    }  # fmt: skip
    # Of fewer than ten the range stands alone; what it is around, a lower limit shows.
    assert evidence.rows.query("x == '3'")["value"].isna().all()
    shares = opened(joining(), "limits:\n  survival_at_risk: 1\n").evidence(
        "roles.membership.first_steps"
    ).rows  # fmt: skip
    assert shares.query("x == '3'")["value"].tolist() == [3 / 4 * 2 / 3]
    early = opened(joining(), wave="w1").evidence("roles.membership.first_steps")
    assert "8" not in steps(early, "first_event")


def test_who_did_not_answer_is_followed_as_long_as_they_did(opened: Open) -> None:
    """Asked in June and in December. c names a team-mate; d is named by b in December; e left; g,
    who never answered, is named: to follow g alone for that would make ties look sooner."""
    frames = joining()
    ties = [("w1", "c", "a"), ("w1", "b", "g"), ("w2", "b", "d"), ("w2", "f", "g")]
    status = {
        "w1": dict.fromkeys("abcdf", "responded") | {"g": "invited"},
        "w2": dict.fromkeys("abdf", "responded") | {"c": "partial", "g": "invited"},
    }
    day = {"w1": "2024-06-01", "w2": "2024-12-01"}
    listed = [(wave, m, said) for wave, who in status.items() for m, said in who.items()]
    frames["relations"] = pd.DataFrame(
        [{"relation": "r", "wave": wave, "text": "Whom?", "method": "roster", "scope": "all",
          "directed": "yes", "low": 0, "high": 1, "tie_from": 1} for wave in day]
    )  # fmt: skip
    asked = pd.DataFrame(listed, columns=["wave", "member_id", "status"])
    frames["tie_asked"] = asked.assign(relation="r")
    frames["instruments"] = asked.assign(
        instrument="sociometric", fielded_on=asked["wave"].map(day)
    )
    frames["ties"] = pd.DataFrame(ties, columns=["wave", "source", "target"]).assign(
        relation="r", strength=1
    )
    evidence = opened(frames).evidence("roles.membership.first_steps")
    assert evidence.caveats == ("newcomers_few", "newcomers_asked")
    months = steps(evidence, "first_tie")
    # c until June, d until December, when d is tied to b; nobody else.
    assert months["0"] == (2, 0)
    assert months["4"] == (1, 0)
    assert months["9"] == (1, 0)
    late = evidence.rows.query("part == 'first_tie' and unit == 'survival'")
    assert late["eligible"].unique().tolist() == [4]
    earlier = frames | {"ties": frames["ties"].assign(wave="w1")}
    evidence = opened(earlier).evidence("roles.membership.first_steps")
    assert steps(evidence, "first_tie")["4"] == (0, 1)  # d was tied by June; c still is not


def test_newcomers_who_never_connect_are_found_and_others_are_not(opened: Open) -> None:
    def connected(*off: str) -> pd.Series:
        evidence = opened(made(*off).frames).evidence("roles.membership.first_steps")
        assert set(evidence.verdicts) == {
            ("first_event", "described"), ("first_test", "described"), ("first_tie", "described")
        }  # fmt: skip
        rows = evidence.rows[evidence.rows["unit"] == "survival"]
        return 1 - rows.groupby("part", sort=False)["value"].min()

    on, off = connected(), connected("unconnected_newcomers")
    assert on["first_tie"] == 0
    assert off["first_tie"] > 0.9
    assert on["first_event"] == off["first_event"] > 0.9  # they come, with ties or without
    assert on["first_test"] == off["first_test"] > 0.3


def test_what_newcomers_have_done_is_said_as_such(opened: Open) -> None:
    """Nothing on the page says that anybody left: the curve climbs, and so do its words."""
    desk = opened(made("unconnected_newcomers").frames)
    evidence = desk.evidence("roles.membership.first_steps")
    limits = desk.network.study.all_limits
    for edition in EDITIONS:
        html = block(disclose(evidence, edition, limits), "en", limits).html
        assert not re.search(r"still there|half had left|>Left<|nobody left", html, re.IGNORECASE)
        assert re.search(r"\d+% of newcomers had worked on a test", html)


def test_what_the_hub_carries_and_who_met_is_said_in_a_sentence(opened: Open) -> None:
    desk = opened(around_a_hub("ah hc cd bc ef fd") | gathered_lists())
    limits = desk.network.study.all_limits

    def page(key: str) -> str:
        return block(disclose(desk.evidence(key), "evaluator", limits), "en", limits).html

    html = page("roles.connections.without_hub")
    assert ("in 33% of pairs of members of different organisations, one reaches the other in at "
            "most 3 steps; with the hub taken out, in 22%.") in html  # fmt: skip
    assert "Of the pairs that do, 33% need the hub for it." in html
    assert "With the hub in place: 33%." in html  # of the picture, in words
    html = page("roles.connections.meeting")
    assert "17% are connected among those who met at a small event" in html


def gathered_lists() -> Frames:
    """Four were at one event; two of their twelve pairs are connected: e names f, and f names d."""
    return {
        "events": pd.DataFrame({"event_id": ["s"], "held_on": DAY, "structure": "site visit"}),
        "attendance": pd.DataFrame({"event_id": "s", "member_id": list("adfe")}),
    }
