"""Committed notebooks hold questions and calls, and nothing else."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from nicdev.framework import framework
from nicdev.press.plan import ACROSS

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))
LINES = 6
FORBIDDEN_TAGS = {"raises-exception", "skip-execution"}


def read(path: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return made


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def code(path: Path) -> list[dict[str, Any]]:
    return [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]


def asked(path: Path) -> list[str]:
    return [
        node.args[0].value
        for cell in code(path)
        for node in ast.walk(ast.parse(source(cell)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "show"
        and isinstance(node.args[0], ast.Constant)
    ]  # fmt: skip


def test_there_is_a_notebook_for_each_in_the_framework() -> None:
    assert [path.stem for path in NOTEBOOKS] == list(framework().notebooks)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_outputs_no_counts_and_the_plain_kernel(path: Path) -> None:
    made = read(path)
    assert made["metadata"]["kernelspec"]["name"] == "python3"
    assert set(made["metadata"]) == {"kernelspec", "language_info"}
    for cell in code(path):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_has_an_id_of_its_own_and_no_tag_that_hides_a_failure(path: Path) -> None:
    cells = read(path)["cells"]
    assert read(path)["nbformat_minor"] >= 5
    assert len({cell["id"] for cell in cells}) == len(cells)
    for cell in cells:
        assert set(cell["metadata"]) <= {"tags"}
        assert set(cell["metadata"].get("tags", ())) <= {"parameters"} - FORBIDDEN_TAGS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_one_parameters_cell_with_what_the_press_passes(path: Path) -> None:
    """The press passes `network` and `wave`; see press.execute."""
    tagged = [cell for cell in code(path) if "parameters" in cell["metadata"].get("tags", ())]
    assert len(tagged) == 1
    assert tagged[0] is code(path)[0] or tagged[0] == code(path)[0]
    values = {}
    for statement in ast.parse(source(tagged[0])).body:
        assert isinstance(statement, ast.Assign)
        (target,) = statement.targets
        assert isinstance(target, ast.Name)
        assert isinstance(statement.value, ast.Constant)  # nothing is computed
        values[target.id] = statement.value.value
    network = "portfolio" if path.stem == ACROSS else "newborn"
    assert values == {"network": network, "wave": "latest"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_only_ask(path: Path) -> None:
    banned = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While,
              ast.If, ast.Try, ast.With, ast.comprehension, ast.BinOp, ast.Subscript)  # fmt: skip
    for cell in code(path):
        assert len(source(cell).splitlines()) <= LINES
        for node in ast.walk(ast.parse(source(cell))):
            assert not isinstance(node, banned), source(cell)
            if isinstance(node, ast.Constant):
                assert isinstance(node.value, str), source(cell)
            if isinstance(node, ast.Import):
                assert [alias.name for alias in node.names] == ["nicdev"]
            if isinstance(node, ast.ImportFrom):
                assert (node.module, node.level) == ("nicdev", 0)


def test_every_key_is_shown_once_where_the_framework_says() -> None:
    keys = {path.stem: [key for address in asked(path) for key in framework().keys_at(address)]
            for path in NOTEBOOKS}  # fmt: skip
    assert keys == {stem: list(shown) for stem, shown in framework().notebooks.items()}
    everywhere = Counter(key for shown in keys.values() for key in shown)
    assert everywhere == dict.fromkeys(framework().indicators, 1)


def test_a_dimension_of_a_ring_is_one_cell_so_that_a_new_indicator_needs_none() -> None:
    addresses = {address for path in NOTEBOOKS for address in asked(path)}
    functions = {f"functions.{name}" for name in framework().functions}
    assert addresses >= {*framework().dimensions, *functions}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_cell_that_shows_does_nothing_after_it(path: Path) -> None:
    """Jupyter displays the last expression of a cell alone."""
    for cell in code(path):
        statements = ast.parse(source(cell)).body
        shows = [s for s in statements if isinstance(s, ast.Expr) and isinstance(s.value, ast.Call)]
        assert len(shows) <= 1
        assert not shows or statements[-1] is shows[0]


def test_nbstripout_would_change_nothing(tmp_path: Path) -> None:
    copies = [Path(shutil.copy(path, tmp_path)) for path in NOTEBOOKS]
    extra = "metadata.papermill cell.metadata.papermill cell.metadata.execution"
    words = ["-m", "nbstripout", "--keep-id", "--extra-keys", extra, *map(str, copies)]
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
    for copy, path in zip(copies, NOTEBOOKS, strict=True):
        assert copy.read_bytes() == path.read_bytes(), path.name
