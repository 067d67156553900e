"""Attendance: students who come to school every day; the subject of plain networks."""

from __future__ import annotations

from nicdev.simulate.subjects.subject import Idea, Measure, Subject

ATTENDANCE = Subject(
    hub_name="Network hub",
    hub_kind="intermediary",
    school="School",
    roles=("teacher", "teacher", "counselor", "principal"),
    priorities=("Call home on day one", "Mornings that start well", "Rides for those far out"),
    aims=(
        {"text": "More students will come to school.", "what": "attendance",
         "for_whom": "students"},
        {"text": "By June of next year, 85 in 100 students miss fewer than two days a month.",
         "what": "students miss fewer than two days a month", "for_whom": "all students",
         "how_much": "85 in 100"},
    ),
    primaries=(("P1", "School is a place to want to be"), ("P2", "Families hear from us early")),
    secondaries=(
        ("P1a", "P1", "Mornings that start well"), ("P1b", "P1", "An adult for each student"),
        ("P2a", "P2", "A call on the first day"), ("P2b", "P2", "Rides are arranged"),
    ),
    ideas=(
        Idea("I01", "P1a", "greet every student at the door", "are in their seat on time"),
        Idea("I02", "P1b", "have each adult check in with five students",
             "come the next day, too"),
        Idea("I03", "P2a", "call home before ten on the first day away", "are back the next day"),
        Idea("I04", "P2b", "pair families who live on the same bus line",
             "find a ride by themselves"),
        Idea("I05", "P2a", "send a short good-news text on Fridays",
             "have a family that answers", 2),
    ),
    measures=(
        Measure("present", "Students who missed fewer than two days", "outcome", "", "up", "share",
                "students who missed fewer than two days", "students on the list", 0.55,
                target="0.85"),
        Measure("called", "Families called on the first day", "process", "P2", "up", "share",
                "families reached before noon", "students away", 0.6),
        Measure("minutes", "Minutes that calls take", "balancing", "", "down", "minutes", "", "",
                None, 45.0, 8.0, shared="no"),
    ),
    changed="calls home on the first day",
    things={
        "call": ("day-one call", "phone home", "family call", "ring-round", "check call", "morning call"),
        "list": ("watch list", "tracker", "roll sheet", "red list", "spreadsheet", "board"),
        "door": ("door greeting", "welcome line", "handshake", "morning hello", "entry walk", "high five"),
        "test": ("test of change", "trial", "mini study", "experiment", "try-out", "pilot"),
    },
    sentences={
        "self": ("I never knew who was away until report cards.",
                 "I like the {door} more than the students do.",
                 "I joined because my {list} kept getting longer."),
        "us": ("We read the {list} together on Mondays.",
               "Our schools use the same {call} script now.",
               "We learn faster when we fail in front of each other."),
        "now": ("Two missed days a month are a missed year by eighth grade.",
                "The winter gap starts in the second week of November."),
        "problem": ("The {call} works for a first absence and not for a tenth.",
                    "Students far from the bus are on every {list}.",
                    "Mondays are the worst, whatever we do at the door."),
        "collaboration": ("Another school lent us its {call} script.",
                          "We want to hear from schools that are like ours."),
        "method": ("We predicted five and saw two, so the {test} taught us something.",
                   "A {test} with one hallway was enough to know.",
                   "The {list} needs a date on it, or nobody trusts it."),
    },
    answers={
        "accomplishment": ("fewer first absences", "our team meets", "nothing yet"),
        "enabler": ("time to meet", "a coach", "other schools"),
        "barrier": ("no time", "old phone numbers", "people leave"),
        "wanted": ("help with data", "visits", "shorter forms"),
        "problem focus": ("mornings", "rides", "illness"),
        "how practice changed": ("we call sooner", "we look at data", "not much"),
        "why improvement": ("to learn what works", "we were asked to"),
        "what would spread it": ("a short guide", "visits"),
        "learning community": ("we share what fails", "we are polite but apart"),
    },
    context=(
        ("district", "Two bus lines were cut.", "hinders", 3, "Families were paired up."),
        ("state", "Attendance counts in the school report.", "enables", 1, ""),
    ),
)  # fmt: skip
