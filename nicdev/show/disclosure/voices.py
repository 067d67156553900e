"""Voices: what people chose to say of their work, and what they wrote.

Counts; of texts themselves no more than their authors allow, and nothing that few would say.

Choices do not exclude one another, so there is nothing to merge: what few people chose is left
out, and so are others from which it could be worked out.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from nicdev.evidence import EDITIONS, Disclosed, Edition, Evidence, disclosed
from nicdev.show.disclosure import cuts

NEARLY_ALL, NOT_SHOWN = "nearly all", "not shown"
NUMBERS = ["value", "lower", "upper", "numerator"]
CELL = ["part", "group", "x"]
PUBLISHED = ("published", "published_mentions")  # of a report, about other people
WORK = ("teams", "points")  # counts of work beside what people chose


def disclose(evidence: Evidence, edition: Edition, k: int) -> Disclosed:
    """Grids of choices, grids of themes, lists of words: each by what can be worked out of it."""
    rows = evidence.rows
    if (rows["unit"] == "word").any() or (rows["unit"] == "compared").any():
        frame, held = _words(rows, k)
    elif (rows["unit"] == "context").any():
        frame, held = _quoted(rows, edition, k)
    elif (rows["unit"] == "apart").any():
        frame, held = _apart(rows, k)
    elif (rows["unit"] == "people with").any():
        frame, held = _themes(rows, k)
    elif (rows["group_kind"] == "cut").any():
        frame, held = cuts.one_cut(rows[rows["unit"].isin(cuts.UNITS)], k)
    elif rows["unit"].isin(["choices", *WORK]).any():
        frame, held = _chosen(rows, edition, k)
    else:
        frame, held = _choices(rows[rows["unit"] == "cells"], k)
    withheld = frame[~frame["unit"].isin(PUBLISHED)].empty
    return disclosed(evidence, edition, frame=frame, held_back=held,
                     verdicts=(("", "withheld"),) if withheld else None)  # fmt: skip


def _choices(cells: pd.DataFrame, k: int) -> tuple[pd.DataFrame, list[str]]:
    """People by choice and wave: a choice of fewer than k is not shown."""
    held = ["too_few"] if (cells["n"] < 2 * k).any() else []
    cells = cells[cells["n"] >= 2 * k].copy()
    for _, column in cells.groupby(["part", "x"], sort=False):
        hidden = _hidden(column["numerator"].to_numpy(), float(column["n"].iloc[0]), k)
        cells.loc[column.index[hidden], "coded"] = NOT_SHOWN
    held += ["choices_apart"] if (cells["coded"] == NOT_SHOWN).any() else []
    nearly = (cells["coded"] == "") & (cells["n"] - cells["numerator"] < k)
    held += ["edges"] if nearly.any() else []
    cells.loc[nearly, "coded"] = NEARLY_ALL
    if (cells["eligible"] - cells["responded"] < k).any():
        cells["eligible"] = np.nan  # also of the other questions: the same people were asked
        held.append("nearly_all_answered")
    return _without_numbers(cells), held


def _chosen(rows: pd.DataFrame, edition: Edition, k: int) -> tuple[pd.DataFrame, list[str]]:
    """People by choice: as a column of a grid of choices, so that one page says one thing.

    How often something was named in all is said where every choice is shown, and is then their sum.
    """
    choices = rows[rows["unit"] == "choices"]
    as_cells = choices.assign(group=choices["x"], x=choices["part"])
    shown, held = _choices(as_cells, k)
    shown = shown.assign(x=shown["group"], group=choices["group"].reindex(shown.index))
    gone = ~choices.index.isin(shown.index[shown["coded"] == ""])
    named = rows[(rows["unit"] == "mentions") & ~rows["part"].isin(choices.loc[gone, "part"])]
    held += ["mentions_apart"] if len(named) < (rows["unit"] == "mentions").sum() else []
    beside = rows[rows["unit"].isin(PUBLISHED) | rows["unit"].isin(WORK)]
    beside = beside[(beside["group"] != "hub") | (edition == "hub")]  # reach of its column
    return pd.concat([shown, named, beside]).sort_index(), held


def _hidden(counts: np.ndarray, n: float, k: int) -> np.ndarray:
    """Which counts of a column are not shown.

    Everybody chose something. So those who chose nothing that is shown, at least `n` less the sum
    of what is shown, chose something hidden; and where that sum is `n`, perhaps nobody did. Unless
    people are known to have chosen several, or nearly all chose one thing, enough others are
    hidden for each small count to be anything from none to k - 1: one of them of k or more, and
    2k - 1 people in all.
    """
    hidden = counts < k
    if not hidden.any() or (n - counts < k).any():
        return hidden
    for count in np.unique(counts):  # those chosen equally often together: which is no clue
        rest = n - counts[~hidden].sum()
        if rest < 0 or (rest >= 2 * k - 1 and (counts[hidden] >= k).any()):
            break
        hidden |= counts == count
    return hidden


def _themes(rows: pd.DataFrame, k: int) -> tuple[pd.DataFrame, list[str]]:
    """Texts by theme and wave: as many people as it needs behind those with it and without it."""
    spelled = rows[rows["unit"] == "list"]
    cells = rows[rows["unit"] == "cells"].set_index(CELL)
    people = {unit: rows[rows["unit"] == f"people {unit}"].set_index(CELL)["numerator"]
              for unit in ("with", "without")}  # fmt: skip
    all_people = rows[rows["unit"] == "people with"].set_index(CELL)["n"]
    cells = cells.assign(having=people["with"], lacking=people["without"], people=all_people)
    cells = cells.reset_index()
    placed, hidden = _by_place(cells[cells["group_kind"] != ""], k)
    cells = cells[cells["group_kind"] == ""]
    held = ["too_few"] if (cells["people"] < 2 * k).any() else []
    cells = cells[cells["people"] >= 2 * k].copy()
    nearly = (cells["lacking"] < k) & (cells["n"] - cells["numerator"] < k)
    apart = (cells["having"] < k) | ((cells["lacking"] < k) & ~nearly)
    cells.loc[nearly, "coded"] = NEARLY_ALL
    cells.loc[apart, "coded"] = NOT_SHOWN
    held += ["edges"] if nearly.any() else []
    held += ["themes_apart"] if apart.any() else []
    held += ["places_apart"] if hidden else []
    kept = pd.concat([_without_numbers(cells), placed])[list(rows.columns)]
    readers = rows[(rows["unit"] == "alpha") & rows["group"].isin(kept["group"])]
    return pd.concat([kept, readers, spelled], ignore_index=True) if len(kept) else kept, held


def _by_place(cells: pd.DataFrame, k: int) -> tuple[pd.DataFrame, bool]:
    """Rows of which every place has k people with it and k without it; and whether any has not.

    The places of a row add up to all texts, so that one that is hidden could be worked out.
    """
    enough = (cells["having"] >= k) & (cells["lacking"] >= k)
    whole = enough.groupby([cells["part"], cells["group"]]).transform("all").astype(bool)
    return cells[whole], bool((~whole).any())


def _quoted(rows: pd.DataFrame, edition: Edition, k: int) -> tuple[pd.DataFrame, list[str]]:
    """Quotations that may go as far as this edition, of words that k people use, and in words all
    of which k people use."""
    reaches = rows["group"].isin(EDITIONS[EDITIONS.index(edition) :])
    kept = rows[reaches & (rows["responded"] >= k) & (rows["n"] >= k)]
    held = ["quotations_apart"] if len(kept) < len(rows) else []
    return kept.assign(n=np.nan, responded=np.nan), held


def _apart(rows: pd.DataFrame, k: int) -> tuple[pd.DataFrame, list[str]]:
    """Distances between places of at least k speakers each; how many spoke is not said."""
    waves = rows["unit"] == "apart"
    if (rows.loc[waves, "responded"] < k).any() or (rows.loc[waves, "n"] < 2 * k).any():
        return rows.iloc[:0], ["too_few"]
    numbers = ["value", "lower", "upper"]
    rows = rows.assign(n=np.nan, responded=np.nan, limit=rows["limit"].round(-2))
    rows.loc[waves, numbers] = rows.loc[waves, numbers].round(2)
    return rows, []


def _without_numbers(cells: pd.DataFrame) -> pd.DataFrame:
    """Coded cells without their numbers; rows of which nothing is left do not say that they are."""
    cells.loc[cells["coded"] != "", NUMBERS] = np.nan
    seen = cells["coded"] != NOT_SHOWN
    return cells[seen.groupby([cells["part"], cells["group"]]).transform("any")]


def _words(rows: pd.DataFrame, k: int) -> tuple[pd.DataFrame, list[str]]:
    """Words that at least k people of a side used; sides with fewer than 2k people say nothing.

    How many times as often is rounded, and neither uses nor people are given, so that uses on the
    other side, or in the waves between, cannot be counted back.
    """
    word = rows["unit"] == "word"
    few = word & ((rows["responded"] < k) | (rows["eligible"] < 2 * k))
    frame = rows[~few].copy()
    frame[["value", "lower", "upper"]] = frame[["value", "lower", "upper"]].round(1)
    uses = ["numerator", "limit", "responded", "eligible"]
    frame.loc[frame["unit"] == "word", uses] = np.nan
    if few.any() and not (frame["unit"] == "word").any():
        return rows.iloc[:0], ["words_few"]
    return frame, ["words_few"] if few.any() else []
