"""On paper nothing is lost: every name of a column, every sentence of a display that was hidden."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, PackageLoader, StrictUndefined
from pypdf import PdfReader

from nicdev.language import locale
from nicdev.press.export import page
from nicdev.press.fragments import BLOCK
from nicdev.press.plan import Page
from nicdev.show.tables import parts, table

pytestmark = pytest.mark.browser

FORMATS = {"A4": 680, "Letter": 703}  # CSS pixels between margins of 15 mm
KEY = "roles.participation.attendance"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
ROWS = 90  # more than stand on one sheet
HIDDEN = "A sentence of the display that waits until it is asked for."


def plain(text: str) -> str:
    """Letters as they are read: line ends, blanks and joined letters make no difference."""
    whole = unicodedata.normalize("NFKC", text)
    return "".join(c for c in whole if not c.isspace() and unicodedata.category(c) != "Cf")


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a table of fourteen columns and ninety rows, made as every page is made."""
    words = locale("en")
    head = ["Participating organisation", *(f"{name} attendance" for name in MONTHS), "All year"]
    rows = [[f"School number {at}", *(f"r{at}c{column}" for column in range(1, 14))]
            for at in range(1, ROWS + 1)]  # fmt: skip
    environment = Environment(
        loader=PackageLoader("nicdev.show"), autoescape=True, undefined=StrictUndefined
    )
    html = environment.get_template("block.html.j2").render(
        anchor=KEY.replace(".", "-"), question="Who came?", seen=True, framework="A sentence.",
        paper_page="page 13", predict="What do you expect?", image=None, alt=None,
        sentences=[HIDDEN], sure=["All are counted."], caveats=[], held_back=[],
        tables=parts(table("Events by month", head, rows), words.say), prompts=["What now?"],
        remark="", say=words.say,
    )  # fmt: skip
    seen = {"html": html, "seen": True, "question": "Who came?", "why": "", "remark": "",
            "evidence": {"limits": [], "rows": []}}  # fmt: skip
    block = {"key": KEY, "editions": {"hub": seen}}
    cell = {
        "cell_type": "code",
        "id": "c",
        "metadata": {},
        "source": "",
        "execution_count": None,
        "outputs": [{"output_type": "display_data", "data": {BLOCK: block}, "metadata": {}}],
    }
    import nbformat

    notebook = nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {},
                                   "cells": [cell]})  # fmt: skip
    about = Page("net", "A network", "all", "", "20_roles_and_relationships", "en",
                 synthetic=True, newest="2026-06-30", run="0")  # fmt: skip
    target = tmp_path_factory.mktemp("planted") / "wide.html"
    target.write_text(page(about, notebook, [block], "hub"), encoding="utf-8")
    return target


@pytest.fixture(scope="session")
def wide(ask: Any, planted: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The planted page on both papers."""
    return _printed(ask, {str(planted): list(FORMATS)}, tmp_path_factory.mktemp("paper"))


@pytest.fixture(scope="session")
def printed(ask: Any, brief: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Of the pages for members and for the evaluator each on one of the papers in turn.

    What a hub reads is on one of the two.
    """
    pages = sorted(page for folder in ("members", "private")
                   for page in (brief.folder / folder).glob("*.html"))  # fmt: skip
    wanted = {str(path): [list(FORMATS)[at % 2]] for at, path in enumerate(pages)}
    return _printed(ask, wanted, tmp_path_factory.mktemp("paper"))


def _printed(ask: Any, wanted: dict[str, list[str]], folder: Path) -> dict[str, Any]:
    targets = {
        path: {paper: str(folder / f"{at}-{paper}.pdf") for paper in papers}
        for at, (path, papers) in enumerate(wanted.items())
    }
    found = ask("paper", {"pages": targets, "widths": FORMATS})
    return {
        path: said | {"paper": {paper: _read(target) for paper, target in targets[path].items()}}
        for path, said in found.items()
    }


def _read(target: str) -> list[str]:
    return [plain(sheet.extract_text()) for sheet in PdfReader(target).pages]


def test_no_name_of_a_column_and_no_cell_is_lost(wide: dict[str, Any], planted: Path) -> None:
    """Fourteen columns, in parts that fit, each with the heads of its rows and of its columns."""
    said = wide[str(planted)]
    for paper, sheets in said["paper"].items():
        whole = "".join(sheets)
        names = [*(f"{name} attendance" for name in MONTHS), "All year"]
        assert [name for name in names if plain(name) not in whole] == [], paper
        assert plain(HIDDEN) in whole
        for at in range(1, ROWS + 1):
            cells = [f"r{at}c{column}" for column in range(1, 14)]
            assert [cell for cell in cells if plain(cell) not in whole] == [], paper
            assert whole.count(plain(f"School number {at}")) >= 3
        for part in (1, 2, 3):
            assert plain(f"Events by month, part {part} of 3") in whole
        # A sheet with rows of a table has the heads of its columns too.
        rows = [sheet for sheet in sheets if "Schoolnumber" in sheet]
        assert len(rows) > 3
        assert all(plain("Participating organisation") in sheet for sheet in rows), paper


def test_every_sentence_of_a_page_stands_on_paper(printed: dict[str, Any]) -> None:
    """Displays that were never asked for included."""
    lost = {
        f"{'/'.join(Path(path).parts[-2:])}, {paper}": missing
        for path, said in printed.items()
        for paper, sheets in said["paper"].items()
        if (missing := [t for t in said["texts"] if plain(t) not in "".join(sheets)])
    }
    assert lost == {}
    assert sum(len(said["texts"]) for said in printed.values()) > 500


def test_nothing_stands_beyond_the_edge_of_the_paper(printed: dict[str, Any]) -> None:
    assert {
        p: said["beyond"] for p, said in printed.items() if max(said["beyond"].values()) > 0
    } == {}
