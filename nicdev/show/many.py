"""Many questions at once: what stands out among them in words, and what belongs to each in a table.

Twenty sentences of one form are read by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import Any

import pandas as pd

from nicdev.evidence import each_row
from nicdev.show.spreads import Spread, called
from nicdev.show.tables import WIDEST, Table, table
from nicdev.show.words import Words, span

MOST = 4  # questions up to which each has sentences of its own
LIKE = 3  # questions with the same answers from which the ends among them are said


def told(spreads: Sequence[Spread]) -> list[Spread]:
    """The questions that are told together; none where there are few."""
    asked = [s for s in spreads if s.unit == "answers"]
    if len({s.part for s in asked}) <= MOST:
        return []
    groups = _alike(asked).values()
    return [spread for some in groups if len(some) >= LIKE for spread in some]


def _alike(spreads: Sequence[Spread]) -> dict[tuple[object, ...], list[Spread]]:
    """Questions of one version whose answers are shown in the same steps, or in the same words."""
    found: dict[tuple[object, ...], list[Spread]] = {}
    for spread in spreads:
        found.setdefault((spread.version, *_steps(spread)), []).append(spread)
    return found


def _steps(spread: Spread) -> tuple[object, ...]:
    top = spread.rows.loc[spread.rows["coded"] == "nearly all", "x"]
    return ("coded", *top) if len(top) else tuple(spread.rows["x"])


def sentences(told: Sequence[Spread], rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """For questions with the same steps: where most, and where fewest, are at the high end."""
    for (version, first, *others), some in _alike(told).items():
        said = {"count": len(some), "version": words.version(str(version))}
        if first == "coded":
            each = words.list(f"“{spread.label(words)}”" for spread in some)
            yield words.say("sentences.distribution.many_coded", list=each,
                            top=words.answer(str(others[0])), **said)  # fmt: skip
            continue
        steps = [str(first), *map(str, others)]
        ends = sorted(some, key=lambda spread: float(spread.rows["value"].iloc[-1]))
        low, high = ends[0], ends[-1]
        yield words.say(
            "sentences.distribution.many",
            low=span(steps[0])[0], high=span(steps[-1])[-1], top=words.answer(steps[-1]),
            most=words.share(high.rows["value"].iloc[-1]), most_label=high.label(words),
            least=words.share(low.rows["value"].iloc[-1]), least_label=low.label(words), **said,
        )  # fmt: skip
    yield from _unanswered(told, rows, words)


def _unanswered(told: Sequence[Spread], rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """The question that most people gave no number to."""
    counted = [(float(s.statistic(rows, "missing")["numerator"].sum()), s) for s in told]
    most, spread = max(counted, key=lambda pair: pair[0], default=(0.0, None))
    if spread is not None and most:
        yield words.say("sentences.distribution.many_missing", label=spread.label(words),
                        list=_reasons(spread, rows, words))  # fmt: skip


def _reasons(spread: Spread, rows: pd.DataFrame, words: Words) -> str:
    missing = spread.statistic(rows, "missing")
    return words.list(
        f"{words.say(f'statistics.reasons.{x}')} {count:.0f}"
        for x, count in zip(missing["x"], missing["numerator"], strict=True)
    )


def tables(told: Sequence[Spread], rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """A line a question: its answers; then its middle, agreement beside chance, what is missing."""
    for (version, *_), some in _alike(told).items():
        head = [words.say("columns.question"), words.say("columns.people"),
                *(words.answer(x) for x in some[0].rows["x"])]  # fmt: skip
        body = [
            (spread.name(words), f"{spread.rows['n'].iloc[0]:.0f}",
             *(_cell(row, words) for row in each_row(spread.rows))) for spread in some
        ]  # fmt: skip
        ranged = any(spread.rows["lower"].notna().any() for spread in some)
        caption = words.say(
            f"captions.many_{'ranged' if ranged else 'answers'}",
            count=len(some), version=words.version(str(version)),
            steps=words.list(words.answer(x) for x in some[0].rows["x"]),
        )  # fmt: skip
        yield table(caption, head, body)
    yield from _beside(told, rows, words)
    yield from _by_group(told, rows, words)


def _cell(row: Any, words: Words) -> str:
    """The share at an answer with its count, and its range for everyone asked."""
    if pd.isna(row.numerator):
        return words.word(row.coded)
    if pd.isna(row.lower):
        return f"{words.share(row.value)} ({row.numerator:.0f})"
    return (f"{words.share(row.value)} ({row.numerator:.0f}; "
            f"{words.share(row.lower)} – {words.share(row.upper)})")  # fmt: skip


def _beside(told: Sequence[Spread], rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    lines = []
    for spread in told:
        middle, agreed = (spread.statistic(rows, unit) for unit in ("median", "r_wg"))
        reasons = _reasons(spread, rows, words)
        if len(middle) or len(agreed) or reasons:
            lines.append((
                spread.name(words), f"{spread.rows['n'].iloc[0]:.0f}", _ends(middle, words),
                *(words.number(agreed[column].iloc[0]) if len(agreed) else "–"
                  for column in ("value", "limit")),
                reasons or "–",
            ))  # fmt: skip
    if lines:
        columns = ("question", "people", "middle", "agreement", "by_chance", "without_number")
        head = [words.say(f"columns.{column}") for column in columns]
        yield table(words.say("captions.many"), head, lines)


def _ends(middle: pd.DataFrame, words: Words) -> str:
    """The answer in the middle, or the two around it."""
    ends = next(each_row(middle), None)
    return "–" if ends is None else _between(ends.lower, ends.upper, words)


def _between(lower: float, upper: float, words: Words) -> str:
    return words.list(dict.fromkeys((words.number(lower), words.number(upper))))


def _by_group(told: Sequence[Spread], rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """The middle answer of each group to each question, some questions to a table.

    Most groups are the same with and without the hub: those stand in the first version alone.
    """
    listed: list[tuple[str, ...]] = []
    for version in dict.fromkeys(spread.version for spread in told):
        some = [spread for spread in told if spread.version == version]
        every = pd.concat(spread.middles(rows) for spread in some)
        middle = {
            (row.group, row.part): _between(row.lower, row.upper, words) for row in each_row(every)
        }
        groups = every.groupby("group", sort=False).agg({"label": "first", "n": "max"})
        lines = [
            (called(row.group, row.label, words), f"{row.n:.0f}",
             *(middle.get((row.group, spread.part), "–") for spread in some))
            for row in each_row(groups.reset_index())
        ]  # fmt: skip
        fresh = [line for line in lines if line not in listed]
        listed += fresh
        count = ceil(len(some) / (WIDEST - 2))  # beside the group and how many of it answered
        edges = [len(some) * part // count for part in range(count + 1)] if fresh else []
        for first, last in pairwise(edges):
            asked = range(first, last)
            head = [words.say("columns.group"), words.say("columns.people"),
                    *(str(at + 1) for at in asked)]  # fmt: skip
            each = words.list(f"{at + 1} “{some[at].label(words)}”" for at in asked)
            caption = words.say("captions.many_groups", version=words.version(version), list=each)
            yield table(caption, head, [(*line[:2], *(line[2 + at] for at in asked))
                                        for line in fresh])  # fmt: skip
