"""Networks that are not tidy: what a check accepts, the rings count, and count right."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest
from conftest import Open

from nicdev.language import locale
from nicdev.show.blocks import block
from nicdev.show.disclosure import disclose
from nicdev.show.words import Words

Frames = dict[str, pd.DataFrame]
TRUST = "roles.trust.facets"


def frame(columns: str, *rows: Sequence[Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split())


def people(count: int, *, left: Mapping[str, str] | None = None, **joined: str) -> pd.DataFrame:
    """Members a0, a1 ... who joined in January, or when told; some have left."""
    ids = [f"a{i}" for i in range(count)]
    days = [joined.get(one, "2025-01-01") for one in ids]
    gone = [(left or {}).get(one) for one in ids]
    return pd.DataFrame({"member_id": ids, "observed_from": days, "joined_on": days,
                         "left_on": gone})  # fmt: skip


def waves(*names: str) -> pd.DataFrame:
    return frame("wave label starts_on ends_on",
                 *[(name, name, f"202{5 + i}-01-01", f"202{5 + i}-12-31")
                   for i, name in enumerate(names)])  # fmt: skip


def item(name: str, low: float = 1, high: float = 5, asked_of: str = "everyone") -> tuple[Any, ...]:
    return (name, TRUST, "own_team", asked_of, f"Item {name}.", low, high, "no")


ITEM = "item_id key referent asked_of text low high reversed"


def survey(
    members: pd.DataFrame,
    answers: Mapping[str, Mapping[str, float | str]],
    items: Sequence[tuple[Any, ...]],
    wave: str = "all",
    *,
    listed: Sequence[str] | None = None,
    **columns: Sequence[Any],
) -> Frames:
    """A survey: per member the answers by item, a number or the reason for having none."""
    ids = members["member_id"].tolist() if listed is None else listed
    rows = [
        (
            wave,
            f"r{who}",
            name,
            None if isinstance(x, str) else x,
            x if isinstance(x, str) else None,
        )
        for who, given in answers.items()
        for name, x in given.items()
    ]
    sheets = [(wave, f"r{who}", who) for who in answers]
    status = [("responded" if one in answers else "invited") for one in ids]
    return {
        "members": members,
        "instruments": pd.DataFrame({"wave": wave, "instrument": "survey", "member_id": ids,
                                     "fielded_on": "2025-03-01", "status": status}),
        "respondents": frame("wave respondent_id member_id", *sheets).assign(**columns),
        "items": frame(ITEM, *items),
        "responses": frame("wave respondent_id item_id value missing", *rows),
    }  # fmt: skip


def hub(*ids: str) -> Frames:
    return {
        "organizations": frame("org_id name kind joined_on", ("o1", "O", "school", "2025-01-01")),
        "roles": frame("member_id org_id role hub_tier from_on",
                       *[(one, "o1", "lead", "lead", "2025-01-01") for one in ids]),
    }  # fmt: skip


def answers_of(rows: pd.DataFrame, part: str, view: str = "all") -> pd.DataFrame:
    chosen = (rows["part"] == part) & (rows["unit"] == "answers") & (rows["view"] == view)
    return rows[chosen & (rows["group_kind"] == "network")]


def page(desk: Any, key: str, edition: Any = "evaluator") -> str:
    """The text of an indicator in one edition."""
    limits = desk.network.study.all_limits
    return block(disclose(desk.evidence(key), edition, limits), "en", limits).html


# --- answers ---------------------------------------------------------------------------------


def test_an_item_for_the_hub_is_out_of_the_hub(opened: Open) -> None:
    given = {"a0": {"all": 4, "hub": 3}, "a1": {"all": 4, "hub": 2}, "a2": {"all": 5},
             "a3": {"all": 5, "hub": "not_asked"}}  # fmt: skip
    items = [item("all"), item("hub", asked_of="hub"), item("rest", asked_of="members")]
    given["a2"]["rest"] = 1
    frames = survey(people(6), given, items) | hub("a0", "a1", "a5")
    rows = opened(frames).evidence(TRUST).rows
    asked = {name: answers_of(rows, name).iloc[0] for name in ("all", "hub", "rest")}
    assert {name: row["eligible"] for name, row in asked.items()} == {"all": 6, "hub": 3, "rest": 3}
    assert {name: row["responded"] for name, row in asked.items()} == {
        "all": 4,
        "hub": 2,
        "rest": 1,
    }
    # a0 and a1 said 3 and 2: of three in the hub, at most one more could have said 3
    three = answers_of(rows, "hub").set_index("x").loc["3"]
    assert (three["lower"], three["upper"]) == (1 / 3, 2 / 3)


def test_whoever_answers_counts_among_those_asked(opened: Open) -> None:
    """Not listed, or listed but gone on the day: whoever answers is in the whole."""
    members = people(6, left={"a1": "2025-02-01"})
    given = {one: {"q": 4} for one in ("a0", "a1", "a2")}
    frames = survey(members, given, [item("q")], listed=["a1", "a2", "a3", "a4"])
    desk = opened(frames)
    row = answers_of(desk.evidence(TRUST).rows, "q").iloc[0]
    assert (row["responded"], row["eligible"]) == (3, 5)
    listed = desk.evidence("development.readiness.answers").rows.iloc[0]
    assert (listed["responded"], listed["eligible"]) == (2, 4)


def test_an_item_of_another_wave_is_not_an_item_without_answers(opened: Open) -> None:
    one = survey(people(3), {"a0": {"old": 2}}, [item("old"), item("new")], "w1")
    two = survey(people(3), {"a1": {"new": 5}}, [], "w2")
    frames = one | {
        name: pd.concat([one[name], two[name]])
        for name in ("instruments", "respondents", "responses")
    }
    frames["waves"] = waves("w1", "w2")
    for wave, seen in (("w1", "old"), ("w2", "new")):
        rows = opened(frames, wave=wave).evidence(TRUST).rows
        assert set(rows["part"]) == {seen}


def test_a_survey_without_a_question_on_trust_did_not_ask(opened: Open) -> None:
    other = ("i", "culture.identity.identification", "network", "everyone", "We.", 1, 5, "no")
    desk = opened(survey(people(3), {"a0": {"i": 2}}, [other]))
    assert desk.evidence(TRUST).verdict == "not asked"


def test_no_answer_is_lost_between_two_steps(opened: Open) -> None:
    given = {"a0": {"q": 3.5}, "a1": {"q": 4}, "a2": {"q": 5}, "a3": {"h": 1.5}, "a4": {"h": 0.5}}
    frames = survey(people(5), given, [item("q"), item("h", 0.5, 2.5)])
    desk = opened(frames)
    rows = desk.evidence(TRUST).rows
    for name in ("q", "h"):
        spread = answers_of(rows, name)
        assert spread["numerator"].sum() == spread["n"].iloc[0] == 2
    assert answers_of(rows, "h")["x"].tolist() == ["0.5", "1.5", "2.5"]
    between = rows[(rows["unit"] == "missing") & (rows["part"] == "q")]
    assert between["x"].tolist() == ["between"]
    assert "between two answers 1" in page(desk, TRUST)


def test_a_scale_with_one_step_is_no_scale_to_agree_on(opened: Open) -> None:
    frames = survey(people(3), {"a0": {"q": 1}, "a1": {"q": 1}}, [item("q", 1, 1.5)])
    desk = opened(frames)
    assert answers_of(desk.evidence(TRUST).rows, "q")["numerator"].tolist() == [2]
    assert "Item q." in page(desk, TRUST)


def test_reasons_only_are_no_most_frequent_answer(opened: Open) -> None:
    frames = survey(people(3), {"a0": {"q": "dont_know"}, "a1": {"q": "skipped"}}, [item("q")])
    text = page(opened(frames), TRUST)
    assert "nobody chose" in text
    assert "The middle answer" not in text


def test_the_hub_is_whoever_says_so_in_both_halves(opened: Open) -> None:
    """a2 says on the sheet to belong to the hub: without the hub nobody waits for their answer."""
    given = {one: {"q": 4} for one in ("a0", "a1", "a2")}
    frames = survey(people(4), given, [item("q")], is_hub=["no", "no", "yes"])
    row = answers_of(opened(frames).evidence(TRUST).rows, "q", "without_hub").iloc[0]
    assert (row["responded"], row["eligible"]) == (2, 3)


def test_an_anonymous_hub_leaves_no_number_of_people_asked(opened: Open) -> None:
    given = {one: {"q": 4} for one in ("a0", "a1", "a2")}
    frames = survey(people(4), given, [item("q")], is_hub=["no", "no", "yes"])
    frames["respondents"] = frames["respondents"].drop(columns="member_id")
    rows = opened(frames).evidence(TRUST).rows
    assert answers_of(rows, "q")["eligible"].unique().tolist() == [4]
    assert answers_of(rows, "q", "without_hub")["eligible"].isna().all()


def test_answers_by_team_are_headed_by_the_team(opened: Open) -> None:
    given = {one: {"q": 4} for one in ("a0", "a1", "a2")}
    teams = {
        "teams": frame("team_id name kind", ("t1", "Team One", "improvement team")),
        "memberships": frame("member_id team_id from_on", ("a0", "t1", None), ("a1", "t1", None)),
    }
    desk = opened(survey(people(4), given, [item("q")]) | teams)
    rows = desk.evidence(TRUST).rows
    by_team = rows[rows["group_kind"] == "team"].groupby("group")["n"].first()
    assert by_team.to_dict() == {"t1": 2, "(none)": 1}
    (line,) = re.findall(r"<tr[^>]*>(?:(?!</tr>).)*Team One.*?</tr>", page(desk, TRUST))
    assert re.findall(r">([^<]+)</t[hd]>", line)[:2] == ["Team One", "2"]


def test_where_nobody_names_a_team_nobody_is_said_to_be_in_none(opened: Open) -> None:
    frames = survey(people(4), {"a0": {"q": 4}, "a1": {"q": 4}}, [item("q")])
    frames["respondents"] = frames["respondents"].drop(columns="member_id")
    rows = opened(frames).evidence(TRUST).rows
    assert set(rows["group_kind"]) == {"network"}


def test_two_sheets_of_one_person_are_told(opened: Open) -> None:
    frames = survey(people(3), {"a0": {"q": 4}, "a1": {"q": 2}}, [item("q")])
    assert "survey_two_sheets" not in opened(frames).evidence(TRUST).caveats
    frames["respondents"]["member_id"] = "a0"
    assert "survey_two_sheets" in opened(frames).evidence(TRUST).caveats


def test_a_question_the_other_way_round_is_told(opened: Open) -> None:
    frames = survey(people(3), {"a0": {"q": 4}, "a1": {"q": 2}}, [item("q")])
    assert "survey_reversed" not in opened(frames).evidence(TRUST).caveats
    frames["items"]["reversed"] = "yes"
    assert "survey_reversed" in opened(frames).evidence(TRUST).caveats


def test_all_that_chose_most_often_are_named(opened: Open) -> None:
    given = {f"a{i}": {"q": x} for i, x in enumerate([1, 1, 4, 5, 5, 3])}
    text = page(opened(survey(people(6), given, [item("q")])), TRUST)
    assert "on a scale from 1 to 5" in text
    assert "The middle answer is 3 to 4" in text
    assert "most often chosen: 1, 5 (33%)" in text


def test_agreement_is_worded_as_what_it_is(opened: Open) -> None:
    given = {f"a{i}": {"q": x} for i, x in enumerate([4, 4, 4, 5])}
    text = page(opened(survey(people(4), given, [item("q")])), TRUST)
    # The exact 95th percentile for four answers of five is 0.875 (docs/deviations.md).
    assert "random answers stay at or below 0.88 in 95% of cases" in text


def test_spans_below_nought_and_between_whole_numbers_read_as_spans() -> None:
    words = Words(locale("en"))
    spans = ("1-3", "-2--1", "-2-1", "0.5-1.5", "-2", "did not answer")
    assert [words.answer(x) for x in spans] == [
        "1 to 3", "-2 to -1", "-2 to 1", "0.5 to 1.5", "-2", "did not answer",
    ]  # fmt: skip


def test_an_item_put_to_nobody_is_not_one_that_nobody_answered(opened: Open) -> None:
    """Only 'not asked' came back for it: nothing to show, and no whole to divide by."""
    given = {"a0": {"q": 4, "none": "not_asked"}, "a1": {"q": 4, "none": "not_asked"}}
    desk = opened(survey(people(2), given, [item("q"), item("none")]))
    assert set(desk.evidence(TRUST).rows["part"]) == {"q"}
    assert "Item none." not in page(desk, TRUST)


# --- connections -----------------------------------------------------------------------------

TIES = "roles.connections.density"


def relation(wave: str = "all", **changes: Any) -> dict[str, Any]:
    return {"relation": "help", "wave": wave, "text": "Whom do you ask?", "method": "roster",
            "max_names": None, "scope": "all", "directed": "yes", "low": 0, "high": 3,
            "tie_from": 1} | changes  # fmt: skip


def sociometric(
    members: pd.DataFrame,
    status: Mapping[str, str],
    ties: Sequence[tuple[str, str]],
    *relations: Mapping[str, Any],
) -> Frames:
    relations = relations or (relation(),)
    wave, name = relations[0]["wave"], relations[0]["relation"]
    return {
        "members": members,
        "relations": pd.DataFrame([dict(one) for one in relations]),
        "tie_asked": frame("wave relation member_id status",
                           *[(wave, name, who, what) for who, what in status.items()]),
        "ties": frame("wave relation source target strength",
                      *[(wave, name, one, other, 2) for one, other in ties]),
    }  # fmt: skip


def pairs_of(rows: pd.DataFrame, group: str = "all", view: str = "all") -> pd.Series:
    return rows[(rows["view"] == view) & (rows["group"] == group)].iloc[0]


ALL = {"a0": "responded", "a1": "responded", "a2": "responded"}


def test_a_tie_without_direction_is_one_tie_whoever_reports_it(opened: Open) -> None:
    """Three people, one pair tied and reported once: one pair of three, not one of six."""
    frames = sociometric(people(3), ALL, [("a0", "a1")], relation(directed="no"))
    row = pairs_of(opened(frames).evidence(TIES).rows)
    assert (row["numerator"], row["n"]) == (1, 3)
    assert row["value"] == row["lower"] == row["upper"] == 1 / 3
    frames["tie_asked"].loc[2, "status"] = "invited"
    row = pairs_of(opened(frames, "limits: {bounds_width: 1}").evidence(TIES).rows)
    # Known is a pair of which both answered; a2 may be tied to nobody or to both.
    assert (row["numerator"], row["n"], row["value"]) == (1, 1, 1)
    assert (row["lower"], row["upper"]) == (1 / 3, 1)


def test_nobody_answering_is_not_a_limit_on_names(opened: Open) -> None:
    for status in ({"a0": "invited", "a1": "opted_out"}, {"a0": "partial"}):
        desk = opened(sociometric(people(3), status, []))
        assert desk.evidence(TIES).verdicts == (("help", "too little to say"),)
        text = page(desk, TIES)
        assert "only so many people" not in text
        assert "nobody went through" in text


def test_a_question_that_nobody_was_asked(opened: Open) -> None:
    frames = sociometric(people(3), ALL, [], relation(), relation(relation="trust"))
    assert dict(opened(frames).evidence(TIES).verdicts) == {
        "help": "described", "trust": "not asked",
    }  # fmt: skip


def test_a_tie_reported_out_of_scope_stays_a_tie(opened: Open) -> None:
    """a2 has no organisation on record; a0's tie to a2 is no less reported."""
    frames = sociometric(people(3), ALL, [("a0", "a2"), ("a0", "a1")], relation(scope="own_org"))
    frames |= {
        "organizations": frame("org_id name kind joined_on", ("o1", "O", "school", "2025-01-01")),
        "roles": frame("member_id org_id role hub_tier from_on",
                       ("a0", "o1", "teacher", "none", "2025-01-01"),
                       ("a1", "o1", "teacher", "none", "2025-01-01")),
    }  # fmt: skip
    row = pairs_of(opened(frames).evidence(TIES).rows)
    assert (row["numerator"], row["n"], row["value"]) == (1, 2, 0.5)
    assert (row["lower"], row["upper"]) == (2 / 6, 5 / 6)


