"""Scores of networks side by side, against R; a planted correlation at the rate of power theory."""

import numpy as np
import pytest

from nicdev.errors import NicdevError
from nicdev.measures.across import across

SEED = np.random.SeedSequence(1)
FEWEST, MULTILEVEL = 6, 30


def of(network, first, second, confidence=0.95, draws=999, seed=SEED):
    return across(network, first, second, confidence, FEWEST, MULTILEVEL, draws, seed)


def test_intervals_are_those_of_r(golden):
    """Few networks by trying slope after slope against all orders; many by lm and by lme."""
    rows = golden("across_made.csv")
    assert {row["method"] for row in rows} == {"permutation", "regression", "mixed"}
    for row in rows:
        network = str(row["networks"]).split()
        first, second = (np.array(str(row[name]).split(), dtype=float)
                         for name in ("first", "second"))  # fmt: skip
        found = of(network, first, second, draws=5039)
        assert found.method == row["method"]
        close = 1e-5 if found.method == "mixed" else 1e-7
        between = [found.between.value, found.between.lower, found.between.upper]
        assert between == pytest.approx([row["value"], row["lower"], row["upper"]], abs=close)
        if found.method == "mixed":
            within = [found.within.value, found.within.lower, found.within.upper]
            expected = [row["within"], row["within_lower"], row["within_upper"]]
            assert within == pytest.approx(expected, abs=close)


def planted(r, networks, random, times=1):
    """Scores observed in networks, with a correlation of r between them."""
    first = random.normal(size=networks)
    second = r * first + np.sqrt(1 - r**2) * random.normal(size=networks)
    return np.arange(networks), first, second


@pytest.mark.parametrize(("r", "networks"), [(0.0, 34), (0.5, 34), (0.3, 60)])
def test_a_correlation_is_found_at_the_rate_that_power_theory_gives(golden, r, networks):
    """Of one-time scores of 34 networks; 3.3 Monte-Carlo errors."""
    power = {(row["networks"], row["r"]): row["power"] for row in golden("across_power.csv")}
    expected, reps = power[networks, r], 1500
    random = np.random.default_rng(7)
    found = sum(of(*planted(r, networks, random)).between.lower > 0 for _ in range(reps)) / reps
    assert abs(found - expected) < 3.3 * np.sqrt(expected * (1 - expected) / reps)


@pytest.mark.parametrize("networks", [6, 20])
def test_of_few_networks_false_alarms_come_at_the_nominal_rate(networks):
    random, reps = np.random.default_rng(8), 500
    alarms = 0
    for _ in range(reps):
        between = of(*planted(0.0, networks, random), draws=399).between
        alarms += between.lower > 0 or between.upper < 0
    assert abs(alarms / reps - 0.05) < 3.3 * np.sqrt(0.05 * 0.95 / reps)


def test_several_times_raise_no_more_false_alarms():
    """Networks differ in both scores and keep their place; 4 times each."""
    random, reps, networks = np.random.default_rng(9), 200, 34
    network = np.repeat(np.arange(networks), 4)
    alarms = np.zeros(2)
    for _ in range(reps):
        own = random.normal(size=(2, networks))
        first, second = own[:, network] + random.normal(size=(2, len(network)))
        found = of(network, first, second)
        assert found.method == "mixed"
        alarms += [part.lower > 0 or part.upper < 0 for part in (found.between, found.within)]
    assert (np.abs(alarms / reps - 0.05) < 3.3 * np.sqrt(0.05 * 0.95 / reps)).all()


@pytest.mark.parametrize("networks", range(1, FEWEST))
def test_below_six_networks_only_directions_are_counted(networks):
    """However clear it looks."""
    network = np.repeat(np.arange(networks), 3)
    first = np.arange(3 * networks, dtype=float)
    found = of(network, first, 2 * first)
    assert (found.method, found.networks, found.moved, found.alike) == (
        "none", networks, networks, networks,
    )  # fmt: skip
    assert np.isnan([found.between.lower, found.between.upper]).all()
    assert of(network, first, -first).alike == 0


def test_names_orders_and_units_do_not_matter_and_gaps_are_left_out():
    random = np.random.default_rng(3)
    network = np.repeat([f"n{at}" for at in range(12)], 2)
    first, second = random.normal(size=(2, 24))
    before = of(network, first, second)
    order = random.permutation(24)
    again = of([f"{name}!" for name in network[order]], 5 + 3 * first[order], second[order] / 9)
    assert again.between.value == pytest.approx(before.between.value)
    gaps = of([*network, "n0", "x"], [*first, np.nan, 1.0], [*second, 1.0, np.nan])
    assert gaps.between.value == pytest.approx(before.between.value)
    assert gaps.networks == 12


@pytest.mark.parametrize("which", [0, 1])
def test_a_score_that_is_the_same_everywhere_has_no_interval(which):
    scores = [np.random.default_rng(2).normal(size=40), np.random.default_rng(3).normal(size=40)]
    scores[which] = np.full(40, 3.3)
    found = of(np.arange(40), *scores)
    assert (found.method, found.networks) == ("none", 40)
    assert np.isnan(found.between.lower)


def test_what_is_no_pair_is_refused():
    with pytest.raises(NicdevError) as refused:
        of(["a", "b"], [1.0], [1.0, 2.0])
    assert "found 2 networks, 1 first scores and 2 second ones; expected as many of each. " \
           "Give one of each for each pair." in str(refused.value)  # fmt: skip
    with pytest.raises(NicdevError) as refused:
        of(["a"], [1.0], [1.0], confidence=95)
    assert "found the confidence 95 and 999 draws" in str(refused.value)
