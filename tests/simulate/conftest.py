"""A made-up network of middle size with every plant in it, and tables as a reader finds them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd

from nicdev.simulate import Plan, Simulated, simulate
from nicdev.tables import RawTable

BASE = Plan(network="x", title="X", subject="algebra", seed=5, members=300, hub=10, schools=36,
            regions=6, affinity_groups=10, waves=3, response=0.7)  # fmt: skip


@cache
def made(*off: str) -> Simulated:
    """The network with these plants switched off."""
    return simulate(BASE.off(*off))


def raw(frames: Mapping[str, pd.DataFrame]) -> dict[str, RawTable]:
    """The same tables as text, as a reader hands them to the check."""
    return {
        name: RawTable(name, f"{name}.csv", frame.astype("str"), np.arange(2, len(frame) + 2), "")
        for name, frame in frames.items()
    }
