"""Components, centralisation, hierarchy, constraint and change against sna and igraph."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.sparse import csr_array

from nicdev.errors import NicdevError
from nicdev.measures import structure
from nicdev.measures.structure import centralization, constraint, hierarchy, jaccard, turnover

SHARED = ("components", "largest", "isolates", "cin", "cout", "hierarchy", "constraint")
adjacency = st.integers(2, 7).flatmap(
    lambda n: arrays.arrays(float, (n, n), elements=st.sampled_from([0.0, 1.0]))
)


def measured(ties):
    label = structure.components(ties)
    size = np.bincount(label)
    closed = constraint(ties)
    without = np.isnan(closed)
    return {
        "components": len(size),
        "largest": size[0],
        "isolates": without.sum(),
        "cin": centralization(ties, "in"),
        "cout": centralization(ties, "out"),
        "hierarchy": hierarchy(ties),
        "constraint": closed[~without].mean() if not without.all() else np.nan,
    }


def test_the_shape_is_that_of_sna_and_igraph(golden, array_of):
    rows = golden("structure_made.csv")
    assert len(rows) > 15
    for row in rows:
        ties = array_of(row["rows"])
        expected = {name: pytest.approx(row[name], rel=1e-9, abs=1e-12) for name in SHARED}
        assert (row["case"], measured(ties)) == (row["case"], expected)
        assert measured(csr_array(ties)) == expected
        each = [float(word) for word in row["values"].replace("NA", "nan").split()]
        assert constraint(ties) == pytest.approx(each, rel=1e-9, nan_ok=True)


def test_the_shape_of_the_networks_that_r_packages_carry(golden, carried):
    rows = golden("structure_carried.csv")
    assert len(rows) == 9
    for row in rows:
        expected = {name: pytest.approx(row[name], rel=1e-9) for name in SHARED}
        assert (row["case"], measured(carried[row["case"]])) == (row["case"], expected)


def test_change_is_that_of_r(golden, carried):
    (row,) = golden("structure_change.csv")
    found = turnover(carried["coleman_1"], carried["coleman_2"])
    assert found == (row["kept"], row["new"], row["gone"])
    assert jaccard(*found) == pytest.approx(row["jaccard"], rel=1e-12)
    assert turnover(carried["coleman_2"], carried["coleman_1"]) == (found[0], found[2], found[1])


def test_pairs_that_are_unknown_at_one_time_are_no_change():
    before = np.array([[0, 1, np.nan], [0, 0, 1], [1, np.nan, 0]])
    after = np.array([[0, 1, 1], [1, 0, 0], [np.nan, 1, 0]])
    assert turnover(before, after) == (1, 1, 1)
    assert np.isnan(jaccard(0, 0, 0))


@settings(derandomize=True, deadline=None)
@given(adjacency, st.randoms(use_true_random=False))
def test_new_ids_change_nothing_and_turned_ties_swap_the_ends(ties, random):
    order = random.sample(range(len(ties)), len(ties))
    before = {name: pytest.approx(value, nan_ok=True) for name, value in measured(ties).items()}
    assert measured(ties[np.ix_(order, order)]) == before
    turned = measured(ties.T)
    assert turned | {"cin": turned["cout"], "cout": turned["cin"]} == before


@settings(derandomize=True, deadline=None)
@given(adjacency)
def test_members_without_ties_are_components_of_their_own(ties):
    larger = np.pad(ties, (0, 2))
    before, after = measured(ties), measured(larger)
    assert after["components"] == before["components"] + 2
    assert after["isolates"] == before["isolates"] + 2
    for name in ("hierarchy", "constraint", "largest"):
        assert after[name] == pytest.approx(before[name], nan_ok=True)


def test_nobody_and_no_ties_are_no_error():
    assert structure.components(np.zeros((0, 0))).tolist() == []
    assert np.isnan(centralization(np.zeros((1, 1)), "in"))
    assert np.isnan(hierarchy(np.zeros((3, 3))))
    assert np.isnan(constraint(np.zeros((3, 3)))).all()


@pytest.mark.parametrize(
    ("ties", "sentence"),
    [(np.array([[0, np.nan], [1, 0]]), "found a tie that is not known; expected 1 or 0. "
      "Take those who answered, and the ties among them."),
     (np.array([[0, 2], [1, 0]]), "found a tie of 2; expected 1 or 0. "
      "Take those who answered, and the ties among them."),
     (np.zeros((2, 3)), "found shape 2 x 3; expected a square array. "
      "Give one row and one column per member, in the same order.")],
)  # fmt: skip
def test_unknown_ties_are_refused(ties, sentence):
    for measure in (structure.components, hierarchy, constraint):
        with pytest.raises(NicdevError) as refused:
            measure(ties)
        assert str(refused.value).endswith(sentence)


def test_changes_among_others_are_refused():
    with pytest.raises(NicdevError) as refused:
        turnover(np.zeros((2, 2)), np.zeros((3, 3)))
    assert str(refused.value).endswith(
        "found shape 3 x 3; expected shape 2 x 2. "
        "Give the same members in the same order both times."
    )
