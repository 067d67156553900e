"""Partial pooling: what others get, and how often its ranges hold the truth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from conftest import GOLDEN
from numpy.typing import NDArray

from nicdev.errors import NicdevError
from nicdev.measures.pooling import log_odds, pool, pool_shares, share_of

Floats = NDArray[np.float64]
CONFIDENCE = 0.95


def cases(name: str) -> list[dict[str, object]]:
    return pd.read_csv(GOLDEN / f"pooling_{name}.csv", comment="#").to_dict("records")  # type: ignore[return-value]


def numbers(text: object) -> Floats:
    return np.array([float(word) for word in str(text).split()])


def plugged_in(y: Floats, s: Floats, tau: float) -> Floats:
    """Each drawn in as if the most likely tau were known."""
    weight = 1 / (s**2 + tau**2)
    own = s**2 * weight
    return np.asarray(y + own * (weight @ y / weight.sum() - y))


@pytest.mark.parametrize("case", cases("made"), ids=lambda case: case["case"])
def test_the_spread_is_that_of_metafor_and_units_are_drawn_in_like_its_own(
    case: dict[str, object],
) -> None:
    y, s = numbers(case["y"]), numbers(case["s"])
    made = pool(y, s, CONFIDENCE)
    assert made.between == pytest.approx(case["between"], rel=1e-5, abs=1e-6)
    np.testing.assert_allclose(plugged_in(y, s, made.between), numbers(case["drawn"]), rtol=1e-5)
    assert made.between_lower <= made.between <= made.between_upper
    # Summed over what tau may be, a unit is drawn in about as far.
    apart = np.abs(made.values - numbers(case["drawn"]))
    assert (apart <= s).all()


@pytest.mark.parametrize("by", ["pooling", "mixed"])  # lme4, statsmodels
def test_people_in_networks_are_pooled_as_by_a_mixed_model(by: str) -> None:
    """Given the mixed model's variance within networks, all else is the mixed model's."""
    people = cases("people")[0]
    other = pd.read_csv(GOLDEN / f"{by}_people.csv", comment="#").iloc[0]
    frame = pd.DataFrame({"network": numbers(people["network"]), "y": numbers(people["answer"])})
    groups = frame.groupby("network")["y"]
    y, s = groups.mean().to_numpy(), float(other["within"]) / np.sqrt(groups.size().to_numpy())
    made = pool(y, s, CONFIDENCE)
    assert made.between == pytest.approx(float(other["between"]), rel=1e-3)
    drawn = numbers(other["drawn"])
    np.testing.assert_allclose(plugged_in(y, s, made.between), drawn, atol=2e-4)
    # What a page shows carries that tau is not known: it stays within a small part of a range.
    assert np.abs(made.values - drawn).max() < 0.1 * (made.upper - made.lower).min()
    assert made.centre == pytest.approx(float(other["centre"]), abs=0.01)


def test_log_odds_are_those_of_metafor() -> None:
    case = cases("odds")[0]
    y, s = log_odds(numbers(case["count"]), numbers(case["n"]))
    np.testing.assert_allclose(y, numbers(case["y"]), rtol=1e-12)
    np.testing.assert_allclose(s, numbers(case["s"]), rtol=1e-12)
    np.testing.assert_allclose(share_of(np.log([3.0, 1.0])), [0.75, 0.5])


def test_a_small_network_is_drawn_in_further_and_one_without_a_value_stays_empty() -> None:
    y = np.array([1.0, 1.0, 0.0, 0.1, -0.1, 0.2, -0.2, 0.0, np.nan, 0.5, -0.5])
    s = np.full(11, 0.2)
    s[0] = 0.8
    made = pool(y, s, CONFIDENCE)
    assert made.units == 10
    assert made.centre < made.values[0] < made.values[1] < 1
    assert made.upper[0] - made.lower[0] > made.upper[1] - made.lower[1]
    assert np.isnan(made.values[8])
    assert made.low < made.centre < made.high


def test_fewer_than_four_are_not_pooled_and_equal_ones_are_one() -> None:
    three = pool([0.1, 0.2, 0.3], [1, 1, 1], CONFIDENCE)
    assert three.units == 3
    assert np.isnan([three.centre, three.between, *three.values]).all()
    same = pool(np.full(12, 0.3), np.full(12, 0.1), CONFIDENCE)
    assert same.between == 0
    np.testing.assert_allclose(same.values, 0.3)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (([1, 2], [1], 0.95), "found 2 values and 1 errors; expected as many of each. Give one "
         "error for each value."),
        (([1, 2], [1, 0], 0.95), "found an error that is not more than 0, or a confidence not "
         "within 0 and 1; expected errors more than 0. Leave out units without an error, and write "
         "95 % as 0.95."),
    ],
)  # fmt: skip
def test_what_cannot_be_pooled_is_refused(arguments: tuple[object, ...], said: str) -> None:
    with pytest.raises(NicdevError) as refused:
        pool(*arguments)  # type: ignore[arg-type]
    assert said in str(refused.value)
    with pytest.raises(NicdevError) as counted:
        log_odds([3], [2])
    assert "found more counted than there are, or fewer than none" in str(counted.value)


def held(portfolios: int, between: float, seed: int, mean: float = 0.4) -> dict[str, float]:
    """How often ranges of 34 networks hold the truth: on average, the extreme one's, plugged in.

    And how far they are found to differ, on average.
    """
    rng = np.random.default_rng(seed)
    found: dict[str, list[float]] = {"average": [], "extreme": [], "plugged_in": [], "between": []}
    for _ in range(portfolios):
        n = rng.integers(6, 60, 34)
        truth = rng.normal(mean, between, 34)
        count = rng.binomial(n, share_of(truth))
        made = pool_shares(count, n, CONFIDENCE)
        inside = (made.lower <= truth) & (truth <= made.upper)
        share = count.sum() / n.sum()
        y, s = log_odds(count, n)[0], 1 / np.sqrt(n * share * (1 - share))
        own = s**2 / (s**2 + made.between**2)
        short = np.abs(plugged_in(y, s, made.between) - truth) <= 1.96 * s * np.sqrt(1 - own)
        found["average"].append(float(inside.mean()))
        found["extreme"].append(float(inside[np.argmax(np.abs(y - np.median(y)))]))
        found["plugged_in"].append(float(short.mean()))
        found["between"].append(made.between)
    return {name: float(np.mean(values)) for name, values in found.items()}


def test_ranges_hold_the_truth_about_as_often_as_they_say() -> None:
    """The short form of the one below; a tau that is taken for known holds less often."""
    found = held(80, 0.4, seed=9)
    print(f"80 portfolios of 34 networks: {found}")
    assert 0.92 <= found["average"] <= 0.98
    assert found["extreme"] >= 0.85
    assert found["plugged_in"] < found["average"]
    assert found["between"] == pytest.approx(0.4, abs=0.04)


@pytest.mark.slow
@pytest.mark.parametrize(("between", "mean"), [(0.2, 0.4), (0.4, 0.4), (0.8, 0.4), (0.5, 1.7)])
def test_ranges_hold_the_truth_over_500_portfolios(between: float, mean: float) -> None:
    found = held(500, between, 34, mean)
    print(f"500 portfolios of 34 networks, {between} apart around {mean}: {found}")
    assert 0.92 <= found["average"] <= 0.98
    assert found["between"] == pytest.approx(between, abs=0.04)
