"""What a run makes of the example: the same bytes anywhere, and nothing that should not leave."""

from __future__ import annotations

import getpass
import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from press.conftest import STEMS, Nicdev, Said, example, ledger, names

from nicdev.evidence import COLUMNS
from nicdev.framework import framework
from nicdev.press.alternatives import faults
from nicdev.press.fragments import BLOCK
from nicdev.press.plan import FRONT

pytestmark = pytest.mark.notebooks

PAGES = {f"{stem}.html" for stem in STEMS if stem != FRONT} | {"index.html", "not-built-yet.html"}
Pressed = tuple[Path, Said]


def built(root: Path) -> Path:
    return root / "built" / "newborn" / "all"


def blocks(path: Path) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [o["data"][BLOCK] for c in cells for o in c.get("outputs", ()) if BLOCK in o["data"]]


def test_the_screen_says_what_became_of_each_and_where_the_briefs_are(pressed: Pressed) -> None:
    _, said = pressed
    assert said.code == 0
    for stem in STEMS:
        assert len(re.findall(rf"^done: newborn all {stem}, [\d.]+ s$", said.err, re.M)) == 1
    assert f"{len(STEMS)}/{len(STEMS)}" in said.err
    assert said.out.splitlines() == [
        "briefs: built/newborn/all/hub/index.html",
        "briefs: built/newborn/all/members/index.html",
    ]
    rest = [line for line in said.err.splitlines() if line and not line.startswith("done: ")]
    assert len(rest) == 1, rest  # the bar; no kernel and no library says anything


def test_folders_hold_what_they_should(pressed: Pressed) -> None:
    root, _ = pressed
    for folder in ("hub", "members"):
        assert names(built(root) / folder) == PAGES | {"evidence.parquet"}
    executed = {f"{stem}.ipynb" for stem in STEMS}
    assert names(built(root) / "private") == {
        *PAGES, *executed, "evidence", ".making", "ledger.json",
    }  # fmt: skip
    keys = {name.rpartition(".")[0].rpartition(".")[0] for name in
            names(built(root) / "private" / "evidence")}  # fmt: skip
    assert keys == {key for stem in STEMS for key in framework().notebooks[stem]}


def test_the_ledger_says_what_went_in_and_what_came_out(pressed: Pressed) -> None:
    root, _ = pressed
    said = ledger(root, "newborn")
    assert said["network"] == "newborn"
    assert set(said["data"]) == {p.stem for p in (root / "data" / "newborn").glob("*.csv")}
    assert said["params"]["seed"] == 2026
    assert {"nicdev", "python", "pandas", "numpy", "duckdb"} <= set(said["versions"])
    assert set(said["notebooks"]) == set(STEMS)
    runs = {entry["run"] for entry in said["notebooks"].values()}
    assert len(runs) == 1
    for stem, entry in said["notebooks"].items():
        assert entry["outcome"] == "done"
        assert entry["parameters"] == {"network": "newborn", "wave": "all"}
        assert entry["seconds"] > 0
        own = {f"{f}/{stem}.html" for f in ("private", "hub", "members")} - {
            f"{f}/{FRONT}.html" for f in ("private", "hub", "members")}  # fmt: skip
        assert set(entry["files"]) == {f"private/{stem}.ipynb"} | own
    page = (built(root) / "hub" / "00_readiness.html").read_text(encoding="utf-8")
    assert f"run {runs.pop()}" in page


def test_nothing_of_this_machine_leaves(pressed: Pressed) -> None:
    root, _ = pressed
    tokens = {str(root), str(root.parent.parent), str(Path.home()), str(Path.cwd()), sys.prefix,
              "ipykernel", platform.node(), os.environ.get("USER", "")}  # fmt: skip
    if len(getpass.getuser()) > 4:  # 'root' is a word, and part of others
        tokens.add(getpass.getuser())
    tokens = {token for token in tokens if len(token) > 3}
    for folder in ("hub", "members"):
        for path in (built(root) / folder).iterdir():
            content = path.read_bytes().decode("utf-8", "replace")
            assert [t for t in tokens if t in content] == [], path.name


