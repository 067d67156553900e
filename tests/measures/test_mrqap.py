"""Where ties come from, against sna::netlm; false alarms at the nominal rate."""

import numpy as np
import pytest

from nicdev.errors import NicdevError
from nicdev.measures.mrqap import mrqap

SEED = np.random.SeedSequence(1)


def same(group):
    shared = (group[:, None] == group).astype(float)
    np.fill_diagonal(shared, 0.0)
    return shared


def test_effects_are_those_of_sna_with_unknown_rows_too(golden, array_of):
    """Coefficients and t to the last digits; p of as many draws."""
    rows = golden("mrqap_made.csv")
    assert len(rows) == 18
    far = 0
    for row in rows:
        ties = array_of(row["rows"])
        n = len(ties)
        if row["mode"] == "graph":
            ties[np.triu_indices(n)] = np.nan
        predictors = {name: array_of(row[name]) for name in ("team", "place")}
        predictors["met"] = np.array(row["values"].split(), dtype=float).reshape(n, n, order="F")
        found = mrqap(ties, predictors, int(row["reps"]), SEED, [row["predictor"]])
        one = found[row["predictor"]]
        expected = [row["coefficient"], row["t"]]
        assert (row["case"], [one.coefficient, one.t]) == (
            row["case"], pytest.approx(expected, rel=1e-9),
        )  # fmt: skip
        error = np.sqrt(2 * one.p * (1 - one.p) / row["reps"])
        assert abs(one.p - row["p"]) < 3.3 * error + 2 / row["reps"]
        far += one.p < 0.05
        assert all(np.isnan(found[name].p) for name in predictors if name != row["predictor"])
    assert 3 < far < 15


def test_new_ids_and_the_order_of_predictors_leave_effects_as_they_are():
    random = np.random.default_rng(4)
    team, met = same(random.integers(0, 4, 16)), random.poisson(0.5, (16, 16)) * 1.0
    ties = (random.random((16, 16)) < 0.1 + 0.3 * team).astype(float)
    ties[3] = np.nan
    order = np.ix_(at := random.permutation(16), at)
    before = mrqap(ties, {"team": team, "met": met}, 1, SEED)
    after = mrqap(ties[order], {"met": met[order], "team": team[order]}, 1, SEED)
    for name in ("team", "met"):
        assert after[name].coefficient == pytest.approx(before[name].coefficient)
        assert after[name].t == pytest.approx(before[name].t)
    assert mrqap(ties, {"team": team}, 99, SEED) == mrqap(ties, {"team": team}, 99, SEED)


def test_what_does_not_vary_or_is_said_already_has_no_effect():
    random = np.random.default_rng(5)
    team = same(random.integers(0, 3, 12))
    ties = (random.random((12, 12)) < 0.3).astype(float)
    found = mrqap(ties, {"all": np.ones((12, 12)), "team": team, "others": 1 - team}, 20, SEED)
    assert np.isnan([found["all"].t, found["others"].p]).all()
    assert found["team"] == mrqap(ties, {"team": team}, 20, SEED)["team"]
    for unknown in (np.full((12, 12), np.nan), np.full((2, 2), np.nan)):
        assert np.isnan(mrqap(unknown, {"x": np.eye(len(unknown))[::-1]}, 5, SEED)["x"].t)
    none = mrqap(np.zeros((12, 12)), {"team": team}, 20, SEED)["team"]
    assert (none.coefficient, none.t, none.p) == (0, 0, 1)


def test_ties_that_are_the_team_are_told_with_certainty():
    team = same(np.arange(12) % 3)
    one = mrqap(team, {"team": team}, 99, SEED)["team"]
    assert one.coefficient == pytest.approx(1)
    assert one.t > 1e6
    assert one.p == pytest.approx(1 / 100)


def test_what_cannot_be_regressed_is_refused_with_every_problem():
    with pytest.raises(NicdevError) as refused:
        mrqap(np.zeros((3, 3)), {"a": np.zeros((2, 2)), "b": np.full((3, 3), np.nan)}, 0, SEED)
    assert [problem.found for problem in refused.value.problems] == [
        "0 draws", "'a' of shape 2 x 2", "'b' with gaps",
    ]  # fmt: skip


@pytest.mark.parametrize("runs", [500, pytest.param(2000, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    ("outside", "inside", "popular"), [(0.12, 0.4, False), (0.0, 0.25, True)],
    ids=["ties rare outside teams and common inside", "some members are named by many"],
)  # fmt: skip
def test_false_alarms_come_at_the_nominal_rate_where_a_team_effect_is_there(
    runs, outside, inside, popular
):
    """Teams meet more often and have more ties; meeting as such makes none. A quarter is silent. A
    regression that takes pairs for independent and alike alarms more often.
    """
    random = np.random.default_rng(20265)
    n, alarms, naive = 24, 0, 0
    for seed in np.random.SeedSequence(20265).spawn(runs):
        team = same(random.integers(0, 5, n))
        often = random.gamma(1.5, 0.3, n)
        met = (random.random((n, n)) < np.minimum(np.outer(often, often) + 0.3 * team, 1)) * 1.0
        met = np.maximum(np.triu(met, 1), np.triu(met, 1).T)
        named = random.gamma(4, 0.08, n) if popular else np.full(n, outside)
        chance = np.minimum(named[None, :] + inside * team, 1)
        ties = (random.random((n, n)) < chance).astype(float)
        ties[random.permutation(n)[: n // 4]] = np.nan
        found = mrqap(ties, {"met": met, "team": team}, 199, seed, ["met"])["met"]
        alarms += found.p <= 0.05
        naive += abs(found.t) > 1.965
    error = 3.3 * np.sqrt(0.05 * 0.95 / runs)
    assert abs(alarms / runs - 0.05) < error, alarms / runs
    assert naive > alarms


def test_limits_leave_nought_out_where_chance_is_rare_and_hold_what_is_true():
    """Exactly where p is at most what is left of the confidence; a known share in about 95 %."""
    held, reps = 0, 120
    for run in range(reps):
        random = np.random.default_rng(run)
        team, met = same(random.integers(0, 4, 18)), same(random.integers(0, 5, 18))
        ties = (random.random((18, 18)) < 0.1 + 0.3 * team + 0.2 * met).astype(float)
        one = mrqap(ties, {"team": team, "met": met}, 199, SEED, ["met"], 0.95)["met"]
        assert (one.p <= 0.05) == (one.lower > 0 or one.upper < 0)
        held += one.lower <= 0.2 <= one.upper
    assert abs(held / reps - 0.95) < 3.3 * np.sqrt(0.95 * 0.05 / reps)
    untested = mrqap(ties, {"team": team, "met": met}, 199, SEED, [])["met"]
    assert np.isnan([untested.p, untested.lower, untested.upper]).all()
    few = mrqap(ties, {"team": team, "met": met}, 10, SEED, ["met"])["met"]
    assert (few.lower, few.upper) == (-np.inf, np.inf)