def test_an_organisation_left_before_is_out_of_scope(opened: Open) -> None:
    frames = sociometric(people(3), ALL, [], relation("w1", scope="own_org"))
    frames |= {
        "waves": waves("w1"),
        "organizations": frame("org_id name kind joined_on", ("o1", "O", "school", "2025-01-01")),
        "roles": frame("member_id org_id role hub_tier from_on to_on",
                       ("a0", "o1", "teacher", "none", "2025-01-01", None),
                       ("a1", "o1", "teacher", "none", "2025-01-01", "2025-02-01")),
    }  # fmt: skip
    assert pairs_of(opened(frames).evidence(TIES).rows)["n"] == 0


def test_the_network_is_that_of_the_day_the_question_was_sent(opened: Open) -> None:
    """a1 answers and leaves; a3 joins afterwards: a1 belongs to the picture, a3 does not."""
    members = people(4, left={"a1": "2025-06-01"}, a3="2025-09-01")
    frames = sociometric(members, ALL, [("a0", "a1"), ("a1", "a2")], relation("w1"))
    frames |= {
        "waves": waves("w1"),
        "instruments": pd.DataFrame({
            "wave": "w1", "instrument": "sociometric", "member_id": ["a0", "a1", "a2"],
            "fielded_on": "2025-03-01", "status": "responded"}),
    }  # fmt: skip
    row = pairs_of(opened(frames).evidence(TIES).rows)
    assert (row["eligible"], row["numerator"], row["n"]) == (3, 2, 6)


