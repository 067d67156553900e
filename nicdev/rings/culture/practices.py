"""How a network works with evidence: what is cited, opened, written together, looked at by rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE
from nicdev.network import Network
from nicdev.rings.people import home_teams, hub_members, organizations_of, roles_on
from nicdev.rings.technical.readers import agreement, findings
from nicdev.rings.tests_of_change import by_state, share, tests_so_far
from nicdev.rings.waves import waves_so_far
from nicdev.rings.work import ended, filled, naming, yes_no

# The names that the question "could a stranger reuse it?" may have in `codings`.
REUSABLE = ("a stranger could repeat it", "a stranger could reuse it")
SESSIONS = ("names a measure", "about a question of a brief", "names neither")
DECIDED = ("names a measure", "numbers alone", "neither of them")
OPENED = ("opened by nobody else", "own team", "another team", "another organization")
AUTHORS = ("nobody noted", "one team", "several teams", "several organizations")


def rubric(network: Network, tests: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Of the tests of those that ended that were read, how many a stranger could reuse."""
    read = network.table("codings")
    over = tests.loc[tests["ended_on"].notna(), "cycle_id"]
    read = read[(read["unit_kind"] == "cycle") & read["unit_id"].isin(over)]
    read = read[read["code"].isin(REUSABLE)].assign(code="reusable")
    for found in findings(read, tests.set_index("cycle_id")["series_id"]):
        yield from by_state(found.code, "tests", found.states, ("yes", "differ", "no"))
    for code, alpha, n in agreement(read):
        yield {"unit": "readers_agree", "group_kind": WHOLE, "group": code, "value": alpha,
               "n": n}  # fmt: skip
    if len(read):
        yield {"unit": "read", "group_kind": WHOLE, "numerator": read["unit_id"].nunique(),
               "n": len(over)}  # fmt: skip


def one_reader(network: Network, tests: pd.DataFrame) -> bool:
    """Whether some test was looked at by one person alone for what a stranger could reuse."""
    read = network.table("codings")
    read = read[(read["unit_kind"] == "cycle") & read["code"].isin(REUSABLE)]
    read = read[read["unit_id"].isin(tests["cycle_id"])]
    return bool((read.groupby("unit_id")["coder"].nunique() == 1).any())


def sessions(network: Network) -> Iterator[dict[str, Any]]:
    """Decisions of reflection sessions that had been taken by the wave, by what they cite."""
    measures, day = network.table("measures"), network.wave.ends_on
    taken = network.table("decisions")
    taken = taken if day is None else taken[taken["on"] <= day]
    if taken.empty:
        return
    found = naming([*measures["measure_id"], *measures["name"]])
    said = taken[["text", "test", "became"]].fillna("").agg(" ".join, axis=1)
    names = said.map(lambda text: bool(found.search(text))).astype(bool)
    about = filled(taken["key"])
    states = pd.Series(np.select([names, about], SESSIONS[:2], SESSIONS[2]), taken.index)
    yield from by_state("sessions_cite", "decisions_taken", states, SESSIONS)


def decided(network: Network) -> Iterator[dict[str, Any]]:
    """Tests at whose end something was decided, by what stands beside the decision."""
    tests = network.table("cycles")
    tests = tests[ended(network, tests) & (tests["decision"].fillna("undecided") != "undecided")]
    seen = filled(tests["observed"]) | filled(tests["study"])
    measured = seen & tests["measure_id"].notna()
    states = pd.Series(np.select([measured, seen], DECIDED[:2], DECIDED[2]), tests.index)
    if len(tests):
        yield from by_state("tests_cite", "tests", states, DECIDED)


def opened(network: Network) -> Iterator[dict[str, Any]]:
    """Tests that were shared, by whoever opened them from farthest away.

    Uploads do not count, and neither does the hub.
    """
    tests = tests_so_far(network)
    tests = tests[tests["shared_on"].notna()]
    day = network.wave.ends_on
    lines = network.table("activity")
    lines = lines[(lines["structure"] != "upload") & lines["cycle_id"].isin(tests["cycle_id"])]
    lines = lines[~lines["member_id"].isin(hub_members(network, day))]
    lines = lines if day is None else lines[lines["on"] <= day]
    far = _apart(network, lines[["cycle_id", "member_id"]], tests)
    states = tests["cycle_id"].map(far).fillna(0).astype(int).map(dict(enumerate(OPENED)))
    if len(tests):
        yield from by_state("opened", "tests", states, OPENED)


