"""Social connections: dense bonding ties within teams, weaker bridging ties between (p. 14-15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit
from nicdev.measures.places import places
from nicdev.measures.ties import density as tie_density
from nicdev.measures.ties import from_reports
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.people import ANSWERED, home_teams, hub_members, on_roster, roles_on

KEY = "roles.connections.density"
PARTS = ("organization", "region")
HUB, SEVERAL_PLACES, NO_PLACE = "hub", "several_of_these", "not_recorded"  # groups of their own


def density(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Share of possible ties that are reported: in all, within teams, between teams.

    A tie is unknown, never absent, where its sender was not asked or did not answer, or where the
    question did not reach its target. The share is of the pairs that are known; the bounds count
    every unknown as no tie, and as a tie. Each is computed with and without the hub. Where
    senders could name only so many, no density is given: the number of ties is capped by the form.
    Where a tie has no direction, a pair counts once: a tie if either reports it.
    """
    wave = network.wave.name
    relations = network.table("relations")
    relations = relations[relations["wave"] == wave]
    if relations.empty:
        known = network.has("relations")
        return evidence(KEY, network, [], "not asked" if known else "no evidence")

    rows: list[dict[str, Any]] = []
    verdicts: list[tuple[str, str]] = []
    caveats = ["ties_no_norm"]
    for relation in each_row(relations):
        found = _one(network, relation)
        rows += found
        verdicts.append((relation.relation, _verdict(network, relation, found)))
        if not pd.isna(relation.max_names):
            caveats.append("ties_names_capped")
        whole = next((row for row in found if row["group"] == "all"), None)
        if whole and whole["responded"] < limits["sociometric_rate"].value * whole["eligible"]:
            caveats.append("ties_low_response")
    return evidence(KEY, network, rows, verdicts, limits=limits, caveats=caveats)


