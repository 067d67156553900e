"""Large networks: the same numbers as from an array of all pairs."""

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.sparse import csr_array

from nicdev.errors import NicdevError
from nicdev.measures import dyads, mixing, sparse_ties, ties

network = st.integers(2, 8).flatmap(
    lambda n: st.tuples(arrays.arrays(bool, (n, n)), arrays.arrays(bool, n),
                        arrays.arrays(bool, (n, 3)))
)  # fmt: skip


@settings(derandomize=True, deadline=None)
@given(network)
def test_the_numbers_are_those_of_all_pairs(made):
    named, answered, belongs = made
    array = np.where(answered[:, None], named.astype(float), np.nan)
    sparse, inside = csr_array(named.astype(float)), csr_array(belongs.astype(float))
    shared = belongs.astype(int) @ belongs.T.astype(int) > 0
    for found, expected in (
        (sparse_ties.density(sparse, answered), ties.density(array)),
        (sparse_ties.reciprocity(sparse, answered), dyads.reciprocity(array)),
        (sparse_ties.external_internal(sparse, answered, inside),
         mixing.external_internal(array, shared)),
    ):  # fmt: skip
        assert astuple(found) == pytest.approx(astuple(expected), nan_ok=True)


def test_another_number_of_answers_is_refused():
    with pytest.raises(NicdevError) as refused:
        sparse_ties.density(csr_array((3, 3)), [True])
    assert str(refused.value).endswith(
        "found shape 3 x 3 and 1 answers; expected a square array. "
        "Give one row, one column and one answer per member, in the same order."
    )


def test_an_array_of_all_pairs_of_very_many_is_declined_with_a_sentence():
    ids = [str(i) for i in range(100_000)]
    with pytest.raises(NicdevError) as refused:
        ties.from_reports(ids, [], [], [], [], 1)
    assert str(refused.value).endswith(
        "found 100,000 members; expected at most 20,000 for an array of all pairs. "
        "Take the measures of nicdev.measures.sparse_ties, which need no such array."
    )