def test_whoever_left_without_being_asked_is_not_waited_for(opened: Open) -> None:
    """Without waves there is no day to look at, but those who are gone are gone."""
    members = people(4, left={"a3": "2025-01-31"})
    row = pairs_of(opened(sociometric(members, ALL, [])).evidence(TIES).rows)
    assert (row["eligible"], row["upper"]) == (3, 0)


def test_a_hub_that_is_everyone_leaves_nobody_to_count(opened: Open) -> None:
    desk = opened(sociometric(people(3), ALL, [("a0", "a1")]) | hub("a0", "a1", "a2"))
    assert set(desk.evidence(TIES).rows["view"]) == {"all"}
    assert "Whom do you ask?" in page(desk, TIES)


def test_teams_of_one_have_no_ties_within(opened: Open) -> None:
    frames = sociometric(people(3), ALL, [("a0", "a1")])
    frames |= {
        "teams": frame("team_id name kind", ("t1", "One", "improvement team")),
        "memberships": frame("member_id team_id from_on", ("a0", "t1", None)),
    }
    assert set(opened(frames).evidence(TIES).rows["group"]) == {"all"}


@pytest.mark.parametrize(("kind", "within"), [("improvement team", 0.5), ("affinity group", None)])
def test_whoever_meets_in_an_affinity_group_meets_beyond_their_team(
    opened: Open, kind: str, within: float | None
) -> None:
    teams = frame("team_id name kind", ("t1", "One", "improvement team"),
                  ("t2", "Two", "improvement team"), ("all", "All", kind))  # fmt: skip
    inside = frame("member_id team_id from_on", ("a0", "t1", None), ("a1", "t2", None),
                   ("a0", "all", None), ("a1", "all", None))  # fmt: skip
    frames = sociometric(people(2), {"a0": "responded", "a1": "responded"}, [("a0", "a1")])
    rows = opened(frames | {"teams": teams, "memberships": inside}).evidence(TIES).rows
    groups = rows.set_index("group")["value"].to_dict()
    assert groups.get("within_teams") == within


