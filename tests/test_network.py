"""A network is cut at its wave's end, cannot be changed, and reads no more than it may."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pandas as pd
import pytest
from conftest import Open, lay_out
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.desk import start
from nicdev.errors import DataRefused, UsageRefused
from nicdev.network import Network, Wave, newest, open_network, waves
from nicdev.study import Study
from nicdev.tables import TABLES, empty
from nicdev.tables.names import Roster

STUDY = Study(network="net", title="A network")
DAY = pd.Timestamp
FRAMES = {
    "members": pd.DataFrame({"member_id": ["M1", "M2", "M3"], "observed_from": "2025-01-01",
                             "joined_on": ["2025-01-01", "2025-02-01", "2026-02-01"]}),
    "waves": pd.DataFrame({"wave": ["late", "early"], "label": ["Spring", "Autumn"],
                           "starts_on": ["2026-01-01", "2025-08-01"],
                           "ends_on": ["2026-06-30", "2025-12-31"]}),
    "events": pd.DataFrame({"event_id": ["E1", "E2", "E3"], "structure": "convening",
                            "held_on": ["2025-09-01", "2025-12-31", "2026-01-01"],
                            "duration_hours": 1}),
    "attendance": pd.DataFrame({"event_id": ["E1", "E3", "E2"], "member_id": ["M1", "M3", "M2"]}),
    "instruments": pd.DataFrame({"wave": ["early", "late"], "instrument": "survey",
                                 "member_id": ["M1", "M3"],
                                 "fielded_on": ["2025-10-01", "2026-03-01"],
                                 "status": "invited"}),
}  # fmt: skip


def ids(network: Network, table: str, column: str) -> list[str]:
    return network.table(table)[column].tolist()


def test_rows_after_the_waves_end_are_gone_and_those_that_follow_them(opened: Open) -> None:
    early = opened(FRAMES, wave="early").network
    assert early.wave == Wave("early", "Autumn", DAY("2025-12-31"))
    assert ids(early, "events", "event_id") == ["E1", "E2"]  # the last day belongs to the wave
    assert ids(early, "attendance", "event_id") == ["E1", "E2"]
    assert ids(early, "instruments", "member_id") == ["M1"]
    assert ids(early, "members", "member_id") == ["M1", "M2"]


@pytest.mark.parametrize("wave", ["latest", "late"])
def test_the_latest_wave_sees_what_came_before(opened: Open, wave: str) -> None:
    late = opened(FRAMES, wave=wave).network
    assert late.wave.name == "late"
    assert ids(late, "events", "event_id") == ["E1", "E2", "E3"]
    assert ids(late, "instruments", "member_id") == ["M1", "M3"]


def test_without_waves_there_is_one_called_all(opened: Open) -> None:
    frames = {name: frame for name, frame in FRAMES.items() if name in ("members", "events")}
    network = opened(frames).network
    assert network.wave == Wave("all", "", None)
    assert ids(network, "events", "event_id") == ["E1", "E2", "E3"]
    assert waves({}) == waves({"waves": empty("waves")}) == (network.wave,)
    assert opened(frames, wave="all").network.wave == network.wave


def test_an_unknown_wave_is_met_with_the_nearest(opened: Open) -> None:
    with pytest.raises(UsageRefused) as refused:
        opened(FRAMES, wave="erly")
    assert str(refused.value) == (
        "That cannot be done as asked.\n- waves.csv: found no wave 'erly'; expected 'latest' or "
        "one of early, late. Did you mean 'early'?"
    )
    with pytest.raises(UsageRefused) as refused:
        opened({"members": FRAMES["members"]}, wave="2026")
    assert str(refused.value) == (
        "That cannot be done as asked.\n- found no wave '2026'; expected 'latest' or one of all. "
        "Correct the wave."
    )


def test_the_newest_day_is_never_after_the_wave(opened: Open) -> None:
    frames = dict(opened(FRAMES).network.frames)
    assert newest(frames, DAY("2025-12-31")) == DAY("2025-12-31")
    assert newest(frames, None) == max(
        frames[name][table.dated_by].max() for name, table in TABLES.items()
        if table.dated_by and name in frames)  # fmt: skip
    assert newest({"members": empty("members")}, None) is None


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.dates(pd.Timestamp("2025-01-01").date(), pd.Timestamp("2025-12-31").date()),
                min_size=1, max_size=12), st.integers(0, 11))  # fmt: skip
def test_a_cut_keeps_exactly_what_had_happened(days: list[object], at: int) -> None:
    held = pd.to_datetime(pd.Series(days))
    end = held.iloc[at % len(held)]
    events = empty("events").reindex(range(len(held))).assign(
        event_id=[f"E{i}" for i in range(len(held))], held_on=held)  # fmt: skip
    follow = empty("attendance").reindex(range(len(held))).assign(event_id=events["event_id"])
    wave = empty("waves").reindex([0]).assign(wave="w", label="", starts_on=end, ends_on=end)
    frames = {"events": events, "attendance": follow, "waves": wave}
    before = {name: frame.copy() for name, frame in frames.items()}
    network = open_network(STUDY, frames, roster=Roster(), sources={})
    expected = events.loc[held <= end, "event_id"].tolist()
    assert ids(network, "events", "event_id") == expected
    assert ids(network, "attendance", "event_id") == expected
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frames[name], frame)


def test_a_network_is_frozen_and_hands_out_copies(opened: Open) -> None:
    network = opened(FRAMES).network
    with pytest.raises(FrozenInstanceError):
        network.wave = network.wave  # type: ignore[misc]
    with pytest.raises(TypeError):
        network.frames["events"] = empty("events")  # type: ignore[index]
    table = network.table("events")
    table.loc[:, "event_id"] = "changed"
    table["new"] = 1
    del table["held_on"]
    assert ids(network, "events", "event_id") == ["E1", "E2", "E3"]
    assert tuple(network.table("events").columns) == TABLES["events"].names


def test_an_absent_table_is_one_without_rows(opened: Open) -> None:
    network = opened({"members": FRAMES["members"]}).network
    assert not network.has("events")
    assert network.has("members")
    assert not network.has("members", "events")
    assert tuple(network.table("events").columns) == TABLES["events"].names


def test_evidence_needs_somebody_who_finds_it() -> None:
    network = open_network(STUDY, {"members": empty("members")}, roster=Roster(), sources={})
    with pytest.raises(UsageRefused, match="Open it with nicdev"):
        network.evidence("roles.trust.facets")


@pytest.mark.parametrize(
    ("given_", "said"),
    [({"network": 7}, "column network: found 7, which is not text"),
     ({"network": "net", "wave": 2026}, "column wave: found 2026, which is not text"),
     ({"network": False}, "column network: found False, which is not text")],
)  # fmt: skip
def test_start_refuses_what_papermill_made_of_a_code(given_: dict[str, object], said: str) -> None:
    name = said.split()[1].rstrip(":")
    with pytest.raises(UsageRefused) as refused:
        start(**given_)  # type: ignore[arg-type]
    assert str(refused.value) == (
        f"That cannot be done as asked.\n- parameters, {said}; expected the code in quotes, such "
        f'as {name} = "007". Put it in quotes; in a terminal hand it to papermill with -r {name} '
        f"and not with -p {name}, which turns a code of digits into a number."
    )


def test_start_from_inside_the_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, FRAMES)
    monkeypatch.chdir(tmp_path / "data" / "net")
    desk = start("net")
    assert desk.network.wave.name == "late"
    assert desk.evidence("development.readiness.tables").verdict == "described"
    (tmp_path / "data" / "net" / "members.csv").write_text("member_id,joined_on\nM1,x\n")
    with pytest.raises(DataRefused) as refused:
        start("net")
    assert {problem.file for problem in refused.value.problems} >= {"members.csv"}
