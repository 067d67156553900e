"""How many reach one another in a few steps: two bars, with the hub in place and taken out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import bars, style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

UNIT = "ways"
BARS = ("with_hub", "hub_taken_out")


def ways(shown: Disclosed) -> list[pd.DataFrame]:
    """The rows of each question, by group."""
    rows = shown.rows
    rows = rows[rows["unit"] == UNIT]
    return [some.set_index("group", drop=False)
            for _, some in rows.groupby("relation", sort=False)]  # fmt: skip


def _value(row: Any, words: Words) -> str:
    return words.word(row["coded"]) if row["coded"] else words.share(row["value"])


def _drawn(shown: Disclosed) -> list[pd.DataFrame]:
    kept = [rows[rows["group"].isin(BARS)] for rows in ways(shown)]
    return [rows for rows in kept if rows["value"].notna().any()]


def figure(shown: Disclosed, words: Words) -> str | None:
    """Bars from none to all pairs; a word and an empty bar where there is no number."""
    found = _drawn(shown)
    if not found:
        return None
    wide = style.WIDTH - 0.06
    heads = [style.wrapped(str(rows["label"].iloc[0]), wide) for rows in found]
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
    """With the hub and without; and how many of the ways lead through it alone."""
    for rows in ways(shown):
        said = {group: _value(row, words) for group, row in rows.iterrows()}
        about = {"label": rows["label"].iloc[0], "steps": words.number(rows["limit"].iloc[0], 0)}
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
    head = [words.say(f"columns.{c}") for c in ("relation", "ways", "share")]
    body = [(row["label"], words.word(row["group"]), _value(row, words))
            for rows in ways(shown) for row in rows.to_dict("records")]  # fmt: skip
    yield table(words.say("captions.ways"), head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Who answered."""
    yield from dict.fromkeys(_answered(next(each_row(rows)), words) for rows in ways(shown))


def _answered(row: Any, words: Words) -> str:
    if pd.isna(row.eligible):
        return words.say("sure.responded_nearly_all", responded=f"{row.responded:.0f}")
    return words.say("sure.known_pairs", responded=f"{row.responded:.0f}",
                     eligible=f"{row.eligible:.0f}",
                     share=words.share(row.responded / row.eligible))  # fmt: skip
