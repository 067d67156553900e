"""Readiness: what is there wave by wave, what gaps cost, what is unknown, and what leaves of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import Open, committed
from needs import needs, questions, reopened

from nicdev.evidence import EDITIONS, NOTHING, Evidence, evidence_rows
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.rings import compute
from nicdev.show import distribution, matrix
from nicdev.show.disclosure import disclose, disclose_page
from nicdev.show.words import Words
from nicdev.tables import TABLES

HERE = "development.readiness"
WORDS, LIMITS = Words(locale("en")), framework().limits
PAGE = framework().notebooks["00_readiness"]
Frames = dict[str, pd.DataFrame]


def frame(columns: str, *rows: Sequence[Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split())


def people(count: int) -> list[str]:
    return [f"a{at:02d}" for at in range(count)]


def small(count: int = 24, teams: int = 4) -> Frames:
    """Members of improvement teams of one size, all there from the first day."""
    ids, day = people(count), "2025-01-01"
    return {
        "members": pd.DataFrame({"member_id": ids, "observed_from": day, "joined_on": day}),
        "teams": pd.DataFrame({"team_id": [f"t{at}" for at in range(teams)],
                               "name": [f"Team {at}" for at in range(teams)],
                               "kind": "improvement team"}),
        "memberships": pd.DataFrame({"member_id": ids,
                                     "team_id": [f"t{at % teams}" for at in range(count)]}),
    }  # fmt: skip


def two_waves() -> pd.DataFrame:
    return frame("wave label starts_on ends_on", ("w1", "Spring", "2025-01-01", "2025-06-30"),
                 ("w2", "Autumn", "2025-07-15", "2025-12-31"))  # fmt: skip


def surveyed(
    frames: Frames, given: Mapping[str, Mapping[str, Any]], referent: str = "other_teams"
) -> Frames:
    """A survey with items on trust, answered or not for a reason, by member."""
    items = list(dict.fromkeys(name for mine in given.values() for name in mine))
    said = [(who, name, x) for who, mine in given.items() for name, x in mine.items()]
    rows = [("all", f"r{who}", name, None if isinstance(x, str) else x,
             x if isinstance(x, str) else None)
            for who, name, x in said if x is not None]  # fmt: skip
    ids = frames["members"]["member_id"]
    return frames | {
        "instruments": pd.DataFrame({"wave": "all", "instrument": "survey", "member_id": ids,
                                     "fielded_on": "2025-03-01",
                                     "status": ["responded" if i in given else "invited"
                                                for i in ids]}),
        "respondents": frame("wave respondent_id member_id",
                             *[("all", f"r{who}", who) for who in given]),
        "items": frame("item_id key referent text low high reversed",
                       *[(name, "roles.trust.facets", referent, name, 1, 5, "no")
                         for name in items]),
        "responses": frame("wave respondent_id item_id value missing", *rows),
    }  # fmt: skip


def connected(frames: Frames, silent: int = 0, wave: str = "all", **more: Any) -> Frames:
    """A question about ties; the first so many members do not answer."""
    ids = frames["members"]["member_id"].tolist()
    asked = [(wave, "advice", who, "invited" if at < silent else "responded")
             for at, who in enumerate(ids)]  # fmt: skip
    ties = [(wave, "advice", ids[at], ids[(at + 1) % len(ids)], 1)
            for at in range(silent, len(ids))]  # fmt: skip
    relation = {
        "relation": "advice",
        "wave": wave,
        "text": "Advice?",
        "method": "roster",
        "scope": "all",
        "directed": "yes",
        "low": 0,
        "high": 3,
        "tie_from": 1,
    } | more
    return frames | {
        "relations": pd.DataFrame([relation]),
        "tie_asked": frame("wave relation member_id status", *asked),
        "ties": frame("wave relation source target strength", *ties),
    }  # fmt: skip


def rows_of(evidence: Evidence, unit: str) -> pd.DataFrame:
    rows = evidence.rows
    return rows[rows["unit"] == unit]


def cells(evidence: Evidence, unit: str) -> dict[tuple[str, str], float]:
    return {(r.group, r.x): r.numerator for r in rows_of(evidence, unit).itertuples()}


# --- what there is ------------------------------------------------------------------------------


def test_a_row_belongs_to_the_wave_of_its_day_and_is_lost_between_none(opened: Open) -> None:
    frames = small() | {"waves": two_waves()}
    held = [("e1", "visit", "2025-02-01"), ("e2", "visit", "2025-07-05"),
            ("e3", "visit", "2025-12-31")]  # fmt: skip
    frames["events"] = frame("event_id structure held_on", *held)
    frames["attendance"] = frame("event_id member_id", ("e1", "a00"), ("e2", "a00"), ("e2", "a01"))
    frames["aims"] = frame("version dated_on text what for_whom how_much by_when",
                           ("v1", "2025-01-10", "Aim.", "", "", "", ""))  # fmt: skip
    evidence = opened(frames).evidence(f"{HERE}.tables")
    found = cells(evidence, "rows") | cells(evidence, "rows_told")
    assert [found["events", x] for x in ("Spring", "Autumn")] == [1, 2]  # e2: between two waves
    assert [found["attendance", x] for x in ("Spring", "Autumn")] == [1, 2]
    assert [found["aims", x] for x in ("Spring", "Autumn")] == [1, 1]  # it stands
    assert [found["members", x] for x in ("Spring", "Autumn")] == [24, 24]
    assert set(rows_of(evidence, "rows")["group"]).isdisjoint(
        rows_of(evidence, "rows_told")["group"]
    )
    assert {group for group, _ in found} == set(TABLES)


def test_whoever_left_is_no_member_of_the_later_wave(opened: Open) -> None:
    frames = small() | {"waves": two_waves()}
    frames["members"]["left_on"] = ["2025-06-30", *[""] * 23]
    found = cells(opened(frames).evidence(f"{HERE}.tables"), "rows_told")
    assert [found["members", x] for x in ("Spring", "Autumn")] == [24, 23]


@pytest.mark.parametrize(("newest", "age"), [("2025-12-31", 0), ("2025-07-20", 164)])
def test_how_old_the_newest_row_is_beside_the_end_of_the_wave(
    opened: Open, newest: str, age: int
) -> None:
    frames = small() | {"waves": two_waves()}
    frames["events"] = frame("event_id structure held_on", ("e1", "convening", newest))
    rows = rows_of(opened(frames).evidence(f"{HERE}.tables"), "newest").set_index("group")
    assert rows.loc["events", ["x", "value"]].tolist() == [newest, age]


def test_the_page_says_what_is_missing_and_what_stopped(opened: Open) -> None:
    frames = small() | {"waves": two_waves()}
    frames["events"] = frame("event_id structure held_on", ("e1", "convening", "2025-02-01"))
    shown = disclose(opened(frames).evidence(f"{HERE}.tables"), "evaluator", LIMITS)
    said = list(matrix.sentences(shown, WORDS))
    assert (
        said[0] == "4 of 36 kinds of data have something in Autumn. No network needs all of them."
    )
    assert said[1].startswith("Nothing so far: Organisations, Roles over time, ")
    assert said[2:] == [
        "There earlier, and nothing in Autumn: Events.",
        "Longest without anything new: Events, since 2025-02-01.",
    ]


@pytest.mark.parametrize("edition", EDITIONS[1:])
def test_others_see_that_a_table_is_there_and_no_day_of_a_person(
    opened: Open, edition: Any
) -> None:
    frames = small()
    frames["events"] = frame("event_id structure held_on", ("e1", "convening", "2025-02-01"))
    seen = disclose(opened(frames).evidence(f"{HERE}.tables"), edition, LIMITS).rows
    assert seen.loc[seen["unit"] == "newest", "group"].tolist() == ["events"]
    assert seen["numerator"].dropna().unique().tolist() == [0.0]


# --- what gaps cost -----------------------------------------------------------------------------


def asks_for(desk: Any) -> list[str]:
    rows = rows_of(desk.evidence(f"{HERE}.gaps"), "opens")
    return rows.loc[rows["part"] == "next_things", "x"].tolist()


def test_a_table_that_is_gone_is_what_is_asked_for_and_the_questions_it_opens_are_named() -> None:
    """The questions are those that have no evidence now and would have some."""
    whole = committed("algebra")
    assert rows_of(whole.evidence(f"{HERE}.gaps"), "opens").empty
    frames = {name: table for name, table in whole.network.frames.items() if name != "documents"}
    bare = reopened(whole.network, frames)
    evidence = compute(f"{HERE}.gaps", bare)
    assert rows_of(evidence, "opens")["x"].tolist() == ["texts"]
    named = set(rows_of(evidence, "opened")["label"])
    some = ("technical.problem.root_causes", "culture.narrative.pronouns")
    assert set(some) <= named
    for key in some:
        assert compute(key, bare).verdict in NOTHING
        assert compute(key, whole.network).verdict not in NOTHING


def test_never_more_than_three_things_and_in_the_order_that_the_page_names(opened: Open) -> None:
    rows = rows_of(opened(small()).evidence(f"{HERE}.gaps"), "opens")
    assert (rows["part"] == "next_things").sum() == 3
    each = (rows["limit"] / rows["numerator"]).tolist()
    assert each == sorted(each)
    names = list(framework().collections)
    for (_, one), (_, other) in zip(rows[:-1].iterrows(), rows[1:].iterrows(), strict=True):
        if one["limit"] / one["numerator"] == other["limit"] / other["numerator"]:
            assert one["numerator"] >= other["numerator"]
            if one["numerator"] == other["numerator"]:
                assert names.index(one["x"]) < names.index(other["x"])


def test_a_network_may_ask_for_fewer_things_and_none(opened: Open) -> None:
    assert len(asks_for(opened(small(), "limits:\n  next_things: 1\n"))) == 1
    desk = opened(small(), "limits:\n  next_things: 0\n")
    assert asks_for(desk) == []


@pytest.mark.parametrize(("silent", "asked"), [(20, True), (2, False)])
def test_few_answers_are_a_gap_and_many_are_none(opened: Open, silent: int, *, asked: bool) -> None:
    given = {who: {"q": 3} for who in people(24)[silent:]}
    rows = rows_of(opened(surveyed(small(), given)).evidence(f"{HERE}.gaps"), "opens")
    assert ("more_survey_answers" in set(rows["x"])) is asked


def test_a_survey_that_did_not_ask_waits_for_questions_and_not_for_a_survey(opened: Open) -> None:
    desk = opened(surveyed(small(), {who: {"q": 3} for who in people(24)}))
    rows = rows_of(desk.evidence(f"{HERE}.gaps"), "opens").set_index("x")
    assert "survey_of_all" not in rows.index
    opened_by = rows_of(desk.evidence(f"{HERE}.gaps"), "opened")
    mine = set(opened_by.loc[opened_by["group"] == "survey_items", "label"])
    assert "culture.evidence.safety" in mine
    assert "roles.trust.facets" not in mine


def test_where_nothing_is_missing_nothing_is_asked_for() -> None:
    shown = disclose(committed("algebra").evidence(f"{HERE}.gaps"), "evaluator", LIMITS)
    said = list(distribution.sentences(shown, WORDS))
    assert said == [f"All {len(questions())} questions of the framework have the data they need."]


def test_what_newborn_waits_for_is_what_its_pages_have_nothing_on(newborn: Any) -> None:
    opens = rows_of(newborn.evidence(f"{HERE}.gaps"), "opened")
    waiting = set(opens["label"])
    silent = {key for key in framework().needs if newborn.evidence(key).verdict in NOTHING}
    assert waiting <= silent
    # The others have the tables and not enough in them, such as one wave where it takes two.
    assert len(waiting) > 0.8 * len(silent)


def test_every_table_is_filled_by_one_thing_to_collect() -> None:
    filled = [table for c in framework().collections.values() for table in c.tables]
    assert sorted(filled) == sorted(set(TABLES) - {"members"})
    assert all(1 <= c.work <= 5 and c.source for c in framework().collections.values())


SOME = ("technical.problem.aim", "roles.trust.support", "technical.measurement.registry")


def test_what_some_indicators_need_is_found_again() -> None:
    assert dict(needs(SOME)) == {key: list(framework().needs[key]) for key in SOME}


@pytest.mark.slow
def test_what_every_indicator_needs_is_found_again() -> None:
    found = dict(needs(questions()))
    assert found == {key: list(tables) for key, tables in framework().needs.items()}


# --- coverage -----------------------------------------------------------------------------------


def test_a_team_that_logs_no_test_is_counted_out_and_named_to_the_evaluator_alone(
    opened: Open,
) -> None:
    frames = small()
    columns = ("cycle_id team_id idea_id started_on plan prediction done observed study learning "
               "decision scale builds_on may_share")  # fmt: skip
    written, decided = [""] * 6, ["adopt", "school", "", "yes"]
    tests = [(f"c{at}", f"t{at}", "i", "2025-02-01", *written, *decided) for at in range(3)]
    frames["cycles"] = frame(columns, *tests)
    frames["theory_versions"] = frame("version dated_on note", ("v", "2025-01-01", ""))
    frames["theory"] = frame("version node_id kind text parents",
                             ("v", "i", "change idea", "Idea", ""))  # fmt: skip
    evidence = opened(frames).evidence(f"{HERE}.coverage")
    assert cells(evidence, "cells")["tests_begun_here", "so far"] == 3
    assert cells(evidence, "cells_told")["t3", "tests_begun_here"] == 0
    for edition in EDITIONS[1:]:
        page = disclose_page([evidence], edition, LIMITS, open_to_members=True)
        seen = page[f"{HERE}.coverage"].rows
        assert set(seen["group"]) == {"on_the_roster", "tests_begun_here"}
        assert set(seen["unit"]) == {"cells"}


def test_from_how_many_teams_answers_came_does_not_leave(opened: Open) -> None:
    """One team of which nobody answered would be the difference to all of them."""
    silent = [at for at in range(24) if at % 4 == 0]
    given = {who: {"q": 3} for at, who in enumerate(people(24)) if at not in silent}
    evidence = opened(surveyed(small(), given)).evidence(f"{HERE}.coverage")
    assert cells(evidence, "cells")["survey_answered", "so far"] == 3
    shown = disclose(evidence, "hub", LIMITS)
    assert "survey_answered" not in set(shown.rows["group"])
    assert "asked_apart" in shown.held_back


# --- answers without a number -------------------------------------------------------------------


def doubtful(unknown: int, count: int = 60) -> Frames:
    """So many do not know people in other teams; all the others answer both questions."""
    given = {who: dict.fromkeys(("q", "s"), "dont_know" if at < unknown else 3 + at % 3)
             for at, who in enumerate(people(count))}  # fmt: skip
    return surveyed(small(count), given)


@pytest.mark.parametrize(("unknown", "share"), [(0, 0.0), (24, 0.4)])
def test_not_knowing_people_is_found_where_it_was_planted(
    opened: Open, unknown: int, share: float
) -> None:
    evidence = opened(doubtful(unknown)).evidence(f"{HERE}.missing")
    rows = rows_of(evidence, "lacking").set_index("x")
    assert rows.loc["dont_know", "value"] == share
    assert rows.loc[["dont_know", "answered", "no_entry"], "numerator"].sum() == 120
    said = " ".join(matrix.sentences(disclose(evidence, "evaluator", LIMITS), WORDS))
    assert ("“Do not know” is said most" in said) == bool(unknown)


def test_an_item_left_blank_on_a_sheet_is_counted(opened: Open) -> None:
    given = {who: {"q": 3, "s": None if at < 4 else 2} for at, who in enumerate(people(24))}
    rows = rows_of(opened(surveyed(small(), given)).evidence(f"{HERE}.missing"), "lacking")
    assert rows.set_index("x").loc[["answered", "no_entry"], "numerator"].tolist() == [44, 4]


@pytest.mark.parametrize("count", [12, 24, 60])
def test_what_leaves_of_reasons_is_the_same_whatever_a_few_people_said(
    opened: Open, count: int
) -> None:
    """Every number that leaves stands for a span of unknowns that is k people wide, or nearly."""
    seen: dict[str, list[int]] = {}
    for unknown in range(count + 1):
        rows = [{"part": "answers_by_scale", "unit": "lacking", "group_kind": "scale",
                 "group": "roles.trust.facets hub", "x": x, "numerator": 2 * n, "n": 2 * count,
                 "value": n / count, "responded": count}
                for x, n in (("answered", count - unknown), ("dont_know", unknown))]  # fmt: skip
        shown = disclose(people_evidence(rows, "missing"), "hub", LIMITS).rows
        said = str(shown[["x", "value", "coded"]].to_dict("list"))
        assert shown[["numerator", "n", "responded", "eligible"]].isna().all(axis=None)
        seen.setdefault(said, []).append(unknown)
    whole = [found for found in seen.values() if 0 not in found and count not in found]
    assert all(len(found) >= 5 for found in whole), seen
    assert all(len(found) >= 3 for found in seen.values()), seen


def people_evidence(rows: list[dict[str, Any]], name: str) -> Evidence:
    key = f"{HERE}.{name}"
    indicator = framework().indicator(key)
    return Evidence(key, indicator.kind, "people", "all", (("", "described"),),
                    evidence_rows(rows))  # fmt: skip


# --- unknown ties -------------------------------------------------------------------------------


@pytest.mark.parametrize("silent", [0, 6, 12])
def test_unknown_pairs_are_those_of_whoever_did_not_answer(opened: Open, silent: int) -> None:
    frames = connected(small(), silent)
    evidence = opened(frames).evidence(f"{HERE}.unknown_ties")
    (row,) = rows_of(evidence, "unknown").to_dict("records")
    assert (row["numerator"], row["n"]) == (silent * 23, 24 * 23)
    assert (row["responded"], row["eligible"]) == (24 - silent, 24)
    by_team = rows_of(evidence, "unknown_team")
    assert by_team["numerator"].sum() == row["numerator"]
    assert by_team["n"].sum() == row["n"]


def test_unknown_pairs_agree_with_the_page_on_connections(opened: Open) -> None:
    for frames in (connected(small(), 7), connected(small(), 7, directed="no")):
        desk = opened(frames)
        row = rows_of(desk.evidence(f"{HERE}.unknown_ties"), "unknown").iloc[0]
        ties = rows_of(desk.evidence("roles.connections.density"), "ties")
        known = ties[(ties["group"] == "all") & (ties["view"] == "all")].iloc[0]
        assert row["n"] - row["numerator"] == known["n"]


def test_each_wave_is_unknown_by_its_own_roster(opened: Open) -> None:
    frames = small() | {"waves": two_waves()}
    one, two = connected(frames, 0, "w1"), connected(frames, 12, "w2")
    joined = frames | {name: pd.concat([one[name], two[name]])
                       for name in ("relations", "tie_asked", "ties")}  # fmt: skip
    rows = rows_of(opened(joined).evidence(f"{HERE}.unknown_ties"), "unknown")
    assert rows[["x", "value"]].to_numpy().tolist() == [["Spring", 0.0], ["Autumn", 0.5]]


@pytest.mark.parametrize(("silent", "says"), [(0, "few or none"), (4, "few or none"), (12, 0.5),
                                              (21, "nearly all"), (24, "nearly all")])  # fmt: skip
def test_fewer_than_k_silent_people_are_a_word_to_others(
    opened: Open, silent: int, says: str | float
) -> None:
    shown = disclose(opened(connected(small(), silent)).evidence(f"{HERE}.unknown_ties"), "hub",
                     LIMITS).rows  # fmt: skip
    assert shown[["numerator", "n", "responded", "eligible"]].isna().all(axis=None)
    (row,) = shown.to_dict("records")
    assert (row["coded"] or row["value"]) == says


def test_teams_are_told_apart_only_where_each_has_k_on_either_side(opened: Open) -> None:
    def units(silent: int, count: int, teams: int) -> set[str]:
        frames = connected(small(count, teams), silent)
        evidence = opened(frames).evidence(f"{HERE}.unknown_ties")
        return set(disclose(evidence, "hub", LIMITS).rows["unit"])

    assert units(12, 40, 2) == {"unknown", "unknown_team"}  # six of twenty in each
    assert units(8, 40, 2) == {"unknown"}
    assert units(20, 40, 8) == {"unknown"}


# --- going together -----------------------------------------------------------------------------


def agreeing(strength: float, count: int = 60) -> Frames:
    rng = np.random.default_rng(3)
    common = rng.normal(size=count)
    given = {}
    for at, who in enumerate(people(count)):
        noise = rng.normal(size=4)
        mixed = strength * common[at] + (1 - strength**2) ** 0.5 * noise
        given[who] = {f"q{i}": float(np.clip(round(3 + x), 1, 5)) for i, x in enumerate(mixed)}
    return surveyed(small(count), given)


@pytest.mark.parametrize(("strength", "read"), [(0.95, "goes_together"), (0.0, "goes_apart")])
def test_whether_questions_go_together_is_found_where_it_was_planted(
    opened: Open, strength: float, read: str
) -> None:
    evidence = opened(agreeing(strength)).evidence(f"{HERE}.reliability")
    rows = rows_of(evidence, "going").set_index("part")
    assert rows.loc["alpha", "x"] == read
    seen = disclose(evidence, "hub", LIMITS).rows
    assert seen["x"].tolist() == rows["x"].tolist()
    assert seen[["value", "lower", "upper", "n", "numerator"]].isna().all(axis=None)
    words = Words(locale("en"))
    told = distribution.alt(disclose(evidence, "evaluator", LIMITS), words)
    alpha = (words.number(rows.loc["alpha", end]) for end in ("value", "lower", "upper"))
    assert "alpha: {} ({} to {}).".format(*alpha) in told  # each mark, for who cannot see it


def test_the_numbers_are_those_of_the_page_on_trust() -> None:
    desk = committed("algebra")
    rows = rows_of(desk.evidence(f"{HERE}.reliability"), "going")
    theirs = desk.evidence("roles.trust.within_and_between").rows
    compared = 0
    for unit, part in (("scale_alpha", "alpha"), ("scale_omega", "omega")):
        for row in theirs[theirs["unit"] == unit].itertuples():
            scale = f"roles.trust.facets {row.relation}"
            mine = rows[(rows["part"] == part) & (rows["group"] == scale)].iloc[0]
            for column in ("value", "lower", "upper", "n"):
                np.testing.assert_equal(mine[column], getattr(row, column))
            compared += 1
    assert compared >= 4


# --- data that reach people ---------------------------------------------------------------------


def measured(late: int, lost: int, count: int = 40) -> Frames:
    """Points of one measure, some of which came after forty days, and some never."""
    days = pd.date_range("2025-01-01", periods=count, freq="D")
    reported = [day + pd.Timedelta(days=40 if at < late else 5) for at, day in enumerate(days)]
    gone = [late <= at < late + lost for at in range(count)]
    return small() | {
        "organizations": frame("org_id name kind joined_on", ("o", "O", "school", "2025-01-01")),
        "measures": frame("measure_id name family direction unit numerator denominator frequency "
                          "shared", ("m", "M", "outcome", "up", "", "", "", "", "yes")),
        "measurements": pd.DataFrame({
            "measure_id": "m", "site_id": "o", "on": days,
            "value": [None if no else 1.0 for no in gone],
            "reported_on": ["" if no else str(day.date())
                            for no, day in zip(gone, reported, strict=True)],
            "missing_reason": ["no access" if no else "" for no in gone]}),
    }  # fmt: skip


@pytest.mark.parametrize(("late", "lost"), [(0, 0), (10, 4)])
def test_points_that_came_late_or_never_are_counted_with_their_reason(
    opened: Open, late: int, lost: int
) -> None:
    evidence = opened(measured(late, lost)).evidence(f"{HERE}.data_access")
    rows = rows_of(evidence, "points")
    reached = rows[rows["part"] == "points_reached"].set_index("x")["numerator"].to_dict()
    assert reached == {"in time": 40 - late - lost, "later": late, "day not known": 0,
                       "no value": lost}  # fmt: skip
    reasons = rows[rows["part"] == "points_lacking"]
    assert reasons["x"].tolist() == (["no access"] if lost else [])
    parts = {edition: set(disclose(evidence, edition, LIMITS).rows["part"])
             for edition in EDITIONS}  # fmt: skip
    assert ("points_lacking" in parts["hub"]) == bool(lost)  # its column reaches the hub
    assert "points_lacking" not in parts["members"]
    assert "points_reached" in parts["members"]


def named(about: int, count: int = 40) -> Frames:
    """Barriers: so many people name access to data, the rest time."""
    ids = people(count)
    return surveyed(small(count), {who: {"q": 3} for who in ids}) | {
        "voices": frame("wave respondent_id question answer", *[
            ("all", f"r{who}", "barrier", "no access to DATA" if at < about else "no time")
            for at, who in enumerate(ids)
        ])
    }  # fmt: skip


@pytest.mark.parametrize("about", [0, 15])
def test_barriers_about_data_are_found_where_they_were_planted(opened: Open, about: int) -> None:
    evidence = opened(named(about)).evidence(f"{HERE}.data_access")
    rows = rows_of(evidence, "choices")
    assert rows.loc[rows["relation"] == "data", "numerator"].sum() == about
    said = list(distribution.sentences(disclose(evidence, "evaluator", LIMITS), WORDS))
    if about:
        assert said == ["About data, “no access to DATA”: named by 15 (38%)."]
    else:
        assert said == ["What stood in the way: no answer is about data."]


def test_a_barrier_that_few_name_is_no_more_told_here_than_with_the_voices(opened: Open) -> None:
    evidence = opened(named(3)).evidence(f"{HERE}.data_access")
    shown = disclose(evidence, "hub", LIMITS)
    assert "no access to DATA" not in set(shown.rows.loc[shown.rows["coded"] == "", "x"])
    said = " ".join(distribution.sentences(shown, WORDS)) if len(shown.rows) else ""
    assert "DATA" not in said
    assert "no answer is about data" not in said


# --- networks of which little is known ----------------------------------------------------------


BARE: dict[str, Frames] = {
    "one member": {"members": small(1, 1)["members"]},
    "no survey": small(),
    "all skipped": surveyed(small(), {who: {"q": "skipped", "s": "skipped"} for who in people(24)}),
    "a wave without anything": small() | {"waves": two_waves()},
    "two members, asked about ties": connected(small(2, 1)),
    "nobody answered about ties": connected(small(), 24),
}


@pytest.mark.parametrize("name", BARE)
def test_a_page_of_a_bare_network_has_something_to_say_or_says_that_it_has_not(
    opened: Open, name: str
) -> None:
    desk = opened(BARE[name])
    page = [desk.evidence(key) for key in PAGE]
    for edition in EDITIONS:
        for shown in disclose_page(page, edition, LIMITS).values():
            if len(shown.rows):
                kind = import_module(f"nicdev.show.{shown.kind}")
                assert list(kind.sentences(shown, WORDS)), shown.key
            else:
                assert shown.verdict in (*NOTHING, "withheld", "too little to say"), shown.key
    if name == "all skipped":
        rows = rows_of(desk.evidence(f"{HERE}.missing"), "lacking").set_index("x")
        assert rows.loc["skipped", "value"] == 1.0
    if name == "one member":
        assert desk.evidence(f"{HERE}.unknown_ties").verdict == "no evidence"


def test_the_page_of_a_network_of_one_is_drawn(opened: Open) -> None:
    desk = opened(BARE["one member"])
    for key in PAGE:
        assert desk.shown(key).block["editions"]["hub"]["html"]
