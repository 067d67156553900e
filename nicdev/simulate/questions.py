"""The made-up survey: items in words of our own, each with the key of the indicator it serves."""

from __future__ import annotations

from dataclasses import dataclass

TRUST = "roles.trust.facets"
FACETS = ("respect", "personal regard", "competence", "integrity")
DRY = "integrity"  # the facet whose items may be made not to go together


@dataclass(frozen=True)
class Item:
    """One item: where most answers lie on a scale from 1 to 5, and how it is asked."""

    item: str
    key: str
    referent: str
    text: str
    middle: float
    facet: str = ""
    asked_of: str = ""
    reversed: bool = False


def _trust(referent: str, *texts: tuple[str, str, float]) -> tuple[Item, ...]:
    short = {"own_team": "own", "other_teams": "oth", "hub": "hub"}[referent]
    count: dict[str, int] = {}
    made = []
    for facet, text, middle in texts:
        count[facet] = count.get(facet, 0) + 1
        name = f"tr_{short}_{facet.split()[0]}{count[facet]}"
        of = "members" if referent == "hub" else ""
        made.append(Item(name, TRUST, referent, text, middle, facet, of))
    return tuple(made)


ITEMS: tuple[Item, ...] = (
    *_trust(
        "own_team",
        ("respect", "In my team, people hear each other out.", 4.2),
        ("respect", "My team takes a view seriously that differs from its own.", 4.0),
        ("personal regard", "People in my team notice when somebody has a hard week.", 4.1),
        ("personal regard", "My team makes room for what goes on in our lives.", 3.9),
        ("competence", "People in my team know what they are doing.", 4.2),
        ("competence", "I would hand my class to anyone in my team for a day.", 3.9),
        ("integrity", "My team does what it said it would do.", 4.0),
        ("integrity", "When a test fails, my team says so.", 4.0),
    ),
    *_trust(
        "other_teams",
        ("respect", "Other teams treat our work as worth their time.", 3.7),
        ("personal regard", "People in other teams go out of their way to help us.", 3.5),
        ("competence", "What other teams have tested is worth trying here.", 3.8),
        ("integrity", "Other teams tell the whole story, and not only what went well.", 3.6),
    ),
    *_trust(
        "hub",
        ("respect", "The hub asks for our view before it decides.", 3.7),
        ("personal regard", "The hub cares how much this work asks of us.", 3.5),
        ("competence", "The hub knows how to run a network like this one.", 3.9),
        ("integrity", "The hub keeps its promises.", 3.7),
    ),
    Item("problem_1", "technical.problem.shared_understanding", "network",
         "People across the network would describe our problem much as I do.", 3.6),
    Item("problem_2", "technical.problem.shared_understanding", "network",
         "I could tell a new colleague what lies behind our problem.", 3.8),
    Item("theory_1", "technical.theory.drivers_known", "network",
         "I can say which drivers the network works on.", 3.3),
    Item("theory_2", "technical.theory.drivers_known", "network",
         "I can say how what I test is meant to reach our aim.", 3.4),
    Item("value_1", "roles.participation.value", "network",
         "What I get from this network is worth the hours I put in.", 3.7),
    Item("value_2", "roles.participation.value", "network",
         "I take something from our meetings that I use the week after.", 3.6),
    Item("identity_1", "culture.identity.identification", "network",
         "When I talk about this network, I say we.", 3.4),
    Item("identity_2", "culture.identity.identification", "network",
         "What this network achieves feels like my own doing, too.", 3.3),
    Item("identity_3", "culture.identity.identification", "network",
         "I would be sorry to see this network end.", 3.8),
    Item("identity_4", "culture.identity.identification", "network",
         "What I learn here adds to what all of us know.", 3.5),
    Item("safety_1", "culture.evidence.safety", "members",
         "I can show data that look bad and still be at ease.", 3.5),
    Item("safety_2", "culture.evidence.safety", "members",
         "In this network, a test that fails is held against you.", 2.3, reversed=True),
    Item("safety_3", "culture.evidence.safety", "members",
         "People here ask hard questions without hurting anybody.", 3.6),
    Item("seeking_1", "culture.evidence.seeking", "other_organizations",
         "Before I plan a test, I look at what others have tried.", 3.1),
    Item("seeking_2", "culture.evidence.seeking", "other_organizations",
         "I ask people at other schools how their tests went.", 3.0),
)  # fmt: skip

# Asked after those above, with a stream of answers of their own: what was drawn before stays.
MORE: tuple[Item, ...] = (
    Item("contribution_1", "culture.identity.contribution", "network",
         "I can see what our tests add to what all of us know.", 3.4),
    Item("commitment_1", "culture.evidence.commitment", "network",
         "Before we change something for good, we test it.", 3.5),
    Item("innovation_1", "culture.evidence.innovation", "members",
         "People here like to try what nobody has tried.", 3.4),
)  # fmt: skip
