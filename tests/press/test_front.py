"""The front page: index.html is what a hub opens first, whole or plainly lacking."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import Open
from press.conftest import ROOT, Nicdev, due, names, notebook, workbook

from nicdev.evidence import EDITIONS, Edition
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.press import front
from nicdev.press.fragments import BLOCK
from nicdev.press.plan import FRONT, Page
from nicdev.simulate import network
from nicdev.tables import TABLES

WORDS = locale("en")
ABOUT = Page("net", "A network", "all", "", FRONT, "en", synthetic=False, newest="", run="0")
STATES = {"00_readiness": True, "10_technical_core": False, FRONT: True}


def brief(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": [text], "metadata": {"tags": ["brief"]}}


@pytest.fixture(scope="module")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What the notebook of reflection puts out for the example, by key."""
    from conftest import lay_out

    from nicdev.desk import Desk, with_evidence
    from nicdev.network import open_network
    from nicdev.press.load import held

    workspace = lay_out(tmp_path_factory.mktemp("front"), network(2026).frames)
    files = held(workspace, "net")
    opened = open_network(files.study, files.frames, roster=files.roster, sources=files.sources)
    desk = Desk(with_evidence(opened, workspace), files.remarks)
    return {key: dict(desk.show(key).block) for key in framework().notebooks[FRONT]}


def cells(blocks: Mapping[str, Any], *, before: str = "", after: str = "") -> list[dict[str, Any]]:
    """The executed notebook, with words of the evaluator before and after the wheel."""
    made = [
        {"cell_type": "code", "metadata": {}, "outputs": [{"data": {BLOCK: block}}]}
        for block in blocks.values()
    ]
    top = [brief(before)] if before else []
    below = [brief(after)] if after else []
    return [*top, made[0], *below, *made[1:]]


def headings(html: str) -> list[tuple[int, str]]:
    found = re.findall(r"<h(\d)[^>]*>(.*?)</h\d>", html, re.DOTALL)
    return [(int(level), text.strip()) for level, text in found]


def test_its_parts_stand_in_the_order_in_which_a_group_works(blocks: Mapping[str, Any]) -> None:
    html = front.page(ABOUT, "hub", STATES, cells(blocks))
    parts = ("own", "wheel", "changes", "pages", "protocol", "decisions")
    second = [text for level, text in headings(html) if level == 2]
    assert second[: len(parts)] == [WORDS.say(f"front.{part}") for part in parts]
    at = [html.index(f'id="{part}"') for part in parts]
    assert at == sorted(at)
    for part in parts:
        assert f'href="#{part}"' in html
    (first,) = [text for level, text in headings(html) if level == 1]
    assert first == WORDS.say(f"notebooks.{FRONT}.name")
    assert f"<title>{first}: A network</title>" in html
    levels = [level for level, _ in headings(html)]
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert html.count("<img") == 1
    assert WORDS.say("sentences.checklist.first_wave") in html


def test_its_pages_say_what_they_ask_or_that_they_are_not_there(blocks: Mapping[str, Any]) -> None:
    html = front.page(ABOUT, "hub", STATES, cells(blocks))
    listed = re.findall(r'<span class="asks">', html)
    assert len(listed) == 3  # two pages of rings, and what is not looked at yet
    assert 'href="00_readiness.html"' in html
    assert WORDS.say("notebooks.00_readiness.asks") in html
    assert "10_technical_core.html" not in html
    assert html.count("This page could not be made this time.") == 1
    assert f"{FRONT}.html" not in html


def test_words_of_the_evaluator_stand_where_they_were_put(blocks: Mapping[str, Any]) -> None:
    html = front.page(
        ABOUT, "hub", STATES, cells(blocks, before="Welcome, *all*.", after="Mind <b>.")
    )
    welcome, mind = html.index("Welcome, <em>all</em>."), html.index("Mind &lt;b&gt;.")
    assert html.index('class="lens"') < welcome < html.index('id="own"')
    assert html.index("development-reflection-wheel") < mind < html.index('id="changes"')


