"""Relational trust: respect, personal regard, competence and integrity, by relationship (p. 16)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit
from nicdev.measures.agreement import rwg, rwg_null
from nicdev.measures.responses import median_option, response_bounds
from nicdev.network import Network
from nicdev.rings import seed_for
from nicdev.rings.make import evidence
from nicdev.rings.people import NO_TEAM, asked, hub_members, team_of

KEY = "roles.trust.facets"


def facets(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers to each trust item are spread, and how far members agree.

    One table an item and view: members by answer, with bounds for those who did not answer, the
    median and the single-item agreement r_wg beside what random answers would reach. `view` is
    ``all`` or ``without_hub`` (where the hub answered too); `relation` is whom the item is about.
    Answers that carry a reason instead of a number are counted as `missing`.
    """
    wave = network.wave.name
    items = network.table("items")
    items = items[items["key"] == KEY]
    answers = network.table("responses")
    answers = answers[(answers["wave"] == wave) & answers["item_id"].isin(items["item_id"])]
    if items.empty:
        return evidence(KEY, network, [], "no evidence" if answers.empty else "not asked")
    if answers.empty:
        return evidence(
            KEY, network, [], "not asked" if network.has("responses") else "no evidence"
        )

    people = network.table("respondents")
    people = people.loc[people["wave"] == wave, ["respondent_id", "member_id", "team_id", "is_hub"]]
    # The team of a known member is the one that every page has them in.
    known = people["member_id"].dropna()
    teams = team_of(network, known, network.wave.ends_on)
    people["team_id"] = people["member_id"].map(teams).fillna(people["team_id"])
    answers = answers.merge(people, on="respondent_id", how="left")
    eligible = asked(network, "survey")
    hub = hub_members(network, network.wave.ends_on)
    is_hub = answers["is_hub"].fillna(value=False).astype(bool) | answers["member_id"].isin(hub)
    views = {"all": (answers, eligible)}
    if hub or is_hub.any():  # also where nobody of the hub answered: that is not to be seen
        others = eligible[~eligible["member_id"].isin(hub)]
        views["without_hub"] = (answers[~is_hub], others)

    rows: list[dict[str, Any]] = []
    for view, (given, invited) in views.items():
        for item in each_row(items):
            rows += _item(network, view, item, given[given["item_id"] == item.item_id],
                          invited, limits)  # fmt: skip
    return evidence(KEY, network, rows, "described", limits=limits,
                    caveats=_caveats(people, eligible, limits))  # fmt: skip


def _item(
    network: Network,
    view: str,
    item: Any,
    given: pd.DataFrame,
    invited: pd.DataFrame,
    limits: Mapping[str, Limit],
) -> Iterator[dict[str, Any]]:
    base = {"view": view, "relation": item.referent, "part": item.item_id, "label": item.text}
    options = range(int(item.low), int(item.high) + 1)
    values = given["value"].dropna()
    # Whoever was not asked this item is not someone who did not answer it.
    skipped_by_design = int((given["missing"] == "not_asked").sum())
    eligible = len(invited) - skipped_by_design if len(invited) else float("nan")
    responded = given["respondent_id"].nunique() - skipped_by_design
    if responded > eligible:  # more answer sheets than people listed: nobody knows of how many
        eligible = float("nan")
    who = {"responded": responded, "eligible": eligible}

    def spread(values: pd.Series, **where: Any) -> Iterator[dict[str, Any]]:
        n = len(values)
        for option in options:
            count = int((values == option).sum())
            yield base | where | {"x": str(option), "unit": "answers", "numerator": count, "n": n,
                                  "value": count / n if n else float("nan")}  # fmt: skip

    for row in spread(values, group_kind=WHOLE):
        lower, upper = response_bounds(row["numerator"], row["n"], eligible)
        yield row | who | {"lower": float(lower), "upper": float(upper)}
    for team, inside in given.groupby(given["team_id"].fillna(NO_TEAM)):
        yield from spread(inside["value"].dropna(), group_kind="team", group=team)

    n, size = len(values), len(options)
    whole = base | {"group_kind": WHOLE, "n": n}
    counts = np.array([(values == option).sum() for option in options])
    low, high = median_option(counts)
    yield whole | {"unit": "median", "lower": options[0] + low, "upper": options[0] + high}
    yield whole | {
        "unit": "r_wg",
        "value": rwg(values.to_numpy(dtype=float), size),
        "limit": rwg_null(
            n,
            size,
            limits["agreement_probability"].value,
            int(limits["agreement_draws"].value),
            seed_for(network, KEY),
        ),
    }
    for reason, count in given["missing"].dropna().value_counts().sort_index().items():
        yield whole | {"unit": "missing", "x": reason, "numerator": count, "n": responded}


def _caveats(
    people: pd.DataFrame, eligible: pd.DataFrame, limits: Mapping[str, Limit]
) -> Iterator[str]:
    yield "trust_may_dip"
    if eligible.empty:
        yield "survey_eligible_unknown"
    elif eligible["answered"].mean() < limits["survey_rate"].value:
        yield "survey_low_response"
    if people["member_id"].isna().all():
        yield "survey_anonymous"
