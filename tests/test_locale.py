"""Every sentence a page needs is there, every placeholder is filled, and no sentence is idle."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, lay_out

from nicdev import simulate
from nicdev.desk import Desk, with_evidence
from nicdev.evidence import EDITIONS, Disclosed, Edition
from nicdev.framework import framework
from nicdev.language import languages, locale
from nicdev.network import open_network
from nicdev.press.load import held
from nicdev.show.blocks import KINDS, block
from nicdev.show.disclosure import NOTHING_TO_GATE, disclose_page
from nicdev.show.words import Words
from nicdev.tables import TABLES

PACKAGE = ROOT / "nicdev"
BUILT = [key for key, i in framework().indicators.items() if i.built]
VERDICTS = [verdict for group in framework().verdicts.values() for verdict in group]
# Families whose last part is looked up by a name from elsewhere: they are held to that list below.
BY_NAME = ("words", "caveats", "verdicts", "limits", "glossary", "statistics.reasons", "rooms",
           "indicators", "functions", "notebooks", "rings", "compared")  # fmt: skip


def leaves(words: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in words.items():
        key = f"{above}{name}"
        if isinstance(value, Mapping) and set(value) != {"one", "other"}:
            yield from leaves(value, f"{key}.")
        else:
            yield key, value


def sentences(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else [value]


def under(language: str, key: str) -> set[str]:
    return set(locale(language).names(key))


LANGUAGES = pytest.mark.parametrize("language", languages())


@LANGUAGES
def test_the_same_keys_and_placeholders_in_every_language(language: str) -> None:
    english, other = (dict(leaves(locale(name).words)) for name in ("en", language))
    assert set(english) == set(other)
    for key, value in english.items():
        here = [re.findall(r"\{(\w+)\}", text) for text in sentences(value)]
        there = [re.findall(r"\{(\w+)\}", text) for text in sentences(other[key])]
        assert [set(names) for names in here] == [set(names) for names in there], key


@LANGUAGES
def test_the_framework_has_its_words(language: str) -> None:
    words = locale(language)
    assert under(language, "verdicts") == set(VERDICTS)
    for verdict in VERDICTS:
        assert under(language, f"verdicts.{verdict}") == {"name", "meaning"}
    assert {f"{ring}.{room}" for ring in words.names("rooms")
            for room in words.names(f"rooms.{ring}")} == set(framework().rooms)  # fmt: skip
    assert under(language, "notebooks") == set(framework().notebooks)
    assert under(language, "functions") == set(framework().functions)
    assert under(language, "limits") == set(framework().limits) - {"seconds_a_notebook"}
    carried = {caveat for i in framework().indicators.values() for caveat in i.caveats}
    assert under(language, "caveats") == carried
    reasons = TABLES["responses"].column("missing").allowed
    # The rings add one: an answer that lies between two of the scale.
    assert under(language, "statistics.reasons") == {*reasons, "between"}


@LANGUAGES
def test_conjectures_and_crosswalks_have_their_words(language: str) -> None:
    words = locale(language)
    assert under(language, "conjectures") == set(framework().conjectures)
    assert under(language, "levels") == {c.level for c in framework().conjectures.values()}
    assert under(language, "crosswalks") == set(framework().crosswalks)
    for name, crosswalk in framework().crosswalks.items():
        assert set(words.names(f"crosswalks.{name}.parts")) == set(crosswalk.parts)
    for referent in framework().referents:
        assert words.has(f"words.{referent}")


@LANGUAGES
def test_every_indicator_has_its_words(language: str) -> None:
    listed = {key.rpartition(".")[0]
              for key, _ in leaves(locale(language).words["indicators"])}  # fmt: skip
    assert listed == set(framework().indicators)
    for key, indicator in framework().indicators.items():
        names = under(language, f"indicators.{key}")
        wanted = {"name", "question", "framework", "predict", "method", "prompts"}
        assert names - {"formulas"} == (wanted if indicator.built else {"question"}), key
        assert locale(language).say(f"indicators.{key}.question").endswith("?")


@LANGUAGES
def test_no_number_stands_in_a_sentence(language: str) -> None:
    """Numbers come from the evidence and from framework.yml, where each has its source.

    In a formula a number is part of the sign language, and decides nothing.
    """
    for key, value in leaves(locale(language).words):
        for text in sentences(value):
            prose = re.sub(r"\$[^$]+\$", "", text) if key.endswith(".formulas") else text
            assert not re.search(r"\d", re.sub(r"\{\w+\}", "", prose)), key


def sources() -> Iterator[Path]:
    yield from PACKAGE.rglob("*.py")
    yield from PACKAGE.rglob("*.j2")


def patterns() -> set[str]:
    """Every text in the source that could be a key, as a pattern; filled-in parts match a name."""
    found: set[str] = set()
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".j2":
            found |= {re.escape(key) + (".+" if key.endswith(".") else "")
                      for key in re.findall(r"say\(['\"]([\w.]+)['\"]", text)}  # fmt: skip
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else r".+"
                         for part in node.values]  # fmt: skip
                if parts[0] != ".+":
                    found.add("".join(parts))
    return found


def named() -> Iterator[str]:
    """Keys that the code writes out, and heads of columns that it takes from a list in sight."""
    for path in PACKAGE.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                yield from _written(function)
                yield from _heads(function)


def _written(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("words.say", ".listed")):
            match node.args:
                case [ast.Constant(value=str(key)), *_]:
                    yield key


def _heads(function: ast.FunctionDef) -> Iterator[str]:
    lists = {target.id: node.value for node in ast.walk(function) if isinstance(node, ast.Assign)
             for target in node.targets if isinstance(target, ast.Name)}  # fmt: skip
    for node in ast.walk(function):
        if isinstance(node, ast.ListComp) and "say(f'columns.{" in ast.unparse(node.elt):
            names = node.generators[0].iter
            names = lists.get(names.id, names) if isinstance(names, ast.Name) else names
            rows = [part for part in ast.walk(names) if isinstance(part, ast.Tuple)]
            for part in (part for row in rows for part in row.elts):
                if isinstance(part, ast.Constant):
                    yield f"columns.{part.value}"


@LANGUAGES
def test_every_sentence_that_the_code_names_is_there(language: str) -> None:
    found = set(named())
    assert {"columns.chance_from", "sentences.apart.each"} <= found
    assert [key for key in sorted(found) if not locale(language).has(key)] == []


def test_no_sentence_is_idle() -> None:
    known = [re.compile(pattern) for pattern in patterns() if "." in pattern]
    idle = [
        key
        for key, _ in leaves(locale("en").words)
        if not key.startswith(tuple(f"{family}." for family in BY_NAME))
        and not any(pattern.fullmatch(key) for pattern in known)
    ]
    assert idle == []


def test_no_word_is_idle() -> None:
    """`words` are looked up by what stands in evidence: constants of ours, or closed choices."""
    literals = {
        node.value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    literals |= set(framework().collections)  # things to collect, and what more answers are called
    literals |= {literal.rpartition(".")[2] for literal in literals if literal.startswith("words.")}
    choices = {word for t in TABLES.values() for c in t.columns for word in c.allowed}
    views = {f"view_{view}" for view in ("all", "without_hub")}
    assert set(locale("en").names("words")) - literals - choices - views == set()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    workspace = lay_out(tmp_path_factory.mktemp("example"), simulate.network(2026).frames)
    files = held(workspace, "net")
    network = open_network(files.study, files.frames, roster=files.roster, sources=files.sources)
    return Desk(with_evidence(network, workspace), files.remarks)


@pytest.fixture(scope="module")
def gated(example: Desk) -> dict[str, list[Disclosed]]:
    """What each edition may see of the example."""
    page = [example.evidence(key) for key in BUILT]
    limits = example.network.study.all_limits
    return {edition: [*disclose_page(page, edition, limits).values()] for edition in EDITIONS}


@pytest.mark.parametrize("edition", EDITIONS)
@LANGUAGES
def test_every_placeholder_is_filled_in_the_example(
    example: Desk, gated: dict[str, list[Disclosed]], language: str, edition: Edition
) -> None:
    limits = example.network.study.all_limits
    for shown in gated[edition]:
        made = block(shown, language, limits, "A remark.")
        assert not re.search(r"\{\w+\}|““|””", made.html), shown.key
        assert not re.search(r"</h4>\s*(<p>\s*</p>|</|<h4>)", made.html), shown.key  # over nothing
        assert made.question


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_placeholder_is_filled_in_every_verdict(
    example: Desk, gated: dict[str, list[Disclosed]], verdict: str, edition: Edition
) -> None:
    """Sentences alone where something is drawn: no figure says its verdict."""
    limits, words = example.network.study.all_limits, Words(locale("en"))
    for before in gated[edition]:
        shown = replace(before, verdicts=(("", verdict),))
        if verdict in NOTHING_TO_GATE:
            said = [block(shown, "en", limits).html]
        else:
            kind = import_module(f"nicdev.show.{KINDS[shown.kind]}")
            said = [*kind.sentences(shown, words), *kind.sure(shown, words)]
            said = said or [table.caption for table in kind.tables(shown, words)]
        assert said
        assert not any(re.search(r"\{\w+\}", sentence) for sentence in said), shown.key


def test_the_pages_of_a_book_do_not_run_backwards() -> None:
    for pages in framework().rooms.values():
        numbers = [int(n) for n in re.findall(r"\d+", pages)]
        assert all(a <= b for a, b in pairwise(numbers))
