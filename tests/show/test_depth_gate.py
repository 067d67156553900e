"""The gate on what stands on its own: no number that leaves tells of fewer than k people."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.evidence import Disclosed, Edition, Evidence, evidence_rows
from nicdev.framework import framework
from nicdev.show.disclosure import disclose
from nicdev.show.disclosure.roster import OTHERS

LIMITS = framework().limits
K = int(LIMITS["k_people"].value)
Row = dict[str, object]
BEYOND: tuple[Edition, ...] = ("hub", "members")


def seen(key: str, rows: list[Row], edition: Edition = "hub") -> Disclosed:
    evidence = Evidence(key, framework().indicator(key).kind, "people", "all",
                        (("", "described"),), evidence_rows(rows))  # fmt: skip
    return disclose(evidence, edition, LIMITS)


@pytest.mark.parametrize("edition", BEYOND)
def test_from_no_index_of_members_their_counts_can_be_worked_out(edition: Edition) -> None:
    """With n beside it, Blau's index of two kinds gives both counts; so it does not leave."""
    base = {"group_kind": "network", "part": "role", "numerator": 2, "n": 20, "limit": 0.5}
    counts = {1 - (a**2 + (20 - a) ** 2) / 400: a for a in range(11)}
    assert len(counts) == 11  # each value names its count
    rows: list[Row] = [base | {"relation": who, "unit": unit, "value": 0.18}
                       for who in ("members", "organizations")
                       for unit in ("blau", "teachman")]  # fmt: skip
    shown = seen("roles.membership.variety", rows, edition)
    assert shown.rows["relation"].tolist() == ["organizations"] * 2
    assert shown.held_back == ("members_not_indexed",)
    alone = seen("roles.membership.variety", rows[:2], edition)
    assert alone.verdict == "withheld"
    assert alone.rows.empty


def test_members_are_told_by_one_kind_of_place_alone() -> None:
    """Sector and kind side by side would give the few who are in one and not in the other."""
    rows: list[Row] = [
        {"part": part, "group_kind": "network", "unit": unit, "x": x, "numerator": n, "n": 20,
         "value": n / 20}
        for part, unit in (("organization_kind", "roster"), ("sector", "roster"),
                           ("locale", "roster"), ("organization", "by_organization"))
        for x, n in (("a", 12), ("b", 8))
    ]  # fmt: skip
    shown = seen("roles.membership.composition", rows)
    assert set(shown.rows["part"]) == {"organization_kind"}
    assert "places_one_cut" in shown.held_back


def of_many(shown: pd.DataFrame, counts: dict[str, int], n: int) -> bool:
    """Whether k people stand on each side of each share, and no share says how many there are."""
    printed = shown[shown["value"].notna()]
    whole = {**counts, OTHERS: n - sum(counts.get(x, 0) for x in printed["x"])}
    assert shown[["numerator", "n"]].isna().all(axis=None)
    assert np.allclose(printed["value"] * 20, (printed["value"] * 20).round())
    return all(K <= whole[x] <= n - K for x in printed["x"])


@pytest.mark.parametrize("counts", [(9, 7, 5), (9, 7, 1), (9, 3, 3), (12, 2, 0), (4, 3, 2)])
def test_what_became_of_few_is_told_together(counts: tuple[int, ...]) -> None:
    each = {f"fate {at}": n for at, n in enumerate(counts) if n}
    rows: list[Row] = [
        {"part": "left", "group_kind": "network", "unit": "exits", "x": x,
         "numerator": n, "n": sum(counts), "value": n / sum(counts)} for x, n in each.items()
    ]  # fmt: skip
    assert of_many(seen("roles.membership.handover", rows).rows, each, sum(counts))


@pytest.mark.parametrize("n", [9, 10, 14])
def test_what_few_who_left_knew_is_a_word(n: int) -> None:
    rows: list[Row] = [
        {"part": "left_with", "group_kind": "network", "unit": "leavers", "x": f"d{count}",
         "numerator": count, "n": n, "value": count / n} for count in range(n + 1)
    ]  # fmt: skip
    shown = seen("roles.membership.expertise_left", rows).rows
    assert of_many(shown, {f"d{count}": count for count in range(n + 1)}, n)
    assert len(shown) == (0 if n < 2 * K else n + 1)
    assert (shown["coded"] != "").sum() == (0 if n < 2 * K else 2 * K)


def flow(cells: dict[tuple[str, str], int], step: str = "1") -> list[Row]:
    n = sum(cells.values())
    return [{"part": step, "relation": "One", "label": "Two", "group_kind": "network",
             "unit": "flow", "group": group, "x": x, "numerator": count, "n": n,
             "value": count / n} for (group, x), count in cells.items() if count]  # fmt: skip