def test_a_limit_on_names_gives_ties_and_no_share(opened: Open) -> None:
    desk = opened(sociometric(people(3), ALL, [("a0", "a1")], relation(max_names=1)))
    row = pairs_of(desk.evidence(TIES).rows)
    assert row[["value", "lower", "upper"]].isna().all()
    assert row["numerator"] == 1
    assert "only so many people" in page(desk, TIES)
    many = sociometric(people(12), {f"a{i}": "responded" for i in range(12)}, [("a0", "a1")],
                       relation(max_names=1))  # fmt: skip
    assert "only so many people" in page(opened(many), TIES, "hub")


# --- taking part -----------------------------------------------------------------------------

CAME = "roles.participation.attendance"


def events(*rows: tuple[str, str | None], day: str = "2025-05-01") -> pd.DataFrame:
    return frame("event_id structure team_id held_on",
                 *[(name, "convening", team, day) for name, team in rows])  # fmt: skip


def team(name: str, *ids: str) -> Frames:
    return {
        "teams": frame("team_id name kind", (name, name, "improvement team")),
        "memberships": frame("member_id team_id from_on", *[(one, name, None) for one in ids]),
    }


def members_of(rows: pd.DataFrame) -> dict[str, tuple[float, float]]:
    mine = rows[rows["group_kind"] == "member"].set_index("group")
    return {name: (row["numerator"], row["n"]) for name, row in mine.iterrows()}


