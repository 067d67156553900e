"""Trust from one wave to the next: of those who answered both times, and of all who answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from nicdev.evidence import WHOLE
from nicdev.framework import Limit
from nicdev.network import Network
from nicdev.rings.items import asked_and_answered
from nicdev.rings.roles.scales import scales

KEY = "roles.trust.facets"
Verdicts = list[tuple[str, str]]


def changes(network: Network, limits: Mapping[str, Limit]) -> tuple[list[dict[str, Any]], Verdicts]:
    """Rows and a verdict for each relationship asked about in this wave and the one before.

    The hub's own answers are left out. A member's answers are compared on the items of both waves:
    they moved up where the sum is higher. Unit `moved` (`x`, `numerator` of `n` who answered all
    of them both times) and `above` (`x` = the wave: share of all answers that lie above the middle
    of the scale; `responded` people, of whom `eligible` are among those of both times).
    """
    if network.before is None:
        return [], []
    before = replace(network.before(), readable=network.readable)
    now, then = (
        {scale.relation: scale for scale in _without_hub(each)} for each in (network, before)
    )
    rows: list[dict[str, Any]] = []
    verdicts: Verdicts = []
    for relation in (name for name in now if name in then):
        both = [item for item in now[relation].wide if item in then[relation].wide]
        if not both:
            continue
        late, early = (named[relation].wide[both] for named in (now, then))
        middle = now[relation].items[["low", "high"]].iloc[0].mean()
        late, early = (by_member(each, wide) for each, wide in ((network, late), (before, early)))
        whole = late.dropna().index.intersection(early.dropna().index)
        gap = late.loc[whole].sum(axis=1) - early.loc[whole].sum(axis=1)
        counts = {"moved up": int((gap > 0).sum()), "no change": int((gap == 0).sum()),
                  "moved down": int((gap < 0).sum())}  # fmt: skip
        base = {"relation": relation, "part": relation, "group_kind": WHOLE}
        rows += [base | {"unit": "moved", "x": x, "numerator": count, "n": len(whole),
                         "value": count / len(whole)} for x, count in counts.items()
                 if len(whole)]  # fmt: skip
        for wave, wide in ((before.wave, early), (network.wave, late)):
            given = wide.stack()
            rows.append(base | {"unit": "above", "x": wave.label or wave.name,
                                "numerator": (given > middle).sum(), "n": len(given),
                                "value": (given > middle).mean(), "responded": len(wide),
                                "eligible": len(whole)})  # fmt: skip
        verdicts.append((relation, _verdict(counts, limits)))
    return rows, verdicts


def dips(network: Network, limits: Mapping[str, Limit]) -> bool:
    """Whether trust in any relationship is lower than at the wave before."""
    return any(word == "lower" for _, word in changes(network, limits)[1])


def _verdict(counts: Mapping[str, int], limits: Mapping[str, Limit]) -> str:
    """Higher or lower where as many more would seldom move one way by the toss of a coin."""
    up, down = counts["moved up"], counts["moved down"]
    if up + down < limits["change_people"].value:
        return "too little to say"

    from scipy.stats import binomtest

    if binomtest(up, up + down).pvalue >= limits["change_probability"].value:
        return "about the same"
    return "higher" if up > down else "lower"


def _without_hub(network: Network) -> Iterator[Any]:
    items, answers, *_ = asked_and_answered(KEY, network)
    yield from scales(items, answers[~answers["from_hub"]])


def by_member(network: Network, wide: pd.DataFrame) -> pd.DataFrame:
    """Rows under the member who filled in the sheet; a sheet without a name keeps its own code."""
    sheets = network.table("respondents")
    people = sheets[sheets["wave"] == network.wave.name].set_index("respondent_id")["member_id"]
    who = pd.Series(wide.index, wide.index).map(dict(people))
    alone = network.wave.name + " " + pd.Series(wide.index, wide.index).astype(str)
    named = wide.set_axis(who.where(who.notna(), alone).to_numpy())
    return named[~named.index.duplicated(keep=False)]
