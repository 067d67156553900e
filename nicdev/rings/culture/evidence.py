"""Evidence-based culture: testing, safety, documenting, building on others (pp. 21-24)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit
from nicdev.measures.pairs import cliff_delta
from nicdev.measures.runs import Runs, anhoej
from nicdev.network import Network
from nicdev.rings.culture import practices
from nicdev.rings.culture.practices import one_reader, rubric
from nicdev.rings.items import answers_to, asked_and_answered, survey_caveats
from nicdev.rings.make import evidence
from nicdev.rings.people import asked
from nicdev.rings.roles.scales import in_teams, scales
from nicdev.rings.tests_of_change import by_state, share, tests_so_far
from nicdev.rings.work import filled

# What a test can have written down, in the order of its work.
WRITTEN = ("prediction", "observed", "study", "learning")
MONTH = 365.25 / 12  # days
# Where what a test builds on comes from, the farthest last.
SOURCES = ("nothing named", "own team", "another team", "another organization")


def safety(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on sharing data and talking critically are spread, item by item."""
    return answers_to("culture.evidence.safety", network, limits)


def safe_for_whom(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """The items on safety as a scale, and item by item how the hub answers beside members.

    Of the scale, the hub's own answers left out, the units of `roles.trust.within_and_between`.
    Unit `gap`: `value` is Cliff's delta of the hub's answers (`numerator` people) and members'
    (`n`); `x` says whether the hub's are higher, lower or about the same, from `gap_delta` on.
    """
    key = "culture.evidence.safe_for_whom"
    items, answers, people, _ = asked_and_answered("culture.evidence.safety", network)
    if answers.empty:
        return evidence(
            key, network, [], "not asked" if network.has("responses") else "no evidence"
        )
    members = answers[~answers["from_hub"]]
    rows = [row for scale in scales(items, members)
            for row in in_teams(network, key, scale, limits)]  # fmt: skip
    rows += [row for item in each_row(items) for row in _gap(item, answers, limits)]
    caveats = ["hub_is_few", *survey_caveats(people, items, asked(network, "survey"), limits)]
    return evidence(key, network, rows, "described" if rows else "too little to say",
                    limits=limits, caveats=caveats)  # fmt: skip


def _gap(item: Any, answers: pd.DataFrame, limits: Mapping[str, Limit]) -> Iterator[dict[str, Any]]:
    given = answers[(answers["item_id"] == item.item_id) & answers["value"].notna()]
    hub, members = (given.loc[given["from_hub"] == of, "value"] for of in (True, False))
    if hub.empty or members.empty:
        return
    delta = cliff_delta(hub, members)
    apart = limits["gap_delta"].value
    x = "hub higher" if delta >= apart else "hub lower" if delta <= -apart else "about alike"
    yield {"part": item.item_id, "label": item.text, "relation": item.referent, "unit": "gap",
           "group_kind": WHOLE, "x": x, "value": delta, "numerator": len(hub),
           "n": len(members)}  # fmt: skip


def seeking(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on looking for what worked elsewhere are spread, item by item."""
    return answers_to("culture.evidence.seeking", network, limits)


def commitment(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on testing before changing are spread, item by item."""
    return answers_to("culture.evidence.commitment", network, limits)


def innovation(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """How answers on room for what is new are spread, item by item."""
    return answers_to("culture.evidence.innovation", network, limits)


def testing(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Tests begun each month, with Anhøj's two rules; for each wave how many a team and month, and
    the share of teams that began one.

    Parts: `tests_begun` (a point a whole month, from the first wave's start, or the first test,
    to the wave's end; a month without a test is a point at nought), `tests_a_team` (a point a wave:
    tests that improvement teams began in it, by the months it lasted and by all such teams) and
    `teams_testing` (improvement teams that began a test in it, of all of them).
    """
    key = "culture.evidence.testing"
    tests = network.table("cycles")
    if tests.empty:
        return evidence(key, network, [], "no evidence")
    months = _by_month(network, tests["started_on"])
    runs = anhoej(
        months.to_numpy(dtype=float),
        probability=limits["run_probability"].value,
        run_margin=int(limits["run_margin"].value),
    )
    rows = [
        {"part": "tests_begun", "group_kind": WHOLE, "unit": "point", "x": str(month)[:10],
         "value": count, "limit": runs.centre} for month, count in months.items()
    ]  # fmt: skip
    rows += _rules("tests_begun", runs)
    verdicts = [("tests_begun", _direction(months, runs, limits))]
    teams = list(_teams_by_wave(network, tests))
    if teams:
        rows += teams
        for part in ("tests_a_team", "teams_testing"):
            rows += [{"part": part, "group_kind": WHOLE, "unit": unit}
                     for unit in ("centre", "longest_run", "crossings")]  # fmt: skip
            verdicts.append((part, "too little to say"))
    return evidence(key, network, rows, verdicts, limits=limits, caveats=["testing_not_quality"])


def _by_month(network: Network, started: pd.Series) -> pd.Series:
    """Tests begun by month, only whole months, 0 where there were none."""
    waves = network.table("waves")
    first = started.min().to_period("M")
    last = started.max().to_period("M")
    if len(waves):
        begins = waves["starts_on"].min()
        whole = begins.to_period("M") + int(begins.day > 1)
        first = min(first, whole)
        until = network.wave.ends_on
        if until is not None:
            last = until.to_period("M") - int(until.day < until.days_in_month)
    counts = started.dt.to_period("M").value_counts()
    months = pd.period_range(first, max(first, last), freq="M")
    by_month: pd.Series = counts.reindex(months, fill_value=0)
    return by_month.set_axis(months.to_timestamp())


def _rules(part: str, runs: Runs) -> Iterator[dict[str, Any]]:
    whole = {"part": part, "group_kind": WHOLE, "n": runs.useful}
    yield whole | {"unit": "centre", "value": runs.centre}
    yield whole | {"unit": "longest_run", "value": runs.longest_run,
                   "limit": runs.longest_run_limit}  # fmt: skip
    yield whole | {"unit": "crossings", "value": runs.crossings, "limit": runs.crossings_limit}


def _direction(months: pd.Series, runs: Runs, limits: Mapping[str, Limit]) -> str:
    """Rising or falling where the rules find a signal; the later half beside the earlier says."""
    if runs.useful < limits["run_points_rules"].value:
        return "too little to say"
    if not runs.signal:
        return "no signal"
    half = len(months) // 2
    change = months.iloc[-half:].sum() - months.iloc[:half].sum()
    return "described" if change == 0 else "rising" if change > 0 else "falling"


def _teams_by_wave(network: Network, tests: pd.DataFrame) -> Iterator[dict[str, Any]]:
    table = network.table("teams")
    teams = table.loc[table["kind"] == "improvement team", "team_id"]
    waves = network.table("waves")
    until = network.wave.ends_on
    if teams.empty or until is None:
        return
    for wave in each_row(waves[waves["ends_on"] <= until].sort_values("ends_on")):
        begun = tests["started_on"].between(wave.starts_on, wave.ends_on)
        mine = int((begun & tests["team_id"].isin(teams)).sum())
        months = ((wave.ends_on - wave.starts_on).days + 1) / MONTH
        yield {"part": "tests_a_team", "unit": "point", "group_kind": WHOLE,
               "x": wave.ends_on.date(), "numerator": mine, "n": len(teams),
               "value": mine / (len(teams) * months)}  # fmt: skip
        count = len(set(teams) & set(tests.loc[begun, "team_id"]))
        yield share("teams_testing", "point", wave.ends_on.date(), count, len(teams)) | {
            "relation": "share"
        }


def documenting(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Of the tests that ended, how many have each step written down, how soon they are shared,
    and whether a stranger could reuse what is written.

    Parts: `written` (a row for each step and one for having been shared; a test may be in all),
    `days_to_share` (tests that were shared, by days from their end; shared before it is 0) and
    `reusable` (tests that were read: what all readers found, and how far they agree).
    """
    key = "culture.evidence.documenting"
    tests = tests_so_far(network)
    tests = tests[tests["ended_on"].notna()]
    if tests.empty:
        return evidence(key, network, [], "no evidence")
    has = {step: tests[step].fillna("").str.strip() != "" for step in WRITTEN}
    has["decision"] = tests["decision"].notna() & (tests["decision"] != "undecided")
    has["shared"] = tests["shared_on"].notna()
    rows = [share("written", "tests", step, int(there.sum()), len(tests))
            for step, there in has.items()]  # fmt: skip
    days = (tests["shared_on"] - tests["ended_on"]).dt.days.dropna().clip(lower=0)
    rows += _by_days(days, [limits["share_soon"].value, limits["share_late"].value])
    rows += rubric(network, tests)
    alone = ["tests_one_reader"] if one_reader(network, tests) else []
    return evidence(key, network, rows, "described", limits=limits,
                    caveats=["documenting_elsewhere", *alone])  # fmt: skip


def _by_days(days: pd.Series, ends: list[float]) -> Iterator[dict[str, Any]]:
    """Counts in classes that end at `ends` days; the last one ends where the days do."""
    if days.empty:
        return
    low = 0
    for high in [*ends, *([days.max()] if days.max() > ends[-1] else [])]:
        x = f"{low}-{high:.0f}"
        yield share("days_to_share", "tests", x, int(days.between(low, high).sum()), len(days))
        low = int(high) + 1


def building_on(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Whose earlier tests a test builds on, and whose later tests build on it.

    Parts: `builds_on` (every test begun so far, by the farthest place of a test it names) and
    `built_on` (every test that ended, by the farthest place of a test that names it). A named test
    that began later than the one that names it is no source.
    """
    key = "culture.evidence.building_on"
    tests = tests_so_far(network)
    if tests.empty:
        return evidence(key, network, [], "no evidence")
    links = _links(tests)
    ended = tests.loc[tests["ended_on"].notna(), "cycle_id"]
    rows = [*by_state("builds_on", "tests", _farthest(tests["cycle_id"], links, "later"), SOURCES)]
    if len(ended):
        rows += by_state("built_on", "tests", _farthest(ended, links, "earlier"), SOURCES)
    return evidence(key, network, rows, "described", limits=limits,
                    caveats=["building_on_named"])  # fmt: skip


def _links(tests: pd.DataFrame) -> pd.DataFrame:
    """A row for each test and each earlier one it names: earlier, later, and how far apart."""
    known = tests.set_index("cycle_id")
    named = tests[["cycle_id", "builds_on"]].dropna()
    named = named.assign(builds_on=named["builds_on"].str.split(";")).explode("builds_on")
    named["builds_on"] = named["builds_on"].str.strip()
    links = named.set_axis(["later", "earlier"], axis=1)
    links = links[links["earlier"].isin(known.index) & (links["earlier"] != links["later"])]
    one, other = (known.loc[links[side]].reset_index() for side in ("later", "earlier"))
    far = np.select(
        [one["team_id"] == other["team_id"],
         one["org"].isna() | other["org"].isna() | (one["org"] == other["org"])],
        [1, 2], 3,
    )  # fmt: skip
    in_time = (other["started_on"] <= one["started_on"]).to_numpy()
    return links.assign(far=far)[in_time]


def _farthest(tests: pd.Series, links: pd.DataFrame, side: str) -> pd.Series:
    far = links.groupby(side)["far"].max()
    return tests.map(far).fillna(0).astype(int).map(dict(enumerate(SOURCES)))


def access(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Tests that were shared, by whoever opened them from farthest away."""
    key = "culture.evidence.access"
    rows = (
        list(practices.opened(network))
        if network.table("activity")["cycle_id"].notna().any()
        else []
    )
    return evidence(key, network, rows, "described" if rows else "no evidence", limits=limits,
                    caveats=["access_logged"])  # fmt: skip


def cited(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Decisions that rest on a measure: those of reflection sessions, and those on tests."""
    key = "culture.evidence.cited"
    rows = [*practices.sessions(network), *practices.decided(network)]
    return evidence(key, network, rows, "described" if rows else "no evidence", limits=limits,
                    caveats=["cited_as_written"])  # fmt: skip


def protocols(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Meetings at which data or work were looked at in an agreed way, by wave and by which."""
    key = "culture.evidence.protocols"
    noted = filled(network.table("events")["protocol"]).any()
    rows = list(practices.meetings(network)) if noted else []
    return evidence(key, network, rows, "described" if rows else "no evidence", limits=limits,
                    caveats=["protocols_noted"])  # fmt: skip
