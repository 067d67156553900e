"""Tests of change in the words of those who carried them out."""

from __future__ import annotations

from typing import Any

import numpy as np

from nicdev.simulate.plan import Plan
from nicdev.simulate.subjects import Subject

SCALES = ("one classroom", "several classrooms", "school", "several schools")
WHERE = {
    "one classroom": ("in one class", "in period 2", "with the group that meets first",
                      "in the class that finds this hardest", "in my room"),
    "several classrooms": ("in two rooms", "in my room and the one next door", "in three classes"),
    "school": ("in every room of our grade", "in all our classes"),
    "several schools": ("here and at the school that we visited", "in two schools at once"),
}  # fmt: skip
SPAN = ("for one week", "for six days", "every day for two weeks", "on three Tuesdays",
        "for five lessons", "until the break")  # fmt: skip
PLAN = ("{Does} {where} {span}.", "{Does} {where} {span}, and count on a seating chart.",
        "{Span}: {does} {where}. One of us watches.", "We will {does} {where} {span}.",
        "{Does}, nothing else changes. {Where}, {span}.")  # fmt: skip
PREDICTION = (
    "{p} of {m} students will {shows}.", "We expect {p} of {m} to {shows}, up from about half.",
    "At least {p} of {m} {shows} by the end.", "I think {p} out of {m} will {shows}.",
)  # fmt: skip
DONE = (
    "As planned, except that one day fell out.", "We did it on all but one of the days.",
    "Done as written. A colleague counted.", "We began a day late because of a fire drill.",
    "The first day took too long, then it went quickly.", "Shortened after the second day.",
    "Done as written, a little later in the day.", "We did it, and forgot to count once.",
)  # fmt: skip
OBSERVED = (
    "{k} of {m} students did.", "On the last day, {k} of {m}. On the first it was fewer.",
    "{k} of {m}; the same few did not.", "We counted {k} of {m}. Two were away.",
    "{k} out of {m}, and it got calmer each day.",
)  # fmt: skip
STUDY = {
    "yes": ("We said {p} and saw {k}: it worked about as we thought.",
            "The prediction of {p} held. It held for students who are often quiet, too.",
            "{k} against a prediction of {p}. Better than we feared."),
    "partly": ("We came close: {k} where we had said {p}.",
               "{k} instead of {p}. The first days pulled it down.",
               "Nearly. It worked for most, and not for those who came late."),
    "no": ("We said {p} and saw {k}. We had asked for too much at once.",
           "Far from {p}. The idea may be fine, but the timing was not.",
           "{k} instead of {p}: the ones we did it for were the ones it missed."),
}  # fmt: skip
LEARNING = {
    "adopt": ("It takes two minutes once they know it. We keep it.",
              "Simple enough to do on a bad day, so it stays."),
    "adapt": ("Shorter would be better. Next time half as long.",
              "It needs an example first; we will show one.",
              "Works in the morning. We try it again with a different group."),
    "abandon": ("Too much to set up for what it gave.",
                "Another idea does the same with less trouble. We stop here."),
    "expand": ("Ready for more rooms, with the card we made.",
               "Two colleagues asked for it. We try it in their rooms next."),
    "undecided": ("We need more days before we can say.",
                  "Not clear yet. The numbers went up and down."),
}  # fmt: skip
DECISIONS = ("adopt", "adapt", "abandon", "expand", "undecided")
ODDS = {"yes": (0.32, 0.26, 0.0, 0.34, 0.08), "partly": (0.12, 0.64, 0.04, 0.08, 0.12),
        "no": (0.02, 0.46, 0.36, 0.0, 0.16)}  # fmt: skip


def told(
    plan: Plan, subject: Subject, idea: np.ndarray, running: np.ndarray, scale: np.ndarray
) -> dict[str, Any]:
    """Plan, prediction, what was done and seen, what it taught, what was decided."""
    random = plan.random("telling")
    count = len(idea)
    students = random.integers(14, 29, count)
    expected = np.rint(students * random.uniform(0.5, 0.85, count)).astype(int)
    seen = np.clip(np.rint(expected + random.normal(-1.2, 3.2, count)), 0, students).astype(int)
    matched = np.select([seen >= expected, seen >= expected - 3], ["yes", "partly"], "no")
    luck = random.random(count)
    decision = np.array([
        DECISIONS[int(np.searchsorted(np.cumsum(ODDS[m]), at, side="right").clip(0, 4))]
        for m, at in zip(matched, luck, strict=True)
    ], dtype=object)  # fmt: skip
    decision = np.where(running, "undecided", decision)
    pick = random.integers(0, 10_000, (8, count))
    gap = random.random((4, count))
    lines: dict[str, list[str]] = {
        name: [] for name in ("plan", "prediction", "done", "observed", "study", "learning")
    }
    for at in range(count):
        what = subject.ideas[idea[at]]
        where, span = _one(WHERE[scale[at]], pick[0, at]), _one(SPAN, pick[1, at])
        words = {
            "does": what.does, "Does": _capital(what.does), "shows": what.shows, "where": where,
            "Where": _capital(where), "span": span, "Span": _capital(span), "p": expected[at],
            "m": students[at], "k": seen[at],
        }  # fmt: skip
        over = not running[at]
        lines["plan"].append(_one(PLAN, pick[2, at]).format(**words))
        expects = gap[0, at] < 0.8
        lines["prediction"].append(_one(PREDICTION, pick[3, at]).format(**words) if expects else "")
        lines["done"].append(_one(DONE, pick[4, at]) if over and gap[1, at] < 0.95 else "")
        lines["observed"].append(_one(OBSERVED, pick[5, at]).format(**words) if over else "")
        studied = over and expects and gap[2, at] < 0.85
        lines["study"].append(
            _one(STUDY[matched[at]], pick[6, at]).format(**words) if studied else ""
        )
        learned = over and gap[3, at] < 0.8
        lines["learning"].append(_one(LEARNING[decision[at]], pick[7, at]) if learned else "")
    studied_at = np.array([line != "" for line in lines["study"]], dtype=bool)
    return {**lines, "matched": np.where(studied_at, matched, ""), "decision": decision}


def _one(choices: tuple[str, ...], number: int) -> str:
    return choices[number % len(choices)]


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
