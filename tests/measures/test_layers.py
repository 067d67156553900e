"""Places in layered pictures: few crossings, kept places kept, and room for every mark."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nicdev.measures.layers import layered, rows_for

Edges = list[tuple[str, str]]


def crossings(place: Mapping[Hashable, float], edges: Edges) -> int:
    """Of edges between the same two layers."""
    return sum((place[a] - place[c]) * (place[b] - place[d]) < 0
               for (a, b), (c, d) in combinations(edges, 2))  # fmt: skip


def test_a_tree_in_the_wrong_order_is_drawn_without_a_crossing() -> None:
    layers = [["a"], ["p", "q"], ["q1", "p1", "q2", "p2"]]
    edges = [("a", "p"), ("a", "q"), ("p", "p1"), ("p", "p2"), ("q", "q1"), ("q", "q2")]
    start = {node: (at + 0.5) / len(layer) for layer in layers for at, node in enumerate(layer)}
    assert crossings(start, edges[2:]) == 3
    place = layered(layers, edges)
    assert crossings(place, edges[2:]) == 0
    assert place["a"] == 0.5
    assert sorted(place[node] for node in layers[2]) == [0.125, 0.375, 0.625, 0.875]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=6),
       st.lists(st.integers(0, 50), min_size=1, max_size=15))  # fmt: skip
def test_no_tree_is_drawn_with_a_crossing(primary: list[int], ideas: list[int]) -> None:
    layers = [["a"], [f"p{at}" for at in range(len(primary))],
              [f"i{at}" for at in range(len(ideas))]]  # fmt: skip
    edges = [(f"p{parent % len(primary)}", f"i{at}") for at, parent in enumerate(ideas)]
    place = layered(layers, [*(("a", p) for p in layers[1]), *edges])
    assert crossings(place, edges) == 0
    assert all(len({place[node] for node in layer}) == len(layer) for layer in layers)


def test_kept_places_stay_and_a_new_box_stands_beside_its_neighbours() -> None:
    layers = [["a"], ["p", "q", "new"]]
    edges = [("a", "p"), ("a", "q"), ("a", "new")]
    place = layered(layers, edges, {"a": 0.3, "p": 0.9, "q": 0.1})
    assert place == {"a": 0.3, "p": 0.9, "q": 0.1, "new": 0.3}


def test_rows_by_hand() -> None:
    assert rows_for([0, 1, 3, 4], 3).tolist() == [0, 1, 0, 1]
    assert rows_for([4, 0, 3, 1], 3).tolist() == [1, 0, 0, 1]
    assert rows_for([], 3).tolist() == []


@given(st.lists(st.floats(0, 100), max_size=30), st.floats(0.1, 20))
def test_no_mark_lies_over_another_and_no_row_is_more_than_needed(
    starts: list[float], width: float
) -> None:
    rows = rows_for(starts, width)
    for (a, one), (b, other) in combinations(zip(starts, rows, strict=True), 2):
        assert one != other or abs(a - b) >= width * (1 - 1e-9)
    crowd = max((sum(s <= at < s + width for s in starts) for at in starts), default=0)
    assert np.max(rows, initial=-1) + 1 == pytest.approx(crowd)
