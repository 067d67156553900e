"""Readiness: what data there is, and how far it can carry a claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE, Evidence
from nicdev.framework import Limit, framework
from nicdev.measures.responses import uneven
from nicdev.network import Network
from nicdev.rings import seed_for
from nicdev.rings.development import waiting
from nicdev.rings.development.covered import by_team, by_wave
from nicdev.rings.development.gathered import LASTING, STANDING, newest, rows_of, spans
from nicdev.rings.development.reached import lacking, points, said_of_data, teams_active
from nicdev.rings.development.sheets import going_together, replies
from nicdev.rings.development.unknown import unknown_by_team, unknown_pairs
from nicdev.rings.make import evidence
from nicdev.rings.people import (
    NOT_RECORDED,
    SEVERAL_OF_THESE,
    asked,
    hub_members,
    region_of,
    team_of,
)
from nicdev.rings.roles.questions import too_many
from nicdev.tables import TABLES

HERE = "development.readiness"
INSTRUMENTS = {"survey": "survey_rate", "sociometric": "sociometric_rate"}


def tables(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How many rows of each table of the contract belong to each wave, and how old the newest is.

    A grid of tables by waves: those with a gap are drawn (`rows`), those with rows in every wave
    are told (`rows_told`). Unit `newest`: `group` = table, `x` = the day of its newest row,
    `value` = its age in days on the last day of the wave, `relation` ``standing`` where rows hold
    until they are replaced.
    """
    found = spans(network)
    rows: list[dict[str, Any]] = []
    for name in TABLES:
        counts = [len(rows_of(network, name, span)) for span in found]
        gap = 0 in counts
        rows += [
            {"part": "tables_with_gaps" if gap else "tables_without_gaps", "group_kind": WHOLE,
             "unit": "rows" if gap else "rows_told", "group": name, "x": span.label,
             "numerator": count}
            for span, count in zip(found, counts, strict=True)
        ]  # fmt: skip
    rows += [
        {"unit": "newest", "group_kind": _reach(name), "group": name, "x": str(day.date()),
         "relation": "standing" if name in (*LASTING, *STANDING) else "", "value": age}
        for name, day, age in newest(network)
    ]  # fmt: skip
    return evidence(f"{HERE}.tables", network, rows, "described", limits=limits,
                    caveats=["rows_not_quality"])  # fmt: skip


def _reach(name: str) -> str:
    """Whose day it is: of a table about people it may be the day of a single person."""
    table = TABLES[name]
    column = table.dated_by
    open_ = column and table.column(column).reach == "members" and not table.about_people
    return WHOLE if open_ else "person"


