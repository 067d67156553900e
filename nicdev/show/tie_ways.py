"""Shares of pairs or of ties, as bars from none to all: how many reach one another in a few steps,
which ties are new, how frequent they are, how far they gather and run one way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import bars, style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

BARS = ("with_hub", "hub_taken_out")
DRAWN = {
    "ways": BARS,
    "turnover": ("kept", "new_since", "gone_since"),
    "frequent": ("all", "within_teams", "between_teams"),
    "gathering": ("received", "sent"),
    "one_way": ("one_way_only",),
}


def ways(shown: Disclosed) -> list[pd.DataFrame]:
    """The rows of each question and version, by group."""
    rows = shown.rows
    rows = rows[rows["unit"].isin(DRAWN)]
    return [some.set_index("group", drop=False)
            for _, some in rows.groupby(["relation", "view"], sort=False)]  # fmt: skip


def _unit(rows: pd.DataFrame) -> str:
    return str(rows["unit"].iloc[0])


def _version(rows: pd.DataFrame, shown: Disclosed, words: Words) -> str:
    several = shown.rows["view"].nunique() > 1
    return words.version(str(rows["view"].iloc[0]) if several else "")


def _value(row: Any, words: Words) -> str:
    return words.word(row["coded"]) if row["coded"] else words.share(row["value"])


def _drawn(shown: Disclosed) -> list[pd.DataFrame]:
    kept = [rows[rows["group"].isin(DRAWN[_unit(rows)])] for rows in ways(shown)]
    return [rows for rows in kept if rows["value"].notna().any()]


def figure(shown: Disclosed, words: Words) -> str | None:
    """Bars from none to all; a word and an empty bar where there is no number."""
    found = _drawn(shown)
    if not found:
        return None
    wide = style.WIDTH - 0.06
    heads = [style.wrapped(str(rows["label"].iloc[0]) + _version(rows, shown, words), wide)
             for rows in found]  # fmt: skip
    height = sum(style.tall(head) + 0.22 + bars.EACH * len(rows)
                 for head, rows in zip(heads, found, strict=True))  # fmt: skip
    with style.sheet(height) as (figure, axes):
        down = 0.03
        for head, rows in zip(heads, found, strict=True):
            axes.text(0.03, down, head, va="top")
            down += style.tall(head) + 0.12
            for row in rows.to_dict("records"):
                share = 0.0 if pd.isna(row["value"]) else row["value"]
                bars.line(axes, down, words.word(row["group"]), _value(row, words), share, "bold")
                down += bars.EACH
            down += 0.1
        return style.svg(figure)


def alt(shown: Disclosed, words: Words) -> str:
    """Every bar in words."""
    each = [
        words.say("alt.ties_each_coded", label=row["label"], group=words.word(row["group"]),
                  value=_value(row, words))
        for rows in _drawn(shown) for row in rows.to_dict("records")
    ]  # fmt: skip
    return words.say("alt.ways", each=" ".join(each))


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """What each bar says; of ways, how many lead through the hub alone."""
    for rows in ways(shown):
        said = {str(group): _value(row, words) for group, row in rows.iterrows()}
        about = {"label": rows["label"].iloc[0], "version": _version(rows, shown, words)}
        unit = _unit(rows)
        if unit != "ways":
            whole = set(said) >= set(DRAWN[unit])
            of = "whole" if whole else "part"
            yield words.say(f"sentences.{unit}.{of}", **about, **said)
            continue
        about["steps"] = words.number(rows["limit"].iloc[0], 0)
        if set(BARS) <= set(said):
            yield words.say("sentences.ways.both", **about, share=said["with_hub"],
                            without=said["hub_taken_out"])  # fmt: skip
        else:
            group = next(group for group in BARS if group in said)
            yield words.say(f"sentences.ways.{group}", **about, share=said[group])
        if said.get("through_hub"):
            yield words.say("sentences.ways.through_hub", share=said["through_hub"])


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Every share, and what it is a share of."""
    found = ways(shown)
    head = [words.say(f"columns.{c}") for c in ("relation", "ways", "share")]
    body = [(row["label"] + _version(rows, shown, words), words.word(row["group"]),
             _value(row, words))
            for rows in found for row in rows.to_dict("records")]  # fmt: skip
    yield table(words.say(f"captions.{_unit(found[0])}"), head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Who answered."""
    found = ways(shown)
    views = {str(rows["view"].iloc[0]) for rows in found}
    said = [rows for rows in found if len(views) == 1 or rows["view"].iloc[0] != "all"]
    yield from dict.fromkeys(_answered(next(each_row(rows)), words) for rows in said)


def _answered(row: Any, words: Words) -> str:
    if pd.isna(row.eligible):
        return words.say("sure.responded_nearly_all", responded=f"{row.responded:.0f}")
    who = "both_times" if row.unit == "turnover" else "known_pairs"
    return words.say(f"sure.{who}", responded=f"{row.responded:.0f}",
                     eligible=f"{row.eligible:.0f}",
                     share=words.share(row.responded / row.eligible))  # fmt: skip
