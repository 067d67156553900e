"""The front page of an edition: what the executed notebook of reflection shows, and room to work.

It is composed with the lists of pages, since it says of every page whether it is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nicdev.errors import Problem
from nicdev.evidence import EDITIONS, Edition
from nicdev.framework import framework
from nicdev.language import Locale, locale
from nicdev.press.alternatives import faults
from nicdev.press.export import frame, links, tail, without_notebook
from nicdev.press.fragments import blocks_of, is_brief
from nicdev.press.plan import FOLDERS, FRONT, Job, Page
from nicdev.show.markdown import plain_html
from nicdev.tables import TABLES

HERE = "development.reflection"
SLOTS = ("", "wheel", "changes", "decisions")  # the first is above all the others
SAID = (f"{HERE}.changes", f"{HERE}.decisions")  # sections that say themselves that they are empty


def page(
    about: Page, edition: Edition, states: Mapping[str, bool], cells: Iterable[Mapping[str, Any]]
) -> str:
    """The front page as HTML, from the cells of the executed notebook."""
    words = locale(about.language)
    cells = list(cells)
    shown = [(block, block["editions"][edition]) for cell in cells for block in blocks_of(cell)]
    slots = _slots(cells, edition)
    ending = tail([pair for pair in shown if pair[1]["seen"] or pair[0]["key"] not in SAID], words)
    evaluator = edition == "evaluator"
    resources = {
        "say": words.say,
        "page": frame(about, words, edition, words.say(f"notebooks.{FRONT}.name")),
        "sections": _sections(slots, words),
        "own_prompts": words.listed("front.own_prompts"),
        "slots": slots,
        "links": links(states, words),
        "protocols": _protocols(words),
        "decision": [
            {
                "column": name,
                "name": words.say(f"decision.{name}"),
                "value": _wave(about, words) if name == "wave" else "",
            }
            for name in TABLES["decisions"].names
        ],
        "back": words.say("front.decisions_back", wave=about.wave) if evaluator else "",
        "header": ",".join(TABLES["decisions"].names),
        **ending,
    }
    return without_notebook("front.html.j2", resources)


def problems(job: Job, cells: Iterable[Mapping[str, Any]]) -> Iterator[Problem]:
    """All that keeps the front page of an edition from being shown."""
    cells = list(cells)
    for edition in EDITIONS:
        yield from faults(page(job.page, edition, {}, cells), f"{FOLDERS[edition]}/index.html")


def _wave(about: Page, words: Locale) -> str:
    return about.wave_label or words.say("page.whole_period")


def _slots(cells: Iterable[Mapping[str, Any]], edition: Edition) -> dict[str, list[str]]:
    """The fragments by section. What an evaluator adds stands where it was put: after the block
    before it, or above all of them."""
    slots: dict[str, list[str]] = {name: [] for name in SLOTS}
    here = ""
    for cell in cells:
        if is_brief(cell):
            slots[here].append(plain_html("".join(cell["source"])))
        for block in blocks_of(cell):
            room, _, name = block["key"].rpartition(".")
            here = name if room == HERE else here
            if block["editions"][edition]["seen"]:
                slots[here].append(block["editions"][edition]["html"])
    return slots


def _sections(slots: Mapping[str, list[str]], words: Locale) -> list[dict[str, str]]:
    """What the list of contents names."""
    names = ("own", "wheel", "changes", "pages", "protocol", "decisions")
    return [
        {"anchor": name, "name": words.say(f"front.{name}")}
        for name in names
        if name != "wheel" or slots[name]
    ]


def _protocols(words: Locale) -> list[dict[str, Any]]:
    """Ways of talking, with the minutes of each step and of all of them."""
    return [
        {
            "name": words.say(f"protocols.{name}.name"),
            "about": words.say(f"protocols.{name}.about"),
            "in_all": words.say("front.in_all", count=sum(steps.values())),
            "steps": [
                {
                    "name": words.say(f"protocols.{name}.steps.{step}.name"),
                    "do": words.say(f"protocols.{name}.steps.{step}.do"),
                    "minutes": words.say("front.minutes", count=minutes),
                }
                for step, minutes in steps.items()
            ],
        }
        for name, steps in framework().protocols.items()
    ]
