"""The pages of every edition, as a reader without a network meets them."""

from __future__ import annotations

import json
import re
import socket
import tempfile
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest

from nicdev.framework import framework
from nicdev.language import locale
from nicdev.press.export import TEMPLATE
from nicdev.press.plan import ACROSS, FRONT
from nicdev.show import style

pytestmark = pytest.mark.browser

LEAVE = ("hub", "members")  # the folders that may leave
EDITIONS = {"hub": "hub", "members": "members", "private": "evaluator"}  # whose each folder is
RINGS = tuple(stem for stem in framework().notebooks if stem not in (FRONT, ACROSS))
OTHERS = ("index", "not-built-yet")
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
LEGIBLE = 10  # CSS pixels, for the smallest letters of a figure on a phone
USUAL, LARGEST = 150_000, 600_000  # bytes
SMALLEST = style.SMALL * 96 / 72  # of a figure in its own size
PICTURE = re.compile(r'src="(data:image/svg\+xml,[^"]*)"')

# Rules of html-validate's two sets that the pages are allowed to break, and why.
NOT_ASKED: Mapping[str, str] = {
    "no-redundant-role": "a table that a phone shows as a list is no table to Chromium, unless its "
    "parts say what they are",
}

Found = dict[str, Any]
Wrong = Callable[[str, Any], Iterable[object]]


@pytest.fixture(scope="session")
def pages(brief: Any) -> list[str]:
    """The paths of every page; all of them are there."""
    folders = [brief.folder / folder for folder in EDITIONS]
    found = [str(folder / f"{stem}.html") for folder in folders for stem in (*RINGS, *OTHERS)]
    assert sorted(found) == sorted(str(p) for folder in folders for p in folder.glob("*.html"))
    return found


@pytest.fixture(scope="session")
def distinct(pages: list[str]) -> list[str]:
    """One of those pages that differ in nothing but the name of their edition."""
    words = locale("en")
    names = [words.say(f"page.edition.{edition}") for edition in EDITIONS.values()]
    seen: dict[str, str] = {}
    for page in pages:
        text = Path(page).read_text(encoding="utf-8")
        for name in names:
            text = text.replace(name, "")
        seen.setdefault(text, page)
    return list(seen.values())


@pytest.fixture(scope="session")
def visited(ask: Any, pages: list[str], distinct: list[str]) -> Found:
    """What a browser without a network found on each page."""
    found: Found = ask("pages", {"pages": pages, "closer": distinct})
    assert list(found) == pages
    return found


@pytest.fixture(scope="session")
def closer(visited: Found, distinct: list[str]) -> Found:
    """What was found on those pages that were looked at in every size and without a mouse."""
    return {page: visited[page] for page in distinct}


def every(found: Found, wrong: Wrong) -> None:
    """No page has anything wrong; all that have are named at once."""
    assert found
    faults = [
        f"{'/'.join(Path(page).parts[-4:])}: {fault}"
        for page, facts in found.items()
        for fault in wrong(page, facts)
    ]
    assert not faults, "\n".join(faults)


def test_a_page_asks_for_nothing(visited: Found) -> None:
    """Offline, and with every display open, the only request is for the file itself."""
    every(visited, lambda _, facts: facts["requests"])
    assert all(facts["opened"] for facts in visited.values()), "the page itself was not seen"


def _leads_nowhere(folder: Path, address: str) -> bool:
    """Whether there is no such page beside this one, or no such place on it."""
    name, _, place = address.partition("#")
    page = folder / name
    if "/" in name or not page.is_file():
        return True
    return bool(place) and f'id="{place}"' not in page.read_text(encoding="utf-8")


def test_nothing_in_a_page_could_run_or_fetch(visited: Found) -> None:
    """No script, no handler, no frame, no form; links stay on the page or in its folder."""

    def wrong(page: str, facts: dict[str, Any]) -> Iterable[object]:
        folder = Path(page).parent
        yield from facts["handlers"]
        yield from (name for name in ("scripts", "embedded") if facts[name])
        yield from (a for a in facts["addresses"] if a[0] != "#" and _leads_nowhere(folder, a))
        yield from facts["complaints"]
        if not facts["csp"].startswith(POLICY):
            yield "no policy"

    every(visited, wrong)


