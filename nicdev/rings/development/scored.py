"""Scores of members at a wave, by what the framework speaks of: survey, records, ties.

Each is a frame with a row a member. A score has a column; answers to a survey have a column an
item, so that two waves can be compared on the items of both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import each_row
from nicdev.network import Network, Wave
from nicdev.rings.items import asked_and_answered
from nicdev.rings.people import home_teams, hub_members, team_of
from nicdev.rings.roles.attended import could_and_came
from nicdev.rings.roles.pairs import sharing
from nicdev.rings.roles.reported_ties import relations_of, reported
from nicdev.rings.roles.scales import turned

Parts = Mapping[str, pd.DataFrame]
SHARED = ("post", "upload", "message")  # not to look at what others shared


def each_wave(network: Network) -> list[Network]:
    """The network as it is read at each wave up to this one, in order of time.

    Tables stay those of this wave: what is looked at says which of its rows it means.
    """
    if network.wave.ends_on is None:
        return [network]
    waves = network.table("waves").sort_values("ends_on")
    waves = waves[waves["ends_on"] <= network.wave.ends_on]
    return [replace(network, wave=Wave(wave.wave, str(wave.label), wave.ends_on))
            for wave in each_row(waves)]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Scored:
    """What several expectations are held against, read once.

    Parameters
    ----------
    waves : the network as read at each wave, in order of time
    scores : of members, by wave and what they are about; a part without members is left out
    teams : the team of each member, by wave
    hub : whoever was of the hub at one of the waves
    """

    waves: Sequence[Network]
    scores: Mapping[tuple[str, str], Parts]
    teams: Mapping[str, pd.Series]
    hub: frozenset[str]


def scored(network: Network, wanted: Iterable[str]) -> Scored:
    """The scores that are wanted, at every wave up to this one."""
    waves = each_wave(network)
    scores = {}
    for wave, what in product(waves, dict.fromkeys(wanted)):
        made = SCORES[what](wave)
        scores[wave.wave.name, what] = {part: frame for part, frame in made.items() if len(frame)}
    members = network.table("members")["member_id"]
    return Scored(
        waves=waves,
        scores=scores,
        teams={w.wave.name: team_of(w, members, w.wave.ends_on) for w in waves},
        hub=frozenset[str]().union(*(hub_members(w, w.wave.ends_on) for w in waves)),
    )


def of_items(frame: pd.DataFrame, items: list[Any]) -> pd.Series:
    """A score for each member: of a survey the mean, where at least half of the items have one."""
    some = frame[items]
    mean: pd.Series = some.mean(axis=1).where(2 * some.notna().sum(axis=1) >= len(items))
    return mean.dropna()


def _survey(key: str, relation: str = "") -> Callable[[Network], Parts]:
    """Answers by whom they are about: of the items on one scale, the most there are."""

    def answers(network: Network) -> Parts:
        items, given, _, _ = asked_and_answered(key, network)
        given = given[~given["from_hub"] & given["member_id"].notna()]
        found = {}
        for referent, mine in items.groupby("referent", sort=False):
            if relation and referent != relation:
                continue
            groups = [alike for _, alike in mine.groupby(["low", "high"], sort=False)]
            wide = turned(max(groups, key=len), given)
            who = given.drop_duplicates("respondent_id").set_index("respondent_id")["member_id"]
            wide = wide.set_axis(who.reindex(wide.index).to_numpy(), axis=0)
            found[str(referent)] = wide[~wide.index.duplicated(keep=False)]
        return found

    return answers


def of_wave(network: Network, table: str, day: str) -> pd.DataFrame:
    """The rows of a table that are dated within the wave."""
    rows, waves = network.table(table), network.table("waves")
    if network.wave.ends_on is None:
        return rows
    first = waves.loc[waves["wave"] == network.wave.name, "starts_on"].iloc[0]
    return rows[rows[day].between(first, network.wave.ends_on)]


def _attended(network: Network) -> Parts:
    """Of the events of the wave that a member could come to and that have a list, the share."""
    could, came = could_and_came(network, of_wave(network, "events", "held_on"))
    open_to = could["member_id"].value_counts()
    share = came["member_id"].value_counts().reindex(open_to.index).fillna(0) / open_to
    return {"": share.to_frame("attended")}


def _shared(network: Network) -> Parts:
    """How often a member shared something in the wave, on a scale of doublings."""
    lines = of_wave(network, "activity", "on")
    if lines.empty:
        return {}
    counts = lines.loc[lines["structure"].isin(SHARED), "member_id"].value_counts()
    members = network.table("members")["member_id"]
    doubled = np.log2(1 + counts.reindex(members).fillna(0).to_numpy(dtype=float))
    return {"": pd.DataFrame({"shared": doubled}, index=members)}


def _named(network: Network, *, in_team: bool = False) -> Parts:
    """Of the others who answered a question, or of those of one's team, the share who named one."""
    found = {}
    for relation in each_row(relations_of(network)):
        open_ = pd.isna(relation.max_names) and (pd.isna(relation.scope) or relation.scope == "all")
        ties = reported(network, relation) if open_ else None
        if ties is None:
            continue
        known = ties.known if relation.directed else np.fmax(ties.known, ties.known.T)
        known = known.copy()
        np.fill_diagonal(known, np.nan)
        if in_team:
            inside = sharing(home_teams(network, ties.day), ties.ids)
            known[~inside] = np.nan
        heard = (~np.isnan(known)).sum(axis=0)
        share = np.where(heard, np.nansum(known, axis=0) / np.maximum(heard, 1), np.nan)
        found[relation.relation] = pd.DataFrame({"named": share}, index=ties.ids).dropna()
    return found


SCORES: Mapping[str, Callable[[Network], Parts]] = {
    "trust": _survey("roles.trust.facets"),
    "trust_in_team": _survey("roles.trust.facets", "own_team"),
    "identity": _survey("culture.identity.identification"),
    "value": _survey("roles.participation.value"),
    "attended": _attended,
    "shared": _shared,
    "named": _named,
    "named_in_team": lambda network: _named(network, in_team=True),
}
# What each is read from: two scores from one survey share how their readers answer.
SURVEYS = ("trust", "trust_in_team", "identity", "value")
