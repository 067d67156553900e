"""The work, continued: measures, documents and their codings, context, kept pictures, decisions."""

from __future__ import annotations

from nicdev.tables.column import Column, Table, maybe

HEADING = "The work"


def _practical(name: str, help: str) -> Column:
    return maybe(Column(name, "flag", help, "members"))


MEASURES = Table(
    "measures",
    HEADING,
    "A row is something that the network counts or measures again and again.",
    (
        Column("measure_id", "id", "Your short name for the measure.", "members", key=True),
        Column("name", "text", "The name as it is shown on a page.", "members"),
        Column(
            "family",
            "choice",
            "What the measure is for.",
            "members",
            allowed=("outcome", "driver", "process", "balancing"),
        ),
        maybe(
            Column(
                "driver_id",
                "id",
                "The driver it belongs to.",
                "members",
                refers=("theory.node_id",),
            )
        ),
        Column(
            "direction",
            "choice",
            "Which direction is hoped for.",
            "members",
            allowed=("up", "down"),
        ),
        Column("unit", "text", "The unit as it is shown on a page.", "members", may_be_empty=True),
        Column("numerator", "text", "What is counted.", "members", may_be_empty=True),
        Column("denominator", "text", "Out of what it is counted.", "members", may_be_empty=True),
        Column(
            "frequency",
            "choice",
            "How often it is taken.",
            "members",
            may_be_empty=True,
            usual=("daily", "weekly", "monthly", "quarterly", "yearly"),
        ),
        maybe(Column("target", "number", "The network's own target.", "members")),
        maybe(Column("target_on", "date", "The day the target is for.", "members")),
        maybe(Column("owner_role", "text", "Which role looks after it.", "members")),
        Column("shared", "flag", "Whether all teams are meant to use it.", "members"),
        _practical("actionable", "Whether teams can act on what it shows."),
        _practical("low_burden", "Whether it takes little time."),
        _practical("timely", "Whether it comes back soon enough to act on."),
        _practical("trusted", "Whether teams trust it."),
        _practical("embedded", "Whether it is part of everyday work."),
    ),
)

MEASUREMENTS = Table(
    "measurements",
    HEADING,
    "A row is one point of a measure: a value, or a count out of a total.",
    (
        Column(
            "measure_id",
            "id",
            "Which measure.",
            "members",
            key=True,
            refers=("measures.measure_id",),
        ),
        Column(
            "site_id",
            "id",
            "The organization or team it is about.",
            "members",
            key=True,
            refers=("organizations.org_id", "teams.team_id"),
        ),
        Column("on", "date", "The day it is about, or its first day.", "members", key=True),
        maybe(
            Column(
                "group",
                "choice",
                "The group of students it is about; empty for all of them.",
                "members",
                key=True,
            )
        ),
        maybe(Column("value", "number", "The value.", unit="the measure's")),
        maybe(Column("numerator", "number", "How many were counted.", unit="count", low=0)),
        maybe(Column("denominator", "number", "Out of how many.", unit="count", low=0)),
        maybe(Column("reported_on", "date", "The day it reached the network.", "hub")),
        maybe(Column("missing_reason", "choice", "Why there is no value.", "hub")),
        maybe(Column("note", "text", "Whatever a reader should know about this point.")),
    ),
    dated_by="on",
    needs=("measures",),
)

MEASURE_EVENTS = Table(
    "measure_events",
    HEADING,
    "A row is something that happened to a measure and is marked on its chart.",
    (
        Column("measure_id", "id", "Which measure.", "members", refers=("measures.measure_id",)),
        maybe(
            Column(
                "site_id",
                "id",
                "Where; empty for everywhere.",
                "members",
                refers=("organizations.org_id", "teams.team_id"),
            )
        ),
        Column("from_on", "date", "First day.", "members"),
        maybe(Column("to_on", "date", "Last day; empty for a moment.", "members")),
        Column(
            "kind",
            "choice",
            "A change that was made, limits frozen, a new definition, a new name, or a gap.",
            "members",
            allowed=("phase", "freeze", "definition", "rename", "gap"),
        ),
        Column("note", "text", "The words on the chart.", "members", may_be_empty=True),
    ),
    dated_by="from_on",
    needs=("measures",),
    spans=(("from_on", "to_on"),),
)

