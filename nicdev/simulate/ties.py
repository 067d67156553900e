"""Who turns to whom: ties within teams, by chance, through meeting, and through the hub."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from nicdev.simulate.calendar import Calendar
from nicdev.simulate.events import Met
from nicdev.simulate.people import Flags, Ints, People
from nicdev.simulate.plan import Plan

WITHIN, IN_GROUP, FAR = 0.6, 0.25, 0.5  # chance in a team, in a group; far ties for each person
MEETING = 0.3  # chance of a tie to each person met at a small event, at full strength
KEPT = 0.8  # share of ties that outlast a wave
MOST_NAMES = 5


@dataclass(frozen=True, eq=False)
class Tied:
    """Directed pairs of members, by number, with the strength of each tie."""

    source: Ints
    target: Ints
    strength: Ints

    def where(self, keep: Flags) -> Tied:
        return Tied(self.source[keep], self.target[keep], self.strength[keep])


@dataclass(frozen=True, eq=False)
class Relation:
    """A question about ties, and how often such ties come about beside those of advice."""

    name: str
    text: str
    often: float
    most_names: int | None = None


ADVICE = Relation("advice", "To whom have you turned for advice on this work since last time?", 1.0)
JOINT = Relation("joint_work", "With whom have you planned or carried out a test?", 0.6,
                 MOST_NAMES)  # fmt: skip


def ties(
    plan: Plan, days: Calendar, who: People, met: Met, status: pd.DataFrame
) -> tuple[dict[str, pd.DataFrame], Mapping[str, Any]]:
    """Questions, who was asked, the ties that were reported; and what is true of all ties."""
    relations = (ADVICE, JOINT) if plan.affinity_groups else (ADVICE,)
    lonely = _unconnected(plan, who)
    asked, found, truth = [], [], {}
    answered = status["status"].isin(["responded", "partial"]).to_numpy()
    for relation in relations:
        for at, tied in enumerate(_true(plan, days, who, met, relation, lonely)):
            if relation is ADVICE and at == plan.waves - 1:
                truth = _truth(plan, days, who, met, tied, lonely)
            here = (status["at"] == at).to_numpy()
            speaks = np.zeros(plan.members, dtype=bool)
            speaks[status["member"].to_numpy()[here & answered]] = True
            seen = tied.where(speaks[tied.source])
            asked.append(pd.DataFrame(
                {"wave": days.names[at], "relation": relation.name,
                 "member_id": who.ids[status["member"].to_numpy()[here]],
                 "status": status["status"].to_numpy()[here]}
            ))  # fmt: skip
            frame = pd.DataFrame(
                {"wave": days.names[at], "relation": relation.name,
                 "source": who.ids[seen.source], "target": who.ids[seen.target],
                 "strength": seen.strength}
            )  # fmt: skip
            if relation.most_names:
                frame = frame[frame.groupby("source").cumcount() < relation.most_names]
            found.append(frame)
    questions = pd.DataFrame(
        [{"relation": r.name, "wave": wave, "text": r.text,
          "method": "names" if r.most_names else "roster", "max_names": r.most_names or "",
          "scope": "all", "directed": "yes", "low": 0, "high": 3, "tie_from": 1}
         for r in relations for wave in days.names]
    )  # fmt: skip
    frames = {"relations": questions, "tie_asked": pd.concat(asked, ignore_index=True),
              "ties": pd.concat(found, ignore_index=True)}  # fmt: skip
    return frames, truth


def _unconnected(plan: Plan, who: People) -> Flags:
    random = plan.random("unconnected")
    return who.late & (random.random(plan.members) < plan.strengths.unconnected_newcomers)


def _true(
    plan: Plan, days: Calendar, who: People, met: Met, relation: Relation, lonely: Flags
) -> list[Tied]:
    """All ties of each wave, reported or not."""
    names = ("teams", "groups", "far", "met", "hub")
    random = {name: plan.random(f"{relation.name} {name}") for name in names}
    homes = _pairs(who.team)
    groups = _pairs(who.group)
    luck = [random["teams"].random(len(homes[0])), random["groups"].random(len(groups[0]))]
    level = [random["teams"].integers(1, 4, len(homes[0])),
             random["groups"].integers(1, 3, len(groups[0]))]  # fmt: skip
    far = through = meeting = Tied(*np.empty((3, 0), dtype=int))
    found = []
    for at in range(plan.waves):
        day = days.asked[at]
        if at:
            luck = [_again(luck[0], random["teams"]), _again(luck[1], random["groups"])]
            far = far.where(random["far"].random(len(far.source)) < KEPT)
            meeting = meeting.where(random["met"].random(len(meeting.source)) < KEPT)
            through = through.where(random["hub"].random(len(through.source)) < KEPT)
        fresh = _far(plan, random["far"], relation.often * (FAR if at == 0 else 0.2))
        far = _join(far, _to_the_hub(plan, who, fresh, random["hub"]))
        through = _join(through, _from_the_hub(plan, who, random["hub"], relation.often))
        since = days.asked[at - 1] if at else np.datetime64("1900-01-01")
        meeting = _join(meeting, _meeting(plan, met, since, day, relation, random["met"]))
        near = [Tied(*pairs, strength).where(lucky < chance * relation.often)
                for pairs, strength, lucky, chance in zip(
                    (homes, groups), level, luck, (WITHIN, IN_GROUP), strict=True)]  # fmt: skip
        every = _join(*near, far, meeting, through)
        here = who.here(day) & ~lonely
        keep = here[every.source] & here[every.target] & (every.source != every.target)
        every = every.where(keep)
        code = every.source * plan.members + every.target
        _, first = np.unique(code, return_index=True)
        found.append(Tied(every.source[first], every.target[first], every.strength[first]))
    return found


def _pairs(team: Ints) -> tuple[Ints, Ints]:
    """Every ordered pair of two people of one team; those of no team (-1) are in none."""
    order = np.argsort(team, kind="stable")
    order = order[team[order] >= 0]
    inside = team[order]
    sizes = np.bincount(inside) if len(inside) else np.zeros(1, dtype=int)
    start = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    source = np.repeat(np.arange(len(order)), sizes[inside])
    offset = np.arange(len(source)) - np.repeat(
        np.cumsum(sizes[inside]) - sizes[inside], sizes[inside]
    )
    target = start[inside[source]] + offset
    differ = source != target
    return order[source[differ]], order[target[differ]]


def _again(luck: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Most pairs stay as they were; for the others chance decides anew."""
    fresh = random.random(len(luck))
    return np.where(random.random(len(luck)) < KEPT, luck, fresh)


