"""Bringing answers about ties: the question as the network knows it, who was asked already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from nicdev.errors import UsageRefused
from nicdev.intake.grid import open_source
from nicdev.intake.labels import told
from nicdev.intake.load import Load
from nicdev.intake.senders import Question
from nicdev.intake.ties import ties, unknown
from nicdev.press import who
from nicdev.press.bring import Held, before, bring
from nicdev.press.survey import known_wave, on_roster, table
from nicdev.press.workspace import Workspace


def bring_ties(
    workspace: Workspace,
    network: str,
    answers: Path,
    relation: str,
    wave: str,
    said: Mapping[str, str],
    *,
    labels: str = "",
    about: str = "",
    in_order: bool = False,
    asked_on: date | None = None,
    keep: str = "",
) -> tuple[Load, list[Path]]:
    """Read answers about ties, add them, and write down what became of every row."""
    held = before(workspace, network)
    known_wave(held, wave)
    question = _question(held, relation, wave, said, labels=labels, about=about,
                         in_order=in_order, asked_on=asked_on, keep=keep)  # fmt: skip
    load = ties(open_source(answers), question, who.roster(workspace, network, held))
    return load, bring(workspace, network, held, load, f"ties-{relation}-{wave}")


def review_ties(
    workspace: Workspace, network: str, answers: Path, relation: str, wave: str, about: str
) -> tuple[Path, int]:
    """Add those who name or are named and whom nobody has confirmed to the alias table."""
    held = before(workspace, network)
    question = _question(held, relation, wave, {}, about=about)
    people = who.roster(workspace, network, held)
    return who.review(workspace, network, held, unknown(open_source(answers), question, people))


def _question(
    held: Held,
    relation: str,
    wave: str,
    said: Mapping[str, str],
    *,
    labels: str = "",
    about: str = "",
    in_order: bool = False,
    asked_on: date | None = None,
    keep: str = "",
) -> Question:
    words, problems = told("--labels", labels)
    if problems:
        raise UsageRefused(problems)
    relations = table(held, "relations")
    same = relations[relations["relation"] == relation]
    here = same[same["wave"] == wave]
    before_ = same.tail(1) if here.empty else here
    row = {} if before_.empty else _as_text(before_)
    asked = table(held, "tie_asked")
    asked = asked[(asked["wave"] == wave) & (asked["relation"] == relation)]
    return Question(
        relation,
        wave,
        not here.empty,
        ({"scope": "all", "directed": "yes"} | row | dict(said)) if here.empty else row,
        "" if before_.empty or not here.empty else str(before_["wave"].iloc[0]),
        words,
        frozenset(asked["member_id"].dropna()),
        on_roster(held, asked_on) if asked_on else (),
        about,
        tuple(table(held, "members")["member_id"]) if in_order else (),
        keep,
    )


def _as_text(rows: pd.DataFrame) -> dict[str, str]:
    cells = rows.iloc[0].items()
    texts = {str(name): "" if pd.isna(cell) else str(cell) for name, cell in cells}
    flags = {"True": "yes", "False": "no"}
    return {name: flags.get(text, text.removesuffix(".0")) for name, text in texts.items()}