def test_an_event_without_a_list_is_not_one_that_nobody_came_to(opened: Open) -> None:
    frames = {
        "members": people(2),
        "events": events(("e1", None), ("e2", None)),
        "attendance": frame("event_id member_id", ("e1", "a0")),
    }
    desk = opened(frames)
    evidence = desk.evidence(CAME)
    assert members_of(evidence.rows) == {"a0": (1, 1), "a1": (0, 1)}
    assert "attendance_no_list" in evidence.caveats
    held = evidence.rows[evidence.rows["unit"] == "held"].iloc[0]
    assert (held["value"], held["n"]) == (1, 1)
    assert "attendance_no_list" not in opened(
        frames | {"events": events(("e1", None))}
    ).evidence(CAME).caveats  # fmt: skip


def test_head_counts_say_nothing_about_persons(opened: Open) -> None:
    """Head counts alone must not read as 'everybody came to none'."""
    head = frame("event_id member_id team_id headcount", ("e1", None, "t1", 7))
    frames = {"members": people(3), "events": events(("e1", None)), "attendance": head}
    desk = opened(frames | team("t1", "a0"))
    rows = desk.evidence(CAME).rows
    assert set(rows["unit"]) == {"attendances", "held"}
    assert rows.loc[rows["unit"] == "attendances", "value"].tolist() == [7]
    assert "7 attendances in all (number of events: 1)" in page(desk, CAME)


