"""Before a survey is fielded: a page in plain words, and sentences where nothing can be planned."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nicdev.cli import app
from nicdev.errors import UsageRefused
from nicdev.planning import Asked, page, write
from nicdev.press.alternatives import faults


def test_a_page_that_needs_nothing_else_and_is_the_same_each_time(tmp_path: Path) -> None:
    target = tmp_path / "plan.html"
    done = CliRunner().invoke(app, ["plan", "60", "0.6", "2", "--to", str(target)])
    assert done.exit_code == 0, done.output
    html = target.read_text(encoding="utf-8")
    assert html == page(Asked(60, 0.6, 2))
    assert faults(html, "plan.html") == []
    assert not re.search(r"""(?:src|href)=["'](?!data:|#)""", html)
    assert html.count("<img") == 1
    assert "60 members, 60% answer, 2 waves" in html
    assert len(html) < 60_000
    assert "significant" not in html


def test_two_people_are_told_that_no_change_could_be_seen() -> None:
    html = page(Asked(2, 0.5, 2))
    assert "with so few, no change could be seen. A conversation will show more." in html


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((1, 0.5, 2), ["- column members: found 1 members; expected 2 to 100000. A change is seen "
                       "among people: count all who will be asked."]),
        ((60, 0.0, 2), ["- column response: found a response of 0; expected more than 0 and at "
                        "most 1. Write 60 % as 0.6."]),
        ((60, float("nan"), 2), ["- column response: found a response of nan; expected more than 0 "
                                 "and at most 1. Write 60 % as 0.6."]),
        ((60, 60, 1), ["- column response: found a response of 60; expected more than 0 and at "
                       "most 1. Write 60 % as 0.6.",
                       "- column waves: found 1 waves; expected 2 or more. A change lies between "
                       "two waves: plan a second one."]),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_said_in_whole_sentences(
    asked: tuple[int, float, int], said: list[str]
) -> None:
    with pytest.raises(UsageRefused) as refused:
        Asked(*asked)
    assert str(refused.value).splitlines()[1:] == said


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused) as refused:
        write(Asked(20, 0.5, 2), tmp_path / "no" / "plan.html")
    assert "found no folder to write it into; expected one that is there." in str(refused.value)
