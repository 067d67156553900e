"""The gate on lists of people: an attacker who knows the rules looks for one person."""

from __future__ import annotations

from itertools import combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.evidence import Disclosed, Evidence, evidence_rows
from nicdev.framework import Limit, framework
from nicdev.show.disclosure import disclose, disclose_page
from nicdev.show.disclosure.roster import FOR_THE_HUB
from nicdev.tables import TABLES

LIMITS = framework().limits
K = int(LIMITS["k_people"].value)
Row = dict[str, object]


def people(rows: list[Row], key: str) -> Evidence:
    return Evidence(key, framework().indicator(key).kind, "people", "all",
                    (("", "described"),), evidence_rows(rows))  # fmt: skip


def seen(rows: list[Row], key: str, k: int = K) -> Disclosed:
    return disclose(people(rows, key), "hub", dict(LIMITS) | {"k_people": Limit("k", k, "")})


# --- roles and places ------------------------------------------------------------------------


def held(counts: dict[str, int]) -> list[Row]:
    n = sum(counts.values())
    return [{"part": "role", "group_kind": "network", "unit": "roster", "x": x, "numerator": c,
             "n": n, "value": c / n} for x, c in counts.items()]  # fmt: skip


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=6))
def test_no_role_of_a_few_is_counted_and_none_is_found_by_subtraction(sizes: list[int]) -> None:
    counts = {f"r{i}": size for i, size in enumerate(sizes)}
    rows = seen(held(counts), "roles.membership.composition").rows
    shown = dict(zip(rows["x"], rows["numerator"], strict=True))
    printed = {x: n for x, n in shown.items() if not np.isnan(n)}
    assert all(n >= K for n in printed.values())
    hidden = sum(sizes) - sum(counts[x] for x in shown if x in counts)
    if printed:  # what is left over is nobody, or k and more people in at least two roles
        assert hidden == 0 or (hidden >= K and len(sizes) - (len(shown) - 1) >= 2)
    else:
        assert rows["n"].isna().all()


def test_what_members_are_called_at_work_is_for_the_hub_alone() -> None:
    """As the column of the roles table has it; of places, members see as much as the hub."""
    assert [TABLES["roles"].column(part).reach for part in FOR_THE_HUB] == ["hub"]
    assert TABLES["organizations"].column("kind").reach == "members"
    places = [{**row, "part": "organization_kind"} for row in held({"school": 9, "office": 8})]
    rows = [*held({"teacher": 9, "head": 8}), *places]
    for edition, parts in (("hub", ["role", "organization_kind"]),
                           ("members", ["organization_kind"])):  # fmt: skip
        shown = disclose(people(rows, "roles.membership.composition"), edition, LIMITS)
        assert shown.rows["part"].unique().tolist() == parts
        assert ("roles_for_the_hub" in shown.held_back) == (edition == "members")


# --- levels ----------------------------------------------------------------------------------


def said(domains: dict[str, list[int]]) -> list[Row]:
    return [{"part": "by_level", "unit": "cells", "group_kind": "domain", "group": d, "x": str(x),
             "numerator": c, "n": sum(counts), "value": c / max(sum(counts), 1)}
            for d, counts in domains.items() for x, c in enumerate(counts)]  # fmt: skip


def test_levels_are_merged_alike_and_no_team_leaves() -> None:
    rows = said({"problem": [5, 6, 7, 1, 6], "improvement": [0, 5, 9, 6, 5]})
    team: Row = {"part": "by_team", "unit": "cells", "group_kind": "team", "group": "t",
                 "x": "problem", "numerator": 9, "n": 9, "value": 1}  # fmt: skip
    shown = seen([team, *rows], "roles.membership.expertise")
    assert set(shown.rows["part"]) == {"by_level"}
    assert shown.rows["x"].tolist() == ["0-1", "2", "3-4"] * 2
    assert (shown.rows["numerator"] >= K).all()
    assert set(shown.held_back) == {"whole_only", "merged_answers"}


def test_the_few_about_whom_one_domain_is_not_known_are_no_difference() -> None:
    """Twenty-five and twenty-three: two people about whose second domain nothing was said."""
    rows = seen(said({"problem": [5, 5, 5, 5, 5], "improvement": [5, 5, 5, 4, 4]}),
                "roles.membership.expertise").rows  # fmt: skip
    assert len(set(rows["group"])) == 1


# --- stays -----------------------------------------------------------------------------------


def curve(exits: list[int], start: int) -> list[Row]:
    rows: list[Row] = []
    share, risk = 1.0, start
    for month, gone in enumerate(exits):
        share *= 1 - gone / risk if risk else 1
        risk -= gone
        rows.append({"part": "members", "unit": "survival", "group_kind": "network", "x": month,
                     "value": share, "n": risk, "numerator": gone, "lower": share * 0.9,
                     "upper": min(share * 1.1, 1)})  # fmt: skip
    return rows


