"""Norms and identities beside attitudes: who wrote, opened, cited and met; by hand and planted."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import Open
from rings.test_culture import Frames, counts, network, people, test_of, texts

from nicdev.framework import framework
from nicdev.measures.pairs import cliff_delta
from nicdev.show.disclosure import disclose

test_of.__test__ = False  # type: ignore[attr-defined]


def three_teams() -> Frames:
    """m2 and m3 in t1, m4 in t2 of the same organization, m5 in t3 of another; m0 is the hub."""
    return {"memberships": pd.DataFrame(
        {"member_id": ["m0", "m2", "m3", "m4", "m5"], "team_id": ["hub", "t1", "t1", "t2", "t3"]}
    )}  # fmt: skip


def states(opened: Open, key: str, part: str, **frames: pd.DataFrame) -> dict[str, float]:
    """How many of three tests of the first team are in which state."""
    tests = [test_of(f"c{i}", "t1", "a", i, shared_on="2025-02-01") for i in range(3)]
    rows = opened(network(*tests, **three_teams(), **frames)).evidence(key).rows
    return {state: count for state, count in counts(rows, part).items() if count}


def written(*authors: str) -> pd.DataFrame:
    """Who worked on the first test, the second and the third."""
    rows = [(f"c{i}", member) for i, some in enumerate(authors) for member in some.split()]
    return pd.DataFrame(rows, columns=["cycle_id", "member_id"])


def test_a_test_is_written_by_people_as_far_apart_as_they_share_no_place(opened: Open) -> None:
    key, part = "culture.identity.joint_work", "worked_on"
    assert states(opened, key, part, cycle_members=written("m2 m3", "m2 m4", "m2 m3 m5")) == {
        "one team": 1, "several teams": 1, "several organizations": 1}  # fmt: skip
    # The hub and people without a team take nobody farther; alone they are nobody that is known.
    assert states(opened, key, part, cycle_members=written("m2 m0", "m9 m2", "m9")) == {
        "one team": 2, "nobody noted": 1}  # fmt: skip


def test_a_test_that_was_shared_is_opened_by_whoever_is_farthest(opened: Open) -> None:
    def lines(*done: str) -> dict[str, pd.DataFrame]:
        rows = [(member, "2025-03-01", what, f"c{i}") for i, some in enumerate(done)
                for member, what in (one.split("-") for one in some.split())]  # fmt: skip
        return {"activity": pd.DataFrame(
            rows, columns=["member_id", "on", "structure", "cycle_id"])}  # fmt: skip

    key, part = "culture.evidence.access", "opened"
    assert states(opened, key, part, **lines("m3-view", "m2-view m4-view", "m4-view m5-post")) == {
        "own team": 1, "another team": 1, "another organization": 1}  # fmt: skip
    assert states(opened, key, part, **lines("m5-upload", "m0-view", "m9-view")) == {
        "opened by nobody else": 2, "another team": 1}  # fmt: skip


def test_openings_that_grow_are_found_and_without_them_none_are(opened: Open) -> None:
    def elsewhere(chance: float) -> float:
        random = np.random.default_rng(5)
        tests = [test_of(f"c{i}", "t1", "a", i, shared_on="2025-03-01") for i in range(40)]
        lines = pd.DataFrame(
            [(("m5" if random.random() < chance else "m2"), "2025-04-01", "view", f"c{i}")
             for i in range(40)], columns=["member_id", "on", "structure", "cycle_id"])  # fmt: skip
        frames = network(*tests, activity=lines, **three_teams())
        found = counts(opened(frames).evidence("culture.evidence.access").rows, "opened")
        return found["another organization"] / 40

    assert elsewhere(0.6) == pytest.approx(0.6, abs=0.15)
    assert elsewhere(0.0) == 0


def measure() -> pd.DataFrame:
    return pd.DataFrame({"measure_id": ["exit"], "name": ["Exit slips (all)"], "family": "outcome",
                         "direction": "up", "unit": "share", "numerator": "", "denominator": "",
                         "frequency": "", "shared": "no"})  # fmt: skip


def test_a_decision_names_a_measure_as_a_word_of_its_own(opened: Open) -> None:
    base = {"on": "2025-03-01", "wave": "w1", "key": "", "text": "Go on.", "role": "hub",
            "test": "", "by_when": ""}  # fmt: skip
    each = ({"text": "Look at EXIT first."}, {"test": "Exit slips (all), weekly"},
            {"text": "Find an exits plan."}, {"key": "roles.trust.facets"})  # fmt: skip
    taken = [base | {"decision_id": f"q{i}"} | cells for i, cells in enumerate(each)]
    frames = people() | {"decisions": pd.DataFrame(taken), "measures": measure()}
    rows = opened(frames).evidence("culture.evidence.cited").rows
    assert dict(zip(rows["x"], rows["numerator"], strict=True)) == {
        "names a measure": 2, "about a question of a brief": 1, "names neither": 1}  # fmt: skip


def test_a_decision_on_a_test_rests_on_what_stands_beside_it(opened: Open) -> None:
    nothing = {"observed": "", "study": " "}
    tests = [test_of("c1", "t1", "a", 5, measure_id="exit"),
             test_of("c2", "t1", "a", 6, measure_id="exit", **nothing),
             test_of("c3", "t1", "a", 7, measure_id=""),
             test_of("c4", "t1", "a", 8, measure_id="exit", decision="undecided")]  # fmt: skip
    frames = network(*tests, measures=measure())
    rows = opened(frames).evidence("culture.evidence.cited").rows
    assert counts(rows, "tests_cite") == {
        "names a measure": 1, "numbers alone": 1, "neither of them": 1}  # fmt: skip


def held(*protocols: str, on: str = "2025-03-01") -> pd.DataFrame:
    ids = [f"e{i}" for i in range(len(protocols))]
    return pd.DataFrame({"event_id": ids, "structure": "convening", "held_on": on,
                         "protocol": protocols})  # fmt: skip


def test_meetings_with_agreed_steps_are_counted_by_wave_and_way(opened: Open) -> None:
    frames = people() | {"events": pd.concat(
        [held("dialogue", "", ""), held("dialogue", "clinic", on="2025-08-01").assign(
            event_id=["f0", "f1"])])}  # fmt: skip
    rows = opened(frames).evidence("culture.evidence.protocols").rows
    cells = {(r.label, r.x): (r.numerator, r.n) for r in rows.itertuples()}
    assert cells == {("Spring", "yes"): (1, 3), ("Spring", "no"): (2, 3), ("Autumn", "yes"): (2, 2),
                     ("Autumn", "no"): (0, 2), ("", "dialogue"): (2, 3),
                     ("", "clinic"): (1, 3)}  # fmt: skip
    none = opened(people() | {"events": held("", "")})
    assert none.evidence("culture.evidence.protocols").verdict == "no evidence"


def test_tests_are_counted_a_team_and_month(opened: Open) -> None:
    """By hand: six tests of three teams in 181 days, which are 5.947 months; then none."""
    tests = [test_of(f"c{i}", f"t{1 + i % 2}", "a", 5 * i) for i in range(6)]
    rows = opened(network(*tests)).evidence("culture.evidence.testing").rows
    mine = rows[(rows["part"] == "tests_a_team") & (rows["unit"] == "point")]
    assert mine["value"].tolist() == pytest.approx([6 / 3 / (181 / 30.4375), 0])


def coded(*readings: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame([("cycle", unit, coder, "a stranger could repeat it", value)
                         for unit, coder, value in readings],
                        columns=["unit_kind", "unit_id", "coder", "code", "value"])  # fmt: skip


def reused(opened: Open, *readings: tuple[str, str, int]) -> Any:
    tests = [test_of(f"c{i}", "t1", "a", i) for i in range(3)]
    return opened(network(*tests, codings=coded(*readings))).evidence(
        "culture.evidence.documenting")  # fmt: skip


def test_what_a_stranger_could_reuse_is_what_all_readers_say(opened: Open) -> None:
    both = reused(opened, ("c0", "x", 1), ("c0", "y", 1), ("c1", "x", 1), ("c1", "y", 0),
                  ("c2", "x", 0), ("c2", "y", 0))  # fmt: skip
    assert counts(both.rows, "reusable") == {"yes": 1, "differ": 1, "no": 1}
    # By hand: 2 of 6 values disagree, of 18 of 30 pairs that would by chance: 1 - (1/3) / (18/30).
    agree = both.rows[both.rows["unit"] == "readers_agree"]
    assert agree["value"].tolist() == pytest.approx([1 - (2 / 6) / (18 / 30)])
    assert both.caveats == ("documenting_elsewhere",)


def test_one_reader_is_said_and_no_reading_leaves_the_rest(opened: Open) -> None:
    alone = reused(opened, ("c0", "x", 1))
    assert alone.caveats == ("documenting_elsewhere", "tests_one_reader")
    assert "readers_agree" not in set(alone.rows["unit"])
    none = reused(opened)
    assert "reusable" not in set(none.rows["part"])
    assert none.caveats == ("documenting_elsewhere",)


FIELD = "for our field"


def motives(opened: Open, later: float, *coders: str) -> Any:
    """Forty texts of twenty-two members, half in each wave; of the later ones so many speak of us
    all. One of the hub was read, too."""
    random = np.random.default_rng(3)
    documents = texts(40, wave=["w1", "w2"] * 20)
    documents.loc[0, "member_id"] = "m0"
    read = [("document", f"d{at}", coder, FIELD, value) for at in range(1, 40)
            for value in [int(random.random() < (later if at % 2 else 0.2))]
            for coder in coders]  # fmt: skip
    read += [("document", "d0", coder, FIELD, 1) for coder in coders]
    codings = pd.DataFrame(read, columns=["unit_kind", "unit_id", "coder", "code", "value"])
    desk = opened({**people(), "documents": documents, "codings": codings})
    assert desk.evidence("culture.narrative.themes").verdict == "no evidence"
    return desk.evidence("culture.identity.motives")


def test_speaking_of_our_field_is_seen_to_grow_and_where_it_does_not_it_is_not(
    opened: Open,
) -> None:
    def growth(later: float) -> float:
        rows = motives(opened, later, "x", "y").rows
        cells = rows[rows["unit"] == "cells"].set_index("x")
        assert cells["n"].to_dict() == {"Spring": 19, "Autumn": 20}
        return float(cells["value"]["Autumn"] - cells["value"]["Spring"])

    assert growth(0.9) > 0.4
    assert abs(growth(0.2)) < 0.2


def test_one_coder_of_motives_is_said(opened: Open) -> None:
    found = motives(opened, 0.5, "x")
    assert found.caveats == ("motives_as_told", "themes_one_reader")
    assert "alpha" not in set(found.rows["unit"])


def safe(opened: Open, *, higher: bool, hub: int = 12) -> Any:
    """Thirty members answer 1 to 5 in turn; so does the hub, or with 4 and 5."""
    frames = people(30 + hub)
    ids = frames["members"]["member_id"].tolist()
    frames["memberships"] = pd.DataFrame({"member_id": ids[:hub], "team_id": "hub"})
    answers = [(4 + at % 2 if higher else 1 + at % 5) if at < hub else 1 + at % 5
               for at in range(len(ids))]  # fmt: skip
    frames |= {
        "respondents": pd.DataFrame({"wave": "w2", "respondent_id": ids, "member_id": ids}),
        "items": pd.DataFrame({"item_id": ["s"], "key": "culture.evidence.safety",
                               "referent": "members", "text": "Safe.", "low": 1, "high": 5,
                               "reversed": "no"}),
        "responses": pd.DataFrame({"wave": "w2", "respondent_id": ids, "item_id": "s",
                                   "value": answers}),
    }  # fmt: skip
    return opened(frames)


def test_a_hub_that_answers_higher_is_found_and_one_that_does_not_is_not(opened: Open) -> None:
    key = "culture.evidence.safe_for_whom"
    apart, alike = (safe(opened, higher=higher).evidence(key).rows for higher in (True, False))
    gap = apart[apart["unit"] == "gap"].iloc[0]
    # By hand, of 4 against 1 to 5: 3 lower, 1 higher of 5; of 5: 4 lower. (2/5 + 4/5) / 2.
    assert (gap["x"], gap["value"]) == ("hub higher", pytest.approx(0.6))
    assert (gap["numerator"], gap["n"]) == (12, 30)
    assert alike.loc[alike["unit"] == "gap", "x"].tolist() == ["about alike"]


def test_of_the_hub_a_word_leaves_and_of_a_small_one_nothing(opened: Open) -> None:
    evidence = safe(opened, higher=True).evidence("culture.evidence.safe_for_whom")
    for edition in ("hub", "members"):
        rows = disclose(evidence, edition, framework().limits).rows
        gap = rows[rows["unit"] == "gap"]
        assert gap["x"].tolist() == ["hub higher"]
        assert gap[["value", "lower", "upper", "numerator", "n"]].isna().all(axis=None)
    small = safe(opened, higher=True, hub=9).evidence("culture.evidence.safe_for_whom")
    assert not (disclose(small, "hub", framework().limits).rows["unit"] == "gap").any()


def test_no_answer_of_the_hub_follows_from_the_word() -> None:
    """Whoever knows every member's answer, and how many of the hub answered, sees the word: in none
    of all ways in which ten people answer three steps is the number on a step told by it."""
    members = np.repeat([1, 2, 3], [8, 12, 6])
    worlds: dict[str, list[tuple[int, ...]]] = {"higher": [], "alike": [], "lower": []}
    apart = framework().limits["gap_delta"].value
    for low, middle in ((a, b) for a in range(11) for b in range(11 - a)):
        world = (low, middle, 10 - low - middle)
        delta = cliff_delta(np.repeat([1, 2, 3], world), members)
        word = "higher" if delta >= apart else "lower" if delta <= -apart else "alike"
        worlds[word].append(world)
    for some in worlds.values():
        for step in range(3):
            assert len({world[step] for world in some}) >= 4
