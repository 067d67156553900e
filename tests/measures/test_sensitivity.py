"""Weighted shares and reconstruction; what non-response does to shares, simulated."""

import numpy as np
import pytest

from nicdev.errors import NicdevError
from nicdev.measures.dyads import reciprocity
from nicdev.measures.mixing import external_internal, random_mixing
from nicdev.measures.sensitivity import reconstructed, weighted
from nicdev.measures.ties import density

RUNS = pytest.mark.parametrize("runs", [500, pytest.param(2000, marks=pytest.mark.slow)])
ERRORS = 3.3  # Monte-Carlo standard errors, fixed beforehand, as is every seed


def population(random, n, chance, back):
    """Ties of which a share is returned; `chance` may be an array of the same shape."""
    ties = (random.random((n, n)) < chance).astype(float)
    ties = np.maximum(ties, ties.T * (random.random((n, n)) < back))
    np.fill_diagonal(ties, 0.0)
    return ties


def silenced(ties, silent):
    return np.where(silent[:, None], np.nan, ties)


def test_weights_are_those_of_a_loop_over_pairs_of_groups():
    random = np.random.default_rng(1)
    ties = silenced(population(random, 30, 0.2, 0.4), random.random(30) < 0.4)
    group = np.arange(30) % 3
    tied, pairs, mutual, one_way = 0.0, 0, 0.0, 0.0
    for one in range(3):
        for other in range(3):
            mask = np.outer(group == one, group == other)
            here = density(ties, mask)
            tied, pairs = tied + here.value * here.possible, pairs + here.possible
            both = reciprocity(ties, mask | mask.T)
            scale = both.dyads_possible / both.dyads_observed
            mutual += 2 * both.mutual * scale / (1 if one == other else 2)
            one_way += both.asymmetric * scale / (1 if one == other else 2)
    found = weighted(ties, group.tolist())
    assert found.density == pytest.approx(tied / pairs)
    assert found.edgewise == pytest.approx(mutual / (mutual + one_way))


def test_one_group_and_answers_of_all_leave_shares_as_they_are():
    ties = population(np.random.default_rng(2), 20, 0.2, 0.4)
    for silent, groups in ((np.arange(20) < 6, ["a"] * 20), (np.arange(20) < 0, list("abcd" * 5))):
        heard = silenced(ties, silent)
        found = weighted(heard, groups)
        assert found.density == pytest.approx(density(heard).value)
        assert found.edgewise == pytest.approx(reciprocity(heard).edgewise)


def test_a_group_of_which_nothing_is_known_leaves_no_estimate():
    ties = silenced(population(np.random.default_rng(3), 12, 0.3, 0.3), np.arange(12) < 6)
    found = weighted(ties, list("aaaaaabbbbbb"))
    assert np.isnan([found.density, found.edgewise]).all()
    with pytest.raises(NicdevError) as refused:
        weighted(ties, ["a"])
    assert str(refused.value).endswith(
        "found 1 groups for 12 members; expected as many of each. Give one group per member."
    )


def test_the_word_of_one_stands_where_the_other_did_not_answer():
    reports = np.array([[0, 1, 0, np.nan], [0, 0, 0, 1], [np.nan] * 4, [np.nan] * 4])
    found = reconstructed(reports)
    assert found[0, 1] == found[1, 0] == found[1, 3] == found[3, 1] == 1
    assert found[0, 2] == found[2, 1] == 0
    assert np.isnan(found[[0, 2, 3], [3, 3, 0]]).all()


# --- what non-response does -------------------------------------------------------------------


def within_error(values, truth):
    error = values.std(ddof=1) / np.sqrt(len(values))
    assert abs(values.mean() - truth) < ERRORS * error, (values.mean(), truth, error)


@RUNS
@pytest.mark.parametrize("n", [50, 220])
def test_silence_at_random_leaves_density_and_reciprocity_unbiased(n, runs):
    """Six in ten answer, whoever they are; every run draws a network and who is silent."""
    random = np.random.default_rng([20191, n])
    off = np.empty((runs, 3))
    for run in range(runs):
        ties = population(random, n, 6 / n, 0.4)
        heard = silenced(ties, random.permutation(n) < 0.4 * n)
        truth, found = reciprocity(ties), reciprocity(heard)
        off[run] = (density(heard).value - density(ties).value,
                    found.edgewise - truth.edgewise, found.dyadic - truth.dyadic)  # fmt: skip
    for values in off.T:
        within_error(values, 0.0)


@RUNS
def test_uneven_silence_biases_shares_and_weights_bring_them_closer(runs):
    """Three regions with fewer ties the fewer of them answer; ties within regions are more often
    returned. Reported: by how much plain and weighted shares are off."""
    random = np.random.default_rng(20192)
    region = np.repeat(np.arange(3), 20)
    chance = np.array([0.24, 0.14, 0.06])[region][:, None] * np.where(
        region[:, None] == region, 1.6, 0.6
    )
    answers = np.array([0.9, 0.65, 0.4])[region]
    off = np.empty((runs, 4))
    for run in range(runs):
        ties = population(random, 60, chance, 0.3)
        heard = silenced(ties, random.random(60) > answers)
        truth = density(ties).value, reciprocity(ties).edgewise
        found = weighted(heard, region.tolist())
        off[run] = (density(heard).value - truth[0], found.density - truth[0],
                    reciprocity(heard).edgewise - truth[1], found.edgewise - truth[1])  # fmt: skip
    error = ERRORS * off.std(axis=0, ddof=1) / np.sqrt(runs)
    bias = off.mean(axis=0)
    print("density, weighted, reciprocity, weighted are off by", bias.round(4))
    assert bias[0] > 0.015 + error[0]  # of a density of some 0.15
    assert abs(bias[1]) < error[1]
    assert bias[2] > error[2]
    assert abs(bias[3]) < abs(bias[2]) / 2


@RUNS
def test_shuffled_labels_fall_into_the_range_of_chance_at_the_nominal_rate(runs):
    """Ties that return and gather, silent members, some in two teams: none of it has to do with who
    is in which team. Values on the edge count as within, and so there may be a little more."""
    random = np.random.default_rng(20193)
    belongs = np.zeros((60, 6), dtype=bool)
    belongs[np.arange(60), np.arange(60) % 6] = True
    belongs[:9, 5] = True
    popular = random.gamma(2, 0.05, 60)
    ties = silenced(population(random, 60, popular[None, :], 0.3), np.arange(60) % 4 == 0)
    inside = 0
    for seed in np.random.SeedSequence(20193).spawn(runs):
        mixed = belongs[random.permutation(60)].astype(float)
        shared = mixed @ mixed.T > 0
        chance = random_mixing(ties, shared, 0.95, 199, seed)
        inside += chance.lower <= external_internal(ties, shared).value <= chance.upper
    error = ERRORS * np.sqrt(0.95 * 0.05 / runs)
    edge = 0.01  # as many shuffled values lie on the edges
    assert 0.95 - error <= inside / runs <= 0.95 + edge + error
