"""The newborn example: a young network with a roster, one survey, one measure, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from nicdev.tables import TABLES
from nicdev.tables.column import ONLY_WAVE

TEAM_SIZES = (9, 8, 7, 7, 6, 4)
HUB_SIZE = 6
FIELDED = pd.Timestamp("2026-03-16")
ITEMS = (
    ("own_team", "respect", "People in my team treat one another with respect."),
    ("own_team", "competence", "People in my team are good at what they do."),
    ("other_teams", "competence", "I would try out what other teams have tested."),
    ("other_teams", "integrity", "Other teams report what happened, also when it went badly."),
    ("hub", "respect", "The network's leaders listen to people like me."),
    ("hub", "integrity", "The network's leaders do what they said they would do."),
)


@dataclass(frozen=True)
class Plants:
    """What is true of a made-up network; an effect of zero is an effect that is off."""

    response: float = 0.74  # chance that a member answers a survey
    trust: float = 3.9  # middle of the answers on a scale of five
    spread: float = 0.9  # and how far they lie apart
    tie_within: float = 0.6  # chance of a tie within a team
    tie_between: float = 0.05  # and between teams
    attends: float = 0.7  # chance that a member comes to an event
    share_before: float = 0.42  # of students who explain their reasoning
    shift: float = 0.16  # by how much that moves
    shift_at: int = 11  # and from which point on


@dataclass(frozen=True)
class Newborn:
    """Tables by name, and the truth they were made from."""

    frames: Mapping[str, pd.DataFrame]
    truth: Plants


def network(seed: int, truth: Plants = Plants(), *, points: int = 22) -> Newborn:
    """A young network: roster, events, one survey, one question about ties, one measure."""
    random = np.random.default_rng(seed)
    frames = _roster(random)
    members, team_of = frames["members"], frames["memberships"]
    frames |= _events(random, members, truth)
    frames |= _survey(random, members, team_of, truth)
    frames |= _ties(random, team_of, truth)
    frames |= _measure(random, truth, points)
    ordered = {name: frames[name] for name in TABLES if name in frames}
    return Newborn(ordered, truth)


def _roster(random: np.random.Generator) -> dict[str, pd.DataFrame]:
    schools = len(TEAM_SIZES)
    orgs = pd.DataFrame(
        {
            "org_id": [f"S{i + 1}" for i in range(schools)] + ["D1"],
            "name": [f"School {'ABCDEF'[i]}" for i in range(schools)] + ["District office"],
            "kind": ["school"] * schools + ["district"],
            "region": ["north", "north", "north", "south", "south", "south", "north"],
            "joined_on": "2025-08-25",
        }
    )
    teams = pd.DataFrame(
        {
            "team_id": [f"T{i + 1}" for i in range(schools)] + ["HUB"],
            "org_id": orgs["org_id"],
            "name": [f"Team {'ABCDEF'[i]}" for i in range(schools)] + ["Hub team"],
            "kind": ["improvement team"] * schools + ["hub"],
        }
    )
    sizes = [*TEAM_SIZES, HUB_SIZE]
    where = np.repeat(np.arange(len(sizes)), sizes)
    ids = [f"M{i + 1:03d}" for i in range(len(where))]
    late = random.random(len(ids)) < 0.12
    joined = np.where(late, "2025-11-10", "2025-08-25")
    members = pd.DataFrame(
        {"member_id": ids, "observed_from": joined, "joined_on": joined,
         "years_improving": random.integers(0, 6, len(ids))}
    )  # fmt: skip
    hub = where == len(sizes) - 1
    roles = pd.DataFrame(
        {"member_id": ids, "org_id": orgs["org_id"].to_numpy()[where],
         "role": np.where(hub, "network lead", random.choice(["teacher", "coach"], len(ids))),
         "hub_tier": np.where(hub, "lead", "none"), "from_on": joined}
    )  # fmt: skip
    memberships = pd.DataFrame(
        {"member_id": ids, "team_id": teams["team_id"].to_numpy()[where], "from_on": joined}
    )
    return {"organizations": orgs, "teams": teams, "members": members, "roles": roles,
            "memberships": memberships}  # fmt: skip


def _events(
    random: np.random.Generator, members: pd.DataFrame, truth: Plants
) -> dict[str, pd.DataFrame]:
    days = ["2025-09-10", "2025-10-08", "2025-11-19", "2025-12-03", "2026-01-14", "2026-02-11",
            "2026-03-04", "2026-03-11"]  # fmt: skip
    kinds = ["convening", "coaching", "convening", "coaching", "convening", "coaching",
             "convening", "peer consultancy"]  # fmt: skip
    events = pd.DataFrame(
        {"event_id": [f"E{i + 1}" for i in range(len(days))], "structure": kinds, "held_on": days,
         "duration_hours": [6.0 if kind == "convening" else 1.5 for kind in kinds]}
    )  # fmt: skip
    # People differ in how much of their time is free: some come to nearly all, some to few.
    leaning = np.clip(random.normal(truth.attends, 0.18, len(members)), 0.02, 0.98)
    here = members["joined_on"].to_numpy()[:, None] <= np.array(days)[None, :]
    came = (random.random((len(members), len(days))) < leaning[:, None]) & here
    who, which = np.nonzero(came)
    attendance = pd.DataFrame(
        {"event_id": events["event_id"].to_numpy()[which],
         "member_id": members["member_id"].to_numpy()[who]}
    ).sort_values(["event_id", "member_id"], ignore_index=True)  # fmt: skip
    return {"events": events, "attendance": attendance}


def _survey(
    random: np.random.Generator, members: pd.DataFrame, team_of: pd.DataFrame, truth: Plants
) -> dict[str, pd.DataFrame]:
    answers = random.random(len(members)) < truth.response
    opted_out = ~answers & (random.random(len(members)) < 0.1)
    status = np.select([answers, opted_out], ["responded", "opted_out"], "invited")
    instruments = pd.DataFrame(
        {"wave": ONLY_WAVE, "instrument": "survey", "member_id": members["member_id"],
         "fielded_on": FIELDED.date().isoformat(), "status": status}
    )  # fmt: skip
    team = team_of.set_index("member_id")["team_id"]
    who = members.loc[answers, "member_id"]
    respondents = pd.DataFrame(
        {"wave": ONLY_WAVE, "respondent_id": [f"R{i + 1:03d}" for i in range(len(who))],
         "member_id": who, "team_id": team[who].to_numpy(),
         "is_hub": np.where(team[who].to_numpy() == "HUB", "yes", "no")}
    )  # fmt: skip
    items = pd.DataFrame(
        {"item_id": [f"trust_{r}_{f}" for r, f, _ in ITEMS], "key": "roles.trust.facets",
         "facet": [f for _, f, _ in ITEMS], "referent": [r for r, _, _ in ITEMS],
         "text": [t for _, _, t in ITEMS], "low": 1, "high": 5, "reversed": "no"}
    )  # fmt: skip
    person = random.normal(0, truth.spread * 0.7, (len(who), 1))
    noise = random.normal(0, truth.spread * 0.7, (len(who), len(items)))
    values = np.clip(np.rint(truth.trust + person + noise), 1, 5).astype(int)
    responses = pd.DataFrame(
        {"wave": ONLY_WAVE, "respondent_id": np.repeat(respondents["respondent_id"], len(items)),
         "item_id": np.tile(items["item_id"], len(who)), "value": values.ravel().astype(str)}
    )  # fmt: skip
    about_others = responses["item_id"].str.contains("other_teams").to_numpy()
    unknown = about_others & (random.random(len(responses)) < 0.15)
    responses["value"] = responses["value"].where(~unknown, "")
    responses["missing"] = np.where(unknown, "dont_know", "")
    return {"instruments": instruments, "respondents": respondents, "items": items,
            "responses": responses}  # fmt: skip


def _ties(
    random: np.random.Generator, team_of: pd.DataFrame, truth: Plants
) -> dict[str, pd.DataFrame]:
    relations = pd.DataFrame(
        {"relation": ["advice"], "wave": ONLY_WAVE,
         "text": "To whom have you turned for advice on this work since the autumn?",
         "method": "roster", "scope": "all", "directed": "yes", "low": 0, "high": 3,
         "tie_from": 1}
    )  # fmt: skip
    ids = team_of["member_id"].to_numpy()
    answered = random.random(len(ids)) < truth.response
    tie_asked = pd.DataFrame(
        {"wave": ONLY_WAVE, "relation": "advice", "member_id": ids,
         "status": np.where(answered, "responded", "invited")}
    )  # fmt: skip
    team = team_of["team_id"].to_numpy()
    chance = np.where(team[:, None] == team[None, :], truth.tie_within, truth.tie_between)
    np.fill_diagonal(chance, 0)
    tied = (random.random(chance.shape) < chance) & answered[:, None]
    sender, receiver = np.nonzero(tied)
    ties = pd.DataFrame(
        {"wave": ONLY_WAVE, "relation": "advice", "source": ids[sender], "target": ids[receiver],
         "strength": random.integers(1, 4, len(sender))}
    )  # fmt: skip
    return {"relations": relations, "tie_asked": tie_asked, "ties": ties}


def _measure(random: np.random.Generator, truth: Plants, points: int) -> dict[str, pd.DataFrame]:
    measures = pd.DataFrame(
        {"measure_id": ["reasoning"], "name": "Students who explain their reasoning",
         "family": "outcome", "direction": "up", "unit": "share",
         "numerator": "students whose exit ticket gives a reason",
         "denominator": "students present", "frequency": "weekly", "target": 0.7,
         "target_on": "2026-06-12", "shared": "yes"}
    )  # fmt: skip
    weeks = pd.date_range("2025-10-06", periods=points, freq="7D")
    true_share = truth.share_before + truth.shift * (np.arange(points) >= truth.shift_at)
    sites = ["S1", "S2", "S4", "S5"]
    present = random.integers(21, 29, (points, len(sites)))
    explained = random.binomial(present, true_share[:, None])
    measurements = pd.DataFrame(
        {"measure_id": "reasoning", "site_id": np.tile(sites, points),
         "on": np.repeat(weeks.strftime("%Y-%m-%d"), len(sites)),
         "numerator": explained.ravel(), "denominator": present.ravel()}
    )  # fmt: skip
    events = pd.DataFrame(
        {"measure_id": ["reasoning"], "from_on": weeks[truth.shift_at].date().isoformat(),
         "kind": "phase", "note": "exit tickets changed"}
    )  # fmt: skip
    return {"measures": measures, "measurements": measurements, "measure_events": events}
