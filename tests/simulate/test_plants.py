"""Each plant is there to be found, by sums of our own, and gone where it is switched off."""

from __future__ import annotations

import itertools
import re

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from simulate.conftest import BASE, made

from nicdev.simulate import PLANTS, Simulated, as_csv, simulate

MOVES = {
    "co_attendance": {"ties"},
    "trust_dip": {"responses"},
    "unreliable_facet": {"responses"},
    "uneven_response": {"instruments", "respondents", "responses", "tie_asked", "ties", "voices"},
    "shift": {"measurements"},
    "drifting_denominator": {"measurements"},
    "reuse": {"cycles"},
    "converging_talk": {"documents"},
    "unconnected_newcomers": {"ties"},
    "carrying_hub": {"ties"},
}


def test_every_plant_is_looked_at() -> None:
    assert set(MOVES) == set(PLANTS)


@pytest.mark.parametrize("plant", PLANTS)
def test_a_plant_moves_its_own_tables_and_no_other(plant: str) -> None:
    on, off = as_csv(made().frames), as_csv(made(plant).frames)
    moved = {name.removesuffix(".csv") for name in on if on[name] != off[name]}
    assert moved == MOVES[plant]
    assert made(plant).truth[plant]["strength"] == 0.0
    others = {name for name in PLANTS if made(plant).truth[name] != made().truth[name]}
    of_ties = {"co_attendance", "unconnected_newcomers", "carrying_hub"}
    assert others - {plant} <= (of_ties if plant in of_ties else set())


def teams(frames: dict[str, pd.DataFrame]) -> pd.Series:
    homes = frames["memberships"][~frames["memberships"]["team_id"].str.startswith("A")]
    return homes.drop_duplicates("member_id").set_index("member_id")["team_id"]


def advice(simulated: Simulated) -> pd.DataFrame:
    ties = simulated.frames["ties"]
    return ties[(ties["wave"] == "w3") & (ties["relation"] == "advice")]


def rates_of_ties(simulated: Simulated) -> tuple[float, float]:
    """Of pairs of different teams: how many who met at a small event are tied, and of the rest.

    Newcomers who were planted to have no ties are left out.
    """
    frames = dict(simulated.frames)
    home = teams(frames)
    day = frames["instruments"].query("wave == 'w3'")["fielded_on"].max()
    small = frames["events"][frames["events"]["structure"].isin(["peer consultancy", "site visit"])]
    small = small[small["held_on"] <= day]
    came = frames["attendance"].merge(small[["event_id"]], on="event_id")
    met = came.merge(came, on="event_id")
    pairs = set(zip(met["member_id_x"], met["member_id_y"], strict=True))
    asked = frames["tie_asked"].query("wave == 'w3' and relation == 'advice'")
    lonely = simulated.truth["unconnected_newcomers"]["member_ids"]
    asked = asked[~asked["member_id"].isin(lonely)]
    spoke = asked.loc[asked["status"].isin(["responded", "partial"]), "member_id"]
    tied = set(zip(advice(simulated)["source"], advice(simulated)["target"], strict=True))
    counts = np.zeros((2, 2))
    for a, b in itertools.product(spoke, asked["member_id"]):
        if home[a] != home[b]:
            counts[int((a, b) in pairs), int((a, b) in tied)] += 1
    apart, together = counts[:, 1] / counts.sum(axis=1)
    return together, apart


def test_ties_follow_meeting() -> None:
    together, apart = rates_of_ties(made())
    assert together > 0.12
    assert together > 6 * apart
    truth = made().truth["co_attendance"]
    assert together == pytest.approx(truth["tied_of_pairs_who_met"], abs=0.03)
    together, apart = rates_of_ties(made("co_attendance"))
    assert together < 2 * apart


def trust(simulated: Simulated) -> pd.Series:
    answers = simulated.frames["responses"]
    answers = answers[answers["item_id"].str.startswith("tr_") & (answers["value"] != "")]
    return answers["value"].astype(float).groupby(answers["wave"]).mean()


