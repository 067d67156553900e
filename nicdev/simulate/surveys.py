"""Who was asked, who answered, and what: answers on scales, and choices about one's experience."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from nicdev.simulate.calendar import Calendar, written
from nicdev.simulate.people import Flags, People
from nicdev.simulate.plan import Plan
from nicdev.simulate.questions import DRY, ITEMS, MORE, TRUST, Item
from nicdev.simulate.subjects import Subject

UNEVEN = 0.44  # between the region that answers most and the one that answers least
DIP = -0.9  # steps on the scale
DIP_WAVE = 1  # the second
PERSON, SCALE, NOISE = 0.5, 0.45, 0.4  # how far answers lie apart, and what they share
OTHER = (
    "It depends on the week.", "Hard to say in one word.", "Ask me again in spring.",
    "This is still new to me.", "More than I thought, less than I hoped.",
    "We only began in January.", "It was easier when we met in person.",
)  # fmt: skip


def chances(plan: Plan, who: People) -> np.ndarray:
    """The chance of an answer in each region."""
    lean = np.linspace(0.5, -0.5, plan.regions) if plan.regions > 1 else np.zeros(1)
    shift = UNEVEN * plan.strengths.uneven_response * lean
    return np.clip(plan.response + shift, 0.02, 1.0) if plan.response < 1 else np.ones(plan.regions)


def asked(plan: Plan, days: Calendar, who: People) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Who was asked what in each wave, and what came back."""
    random = plan.random("answering")
    chance = chances(plan, who)[who.region[who.org]]
    lasting = random.random(plan.members)
    parts = []
    for at in range(plan.waves):
        draws = random.random((4, plan.members))
        luck = np.where(draws[0] < 0.6, lasting, draws[1])
        here = np.flatnonzero(who.here(days.asked[at]))
        for instrument, less in (("survey", 0.0), ("sociometric", 0.04 * (plan.response < 1))):
            status = np.select(
                [(luck < chance - less) & (draws[2] < 0.05), luck < chance - less, draws[3] < 0.1],
                ["partial", "responded", "opted_out"],
                "invited",
            )
            parts.append(pd.DataFrame(
                {"at": at, "instrument": instrument, "member": here, "status": status[here]}
            ))  # fmt: skip
    made = pd.concat(parts, ignore_index=True)
    wave = made["at"].to_numpy()
    table = pd.DataFrame(
        {"wave": np.array(days.names, dtype=object)[wave], "instrument": made["instrument"],
         "member_id": who.ids[made["member"]], "fielded_on": written(days.asked[wave]),
         "status": made["status"]}
    )  # fmt: skip
    return made, {"instruments": table}


