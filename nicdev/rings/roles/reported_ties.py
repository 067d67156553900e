"""What was reported on a question about ties: who was asked, who answered, what is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nicdev.measures.sensitivity import reconstructed
from nicdev.measures.ties import from_reports
from nicdev.network import Network
from nicdev.rings.people import ANSWERED, on_roster
from nicdev.rings.roles.pairs import in_scope


@dataclass(frozen=True)
class Reports:
    """What was said on one relation, and by whom.

    Parameters
    ----------
    ids : the members it is about: on the roster that day, and whoever was asked
    day : the day whose roster it is about
    answered, heard, out : who went through the whole question, who said anything, who opted out
    said : columns source, target and strength, of those who were heard, about these members
    """

    ids: list[str]
    day: pd.Timestamp | None
    answered: list[str]
    heard: npt.NDArray[np.bool_]
    out: npt.NDArray[np.bool_]
    said: pd.DataFrame


@dataclass(frozen=True)
class Ties:
    """Reports as arrays: members in the order of rows, and ties among them.

    `ties` has all that was reported, `known` only what those said who went through the whole
    question, about people it reached; `one_sided` has, for ties without a direction, the word of
    one where the other did not answer.
    """

    ids: list[str]
    day: pd.Timestamp | None
    ties: npt.NDArray[np.float64]
    known: npt.NDArray[np.float64]
    heard: npt.NDArray[np.bool_]
    one_sided: npt.NDArray[np.float64] | None = None


def relations_of(network: Network) -> pd.DataFrame:
    """The questions about ties that belong to the wave."""
    relations = network.table("relations")
    rows: pd.DataFrame = relations[relations["wave"] == network.wave.name]
    return rows


def asked_about(network: Network, relation: Any) -> pd.DataFrame:
    """Who was asked a question, and with what status."""
    asked = network.table("tie_asked")
    here = (asked["wave"] == network.wave.name) & (asked["relation"] == relation.relation)
    rows: pd.DataFrame = asked[here]
    return rows


def day_asked(network: Network) -> pd.Timestamp | None:
    """The day whose roster the question is about: when it was first sent, else the wave's end."""
    sent = network.table("instruments")
    here = (sent["wave"] == network.wave.name) & (sent["instrument"] == "sociometric")
    first = sent.loc[here, "fielded_on"].min()
    return network.wave.ends_on if pd.isna(first) else first


def _roster(members: pd.DataFrame, asked: pd.DataFrame, day: pd.Timestamp | None) -> list[str]:
    """Who was there on the day, and whoever was asked; without a day, who has not left."""
    there = on_roster(members, day) if day is not None else members["left_on"].isna()
    return members.loc[there | members["member_id"].isin(asked["member_id"]), "member_id"].tolist()


def reports(network: Network, relation: Any) -> Reports | None:
    """What was said on a relation; None where nobody was asked, or there is no pair of members."""
    day, asked = day_asked(network), asked_about(network, relation)
    ids = _roster(network.table("members"), asked, day)
    if asked.empty or len(ids) < 2:
        return None
    status = asked.set_index("member_id")["status"]
    heard = status.index[status.isin(ANSWERED)]
    ties = network.table("ties")
    said = ties[
        (ties["wave"] == network.wave.name)
        & (ties["relation"] == relation.relation)
        & ties["source"].isin(heard)
        & ties["target"].isin(ids)
    ]
    return Reports(
        ids=ids,
        day=day,
        answered=sorted(status.index[status == "responded"]),
        heard=np.isin(ids, heard.to_numpy()),
        # Those who opted out are no senders, and may not be looked at as receivers either.
        out=np.isin(ids, status.index[status == "opted_out"].to_numpy()),
        said=said[["source", "target", "strength"]],
    )


def reported(network: Network, relation: Any) -> Ties | None:
    """Which pairs have a tie, have none, or are unknown."""
    found = reports(network, relation)
    if found is None:
        return None
    ids = found.ids
    # Whoever stopped half-way is known for the ties they named, and unknown for the rest.
    matrix = from_reports(
        ids,
        source=found.said["source"].tolist(),
        target=found.said["target"].tolist(),
        strength=found.said["strength"].to_numpy(dtype=float),
        answered=found.answered,
        tie_from=float(relation.tie_from),
    )
    matrix[:, found.out] = np.nan
    # Ties named by those who stopped half-way, or to somebody out of scope, count for the bounds;
    # on their own they would make the known pairs look denser than they are.
    known = matrix.copy()
    known[~np.isin(ids, found.answered)] = np.nan
    outside = ~in_scope(network, relation.scope, ids, found.day)
    known[outside] = np.nan
    matrix[outside & (matrix == 0)] = np.nan
    one_sided = None
    if not relation.directed:
        one_sided = reconstructed(known)
        matrix, known = _once(matrix, np.fmax), _once(known, np.maximum)
    return Ties(ids, found.day, matrix, known, found.heard, one_sided)


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


def bounded(lower: float, upper: float, wide: float) -> tuple[float | None, float | None]:
    """The range that unknown ties leave open; none where it is too wide to be of use."""
    return (None, None) if upper - lower > wide else (lower, upper)