def test_a_page_says_what_it_is(visited: Found, brief: Any) -> None:
    """One h1; a title that names ring, network and wave; a language; no heading level left out."""
    words = locale("en")

    def wrong(page: str, facts: dict[str, Any]) -> Iterable[object]:
        stem = Path(page).stem
        heading = {
            "index": words.say(f"notebooks.{FRONT}.name"),
            "not-built-yet": words.say("not_built_page.heading"),
        }.get(stem) or words.say(f"notebooks.{stem}.name")
        levels = facts["headings"]
        if levels.count(1) != 1 or levels[0] != 1 or facts["h1"] != heading:
            yield f"h1: {facts['h1']}, {levels}"
        yield from (f"after {a}, {b}" for a, b in pairwise(levels) if b > a + 1)
        parts = (heading, brief.title, brief.wave)
        yield from (f"not in the title: {part}" for part in parts if part not in facts["title"])
        if facts["lang"] != "en":
            yield f"language: {facts['lang']}"

    every(visited, wrong)
    titles = [(Path(page).parent, facts["title"]) for page, facts in visited.items()]
    assert len(set(titles)) == len(titles), "two pages of a folder have the same title"


def test_pictures_are_drawn_and_have_an_alternative(visited: Found) -> None:
    """A picture stands in most displays; each has an alternative of a sentence, with numbers."""

    def wrong(_: str, facts: dict[str, Any]) -> Iterable[object]:
        for image in facts["images"]:
            if not (image["drawn"] and len(image["alt"]) >= 40 and re.search(r"\d", image["alt"])):
                yield image

    every(visited, wrong)
    drawn = [page for page, facts in visited.items() if facts["images"]]
    assert len(drawn) >= len(visited) // 3


def test_letters_in_a_figure_can_be_read_on_a_phone(closer: Found) -> None:
    """Figures shrink with the page, and their letters with them, but not beyond reading."""
    every(closer, lambda _, f: [s for s in f["phoneScales"] if (s or 0) * SMALLEST < LEGIBLE])


def test_a_display_stays_hidden_until_it_is_asked_for(closer: Found) -> None:
    """Hidden on screen; there after a click on its label, and by Tab and Space alone."""

    def wrong(_: str, facts: dict[str, Any]) -> Iterable[object]:
        keys = facts["keyboard"]
        for name, seen in (("clicked", facts["clicked"]), ("by keyboard", keys["shown"])):
            if seen != [True] * facts["displays"]:
                yield f"{name}: {seen}"
        if facts["before"] != [False] * facts["displays"]:
            yield f"before: {facts['before']}"
        if len(keys["outlines"]) != facts["displays"] or "none" in keys["outlines"]:
            yield f"focus that cannot be seen: {keys['outlines']}"

    every(closer, wrong)
    assert sum(facts["displays"] for facts in closer.values()) >= len(closer) // 2


def test_a_display_is_there_without_style_and_in_print(closer: Found) -> None:
    """Nobody is shut out: without CSS and on paper displays stand open, and no button is left."""

    def wrong(_: str, facts: dict[str, Any]) -> Iterable[object]:
        for name in ("unstyled", "printed"):
            if facts[name] != [True] * facts["displays"]:
                yield f"{name}: {facts[name]}"
        if facts["printedControls"]:
            yield "a button on paper"

    every(closer, wrong)


def test_a_page_does_not_scroll_sideways(closer: Found) -> None:
    """Not at 1280 pixels, not at 360 and not at 320, with every display open."""
    sizes = ("sidewaysWide", "sidewaysPhone", "sidewaysNarrow")
    every(closer, lambda _, f: [size for size in sizes if f[size] > 0])


def test_the_keyboard_reaches_everything(closer: Found) -> None:
    """Every link, control and table that scrolls, with every display open."""
    every(closer, lambda _, facts: facts["unreached"])


def test_text_of_the_network_stays_text(visited: Found, brief: Any, planted: Any) -> None:
    """Markup in an item, a title or a remark is printed or dropped, never obeyed; nor does it come
    to the pages of another network."""
    if brief.title != planted.title:
        words = (planted.title, planted.markup, "A remark with weight")
        every(visited, lambda _, f: [word for word in words if word in f["text"]])
        return
    trust = [f for page, f in visited.items() if Path(page).stem == "20_roles_and_relationships"]
    assert len(trust) == len(EDITIONS)
    for facts in trust:
        assert planted.markup in facts["text"], (
            "the item's text is not on the page as it was written"
        )
        assert "A remark with weight" in facts["text"]
        assert "[link]" not in facts["text"]
    every(visited, lambda _, f: [] if planted.title in f["text"] else ["the network's title"])


