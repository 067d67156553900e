"""Density against sna, networkx and a loop; arrays from reports against a dictionary."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nicdev.errors import NicdevError
from nicdev.measures.ties import Density, cells, density, from_reports

nx = pytest.importorskip("networkx")
adjacency = st.integers(2, 7).flatmap(
    lambda n: arrays.arrays(float, (n, n), elements=st.sampled_from([0.0, 1.0, np.nan]))
)


def test_density_is_that_of_sna_with_missing_ties_too(golden, array_of):
    rows = golden("ties_made.csv")
    assert any("?" in row["rows"] for row in rows)
    for row in rows:
        found = density(array_of(row["rows"]))
        expected = pytest.approx(row["density"], rel=1e-12, nan_ok=True)
        assert (row["case"], found.ties, found.value) == (row["case"], row["ties"], expected)


def test_density_is_that_of_networkx(golden, array_of):
    for row in golden("networks_made.csv"):
        found = density(array_of(row["rows"]))
        assert (found.ties, found.value) == (row["ties"], pytest.approx(row["density"], rel=1e-12))


def test_density_of_the_networks_that_networkx_carries(golden):
    davis = nx.davis_southern_women_graph()
    women, events = davis.graph["top"], davis.graph["bottom"]
    attended = nx.bipartite.biadjacency_matrix(davis, women, events).toarray()
    arrays_of = {
        "davis women sharing an event": attended @ attended.T > 0,
        "davis events sharing a woman": attended.T @ attended > 0,
        "karate": nx.to_numpy_array(nx.karate_club_graph(), weight=None),
        "florentine": nx.to_numpy_array(nx.florentine_families_graph()),
    }
    rows = golden("networks_carried.csv")
    assert {row["case"] for row in rows} == set(arrays_of)
    for row in rows:
        found = density(arrays_of[row["case"]])
        assert (found.ties, found.value) == (row["ties"], pytest.approx(row["density"], rel=1e-12))


def test_density_of_the_networks_that_r_packages_carry(golden, carried):
    rows = golden("ties_carried.csv")
    assert len(rows) == 10
    for row in rows:
        found = density(carried[row["case"]])
        expected = (row["ties"], pytest.approx(row["density"], rel=1e-12))
        assert (found.ties, found.value) == expected


@settings(derandomize=True, deadline=None)
@given(adjacency, st.randoms(use_true_random=False))
def test_density_is_that_of_a_loop(ties, random):
    n = len(ties)
    mask = np.array([[random.random() < 0.7 for _ in range(n)] for _ in range(n)])
    pairs = [ties[i, j] for i in range(n) for j in range(n) if i != j and mask[i, j]]
    known = [tie for tie in pairs if tie == tie]
    found = density(ties, mask)
    assert (found.ties, found.observed, found.possible) == (sum(known), len(known), len(pairs))
    assert found.value == pytest.approx(np.mean(known) if known else np.nan, nan_ok=True)
    for bound, filling in ((found.lower, 0.0), (found.upper, 1.0)):
        filled = density(np.where(np.isnan(ties), filling, ties), mask)
        assert bound == pytest.approx(filled.value, nan_ok=True)


@settings(derandomize=True, deadline=None)
@given(adjacency, st.randoms(use_true_random=False))
def test_new_ids_and_turned_ties_change_nothing(ties, random):
    order = random.sample(range(len(ties)), len(ties))
    before = density(ties)
    same = Density(
        *(pytest.approx(getattr(before, name), nan_ok=True) for name in before.__annotations__)
    )
    assert density(ties[np.ix_(order, order)]) == same
    assert density(ties.T) == same


@settings(derandomize=True, deadline=None)
@given(adjacency)
def test_a_member_of_whom_nothing_is_known_leaves_the_value_and_widens_the_bounds(ties):
    larger = np.pad(ties, (0, 1), constant_values=np.nan)
    before, after = density(ties), density(larger)
    assert after.value == pytest.approx(before.value, nan_ok=True)
    assert after.lower <= before.lower
    assert after.upper >= before.upper
    assert after.upper - after.lower > before.upper - before.lower or before.observed == 0


@settings(derandomize=True, deadline=None)
@given(adjacency)
def test_a_member_without_any_tie_lowers_the_value_by_the_known_factor(ties):
    complete = np.nan_to_num(ties)
    n = len(ties)
    isolated = density(np.pad(complete, (0, 1)))
    assert isolated.value == pytest.approx(density(complete).value * (n - 1) / (n + 1))


@settings(derandomize=True, deadline=None)
@given(adjacency)
def test_within_and_across_teams_add_up(ties):
    team = np.arange(len(ties)) % 2
    within = team[:, None] == team[None, :]
    parts, whole = (density(ties, within), density(ties, ~within)), density(ties)
    for name in ("ties", "observed", "possible"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)


def test_silence_is_not_a_missing_tie():
    """60 % answer: the value stays near the truth, which zeros would shrink to 60 % of it."""
    random = np.random.default_rng(5)
    ratios = []
    for _ in range(40):
        ties = (random.random((80, 80)) < 0.13).astype(float)
        silent = random.permutation(80) < 32
        heard = np.where(silent[:, None], np.nan, ties)
        truth, found = density(ties).value, density(heard)
        assert found.lower <= truth <= found.upper
        ratios.append((found.value / truth, density(np.nan_to_num(heard)).value / truth))
    value, zeros = np.mean(ratios, axis=0)
    assert value == pytest.approx(1.0, abs=0.01)
    assert zeros == pytest.approx(0.6, abs=0.01)


def test_the_diagonal_says_nothing():
    for diagonal in (0.0, 1.0, np.nan, 7.0):
        ties = np.array([[diagonal, 1.0], [0.0, diagonal]])
        assert density(ties) == Density(1, 2, 2, 0.5, 0.5, 0.5)


def test_one_member_has_no_pair():
    found = density([[0.0]])
    assert (found.ties, found.observed, found.possible) == (0, 0, 0)
    assert np.isnan([found.value, found.lower, found.upper]).all()


def test_measuring_leaves_the_array_alone():
    ties = np.array([[np.nan, 1.0], [np.nan, 0.0]])
    before = ties.copy()
    density(ties, np.ones((2, 2), dtype=bool))
    np.testing.assert_array_equal(ties, before)


ids = ["a", "b", "c", "007"]
reports = st.lists(
    st.tuples(st.sampled_from(ids), st.sampled_from(ids), st.sampled_from([1.0, 2.0, 3.0, np.nan])),
    max_size=12,
)


@settings(derandomize=True, deadline=None)
@given(reports, st.sets(st.sampled_from(ids)))
def test_reports_become_the_ties_a_dictionary_gives(named, answered):
    strengths: dict[tuple[str, str], list[float]] = {}
    for source, target, strength in named:
        strengths.setdefault((source, target), []).append(strength)
    source, target, strength = zip(*named, strict=True) if named else ((), (), ())
    found = from_reports(ids, source, target, strength, answered, tie_from=2)
    for i, sender in enumerate(ids):
        for j, receiver in enumerate(ids):
            given = strengths.get((sender, receiver), [])
            if i == j:
                expected = 0.0
            elif any(one >= 2 for one in given):
                expected = 1.0
            elif any(one != one for one in given) or (not given and sender not in answered):
                expected = np.nan
            else:
                expected = 0.0
            np.testing.assert_array_equal(found[i, j], expected)


@settings(derandomize=True, deadline=None)
@given(reports, st.sets(st.sampled_from(ids)), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(named, answered, random):
    one, other = (
        from_reports(
            ids, *(zip(*rows, strict=True) if rows else ((), (), ())), answered, tie_from=2
        )
        for rows in (named, random.sample(named, len(named)))
    )
    np.testing.assert_array_equal(one, other)


def test_a_refusal_names_every_problem():
    with pytest.raises(NicdevError) as refused:
        from_reports(["a", "b", "a"], ["a", "x"], ["b", "y", "b"], [1.0], {"z", "x"}, tie_from=1)
    assert str(refused.value) == (
        "Something cannot be used as it is.\n"
        "- found 2 sources, 3 targets and 1 strengths; expected as many of each. "
        "Give one source, one target and one strength per report.\n"
        "- found 'a' more than once among the members; expected each id once. Remove the double.\n"
        "- found 'x' in source; expected ids of members. "
        "Add them to the members, or correct the id.\n"
        "- found 'y' in target; expected ids of members. "
        "Add them to the members, or correct the id.\n"
        "- found 'x', 'z' in answered; expected ids of members. "
        "Add them to the members, or correct the id."
    )
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["wrong_length", "duplicate_id", "unknown_id", "unknown_id", "unknown_id"]


@pytest.mark.parametrize(
    ("ties", "mask", "sentence"),
    [
        (
            [[0, 1, 1], [1, 0, 1]],
            None,
            "found shape 2 x 3; expected a square array. "
            "Give one row and one column per member, in the same order.",
        ),
        (
            [[0, 3], [1, 0]],
            None,
            "found a tie of 3; expected 1, 0 or NaN (unknown). "
            "Decide first from which strength on a report is a tie.",
        ),
        (
            [[0, 1], [1, 0]],
            [True, False],
            "found a mask of shape 2; expected shape 2 x 2. "
            "Give one True or False per pair of members.",
        ),
    ],
)
def test_an_array_that_is_no_adjacency_is_refused(ties, mask, sentence):
    with pytest.raises(NicdevError) as refused:
        cells(ties, mask)
    assert [str(problem) for problem in refused.value.problems] == [sentence]
