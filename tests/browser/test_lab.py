"""Each notebook in JupyterLab, as an evaluator opens it: Run All Cells, then look."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from nicdev.framework import framework
from nicdev.language import locale

pytestmark = pytest.mark.browser

STEMS = tuple(framework().notebooks)
SENTENCE = 40  # letters; a text alternative that is shorter hardly says what a picture shows
# A few coefficients of scales, and what repeats other pages: words and a table say them, and bars
# of them would say nothing.
REPEATED = ("development.conjectures", "development.crosswalks", "development.waves.why")
IN_NUMBERS = {"roles-trust-within_and_between"} | {
    key.replace(".", "-") for key in framework().indicators if key.startswith(REPEATED)
}
PLACEHOLDER = re.compile(r"no description|image|figure|output|untitled|picture", re.IGNORECASE)


@pytest.fixture(scope="session")
def opened(ask: Any, lab: Any) -> dict[str, Any]:
    """What the page held after Run All Cells, for each notebook in turn."""
    names = [f"{stem}.ipynb" for stem in STEMS]
    found: dict[str, Any] = ask(
        "lab", {"address": lab.address, "token": lab.token, "notebooks": names}
    )
    assert list(found["notebooks"]) == names
    return found


@pytest.fixture(params=STEMS)
def notebook(request: pytest.FixtureRequest, opened: dict[str, Any]) -> dict[str, Any]:
    """One notebook: what the page held."""
    found: dict[str, Any] = opened["notebooks"][f"{request.param}.ipynb"]
    return found | {"stem": request.param}


def code(folder: Path, stem: str) -> list[str]:
    """The code cells of a notebook."""
    read = json.loads((folder / "notebooks" / f"{stem}.ipynb").read_text(encoding="utf-8"))
    return ["".join(c["source"]) for c in read["cells"] if c["cell_type"] == "code"]


def test_every_cell_ran_and_none_failed(notebook: dict[str, Any], lab: Any) -> None:
    """Every code cell has its number, in order, and nothing was printed in red."""
    cells = code(lab.folder, notebook["stem"])
    assert notebook["errors"] == []
    assert notebook["prompts"] == [f"[{at}]:" for at in range(1, len(cells) + 1)]


def test_every_question_that_was_asked_is_there(notebook: dict[str, Any], lab: Any) -> None:
    """One block for each question of each show(...), in order; its display stands open."""
    shown = re.findall(r'\bshow\("([\w.]+)"\)', "\n".join(code(lab.folder, notebook["stem"])))
    keys = [key for address in shown for key in framework().keys_at(address)]
    assert keys
    assert [block["id"] for block in notebook["blocks"]] == [k.replace(".", "-") for k in keys]
    assert all(all(block["displays"]) for block in notebook["blocks"])


def test_every_figure_says_what_it_shows(notebook: dict[str, Any]) -> None:
    """A picture for each display, with an alternative that says more than a title does."""
    blocks = {block["id"]: block for block in notebook["blocks"]}
    nothing = locale("en").say("sentences.state.too little to say")
    wanted = sorted(i for i, block in blocks.items() if block["displays"]
                    and nothing not in block["text"] and i not in IN_NUMBERS)  # fmt: skip
    assert sorted(image["block"] for image in notebook["images"]) == wanted
    for image in notebook["images"]:
        block, alt = blocks[image["block"]], image["alt"]
        assert image["drawn"], image
        assert len(alt) >= SENTENCE, alt
        assert not PLACEHOLDER.fullmatch(alt.strip(" .")), alt
        assert alt.strip() != block["question"].strip()
        told = set(re.findall(r"\d+", alt))
        assert told & set(re.findall(r"\d+", block["text"])), "no number from the data"


def test_there_are_figures(opened: dict[str, Any]) -> None:
    """The example has evidence of every kind, so that the tests above have something to look at."""
    assert sum(len(found["images"]) for found in opened["notebooks"].values()) >= 7


def test_jupyterlab_asked_this_machine_only(opened: dict[str, Any], lab: Any) -> None:
    """Page and kernel talk to the server's own address, and to nobody else."""
    hosts = {urlsplit(url).netloc for url in opened["requests"] if url != "null"}
    assert hosts == {urlsplit(lab.address).netloc}
