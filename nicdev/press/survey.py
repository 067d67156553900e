"""Bringing answers to a survey: the network's items, who was asked, and the codebook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from nicdev.errors import DataRefused, Problem, UsageRefused
from nicdev.framework import framework
from nicdev.intake.codebook import COLUMNS, Codebook, codebook
from nicdev.intake.grid import open_source
from nicdev.intake.load import Load
from nicdev.intake.suggest import draft
from nicdev.intake.survey import Asked, survey, unknown
from nicdev.press import who
from nicdev.press.bring import Held, as_csv, before, bring
from nicdev.press.files import write_beside
from nicdev.press.workspace import Workspace
from nicdev.tables import empty
from nicdev.tables.say import some


def bring_survey(
    workspace: Workspace,
    network: str,
    export: Path,
    book: Path,
    wave: str,
    *,
    fielded_on: date | None = None,
    everyone: bool = False,
    keep: str = "",
) -> tuple[Load, list[Path]]:
    """Read an export by its codebook, add the answers, and write down what became of every row."""
    held = before(workspace, network)
    known_wave(held, wave)
    load = survey(open_source(export), _book(held, book),
                  _asked(held, wave, fielded_on, keep, everyone=everyone),
                  who.roster(workspace, network, held))  # fmt: skip
    return load, bring(workspace, network, held, load, f"survey-{wave}")


def review_survey(workspace: Workspace, network: str, export: Path, book: Path) -> tuple[Path, int]:
    """Add those who answered and whom nobody has confirmed to the alias table."""
    held = before(workspace, network)
    people = who.roster(workspace, network, held)
    found = unknown(open_source(export), _book(held, book), people)
    return who.review(workspace, network, held, found)


def suggest(workspace: Workspace, network: str, export: Path, book: Path) -> Path:
    """Write a draft of a codebook, where there is none yet."""
    held = before(workspace, network)
    source = open_source(export)
    if not source.readable:
        raise DataRefused(source.problems)
    if book.exists():
        raise UsageRefused([Problem(
            "exists", book.name, "a codebook that is there already", "a name that is not in use",
            "Name another file behind --codebook, or delete this one.",
        )])  # fmt: skip
    rows = draft(source, table(held, "items"))
    write_beside(book, ("\ufeff" + ",".join(COLUMNS) + "\n" + as_csv(rows)).encode("utf-8"))
    return book


def table(held: Held, name: str) -> pd.DataFrame:
    """A table of the network; one without rows where it is not there."""
    return held.checked.tables.get(name, empty(name))


def known_wave(held: Held, wave: str) -> None:
    """Refuse a wave that the network does not have."""
    waves = [*table(held, "waves")["wave"].dropna()] or ["all"]
    if wave not in waves:
        raise UsageRefused([Problem(
            "unknown_wave", "waves", f"no wave '{wave}'", f"one of {some(waves)}",
            "Correct the wave, or add it to the waves table.",
        )])  # fmt: skip


def on_roster(held: Held, day: date) -> tuple[str, ...]:
    """Who was on the roster that day."""
    members = table(held, "members")
    at = pd.Timestamp(day)
    there = (members["joined_on"] <= at) & ~(members["left_on"] < at)
    return tuple(members.loc[there, "member_id"])


def _book(held: Held, book: Path) -> Codebook:
    read, problems = codebook(open_source(book), table(held, "items"), framework().indicators)
    if any(problem.level == "error" for problem in problems):
        raise DataRefused(problems)
    return read


def _asked(held: Held, wave: str, fielded_on: date | None, keep: str, *, everyone: bool) -> Asked:
    asked, sheets = table(held, "instruments"), table(held, "respondents")
    asked = asked[(asked["wave"] == wave) & (asked["instrument"] == "survey")]
    sheets = sheets[sheets["wave"] == wave]
    return Asked(
        wave,
        fielded_on,
        on_roster(held, fielded_on) if everyone and fielded_on else (),
        dict(zip(asked["member_id"], asked["status"].fillna(""), strict=True)),
        dict(zip(sheets["respondent_id"], sheets["member_id"].fillna(""), strict=True)),
        keep,
    )
