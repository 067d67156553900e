"""What happened: waves, events and who came, activity between events, the hub's support."""

from __future__ import annotations

from nicdev.tables.column import Column, Table, maybe

HEADING = "What happened"

WAVES = Table(
    "waves",
    HEADING,
    "A row is a span of time that is looked at as a whole; waves do not overlap.",
    (
        Column("wave", "id", "Your short name for the wave.", "members", key=True),
        Column("label", "text", "The name as it is shown on a page.", "members"),
        Column("starts_on", "date", "First day of the wave.", "members"),
        Column("ends_on", "date", "Last day of the wave.", "members"),
    ),
    spans=(("starts_on", "ends_on"),),
)

EVENTS = Table(
    "events",
    HEADING,
    "A row is an occasion to take part in: a convening, a coaching call, team time.",
    (
        Column("event_id", "id", "Your short name for the event.", "hub", key=True),
        Column(
            "structure",
            "choice",
            "What kind of occasion it was, in the words of the network.",
            "members",
            usual=(
                "convening",
                "affinity meeting",
                "coaching",
                "training",
                "site visit",
                "check-in call",
                "peer consultancy",
                "team time",
                "forum",
            ),
        ),
        maybe(
            Column(
                "team_id",
                "id",
                "The team it was for; empty where it was for everybody.",
                "members",
                refers=("teams.team_id",),
            )
        ),
        Column("held_on", "date", "The day it was held, or its first day.", "members"),
        maybe(
            Column(
                "duration_hours",
                "number",
                "How long it lasted.",
                "members",
                unit="hours",
                low=0,
                high=200,
            )
        ),
        maybe(
            Column(
                "driver_id",
                "id",
                "The driver of the theory that it was about.",
                "members",
                refers=("theory.node_id",),
            )
        ),
        maybe(
            Column(
                "protocol",
                "choice",
                "The agreed way in which data or work were looked at, if there was one.",
                "members",
                usual=("data-driven dialogue", "what, so what, now what", "consultancy"),
            )
        ),
    ),
    dated_by="held_on",
)

INVITATIONS = Table(
    "invitations",
    HEADING,
    "A row is a person who was invited to an event; without this table everybody on the roster "
    "that day was, or the event's team.",
    (
        Column("event_id", "id", "Which event.", "hub", key=True, refers=("events.event_id",)),
        Column("member_id", "id", "Who was invited.", key=True, refers=("members.member_id",)),
    ),
    follows="event_id",
    needs=("events",),
)

ATTENDANCE = Table(
    "attendance",
    HEADING,
    "A row is a person who came to an event, or the number of people who came from a team.",
    (
        Column("event_id", "id", "Which event.", "hub", key=True, refers=("events.event_id",)),
        maybe(
            Column(
                "member_id",
                "id",
                "Who came; empty where only a team's headcount is known.",
                key=True,
                refers=("members.member_id",),
            )
        ),
        maybe(
            Column(
                "duration_hours",
                "number",
                "How long the person stayed; empty for the whole event.",
                unit="hours",
                low=0,
                high=200,
            )
        ),
        maybe(
            Column(
                "team_id",
                "id",
                "The team that is counted; empty where the person is known.",
                "members",
                key=True,
                refers=("teams.team_id",),
            )
        ),
        maybe(
            Column(
                "headcount",
                "whole",
                "How many people came from the team.",
                "hub",
                unit="people",
                low=0,
                high=10_000,
            )
        ),
    ),
    follows="event_id",
    needs=("events",),
)

ACTIVITY = Table(
    "activity",
    HEADING,
    "A row is something a person did between events, such as a post or an upload.",
    (
        Column("member_id", "id", "Who did it.", refers=("members.member_id",)),
        Column("on", "date", "The day it was done."),
        Column(
            "structure",
            "choice",
            "What kind of activity it was, in the words of the network.",
            "members",
            usual=("post", "upload", "view", "message"),
        ),
        maybe(
            Column(
                "cycle_id",
                "id",
                "The test it was about, if any.",
                "hub",
                refers=("cycles.cycle_id",),
            )
        ),
    ),
    dated_by="on",
)

SUPPORT = Table(
    "support",
    HEADING,
    "A row is support that a team asked for, was promised or was given by the hub.",
    (
        Column("on", "date", "The day it was asked for, promised or given.", "hub"),
        Column("team_id", "id", "Which team.", "members", refers=("teams.team_id",)),
        Column(
            "kind",
            "choice",
            "What kind of support.",
            "members",
            allowed=("coaching", "data help", "visit", "other"),
        ),
        maybe(
            Column(
                "duration_hours",
                "number",
                "How long it took.",
                "hub",
                unit="hours",
                low=0,
                high=200,
            )
        ),
        Column(
            "kept",
            "choice",
            "How far it got.",
            "members",
            allowed=("asked", "promised", "given"),
        ),
    ),
    dated_by="on",
)

HAPPENED = (WAVES, EVENTS, INVITATIONS, ATTENDANCE, ACTIVITY, SUPPORT)
