"""What happened: events, who was invited and who came, activity between events, support."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from nicdev.simulate.calendar import Calendar, Days, between, open_day, written
from nicdev.simulate.people import Flags, Ints, People
from nicdev.simulate.plan import Plan
from nicdev.simulate.subjects import Subject

SMALL = ("peer consultancy", "site visit")  # a few people of several teams, by invitation
INVITED = 7
HOURS = {"convening": 6.0, "training": 3.0, "affinity meeting": 1.25, "team time": 1.0,
         "coaching": 0.75, "peer consultancy": 1.5, "site visit": 4.0, "forum": 1.0}  # fmt: skip
PROTOCOLS = {"affinity meeting": "data-driven dialogue", "peer consultancy": "consultancy",
             "team time": "what, so what, now what"}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Met:
    """Who came to which of the small events, in the order of the events, and when they were."""

    event: Ints
    member: Ints
    held: Days


def events(
    plan: Plan, days: Calendar, who: People, subject: Subject
) -> tuple[Met, dict[str, pd.DataFrame]]:
    """Events, invitations and attendance."""
    random = plan.random("events")
    made = pd.concat([_of_wave(plan, days, who, subject, at, random) for at in range(plan.waves)])
    made = made.sort_values(["held", "structure", "team"], kind="stable", ignore_index=True)
    width = len(str(len(made)))
    made["event_id"] = [f"E{at + 1:0{width}d}" for at in range(len(made))]
    team = made["team"].to_numpy()
    invited = _invited(plan, who, made)
    could = _could(who, made, invited)

    random = plan.random("attendance")
    leaning = np.clip(random.normal(0.74, 0.15, plan.members), 0.05, 0.98)
    came = random.random(len(could)) < leaning[could["member"]]
    came = could[came & (made["structure"].to_numpy()[could["event"]] != "forum")]
    kind = made["structure"].to_numpy()[came["event"]]
    early = (kind == "convening") & (random.random(len(came)) < 0.12)
    attendance = pd.DataFrame(
        {"event_id": made["event_id"].to_numpy()[came["event"]],
         "member_id": who.ids[came["member"]], "duration_hours": np.where(early, "3.5", "")}
    )  # fmt: skip
    if plan.offices:
        attendance = pd.concat([attendance, _heads(plan, who, made)], ignore_index=True).fillna("")
    small = np.isin(kind, SMALL)
    met = Met(came["event"].to_numpy()[small], came["member"].to_numpy()[small],
              made["held"].to_numpy().astype("datetime64[D]"))  # fmt: skip
    followed = _protocols(plan, days, made)
    driver = np.where(made["structure"] == "affinity meeting", made["driver"], "")
    table = pd.DataFrame(
        {"event_id": made["event_id"], "structure": made["structure"],
         "team_id": np.where(team >= 0, who.teams[team], ""),
         "held_on": written(met.held), "duration_hours": made["structure"].map(HOURS),
         "driver_id": driver if "theory" not in plan.without else "", "protocol": followed}
    )  # fmt: skip
    invitations = pd.DataFrame(
        {"event_id": made["event_id"].to_numpy()[invited["event"]],
         "member_id": who.ids[invited["member"]]}
    )  # fmt: skip
    return met, {"events": table, "invitations": invitations, "attendance": attendance}


def _protocols(plan: Plan, days: Calendar, made: pd.DataFrame) -> np.ndarray:
    """In which agreed way a meeting looked at data, more often from wave to wave."""
    random = plan.random("protocols")
    wave = np.searchsorted(days.starts, made["held"].to_numpy().astype("datetime64[D]"), "right")
    usual = made["structure"].map(PROTOCOLS)
    chance = np.clip(0.2 + 0.15 * wave, 0, 0.8)
    used = usual.notna() & (random.random(len(made)) < chance)
    return usual.where(used, "").to_numpy()


def _of_wave(
    plan: Plan,
    days: Calendar,
    who: People,
    subject: Subject,
    at: int,
    random: np.random.Generator,
) -> pd.DataFrame:
    homes = np.flatnonzero(np.bincount(who.team, minlength=len(who.teams)) > 1)
    groups = np.arange(len(who.orgs), len(who.teams))
    whole = np.array([-1])
    parts = [("convening", whole, 2), ("training", whole, 1), ("affinity meeting", groups, 4),
             ("team time", homes, 3), ("coaching", homes, 1),
             ("peer consultancy", np.full(max(3, plan.members // 10), -1), 1),
             ("site visit", np.full(max(2, plan.members // 30), -1), 1),
             ("forum", whole, int(plan.offices))]  # fmt: skip
    frames = []
    for structure, teams, times in parts:
        for time in range(times):
            span = (days.ends[at] - days.starts[at]) // max(times, 1)
            first = np.full(len(teams), days.starts[at] + 20 + time * span)
            last = np.minimum(first + span // 2, days.ends[at] - 4)
            frames.append(pd.DataFrame(
                {"structure": structure, "team": teams, "held": between(random, first, last),
                 "driver": [f"P{(g - len(who.orgs)) % len(subject.primaries) + 1}" for g in teams]}
            ))  # fmt: skip
    return pd.concat(frames, ignore_index=True)


def _invited(plan: Plan, who: People, made: pd.DataFrame) -> pd.DataFrame:
    """A few people for each small event, drawn from the whole roster of that day."""
    random = plan.random("invitations")
    small = np.flatnonzero(made["structure"].isin(SMALL))
    event = np.repeat(small, INVITED)
    member = random.integers(0, plan.members, len(event))
    pairs = pd.DataFrame({"event": event, "member": member}).drop_duplicates()
    return _on_roster(who, made, pairs)


def _could(who: People, made: pd.DataFrame, invited: pd.DataFrame) -> pd.DataFrame:
    """Pairs of event and member: who was invited, else the event's team, else everybody."""
    team = made["team"].to_numpy()
    small = made["structure"].isin(SMALL).to_numpy()
    everybody = np.flatnonzero((team < 0) & ~small)
    whole = pd.DataFrame(
        {"event": np.repeat(everybody, len(who.ids)),
         "member": np.tile(np.arange(len(who.ids)), len(everybody))}
    )  # fmt: skip
    inside = pd.concat([
        pd.DataFrame({"team": who.team, "member": np.arange(len(who.ids))}),
        pd.DataFrame({"team": who.group, "member": np.arange(len(who.ids))}).query("team >= 0"),
    ])  # fmt: skip
    own = pd.DataFrame({"event": np.flatnonzero(team >= 0), "team": team[team >= 0]})
    own = own.merge(inside, on="team")[["event", "member"]]
    pairs = pd.concat([_on_roster(who, made, whole), _on_roster(who, made, own), invited])
    return pairs.sort_values(["event", "member"], ignore_index=True)


