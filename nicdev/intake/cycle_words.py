"""Words of logs and worksheets of tests: what a field is called, what a decision is called."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nicdev.intake.labels import plain

FIELDS: Mapping[str, tuple[str, ...]] = {
    "cycle_id": ("cycle", "cycle number", "pdsa", "pdsa id", "pdsa number", "test id", "id",
                 "test number"),
    "team_id": ("team", "team name", "improvement team"),
    "org_id": ("school", "site", "organization", "organisation", "school name"),
    "idea_id": ("idea", "change idea", "change", "change idea tested", "idea tested",
                "change tested", "what change are we testing"),
    "driver_id": ("driver", "driver addressed", "secondary driver", "primary driver"),
    "series_id": ("series", "ramp", "pdsa ramp"),
    "started_on": ("start", "start date", "started", "date", "date started", "cycle start",
                   "cycle start date", "begin", "begin date"),
    "ended_on": ("end", "end date", "ended", "date ended", "cycle end", "cycle end date",
                 "completed", "completed on"),
    "plan": ("objective", "objective of the test", "question", "questions", "test plan",
             "data plan", "plan for data collection", "what will we test"),
    "prediction": ("predictions", "hypothesis", "what do we predict", "we predict"),
    "measure_id": ("measure",),
    "done": ("do", "what did we do", "what happened"),
    "as_planned": ("carried out as planned", "executed as planned",
                   "was the cycle carried out as planned", "was the test carried out as planned"),
    "observed": ("observations", "observation", "results", "what did we observe", "data"),
    "study": ("analysis", "compare with prediction", "comparison"),
    "matched": ("matched prediction", "prediction matched", "did results match prediction",
                "did the results match the prediction", "did the prediction come true"),
    "learning": ("learnings", "what did we learn", "lessons", "lessons learned"),
    "decision": ("act", "adopt/adapt/abandon", "adopt, adapt or abandon", "decision to act",
                 "adapt/adopt/abandon"),
    "scale": ("size of the test", "size of test", "scope"),
    "builds_on": ("previous cycle", "follows", "previous test", "builds upon"),
    "shared_on": ("shared", "date shared"),
    "may_share": ("ok to share", "share"),
    "people": ("members", "member", "tested by", "team members", "names", "author", "authors",
               "lead", "who", "member_id"),
    "stages": ("pdsa notes", "notes", "cycle notes", "description", "plan do study act"),
}  # fmt: skip
WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "decision": {
        "adopt": ("adopted",),
        "adapt": ("adapted", "adjust", "adjusted", "modify", "modified", "revise", "revised"),
        "abandon": ("abandoned", "drop", "dropped", "discard", "discarded"),
        "expand": ("expanded", "scale up", "scaled up"),
        "undecided": ("tbd", "to be decided", "not decided", "not yet decided", "pending"),
    },
    "scale": {
        "one student": ("1 student", "a student", "single student"),
        "one classroom": ("1 classroom", "one class", "1 class", "a classroom",
                          "single classroom"),
        "several classrooms": ("multiple classrooms", "several classes", "multiple classes"),
        "school": ("whole school", "one school", "1 school", "school-wide", "schoolwide"),
        "several schools": ("multiple schools",),
    },
    "matched": {"yes": ("y", "true"), "partly": ("partially", "in part"), "no": ("n", "false")},
    "as_planned": {"yes": ("y", "true"), "no": ("n", "false")},
    "may_share": {"yes": ("y", "true"), "no": ("n", "false")},
}  # fmt: skip
_TICKED = re.compile(r"(?:\u2612|\u2611|\u2713|\u2714|\[x\]|\(x\))\s*([^\u2610-\u2612\[(]+)",
                     re.IGNORECASE)  # fmt: skip
_STAGE = re.compile(r"(?:^|(?<=[\s;.,|]))(plan|prediction|do|study|act)\s*[:\u2013-]\s",
                    re.IGNORECASE)  # fmt: skip


def field(label: str) -> str:
    """The column of the contract that a header or a label of a form stands for; '' for none."""
    bare = re.sub(r"\(.*?\)", "", plain(label)).replace("_", " ").replace("#", " number")
    bare = " ".join(bare.split()).strip(" ?:.*")
    for column, names in FIELDS.items():
        if bare in names or bare in (column.replace("_", " "), column.removesuffix("_id")):
            return column
    return ""


def word(column: str, text: str, told: Mapping[str, str]) -> str:
    """The contract's word for what stands in a cell; '' where nothing explains it."""
    bare = plain(told.get(plain(text), text)).strip(" .!")
    ticked = _TICKED.findall(text)
    if len(ticked) == 1:
        bare = plain(ticked[0]).strip(" .!/|")
    for one, others in WORDS[column].items():
        if bare == one or bare in others:
            return one
    return ""


def stages(text: str) -> dict[str, str]:
    """Plan, do, study and act out of one cell; nothing where fewer than two of them are named."""
    parts = _STAGE.split(f" {text}")
    found: dict[str, str] = {}
    for name, said in zip(parts[1::2], parts[2::2], strict=True):
        column = {"do": "done", "act": "decision"}.get(name.casefold(), name.casefold())
        found[column] = " ".join(f"{found.get(column, '')} {said}".split())
    return found if len(found) > 1 else {}
