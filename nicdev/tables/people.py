"""People and groups: who is in the network, where they belong, what they do and know."""

from __future__ import annotations

from nicdev.tables.column import Column, Table, maybe

HEADING = "People and groups"

ORGANIZATIONS = Table(
    "organizations",
    HEADING,
    "A row is an organization that takes part: a school, a district, a university.",
    (
        Column("org_id", "id", "Your short name for the organization.", "members", key=True),
        Column("name", "text", "The name as it is shown on a page.", "members"),
        Column(
            "kind",
            "choice",
            "What kind of organization it is.",
            "members",
            usual=("school", "district", "university", "intermediary", "foundation"),
        ),
        maybe(
            Column(
                "sector",
                "choice",
                "Which sector it belongs to.",
                "members",
                usual=("public", "charter", "private", "non-profit"),
            )
        ),
        maybe(
            Column(
                "locale",
                "choice",
                "What kind of place it is in.",
                "members",
                usual=("city", "suburb", "town", "rural"),
            )
        ),
        maybe(
            Column(
                "region",
                "choice",
                "Which region of the network it belongs to.",
                "members",
            )
        ),
        Column("joined_on", "date", "The day the organization joined the network.", "hub"),
        maybe(
            Column(
                "left_on",
                "date",
                "The last day of the organization in the network; empty while it takes part.",
                "hub",
            )
        ),
    ),
    dated_by="joined_on",
    spans=(("joined_on", "left_on"),),
)

TEAMS = Table(
    "teams",
    HEADING,
    "A row is a group that works together: an improvement team, an affinity group, the hub.",
    (
        Column("team_id", "id", "Your short name for the team.", "members", key=True),
        maybe(
            Column(
                "org_id",
                "id",
                "The organization the team belongs to; empty where it spans several.",
                "members",
                refers=("organizations.org_id",),
            )
        ),
        Column("name", "text", "The name as it is shown on a page.", "members"),
        Column(
            "kind",
            "choice",
            "What kind of team it is.",
            "members",
            allowed=("improvement team", "affinity group", "hub"),
        ),
        maybe(
            Column(
                "driver_id",
                "id",
                "The driver of the theory that the team works on.",
                "members",
                refers=("theory.node_id",),
            )
        ),
        maybe(
            Column(
                "priority",
                "text",
                "What the team has chosen to work on first.",
                "hub",
            )
        ),
    ),
)

MEMBERS = Table(
    "members",
    HEADING,
    "A row is a person on the roster, whether still a member or not.",
    (
        Column("member_id", "id", "Your code for the person, never a name.", key=True),
        Column(
            "observed_from",
            "date",
            "The day from which your records show what this person did.",
        ),
        Column("joined_on", "date", "The day the person joined the network."),
        maybe(
            Column(
                "left_on",
                "date",
                "The person's last day in the network; empty for members of today.",
            )
        ),
        maybe(
            Column(
                "left_reason",
                "choice",
                "Why the person left, in a few words that you use in the same way for everybody.",
                usual=("changed job", "retired", "no time", "organization left", "other"),
            )
        ),
        maybe(
            Column(
                "years_improving",
                "number",
                "How many years of improvement work the person had behind them when joining.",
                unit="years",
                low=0,
                high=80,
            )
        ),
    ),
    dated_by="joined_on",
    spans=(("joined_on", "left_on"),),
)

ROLES = Table(
    "roles",
    HEADING,
    "A row is a role that a person held for a time; a change of role is a new row.",
    (
        Column("member_id", "id", "Who held the role.", key=True, refers=("members.member_id",)),
        Column(
            "org_id",
            "id",
            "For which organization.",
            "members",
            key=True,
            refers=("organizations.org_id",),
        ),
        Column(
            "role",
            "choice",
            "The role, in the words of the network.",
            "hub",
            key=True,
            usual=("teacher", "principal", "coach", "district leader", "researcher"),
        ),
        Column(
            "hub_tier",
            "choice",
            "Which part of the hub the role belongs to, if any.",
            "hub",
            allowed=("none", "lead", "regional", "central"),
        ),
        Column("from_on", "date", "First day in the role.", key=True),
        maybe(
            Column(
                "to_on",
                "date",
                "Last day in the role; empty while it is held.",
            )
        ),
        maybe(
            Column(
                "replaces",
                "id",
                "Whom this person took the role over from.",
                refers=("members.member_id",),
            )
        ),
    ),
    dated_by="from_on",
    spans=(("from_on", "to_on"),),
)

MEMBERSHIPS = Table(
    "memberships",
    HEADING,
    "A row is a person in a team; people may be in several teams.",
    (
        Column("member_id", "id", "Who is in the team.", key=True, refers=("members.member_id",)),
        Column("team_id", "id", "Which team.", "members", key=True, refers=("teams.team_id",)),
        maybe(
            Column(
                "from_on",
                "date",
                "First day in the team; empty for as long as the person has been a member.",
                key=True,
            )
        ),
        maybe(
            Column(
                "to_on",
                "date",
                "Last day in the team; empty while it lasts.",
            )
        ),
    ),
    dated_by="from_on",
    spans=(("from_on", "to_on"),),
)

EXPERTISE = Table(
    "expertise",
    HEADING,
    "A row is how much a person knows of one domain, as seen on one day.",
    (
        Column("member_id", "id", "Who.", key=True, refers=("members.member_id",)),
        Column(
            "domain",
            "choice",
            "Expertise in the problem, in improvement methods, in running a network, or another.",
            "members",
            key=True,
            allowed=("problem", "improvement", "network", "other"),
        ),
        Column(
            "level",
            "whole",
            "From 0, none yet, to 4, teaches others.",
            unit="steps from 0 to 4",
            low=0,
            high=4,
        ),
        Column("as_of", "date", "The day on which this was said.", key=True),
        Column(
            "source",
            "choice",
            "Who said so: the person, or the hub.",
            "hub",
            key=True,
            allowed=("self", "hub"),
        ),
    ),
    dated_by="as_of",
)

MEMBER_GROUPS = Table(
    "member_groups",
    HEADING,
    "A row is a group that a person says they belong to; equity cuts are made of these.",
    (
        Column("member_id", "id", "Who.", key=True, refers=("members.member_id",)),
        Column(
            "attribute",
            "choice",
            "What is described.",
            "hub",
            key=True,
            usual=("gender", "race or ethnicity", "grade band"),
        ),
        Column("value", "choice", "How the person describes it.", "hub", key=True),
    ),
)

PEOPLE = (ORGANIZATIONS, TEAMS, MEMBERS, ROLES, MEMBERSHIPS, EXPERTISE, MEMBER_GROUPS)
