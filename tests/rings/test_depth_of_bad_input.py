"""Networks that are hardly any: each new question has a verdict and a sentence, and no warning."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import Open

from nicdev.framework import framework
from nicdev.language import locale

DAY = "2024-01-01"
Frames = dict[str, pd.DataFrame]
KEYS = (
    "roles.membership.composition", "roles.membership.handover", "roles.membership.variety",
    "roles.membership.expertise_left", "roles.participation.hours",
    "roles.participation.trajectories", "roles.participation.regularity",
    "roles.participation.meeting_places", "roles.trust.within_and_between", "roles.trust.change",
    "roles.trust.facets", "roles.trust.relations", "roles.trust.between_organizations",
    "roles.trust.support",
)  # fmt: skip


def network(count: int, *, hub: bool = False, named: bool = True, value: int = 0) -> Frames:
    """So many members of one organisation and one team, with two waves of everything."""
    ids = [f"a{at}" for at in range(count)]
    waves = ["w1", "w2"]
    sheets = [(wave, f"{wave}{one}", one) for wave in waves for one in ids]
    answers = [
        (wave, sheet, item, value or 1 + (at * (2 + len(item))) % 5)
        for at, (wave, sheet, _) in enumerate(sheets)
        for item in ("i", "ii", "iii")
    ]
    respondents = pd.DataFrame(sheets, columns=["wave", "respondent_id", "member_id"])
    return {
        "members": pd.DataFrame({"member_id": ids, "observed_from": DAY, "joined_on": DAY}),
        "waves": pd.DataFrame({"wave": waves, "label": waves,
                               "starts_on": ["2024-01-01", "2024-07-01"],
                               "ends_on": ["2024-06-30", "2024-12-31"]}),
        "organizations": pd.DataFrame({"org_id": ["o"], "name": ["O"], "kind": ["school"],
                                       "joined_on": [DAY]}),
        "teams": pd.DataFrame({"team_id": ["t"], "name": ["T"], "kind": ["improvement team"]}),
        "memberships": pd.DataFrame({"member_id": ids, "team_id": "t"}),
        "roles": pd.DataFrame({"member_id": ids, "org_id": "o", "role": "teacher",
                               "hub_tier": "central" if hub else "none", "from_on": DAY}),
        "expertise": pd.DataFrame({"member_id": ids, "domain": "problem", "level": 3,
                                   "as_of": DAY, "source": "self"}),
        "events": pd.DataFrame({"event_id": ["e1", "e2"], "structure": "team time",
                                "team_id": "t", "held_on": ["2024-02-01", "2024-08-01"],
                                "duration_hours": 1}),
        "attendance": pd.DataFrame({"event_id": ["e1", "e2"], "member_id": ids[0]}),
        "respondents": respondents if named else respondents.drop(columns="member_id"),
        "items": pd.DataFrame({"item_id": ["i", "ii", "iii"], "key": "roles.trust.facets",
                               "facet": "respect", "referent": "own_team",
                               "text": ["One", "Two", "Three"], "low": 1, "high": 5,
                               "reversed": ["no", "yes", "no"]}),
        "responses": pd.DataFrame(answers,
                                  columns=["wave", "respondent_id", "item_id", "value"]),
    }  # fmt: skip


def late(frames: Frames) -> Frames:
    """All but one joined after the waves."""
    after = [DAY] + ["2025-02-01"] * (len(frames["members"]) - 1)
    return frames | {"members": frames["members"].assign(joined_on=after, observed_from=after)}


BAD = {
    "three people": network(3), "everybody in the hub": network(8, hub=True),
    "no names": network(8, named=False), "one answer": network(8, value=4),
    "nobody but members": {"members": network(3)["members"]}, "joined later": late(network(6)),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_verdict_and_a_sentence_and_no_warning(opened: Open, name: str) -> None:
    desk = opened(BAD[name])
    words = {word for group in framework().verdicts.values() for word in group}
    for key in KEYS:
        assert {word for _, word in desk.evidence(key).verdicts} <= words, key
        for edition, made in desk.shown(key).block["editions"].items():
            question = locale("en").say(f"indicators.{key}.question")
            assert question.replace("'", "&#39;") in str(made["html"]), (key, edition)
