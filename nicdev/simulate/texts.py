"""What people wrote and said, and how two coders read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.simulate.calendar import Calendar, between, written
from nicdev.simulate.people import People
from nicdev.simulate.plan import Plan
from nicdev.simulate.subjects import Subject

THEMES = ("self", "us", "now", "problem", "collaboration", "method")
LEANS = {  # which themes a kind of text is likely to hold
    "root cause": (0.1, 0.3, 0.5, 2.0, 0.2, 0.5), "minutes": (0.1, 1.2, 0.3, 1.0, 0.8, 1.5),
    "post": (1.2, 0.8, 0.3, 1.0, 0.8, 1.0), "interview": (1.6, 1.0, 0.8, 1.0, 1.0, 0.6),
    "focus group": (0.8, 1.4, 0.6, 0.8, 1.2, 0.6), "reflection": (1.4, 0.9, 0.5, 0.8, 0.8, 0.9),
}  # fmt: skip
TOLD_IN = (2, 0, 3, 5, 4, 1)  # what is pressing, oneself, the problem, then what one did about it
CYCLE_CODES = ("explicit prediction", "compared with data", "says what was learned",
               "a stranger could repeat it")  # fmt: skip
MOTIVES = {"for my classroom": "self", "for our field": "us"}  # by the theme that speaks of it
SLIPS = (0.05, 0.1)  # how often each coder sees it otherwise
CODERS = ("reader-1", "reader-2")
_THING = re.compile(r"\{(\w+)\}")


def documents(
    plan: Plan, days: Calendar, who: People, subject: Subject
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame], dict[str, Any]]:
    """Texts of each wave; the words of teams move towards those of the network.

    Every team has words of its own for the same things. The chance that it uses the network's
    word instead rises from the first wave to the last. Also returns which themes each text holds.
    """
    frame = _kinds(plan, days, who)
    random = plan.random("words")
    own = plan.random("own words").integers(0, 1000, (len(who.teams), len(subject.things)))
    talk = plan.random("converging talk")
    chance = _chance(plan)
    texts, held = [], []
    for kind, team, at in zip(frame["kind"], frame["team"], frame["at"], strict=True):
        weights = np.array(LEANS[kind])
        count = int(random.integers(3, 6))
        themes = random.choice(len(THEMES), count, p=weights / weights.sum())
        lines: list[str] = []
        for theme in sorted(themes, key=TOLD_IN.index):
            choices = subject.sentences[THEMES[theme]]
            line = choices[int(random.integers(0, len(choices)))]
            if line not in lines:
                lines.append(line)
        filled = [_fill(line, subject.things, own[team], talk, chance[at]) for line in lines]
        texts.append(" ".join(filled))
        held.append(set(themes.tolist()))
    themes_of = pd.DataFrame({THEMES[t]: [int(t in each) for each in held]
                              for t in range(len(THEMES))})  # fmt: skip
    spoken = frame["kind"].isin(["post", "interview", "reflection"]) & (frame["member"] >= 0)
    width = max(3, len(str(len(frame))))
    ids = [f"D{at + 1:0{width}d}" for at in range(len(frame))]
    hub = who.hub[np.maximum(frame["member"], 0)] | (frame["team"] >= who.schools) & (
        frame["team"] < len(who.orgs)
    )
    table = pd.DataFrame(
        {"document_id": ids, "on": frame["on"], "wave": np.array(days.names)[frame["at"]],
         "kind": frame["kind"],
         "member_id": np.where(spoken, who.ids[np.maximum(frame["member"], 0)], ""),
         "voice": np.where(spoken, "", np.where(hub, "hub", "member")), "text": texts,
         "consent": plan.random("consent").choice(
             ["evaluator", "hub", "members", "members", "public"], len(frame))}
    )  # fmt: skip
    truth = {"words": [list(words) for words in subject.things.values()],
             "chance_of_the_shared_word": dict(zip(days.names, chance, strict=True))}  # fmt: skip
    return themes_of.assign(unit_id=ids), {"documents": table}, truth


def _chance(plan: Plan) -> list[float]:
    """The chance of the network's word in each wave; a sixth of it is there by chance anyway."""
    steps = np.linspace(0.0, 0.9, plan.waves) if plan.waves > 1 else np.zeros(1)
    return [round(float(step), 4) for step in steps * plan.strengths.converging_talk]


