"""Evidence about people that stands on its own: no number of it is one of another indicator's.

Every unit here has a rule of its own. A table leaves where k people stand on each side of each of
its numbers; a single number that exact counts could be worked out from leaves rounded, or not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from nicdev.evidence import Disclosed, Edition, Evidence, Verdicts, disclosed
from nicdev.show.disclosure.maps import STEPS
from nicdev.show.disclosure.moves import STEP, latest, moves
from nicdev.show.disclosure.pooling import FEW, NEARLY_ALL, edges
from nicdev.show.disclosure.roster import categories

NOT_SHOWN = "not shown"
HALF = 0.5  # the widest step, of 2k people
Gated = tuple[pd.DataFrame, list[str]]
Rule = Callable[[pd.DataFrame, int], Gated]


def _as_it_is(table: pd.DataFrame, k: int) -> Gated:
    """Facts about organisations, each of which its own columns show to every edition."""
    del k
    return table, []


def _of_organizations(table: pd.DataFrame, k: int) -> Gated:
    """Indices of organisations pass; from those of members, their counts could be worked out."""
    del k
    kept = table[table["relation"] == "organizations"]
    return kept, ["members_not_indexed"] if len(kept) < len(table) else []


def _shares_alone(rule: Rule) -> Rule:
    """What a rule lets pass, as rounded shares: how many they stand for is not said.

    With the number of all who left, the roster of today and the curve of who stays would tell how
    many left in a year in which few did.
    """

    def alone(table: pd.DataFrame, k: int) -> Gated:
        shown, held = rule(table, k)
        shown = shown.copy()
        shown["value"] = (shown["value"] / STEP).round().clip(1, 1 / STEP - 1) * STEP
        shown[["numerator", "n"]] = np.nan
        return shown, [*held, *(["shares_rounded"] if len(shown) else [])]

    return alone


def _overlapping(table: pd.DataFrame, k: int) -> Gated:
    """Counts out of the same people, each of whom may be in several: words for the ends."""
    if table["n"].iloc[0] < 2 * k:
        return table.iloc[:0], ["too_few"]
    shown = edges(table, k)
    return shown, ["edges"] if (shown["coded"] != "").any() else []


def _hours(table: pd.DataFrame, k: int) -> Gated:
    """Shares of hours, of kinds of meeting that k people came to; small ones are left out."""
    kept = table[table["responded"] >= k].copy()
    kept["value"] = (kept["value"] / STEP).round() * STEP
    few = kept["value"] == 0
    kept.loc[few, "coded"] = FEW
    kept.loc[few, "value"] = np.nan
    kept[["numerator", "n", "responded"]] = np.nan
    return kept, ["hours_rounded"]


def _hours_month(table: pd.DataFrame, k: int) -> Gated:
    """To half an hour; of what was asked, nothing is known of a person."""
    del k
    rounded = (table["value"] * 2).round() / 2
    return table.assign(value=rounded, numerator=np.nan, n=np.nan), ["hours_rounded"]


def _evaluator_only(table: pd.DataFrame, k: int) -> Gated:
    """By person, by team, or crossed with another count of the same people."""
    del k
    return table.iloc[:0], []


def _between_teams(table: pd.DataFrame, k: int) -> Gated:
    """Differences between teams, rounded, where there is a range and enough people."""
    kept = table[(table["n"] >= 2 * k) & table["lower"].notna()].copy()
    kept["value"] = (kept["value"] / STEP).round() * STEP
    kept["lower"] = np.floor(kept["lower"] / STEP) * STEP
    kept["upper"] = np.ceil(kept["upper"] / STEP) * STEP
    kept[["n", "numerator"]] = np.nan
    return kept, ["teams_rounded"] if len(kept) else ["too_few"]


def _gap(table: pd.DataFrame, k: int) -> Gated:
    """Whether the hub answers higher, lower or alike, as a word, of 2k people on each side."""
    kept = table[(table["numerator"] >= 2 * k) & (table["n"] >= 2 * k)]
    numbers = ["value", "numerator", "n"]
    return kept.assign(**dict.fromkeys(numbers, np.nan)), ["gap_in_words"]


def _above(table: pd.DataFrame, k: int) -> Gated:
    """All answers of two waves beside those of both: where nobody differs, or k people do."""
    few = table["responded"] < 2 * k
    apart = table["responded"] - table["eligible"]
    if few.any() or ((apart > 0) & (apart < k)).any():
        return table.iloc[:0], ["all_apart"]
    value = (table["value"] / STEP).round() * STEP
    shown = table.assign(value=value)
    shown[["numerator", "n", "responded", "eligible"]] = np.nan
    return shown, ["shares_rounded"]


def _same_people(table: pd.DataFrame, k: int) -> Gated:
    """Answers wave by wave of the same people, and of all: each question of its own."""
    kept: list[pd.DataFrame] = []
    held: list[str] = []
    for _, one in table.groupby("group", sort=False):
        shown, why = _above(one, k)
        kept.append(shown)
        held += why
    return pd.concat(kept), held


def _moved_by(table: pd.DataFrame, k: int) -> Gated:
    """Which way 2k people moved is said in a word alone; by how much gives few of them away."""
    kept = table[table["n"] >= 2 * k]
    numbers = ["value", "lower", "upper", "n"]
    return kept.assign(**dict.fromkeys(numbers, np.nan)), ["change_in_words"] if len(kept) else []


def _comings(table: pd.DataFrame, k: int) -> Gated:
    """Who came and left in a wave: both of k people or more, or nobody's number between two waves.

    From two totals and one of the two the other could be worked out: where either is of fewer
    than k, neither is shown, and no total that differs by fewer than k from the last one shown.
    """
    shown, last, held = table.copy(), float("nan"), False
    numbers = ["numerator"]
    for _, wave in table.groupby("x", sort=False):
        moves = wave[wave["group"] != "there_then"]
        few = bool((moves["numerator"] < k).any())
        if few:
            shown.loc[moves.index, "coded"] = NOT_SHOWN
        total = wave[wave["group"] == "there_then"]
        there = float(total["numerator"].iloc[0])
        gap = abs(there - last)
        if there < 2 * k or 0 < gap < k:
            shown.loc[total.index, "coded"] = NOT_SHOWN
        else:
            last = there
        held |= few or 0 < gap < k
    shown.loc[shown["coded"] != "", numbers] = np.nan
    if (shown["coded"] != "").all():
        return shown.iloc[:0], ["too_few"]
    return shown, ["few_moves"] if held else []


def _people_wide(table: pd.DataFrame, k: int) -> Gated:
    """Shares of what people left open, rounded until k of them could be more or fewer.

    `eligible` are the people who could have answered, and `responded` those who did: where fewer
    than k are on a side, a word stands for it.
    """
    silent, spoke = table["eligible"] - table["responded"], table["responded"]
    return _rounded(table, table["eligible"], k, few=silent < k, nearly=spoke < k)


def _by_scale(table: pd.DataFrame, k: int) -> Gated:
    """Answers to scales by reason, likewise: of an item, each person gives one.

    Those with a number are left out: what all shares add up to would narrow each of them down.
    """
    table = table[table["x"] != "answered"]
    none = pd.Series(data=False, index=table.index)
    return _rounded(table, table["responded"], k, few=none, nearly=none)


def _rounded(
    table: pd.DataFrame, people: pd.Series, k: int, *, few: pd.Series, nearly: pd.Series
) -> Gated:
    """Shares to the first step that is k people wide; words where that is none or all."""
    enough = people >= 2 * k
    if not enough.any():
        return table.iloc[:0], ["too_few"]
    shown = table[enough].copy()
    step = people[enough].map(lambda n: next(step for step in (*STEPS, HALF) if step * n >= k))
    shown["value"] = ((shown["value"] / step).round() * step).round(2)
    few = few[enough] | (shown["value"] == 0)
    nearly = ~few & (nearly[enough] | (shown["value"] == 1))
    shown.loc[few, "coded"], shown.loc[nearly, "coded"] = FEW, NEARLY_ALL
    shown.loc[few | nearly, "value"] = np.nan
    shown[["numerator", "n", "responded", "eligible"]] = np.nan
    return shown, ["people_rounded", *([] if enough.all() else ["too_few"])]


def _teams_apart(table: pd.DataFrame, k: int) -> Gated:
    """By team only where k people answered and k did not, in each: the teams make up the whole."""
    silent = table["eligible"] - table["responded"]
    if (silent < k).any() or (table["responded"] < k).any():
        return table.iloc[:0], ["whole_only"]
    return _people_wide(table, k)


def _in_a_word(table: pd.DataFrame, k: int) -> Gated:
    """Whether questions go together, as a word, of 2k people or more."""
    kept = table[table["n"] >= 2 * k]
    if kept.empty:
        return kept, ["too_few"]
    numbers = ["value", "lower", "upper", "n", "numerator"]
    return kept.assign(**dict.fromkeys(numbers, np.nan)), ["going_in_words"]


RULES: Mapping[str, Rule] = {
    "organizations": _as_it_is,
    "teams": _as_it_is,
    "blau": _of_organizations,
    "teachman": _of_organizations,
    "exits": _shares_alone(categories),
    "leavers": _shares_alone(_overlapping),
    "hours": _hours,
    "hours_open": _hours,
    "org_pairs": _hours,
    "org_pairs_alone": _hours,
    "hours_month": _hours_month,
    "joint": _evaluator_only,
    "meetings": _evaluator_only,
    "flow": moves,
    "icc1": _between_teams,
    **dict.fromkeys(("icc2", "r_star", "r_wg_j", "scale_alpha", "scale_omega"), _evaluator_only),
    "moved": _shares_alone(categories),
    "above": _above,
    "gap": _gap,
    "trend": _same_people,
    "trend_all": _same_people,
    "moved_by": _moved_by,
    "comings": _comings,
    "unknown": _people_wide,
    "unknown_team": _teams_apart,
    "lacking": _by_scale,
    "going": _in_a_word,
}


def is_deep(evidence: Evidence) -> bool:
    """Whether all of it falls under the rules of this module."""
    return bool(evidence.frame["unit"].isin(RULES).all())


def disclose(evidence: Evidence, edition: Edition, k: int) -> Disclosed:
    """Each table by the rule of its unit."""
    kept: list[pd.DataFrame] = []
    held: list[str] = []
    rows = latest(evidence.rows)
    for (unit, _, _), table in rows.groupby(["unit", "part", "relation"], sort=False):
        shown, why = RULES[str(unit)](table, k)
        kept.append(shown)
        held += why
    frame = pd.concat(kept)
    return disclosed(
        evidence,
        edition,
        frame=frame,
        held_back=held,
        verdicts=_verdicts(evidence.verdicts, frame) if len(frame) else (("", "withheld"),),
    )


def _verdicts(verdicts: Verdicts, frame: pd.DataFrame) -> Verdicts:
    """A verdict on what is not shown is not said."""
    moved = frame[frame["unit"] == "moved_by"]
    rest = frame[~frame["unit"].isin(("trend", "trend_all"))]
    said = set(rest["part"]) | set(rest["relation"]) | set(moved["group"])
    return tuple((p, word if not p or p in said else "withheld") for p, word in verdicts)