def _far(plan: Plan, random: np.random.Generator, each: float) -> Tied:
    source = np.repeat(np.arange(plan.members), random.poisson(each, plan.members))
    return Tied(source, random.integers(0, plan.members, len(source)),
                random.integers(1, 3, len(source)))  # fmt: skip


def _meeting(
    plan: Plan, met: Met, since: Any, until: Any, relation: Relation, random: np.random.Generator
) -> Tied:
    """Ties to people met at a small event, whatever team they are of."""
    held = met.held[met.event]
    now = (held > since) & (held <= until)
    source, target = _pairs(np.where(now, met.event, -1))
    lucky = random.random(len(source))
    level = random.integers(1, 3, len(source))
    chance = MEETING * relation.often * plan.strengths.co_attendance
    return Tied(met.member[source], met.member[target], level).where(lucky < chance)


def _to_the_hub(plan: Plan, who: People, far: Tied, random: np.random.Generator) -> Tied:
    """Far ties, some of which end in the hub instead of where they would have."""
    hub = np.flatnonzero(who.hub)
    lucky, to = random.random(len(far.source)), hub[random.integers(0, len(hub), len(far.source))]
    across = who.org[far.source] != who.org[far.target]
    instead = across & (lucky < plan.strengths.carrying_hub)
    return Tied(far.source, np.where(instead, to, far.target), far.strength)


def _from_the_hub(plan: Plan, who: People, random: np.random.Generator, often: float) -> Tied:
    """Ties that people of the hub have to all sorts of members."""
    hub = np.flatnonzero(who.hub)
    source = np.repeat(hub, random.poisson(often * min(10.0, plan.members / 8), len(hub)))
    out = Tied(source, random.integers(0, plan.members, len(source)),
               random.integers(1, 3, len(source)))  # fmt: skip
    return out.where(random.random(len(source)) < plan.strengths.carrying_hub)


def _join(*parts: Tied) -> Tied:
    return Tied(*(np.concatenate([getattr(part, name) for part in parts])
                  for name in ("source", "target", "strength")))  # fmt: skip


def _truth(
    plan: Plan, days: Calendar, who: People, met: Met, tied: Tied, lonely: Flags
) -> dict[str, Any]:
    """Of the ties of advice in the last wave, reported or not."""
    count = plan.members
    now = met.held[met.event] <= days.asked[-1]
    a, b = _pairs(np.where(now, met.event, -1))
    together = np.unique(met.member[a] * count + met.member[b])
    here = who.here(days.asked[-1]) & ~lonely
    one, two = together // count, together % count
    apart = (who.team[one] != who.team[two]) & here[one] & here[two]
    together = together[apart & ((who.group[one] != who.group[two]) | (who.group[one] < 0))]
    code = tied.source * count + tied.target
    far = (who.team[tied.source] != who.team[tied.target]) & (
        (who.group[tied.source] != who.group[tied.target]) | (who.group[tied.source] < 0)
    )
    shared = np.isin(code[far], together)
    sizes = np.bincount(who.team[here]), np.bincount(who.group[here & (who.group >= 0)])
    pairs = here.sum() * (here.sum() - 1) - sum((s * (s - 1)).sum() for s in sizes)
    across = who.org[tied.source] != who.org[tied.target]
    hub = who.hub[tied.source] | who.hub[tied.target]
    return {
        "co_attendance": {
            "relation": ADVICE.name,
            "structures": ["peer consultancy", "site visit"],
            "tied_of_pairs_who_met": _share(shared.sum(), len(together)),
            "tied_of_other_pairs": _share((~shared).sum(), pairs - len(together)),
        },
        "unconnected_newcomers": {"member_ids": who.ids[lonely].tolist()},
        "carrying_hub": {
            "member_ids": who.ids[who.hub].tolist(),
            "ties_across_organizations": int(across.sum()),
            "share_that_touch_the_hub": _share((across & hub).sum(), across.sum()),
        },
    }


def _share(part: Any, whole: Any) -> float | None:
    return round(float(part / whole), 4) if whole else None