def _kinds(plan: Plan, days: Calendar, who: People) -> pd.DataFrame:
    """Which texts there are: from which team, of which kind, of whom, when."""
    random = plan.random("texts")
    homes = np.arange(who.schools)
    # In large networks some teams are followed closely, and the others send in a post.
    followed = homes if who.schools <= 20 else np.sort(random.permutation(homes)[:20])
    groups = np.arange(len(who.orgs), len(who.teams))[:20]
    hub = np.array([len(who.orgs) - 1])
    parts = []
    for at in range(plan.waves):
        wanted = [
            ("minutes", groups),
            ("minutes", hub),
            ("post", homes),
            ("reflection", followed[at % 2 :: 2]),
            ("interview", followed[at % 3 :: 3]),
            ("focus group", groups[at % 2 :: 2]),
        ]
        if at == 0:
            wanted.append(("root cause", np.concatenate([followed[::3], hub])))
        for kind, teams in wanted:
            first, last = days.starts[at] + 30, days.ends[at] - 10
            on = between(random, np.full(len(teams), first), np.full(len(teams), last))
            luck = random.random(len(teams))
            parts.append(
                pd.DataFrame({"at": at, "kind": kind, "team": teams, "day": on, "luck": luck})
            )
    frame = pd.concat(parts).sort_values(["day", "kind", "team"], kind="stable", ignore_index=True)
    return frame.assign(
        member=_speakers(who, frame), on=written(frame["day"].to_numpy().astype("datetime64[D]"))
    )


def _speakers(who: People, frame: pd.DataFrame) -> np.ndarray:
    """Somebody of the team who was on the roster that day; -1 where there is nobody."""
    order = np.argsort(who.team, kind="stable")
    first = np.searchsorted(who.team[order], np.arange(len(who.orgs)))
    size = np.bincount(who.team, minlength=len(who.orgs))
    team = np.minimum(frame["team"].to_numpy(), len(who.orgs) - 1)
    member = order[first[team] + (frame["luck"].to_numpy() * size[team]).astype(int)]
    day = frame["day"].to_numpy().astype("datetime64[D]")
    here = (who.joined[member] <= day) & (np.isnat(who.left[member]) | (who.left[member] >= day))
    return np.where(here & (frame["team"].to_numpy() < len(who.orgs)), member, -1)


def _fill(
    line: str,
    things: Mapping[str, tuple[str, ...]],
    own: np.ndarray,
    talk: np.random.Generator,
    chance: float,
) -> str:
    """The sentence with the words of the team, or of the network."""

    def word(found: re.Match[str]) -> str:
        at = list(things).index(found[1])
        words = things[found[1]]
        return words[0] if talk.random() < chance else words[own[at] % len(words)]

    text = _THING.sub(word, line)
    return text[0].upper() + text[1:]


def codings(plan: Plan, themes: pd.DataFrame, cycles: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Two coders, every code on every unit that was read, 0 included; they do not always agree."""
    random = plan.random("coding")
    over = cycles[cycles["ended_on"] != ""]
    detailed = (over["plan"].astype("str").str.len() > 60) & (over["done"] != "")
    tests = pd.DataFrame(
        {"unit_id": over["cycle_id"].to_numpy(), "explicit prediction": over["prediction"] != "",
         "compared with data": over["study"] != "", "says what was learned": over["learning"] != "",
         "a stranger could repeat it": detailed}
    )  # fmt: skip
    parts = []
    for kind, units, codes in (("document", themes, THEMES), ("cycle", tests, CYCLE_CODES)):
        chosen = np.sort(random.permutation(len(units))[: plan.coded])
        read = units.iloc[chosen].melt("unit_id", list(codes), "code", "true")
        for coder, slips in zip(CODERS, SLIPS, strict=True):
            value = read["true"].astype(int) ^ (random.random(len(read)) < slips)
            parts.append(pd.DataFrame(
                {"unit_kind": kind, "unit_id": read["unit_id"], "coder": coder,
                 "code": read["code"], "value": value.astype(int)}
            ))  # fmt: skip
    parts += _motives(plan, themes, parts[0]["unit_id"].unique() if plan.coded else [])
    made = pd.concat(parts, ignore_index=True)
    order = ["unit_kind", "unit_id", "coder"]
    return {"codings": made.sort_values(order, kind="stable", ignore_index=True)}


def _motives(plan: Plan, themes: pd.DataFrame, read: Iterable[str]) -> list[pd.DataFrame]:
    """For what people say that they take part, in the same texts; a stream of its own."""
    random = plan.random("motives")
    texts = themes[themes["unit_id"].isin(set(read))]
    parts = []
    for coder, slips in zip(CODERS, SLIPS, strict=True):
        for code, theme in MOTIVES.items():
            value = texts[theme].to_numpy() ^ (random.random(len(texts)) < slips)
            parts.append(pd.DataFrame({"unit_kind": "document", "unit_id": texts["unit_id"],
                                       "coder": coder, "code": code,
                                       "value": value.astype(int)}))  # fmt: skip
    return parts