def answers(
    plan: Plan, days: Calendar, who: People, status: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Answer sheets and answers. Everybody's are drawn; those who answered hand theirs in."""
    random, further = plan.random("answers"), plan.random("more answers")
    person = random.normal(0, PERSON, plan.members)
    width = len(str(plan.members))
    sheets, responses = [], []
    for at, wave in enumerate(days.names):
        values = _values(plan, at, person, random, ITEMS)
        missing = random.random(values.shape)
        more = _values(plan, at, person, further, MORE)
        more_missing = further.random(more.shape)
        codes = random.permutation(plan.members) + 1
        mine = status[(status["at"] == at) & status["status"].isin(["responded", "partial"])]
        member = np.sort(mine["member"].to_numpy())
        partial = np.isin(member, mine["member"].to_numpy()[mine["status"] == "partial"])
        ids = np.array([f"R{at + 1}-{code:0{width}d}" for code in codes[member]], dtype=object)
        sheets.append(pd.DataFrame(
            {"wave": wave, "respondent_id": ids, "member": member, "member_id": who.ids[member],
             "org_id": who.orgs[who.org[member]], "team_id": who.teams[who.team[member]],
             "is_hub": np.where(who.hub[member], "yes", "no")}
        ))  # fmt: skip
        responses.append(_sheet(wave, ids, values[member], missing[member], partial,
                                who.hub[member], ITEMS))  # fmt: skip
        whole = ~partial  # who stopped early never came this far
        responses.append(_sheet(wave, ids[whole], more[member[whole]], more_missing[member[whole]],
                                partial[whole], who.hub[member[whole]], MORE))  # fmt: skip
    respondents = pd.concat(sheets, ignore_index=True)
    items = pd.DataFrame(
        [{"item_id": i.item, "key": i.key, "facet": i.facet, "referent": i.referent,
          "asked_of": i.asked_of, "text": i.text, "low": 1, "high": 5,
          "reversed": "yes" if i.reversed else "no"} for i in (*ITEMS, *MORE)]
    )  # fmt: skip
    frames = {"respondents": respondents.drop(columns="member"), "items": items,
              "responses": pd.concat(responses, ignore_index=True)}  # fmt: skip
    return respondents, frames


def _values(
    plan: Plan, at: int, person: np.ndarray, random: np.random.Generator, items: tuple[Item, ...]
) -> np.ndarray[tuple[int, int], np.dtype[Any]]:
    """One wave's answers of everybody to every item, as whole steps from 1 to 5."""
    keys = list(dict.fromkeys(item.key for item in items))
    scale = random.normal(0, SCALE, (plan.members, len(keys)))
    noise = random.normal(0, NOISE, (plan.members, len(items)))
    alone = random.normal(0, np.hypot(PERSON, SCALE), (plan.members, len(items)))
    values = np.empty((plan.members, len(items)), dtype=np.int8)
    for column, item in enumerate(items):
        common = person + scale[:, keys.index(item.key)]
        if item.reversed:
            common = -common
        if item.facet == DRY:  # as far apart as before, but with less in common
            less = 1 - plan.strengths.unreliable_facet
            common = less * common + np.sqrt(1 - less**2) * alone[:, column]
        middle = item.middle + 0.08 * min(at, 3) * (not item.reversed) * (item.key != TRUST)
        if item.key == TRUST and at == DIP_WAVE:
            middle += DIP * plan.strengths.trust_dip
        values[:, column] = np.clip(np.rint(middle + common + noise[:, column]), 1, 5)
    return values


def _sheet(
    wave: str,
    ids: np.ndarray,
    values: np.ndarray,
    luck: np.ndarray,
    partial: np.ndarray,
    hub: np.ndarray,
    items: tuple[Item, ...],
) -> pd.DataFrame:
    """Long rows: an answer, or the reason for having none; the hub is not asked about itself."""
    count = len(items)
    item = np.array([i.item for i in items], dtype=object)
    about_others = np.array([i.referent == "other_teams" for i in items])
    of_members = np.array([i.asked_of == "members" for i in items])
    stopped = partial[:, None] & (np.arange(count) >= 2 * count // 3)
    why = np.select(
        [stopped, about_others & (luck < 0.12), luck < 0.015],
        ["skipped", "dont_know", "skipped"],
        "",
    )
    steps = np.array(["", "1", "2", "3", "4", "5"], dtype=object)
    asked_for: Flags = (~(hub[:, None] & of_members)).ravel()
    frame = pd.DataFrame(
        {"wave": wave, "respondent_id": np.repeat(ids, count), "item_id": np.tile(item, len(ids)),
         "value": np.where(why == "", steps[values], "").ravel(), "missing": why.ravel()}
    )  # fmt: skip
    return frame.loc[asked_for]


def voices(plan: Plan, subject: Subject, sheets: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """What members chose when asked about their experience. Everybody's choices are drawn."""
    random = plan.random("voices")
    parts = []
    for wave in sheets["wave"].unique():
        mine = sheets[sheets["wave"] == wave]
        ids, member = mine["respondent_id"].to_numpy(), mine["member"].to_numpy()
        for question, options in subject.answers.items():
            first = random.integers(0, len(options), plan.members)
            second = (first + 1 + random.integers(0, 9, plan.members)) % len(options)
            draws = random.random((3, plan.members))
            words = np.array(options, dtype=object)
            for choice, keep in (
                (first, draws[0] < 0.9),
                (second, (draws[0] < 0.9) & (draws[1] < 0.3) & (second != first)),
            ):
                said = keep[member]
                note = np.array(OTHER, dtype=object)[(choice * 7 + np.arange(plan.members)) % 7]
                note = np.where((draws[2] < 0.06) & (choice == first), note, "")
                parts.append(pd.DataFrame(
                    {"wave": wave, "respondent_id": ids[said], "question": question,
                     "answer": words[choice][member][said], "other_text": note[member][said]}
                ))  # fmt: skip
    return {"voices": pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()}


def truth(plan: Plan, days: Calendar, who: People) -> dict[str, Any]:
    """What an indicator of trust and of answering should find."""
    dip, dry = plan.strengths.trust_dip, plan.strengths.unreliable_facet
    regions = np.unique(who.region[who.org])
    rates = {f"region {at + 1}": round(float(chances(plan, who)[at]), 4) for at in regions}
    dipped = plan.waves > DIP_WAVE
    return {
        "trust_dip": {
            "key": TRUST,
            "wave": days.names[DIP_WAVE] if dipped else None,
            "steps": round(DIP * dip, 4) if dipped else 0.0,
            "recovers_in": days.names[DIP_WAVE + 1] if plan.waves > DIP_WAVE + 1 else None,
        },
        "unreliable_facet": {
            "key": TRUST,
            "facet": DRY,
            "correlation_before_rounding": round(_shared(1 - dry), 4),
            "correlation_of_other_facets": round(_shared(1.0), 4),
        },
        "uneven_response": {"chance_by_region": rates},
    }


def _shared(less: float) -> float:
    """The correlation of two items of a scale."""
    common = PERSON**2 + SCALE**2
    return less**2 * common / (common + NOISE**2)