def _on_roster(who: People, made: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    held = made["held"].to_numpy().astype("datetime64[D]")[pairs["event"]]
    at = pairs["member"].to_numpy()
    here: Flags = (who.joined[at] <= held) & (np.isnat(who.left[at]) | (who.left[at] >= held))
    return pairs.loc[here]


def _heads(plan: Plan, who: People, made: pd.DataFrame) -> pd.DataFrame:
    """Forums, at which only heads were counted, team by team."""
    random = plan.random("heads")
    sizes = np.bincount(who.team, minlength=len(who.orgs))
    parts = []
    for event, held in zip(
        made["event_id"][made["structure"] == "forum"],
        made["held"][made["structure"] == "forum"],
        strict=True,
    ):
        here = np.bincount(who.team[who.here(np.datetime64(held, "D"))], minlength=len(sizes))
        heads = random.binomial(here, 0.5)
        parts.append(pd.DataFrame(
            {"event_id": event, "team_id": who.teams[: len(sizes)][here > 0],
             "headcount": heads[here > 0].astype(str)}
        ))  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def activity(
    plan: Plan, days: Calendar, who: People, shared: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Posts and views between events, and an upload for each test that was shared."""
    random = plan.random("activity")
    leaning = random.gamma(0.8, 2.2, plan.members)
    parts = []
    for at in range(plan.waves):
        member = np.repeat(np.arange(plan.members), random.poisson(leaning))
        first, last = days.starts[at] + 14, days.ends[at] - 5
        on = between(random, np.full(len(member), first), np.full(len(member), last))
        kind = random.choice(np.array(["view", "view", "view", "post", "message"]), len(member))
        here = (who.joined[member] <= on) & (np.isnat(who.left[member]) | (who.left[member] >= on))
        parts.append(pd.DataFrame(
            {"member_id": who.ids[member], "on": written(on), "structure": kind, "cycle_id": ""}
        )[here])  # fmt: skip
    made = _opened(plan, pd.concat(parts, ignore_index=True), shared)
    made = pd.concat([made, shared.assign(structure="upload")])
    return {"activity": made.sort_values(["on", "member_id"], kind="stable")}


def _opened(plan: Plan, made: pd.DataFrame, shared: pd.DataFrame) -> pd.DataFrame:
    """Most views are of a test that had been shared by that day."""
    random = plan.random("views")
    ids = shared.sort_values("on", kind="stable")["cycle_id"].to_numpy()
    there = np.searchsorted(np.sort(shared["on"].to_numpy()), made["on"].to_numpy(), side="left")
    pick = (random.random(len(made)) * there).astype(int)
    known = (made["structure"] == "view") & (there > 0) & (random.random(len(made)) < 0.7)
    named = np.append(ids, "")[np.where(known, pick, len(ids))]
    return made.assign(cycle_id=named)


def support(plan: Plan, days: Calendar, who: People) -> dict[str, pd.DataFrame]:
    """What teams asked of the hub, what was promised, and what was given."""
    random = plan.random("support")
    times = random.poisson(0.9, (plan.waves, who.schools))
    wave, team = (np.repeat(at.ravel(), times.ravel()) for at in np.indices(times.shape))
    asked = between(random, days.starts[wave] + 15, days.ends[wave] - 40)
    kind = random.choice(np.array(["coaching", "coaching", "data help", "visit"]), len(team))
    promised, given = random.random(len(team)) < 0.85, random.random(len(team)) < 0.7
    parts: list[dict[str, Any]] = [
        {"on": asked, "keep": np.ones(len(team), bool), "kept": "asked", "hours": ""},
        {"on": open_day(asked + 4), "keep": promised, "kept": "promised", "hours": ""},
        {"on": open_day(asked + 18), "keep": promised & given, "kept": "given",
         "hours": random.choice(np.array(["0.5", "1", "1.5", "3"]), len(team))},
    ]  # fmt: skip
    rows = [
        pd.DataFrame({"on": written(part["on"]), "team_id": who.teams[team], "kind": kind,
                      "duration_hours": part["hours"], "kept": part["kept"]})[part["keep"]]
        for part in parts
    ]  # fmt: skip
    return {"support": pd.concat(rows).sort_values(["on", "team_id", "kept"], kind="stable")}
