"""One indicator more takes an entry, a set of sentences, a function and a golden case: no more.

A copy of the package gets the four, and the copy's own rules, the press and the page take it.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from filecmp import dircmp
from pathlib import Path

import pytest
from press.conftest import ROOT, Nicdev

from nicdev.press.fragments import text_of

KEY = "technical.inquiry.predicted"
ENTRY = """\
          predicted:
            {page: "7", kind: distribution, about: work, tables: [cycles], limits: [tests_few]}
"""
SENTENCES = """\
      predicted:
        name: "Predicting first"
        question: "How often do we say beforehand what we expect?"
        framework: >-
          Members of a network make a prediction before they try a change.
        predict: "Of ten tests, how many began with a prediction?"
        method: >-
          Tests with any words under their prediction are counted among all tests so far.
        prompts:
          - "What does a prediction change for us?"
          - "What keeps us from writing it down?"
"""
FUNCTION = '''

def predicted(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How many tests had a prediction written down."""
    tests = network.table("cycles")
    rows = list(yes_no("prediction", filled(tests["prediction"]), "tests"))
    few = len(tests) < limits["tests_few"].value
    return evidence("technical.inquiry.predicted", network, rows,
                    "too little to say" if few else "described", limits=limits)  # fmt: skip
'''
PLACES = ("framework.yml", "locale/en.yml", "rings/technical/inquiry.py")


def golden() -> tuple[int, int]:
    """Tests with a prediction, and all tests, of the example: SQLite counts them from the file."""
    with (ROOT / "data" / "algebra" / "cycles.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["prediction"],) for row in csv.DictReader(file)]
    table = sqlite3.connect(":memory:")
    table.execute("create table cycles (prediction text)")
    table.executemany("insert into cycles values (?)", rows)
    found = table.execute("select sum(trim(prediction) <> ''), count(*) from cycles").fetchone()
    table.close()
    return int(found[0]), int(found[1])


def add(package: Path) -> None:
    """The entry and the sentences at the end of the dimension, the function at the end of its
    room; the room already counts tests."""
    catalogue, locale, room = (package / place for place in PLACES)
    text = catalogue.read_text(encoding="utf-8")
    before = "      measurement:\n        page:"
    assert text.count(before) == 1
    catalogue.write_text(text.replace(before, ENTRY + before), encoding="utf-8")
    text = locale.read_text(encoding="utf-8")
    begins, follows = text.index("\nindicators:"), "\n    measurement:\n"
    at = text.index(follows, begins) + 1
    locale.write_text(text[:at] + SENTENCES + text[at:], encoding="utf-8")
    text = room.read_text(encoding="utf-8")
    brings = re.sub(r"from nicdev\.rings\.work import (.*)", r"from nicdev.rings.work import \1, "
                    "filled, yes_no", text)  # fmt: skip
    assert brings != text
    room.write_text(brings + FUNCTION, encoding="utf-8")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with one indicator more, and a workbook with one network and one ring."""
    house = tmp_path_factory.mktemp("house")
    left = shutil.ignore_patterns("__pycache__", "node_modules", ".ipynb_checkpoints")
    for name in ("nicdev", "tests", "notebooks", "docs"):
        shutil.copytree(ROOT / name, house / name, ignore=left)
    shutil.copy(ROOT / "pyproject.toml", house)
    add(house / "nicdev")
    book = house / "book"
    shutil.copytree(ROOT / "data" / "algebra", book / "data" / "algebra")
    (book / "params").mkdir()
    shutil.copy(ROOT / "params" / "algebra.yml", book / "params")
    (book / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "10_technical_core.ipynb", book / "notebooks")
    return house


def changed(compared: dircmp[str], under: str = "") -> set[str]:
    """Files of the package that are not the same in both, or are on one side alone."""
    found = {under + name for name in (*compared.diff_files, *compared.left_only,
                                       *compared.right_only)}  # fmt: skip
    for name, inside in compared.subdirs.items():
        found |= changed(inside, f"{under}{name}/")
    return {name for name in found if "__pycache__" not in name}


def test_three_files_of_the_package_are_touched(house: Path) -> None:
    assert changed(dircmp(ROOT / "nicdev", house / "nicdev")) == set(PLACES)


def test_the_rules_of_the_house_hold_for_it(house: Path) -> None:
    """Its entry, its sentences, its function, its place in a notebook: by the copy's own tests."""
    rules = [f"tests/test_{name}.py" for name in ("framework", "notebooks", "architecture")]
    said = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *rules],
        cwd=house, env=os.environ | {"PYTHONPATH": str(house)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stdout[-3000:]
    assert " passed" in said.stdout


@pytest.mark.notebooks
def test_the_page_shows_it(house: Path, nicdev: Nicdev) -> None:
    path = {"PYTHONPATH": str(house)}
    assert KEY in nicdev(house / "book", "framework", **path).out
    said = nicdev(house / "book", "run", "--wave", "w3", **path)
    assert said.code == 0, said.err
    page = house / "book" / "built" / "algebra" / "w3" / "hub" / "10_technical_core.html"
    words = " ".join(text_of(page.read_text(encoding="utf-8")).split())
    yes, every = golden()
    assert 0 < yes < every
    assert "How often do we say beforehand what we expect?" in words
    assert "Predicting first" in words  # among the methods
    assert f"what was expected: {yes} of {every} (" in words