def by_year(exits: tuple[int, ...], k: int) -> tuple[object, ...]:
    """What is printed of so many leavers in each year, with fourteen members at the start."""
    months = [0, *(gone for year in exits for gone in [0] * 11 + [year])]
    rows = seen(curve(months, 14), "roles.membership.retention", k).rows
    columns = ["x", "coded", "n", "numerator", "value"]
    return tuple(rows[columns].fillna(-1).itertuples(index=False, name=None))


def test_a_year_in_which_a_few_left_is_not_told_from_others() -> None:
    """By enumeration of all numbers of leavers in two years: no year of a few is pinned."""
    k = 3
    some = [exits for exits in product(range(8), repeat=2) if sum(exits) <= 10]
    printed = {exits: by_year(exits, k) for exits in some}
    for true, page_ in printed.items():
        if sum(true) > 7:  # those that might look like it are not all in the list
            continue
        possible = [exits for exits, other in printed.items() if other == page_]
        for year in range(2):
            if 0 < true[year] < k:
                assert len({exits[year] for exits in possible}) >= 2, (true, year)


def test_how_many_began_is_not_said_where_a_few_left() -> None:
    """With the roster of today beside it, the difference would be those who left."""
    for exits in ([0] * 12 + [2], [0] * 12 + [6] + [0] * 11 + [0, 2]):
        rows = seen(curve(exits, 40), "roles.membership.retention").rows
        assert len(rows)
        assert rows[["n", "numerator"]].isna().all(axis=None)
    told = seen(curve([0] * 12 + [6], 40), "roles.membership.retention").rows
    told = told.set_index("x").loc[["0", "12"]]
    assert told["n"].tolist() == [40, 34]
    assert told["value"].tolist() == [1.0, 0.85]


# --- scope beside attendance -----------------------------------------------------------------


def page(members: list[tuple[int, int]]) -> tuple[Evidence, Evidence]:
    """For each member the events and the structures they came to."""

    def counts(unit: str, values: list[int], most: int) -> list[Row]:
        return [{"unit": unit, "group_kind": "network", "x": str(x), "numerator": values.count(x),
                 "n": len(values), "value": values.count(x) / len(values),
                 "responded": len(values), "eligible": len(values)}
                for x in range(most + 1)]  # fmt: skip

    events, kinds = ([m[at] for m in members] for at in (0, 1))
    return (people(counts("members", events, 4), "roles.participation.attendance"),
            people(counts("scope", kinds, 2), "roles.participation.structures"))  # fmt: skip


KINDS_OF_MEMBERS = [(0, 0), (1, 1), (2, 1), (2, 2), (3, 1), (3, 2), (4, 2)]


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=7, max_size=7))
def test_two_counts_of_the_same_members_leave_no_few_between_them(sizes: list[int]) -> None:
    """Members with at most a structures hold those with at most a events: the rest is a number."""
    k = 3
    members = [who for who, size in zip(KINDS_OF_MEMBERS, sizes, strict=True) for _ in range(size)]
    if len(members) < 2 * k:
        return
    limits = dict(LIMITS) | {"k_people": Limit("k", k, "")}
    shown = disclose_page(page(members), "hub", limits)
    below: dict[str, dict[int, float]] = {}
    for key, disclosed in shown.items():
        rows = disclosed.rows[disclosed.rows["unit"].isin(["members", "scope"])]
        last = rows["x"].str.split("-").str[-1].astype(int)
        below[key.rpartition(".")[2]] = dict(zip(last, rows["numerator"].cumsum(), strict=True))
    for structures, few in below["structures"].items():
        for events, some in below["attendance"].items():
            if np.isnan(some) or some == len(members) or few == len(members):
                continue
            if events <= structures and not events == structures == 0:
                assert few - some >= k
            if structures == 0 and events > 0:
                assert some - few >= k


# --- replies ---------------------------------------------------------------------------------


@pytest.mark.parametrize("small", [0, 2, 4])
def test_a_line_of_many_answers_does_not_give_an_item_away(small: int) -> None:
    """Item q alone would be merged; its line, less the open item p, must not open it again."""
    p, q = [8, 7, 9, 8, 10], [small, 5, 9, 8, 10]
    rows: list[Row] = [{"view": "all", "part": "l", "relation": "hub", "unit": "questions",
                        "group_kind": "network", "value": 2}]  # fmt: skip
    whole = [a + b for a, b in zip(p, q, strict=True)]
    for kind, group, counts in (("network", "", whole), ("item", "p", p), ("item", "q", q)):
        rows += [{"view": "all", "part": "l", "relation": "hub", "unit": "replies",
                  "group_kind": kind, "group": group, "x": str(x), "numerator": c,
                  "n": sum(counts), "value": c / sum(counts)}
                 for x, c in enumerate(counts, start=1)]  # fmt: skip
    shown = seen(rows, "roles.trust.relations")
    assert set(shown.rows["group_kind"]) == {"network"}
    line = shown.rows[shown.rows["unit"] == "replies"]
    assert line["x"].tolist()[0] != "1"
    assert line["numerator"].sum() == sum(whole)


