"""Every kind of evidence: a picture that can be read, and words that follow the data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any

import kinds
import numpy as np
import pandas as pd
import pytest
from conftest import desk_of, lay_out
from kinds import MAKERS, Rows, shown
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from nicdev import simulate
from nicdev.evidence import Disclosed
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show import style
from nicdev.show.blocks import KINDS, block
from nicdev.show.disclosure import disclose
from nicdev.show.tables import Entry, Outline
from nicdev.show.words import Words

WORDS = Words(locale("en"))
MARKS = (2, 5, 13, 20, 37, 60)
PRINTED = {style.WIDTH: 92 / 25.4, style.WIDE: 170 / 25.4}  # inches across on A4, as in brief.css
SMALLEST = 7.0  # points on A4
A4_HIGH = (297 - 16 - 18) / 25.4  # inches between the margins of a page, in brief.css
Drawn = Callable[[Disclosed], Figure]


def module(kind: str) -> Any:
    return import_module(f"nicdev.show.{KINDS[kind]}")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """The figure itself, in place of its SVG text."""

    def draw(what: Disclosed) -> Figure:
        caught: list[Figure] = []
        with monkeypatch.context() as patched:
            patched.setattr(style, "svg", lambda figure: caught.append(figure) or "")
            module(what.kind).figure(what, WORDS)
        return caught[0]

    return draw


def texts(figure: Figure) -> list[tuple[Text, Any]]:
    """Every text that is really drawn, with its box in pixels."""
    found: list[Text] = []
    with rc_context(style.SETTINGS):
        canvas = FigureCanvasAgg(figure)
        renderer: Any = canvas.get_renderer()  # type: ignore[no-untyped-call]
        plain = renderer.draw_text

        def spy(*args: Any, mtext: Text | None = None, **more: Any) -> None:
            if mtext is not None and mtext not in found:
                found.append(mtext)
            plain(*args, mtext=mtext, **more)

        renderer.draw_text = spy
        figure.draw(renderer)
        return [(text, Text.get_window_extent(text, renderer)) for text in found]


def faults(figure: Figure) -> Iterator[str]:
    """Texts that overlap by more than half a pixel, are cut by the edge, or print too small."""
    found = texts(figure)
    assert found, "no text was seen"
    width, height = figure.bbox.width, figure.bbox.height
    across = float(figure.get_size_inches()[0])
    for text, box in found:
        if box.x0 < -0.5 or box.y0 < -0.5 or box.x1 > width + 0.5 or box.y1 > height + 0.5:
            yield f"cut: {text.get_text()!r} {box}"
        if text.get_fontsize() * PRINTED[across] / across < SMALLEST:
            yield f"small: {text.get_text()!r} {text.get_fontsize()}"
    for (one, a), (other, b) in combinations(found, 2):
        wide = min(a.x1, b.x1) - max(a.x0, b.x0)
        high = min(a.y1, b.y1) - max(a.y0, b.y0)
        if wide > 0.5 and high > 0.5:
            yield f"over: {one.get_text()!r} {other.get_text()!r} {wide:.1f} {high:.1f}"


EACH = pytest.mark.parametrize("name", MAKERS)


@EACH
@pytest.mark.parametrize("marks", MARKS)
def test_no_text_overlaps_is_cut_or_small(name: str, marks: int, drawn: Drawn) -> None:
    kind, make = MAKERS[name]
    assert list(faults(drawn(shown(kind, make(marks, seed=marks))))) == []


def test_of_a_great_many_tests_as_many_are_drawn_as_a_page_holds(
    tmp_path: Path, drawn: Drawn
) -> None:
    """1,533 tests of a network of 220 members: the lineage on A4, and what it leaves out."""
    frames = simulate.simulate(
        simulate.like("literacy", "net").model_copy(update={"tests": 18.9})
    ).frames
    assert (len(frames["members"]), len(frames["cycles"])) == (220, 1533)
    needed = ("members", "organizations", "teams", "waves", "cycles", "theory", "theory_versions")
    made = {name: frames[name] for name in needed}
    made["cycles"] = made["cycles"].assign(measure_id="")
    desk = desk_of(lay_out(tmp_path, made, "limits: {ramp_tests: 60}\n"), "net")
    found = desk.evidence("technical.inquiry.ramps")
    units = found.rows["unit"].value_counts()
    assert units["node"] == 60
    assert units["edge"] >= 59  # nothing that is drawn of a chain stands alone
    left = found.rows[found.rows["unit"] == "outside"]
    assert units["node"] + left["numerator"].sum() == 1533
    what = disclose(found, "evaluator", desk.network.study.all_limits)
    figure = drawn(what)
    assert list(faults(figure)) == []
    across, down = figure.get_size_inches()
    assert down * PRINTED[across] / across <= A4_HIGH
    said = " ".join(module("lineage").sentences(what, WORDS))
    for count in left["numerator"]:
        assert f"{count:.0f} more" in said


def test_the_checker_sees_what_it_looks_for(drawn: Drawn) -> None:
    figure = drawn(shown("survival", kinds.survival(20)))
    assert list(faults(figure)) == []
    axes = figure.axes[0]
    planted = [axes.text(0.06, 0.05, "over the head"), axes.text(4.1, 1, "over the edge"),
               axes.text(2, 2.75, "too small to read", fontsize=7)]  # fmt: skip
    seen = list(faults(figure))
    assert any(s.startswith("over: 'Members' 'over the head'") for s in seen)
    assert any(s.startswith("cut: 'over the edge'") for s in seen)
    assert any(s.startswith("small: 'too small to read'") for s in seen)
    for text in planted:
        text.remove()
    assert list(faults(figure)) == []


def test_sizes_are_those_of_the_page() -> None:
    from conftest import ROOT

    css = (ROOT / "nicdev/press/template/nicdev/brief.css").read_text(encoding="utf-8")
    printed = css.partition("@media print")[2]
    assert f"figure img {{ max-width: {PRINTED[style.WIDTH] * 25.4:.0f}mm; }}" in printed
    assert f"figure.wide img {{ min-width: 0; width: {PRINTED[style.WIDE] * 25.4:.0f}mm;" in printed


def turned(rows: Rows) -> Rows:
    """The same evidence the other way round: what was large is small."""
    units = {"survival", "cells", "flow", "between", "word", "point", "answers", "members", "ties",
             "ways", "returned", "outside", "turnover", "links", "raw", "whole"}  # fmt: skip
    known = [r for r in rows if r["unit"] in units and not pd.isna(r.get("value", np.nan))]
    values = {id(r): [r.get(c) for c in ("value", "numerator", "lower", "upper")] for r in known}
    last = dict(zip(map(id, known), reversed(list(values.values())), strict=True))
    out = []
    for row in rows:
        new = dict(row)
        if id(row) in last:
            new |= dict(zip(("value", "numerator", "lower", "upper"), last[id(row)], strict=True))
        if row["unit"] == "edge":
            new |= {"part": row["x"], "x": row["part"]}
        if row["unit"] == "aspects":
            new["x"] = {"there": "not there", "not there": "there"}[row["x"]]
        out.append(new)
    return out


@EACH
def test_the_alternative_follows_the_data(name: str) -> None:
    kind, make = MAKERS[name]
    before, after = (module(kind).alt(shown(kind, rows), WORDS)
                     for rows in (make(20), turned(make(20))))  # fmt: skip
    assert before != after
    for text in (before, after):
        assert not re.search(r"[{}]|nan|\s\s", text), text
        assert text == text.strip()
        assert re.search(r"\d", text)


def one(kind: str, rows: Rows) -> str:
    text: str = module(kind).alt(shown(kind, rows), WORDS)
    return text


def test_value_and_direction_of_a_curve() -> None:
    def curve(last: float) -> Rows:
        return [{"part": "members", "unit": "survival", "x": x, "value": v, "n": 20}
                for x, v in (("0", 1.0), ("6", 0.9), ("12", last))]  # fmt: skip

    assert "from 100% at the start to 70% after 12 months, which is lower." in one(
        "survival", curve(0.7)
    )
    level = [{**row, "value": 1.0} for row in curve(1.0)]
    assert "from 100% at the start to 100% after 12 months, which is the same." in one(
        "survival", level
    )


def test_value_and_direction_of_a_matrix() -> None:
    def grid(first: int, last: int) -> Rows:
        common = {"unit": "cells", "group": "a", "label": "North", "n": 9}
        return [{**common, "x": "p", "numerator": first}, {**common, "x": "q", "numerator": 4},
                {**common, "x": "r", "numerator": last}]  # fmt: skip

    p, r = (WORDS.say("words.cell", row="North", column=column) for column in ("p", "r"))
    gap = "1 of 3 cells are empty: "
    assert f"{gap}{p}. The fullest is {r}, with 7" in one("matrix", grid(0, 7))
    assert f"{gap}{r}. The fullest is {p}, with 8" in one("matrix", grid(8, 0))


def test_value_and_direction_of_a_flow() -> None:
    def step(up: int, down: int) -> Rows:
        moves = (("rarely", "often", up), ("often", "rarely", down), ("often", "often", 5))
        common = {"part": "1", "unit": "flow", "relation": "2023", "label": "2024", "n": 20}
        return [{**common, "group": a, "x": b, "numerator": n, "value": n / 20}
                for a, b, n in moves]  # fmt: skip

    assert "The largest move, 50%, goes from “rarely” to “often”." in one("flow", step(10, 5))
    assert "The largest move, 40%, goes from “often” to “rarely”." in one("flow", step(7, 8))


def test_value_and_direction_of_a_lineage() -> None:
    def web(*edges: tuple[str, str]) -> Rows:
        nodes = [{"unit": "node", "part": p, "label": p.upper(), "group": group, "value": value,
                  "x": f"2024-0{month}-01"}
                 for p, group, month, value in (("a", "North", 1, 0), ("b", "North", 2, 0),
                                                ("c", "South", 3, 1))]  # fmt: skip
        return [*nodes, *({"unit": "edge", "part": a, "x": b} for a, b in edges)]

    assert one("lineage", web(("a", "b"), ("a", "c"))).endswith(
        "Most links start from “A”: 2. 1 of 2 links lead from one row to another. "
        "Most of these lead from North to South."
    )
    assert one("lineage", web(("c", "b"))).endswith(
        "Most links start from “C”: 1. 1 of 1 links lead from one row to another. "
        "Most of these lead from South to North."
    )


def test_a_tree_says_where_it_ends_early() -> None:
    def tree(*edges: tuple[str, str]) -> Rows:
        nodes = [{"unit": "node", "part": p, "label": p, "group": g, "x": x, "value": 0.5}
                 for p, g, x in (("Read", "aim", "1"), ("Time", "primary driver", "2"),
                                 ("Books", "primary driver", "2"),
                                 ("Log", "change idea", "3"))]  # fmt: skip
        return [*nodes, *({"unit": "edge", "part": a, "x": b} for a, b in edges)]

    whole = one("lineage", tree(("Read", "Time"), ("Read", "Books"), ("Time", "Log")))
    assert "Aim 1, Primary drivers 2, Change ideas 1" in whole
    assert whole.endswith("“Read”: 2. One entry before the last column has nothing after it yet.")
    assert one("lineage", tree(("Read", "Time"))).endswith(
        "“Read”: 1. 2 entries before the last column have nothing after them yet."
    )


def test_value_and_direction_of_words() -> None:
    def word(value: float) -> Rows:
        return [{"unit": "word", "x": "data", "value": value, "lower": value - 1,
                 "upper": value + 1, "numerator": 5, "n": 9}]  # fmt: skip

    assert "“data” (4 times as often, between 2 and 8 times), which is more often" in one(
        "words", word(2)
    )
    assert "“data” (0.25 times as often, between 0.12 and 0.5 times), which is less often" in one(
        "words", word(-2)
    )


def test_value_and_direction_of_a_map() -> None:
    def between(north: float, south: float) -> Rows:
        places = [{"unit": unit, "group": g, "label": g, "value": v, "n": 6}
                  for g, v in (("North", 0), ("South", 1), ("West", 2))
                  for unit in ("across", "down")]  # fmt: skip
        pairs = [{"unit": "between", "group": g, "x": "West", "value": v, "numerator": 9}
                 for g, v in (("North", north), ("South", south))]  # fmt: skip
        return [*places, *pairs]

    assert "strongest link is between North and West: 30%" in one("tie", between(0.3, 0.1))
    assert "strongest link is between South and West: 40%" in one("tie", between(0.3, 0.4))


def said(tables: list[Any]) -> str:
    """Everything that stands in the tables, one cell a line."""

    def lines(entries: tuple[Entry, ...]) -> Iterator[str]:
        for entry in entries:
            yield entry.text
            yield from lines(entry.entries)

    cells: list[str] = []
    for table in tables:
        if isinstance(table, Outline):
            cells += lines(table.entries)
        else:
            assert all(len(row) == len(table.head) for row in table.rows)
            cells += [*table.head, *(cell for row in table.rows for cell in row)]
    return "\n".join(cells)


@pytest.mark.parametrize("name", ["map", "matrix", "flow", "lineage", "tree", "words"])
@pytest.mark.parametrize("marks", [5, 60])
def test_tables_hold_every_value_and_every_name_in_full(name: str, marks: int) -> None:
    kind, make = MAKERS[name]
    rows = shown(kind, make(marks)).rows
    text = said(list(module(kind).tables(shown(kind, make(marks)), WORDS)))
    for row in rows.to_dict("records"):
        if row["unit"] in ("edge", "across", "down"):
            continue
        if kind == "words":
            wanted = [row["x"], WORDS.number(row["numerator"], 0)]
        elif row["unit"] == "median":
            wanted = [WORDS.number(row["value"], 1)]
        elif row["unit"] == "node":
            wanted = [row["label"], WORDS.word(row["group"])]
        else:
            wanted = [WORDS.word(row["coded"]) or WORDS.share(row["value"])]
        if row["unit"] in ("cells", "node"):
            wanted.append(row["label"])
        for value in wanted:
            assert value in text, (row, value)


def test_an_outline_names_each_node_once_in_full_and_ends() -> None:
    rows = kinds.lineage(30) + [{"unit": "edge", "part": f"c{at}", "x": f"c{at - 3}"}
                                for at in range(3, 30)]  # fmt: skip
    (outline,) = module("lineage").tables(shown("lineage", rows), WORDS)
    text = said([outline])
    for row in rows:
        if row["unit"] == "node":
            assert len(re.findall(rf"{re.escape(row['label'])} \({re.escape(row['group'])},",
                                  text)) == 1  # fmt: skip


@EACH
def test_the_same_rows_make_the_same_bytes(name: str) -> None:
    kind, make = MAKERS[name]
    first, second = (module(kind).figure(shown(kind, make(20)), WORDS) for _ in range(2))
    assert first == second
    assert first.startswith("<?xml")


@pytest.mark.parametrize("name", ["map", "matrix", "lineage", "tree", "words"])
def test_the_gate_holds_back_what_it_does_not_know(name: str) -> None:
    kind, make = MAKERS[name]
    for edition in ("hub", "members"):
        seen = shown(kind, make(20), edition, about="people")
        assert seen.rows.empty
        assert seen.verdict == "withheld"


def test_every_kind_of_the_framework_is_drawn_by_a_module() -> None:
    assert set(KINDS) == set(framework().kinds) == {kind for kind, _ in MAKERS.values()}


@pytest.mark.parametrize("name", ["lineage", "survival"])
def test_a_wide_figure_has_room_of_its_own(name: str) -> None:
    """It can be moved sideways with the keyboard, where a narrow one needs no such thing."""
    kind, make = MAKERS[name]
    html = block(shown(kind, make(20)), "en", framework().limits).html
    assert ('<figure class="wide">' in html) == (name == "lineage")
    assert ('<section class="scroll" tabindex="0" aria-label="Figure: ' in html) == (
        name == "lineage"
    )


def test_places_are_kept_where_there_is_room_and_made_where_there_is_none() -> None:
    assert style.apart([1.0, 3.0], [0.5, 0.5], 0, 4) == [1.0, 3.0]
    rng = np.random.default_rng(3)
    for _ in range(50):
        count = int(rng.integers(1, 12))
        wanted, room = rng.uniform(0, 4, count), rng.uniform(0.05, 0.3, count)
        placed = np.array(style.apart(list(wanted), list(room), 0, 4))
        order = np.argsort(wanted, kind="stable")
        edges = np.stack([placed - room / 2, placed + room / 2], axis=1)[order]
        assert (edges[1:, 0] >= edges[:-1, 1] - 1e-9).all()
        assert edges[0, 0] >= -1e-9
        assert edges[-1, 1] <= 4 + 1e-9


@pytest.mark.parametrize("kind", KINDS)
def test_without_rows_there_is_no_picture_and_no_table_of_nothing(kind: str) -> None:
    nothing = shown(kind, [])
    assert module(kind).figure(nothing, WORDS) is None
    for table in module(kind).tables(nothing, WORDS):
        assert table.caption
    assert not any(re.search(r"[{}]|nan", text) for text in module(kind).sentences(nothing, WORDS))


def test_without_numbers_there_is_no_picture_but_a_table() -> None:
    """Where the gate leaves words in place of numbers, nothing is drawn to a size."""
    for name, units in (("survival", {"survival", "median"}), ("flow", {"flow"}),
                        ("words", {"word"})):  # fmt: skip
        kind, make = MAKERS[name]
        rows = [{**row, "value": np.nan, "lower": np.nan, "upper": np.nan, "numerator": np.nan,
                 "coded": "few or none"} for row in make(20) if row["unit"] in units]  # fmt: skip
        assert module(kind).figure(shown(kind, rows), WORDS) is None
        assert "few or none" in said(list(module(kind).tables(shown(kind, rows), WORDS)))
        assert not any("nan" in text for text in module(kind).sentences(shown(kind, rows), WORDS))


def test_a_map_keeps_its_places() -> None:
    """Other ties, the same places: only what lies between them is drawn anew."""

    def centres(rows: Rows) -> list[str]:
        image: str = module("tie").figure(shown("tie", rows), WORDS)
        return re.findall(r'<path d="M ([\d.]+ [\d.]+) *\s+C[^"]+" clip-path', image)

    rows = kinds.tie_map(9)
    before, after = centres(rows), centres(turned(rows))
    assert before == after
    assert len(before) == 9
    moved = [{**r, "value": r["value"] ** 2} if r["unit"] == "across" else r for r in rows]
    assert centres(moved) != before


def test_empty_cells_are_open_and_no_others() -> None:
    def outlines(rows: Rows) -> int:
        image: str = module("matrix").figure(shown("matrix", rows), WORDS)
        return len(
            re.findall(r"fill: var\(--paper\); stroke: var\(--ink\); stroke-width: 1.8", image)
        )

    rows = kinds.matrix(20)
    empty = sum(row["numerator"] == 0 for row in rows if not row["coded"])
    assert outlines(rows) == empty + 1  # and the one that says what an outline is
    assert outlines([{**row, "numerator": 3, "value": 0.1} for row in rows]) == 0
