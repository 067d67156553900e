"""What the same members show over three waves or more: a score that falls first and rises later."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from nicdev.framework import Conjecture, Limit
from nicdev.measures.paired import paired_change
from nicdev.rings.development.judged import DIFFERS, FITS, OPEN, Found, fits
from nicdev.rings.development.of_members import unscored
from nicdev.rings.development.scored import Scored, of_items

FIRST, LATER = "fell_first", "rose_later"


def shape(one: Conjecture, known: Scored, limits: Mapping[str, Limit]) -> list[Found]:
    """How far the same members' score moved from the first wave to the second, and from there to
    the last. In standard deviations of the first wave, on the items of every wave.

    A fall that comes first and a rise that comes later are both needed; either of them the other
    way round speaks against. All limits hold together. Without the hub's own people.
    """
    waves, what = [wave.wave.name for wave in known.waves], one.first
    if not any(known.scores[wave, what] for wave in waves):
        return [Found("", "all", 0, 0, lacks=unscored(known.waves[-1], what))]
    parts: dict[str, list[pd.DataFrame]] = {}
    for wave in waves:
        for part, frame in known.scores[wave, what].items():
            parts.setdefault(part, []).append(frame)
    often = {part: frames for part, frames in parts.items() if len(frames) > 2}
    if not often:
        return [Found("", "all", 0, 0, lacks="waves")]
    panels = {part: _panel(frames, known.hub) for part, frames in often.items()}
    few = {part: len(panel) < limits["conjecture_people"].value for part, panel in panels.items()}
    tried = 2 * sum(not short for short in few.values())
    found = []
    for part, panel in panels.items():
        if few[part]:
            found.append(Found(part, "all", len(panel), 0, lacks="people"))
            continue
        spread = float(panel[0].std())
        sure = 1 - (1 - limits["conjecture_confidence"].value) / tried
        last = panel.columns[-1]
        fell, rose = (
            paired_change(panel[then], panel[now], sure) for then, now in ((0, 1), (1, last))
        )
        if not spread > 0 or np.isnan([fell.lower, rose.lower]).any():
            found.append(Found(part, "all", len(panel), 0, lacks="alike"))
            continue
        words = {fits(fell.lower, fell.upper, -1), fits(rose.lower, rose.upper, 1)}
        word = DIFFERS if DIFFERS in words else FITS if words == {FITS} else OPEN
        found += [Found(f"{part}|{name}", "all", len(panel), 0, word, change.mean / spread,
                        change.lower / spread, change.upper / spread)
                  for name, change in ((FIRST, fell), (LATER, rose))]  # fmt: skip
    return found


def _panel(frames: list[pd.DataFrame], hub: frozenset[str]) -> pd.DataFrame:
    """The score of those who have one at every wave: a row a member, a column a wave."""
    common = [item for item in frames[0] if all(item in frame for frame in frames)]
    if not common:
        return pd.DataFrame()
    scores = [of_items(frame, common) for frame in frames]
    panel = pd.concat(scores, axis=1, join="inner", keys=range(len(scores)))
    return panel[~panel.index.isin(hub)]
