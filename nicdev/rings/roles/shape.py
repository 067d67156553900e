"""What hangs together, and who stands apart; how ties gather, run one way and close circles.

Never by person: members are counted by where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nicdev.evidence import WHOLE
from nicdev.framework import Limit
from nicdev.measures.structure import centralization, components, constraint, hierarchy
from nicdev.measures.ties import ratio
from nicdev.rings.roles.reported_ties import Ties

STANDING = ("in_largest", "in_smaller", "alone", "not_known")
REACHED = ("reach_none", "reach_one", "reach_more")
CIRCLES = ("circle_open", "circle_between", "circle_closed", "circle_none")


def base_of(view: str, relation: Any, unit: str) -> dict[str, Any]:
    """What all rows of one question and version share."""
    return {"view": view, "relation": relation.relation, "part": relation.relation,
            "label": relation.text, "group_kind": WHOLE, "unit": unit}  # fmt: skip


def counted(base: dict[str, Any], xs: tuple[str, ...], which: npt.NDArray[Any]) -> Iterator[Any]:
    """A row for each heading under which members stand, and how many do."""
    for at, x in enumerate(xs):
        count = int((which == at).sum())
        if not count:
            continue
        yield base | {"x": x, "numerator": count, "n": len(which),
                      "value": ratio(count, len(which))}  # fmt: skip


def standing(
    view: str, relation: Any, found: Ties, places: pd.DataFrame, kept: npt.NDArray[np.bool_]
) -> Iterator[dict[str, Any]]:
    """Members by where they stand, and respondents by how many other organisations they reach."""
    at = np.flatnonzero(kept)
    ties = np.nan_to_num(found.ties[np.ix_(at, at)])
    np.fill_diagonal(ties, 0.0)
    heard = found.heard[at]
    label = components(ties)
    size = np.bincount(label, minlength=1)
    alone = size[label] == 1
    which = np.where(label == 0, 0, 1)
    which[alone] = np.where(heard[alone], 2, 3)
    who = {"responded": int(heard.sum()), "eligible": len(at)}
    yield from counted(base_of(view, relation, "roster") | who, STANDING, which)
    parts = int((size > 1).sum())
    yield base_of(view, relation, "parts") | who | {"value": float(parts)}
    yield from _reaching(view, relation, found, places, at, ties)


def _reaching(
    view: str,
    relation: Any,
    found: Ties,
    places: pd.DataFrame,
    at: npt.NDArray[np.intp],
    ties: npt.NDArray[np.float64],
) -> Iterator[dict[str, Any]]:
    """Of those who answered and have an organisation: how many others they named somebody in."""
    ids = [found.ids[i] for i in at]
    inside = places[places["member_id"].isin(ids)]
    if inside["org_id"].nunique() < 2:
        return
    belongs = pd.crosstab(inside["member_id"], inside["org_id"]).reindex(ids, fill_value=0) > 0
    rows = belongs.to_numpy()
    told = found.heard[at] & rows.any(axis=1)
    names = ties if relation.directed else np.maximum(ties, ties.T)
    others = ((names @ rows.astype(np.float64) > 0) & ~rows).sum(axis=1)
    base = base_of(view, relation, "reach") | {"part": f"{relation.relation} reach"}
    yield from counted(base, REACHED, np.minimum(others[told], 2))


def among_respondents(found: Ties, kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Ties among those who went through the whole question, all of them known.

    Of a question that reached all members; to whoever did not answer no way back can be seen.
    """
    known = ~np.isnan(found.known)
    np.fill_diagonal(known, val=False)
    at = np.flatnonzero(kept & known.any(axis=1))
    return found.known[np.ix_(at, at)]


def open_to_all(relation: Any) -> bool:
    """Whether everybody could name everybody: else the shape is that of the form."""
    return bool(
        pd.isna(relation.max_names) and (pd.isna(relation.scope) or relation.scope == "all")
    )


def circles(
    view: str, relation: Any, found: Ties, kept: npt.NDArray[np.bool_], limits: Mapping[str, Limit]
) -> Iterator[dict[str, Any]]:
    """Those who answered, by how closed their circle is (Burt's constraint)."""
    closed = constraint(among_respondents(found, kept))
    known = closed[~np.isnan(closed)]
    edges = (limits["circle_open"].value, limits["circle_closed"].value)
    which = np.where(np.isnan(closed), 3, np.searchsorted(edges, closed, side="right"))
    who = {"responded": len(closed), "eligible": int(kept.sum())}
    yield from counted(base_of(view, relation, "roster") | who, CIRCLES, which)
    if len(known):
        yield base_of(view, relation, "constraint") | who | {
            "value": float(np.median(known)), "n": len(known),
        }  # fmt: skip


def gathering(
    view: str, relation: Any, found: Ties, kept: npt.NDArray[np.bool_]
) -> Iterator[dict[str, Any]]:
    """How far ties received, and ties sent, gather on few (Freeman's centralisation)."""
    ties = among_respondents(found, kept)
    if not (ties == 1).any():
        return
    who = {"responded": len(ties), "eligible": int(kept.sum()), "n": len(ties) - 1}
    base = base_of(view, relation, "gathering") | who
    yield base | {"group": "received", "value": centralization(ties, "in")}
    yield base | {"group": "sent", "value": centralization(ties, "out")}


def one_way(
    view: str, relation: Any, found: Ties, kept: npt.NDArray[np.bool_]
) -> Iterator[dict[str, Any]]:
    """Of pairs with a way between them, how many have none back (Krackhardt's hierarchy)."""
    ties = among_respondents(found, kept)
    value = hierarchy(ties)
    if np.isnan(value):
        return
    yield base_of(view, relation, "one_way") | {
        "group": "one_way_only", "value": value, "n": len(ties) - 1, "responded": len(ties),
        "eligible": int(kept.sum()),
    }  # fmt: skip
