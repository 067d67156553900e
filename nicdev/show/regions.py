"""Who answered, by region: where most did and where fewest."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from nicdev.evidence import each_row
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

KIND = "region"
BESIDE = ("several_of_these", "not_recorded")  # groups that are no region


def _parts(rows: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """What was asked, and those who answered it by region, the largest share first."""
    mine = rows[(rows["group_kind"] == KIND) & (rows["x"] == "answered")]
    for part, some in mine.groupby("part", sort=False):
        beside = some["group"].isin(BESIDE)
        ordered = some.assign(last=beside).sort_values(
            ["last", "value"], ascending=[True, False], kind="stable"
        )
        yield str(part), ordered


def sentences(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """The region that answered most, and the one that answered least."""
    for part, some in _parts(rows):
        named = list(each_row(some[~some["group"].isin(BESIDE)]))
        high, low = named[0], named[-1]
        yield words.say(
            "sentences.distribution.regions",
            label=words.word(part),
            highest=high.group,
            most=words.share(high.value),
            most_count=f"{high.numerator:.0f}",
            most_asked=f"{high.n:.0f}",
            lowest=low.group,
            least=words.share(low.value),
            least_count=f"{low.numerator:.0f}",
            least_asked=f"{low.n:.0f}",
        )


def tables(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """A line a region."""
    head = [words.say(f"columns.{column}") for column in ("region", "answered", "of", "share")]
    for part, some in _parts(rows):
        body = [
            (words.word(r.group) if r.group in BESIDE else r.group, f"{r.numerator:.0f}",
             f"{r.n:.0f}", words.share(r.value))
            for r in each_row(some)
        ]  # fmt: skip
        yield table(words.say("captions.regions", label=words.word(part)), head, body)
