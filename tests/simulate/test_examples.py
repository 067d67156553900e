"""The committed example networks are what their plans make, and the verb never overwrites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT
from press.conftest import Nicdev, names, nicdev

from nicdev.press.invent import files
from nicdev.press.load import held
from nicdev.press.workspace import Workspace
from nicdev.simulate import PLANTS, like
from nicdev.simulate.plan import Like
from nicdev.tables import TABLES

__all__ = ["nicdev"]  # a fixture

BOTH = pytest.mark.parametrize("example", ["algebra", "literacy"])


@BOTH
def test_the_committed_files_are_what_the_plan_makes(example: Like) -> None:
    made = files(like(example, example))
    places = [*(ROOT / "data" / example).iterdir(), *(ROOT / "params").glob(f"{example}.*")]
    kept = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in places
            if path.suffix != ".md"}  # fmt: skip
    assert sorted(kept) == sorted(made)
    for place, content in made.items():
        assert kept[place] == content, place


@BOTH
def test_the_example_says_that_it_is_made_up_and_can_be_used(example: Like) -> None:
    files = held(Workspace(ROOT), example)
    assert files.study.synthetic is True
    assert [str(problem) for problem in (*files.problems, *files.named)] == []


def test_algebra_keeps_every_table_and_is_small() -> None:
    kept = {path.stem: path.stat().st_size for path in (ROOT / "data" / "algebra").iterdir()}
    assert set(kept) == set(TABLES)
    assert sum(kept.values()) < 300_000
    frames = held(Workspace(ROOT), "algebra").frames
    assert frames["roles"].query("hub_tier == 'none'")["member_id"].nunique() == 23
    assert frames["decisions"]["became"].notna().any()
    assert set(frames["codings"]["value"]) == {0, 1}
    assert frames["codings"]["coder"].nunique() == 2


def test_literacy_answers_unevenly() -> None:
    size = sum(path.stat().st_size for path in (ROOT / "data" / "literacy").iterdir())
    assert size < 1_500_000
    frames = held(Workspace(ROOT), "literacy").frames
    survey = frames["instruments"].query("instrument == 'survey'")
    answered = survey["status"].isin(["responded", "partial"])
    assert answered.mean() == pytest.approx(0.65, abs=0.04)
    place = frames["roles"].drop_duplicates("member_id").set_index("member_id")["org_id"]
    region = frames["organizations"].set_index("org_id")["region"]
    rates = answered.groupby(survey["member_id"].map(place).map(region)).mean()
    assert len(rates) == 8
    assert rates.max() - rates.min() > 0.3


def test_the_verb_writes_a_network_that_can_be_used(tmp_path: Path, nicdev: Nicdev) -> None:
    said = nicdev(tmp_path, "simulate", "try", "--members", "24", "--waves", "1", "--networks",
                  "2", "--like", "algebra", "--off", "shift", "--off", "reuse")  # fmt: skip
    assert (said.code, said.err) == (0, "")
    assert said.out == "".join(
        f"wrote {place}\n"
        for code in ("try-1", "try-2")
        for place in (f"params/{code}.yml", f"params/{code}.truth.json", f"data/{code}")
    )
    said = nicdev(tmp_path, "check")
    assert said.out == "try-1: everything can be used.\ntry-2: everything can be used.\n"
    one, two = (json.loads((tmp_path / "params" / f"try-{at}.truth.json").read_text())
                for at in (1, 2))  # fmt: skip
    assert (one["plan"]["seed"], two["plan"]["seed"]) == (1, 2)
    assert {name for name in PLANTS if one["truth"][name]["strength"] == 0} >= {"shift", "reuse"}
    roster = [(tmp_path / "data" / f"try-{at}" / "members.csv").read_text() for at in (1, 2)]
    assert roster[0] != roster[1]
    assert all(text.count("\n") == 25 for text in roster)


def test_nothing_is_overwritten(tmp_path: Path, nicdev: Nicdev) -> None:
    (tmp_path / "params").mkdir()
    (tmp_path / "data" / "x").mkdir(parents=True)
    said = nicdev(tmp_path, "simulate", "x")
    assert said.code == 2
    assert said.err.endswith(
        "data/x: found something that is there already; expected a code that is not in use. "
        "Choose another code: nothing is overwritten.\n"
    )
    assert names(tmp_path / "params") == set()


def test_what_is_misspelled_is_met_with_what_was_meant(tmp_path: Path, nicdev: Nicdev) -> None:
    said = nicdev(tmp_path, "simulate", "../x", "--like", "algbra", "--off", "shft")
    assert said.code == 2
    assert said.err == (
        "That cannot be done as asked.\n"
        "- found 'algbra'; expected an example to be like: algebra, literacy, plain. Did you mean "
        "'algebra'?\n"
        f"- found 'shft'; expected a plant: {', '.join(PLANTS)}. Did you mean 'shift'?\n"
        "- found the code '../x'; expected letters, digits, '-' and '_', beginning with a letter "
        "or digit. Choose a short code.\n"
    )
    assert names(tmp_path) == set()
    assert "10" in nicdev(tmp_path, "simulate", "x", "--members", "9").err
