"""An informed attacker: knows k, the rules and everything printed, and looks for one person."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from xml.dom import minidom

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.desk import Desk
from nicdev.evidence import Evidence, evidence_rows
from nicdev.framework import Limit, framework
from nicdev.language import locale
from nicdev.show import style
from nicdev.show.disclosure import disclose, disclose_page
from nicdev.show.words import Words

LIMITS = framework().limits
K = int(LIMITS["k_people"].value)
Row = dict[str, object]


def people(rows: list[Row], key: str = "roles.trust.facets") -> Evidence:
    return Evidence(key, "distribution", "people", "all", (("", "described"),),
                    evidence_rows(rows))  # fmt: skip


def answers(view: str, groups: dict[str, list[int]], asked: int | None = None) -> list[Row]:
    """The whole network and its teams by answer."""
    whole = np.array(list(groups.values())).sum(axis=0).tolist()
    rows: list[Row] = []
    for kind, group, counts in [
        ("network", "", whole),
        *(("team", g, c) for g, c in groups.items()),
    ]:
        n = sum(counts)
        who = {"responded": n, "eligible": asked or n} if kind == "network" else {}
        rows += [
            {"view": view, "part": "q", "unit": "answers", "group_kind": kind, "group": group,
             "x": x, "numerator": c, "n": n, "value": c / n if n else None} | who
            for x, c in enumerate(counts, start=1)
        ]  # fmt: skip
    return rows


# -- who answered ----------------------------------------------------------------------------


def test_nearly_all_answered_leaves_no_number_behind() -> None:
    """A coded row kept `responded` and `eligible`: two people who did not answer were there."""
    base: Row = {"part": "survey", "unit": "people", "group_kind": "network", "n": 45,
                 "responded": 43, "eligible": 45}  # fmt: skip
    rows = [
        base | {"x": "answered", "numerator": 43},
        base | {"x": "did not answer", "numerator": 2},
    ]
    seen = disclose(people(rows, "development.readiness.answers"), "hub", LIMITS).rows
    assert seen["coded"].tolist() == ["nearly all", "few or none"]
    assert seen[["numerator", "n", "value", "responded", "eligible"]].isna().all(axis=None)


@pytest.mark.parametrize(("asked", "said"), [(54, False), (55, True)])
def test_how_many_were_asked_is_said_only_where_k_did_not_answer(asked: int, *, said: bool) -> None:
    seen = disclose(people(answers("", {"A": [20, 30]}, asked)), "hub", LIMITS)
    whole = seen.rows[seen.rows["group_kind"] == "network"]
    assert whole["eligible"].notna().all() == said
    assert ("nearly_all_answered" in seen.held_back) == (not said)


# -- the hub ---------------------------------------------------------------------------------


def test_two_views_do_not_name_the_one_hub_member_in_a_team() -> None:
    """The hub is large enough, but one of its members sits in team A: A with less A without."""
    without = {"A": [10, 10], "B": [12, 12]}
    with_hub = {"A": [11, 10], "B": [12, 12], "H": [9, 9]}
    rows = disclose(
        people(answers("all", with_hub) + answers("without_hub", without)), "hub", LIMITS
    )
    seen = rows.rows
    assert set(seen["view"]) == {"all", "without_hub"}
    counts = {
        (view, group): part["numerator"].to_numpy()
        for (view, group), part in seen.groupby(["view", "group"])
    }
    for (view, group), count in counts.items():
        other = counts.get(("all" if view == "without_hub" else "without_hub", group))
        if other is not None:
            assert (abs(count - other) >= K).all()
    assert set(seen.loc[seen["group"] != "", "view"]) == {"without_hub"}
    assert seen.loc[seen["view"] == "all", "eligible"].isna().all()


def test_ties_of_a_hub_in_which_one_person_answered_are_not_found_by_subtraction() -> None:
    def ties(view: str, asked: int, answered: int, found: int) -> Row:
        return {"view": view, "unit": "ties", "relation": "advice", "part": "advice",
                "group_kind": "network", "group": "all", "numerator": found, "value": 0.1,
                "n": answered * (asked - 1), "lower": 0.1, "upper": 0.4, "responded": answered,
                "eligible": asked}  # fmt: skip

    def views(hub_answered: int) -> set[str]:
        rows = [ties("all", 40, 20 + hub_answered, 80), ties("without_hub", 32, 20, 60)]
        return set(disclose(people(rows, "roles.connections.density"), "hub", LIMITS).rows["view"])

    assert views(1) == {"without_hub"}
    assert views(6) == {"all", "without_hub"}


# -- who attended what -----------------------------------------------------------------------


def attendance(neither: int, first: int, second: int, both: int) -> Evidence:
    """Two structures with one event each."""
    n = neither + first + second + both
    rows: list[Row] = [
        {"unit": "members", "group_kind": "network", "x": str(x), "numerator": c, "n": n,
         "value": c / n, "responded": n, "eligible": n}
        for x, c in enumerate((neither, first + second, both))
    ]  # fmt: skip
    rows += [
        {"unit": "reached", "group_kind": "structure", "group": g, "numerator": c, "n": n,
         "value": c / n} for g, c in (("first", first + both), ("second", second + both))
    ]  # fmt: skip
    rows.append(
        {"unit": "attendances", "group_kind": "network", "value": first + second + 2 * both}
    )
    return people(rows, "roles.participation.attendance")


def possible(seen: pd.DataFrame, total: int, k: int) -> np.ndarray:
    """Every table of that many members that could stand behind what is printed."""
    first, second, both = (a.ravel() for a in np.indices((total + 1,) * 3))
    kept = first + second + both <= total
    first, second, both = first[kept], second[kept], both[kept]
    neither = total - first - second - both
    by_events = np.array([neither, first + second, both])
    fits = np.ones(len(neither), dtype=bool)
    for row in seen[seen["unit"].isin(["members", "reached"])].to_dict("records"):
        if row["unit"] == "members":
            low, _, high = row["x"].partition("-")
            count = by_events[int(low) : int(high or low) + 1].sum(axis=0)
        else:
            count = {"first": first, "second": second}[row["group"]] + both
        if row["coded"] == "few or none":
            fits &= count < k
        elif row["coded"] == "nearly all":
            fits &= count > total - k
        else:
            fits &= count == row["numerator"]
    return np.array([neither, first, second, both])[:, fits]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.tuples(*[st.integers(0, 7)] * 4))
def test_who_came_to_which_of_two_structures_stays_open(table: tuple[int, int, int, int]) -> None:
    """By enumeration of every table: a small cell can still be anything from none to k - 1."""
    k, total = 3, sum(table)
    if total < k:
        return
    limits = dict(LIMITS) | {"k_people": Limit("k_people", k, "")}
    found = possible(disclose(attendance(*table), "hub", limits).rows, total, k)
    for true, counts in zip(table, found, strict=True):
        if true < k:
            assert set(range(k)) <= set(counts.tolist())


def test_the_enumeration_would_find_a_small_cell_in_what_is_not_gated() -> None:
    everything = disclose(attendance(9, 8, 2, 6), "evaluator", LIMITS).rows
    assert possible(everything, 25, 3).T.tolist() == [[9, 8, 2, 6]]


def test_structures_are_shown_where_every_difference_is_large() -> None:
    seen = disclose(attendance(9, 8, 7, 6), "hub", LIMITS).rows
    assert seen.loc[seen["unit"] == "reached", "numerator"].tolist() == [14, 13]
    assert "attendances" not in set(seen["unit"])  # less the members' own: the head counts


# -- students --------------------------------------------------------------------------------


def series(counts: list[int], n: int = 20) -> Evidence:
    centre = float(np.median([c / n for c in counts]))
    rows: list[Row] = [
        {"part": "m", "unit": "point", "x": f"2026-01-{day:02d}", "value": c / n, "numerator": c,
         "n": n, "limit": centre} for day, c in enumerate(counts, start=1)
    ]  # fmt: skip
    rows.append({"part": "m", "unit": "centre", "value": centre, "n": len(counts)})
    return Evidence("technical.measurement.run_chart", "series", "students", "all",
                    (("m", "no signal"),), evidence_rows(rows))  # fmt: skip


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=2, max_size=6))
def test_the_median_does_not_give_a_coded_point_away(counts: list[int]) -> None:
    """By enumeration: each coded point can be none, one or two of its students."""
    seen = disclose(series(counts), "hub", LIMITS).rows
    points, centre = (
        seen[seen["unit"] == "point"],
        seen.loc[seen["unit"] == "centre", "value"].iloc[0],
    )
    if np.isnan(centre):
        assert points["limit"].isna().all()
        return
    options = [
        {"": [value], "few or none": [0, 0.05, 0.1], "nearly all": [0.9, 0.95, 1.0]}[coded]
        for value, coded in zip(points["value"], points["coded"], strict=True)
    ]
    for some in product(*options):
        assert np.median(some) == pytest.approx(centre)


# -- all pages of an edition together --------------------------------------------------------


def network() -> dict[str, pd.DataFrame]:
    """Thirty-three members: two teams, a hub of three, and two members who are in both teams."""
    ids = [f"m{i}" for i in range(33)]
    team = ["A"] * 15 + ["B"] * 15 + ["H"] * 3
    memberships = [*zip(ids, team, strict=True), ("m0", "B"), ("m1", "B")]
    answered = [i for i in range(33) if i not in (2, 3, 4, 5, 6, 20, 21, 22, 23, 24)]
    day = "2025-01-01"
    return {
        "members": pd.DataFrame({"member_id": ids, "observed_from": day, "joined_on": day}),
        "teams": pd.DataFrame({"team_id": ["A", "B", "H"], "name": ["Ash", "Birch", "Hub"],
                               "kind": ["improvement team"] * 2 + ["hub"]}),
        "memberships": pd.DataFrame(memberships, columns=["member_id", "team_id"]),
        "instruments": pd.DataFrame(
            {"wave": "all", "instrument": "survey", "member_id": ids, "fielded_on": day,
             "status": ["responded" if i in answered else "invited" for i in range(33)]}),
        "respondents": pd.DataFrame(
            {"wave": "all", "respondent_id": [f"r{i}" for i in answered],
             "member_id": [ids[i] for i in answered], "team_id": [team[i] for i in answered]}),
        "items": pd.DataFrame(
            {"item_id": ["q"], "key": ["roles.trust.facets"], "referent": ["hub"],
             "text": ["We are heard."], "low": [1], "high": [2], "reversed": ["no"]}),
        "responses": pd.DataFrame(
            {"wave": "all", "respondent_id": [f"r{i}" for i in answered], "item_id": "q",
             "value": [1 + i % 2 for i in answered]}),
    }  # fmt: skip


PAGES = ("development.readiness.answers", "roles.trust.facets")


def test_pages_laid_side_by_side_do_not_say_how_many_of_the_hub_answered(
    opened: Callable[..., Desk],
) -> None:
    """One page counted the hub in and the other left it out: the difference was its answers."""
    desk = opened(network())
    counted = [
        set(disclose_page([desk.evidence(key)], "hub", LIMITS)[key].rows["responded"].dropna())
        for key in PAGES
    ]
    assert counted == [{20.0}, {20.0}]


def test_a_member_of_two_teams_is_in_the_same_group_on_every_page(
    opened: Callable[..., Desk],
) -> None:
    """The answer sheet named one of their teams: the difference was those in several."""
    desk = opened(network())
    asked, said = (desk.evidence(key).rows for key in PAGES)
    asked = asked[(asked["x"] == "answered") & (asked["view"] == "without_hub")]
    said = said[(said["x"] == "1") & (said["view"] == "without_hub")]
    by_page = [
        rows[rows["group_kind"] == "team"].set_index("group")[column].to_dict()
        for rows, column in ((asked, "numerator"), (said, "n"))
    ]
    assert by_page[0] == by_page[1] == {"A": 8, "B": 10, "(several)": 2}


def test_a_hub_in_which_nobody_answered_looks_like_any_other(opened: Callable[..., Desk]) -> None:
    frames = network()
    silent = frames["respondents"]["team_id"] == "H"
    sheets = set(frames["respondents"].loc[silent, "respondent_id"])
    frames["respondents"] = frames["respondents"][~silent]
    frames["responses"] = frames["responses"][~frames["responses"]["respondent_id"].isin(sheets)]
    evidence = opened(frames).evidence("roles.trust.facets")
    shown = disclose(evidence, "hub", LIMITS)
    assert "hub_left_out" in shown.held_back
    assert set(shown.rows["view"]) == {"without_hub"}


def test_the_most_that_anyone_attended_is_not_where_the_scale_ends(
    opened: Callable[..., Desk],
) -> None:
    """Three events were held and nobody came to more than two: the scale still goes to three."""
    ids = [f"m{i}" for i in range(12)]
    day = "2025-01-01"
    frames = {
        "members": pd.DataFrame({"member_id": ids, "observed_from": day, "joined_on": day}),
        "events": pd.DataFrame({"event_id": ["e1", "e2", "e3"], "structure": "convening",
                                "held_on": day}),
        "attendance": pd.DataFrame({"event_id": ["e1"] * 12 + ["e2"] * 6 + ["e3"],
                                    "member_id": [*ids, *ids[:6], ids[11]]}),
    }  # fmt: skip
    evidence = opened(frames).evidence("roles.participation.attendance")
    rows = disclose(evidence, "hub", LIMITS).rows
    assert rows.loc[rows["unit"] == "members", "x"].iloc[-1].endswith("3")


# -- hostile text ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["to", "one_event"])
def test_data_called_like_a_pattern_of_the_locale_is_printed_as_it_is(name: str) -> None:
    assert Words(locale("en")).word(name) == name


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize(
    "text", ["a\x08b", "a\x1b", "a\ufffe", "--><script>alert(1)</script>", "$x^{$"]
)
def test_any_label_leaves_a_picture_that_can_be_read(text: str) -> None:
    with style.sheet(1) as (figure, axes):
        axes.text(0, 0.5, text)
        svg = style.svg(figure)
    document = minidom.parseString(svg.encode())  # noqa: S318 - our own
    assert not document.getElementsByTagName("script")


def test_a_word_of_ten_thousand_letters_is_cut_and_soon() -> None:
    asked = 0

    def count(*args: object, **kwargs: object) -> float:
        nonlocal asked
        asked += 1
        return length(*args, **kwargs)  # type: ignore[arg-type]

    length = style.length
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(style, "length", count)
        line = style.wrapped("x" * 10_000, 5)
    assert line.endswith("x…")
    assert length(line) <= 5 < length("x" + line)
    assert asked < 50
