"""What the framework expects, held against networks: planted, absent, too few, and at the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from nicdev.evidence import Disclosed
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.network import Network, Portfolio, open_network
from nicdev.press import gathered
from nicdev.rings import compute
from nicdev.rings.development.of_networks import AT_ONCE, OVER_TIME, Held, held, scores
from nicdev.show import conjectures
from nicdev.show.disclosure.networks import disclose_networks
from nicdev.show.words import Words
from nicdev.tables.names import Roster

KEY = "development.portfolio.conjectures"
LIMITS = framework().limits
WORDS = Words(locale("en"))
K = int(LIMITS["k_networks"].value)


def portfolio(shares: dict[str, Any], waves: Sequence[str] = ("w1",)) -> Portfolio:
    """Networks with known shares: for each name an array of networks, or of networks by waves."""
    tables = {name: np.asarray(made, dtype=float).reshape(-1, len(waves))
              for name, made in shares.items()}  # fmt: skip
    count = max(map(len, tables.values()))
    networks = pd.DataFrame({
        "network": [f"net{at}" for at in range(count)], "wave": waves[-1], "synthetic": True,
        "title": [f"The network of town {at}" for at in range(count)],
        "began": pd.Timestamp("2025-01-01"), "until": pd.Timestamp("2026-06-01"),
    })  # fmt: skip
    rows = [{"what": "share", "network": f"net{who}", "wave": wave, "at": at, "name": name,
             "numerator": 40 * table[who, at], "n": 40.0}
            for name, table in tables.items() for who in range(len(table))
            for at, wave in enumerate(waves) if not np.isnan(table[who, at])]  # fmt: skip
    columns = ["what", "network", "wave", "at", "name", "numerator", "n"]
    return Portfolio(networks, pd.DataFrame(rows, columns=columns))


def planted(r: float, networks: int, random: np.random.Generator) -> dict[str, Any]:
    """Belonging, and tests that build on others', with a correlation between what is observed."""
    first = random.normal(size=networks)
    second = r * first + np.sqrt(1 - r**2) * random.normal(size=networks)
    return {"identification": 0.5 + 0.08 * first, "builds_on": 0.4 + 0.08 * second}


def said_of(name: str, among: Portfolio) -> Held:
    one = framework().conjectures[name]
    return held(one, scores(among), LIMITS, lambda _: np.random.SeedSequence(1))


def opened(among: Portfolio) -> Network:
    study = gathered.study(among.networks)
    return replace(open_network(study, {}, roster=Roster(), sources={}), portfolio=among)


def editions(among: Portfolio, *hubs: str) -> dict[str, Disclosed]:
    made = disclose_networks([compute(KEY, opened(among))], LIMITS, hubs)
    return {edition: shown[KEY] for edition, shown in made.items()}


def verdicts(shown: Disclosed) -> dict[str, str]:
    rows = shown.rows[shown.rows["unit"] == "conjecture"]
    return dict(zip(rows["part"], rows["x"], strict=True))


def test_a_share_stands_for_a_side_of_which_it_is_a_question() -> None:
    catalogue = framework()
    for one in catalogue.conjectures.values():
        for first, second in one.across:
            rooms = [catalogue.compared[side].key.rpartition(".")[0] for side in (first, second)]
            assert rooms[0] in one.causes, one.name
            assert rooms[1] in one.effects, one.name


# ------------------------------------------------------------------------------- known truth


@pytest.mark.parametrize(("r", "expected"), [(0.5, 0.8742), (0.0, 0.025)])
def test_what_is_planted_across_networks_is_found_at_the_rate_of_power_theory(
    r: float, expected: float
) -> None:
    """34 networks; 3.3 Monte-Carlo errors. Power: tests/golden/across_power.csv."""
    random, reps = np.random.default_rng(11), 100
    known = scores(portfolio(planted(r, 34, random)))  # read as all are; then only other shares
    one, seed, words = framework().conjectures["C12"], np.random.SeedSequence(1), []
    for _ in range(reps):
        known = known.assign(**planted(r, 34, random))
        words.append(held(one, known, LIMITS, lambda _: seed).verdict)
    rate = words.count("consistent") / reps
    assert abs(rate - expected) < 3.3 * np.sqrt(expected * (1 - expected) / reps)


def test_the_other_direction_is_not_what_was_expected() -> None:
    shares = planted(0.9, 12, np.random.default_rng(2))
    assert said_of("C12", portfolio(shares)).verdict == "consistent"
    shares["builds_on"] = 1 - shares["builds_on"]
    assert said_of("C12", portfolio(shares)).verdict == "not consistent"


def test_a_later_share_is_set_beside_an_earlier_one_where_enough_networks_have_both() -> None:
    """What goes together at one time, and not from one wave to the next, is not found; waves are
    read in order of time and not of their names."""
    random = np.random.default_rng(5)
    first = 0.5 + 0.08 * random.normal(size=(20, 2))
    later = np.column_stack([0.3 + 0.05 * random.normal(size=20), first[:, 0]])
    waves = ("w9", "w10")
    found = said_of("C12", portfolio({"identification": first, "builds_on": later}, waves))
    assert (found.order, found.verdict) == (OVER_TIME, "consistent")
    only = found.said["identification", "builds_on"].all_of_them
    assert (only.networks, only.pairs) == (20, 20)
    assert only.between.value == pytest.approx(1.0)
    few = np.where(np.arange(20)[:, None] < 5, later, [[0.4, np.nan]])
    at_once = said_of("C12", portfolio({"identification": first, "builds_on": few}, waves))
    assert at_once.order == AT_ONCE
    assert at_once.said["identification", "builds_on"].all_of_them.pairs == 20