STATES = ("core", "steady", "occasional", "left")


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 11), min_size=16, max_size=16))
def test_no_move_of_a_few_is_drawn_and_none_is_found_by_subtraction(counts: list[int]) -> None:
    """Knowing n, the attacker subtracts: what is left can be any number in each hidden cell."""
    cells = dict(zip(product(STATES, STATES), counts, strict=True))
    if not sum(counts):
        return
    found = seen("roles.participation.trajectories", flow(cells))
    shown = found.rows
    assert shown[["numerator", "n"]].isna().all(axis=None)
    names = {"core": "regular", "steady": "regular", "left": "gone_or_going"}
    names = names if "states_joined" in found.held_back else {}
    joined: dict[tuple[str, str], int] = {}
    for (group, x), count in cells.items():
        key = (names.get(group, group), names.get(x, x))
        joined[key] = joined.get(key, 0) + count
    drawn = set(zip(shown["group"], shown["x"], strict=True))
    assert all(joined[cell] >= K for cell in drawn)
    hidden = [count for cell, count in joined.items() if cell not in drawn]
    if drawn:  # each hidden cell can be none, and can be k - 1, whatever the total is
        assert K - 1 <= sum(hidden) <= (len(hidden) - 1) * (K - 1)


def test_of_several_steps_the_last_leaves() -> None:
    cells = {("core", "core"): 12, ("core", "left"): 2, ("steady", "steady"): 9,
             ("steady", "core"): 2, ("occasional", "left"): 1}  # fmt: skip
    rows = seen("roles.participation.trajectories", [*flow(cells), *flow(cells, "2")]).rows
    assert set(rows["part"]) == {"2"}
    assert len(rows) == 2


def test_hours_leave_rounded_and_only_of_many() -> None:
    rows: list[Row] = [
        {"part": "spent", "group_kind": "network", "unit": "hours", "x": f"s{people}",
         "numerator": 33.0, "n": 99.0, "value": 1 / 3, "responded": people} for people in (4, 5, 40)
    ]  # fmt: skip
    rows += [{"part": "spent", "group_kind": "network", "unit": "hours_month", "value": 2.37,
              "numerator": 237.0, "n": 100.0},
             {"group_kind": "structures", "group": "1", "x": "no hours", "unit": "joint",
              "numerator": 1, "n": 9}]  # fmt: skip
    shown = seen("roles.participation.hours", rows).rows
    assert shown["x"].tolist() == ["s5", "s40", ""]
    assert shown["value"].tolist() == pytest.approx([0.35, 0.35, 2.5])
    assert shown[["numerator", "n", "responded"]].isna().all(axis=None)


def test_no_team_is_named_by_how_it_meets() -> None:
    rows: list[Row] = [{"part": "quorum", "group_kind": "network", "unit": "teams", "x": "every",
                        "numerator": 3, "n": 3, "value": 1.0},
                       {"group_kind": "team", "group": "t", "label": "Ash", "unit": "meetings",
                        "numerator": 1, "n": 4, "value": 0.25}]  # fmt: skip
    shown = seen("roles.participation.regularity", rows).rows
    assert shown["unit"].tolist() == ["teams"]


def test_differences_between_teams_leave_rounded_and_the_rest_stays() -> None:
    base = {"group_kind": "network", "view": "without_hub", "value": 0.137}
    rows: list[Row] = [
        base | {"unit": "icc1", "relation": name, "part": name, "lower": lower, "upper": 0.31,
                "numerator": 9, "n": n}
        for name, lower, n in (("own_team", 0.02, 40), ("hub", np.nan, 40), ("members", 0.02, 9))
    ]  # fmt: skip
    rows += [base | {"unit": unit, "relation": "own_team", "part": "own_team", "n": 40}
             for unit in ("icc2", "r_star", "r_wg_j", "scale_alpha", "scale_omega")]  # fmt: skip
    shown = seen("roles.trust.within_and_between", rows).rows
    (row,) = shown.to_dict("records")
    assert row["relation"] == "own_team"
    assert [row[name] for name in ("value", "lower", "upper")] == pytest.approx([0.15, 0, 0.35])
    assert np.isnan([row["n"], row["numerator"]]).all()


@pytest.mark.parametrize(("more", "kept"), [(0, 2), (1, 0), (K - 1, 0), (K, 2)])
def test_all_answers_stand_beside_those_of_both_times_only_where_no_few_differ(
    more: int, kept: int
) -> None:
    base = {"relation": "hub", "part": "hub", "group_kind": "network"}
    rows: list[Row] = [base | {"unit": "moved", "x": x, "numerator": 10, "n": 20, "value": 0.5}
                       for x in ("moved up", "moved down")]  # fmt: skip
    rows += [base | {"unit": "above", "x": wave, "numerator": 9, "n": 40, "value": 9 / 40,
                     "responded": people, "eligible": 20}
             for wave, people in (("One", 20), ("Two", 20 + more))]  # fmt: skip
    shown = seen("roles.trust.change", rows)
    assert (shown.rows["unit"] == "above").sum() == kept
    assert ("all_apart" in shown.held_back) == (not kept)
    assert shown.rows[["numerator", "n", "responded", "eligible"]].isna().all(axis=None)
