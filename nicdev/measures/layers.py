"""Places: where the boxes of a layered picture and the dots of a lane stand, from 0 to 1."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

SWEEPS = 7  # there and back, and there at the end: a tree is then drawn without a crossing


def layered(
    layers: Sequence[Sequence[Hashable]],
    edges: Iterable[tuple[Hashable, Hashable]],
    kept: Mapping[Hashable, float] | None = None,
) -> dict[Hashable, float]:
    """How far down each node of a layered graph stands, so that few edges cross.

    Each layer is put in the order of the mean place of its neighbours, to and fro (Sugiyama's
    barycentre method), and its nodes stand at even distances. Nodes with a kept place stay there;
    the others of a picture with kept places stand at the mean of their neighbours.
    """
    near: dict[Hashable, list[Hashable]] = {node: [] for layer in layers for node in layer}
    for one, other in edges:
        near[one].append(other)
        near[other].append(one)
    if kept:
        return _beside(layers, near, kept)
    orders = [list(layer) for layer in layers]
    place = {node: at for order in orders for node, at in _even(order).items()}
    for sweep in range(SWEEPS):
        ways = range(1, len(orders)) if sweep % 2 == 0 else range(len(orders) - 2, -1, -1)
        for at in ways:
            before = set(orders[at - 1] if sweep % 2 == 0 else orders[at + 1])
            wanted = {
                node: _mean([place[other] for other in near[node] if other in before], place[node])
                for node in orders[at]
            }
            orders[at] = sorted(orders[at], key=wanted.__getitem__)  # stable: ties stay put
            place |= _even(orders[at])
    return place


def _even(order: Sequence[Hashable]) -> dict[Hashable, float]:
    return {node: (at + 0.5) / len(order) for at, node in enumerate(order)}


def _mean(places: Sequence[float], otherwise: float) -> float:
    return float(np.mean(places)) if places else otherwise


def _beside(
    layers: Sequence[Sequence[Hashable]],
    near: Mapping[Hashable, Sequence[Hashable]],
    kept: Mapping[Hashable, float],
) -> dict[Hashable, float]:
    place = {node: kept[node] for layer in layers for node in layer if node in kept}
    for layer in layers:
        for node in layer:
            if node not in place:
                place[node] = _mean([place[other] for other in near[node] if other in place], 1.0)
    return place


def rows_for(starts: npt.ArrayLike, width: float) -> npt.NDArray[np.int64]:
    """The first row, from 0, in which each mark has `width` to itself, for marks in any order."""
    marks = np.asarray(starts, dtype=float)
    rows = np.zeros(len(marks), dtype=np.int64)
    ends: list[float] = []
    for at in np.argsort(marks, kind="stable"):
        free = next((row for row, end in enumerate(ends) if end <= marks[at]), len(ends))
        if free == len(ends):
            ends.append(0.0)
        ends[free] = marks[at] + width
        rows[at] = free
    return rows
