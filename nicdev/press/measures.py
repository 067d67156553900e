"""Bringing points of measures: the measures and sites that the network has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from nicdev.errors import Problem, UsageRefused
from nicdev.intake.grid import open_source
from nicdev.intake.labels import told
from nicdev.intake.load import Load
from nicdev.intake.measurements import PARTS, Known, measurements
from nicdev.intake.periods import Calendar
from nicdev.press.bring import Held, before, bring
from nicdev.press.survey import table
from nicdev.press.work import named
from nicdev.press.workspace import Workspace


def bring_measures(
    workspace: Workspace,
    network: str,
    file: Path,
    said: Mapping[str, str],
    *,
    weeks_from: date | None = None,
    periods: str = "",
    year: int | None = None,
    dates: str = "",
    reasons: str = "",
) -> tuple[Load, list[Path]]:
    """Read points of measures, add them, and write down what became of every row."""
    held = before(workspace, network)
    starts, odd = told("--periods", periods)
    why, more = told("--reasons", reasons)
    odd += more
    odd += [_no_day(label, text) for label, text in starts.items() if not _is_day(text)]
    if odd:
        raise UsageRefused(odd)
    known = _known(held, said, Calendar(weeks_from, starts, year, dates), why)
    load = measurements(open_source(file), known)
    return load, bring(workspace, network, held, load)


def _known(
    held: Held, said: Mapping[str, str], calendar: Calendar, reasons: Mapping[str, str]
) -> Known:
    measures, points = table(held, "measures"), table(held, "measurements")
    sites = pd.concat([
        table(held, "organizations")[["org_id", "name"]].set_axis(["id", "name"], axis=1),
        table(held, "teams")[["team_id", "name"]].set_axis(["id", "name"], axis=1),
    ])  # fmt: skip
    there = {
        (str(m), str(s), str(on.date()), "" if pd.isna(g) else str(g)):
            (_said(v), _said(n), _said(d))
        for m, s, on, g, v, n, d in points[["measure_id", "site_id", "on", "group", *PARTS]]
        .itertuples(index=False, name=None)
    }  # fmt: skip
    return Known(
        {
            "measure_id": named(measures, "measure_id", "name"),
            "site_id": named(sites, "id", "name"),
        },
        dict(zip(measures["measure_id"], measures["unit"].fillna(""), strict=True)),
        there,
        said,
        calendar,
        reasons,
    )


def _said(number: float) -> str:
    return "" if pd.isna(number) else f"{number:.10g}"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _no_day(label: str, text: str) -> Problem:
    return Problem(
        "not_a_date", "", f"'{text}' for '{label}' in --periods", "a day, such as 2024-09-02",
        "Write the first day year-month-day.",
    )  # fmt: skip
