"""What would leave a reader who cannot see the page behind stops its export, in whole sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from press.conftest import Nicdev, Said, ledger, names, notebook, workbook

from nicdev.press.alternatives import faults

PAGE = "hub/20_roles_and_relationships.html"
BLOCK = f"{PAGE}, roles.trust.facets"
SOUND = "Stacked bars of two questions. The most frequent answer is 4, one more than before."
WANTED = (
    "expected a sentence that says what is shown, its key value and which way it goes. "
    "Write one from the data, where the figure is made."
)


def page(inside: str, above: str = "<h1>Trust</h1>") -> str:
    return (
        f"<html><head><title>A page</title></head><body>{above}<h2>Relational trust</h2>"
        '<section class="nicdev-block" id="roles-trust-facets">'
        f"<h3>How do members see it?</h3>{inside}<table><caption>Answers, by share</caption>"
        "<tr><th>Answer</th><td></td></tr></table></section></body></html>"
    )


def img(alt: str) -> str:
    return (
        f'<figure><img src="data:," alt="{alt}"><figcaption>Figure 1: trust</figcaption></figure>'
    )


SAYS_NOTHING = ("No description has been provided for this image", "image", "Figure", "figure 12.",
                "An image", "a chart", "trust_plot.png", "Trust.SVG", "Placeholder", "untitled",
                "TODO", "N/A", "alt text")  # fmt: skip
REPEATS = {
    "How do members see it?": "How do members see it?",
    "how do members see it": "How do members see it?",
    "Relational trust.": "Relational trust",
    "Answers, by share": "Answers, by share",
    "Figure 1: trust": "Figure 1: trust",
    "A page": "A page",
}


@pytest.mark.parametrize("alt", SAYS_NOTHING)
def test_an_alternative_that_says_nothing(alt: str) -> None:
    found = f"a picture whose text alternative is '{alt}', which says nothing"
    assert list(map(str, faults(page(img(alt)), PAGE))) == [f"{BLOCK}: found {found}; {WANTED}"]


@pytest.mark.parametrize("alt", REPEATS)
def test_an_alternative_that_only_repeats_what_stands_beside_it(alt: str) -> None:
    found = f"a picture whose text alternative only repeats '{REPEATS[alt]}'"
    assert list(map(str, faults(page(img(alt)), PAGE))) == [f"{BLOCK}: found {found}; {WANTED}"]


NONE = "a picture without a text alternative"
EMPTY = "a picture whose text alternative is empty"
DRAWN = {
    '<img src="data:,">': NONE,
    '<img src="data:," alt="">': EMPTY,
    '<img src="data:," alt=" \u00a0 ">': EMPTY,
    '<img src="data:," alt>': EMPTY,
    "<svg><path d='M0 0'/></svg>": NONE,
    "<svg role='img'><title> </title></svg>": EMPTY,
    "<svg role='img' aria-label=''></svg>": EMPTY,
    "<svg role='img' aria-labelledby='nowhere'></svg>": EMPTY,
    "<svg><title>Relational trust</title></svg>":
        "a picture whose text alternative only repeats 'Relational trust'",
    "<svg aria-label='figure'></svg>":
        "a picture whose text alternative is 'figure', which says nothing",
}  # fmt: skip


@pytest.mark.parametrize("picture", DRAWN)
def test_a_picture_without_words(picture: str) -> None:
    said = [f"{BLOCK}: found {DRAWN[picture]}; {WANTED}"]
    assert list(map(str, faults(page(picture), PAGE))) == said


FINE = (
    img(SOUND),
    img(f"How do members see it? {SOUND}"),
    f"<svg role='img' aria-labelledby='t d'><title id='t'>Trust</title><desc id='d'>{SOUND}</desc>"
    "<g><svg><path d='M0 0'/></svg><text>image</text></g></svg>",
    f"<svg><title>Relational trust</title><desc>{SOUND}</desc></svg>",
    "<svg aria-hidden='true'><path d='M0 0'/></svg>",
    "<h4>A heading</h4>",
)


@pytest.mark.parametrize("picture", FINE)
def test_what_is_fine_is_let_through(picture: str) -> None:
    assert faults(page(picture), PAGE) == []


def test_headings_and_heads() -> None:
    def said(html: str) -> list[str]:
        return list(map(str, faults(html, PAGE)))

    two = "<h1>Trust</h1><h1>Again</h1>"
    for above, count in (("", 0), (two, 2)):
        assert said(page("", above)) == [
            f"{PAGE}: found {count} headings of the first level; expected exactly one, which says "
            "what the page is. Begin other headings at the second level."
        ]
    assert said(page("<h5>Deep down</h5>")) == [
        f"{BLOCK}: found 'Deep down' at level 5 below a heading at level 3; expected no level left "
        "out. Make it a heading of level 4."
    ]
    assert said(page("<table><tr><th> </th><th>n</th></tr></table>")) == [
        f"{BLOCK}: found a table with a head that is empty; expected a name for every row and "
        "column. Give it one, or make it a plain cell."
    ]


def test_all_faults_are_found_at_once() -> None:
    found = faults(page('<img src="data:,"><h6>x</h6><table><th></th></table>', ""), PAGE)
    assert [p.code for p in found] == [
        "no_alternative", "not_one_heading", "skipped_heading", "empty_head",
    ]  # fmt: skip


# ------------------------------------------------------------------------------- in the press


# A notebook of the evaluator's own, whose block carries a picture that says nothing.
FORGED = """\
from nicdev.desk import start
shown = start(network, wave).show("development.readiness.tables")
shown.block["editions"]["members"]["html"] = shown.block["editions"]["members"]["html"].replace(
    'alt="', 'alt="Grid" data-was="')
shown"""


@pytest.mark.notebooks
def test_a_page_with_a_picture_that_says_nothing_is_not_exported(
    tmp_path: Path, nicdev: Nicdev
) -> None:
    made = {"00_readiness": notebook(FORGED.replace('"Grid"', '"Figure 1"')),
            "30_norms_and_identities": notebook("1 + 1")}  # fmt: skip
    root = workbook(tmp_path, made)
    said: Said = nicdev(root, "run")
    reason = (
        "members/00_readiness.html, development.readiness.tables: found a picture whose text "
        f"alternative is 'Figure 1', which says nothing; {WANTED}"
    )
    noted = ledger(root)["notebooks"]
    assert noted["00_readiness"]["outcome"] == "page refused"
    assert noted["00_readiness"]["reason"] == reason
    assert f"net all 00_readiness: page refused. {reason}\n" in said.err
    assert said.code == 1
    for folder in ("hub", "members", "private"):
        pages = {name for name in names(root / "built/net/all" / folder) if re.match(r"\d", name)}
        assert "00_readiness.html" not in pages
        assert "30_norms_and_identities.html" in pages
