"""The ledger: of each thing that the framework expects, what these data can say, and what not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE, Evidence
from nicdev.framework import Conjecture, Limit, framework
from nicdev.network import Network
from nicdev.rings import seed_for
from nicdev.rings.development.judged import NOT_EXAMINABLE, OPEN, TOLD, Found, ring_of, together
from nicdev.rings.development.of_members import people
from nicdev.rings.development.of_pairs import asked_again, pairs
from nicdev.rings.development.of_shape import shape
from nicdev.rings.development.of_teams import teams
from nicdev.rings.development.scored import scored
from nicdev.rings.make import evidence

LEDGER = "development.conjectures.ledger"
# Why nothing can be said, the first that holds; each with what would be the least to hand in.
LACKS = ("names", "items", "named", "named_in_team", "attended", "shared", "burdened", "waves",
         "size", "small", "alike", "teams", "people")  # fmt: skip


def ledger(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """Each of the 27 conjectures: order in time, level, what was compared, and the verdict.

    Units, all with `part` the name of the conjecture and `group` its ring: `conjecture` (`x` the
    verdict, `relation` the level, `view` what would be looked at, `numerator` comparisons, `n` the
    fewest people behind one), `order` (`x`: one after the other, at one time, none), `source` (`x`:
    one survey, two sources), `wanting` (`x`: what would change the verdict; `label`: a table,
    `value`: how many) and `estimate` (`relation` the part, `view` as `Found.of`, `value`, `lower`,
    `upper`, `n` people, `eligible` teams, `x` its word). `tried` is of all: `numerator`
    comparisons with a range, `limit` one in how many of those stands out by chance.
    """
    rows: list[dict[str, Any]] = []
    words, tried = [], 0
    whole = framework().conjectures.values()
    missing = {one.name: [table for table in one.tables if not network.has(table)]
               for one in whole}  # fmt: skip
    ready = [one for one in whole if not missing[one.name]]
    of_pairs = [one for one in ready if one.analysis == "pairs"]
    wanted = [what for one in ready for what in (one.first, one.second) if what]
    known = scored(network, wanted, ties=bool(of_pairs))
    told = list(asked_again(known, limits)) if of_pairs else []
    for one in whole:
        seed = seed_for(network, f"{LEDGER} {one.name}")
        found: Sequence[Found] = ()
        if one.second and one in ready:
            found = people(one, known, limits, seed)
        elif one.analysis == "shape" and one in ready:
            found = shape(one, known, limits)
        elif one.first and one in ready:
            found = teams(one, known, limits)
        elif one in of_pairs:
            found = pairs(one, told, limits, seed)
        mine = [f for f in found if f.verdict and f.of == "all"]
        tried += sum(f.verdict != TOLD for f in mine)
        base = {"part": one.name, "group_kind": "ring", "group": ring_of(one)}
        rows += (
            base | row for row in _told(one, len(known.waves), found, missing[one.name], limits)
        )
        words.append(_verdict(mine))
    often = round(1 / (1 - limits["conjecture_confidence"].value))
    rows.append({"group_kind": WHOLE, "unit": "tried", "numerator": tried, "limit": often})
    caveats = ["ledger_together"] if set(words) != {NOT_EXAMINABLE} else []
    caveats += ["ledger_many"] if tried > 1 else []
    at_once = {row["part"] for row in rows if row.get("x") == "one_survey"}
    compared = {row["part"] for row in rows if row["unit"] == "estimate"}
    caveats += ["ledger_one_survey"] if at_once & compared else []
    return evidence(LEDGER, network, rows, TOLD, limits=limits, caveats=caveats)


def technical(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What the ledger says of the expectations of the first ring, for that ring's page."""
    return _of_ring("technical", network, limits)


def roles(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What the ledger says of the expectations of the second ring, for that ring's page."""
    return _of_ring("roles", network, limits)


def culture(network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """What the ledger says of the expectations of the third ring, for that ring's page."""
    return _of_ring("culture", network, limits)


def _of_ring(ring: str, network: Network, limits: Mapping[str, Limit]) -> Evidence:
    """The verdicts of the ledger on one ring, worked out once for all pages; estimates stay there.

    `tried` is of the whole ledger: a ring's page must not look as if less had been compared.
    """
    whole = network.evidence(LEDGER)
    rows = whole.rows
    mine = rows[(rows["group"] == ring) & rows["unit"].isin(("conjecture", "order", "source"))]
    mine = pd.concat([mine, rows[rows["unit"] == "tried"]])
    key = f"development.conjectures.{ring}"
    told: list[dict[str, Any]] = [{str(c): v for c, v in row.items()}
                                  for row in mine.to_dict("records")]  # fmt: skip
    return evidence(key, network, told, TOLD, limits=limits, caveats=whole.caveats)


def _verdict(found: Sequence[Found]) -> str:
    words = [f.verdict for f in found]
    return TOLD if TOLD in words else together(words)


def _told(
    one: Conjecture,
    waves: int,
    found: Sequence[Found],
    missing: Sequence[str],
    limits: Mapping[str, Limit],
) -> Iterator[dict[str, Any]]:
    mine = [f for f in found if f.verdict and f.of == "all"]
    verdict = _verdict(mine)
    yield {"unit": "conjecture", "x": verdict, "relation": one.level, "view": one.analysis,
           "numerator": len(mine),
           "n": min((f.people for f in mine), default=float("nan"))}  # fmt: skip
    at_once = verdict == TOLD and waves == 1
    order = "order_at_once" if at_once else "order_over_time"
    order = "order_none" if verdict == NOT_EXAMINABLE else order
    yield {"unit": "order", "x": order}
    if one.second:
        yield {"unit": "source", "x": "one_survey" if one.same_source else "two_sources"}
    for want in _wanting(one, verdict, found, missing, limits):
        yield {"unit": "wanting"} | want
    for f in found:
        if f.verdict:
            yield {"unit": "estimate", "relation": f.part, "view": f.of, "x": f.verdict,
                   "value": f.value, "lower": f.lower, "upper": f.upper, "n": f.people,
                   "eligible": f.teams}  # fmt: skip


def _wanting(
    one: Conjecture,
    verdict: str,
    found: Sequence[Found],
    missing: Sequence[str],
    limits: Mapping[str, Limit],
) -> list[dict[str, Any]]:
    """The least that would change the verdict, from what the comparison lacks."""
    if one.analysis in ("unscored", "unrecorded"):
        return [{"x": f"wants_{one.analysis}"}]
    if one.analysis in ("teams", "networks"):
        return [{"x": "wants_networks", "value": limits["networks_fewest"].value - 1}]
    if missing:
        return [{"x": "wants_table", "label": table} for table in missing]
    if verdict == TOLD:
        return [{"x": "wants_wave"}]
    if verdict != NOT_EXAMINABLE:
        return [{"x": "wants_wider" if verdict == OPEN else "wants_more"}]
    lack = next((name for name in LACKS if any(f.lacks == name for f in found)), "people")
    if lack in ("teams", "people"):
        return [{"x": f"wants_{lack}", "value": limits[f"conjecture_{lack}"].value}]
    return [{"x": f"wants_{lack}"}]
