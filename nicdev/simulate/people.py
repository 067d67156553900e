"""Who is in the network, where they belong, when they came and went, what they know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from nicdev.simulate.calendar import Calendar, Days, between, written
from nicdev.simulate.plan import Plan
from nicdev.simulate.subjects import PLACES, SORTS, Subject

Ints = np.ndarray[Any, Any]
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]
NEVER = np.datetime64("NaT", "D")
OFFICE = 2  # people in a regional office
LEAVING = ("changed job", "no time", "retired", "moved away")
GROUPS = {"grade band": ("lower", "middle", "upper"), "gender": ("woman", "man", "not said")}


@dataclass(frozen=True, eq=False)
class People:
    """Everybody, by number: organization, home team, affinity group (-1: none), days, hub.

    Schools come first among organizations, then regional offices, then the hub's; teams likewise,
    with affinity groups at the end. Members stand in the order of their organizations.
    """

    ids: np.ndarray
    org: Ints
    team: Ints
    group: Ints
    joined: Days
    left: Days
    hub: Flags
    late: Flags
    orgs: np.ndarray
    teams: np.ndarray
    org_of_team: Ints  # -1 for affinity groups
    region: Ints  # of each organization
    schools: int

    def here(self, day: np.datetime64 | Days) -> Flags:
        """Who was on the roster that day; with an array of days, one for each member."""
        return (self.joined <= day) & (np.isnat(self.left) | (self.left >= day))

    def last_of_teams(self, last: np.datetime64) -> Days:
        """The last day on which each home team had somebody in it."""
        stayed = np.where(np.isnat(self.left), last, self.left).astype("datetime64[D]")
        ends = np.zeros(len(self.orgs), dtype=np.int64)
        np.maximum.at(ends, self.team, stayed.astype(np.int64))
        return ends.astype("datetime64[D]")


def people(plan: Plan, days: Calendar, subject: Subject) -> tuple[People, dict[str, pd.DataFrame]]:
    """The roster and its tables."""
    random = plan.random("people")
    offices = plan.regions * plan.offices
    at_school = plan.members - plan.hub - offices * OFFICE
    schools = min(plan.schools, at_school)
    spread = np.full(schools, 1 / schools)
    sizes = np.concatenate([
        1 + random.multinomial(at_school - schools, spread), np.full(offices, OFFICE), [plan.hub]
    ])  # fmt: skip
    org = np.repeat(np.arange(len(sizes)), sizes)
    hub = org >= schools
    region = np.concatenate([
        np.sort(np.arange(schools) % plan.regions), np.arange(offices), [0]
    ]).astype(int)  # fmt: skip
    width = max(3, len(str(plan.members)))
    ids = np.array([f"M{at + 1:0{width}d}" for at in range(plan.members)], dtype=object)

    joined = np.full(plan.members, days.starts[0] + 13)
    late = ~hub & (random.random(plan.members) < plan.late)
    if plan.late:  # small networks have newcomers, too: one in each of the two largest schools
        largest = np.argsort(-sizes[:schools], kind="stable")[:2]
        late[np.searchsorted(org, largest)] = True
    wave = random.integers(min(1, plan.waves - 1), plan.waves, plan.members)
    came = between(random, days.starts[wave] + 14, days.starts[wave] + 50)
    joined = np.where(late, came, joined)
    left = np.full(plan.members, NEVER)
    goes = ~hub & ~late & (random.random(plan.members) < plan.leave)
    gone = between(random, np.full(plan.members, days.ends[0]), np.full(plan.members, days.last))
    left = np.where(goes, gone, left)
    reason = np.where(goes, random.choice(np.array(LEAVING, dtype=object), plan.members), "")
    closed = schools - 1 if schools >= 20 and plan.waves > 1 else -1
    if closed >= 0:  # a whole school leaves
        day = days.starts[1] + 45
        mine = (org == closed) & ~late & (np.isnat(left) | (left > day))
        left, reason = np.where(mine, day, left), np.where(mine, "organization left", reason)
        late = late & (org != closed)
        joined = np.where(org == closed, days.starts[0] + 13, joined)
        left = np.where((org == closed) & np.isnat(left), day, left)
        reason = np.where((org == closed) & (reason == ""), "organization left", reason)
    handed = plan.members - 1 if plan.hub > 2 and plan.waves > 1 else -1
    if handed >= 0:  # a role in the hub changes hands
        day = days.starts[1] + 60
        left[handed - 1], reason[handed - 1] = day, "changed job"
        joined[handed] = day + 5

    number = len(str(schools))
    orgs = np.array(
        [f"S{at + 1:0{number}d}" for at in range(schools)]
        + [f"R{at + 1}" for at in range(offices)] + ["H1"], dtype=object
    )  # fmt: skip
    groups = plan.affinity_groups
    teams = np.array(
        [f"T{at + 1:0{number}d}" for at in range(schools)]
        + [f"RT{at + 1}" for at in range(offices)] + ["HUB"]
        + [f"A{at + 1}" for at in range(groups)], dtype=object
    )  # fmt: skip
    group = np.full(plan.members, -1)
    if groups:
        joins = ~hub & (random.random(plan.members) < max(0.3, min(1.0, groups * 7 / at_school)))
        # Colleagues go to different groups: that is what the groups are for.
        group = np.where(joins, len(sizes) + (np.arange(plan.members) + org) % groups, -1)
    made = People(
        ids, org, org.copy(), group, joined, left, hub, late, orgs, teams,
        np.concatenate([np.arange(len(sizes)), np.full(groups, -1)]), region, schools,
    )  # fmt: skip
    frames = _places(plan, days, subject, made, closed)
    frames["members"] = pd.DataFrame(
        {"member_id": ids, "observed_from": written(np.maximum(joined, days.starts[0])),
         "joined_on": written(joined), "left_on": written(left), "left_reason": reason,
         "years_improving": np.minimum(random.geometric(0.4, plan.members) - 1, 12)}
    )  # fmt: skip
    frames["roles"] = _roles(plan, days, subject, made, handed)
    frames["memberships"] = _memberships(plan, days, made)
    frames |= _knowledge(plan, days, made)
    return made, frames


def _places(
    plan: Plan, days: Calendar, subject: Subject, made: People, closed: int
) -> dict[str, pd.DataFrame]:
    random = plan.random("places")
    count, offices = len(made.orgs), len(made.orgs) - made.schools - 1
    order = random.permutation(len(PLACES) * len(SORTS))
    called = [_place_name(order, at) for at in range(made.schools)]
    regions = [f"region {at + 1}" for at in range(plan.regions)]
    organizations = pd.DataFrame(
        {"org_id": made.orgs,
         "name": [f"{name} {subject.school}" for name in called]
         + [f"Regional office {at + 1}" for at in range(offices)] + [subject.hub_name],
         "kind": ["school"] * made.schools + ["regional office"] * offices + [subject.hub_kind],
         "sector": np.where(np.arange(count) < made.schools,
                            random.choice(["public", "public", "public", "charter"], count),
                            "public"),
         "locale": random.choice(["city", "suburb", "town", "rural"], count),
         "region": [regions[at] for at in made.region],
         "joined_on": written(np.full(count, days.starts[0])),
         "left_on": np.where(np.arange(count) == closed,
                             str(days.starts[min(1, plan.waves - 1)] + 45), "")}
    )  # fmt: skip
    groups = len(made.teams) - count
    drivers = [driver for driver, _ in subject.primaries]
    focus = random.integers(0, len(drivers), made.schools)
    teams = pd.DataFrame(
        {"team_id": made.teams, "org_id": [*made.orgs, *[""] * groups],
         "name": [f"{name} team" for name in called]
         + [f"Regional team {at + 1}" for at in range(offices)] + ["Hub team"]
         + [f"Affinity group {at + 1}" for at in range(groups)],
         "kind": ["improvement team"] * made.schools + ["hub"] * (offices + 1)
         + ["affinity group"] * groups,
         "driver_id": [drivers[at] for at in focus] + [""] * (offices + 1)
         + [drivers[at % len(drivers)] for at in range(groups)],
         "priority": [subject.priorities[at] for at in
                      random.integers(0, len(subject.priorities), made.schools)]
         + [""] * (offices + 1 + groups)}
    )  # fmt: skip
    if "theory" in plan.without:
        teams["driver_id"] = ""
    return {"organizations": organizations, "teams": teams}


def _place_name(order: Ints, at: int) -> str:
    again, which = divmod(at, len(order))
    place, sort = divmod(int(order[which]), len(SORTS))
    name = f"{PLACES[place]} {SORTS[sort]}"
    return f"{name} {again + 1}" if again else name


def _roles(plan: Plan, days: Calendar, subject: Subject, made: People, handed: int) -> pd.DataFrame:
    random = plan.random("roles")
    role = random.choice(np.array(subject.roles, dtype=object), plan.members)
    offices = (made.org >= made.schools) & (made.org < len(made.orgs) - 1)
    first = np.arange(plan.members) == np.argmax(made.org == len(made.orgs) - 1)
    central = made.hub & ~offices
    role = np.select(
        [offices, first, central],
        ["regional coordinator", "network director", "improvement advisor"],
        role,
    )
    tier = np.select([offices, first, central], ["regional", "lead", "central"], "none")
    replaces = np.full(plan.members, "", dtype=object)
    if handed >= 0:
        replaces[handed] = made.ids[handed - 1]
    base = pd.DataFrame(
        {"member_id": made.ids, "org_id": made.orgs[made.org], "role": role, "hub_tier": tier,
         "from_on": written(made.joined), "to_on": written(made.left), "replaces": replaces}
    )  # fmt: skip
    grows = ~made.hub & ~made.late & np.isnat(made.left) & (random.random(plan.members) < 0.1)
    if plan.waves == 1 or not grows.any():
        return base
    more = base[grows].assign(role="team lead", from_on=str(days.starts[1] + 20))
    return pd.concat([base, more], ignore_index=True)


def _memberships(plan: Plan, days: Calendar, made: People) -> pd.DataFrame:
    home = pd.DataFrame(
        {"member_id": made.ids, "team_id": made.teams[made.team],
         "from_on": written(made.joined), "to_on": written(made.left)}
    )  # fmt: skip
    inside = made.group >= 0
    if not inside.any():
        return home
    also = home[inside].assign(team_id=made.teams[made.group[inside]])
    return pd.concat([home, also], ignore_index=True)


def _knowledge(plan: Plan, days: Calendar, made: People) -> dict[str, pd.DataFrame]:
    random = plan.random("knowledge")
    count = plan.members
    parts = []
    for domain, middle in (("problem", 2.4), ("improvement", 0.9), ("network", 0.7)):
        level = np.where(made.hub, middle + (domain != "problem") * 1.8, middle)
        level = np.clip(np.rint(level + random.normal(0, 0.8, count)), 0, 4).astype(int)
        parts.append(pd.DataFrame(
            {"member_id": made.ids, "domain": domain, "level": level,
             "as_of": written(made.joined + 14), "source": "self"}
        ))  # fmt: skip
    now = days.last - 60
    stay = made.here(now) & (made.joined + 14 < now)
    grown = np.minimum(parts[1]["level"] + (random.random(count) < 0.6), 4)
    parts.append(parts[1].assign(level=grown, as_of=str(now), source="hub")[stay])
    said = random.random(count) < 0.85
    groups = [
        pd.DataFrame({"member_id": made.ids, "attribute": name,
                      "value": random.choice(np.array(values, dtype=object), count)})[said]
        for name, values in GROUPS.items()
    ]  # fmt: skip
    return {"expertise": pd.concat(parts, ignore_index=True),
            "member_groups": pd.concat(groups, ignore_index=True)}  # fmt: skip
