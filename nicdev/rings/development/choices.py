"""What people chose in one wave, each choice once a sheet, beside how many answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE
from nicdev.measures.shares import wilson
from nicdev.network import Network
from nicdev.rings.people import asked


def this_wave(network: Network) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What was chosen in this wave, each choice once a sheet; and the sheets by their code."""
    said = network.table("voices")
    said = said[said["wave"] == network.wave.name].rename(columns={"respondent_id": "sheet"})
    sheets = network.table("respondents")
    sheets = sheets[sheets["wave"] == network.wave.name].drop_duplicates("respondent_id")
    said = said[["sheet", "question", "answer"]].drop_duplicates()
    return said, sheets.set_index("respondent_id")


def choices(
    network: Network, said: pd.DataFrame, question: str, confidence: float
) -> Iterator[dict[str, Any]]:
    """A row for each answer to a question, the most frequent first, with Wilson's range.

    An answer that was chosen in another wave alone is there with nobody, as in a grid of waves.
    """
    mine = said[said["question"] == question]
    if mine.empty:
        return
    n, whole = mine["sheet"].nunique(), len(asked(network, "survey"))
    ever = network.table("voices")
    answers = ever.loc[ever["question"] == question, "answer"].drop_duplicates().sort_values()
    counts = mine.groupby("answer")["sheet"].nunique().reindex(answers, fill_value=0)
    counts = counts.sort_values(ascending=False, kind="stable")
    low, high = wilson(counts, n, confidence)
    for (answer, count), lower, upper in zip(counts.items(), low, high, strict=True):
        yield {"part": question, "unit": "choices", "group_kind": WHOLE, "x": answer,
               "numerator": count, "n": n, "value": count / n, "lower": lower, "upper": upper,
               "responded": n, "eligible": whole if whole >= n else float("nan")}  # fmt: skip
