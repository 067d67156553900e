"""Rows that hold the same in several columns, found by numbers and not by their texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]
Numbers = np.ndarray[tuple[int], np.dtype[Any]]
# A list of every combination that there might be is worth it while it is no longer than this many
# times the rows; beyond, combinations are looked up one by one.
DENSE = 4


class Distinct(NamedTuple):
    """The different combinations of some columns.

    Parameters
    ----------
    first : the row in which each of them stands first
    at : for each row, which of them it holds
    """

    first: Numbers
    at: Numbers


def distinct(parts: Sequence[tuple[Numbers, int]], rows: int) -> Distinct:
    """The combinations of columns given as codes, each with how many different codes it has."""
    joined, size = _joined(parts, rows)
    if size > _dense(rows):
        at, found = pd.factorize(joined)
        joined, size = at, len(found)
    first = np.full(size, -1, dtype=np.int64)
    first[joined[::-1]] = np.arange(rows - 1, -1, -1)
    there = np.flatnonzero(first >= 0)
    if len(there) == size:
        return Distinct(first, joined)
    number = np.empty(size, dtype=np.int32 if size < 2**31 else np.int64)
    number[there] = np.arange(len(there))
    return Distinct(first[there], number[joined])


def repeats(parts: Sequence[tuple[Numbers, int]], rows: int) -> Mask:
    """Rows whose combination another row holds as well."""
    joined, size = _joined(parts, rows)
    if size > _dense(rows):
        return np.asarray(pd.Series(joined).duplicated(keep=False), dtype=bool)
    times = np.bincount(joined, minlength=size)
    more: Mask = (times > 1)[joined] if (times > 1).any() else np.zeros(rows, dtype=bool)
    return more


def _joined(parts: Sequence[tuple[Numbers, int]], rows: int) -> tuple[Numbers, int]:
    """One number for each row, the same where all columns hold the same; and a bound of it."""
    joined: Numbers = np.zeros(rows, dtype=np.int32)
    size = 1
    for codes, many in parts:
        if size * many >= 2**62:
            joined, found = pd.factorize(joined)
            size = len(found)
        kind = np.dtype(np.int32 if size * many < 2**31 else np.int64)
        joined = np.multiply(joined, many, dtype=kind) + codes
        size *= max(many, 1)
    return joined, size


def _dense(rows: int) -> int:
    return DENSE * rows + 1000