def _apart(network: Network, lines: pd.DataFrame, tests: pd.DataFrame) -> pd.Series:
    """For each test how far away the farthest person stands: 1 own team, 2 another, 3 another
    organization. Somebody without a team, or of the same organization, is of another team."""
    day = network.wave.ends_on
    teams, orgs = home_teams(network, day), organizations_of(network, roles_on(network, day), day)
    lines = lines.drop_duplicates().merge(tests[["cycle_id", "team_id", "org"]], on="cycle_id")
    inside = _has(lines, teams.rename(columns={"team_id": "has"}), "team_id")
    near = _has(lines, orgs.rename(columns={"org_id": "has"}), "org")
    placed = lines["member_id"].isin(orgs["member_id"].dropna()) & lines["org"].notna()
    far = np.select([inside, near | ~placed], [1, 2], 3)
    return pd.Series(far, lines.index).groupby(lines["cycle_id"]).max()


def _has(lines: pd.DataFrame, places: pd.DataFrame, wanted: str) -> np.ndarray:
    """Whether the person of a line has a place: a team, an organization."""
    known = set(zip(places["member_id"], places["has"], strict=True))
    pairs = zip(lines["member_id"], lines[wanted], strict=True)
    return np.array([pair in known for pair in pairs], dtype=bool)


def authors(network: Network) -> Iterator[dict[str, Any]]:
    """Tests by how far apart those who worked on them are at home, the hub left out."""
    tests, day = tests_so_far(network), network.wave.ends_on
    pairs = network.table("cycle_members")
    pairs = pairs[~pairs["member_id"].isin(hub_members(network, day))]
    pairs = pairs[pairs["cycle_id"].isin(tests["cycle_id"])]
    if pairs.empty:
        return
    places = {"team_id": home_teams(network, None),
              "org_id": organizations_of(network, roles_on(network, None), None)}  # fmt: skip
    found = pd.DataFrame({kind: _share_none(pairs, some, kind) for kind, some in places.items()})
    found = found.reindex(tests["cycle_id"])
    unknown, teams, orgs = found["team_id"].isna(), found["team_id"] == 1, found["org_id"] == 1
    reach = np.select([unknown, orgs, teams], [AUTHORS[0], AUTHORS[3], AUTHORS[2]], AUTHORS[1])
    yield from by_state("worked_on", "tests", pd.Series(reach), AUTHORS)


def _share_none(pairs: pd.DataFrame, places: pd.DataFrame, kind: str) -> pd.Series:
    """For each test 1 where no one place is that of all who worked on it, else 0."""
    at = pairs.merge(places[["member_id", kind]].dropna(), on="member_id").drop_duplicates()
    people = at.groupby("cycle_id")["member_id"].nunique()
    most = at.groupby(["cycle_id", kind])["member_id"].nunique().groupby("cycle_id").max()
    return (most < people).astype(float)


def meetings(network: Network) -> Iterator[dict[str, Any]]:
    """Meetings of each wave that followed a protocol, and in all by which."""
    held, day = network.table("events"), network.wave.ends_on
    held = held if day is None else held[held["held_on"] <= day]
    used = filled(held["protocol"])
    waves = network.table("waves")
    for wave, label in waves_so_far(network).items():
        days = waves.loc[waves["wave"] == wave, ["starts_on", "ends_on"]]
        mine = pd.Series(data=True, index=held.index)
        for start, end in days.itertuples(index=False):  # one; none without waves
            mine = held["held_on"].between(start, end)
        if mine.any():
            yield from (row | {"label": label} for row in
                        yes_no(f"protocol_{wave}", used[mine], "meetings_held"))  # fmt: skip
    for protocol, count in held.loc[used, "protocol"].value_counts().items():
        yield share("protocols_used", "meetings_held", str(protocol), int(count), int(used.sum()))
