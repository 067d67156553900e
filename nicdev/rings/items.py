"""Answers to the items of a survey that serve one indicator: spread, agreement, who is missing.

Several dimensions ask members about themselves on a scale; all are read in this one way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import floor
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

BETWEEN = "between"  # beside the contract's reasons: a number that the scale has no step for


def answers_to(
    key: str,
    network: Network,
    limits: Mapping[str, Limit],
    caveats: Iterable[str] = (),
    beside: Iterable[Mapping[str, Any]] = (),
) -> Evidence:
    """How answers to each item of an indicator are spread, and how far members agree.

    One table an item and view: members by answer, with bounds for those who did not answer, the
    median and the single-item agreement r_wg beside what random answers would reach. `view` is
    ``all`` or ``without_hub`` (where the hub answered too); `relation` is whom the item is about.
    Answers that carry a reason instead of a number are counted as `missing`. An item without any
    row in this wave was not part of its survey, and is left out. `caveats` are the indicator's own,
    and so are the rows that stand `beside` the spreads.
    """
    items, answers, people, hub = asked_and_answered(key, network)
    if answers.empty:
        return evidence(
            key, network, [], "not asked" if network.has("responses") else "no evidence"
        )
    from_hub = answers["from_hub"]
    eligible = asked(network, "survey")
    rows: list[dict[str, Any]] = []
    # Both views also where nobody of the hub answered: that is not to be seen from their absence.
    for view in ("all", "without_hub") if hub or from_hub.any() else ("all",):
        for item in each_row(items):
            given = answers[answers["item_id"] == item.item_id]
            if view == "without_hub":
                given = given[~given["from_hub"]]
            given, whole = _asked_of(item, given, eligible, hub, view)
            if given.empty:  # put to nobody in this view
                continue
            rows += _item(key, network, view, item, given, whole, limits)
    caveats = [*caveats, *survey_caveats(people, items, eligible, limits)]
    return evidence(key, network, [*rows, *beside], "described", limits=limits, caveats=caveats)


def asked_and_answered(
    key: str, network: Network
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, frozenset[str]]:
    """The items of an indicator in this wave, the answers to them, the sheets, and the hub.

    Answers know whose they are, the team, and whether they are `from_hub`.
    """
    wave = network.wave.name
    items = network.table("items")
    items = items[items["key"] == key]
    answers = network.table("responses")
    answers = answers[(answers["wave"] == wave) & answers["item_id"].isin(items["item_id"])]
    people = network.table("respondents")
    people = people.loc[people["wave"] == wave, ["respondent_id", "member_id", "team_id", "is_hub"]]
    people = _with_teams(network, people)
    answers = answers.merge(people, on="respondent_id", how="left")
    hub, from_hub = answered_by_hub(network, people, answers)
    answers = answers.assign(from_hub=from_hub)
    return items[items["item_id"].isin(answers["item_id"])], answers, people, hub


def answered_by_hub(
    network: Network, people: pd.DataFrame, answers: pd.DataFrame
) -> tuple[frozenset[str], pd.Series]:
    """The hub's members, and which answers are its own; both frames know `is_hub`."""
    hub = hub_members(network, network.wave.ends_on)
    hub |= frozenset(
        people.loc[people["is_hub"].fillna(value=False).astype(bool), "member_id"].dropna()
    )
    said = answers["is_hub"].fillna(value=False).astype(bool)
    return hub, said | answers["member_id"].isin(hub)


def _with_teams(network: Network, people: pd.DataFrame) -> pd.DataFrame:
    """The team that every page has a member in, else the one that the sheet names."""
    named = people["team_id"]
    on_roster = team_of(network, people["member_id"].dropna(), network.wave.ends_on)
    roster = people["member_id"].map(dict(on_roster)).astype("object")
    known = roster.where(roster.notna(), named)
    if not (known.notna() & (known != NO_TEAM)).any():
        return people.assign(team_id=None)
    return people.assign(team_id=known.fillna(NO_TEAM))


