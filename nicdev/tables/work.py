"""The work: aims and theory, tests of change and what was learned from them."""

from __future__ import annotations

from nicdev.tables.column import Column, Table, maybe

HEADING = "The work"

AIMS = Table(
    "aims",
    HEADING,
    "A row is one wording of the network's aim; a new wording is a new row.",
    (
        Column("version", "id", "Your short name for the wording.", "members", key=True),
        Column("dated_on", "date", "The day it was agreed on.", "members"),
        Column("text", "text", "The aim, word for word.", "members"),
        Column("what", "text", "What is to become better.", "members", may_be_empty=True),
        Column("for_whom", "text", "For whom.", "members", may_be_empty=True),
        Column("how_much", "text", "By how much.", "members", may_be_empty=True),
        Column("by_when", "date", "By which day.", "members", may_be_empty=True),
        maybe(Column("equity", "text", "What the aim says about equity.", "members")),
    ),
    dated_by="dated_on",
    spans=(("dated_on", "by_when"),),
)

THEORY = Table(
    "theory",
    HEADING,
    "A row is a box of the driver diagram, in one version of it.",
    (
        Column(
            "version",
            "id",
            "Which version of the theory.",
            "members",
            key=True,
            refers=("theory_versions.version",),
        ),
        Column(
            "node_id",
            "id",
            "Your short name for the box, the same in every version.",
            "members",
            key=True,
        ),
        Column(
            "kind",
            "choice",
            "What the box is.",
            "members",
            allowed=("aim", "primary driver", "secondary driver", "change idea"),
        ),
        Column("text", "text", "What stands in it.", "members"),
        Column(
            "parents",
            "ids",
            "The boxes it leads to in the same version; empty for the aim.",
            "members",
            may_be_empty=True,
            refers=("theory.node_id",),
        ),
    ),
    follows="version",
)

THEORY_VERSIONS = Table(
    "theory_versions",
    HEADING,
    "A row is a version of the driver diagram.",
    (
        Column("version", "id", "Your short name for the version.", "members", key=True),
        Column("dated_on", "date", "The day from which it was used.", "members"),
        Column(
            "note", "text", "What was changed, and because of what.", "members", may_be_empty=True
        ),
    ),
    dated_by="dated_on",
)

CYCLES = Table(
    "cycles",
    HEADING,
    "A row is one test of change: plan, do, study, act.",
    (
        Column("cycle_id", "id", "Your short name for the test.", "members", key=True),
        Column("team_id", "id", "The team that tested.", "members", refers=("teams.team_id",)),
        maybe(
            Column(
                "org_id",
                "id",
                "The organization in which it was tested.",
                "members",
                refers=("organizations.org_id",),
            )
        ),
        Column(
            "idea_id",
            "id",
            "The change idea tested.",
            "members",
            refers=("theory.node_id",),
        ),
        maybe(
            Column(
                "driver_id",
                "id",
                "The driver that the idea is meant to move.",
                "members",
                refers=("theory.node_id",),
            )
        ),
        maybe(Column("series_id", "id", "The series of linked tests it belongs to.", "members")),
        Column("started_on", "date", "The day the test began.", "members"),
        maybe(Column("ended_on", "date", "The day it ended; empty while it runs.", "members")),
        Column("plan", "text", "What was planned.", may_be_empty=True),
        Column("prediction", "text", "What was expected to happen.", may_be_empty=True),
        maybe(
            Column(
                "measure_id",
                "id",
                "The measure that was to show it.",
                "members",
                refers=("measures.measure_id",),
            )
        ),
        Column("done", "text", "What was done.", may_be_empty=True),
        maybe(Column("as_planned", "flag", "Whether it went as planned.", "hub")),
        Column("observed", "text", "What was seen.", may_be_empty=True),
        Column("study", "text", "What the comparison with the prediction said.", may_be_empty=True),
        maybe(
            Column(
                "matched",
                "choice",
                "Whether the prediction came true.",
                "members",
                allowed=("yes", "partly", "no"),
            )
        ),
        Column("learning", "text", "What was learned.", may_be_empty=True),
        Column(
            "decision",
            "choice",
            "What was decided to do with the idea.",
            "members",
            allowed=("adopt", "adapt", "abandon", "expand", "undecided"),
        ),
        Column(
            "scale",
            "choice",
            "How wide the test was.",
            "members",
            allowed=(
                "one student",
                "one classroom",
                "several classrooms",
                "school",
                "several schools",
            ),
        ),
        Column(
            "builds_on",
            "ids",
            "The tests it builds on, the team's own or others'.",
            "members",
            may_be_empty=True,
            refers=("cycles.cycle_id",),
        ),
        maybe(Column("shared_on", "date", "The day it was shared beyond the team.", "members")),
        Column(
            "may_share",
            "flag",
            "Whether the team lets other teams read it.",
            "hub",
        ),
    ),
    dated_by="started_on",
    spans=(("started_on", "ended_on"),),
)

CYCLE_MEMBERS = Table(
    "cycle_members",
    HEADING,
    "A row is a person who worked on a test; tests may have several authors.",
    (
        Column("cycle_id", "id", "Which test.", "members", key=True, refers=("cycles.cycle_id",)),
        Column("member_id", "id", "Who.", key=True, refers=("members.member_id",)),
    ),
    follows="cycle_id",
    needs=("cycles",),
)

LEARNINGS = Table(
    "learnings",
    HEADING,
    "A row is a step of something learned on its way to other teams; each step is a new row.",
    (
        Column("learning_id", "id", "Your short name for what was learned.", "members", key=True),
        Column(
            "idea_id", "id", "The change idea it is about.", "members", refers=("theory.node_id",)
        ),
        Column(
            "cycles",
            "ids",
            "The tests it comes from.",
            "members",
            may_be_empty=True,
            refers=("cycles.cycle_id",),
        ),
        Column(
            "status",
            "choice",
            "How far it has come.",
            "members",
            key=True,
            allowed=("harvested", "warranted", "packaged", "offered"),
        ),
        Column("on", "date", "The day it came so far.", "members"),
        Column("version", "id", "Which version of it.", "members", key=True),
    ),
    dated_by="on",
)

UPTAKES = Table(
    "uptakes",
    HEADING,
    "A row is a team that took up something learned elsewhere.",
    (
        Column(
            "learning_id",
            "id",
            "What was taken up.",
            "members",
            key=True,
            refers=("learnings.learning_id",),
        ),
        Column(
            "team_id",
            "id",
            "Which team.",
            "members",
            key=True,
            refers=("teams.team_id",),
        ),
        Column("on", "date", "The day it began to use it.", "members", key=True),
    ),
    dated_by="on",
    needs=("learnings",),
)

TESTING = (AIMS, THEORY, THEORY_VERSIONS, CYCLES, CYCLE_MEMBERS, LEARNINGS, UPTAKES)
