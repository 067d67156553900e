"""Who answered, by region: who belongs where, and that it stays with the evaluator."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from conftest import Open

from nicdev.evidence import Edition
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show import distribution
from nicdev.show.disclosure import disclose, disclose_page
from nicdev.show.words import Words

KEY = "development.readiness.answers"
WORDS = Words(locale("en"))
OTHERS: tuple[Edition, ...] = ("hub", "members")
DAY = "2025-01-01"


def network(each: int = 10) -> dict[str, pd.DataFrame]:
    """Two schools in the north, one in the south, one whose region nobody wrote down.

    The first member of the second school has a role in the south as well. Nobody has a role at the
    third school: their team says where they are. In the south half as many answer.
    """
    ids = [f"m{at:02d}" for at in range(4 * each)]
    org = [f"o{at // each}" for at in range(4 * each)]
    south = [o == "o2" for o in org]
    roles = [(m, o) for m, o in zip(ids, org, strict=True) if o != "o2"] + [(ids[each], "o2")]
    status = ["invited" if at % (2 if s else 5) == 0 else "responded"
              for at, s in enumerate(south)]  # fmt: skip
    return {
        "organizations": pd.DataFrame(
            {"org_id": ["o0", "o1", "o2", "o3"], "name": ["A", "B", "C", "D"], "kind": "school",
             "region": ["North", "North", "South", ""], "joined_on": DAY}),
        "teams": pd.DataFrame({"team_id": ["t0", "t1", "t2", "t3"],
                               "org_id": ["o0", "o1", "o2", "o3"], "name": ["T", "U", "V", "W"],
                               "kind": "improvement team"}),
        "members": pd.DataFrame({"member_id": ids, "observed_from": DAY, "joined_on": DAY}),
        "roles": pd.DataFrame([{"member_id": m, "org_id": o, "role": "teacher", "hub_tier": "none",
                                "from_on": DAY} for m, o in roles]),
        "memberships": pd.DataFrame({"member_id": ids, "team_id": [f"t{o[1]}" for o in org]}),
        "instruments": pd.DataFrame({"wave": "all", "instrument": "survey", "member_id": ids,
                                     "fielded_on": DAY, "status": status}),
    }  # fmt: skip


def counted(rows: pd.DataFrame) -> dict[str, tuple[float, float]]:
    mine = rows[(rows["group_kind"] == "region") & (rows["x"] == "answered")]
    return {r.group: (r.numerator, r.n) for r in mine.itertuples()}


def test_every_member_stands_in_one_region_or_beside_them(opened: Open) -> None:
    rows = opened(network()).evidence(KEY).rows
    assert counted(rows) == {
        "North": (16, 19), "South": (5, 10), "not_recorded": (8, 10), "several_of_these": (0, 1),
    }  # fmt: skip


def test_one_region_is_no_split(opened: Open) -> None:
    frames = network()
    frames["organizations"]["region"] = ["North", "North", "", ""]
    found = opened(frames).evidence(KEY)
    assert counted(found.rows) == {}
    assert "survey_uneven" not in found.caveats


def test_the_evaluator_reads_where_most_and_where_fewest_answered(opened: Open) -> None:
    shown = disclose(opened(network()).evidence(KEY), "evaluator", framework().limits)
    assert (
        "Survey, by region: most answered in North (84%: 16 of 19), fewest in South (50%: 5 of 10)."
    ) in list(distribution.sentences(shown, WORDS))
    by_region, *others = distribution.tables(shown, WORDS)
    assert not {"North", "South"} & {cell for told in others for row in told.rows for cell in row}
    assert by_region.caption == "Who answered, by region: Survey"
    assert by_region.rows == (
        ("North", "16", "19", "84%"), ("South", "5", "10", "50%"),
        ("Not recorded", "8", "10", "80%"), ("In several of these", "0", "1", "0%"),
    )  # fmt: skip


@pytest.mark.parametrize("edition", OTHERS)
def test_for_others_a_page_is_as_if_regions_had_never_been_counted(
    opened: Open, edition: Edition
) -> None:
    """Two cuts of the same people: a region less its large teams would be its small one."""
    for each in (4, 10, 40):
        evidence = opened(network(each)).evidence(KEY)
        rows = evidence.rows
        without = replace(evidence, frame=rows[rows["group_kind"] != "region"])
        shown, bare = (disclose_page([e], edition, framework().limits)[KEY]
                       for e in (evidence, without))  # fmt: skip
        pd.testing.assert_frame_equal(shown.rows, bare.rows)
        assert shown.verdicts == bare.verdicts
        assert [h for h in shown.held_back if h != "regions_apart"] == list(bare.held_back)
        assert "regions_apart" in shown.held_back


def test_the_hubs_caution_names_no_region(opened: Open) -> None:
    desk = opened(network(80))
    assert "survey_uneven" in desk.evidence(KEY).caveats
    pages = desk.show(KEY).block["editions"]
    for edition in OTHERS:
        html = str(pages[edition]["html"])
        assert "more about some regions than about others" in html
        assert "South" not in html
    assert "South" in str(pages["evaluator"]["html"])
