"""What people chose by group, and all at once: attacked with everything that a page shows."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import Any

import pytest

from nicdev.evidence import Disclosed, Edition, Evidence, evidence_rows
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show import chosen, matrix
from nicdev.show.disclosure import cuts, disclose
from nicdev.show.words import Words

K = 5
WORDS = Words(locale("en"))
GROUPS, CHOSEN = "development.voices.by_group", "development.voices.chosen"


def shown(key: str, rows: list[dict[str, Any]], edition: Edition = "hub") -> Disclosed:
    indicator = framework().indicator(key)
    made = Evidence(key, indicator.kind, indicator.about, "w1", (("", "described"),),
                    evidence_rows(rows))  # fmt: skip
    return disclose(made, edition, framework().limits)


def grid(cells: dict[str, tuple[int, ...]], sizes: tuple[int, ...], cut: str = "role",
         names: tuple[str, ...] = ("a", "b", "c", "d")) -> list[dict[str, Any]]:  # fmt: skip
    return [{"part": "barrier", "relation": cut, "unit": "cells", "group_kind": "cut",
             "group": answer, "x": names[at], "numerator": count, "n": n, "value": count / n,
             "responded": sum(sizes), "eligible": 90}
            for answer, counts in cells.items()
            for at, (count, n) in enumerate(zip(counts, sizes, strict=True))]  # fmt: skip


def seen(rows: list[dict[str, Any]]) -> dict[tuple[str, str], float]:
    found = shown(GROUPS, rows).rows
    return {(row.group, row.x): row.numerator for row in found.itertuples()}


def test_a_grid_without_few_people_on_any_side_is_as_it_is() -> None:
    rows = grid({"time": (9, 12), "papers": (8, 7)}, (16, 20))
    assert seen(rows) == {("time", "a"): 9, ("time", "b"): 12, ("papers", "a"): 8,
                          ("papers", "b"): 7}  # fmt: skip


def test_groups_are_joined_until_no_cell_is_small_and_those_of_years_beside_one_another() -> None:
    rows = grid({"time": (12, 4, 6), "papers": (10, 6, 7)}, (24, 11, 14))
    assert seen(rows) == {("time", "a"): 12, ("papers", "a"): 10, ("time", "others_together"): 10,
                          ("papers", "others_together"): 13}  # fmt: skip
    years = grid({"time": (6, 4, 12, 1), "papers": (7, 6, 12, 1)}, (14, 11, 26, 2), "years",
                 ("0-2", "3-5", "6-10", "11+"))  # fmt: skip
    assert seen(years) == {("time", "0-5"): 10, ("papers", "0-5"): 13, ("time", "6+"): 13,
                           ("papers", "6+"): 13}  # fmt: skip


def test_one_way_to_tell_people_apart_leaves_for_each_question() -> None:
    """Of two, the difference could be one person: sixteen by role, fifteen of them by sector."""
    two = [*grid({"time": (9, 12)}, (16, 20)), *grid({"time": (8, 13)}, (15, 21), "sector")]
    found = shown(GROUPS, two)
    assert set(found.rows["relation"]) == {"role"}
    assert "cuts_apart" in found.held_back
    first_is_small = [
        *grid({"time": (2, 12)}, (6, 30)),
        *grid({"time": (7, 7)}, (18, 18), "sector"),
    ]
    assert set(shown(GROUPS, first_is_small).rows["relation"]) == {"sector"}


def test_nothing_leaves_where_even_two_groups_would_tell_of_few() -> None:
    found = shown(GROUPS, grid({"time": (9, 2)}, (14, 12)))
    assert (found.verdict, found.rows.empty) == ("withheld", True)
    assert "cuts_apart" in found.held_back


def test_no_small_count_of_a_group_can_be_worked_out_from_what_all_chose() -> None:
    """Every way in which two groups choose one of two answers, where two people are enough. The
    attacker sees the counts of all who answered, by the rules of their own page, and the grid, and
    takes one from the other."""
    sizes, names, k = (6, 7), ("x", "y"), 2
    ways = [[(p, n - p) for p in range(n + 1)] for n in sizes]
    worlds = list(itertools.product(*ways))
    rows = [row | {"part": str(at)} for at, (one, other) in enumerate(worlds) for row in
            grid(dict(zip(names, zip(one, other, strict=True), strict=True)), sizes)]  # fmt: skip
    frame, _ = cuts.one_cut(evidence_rows(rows), k)
    grids = {int(str(part)): tuple(zip(some["group"], some["x"], some["numerator"], strict=True))
             for part, some in frame.groupby("part")}  # fmt: skip
    pages: dict[Any, list[Any]] = defaultdict(list)
    for at, world in enumerate(worlds):
        total = tuple(count if count >= k else None for count in map(sum, zip(*world, strict=True)))
        pages[grids.get(at, ()), total].append(world)
    assert len(grids) == 12  # two to four of six, two to five of seven
    for (cells, _), behind in pages.items():
        assert all(count >= k for _, _, count in cells)
        told = {answer for answer, _, _ in cells}
        for at, group in itertools.product(range(2), range(2)) if cells else ():
            if names[at] not in told:
                values = {world[group][at] for world in behind}
                assert len(values) > 1 or min(values) >= k, (cells, values)


def choices(counts: dict[str, int], n: int, *, mentions: bool = True) -> list[dict[str, Any]]:
    rows = [{"part": "barrier", "unit": "choices", "group_kind": "network", "x": answer,
             "numerator": count, "n": n, "value": count / n, "lower": 0.1, "upper": 0.9,
             "responded": n, "eligible": 60} for answer, count in counts.items()]  # fmt: skip
    total = {"part": "barrier", "unit": "mentions", "group_kind": "network",
             "numerator": sum(counts.values()), "n": n}  # fmt: skip
    return [*rows, total] if mentions else rows


@pytest.mark.parametrize("edition", ["hub", "members"])
def test_mentions_leave_only_as_the_sum_of_what_is_shown(edition: Edition) -> None:
    """Eight people named a or b twice or more; a total beside a hidden answer would tell it."""
    whole = shown(CHOSEN, choices({"time": 14, "papers": 9}, 20), edition).rows
    assert whole["numerator"].tolist() == [14, 9, 23]
    part = shown(CHOSEN, choices({"time": 14, "papers": 9, "trust": 2}, 20), edition)
    assert part.rows["numerator"].tolist() == [14, 9]
    assert {"choices_apart", "mentions_apart"} <= set(part.held_back)
    nearly = shown(CHOSEN, choices({"time": 18, "papers": 9}, 20), edition)
    assert nearly.rows[["coded", "unit"]].to_numpy().tolist() == [
        ["nearly all", "choices"], ["", "choices"]]  # fmt: skip
    assert nearly.rows[["lower", "upper"]].iloc[0].isna().all()


def test_the_page_of_all_choices_hides_what_the_page_of_waves_hides() -> None:
    barriers = "development.voices.enablers_and_barriers"
    for counts in itertools.product((0, 2, 9, 16), repeat=2):
        given = dict(zip("abc", (*counts, 6), strict=True))
        dots = shown(CHOSEN, choices(given, 20, mentions=False)).rows
        cells = shown(barriers, [{**row, "unit": "cells", "group": row["x"], "x": "Spring"}
                                 for row in choices(given, 20, mentions=False)]).rows  # fmt: skip
        assert dict(zip(dots["x"], dots["coded"], strict=True)) == dict(
            zip(cells["group"], cells["coded"], strict=True))  # fmt: skip


def test_under_twice_k_neither_choices_nor_what_was_published_alone_is_a_page() -> None:
    report = [{"part": "published", "unit": "published", "label": "A report", "x": "met an aim",
               "value": 0.28}]  # fmt: skip
    found = shown(CHOSEN, [*choices({"time": 9}, 9), *report])
    assert found.verdict == "withheld"
    open_ = shown(CHOSEN, [*choices({"time": 9, "papers": 11}, 20), *report])
    said = list(chosen.sentences(open_, WORDS))
    assert said[0] == "What stood in the way: most often “time”, by 9 of 20 people (45%)."
    assert said[1] == "People and mentions: What stood in the way 20 mentions by 20 people."
    assert said[2] == (
        "For those who like to compare: of improvers elsewhere who told what they had achieved, "
        "these shares named the following: met an aim 28%. They are no measure of a network. "
        "Source: A report.")  # fmt: skip


def test_what_is_drawn_and_told_of_groups() -> None:
    rows = [*grid({"time": (9, 12)}, (16, 20)),
            *({**row, "part": "enabler", "unit": "cells_told"}
              for row in grid({"a coach": (8, 7)}, (16, 20)))]  # fmt: skip
    found = shown(GROUPS, rows)
    (said,) = matrix.sentences(found, WORDS)
    assert said.startswith("What stood in the way – By role: The most is time")
    assert said.endswith("with 9 (56%).")
    assert [table.caption for table in matrix.tables(found, WORDS)] == [
        "What stood in the way – By role", "What helped – By role"]  # fmt: skip