def test_trust_dips_and_recovers() -> None:
    by_wave = trust(made())
    assert by_wave["w1"] - by_wave["w2"] == pytest.approx(0.85, abs=0.15)
    assert by_wave["w3"] == pytest.approx(by_wave["w1"], abs=0.1)
    assert made().truth["trust_dip"] == {
        "strength": 1.0, "key": "roles.trust.facets", "wave": "w2", "steps": -0.9,
        "recovers_in": "w3",
    }  # fmt: skip
    steady = trust(made("trust_dip"))
    assert steady.max() - steady.min() < 0.1


def alphas(simulated: Simulated) -> pd.Series:
    """Cronbach's alpha of each facet's items about one's own team, in the first wave."""
    items = simulated.frames["items"].query("referent == 'own_team'")
    answers = simulated.frames["responses"].query("wave == 'w1' and value != ''")
    found = {}
    for facet, mine in items.groupby("facet"):
        wide = answers[answers["item_id"].isin(mine["item_id"])].pivot_table(
            index="respondent_id", columns="item_id", values="value", aggfunc="first"
        )
        cov = wide.dropna().astype(float).cov().to_numpy()
        k = len(cov)
        found[facet] = k / (k - 1) * (1 - np.trace(cov) / cov.sum())
    return pd.Series(found)


def test_one_facet_does_not_go_together() -> None:
    facet = made().truth["unreliable_facet"]["facet"]
    on, off = alphas(made()), alphas(made("unreliable_facet"))
    assert on[facet] < 0.3
    assert on.drop(facet).min() > 0.6
    assert off.min() > 0.6


def response(simulated: Simulated) -> pd.Series:
    frames = simulated.frames
    place = frames["roles"].drop_duplicates("member_id")[["member_id", "org_id"]]
    asked = frames["instruments"].query("instrument == 'survey'").merge(place, on="member_id")
    asked = asked.merge(frames["organizations"][["org_id", "region"]], on="org_id")
    return asked["status"].isin(["responded", "partial"]).groupby(asked["region"]).mean()


def test_regions_answer_unevenly() -> None:
    on, off = response(made()), response(made("uneven_response"))
    assert on.max() - on.min() > 0.3
    assert off.max() - off.min() < 0.2
    truth = pd.Series(made().truth["uneven_response"]["chance_by_region"])
    assert (on - truth).abs().max() < 0.12
    assert set(made("uneven_response").truth["uneven_response"]["chance_by_region"].values()) == {
        BASE.response
    }


def test_whoever_answers_in_both_gives_the_same_answers() -> None:
    key = ["wave", "respondent_id", "item_id"]
    on, off = (m.frames["responses"].query("missing != 'skipped'").set_index(key)["value"]
               for m in (made(), made("uneven_response")))  # fmt: skip
    both = on.index.intersection(off.index)
    assert len(both) > 5000
    assert (on[both] == off[both]).all()


def points(simulated: Simulated, measure: str) -> pd.DataFrame:
    rows = simulated.frames["measurements"].query("measure_id == @measure and missing_reason == ''")
    rows = rows[rows["group"] == ""].astype({"numerator": float, "denominator": float})
    return rows.groupby("on")[["numerator", "denominator"]].sum().assign(
        share=lambda f: f["numerator"] / f["denominator"], sites=rows.groupby("on").size()
    )  # fmt: skip


def test_the_outcome_moves_on_its_day() -> None:
    truth = made().truth["shift"]
    event = made().frames["measure_events"].query("kind == 'phase'").iloc[0]
    assert (event["measure_id"], event["from_on"]) == (truth["measure_id"], truth["on"])

    def step(simulated: Simulated) -> float:
        share = points(simulated, truth["measure_id"])["share"]
        later = share.index >= truth["on"]
        return float(share[later].median() - share[~later].median())

    assert step(made()) == pytest.approx(truth["to_share"] - truth["from_share"], abs=0.03)
    assert abs(step(made("shift"))) < 0.03


def test_more_are_counted_at_the_same_rate() -> None:
    truth = made().truth["drifting_denominator"]
    grown = truth["denominator_times"]
    for simulated, times in ((made(), grown), (made("drifting_denominator"), 1)):
        taken = points(simulated, truth["measure_id"])
        size = taken["denominator"] / taken["sites"]
        assert size.iloc[-1] / size.iloc[0] == pytest.approx(times, rel=0.12)
        assert taken["share"].std() < 0.03
        assert taken["share"].median() == pytest.approx(truth["share"], abs=0.04)


