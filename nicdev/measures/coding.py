"""Coding: how far people who read the same texts found the same in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

Level = Literal["nominal", "ordinal", "interval", "ratio"]


def krippendorff_nominal(values: pd.DataFrame) -> float:
    """Krippendorff's alpha for categories; see `krippendorff`."""
    return krippendorff(values, "nominal")


def krippendorff(values: pd.DataFrame, level: Level) -> float:
    """Krippendorff's alpha: 1 is full agreement, 0 what chance would give.

    Any number of coders, not each of whom need have read every unit. A unit that one coder alone
    read is left out. NaN where no unit was read by two, or where one value is all there is:
    then there is nothing in which to agree beyond chance.

    Parameters
    ----------
    values : a row for each unit, a column for each coder, NaN where a coder did not read a unit
    level : what two values differ by: all alike (``nominal``), the units between them
        (``ordinal``), their distance (``interval``), or that in relation to their sum (``ratio``,
        for values from 0 up)

    Computing Krippendorff's Alpha-Reliability (2011), by the matrix of coincidences. Checked
    against the examples printed there and those of the Python package krippendorff 0.9.0.
    """
    read = values.to_numpy(dtype=float)
    read = read[np.isfinite(read).sum(axis=1) >= 2]
    steps = np.unique(read[np.isfinite(read)])
    if len(steps) < 2:
        return float("nan")
    counts = np.stack([(read == step).sum(axis=1) for step in steps], axis=1).astype(float)
    each = counts / (counts.sum(axis=1, keepdims=True) - 1)
    met = counts.T @ each - np.diag(each.sum(axis=0))
    of_step = met.sum(axis=1)
    apart = _apart(steps, of_step, level)
    expected = (np.outer(of_step, of_step) * apart).sum() / (of_step.sum() - 1)
    return float(1 - (met * apart).sum() / expected)


def _apart(
    steps: npt.NDArray[np.float64], of_step: npt.NDArray[np.float64], level: Level
) -> npt.NDArray[np.float64]:
    """The square of how far two values differ."""
    one, other = steps[:, None], steps[None, :]
    if level == "nominal":
        found = (one != other).astype(float)
    elif level == "ordinal":
        up_to = np.cumsum(of_step) - of_step / 2
        found = (up_to[:, None] - up_to[None, :]) ** 2
    elif level == "interval":
        found = (one - other) ** 2
    else:
        both = one + other
        found = np.divide(one - other, both, out=np.zeros_like(both), where=both != 0) ** 2
    result: npt.NDArray[np.float64] = found
    return result
