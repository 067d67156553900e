"""Series in words: what the points do, what the rules found, and every point beside its limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.framework import framework
from nicdev.show.tables import Table, table
from nicdev.show.words import Words


def parts(shown: Disclosed) -> list[tuple[str, pd.DataFrame]]:
    """The measures, in the order of the evidence."""
    return [(str(part), rows) for part, rows in shown.rows.groupby("part", sort=False)]


def name(rows: pd.DataFrame, words: Words) -> str:
    """The name of the measure; of what is counted of the work, the locale has it."""
    return rows["label"].iloc[0] or words.word(rows["part"].iloc[0])


def value_of(value: float, unit: str, words: Words) -> str:
    """A value as its unit is written."""
    if unit in ("share", "proportion"):
        return words.share(value)
    if unit in ("%", "percent"):
        return f"{words.number(value, 1)}%"
    return words.number(value)


def title(rows: pd.DataFrame, words: Words) -> str:
    """The measure and its unit."""
    label, unit = name(rows, words), rows["relation"].iloc[0]
    if unit == "share":
        unit = ""  # its values say so
    if unit:
        return words.say("captions.series", label=label, unit=unit)
    return words.say("captions.series_no_unit", label=label)


def centre_name(rows: pd.DataFrame) -> str:
    """What the line across is: ``mean`` where the evidence says so, else ``median``."""
    named = rows.loc[rows["unit"] == "centre", "x"]
    return str(named.iloc[0]) if len(named) and named.iloc[0] else "median"


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many points, what the rules found, and the verdict, for each measure."""
    if shown.rows.empty:
        yield words.say("sentences.state.too little to say")
    verdicts = dict(shown.verdicts)
    for part, rows in parts(shown):
        one = {r.unit: r for r in each_row(rows) if r.unit != "point"}
        yield _points(rows, one["centre"].value, words)
        verdict = verdicts.get(part, "described")
        said = verdict != "too little to say"
        if "chart" in one:
            yield words.say("sentences.series.chart", chart=words.word(one["chart"].x))
        yield from _rules(one, centre_name(rows), words) if said else ()
        if verdict == "described" and "outside" in one and one["outside"].value:
            yield words.say("sentences.series.apart")
        elif verdict == "described":
            yield words.say("sentences.series.level")
        else:
            yield words.say(
                "sentences.series.verdict", verdict=words.say(f"verdicts.{verdict}.name")
            )
        yield from _beside(rows, one, words)


def _points(rows: pd.DataFrame, centre: float, words: Words) -> str:
    label, count = name(rows, words), int((rows["unit"] == "point").sum())
    if pd.isna(centre):
        return words.say("sentences.series.points_no_centre", label=label, count=count)
    middle = value_of(centre, rows["relation"].iloc[0], words)
    what = words.word(centre_name(rows))
    return words.say("sentences.series.points", label=label, count=count, centre=middle, what=what)


def _rules(one: dict[str, Any], middle: str, words: Words) -> Iterator[str]:
    what = words.word(middle)
    run, crossings = one.get("longest_run"), one.get("crossings")
    if run and crossings and pd.notna(run.limit):
        yield words.say("sentences.series.rules", what=what, **_counts(run, crossings, words))
    if "runs" in one:
        shift, trend, runs = one["shift"], one["trend"], one["runs"]
        yield words.say(
            "sentences.series.perla",
            what=what,
            shift=words.number(shift.value, 0), shift_limit=words.number(shift.limit, 0),
            trend=words.number(trend.value, 0), trend_limit=words.number(trend.limit, 0),
            runs=words.number(runs.value, 0), fewest=words.number(runs.lower, 0),
            most=words.number(runs.upper, 0),
        )  # fmt: skip
    if "outside" in one:
        yield words.say("sentences.series.outside", count=int(one["outside"].value))
    if "assurance" in one:
        yield words.say(f"sentences.series.target_{one['assurance'].x}")


def _counts(run: Any, crossings: Any, words: Words) -> dict[str, str]:
    return {
        "longest_run": words.number(run.value, 0),
        "longest_run_limit": words.number(run.limit, 0),
        "crossings": words.number(crossings.value, 0),
        "crossings_limit": words.number(crossings.limit, 0),
    }


def _beside(rows: pd.DataFrame, one: dict[str, Any], words: Words) -> Iterator[str]:
    tests = rows.loc[rows["unit"] == "test", "numerator"].sum()
    if tests:
        yield words.say("sentences.series.tests", count=int(tests))
    if "counted_crossings" in one:
        yield words.say(
            "sentences.series.counted",
            earlier=words.number(one["counted_earlier"].value, 1),
            later=words.number(one["counted_later"].value, 1),
            **_counts(one["counted_longest_run"], one["counted_crossings"], words),
        )


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Every point, beside its limits."""
    work = framework().indicator(shown.key).about == "work"
    for _, rows in parts(shown):
        points = rows[rows["unit"].isin(["point", "small"])].sort_values("x")
        unit = rows["relation"].iloc[0]
        columns: list[tuple[str, list[str]]] = [
            (words.say("columns.date"), points["x"].tolist()),
            (words.say("columns.value"),
             [words.word(r.coded) if r.coded else value_of(r.value, unit, words)
              for r in each_row(points)]),
        ]  # fmt: skip
        heads = {
            "lower": words.say("columns.limit_lower"),
            "limit": words.say(f"columns.{centre_name(rows)}"),
            "upper": words.say("columns.limit_upper"),
        }
        for limit, head in heads.items():
            if points[limit].notna().any():
                columns.append(
                    (head, [value_of(value, unit, words) if pd.notna(value) else "–"
                            for value in points[limit]])
                )  # fmt: skip
        if not (work and points["n"].isna().all()):
            head = words.say(f"columns.{'teams' if work else 'size'}")
            columns.append((head, [words.number(n, 0) for n in points["n"]]))
        body = list(zip(*(cells for _, cells in columns), strict=True))
        yield table(title(rows, words), [head for head, _ in columns], body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many points the rules could use, and how many sites stand behind them."""
    rows = shown.rows
    centres = rows[(rows["unit"] == "centre") & rows["n"].notna()]
    for x, some in centres.groupby("x", sort=False):
        what = words.word(str(x) or "median")
        fewest, most = (f"{end:.0f}" for end in (some["n"].min(), some["n"].max()))
        if len(some) == 1:
            yield words.say("sure.points", useful=most, what=what)
        elif fewest == most:
            yield words.say("sure.points_each", useful=most, what=what)
        else:
            yield words.say("sure.points_between", fewest=fewest, most=most, what=what)
    sites = rows.loc[rows["unit"] == "point", "eligible"].max()
    if pd.notna(sites) and sites > 1:
        yield words.say("sure.sites", sites=f"{sites:.0f}")
    if framework().indicator(shown.key).about == "work":
        yield words.say("sure.complete")
