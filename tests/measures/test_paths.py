"""Who reaches whom in a few steps: against igraph, against a walk, and at ten thousand members."""

import time

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array, random_array

from nicdev.errors import NicdevError
from nicdev.measures.paths import reach


def test_ways_are_those_of_igraph_whole_and_with_members_taken_out(golden, array_of):
    rows = golden("paths_made.csv")
    assert {row["steps"] for row in rows} == {1, 2, 3, 4}
    assert any(row["reached"].count("x") > row["rows"].count("x") for row in rows)
    for row in rows:
        ties = array_of(row["rows"])
        kept = np.setdiff1d(np.arange(len(ties)), [int(at) - 1 for at in str(row["out"]).split()])
        whole = reach(csr_array(ties), row["steps"]).toarray()
        rest = reach(csr_array(ties[kept][:, kept]), row["steps"]).toarray()
        assert (whole == array_of(row["reached"])).all(), row["case"]
        assert (rest == array_of(row["rest"])).all(), row["case"]


def test_what_stands_on_the_diagonal_is_no_way():
    found = reach(csr_array(np.array([[1.0, 1.0], [1.0, 0.0]])), 2)
    assert found.toarray().tolist() == [[False, True], [True, False]]
    assert found.nnz == 2


def test_ten_thousand_members_with_a_hub_take_seconds():
    rng = np.random.default_rng(3)
    ties = random_array((10_000, 10_000), density=3e-4, rng=rng, format="lil")
    ties[:20, rng.integers(0, 10_000, 400)] = 1
    ties = csr_array(ties)
    began = time.perf_counter()
    found = reach(ties, 3)
    assert time.perf_counter() - began < 20
    graph = nx.from_scipy_sparse_array(ties, create_using=nx.DiGraph)
    for start in (0, 5_000, 9_999):
        near = nx.single_source_shortest_path_length(graph, start, cutoff=3)
        assert set(found[[start]].indices) == set(near) - {start}


@pytest.mark.parametrize(("shape", "steps", "code"), [((2, 3), 1, "wrong_shape"),
                                                      ((2, 2), 0, "off_scale")])  # fmt: skip
def test_what_cannot_be_walked_is_refused(shape, steps, code):
    with pytest.raises(NicdevError) as refused:
        reach(csr_array(shape), steps)
    assert [problem.code for problem in refused.value.problems] == [code]