# --- maps ------------------------------------------------------------------------------------


def tie_map(heard: dict[str, int], ties: int = 12, part: str = "organization") -> list[Row]:
    base: Row = {"relation": "r", "part": part, "group_kind": part}
    rows: list[Row] = []
    for at, (group, n) in enumerate(heard.items()):
        who = base | {"group": group, "label": group, "n": n + 2, "responded": n}
        rows += [who | {"unit": "across", "value": at}, who | {"unit": "down", "value": 0}]
    for a, b in combinations_with_replacement(heard, 2):
        rows.append(base | {"unit": "between", "label": "Whom?", "group": a, "x": b,
                            "numerator": ties, "n": 100, "value": ties / 100})  # fmt: skip
    return rows


def test_small_groups_are_one_on_the_map_and_a_small_hub_is_none() -> None:
    shown = seen(tie_map({"A": 9, "B": 7, "C": 3, "D": 2, "hub": 4}), "roles.connections.mixing")
    rows = shown.rows
    nodes = rows[rows["unit"] == "across"]
    assert set(nodes["group"]) == {"A", "B", "(together)"}
    assert set(shown.held_back) == {"hub_left_out", "pooled", "ties_rounded"}
    between = rows[rows["unit"] == "between"]
    assert len(between) == 6
    assert between[["numerator", "n"]].isna().all(axis=None)
    # ties within C, within D and between them are ties within the two together
    inside = between[(between["group"] == "(together)") & (between["x"] == "(together)")]
    assert inside["value"].tolist() == [0.12]  # 36 of 300: a step of two per cent is six ties
    assert rows["responded"].isna().all()


def test_a_map_of_few_is_not_drawn() -> None:
    for heard in ({"A": 4, "B": 3, "C": 2}, {"A": 9, "B": 4}, {"A": 2, "B": 2}):
        assert seen(tie_map(heard), "roles.connections.mixing").verdict == "withheld"


def test_few_ties_are_a_word_and_one_map_leaves() -> None:
    rows = tie_map({"A": 9, "B": 7}, ties=4) + tie_map({"N": 9, "S": 7}, ties=20, part="region")
    shown = seen(rows, "roles.connections.mixing").rows
    assert set(shown["part"]) == {"region"}
    words = seen(tie_map({"A": 9, "B": 7}, ties=4), "roles.connections.mixing").rows
    words = words[words["unit"] == "between"]
    assert set(words["coded"]) == {"few or none"}
    assert words["value"].isna().all()


# --- newcomers' first steps ------------------------------------------------------------------


def stepping(taken: tuple[int, ...], start: int, newcomers: int = 0) -> list[Row]:
    """So many newcomers take the step at the end of each quarter; nobody leaves."""
    months = [0, *(count for quarter in taken for count in [0, 0, quarter])]
    steps = {"part": "first_tie", "eligible": newcomers or start}
    return [row | steps for row in curve(months, start)]


def test_newcomers_who_have_not_got_there_are_not_told_from_none() -> None:
    """By enumeration of those who got there in three quarters: a few who did, and a few who are
    left, can be any number below k."""
    k, start = 3, 9
    some = [taken for taken in product(range(start + 1), repeat=3) if sum(taken) <= start]
    pages: dict[object, list[tuple[int, ...]]] = {}
    for taken in some:
        rows = seen(stepping(taken, start), "roles.membership.first_steps", k).rows
        columns = ["x", "coded", "n", "numerator", "value"]
        page_ = tuple(rows[columns].fillna(-1).itertuples(index=False, name=None))
        pages.setdefault(page_, []).append(taken)
    words = {coded for page_ in pages for _, coded, *_ in page_}
    assert words == {"", "few or none", "nearly all"}
    for page_, possible in pages.items():
        for taken in possible:
            if start - sum(taken) < k:
                assert set(range(k)) <= {start - sum(t) for t in possible}, (taken, page_)
            if 0 < sum(taken) < k:
                assert set(range(k)) <= {sum(t) for t in possible}, (taken, page_)


def test_how_many_newcomers_are_followed_is_not_said_beside_a_few_who_did_not_answer() -> None:
    def told(newcomers: int) -> bool:
        rows = seen(stepping((0, 6), 20, newcomers), "roles.membership.first_steps").rows
        assert rows["value"].notna().sum() == 2
        assert rows["eligible"].isna().all()
        return bool(rows["n"].notna().any())

    assert [told(newcomers) for newcomers in (20, 21, 24, 25)] == [True, False, False, True]
