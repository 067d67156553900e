"""The gate on waves side by side: from no number of one and another wave can few be told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.evidence import Disclosed, Edition, Evidence, Verdicts, evidence_rows
from nicdev.framework import framework
from nicdev.show.disclosure import disclose

LIMITS = framework().limits
K = int(LIMITS["k_people"].value)
GROUP = "roles.trust.facets hub"


def seen(
    name: str, rows: list[dict[str, object]], verdicts: Verdicts = (("", "described"),)
) -> Disclosed:
    key = f"development.waves.{name}"
    evidence = Evidence(key, framework().indicator(key).kind, "people", "w2", verdicts,
                        evidence_rows(rows))  # fmt: skip
    edition: Edition = "hub"
    return disclose(evidence, edition, LIMITS)


def comings(waves: list[tuple[int, int]], start: int) -> list[dict[str, object]]:
    there, rows = start, []
    for at, (came, left) in enumerate([(0, 0), *waves]):
        there += came - left
        counts = {"there_then": there, "came_since": came, "left_since": left}
        rows += [{"part": "comings", "unit": "comings", "x": f"w{at}", "group": group,
                  "numerator": count} for group, count in counts.items()
                 if at or group == "there_then"]  # fmt: skip
    return rows


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=4),
    st.integers(50, 80),
)
def test_nobody_can_count_fewer_than_k_who_came_or_left(
    waves: list[tuple[int, int]], start: int
) -> None:
    """An attacker adds and subtracts all that is shown of one wave and the wave before."""
    rows = seen("who", comings(waves, start)).rows
    known = rows[rows["coded"] == ""].set_index(["x", "group"])["numerator"].to_dict()
    last = None
    for at in range(len(waves) + 1):
        moves = [known.get((f"w{at}", group)) for group in ("came_since", "left_since")]
        assert all(number is None or number >= K for number in moves)
        assert (moves[0] is None) == (moves[1] is None)  # one and two totals give the other
        total = known.get((f"w{at}", "there_then"))
        if total is not None:
            assert last is None or total == last or abs(total - last) >= K
            last = total


def trend(same: int, everyone: int) -> list[dict[str, object]]:
    base = {"part": "ring_roles", "group_kind": "network", "group": GROUP}
    rows: list[dict[str, object]] = []
    for wave in ("w1", "w2"):
        for unit, people in (("trend", same), ("trend_all", everyone)):
            counts = {"n": 40, "numerator": 17, "responded": people, "eligible": same}
            rows.append(base | {"unit": unit, "wave": wave, "x": wave, "value": 0.437} | counts)
    return [*rows, base | {"unit": "moved_by", "x": "since_last", "value": 0.123, "lower": 0.02,
                           "upper": 0.2, "n": same}]  # fmt: skip


@pytest.mark.parametrize("apart", range(1, K))
def test_all_are_not_set_beside_the_same_people_where_few_differ(apart: int) -> None:
    rows = seen("same_people", trend(2 * K, 2 * K + apart), ((GROUP, "higher"),)).rows
    assert set(rows["unit"]) == {"trend", "moved_by"}
    both = seen("same_people", trend(2 * K, 3 * K), ((GROUP, "higher"),)).rows
    assert set(both["unit"]) == {"trend", "trend_all", "moved_by"}


def test_no_count_and_no_size_of_a_change_leaves() -> None:
    shown = seen("same_people", trend(2 * K, 3 * K), ((GROUP, "higher"),))
    numbers = ["lower", "upper", "numerator", "n", "responded", "eligible"]
    assert shown.rows[numbers].isna().all().all()
    moved = shown.rows[shown.rows["unit"] == "moved_by"]
    assert moved["value"].isna().all()
    assert set(shown.rows["value"].dropna()) == {0.45}  # rounded


def test_of_too_few_not_even_the_word_is_said() -> None:
    rows = trend(2 * K - 1, 3 * K)
    assert seen("same_people", rows, ((GROUP, "higher"),)).verdicts == ((GROUP, "withheld"),)
    small = seen("same_people", trend(K, K), ((GROUP, "higher"),))
    assert small.verdict == "withheld"
    assert small.rows.empty
