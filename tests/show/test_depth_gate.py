"""The gate on what stands on its own: no number that leaves tells of fewer than k people."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

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
