"""What is repeated is read from pressed pages; courses stand beside what happened; what is held
back is no evidence under another framework's headings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from conftest import Open, desk_of, lay_out
from small_waves import CONTEXT, KEY, frames

from nicdev.desk import Desk
from nicdev.evidence import EDITIONS, Disclosed, Edition, Evidence, Quoted, evidence_rows
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.press import ledger, store
from nicdev.press.workspace import Workspace
from nicdev.rings.development.repeated import SAME
from nicdev.show import courses, crosswalk, over_waves, slope
from nicdev.show.blocks import block
from nicdev.show.disclosure import disclose, disclose_page
from nicdev.show.disclosure.repeated import said
from nicdev.show.words import Words
from nicdev.tables import TABLES

WORDS = Words(locale("en"))
LIMITS = framework().limits
STEM = "30_norms_and_identities"
KEYS = framework().notebooks[STEM]
PAGE = "development.crosswalks.inhd"
COURSES = "development.context.courses"


def press(desk: Desk, space: Workspace) -> Path:
    """A notebook as the press leaves it, from the blocks that its cells put out."""
    built = space.built("net", desk.network.wave.name)
    cells = []
    for key in KEYS:
        mime = json.loads(json.dumps(desk.shown(key)._repr_mimebundle_()))
        cells.append({"cell_type": "code", "outputs": [{"data": mime}]})
    executed = built / "private" / f"{STEM}.ipynb"
    executed.parent.mkdir(parents=True, exist_ok=True)
    executed.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    noted(built, executed)
    return executed


def noted(built: Path, executed: Path, outcome: str = "done") -> None:
    files = {f"private/{STEM}.ipynb": store.digest_of_file(executed)}
    ledger.write(built, {}, STEM, {"outcome": outcome, "files": files})


def then(desk: Desk) -> Desk:
    assert desk.network.before is not None
    return Desk(desk.network.before(), {})


def pressed(desk: Desk) -> Any:
    assert desk.network.pressed is not None
    return desk.network.pressed(STEM, KEYS)


def compared(shown: Disclosed) -> Any:
    return (json.dumps(store.to_json(shown), sort_keys=True), shown.held_back)


def test_pressed_pages_are_repeated_as_the_gate_would_have_them(tmp_path: Path) -> None:
    space = lay_out(tmp_path, frames(0.8))
    first = desk_of(space, "net")
    assert pressed(first) is None
    gated = first._page_of(PAGE)
    for desk in (first, then(first)):
        press(desk, space)
    again = desk_of(space, "net")
    nothing: dict[Edition, Quoted] = {edition: {} for edition in EDITIONS}
    for desk, before in ((again, first), (then(again), then(first))):
        assert pressed(desk) is not None
        for edition in EDITIONS:
            own = desk._plain(STEM)[edition]
            fresh = before._gated([before.evidence(key) for key in KEYS], nothing)[edition]
            assert [compared(own[k]) for k in KEYS] == [compared(fresh[k]) for k in KEYS]
    found = again._page_of(PAGE)
    for edition in EDITIONS:
        assert compared(found[edition][PAGE]) == compared(gated[edition][PAGE])


def test_a_pressed_page_of_other_data_settings_or_code_is_never_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = dict(frames(0.8))
    space = lay_out(tmp_path, made)
    executed = press(desk_of(space, "net"), space)
    assert pressed(desk_of(space, "net")) is not None

    answers = made["responses"].copy()
    answers.loc[answers.index[-1], "value"] = 3
    assert pressed(desk_of(lay_out(tmp_path, {**made, "responses": answers}), "net")) is None
    limited = lay_out(tmp_path, made, "limits: {k_people: 7}\n")
    assert pressed(desk_of(limited, "net")) is None
    opened = lay_out(tmp_path, made, "open_to_members: true\n")
    assert pressed(desk_of(opened, "net")) is None
    space = lay_out(tmp_path, made)
    with monkeypatch.context() as changed:
        changed.setattr(store, "code", lambda: "other code")
        assert pressed(desk_of(space, "net")) is None
    assert pressed(desk_of(space, "net")) is not None

    noted(executed.parent.parent, executed, "failed")
    assert pressed(desk_of(space, "net")) is None
    noted(executed.parent.parent, executed)
    whole = json.loads(executed.read_text(encoding="utf-8"))
    executed.write_text(json.dumps(whole, indent=1), encoding="utf-8")  # somebody saved it
    assert pressed(desk_of(space, "net")) is None
    executed.write_text(json.dumps({"cells": whole["cells"][1:]}), encoding="utf-8")
    noted(executed.parent.parent, executed)  # a page without one of its questions
    assert pressed(desk_of(space, "net")) is None


def of_work(key: str, rows: list[dict[str, Any]], edition: str = "evaluator") -> Disclosed:
    made = Evidence(key, framework().indicator(key).kind, "work", "w2", (("", "described"),),
                    evidence_rows(rows))  # fmt: skip
    return disclose(made, edition, LIMITS)


@pytest.mark.parametrize("back", [0, 1, 2])
def test_what_is_held_back_is_not_counted_as_evidence(back: int) -> None:
    keys = framework().keys_at("culture.identity")[:3]
    verdicts = ["withheld"] * back + ["described"] * (3 - back)
    rows = [{"unit": "walk", "part": "inhd"}]
    rows += [{"unit": "verdict_at", "view": "culture", "part": k, "x": x, "wave": "w2"}
             for k, x in zip(keys, verdicts, strict=True)]  # fmt: skip
    shown = of_work("development.crosswalks.inhd", rows)
    told = list(crosswalk.sentences(shown, WORDS))
    assert told[1] == f"Network culture: evidence for {3 - back} of 3 questions."
    assert len(told) == (3 if back else 2)
    assert sum(len(list(t.rows)) for t in crosswalk.tables(shown, WORDS)) == 3 - back


@pytest.mark.parametrize(
    ("before", "now", "word"),
    [("no evidence", "withheld", "same"), ("withheld", "described", "new"),
     ("described", "withheld", "gone")],
)  # fmt: skip
def test_what_comes_to_be_held_back_is_not_seen_newly(before: str, now: str, word: str) -> None:
    rows = evidence_rows([{"unit": "verdict_at", "wave": "w1", "x": before},
                          {"unit": "verdict_at", "wave": "w2", "x": now}])  # fmt: skip
    assert over_waves.became(rows, ["w1", "w2"]) == word


def test_a_page_of_which_nothing_is_left_but_what_was_held_back_says_that() -> None:
    rows: list[dict[str, Any]] = [{"unit": "wave"}]
    made = Evidence(KEY, "distribution", "people", "w2", (("a", "withheld"), ("b", "not asked")),
                    evidence_rows(rows))  # fmt: skip
    shown = disclose_page([made], "evaluator", LIMITS)[KEY]
    assert shown.verdict == "described"
    assert said(shown) == "withheld"


def with_same(desk: Desk, edition: Edition) -> tuple[Disclosed, Disclosed]:
    """Courses, and the page on the same people that they repeat, as an edition has both."""
    same = disclose(desk.evidence(SAME), edition, LIMITS)
    page = disclose_page([desk.evidence(COURSES)], edition, LIMITS, {("w2", SAME): same})
    return page[COURSES], same


@pytest.mark.parametrize(("rise", "moved"), [(0.8, 1), (0.0, 0)])
def test_courses_stand_on_one_line_of_time_with_what_happened(
    opened: Open, rise: float, moved: int
) -> None:
    """With the effect off no line moved; the forces stand beside it all the same."""
    shown, same = with_same(opened({**frames(rise), "context": CONTEXT}), "hub")
    at = shown.rows[shown.rows["unit"] == courses.UNIT]
    own = same.rows[same.rows["unit"] == "trend"]
    assert at["value"].tolist() == own["value"].tolist()  # rounded as on their own page
    assert at["x"].tolist() == ["2025-01-31", "2025-07-31"]
    told = list(courses.sentences(shown, WORDS))
    assert told[0].endswith(f"at each wave: 1; that can be said to have moved: {moved}.")
    alt = courses.alt(shown, WORDS)
    assert "Shorter lessons" in alt
    assert "2025-01-31" in alt
    assert block(shown, "en", LIMITS).html


def test_a_course_that_its_own_page_holds_back_is_in_no_picture(opened: Open) -> None:
    made = {**frames(0.8), "context": CONTEXT}
    few = made["respondents"]
    few = few[few["member_id"].isin([f"P{at:02d}" for at in range(9)])]
    kept = made["responses"]["respondent_id"].isin(few["respondent_id"])
    desk = opened({**made, "respondents": few, "responses": made["responses"][kept]})
    raw = desk.evidence(COURSES)
    assert (raw.rows["unit"] == courses.UNIT).any()
    alone = disclose(raw, "hub", LIMITS)  # the gate was told of no page on the same people
    for shown in (with_same(desk, "hub")[0], with_same(desk, "members")[0], alone):
        assert (shown.verdict, len(shown.rows)) == ("withheld", 0)


def test_no_name_of_a_question_is_cut_off_in_a_picture() -> None:
    referents = TABLES["items"].column("referent").allowed
    keys = [key for key in framework().indicators if key.split(".")[0] in ("technical", "roles",
                                                                         "culture")]  # fmt: skip
    groups = [f"{key} {about}" for key in keys if framework().indicator(key).about == "people"
              for about in referents]  # fmt: skip
    groups = sorted(groups, key=lambda group: -len(WORDS.group(group)))[:12]
    for at in range(0, len(groups), 6):
        rows = [
            {
                "part": "ring_roles",
                "group_kind": "network",
                "group": group,
                "unit": "trend",
                "wave": wave,
                "x": wave,
                "value": share,
                "responded": 20.0,
            }
            for group in groups[at : at + 6]
            for wave, share in (("w1", 0.2), ("w2", 0.4))
        ]
        made = Evidence(SAME, "slope", "people", "w2", tuple((g, "rising") for g in groups),
                        evidence_rows(rows))  # fmt: skip
        shown = disclose(made, "evaluator", LIMITS)
        assert "…" not in (slope.figure(shown, WORDS) or "…")
    rows = [
        {
            "part": "ring_roles",
            "group_kind": "network",
            "group": group,
            "unit": courses.UNIT,
            "wave": wave,
            "x": day,
            "value": 0.4,
            "relation": "rising",
        }
        for group in groups
        for wave, day in (("w1", "2025-01-31"), ("w2", "2025-07-31"))
    ]
    long = "Professional Development in the Spring"
    waves = pd.DataFrame({"unit": "wave", "relation": ["2025-01-01", "2025-07-01"], "label": long,
                          "x": ["2025-01-31", "2025-07-31"], "wave": ["w1", "w2"]})  # fmt: skip
    every = [*rows, *waves.to_dict("records"),
             {"unit": "force", "part": "state", "view": "enables", "value": 2.0, "x": "2025-02-01",
              "label": "A law that changes how many lessons a week there are. " * 3}]  # fmt: skip
    assert "…" not in courses.figure(of_work(COURSES, every), WORDS)