def test_no_code_of_the_notebooks_is_on_a_page(workspace: Path, pages: list[str]) -> None:
    """No line of any code cell, no traceback, nothing of a notebook's own frame."""
    lines = {
        line.strip()
        for notebook in (workspace / "notebooks").glob("*.ipynb")
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
        for line in "".join(cell["source"]).splitlines()
    } - {""}
    assert len(lines) > len(RINGS)
    wanted = (*lines, "show(", "from nicdev", "import nicdev", "Traceback", "jp-Cell", "jp-Input")
    for page in pages:
        text = Path(page).read_text(encoding="utf-8")
        assert [line for line in wanted if line in text] == [], page


def test_nothing_of_the_machine_is_in_what_leaves(
    brief: Any, workspace: Path, planted: Any
) -> None:
    """No path, user or host in any byte of the folders for hub and members, pictures unpacked."""
    needles = {
        str(workspace), workspace.name, str(Path.home()), tempfile.gettempdir(),
        planted.user, socket.gethostname(),
    }  # fmt: skip
    # A machine may be called by a word that stands on the pages by right.
    ours = [TEMPLATE / "nicdev" / "brief.css", TEMPLATE.parents[1] / "locale" / "en.yml"]
    by_right = "".join(path.read_text(encoding="utf-8") for path in ours)
    needles = {n for n in needles if len(n) > 2 and n not in by_right}
    assert {str(workspace), planted.user} <= needles
    for folder in LEAVE:
        files = [path for path in (brief.folder / folder).rglob("*") if path.is_file()]
        assert len(files) > len(RINGS)
        for path in files:
            data = path.read_bytes()
            for picture in PICTURE.findall(data.decode("utf-8", "replace")):
                data += unquote_to_bytes(picture)
            assert [n for n in needles if n.encode() in data] == [], path


def test_a_page_is_small_enough_for_a_phone_and_an_e_mail(visited: Found, code: str) -> None:
    """150 kB for each two figures and four tables of a page, 600 kB for the largest."""
    small = [page for page, facts in visited.items() if Path(page).stat().st_size <= USUAL]
    # The promise speaks of two figures and four tables: a page with more keeps to it, too.
    assert code != "newborn" or any(
        len(visited[page]["images"]) >= 2 and visited[page]["tables"] >= 4 for page in small
    )

    def wrong(page: str, facts: dict[str, Any]) -> Iterable[object]:
        share = max(1.0, len(facts["images"]) / 2, facts["tables"] / 4)
        size = Path(page).stat().st_size
        if size > min(USUAL * share, LARGEST):
            yield size

    every(visited, wrong)


def test_axe_finds_no_barrier(ask: Any, distinct: list[str]) -> None:
    """WCAG 2.2 AA and best practice, everything open: nothing wrong, and nothing undecided.

    At 1280 and at 320 pixels and on paper, for readers who like it light and who like it dark.
    """
    found = ask("axe", {"pages": distinct})
    assert list(found) == distinct
    for what in ("violations", "undecided"):
        every(found, lambda _, views: [f"{view}: {fault}" for view, at in views.items()
                                       for fault in at[what]])  # fmt: skip  # noqa: B023
    views = {view for page in found.values() for view in page}
    assert views == {f"{size} {scheme}" for size in ("screen 1280", "screen 320", "print 680")
                     for scheme in ("light", "dark")}  # fmt: skip
    passed = {rule for views in found.values() for at in views.values() for rule in at["passes"]}
    assert {"color-contrast", "image-alt", "target-size", "region"} <= passed


def test_the_html_is_valid(ask: Any, distinct: list[str]) -> None:
    """Every rule of html-validate's sets `standard` and `a11y` but those in NOT_ASKED."""
    found = ask("validate", {"pages": distinct, "notAsked": list(NOT_ASKED)})
    assert list(found) == distinct
    every(found, lambda _, faults: faults)
