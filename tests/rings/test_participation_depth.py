"""Hours, ways of taking part over time, teams that meet, and where organisations meet."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import Open

from nicdev.framework import framework
from nicdev.rings.roles.attended import MONTH
from nicdev.show.disclosure import disclose
from nicdev.show.flow import states, steps

DAY = "2024-01-01"
WAVES = pd.DataFrame({"wave": ["w1", "w2"], "label": ["One", "Two"],
                      "starts_on": ["2024-01-01", "2024-07-01"],
                      "ends_on": ["2024-06-30", "2024-12-31"]})  # fmt: skip
Frames = dict[str, pd.DataFrame]


def roster(count: int, **columns: object) -> pd.DataFrame:
    ids = [f"a{i:02d}" for i in range(count)]
    return pd.DataFrame({"member_id": ids, "observed_from": DAY, "joined_on": DAY, **columns})


def events(*rows: tuple[object, ...]) -> pd.DataFrame:
    columns = ["event_id", "structure", "team_id", "held_on", "duration_hours"]
    return pd.DataFrame(list(rows), columns=columns)


def came(**lists: str) -> pd.DataFrame:
    rows = [(event, member) for event, members in lists.items() for member in members.split()]
    return pd.DataFrame(rows, columns=["event_id", "member_id"])


def test_hours_are_those_of_the_wave_for_each_month_on_the_roster(opened: Open) -> None:
    """One left half-way and one came late: 184 + 62 + 31 days in the second wave."""
    frames = {
        "members": roster(3, left_on=[None, "2024-08-31", None],
                          joined_on=[DAY, DAY, "2024-12-01"]),
        "waves": WAVES,
        "events": events(("e0", "convening", None, "2024-02-01", 50), ("e1", "convening", None,
                         "2024-08-01", 6), ("e2", "coaching", None, "2024-12-05", 2)),
        "attendance": came(e0="a00", e1="a00 a01", e2="a02").assign(
            duration_hours=[None, None, 2.5, None]),
        "invitations": pd.DataFrame({"event_id": ["e2"], "member_id": ["a02"]}),
    }  # fmt: skip
    found = opened(frames).evidence("roles.participation.hours")
    months = (184 + 62 + 31) / MONTH
    monthly = found.rows[found.rows["unit"] == "hours_month"].set_index("part")
    assert monthly["numerator"].to_dict() == {"spent": 6 + 2.5 + 2, "could_come": 12 + 2}
    assert monthly["value"].tolist() == pytest.approx([10.5 / months, 14 / months])
    spent = found.rows[found.rows["unit"] == "hours"].set_index("x")["value"]
    assert spent.to_dict() == pytest.approx({"convening": 8.5 / 10.5, "coaching": 2 / 10.5})
    joint = found.rows[found.rows["unit"] == "joint"]
    assert joint["numerator"].sum() == 3


def test_meetings_of_unknown_length_say_nothing_about_hours(opened: Open) -> None:
    frames = {"members": roster(2), "events": events(("e", "convening", None, DAY, None)),
              "attendance": came(e="a00")}  # fmt: skip
    evidence = opened(frames).evidence("roles.participation.hours")
    assert evidence.verdict == "no evidence"


def moving(*, on: bool) -> Frames:
    """Two waves with four meetings of three kinds each. Four members come to all but one coaching,
    four to the convening alone, who if it is `on` come to all in the second wave; one comes to one
    of the two coachings, two to nothing, of whom one leaves; and one joins late."""
    rows, lists = [], {}
    ids = [f"a{i:02d}" for i in range(12)]
    for wave, month in enumerate(("03", "09")):
        for kind in ("convening", "team time", "coaching"):
            rows.append((f"{kind}{wave}", kind, None, f"2024-{month}-01", 1))
            more = kind == "convening" or (on and wave)
            lists[f"{kind}{wave}"] = " ".join(ids[:4] + (ids[4:8] if more else []))
        rows.append((f"x{wave}", "coaching", None, f"2024-{month}-02", 1))
        lists[f"x{wave}"] = ids[11]
    left = [None] * 10 + ["2024-10-01", None]
    joined = [DAY] * 9 + ["2024-08-01"] + [DAY] * 2
    return {"members": roster(12, left_on=left, joined_on=joined), "waves": WAVES,
            "events": events(*rows), "attendance": came(**lists)}  # fmt: skip


@pytest.mark.parametrize("on", [True, False])
def test_members_move_between_ways_of_taking_part_by_rule(opened: Open, *, on: bool) -> None:
    found = opened(moving(on=on)).evidence("roles.participation.trajectories")
    cells = found.rows.set_index(["group", "x"])["numerator"].to_dict()
    moved = {("steady", "core"): 4, ("steady", "steady"): 1} if on else {("steady", "steady"): 5}
    rest = {("core", "core"): 4, ("occasional", "occasional"): 1, ("occasional", "leaving"): 1}
    assert cells == moved | rest
    assert set(found.rows["n"]) == {11}  # whoever joined in the second wave has no step yet
    assert set(found.rows["relation"]) == {"One"}


def test_one_wave_has_no_moves(opened: Open) -> None:
    frames = moving(on=False)
    first = opened(frames, wave="w1").evidence("roles.participation.trajectories")
    none = opened({k: v for k, v in frames.items() if k != "waves"}).evidence(
        "roles.participation.trajectories"
    )  # fmt: skip
    assert (first.verdict, none.verdict) == ("too little to say", "no evidence")
    assert first.rows.empty
    assert none.rows.empty


def test_states_stand_in_their_own_order(opened: Open) -> None:
    evidence = opened(moving(on=False)).evidence("roles.participation.trajectories")
    rows = steps(disclose(evidence, "evaluator", framework().limits))
    assert states(rows) == ["core", "steady", "occasional", "leaving"]


def teams(*ids: str) -> pd.DataFrame:
    return pd.DataFrame({"team_id": ids, "name": ids, "kind": "improvement team"})


def test_teams_are_counted_by_their_meetings_with_half_of_them(opened: Open) -> None:
    """t0 met twice with two of four; t1 once with one of three and once with heads of two; t2 has
    no list, and the affinity group is no team."""
    inside = {"t0": "a00 a01 a02 a03", "t1": "a04 a05 a06", "t2": "a07", "g": "a00 a04"}
    memberships = pd.DataFrame(
        [(m, team) for team, members in inside.items() for m in members.split()],
        columns=["member_id", "team_id"])  # fmt: skip
    attendance = pd.concat([
        came(e0="a00 a01", e1="a02 a03 a07", e2="a04", g0="a00 a04"),
        pd.DataFrame({"event_id": ["e3"], "team_id": ["t1"], "headcount": [2]}),
    ])  # fmt: skip
    frames = {
        "members": roster(8),
        "teams": pd.concat([teams("t0", "t1", "t2"), teams("g").assign(kind="affinity group")]),
        "memberships": memberships,
        "events": events(("e0", "team time", "t0", DAY, 1), ("e1", "team time", "t0", DAY, 1),
                         ("e2", "team time", "t1", DAY, 1), ("e3", "team time", "t1", DAY, 1),
                         ("e4", "team time", "t2", DAY, 1), ("g0", "affinity", "g", DAY, 1)),
        "attendance": attendance,
    }  # fmt: skip
    rows = opened(frames).evidence("roles.participation.regularity").rows
    counts = rows[rows["unit"] == "teams"].set_index("x")["numerator"].to_dict()
    assert counts == {"every": 1, "most": 1, "some": 0, "none": 0}
    strict = opened(frames, "limits:\n  quorum: 0.7\n").evidence(
        "roles.participation.regularity"
    ).rows  # fmt: skip
    counts = strict[strict["unit"] == "teams"].set_index("x")["numerator"].to_dict()
    assert counts == {"every": 0, "most": 0, "some": 0, "none": 2}


def test_where_organisations_meet_is_the_projection_of_davis(opened: Open) -> None:
    """Each of the women of the golden file stands for an organisation of her own."""
    import networkx as nx

    graph = nx.davis_southern_women_graph()
    women = [n for n, d in graph.nodes(data=True) if d["bipartite"] == 0]
    rows = [(e, "social event", None, DAY, 1) for e, d in graph.nodes(data=True) if d["bipartite"]]
    frames = {
        "members": pd.DataFrame({"member_id": women, "observed_from": DAY, "joined_on": DAY}),
        "organizations": pd.DataFrame({"org_id": women, "name": women, "kind": "club",
                                       "joined_on": DAY}),
        "roles": pd.DataFrame({"member_id": women, "org_id": women, "role": "guest",
                               "hub_tier": "none", "from_on": DAY}),
        "events": events(*rows),
        "attendance": pd.DataFrame([{"event_id": e, "member_id": w} for w, e in graph.edges()]),
    }  # fmt: skip
    (row,) = opened(frames).evidence("roles.participation.meeting_places").rows.query(
        "unit == 'org_pairs'"
    ).to_dict("records")  # fmt: skip
    projected = nx.bipartite.projected_graph(graph, women)
    assert (row["numerator"], row["n"]) == (projected.number_of_edges(), 153) == (139, 153)


def test_what_only_one_kind_of_meeting_brings_together(opened: Open) -> None:
    """Without the last event the two others met nowhere else; the hub brings nobody together."""
    ids = ["a00", "a01", "a02", "a03"]
    frames = {
        "members": roster(4),
        "organizations": pd.DataFrame({"org_id": ["o0", "o1", "o2", "h"], "kind": "school",
                                       "name": ["A", "B", "C", "H"], "joined_on": DAY}),
        "roles": pd.DataFrame({"member_id": ids, "org_id": ["o0", "o1", "o2", "h"],
                               "role": "teacher", "hub_tier": ["none"] * 3 + ["lead"],
                               "from_on": DAY}),
        "events": events(("e0", "convening", None, DAY, 1), ("e1", "site visit", None, DAY, 1),
                         ("e2", "coaching", None, DAY, 1)),
        "attendance": came(e0="a00 a01", e1="a01 a02", e2="a02 a03"),
    }  # fmt: skip

    def pairs(unit: str, frames: Frames) -> dict[str, float]:
        rows = opened(frames).evidence("roles.participation.meeting_places").rows
        return rows[rows["unit"] == unit].set_index("x")["numerator"].to_dict()

    each = {"convening": 1, "site visit": 1, "coaching": 0}
    assert pairs("org_pairs", frames) == pairs("org_pairs_alone", frames) == each
    both = frames | {"attendance": came(e0="a00 a01 a02", e1="a01 a02", e2="a02 a03")}
    assert pairs("org_pairs", both) == {"convening": 3, "site visit": 1, "coaching": 0}
    assert pairs("org_pairs_alone", both) == {"convening": 2, "site visit": 0, "coaching": 0}
