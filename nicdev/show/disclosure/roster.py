"""What stands on lists of people: roles held, levels known, stays, ways of taking part, replies.

As everywhere behind the gate: merge until k people stand behind each number, else say nothing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from nicdev.evidence import Edition, each_row
from nicdev.show.disclosure.pooling import (
    FEW,
    NEARLY_ALL,
    Classes,
    Counts,
    candidate_classes,
    greedy_classes,
    in_classes,
    whole,
)

OTHERS = "others_together"  # categories that are shown together; the locale has the name
FIRST = ("first_event", "first_test", "first_tie")  # steps of newcomers, not exits
FOR_THE_HUB = ("role",)  # kinds of members that are named by a column that reaches no further
# Further cuts of the same people by where they work: from two of them, few could be worked out.
FURTHER = ("sector", "locale")
QUARTER = 3  # months between points of a curve that leave
Gated = tuple[pd.DataFrame, list[str]]


def named_for(edition: Edition, rows: pd.DataFrame) -> Gated:
    """Without what people are called at work, where its column does not reach the edition; and of
    where they work, one cut alone."""
    listed = rows["unit"] == "roster"
    further = listed & rows["part"].isin(FURTHER)
    out = listed & rows["part"].isin(FOR_THE_HUB if edition != "hub" else ())
    held = ["roles_for_the_hub"] if out.any() else []
    return rows[~out & ~further], [*held, *(["places_one_cut"] if further.any() else [])]


def categories(table: pd.DataFrame, k: int) -> Gated:
    """People by a category without an order: small ones are shown together."""
    counts = table["numerator"]
    if counts.sum() < 2 * k:
        return table.iloc[:0], ["too_few"]
    if counts.max() > counts.sum() - k:
        top = table[counts == counts.max()].assign(coded=NEARLY_ALL)
        top[["numerator", "value", "n"]] = np.nan
        return top, ["edges"]
    order = table.assign(at=range(len(table))).sort_values(["numerator", "at"])
    small = [row.at for row in each_row(order) if row.numerator < k]
    rest = [at for at in order["at"] if at not in small]
    while small and rest and (len(small) < 2 or counts.iloc[small].sum() < k):
        small.append(rest.pop(0))
    if len(rest) + bool(small) < 2:
        return table.iloc[:0], ["too_few"]
    kept = table.iloc[sorted(rest)]
    if not small:
        return kept, []
    together = table.iloc[small[:1]].assign(x=OTHERS, numerator=counts.iloc[small].sum())
    together["value"] = together["numerator"] / together["n"]
    return pd.concat([kept, together]), ["categories_together"]


def levels(table: pd.DataFrame, k: int) -> Gated:
    """Domains by level, in the same classes of levels for all; never by team.

    Domains about which nearly the same people are known are not shown side by side: the
    difference would be the few of whom one of them is not known.
    """
    held = ["whole_only"] if (table["group_kind"] == "team").any() else []
    table = table[table["group_kind"] == "domain"]
    if table.empty:
        return table, held
    cells = table.pivot_table(index="group", columns="x", values="numerator", sort=False)
    sizes = table.groupby("group", sort=False)["n"].first()
    common = sizes.map(sizes.value_counts()).sort_values(ascending=False, kind="stable")
    kept: list[str] = []
    for domain in common.index:
        apart = [abs(sizes[domain] - sizes[other]) for other in kept]
        if sizes[domain] >= 2 * k and all(gap == 0 or gap >= k for gap in apart):
            kept.append(domain)
    best: tuple[list[str], Classes] = ([], ())
    for classes in candidate_classes(cells.shape[1]):
        if len(classes) > 1:
            shown = [d for d in kept if (in_classes(cells.loc[d].to_numpy(), classes) >= k).all()]
            best = max(best, (shown, classes), key=lambda found: len(found[0]))
    shown, classes = best
    held += ["too_few"] if len(shown) < len(cells) else []
    rows = [
        _joined(table[table["group"] == domain], members)
        for domain in cells.index if domain in shown for members in classes
    ]  # fmt: skip
    if not rows:
        return table.iloc[:0], held
    held += ["merged_answers"] if len(classes) < cells.shape[1] else []
    return pd.DataFrame(rows, columns=table.columns), held


def _joined(rows: pd.DataFrame, members: tuple[int, ...]) -> dict[str, object]:
    some = rows.iloc[list(members)]
    first, last = some["x"].iloc[0], some["x"].iloc[-1]
    count = some["numerator"].sum()
    return some.iloc[0].to_dict() | {
        "x": first if first == last else f"{first}-{last}",
        "numerator": count,
        "value": count / some["n"].iloc[0],
    }


def stays(table: pd.DataFrame, k: int) -> Gated:
    """A curve by quarters of a year, at points between which nobody left, or k or more; or, for
    first steps, nobody took the step.

    Up to where fewer than k have left a word stands. How many were followed is said only where
    no part of the record has a few leavers in it: with the roster of today beside it, the number
    at the beginning gives all who left away.
    """
    rows = table.assign(month=table["x"].astype(float)).sort_values("month")
    if rows["n"].iloc[0] < 2 * k:
        return table.iloc[:0], ["too_few"]
    kept: list[pd.DataFrame] = []
    total = since = 0.0
    for at, row in enumerate(each_row(rows)):
        total, since = total + row.numerator, since + row.numerator
        if row.month % QUARTER or row.n < k or np.isnan(row.value):
            continue
        one = rows.iloc[[at]].copy()
        if total < k:
            one[["value", "lower", "upper", "n", "numerator"]] = np.nan
            kept.append(one.assign(coded=NEARLY_ALL))
        elif since == 0 or since >= k:
            kept.append(one.assign(numerator=since))
            since = 0.0
    first = str(rows["part"].iloc[0]) in FIRST
    there = _nearly_there(rows, k) if first else []
    kept += there
    if len(kept) < 2:
        return table.iloc[:0], ["too_few"]
    shown = pd.concat(kept).drop(columns="month")
    begin = shown.index == rows.index[0]  # before anybody left
    if shown.loc[begin, "coded"].any():
        shown.loc[begin, "value"], shown.loc[begin, "coded"] = 1.0, ""
        shown.loc[begin, "n"] = rows["n"].iloc[0]
    silent = rows["eligible"].iloc[0] - rows["n"].iloc[0]  # newcomers who did not answer
    if total < k or 0 < since < k or 0 < silent < k or there:
        shown[["n", "numerator"]] = np.nan
    shown["value"] = shown["value"].round(2)
    shown["lower"] = np.floor(shown["lower"] * 100) / 100
    shown["upper"] = np.ceil(shown["upper"] * 100) / 100
    shown["eligible"] = np.nan
    return shown, ["steps_by_quarters" if first else "by_quarters"]


def _nearly_there(rows: pd.DataFrame, k: int) -> list[pd.DataFrame]:
    """A word at the quarter by which all but fewer than k have taken the step, if they ever did."""
    left = rows["n"].iloc[0] - rows["numerator"].cumsum()
    if not (left < k).any():
        return []
    one = rows[left < k].head(1).copy()
    one["x"] = (np.ceil(one["month"] / QUARTER) * QUARTER).map("{:g}".format)
    one[["value", "lower", "upper", "n", "numerator"]] = np.nan
    return [one.assign(coded=FEW)]


def scope(table: pd.DataFrame, k: int, beside: pd.DataFrame) -> Gated:
    """Members by number of structures, beside what `attendance` shows of the same members.

    Whoever came to no event came to no structure, and whoever came to few events came to few
    structures: where the counts of both lie close, their difference is those few. Structures
    shown one by one add up to the number of structures over all members, from which a merged
    class could be taken apart.
    """
    answers = whole(table)
    counts = answers["numerator"].to_numpy()
    if counts.sum() < 2 * k:
        return table.iloc[:0], ["too_few"]
    one_by_one = ((beside["unit"] == "reached") & (beside["group_kind"] == "structure")).any()
    each, joined = next(candidate_classes(len(counts))), greedy_classes(counts, k)
    events = _attended(beside)
    for classes in [each] if one_by_one else [each, joined]:
        if len(classes) > 1 and (in_classes(counts, classes) >= k).all():
            if not _apart(classes, counts, events, k):
                continue
            rows = [_joined(answers, members) for members in classes]
            held = ["merged_answers"] if len(classes) < len(counts) else []
            return pd.DataFrame(rows, columns=table.columns), held
    return table.iloc[:0], ["structures_apart"]


def _attended(beside: pd.DataFrame) -> dict[int, float]:
    """Members who came to at most so many events, as far as the page says."""
    members = whole(beside[beside["unit"] == "members"])
    found: dict[int, float] = {}
    below = 0.0
    for row in each_row(members[members["numerator"].notna()]):
        below += row.numerator
        found[int(float(str(row.x).split("-")[-1]))] = below
    teams = beside[(beside["unit"] == "reached") & (beside["group_kind"] == "team")]
    if len(teams) and teams["numerator"].notna().all():
        found[0] = float((teams["n"] - teams["numerator"]).sum())
    return found


def _apart(classes: Classes, counts: Counts, events: dict[int, float], k: int) -> bool:
    total = counts.sum()
    ends = [some[-1] for some in classes[:-1]]
    for end in ends:
        few = counts[: end + 1].sum()
        for most, below in events.items():
            if below >= total or (end == most == 0):
                continue
            gap = below - few if end == 0 else few - below if most <= end else k
            if gap < k:
                return False
    return True


def replies(table: pd.DataFrame, k: int) -> Gated:
    """Answers to several items together, only in classes in which each item could be shown alone.

    They are then sums of what may be seen, and no news about the item with the fewest answers.
    """
    line, items = whole(table), table[table["group_kind"] == "item"]
    each = items.pivot_table(index="group", columns="x", values="numerator", sort=False)
    cells = each.reindex(columns=line["x"]).to_numpy()
    for classes in candidate_classes(len(line)):
        if len(classes) > 1 and (in_classes(cells, classes) >= k).all():
            rows = [_joined(line, members) for members in classes]
            held = ["merged_answers"] if len(classes) < len(line) else []
            return pd.DataFrame(rows, columns=table.columns), held
    return table.iloc[:0], ["too_few"]