def test_several_waves_of_many_networks_tell_between_from_within() -> None:
    random = np.random.default_rng(6)
    own = random.normal(size=(34, 1))
    first = 0.5 + 0.05 * (own + random.normal(size=(34, 4)))
    later = 0.5 + 0.05 * (own + random.normal(size=(34, 4)))
    among = portfolio({"identification": first, "builds_on": later}, ("w1", "w2", "w3", "w4"))
    rows = compute(KEY, opened(among)).rows
    mine = rows[(rows["part"] == "C12") & (rows["unit"] == "estimate")].set_index("view")
    assert mine.loc[["all", "within"], "x"].tolist() == ["consistent", "too little to say"]
    assert mine.loc["all", ["n", "eligible"]].tolist() == [34, 102]


@pytest.mark.parametrize("networks", [1, 2, 5])
def test_below_six_networks_there_is_no_verdict_but_how_many_are_lacking(networks: int) -> None:
    """However clear it looks, and however often each was seen."""
    rising = np.linspace(0.2, 0.8, 3 * networks).reshape(networks, 3)
    every = dict.fromkeys(framework().compared, rising)
    for edition, shown in editions(portfolio(every, ("w1", "w2", "w3")), "net0").items():
        assert set(verdicts(shown).values()) == {"not examinable"}
        said = list(conjectures.sentences(shown, WORDS))
        lacking = 6 - networks
        assert said[1] == (
            "A verdict takes at least 6 that have both sides: "
            + ("one network is lacking." if lacking == 1 else f"{lacking} networks are lacking.")
        )
        assert said[2].startswith("Of 27 things that the framework expects, 9 have both sides")
        wanting = {row[2] for table in conjectures.tables(shown, WORDS) for row in table.rows
                   if len(row) == 3}  # fmt: skip
        if edition == "evaluator":
            assert wanting == {f"The same data of at least {lacking} more networks."}
        else:
            assert wanting == {"Both sides from more networks: it takes at least 6 that have them."}


def test_several_comparisons_share_the_chance_that_one_stands_out() -> None:
    one = framework().conjectures["C23"]
    random = np.random.default_rng(8)
    sides = list(dict.fromkeys(side for pair in one.across for side in pair))
    alone = planted(0.5, 34, random)
    among = portfolio({"identification": alone["identification"],
                       "shared_understanding": alone["builds_on"]})  # fmt: skip
    every = portfolio({"identification": alone["identification"],
                       "shared_understanding": alone["builds_on"],
                       **{side: random.uniform(size=34) for side in sides[2:]},
                       "builds_on": random.uniform(size=34)})  # fmt: skip
    pair = ("identification", "shared_understanding")
    narrow, wide = (said_of("C23", p).said[pair].all_of_them.between for p in (among, every))
    assert wide.value == pytest.approx(narrow.value)
    assert wide.upper - wide.lower > 1.2 * (narrow.upper - narrow.lower)


# ---------------------------------------------------------------------------------- attackers


def test_whoever_knows_all_networks_but_one_learns_no_number_of_it() -> None:
    """Another network, one that lacks a side, other shares: what leaves is the same but for words,
    and how many take part."""
    random = np.random.default_rng(9)
    base = {name: random.uniform(0.2, 0.8, 34) for name in framework().compared}
    before = editions(portfolio(base), "net3")
    for change in ("value", "lacking", "more"):
        other = {name: made.copy() for name, made in base.items()}
        if change == "value":
            other["identification"][7] = 0.99
        elif change == "lacking":
            other["identification"][7] = np.nan
        else:
            other = {name: np.append(made, 0.5) for name, made in base.items()}
        after = editions(portfolio(other), "net3")
        for edition in ("portfolio", "yours net3"):
            old, new = (e[edition].rows.drop(columns="x") for e in (before, after))
            counted = old["unit"] == "tried"
            assert new[~counted].equals(old[~counted])
            assert set(old["unit"]) == {"conjecture", "order", "source", "wanting", "tried"}
            numbers = old.select_dtypes("number")[~counted]
            assert numbers.isna().all(axis=None)
    assert before["portfolio"].held_back == ("ledger_networks_in_words",)
    assert (before["evaluator"].rows["unit"] == "estimate").any()


@pytest.mark.parametrize("networks", [6, 2 * K - 1, 2 * K])
def test_of_fewer_than_twice_k_networks_not_even_the_word_leaves(networks: int) -> None:
    shares = {"identification": np.linspace(0.2, 0.8, networks),
              "builds_on": np.linspace(0.1, 0.7, networks)}  # fmt: skip
    shown = editions(portfolio(shares), "net0")
    assert verdicts(shown["evaluator"])["C12"] == "consistent"
    shares["builds_on"] = shares["builds_on"][::-1]
    turned = editions(portfolio(shares), "net0")
    for edition in ("portfolio", "yours net0"):
        word = verdicts(shown[edition])["C12"]
        assert word == ("consistent" if networks >= 2 * K else "withheld")
        if networks < 2 * K:
            assert turned[edition].rows.equals(shown[edition].rows)
            mine = shown[edition].rows[shown[edition].rows["part"] == "C12"]
            assert mine["unit"].tolist() == ["conjecture"]
            assert shown[edition].held_back[-1] == "ledger_networks_few"
