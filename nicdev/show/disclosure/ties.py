"""Shares of pairs of members: how many are connected, and how many reach one another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from nicdev.show.disclosure.maps import STEPS
from nicdev.show.disclosure.pooling import FEW, NEARLY_ALL, edges, whole

MET = ["met", "not_met"]
# Shown without the hub where there is one.
ONE_VERSION = ("returned", "outside", "turnover", "roster", "frequent", "gathering", "one_way")
GROUP = "in_a_group"
Gated = tuple[pd.DataFrame, list[str]]


def shares(table: pd.DataFrame, k: int) -> Gated:
    """Densities in whole per cent; kinds of pairs only where none of them is nearly empty."""
    answers = whole(table)
    if answers["responded"].iloc[0] < 2 * k:
        return table.iloc[:0], ["too_few"]
    pairs = table[table["group_kind"] == "pairs"]
    if pairs["group"].isin(MET).any():
        return _meetings(table, k)
    open_enough = _open(pairs, k)
    held = [] if open_enough.all() else ["whole_only"]
    frame = table if open_enough.all() else answers
    return _in_steps(edges(frame, k), pd.Series(STEPS[0], index=frame.index)), held


def one_version(rows: pd.DataFrame) -> Gated:
    """Of meetings, the version without the hub where there is one: kinds of pairs stand there.

    So it is with all that is told of ties in one version: two would tell of the hub's few.
    """
    if rows["unit"].isin(ONE_VERSION).any() and "without_hub" in set(rows["view"]):
        return rows[rows["view"] != "all"], ["hub_left_out"]
    alone = rows["group"].isin(MET).any() and {"all", "without_hub"} <= set(rows["view"])
    return (rows[rows["view"] != "all"], ["meetings_without_hub"]) if alone else (rows, [])


def _open(pairs: pd.DataFrame, k: int) -> pd.Series:
    """At least k people behind known pairs, and k pairs with a tie and k without."""
    ties = pairs["numerator"]
    return (ties >= k) & (pairs["n"] - ties >= k) & (pairs["responded"] >= k)


def _meetings(table: pd.DataFrame, k: int) -> Gated:
    """Pairs who met and pairs who did not, beside a page that has teams and pairs of teams.

    The kinds add up to all pairs, so that what is left of another share is always some of them;
    each has to be open. If among those who met, or among those who did not, there are hardly any
    ties, a word stands for them, and pairs in one group are not shown: ties could then as well be
    theirs. Shares are rounded until a step is k ties wide.
    """
    if table["value"].isna().all():  # names were capped
        return _in_steps(whole(table), pd.Series(STEPS[0], index=table.index)), []
    pairs = table[table["group_kind"] == "pairs"].set_index("group")
    small = pairs.index[~_open(pairs, k)].tolist()
    if small:
        if len(small) > 1 or small[0] not in MET or not _hidden_among(pairs, small[0], k):
            return table.iloc[:0], ["whole_only"]
        table = table[(table["group_kind"] != "pairs") | table["group"].isin(MET)]
    step = _wide(table, k).where(table["group"].isin([*MET, GROUP]), STEPS[0])  # as elsewhere
    shown = _none_or_all(_in_steps(edges(table, k), step))
    shown.loc[shown["group_kind"] == "pairs", ["responded", "eligible"]] = np.nan
    return shown, ["meetings_rounded"]


def _hidden_among(pairs: pd.DataFrame, kind: str, k: int) -> bool:
    """Whether the few of a kind could as well be any other few, and the rest be in one group."""
    if GROUP not in pairs.index or (pairs.loc[[kind, GROUP], "responded"] < k).any():
        return False
    ties = pairs.loc[[kind, GROUP], "numerator"]
    rest = pairs.loc[[kind, GROUP], "n"] - ties
    few, many = (ties, rest) if ties[kind] < k else (rest, ties)
    room = ties[GROUP] + rest[GROUP]
    return bool(many[kind] >= k and 2 * k <= few.sum() <= room - k)


def ways(table: pd.DataFrame, k: int) -> Gated:
    """Pairs with a way in a few steps: with the hub in place, taken out, and through it alone.

    Where fewer than k people of the hub answered, what leads through it is what those few said, and
    only the ways without them are shown. Pairs with a way without the hub, through it alone, and
    with none add up to all pairs. Where one of the first two is fewer than k, a word stands for it
    and the other is not shown, so that it is not told which of the pairs with a way it is.
    """
    rows = table.set_index("group", drop=False)
    spoke, ways_of = rows["responded"].to_dict(), rows["numerator"].to_dict()
    if spoke["hub_taken_out"] < 2 * k:
        return table.iloc[:0], ["too_few"]
    reached, left = ways_of["with_hub"], ways_of["hub_taken_out"]
    held: list[str] = []
    if spoke["with_hub"] - spoke["hub_taken_out"] < k:
        kept, held = ["hub_taken_out"], ["hub_ways"]
    elif reached < 2 * k or rows["n"].max() - reached < k:
        kept = ["with_hub"]
    elif reached - left < k:
        kept = ["with_hub", "through_hub"]
    elif left < k:
        kept = ["with_hub", "hub_taken_out"]
    else:
        kept = ["with_hub", "hub_taken_out", "through_hub"]
    for column in ("responded", "eligible"):  # the rest, as elsewhere
        rows[column] = rows[column].to_dict()["hub_taken_out"]
    shown = rows.loc[kept].reset_index(drop=True)
    return _none_or_all(_in_steps(edges(shown, k), _wide(shown, k))), [*held, "ways_rounded"]


def returned(table: pd.DataFrame, k: int) -> Gated:
    """Ties that are returned, of those there are; kinds of pairs only where each is open.

    Open are k pairs with both ties, k with one, and k people behind them. Shares are rounded until
    a step is k pairs wide, two ties each.
    """
    answers = whole(table)
    if answers["responded"].iloc[0] < 2 * k:
        return table.iloc[:0], ["too_few"]
    counted = table.assign(numerator=table["numerator"] / 2)
    counted["n"] = counted["numerator"] + table["n"] - table["numerator"]
    if whole(counted)["n"].iloc[0] < 2 * k:
        return table.iloc[:0], ["too_few"]
    pairs = counted[counted["group_kind"] == "pairs"]
    open_enough = _open(pairs, k)
    held = [] if open_enough.all() else ["whole_only"]
    frame = counted if open_enough.all() else whole(counted)
    shown = _none_or_all(_in_steps(edges(frame, k), _wide(frame, k)))
    shown.loc[shown["group_kind"] == "pairs", ["responded", "eligible"]] = np.nan
    return shown, [*held, "returned_rounded"]


def outside(table: pd.DataFrame, k: int) -> Gated:
    """Ties that lead out of a kind of group, beside what chance gives, which tells of nobody.

    Shares are rounded until a step is k ties wide; where a word stands, how it compares with chance
    is not said.
    """
    kept = table[table["responded"] >= 2 * k]
    if kept.empty:
        return kept, ["too_few"]
    chance = ["limit", "lower", "upper"]
    band = kept[chance].round(2)
    shown = _none_or_all(_in_steps(edges(kept, k), _wide(kept, k)))
    shown[chance] = band
    shown.loc[shown["coded"] != "", "x"] = ""
    return shown, ["outside_rounded"]


def frequent(table: pd.DataFrame, k: int) -> Gated:
    """Of the ties there are, those of the strongest kind; kinds of pairs where each is open."""
    answers = whole(table)
    if answers["responded"].iloc[0] < 2 * k or answers["n"].iloc[0] < 2 * k:
        return table.iloc[:0], ["too_few"]
    pairs = table[table["group_kind"] == "pairs"]
    open_enough = _open(pairs, k)
    frame = table if open_enough.all() else answers
    shown = _none_or_all(_in_steps(edges(frame, k), _wide(frame, k)))
    shown.loc[shown["group_kind"] == "pairs", ["responded", "eligible"]] = np.nan
    return shown, [*([] if open_enough.all() else ["whole_only"]), "frequent_rounded"]


def origins(table: pd.DataFrame, k: int) -> Gated:
    """Whether what pairs have in common goes with more ties, as a word about the whole network."""
    if table["responded"].iloc[0] < 2 * k or table["numerator"].iloc[0] < 2 * k:
        return table.iloc[:0], []
    numbers = ["value", "limit", "numerator", "n"]
    return table.assign(**dict.fromkeys(numbers, np.nan)), []


def shape(table: pd.DataFrame, k: int) -> Gated:
    """A number about the whole network, rounded until one person with the most ties could have k
    more or fewer: how far ties gather is else told by that person's."""
    if table["responded"].iloc[0] < 2 * k:
        return table.iloc[:0], ["too_few"]
    return _in_steps(table, _wide(table, k)), ["shape_rounded"]


