"""Asked and answered: surveys, the questions about ties, and members in their own words."""

from __future__ import annotations

from nicdev.tables.column import Column, Table, maybe

HEADING = "Asked and answered"
STATUS = ("invited", "responded", "partial", "opted_out")
# Who answered at least in part: only from these may there be answers and ties.
ANSWERED_STATUS = ("responded", "partial")


def _wave(help: str = "In which wave.", *, key: bool = True) -> Column:
    return Column("wave", "wave", help, "members", key=key, refers=("waves.wave",))


INSTRUMENTS = Table(
    "instruments",
    HEADING,
    "A row is a person who was asked to fill in a survey or the questions about ties; those who "
    "did not answer stand here too.",
    (
        _wave(),
        Column(
            "instrument",
            "choice",
            "Which of the two was sent.",
            "members",
            key=True,
            allowed=("survey", "sociometric"),
        ),
        Column("member_id", "id", "Who was asked.", key=True, refers=("members.member_id",)),
        Column("fielded_on", "date", "The day it was sent.", "hub"),
        Column("status", "choice", "What came back.", allowed=STATUS),
    ),
)

RESPONDENTS = Table(
    "respondents",
    HEADING,
    "A row is a filled-in survey; without member_id the survey was anonymous.",
    (
        _wave(),
        Column("respondent_id", "id", "The survey tool's code for the answer sheet.", key=True),
        maybe(
            Column(
                "member_id",
                "id",
                "Who filled it in; leave it out where the survey was anonymous.",
                refers=("members.member_id",),
            )
        ),
        maybe(
            Column(
                "org_id",
                "id",
                "The organization the person named.",
                "members",
                refers=("organizations.org_id",),
            )
        ),
        maybe(
            Column(
                "team_id",
                "id",
                "The team the person named.",
                "members",
                refers=("teams.team_id",),
            )
        ),
        maybe(
            Column(
                "is_hub",
                "flag",
                "Whether the person belongs to the hub.",
            )
        ),
    ),
)

ITEMS = Table(
    "items",
    HEADING,
    "A row is a statement or question of the survey, with its scale.",
    (
        Column("item_id", "id", "Your short name for the item.", "members", key=True),
        Column("key", "text", "The key of the indicator that it serves.", "members"),
        maybe(
            Column(
                "facet",
                "choice",
                "The facet it is about, where the indicator has facets.",
                "members",
                usual=("respect", "personal regard", "competence", "integrity"),
            )
        ),
        Column(
            "referent",
            "choice",
            "About whom the item asks.",
            "members",
            allowed=(
                "own_team",
                "other_teams",
                "hub",
                "members",
                "other_organizations",
                "network",
            ),
        ),
        maybe(
            Column(
                "asked_of",
                "choice",
                "Who was asked; empty means everyone.",
                "members",
                allowed=("everyone", "members", "hub"),
            )
        ),
        Column("text", "text", "The item, word for word.", "members"),
        Column("low", "number", "The lowest answer on the scale.", "members"),
        Column("high", "number", "The highest answer on the scale.", "members"),
        Column(
            "reversed",
            "flag",
            "Whether a high answer means less of what the indicator is about.",
            "members",
        ),
    ),
)

RESPONSES = Table(
    "responses",
    HEADING,
    "A row is one answer to one item, or the reason why there is none.",
    (
        _wave(),
        Column(
            "respondent_id",
            "id",
            "Whose answer.",
            key=True,
            refers=("respondents.respondent_id",),
        ),
        Column("item_id", "id", "To which item.", "members", key=True, refers=("items.item_id",)),
        maybe(
            Column(
                "value",
                "number",
                "The answer, on the item's scale.",
                unit="steps of the item's scale",
            )
        ),
        maybe(
            Column(
                "missing",
                "choice",
                "Why there is no answer.",
                "members",
                allowed=("skipped", "not_applicable", "dont_know", "not_asked"),
            )
        ),
    ),
    needs=("respondents", "items"),
)

RELATIONS = Table(
    "relations",
    HEADING,
    "A row is a question about ties as it was asked in one wave.",
    (
        Column("relation", "id", "Your short name for the relation.", "members", key=True),
        _wave(),
        Column("text", "text", "The question, word for word.", "members"),
        Column(
            "method",
            "choice",
            "How it was asked: from a list, by free naming, or as a whole grid.",
            "members",
            allowed=("roster", "names", "matrix"),
        ),
        maybe(
            Column(
                "max_names",
                "whole",
                "How many names could be given at most; empty where there was no limit.",
                "members",
                unit="names",
                low=1,
                high=1000,
            )
        ),
        Column(
            "scope",
            "choice",
            "About whom it could be answered.",
            "members",
            allowed=("all", "own_org", "own_region"),
        ),
        Column("directed", "flag", "Whether a tie has a direction.", "members"),
        Column("low", "number", "The lowest strength that could be given.", "members"),
        Column("high", "number", "The highest strength that could be given.", "members"),
        Column(
            "tie_from",
            "number",
            "The strength from which an answer counts as a tie.",
            "members",
        ),
    ),
)

TIE_ASKED = Table(
    "tie_asked",
    HEADING,
    "A row is a person who was asked about ties; a tie from anybody else is unknown.",
    (
        _wave(),
        Column(
            "relation",
            "id",
            "About which relation.",
            "members",
            key=True,
            refers=("relations.relation",),
        ),
        Column("member_id", "id", "Who was asked.", key=True, refers=("members.member_id",)),
        Column("status", "choice", "What came back.", allowed=STATUS),
    ),
    needs=("relations",),
)

TIES = Table(
    "ties",
    HEADING,
    "A row is a tie that one person reports to another.",
    (
        _wave(),
        Column(
            "relation",
            "id",
            "Of which relation.",
            "members",
            key=True,
            refers=("relations.relation",),
        ),
        Column("source", "id", "Who reports it.", key=True, refers=("members.member_id",)),
        Column("target", "id", "To whom.", key=True, refers=("members.member_id",)),
        Column(
            "strength",
            "number",
            "How strong it is, on the relation's scale.",
            unit="steps of the relation's scale",
        ),
    ),
    needs=("relations", "tie_asked"),
)

VOICES = Table(
    "voices",
    HEADING,
    "A row is one choice of one person in a question about their experience.",
    (
        _wave(),
        Column(
            "respondent_id", "id", "Who says so.", key=True, refers=("respondents.respondent_id",)
        ),
        Column(
            "question",
            "choice",
            "What was asked.",
            "members",
            key=True,
            allowed=(
                "accomplishment",
                "enabler",
                "barrier",
                "wanted",
                "problem focus",
                "how practice changed",
                "why improvement",
                "what would spread it",
                "learning community",
            ),
        ),
        Column("answer", "choice", "What was chosen; a row for each choice.", "members", key=True),
        maybe(
            Column(
                "other_text",
                "text",
                "What the person wrote beside it.",
                key=True,
            )
        ),
    ),
    needs=("respondents",),
)

ANSWERED = (
    INSTRUMENTS,
    RESPONDENTS,
    ITEMS,
    RESPONSES,
    RELATIONS,
    TIE_ASKED,
    TIES,
    VOICES,
)
