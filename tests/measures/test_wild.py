"""A slope among people in teams, against refitting in R; how often limits hold a known slope."""

import numpy as np
import pytest

from nicdev.errors import NicdevError
from nicdev.measures.wild import slope_in_teams

SEED = np.random.SeedSequence(1)


def test_slope_and_chance_are_those_of_refitting_in_r(golden):
    """All weightings of four and five teams."""
    rows = golden("wild_made.csv")
    assert len(rows) == 3
    for row in rows:
        team = str(row["team"]).split()
        before, score, outcome = (np.array(str(row[name]).split(), dtype=float)
                                  for name in ("before", "score", "outcome"))  # fmt: skip
        arguments = (before[:, None], team, 0.95, 7776, SEED)
        found = slope_in_teams(outcome, score, *arguments)
        assert found.value == pytest.approx(row["value"], rel=1e-9)
        assert found.p == pytest.approx(row["p"], abs=1e-9)
        # A slope that is taken out of the outcome is tested as nought.
        moved = slope_in_teams(outcome - row["supposed"] * score, score, *arguments)
        assert moved.p == pytest.approx(row["p_supposed"], abs=1e-9)
        assert (found.lower > row["supposed"]) == (row["p_supposed"] <= 0.05)


def teams_of(random, count, slope, size=(2, 7)):
    """People in teams of unequal size who are alike in both scores, and in one from before."""
    team = np.repeat(np.arange(count), random.integers(*size, count))
    n = len(team)
    climate = random.normal(scale=0.6, size=(2, count))[:, team]
    before = random.normal(size=n) + climate[0]
    score = 0.5 * before + climate[1] + random.normal(size=n)
    after = 0.5 * before + slope * score + climate[0] + random.normal(size=n)
    return after, score, before[:, None], team


def held(count, slope, reps, seed, draws=199):
    random, inside = np.random.default_rng(seed), 0
    for _ in range(reps):
        found = slope_in_teams(*teams_of(random, count, slope), 0.95, draws, SEED)
        inside += found.lower <= slope <= found.upper
    return inside / reps


@pytest.mark.parametrize(
    ("count", "slope", "reps"),
    [(8, 0.4, 150), *(pytest.param(*case, 1000, marks=pytest.mark.slow)
                      for case in ((8, 0.0), (8, 0.4), (16, 0.4)))],
)  # fmt: skip
def test_limits_hold_a_known_slope_as_often_as_they_say(count, slope, reps):
    """From 8 teams on (`conjecture_teams`) at least as often, but for the luck of the draws."""
    assert held(count, slope, reps, 5) > 0.95 - 3.3 * np.sqrt(0.95 * 0.05 / reps)


def test_a_slope_is_found_and_its_absence_is_not():
    random = np.random.default_rng(6)
    strong = slope_in_teams(*teams_of(random, 12, 0.8), 0.95, 999, SEED)
    assert strong.lower > 0
    assert strong.p < 0.05
    against = slope_in_teams(*teams_of(random, 12, -0.8), 0.95, 999, SEED)
    assert against.upper < 0
    none = slope_in_teams(*teams_of(random, 12, 0.0), 0.95, 999, SEED)
    assert none.lower < 0 < none.upper


def test_ids_orders_and_gaps_change_nothing():
    random = np.random.default_rng(7)
    after, score, before, team = teams_of(random, 9, 0.3)
    found = slope_in_teams(after, score, before, team, 0.95, 199, SEED)
    order = random.permutation(len(after))
    again = slope_in_teams(after[order], score[order], before[order], team[order], 0.95, 199, SEED)
    assert [again.value, again.lower, again.upper, again.p] == pytest.approx(
        [found.value, found.lower, found.upper, found.p]
    )
    gaps = slope_in_teams([*after, 1.0], [*score, np.nan], [*before, [1.0]], [*team, 99],
                          0.95, 199, SEED)  # fmt: skip
    assert gaps == found


@pytest.mark.parametrize("case", ["one team", "no variance", "given by another", "few people"])
def test_what_cannot_be_told_apart_has_no_slope(case):
    after, score, before, team = teams_of(np.random.default_rng(8), 6, 0.3)
    if case == "one team":
        team = np.zeros(len(team))
    elif case == "no variance":
        score = np.full(len(team), 2.2)
    elif case == "given by another":
        score = 3 * before[:, 0] - 1
    else:
        after, score, before, team = (some[:3] for some in (after, score, before, team))
    found = slope_in_teams(after, score, before, team, 0.95, 199, SEED)
    assert np.isnan([found.value, found.lower, found.p]).all()


def test_lists_of_unequal_length_are_refused():
    with pytest.raises(NicdevError) as refused:
        slope_in_teams([1.0, 2.0], [1.0], [[1.0]], ["a"], 0.95, 199, SEED)
    assert "found 2 outcomes, 1 scores, 1 of others and 1 teams; expected as many of each. Give " \
           "one of each for each person." in str(refused.value)  # fmt: skip
    with pytest.raises(NicdevError) as refused:
        slope_in_teams([1.0], [1.0], [[1.0]], ["a"], 0.95, 0, SEED)
    assert "found the confidence 0.95 and 0 draws" in str(refused.value)