def gaps(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What the framework has no answer to for want of data, and the cheapest things to collect.

    A question waits for a table without which it has no evidence (`needs` in framework.yml) and of
    which the wave has no row. A thing to collect opens the questions for which nothing else is
    missing. Units: `opens` (`part` = `next_things` or `other_things`, `x` = the thing, `numerator`
    questions it opens of `n`, `limit` = its work) and `opened` (`group` = thing, `label` = the key
    of a question). Things come in the order of their work for each question; then more questions
    first; then as framework.yml lists them.
    """
    key = f"{HERE}.gaps"
    waits = waiting.questions(network)
    things = [*waiting.things(waits), *waiting.answers(network, waits, limits)]
    ranked = sorted(things, key=lambda thing: (thing.work / len(thing.opens), -len(thing.opens)))
    first = int(limits["next_things"].value)
    rows: list[dict[str, Any]] = []
    for at, thing in enumerate(ranked):
        base = {"group_kind": WHOLE, "group": thing.name}
        rows.append(base | {"part": "next_things" if at < first else "other_things",
                            "unit": "opens", "x": thing.name, "limit": thing.work,
                            "numerator": len(thing.opens), "n": len(waits),
                            "value": len(thing.opens) / len(waits)})  # fmt: skip
        rows += [base | {"unit": "opened", "label": question} for question in thing.opens]
    alone = {question for thing in things for question in thing.opens}
    several = [question for question, absent in waits.items() if absent and question not in alone]
    base = {"group_kind": WHOLE, "group": "several_things"}
    rows += [base | {"unit": "opened", "label": question} for question in several]
    rows.append({"group_kind": WHOLE, "unit": "waiting", "limit": len(several),
                 "numerator": sum(map(bool, waits.values())), "n": len(waits)})  # fmt: skip
    return evidence(key, network, rows, "described", limits=limits, caveats=["gaps_work_guessed"])


def answers(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Who was asked and who answered, by instrument, team and region.

    Eligible is who was on the roster the day it was fielded; those who opted out stay in. With
    and without the hub, as the answers themselves are shown; by region once, with everybody.
    """
    key = f"{HERE}.answers"
    names = network.table("teams").set_index("team_id")["name"]
    hub = hub_members(network, network.wave.ends_on)
    rows: list[dict[str, Any]] = []
    caveats = []
    for instrument, rate in INSTRUMENTS.items():
        eligible = asked(network, instrument)
        if eligible.empty:
            continue
        views = {"all": eligible}
        if hub:
            views["without_hub"] = eligible[~eligible["member_id"].isin(hub)]
        for view, people in views.items():
            base = {"view": view, "part": instrument}
            rows += [base | row for row in _split(people, WHOLE, "", "")]
            teams = team_of(network, people["member_id"], network.wave.ends_on)
            for team, group in people.groupby(people["member_id"].map(teams)):
                name = str(names.get(team, ""))
                rows += [base | row for row in _split(group, "team", str(team), name)]
        regions, differ = _by_region(network, eligible, limits)
        rows += [{"view": "all", "part": instrument} | row for row in regions]
        if eligible["answered"].mean() < limits[rate].value:
            caveats.append("survey_low_response")
        if differ:
            caveats.append("survey_uneven")
    if not rows:
        known = network.has("instruments")
        return evidence(key, network, [], "not asked" if known else "no evidence")
    return evidence(key, network, rows, "described", limits=limits, caveats=caveats)


def _by_region(
    network: Network, eligible: pd.DataFrame, limits: Mapping[str, Limit]
) -> tuple[list[dict[str, Any]], bool]:
    """Rows by region where there are several, and whether regions differ by more than chance."""
    region = region_of(network, eligible["member_id"], network.wave.ends_on)
    named = eligible.assign(region=eligible["member_id"].map(region))
    known = named[~named["region"].isin([SEVERAL_OF_THESE, NOT_RECORDED])]
    if known["region"].nunique() < 2:
        return [], False
    rows = []
    for name, group in named.groupby("region"):
        rows += _split(group, "region", str(name), "")
    counts = known.groupby("region")["answered"].agg(["sum", "size"])
    chance = uneven(
        counts["sum"], counts["size"], int(limits["uneven_draws"].value),
        seed_for(network, f"{HERE}.answers"),
    )  # fmt: skip
    return rows, chance < limits["uneven_probability"].value


def _split(people: pd.DataFrame, kind: str, group: str, name: str) -> list[dict[str, Any]]:
    yes, n = int(people["answered"].sum()), len(people)
    return [
        {"group_kind": kind, "group": group, "label": name, "x": x,
         "unit": "people", "numerator": count, "n": n, "value": count / n if n else float("nan"),
         "responded": yes, "eligible": n}
        for x, count in (("answered", yes), ("did not answer", n - yes))
    ]  # fmt: skip


def coverage(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """From how many improvement teams each kind of data comes, wave by wave.

    Unit `cells`: `group` = kind of data, `x` = wave, `numerator` of `n` teams have any. Answers of
    people have the group_kind ``asked``, all else ``kind``. Unit `cells_told`: at this wave how
    much there is of each team, a row a team. Kinds of data that the network never had are left out.
    """
    key = f"{HERE}.coverage"
    if not (network.table("teams")["kind"] == "improvement team").any():
        return evidence(key, network, [], "no evidence")
    rows = [*by_wave(network), *by_team(network)]
    return evidence(key, network, rows, "described" if rows else "no evidence", limits=limits,
                    caveats=["rows_not_quality"])  # fmt: skip


def missing(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of the answers to the items of a scale, how many carry a number and how many a reason.

    A scale is the items of one indicator about one referent. Unit `lacking`: `group` = indicator
    and referent, `x` = `answered`, a reason, or `no_entry` (nothing is written down for an item
    that was put to everyone), `numerator` of `n` answers, `responded` = people who handed in a
    sheet with any item of the scale. Answers are counted, not people.
    """
    key = f"{HERE}.missing"
    rows = list(replies(network))
    if not rows:
        known = network.has("responses")
        return evidence(key, network, [], "not asked" if known else "no evidence")
    return evidence(key, network, rows, "described", limits=limits, caveats=["missing_says_much"])


def unknown_ties(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of all pairs of members, how many it is not known of whether they are connected.

    Wave by wave, each with the roster of its own day. Unit `unknown`: `group` = relation, `label`
    = the question, `x` = wave, `value` = share of pairs, `numerator` of `n`, `responded` of
    `eligible` members went through the whole question. Unit `unknown_team`, this wave alone:
    `group` = team of the sender; groups add up to all pairs.
    """
    key = f"{HERE}.unknown_ties"
    waves = [network]
    while (before := waves[0].before) is not None:
        waves.insert(0, before().only(framework().indicator(key)))
    rows = [row for at in waves for row in unknown_pairs(at, limits)]
    rows += unknown_by_team(network, limits)
    caveats = ["ties_too_many"] if too_many(network, limits) else ["unknown_not_none"]
    if not rows:
        if not network.has("relations"):
            return evidence(key, network, [], "no evidence")
        word = "too little to say" if too_many(network, limits) else "not asked"
        return evidence(key, network, [], word, limits=limits, caveats=caveats)
    return evidence(key, network, rows, "described", limits=limits, caveats=caveats)


def reliability(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Alpha and omega of each scale with its range and number of people.

    Worked out by what the ring pages use: of items of one indicator and referent on one scale,
    without the hub's own answers, of people who answered all of them. Unit `going`: `part` =
    `alpha` or `omega`, `group` = indicator and referent, `x` = `goes_together` where the whole
    range lies at or above the limit, `goes_apart` where it lies below, else `cannot_be_told`;
    `limit`, `numerator` items, `n` people.
    """
    key = f"{HERE}.reliability"
    rows = list(going_together(network, limits))
    if not rows:
        known = network.has("responses")
        return evidence(key, network, [], "not asked" if known else "no evidence")
    few = any(row["n"] < limits["reliability_people"].value for row in rows)
    return evidence(key, network, rows, "described", limits=limits,
                    caveats=["reliability_few"] if few else [])  # fmt: skip


def data_access(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Whether data reached those who work with it: what came late or never, and what people say.

    Units: `points` of measures in this wave (`points_reached` by how soon they came, of those
    lacking `points_lacking` by reason, which may go to the hub), `teams` (improvement teams of
    which somebody used the shared drive or forum), and `choices` of what stood in the way or was
    missing, with `relation` ``data`` where that is about data, and ``other``.
    """
    key = f"{HERE}.data_access"
    span = spans(network)[-1]
    taken = rows_of(network, "measurements", span)
    rows = [*points(network, taken, limits["report_days"].value), *lacking(taken)]
    rows += teams_active(network, span)
    rows += said_of_data(network, limits["voices_confidence"].value)
    caveats = ["data_access_parts"] if rows else []
    if any(row["unit"] == "choices" for row in rows):
        caveats.append("voices_not_sample")
    return evidence(key, network, rows, "described" if rows else "no evidence", limits=limits,
                    caveats=caveats)  # fmt: skip