def test_a_team_that_was_counted_by_heads_has_no_absentees(opened: Open) -> None:
    came = frame("event_id member_id team_id headcount",
                 ("e1", "a2", None, None), ("e1", None, "t1", 1))  # fmt: skip
    frames = {"members": people(4), "events": events(("e1", None)), "attendance": came}
    rows = opened(frames | team("t1", "a0", "a1")).evidence(CAME).rows
    assert members_of(rows) == {"a2": (1, 1), "a3": (0, 1)}


def test_an_event_without_invitations_is_open(opened: Open) -> None:
    """Invitations are kept for e1; e2 was open to all, and e3 to its team."""
    frames = {
        "members": people(3),
        "events": events(("e1", None), ("e2", None), ("e3", "t1")),
        "invitations": frame("event_id member_id", ("e1", "a0")),
        "attendance": frame("event_id member_id", ("e1", "a0"), ("e1", "a1"), ("e2", "a0"),
                            ("e3", "a2")),
    }  # fmt: skip
    rows = opened(frames | team("t1", "a1")).evidence(CAME).rows
    assert members_of(rows) == {"a0": (2, 2), "a1": (1, 3), "a2": (1, 2)}


def test_the_sentence_says_what_half_reached_and_what_was_open_to_them(opened: Open) -> None:
    came = [(f"e{i}", f"a{who}") for who, times in enumerate((1, 3, 3, 4)) for i in range(times)]
    frames = {
        "members": people(4),
        "events": events(*[(f"e{i}", None) for i in range(4)]),
        "attendance": frame("event_id member_id", *came),
    }
    text = page(opened(frames), CAME)
    assert "Of 4 members, 75% came to 3 or more events." in text
    assert "4 events are counted; a typical member could have come to 4 of them." in text


