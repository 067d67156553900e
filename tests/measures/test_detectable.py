"""The smallest change that is seen: by simulation, and by the closed forms of others."""

from __future__ import annotations

from dataclasses import replace
from math import isnan, sqrt

import numpy as np
import pandas as pd
import pytest
from conftest import GOLDEN

from nicdev.errors import NicdevError
from nicdev.measures import detectable
from nicdev.measures.detectable import Detectable, Wanted
from nicdev.measures.many_runs import anhoej_of_each

WANTED = Wanted(power=0.8, confidence=0.95, draws=8000, seed=1)
CLOSED = pd.read_csv(GOLDEN / "detectable_closed.csv", comment="#").to_dict("records")


def near(found: Detectable, closed: float, more: float = 0.0) -> bool:
    """Within what so many draws leave open: the range is of twice the Monte-Carlo error."""
    reach = 1.7 * (found.upper - found.lower) / 2 + more
    return abs(found.change - closed) <= reach


@pytest.mark.parametrize("case", CLOSED, ids=lambda c: f"{c['case']} {c['n']} {c['at']}")
def test_where_there_is_a_closed_form_it_is_that_of_r(case: dict[str, float]) -> None:
    n, at, closed = int(case["n"]), float(case["at"]), float(case["change"])
    if case["case"] == "same people":
        assert near(detectable.mean_same_people(n, 1.0, at, WANTED), closed)
    elif case["case"] == "all":
        assert near(detectable.mean_all(n, 1.0, at, WANTED), closed)
    else:  # of whole people: a share moves by 1 / n at least, and R's is a normal form
        assert near(detectable.share(at, n, WANTED), closed, more=1 / n)


def test_counts_and_ties_against_the_normal_power_of_their_tests() -> None:
    beyond = 1.959964 + 0.841621
    for count in (20, 80, 400):
        rise = (sqrt(count) + beyond * sqrt(0.5)) ** 2 / count - 1
        assert near(detectable.rate(count, WANTED), rise, more=1 / count)
    found = detectable.ties(200, 1.0, 4.0, WANTED)
    closed = beyond * sqrt((2 * 4.0 + found.change) / 200)
    assert found.change == pytest.approx(closed, rel=0.03)


def test_fewer_answers_show_less_and_the_same_people_more() -> None:
    few, many = (detectable.mean_same_people(60, r, 0.5, WANTED).change for r in (0.4, 0.9))
    assert many < few
    assert detectable.mean_same_people(60, 1.0, 0.8, WANTED).change < detectable.mean_all(
        60, 1.0, 0.8, WANTED).change  # fmt: skip
    # Planted truth: with answers that have nothing in common, the same people tell no more.
    apart = detectable.mean_same_people(60, 1.0, 0.0, WANTED).change
    assert apart == pytest.approx(detectable.mean_all(60, 1.0, 0.0, WANTED).change, rel=0.03)


def test_more_points_show_smaller_shifts_on_a_run_chart_and_few_show_none() -> None:
    def signal(series: np.ndarray) -> np.ndarray:
        return anhoej_of_each(series, probability=0.05, run_margin=3).signal

    wanted = replace(WANTED, draws=600)
    shifts = [detectable.run_chart(points, signal, wanted).change for points in (4, 12, 24, 48)]
    assert isnan(shifts[0])
    assert shifts[1] > shifts[2] > shifts[3]


def test_what_can_never_be_seen_is_no_number() -> None:
    assert isnan(detectable.mean_same_people(2, 0.5, 0.5, WANTED).change)
    assert isnan(detectable.share(0.5, 3, WANTED).change)
    assert isnan(detectable.ties(3, 1.0, 1.9, WANTED).change)


def test_the_same_seed_gives_the_same_number_and_more_draws_a_closer_one() -> None:
    one, two = (detectable.mean_all(40, 0.7, 0.5, WANTED) for _ in range(2))
    assert one == two
    rough = detectable.mean_all(40, 0.7, 0.5, replace(WANTED, draws=500))
    assert one.upper - one.lower < rough.upper - rough.lower
    assert one.power == pytest.approx(0.8, abs=0.001)


@pytest.mark.parametrize(
    ("call", "found"),
    [
        (lambda: detectable.mean_all(1, 0.5, 0, WANTED), "1 people, the response 0.5 and the "
         "correlation 0"),
        (lambda: detectable.mean_same_people(9, 1.1, 0, WANTED), "9 people, the response 1.1 and "
         "the correlation 0"),
        (lambda: detectable.share(1.0, 9, WANTED), "the share 1 of 9"),
        (lambda: detectable.rate(0, WANTED), "0 events"),
        (lambda: detectable.ties(9, 1.0, 0, WANTED), "0 ties a person"),
    ],
)  # fmt: skip
def test_bad_input_is_refused(call: object, found: str) -> None:
    with pytest.raises(NicdevError) as refused:
        call()  # type: ignore[operator]
    assert f"found {found}; expected" in str(refused.value)
