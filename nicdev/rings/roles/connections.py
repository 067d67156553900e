"""Social connections: dense bonding ties within teams, weaker bridging ties between (p. 14-15)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nicdev.evidence import WHOLE, Evidence, each_row
from nicdev.framework import Limit
from nicdev.measures.ties import density as tie_density
from nicdev.measures.ties import from_reports
from nicdev.network import Network
from nicdev.rings.make import evidence
from nicdev.rings.people import ANSWERED, home_teams, hub_members, on_roster, roles_on

KEY = "roles.connections.density"


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


def _one(network: Network, relation: Any) -> list[dict[str, Any]]:
    wave, day = network.wave.name, _day(network)
    asked = _asked(network, relation)
    ids = _roster(network.table("members"), asked, day)
    if asked.empty or len(ids) < 2:
        return []
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
    together = _together(home_teams(network, day), ids)
    hub = np.isin(ids, sorted(hub_members(network, day)))
    everyone = np.ones(len(ids), dtype=bool)
    views = {"all": everyone} | ({"without_hub": ~hub} if hub.any() and sum(~hub) > 1 else {})
    rows = []
    for view, kept in views.items():
        rows += list(_view(view, relation, (matrix, known), together, kept, np.isin(ids, heard)))
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
