"""The story that records tell: moments are counted in their month, and no others are made up."""

from __future__ import annotations

import pandas as pd
from charted import LOW, frames
from conftest import Open

from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show import timeline
from nicdev.show.disclosure import disclose
from nicdev.show.words import Words

KEY = "culture.narrative.timeline"
LANES = ["aim_worded", "theory_drawn", "meetings_of_all", "tests_started", "learnings_offered",
         "decisions_taken_on"]  # fmt: skip


def story(*, waves: bool = False) -> dict[str, pd.DataFrame]:
    """One network with something of everything, some of it for a team alone or not offered."""
    made = frames(LOW, tests=[{}, {}, {"started_on": "2025-03-10"}])
    made |= {
        "aims": pd.DataFrame({"version": ["1", "2"], "dated_on": ["2025-01-05", "2025-03-01"],
                              "text": "All", "what": "", "for_whom": "", "how_much": "",
                              "by_when": ""}),
        "events": pd.DataFrame({"event_id": ["e1", "e2", "e3"], "structure": "convening",
                                "team_id": ["", "", "T"],
                                "held_on": ["2025-01-20", "2025-01-21", "2025-02-01"]}),
        "learnings": pd.DataFrame({"learning_id": ["l1", "l2"], "idea_id": "I1", "cycles": "C0",
                                   "status": ["offered", "harvested"], "on": "2025-03-20",
                                   "version": "1"}),
        "decisions": pd.DataFrame({"decision_id": ["d1"], "on": ["2025-03-30"], "wave": ["all"],
                                   "text": ["Ask more"], "role": ["hub"], "test": ["I1"],
                                   "by_when": ["2025-04-30"]}),
    }  # fmt: skip
    if waves:
        made["waves"] = pd.DataFrame({"wave": ["w1", "w2"], "label": ["one", "two"],
                                      "starts_on": ["2025-01-01", "2025-03-01"],
                                      "ends_on": ["2025-02-28", "2025-06-30"]})  # fmt: skip
        made["decisions"]["wave"] = "w2"
    return made


def counts(rows: pd.DataFrame) -> dict[tuple[str, str], float]:
    at = zip(rows["part"], rows["x"], strict=True)
    return dict(zip(at, rows["numerator"], strict=True))


def test_each_moment_is_counted_in_its_month_and_lane(opened: Open) -> None:
    evidence = opened(story()).evidence(KEY)
    assert counts(evidence.rows) == {
        ("aim_worded", "2025-01"): 1, ("aim_worded", "2025-03"): 1,
        ("theory_drawn", "2025-01"): 1, ("meetings_of_all", "2025-01"): 2,
        ("tests_started", "2025-02"): 2, ("tests_started", "2025-03"): 1,
        ("learnings_offered", "2025-03"): 1, ("decisions_taken_on", "2025-03"): 1,
    }  # fmt: skip
    for edition in ("evaluator", "hub", "members"):
        shown = disclose(evidence, edition, framework().limits)
        assert list(timeline.lanes(shown)) == LANES
        words = Words(locale("en"))
        assert "Tests begun: 3, from 2025-02 to 2025-03." in timeline.alt(shown, words)
        assert "Decisions: 1, in 2025-03." in timeline.alt(shown, words)
        (table,) = timeline.tables(shown, words)
        assert table.rows == (
            ("2025-01", "1", "1", "2", "0", "0", "0"), ("2025-02", "0", "0", "0", "2", "0", "0"),
            ("2025-03", "1", "0", "0", "1", "1", "1"),
        )  # fmt: skip


def test_a_wave_knows_nothing_of_what_comes_after_it(opened: Open) -> None:
    rows = opened(story(waves=True), wave="w1").evidence(KEY).rows
    assert set(rows["x"]) == {"2025-01", "2025-02"}
    assert set(rows["part"]) == {"aim_worded", "theory_drawn", "meetings_of_all", "tests_started"}


def test_without_dates_there_is_no_story(opened: Open) -> None:
    people = {"members": story()["members"]}
    assert opened(people).evidence(KEY).verdict == "no evidence"
