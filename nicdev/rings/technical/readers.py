"""What readers found in write-ups of tests: criteria that follow one another, and agreement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from nicdev.measures.coding import krippendorff_nominal

# The criteria of McNicholas and others (2019, BMJ Quality & Safety 28, 356-365, tables 1 and 2),
# by the names that codes have here, each with the one among whose tests it counts.
CRITERIA = {
    "all stages documented": "",
    "study in past tense": "all stages documented",
    "learning activity": "all stages documented",
    "explicit prediction": "learning activity",
    "in a series": "all stages documented",
    "series increases scale": "in a series",
    "series uses regular data": "in a series",
}
OF_SERIES = ("series increases scale", "series uses regular data")  # these count series


@dataclass(frozen=True)
class Found:
    """One code: what is counted (tests or chains), and ``yes``, ``differ`` or ``no`` for each."""

    code: str
    unit: str
    states: pd.Series


def findings(read: pd.DataFrame, series: pd.Series) -> Iterator[Found]:
    """The criteria first, in their order, then the network's own codes, among all tests read.

    Where nobody looked for the criterion that another follows, the one before it counts, and in
    the end all tests read. A series meets a criterion where readers agree that a test of it does.

    Parameters
    ----------
    read : rows of `codings` about tests
    series : the series of each test, by test; missing where it is in none
    """
    share = (read["value"] > 0).groupby([read["code"], read["unit_id"]], sort=False).mean()
    codes = dict.fromkeys(share.index.get_level_values("code"))
    states = {code: share.loc[code].map(_state) for code in codes}
    for code in [*(c for c in CRITERIA if c in codes), *(c for c in codes if c not in CRITERIA)]:
        mine = states[code]
        for before in _before(code):
            if before in states:
                met = states[before].index[states[before] == "yes"]
                mine = mine[mine.index.isin(met)]
        if code in OF_SERIES:
            chains = mine.index.map(series.to_dict())
            best = mine.map(["no", "differ", "yes"].index).groupby(chains).max()
            yield Found(code, "chains", best.map(dict(enumerate(("no", "differ", "yes")))))
        else:
            yield Found(code, "tests", mine)


def _state(share: float) -> str:
    return "yes" if share == 1 else "no" if share == 0 else "differ"


def _before(code: str) -> Iterator[str]:
    """What a criterion follows, directly or by others."""
    while code := CRITERIA.get(code, ""):
        yield code


def agreement(read: pd.DataFrame) -> Iterator[tuple[str, float, int]]:
    """For each code Krippendorff's alpha, and of how many tests with two readers or more."""
    for code, some in (read["value"] > 0).groupby(read["code"], sort=False):
        values = some.astype(float).groupby([read["unit_id"], read["coder"]]).first().unstack()
        twice = values[values.notna().sum(axis=1) >= 2]
        if len(twice):
            yield str(code), krippendorff_nominal(twice), len(twice)
