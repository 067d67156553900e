"""The gate on pairs of members: an attacker who knows the rules looks for the ties of a few."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest

from nicdev.evidence import Evidence, evidence_rows
from nicdev.framework import framework
from nicdev.show.disclosure import disclose_page
from nicdev.show.disclosure.ties import frequent, outside, returned, shape, shares, turnover, ways

LIMITS = framework().limits
Row = dict[str, object]
KINDS = ("within_teams", "in_a_group", "met", "not_met")


def tie_rows(
    ties: tuple[int, ...], pairs: tuple[int, ...], kinds: tuple[str, ...], spoke: int = 30
) -> list[Row]:
    """All pairs, and those of each kind; nobody kept silent."""
    base: Row = {"relation": "advice", "part": "advice", "label": "Whom?", "unit": "ties",
                 "responded": spoke, "eligible": spoke}  # fmt: skip
    counts = [("all", "network", sum(ties), sum(pairs))]
    counts += [(kind, "pairs", t, n) for kind, t, n in zip(kinds, ties, pairs, strict=True)]
    return [base | {"group": group, "group_kind": kind, "numerator": t, "n": n, "value": t / n,
                    "lower": t / n, "upper": t / n} for group, kind, t, n in counts]  # fmt: skip


def about_people(key: str, rows: list[Row]) -> Evidence:
    return Evidence(key, "tie", "people", "all", (("advice", "described"),), evidence_rows(rows))


def printed(ties: tuple[int, ...], pairs: tuple[int, ...], k: int) -> tuple[object, ...]:
    """What a page says of meetings, and of densities the exact counts, which it does not say."""
    rows = shares(evidence_rows(tie_rows(ties, pairs, KINDS)), k)[0].fillna(-1)
    columns = ["group", "value", "lower", "upper", "coded", "responded"]
    teams = k <= ties[0] <= pairs[0] - k and k <= sum(ties[1:]) <= sum(pairs[1:]) - k
    known = (sum(ties), ties[0] if teams else None)
    return (known, *rows[columns].itertuples(index=False, name=None))


def test_no_few_ties_are_found_by_subtraction() -> None:
    """By enumeration of the ties of each kind: fewer than k of a kind can be any number below k,
    for whoever knows all pairs, all ties and those within teams."""
    k, pairs = 2, (9, 9, 9, 20)
    pages: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for ties in product((0, 1, 2, 3), range(10), range(4), range(4)):
        pages.setdefault(printed(ties, pairs, k), []).append(ties)
    said = 0
    for page, some in pages.items():
        if len(page) == 1:
            continue
        said += 1
        for ties in some:
            for which, count in enumerate(ties):
                if count < k:
                    found = {other[which] for other in some}
                    assert set(range(k)) <= found, (ties, KINDS[which], page)
    assert said > 20


def meetings(ties: tuple[int, ...], spoke: int = 30) -> pd.DataFrame:
    rows = tie_rows(ties, (26, 79, 119, 259), KINDS)
    rows[3] = rows[3] | {"responded": spoke}
    evidence = about_people("roles.connections.meeting", rows)
    return disclose_page([evidence], "hub", LIMITS)["roles.connections.meeting"].rows


def test_shares_by_kind_are_rounded_until_a_step_is_k_ties_wide() -> None:
    rows = meetings((13, 16, 35, 7)).set_index("group")
    assert rows["value"].to_dict() == pytest.approx(
        {"all": 0.15, "within_teams": 0.5, "in_a_group": 0.2, "met": 0.3, "not_met": 0.02}
    )
    assert rows[["numerator", "n"]].isna().all(axis=None)
    assert rows.drop("all")[["responded", "eligible"]].isna().all(axis=None)


def test_hardly_any_ties_among_those_who_have_not_met_are_a_word() -> None:
    rows = meetings((13, 16, 35, 1)).set_index("group")
    assert rows.index.tolist() == ["all", "met", "not_met"]
    assert rows["coded"].to_dict() == {"all": "", "met": "", "not_met": "few or none"}
    assert np.isnan(rows.loc["not_met", ["value", "lower", "upper"]].astype(float)).all()


@pytest.mark.parametrize(
    ("ties", "spoke"),
    [((13, 8, 35, 1), 30),  # what is left over is too little to hide a word in
     ((13, 76, 35, 1), 30),  # and so is what is left of the pairs in one group
     ((13, 16, 2, 1), 30),  # two words
     ((4, 16, 35, 7), 30),  # teams are not shown beside it either
     ((13, 16, 35, 7), 4)],  # four people met somebody
)  # fmt: skip
def test_otherwise_nothing_is_said(ties: tuple[int, ...], spoke: int) -> None:
    assert meetings(ties, spoke).empty


# --- ways with the hub and without -----------------------------------------------------------


def way_rows(left: int, lost: int, none: int, hub: int = 8) -> list[Row]:
    n, reached = left + lost + none, left + lost
    base: Row = {"relation": "advice", "part": "advice", "label": "Whom?", "unit": "ways",
                 "group_kind": "network", "limit": 3}  # fmt: skip
    counts = (("with_hub", reached, n, hub), ("hub_taken_out", left, n, 0),
              ("through_hub", lost, reached, hub))  # fmt: skip
    return [base | {"group": group, "numerator": part, "n": of, "value": part / of if of else None,
                    "responded": 30 + more, "eligible": 40 + more}
            for group, part, of, more in counts]  # fmt: skip


def reaching(left: int, lost: int, none: int, hub: int = 8, k: int = 5) -> pd.DataFrame:
    return ways(evidence_rows(way_rows(left, lost, none, hub)), k)[0]


@pytest.mark.parametrize("hub", [8, 2])
def test_no_few_ways_are_found_by_subtraction(hub: int) -> None:
    """By enumeration, for whoever knows how many pairs there are: fewer than k ways without the
    hub, through it alone, or none at all can be any number below k."""
    k, total = 3, 24
    pages: dict[object, list[tuple[int, ...]]] = {}
    for left in range(total + 1):
        for lost in range(total + 1 - left):
            cells = (left, lost, total - left - lost)
            rows = reaching(*cells, hub, k)[["group", "value", "coded"]].fillna(-1)
            pages.setdefault(tuple(rows.itertuples(index=False, name=None)), []).append(cells)
    for page, some in pages.items():
        for cells in some:
            for which, count in enumerate(cells):
                if count < k:
                    assert set(range(k)) <= {other[which] for other in some}, (cells, page)
    assert len(pages) > (20 if hub == 8 else 3)


def test_what_few_people_of_the_hub_said_is_left_out() -> None:
    rows = reaching(200, 100, 300, hub=4)
    assert rows["group"].tolist() == ["hub_taken_out"]
    rows = reaching(200, 100, 300, hub=5)
    assert dict(zip(rows["group"], rows["value"], strict=True)) == pytest.approx(
        {"with_hub": 0.5, "hub_taken_out": 0.33, "through_hub": 0.34}
    )
    assert set(rows["responded"]) == {30}  # how many of the hub answered is not told
    assert set(rows["eligible"]) == {40}
    assert rows[["numerator", "n"]].isna().all(axis=None)


def test_a_hub_that_carries_nothing_or_everything_is_said_in_a_word() -> None:
    rows = reaching(300, 2, 300).set_index("group")
    assert rows["coded"].to_dict() == {"with_hub": "", "through_hub": "few or none"}
    rows = reaching(2, 300, 300).set_index("group")
    assert rows["coded"].to_dict() == {"with_hub": "", "hub_taken_out": "few or none"}


def test_meetings_are_shown_in_one_version() -> None:
    def version(view: str, more: int) -> list[Row]:
        ties = (13 + more, 16, 35 + more, 7 + more)
        pairs = (60 + 2 * more, 79, 119 + 2 * more, 259 + 2 * more)
        rows = tie_rows(ties, pairs, KINDS, 30 + more)
        return [row | {"view": view} for row in rows]

    evidence = about_people(
        "roles.connections.meeting", version("all", 9) + version("without_hub", 0)
    )
    shown = disclose_page([evidence], "hub", LIMITS)["roles.connections.meeting"]
    assert set(shown.rows["view"]) == {"without_hub"}
    assert "meetings_without_hub" in shown.held_back


# --- ties that are returned, and ties that lead out --------------------------------------------


def returned_rows(within: tuple[int, int], between: tuple[int, int], spoke: int = 30) -> list[Row]:
    """Pairs with both ties and with one, within teams and between."""
    base: Row = {"relation": "advice", "part": "advice", "label": "Whom?", "unit": "returned",
                 "responded": spoke, "eligible": 40}  # fmt: skip
    both = (within[0] + between[0], within[1] + between[1])
    counts = [("all", "network", both), ("within_teams", "pairs", within),
              ("between_teams", "pairs", between)]  # fmt: skip
    return [base | {"group": group, "group_kind": kind, "numerator": 2 * m, "n": 2 * m + a,
                    "value": 2 * m / (2 * m + a) if m + a else None, "lower": None, "upper": None}
            for group, kind, (m, a) in counts]  # fmt: skip


def test_no_few_returned_ties_are_found_by_subtraction() -> None:
    """By enumeration: fewer than k pairs with both ties, or with one, can be any number below k."""
    k = 2
    pages: dict[object, list[tuple[int, ...]]] = {}
    between = ((0, 0), (1, 3), (2, 2), (3, 1))
    for cells in ((*within, *rest) for within in product(range(4), repeat=2) for rest in between):
        rows = returned(evidence_rows(returned_rows(cells[:2], cells[2:])), k)[0]
        said = rows[["group", "value", "coded"]].fillna(-1).itertuples(index=False, name=None)
        pages.setdefault(tuple(said), []).append(cells)
    assert len(pages) > 5
    for page, some in pages.items():
        for which in range(2):
            found = {cells[which] for cells in some}
            assert not found & set(range(k)) or set(range(k)) <= found, page


def test_returned_ties_of_few_are_words_and_of_fewer_people_nothing() -> None:
    rows = returned(evidence_rows(returned_rows((10, 8), (9, 30))), 5)[0].set_index("group")
    assert rows["value"].to_dict() == pytest.approx(
        {"all": 0.5, "within_teams": 0.75, "between_teams": 0.5}  # 0.5; 0.71, 0.375
    )
    assert rows[["numerator", "n"]].isna().all(axis=None)
    rows = returned(evidence_rows(returned_rows((1, 8), (2, 30))), 5)[0]
    assert rows["coded"].tolist() == ["few or none"]
    assert returned(evidence_rows(returned_rows((10, 8), (9, 30), 9)), 5)[0].empty


def leading_out(external: int, internal: int, spoke: int = 30) -> list[Row]:
    n = external + internal
    return [{"relation": "advice", "part": "advice", "label": "Whom?", "unit": "outside",
             "group_kind": "network", "group": "out_of_team", "x": "fewer", "numerator": external,
             "n": n, "value": external / n, "limit": 0.9333, "lower": 0.8712, "upper": 0.9777,
             "responded": spoke, "eligible": spoke + 2}]  # fmt: skip


def test_ties_that_lead_out_are_rounded_and_what_chance_gives_is_not_held_back() -> None:
    evidence = about_people("roles.connections.external_internal", leading_out(37, 16))
    row = disclose_page([evidence], "hub", LIMITS)[evidence.key].rows.iloc[0]
    assert row["value"] == 0.7
    assert row[["limit", "lower", "upper"]].tolist() == [0.93, 0.87, 0.98]
    assert row[["numerator", "n", "eligible"]].isna().all()
    few = outside(evidence_rows(leading_out(3, 50)), 5)[0].iloc[0]
    assert (few["coded"], few["x"]) == ("few or none", "")
    assert outside(evidence_rows(leading_out(37, 16, 9)), 5)[0].empty
    index = [row | {"unit": "e_i"} for row in leading_out(37, 16)]
    assert disclose_page([about_people("roles.connections.external_internal", index)], "hub",
                         LIMITS)["roles.connections.external_internal"].rows.empty  # fmt: skip


def turned(kept: int, new: int, gone: int, spoke: int = 30) -> pd.DataFrame:
    n = kept + new + gone
    rows: list[Row] = [
        {"relation": "advice", "part": "advice", "label": "Whom?", "unit": "turnover",
         "group_kind": "network", "group": group, "numerator": count, "n": n, "value": count / n,
         "responded": spoke, "eligible": spoke + 9}
        for group, count in (("kept", kept), ("new_since", new), ("gone_since", gone))
    ]  # fmt: skip
    return turnover(evidence_rows(rows), 5)[0]


def test_ties_that_are_new_or_gone_are_shares_of_many_or_nothing() -> None:
    rows = turned(26, 14, 11).set_index("group")
    assert rows["value"].to_dict() == pytest.approx(
        {"kept": 0.5, "new_since": 0.3, "gone_since": 0.2}
    )
    assert rows[["numerator", "n"]].isna().all(axis=None)
    assert turned(26, 14, 4).empty
    assert turned(26, 14, 11, 9).empty


def test_the_ties_of_the_most_connected_are_not_worked_out() -> None:
    """By enumeration: whatever the page says, the most named could have k ties more or fewer."""
    n, ties, k = 20, 60, 5
    pages: dict[float, set[int]] = {}
    for most in range(n):
        value = (n * most - ties) / (n - 1) ** 2
        row: Row = {"relation": "advice", "part": "advice", "label": "Whom?", "unit": "gathering",
                    "group_kind": "network", "group": "received", "n": n - 1, "value": value,
                    "responded": n, "eligible": n + 9}  # fmt: skip
        said = shape(evidence_rows([row]), k)[0]["value"].iloc[0]
        if most >= 3:  # the most named have at least the mean
            pages.setdefault(said, set()).add(most)
    inner = sorted(pages)[1:-1]
    assert all(len(pages[said]) >= k - 1 for said in inner), pages


def test_strongest_ties_of_few_are_a_word() -> None:
    base: Row = {"relation": "advice", "part": "advice", "label": "Whom?", "unit": "frequent",
                 "responded": 30, "eligible": 40}  # fmt: skip
    counts = (("all", "network", 57, 295), ("within_teams", "pairs", 54, 193),
              ("between_teams", "pairs", 3, 102))  # fmt: skip
    rows = [base | {"group": group, "group_kind": kind, "numerator": t, "n": n, "value": t / n}
            for group, kind, t, n in counts]  # fmt: skip
    shown, held = frequent(evidence_rows(rows), 5)
    assert shown["group"].tolist() == ["all"]
    assert shown["value"].tolist() == [0.2]
    assert "whole_only" in held
    assert frequent(evidence_rows([rows[0] | {"responded": 9}]), 5)[0].empty


def test_where_ties_come_from_is_a_word_about_the_whole_network() -> None:
    def page(spoke: int) -> pd.DataFrame:
        rows = tie_rows((13, 16, 35, 7), (26, 79, 119, 259), KINDS, spoke)
        rows += [{"relation": "advice", "part": "advice", "label": "Whom?", "unit": "origins",
                  "group_kind": "network", "group": "origin_met", "x": "more", "value": 0.2571,
                  "limit": 0.003, "numerator": 71, "n": 483, "responded": spoke,
                  "eligible": spoke}]  # fmt: skip
        evidence = about_people("roles.connections.meeting", rows)
        shown = disclose_page([evidence], "hub", LIMITS)["roles.connections.meeting"].rows
        return shown[shown["unit"] == "origins"]

    assert page(30)["x"].tolist() == ["more"]
    assert page(30)[["value", "limit", "numerator", "n"]].isna().all(axis=None)
    assert page(9).empty
