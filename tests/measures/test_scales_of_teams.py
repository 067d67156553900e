"""Omega, ICC, r* and r_wg(J), against R's packages and the data that they carry."""

import shutil
import subprocess
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from nicdev.errors import NicdevError
from nicdev.measures.agreement import rwg, rwg_null
from nicdev.measures.nested import between
from nicdev.measures.omega import mcdonald
from nicdev.measures.reliability import cronbach
from nicdev.measures.scale_agreement import scale_agreement, scale_null

GOLDEN = Path(__file__).parents[1] / "golden"


def answers(text):
    """Rows of people, parted by semicolons."""
    return [[np.nan if word == "NA" else float(word) for word in row.split()]
            for row in text.split(";")]  # fmt: skip


@pytest.fixture(scope="module")
def surveys(tmp_path_factory):
    """Surveys that psych and multilevel carry: they are not ours to commit."""
    folder = tmp_path_factory.mktemp("surveys")
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is missing, and with it the data of R packages")
    command = ["Rscript", str(GOLDEN / "lib" / "surveys.R"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 3:
        pytest.skip("the R packages psych and multilevel are missing")
    assert done.returncode == 0, done.stderr
    return {path.stem: pd.read_csv(path) for path in folder.glob("*.csv")}


# --- omega -----------------------------------------------------------------------------------

# Keys and printed values of the open reference cases: complete, alpha listwise, omega of lavaan.
BFI = {
    "agree": ("-A1 A2 A3 A4 A5", 2709, 0.70375589, 0.712129),
    "consc": ("C1 C2 C3 -C4 -C5", 2707, 0.72927720, 0.733022),
    "extra": ("-E1 -E2 E3 E4 E5", 2713, 0.76093264, 0.767334),
    "neuro": ("N1 N2 N3 N4 N5", 2694, 0.81330314, 0.812844),
    "open": ("O1 -O2 O3 O4 -O5", 2726, 0.60254643, 0.610374),
}


@pytest.mark.parametrize("scale", BFI)
def test_alpha_and_omega_of_bfi_are_those_of_psych_and_lavaan(surveys, scale):
    keys, n, alpha, omega = BFI[scale]
    items = pd.DataFrame({
        key.strip("-"): 7 - surveys["bfi"][key[1:]] if key[0] == "-" else surveys["bfi"][key]
        for key in keys.split()
    })  # fmt: skip
    found = mcdonald(items, 0.95)
    assert found.n == cronbach(items, 0.95).n == n
    assert cronbach(items, 0.95).alpha == pytest.approx(alpha, abs=1e-8)
    assert found.omega == pytest.approx(omega, abs=1e-6)
    assert found.lower < found.omega < found.upper


def test_alpha_of_attitude_and_of_lq2002(surveys):
    assert cronbach(surveys["attitude"], 0.95).alpha == pytest.approx(0.84314277, abs=1e-8)
    leadership = surveys["lq2002"]
    assert cronbach(leadership.iloc[:, 1:12], 0.95).alpha == pytest.approx(0.90223657, abs=1e-8)
    assert cronbach(leadership.iloc[:, 12:], 0.95).alpha == pytest.approx(0.82314078, abs=1e-8)


def test_omega_and_its_limits_are_those_of_a_fit_by_optim(golden):
    rows = golden("scales_omega.csv")
    assert [row["case"] for row in rows] == ["three", "four", "eight"]
    for row in rows:
        found = mcdonald(answers(row["rows"]), 0.95)
        assert found.n == row["n"]
        for name in ("omega", "lower", "upper"):
            assert getattr(found, name) == pytest.approx(row[name], abs=2e-6), name


@pytest.mark.parametrize(
    "values",
    [[[1, 2], [2, 3], [3, 1]], [[1, 2, 3]] * 2, [[1, 1, 2], [2, 1, 3], [3, 1, 1], [4, 1, 2]],
     np.empty((0, 4))],
)  # fmt: skip
def test_two_items_few_people_or_one_answer_have_no_omega(values):
    found = mcdonald(values, 0.95)
    assert np.isnan([found.omega, found.lower, found.upper]).all()


def test_an_item_with_nothing_of_its_own_has_no_limits():
    random = np.random.default_rng(3)
    person = random.normal(size=60)
    values = np.column_stack([person, person + random.normal(size=60), person * 0.5
                              + random.normal(size=60)])  # fmt: skip
    found = mcdonald(values, 0.95)
    assert 0 < found.omega < 1
    assert np.isnan([found.lower, found.upper]).all()


def test_the_interval_of_omega_holds_the_truth_as_often_as_it_says():
    random, loads = np.random.default_rng(8), np.array([0.6, 0.8, 1.0, 1.2])
    truth = loads.sum() ** 2 / (loads.sum() ** 2 + 4)
    held = 0
    for _ in range(150):
        values = random.normal(size=(150, 1)) * loads + random.normal(size=(150, 4))
        found = mcdonald(values, 0.9)
        held += found.lower <= truth <= found.upper
    assert held / 150 == pytest.approx(0.9, abs=3.3 * np.sqrt(0.9 * 0.1 / 150))


# --- teams -----------------------------------------------------------------------------------

ICC = {
    ("bh1996", "GRP", "HRS"): (0.13310668, 0.91967320),
    ("bh1996", "GRP", "LEAD"): (0.12702755, 0.91561297),
    ("bh1996", "GRP", "COHES"): (0.04426530, 0.77545968),
    ("bh1996", "GRP", "WBEING"): (0.04336905, 0.77171288),
    ("klein2000", "GRPID", "JOBSAT"): (0.11100406, 0.65192789),
    ("klein2000", "GRPID", "COHES"): (0.22104417, 0.80976106),
}


@pytest.mark.parametrize("case", ICC, ids="-".join)
def test_icc_of_the_reference_cases_is_that_of_multilevel(surveys, case):
    data, group, item = case
    frame = surveys[data]
    found = between(frame[item], frame[group], 0.95)
    assert (found.icc1, found.icc2) == pytest.approx(ICC[case], abs=1e-8)
    assert found.icc1_lower < found.icc1 < found.icc1_upper


def test_icc_of_a_mean_of_items(surveys):
    frame = surveys["lq2002"]
    found = between(frame.iloc[:, 1:12].mean(axis=1), frame["COMPID"], 0.95)
    assert (found.icc1, found.icc2) == pytest.approx((0.08795622, 0.80075437), abs=1e-8)


def test_icc_and_its_limits_are_those_of_multilevel_and_psych(golden):
    rows = golden("scales_teams.csv")
    assert len(rows) == 4
    for row in rows:
        values, groups = (np.array(row[name].split(), dtype=float) for name in ("rows", "rest"))
        found = between(values, groups, 0.95)
        for name in ("icc1", "icc2", "icc1_lower", "icc1_upper", "icc2_lower", "icc2_upper"):
            if not np.isnan(row[name]):
                assert getattr(found, name) == pytest.approx(row[name], rel=1e-9), row["case"]
    assert between([1, 5, 1, 5], ["a", "a", "b", "b"], 0.95).icc1 < 0  # stays below nought


@pytest.mark.parametrize(
    ("values", "groups"),
    [([1, 2, 3], list("aaa")), ([1, 2], list("ab")), ([3, 3, 3, 3], list("aabb")),
     ([1, 1, 5, 5], list("aabb")), ([], []), ([np.nan, 2, 3], list("aab"))],
)  # fmt: skip
def test_one_team_or_nobody_who_differs_has_no_icc(values, groups):
    found = between(values, groups, 0.95)
    assert np.isnan([found.icc1, found.icc2, found.icc1_lower, found.icc1_upper]).all()


# --- agreement -------------------------------------------------------------------------------


def test_agreement_over_items_is_that_of_multilevel(golden):
    rows = golden("scales_agreement.csv")
    assert len(rows) == 3
    for row in rows:
        found = scale_agreement(answers(row["rows"]), int(row["options"]))
        assert found.n == row["n"]
        assert (found.star, found.scale) == pytest.approx((row["star"], row["scale"]), rel=1e-9)


def test_agreement_of_lq2002_is_as_printed(surveys):
    frame = surveys["lq2002"]
    found = [scale_agreement(some.iloc[:, 1:12], 5).scale for _, some in frame.groupby("COMPID")]
    assert len(found) == 49
    assert found[:3] == pytest.approx([0.807527, 0.895938, 0.860012], abs=1e-6)
    assert (np.mean(found), np.median(found)) == pytest.approx((0.86778490, 0.87010766), abs=1e-8)
    assert (min(found), max(found)) == pytest.approx((0.774900, 0.942307), abs=1e-6)
    assert np.std(found, ddof=1) == pytest.approx(0.046041, abs=1e-6)
    three = [scale_agreement(some.iloc[:, 12:], 5).scale for _, some in frame.groupby("COMPID")]
    assert np.mean(three) == pytest.approx(0.58471265, abs=1e-8)


def test_what_chance_gives_is_that_of_one_item_and_of_an_enumeration():
    one = scale_null(12, 1, 5, 0.95, 20_000, 1)
    assert one.star == pytest.approx(rwg_null(12, 5, 0.95, 10, 1), abs=0.02)
    each = [scale_agreement(np.reshape(values, (3, 2)), 3).star
            for values in product(range(3), repeat=6)]  # fmt: skip
    exact = np.quantile(each, 0.9, method="higher")
    found = scale_null(3, 2, 3, 0.9, 20_000, 2)
    assert found.star == pytest.approx(exact, abs=1e-12)
    assert rwg([1, 2, 2], 3) == pytest.approx(scale_agreement([[1], [2], [2]], 3).star)


def test_more_items_raise_one_index_and_not_the_other():
    item = np.array([[2], [3], [3], [4], [4], [5]])
    few, many = (scale_agreement(np.repeat(item, items, axis=1), 5) for items in (2, 12))
    assert many.scale - few.scale > 0.15
    assert many.star == pytest.approx(few.star)


def test_what_cannot_be_meant_is_named():
    for call, code in (
        (lambda: mcdonald([[1, 2, 3]], 95), "off_scale"),
        (lambda: mcdonald([1, 2], 0.95), "wrong_shape"),
        (lambda: between([1, 2], ["a"], 0.95), "wrong_length"),
        (lambda: between([1], ["a"], 2), "off_scale"),
        (lambda: scale_agreement([[1, 2]], 1), "off_scale"),
        (lambda: scale_agreement([1, 2], 5), "wrong_shape"),
        (lambda: scale_null(3, 2, 1, 0.9, 10, 1), "off_scale"),
    ):
        with pytest.raises(NicdevError) as refused:
            call()
        assert [problem.code for problem in refused.value.problems] == [code]
    nobody = scale_agreement(np.empty((1, 3)), 5)
    assert np.isnan([nobody.star, nobody.scale, scale_null(1, 2, 5, 0.9, 10, 1).star]).all()