def test_where_most_came_to_none_the_sentence_says_so(opened: Open) -> None:
    frames = {
        "members": people(3),
        "events": events(("e1", None)),
        "attendance": frame("event_id member_id", ("e1", "a0")),
    }
    assert "Of 3 members, 67% came to 0 events." in page(opened(frames), CAME)


# --- measures --------------------------------------------------------------------------------

RUN = "technical.measurement.run_chart"
JUMP = [0.1, 0.12] * 4 + [0.6, 0.62] * 4


def measured(
    values: Sequence[float],
    *,
    unit: str = "share",
    sites: Sequence[str] = ("o1",),
    direction: str = "up",
) -> Frames:
    """A measure of a hundred students a day, a site after the other."""
    days = pd.date_range("2025-01-06", periods=len(values), freq="W-MON").strftime("%Y-%m-%d")
    rows = [("m", sites[i % len(sites)], day, round(100 * value), 100)
            for i, (day, value) in enumerate(zip(days, values, strict=True))]  # fmt: skip
    return {
        "members": people(1),
        "organizations": frame("org_id name kind joined_on",
                               *[(one, one, "school", "2025-01-01") for one in ("o1", "o2")]),
        "measures": frame("measure_id name family direction unit numerator denominator frequency "
                          "shared",
                          ("m", "M", "outcome", direction, unit, "", "", "weekly", "yes")),
        "measurements": frame("measure_id site_id on numerator denominator", *rows),
    }  # fmt: skip


def test_counts_of_a_measure_in_per_cent_are_per_cent(opened: Open) -> None:
    """Thirty of a hundred, in a measure whose unit is per cent, is 30 and not 0.3."""
    for unit in ("%", "percent"):
        desk = opened(measured([0.3, 0.4, 0.5], unit=unit))
        rows = desk.evidence(RUN).rows
        assert rows.loc[rows["unit"] == "point", "value"].tolist() == [30, 40, 50]
        assert "the median is 40%" in page(desk, RUN)
    rows = opened(measured([0.3, 0.4])).evidence(RUN).rows
    assert rows.loc[rows["unit"] == "point", "value"].tolist() == [0.3, 0.4]


