"""Coding: how far people who read the same texts found the same in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


def krippendorff_nominal(values: pd.DataFrame) -> float:
    """Krippendorff's alpha for categories: 1 is full agreement, 0 what chance would give.

    Any number of coders, not each of whom need have read every unit. A unit that one coder alone
    read is left out. NaN where no unit was read by two, or where one category is all there is:
    then there is nothing in which to agree beyond chance.

    Parameters
    ----------
    values : a row for each unit, a column for each coder, NaN where a coder did not read a unit
    """
    read = values.to_numpy(dtype=float)
    read = read[np.isfinite(read).sum(axis=1) >= 2]
    categories = np.unique(read[np.isfinite(read)])
    if len(categories) < 2:
        return float("nan")
    counts = np.stack([(read == category).sum(axis=1) for category in categories], axis=1)
    of_unit = counts.sum(axis=1)
    pairs = (of_unit * (of_unit - 1) - (counts * (counts - 1)).sum(axis=1)) / (of_unit - 1)
    total = of_unit.sum()
    of_category = counts.sum(axis=0)
    expected = (total**2 - (of_category**2).sum()) / (total - 1)
    return float(1 - pairs.sum() / expected)