@pytest.mark.parametrize("edition", EDITIONS)
def test_todays_decisions_have_the_columns_of_the_table(
    blocks: Mapping[str, Any], edition: Edition
) -> None:
    html = front.page(ABOUT, edition, STATES, cells(blocks))
    cards = re.findall(r'<section class="decision".*?</section>', html, re.DOTALL)
    assert len(cards) == 3
    for card in cards:
        assert re.findall(r'class="is-(\w+)"', card) == list(TABLES["decisions"].names)
        filled = re.findall(r"<dd>(.+?)</dd>", card)
        assert filled == [WORDS.say("page.whole_period")]  # the wave; all else is for the group
    header = ",".join(TABLES["decisions"].names)
    assert (header in html) == (edition == "evaluator")
    assert WORDS.say("front.decisions_none") in html


def test_ways_to_talk_add_up_to_what_they_say(blocks: Mapping[str, Any]) -> None:
    html = front.page(ABOUT, "hub", STATES, cells(blocks))
    cards = re.findall(r'<section class="protocol".*?</section>', html, re.DOTALL)
    assert len(cards) == len(framework().protocols) == 2
    for card, (name, steps) in zip(cards, framework().protocols.items(), strict=True):
        total, *each = [int(n) for n in re.findall(r'class="minutes">(\d+) minutes', card)]
        assert total == sum(each) == sum(steps.values())
        assert set(steps) == set(WORDS.names(f"protocols.{name}.steps"))
        assert card.count("<li>") == len(steps)
    assert set(framework().protocols) == set(WORDS.names("protocols"))


def test_decisions_read_back_stand_above_the_empty_ones(opened: Open) -> None:
    import pandas as pd

    decided = pd.DataFrame(
        [("D1", "2026-01-15", "all", "", "Meet <evenings>", "Team A", "", "", "")],
        columns=list(TABLES["decisions"].names),
    )
    desk = opened(network(2026).frames | {"decisions": decided})
    made = {key: dict(desk.show(key).block) for key in framework().notebooks[FRONT]}
    html = front.page(ABOUT, "members", STATES, cells(made))
    assert html.index("Meet &lt;evenings&gt;") < html.index('class="decision"')
    assert WORDS.say("front.decisions_none") not in html


@pytest.mark.notebooks
def test_a_front_page_that_cannot_be_made_leaves_a_list_and_comes_again(
    tmp_path: Path, nicdev: Nicdev
) -> None:
    real = json.loads((ROOT / "notebooks" / f"{FRONT}.ipynb").read_text(encoding="utf-8"))
    real["cells"].append(brief("A word from the evaluator.") | {"id": "word"})
    workbook(tmp_path, {"00_readiness": notebook("1 + 1"), FRONT: real})
    path, built = tmp_path / "notebooks" / f"{FRONT}.ipynb", tmp_path / "built" / "net" / "all"
    assert nicdev(tmp_path, "run").code == 0
    whole = {"00_readiness.html", "index.html", "not-built-yet.html", "evidence.parquet"}
    index = {folder: (built / folder / "index.html").read_bytes() for folder in ("hub", "private")}
    assert names(built / "hub") == whole
    for page in index.values():
        assert b"A word from the evaluator." in page
        assert b"development-reflection-wheel" in page
    assert due(tmp_path) == []

    (built / "hub" / "index.html").write_text("something else", encoding="utf-8")
    assert nicdev(tmp_path, "run").code == 0  # nothing is due, and it is made again
    assert (built / "hub" / "index.html").read_bytes() == index["hub"]

    working = path.read_text(encoding="utf-8")
    path.write_text(json.dumps(notebook("raise ValueError('no')")), encoding="utf-8")
    said = nicdev(tmp_path, "run")
    assert said.code == 1
    assert names(built / "hub") == whole
    listed = (built / "hub" / "index.html").read_text(encoding="utf-8")
    assert WORDS.say("page.front_not_pressed").strip() in listed
    assert 'href="00_readiness.html"' in listed
    assert "development-reflection-wheel" not in listed
    assert due(tmp_path) == [FRONT]

    path.write_text(working, encoding="utf-8")
    assert nicdev(tmp_path, "run").code == 0
    assert (built / "hub" / "index.html").read_bytes() == index["hub"]
