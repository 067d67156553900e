"""Sites one by one: each one's line, and how far sites differ in all that they have counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.framework import Limit
from nicdev.measures.control import shares
from nicdev.measures.many_runs import anhoej_of_each
from nicdev.network import Network
from nicdev.rings.technical import points as line

SIGNAL, NONE, LITTLE = "signal_site", "no signal", "too little to say"


def names_of(network: Network) -> dict[str, str]:
    """Names of organizations and teams by id; with the id, where several have one name."""
    organizations = network.table("organizations").set_index("org_id")["name"]
    both = pd.concat([organizations, network.table("teams").set_index("team_id")["name"]])
    twice = both.duplicated(keep=False)
    told = both.where(~twice, both + " (" + both.index.astype(str) + ")")
    return {str(site): str(name) for site, name in told.items()}


def values_by_site(taken: pd.DataFrame, whole: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Values, and students behind them, a row a site and a column a day."""
    kept = taken.dropna(subset=["value", "denominator"], how="all")
    value = (whole * kept["numerator"] / kept["denominator"]).fillna(kept["value"])
    values = kept.assign(shown=value).pivot(index="site_id", columns="on", values="shown")
    students = kept.pivot(index="site_id", columns="on", values="denominator")
    return values, students


def site_rows(
    values: pd.DataFrame,
    students: pd.DataFrame,
    names: Mapping[str, str],
    limits: Mapping[str, Limit],
) -> Iterator[dict[str, Any]]:
    """Points and rules of each site, and how many sites have which verdict.

    A point on fewer students than the smallest number allowed enters no rule.
    """
    judged = values.mask(students < limits["k_students"].value)
    runs = anhoej_of_each(judged.to_numpy(), probability=limits["run_probability"].value,
                          run_margin=int(limits["run_margin"].value))  # fmt: skip
    enough = runs.useful >= limits["run_points_rules"].value
    verdicts = np.where(~enough, LITTLE, np.where(runs.signal, SIGNAL, NONE))
    days = pd.DatetimeIndex(values.columns).strftime("%Y-%m-%d").tolist()
    told = [names.get(site, site) for site in values.index]
    numbers, sizes = values.to_numpy(), students.to_numpy()
    for at in sorted(range(len(told)), key=told.__getitem__):
        base = {"group_kind": "site", "group": told[at]}
        yield base | {"unit": "site", "x": verdicts[at], "value": runs.centre[at],
                      "n": runs.useful[at], "numerator": runs.longest_run[at],
                      "limit": runs.longest_run_limit[at] if enough[at] else np.nan,
                      "lower": runs.crossings[at],
                      "upper": runs.crossings_limit[at] if enough[at] else np.nan}  # fmt: skip
        for seen in np.flatnonzero(~np.isnan(numbers[at])):
            yield base | {"unit": "site_point", "x": days[seen], "value": numbers[at, seen],
                          "n": sizes[at, seen]}  # fmt: skip
    for verdict in (SIGNAL, NONE, LITTLE):
        yield {"unit": "sites", "x": verdict, "numerator": int((verdicts == verdict).sum()),
               "n": len(verdicts)}  # fmt: skip


def funnel_rows(
    network: Network, taken: pd.DataFrame, whole: int, limits: Mapping[str, Limit]
) -> Iterator[dict[str, Any]]:
    """Each site's share of all its students, beside limits that are closer the more there are."""
    kept = taken.dropna(subset=["numerator", "denominator"])
    sums = kept.groupby("site_id")[["numerator", "denominator"]].sum()
    sums = sums[sums["denominator"] >= limits["k_students"].value]
    if len(sums) < limits["funnel_sites"].value:
        return
    names = names_of(network)
    chart = shares(sums["numerator"], sums["denominator"])
    for at, site in enumerate(sums.index):
        yield {"unit": "funnel", "group_kind": "site", "group": names.get(site, site),
               "value": whole * chart.values[at], "n": sums["denominator"].iloc[at],
               "lower": whole * chart.lower[at], "upper": whole * chart.upper[at],
               "limit": whole * chart.centre}  # fmt: skip
    outside = int(np.abs(chart.outside).sum())
    for x, count in (("outside_limits", outside), ("inside_limits", len(sums) - outside)):
        yield {"unit": "funnel_sites", "x": x, "numerator": count, "n": len(sums)}


def of_measures(network: Network) -> Iterator[tuple[Any, pd.DataFrame]]:
    """Each measure with the rows of all students of a site."""
    taken = network.table("measurements")
    taken = taken[taken["group"].isna()]
    for measure in network.table("measures").itertuples(index=False):
        mine = taken[taken["measure_id"] == measure.measure_id]
        if len(line.given(mine)) and mine["site_id"].nunique() > 1:
            yield measure, mine