def mixing(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Ties within and between organisations, and within and between regions, as a map of groups.

    The share is of known pairs, both directions together; a pair of members nobody asked is left
    out. The hub is a group of its own, whoever employs its people, so that it can be seen apart.
    Somebody in several organisations or in none stands in a group by that name. Parts:
    ``organization``, and ``region`` where organisations have one. Units: `across` and `down` (where
    a group stands; n: its people, responded: who of them answered) and `between`.
    """
    key = "roles.connections.mixing"
    relations = network.table("relations")
    relations = relations[relations["wave"] == network.wave.name]
    if relations.empty:
        known = network.has("relations")
        return evidence(key, network, [], "not asked" if known else "no evidence")
    rows: list[dict[str, Any]] = []
    verdicts: list[tuple[str, str]] = []
    caveats = ["ties_no_norm", "ties_weak_by_design"]
    for relation in each_row(relations):
        found = _reported(network, relation)
        word = "not asked" if found is None else "too little to say"
        if not pd.isna(relation.max_names):
            caveats.append("ties_names_capped")
        elif found is not None:
            here = [row for part in PARTS for row in _map(network, relation, found, part)]
            rows += here
            word = "described" if here else word
            if found.heard.mean() < limits["sociometric_rate"].value:
                caveats.append("ties_low_response")
        verdicts.append((relation.relation, word))
    return evidence(key, network, rows, verdicts, limits=limits, caveats=caveats)


def _map(network: Network, relation: Any, found: _Ties, part: str) -> Iterator[dict[str, Any]]:
    """The groups of one kind at their places, and each pair of them."""
    group = _groups(network, found.ids, part)
    names = sorted(set(group), key=lambda name: (name == HUB, name))
    if len(set(names) - {HUB, SEVERAL_PLACES, NO_PLACE}) < 2:
        return
    base = {"part": part, "relation": relation.relation, "group_kind": part}
    label = network.table("organizations").set_index("org_id")["name"]
    spots = places([name for name in names if name != HUB], middle=HUB if HUB in names else None)
    kept = network.table("layout").set_index("node")
    if set(names) <= set(kept.index):  # some of the places alone would lie over the others
        spots = {name: (kept.loc[name, "x"], kept.loc[name, "y"]) for name in names}
    for name in names:
        inside = group == name
        who = base | {"group": name, "label": label.get(name, ""), "n": int(inside.sum()),
                      "responded": int((inside & found.heard).sum())}  # fmt: skip
        yield who | {"unit": "across", "value": spots[name][0]}
        yield who | {"unit": "down", "value": spots[name][1]}
    for at, one in enumerate(names):
        for other in names[at:]:
            pairs = np.outer(group == one, group == other)
            share = tie_density(found.known, pairs | pairs.T)
            yield base | {"unit": "between", "label": relation.text, "group": one, "x": other,
                          "numerator": share.ties, "n": share.observed,
                          "value": share.value}  # fmt: skip


def _groups(network: Network, ids: list[str], part: str) -> npt.NDArray[np.object_]:
    """The hub, or the one organisation or region of each member."""
    day = _day(network)
    orgs = network.table("organizations")[["org_id", "region"]].rename(
        columns={"org_id": "organization"}
    )
    held = roles_on(network, day)[["member_id", "org_id"]].dropna()
    place = held.rename(columns={"org_id": "organization"}).merge(orgs, on="organization")
    place = place[["member_id", part]].dropna().drop_duplicates()
    count = place.groupby("member_id")[part].agg(["first", "size"])
    one = count["first"].where(count["size"] == 1, SEVERAL_PLACES).reindex(ids).fillna(NO_PLACE)
    hub = np.isin(ids, sorted(hub_members(network, day)))
    group: npt.NDArray[np.object_] = np.where(hub, HUB, one.to_numpy(dtype=object))
    return group


def _verdict(network: Network, relation: Any, found: list[dict[str, Any]]) -> str:
    if _asked(network, relation).empty:
        return "not asked"
    return "described" if any(not pd.isna(row["value"]) for row in found) else "too little to say"


def _asked(network: Network, relation: Any) -> pd.DataFrame:
    asked = network.table("tie_asked")
    here = (asked["wave"] == network.wave.name) & (asked["relation"] == relation.relation)
    rows: pd.DataFrame = asked[here]
    return rows


def _day(network: Network) -> pd.Timestamp | None:
    """The day whose roster the question is about: when it was first sent, else the wave's end."""
    sent = network.table("instruments")
    here = (sent["wave"] == network.wave.name) & (sent["instrument"] == "sociometric")
    first = sent.loc[here, "fielded_on"].min()
    return network.wave.ends_on if pd.isna(first) else first


def _roster(members: pd.DataFrame, asked: pd.DataFrame, day: pd.Timestamp | None) -> list[str]:
    """Who was there on the day, and whoever was asked; without a day, who has not left."""
    there = on_roster(members, day) if day is not None else members["left_on"].isna()
    return members.loc[there | members["member_id"].isin(asked["member_id"]), "member_id"].tolist()


@dataclass(frozen=True)
class _Ties:
    """What was reported on one relation: members in the order of rows, and ties among them.

    `ties` has all that was reported, `known` only what those said who went through the whole
    question, about people it reached.
    """

    ids: list[str]
    ties: npt.NDArray[np.float64]
    known: npt.NDArray[np.float64]
    heard: npt.NDArray[np.bool_]


def _reported(network: Network, relation: Any) -> _Ties | None:
    wave, day = network.wave.name, _day(network)
    asked = _asked(network, relation)
    ids = _roster(network.table("members"), asked, day)
    if asked.empty or len(ids) < 2:
        return None
    status = asked.set_index("member_id")["status"]
    # Whoever stopped half-way is known for the ties they named, and unknown for the rest.
    answered = sorted(status.index[status == "responded"])
    heard = sorted(status.index[status.isin(ANSWERED)])
    reports = network.table("ties")
    reports = reports[
        (reports["wave"] == wave)
        & (reports["relation"] == relation.relation)
        & reports["source"].isin(heard)
        & reports["target"].isin(ids)
    ]
    # Those who opted out are no senders, and may not be looked at as receivers either.
    out = status.index[status == "opted_out"]
    matrix = from_reports(
        ids,
        source=reports["source"].tolist(),
        target=reports["target"].tolist(),
        strength=reports["strength"].to_numpy(dtype=float),
        answered=answered,
        tie_from=float(relation.tie_from),
    )
    matrix[:, np.isin(ids, out.to_numpy())] = np.nan
    # Ties named by those who stopped half-way, or to somebody out of scope, count for the bounds;
    # on their own they would make the known pairs look denser than they are.
    known = matrix.copy()
    known[~np.isin(ids, answered)] = np.nan
    outside = ~_in_scope(network, relation.scope, ids, day)
    known[outside] = np.nan
    matrix[outside & (matrix == 0)] = np.nan
    if not relation.directed:
        matrix, known = _once(matrix, np.fmax), _once(known, np.maximum)
    return _Ties(ids, matrix, known, np.isin(ids, heard))


def _one(network: Network, relation: Any) -> list[dict[str, Any]]:
    found = _reported(network, relation)
    if found is None:
        return []
    ids, day = found.ids, _day(network)
    together = _together(home_teams(network, day), ids)
    hub = np.isin(ids, sorted(hub_members(network, day)))
    everyone = np.ones(len(ids), dtype=bool)
    views = {"all": everyone} | ({"without_hub": ~hub} if hub.any() and sum(~hub) > 1 else {})
    rows = []
    for view, kept in views.items():
        rows += list(_view(view, relation, (found.ties, found.known), together, kept, found.heard))
    return rows


def _view(
    view: str,
    relation: Any,
    matrices: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]],
    together: npt.NDArray[np.bool_],
    kept: npt.NDArray[np.bool_],
    heard: npt.NDArray[np.bool_],
) -> Iterator[dict[str, Any]]:
    pairs = np.outer(kept, kept)
    if not relation.directed:
        pairs = np.triu(pairs)
    capped = not pd.isna(relation.max_names)
    kinds = {"all": pairs}
    if (together & ~np.eye(len(together), dtype=bool)).any():
        kinds |= {"within_teams": pairs & together, "between_teams": pairs & ~together}
    for kind, mask in kinds.items():
        bounds, found = (tie_density(matrix, mask) for matrix in matrices)
        yield {
            "view": view,
            "relation": relation.relation,
            "part": relation.relation,
            "label": relation.text,
            "group_kind": WHOLE if kind == "all" else "pairs",
            "group": kind,
            "unit": "ties",
            "numerator": found.ties if found.observed or capped else None,
            "n": found.observed,
            "value": None if capped else found.value,
            "lower": None if capped else bounds.lower,
            "upper": None if capped else bounds.upper,
            "responded": int((heard & kept).sum()),
            "eligible": int(kept.sum()),
        }


