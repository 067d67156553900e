"""What the members of one network show over time: a later score beside an earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pandas as pd

from nicdev.framework import Conjecture, Limit
from nicdev.measures.wild import slope_in_teams
from nicdev.network import Network
from nicdev.rings.development.judged import OPEN, TOLD, Found, fits
from nicdev.rings.development.scored import SURVEYS, Scored, of_items

MEMBER, TEAM, STEP = "member_id", "team", "step"
MOVED = {"all": "all_change", "panel": "panel_change"}


def people(
    one: Conjecture, known: Scored, limits: Mapping[str, Limit], seed: np.random.SeedSequence
) -> list[Found]:
    """A second score at the next wave on the first score, among members with the same second score;
    and how far the second score moved in between, on the first score. Both have to say the same.

    Without the hub's own people. In standard deviations. Where several parts are compared their
    intervals hold together. At one wave: the correlation of ranks, without a verdict. A score that
    nobody has at any wave is said to lack.
    """
    waves = known.waves
    for what in (one.first, one.second):
        if not any(known.scores[wave.wave.name, what] for wave in waves):
            return [Found("", "all", 0, 0, lacks=unscored(waves[-1], what))]
    if len(waves) == 1:
        return list(_at_one_time(one, known, limits))
    steps = [
        dict(_step(before.wave.name, now.wave.name, one, known)) for before, now in pairwise(waves)
    ]
    frames: dict[str, pd.DataFrame] = {}
    for part in dict.fromkeys(part for step in steps for part in step):
        mine = [step[part].assign(step=at) for at, step in enumerate(steps) if part in step]
        stacked = pd.concat(mine, ignore_index=True)
        frames[part] = stacked[~stacked[MEMBER].isin(known.hub)]
    short = {part: _lacking(frame, limits) for part, frame in frames.items()}
    tried = sum(not lack for lack in short.values())
    found = []
    for part, frame in frames.items():
        if short[part]:
            people, teams = frame[MEMBER].nunique(), frame[TEAM].nunique()
            found.append(Found(part, "all", people, teams, lacks=short[part]))
            continue
        times = frame[MEMBER].value_counts()
        stayed = frame[frame[MEMBER].isin(times.index[times == len(steps)])]
        for of, some in (("all", frame), ("panel", stayed)):
            if of == "all" or (len(some) < len(frame) and not _lacking(some, limits)):
                found += _slopes(part, of, some, one.direction, tried, limits, seed)
    return found


def unscored(network: Network, what: str) -> str:
    """Why nobody has a score: answers without a name, or none; or what the score is made of."""
    if what not in SURVEYS:
        return what
    nameless = network.table("respondents")["member_id"].isna().all()
    return "names" if nameless else "items"


def _step(
    before: str, now: str, one: Conjecture, known: Scored
) -> Iterator[tuple[str, pd.DataFrame]]:
    """For each part the members with both scores then and the second one now."""
    first, then, later = (
        known.scores[wave, what]
        for wave, what in ((before, one.first), (before, one.second), (now, one.second))
    )
    for cause, part in product(first, (part for part in later if part in then)):
        items = [item for item in later[part].columns.tolist() if item in then[part]]
        if not items:
            continue
        columns = {
            "first": of_items(first[cause], first[cause].columns.tolist()),
            "before": of_items(then[part], items),
            "after": of_items(later[part], items),
        }
        frame = pd.DataFrame(columns).dropna()
        frame[MEMBER] = frame.index
        frame[TEAM] = known.teams[before].reindex(frame.index).astype(str).to_numpy()
        yield _named(cause, part), frame


def _named(first: str, second: str) -> str:
    return "|".join(part for part in (first, second) if part)


def _lacking(frame: pd.DataFrame, limits: Mapping[str, Limit]) -> str:
    if frame[MEMBER].nunique() < limits["conjecture_people"].value:
        return "people"
    if frame[TEAM].nunique() < limits["conjecture_teams"].value:
        return "teams"
    if frame["after"].nunique() < 2:
        return "alike"
    # What a handful say apart from all others would be told of them.
    other = frame.loc[frame["first"] != frame["first"].mode().iloc[0], MEMBER].nunique()
    return "alike" if other < limits["k_people"].value else ""


def _slopes(
    part: str,
    of: str,
    frame: pd.DataFrame,
    direction: int,
    tried: int,
    limits: Mapping[str, Limit],
    seed: np.random.SeedSequence,
) -> list[Found]:
    """The later score with its earlier value held alike, and its change with nothing held alike.

    What lasts in people and shows in both scores draws the first towards the direction in which
    the scores go together; what passes with a day draws the second the other way. Only what
    stands out in both is said.
    """
    steps = pd.get_dummies(frame[STEP], drop_first=True).to_numpy(dtype=float)
    scale = frame["after"].std() / frame["first"].std()
    people, teams = frame[MEMBER].nunique(), frame[TEAM].nunique()
    found = []
    for whose, outcome, others in (
        (of, frame["after"], np.column_stack([frame["before"], steps])),
        (MOVED[of], frame["after"] - frame["before"], steps),
    ):
        slope = slope_in_teams(
            outcome,
            frame["first"],
            others,
            frame[TEAM],
            1 - (1 - limits["conjecture_confidence"].value) / tried,
            int(limits["conjecture_draws"].value),
            seed,
        )
        if np.isnan(slope.value):
            return [Found(part, of, people, teams, lacks="alike")]
        value, lower, upper = (end / scale for end in (slope.value, slope.lower, slope.upper))
        word = fits(lower, upper, direction)
        found.append(Found(part, whose, people, teams, word, value, lower, upper))
    first, change = found
    both = first.verdict if first.verdict == change.verdict else OPEN
    return [replace(first, verdict=both), change]


def _at_one_time(one: Conjecture, known: Scored, limits: Mapping[str, Limit]) -> Iterator[Found]:
    wave = known.waves[-1].wave.name
    first, second = (known.scores[wave, what] for what in (one.first, one.second))
    for cause, part in product(first, second):
        columns = [
            of_items(frame, frame.columns.tolist()) for frame in (first[cause], second[part])
        ]
        both = pd.concat(columns, axis=1, join="inner")
        both = both[~both.index.isin(known.hub)]
        name, rank = _named(cause, part), both.rank()
        if len(both) < limits["conjecture_people"].value:
            yield Found(name, "all", len(both), 0, lacks="people")
        elif (rank.nunique() < 2).any():
            yield Found(name, "all", len(both), 0, lacks="alike")
        else:
            correlation = np.corrcoef(rank.to_numpy(), rowvar=False)[0, 1]
            yield Found(name, "all", len(both), 0, TOLD, float(correlation))
