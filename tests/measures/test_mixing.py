"""The E-I index against networkx and a loop over sets; its bounds and null by enumeration."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nicdev.errors import NicdevError
from nicdev.measures.mixing import external_internal, random_mixing


def network(sizes, groups=3):
    """Ties, and who is in which groups: several, or none."""
    return st.integers(*sizes).flatmap(
        lambda n: st.tuples(
            arrays.arrays(float, (n, n), elements=st.sampled_from([0.0, 1.0, np.nan])),
            arrays.arrays(bool, (n, groups)),
        )
    )


def shared(belongs):
    return (belongs.astype(int) @ belongs.T.astype(int)) > 0


def numbers(found):
    return [found.value, found.lower, found.upper]


def test_the_index_is_that_of_networkx(golden):
    signs = {"x": 1.0, ".": 0.0}
    rows = golden("mixing_made.csv")
    assert len(rows) == 5
    for row in rows:
        ties = np.array([[signs[sign] for sign in word] for word in row["rows"].split()])
        group = np.array(row["values"].split())
        found = external_internal(ties, group[:, None] == group)
        assert (found.external, found.internal) == (row["external"], row["internal"])
        assert numbers(found) == pytest.approx([row["ei"]] * 3, rel=1e-12)
        assert found.share == pytest.approx((1 + row["ei"]) / 2)


@settings(derandomize=True, deadline=None)
@given(network((2, 7)))
def test_internal_is_at_least_one_group_in_common(made):
    ties, belongs = made
    groups = [{g for g in range(3) if row[g]} for row in belongs]
    named = [(i, j) for i, j in np.argwhere(ties == 1).tolist() if i != j]
    internal = sum(bool(groups[i] & groups[j]) for i, j in named)
    found = external_internal(ties, shared(belongs))
    assert (found.external, found.internal) == (len(named) - internal, internal)


def fillings(ties):
    unknown = [(i, j) for i, j in np.argwhere(np.isnan(ties)).tolist() if i != j]
    for values in product((0.0, 1.0), repeat=len(unknown)):
        filled = np.nan_to_num(ties)
        for pair, value in zip(unknown, values, strict=True):
            filled[pair] = value
        yield filled


@settings(derandomize=True, deadline=None, max_examples=150)
@given(network((2, 3)))
def test_the_bounds_are_the_extremes_of_every_filling(made):
    ties, belongs = made
    found = external_internal(ties, shared(belongs))
    every = [external_internal(filled, shared(belongs)).value for filled in fillings(ties)]
    values = [value for value in every if value == value]
    expected = [min(values), max(values)] if values else [np.nan, np.nan]
    assert [found.lower, found.upper] == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("seed", range(6))
def test_the_bounds_hold_in_five_members_with_ten_unknown_ties(seed):
    random = np.random.default_rng(seed)
    ties = (random.random((5, 5)) < 0.5).astype(float)
    pairs = [(i, j) for i in range(5) for j in range(5) if i != j]
    for place in random.permutation(20)[:10]:
        ties[pairs[place]] = np.nan
    inside = shared(random.random((5, 3)) < 0.4)
    every = [external_internal(filled, inside).value for filled in fillings(ties)]
    values = [value for value in every if value == value]
    found = external_internal(ties, inside)
    assert [found.lower, found.upper] == pytest.approx([min(values), max(values)])


@settings(derandomize=True, deadline=None)
@given(network((2, 7)), st.randoms(use_true_random=False))
def test_new_ids_and_turned_ties_change_nothing(made, random):
    ties, belongs = made
    order = random.sample(range(len(ties)), len(ties))
    same = pytest.approx(numbers(external_internal(ties, shared(belongs))), nan_ok=True)
    turned = external_internal(ties[np.ix_(order, order)], shared(belongs[order]))
    assert numbers(turned) == same
    assert numbers(external_internal(ties.T, shared(belongs))) == same


@settings(derandomize=True, deadline=None)
@given(network((2, 7)), st.lists(st.booleans(), min_size=3, max_size=3))
def test_a_silent_member_leaves_the_value_and_widens_the_bounds(made, teams):
    ties, belongs = made
    larger = np.pad(ties, (0, 1))
    larger[-1, :-1] = np.nan  # silent, and named by nobody who answered
    before = external_internal(ties, shared(belongs))
    after = external_internal(larger, shared(np.vstack([belongs, teams])))
    assert (after.external, after.internal) == (before.external, before.internal)
    assert after.value == pytest.approx(before.value, nan_ok=True)
    if before.lower == before.lower:
        assert after.lower <= before.lower
        assert after.upper >= before.upper


def test_the_null_is_that_of_every_order_of_the_memberships():
    """Six members, one of them in two groups and one in none: all 720 ways to hand rows round."""
    random = np.random.default_rng(3)
    ties = (random.random((6, 6)) < 0.5).astype(float)
    ties[2] = np.nan  # silent: the unknown row stays with its ties
    belongs = np.array([[1, 0], [1, 0], [1, 1], [0, 1], [0, 1], [0, 0]], dtype=bool)
    every = sorted(external_internal(ties, shared(belongs[list(order)])).value
                   for order in permutations(range(6)))  # fmt: skip
    found = random_mixing(ties, shared(belongs), 0.8, 20_000, np.random.SeedSequence(1))
    assert found.expected == pytest.approx(np.mean(every))
    at = [np.quantile(every, 0.1, method="lower"), np.quantile(every, 0.9, method="higher")]
    assert [found.lower, found.upper] == pytest.approx(at)
    again = random_mixing(ties, shared(belongs), 0.8, 20_000, np.random.SeedSequence(1))
    assert again == found


def test_one_group_or_none_leaves_nothing_to_chance():
    ties = (np.random.default_rng(5).random((8, 8)) < 0.3).astype(float)
    seed = np.random.SeedSequence(1)
    for inside, value in ((np.ones((8, 8), dtype=bool), -1.0), (np.eye(8, dtype=bool), 1.0)):
        assert external_internal(ties, inside).value == value
        found = random_mixing(ties, inside, 0.95, 50, seed)
        assert (found.expected, found.lower, found.upper) == (value, value, value)


def test_without_ties_nothing_is_said():
    for ties in (np.zeros((3, 3)), np.zeros((1, 1)), np.full((3, 3), np.nan)):
        inside = np.eye(len(ties), dtype=bool)
        assert np.isnan(external_internal(ties, inside).value)
        found = random_mixing(ties, inside, 0.95, 10, np.random.SeedSequence(1))
        assert np.isnan([found.expected, found.lower, found.upper]).all()


def test_no_draw_and_no_probability_are_refused():
    ties = np.array([[0, 1], [0, 0]])
    with pytest.raises(NicdevError) as refused:
        random_mixing(ties, np.eye(2), 1.0, 0, np.random.SeedSequence(1))
    assert str(refused.value).endswith(
        "found 0 draws for a probability of 1; expected a number of draws. "
        "Give at least one draw, and a probability between 0 and 1."
    )
