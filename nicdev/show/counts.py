"""Counts: of so many tests, ideas, teams, organisations or exits, how many are in which state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE, Disclosed, each_row
from nicdev.show import bars, gaps, style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

UNITS = (
    "tests",
    "decisions_taken",
    "meetings_held",
    "chains",
    "links",
    "documents",
    "drivers",
    "versions",
    "ideas",
    "teams",
    "learnings",
    "points",
    "organizations",
    "exits",
    "leavers",
    "hours",
    "org_pairs",
    "support",
    "moved",
    "opens",
)
BY_MEETING = ("hours", "org_pairs")  # their states are kinds of meeting
MET = ("yes", "reported")  # of two answers that exclude each other, the one that is drawn and said


def parts(shown: Disclosed) -> list[tuple[str, str, pd.DataFrame]]:
    """Each part with its unit and its states, in the order of the evidence."""
    rows = shown.rows
    rows = rows[rows["unit"].isin(UNITS) & (rows["group_kind"] == WHOLE)]
    return [(str(part), str(unit), some.head(1) if some["x"].iloc[0] in MET else some)
            for (part, unit), some in rows.groupby(["part", "unit"], sort=False)]  # fmt: skip


def figure(shown: Disclosed, words: Words) -> str:
    """A bar for each state, from none to all, with its name and count above."""
    found = parts(shown)
    wide = style.WIDTH - 0.06
    heads = [style.wrapped(_head(part, unit, rows, words), wide - 0.1, bold=True)
             for part, unit, rows in found]  # fmt: skip
    height = sum(style.tall(head) + 0.12 + bars.EACH * len(rows) + 0.12
                 for head, (_, _, rows) in zip(heads, found, strict=True))  # fmt: skip
    with style.sheet(height) as (figure, axes):
        down = 0.03
        for head, (_, _, rows) in zip(heads, found, strict=True):
            axes.text(0.03, down, head, va="top", fontweight="bold")
            down += style.tall(head) + 0.12
            for row in each_row(rows):
                said = _count(row, words)
                room = wide - style.length(said, style.SMALL) - 0.15
                name = style.wrapped(words.answer(row.x), room, style.SMALL, most=1)
                bars.line(axes, down, name, said, row.value)
                down += bars.EACH
            down += 0.12
        return style.svg(figure)


def _head(part: str, unit: str, rows: pd.DataFrame, words: Words) -> str:
    label = _label(part, rows, words)
    if rows["n"].isna().any():
        return label
    return words.say(f"captions.{unit}", label=label, count=f"{rows['n'].iloc[0]:.0f}")


def _label(part: str, rows: pd.DataFrame, words: Words) -> str:
    return str(rows["label"].iloc[0]) or words.word(part)


def _count(row: Any, words: Words) -> str:
    if row.coded or pd.isna(row.numerator):
        return words.word(row.coded) if row.coded else words.share(row.value)
    return f"{row.numerator:.0f} ({words.share(row.value)})"


def _listed(rows: pd.DataFrame, words: Words) -> str:
    return words.list(f"{words.answer(r.x)} {_count(r, words)}" for r in each_row(rows))


def alt(shown: Disclosed, words: Words) -> str:
    """How many bars there are, and every bar in words."""
    count = sum(len(rows) for _, _, rows in parts(shown))
    each = " ".join([*sentences(shown, words), *gaps.sentences(shown.rows, words)])
    return words.say("alt.counts", count=count, each=each)


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """A sentence a part, with every count."""
    for part, unit, rows in parts(shown):
        if unit == "opens":  # told by gaps
            continue
        if rows["x"].iloc[0] in MET:
            row = next(each_row(rows))
            yield words.say("sentences.counts_met", label=_label(part, rows, words),
                            numerator=f"{row.numerator:.0f}", count=f"{row.n:.0f}",
                            share=words.share(row.value))  # fmt: skip
            continue
        yield words.say("sentences.counts", head=_head(part, unit, rows, words),
                        list=_listed(rows, words))  # fmt: skip


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """A table a part; one for all parts of which one state is said."""
    found = parts(shown)
    met = [(part, unit, rows) for part, unit, rows in found if rows["x"].iloc[0] in MET]
    for unit in dict.fromkeys(unit for _, unit, _ in met):
        head = [words.say(f"columns.{column}") for column in ("question", unit, "of", "share")]
        lines = [(_label(part, rows, words), *_of(next(each_row(rows)), words))
                 for part, counted, rows in met if counted == unit]  # fmt: skip
        caption = words.say("captions.met", unit=words.say(f"columns.{unit}"))
        yield table(caption, head, lines)
    for part, unit, rows in found:
        if unit == "opens" or rows["x"].iloc[0] in MET:
            continue
        counted = rows["numerator"].notna().any()  # else shares stand alone
        first = "structures" if unit in BY_MEETING else "state"
        columns = (first, unit, "share") if counted else (first, "share")
        head = [words.say(f"columns.{column}") for column in columns]
        body = [
            (words.answer(r.x),
             words.word(r.coded) if r.coded else words.number(r.numerator, 0),
             words.share(r.value)) if counted else (words.answer(r.x), _count(r, words))
            for r in each_row(rows)
        ]  # fmt: skip
        yield table(_head(part, unit, rows, words), head, body)
    yield from boxes(shown.rows, words)


def boxes(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """The boxes, versions or documents that were counted, by name."""
    named = rows[rows["unit"] == "box"]
    if len(named):
        dated = (named["x"] != "").any()
        columns = ("what", "version", "which") if dated else ("what", "which")
        head = [words.say(f"columns.{column}") for column in columns]
        body = [(words.word(str(part)), *([str(x)] if dated else []),
                 "; ".join(_box(row, words) for row in each_row(some)))
                for (part, x), some in named.groupby(["part", "x"], sort=False)]  # fmt: skip
        yield table(words.say("captions.boxes"), head, body)


def _box(row: Any, words: Words) -> str:
    """A name; and where it was worded anew, what it was before."""
    if not row.relation:
        return str(row.label)
    return words.say("words.worded_before", now=row.label, before=row.relation)


def _of(row: Any, words: Words) -> tuple[str, str, str]:
    return f"{row.numerator:.0f}", f"{row.n:.0f}", words.share(row.value)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many teams stand behind the tests, and how many tests were read."""
    rows = shown.rows
    for row in each_row(rows[rows["unit"] == "behind"]):
        yield words.say("sure.behind", count=round(row.numerator))
    for row in each_row(rows[rows["unit"] == "read"]):
        yield words.say("sure.read", numerator=f"{row.numerator:.0f}", count=f"{row.n:.0f}")
    yield from agreement(rows, words)


def alphas_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that say how far those who read the same agree, code by code, where that is known."""
    return rows[rows["unit"].isin(["alpha", "readers_agree"]) & rows["value"].notna()]


def agreement(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """How far those who read the same texts agree, code by code."""
    alpha = alphas_of(rows)
    if len(alpha):
        listed = words.list(
            f"{words.word(r.group)} {words.number(r.value)}" for r in each_row(alpha)
        )
        yield words.say("sure.alpha", list=listed, count=words.number(alpha["n"].max(), 0))