DOCUMENTS = Table(
    "documents",
    HEADING,
    "A row is a text: minutes, a post, an interview, a reflection.",
    (
        Column("document_id", "id", "Your short name for the document.", key=True),
        Column("on", "date", "The day it was written or said.", "hub"),
        maybe(Column("wave", "wave", "In which wave.", "members", refers=("waves.wave",))),
        Column(
            "kind",
            "choice",
            "What it is.",
            "members",
            allowed=(
                "root cause",
                "minutes",
                "post",
                "interview",
                "focus group",
                "video",
                "reflection",
                "other",
            ),
        ),
        maybe(
            Column("member_id", "id", "Who wrote or said it.", refers=("members.member_id",)),
        ),
        maybe(
            Column(
                "voice",
                "choice",
                "Whether a member or the hub speaks, where the person is not recorded.",
                "members",
                allowed=("hub", "member"),
            )
        ),
        Column("text", "text", "The text itself."),
        Column(
            "consent",
            "choice",
            "Who may read a quotation from it.",
            allowed=("evaluator", "hub", "members", "public"),
        ),
    ),
    dated_by="on",
)

CODINGS = Table(
    "codings",
    HEADING,
    "A row is one code that one coder gave or did not give to a text or a test; a unit that was "
    "read has a row for every code, 0 included.",
    (
        Column(
            "unit_kind",
            "choice",
            "What was read.",
            "members",
            key=True,
            allowed=("document", "cycle"),
        ),
        Column(
            "unit_id",
            "id",
            "Which one was read.",
            key=True,
            refers=("documents.document_id", "cycles.cycle_id"),
        ),
        Column("coder", "id", "Your code for whoever read it.", key=True),
        Column("code", "choice", "Which code.", "members", key=True),
        Column("value", "number", "0 for absent, 1 for present, or a step of the rubric."),
    ),
    follows="unit_id",
)

CONTEXT = Table(
    "context",
    HEADING,
    "A row is something around the network that helps or hinders it.",
    (
        Column("factor_id", "id", "Your short name for it.", "members", key=True),
        Column(
            "level",
            "choice",
            "Where it comes from.",
            "members",
            allowed=("school", "district", "state", "federal", "field"),
        ),
        Column("text", "text", "What it is.", "members"),
        Column(
            "direction",
            "choice",
            "Whether it helps or hinders.",
            "members",
            allowed=("enables", "hinders"),
        ),
        Column(
            "strength",
            "whole",
            "From 1, a little, to 3, a lot.",
            "members",
            unit="steps from 1 to 3",
            low=1,
            high=3,
        ),
        Column("from_on", "date", "The day from which it was felt.", "members"),
        maybe(Column("to_on", "date", "The day until which it was felt.", "members")),
        maybe(Column("response", "text", "What the network did about it.", "members")),
    ),
    dated_by="from_on",
    spans=(("from_on", "to_on"),),
)

LAYOUT = Table(
    "layout",
    HEADING,
    "A row is where a node stands in a picture, kept so that it stays there from wave to wave.",
    (
        Column("node", "id", "The id of the organization, team or box.", "members", key=True),
        Column("x", "number", "How far to the right.", "members"),
        Column("y", "number", "How far up.", "members"),
    ),
)

DECISIONS = Table(
    "decisions",
    HEADING,
    "A row is something decided in a reflection session, read back in the next wave.",
    (
        Column("decision_id", "id", "Your short name for the decision.", "members", key=True),
        Column("on", "date", "The day of the session.", "members"),
        Column("wave", "wave", "The wave whose brief was read.", "members", refers=("waves.wave",)),
        maybe(Column("key", "text", "The key of the indicator it was about.", "members")),
        Column("text", "text", "What was decided.", "members"),
        Column("role", "text", "Which role or team will see to it.", "members"),
        Column("test", "text", "Which test comes of it.", "members", may_be_empty=True),
        Column("by_when", "date", "By which day.", "members", may_be_empty=True),
        maybe(Column("became", "text", "What became of it.", "members")),
    ),
    dated_by="on",
    spans=(("on", "by_when"),),
)

RECORDS = (
    MEASURES,
    MEASUREMENTS,
    MEASURE_EVENTS,
    DOCUMENTS,
    CODINGS,
    CONTEXT,
    LAYOUT,
    DECISIONS,
)
