"""Scores of members at a wave, by what the framework speaks of: survey, records, ties.

Each is a frame with a row a member. A score has a column; answers to a survey have a column an
item, so that two waves can be compared on the items of both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import each_row
from nicdev.network import Network, Wave
from nicdev.rings.development.choices import this_wave
from nicdev.rings.items import answered_by_hub
from nicdev.rings.people import home_teams, hub_members, team_of
from nicdev.rings.roles.attended import could_and_came
from nicdev.rings.roles.pairs import sharing
from nicdev.rings.roles.reported_ties import Ties, relations_of, reported
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
    asked : questions about ties with what was reported, by wave
    teams : the team of each member, by wave
    hub : whoever was of the hub at one of the waves
    """

    waves: Sequence[Network]
    scores: Mapping[tuple[str, str], Parts]
    asked: Mapping[str, Sequence[tuple[Any, Ties]]]
    teams: Mapping[str, pd.Series]
    hub: frozenset[str]


def scored(network: Network, wanted: Iterable[str], *, ties: bool = False) -> Scored:
    """The scores that are wanted, at every wave up to this one; with `ties` also who named whom."""
    waves, wanted = each_wave(network), list(dict.fromkeys(wanted))
    survey = {what: SURVEY[what] for what in wanted if what in SURVEY}
    named = [what for what in wanted if what in NAMED]
    scores: dict[tuple[str, str], Parts] = {}
    asked: dict[str, list[tuple[Any, Ties]]] = {}
    for wave in waves:
        asked[wave.wave.name] = list(_asked(wave)) if named or ties else []
        made = _survey(wave, survey)
        made |= {what: _named(wave, asked[wave.wave.name], NAMED[what]) for what in named}
        made |= {what: RECORDS[what](wave) for what in wanted if what in RECORDS}
        scores |= {
            (wave.wave.name, what): {part: frame for part, frame in parts.items() if len(frame)}
            for what, parts in made.items()
        }
    members = network.table("members")["member_id"]
    return Scored(
        waves=waves,
        scores=scores,
        asked=asked,
        teams={w.wave.name: team_of(w, members, w.wave.ends_on) for w in waves},
        hub=frozenset[str]().union(*(hub_members(w, w.wave.ends_on) for w in waves)),
    )


def of_items(frame: pd.DataFrame, items: list[Any]) -> pd.Series:
    """A score for each member: of a survey the mean, where at least half of the items have one."""
    some = frame[items]
    mean: pd.Series = some.mean(axis=1).where(2 * some.notna().sum(axis=1) >= len(items))
    return mean.dropna()


def _survey(network: Network, wanted: Mapping[str, tuple[str, str]]) -> dict[str, Parts]:
    """Answers by whom they are about: of the items on one scale, the most there are."""
    if not wanted:
        return {}
    wave, items = network.wave.name, network.table("items")
    items = items[items["key"].isin([key for key, _ in wanted.values()])]
    answers = network.table("responses")
    answers = answers[answers["wave"] == wave]
    answers = answers[answers["item_id"].isin(items["item_id"])]
    people = network.table("respondents")
    people = people.loc[people["wave"] == wave, ["respondent_id", "member_id", "is_hub"]]
    answers = answers.merge(people, on="respondent_id", how="left")
    items = items[items["item_id"].isin(answers["item_id"])]
    given = answers[~answered_by_hub(network, people, answers)[1] & answers["member_id"].notna()]
    who = given.drop_duplicates("respondent_id").set_index("respondent_id")["member_id"]
    made: dict[tuple[str, str], pd.DataFrame] = {}
    for (key, referent), mine in items.groupby(["key", "referent"], sort=False):
        groups = [alike for _, alike in mine.groupby(["low", "high"], sort=False)]
        wide = turned(max(groups, key=len), given)
        wide = wide.set_axis(who.reindex(wide.index).to_numpy(), axis=0)
        made[str(key), str(referent)] = wide[~wide.index.duplicated(keep=False)]
    return {
        what: {about: wide for (of, about), wide in made.items()
               if of == key and relation in ("", about)}
        for what, (key, relation) in wanted.items()
    }  # fmt: skip


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


def _burdened(network: Network) -> Parts:
    """Of those who said what stands in the way, 1 for who named time or other duties, else 0."""
    said, sheets = this_wave(network)
    said = said[said["question"] == "barrier"]
    who = sheets["member_id"].reindex(said["sheet"]).to_numpy()
    said = said.assign(member_id=who).dropna(subset=["member_id"])
    if said.empty:
        return {}
    words = [word.casefold() for word in network.study.duty_words if word.strip()]
    about = said["answer"].map(lambda text: any(word in str(text).casefold() for word in words))
    named = about.astype(float).groupby(said["member_id"]).max()
    return {"": named.to_frame("burdened")}


def _knows(network: Network) -> Parts:
    """By domain how much each member knows of it, as was last said of them up to the wave."""
    told, day = network.table("expertise"), network.wave.ends_on
    told = told if day is None else told[told["as_of"] <= day]
    last = told[told["as_of"] == told.groupby(["member_id", "domain"])["as_of"].transform("max")]
    wide = last.pivot_table(index="member_id", columns="domain", values="level", aggfunc="max")
    return {"": wide.astype(float)}


def _asked(network: Network) -> Iterator[tuple[Any, Ties]]:
    """The questions about ties that were asked in the wave, with what was reported."""
    for relation in each_row(relations_of(network)):
        ties = reported(network, relation)
        if ties is not None:
            yield relation, ties


def open_to_all(relation: Any) -> bool:
    """Whether everybody could name everybody."""
    return bool(
        pd.isna(relation.max_names) and (pd.isna(relation.scope) or relation.scope == "all")
    )


def _named(network: Network, asked: Sequence[tuple[Any, Ties]], who: str) -> Parts:
    """Of the others who answered a question, of one's team or outside it, the share who named
    one."""
    found = {}
    for relation, ties in asked:
        if not open_to_all(relation):
            continue
        known = ties.known if relation.directed else np.fmax(ties.known, ties.known.T)
        known = known.copy()
        np.fill_diagonal(known, np.nan)
        if who:
            inside = sharing(home_teams(network, ties.day), ties.ids)
            known[inside == (who == "outside")] = np.nan
        heard = (~np.isnan(known)).sum(axis=0)
        share = np.where(heard, np.nansum(known, axis=0) / np.maximum(heard, 1), np.nan)
        found[relation.relation] = pd.DataFrame({"named": share}, index=ties.ids).dropna()
    return found


# Scores of a survey: of which indicator, about whom ('' for everyone it asks about); scores of who
# named one: '' for everybody, else of one's own team or from outside it; and scores of records.
SURVEY: Mapping[str, tuple[str, str]] = {
    "trust": ("roles.trust.facets", ""),
    "trust_in_team": ("roles.trust.facets", "own_team"),
    "identity": ("culture.identity.identification", ""),
    "value": ("roles.participation.value", ""),
}
NAMED = {"named": "", "named_in_team": "inside", "named_outside": "outside"}
RECORDS: Mapping[str, Callable[[Network], Parts]] = {
    "attended": _attended,
    "shared": _shared,
    "burdened": _burdened,
    "knows": _knows,
}
# Two scores from one survey share how their readers answer.
SURVEYS = tuple(SURVEY)
