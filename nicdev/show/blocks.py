"""Disclosed -> a block: the question, room to predict, the display, how sure, the prompts.

A block is an HTML fragment, the same in JupyterLab and in the brief. Everything that comes from
data is escaped here, once, by the template.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from nicdev.evidence import Disclosed
from nicdev.framework import Limit, framework
from nicdev.language import locale
from nicdev.show import style
from nicdev.show.disclosure import NOTHING_TO_GATE
from nicdev.show.drawing import data_url
from nicdev.show.markdown import plain_html
from nicdev.show.tables import Outline, Table, parts
from nicdev.show.words import Words

if TYPE_CHECKING:
    from jinja2 import Template

# What draws evidence of a kind: a module here. `words` is taken by those of the locale.
KINDS = {
    "distribution": "distribution",
    "tie": "tie",
    "series": "series",
    "survival": "survival",
    "matrix": "matrix",
    "slope": "slope",
    "flow": "flow",
    "lineage": "lineage",
    "words": "keyness",
    "checklist": "checklist",
    "networks": "networks",
}


@dataclass(frozen=True)
class Block:
    """One indicator in one edition, ready for a page.

    `seen` is False where there is nothing to look at; the page then says so in a line at its end.
    `why` is that line, and `remark` what the evaluator wrote to it.
    """

    key: str
    question: str
    html: str
    seen: bool
    why: str
    remark: str = ""


def _nothing(shown: Disclosed) -> str:
    """Why there is nothing to look at, though somebody looked."""
    return "withheld" if shown.verdict == "withheld" else "too little to say"


def block(shown: Disclosed, language: str, limits: Mapping[str, Limit], remark: str = "") -> Block:
    """Word and draw what may be seen.

    Parameters
    ----------
    shown : what the gate let pass
    limits : the thresholds of the gate itself, for the sentences that say what is held back
    remark : the evaluator's remark in Markdown
    """
    words = Words(locale(language))
    address = f"indicators.{shown.key}"
    anchor = shown.key.replace(".", "-")
    question = words.say(f"{address}.question")
    seen = shown.verdict not in NOTHING_TO_GATE
    if not seen:
        why = words.say(f"sentences.state.{shown.verdict}")
        html = _template().render(
            anchor=anchor, question=question, seen=False, sentences=[why], say=words.say,
            prompts=(), remark=_remark(remark),
        )  # fmt: skip
        said = str(_remark(remark))
        return Block(shown.key, question, html, seen=False, why=why, remark=said)
    empty = shown.verdict == "withheld" or shown.rows.empty  # then one line stands for all
    kind = import_module(f"nicdev.show.{KINDS[shown.kind]}")
    image = None if empty else kind.figure(shown, words)
    html = _template().render(
        anchor=anchor,
        question=question,
        seen=True,
        framework=words.say(f"{address}.framework"),
        paper_page=words.say("page.paper_page", page=framework().indicator(shown.key).page),
        predict=words.say(f"{address}.predict"),
        image=image and data_url(image),
        wide=style.wide(image or ""),
        alt=image and kind.alt(shown, words),
        sentences=[words.say(f"sentences.state.{_nothing(shown)}")] if empty
        else list(kind.sentences(shown, words)),
        sure=[] if empty else list(kind.sure(shown, words)),
        caveats=[words.say(f"caveats.{caveat}") for caveat in shown.caveats],
        held_back=_held_back(shown, words, limits),
        tables=[] if empty else [part for t in kind.tables(shown, words)
                                    for part in _parts(t, words)],
        prompts=words.locale.listed(f"{address}.prompts"),
        remark=_remark(remark),
        say=words.say,
    )  # fmt: skip
    return Block(shown.key, question, html, seen=True, why="")


def _parts(told: Table | Outline, words: Words) -> Sequence[Table | Outline]:
    return parts(told, words.say) if isinstance(told, Table) else [told]


def _held_back(shown: Disclosed, words: Words, limits: Mapping[str, Limit]) -> list[str]:
    values = {
        "k": f"{limits['k_people'].value:g}",
        "k_students": f"{limits['k_students'].value:g}",
        "k_networks": f"{limits['k_networks'].value:g}",
        "edge_students": f"{limits['edge_students'].value:g}",
    }
    return [words.say(f"held_back.{reason}", **values) for reason in shown.held_back]


def _remark(text: str) -> object:
    """Markdown, with nothing left in it that could run, fetch or restructure the page."""
    if not text:
        return ""
    from markupsafe import Markup

    return Markup(plain_html(text))  # noqa: S704 - cleaned by nh3 with a short list of tags


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("nicdev.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("block.html.j2")
