"""What the teams of one network show: the order of things described, never a verdict."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from nicdev.framework import Conjecture, Limit
from nicdev.network import Network
from nicdev.rings.development.judged import TOLD, Found
from nicdev.rings.development.scored import Scored, of_items, of_wave
from nicdev.rings.people import NO_TEAM, SEVERAL


def teams(one: Conjecture, known: Scored, limits: Mapping[str, Limit]) -> list[Found]:
    """Rank correlation of the mean score of a team's members at the wave before with how many more
    tests it began in this one; at one wave, with how many it began. The hub's own people left out.
    """
    *earlier, now = known.waves
    before = earlier[-1] if earlier else now
    began = _tests(now) - (_tests(before) if earlier else 0)
    found = []
    for part, frame in known.scores[before.wave.name, one.first].items():
        score = of_items(frame, frame.columns.tolist())
        score = score[~score.index.isin(known.hub)]
        team = known.teams[before.wave.name].reindex(score.index)
        placed = team.notna() & ~team.isin([SEVERAL, NO_TEAM]) & team.isin(began.index)
        mean = score[placed].groupby(team[placed]).mean()
        both = pd.DataFrame({"first": mean, "second": began}).dropna().rank()
        people, count = int(placed.sum()), len(both)
        if count < limits["conjecture_teams"].value or (both.nunique() < 2).any():
            found.append(Found(part, "all", people, count, lacks="teams"))
        else:
            value = float(np.corrcoef(both.to_numpy(), rowvar=False)[0, 1])
            found.append(Found(part, "all", people, count, TOLD, value))
    return found


def _tests(network: Network) -> pd.Series:
    """How many tests each improvement team began in the wave."""
    table = network.table("teams")
    ours = table.loc[table["kind"] == "improvement team", "team_id"]
    counts = of_wave(network, "cycles", "started_on")["team_id"].value_counts()
    return counts.reindex(ours).fillna(0)
