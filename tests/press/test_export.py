"""A ring's page is put together from the blocks of its notebook."""

from __future__ import annotations

import re
from typing import Any

import nbformat
from conftest import committed

from nicdev.framework import framework
from nicdev.press.export import page
from nicdev.press.fragments import BLOCK
from nicdev.press.plan import Page

KEYS = ("roles.connections.density", "roles.connections.constraint", "roles.connections.components")


def made_of(blocks: list[dict[str, Any]]) -> str:
    output = {"output_type": "display_data", "metadata": {}}
    cell = {"cell_type": "code", "id": "c", "metadata": {}, "source": "", "execution_count": None,
            "outputs": [output | {"data": {BLOCK: block}} for block in blocks]}  # fmt: skip
    notebook = nbformat.from_dict(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    )
    about = Page("algebra", "A network", "w3", "", "20_roles_and_relationships", "en",
                 synthetic=True, newest="2026-06-30", run="0")  # fmt: skip
    return page(about, notebook, blocks, "evaluator")


def test_what_is_for_those_who_want_to_look_closer_stands_behind_the_other_questions() -> None:
    """Under a heading of its own, once, and named in the list of contents by that heading alone."""
    desk = committed("algebra", "w3")
    assert [framework().indicator(key).appendix for key in KEYS] == [False, True, False]
    html = made_of([dict(desk.shown(key).block) for key in KEYS])
    heads = re.findall(r'<h[23][^>]*>(.*?)</h[23]>|<section id="([^"]*)">', html)
    order = [words or name for words, name in heads]
    asked = [desk.shown(key).block["editions"]["evaluator"]["question"] for key in KEYS]
    assert [word for word in order if word in (*asked, "appendix", "methods")] == [
        asked[0], asked[2], "appendix", asked[1], "methods",
    ]  # fmt: skip
    links = re.findall(r'<li><a href="#([^"]*)">', html)
    assert links[:3] == [KEYS[0].replace(".", "-"), KEYS[2].replace(".", "-"), "appendix"]
    without = made_of([dict(desk.shown(KEYS[0]).block)])
    assert "appendix" not in without
