"""Who was asked and who answered, in the words that kinds of evidence share."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from nicdev.evidence import each_row
from nicdev.show.words import Words


def asked(rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """The pair of numbers, or from where to where several go; without any, that nothing was
    sampled."""
    known = rows.loc[rows["responded"].notna(), ["responded", "eligible"]].drop_duplicates()
    if len(known) > 1:
        yield words.say("sure.responded_several", fewest=f"{known['responded'].min():.0f}",
                        most=f"{known['responded'].max():.0f}")  # fmt: skip
        if known["eligible"].notna().all():
            rates = known["responded"] / known["eligible"]
            yield words.say("sure.rates_several", lowest=words.share(rates.min()),
                            highest=words.share(rates.max()))  # fmt: skip
        return
    for row in each_row(known):
        if pd.isna(row.eligible):
            yield words.say("sure.responded_unknown", responded=f"{row.responded:.0f}")
        else:
            yield words.say("sure.responded", responded=f"{row.responded:.0f}",
                            eligible=f"{row.eligible:.0f}",
                            share=words.share(row.responded / row.eligible))  # fmt: skip
    if known.empty:
        yield words.say("sure.complete")
