"""Made-up tables: they hold to the contract in every size, and the same plan makes the same."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from simulate.conftest import BASE, made, raw

from nicdev.framework import framework
from nicdev.simulate import PLANTS, Plan, as_csv, like, simulate
from nicdev.simulate.plan import Like
from nicdev.tables import TABLES, check
from nicdev.tables.names import named_in_text, roster

CASES = [(kind, members, waves) for kind in ("algebra", "literacy", "plain")
         for members, waves in ((10, 1), (10, 4), (37, 2), (300, 3))]  # fmt: skip


def no_fault(plan: Plan) -> None:
    frames = simulate(plan).frames
    found = check(raw(frames), {})
    assert [str(problem) for problem in found.problems] == []
    names = roster(found.tables["members"], {})
    assert [str(problem) for problem in named_in_text(found.tables, names)] == []
    assert len(frames["members"]) == plan.members


@pytest.mark.parametrize(("kind", "members", "waves"), CASES)
@pytest.mark.parametrize("seed", [1, 7, 2026])
def test_every_size_holds_to_the_contract(kind: Like, members: int, waves: int, seed: int) -> None:
    no_fault(like(kind, "x", members=members, waves=waves, seed=seed))


ANY_PLAN = st.builds(
    Plan,
    network=st.just("x"),
    title=st.just("X"),
    seed=st.integers(0, 2**32),
    subject=st.sampled_from(["algebra", "literacy", "attendance"]),
    waves=st.integers(1, 6),
    members=st.integers(30, 90),
    hub=st.integers(2, 6),
    schools=st.integers(2, 30),
    regions=st.integers(1, 6),
    offices=st.booleans(),
    affinity_groups=st.integers(0, 6),
    late=st.floats(0, 1),
    leave=st.floats(0, 1),
    response=st.floats(0, 1),
    tests=st.floats(0, 6),
    points=st.integers(1, 60),
)


@settings(max_examples=12, deadline=None, derandomize=True, phases=[Phase.generate])
@given(ANY_PLAN)
def test_whatever_the_plan_the_tables_can_be_used(plan: Plan) -> None:
    no_fault(plan)


def test_every_table_of_the_contract_is_made() -> None:
    assert list(made().frames) == list(TABLES)
    assert set(like("algebra", "x").without) == set()


def test_every_column_of_the_contract_is_made() -> None:
    plan = BASE.model_copy(update={"offices": True})
    frames = simulate(plan).frames
    empty = {
        f"{name}.{column}"
        for name, table in TABLES.items()
        for column in table.names
        if column not in frames[name] or frames[name][column].isin(["", None]).all()
    }
    assert empty == set()


def test_items_name_the_indicators_that_there_are() -> None:
    known = set(framework().indicators)
    keys = set(made().frames["items"]["key"])
    assert {"roles.trust.facets", "culture.evidence.safety",
            "culture.identity.identification"} <= keys & known  # fmt: skip
    facets = made().frames["items"].query("key == 'roles.trust.facets'")
    assert facets.groupby("referent")["facet"].nunique().to_dict() == {
        "own_team": 4, "other_teams": 4, "hub": 4,
    }  # fmt: skip


def test_the_same_plan_makes_the_same_tables_also_elsewhere() -> None:
    code = (
        "import hashlib\nfrom nicdev.simulate import as_csv, like, simulate\n"
        "made = simulate(like('algebra', 'x', seed=3))\n"
        "print(hashlib.sha256(repr((as_csv(made.frames), made.truth)).encode()).hexdigest())"
    )
    said = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                       env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}).stdout
        for seed in ("0", "1")
    }  # fmt: skip
    assert len(said) == 1
    one, two = (simulate(like("algebra", "x", seed=seed)).frames for seed in (3, 4))
    assert as_csv(one)["members.csv"] != as_csv(two)["members.csv"]


def test_texts_have_no_gaps_and_differ() -> None:
    texts = made().frames["documents"]["text"]
    assert not texts.str.contains(r"[{}]|  ", regex=True).any()
    assert texts.nunique() > 0.98 * len(texts)
    cycles = made().frames["cycles"]
    for column in ("plan", "prediction", "done", "observed", "study", "learning"):
        assert not cycles[column].str.contains(r"[{}]|  ", regex=True).any()
        assert cycles[column].str.fullmatch(r"|[^a-z].*[.]", flags=re.DOTALL).all(), column


def test_the_truth_cannot_be_written_to() -> None:
    truth = made().truth
    assert tuple(truth) == PLANTS
    with pytest.raises(TypeError):
        truth["shift"] = {}  # type: ignore[index]
    with pytest.raises(TypeError):
        truth["shift"]["on"] = ""


@pytest.mark.slow
def test_a_hundred_thousand_members_take_less_than_a_minute() -> None:
    begun = time.process_time()
    frames = simulate(like("plain", "x", members=100_000)).frames
    assert time.process_time() - begun < 60
    assert len(frames["members"]) == 100_000
    small = {name: frame for name, frame in frames.items() if len(frame) < 700_000}
    needed = {name: frames[name] for name in ("responses", "voices", "attendance")}
    assert min(map(len, needed.values())) > 700_000
    found = check(raw({name: frames[name] for name in TABLES if name in small}), {})
    # Left out here for the sake of memory; the smaller sizes check them.
    assert {problem.code for problem in found.problems} <= {"missing_table"}
    assert isinstance(frames["ties"], pd.DataFrame)
