"""What is planted is found, and on the same data with the effect off it is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from conftest import Open

from nicdev.simulate import Plants, network

SEEDS = range(10)


def test_a_planted_shift_is_a_signal_and_none_is_none(opened: Open) -> None:
    key = "technical.measurement.run_chart"
    tables = ("organizations", "members", "measures", "measurements", "measure_events")

    def verdict(seed: int, shift: float) -> str:
        frames = network(seed, Plants(shift=shift)).frames
        return opened({name: frames[name] for name in tables}).evidence(key).verdict

    on = [verdict(seed, 0.18) for seed in SEEDS]
    off = [verdict(seed, 0.0) for seed in SEEDS]
    assert on.count("signal in the hoped-for direction") == len(SEEDS)
    # The rules raise a false alarm in some 3 % of series of this length.
    assert off.count("no signal") >= len(SEEDS) - 2


def test_a_shift_downwards_is_the_other_direction(opened: Open) -> None:
    made = network(3, Plants(share_before=0.6, shift=-0.2))
    verdict = opened(made.frames).evidence("technical.measurement.run_chart").verdict
    assert verdict == "signal in the other direction"


def test_non_response_widens_the_range_and_leaves_the_share_alone(opened: Open) -> None:
    """Density among known pairs recovers the truth; with silence read as no tie it would not."""
    whole = opened(network(5, Plants(response=1.0)).frames)
    half = opened(network(5, Plants(response=0.55)).frames)
    key = "roles.connections.density"
    truth = whole.evidence(key).rows.query("view == 'all'").set_index("group")
    seen = half.evidence(key).rows.query("view == 'all'").set_index("group")
    assert (truth["lower"] == truth["upper"]).all()
    for group in ("all", "within_teams", "between_teams"):
        row = seen.loc[group]
        assert row["lower"] <= truth.loc[group, "value"] <= row["upper"]
        error = 3 * np.sqrt(row["value"] * (1 - row["value"]) / row["n"])
        assert abs(row["value"] - truth.loc[group, "value"]) < error
        silent = row["numerator"] / truth.loc[group, "n"]  # what reading silence as 0 would give
        if group != "between_teams":  # there so few that chance alone could hide the difference
            assert abs(silent - truth.loc[group, "value"]) > error


def test_ties_follow_teams_only_where_that_was_planted(opened: Open) -> None:
    def gap(plants: Plants) -> float:
        rows = opened(network(8, plants).frames).evidence("roles.connections.density").rows
        value = rows[rows["view"] == "all"].set_index("group")["value"]
        return float(value["within_teams"] - value["between_teams"])

    assert gap(Plants(tie_within=0.6, tie_between=0.05)) > 0.4
    assert abs(gap(Plants(tie_within=0.2, tie_between=0.2))) < 0.1


def test_trust_moves_the_median_and_spread_moves_agreement(opened: Open) -> None:
    def item(plants: Plants) -> pd.Series:
        rows = opened(network(9, plants).frames).evidence("roles.trust.facets").rows
        rows = rows[(rows["view"] == "all") & rows["unit"].isin(["median", "r_wg"])]
        medians = rows.loc[rows["unit"] == "median", "lower"].mean()
        return pd.Series({"median": medians,
                          "r_wg": rows.loc[rows["unit"] == "r_wg", "value"].mean()})  # fmt: skip

    base = Plants(response=0.95, trust=2.2, spread=0.5)
    low, high = item(base), item(replace(base, trust=4.1))
    assert high["median"] - low["median"] > 1.5
    assert item(replace(base, spread=1.4))["r_wg"] < low["r_wg"] - 0.3


def test_attendance_counts_what_was_planted(opened: Open) -> None:
    for attends in (0.3, 0.8):
        rows = opened(network(4, Plants(attends=attends)).frames)
        evidence = rows.evidence("roles.participation.attendance").rows
        people = evidence[(evidence["group_kind"] == "member")]
        assert people["value"].mean() == pytest.approx(attends, abs=0.09)
