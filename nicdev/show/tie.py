"""Tie: densities with the range that non-response leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE, Disclosed, each_row
from nicdev.show import style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words


def _name(row: Any, words: Words, *, several_views: bool) -> str:
    group = words.word(row.group)
    return f"{group}, {words.word('view_' + row.view)}" if several_views else group


def _value(row: Mapping[Any, Any], words: Words) -> str:
    return words.word(row["x"]) if row["x"] else words.share(row["value"])


def figure(shown: Disclosed, words: Words) -> str | None:
    """A mark for the share among known pairs, a bar for the range over all pairs."""
    rows = shown.rows
    rows = rows[rows["value"].notna()]
    if rows.empty:
        return None
    several = rows["view"].nunique() > 1
    top = min(1.0, max(0.1, rows["upper"].max() * 1.15))
    relations = list(rows.groupby("relation", sort=False))
    with style.canvas(1.0 + 0.42 * len(rows) + 0.4 * len(relations)) as (figure, axes):
        at = 0.0
        for _, some in relations:
            axes.text(0, at, style.wrapped(some["label"].iloc[0], 84), va="center", fontsize=10)
            at += 0.9
            for row in each_row(some):
                axes.plot([row.lower, row.upper], [at, at], color=style.RAMP[2], linewidth=9,
                          solid_capstyle="butt")  # fmt: skip
                axes.plot([row.value], [at], "o", color=style.MARK, markersize=8)
                axes.text(row.upper + top * 0.015, at, words.share(row.value), va="center",
                          fontsize=10)  # fmt: skip
                axes.text(-top * 0.015, at, _name(row, words, several_views=several), ha="right",
                          va="center", fontsize=10)  # fmt: skip
                at += 0.9
            at += 0.2
        axes.set(xlim=(0, top * 1.1), ylim=(at - 0.3, -0.6), yticks=[])
        axes.xaxis.set_major_formatter(lambda value, _: words.share(value))
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(f"●  {words.word('share_known')}     ▬  {words.word('range_all')}")
        return style.svg(figure)


def alt(shown: Disclosed, words: Words) -> str:
    """Every mark and range in words."""
    each = []
    for row in shown.rows.to_dict("records"):
        group = words.word(str(row["group"]))
        if row["x"]:
            each.append(words.say("alt.ties_each_coded", label=row["label"], group=group,
                                  value=words.word(str(row["x"]))))  # fmt: skip
        else:
            each.append(words.say("alt.ties_each", label=row["label"], group=group,
                                  value=words.share(row["value"]), lower=words.share(row["lower"]),
                                  upper=words.share(row["upper"])))  # fmt: skip
    return words.say("alt.ties", each=" ".join(each))


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """One sentence a relation; within and between teams where both may be seen."""
    rows = shown.rows
    for (_, _), some in rows.groupby(["view", "relation"], sort=False):
        whole = some[some["group_kind"] == WHOLE].iloc[0]
        label = whole["label"]
        if shown.rows["view"].nunique() > 1:
            label = f"{label} ({words.word('view_' + whole['view'])})"
        if whole["x"]:
            yield words.say("sentences.tie.coded", label=label, words=words.word(whole["x"]))
            continue
        if pd.isna(whole["value"]):
            yield words.say("sentences.tie.capped", label=label)
            continue
        yield words.say(
            "sentences.tie.known",
            label=label,
            share=words.share(whole["value"]),
            lower=words.share(whole["lower"]),
            upper=words.share(whole["upper"]),
        )
        pairs = {row["group"]: row for row in some.to_dict("records")}
        if {"within_teams", "between_teams"} <= set(pairs):
            yield words.say(
                "sentences.tie.parts",
                within=_value(pairs["within_teams"], words),
                between=_value(pairs["between_teams"], words),
            )


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Share and range by kind of pair."""
    rows = shown.rows
    several = rows["view"].nunique() > 1
    head = [words.say(f"columns.{c}") for c in ("relation", "pairs", "share", "lower", "upper")]
    body = [
        (r["label"],
         words.word(r["group"]) + (f", {words.word('view_' + r['view'])}" if several else ""),
         _value(r, words), words.share(r["lower"]), words.share(r["upper"]))
        for r in rows.to_dict("records")
    ]  # fmt: skip
    yield table(words.say("captions.ties"), head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Who answered, and that the rest is unknown."""
    rows = shown.rows
    said = set()
    for row in each_row(rows[rows["group_kind"] == WHOLE]):
        sentence = words.say(
            "sure.known_pairs", responded=f"{row.responded:.0f}", eligible=f"{row.eligible:.0f}",
            share=words.share(row.responded / row.eligible),
        )  # fmt: skip
        if sentence not in said:
            said.add(sentence)
            yield sentence
