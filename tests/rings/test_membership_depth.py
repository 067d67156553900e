"""Variety, exits and what left with them: by hand, planted, and not there where it was not."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import Open

DAY = "2024-01-01"
Frames = dict[str, pd.DataFrame]


def roster(count: int, **columns: object) -> pd.DataFrame:
    ids = [f"a{i:02d}" for i in range(count)]
    return pd.DataFrame({"member_id": ids, "observed_from": DAY, "joined_on": DAY, **columns})


def places(kinds: str, sectors: str = "") -> pd.DataFrame:
    frame = pd.DataFrame({"org_id": [f"o{i}" for i in range(len(kinds))], "kind": list(kinds),
                          "name": [f"Place {i}" for i in range(len(kinds))],
                          "joined_on": DAY})  # fmt: skip
    return frame.assign(sector=list(sectors)) if sectors else frame


def blau(opened: Open, frames: Frames) -> dict[tuple[str, str], tuple[float, float]]:
    rows = opened(frames).evidence("roles.membership.variety").rows
    rows = rows[rows["unit"] == "blau"]
    return {(r.relation, r.part): (r.value, r.limit) for r in rows.itertuples()}


def test_variety_of_members_and_of_places_is_counted_apart(opened: Open) -> None:
    """Four members, three in the only school and one in the office that is left."""
    held = pd.DataFrame({"member_id": ["a00", "a01", "a02", "a03"],
                         "org_id": ["o0", "o0", "o0", "o1"], "role": "teacher",
                         "hub_tier": "none", "from_on": DAY})  # fmt: skip
    orgs = places("sdx", "ppp").assign(left_on=[None, None, "2024-02-01"])
    found = blau(opened, {"members": roster(4), "organizations": orgs, "roles": held})
    assert found["organizations", "organization_kind"] == (0.5, 0.5)
    assert found["members", "organization_kind"] == (0.375, 0.5)
    assert found["organizations", "sector"] == found["members", "role"] == (0, 0)
    assert ("organizations", "locale") not in found  # nobody wrote it down


@pytest.mark.parametrize(("kinds", "even"), [("ssssddddhhhh", True), ("ssssssssssdh", False)])
def test_the_most_is_reached_only_where_kinds_are_as_frequent(
    opened: Open, kinds: str, *, even: bool
) -> None:
    value, most = blau(opened, {"members": roster(1), "organizations": places(kinds)})[
        "organizations", "organization_kind"
    ]
    assert most == pytest.approx(2 / 3)
    assert (value == pytest.approx(most)) is even


def test_no_organization_and_no_role_is_no_evidence(opened: Open) -> None:
    assert opened({"members": roster(3)}).evidence("roles.membership.variety").verdict == (
        "no evidence"
    )


def exits(opened: Open, frames: Frames) -> dict[tuple[str, str], float]:
    rows = opened(frames).evidence("roles.membership.handover").rows
    return rows.set_index(["part", "x"])["numerator"].to_dict()


def test_a_role_handed_over_is_told_from_an_exit(opened: Open) -> None:
    """Six left: two were followed by name, one left with the school, two by nobody, one had none.
    Two gave a role up and stayed, and one of these was followed."""
    gone = ["2024-06-30"] * 6 + [None] * 4
    columns = ["member_id", "org_id", "role", "from_on", "to_on", "replaces"]
    held = [
        ("a00", "o0", "teacher", DAY, "2024-06-30", None),
        ("a01", "o0", "coach", DAY, None, None),  # the line was left open
        ("a02", "o1", "teacher", DAY, "2024-06-30", None),
        ("a03", "o0", "teacher", DAY, "2024-06-30", None),
        ("a04", "o0", "teacher", DAY, "2024-06-30", None),
        ("a04", "o0", "lead", DAY, "2024-03-31", None),  # given up and handed over before
        ("a06", "o0", "teacher", "2024-07-01", None, "a00"),
        ("a06", "o0", "lead", DAY, "2024-05-01", None),
        ("a07", "o0", "helper", "2024-07-01", None, "a01"),  # by another title
        ("a08", "o0", "lead", "2024-04-01", None, "a04"),
        ("a09", "o0", "coach", DAY, "2024-05-31", None),
        ("a09", "o0", "lead", "2024-05-02", None, "a06"),
    ]
    frames = {
        "members": roster(10, left_on=gone),
        "organizations": places("ss").assign(left_on=[None, "2024-06-30"]),
        "roles": pd.DataFrame(held, columns=columns).assign(hub_tier="none"),
    }
    assert exits(opened, frames) == {
        ("who_left", "taken over"): 2, ("who_left", "organization left too"): 1,
        ("who_left", "nobody named"): 2, ("who_left", "no role"): 1,
        ("who_stayed", "taken over"): 1, ("who_stayed", "nobody named"): 1,
    }  # fmt: skip
    nobody = frames["roles"].assign(replaces=None)
    off = exits(opened, frames | {"roles": nobody})
    assert ("who_left", "taken over") not in off
    assert off["who_left", "nobody named"] == 4


def test_nobody_left_and_no_role_ended_is_too_little_to_say(opened: Open) -> None:
    held = pd.DataFrame({"member_id": ["a00"], "org_id": ["o0"], "role": ["coach"],
                         "hub_tier": ["none"], "from_on": [DAY]})  # fmt: skip
    frames = {"members": roster(2), "organizations": places("s"), "roles": held}
    assert opened(frames).evidence("roles.membership.handover").verdict == "too little to say"


def knowing(*said: tuple[str, str, int, str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(said), columns=["member_id", "domain", "level", "as_of", "source"])


def test_what_left_is_what_those_who_left_last_knew(opened: Open) -> None:
    said = knowing(
        ("a00", "problem", 1, DAY, "self"), ("a00", "problem", 3, "2024-02-01", "self"),
        ("a01", "problem", 4, DAY, "self"), ("a01", "problem", 1, "2024-02-01", "self"),
        ("a01", "network", 2, DAY, "hub"), ("a02", "improvement", 0, DAY, "self"),
        ("a04", "problem", 4, DAY, "self"),
    )  # fmt: skip
    left = ["2024-06-30"] * 4 + [None]
    frames = {"members": roster(5, left_on=left), "expertise": said}
    evidence = opened(frames).evidence("roles.membership.expertise_left")
    rows = evidence.rows.set_index("x")["numerator"].to_dict()
    assert rows == {"knowing_problem": 1, "knowing_improvement": 0, "knowing_network": 1}
    assert set(evidence.rows["n"]) == {3}
    assert "leavers_unknown" in evidence.caveats  # of the fourth nothing was said
    here = opened({"members": roster(5), "expertise": said})
    assert here.evidence("roles.membership.expertise_left").verdict == "too little to say"