def _once(
    ties: npt.NDArray[np.float64], either: Callable[..., npt.NDArray[np.float64]]
) -> npt.NDArray[np.float64]:
    """Each pair once, above the diagonal; unknown pairs below are no pairs of their own.

    With `np.maximum` a pair is known when both are; with `np.fmax` a tie that one reports is one,
    while the silence of one beside the answer of the other leaves it open.
    """
    pair = either(ties, ties.T)
    half_known = (pair == 0) & (np.isnan(ties) | np.isnan(ties.T))
    return np.where(half_known, np.nan, pair)


def _together(inside: pd.DataFrame, ids: list[str]) -> npt.NDArray[np.bool_]:
    """Which pairs share a team at least once."""
    inside = inside[inside["member_id"].isin(ids)]
    row = pd.Series(range(len(ids)), index=ids)[inside["member_id"]].to_numpy()
    column, teams = pd.factorize(inside["team_id"])
    belongs = np.zeros((len(ids), len(teams)), dtype=np.float32)
    belongs[row, column] = 1
    shared: npt.NDArray[np.bool_] = belongs @ belongs.T > 0
    return shared


def _in_scope(
    network: Network, scope: Any, ids: list[str], day: pd.Timestamp | None
) -> npt.NDArray[np.bool_]:
    """Which ordered pairs the question reached: all, or those within an organisation or region."""
    if pd.isna(scope) or scope == "all":
        return np.ones((len(ids), len(ids)), dtype=bool)
    roles = roles_on(network, day)[["member_id", "org_id"]].dropna().drop_duplicates()
    orgs = network.table("organizations")[["org_id", "region"]]
    place = roles if scope == "own_org" else roles.merge(orgs, on="org_id").dropna()
    where = "org_id" if scope == "own_org" else "region"
    renamed = place[["member_id", where]].rename(columns={where: "team_id"})
    return _together(renamed, ids)