def test_no_page_of_the_example_leaves_anybody_behind(pressed: Pressed) -> None:
    """Lists and front page included: those are written without this look."""
    pages = sorted(built(pressed[0]).glob("*/*.html"))
    # A page a notebook (the last is the front page), and one of what nicdev does not look at.
    assert len(pages) == 3 * len(framework().notebooks)  # across networks has no page here
    found = {path.name: faults(path.read_text(encoding="utf-8"), path.name) for path in pages}
    assert not any(found.values()), found


def test_the_gated_evidence_is_what_the_pages_show(pressed: Pressed) -> None:
    root, _ = pressed
    for folder in ("hub", "members"):
        found = duckdb.read_parquet(str(built(root) / folder / "evidence.parquet")).df()
        assert list(found.columns) == ["key", "kind", *COLUMNS]
        expected = pd.concat(
            [pd.DataFrame(b["editions"][folder]["evidence"]["rows"]).assign(key=b["key"])
             for stem in STEMS for b in blocks(built(root) / "private" / f"{stem}.ipynb")
             if b["editions"][folder]["evidence"]["rows"]], ignore_index=True)  # fmt: skip
        assert found["key"].tolist() == expected["key"].tolist()
        for column in ("value", "numerator", "n"):
            pd.testing.assert_series_equal(
                found[column], expected[column].astype("float64"), check_names=False
            )
        everything = sum(len(b["evidence"]["rows"]) for stem in STEMS
                         for b in blocks(built(root) / "private" / f"{stem}.ipynb"))  # fmt: skip
        assert 0 < len(found) < everything


def test_the_same_inputs_give_the_same_bytes_in_another_folder(
    pressed: Pressed, tmp_path: Path, nicdev: Nicdev
) -> None:
    """And for another user: a folder with blanks and braces in its name, one worker, called from a
    folder inside it, another home, day, language and order of everything that is hashed."""
    root, _ = pressed
    other = example(tmp_path / "Ü {network} b")
    home = tmp_path / "home of another"
    home.mkdir()
    said = nicdev(other / "data" / "newborn", "run", "newborn", "--workers", "1", HOME=str(home),
                  USER="another", LOGNAME="another", TZ="Pacific/Kiritimati", LANG="tr_TR.UTF-8",
                  LC_ALL="C", PYTHONHASHSEED="4711", COLUMNS="40")  # fmt: skip
    assert said.code == 0, said.err
    for folder in ("hub", "members"):
        ours, theirs = ({p.name: p.read_bytes() for p in (built(r) / folder).iterdir()}
                        for r in (root, other))  # fmt: skip
        assert ours == theirs


def test_papermill_by_hand_gives_the_same_fragments(pressed: Pressed, tmp_path: Path) -> None:
    root, _ = pressed
    stem = "20_roles_and_relationships"
    other = example(tmp_path / "workbook")
    out = tmp_path / "out.ipynb"
    command = [sys.executable, "-W", "ignore", "-m", "papermill", f"{stem}.ipynb", str(out),
               "-p", "network", "newborn", "--no-progress-bar"]  # fmt: skip
    subprocess.run(command, cwd=other / "notebooks", check=True, capture_output=True)
    by_hand = blocks(out)
    assert [b["key"] for b in by_hand] == list(framework().notebooks[stem])
    assert by_hand == blocks(built(root) / "private" / f"{stem}.ipynb")


def test_papermill_with_a_code_of_digits_is_told_what_to_do(tmp_path: Path) -> None:
    root = example(tmp_path / "workbook")
    command = [sys.executable, "-W", "ignore", "-m", "papermill", "60_reflection.ipynb",
               str(tmp_path / "o.ipynb"), "-p", "network", "007", "--no-progress-bar"]  # fmt: skip
    done = subprocess.run(command, cwd=root / "notebooks", check=False, capture_output=True,
                          text=True)  # fmt: skip
    assert done.returncode == 1
    assert "in a terminal hand it to papermill with -r network and not with -p" in done.stderr


def test_executed_notebooks_are_signed(pressed: Pressed) -> None:
    import nbformat
    from nbformat.sign import NotebookNotary

    root, _ = pressed
    notary = NotebookNotary()
    for stem in STEMS:
        made = nbformat.read(built(root) / "private" / f"{stem}.ipynb", as_version=4)
        assert notary.check_signature(made), stem
