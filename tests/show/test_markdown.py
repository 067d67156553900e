"""What an evaluator writes becomes harmless HTML; formulas become MathML, amounts stay text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show.markdown import ATTRIBUTES, MATHS, TAGS, mathml, plain_html

WG = r"r_{wg} = 1 - \frac{s^2}{(A^2 - 1) / 12}"

AMOUNTS = (
    "It costs $5 and $6.",
    "US$5 to US$7 a head",
    "from $5-$6",
    "$10k for books, then $12k",
    "$ a $",
    "5$ or 6$",
    r"\$x\$",
    "$5",
    "$$",
    "costs $5, or 6$7",
)


@pytest.mark.parametrize("text", AMOUNTS)
def test_amounts_stay_text(text: str) -> None:
    assert plain_html(text) == f"<p>{text.replace(chr(92), '')}</p>\n"


def test_formulas_become_mathml() -> None:
    assert plain_html("It is $x^2$, or $5 less.") == (
        '<p>It is <math display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>, '
        "or $5 less.</p>\n"
    )
    displayed = '<math display="block"><mrow><mi>a</mi><mo>\u2212</mo><mi>b</mi></mrow></math>'
    assert (
        plain_html("So\n\n$$\na\n- b\n$$\n\nand") == f"<p>So</p>\n<p>{displayed}</p>\n<p>and</p>\n"
    )
    assert plain_html("So $$a - b$$ and") == f"<p>So {displayed} and</p>\n"
    assert "<mfrac>" in plain_html(f"**${WG}$**")


UNREADABLE = (r"\frac{", "{" * 900, r"\newcommand{\a}{\a\a}\a", r"\def\a{\a\a}\a", "x" * 1001,
              "^", r"\left(", r"a^b^c", r"\begin{matrix}")  # fmt: skip


@pytest.mark.parametrize("tex", UNREADABLE)
def test_what_is_no_formula_stays_as_it_was_written(tex: str) -> None:
    html = plain_html(f"${tex}$")
    assert "<math" not in html
    assert tex in html


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)></mtext></math></p>&lt;b&gt;"
INSIDE = (r"\text{%s}", r"\mbox{%s}", r"\verb|%s|", r"\href{%s}{x}",
          r"\href{javascript:alert(1)}{x}",
          r"\style{background:url(file:///etc/passwd)}{x}", r"\class{%s}{x}", r"\color{%s}x",
          r"\operatorname{%s}", r"\tag{%s} x", r"\mathrm{%s}", "%s", r"x_{\text{%s}}",
          r"\textcolor{%s}{x}", r"\begin{array}{%s} a \end{array}", r"\id{%s}{x}",
          r"\unicode{x3C}script\unicode{x3E}", r"\hspace{%s}", r"\rule{%s}{1em}")  # fmt: skip


@pytest.mark.parametrize("tex", INSIDE)
def test_no_text_in_a_formula_can_run(tex: str) -> None:
    for around in ("$%s$", "$$%s$$", "a\n\n$$\n%s\n$$\n"):
        html = plain_html(around.replace("%s", tex.replace("%s", MARKUP)))
        tags = Tags()
        tags.feed(html)
        for tag, attributes in tags.found:
            assert tag in TAGS | MATHS, html
            assert {name for name, _ in attributes} <= ATTRIBUTES.get(tag, set()), html
            assert not any(":" in (value or "") for _, value in attributes), html


def test_text_in_a_formula_is_there_as_text() -> None:
    assert "<mtext>&lt;script&gt;alert(1)&lt;/script&gt;</mtext>" in plain_html(
        r"$\text{<script>alert(1)</script>}$"
    )


FILES = ("![q](data/newborn/members.csv)", "![](/etc/passwd)", "[x](file:///etc/passwd)",
         "<file:///etc/passwd>", "![x][a]\n\n[a]: ../../params/newborn.yml",
         "[![q](members.csv)](members.csv)", "<object data=members.csv></object>",
         "<a href=file:///etc/passwd>x</a>", "{% include 'members.csv' %} {{ 7*7 }} {name}",
         "<javascript:alert(1)>", "[x](javascript:alert(1))", "[x](data:text/html,<script>)",
         "<https://example.org>", "https://example.org", "# A heading", "---", "```\ncode\n```",
         "<!-- a", "]]>", "| a | b |\n|---|---|\n| 1 | 2 |")  # fmt: skip


@pytest.mark.parametrize("text", FILES)
def test_no_text_pulls_in_a_file_or_leads_away(text: str) -> None:
    html = plain_html(text)
    tags = Tags()
    tags.feed(html)
    assert {tag for tag, _ in tags.found} <= TAGS, html
    assert not any(attributes for _, attributes in tags.found), html
    assert "member_id" not in html
    assert "root:" not in html


def test_what_looks_like_a_template_is_printed() -> None:
    text = "{{ 7*7 }} {% include 'x' %} {name}"
    assert plain_html(text) == f"<p>{text}</p>\n"


def test_every_formula_of_the_locale_can_be_read() -> None:
    found = 0
    for key in framework().indicators:
        address = f"indicators.{key}.formulas"
        for line in locale("en").listed(address) if locale("en").has(address) else ():
            formulas = re.findall(r"\$([^$]+)\$", line)
            assert formulas
            assert all(mathml(tex) for tex in formulas), line
            assert plain_html(line).count("<math ") == len(formulas), line
            found += 1
    assert found >= 4
