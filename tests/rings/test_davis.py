"""Real input: the southern women of Davis, Gardner and Gardner (1941), as networkx carries them.

18 people and 14 events become a data folder and go the whole way. The counts come from the golden
file that networkx makes; everything that the data cannot speak to says so.
"""

from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest
from conftest import Open, golden

from nicdev.desk import Desk
from nicdev.framework import framework
from nicdev.press.fragments import text_of

# The dates as manynet carries them are not in order of the events' numbers; here each event gets a
# day so that the order of days is not the order of names either.
DAYS = [f"1936-{month:02d}-15" for month in (6, 3, 4, 9, 2, 5, 3, 9, 4, 6, 2, 4, 11, 8)]


def davis() -> dict[str, pd.DataFrame]:
    graph = nx.davis_southern_women_graph()
    women = [n for n, d in graph.nodes(data=True) if d["bipartite"] == 0]
    events = [n for n, d in graph.nodes(data=True) if d["bipartite"] == 1]
    return {
        "members": pd.DataFrame({"member_id": women, "observed_from": "1936-01-01",
                                 "joined_on": "1936-01-01"}),
        "events": pd.DataFrame({"event_id": events, "structure": "social event",
                                "held_on": DAYS}),
        "attendance": pd.DataFrame([{"event_id": e, "member_id": w} for w, e in graph.edges()]),
    }  # fmt: skip


@pytest.fixture
def desk(opened: Open) -> Desk:
    return opened(davis())


def figures(name: str) -> dict[str, float]:
    return {
        r["of"]: float(r["value"]) for r in golden("networks_attendance") if r["figure"] == name
    }


def test_every_attendance_every_person_every_event(desk: Desk) -> None:
    rows = desk.evidence("roles.participation.attendance").rows
    assert rows.loc[rows["unit"] == "attendances", "value"].tolist() == [
        figures("all")["attendances"]
    ]
    by_kind = dict(list(rows.groupby("group_kind")))
    women = by_kind["member"].set_index("group")
    assert women["numerator"].to_dict() == figures("events per woman")
    assert set(women["n"]) == {14.0}
    events = by_kind["event"].set_index("group")
    assert events["numerator"].to_dict() == figures("women per event")
    assert set(events["n"]) == {18.0}
    assert events["x"].tolist() == sorted(DAYS)


def test_everything_else_says_that_there_is_no_evidence(desk: Desk) -> None:
    said = {
        key: desk.evidence(key).verdict
        for key, indicator in framework().indicators.items()
        if indicator.built and not key.startswith("development")
    }
    known = ["roles.participation.attendance", "roles.participation.structures",
             "roles.membership.retention", "culture.narrative.timeline"]  # fmt: skip
    assert {said.pop(key) for key in known} == {"described"}
    assert said.pop("roles.membership.first_steps") == "too little to say"  # nobody came later
    assert set(said.values()) == {"no evidence"}
    assert {key.split(".")[0] for key in said} == {"technical", "roles", "culture", "functions"}


def test_no_woman_is_named_to_the_hub_or_to_members(desk: Desk) -> None:
    shown = desk.show("roles.participation.attendance").block["editions"]
    assert "Evelyn" not in shown["hub"]["html"] + shown["members"]["html"]
    for edition in ("hub", "members"):
        assert desk.network.roster.find(text_of(shown[edition]["html"])) == ()
    women = desk.evidence("roles.participation.attendance").rows
    assert "Evelyn Jefferson" in set(women["group"])
    gated = [row["group"] for row in shown["hub"]["evidence"]["rows"]]
    assert not set(gated) & set(women.loc[women["group_kind"] == "member", "group"])


def test_what_the_hub_sees_of_eighteen(desk: Desk) -> None:
    """Counts of events in classes of at least five women each, adding up to eighteen."""
    rows = desk.show("roles.participation.attendance").block["editions"]["hub"]["evidence"]["rows"]
    spread = [(row["x"], row["numerator"]) for row in rows if row["unit"] == "members"]
    assert sum(count for _, count in spread) == 18
    assert all(count >= 5 for _, count in spread)
    assert len(spread) >= 2
