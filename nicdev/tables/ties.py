"""Rules about ties: to whom, from whom, how many."""

from __future__ import annotations

import numpy as np
import pandas as pd

from nicdev.errors import Problem
from nicdev.tables.answered import ANSWERED_STATUS
from nicdev.tables.distinct import Mask
from nicdev.tables.say import quoted
from nicdev.tables.sheet import Sheet, Sheets

KEY = ["wave", "relation", "source"]


def tie_to_oneself(sheets: Sheets) -> list[Problem]:
    """A tie that somebody reports to themselves."""
    ties = sheets.get("ties")
    if ties is None or not ties.sound("source", "target"):
        return []
    mask = (ties.frame["source"] == ties.frame["target"]).to_numpy()
    return ties.told(
        "tie_to_oneself",
        "target",
        ties.text.loc[mask, "source"].map(quoted).astype("str"),
        "a tie of {} to themselves",
        "ties of {n} people to themselves, such as {first}",
        "a tie to another person",
        "Take it out.",
    )


def tie_from_nobody_asked(sheets: Sheets) -> list[Problem]:
    """A tie from somebody who was not asked, or who is said not to have answered."""
    ties, asked = sheets.get("ties"), sheets.get("tie_asked")
    if ties is None or asked is None or not ties.sound(*KEY):
        return []
    if not asked.sound("wave", "relation", "member_id", "status"):
        return []
    listed = asked.text[["wave", "relation", "member_id"]].set_axis(KEY, axis=1)
    # A status that could not be read, or two of them, has been named already.
    twice = listed.duplicated(KEY, keep=False).to_numpy()
    status = asked.frame["status"].where(~twice).fillna("")
    listed = listed.assign(status=status.to_numpy()).drop_duplicates(KEY)
    found = ties.text[KEY].merge(listed, on=KEY, how="left")["status"]
    judged = ties.known(*KEY) & _asked_about(ties, sheets)
    judged &= ~ties.text["source"].isin(asked.raw.torn).to_numpy()
    missing = found.isna().to_numpy() & ~_explained(ties, asked, sheets)
    silent = found.notna().to_numpy() & ~found.isin(["", *ANSWERED_STATUS]).to_numpy()
    file = asked.raw.file
    return _from(
        ties,
        judged & missing,
        f"has no row in {file}",
        f"Add the row to {file}, with the status, or take the ties out.",
    ) + _from(
        ties,
        judged & silent,
        f"did not answer according to {file}",
        f"Correct the status in {file}, or take the ties out.",
    )


def _asked_about(ties: Sheet, sheets: Sheets) -> Mask:
    """Ties whose relation, wave and sender exist; where they do not, that has been named."""
    mask = np.ones(len(ties.frame), dtype=bool)
    members, relations = sheets.get("members"), sheets.get("relations")
    if members is not None and members.sound("member_id"):
        mask &= ties.text["source"].isin(members.text["member_id"]).to_numpy()
    if relations is not None and relations.sound("wave", "relation"):
        pairs = pd.MultiIndex.from_frame(relations.text[["wave", "relation"]])
        mask &= pd.MultiIndex.from_frame(ties.text[["wave", "relation"]]).isin(pairs)
    return mask


def _explained(ties: Sheet, asked: Sheet, sheets: Sheets) -> Mask:
    """Ties without a row in tie_asked where a row of it with a faulty id may be the one meant."""
    mask = np.zeros(len(ties.frame), dtype=bool)
    rows = asked.text[["wave", "relation", "member_id"]].set_axis(KEY, axis=1)
    for part, home, key in (
        ("wave", "waves", "wave"),
        ("relation", "relations", "relation"),
        ("source", "members", "member_id"),
    ):
        other = [name for name in KEY if name != part]
        if home in sheets and sheets[home].sound(key):
            faulty = rows[~rows[part].isin(sheets[home].text[key]).to_numpy()]
            pairs = pd.MultiIndex.from_frame(faulty[other])
            mask |= pd.MultiIndex.from_frame(ties.text[other]).isin(pairs)
    return mask


def _from(ties: Sheet, mask: Mask, how: str, do: str) -> list[Problem]:
    rows = ties.text[mask]
    labels = rows["relation"].map(quoted) + " in wave " + rows["wave"].map(quoted)
    labels = labels + " from " + rows["source"].map(quoted)
    return ties.told(
        "tie_from_nobody_asked",
        "source",
        labels.astype("str"),
        "a tie of {}, who " + how,
        "ties of {n} people, each of whom " + how + ", such as of {first}",
        "ties from people whose status is responded or partial",
        do,
    )


def too_many_names(sheets: Sheets) -> list[Problem]:
    """More ties from somebody than there was room for names."""
    ties, relations = sheets.get("ties"), sheets.get("relations")
    key = ["wave", "relation"]
    if ties is None or relations is None:
        return []
    if not (ties.sound(*KEY) and relations.sound(*key, "max_names")):
        return []
    room = relations.frame[[*key, "max_names"]].dropna().drop_duplicates(key, keep=False)
    room = ties.frame[KEY].merge(room, on=key, how="left")
    given = room.groupby(KEY)["source"].transform("size").fillna(0)
    mask = (given > room["max_names"]).fillna(value=False).to_numpy(dtype=bool)
    names = given[mask].astype(int).astype("str") + " names from "
    labels = names + ties.text.loc[mask, "source"].map(quoted)
    labels = labels + " where there was room for " + room.loc[mask, "max_names"].astype("str")
    return ties.told(
        "too_many_names",
        "source",
        labels.astype("str"),
        "{}",
        "too many names from {n} people, such as {first}",
        f"no more names than max_names in {relations.raw.file}",
        f"Correct max_names in {relations.raw.file}, or go on if more were taken down.",
        "warning",
    )
