"""Canaries: a word planted in every text is found in no edition beyond its column's reach."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote_to_bytes

import duckdb
import pytest
import whole
from press.conftest import ROOT, Nicdev

from nicdev.tables import TABLES
from nicdev.tables.column import Column

pytestmark = pytest.mark.notebooks

# Which edition may see a column of which reach; what is counted from it is another matter.
SEES = {
    "hub": {"hub", "members"},
    "members": {"members"},
    "private": {"evaluator", "hub", "members"},
}
PRIVATE = {"members": ["name", "mail"], "teams": ["led_by"], "voices": ["who"], "cycles": ["owner"]}
PICTURE = re.compile(rb'data:image/[^"]*')


def canary(table: str, column: str) -> str:
    """A word that stands nowhere else; without a vowel, so that nobody is called that."""
    at = list(TABLES).index(table)
    return f"Qz{at:02d}{column.replace('_', '')}Zq"


def mark(table: str, column: Column, text: str) -> str:
    return f"{canary(table, column.name)}-{text}"


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A workbook with a canary in each column of words, and whose reach each canary has."""
    root = tmp_path_factory.mktemp("canaries")
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    frames = whole.marked(whole.network(), mark)
    reach = {
        canary(name, column.name): column.reach
        for name, table in TABLES.items()
        for column in table.columns
        if any(canary(name, column.name) in cell for cell in frames[name].get(column.name, ()))
    }
    lines = ["private:"]
    for name, columns in PRIVATE.items():
        lines.append(f"  {name}: [{', '.join(columns)}]")
        for column in columns:
            word = canary(name, column)
            frames[name][column] = [f"{word}{at}" for at in range(len(frames[name]))]
            reach[word] = "private"
    whole.write(frames, root / "data" / "net")
    (root / "params").mkdir()
    params = f'network: "net"\ntitle: "A network"\n{chr(10).join(lines)}\n'
    (root / "params" / "net.yml").write_text(params, encoding="utf-8")
    return root, reach


@pytest.fixture(scope="module")
def editions(planted: tuple[Path, dict[str, str]], nicdev: Nicdev) -> dict[str, set[str]]:
    """The canaries in each edition, in any byte of it."""
    root, reach = planted
    said = nicdev(root, "run")
    assert said.code == 0, said.err
    built = root / "built" / "net" / whole.WAVE
    return {
        edition: {word for path in (built / edition).rglob("*") if path.is_file()
                  for word in reach if word.encode() in _bytes(path)}
        for edition in SEES
    }  # fmt: skip


def _bytes(path: Path) -> bytes:
    """What a file holds: pictures unpacked, and tables with their columns."""
    data = path.read_bytes()
    data += b"".join(unquote_to_bytes(picture) for picture in PICTURE.findall(data))
    if path.suffix == ".parquet":
        data += duckdb.read_parquet(str(path)).df().to_csv().encode()
    return data


def test_every_text_of_every_table_has_its_canary(planted: tuple[Path, dict[str, str]]) -> None:
    _, reach = planted
    texts = {
        canary(name, column.name)
        for name, table in TABLES.items()
        for column in table.columns
        if column.type in ("text", "choice") and not column.allowed
        and f"{name}.{column.name}" not in whole.AS_THEY_ARE
    }  # fmt: skip
    assert texts <= set(reach)
    assert len(reach) > 60
    assert {"private", "evaluator", "hub", "members"} == set(reach.values())


@pytest.mark.parametrize("edition", SEES)
def test_no_canary_appears_beyond_the_reach_of_its_column(
    planted: tuple[Path, dict[str, str]], editions: dict[str, set[str]], edition: str
) -> None:
    _, reach = planted
    beyond = {word: reach[word] for word in editions[edition] if reach[word] not in SEES[edition]}
    assert beyond == {}


def test_some_canaries_are_seen_so_that_the_others_could_have_been(
    editions: dict[str, set[str]],
) -> None:
    items, measures = canary("items", "text"), canary("measures", "name")
    for edition in SEES:
        assert {items, measures, canary("relations", "text")} <= editions[edition]
    assert len(editions["private"]) > len(editions["members"])
