"""Amounts: single numbers beside a distribution, each said in one plain sentence and in a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import each_row
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

# Names of indices, the same in every language.
INDICES = {
    "icc1": "ICC(1)",
    "icc2": "ICC(2)",
    "r_star": "r*wg(J)",
    "r_wg_j": "rwg(J)",
    "scale_alpha": "alpha",
    "scale_omega": "omega",
}
LISTED = ("hours_open", "org_pairs_alone")  # shares of one whole, in a table alone


def sentences(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """Each amount in words."""
    for row in each_row(rows[rows["unit"] == "blau"]):
        if row.numerator > 1:
            yield words.say(f"sentences.amounts.blau_{row.relation}", label=words.word(row.part),
                            share=words.share(row.value),
                            limit=words.share(row.limit))  # fmt: skip

    for row in each_row(rows[rows["unit"] == "hours_month"]):
        yield words.say(f"sentences.amounts.{row.part}", value=words.number(row.value, 1))

    alone = rows[(rows["unit"] == "org_pairs_alone") & ~(rows["numerator"] == 0)]
    if len(alone):
        listed = words.list(f"{words.word(r.x)} {_said(r, words)}" for r in each_row(alone))
        yield words.say("sentences.amounts.org_pairs_alone",
                        label=words.word(alone["part"].iloc[0]), list=listed)  # fmt: skip

    for row in each_row(rows[(rows["unit"] == "icc1") & rows["value"].notna()]):
        yield _between_teams(row, words)
    for row in each_row(rows[rows["unit"] == "gap"]):
        yield words.say("sentences.amounts.gap", label=row.label, said=words.word(row.x))
    for relation, some in rows[rows["unit"] == "above"].groupby("relation", sort=False):
        listed = words.list(
            words.say("sentences.amounts.above_each", share=words.share(row.value), wave=row.x)
            for row in each_row(some)
        )
        label = words.word(str(relation))
        yield words.say("sentences.amounts.above", label=label, list=listed)


def _between_teams(row: Any, words: Words) -> str:
    values = {"relation": words.word(row.relation), "share": words.share(row.value)}
    if row.value <= 0 or row.lower <= 0:
        return words.say("sentences.amounts.icc1_none", **values)
    if pd.isna(row.lower):
        return words.say("sentences.amounts.icc1_few", **values)
    return words.say("sentences.amounts.icc1", **values, lower=words.share(row.lower),
                     upper=words.share(row.upper))  # fmt: skip


def _said(row: Any, words: Words) -> str:
    return words.word(row.coded) if row.coded else words.share(row.value)


def tables(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """Indices beside the most that they could be; members of each organisation."""
    columns = ("about", "kinds", "of", "blau", "most", "teachman", "most")
    blau = rows[rows["unit"] == "blau"]
    entropy = rows[rows["unit"] == "teachman"].set_index(["relation", "part"])
    if len(blau):
        head = [words.say(f"columns.{column}") for column in columns]
        body = []
        for row in each_row(blau):
            other = entropy.loc[(row.relation, row.part)]
            said = words.say(
                "words.cell", row=words.word(row.relation), column=words.word(row.part)
            )
            body.append((said, f"{row.numerator:.0f}", f"{row.n:.0f}",
                         *map(words.number, (row.value, row.limit, other["value"],
                                             other["limit"]))))  # fmt: skip
        yield table(words.say("captions.blau"), head, body)
    monthly = rows[rows["unit"] == "hours_month"]
    if len(monthly):
        head = [words.say(f"columns.{column}") for column in ("about", "hours")]
        body = [(words.word(r.part), words.number(r.value, 1)) for r in each_row(monthly)]
        yield table(words.say("captions.hours_month"), head, body)
    for unit in LISTED:
        some = rows[rows["unit"] == unit]
        if len(some):
            head = [words.say(f"columns.{column}") for column in ("structures", "share")]
            lines = [(words.word(r.x), _said(r, words)) for r in each_row(some)]
            caption = words.say("captions.amounts", label=words.word(some["part"].iloc[0]))
            yield table(caption, head, lines)
    yield from _of_teams(rows, words)
    yield from _joint(rows[rows["unit"] == "joint"], words)
    gaps = rows[(rows["unit"] == "gap") & rows["value"].notna()]
    if len(gaps):
        head = [words.say(f"columns.{column}") for column in ("question", "hub", "count", "delta")]
        body = [(row.label, f"{row.numerator:.0f}", f"{row.n:.0f}", words.number(row.value))
                for row in each_row(gaps)]  # fmt: skip
        yield table(words.say("captions.gap"), head, body)
    meetings = rows[rows["unit"] == "meetings"]
    if len(meetings):
        head = [words.say(f"columns.{column}") for column in ("group", "enough", "of", "share")]
        body = [(r.label or r.group, f"{r.numerator:.0f}", f"{r.n:.0f}", words.share(r.value))
                for r in each_row(meetings)]  # fmt: skip
        yield table(words.say("captions.meetings"), head, body)
    by_organization = rows[rows["unit"] == "by_organization"]
    if len(by_organization):
        head = [words.say(f"columns.{column}") for column in ("group", "count", "share")]
        body = [(words.word(row.x), f"{row.numerator:.0f}", words.share(row.value))
                for row in each_row(by_organization)]  # fmt: skip
        yield table(words.say("captions.by_organization"), head, body)


def _joint(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """Members by two things at once."""
    if rows.empty:
        return
    head = [words.say("columns.structures"), *map(words.word, rows["x"].drop_duplicates())]
    body = [(str(group), *(f"{count:.0f}" for count in some["numerator"]))
            for group, some in rows.groupby("group", sort=False)]  # fmt: skip
    yield table(words.say("captions.joint"), head, body)


def _of_teams(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """Indices by relationship; requests by team; questions answered as if worded straight."""
    found = rows[rows["unit"].isin(INDICES) & rows["value"].notna()]
    if len(found):
        columns = ["side", "index", "value", "lower", "upper", "by_chance", "people"]
        head = [words.say(f"columns.{column}") for column in columns]
        body = [(_side(r, words), INDICES[r.unit],
                 *map(words.number, (r.value, r.lower, r.upper, r.limit)),
                 words.number(r.n, 0)) for r in each_row(found)]  # fmt: skip
        yield table(words.say("captions.teams_differ"), head, body)
    by_team = rows[(rows["unit"] == "support") & (rows["group_kind"] == "team")]
    if len(by_team):
        columns = ["group", "asked", "promised", "given"]
        yield table(
            words.say("captions.support_teams"),
            [words.say(f"columns.{column}") for column in columns],
            [(some["label"].iloc[0] or str(team), *(f"{n:.0f}" for n in some["numerator"]))
             for team, some in by_team.groupby("group", sort=False)],
        )  # fmt: skip
    straight = rows[rows["unit"] == "straight"]
    if len(straight):
        columns = ["question", "correlation", "lower", "upper", "people"]
        yield table(
            words.say("captions.straight"),
            [words.say(f"columns.{column}") for column in columns],
            [(r.label, *map(words.number, (r.value, r.lower, r.upper)), f"{r.n:.0f}")
             for r in each_row(straight)],
        )  # fmt: skip


def _side(row: Any, words: Words) -> str:
    relation = words.word(row.relation)
    if row.part == row.relation:
        return relation
    return words.say("words.cell", row=relation, column=words.word(row.part))
