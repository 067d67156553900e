"""The work: aims and theory, tests of change, and what was learned and taken up from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from nicdev.simulate.calendar import Calendar, Days, between, open_day, written
from nicdev.simulate.people import NEVER, Flags, Ints, People
from nicdev.simulate.plan import Plan
from nicdev.simulate.subjects import Subject
from nicdev.simulate.telling import SCALES, told

REUSES = 0.5  # chance that a test builds on one from another organization, at full strength
TOGETHER = 0.15  # chance that somebody from anywhere in the network works on a test
Random = np.random.Generator


def theory(plan: Plan, days: Calendar, subject: Subject) -> dict[str, pd.DataFrame]:
    """The aim in two wordings, and a driver diagram that changes from wave to wave."""
    newest = min(plan.waves, max(idea.since for idea in subject.ideas))
    due = (days.starts[0].astype("datetime64[Y]") + 2).astype("datetime64[D]") + 150
    dates = [days.starts[0] + 19, *(days.starts[at] + 12 for at in range(1, newest))]
    aims = []
    for at, said in enumerate(subject.aims[:newest]):
        aim = {"version": f"aim-{at + 1}", "dated_on": str(dates[at]), "text": said["text"],
               "what": said["what"], "for_whom": said["for_whom"],
               "how_much": said.get("how_much", ""),
               "by_when": str(due) if "how_much" in said else "",
               "equity": said.get("equity", "")}  # fmt: skip
        aims.append(aim)
    notes = (
        "The first version, from two meetings and many sticky notes.",
        "New ideas came from tests of the first half-year; one that nobody tried was taken out.",
        "One idea was added after the spring meeting.",
    )
    rows, versions = [], []
    for at in range(newest):
        version = f"v{at + 1}"
        versions.append({"version": version, "dated_on": str(dates[at]), "note": notes[at]})
        boxes: list[dict[str, str]] = []
        wording = subject.aims[min(at, len(subject.aims) - 1)]["text"]
        boxes.append({"node_id": "AIM", "kind": "aim", "text": wording, "parents": ""})
        boxes += [{"node_id": node, "kind": "primary driver", "text": text, "parents": "AIM"}
                 for node, text in subject.primaries]  # fmt: skip
        boxes += [{"node_id": node, "kind": "secondary driver", "text": text, "parents": parent}
                 for node, parent, text in subject.secondaries]  # fmt: skip
        boxes += [{"node_id": idea.idea, "kind": "change idea",
                  "text": idea.does[0].upper() + idea.does[1:], "parents": idea.parent}
                 for idea in subject.ideas if idea.since <= at + 1]  # fmt: skip
        if at == 0:
            boxes.append({"node_id": "I00", "kind": "change idea",
                          "text": "Hold a poster contest", "parents": ""})  # fmt: skip
        rows += [{"version": version, **box} for box in boxes]
    return {"aims": pd.DataFrame(aims), "theory": pd.DataFrame(rows),
            "theory_versions": pd.DataFrame(versions)}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Tests:
    """Tests of change in the order in which they began, by number."""

    team: Ints
    idea: Ints
    turn: Ints  # the how-manieth of its team with this idea
    started: Days
    ended: Days
    shared: Days
    may_share: np.ndarray

    @property
    def ids(self) -> np.ndarray:
        """Codes, as wide as needed."""
        width = max(3, len(str(len(self.team))))
        return np.array([f"C{at + 1:0{width}d}" for at in range(len(self.team))], dtype=object)


def tests(plan: Plan, days: Calendar, who: People, subject: Subject) -> Tests:
    """Which team tested which idea, and when."""
    random = plan.random("tests")
    size = np.bincount(who.team[who.here(days.starts[0] + 20)], minlength=len(who.orgs))
    can = np.flatnonzero(size[: who.schools] > 0)
    eager = random.gamma(2.5, plan.tests / 2.5, len(can))
    times = random.poisson(np.tile(eager, (plan.waves, 1)))
    wave, team = (np.repeat(at.ravel(), times.ravel()) for at in np.indices(times.shape))
    team = can[team]
    started = between(random, days.starts[wave] + 25, days.ends[wave] - 20)
    keep = started <= who.last_of_teams(days.last)[team]
    order = np.argsort(started[keep], kind="stable")
    wave, team, started = wave[keep][order], team[keep][order], started[keep][order]
    since = np.array([idea.since for idea in subject.ideas])
    there = np.searchsorted(np.sort(since), wave + 1, side="right")
    liked = random.integers(0, 1000, (len(who.orgs), 2))
    own = liked[team, (random.random(len(team)) < 0.35).astype(int)] % there
    idea = np.where(
        random.random(len(team)) < 0.75, own, random.integers(0, 1000, len(team)) % there
    )
    turn = (
        pd.DataFrame({"team": team, "idea": idea}).groupby(["team", "idea"]).cumcount().to_numpy()
    )
    ended = open_day(started + random.integers(6, 26, len(team)))
    ended = np.where(ended > days.last, NEVER, ended)
    may = random.random(len(team)) < 0.9
    shared = open_day(np.where(np.isnat(ended), started, ended) + random.integers(2, 21, len(team)))
    told_on = may & (random.random(len(team)) < 0.7) & ~np.isnat(ended) & (shared <= days.last)
    return Tests(team, idea, turn, started, ended, np.where(told_on, shared, NEVER), may)


def cycles(
    plan: Plan, days: Calendar, who: People, subject: Subject, made: Tests
) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """The log of tests, who worked on each, and how many build on another organization's."""
    ids = made.ids
    running = np.isnat(made.ended)
    random = plan.random("cycles")
    before = _before(made)
    follows = (made.turn > 0) & (random.random(len(ids)) < 0.85)
    follows &= made.ended[before] <= made.started
    own = np.where(follows, ids[before], "")
    reused = _reused(plan, who, made)
    other = np.where(reused >= 0, ids[reused], "")
    both = np.where((own != "") & (other != ""), own + ";" + other, own + other)
    again = (
        pd.DataFrame({"t": made.team, "i": made.idea}).groupby(["t", "i"])["t"].transform("size")
    )
    ideas = np.array([idea.idea for idea in subject.ideas], dtype=object)
    parent = {node: primary for node, primary, _ in subject.secondaries}
    driver = np.array([parent[idea.parent] for idea in subject.ideas], dtype=object)
    served = {m.driver: m.measure for m in subject.measures if m.driver}
    measure = np.array([served.get(d, subject.measures[0].measure) for d in driver], dtype=object)
    wide = np.minimum((made.turn + random.integers(0, 2, len(ids))) // 2, len(SCALES) - 1)
    scale = np.array(SCALES, dtype=object)[wide]
    words = told(plan, subject, made.idea, running, scale)
    table = pd.DataFrame(
        {"cycle_id": ids, "team_id": who.teams[made.team],
         "org_id": who.orgs[who.org_of_team[made.team]], "idea_id": ideas[made.idea],
         "driver_id": driver[made.idea],
         "series_id": np.where(again > 1, who.teams[made.team] + "-" + ideas[made.idea], ""),
         "started_on": written(made.started), "ended_on": written(made.ended),
         "measure_id": np.where(random.random(len(ids)) < 0.6, measure[made.idea], ""),
         "as_planned": np.where(running, "", np.where(random.random(len(ids)) < 0.7, "yes", "no")),
         "scale": scale, "builds_on": both,
         "shared_on": written(made.shared), "may_share": np.where(made.may_share, "yes", "no")}
        | words
    )  # fmt: skip
    chosen = reused >= 0
    truth = {
        "tests": len(ids),
        "tests_that_build_on_another_organization": int(chosen.sum()),
        "share": round(float(chosen.mean()), 4) if len(ids) else None,
        "cycle_ids": ids[chosen].tolist(),
    }
    return {"cycles": table, "cycle_members": _authors(plan, who, made)}, truth


def _before(made: Tests) -> Ints:
    """The test before this one of the same team with the same idea; itself where there is none."""
    at = pd.Series(np.arange(len(made.team)))
    earlier = at.groupby([made.team, made.idea]).shift()
    return earlier.fillna(at).astype(int).to_numpy()


def _reused(plan: Plan, who: People, made: Tests) -> Ints:
    """For each test an earlier shared one of another organization with the same idea, or -1."""
    random = plan.random("reuse")
    count = len(made.team)
    wants = random.random(count) < REUSES * plan.strengths.reuse
    rank = pd.Series(made.idea).groupby(made.idea).cumcount().to_numpy()
    order = np.argsort(made.idea, kind="stable")
    start = np.searchsorted(made.idea[order], made.idea)
    found = np.full(count, -1)
    for _ in range(6):
        pick = np.minimum((random.random(count) * rank).astype(int), np.maximum(rank - 1, 0))
        other = order[start + pick] if count else order
        fits = (made.team[other] != made.team) & (made.shared[other] < made.started)
        found = np.where((found < 0) & wants & fits, other, found)
    return found


def _authors(plan: Plan, who: People, made: Tests) -> pd.DataFrame:
    random = plan.random("authors")
    order = np.argsort(who.team, kind="stable")
    first = np.searchsorted(who.team[order], np.arange(len(who.orgs)))
    size = np.bincount(who.team, minlength=len(who.orgs))
    picks = (random.random((3, len(made.team))) * size[made.team]).astype(int)
    more = random.random((3, len(made.team))) < np.array([[1.0], [0.6], [0.35]])
    test = np.tile(np.arange(len(made.team)), (3, 1))[more]
    person = order[first[made.team][None, :] + picks][more]
    made_with = plan.random("other authors")
    guest = made_with.integers(0, plan.members, len(made.team))
    joined_in = np.flatnonzero(made_with.random(len(made.team)) < TOGETHER)
    test = np.append(test, joined_in)
    person = np.append(person, guest[joined_in])
    pairs = pd.DataFrame({"test": test, "person": person}).drop_duplicates()
    day = made.started[pairs["test"]]
    joined, left = who.joined[pairs["person"]], who.left[pairs["person"]]
    pairs = pairs[(joined <= day) & (np.isnat(left) | (left >= day))].sort_values(
        ["test", "person"]
    )
    return pd.DataFrame(
        {"cycle_id": made.ids[pairs["test"]], "member_id": who.ids[pairs["person"]]}
    )


def uploads(who: People, made: Tests, authors: pd.DataFrame) -> pd.DataFrame:
    """Who uploaded what on the day on which it was shared."""
    first = authors.drop_duplicates("cycle_id")
    shared = pd.DataFrame({"cycle_id": made.ids, "on": written(made.shared)}).query("on != ''")
    rows = first.merge(shared, on="cycle_id")
    left = pd.Series(written(who.left), index=who.ids)[rows["member_id"]].to_numpy()
    still: Flags = (left == "") | (left >= rows["on"].to_numpy())
    return rows.loc[still, ["member_id", "on", "cycle_id"]]


def spread(
    plan: Plan, days: Calendar, who: People, subject: Subject, made: Tests
) -> dict[str, pd.DataFrame]:
    """What was learned from ideas that were tested often, on its way to other teams."""
    random = plan.random("spread")
    rows, takes = [], []
    often = pd.Series(made.idea[~np.isnat(made.ended)]).value_counts(sort=True)
    often = often[often >= 3].sort_index()
    for number, idea in enumerate(often.index.to_numpy()):
        mine = np.flatnonzero((made.idea == idea) & ~np.isnat(made.ended))[:4]
        day = made.ended[mine].max() + 20
        for step, status in enumerate(("harvested", "warranted", "packaged", "offered")):
            if day > days.last or (step > 1 and number % 3 == 2):
                break
            rows.append({"learning_id": f"L{number + 1}", "idea_id": subject.ideas[idea].idea,
                         "cycles": ";".join(made.ids[mine]), "status": status,
                         "on": str(open_day(np.array([day]))[0]), "version": "1"})  # fmt: skip
            if status == "offered":
                team = np.flatnonzero(random.random(who.schools) < 0.25)
                team = team[~np.isin(team, made.team[mine])]
                on = open_day(day + random.integers(10, 90, len(team)))
                fits = on <= who.last_of_teams(days.last)[team]
                taken = {"learning_id": f"L{number + 1}", "team_id": who.teams[team]}
                takes.append(pd.DataFrame(taken | {"on": written(on)})[fits])
            day = day + 30
    uptakes = pd.concat(takes, ignore_index=True) if takes else pd.DataFrame()
    return {"learnings": pd.DataFrame(rows), "uptakes": uptakes}
