"""Norms and identities, and voices: counted by hand, and planted truth that is found and lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import Open

from nicdev.framework import framework
from nicdev.show.disclosure import disclose

Frames = dict[str, pd.DataFrame]
DAY = pd.Timestamp("2025-01-01")
TEXTS = ("plan", "prediction", "done", "observed", "study", "learning")
SENTENCES = (
    "we tried the routine and counted who spoke", "students asked one another before they asked me",
    "the chart on the wall helped some of them", "we met on tuesday and looked at the papers",
)  # fmt: skip


def people(count: int = 24) -> Frames:
    """Three teams, two of them of one organization, a hub of two, and two waves."""
    ids = [f"m{i}" for i in range(count)]
    return {
        "organizations": pd.DataFrame(
            {"org_id": ["o1", "o2"], "name": ["One", "Two"], "kind": "school",
             "joined_on": "2024-12-01"}),
        "teams": pd.DataFrame(
            {"team_id": ["t1", "t2", "t3", "hub"], "org_id": ["o1", "o1", "o2", ""],
             "name": ["First", "Second", "Third", "Hub"],
             "kind": [*["improvement team"] * 3, "hub"]}),
        "members": pd.DataFrame(
            {"member_id": ids, "observed_from": "2024-12-01", "joined_on": "2024-12-01",
             "left_on": ""}),
        "memberships": pd.DataFrame({"member_id": ids[:2], "team_id": "hub"}),
        "waves": pd.DataFrame(
            {"wave": ["w1", "w2"], "label": ["Spring", "Autumn"],
             "starts_on": ["2025-01-01", "2025-07-01"], "ends_on": ["2025-06-30", "2025-12-31"]}),
    }  # fmt: skip


def test_of(cycle: str, team: str, idea: str, day: int, **more: Any) -> dict[str, Any]:
    """A test of change that began some days into 2025 and took ten."""
    began = DAY + pd.Timedelta(days=day)
    return {"cycle_id": cycle, "team_id": team, "idea_id": idea, "started_on": began.date(),
            "ended_on": (began + pd.Timedelta(days=10)).date(), "decision": "adapt",
            "scale": "one classroom", "builds_on": "", "shared_on": "", "may_share": "yes",
            **dict.fromkeys(TEXTS, "x"), **more}  # fmt: skip


test_of.__test__ = False  # type: ignore[attr-defined]


def theory(*ideas: str) -> Frames:
    nodes = [
        ("v1", "aim", "aim", "The aim", ""),
        *(("v1", i, "change idea", i, "aim") for i in ideas),
    ]
    return {
        "theory_versions": pd.DataFrame(
            {"version": ["v1"], "dated_on": ["2025-01-01"], "note": [""]}),
        "theory": pd.DataFrame(nodes, columns=["version", "node_id", "kind", "text", "parents"]),
    }  # fmt: skip


def network(*tests: Mapping[str, Any], **more: pd.DataFrame) -> Frames:
    ideas = dict.fromkeys(test["idea_id"] for test in tests)
    return {**people(), **theory(*ideas), "cycles": pd.DataFrame(tests), **more}


def counts(rows: pd.DataFrame, part: str) -> dict[str, float]:
    mine = rows[(rows["part"] == part) & rows["unit"].isin(["tests", "ideas", "teams"])]
    return dict(zip(mine["x"], mine["numerator"], strict=True))


# --- work ------------------------------------------------------------------------------------

FOUR = (
    test_of("c1", "t1", "a", 5), test_of("c2", "t2", "a", 30), test_of("c3", "t3", "b", 40),
    test_of("c4", "t1", "b", 50), test_of("c5", "t1", "c", 60), test_of("c6", "t1", "c", 70),
)  # fmt: skip


def test_an_idea_counts_at_its_widest(opened: Open) -> None:
    rows = opened(network(*FOUR)).evidence("culture.identity.joint_work").rows
    assert counts(rows, "ideas_tested") == {
        "one team": 1, "several teams": 1, "several organizations": 1}  # fmt: skip


def test_a_test_belongs_to_the_organization_that_it_names(opened: Open) -> None:
    tests = [test_of("c1", "t1", "a", 5, org_id="o1"), test_of("c2", "t1", "a", 9, org_id="o2")]
    rows = opened(network(*tests)).evidence("culture.identity.joint_work").rows
    assert counts(rows, "ideas_tested")["several organizations"] == 1


def test_a_team_reports_a_shared_measure_itself_or_through_its_organization(opened: Open) -> None:
    measures = pd.DataFrame(
        {"measure_id": ["s", "own"], "name": ["Shared", "Own"], "family": "outcome",
         "direction": "up", "unit": "share", "numerator": "", "denominator": "", "frequency": "",
         "shared": ["yes", "no"]})  # fmt: skip
    points = pd.DataFrame(
        {"measure_id": ["s", "own"], "site_id": ["o1", "t3"], "on": "2025-02-01", "value": 0.4}
    )
    frames = network(*FOUR, measures=measures, measurements=points)
    rows = opened(frames).evidence("culture.identity.joint_work").rows
    assert counts(rows, "shared_measure") == {"report one": 2, "report none": 1}


def test_where_joint_work_is_planted_it_is_found_and_where_not_it_is_not(opened: Open) -> None:
    def wide(joint: float) -> float:
        random = np.random.default_rng(3)
        tests = []
        for at in range(60):
            team = f"t{at % 3 + 1}"
            idea = f"i{random.integers(0, 8)}" + ("" if random.random() < joint else team)
            tests.append(test_of(f"c{at}", team, idea, int(random.integers(0, 300))))
        rows = opened(network(*tests)).evidence("culture.identity.joint_work").rows
        return counts(rows, "ideas_tested")["several organizations"]

    assert wide(0.9) >= 6
    assert wide(0.0) == 0


def test_months_without_a_test_are_points_at_nought(opened: Open) -> None:
    desk = opened(network(test_of("c1", "t1", "a", 40), test_of("c2", "t2", "a", 45)))
    evidence = desk.evidence("culture.evidence.testing")
    rows = evidence.rows
    points = rows[(rows["unit"] == "point") & (rows["part"] == "tests_begun")]
    assert points["x"].tolist() == [f"2025-{month:02}-01" for month in range(1, 13)]
    assert points["value"].tolist() == [0, 2, *[0] * 10]
    share = rows[(rows["unit"] == "point") & (rows["part"] == "teams_testing")]
    assert share[["x", "numerator", "n"]].to_numpy().tolist() == [
        ["2025-06-30", 2, 3], ["2025-12-31", 0, 3]]  # fmt: skip


def test_growing_testing_rises_and_even_testing_does_not(opened: Open) -> None:
    def verdict(seed: int, later: float) -> str:
        random = np.random.default_rng(seed)
        days = np.concatenate([random.integers(0, 181, random.poisson(30)),
                               random.integers(181, 365, random.poisson(30 * later))])  # fmt: skip
        tests = [test_of(f"c{at}", "t1", "a", int(day)) for at, day in enumerate(days)]
        found = opened(network(*tests)).evidence("culture.evidence.testing")
        return dict(found.verdicts)["tests_begun"]

    seeds = range(6)
    assert [verdict(seed, 4.0) for seed in seeds].count("rising") >= 5
    assert [verdict(seed, 0.15) for seed in seeds].count("falling") >= 4
    assert [verdict(seed, 1.0) for seed in seeds].count("rising") == 0


def test_what_a_test_has_written_down(opened: Open) -> None:
    tests = [
        test_of("c1", "t1", "a", 5, shared_on="2025-01-18"),
        test_of("c2", "t1", "a", 5, prediction="", study=" ", shared_on="2025-01-10"),
        test_of("c3", "t1", "a", 5, learning="", decision="undecided", shared_on="2025-03-16"),
        test_of("c4", "t1", "a", 5, ended_on="", prediction="", decision="undecided"),
    ]
    rows = opened(network(*tests)).evidence("culture.evidence.documenting").rows
    assert counts(rows, "written") == {
        "prediction": 2, "observed": 3, "study": 2, "learning": 2, "decision": 2, "shared": 3
    }  # fmt: skip
    assert set(rows.loc[rows["part"] == "written", "n"]) == {3}
    # two days; five days before its end, which counts as none; two months
    assert counts(rows, "days_to_share") == {"0-7": 2, "8-30": 0, "31-59": 1}


def test_what_ended_or_was_shared_after_the_wave_had_not_by_then(opened: Open) -> None:
    tests = [test_of("c1", "t1", "a", 100, shared_on="2025-08-01"), test_of("c2", "t1", "a", 175)]
    frames = network(*tests)
    key = "culture.evidence.documenting"
    assert counts(opened(frames).evidence(key).rows, "written")["shared"] == 1
    spring = opened(frames, wave="w1").evidence(key).rows
    assert counts(spring, "written")["shared"] == 0
    assert set(spring["n"]) == {1}


@pytest.mark.parametrize("gap", [0.0, 0.7])
def test_documenting_finds_the_share_that_was_planted(opened: Open, gap: float) -> None:
    random = np.random.default_rng(5)
    tests = [test_of(f"c{at}", "t1", "a", at, study="" if random.random() < gap else "seen")
             for at in range(120)]  # fmt: skip
    rows = opened(network(*tests)).evidence("culture.evidence.documenting").rows
    assert counts(rows, "written")["study"] / 120 == pytest.approx(1 - gap, abs=0.1)


def test_a_test_counts_at_the_farthest_that_it_builds_on(opened: Open) -> None:
    tests = [
        test_of("c1", "t1", "a", 5),
        test_of("c2", "t1", "a", 20, builds_on="c1"),
        test_of("c3", "t2", "a", 30, builds_on="c1"),
        test_of("c4", "t3", "a", 40, builds_on="c1; c3"),
        test_of("c5", "t3", "a", 45, builds_on="c6"),  # which begins only later
        test_of("c6", "t1", "a", 50),
    ]
    rows = opened(network(*tests)).evidence("culture.evidence.building_on").rows
    assert counts(rows, "builds_on") == {
        "nothing named": 3, "own team": 1, "another team": 1, "another organization": 1
    }  # fmt: skip
    assert counts(rows, "built_on") == {
        "nothing named": 4, "own team": 0, "another team": 0, "another organization": 2
    }  # fmt: skip


def test_reuse_across_organizations_is_found_where_planted(opened: Open) -> None:
    def reused(chance: float) -> float:
        random = np.random.default_rng(7)
        tests = [test_of("c0", "t1", "a", 0)]
        for at in range(1, 80):
            team = f"t{at % 3 + 1}"
            others = [t["cycle_id"] for t in tests if (t["team_id"] == "t3") != (team == "t3")]
            link = others and random.random() < chance
            tests.append(test_of(f"c{at}", team, "a", at,
                                 builds_on=str(random.choice(others)) if link else ""))  # fmt: skip
        rows = opened(network(*tests)).evidence("culture.evidence.building_on").rows
        return counts(rows, "builds_on")["another organization"] / 80

    assert reused(0.4) == pytest.approx(0.4, abs=0.12)
    assert reused(0.0) == 0


def test_seeking_counts_answers_to_its_items(opened: Open) -> None:
    frames = people()
    ids = frames["members"]["member_id"].tolist()
    frames |= {
        "instruments": pd.DataFrame({"wave": "w2", "instrument": "survey", "member_id": ids,
                                     "fielded_on": "2025-09-01", "status": "responded"}),
        "respondents": pd.DataFrame({"wave": "w2", "respondent_id": ids, "member_id": ids}),
        "items": pd.DataFrame({"item_id": ["s"], "key": "culture.evidence.seeking",
                               "referent": "other_teams", "text": "I look.", "low": 1, "high": 4,
                               "reversed": "no"}),
        "responses": pd.DataFrame({"wave": "w2", "respondent_id": ids, "item_id": "s",
                                   "value": [1] * 4 + [3] * 20}),
    }  # fmt: skip
    rows = opened(frames).evidence("culture.evidence.seeking").rows
    rows = rows[(rows["unit"] == "answers") & (rows["view"] == "all")]
    rows = rows[rows["group_kind"] == "network"]
    assert dict(zip(rows["x"], rows["numerator"], strict=True)) == {
        "1": 4, "2": 0, "3": 20, "4": 0}  # fmt: skip


@pytest.mark.parametrize(
    "key", [k for k, i in framework().indicators.items() if i.built
            and (i.room.startswith("culture.") or i.room == "development.voices")])  # fmt: skip
def test_without_data_there_is_no_evidence(opened: Open, key: str) -> None:
    assert opened({"members": people()["members"]}).evidence(key).verdict == "no evidence"


# --- texts -----------------------------------------------------------------------------------


def texts(count: int, **columns: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {"document_id": [f"d{i}" for i in range(count)], "on": "2025-02-01", "wave": "w1",
         "kind": "post", "member_id": [f"m{2 + i % 22}" for i in range(count)], "voice": "",
         "text": "we tried it", "consent": "members", **columns})  # fmt: skip


def coded(unit: str, coder: str, **values: int) -> list[dict[str, Any]]:
    return [{"unit_kind": "document", "unit_id": unit, "coder": coder, "code": code, "value": value}
            for code, value in values.items()]  # fmt: skip


def test_a_text_carries_a_theme_where_all_its_readers_found_it(opened: Open) -> None:
    documents = texts(4, member_id=["m0", "m5", "m5", ""], voice=["", "", "", "member"],
                      wave=["w1", "w1", "w2", ""],
                      on=["2025-02-01"] * 2 + ["2025-09-01"] * 2)  # fmt: skip
    codings = pd.DataFrame([
        *coded("d0", "x", us=1), *coded("d1", "x", us=1), *coded("d1", "y", us=0),
        *coded("d2", "x", us=1), *coded("d2", "y", us=1), *coded("d3", "y", us=1),
    ])  # fmt: skip
    rows = opened({**people(), "documents": documents, "codings": codings})
    rows = rows.evidence("culture.narrative.themes").rows
    cells = rows[rows["unit"] == "cells"].set_index(["part", "x"])
    assert cells[["numerator", "n"]].apply(tuple, axis=1).to_dict() == {
        ("texts of members", "Spring"): (0, 1), ("texts of members", "Autumn"): (2, 2),
        ("texts of hub", "Spring"): (1, 1)}  # fmt: skip
    assert rows.loc[rows["unit"] == "alpha", "n"].tolist() == [2]


def test_a_theme_that_grows_is_seen_to_grow_and_one_that_does_not_is_not(opened: Open) -> None:
    def growth(later: float) -> float:
        random = np.random.default_rng(11)
        documents = texts(120, wave=["w1", "w2"] * 60)
        codings = [
            row
            for at in range(120)
            for row in coded(f"d{at}", "x", us=int(random.random() < (later if at % 2 else 0.2)))
        ]
        frames = {**people(), "documents": documents, "codings": pd.DataFrame(codings)}
        rows = opened(frames).evidence("culture.narrative.themes").rows
        cells = rows[rows["unit"] == "cells"].set_index("x")["value"]
        return float(cells["Autumn"] - cells["Spring"])

    assert growth(0.8) > 0.4
    assert abs(growth(0.2)) < 0.15


def written(new: float, seed: int = 13, **columns: Any) -> Frames:
    """Texts of two waves; in the second, a word is there that was not there before."""
    random = np.random.default_rng(seed)
    lines = []
    for at in range(88):
        line = " ".join(str(s) for s in random.choice(SENTENCES, 3)) + "."
        lines.append(line + (" rehearsal." if at % 2 and random.random() < new else ""))
    return {**people(), "documents": texts(88, wave=["w1", "w2"] * 44, text=lines, **columns)}


def test_a_word_that_comes_up_stands_out_and_without_it_none_does(opened: Open) -> None:
    key = "culture.narrative.words"
    rows = opened(written(0.8)).evidence(key).rows
    found = rows[rows["unit"] == "word"]
    assert found["x"].tolist() == ["rehearsal"]
    assert found["group"].tolist() == ["latest wave"]
    assert found["lower"].iloc[0] > 0
    for seed in range(5):
        rows = opened(written(0.0, seed)).evidence(key).rows
        assert rows["unit"].tolist() == ["compared"]
        assert rows["numerator"].iloc[0] > 10


def test_texts_that_members_may_not_quote_are_not_read(opened: Open) -> None:
    for consent in ("evaluator", "hub"):
        found = opened(written(0.8, consent=consent)).evidence("culture.narrative.words")
        assert found.verdict == "no evidence"


def test_no_name_is_a_word_that_stands_out(opened: Open) -> None:
    frames = written(0.8)
    frames["documents"]["text"] = [
        text.replace(" rehearsal.", " Quintero said so. quintero agreed, as did Ama.")
        for text in frames["documents"]["text"]]  # fmt: skip
    members = frames["members"]
    frames["members"] = members.assign(full_name=["Eva Quintero", *["Jo Ash"] * (len(members) - 1)])
    desk = opened(frames, "private: {members: [full_name]}\n")
    rows = desk.evidence("culture.narrative.words").rows
    assert not rows["x"].isin(["quintero", "ama", "eva"]).any()


LEXICON = "lexicon: {the chart: [chart, charts], members: [crew]}\n"
TERMS = "culture.narrative.terms"


def test_a_text_counts_once_for_each_word_of_the_lexicon(opened: Open) -> None:
    """By hand. m0 and m1 are the hub; a text without a member counts as one person."""
    frames = people() | {"documents": texts(
        6, member_id=["m0", "m5", "m5", "m6", "", ""], voice=["", "", "", "", "member", "hub"],
        wave=["w1", "w1", "w1", "w2", "", ""], on=["2025-02-01"] * 4 + ["2025-08-01"] * 2,
        text=["Chart.", "The chart, a chart.", "Charts! Our crew", "chartered", "CHART", "Crew"],
    )}  # fmt: skip
    found = opened(frames, LEXICON).evidence(TERMS)
    rows = found.rows[found.rows["unit"] != "list"]
    assert set(rows["part"]) == {"texts of members"}
    cells = {(r.unit, r.group, r.x): (r.numerator, r.n) for r in rows.itertuples()}
    assert cells == {
        ("cells", "the chart", "Spring"): (2, 2), ("people with", "the chart", "Spring"): (1, 1),
        ("people without", "the chart", "Spring"): (0, 1),
        ("cells", "members", "Spring"): (1, 2), ("people with", "members", "Spring"): (1, 1),
        ("people without", "members", "Spring"): (1, 1),
        ("cells", "the chart", "Autumn"): (1, 2), ("people with", "the chart", "Autumn"): (1, 2),
        ("people without", "the chart", "Autumn"): (1, 2),
        ("cells", "members", "Autumn"): (0, 2), ("people with", "members", "Autumn"): (0, 2),
        ("people without", "members", "Autumn"): (2, 2),
    }  # fmt: skip
    assert found.caveats == ("terms_as_written",)
    assert set(rows["label"]) == {"the chart", "members"}  # printed as the network wrote it


def test_without_a_lexicon_a_page_says_how_to_name_one(opened: Open) -> None:
    frames = people() | {"documents": texts(4)}
    desk = opened(frames)
    assert desk.evidence(TERMS).verdict == "no lexicon"
    html = str(desk.show(TERMS).block["editions"]["hub"]["html"])
    assert "under “lexicon”, each with its spellings." in html
    assert opened(people(), LEXICON).evidence(TERMS).verdict == "no evidence"


def test_a_word_that_few_people_use_is_no_number_for_others(opened: Open) -> None:
    """Of 22 members four wrote of their crew, and twelve of the chart."""
    lines = ["the chart" if at < 12 else "our crew" if at < 16 else "nothing" for at in range(22)]
    evidence = opened(people() | {"documents": texts(22, text=lines)}, LEXICON).evidence(TERMS)
    rows = disclose(evidence, "hub", framework().limits).rows
    rows = rows[rows["unit"] != "list"]
    assert rows[["unit", "group", "numerator", "n"]].to_numpy().tolist() == [
        ["cells", "the chart", 12, 22]
    ]


# --- voices ----------------------------------------------------------------------------------


def test_people_are_counted_once_an_answer_and_wave(opened: Open) -> None:
    frames = people()
    ids = [f"m{i}" for i in range(4)]
    frames |= {
        "respondents": pd.DataFrame({"wave": ["w1"] * 4 + ["w2"] * 4, "respondent_id": ids * 2}),
        "voices": pd.DataFrame(
            [("w1", "m0", "barrier", "time", "a"), ("w1", "m0", "barrier", "time", "b"),
             ("w1", "m1", "barrier", "time", ""), ("w1", "m1", "barrier", "papers", ""),
             ("w2", "m2", "barrier", "papers", ""), ("w2", "m3", "accomplishment", "talk", "")],
            columns=["wave", "respondent_id", "question", "answer", "other_text"]),
    }  # fmt: skip
    rows = opened(frames).evidence("development.voices.enablers_and_barriers").rows
    cells = rows.set_index(["group", "x"])[["numerator", "n"]].apply(tuple, axis=1).to_dict()
    assert cells == {("time", "Spring"): (2, 2), ("time", "Autumn"): (0, 1),
                     ("papers", "Spring"): (1, 2), ("papers", "Autumn"): (1, 1)}  # fmt: skip
    other = opened(frames).evidence("development.voices.purposes")
    assert other.verdict == "not asked"


def test_what_more_people_choose_in_the_second_wave_is_found(opened: Open) -> None:
    def change(later: float) -> float:
        random = np.random.default_rng(17)
        ids = [f"r{i}" for i in range(80)]
        rows = [(wave, one, "enabler", "a coach" if random.random() < share else "time")
                for wave, share in (("w1", 0.3), ("w2", later)) for one in ids]  # fmt: skip
        frames = people() | {
            "respondents": pd.DataFrame({"wave": ["w1"] * 80 + ["w2"] * 80,
                                         "respondent_id": ids * 2}),
            "voices": pd.DataFrame(rows, columns=["wave", "respondent_id", "question", "answer"]),
        }  # fmt: skip
        found = opened(frames).evidence("development.voices.enablers_and_barriers").rows
        share = found[found["group"] == "a coach"].set_index("x")["value"]
        return float(share["Autumn"] - share["Spring"])

    assert change(0.8) > 0.35
    assert abs(change(0.3)) < 0.15