def reusing(simulated: Simulated) -> set[str]:
    cycles = simulated.frames["cycles"].set_index("cycle_id")
    links = cycles["builds_on"].str.split(";").explode()
    links = links[links != ""]
    mine, theirs = cycles.loc[links.index, "org_id"], cycles.loc[links, "org_id"]
    shared = cycles.loc[links, "shared_on"].to_numpy()
    across = mine.to_numpy() != theirs.to_numpy()
    assert (shared[across] != "").all()
    assert (shared[across] < cycles.loc[links.index, "started_on"].to_numpy()[across]).all()
    return set(links.index[across])


def test_tests_build_on_those_of_others() -> None:
    truth = made().truth["reuse"]
    assert reusing(made()) == set(truth["cycle_ids"])
    assert len(reusing(made())) > 0.2 * len(made().frames["cycles"])
    assert truth["share"] == pytest.approx(len(truth["cycle_ids"]) / truth["tests"], abs=1e-4)
    assert reusing(made("reuse")) == set()
    assert made("reuse").frames["cycles"]["builds_on"].ne("").any()  # their own


def sameness(simulated: Simulated) -> pd.Series:
    """How likely two mentions of one thing use one word for it, by wave."""
    documents = simulated.frames["documents"]
    found = {}
    for wave, texts in documents.groupby("wave")["text"]:
        talk = " ".join(texts).casefold()
        values = []
        for words in simulated.truth["converging_talk"]["words"]:
            counts = np.array([len(re.findall(rf"\b{re.escape(w)}\b", talk)) for w in words])
            values.append((counts**2).sum() / counts.sum() ** 2)
        found[wave] = float(np.mean(values))
    return pd.Series(found)


def test_talk_converges() -> None:
    on, off = sameness(made()), sameness(made("converging_talk"))
    assert on.is_monotonic_increasing
    assert on["w3"] - on["w1"] > 0.3
    assert abs(off["w3"] - off["w1"]) < 0.08


def test_newcomers_come_and_have_no_ties() -> None:
    newcomers = set(made().truth["unconnected_newcomers"]["member_ids"])
    members = made().frames["members"].set_index("member_id")
    assert len(newcomers) > 20
    assert (members.loc[list(newcomers), "joined_on"] > "2024-09").all()
    came = made().frames["attendance"]["member_id"]
    assert came[came.isin(newcomers)].nunique() > 0.9 * len(newcomers)

    def tied(simulated: Simulated) -> float:
        ties = simulated.frames["ties"]
        return len(newcomers & (set(ties["source"]) | set(ties["target"]))) / len(newcomers)

    assert tied(made()) == 0
    assert tied(made("unconnected_newcomers")) > 0.8
    assert made("unconnected_newcomers").truth["unconnected_newcomers"]["member_ids"] == []


def lost_without_the_hub(simulated: Simulated) -> float:
    """Of pairs of people of different organizations who reach one another in up to three steps:
    the share that needs the hub for it."""
    home = simulated.frames["roles"].drop_duplicates("member_id").set_index("member_id")["org_id"]
    hub = set(simulated.truth["carrying_hub"]["member_ids"])
    graph = nx.DiGraph(list(zip(advice(simulated)["source"], advice(simulated)["target"],
                                strict=True)))  # fmt: skip

    def reach(g: nx.DiGraph) -> set[tuple[str, str]]:
        return {(a, b) for a, near in nx.all_pairs_shortest_path_length(g, cutoff=3) for b in near
                if a not in hub and b not in hub and home[a] != home[b]}  # fmt: skip

    whole = reach(graph)
    return 1 - len(reach(graph.subgraph(set(graph) - hub))) / len(whole)


def test_the_hub_carries_most_ways_between_organizations() -> None:
    others = {"strengths": BASE.off("co_attendance").strengths, "affinity_groups": 0}
    plan = BASE.model_copy(update=others)
    on, off = simulate(plan), simulate(plan.off("carrying_hub"))
    assert lost_without_the_hub(on) > 0.8
    assert lost_without_the_hub(off) < 0.3
    assert on.truth["carrying_hub"]["share_that_touch_the_hub"] > 0.9
    assert off.truth["carrying_hub"]["share_that_touch_the_hub"] < 0.15
