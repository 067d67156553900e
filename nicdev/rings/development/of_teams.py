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

REACH = "knows"  # a score of the team, and not the mean of its members'
INQUIRY = "technical.inquiry"  # what is new to a team is looked at, and not how many tests


def teams(one: Conjecture, known: Scored, limits: Mapping[str, Limit]) -> list[Found]:
    """Rank correlation of the mean score of a team's members at the wave before with how many more
    tests it began in this one; at one wave, with how many it began. Where inquiry is to follow:
    with how many ideas it tried that it had not tried before. The hub's own people left out.
    """
    *earlier, now = known.waves
    before = earlier[-1] if earlier else now
    if INQUIRY in one.effects:
        began = _new_ideas(now)
    else:
        began = _tests(now) - (_tests(before) if earlier else 0)
    found = []
    for part, frame in known.scores[before.wave.name, one.first].items():
        members = frame[~frame.index.isin(known.hub)]
        if one.first != REACH:
            members = of_items(members, members.columns.tolist()).to_frame()
        team = known.teams[before.wave.name].reindex(members.index)
        placed = team.notna() & ~team.isin([SEVERAL, NO_TEAM]) & team.isin(began.index)
        by_team = members[placed].groupby(team[placed])
        # What a team knows of a domain is what the one knows who knows most of it.
        first = by_team.max().sum(axis=1) if one.first == REACH else by_team.mean().sum(axis=1)
        both = pd.DataFrame({"first": first, "second": began}).dropna().rank()
        people, count = int(placed.sum()), len(both)
        if count < limits["conjecture_teams"].value or (both.nunique() < 2).any():
            found.append(Found(part, "all", people, count, lacks="teams"))
        else:
            value = float(np.corrcoef(both.to_numpy(), rowvar=False)[0, 1])
            found.append(Found(part, "all", people, count, TOLD, value))
    return found


def _new_ideas(network: Network) -> pd.Series:
    """How many ideas each improvement team tried in the wave that it had not tried before."""
    began = network.table("cycles").dropna(subset=["idea_id"])
    if network.wave.ends_on is not None:
        began = began[began["started_on"] <= network.wave.ends_on]
    first = began.sort_values("started_on").drop_duplicates(["team_id", "idea_id"])
    in_wave = of_wave(network, "cycles", "started_on")["cycle_id"]
    counts = first.loc[first["cycle_id"].isin(in_wave), "team_id"].value_counts()
    return counts.reindex(_ours(network)).fillna(0)


def _tests(network: Network) -> pd.Series:
    """How many tests each improvement team began in the wave."""
    counts = of_wave(network, "cycles", "started_on")["team_id"].value_counts()
    return counts.reindex(_ours(network)).fillna(0)


def _ours(network: Network) -> pd.Series:
    table = network.table("teams")
    ours: pd.Series = table.loc[table["kind"] == "improvement team", "team_id"]
    return ours
