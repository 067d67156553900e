"""What lies around the work: context, kept positions, and decisions read back later."""

from __future__ import annotations

import numpy as np
import pandas as pd

from nicdev.simulate.calendar import Calendar, open_day
from nicdev.simulate.people import People
from nicdev.simulate.plan import Plan
from nicdev.simulate.subjects import Subject

DECISIONS = (
    ("roles.participation.attendance", "Move one meeting a term to a school far out.",
     "network director", "One meeting at a school, and a count of who comes",
     "It was held in March, and four people came for the first time."),
    ("roles.connections.density", "Pair teams that have never met for one call each.",
     "improvement advisor", "Five calls of half an hour",
     "Three of five calls took place. Two pairs went on by themselves."),
    ("roles.trust.facets", "Say at each meeting what the hub did about last time's wishes.",
     "network director", "A slide of three lines at the start of each meeting",
     "Done at each meeting since. People now ask for it."),
    ("culture.evidence.building_on", "Put the three most complete tests where all can find them.",
     "improvement advisor", "Ask at the next meeting who has opened them", ""),
    ("technical.measurement.run_chart", "Look at the chart before the stories are told.",
     "team leads", "Begin two team meetings with the chart",
     "Two teams tried it, and one has kept it."),
    ("technical.theory.coverage", "Take out ideas that nobody has tested in a year.",
     "improvement advisor", "A new version of the diagram at the next meeting", ""),
)  # fmt: skip


def context(plan: Plan, days: Calendar, subject: Subject) -> dict[str, pd.DataFrame]:
    """What helps and what hinders from outside."""
    random = plan.random("context")
    span = int((days.last - days.starts[0]).astype(int))
    rows = []
    for at, (level, text, direction, strength, response) in enumerate(subject.context):
        day = days.starts[0] + int(random.integers(0, max(1, span // 2)))
        ends = str(day + span // 3) if at % 3 == 2 else ""
        rows.append({"factor_id": f"X{at + 1}", "level": level, "text": text,
                     "direction": direction, "strength": strength, "from_on": str(day),
                     "to_on": ends, "response": response})  # fmt: skip
    return {"context": pd.DataFrame(rows)}


def layout(plan: Plan, who: People) -> dict[str, pd.DataFrame]:
    """Organizations on a circle, region by region, and the hub in the middle."""
    count = len(who.orgs) - 1
    order = np.lexsort((np.arange(count), who.region[:count]))
    angle = np.empty(count)
    angle[order] = 2 * np.pi * np.arange(count) / count
    rows = {"node": who.orgs, "x": np.append(np.cos(angle), 0.0).round(3),
            "y": np.append(np.sin(angle), 0.0).round(3)}  # fmt: skip
    return {"layout": pd.DataFrame(rows)}


def decisions(plan: Plan, days: Calendar) -> dict[str, pd.DataFrame]:
    """What each session decided; the session on a wave is held early in the next."""
    rows = []
    for at in range(plan.waves - 1):
        on = open_day(days.ends[at : at + 1] + 25)[0]
        for turn in range(3):
            key, text, role, test, became = DECISIONS[(3 * at + turn) % len(DECISIONS)]
            rows.append({"decision_id": f"Q{3 * at + turn + 1}", "on": str(on),
                         "wave": days.names[at], "key": key, "text": text, "role": role,
                         "test": test, "by_when": str(on + 60 + 20 * turn),
                         "became": became})  # fmt: skip
    return {"decisions": pd.DataFrame(rows)}
