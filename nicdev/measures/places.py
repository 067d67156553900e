"""Places for a picture of groups: who is there decides them, and nothing that is drawn on them."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin, sqrt

ROUND = 12  # groups that fit on one circle
CORNERS = 3  # groups around a middle, so that no line runs through it
TURN = pi * (3 - sqrt(5))  # from one seed of a sunflower to the next


def places(names: Sequence[str], middle: str | None = None) -> dict[str, tuple[float, float]]:
    """A place between 0 and 1, across and down, for each name.

    The same names have the same places every time, whatever the ties between them: a picture of
    the next wave can be laid beside this one, and a place gives nothing away. A few stand on a
    circle, in their order, from the top and to the right; more are spread like the seeds of a
    sunflower.

    Parameters
    ----------
    names : in the order in which neighbours stand
    middle : one that stands in the centre; between two others alone, it joins their circle

    Notes
    -----
    Source of the spread: Vogel (1979), Mathematical Biosciences 44, 179-189.
    """
    ring = [name for name in names if name != middle]
    if middle is not None and len(ring) < CORNERS:
        ring, middle = [*ring, middle], None
    spots: dict[str, tuple[float, float]] = {}
    for at, name in enumerate(ring):
        if len(ring) <= ROUND:
            turn, far = 2 * pi * at / len(ring), 0.5
        else:
            turn, far = TURN * (at + 1), 0.5 * sqrt((at + 1) / len(ring))
        spots[name] = (0.5 + far * sin(turn), 0.5 - far * cos(turn))
    if middle is not None:
        spots[middle] = (0.5, 0.5)
    return spots
