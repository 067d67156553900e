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
