"""Answers about people: spreads of answers, shares of members, densities of ties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, Disclosed, Edition, Evidence, disclosed, each_row
from nicdev.show.disclosure import maps, roster, ties
from nicdev.show.disclosure.pooling import (
    FEW,
    NEARLY_ALL,
    TABLE,
    Classes,
    Counts,
    Pools,
    candidate_classes,
    edges,
    greedy_classes,
    in_classes,
    one_cut,
    whole,
)

SPREADS = ("answers", "people", "members")  # members by an ordered answer or count
LISTED = (*SPREADS, "reached", "ties")  # what is counted from a list of persons
BY_UNIT = {"roster": roster.categories, "cells": roster.levels, "survival": roster.stays,
           "replies": roster.replies}  # fmt: skip
DRAWN = (
    *LISTED,
    *BY_UNIT,
    "scope",
    "between",
    "ways",
    "attendances",
)  # without any: nothing is shown
ASKED = ["eligible", "lower", "upper"]  # what says how many were asked


def disclose(
    evidence: Evidence, edition: Edition, k: int, pools: Pools, beside: pd.DataFrame
) -> Disclosed:
    """Merge until no cell holds fewer than k people; what cannot be merged is not shown.

    `beside` is what the same page shows of who came to what.
    """
    rows, crossing = one_cut(evidence.rows)
    rows, of_roles = roster.named_for(edition, rows)
    rows, held = one_view(rows, k)
    rows, of_meetings = ties.one_version(rows)
    rows, nearly_all = _nearly_all_answered(rows, k)
    held += [*crossing, *of_roles]
    kept: list[pd.DataFrame] = []
    on_map = rows["unit"].isin(maps.UNITS)
    if on_map.any():
        shown, why = maps.one_map(rows[on_map], k)
        kept.append(shown)
        held += why
    for (_, _, _, unit), table in rows.groupby(TABLE, sort=False):
        if unit in SPREADS:
            shown, why = _spread(table, k, pools)
        elif unit == "reached":
            shown, why = _shares(table, _came_at_all(rows), k, pools)
        elif unit == "ties":
            shown, why = ties.shares(table, k)
        elif unit == "ways":
            shown, why = ties.ways(table, k)
        elif unit in BY_UNIT:
            shown, why = BY_UNIT[str(unit)](table, k)
        elif unit == "scope":
            shown, why = roster.scope(table, k, beside)
        elif unit in ("held", "questions") or (unit == "missing" and _plain(table, k)):
            shown, why = table, []
        elif unit == "attendances" and not rows["unit"].isin(LISTED).any():
            shown, why = table[table["value"] >= k], []  # heads alone: nobody is known behind them
        else:
            continue  # by person, by event, or a statistic: see below
        kept.append(shown)
        held += why
    frame = pd.concat(kept, ignore_index=True) if kept else rows.iloc[:0]
    frame = pd.concat([frame, _derived(rows, frame)], ignore_index=True)
    answers_left = frame["unit"].isin(DRAWN).any()
    return disclosed(
        evidence,
        edition,
        frame=frame if answers_left else frame.iloc[:0],
        held_back=[*held, *of_meetings, *nearly_all] if answers_left else held,
        verdicts=None if answers_left else (("", "withheld"),),
    )


def one_view(rows: pd.DataFrame, k: int) -> tuple[pd.DataFrame, list[str]]:
    """With the hub, or without? Both only where the people who differ are at least k in each cell.

    Otherwise without: the two versions side by side would name those in between. It is decided
    for each question. Groups and the share who answered belong to the version without the hub
    alone: a team with one hub member in it would give that member away.
    """
    if not {"all", "without_hub"} <= set(rows["view"]):
        return rows, []
    address = ["relation", "part", "unit", "group_kind", "group", "x"]
    counted = rows[
        (rows["unit"].isin([*SPREADS, "ties"]) & (rows["group_kind"] == WHOLE))
        | ((rows["unit"] == "replies") & (rows["group_kind"] == "item"))
    ]
    counted = counted.assign(rest=counted["n"] - counted["numerator"])
    ties = (counted["unit"] == "ties").any()
    columns = ["numerator", "rest", "responded"] if ties else ["numerator"]
    wide = counted.pivot_table(index=address, columns="view", values=columns)
    with_hub, without = (wide.xs(v, axis=1, level=1) for v in ("all", "without_hub"))
    differ = pd.DataFrame(with_hub).sub(without).dropna(how="all")
    # A question that the hub alone was asked has one version and nothing to compare.
    named = ["relation", "part"]
    enough = (
        pd.Series((differ.to_numpy() >= k).all(axis=1), differ.index).groupby(level=named).all()
    )
    given_away = pd.MultiIndex.from_frame(rows[named]).isin(enough.index[~enough])
    out = given_away & (rows["view"] == "all")
    alone = (rows["group_kind"] == WHOLE) | (rows["group_kind"] == "item")
    both = rows[~out & ((rows["view"] != "all") | alone)].copy()
    both = both[(both["view"] != "all") | (both["unit"] != "missing")]
    both.loc[both["view"] == "all", ASKED] = np.nan
    return both, ["hub_left_out"] if out.any() else []


def _nearly_all_answered(rows: pd.DataFrame, k: int) -> tuple[pd.DataFrame, list[str]]:
    """Where fewer than k did not answer, how many were asked is not said beside those who did."""
    rows = rows.copy()
    silent = rows["eligible"] - rows["responded"]
    asked = rows["unit"].isin(["answers", "people", "ties", "ways"]) & (rows["group_kind"] == WHOLE)
    few = (silent < k) & asked
    if not few.any():
        return rows, []
    rows.loc[rows["part"].isin(rows.loc[few, "part"]) | (rows["unit"] == "answers"), ASKED] = np.nan
    return rows, ["nearly_all_answered"]


def _spread(table: pd.DataFrame, k: int, pools: Pools) -> tuple[pd.DataFrame, list[str]]:
    """Members by an ordered answer: by group where every cell allows it, else the whole network."""
    unit = table["unit"].iloc[0]
    answers = whole(table)
    total = answers["numerator"].to_numpy()
    if total.sum() < 2 * k:
        return table.iloc[:0], ["too_few"]
    candidates = list(candidate_classes(len(total)))
    if unit == "members":
        candidates = [candidates[0], greedy_classes(total, k)]
    for kind, shown_as in pools.shown_as.items():
        groups = table[table["group_kind"] == kind]
        if groups.empty:
            continue
        named = groups.assign(group=groups["group"].map(shown_as))
        by_group = named.groupby(["group", "x"], sort=False)["numerator"].sum().unstack()
        cells = by_group.reindex(columns=answers["x"]).to_numpy()
        for classes in candidates:
            if len(classes) > 1 and (in_classes(cells, classes) >= k).all():
                parts = [_merged(answers, classes)]
                for group, counts in zip(by_group.index, cells, strict=True):
                    label = named.loc[named["group"] == group, "label"].iloc[0]
                    first = answers.assign(group_kind=kind, group=group, numerator=counts,
                                           n=counts.sum(), label=label)  # fmt: skip
                    parts.append(_merged(first.assign(lower=np.nan, upper=np.nan), classes))
                why = ["pooled"] if pools.pooled() else []
                return pd.concat(parts), [*why, *_said(classes, total)]
    split = ["whole_only"] if (table["group_kind"] != WHOLE).any() else []
    for classes in candidates:
        if len(classes) > 1 and (in_classes(total, classes) >= k).all():
            return _merged(answers, classes), [*split, *_said(classes, total)]
    for classes in candidates[1:] or candidates:
        counts = in_classes(total, classes)
        if counts.max() > total.sum() - k:
            return _coded(answers, classes, counts), [*split, "edges"]
    return table.iloc[:0], ["too_few"]


def _said(classes: Classes, total: Counts) -> list[str]:
    return ["merged_answers"] if len(classes) < len(total) else []


def _merged(answers: pd.DataFrame, classes: Classes) -> pd.DataFrame:
    """Rows by class. The gap of those who did not answer is the same for every class."""
    gap = (answers["upper"] - answers["lower"]).iloc[0]
    rows = []
    for members in classes:
        some = answers.iloc[list(members)]
        row = some.iloc[0].to_dict()
        numerator, lower = some["numerator"].sum(), some["lower"].sum(min_count=1)
        row |= {"x": _span(some), "numerator": numerator, "value": numerator / row["n"],
                "lower": lower, "upper": lower + gap}  # fmt: skip
        rows.append(row)
    return pd.DataFrame(rows, columns=answers.columns)


def _coded(answers: pd.DataFrame, classes: Classes, counts: Counts) -> pd.DataFrame:
    """One class holds nearly all: say so in words, with no number on either side."""
    frame = _merged(answers, classes)
    top = counts == counts.max()
    frame["coded"] = np.where(top, NEARLY_ALL, FEW)
    frame[["numerator", "value", "lower", "upper"]] = np.nan
    if frame["unit"].iloc[0] == "people":  # here those who answered are the very class
        frame[["n", "responded", "eligible"]] = np.nan
    return frame


def _plain(reasons: pd.DataFrame, k: int) -> bool:
    """Whether each reason for giving no number, and having given one, is that of k or more."""
    counts = reasons["numerator"]
    return bool((counts >= k).all() and (reasons["n"] - counts.sum() >= k).all())


def _span(some: pd.DataFrame) -> str:
    first, last = some["x"].iloc[0], some["x"].iloc[-1]
    return str(first) if first == last else f"{first}-{last}"


def _came_at_all(rows: pd.DataFrame) -> tuple[float, float]:
    """How many members came to anything, which structures together add up to; and to nothing."""
    members = whole(rows[rows["unit"] == "members"])
    never = members.loc[members["x"].astype(float) == 0, "numerator"].sum()
    return float(members["numerator"].sum() - never), float(never)


def _shares(
    table: pd.DataFrame, came: tuple[float, float], k: int, pools: Pools
) -> tuple[pd.DataFrame, list[str]]:
    """Members reached, of those who could be. Structures overlap; teams add up to the whole."""
    kept, held = [], []
    teams = table[table["group_kind"] != "structure"]
    for kind, rows in table.groupby("group_kind", sort=False):
        if kind == "structure":
            apart, why = _structures_apart(rows, teams, came, k)
            kept.append(edges(apart, k))
            held += why
            continue
        if kind not in pools.shown_as:
            held.append("whole_only")
            continue
        named = rows.assign(group=rows["group"].map(pools.shown_as[str(kind)]))
        pooled = named.groupby("group", sort=False, as_index=False).agg(
            {c: "sum" if c in ("numerator", "n") else "first" for c in rows if c != "group"}
        )[list(rows.columns)]
        if (pooled["numerator"] < k).any() or (pooled["n"] - pooled["numerator"] < k).any():
            held.append("whole_only")
            continue
        kept.append(pooled.assign(value=pooled["numerator"] / pooled["n"]))
        held += ["pooled"] if pools.pooled() else []
    return (pd.concat(kept) if kept else table.iloc[:0]), held


def _structures_apart(
    rows: pd.DataFrame, teams: pd.DataFrame, members: tuple[float, float], k: int
) -> tuple[pd.DataFrame, list[str]]:
    """Structures, if no difference between two counts leaves fewer than k members; else none.

    Members who came to something but never to this structure are such a difference; of two
    structures, those who came to both are too. One structure left out could be found again from
    the others and from how many events members attended.
    """
    large = rows[rows["n"] >= 2 * k]
    reached = large["numerator"]
    came, never = members
    apart = (came - reached >= k) & (never >= k)
    if len(rows) == 1:  # whoever came to anything came to it
        apart[:] = True
    if len(rows) == 2 and reached.sum() - came < k:
        apart[:] = False
    for team in each_row(teams):  # what was open to one team alone
        apart &= (team.n < large["n"]) | ((team.numerator - reached).abs() >= k)
    return (large, []) if apart.all() else (rows.iloc[:0], ["structures_apart"])


def _derived(rows: pd.DataFrame, shown: pd.DataFrame) -> pd.DataFrame:
    """Statistics of a spread are shown only where the whole spread is: they are then no news."""
    spreads = shown[shown["unit"].isin(SPREADS) & (shown["group_kind"] == WHOLE)]
    full = set(_complete(rows, spreads))
    mine = rows["unit"].isin(["median", "r_wg"]) & (rows["group_kind"] == WHOLE)
    address = list(zip(rows["view"], rows["part"], strict=True))
    keep = mine & pd.Series([a in full for a in address], index=rows.index)
    return rows[keep]


def _complete(rows: pd.DataFrame, spreads: pd.DataFrame) -> Iterator[tuple[Any, Any]]:
    before = rows[rows["unit"].isin(SPREADS) & (rows["group_kind"] == WHOLE)]
    for address, table in spreads.groupby(["view", "part"], sort=False):
        was = before[(before["view"] == address[0]) & (before["part"] == address[1])]
        if len(was) == len(table) and table["numerator"].notna().all():
            yield (address[0], address[1])
