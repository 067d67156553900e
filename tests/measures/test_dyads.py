"""Reciprocity against sna, igraph and networkx; its bounds against every filling."""

import itertools
from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nicdev.measures.dyads import reciprocity

adjacency = st.integers(2, 7).flatmap(
    lambda n: arrays.arrays(float, (n, n), elements=st.sampled_from([0.0, 1.0, np.nan]))
)
small = st.integers(2, 3).flatmap(
    lambda n: arrays.arrays(float, (n, n), elements=st.sampled_from([0.0, 1.0, np.nan]))
)


def test_reciprocity_is_that_of_sna_with_missing_ties_too(golden, array_of):
    rows = golden("ties_made.csv")
    assert any("?" in row["rows"] for row in rows)
    for row in rows:
        found = reciprocity(array_of(row["rows"]))
        expected = pytest.approx([row["edgewise"], row["dyadic"]], rel=1e-12, nan_ok=True)
        assert (row["case"], [found.edgewise, found.dyadic]) == (row["case"], expected)


def test_reciprocity_is_that_of_igraph(golden, array_of):
    complete = [row for row in golden("ties_made.csv") if row["edgewise_igraph"] >= 0]
    assert len(complete) > 5
    for row in complete:
        found = reciprocity(array_of(row["rows"])).edgewise
        assert found == pytest.approx(row["edgewise_igraph"], rel=1e-12)


def test_reciprocity_is_that_of_networkx(golden, array_of):
    for row in golden("networks_made.csv"):
        found = reciprocity(array_of(row["rows"])).edgewise
        assert found == pytest.approx(row["edgewise"], rel=1e-12, nan_ok=True)


def test_reciprocity_of_the_networks_that_r_packages_carry(golden, carried):
    for row in golden("ties_carried.csv"):
        found = reciprocity(carried[row["case"]])
        expected = pytest.approx([row["edgewise"], row["dyadic"]], rel=1e-12)
        assert (row["case"], [found.edgewise, found.dyadic]) == (row["case"], expected)


def fillings(ties):
    unknown = [(i, j) for i, j in np.argwhere(np.isnan(ties)).tolist() if i != j]
    for values in itertools.product((0.0, 1.0), repeat=len(unknown)):
        filled = np.nan_to_num(ties)
        for pair, value in zip(unknown, values, strict=True):
            filled[pair] = value
        yield reciprocity(filled)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(small)
def test_the_bounds_are_the_extremes_of_every_filling(ties):
    found, every = reciprocity(ties), list(fillings(ties))
    for name in ("edgewise", "dyadic"):
        values = [value for one in every if (value := getattr(one, name)) == value]
        bounds = [getattr(found, f"{name}_lower"), getattr(found, f"{name}_upper")]
        expected = [min(values), max(values)] if values else [np.nan, np.nan]
        assert bounds == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("seed", range(6))
def test_the_bounds_hold_in_four_members_with_eight_unknown_ties(seed):
    random = np.random.default_rng(seed)
    ties = (random.random((4, 4)) < 0.5).astype(float)
    pairs = [(i, j) for i in range(4) for j in range(4) if i != j]
    for place in random.permutation(12)[:8]:
        ties[pairs[place]] = np.nan
    found, every = reciprocity(ties), list(fillings(ties))
    edgewise = [one.edgewise for one in every if one.edgewise == one.edgewise]
    assert [found.edgewise_lower, found.edgewise_upper] == pytest.approx(
        [min(edgewise), max(edgewise)]
    )
    dyadic = [one.dyadic for one in every]
    assert [found.dyadic_lower, found.dyadic_upper] == pytest.approx([min(dyadic), max(dyadic)])


@settings(derandomize=True, deadline=None)
@given(adjacency, st.randoms(use_true_random=False))
def test_new_ids_and_turned_ties_change_nothing(ties, random):
    order = random.sample(range(len(ties)), len(ties))
    same = pytest.approx(astuple(reciprocity(ties)), nan_ok=True)
    assert astuple(reciprocity(ties[np.ix_(order, order)])) == same
    assert astuple(reciprocity(ties.T)) == same


@settings(derandomize=True, deadline=None)
@given(adjacency)
def test_a_silent_member_leaves_the_values_and_widens_the_bounds(ties):
    larger = np.pad(ties, (0, 1))
    larger[-1, :-1] = np.nan  # silent, and named by nobody who answered
    before, after = reciprocity(ties), reciprocity(larger)
    assert after.edgewise == pytest.approx(before.edgewise, nan_ok=True)
    assert after.dyadic == pytest.approx(before.dyadic, nan_ok=True)
    assert after.dyads_observed == before.dyads_observed
    assert after.dyads_possible == before.dyads_possible + len(ties)
    assert after.dyadic_lower <= before.dyadic_lower
    assert after.dyadic_upper >= before.dyadic_upper
    if before.edgewise_lower == before.edgewise_lower:
        assert after.edgewise_lower <= before.edgewise_lower
        assert after.edgewise_upper >= before.edgewise_upper


@settings(derandomize=True, deadline=None)
@given(adjacency)
def test_members_without_ties_do_not_touch_edgewise_reciprocity(ties):
    complete = np.nan_to_num(ties)
    isolated = reciprocity(np.pad(complete, (0, 2)))
    assert isolated.edgewise == pytest.approx(reciprocity(complete).edgewise, nan_ok=True)


@settings(derandomize=True, deadline=None)
@given(adjacency)
def test_within_and_across_teams_add_up(ties):
    team = np.arange(len(ties)) % 2
    within = team[:, None] == team[None, :]
    parts, whole = (reciprocity(ties, within), reciprocity(ties, ~within)), reciprocity(ties)
    for name in ("mutual", "asymmetric", "null", "dyads_observed", "dyads_possible"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)


@pytest.mark.parametrize("outside", [0.0, 1.0, np.nan])
def test_a_dyad_counts_when_both_directions_are_wanted(outside):
    ties = np.array([[0, 1, outside], [1, 0, outside], [1, 1, 0]])
    mask = np.array([[0, 1, 1], [1, 0, 1], [0, 0, 0]], dtype=bool)
    found = reciprocity(ties, mask)
    assert (found.mutual, found.dyads_observed, found.dyads_possible) == (1, 1, 1)


def test_silence_is_not_an_unreturned_tie():
    """60 % answer: dyads of respondents keep the truth, which zeros would shrink to 60 % of it."""
    random = np.random.default_rng(6)
    ratios = []
    for _ in range(40):
        ties = (random.random((80, 80)) < 0.08).astype(float)
        ties = np.maximum(ties, ties.T * (random.random((80, 80)) < 0.4))
        silent = random.permutation(80) < 32
        heard = np.where(silent[:, None], np.nan, ties)
        truth, found = reciprocity(ties), reciprocity(heard)
        assert found.edgewise_lower <= truth.edgewise <= found.edgewise_upper
        assert found.dyadic_lower <= truth.dyadic <= found.dyadic_upper
        zeros = reciprocity(np.nan_to_num(heard)).edgewise
        ratios.append((found.edgewise / truth.edgewise, zeros / truth.edgewise))
    value, zeros = np.mean(ratios, axis=0)
    assert value == pytest.approx(1.0, abs=0.03)
    assert zeros == pytest.approx(0.6, abs=0.03)
