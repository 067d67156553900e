"""Who was asked and who answered, in the words that kinds of evidence share."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from nicdev.evidence import each_row
from nicdev.show.words import Words


def asked(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """Each pair of numbers once; without any, that nothing was sampled."""
    known = rows.loc[rows["responded"].notna(), ["responded", "eligible"]].drop_duplicates()
    for row in each_row(known):
        if pd.isna(row.eligible):
            yield words.say("sure.responded_unknown", responded=f"{row.responded:.0f}")
        else:
            yield words.say("sure.responded", responded=f"{row.responded:.0f}",
                            eligible=f"{row.eligible:.0f}",
                            share=words.share(row.responded / row.eligible))  # fmt: skip
    if known.empty:
        yield words.say("sure.complete")