def test_only_sites_behind_the_point_are_said_to_be(opened: Open) -> None:
    """One site gives a count and one a bare value: the count alone makes the point."""
    frames = measured([0.3])
    frames["measurements"] = frame(
        "measure_id site_id on numerator denominator value",
        ("m", "o1", "2025-01-06", 30, 100, None), ("m", "o2", "2025-01-06", None, None, 0.9),
    )  # fmt: skip
    evidence = opened(frames).evidence(RUN)
    point = evidence.rows[evidence.rows["unit"] == "point"].iloc[0]
    assert (point["value"], point["n"], point["responded"]) == (0.3, 100, 1)
    assert "series_mixed" in evidence.caveats
    assert "series_mixed" not in opened(measured([0.3])).evidence(RUN).caveats


def test_sites_that_take_turns_are_told(opened: Open) -> None:
    """Each point has one site, but the line goes through two."""
    caveats = opened(measured(JUMP, sites=("o1", "o2"))).evidence(RUN).caveats
    assert {"series_pooled", "series_sites_differ"} <= set(caveats)
    assert not {"series_pooled", "series_sites_differ"} & set(
        opened(measured(JUMP)).evidence(RUN).caveats
    )


def test_a_new_definition_is_told_beside_a_signal(opened: Open) -> None:
    """The points before a new definition are not judged; a freeze or a phase leaves all judged."""
    signal = "signal in the hoped-for direction"
    for kind, on, verdict, caveats in (
        ("definition", "2025-02-24", "too little to say", {"series_redefined"}),
        ("definition", "2025-01-06", signal, {"series_redefined"}),
        ("freeze", "2025-02-24", signal, {"series_not_frozen"}),
        ("phase", "2025-02-24", signal, set()),
    ):
        frames = measured(JUMP)
        frames["measure_events"] = frame("measure_id from_on kind note", ("m", on, kind, ""))
        evidence = opened(frames).evidence(RUN)
        assert evidence.verdict == verdict
        assert set(evidence.caveats) == caveats


def test_rows_for_groups_of_students_are_told(opened: Open) -> None:
    frames = measured([0.3, 0.4])
    taken = frames["measurements"]
    frames["measurements"] = pd.concat([taken.assign(group=None), taken.assign(group="girls")])
    evidence = opened(frames).evidence(RUN)
    assert evidence.rows.loc[evidence.rows["unit"] == "point", "n"].tolist() == [100, 100]
    assert "series_groups" in evidence.caveats


def test_a_signal_that_went_nowhere_is_not_too_little_data(opened: Open) -> None:
    """Low, high, low: the rules find runs, and both halves have the same median."""
    values = [
        0.1,
        0.11,
        0.12,
        0.11,
        0.6,
        0.61,
        0.62,
        0.61,
        0.61,
        0.62,
        0.61,
        0.6,
        0.11,
        0.12,
        0.11,
        0.1,
    ]
    desk = opened(measured(values))
    rows = desk.evidence(RUN).rows.set_index("unit")
    assert rows.loc["crossings", "value"] < rows.loc["crossings", "limit"]
    assert desk.evidence(RUN).verdict == "described"
    text = page(desk, RUN)
    assert "The longest run" in text
    assert "there is a signal, but not one that goes up or down" in text


def test_flat_lines_and_few_points_are_too_little_to_say(opened: Open) -> None:
    noise = [0.1, 0.6, 0.2, 0.7, 0.3, 0.8, 0.1, 0.9, 0.2, 0.6, 0.3, 0.7]
    cases = {9: "too little to say", 10: "no signal", 11: "too little to say", 12: "no signal"}
    for count, verdict in cases.items():  # of eleven points the middle one is on the median
        evidence = opened(measured(noise[:count])).evidence(RUN)
        assert evidence.verdict == verdict, count
        useful = evidence.rows.loc[evidence.rows["unit"] == "centre", "n"].iloc[0]
        assert ("series_provisional" in evidence.caveats) == (10 <= useful < 12)
    assert opened(measured([0.4] * 20)).evidence(RUN).verdict == "too little to say"
