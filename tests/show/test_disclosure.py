"""The gate: nothing that was held back can be worked out from what a page still shows."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.evidence import COLUMNS, EDITIONS, Disclosed, Evidence, evidence_rows
from nicdev.framework import Limit, framework
from nicdev.show.disclosure import disclose
from nicdev.show.disclosure.pooling import (
    TOGETHER,
    candidate_classes,
    greedy_classes,
    in_classes,
    pool_groups,
)

LIMITS = framework().limits
K = int(LIMITS["k_people"].value)


def people(rows: list[dict[str, object]], key: str = "roles.trust.facets") -> Evidence:
    return Evidence(key, "distribution", "people", "all", (("", "described"),),
                    evidence_rows(rows))  # fmt: skip


def spread(
    groups: dict[str, list[int]],
    unit: str = "answers",
    part: str = "q",
    eligible: int | None = None,
) -> list[dict[str, object]]:
    """A table of groups by answer, and the whole network above it."""
    cells = np.array(list(groups.values()))
    rows = []
    teams = [("team", group, np.array(counts)) for group, counts in groups.items()]
    for kind, group, counts in [("network", "", cells.sum(axis=0)), *teams]:
        n = int(counts.sum())
        asked = eligible if eligible is not None and kind == "network" else n
        rows += [
            {"part": part, "unit": unit, "group_kind": kind, "group": group, "x": x + 1,
             "numerator": c, "n": n, "value": c / n if n else None, "lower": c / asked,
             "upper": (c + asked - n) / asked, "responded": n, "eligible": asked}
            for x, c in enumerate(counts)
        ]  # fmt: skip
    return rows


def published(shown: Disclosed) -> dict[str, tuple[tuple[str, ...], list[float]]]:
    """Group -> (x labels, counts), as a reader of the page sees them."""
    rows = shown.rows
    rows = rows[rows["unit"].isin(["answers", "people", "members"])]
    return {
        str(group): (tuple(part["x"]), part["numerator"].tolist())
        for group, part in rows.groupby("group", sort=False)
    }


def feasible(
    shown: Disclosed, groups: list[str], options: int, total: int
) -> dict[tuple[str, int], set[int]]:
    """By exhaustive enumeration: every count each cell could have, given what the page prints.

    The attacker knows k, the names of the groups, the rule that groups in `(together)` were
    pooled, and every printed count; nothing else.
    """
    rows = shown.rows
    rows = rows[rows["unit"] == "answers"]
    shares = {(g, x): n for g, x, n in rows[["group", "x", "numerator"]].itertuples(index=False)}
    possible: dict[tuple[str, int], set[int]] = {(g, o): set() for g in groups
                                                  for o in range(1, options + 1)}  # fmt: skip
    visible = {g for g, _ in shares} - {"", TOGETHER}
    sums = []
    for (group, x), count in shares.items():
        first, _, last = x.partition("-")
        span = range(int(first), int(last or first) + 1)
        inside = groups if group == "" else (
            [g for g in groups if g not in visible] if group == TOGETHER else [group])  # fmt: skip
        sums.append(([(g, o) for g in inside for o in span], int(count)))
    cells = list(possible)
    for counts in product(range(total + 1), repeat=len(cells)):
        at = dict(zip(cells, counts, strict=True))
        if sum(counts) == total and all(sum(at[c] for c in some) == s for some, s in sums):
            for cell, count in at.items():
                possible[cell].add(count)
    return possible


def test_only_the_gate_makes_disclosed() -> None:
    evidence = people(spread({"A": [6, 7]}))
    with pytest.raises(TypeError, match=r"^Disclosed is made by nicdev\.show\.disclosure alone$"):
        Disclosed("k", "distribution", "hub", "all", (), evidence.rows, (), (), (), object())


def test_evidence_and_disclosed_are_frozen_and_hand_out_copies() -> None:
    evidence = people(spread({"A": [6, 7]}))
    shown = disclose(evidence, "hub", LIMITS)
    for thing in (evidence, shown):
        with pytest.raises(FrozenInstanceError):
            thing.key = "other"  # type: ignore[misc]
        rows = thing.rows
        rows.loc[:, "n"] = -1.0
        assert not (thing.rows["n"] == -1).any()


def test_the_evaluator_sees_everything() -> None:
    evidence = people(spread({"A": [1, 0], "B": [2, 9]}))
    pd.testing.assert_frame_equal(disclose(evidence, "evaluator", LIMITS).rows, evidence.rows)


def test_a_group_of_four_in_a_table_with_visible_totals_is_shown_with_others() -> None:
    groups = {"A": [20, 20], "B": [18, 17], "C": [2, 2], "D": [15, 15]}
    shown = disclose(people(spread(groups)), "hub", LIMITS)
    seen = published(shown)
    assert set(seen) == {"", "A", "B", TOGETHER}
    assert seen[TOGETHER] == (("1", "2"), [17.0, 17.0])
    assert seen[""] == (("1", "2"), [55.0, 54.0])
    assert "pooled" in shown.held_back
    # 34 people in the group of others: how many of them are C's can be anything from none on.
    hidden = sum(seen[""][1]) - sum(sum(c) for g, (_, c) in seen.items() if g in ("A", "B"))
    assert hidden == 34


@pytest.mark.parametrize("edition", ["hub", "members"])
def test_what_is_hidden_in_a_small_table_can_be_none_to_k_minus_one(edition: str) -> None:
    """Against exhaustive enumeration: k = 2 keeps the search small; the rule is the same."""
    limits = dict(LIMITS) | {"k_people": Limit("k_people", 2, "")}
    groups = {"A": [2, 2], "B": [1, 0], "C": [1, 2]}
    shown = disclose(people(spread(groups)), edition, limits)  # type: ignore[arg-type]
    possible = feasible(shown, list(groups), 2, 8)
    small = {cell: n for cell, n in _cells(groups).items() if n < 2}
    assert small
    for cell in small:
        assert {0, 1} <= possible[cell], cell


def test_the_enumeration_would_see_a_leak() -> None:
    """The same attack on an ungated table pins every cell: the test above can fail."""
    groups = {"A": [2, 2], "B": [1, 0], "C": [1, 2]}
    shown = disclose(people(spread(groups)), "evaluator", LIMITS)
    possible = feasible(shown, list(groups), 2, 8)
    assert all(len(counts) == 1 for counts in possible.values())


def _cells(groups: dict[str, list[int]]) -> dict[tuple[str, int], int]:
    return {(g, x + 1): c for g, counts in groups.items() for x, c in enumerate(counts)}


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.lists(st.integers(0, 14), min_size=5, max_size=5), min_size=1, max_size=6))
def test_no_printed_count_is_below_k_nor_leaves_less_than_k(cells: list[list[int]]) -> None:
    groups = {f"T{i}": c for i, c in enumerate(cells)}
    if not sum(map(sum, cells)):
        return
    shown = disclose(people(spread(groups)), "hub", LIMITS)
    printed = published(shown)
    for labels, counts in printed.values():
        numbers = [c for c in counts if not np.isnan(c)]
        assert all(c >= K for c in numbers)
        assert len(labels) != 1  # a single class would say that everybody answered alike
    if printed:
        totals = printed[""][1]
        if not np.isnan(totals).any():
            assert sum(totals) == sum(map(sum, cells))
            if len(printed) > 1:
                whole = np.array([c for g, (_, c) in printed.items() if g])
                np.testing.assert_allclose(whole.sum(axis=0), totals)


def test_all_tables_of_a_page_share_one_grouping() -> None:
    """C has six answers to one question and four to the other: it is joined in both."""
    first = people(spread({"A": [9, 9], "B": [9, 9], "C": [3, 3]}, part="q1")
                   + spread({"A": [9, 9], "B": [9, 9], "C": [2, 2]}, part="q2"))  # fmt: skip
    shown = disclose(first, "hub", LIMITS).rows
    by_part = [set(rows["group"]) for _, rows in shown.groupby("part")]
    assert len(by_part) == 2
    assert by_part[0] == by_part[1]
    assert TOGETHER in by_part[0]
    assert "C" not in by_part[0]


def test_few_answers_are_not_shown_at_all() -> None:
    shown = disclose(people(spread({"A": [5, 4]})), "hub", LIMITS)
    assert shown.rows.empty
    assert shown.verdict == "withheld"
    assert shown.held_back == ("too_few",)


def test_a_small_network_shows_the_whole_in_merged_classes() -> None:
    groups = {
        "A": [0, 1, 1, 2, 2],
        "B": [1, 1, 1, 1, 1],
        "C": [1, 1, 1, 2, 2],
        "D": [0, 2, 2, 1, 0],
    }
    shown = disclose(people(spread(groups)), "hub", LIMITS)
    assert published(shown) == {"": (("1-2", "3", "4-5"), [7.0, 5.0, 11.0])}
    assert set(shown.held_back) == {"whole_only", "merged_answers", "nearly_all_answered"}


def test_everybody_becomes_nearly_all() -> None:
    shown = disclose(people(spread({"A": [0, 0, 1, 9, 13]})), "hub", LIMITS)
    rows = shown.rows
    assert rows["x"].tolist() == ["1-2", "3", "4-5"]
    assert rows["coded"].tolist() == ["few or none", "few or none", "nearly all"]
    assert rows[["numerator", "value", "lower", "upper"]].isna().all(axis=None)


def test_merged_bounds_count_the_missing_once() -> None:
    shown = disclose(people(spread({"A": [2, 4, 6, 7, 5]}, eligible=30)), "hub", LIMITS).rows
    assert shown["x"].tolist() == ["1-2", "3", "4-5"]
    np.testing.assert_allclose(shown["lower"], np.array([6, 6, 12]) / 30)
    np.testing.assert_allclose(shown["upper"], (np.array([6, 6, 12]) + 6) / 30)


def test_statistics_are_shown_only_with_the_whole_spread() -> None:
    extra = [{"part": "q", "unit": "r_wg", "group_kind": "network", "value": 0.4, "n": 24}]
    merged = disclose(people(spread({"A": [2, 4, 6, 7, 5]}) + extra), "hub", LIMITS).rows
    assert "r_wg" not in set(merged["unit"])
    full = disclose(people(spread({"A": [5, 5, 6, 7, 5]}) + extra), "hub", LIMITS).rows
    assert "r_wg" in set(full["unit"])


@pytest.mark.parametrize("edition", ["hub", "members"])
def test_the_middle_answer_of_a_group_stays_with_the_evaluator(edition: str) -> None:
    """Also where the whole spread of the group may be seen: it is in there."""
    rows = spread({"A": [6, 7, 8], "B": [9, 5, 6]})
    middles = [
        {"part": "q", "unit": "median", "group_kind": kind, "group": group, "lower": 2, "upper": 2}
        for kind, group in (("network", ""), ("team", "A"), ("team", "B"))
    ]
    shown = disclose(people([*rows, *middles]), edition, LIMITS).rows
    assert set(shown["group"]) == {"", "A", "B"}
    assert list(shown.loc[shown["unit"] == "median", "group_kind"]) == ["network"]
    seen = disclose(people([*rows, *middles]), "evaluator", LIMITS).rows
    assert len(seen[seen["unit"] == "median"]) == 3


def test_with_and_without_the_hub_only_where_the_hub_is_large_enough() -> None:
    def two(hub: list[int]) -> Evidence:
        others = [8, 9, 10]
        both = [a + b for a, b in zip(others, hub, strict=True)]
        rows = [r | {"view": "all"} for r in spread({"A": both})]
        rows += [r | {"view": "without_hub"} for r in spread({"A": others})]
        return people([r for r in rows if r["group_kind"] == "network"])

    small = disclose(two([1, 1, 2]), "hub", LIMITS)
    assert set(small.rows["view"]) == {"without_hub"}
    assert "hub_left_out" in small.held_back
    assert set(disclose(two([6, 5, 7]), "hub", LIMITS).rows["view"]) == {"all", "without_hub"}
    # Large as a group, but one answer of the hub's would be found by subtraction.
    assert set(disclose(two([6, 5, 1]), "hub", LIMITS).rows["view"]) == {"without_hub"}


def test_each_question_has_the_versions_that_it_allows() -> None:
    def two(part: str, others: list[int], hub: list[int]) -> list[dict[str, object]]:
        both = [a + b for a, b in zip(others, hub, strict=True)]
        views = {"all": both} | ({"without_hub": others} if any(others) else {})
        return [
            row | {"view": view}
            for view, counts in views.items()
            for row in spread({"A": counts}, part=part)
            if row["group_kind"] == "network"
        ]

    rows = two("large", [8, 9, 10], [6, 5, 7]) + two("one", [8, 9, 10], [6, 5, 1])
    rows += two("hub alone", [0, 0, 0], [6, 5, 7])
    shown = disclose(people(rows), "hub", LIMITS)
    seen = shown.rows.groupby("part", sort=False)["view"].agg(set).to_dict()
    assert seen == {
        "large": {"all", "without_hub"},
        "one": {"without_hub"},
        "hub alone": {"all"},
    }
    assert "hub_left_out" in shown.held_back


@pytest.mark.parametrize(("counts", "seen"), [((5, 6), True), ((5, 1), False), ((5, 30), False)])
def test_reasons_for_no_number_need_k_each_and_k_with_one(
    counts: tuple[int, int], *, seen: bool
) -> None:
    reasons = [
        {"part": "q", "unit": "missing", "group_kind": "network", "x": reason, "numerator": count,
         "n": 38} for reason, count in zip(("skipped", "dont_know"), counts, strict=True)
    ]  # fmt: skip
    shown = disclose(people(spread({"A": [9, 9, 9]}) + reasons), "hub", LIMITS).rows
    assert ("missing" in set(shown["unit"])) is seen


@pytest.mark.parametrize(("heads", "seen"), [(12, True), (4, False)])
def test_heads_without_any_list_of_names_are_shown_as_a_total(heads: int, *, seen: bool) -> None:
    rows = [
        {"unit": "attendances", "group_kind": "network", "value": heads},
        {"unit": "held", "group_kind": "network", "value": 3},
    ]
    shown = disclose(people(rows, "roles.participation.attendance"), "hub", LIMITS)
    assert shown.rows["value"].tolist() == ([heads, 3] if seen else [])
    assert shown.verdict == ("described" if seen else "withheld")


def test_nothing_by_person_and_nothing_unknown_passes() -> None:
    rows = spread({"A": [9, 9]}, unit="members")
    rows += [{"unit": "events", "group_kind": "member", "group": "M1", "numerator": 3, "n": 8}]
    rows += [{"unit": "a unit of tomorrow", "group_kind": "network", "value": 3}]
    shown = disclose(people(rows), "hub", LIMITS).rows
    assert set(shown["unit"]) == {"members"}
    assert "M1" not in set(shown["group"])


def test_shares_by_team_need_k_on_both_sides() -> None:
    def reached(*pairs: tuple[int, int]) -> Evidence:
        rows = spread({"A": [20, 20]}, unit="members")
        rows += [
            {"unit": "reached", "group_kind": "team", "group": f"T{i}", "numerator": a, "n": n,
             "value": a / n} for i, (a, n) in enumerate(pairs)
        ]  # fmt: skip
        return people(rows, "roles.participation.attendance")

    open_ = disclose(reached((10, 20), (9, 20)), "hub", LIMITS)
    assert set(open_.rows.loc[open_.rows["unit"] == "reached", "group"]) == {"T0", "T1"}
    closed = disclose(reached((10, 20), (18, 20)), "hub", LIMITS)
    assert "reached" not in set(closed.rows["unit"])
    assert "whole_only" in closed.held_back


def test_ties_lose_their_counts_and_their_small_halves() -> None:
    def ties(within: int, between: int) -> Evidence:
        base = {"unit": "ties", "relation": "advice", "part": "advice", "responded": 30,
                "eligible": 40, "lower": 0.1234, "upper": 0.4321}  # fmt: skip
        return Evidence(
            "roles.connections.density", "tie", "people", "all", (("advice", "described"),),
            evidence_rows([
                base | {"group_kind": "network", "group": "all", "numerator": within + between,
                        "n": 900, "value": (within + between) / 900},
                base | {"group_kind": "pairs", "group": "within_teams", "numerator": within,
                        "n": 100, "value": within / 100},
                base | {"group_kind": "pairs", "group": "between_teams", "numerator": between,
                        "n": 800, "value": between / 800},
            ]),
        )  # fmt: skip

    rows = disclose(ties(61, 40), "hub", LIMITS).rows
    assert rows["value"].tolist() == [0.11, 0.61, 0.05]
    assert rows[["numerator", "n"]].isna().all(axis=None)
    assert (rows["lower"] == 0.12).all()
    assert (rows["upper"] == 0.44).all()
    assert set(disclose(ties(61, 4), "hub", LIMITS).rows["group"]) == {"all"}


def series(points: list[tuple[int, int]], small: int = 0) -> Evidence:
    rows = [
        {"unit": "point", "part": "m", "x": f"2026-01-{i + 1:02d}", "numerator": a, "n": n,
         "value": a / n, "limit": 0.5} for i, (a, n) in enumerate(points)
    ]  # fmt: skip
    rows += [{"unit": "small", "part": "m", "x": "2026-02-01", "numerator": 1, "n": 4,
              "value": 0.25}] * small  # fmt: skip
    rows += [{"unit": "centre", "part": "m", "value": 0.5}]
    return Evidence("technical.measurement.run_chart", "series", "students", "all",
                    (("m", "no signal"),), evidence_rows(rows))  # fmt: skip


def test_points_on_few_students_are_gone_and_edges_are_words() -> None:
    shown = disclose(series([(10, 20), (20, 20), (1, 20), (4, 9)], small=1), "hub", LIMITS)
    points = shown.rows[shown.rows["unit"] == "point"]
    assert points["x"].tolist() == ["2026-01-01", "2026-01-02", "2026-01-03"]
    assert points["coded"].tolist() == ["", "nearly all", "few or none"]
    assert points["value"].isna().tolist() == [False, True, True]
    assert points["numerator"].isna().all()
    assert "small" not in set(shown.rows["unit"])
    assert set(shown.held_back) == {"students_small", "students_edge"}


def test_a_median_that_equals_a_coded_point_is_gone_too() -> None:
    rows = series([(20, 20), (20, 20), (20, 20)]).rows
    rows.loc[rows["unit"] == "centre", "value"] = 1.0
    rows.loc[rows["unit"] == "point", "limit"] = 1.0
    evidence = Evidence("technical.measurement.run_chart", "series", "students", "all",
                        (("m", "no signal"),), rows)  # fmt: skip
    shown = disclose(evidence, "hub", LIMITS).rows
    assert shown[["value", "limit"]].isna().all(axis=None)


def test_work_says_what_is_there_and_not_how_much() -> None:
    rows = [{"group": name, "unit": unit, "numerator": count, "group_kind": "network"}
            for name, unit, count in (("voices", "rows_told", 3), ("aims", "rows", 0))]  # fmt: skip
    evidence = Evidence("development.readiness.tables", "matrix", "work", "all",
                        (("", "described"),), evidence_rows(rows))  # fmt: skip
    seen = disclose(evidence, "hub", LIMITS).rows
    assert seen["coded"].tolist() == ["there", ""]
    assert seen["numerator"].isna().tolist() == [True, False]
    assert disclose(evidence, "evaluator", LIMITS).rows["numerator"].tolist() == [3.0, 0.0]


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=9))
def test_pooling_leaves_no_small_group_and_no_lonely_one(sizes: list[int]) -> None:
    rows = pd.DataFrame(
        {"view": "", "relation": "", "part": "q", "unit": "people", "group_kind": "team",
         "group": [f"T{i}" for i in range(len(sizes))], "n": [float(s) for s in sizes]}
    )  # fmt: skip
    pools = pool_groups([rows], K)
    for shown_as in pools.shown_as.values():
        totals = rows.groupby(rows["group"].map(shown_as))["n"].sum()
        assert len(totals) >= 2
        assert (totals >= K).all()
        assert list(shown_as.values()).count(TOGETHER) != 1
    if not pools.shown_as:
        assert sum(s >= K for s in sizes) < 2 or sum(sizes) < 2 * K or min(sizes) < K


@pytest.mark.parametrize("size", range(2, 9))
def test_classes_cover_the_scale_in_order(size: int) -> None:
    for classes in candidate_classes(size):
        assert [i for c in classes for i in c] == list(range(size))
        assert len(classes) >= 2 or size == 1


def test_counts_of_events_are_joined_from_the_left() -> None:
    counts = np.array([2.0, 3.0, 6.0, 1.0, 1.0])
    classes = greedy_classes(counts, 5)
    assert classes == ((0, 1), (2, 3, 4))
    assert in_classes(counts, classes).tolist() == [5.0, 8.0]


def test_evidence_refuses_rows_of_another_shape() -> None:
    with pytest.raises(ValueError, match="evidence rows need exactly the columns"):
        Evidence("k", "tie", "people", "all", (), pd.DataFrame({"a": [1]}))
    with pytest.raises(ValueError, match="columns that evidence does not have: colour"):
        evidence_rows([{"colour": "green"}])
    assert tuple(evidence_rows([]).columns) == COLUMNS
    assert EDITIONS[0] == "evaluator"
