"""Where the name of a circle finds room: near it, and over nothing that matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import cos, hypot, pi, sin

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom, in inches

SAMPLES = np.linspace(0, 1, 40)[:, None]  # where along a line a name over it is noticed
RINGS, TURNS = 14, 12  # how far out, and in how many directions, room is looked for
AIR = 0.04


@dataclass(frozen=True)
class Field:
    """Circles of one radius within a frame, and lines between some of them."""

    frame: Box
    circles: dict[str, Point]
    radius: float
    lines: npt.NDArray[np.float64]  # points along the lines, x and y


def field(
    frame: Box, circles: dict[str, Point], radius: float, lines: Sequence[tuple[str, str]]
) -> Field:
    """Circles and lines, as they are drawn."""
    ends = np.array([(*circles[a], *circles[b]) for a, b in lines]).reshape(-1, 1, 4)
    points = ends[..., :2] + SAMPLES * (ends[..., 2:] - ends[..., :2])
    return Field(frame, circles, radius, points.reshape(-1, 2))


def spot(around: Field, key: str, size: Point, taken: Sequence[Box]) -> tuple[Box, bool] | None:
    """The best free box for a circle's name, and whether a line must lead there.

    Near is good; lines beneath and circles that are nearer than its own are bad. None where all
    is full.
    """
    best: tuple[float, Box] | None = None
    centre = around.circles[key]
    others = [point for other, point in around.circles.items() if other != key]
    for ring, turn in product(range(RINGS), range(TURNS)):
        if best and best[0] <= ring:
            break
        angle = (turn // 2 * (1 if turn % 2 else -1)) * pi / 6 + pi / 2  # below, then round
        far = around.radius + AIR + ring * 0.12
        x = centre[0] + cos(angle) * (far + size[0] / 2)
        y = centre[1] + sin(angle) * (far + size[1] / 2)
        box = (x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2)
        own = _distance(box, centre)
        near = min((_distance(box, other) for other in others), default=9.0)
        free = min(own, near) > around.radius + AIR / 2 and _within(box, around.frame)
        if free and not any(_meet(box, other) for other in taken):
            cost = ring + _beneath(box, around.lines) / 8 + 1.5 * (near < own + 0.08)
            if best is None or cost < best[0]:
                best = cost, box
    return best and (best[1], _distance(best[1], centre) > around.radius + 0.15)


def _beneath(box: Box, lines: npt.NDArray[np.float64]) -> int:
    x, y = lines.T
    return int(((box[0] < x) & (x < box[2]) & (box[1] < y) & (y < box[3])).sum())


def _distance(box: Box, point: Point) -> float:
    return hypot(max(box[0] - point[0], point[0] - box[2], 0.0),
                 max(box[1] - point[1], point[1] - box[3], 0.0))  # fmt: skip


def _within(box: Box, frame: Box) -> bool:
    return (frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2]
            and box[3] <= frame[3])  # fmt: skip


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
