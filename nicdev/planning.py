"""Before a survey is fielded: with so many members, answers and waves, how small a change is seen?

A page to hand to a hub, made by simulation (`measures.detectable`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil, isnan
from pathlib import Path
from typing import TYPE_CHECKING

from nicdev.errors import NicdevError, Problem, UsageRefused
from nicdev.framework import Limit, framework
from nicdev.language import locale
from nicdev.measures import detectable
from nicdev.measures.detectable import Detectable, Wanted

if TYPE_CHECKING:
    from nicdev.show.words import Words

SEED = 1
RESPONSES = tuple(at / 20 for at in range(4, 21))  # of the lines in the picture
MOST = 100_000  # members


@dataclass(frozen=True)
class Asked:
    """What a plan is made for: members, the share of them who answer, and waves."""

    members: int
    response: float
    waves: int

    def __post_init__(self) -> None:
        problems = [
            Problem("plan", "", found, expected, do, column=name)
            for name, wrong, found, expected, do in (
                ("members", not 2 <= self.members <= MOST, f"{self.members} members",
                 f"2 to {MOST}", "A change is seen among people: count all who will be asked."),
                ("response", not 0 < self.response <= 1, f"a response of {self.response:g}",
                 "more than 0 and at most 1", "Write 60 % as 0.6."),
                ("waves", self.waves < 2, f"{self.waves} waves", "2 or more",
                 "A change lies between two waves: plan a second one."),
                ("waves", self.waves > 40, f"{self.waves} waves", "40 or fewer",
                 "Plan fewer waves."),
            )
            if wrong
        ]  # fmt: skip
        if problems:
            raise UsageRefused(problems)


@dataclass(frozen=True)
class Answer:
    """For one kind of number: where it starts, and the smallest change that would be seen."""

    name: str
    change: Detectable
    start: float
    count: float


def answers(asked: Asked, limits: Mapping[str, Limit]) -> tuple[Answer, ...]:
    """The smallest change that each kind of number would show, as often as the limits want."""
    value = {name: limit.value for name, limit in limits.items()}
    wanted = Wanted(value["plan_power"], value["plan_confidence"], int(value["plan_draws"]), SEED)
    n, r = asked.members, asked.response
    k = round(n * r)
    teams = max(n / value["plan_team"], 1)
    tests = teams * value["plan_tests"]
    known = value["plan_ties"] * k * max(k - 1, 0) / max(n - 1, 1)  # ties among those who answer
    pairs = int(known / (1 + value["plan_returned"]))
    points = int(asked.waves * value["plan_points"])
    rows = [
        Answer("same_people", detectable.mean_same_people(n, r, value["plan_correlation"], wanted),
               value["plan_spread"], k * r),
        Answer("all", detectable.mean_all(n, r, value["plan_correlation"], wanted),
               value["plan_spread"], k),
        Answer("share", _of_some(value["plan_share"], k, wanted),
               value["plan_share"], k),
        Answer("density", detectable.ties(n, r, min(value["plan_ties"], n - 1), wanted),
               value["plan_ties"], k * r),
        Answer("returned", _of_some(value["plan_returned"], pairs, wanted),
               value["plan_returned"], pairs),
        Answer("tests", detectable.rate(tests, wanted), tests, teams),
        Answer("run_chart", detectable.run_chart(points, _rules(value), wanted), 1.0, points),
    ]  # fmt: skip
    return tuple(rows)


NOTHING = Detectable(float("nan"), float("nan"), float("nan"), float("nan"))


def _of_some(before: float, n: int, wanted: Wanted) -> Detectable:
    return detectable.share(before, n, wanted) if n >= 1 else NOTHING


def _rules(value: Mapping[str, float]) -> detectable.Signal:
    from nicdev.measures.many_runs import anhoej_of_each

    margin = int(value["run_margin"])
    return lambda series: (
        anhoej_of_each(series, probability=value["run_probability"], run_margin=margin).signal
    )


def write(asked: Asked, target: Path, language: str = "en") -> Path:
    """The page as one file; its folder must be there."""
    from nicdev.press.files import write_beside

    html = page(asked, language)
    if not target.parent.is_dir():
        problem = Problem("no_folder", str(target), "no folder to write it into",
                          "one that is there",
                          "Make the folder, or name another place with --to.")  # fmt: skip
        raise UsageRefused([problem])
    write_beside(target, html.encode())
    return target


def page(asked: Asked, language: str = "en") -> str:
    """The page as HTML: the question, one picture, one table, what was taken for granted."""
    from nicdev.press.alternatives import faults
    from nicdev.press.export import css, without_notebook
    from nicdev.show.planned import figure
    from nicdev.show.tables import table
    from nicdev.show.words import Words

    words = Words(locale(language))
    limits = framework().limits
    found = answers(asked, limits)
    given = {"members": asked.members, "response": words.share(asked.response),
             "waves": asked.waves}  # fmt: skip
    lines = _lines(asked, limits)
    responses = sorted({*RESPONSES, asked.response})
    named = [(words.say(f"plan.line_{name}"), changes) for name, changes in lines.items()]
    use = [name for name in limits if name.startswith("plan_")]
    resources = {
        "say": words.say,
        "page": {
            "lang": words.say("language.code"), "title": words.say("plan.title"),
            "heading": words.say("plan.title"), "network": words.say("plan.given", **given),
            "wave": "", "edition": "plan", "synthetic": False,
            "css": css(),
            "foot": words.say("plan.foot", count=int(limits["plan_draws"].value), seed=SEED),
        },
        "intro": [words.say("plan.intro", power=words.share(limits["plan_power"].value)),
                  words.say("plan.not_a_norm")],
        "sentences": list(_sentences(found, asked, words)),
        "image": figure(responses, named, asked.response, words),
        "alt": words.say("plan.alt", list=words.list(
            words.say("plan.alt_each", label=label, low=words.number(changes[0]),
                      high=words.number(changes[-1])) for label, changes in named)),
        "table": table(words.say("plan.caption"), [words.say(f"plan.column_{c}") for c in
                                                  ("what", "start", "change", "range", "count")],
                       [_row(answer, words) for answer in found]),
        "limits": table(words.say("plan.granted"), [words.say(f"page.threshold_{c}") for c in
                                                    ("name", "value", "source")],
                        [(words.say(f"limits.{name}"), f"{limits[name].value:g}",
                          limits[name].source) for name in use]),
        "advice": words.locale.listed("plan.advice"),
    }  # fmt: skip
    html = without_notebook("plan.html.j2", resources)
    if wrong := faults(html, "plan.html"):
        raise NicdevError(wrong)
    return html


def _lines(asked: Asked, limits: Mapping[str, Limit]) -> dict[str, list[float]]:
    """The smallest change of a mean by the share who answer, in points of the scale."""
    wanted = Wanted(limits["plan_power"].value, limits["plan_confidence"].value,
                    int(limits["plan_draws"].value), SEED)  # fmt: skip
    alike, spread = limits["plan_correlation"].value, limits["plan_spread"].value
    responses = sorted({*RESPONSES, asked.response})
    ways = {"same_people": detectable.mean_same_people, "all": detectable.mean_all}
    return {
        name: [_points(way(asked.members, r, alike, wanted), spread) for r in responses]
        for name, way in ways.items()
    }


def _points(change: Detectable, spread: float) -> float:
    return change.change * spread


def _said(name: str, value: float, start: float, words: Words) -> str:
    """A change in the unit that readers know."""
    if isnan(value):
        return words.say("plan.none")
    if name in ("same_people", "all"):
        return words.say("plan.unit_mean", value=words.number(value * start))
    if name in ("share", "returned"):
        return words.say("plan.unit_share", value=words.number(100 * value, 0))
    if name == "density":
        return words.say("plan.unit_density", value=words.number(value, 1))
    if name == "tests":
        return words.say("plan.unit_tests", value=ceil(value * start))
    return words.say("plan.unit_run_chart", value=words.number(value, 1))


def _start(answer: Answer, words: Words) -> str:
    value = answer.start
    if answer.name in ("share", "returned"):
        return words.share(value)
    return "–" if answer.name in ("same_people", "all", "run_chart") else words.number(value, 1)


def _row(answer: Answer, words: Words) -> tuple[str, ...]:
    found = answer.change
    sides = [_said(answer.name, v, answer.start, words) for v in (found.lower, found.upper)]
    return (
        words.say(f"plan.what_{answer.name}"), _start(answer, words),
        _said(answer.name, found.change, answer.start, words),
        sides[0] if sides[0] == sides[1] else words.say("words.to", first=sides[0], last=sides[1]),
        words.number(answer.count, 0),
    )  # fmt: skip


def _sentences(found: tuple[Answer, ...], asked: Asked, words: Words) -> Iterator[str]:
    """The first of each kind in words, and what it means where nothing could be seen."""
    for answer in found:
        key = "plan.cannot" if isnan(answer.change.change) else "plan.can"
        yield words.say(key, what=words.say(f"plan.what_{answer.name}"),
                        change=_said(answer.name, answer.change.change, answer.start,
                                     words))  # fmt: skip
    if asked.waves > 2:
        yield words.say("plan.more_waves", waves=asked.waves)