def turnover(table: pd.DataFrame, k: int) -> Gated:
    """Ties that stayed, are new and have gone, each k or more; rounded until a step is k wide."""
    counts = table["numerator"]
    if table["responded"].iloc[0] < 2 * k or (counts < k).any():
        return table.iloc[:0], ["too_few"]
    return _none_or_all(_in_steps(table, _wide(table, k))), ["turnover_rounded"]


def _wide(rows: pd.DataFrame, k: int) -> pd.Series:
    """The first step that is k pairs wide; the widest where none is."""
    return pd.Series(
        [next((step for step in STEPS if step * n >= k), STEPS[-1]) for n in rows["n"]],
        index=rows.index,
    )


def _none_or_all(rows: pd.DataFrame) -> pd.DataFrame:
    """What rounds to none or to all is a word."""
    none, all_ = rows["value"] == 0, rows["value"] == 1
    rows.loc[none, "coded"], rows.loc[all_, "coded"] = FEW, NEARLY_ALL
    rows.loc[none | all_, ["value", "lower", "upper"]] = np.nan
    return rows


def _in_steps(rows: pd.DataFrame, step: pd.Series) -> pd.DataFrame:
    """To the nearest step, the range to the steps around it; without counts."""
    times = 1 / step
    rounded = rows.assign(
        value=((rows["value"] * times).round() / times).round(2),
        lower=np.floor(rows["lower"] * times) / times,
        upper=(np.ceil(rows["upper"] * times) / times).clip(upper=1),
    )
    rounded[["numerator", "n"]] = np.nan
    return rounded
