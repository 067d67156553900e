"""Which groups, and which neighbouring answers, are shown together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from nicdev.evidence import WHOLE

FEW, NEARLY_ALL = "few or none", "nearly all"  # words in the place of a number
TOGETHER = "(together)"  # the group that small groups are shown as
TABLE = ["view", "relation", "part", "unit"]  # rows that share these make one table
ADDITIVE = ("answers", "people", "reached")  # units whose groups add up to the whole
ADDITIVE_KINDS = ("team",)
CROSSING_KINDS = ("region",)  # a second cut of the same people, which stays with the evaluator

Counts = npt.NDArray[np.float64]
Classes = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Pools:
    """Per kind of group, the name each group is shown under; no kind: that split is not shown."""

    shown_as: Mapping[str, Mapping[str, str]]

    def pooled(self) -> bool:
        """Whether any groups are shown together."""
        return any(TOGETHER in names.values() for names in self.shown_as.values())


def pool_groups(frames: Sequence[pd.DataFrame], k: int) -> Pools:
    """Decide once for a page which groups are shown together.

    A group that is smaller than k in any table of the page (or absent from one) joins the others
    of its kind; the next smallest join until at least two are together and hold at least k in
    every table. Fewer than two groups left to show: the split is not shown at all.
    """
    rows = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=[*TABLE])
    shown_as: dict[str, dict[str, str]] = {}
    for kind in ADDITIVE_KINDS:
        mine = (
            rows[(rows["group_kind"] == kind) & rows["unit"].isin(ADDITIVE)] if len(rows) else rows
        )
        if not len(mine):
            continue
        sizes = mine.pivot_table(index="group", columns=TABLE, values="n", aggfunc="max")
        sizes = sizes.fillna(0.0)
        order = sizes.min(axis=1).sort_values(kind="stable").index.tolist()
        small = [group for group in order if sizes.loc[group].min() < k]
        rest = [group for group in order if group not in small]
        while small and rest and (len(small) < 2 or sizes.loc[small].sum().min() < k):
            small.append(rest.pop(0))
        if small and (len(small) < 2 or sizes.loc[small].sum().min() < k):
            continue  # even all of them together are too few
        if len(rest) + bool(small) >= 2:
            shown_as[kind] = dict.fromkeys(small, TOGETHER) | {g: g for g in rest}
    return Pools(shown_as)


def one_cut(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Without regions beside teams: of two cuts of the same people, differences tell of few."""
    out = rows["unit"].isin(ADDITIVE) & rows["group_kind"].isin(CROSSING_KINDS)
    return rows[~out], ["regions_apart"] if out.any() else []


def candidate_classes(size: int) -> Iterator[Classes]:
    """Ways to show an ordered scale of `size` answers, finest first: all, three, two, two."""
    each = tuple((i,) for i in range(size))
    yield each
    third = size // 2 if size % 2 else max(size // 3, 1)
    ends = (third, size - third)
    if size > 3 and ends[0] < ends[1]:
        yield _cut_at(size, ends)
    if size > 2:
        middle = size // 2
        yield _cut_at(size, (size - middle,))
        if size % 2:
            yield _cut_at(size, (middle,))


def greedy_classes(counts: Counts, k: int) -> Classes:
    """Neighbouring values of a count (0, 1, 2 ... events) joined until each class holds k."""
    classes: list[list[int]] = [[]]
    for i in range(len(counts)):
        if classes[-1] and counts[classes[-1]].sum() >= k:
            classes.append([])
        classes[-1].append(i)
    if len(classes) > 1 and counts[classes[-1]].sum() < k:
        rest = classes.pop()
        classes[-1] += rest
    return tuple(tuple(c) for c in classes)


def in_classes(counts: Counts, classes: Classes) -> Counts:
    """Counts by answer (last axis) added up by class."""
    return np.stack([counts[..., list(c)].sum(axis=-1) for c in classes], axis=-1)


def edges(rows: pd.DataFrame, k: int) -> pd.DataFrame:
    """Fewer than k on either side becomes a word, where there is a share to stand in for."""
    rows = rows.copy()
    few = (rows["numerator"] < k) & rows["value"].notna()
    nearly_all = (rows["n"] - rows["numerator"] < k) & rows["value"].notna()
    rows.loc[few, "coded"] = FEW
    rows.loc[nearly_all, "coded"] = NEARLY_ALL
    rows.loc[few | nearly_all, ["numerator", "value", "lower", "upper"]] = np.nan
    return rows


def _cut_at(size: int, ends: Sequence[int]) -> Classes:
    edges = [0, *ends, size]
    return tuple(tuple(range(a, b)) for a, b in pairwise(edges))


def whole(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows about the whole network."""
    return rows[rows["group_kind"] == WHOLE]