def _asked_of(
    item: Any, given: pd.DataFrame, eligible: pd.DataFrame, hub: frozenset[str], view: str
) -> tuple[pd.DataFrame, float]:
    """The rows of an item that count, and how many people it was put to; NaN where unknown.

    Whoever answered was asked, also where no list says so. Whoever was not asked this item is
    not someone who did not answer it.
    """
    of = "everyone" if pd.isna(item.asked_of) else item.asked_of
    outside = given["value"].isna() & (
        (given["missing"] == "not_asked")
        | (~given["from_hub"] if of == "hub" else given["from_hub"] if of == "members" else False)
    )
    excused, given = given[outside], given[~outside]
    if eligible.empty:
        return given, float("nan")
    listed = set(eligible["member_id"])
    listed = listed & hub if of == "hub" else listed - hub if of == "members" else listed
    if view == "without_hub":
        listed -= hub
    whole = len((listed - set(excused["member_id"].dropna())) | set(given["member_id"].dropna()))
    unnamed = given["member_id"].isna().sum()
    whole -= int((excused["member_id"].isna() & (excused["missing"] == "not_asked")).sum())
    # Sheets without a name from the hub: who on the list they are is not known, so neither is
    # how many are left without them.
    nameless_hub = given["from_hub"] & given["member_id"].isna()
    split = view == "without_hub" or of != "everyone"
    if split and (nameless_hub.any() or (not hub and unnamed)):
        return given, float("nan")
    return given, whole if given["respondent_id"].nunique() <= whole else float("nan")


def _item(
    key: str,
    network: Network,
    view: str,
    item: Any,
    given: pd.DataFrame,
    eligible: float,
    limits: Mapping[str, Limit],
) -> Iterator[dict[str, Any]]:
    base = {"view": view, "relation": item.referent, "part": item.item_id, "label": item.text}
    options = item.low + np.arange(floor(item.high - item.low) + 1)
    on_step = given["value"].isin(options)
    answered = given[on_step]
    values = answered["value"].to_numpy(dtype=float)
    counts = np.array([(values == option).sum() for option in options])
    responded = given["respondent_id"].nunique()
    who = {"responded": responded, "eligible": eligible}

    def spread(counts: np.ndarray[Any, Any], **where: Any) -> Iterator[dict[str, Any]]:
        n = int(counts.sum())
        for option, count in zip(options, counts.tolist(), strict=True):
            yield base | where | {"x": f"{option:g}", "unit": "answers", "numerator": count,
                                  "n": n, "value": count / n if n else float("nan")}  # fmt: skip

    def middle(counts: np.ndarray[Any, Any]) -> dict[str, float]:
        low, high = median_option(counts)
        return {"lower": options[0] + low, "upper": options[0] + high}

    for row in spread(counts, group_kind=WHOLE):
        lower, upper = response_bounds(row["numerator"], row["n"], eligible)
        yield row | who | {"lower": float(lower), "upper": float(upper)}
    names = network.table("teams").set_index("team_id")["name"]
    by_team = pd.crosstab(answered["team_id"], values).reindex(columns=options, fill_value=0)
    for team, cells in zip(by_team.index, by_team.to_numpy(), strict=True):
        inside = {"group_kind": "team", "group": team, "label": names.get(team, "")}
        yield from spread(cells, **inside)
        yield base | inside | {"unit": "median", "n": int(cells.sum())} | middle(cells)

    n, size = len(values), len(options)
    whole = base | {"group_kind": WHOLE, "n": n}
    yield whole | {"unit": "median"} | middle(counts)
    if size > 1:
        yield whole | {
            "unit": "r_wg",
            "value": rwg(values, size),
            "limit": rwg_null(
                n,
                size,
                limits["agreement_probability"].value,
                int(limits["agreement_draws"].value),
                seed_for(network, key),
            ),
        }
    why = given["missing"].where(given["value"].isna() | on_step, BETWEEN)
    for reason, count in why.dropna().value_counts().sort_index().items():
        yield whole | {"unit": "missing", "x": reason, "numerator": count, "n": responded}


def survey_caveats(
    people: pd.DataFrame,
    items: pd.DataFrame,
    eligible: pd.DataFrame,
    limits: Mapping[str, Limit],
) -> Iterator[str]:
    """What a reader of answers to a survey has to keep in mind."""
    if eligible.empty:
        yield "survey_eligible_unknown"
    elif eligible["answered"].mean() < limits["survey_rate"].value:
        yield "survey_low_response"
    if people["member_id"].isna().all():
        yield "survey_anonymous"
    if people["member_id"].dropna().duplicated().any():
        yield "survey_two_sheets"
    if items["reversed"].fillna(value=False).any():
        yield "survey_reversed"
