"""Synthetic evidence of every kind, from few marks to many, with names that are hard to draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from nicdev.evidence import WHOLE, Disclosed, Edition, Evidence, evidence_rows
from nicdev.framework import About, framework
from nicdev.show.disclosure import disclose

Rows = list[dict[str, Any]]
NAMES = (
    "Lincoln", "Écoles de l'Élan", "A team whose name is far longer than any figure can hold",
    "Donaudampfschifffahrtsgesellschaftskapitän", "Ωmega & <b>Ünïted</b>", "Nord", "$5 to $6",
    "High school counselling and family outreach", "Fractions", "Кружок учителей",
)  # fmt: skip


def name(at: int) -> str:
    """A name of its own for each number."""
    return NAMES[at] if at < len(NAMES) else f"{NAMES[at % len(NAMES)]} {at}"


def evidence(kind: str, rows: Rows, about: About = "work") -> Evidence:
    """Under the key of some indicator that has its words, whatever its own kind is."""
    verdicts = (("", "described"),)
    return Evidence(
        "roles.participation.attendance", kind, about, "all", verdicts, evidence_rows(rows)
    )


def shown(
    kind: str, rows: Rows, edition: Edition = "evaluator", about: About = "work"
) -> Disclosed:
    """What the gate lets pass."""
    return disclose(evidence(kind, rows, about), edition, framework().limits)


def distribution(marks: int, seed: int = 1) -> Rows:
    rng = np.random.default_rng(seed)
    rows: Rows = []
    for at in range(max(marks // 5, 1)):
        counts = rng.multinomial(40, rng.dirichlet(np.full(5, 0.7)))
        rows += [{"part": str(at), "label": f"{name(at)}: we can count on one another", "unit":
                  "answers", "view": "all", "group_kind": WHOLE, "x": str(x + 1), "numerator": n,
                  "value": n / 40, "n": 40, "responded": 40, "eligible": 50}
                 for x, n in enumerate(counts)]  # fmt: skip
    return rows


def counts(marks: int, seed: int = 1) -> Rows:
    """Tests by what was decided, links by their idea."""
    rng = np.random.default_rng(seed)
    rows: Rows = []
    for at in range(max(marks // 5, 1)):
        some = rng.integers(0, 400, 5)
        rows += [{"part": str(at), "label": name(at), "unit": "links", "group_kind": WHOLE,
                  "x": f"{name(at + x)}, tried", "numerator": n, "n": some.sum(),
                  "value": n / some.sum()} for x, n in enumerate(some)]  # fmt: skip
    return rows


def members(marks: int, seed: int = 1) -> Rows:
    counts = np.random.default_rng(seed).integers(0, 12, marks)
    people = counts.sum()
    rows: Rows = [{"unit": "members", "group_kind": WHOLE, "x": str(x), "numerator": n, "n": people,
                   "value": n / people} for x, n in enumerate(counts)]  # fmt: skip
    return [*rows, {"unit": "held", "value": marks, "n": marks}]


def tie(marks: int, seed: int = 1) -> Rows:
    rng = np.random.default_rng(seed)
    rows: Rows = []
    for at in range(max(marks // 3, 1)):
        for group in ("all", "within_teams", "between_teams"):
            value = rng.uniform(0, 0.5)
            rows.append({"view": "all", "relation": str(at), "part": str(at), "unit": "ties",
                         "label": f"{name(at)}: to whom have you turned for advice?",
                         "group_kind": WHOLE if group == "all" else "pairs", "group": group,
                         "value": value, "lower": value * 0.6, "upper": min(value * 1.5, 1),
                         "numerator": 20, "n": 100, "responded": 30, "eligible": 40})  # fmt: skip
    return rows


def ways(marks: int, seed: int = 1) -> Rows:
    """Pairs who reach one another: with the hub, without it, and of the ways those through it."""
    rng = np.random.default_rng(seed)
    rows: Rows = []
    for at in range(max(marks // 3, 1)):
        reached = int(rng.integers(100, 900))
        left = int(rng.integers(20, reached))
        for group, count, of in (("with_hub", reached, 1000), ("hub_taken_out", left, 1000),
                                 ("through_hub", reached - left, reached)):  # fmt: skip
            rows.append({"relation": str(at), "part": str(at), "unit": "ways",
                         "label": f"{name(at)}: to whom have you turned for advice?",
                         "group_kind": WHOLE, "group": group, "numerator": count, "n": of,
                         "value": count / of, "limit": 3, "responded": 30,
                         "eligible": 40})  # fmt: skip
    return rows


def returned(marks: int, seed: int = 1) -> Rows:
    """Ties that are returned; ranges that missing answers leave too wide are not given."""
    rows: Rows = [row | {"unit": "returned"} for row in tie(marks, seed)]
    for row in rows[::2]:
        row |= {"lower": np.nan, "upper": np.nan}
    return rows


def turnover(marks: int, seed: int = 1) -> Rows:
    """Ties that stayed, are new and have gone."""
    rng = np.random.default_rng(seed)
    rows: Rows = []
    for at in range(max(marks // 3, 1)):
        shares = rng.dirichlet(np.ones(3))
        rows += [{"relation": str(at), "part": str(at), "unit": "turnover", "group_kind": WHOLE,
                  "label": f"{name(at)}: to whom have you turned for advice?", "group": group,
                  "numerator": 100 * share, "n": 100, "value": share, "responded": 30,
                  "eligible": 40}
                 for group, share in zip(("kept", "new_since", "gone_since"), shares,
                                         strict=True)]  # fmt: skip
    return rows


def outside(marks: int, seed: int = 1) -> Rows:
    """Ties that lead out of three kinds of groups, and what chance would give."""
    rng = np.random.default_rng(seed)
    rows: Rows = []
    for at in range(max(marks // 3, 1)):
        for group in ("out_of_team", "out_of_group", "out_of_organization"):
            value, chance = rng.uniform(0.1, 0.9, 2)
            rows.append({"view": "all", "relation": str(at), "part": str(at), "unit": "outside",
                         "label": f"{name(at)}: to whom have you turned for advice?",
                         "group_kind": WHOLE, "group": group, "value": value,
                         "x": "fewer" if value < chance - 0.05 else "more", "limit": chance,
                         "lower": chance - 0.05, "upper": chance + 0.05, "numerator": 100 * value,
                         "n": 100, "responded": 30, "eligible": 40})  # fmt: skip
    return rows


def tie_map(marks: int, seed: int = 1) -> Rows:
    rng = np.random.default_rng(seed)
    rows: Rows = []
    places = [(0.5, 0.5)]
    while len(places) < marks:  # layouts keep groups apart
        spot = rng.uniform(0, 1, 2)
        if min(np.hypot(*(spot - place)) for place in places) > 0.55 / marks**0.5:
            places.append(tuple(spot))
    for at, (x, y) in enumerate(places):
        common = {"part": "advice", "relation": "advice", "group_kind": "team", "group": str(at),
                  "label": name(at), "n": rng.integers(3, 25)}  # fmt: skip
        rows += [{**common, "unit": "across", "value": x}, {**common, "unit": "down", "value": y}]
    for one in range(marks):
        for other in rng.choice(marks, 3) if marks > 12 else range(one, marks):
            few = rng.random() < 0.3
            rows.append({"part": "advice", "relation": "advice", "unit": "between",
                         "label": "To whom have you turned for advice on this work?",
                         "group": str(one), "x": str(other), "coded": "few or none" if few else "",
                         "value": np.nan if few else rng.uniform(0.02, 0.6),
                         "numerator": np.nan if few else rng.integers(5, 50)})  # fmt: skip
    seen: set[frozenset[str]] = set()
    once = []
    for row in rows:
        pair = frozenset((row["group"], row.get("x", "")))
        if row["unit"] != "between" or pair not in seen:
            once.append(row)
            seen |= {pair} if row["unit"] == "between" else set()
    return once


def series(marks: int, seed: int = 1) -> Rows:
    rng = np.random.default_rng(seed)
    days = pd.date_range("2024-01-01", periods=marks, freq="MS")
    values = np.clip(0.4 + rng.normal(0.004, 0.05, marks).cumsum(), 0, 1)
    common = {"part": "p", "label": f"{name(2)}: on track", "relation": "share"}
    rows: Rows = [{**common, "unit": "point", "x": str(day.date()), "value": value, "n": 40,
                   "eligible": 3} for day, value in zip(days, values, strict=True)]  # fmt: skip
    rows += [{**common, "unit": unit, "value": value, "limit": 6, "n": marks}
             for unit, value in (("centre", np.median(values)), ("longest_run", 5),
                                 ("crossings", 4), ("target", 0.8))]  # fmt: skip
    rows += [{**common, "unit": "event", "label": name(at), "group": "phase",
              "x": str(days[at * marks // 4].date())} for at in (1, 2, 3)]  # fmt: skip
    return rows


def survival(marks: int, seed: int = 1) -> Rows:
    rng = np.random.default_rng(seed)
    rows: Rows = []
    groups = [""] if marks <= 20 else ["", "a", "b", "c"]
    for at, group in enumerate(groups):
        value, risk = 1.0, 60
        for month in range(marks // len(groups)):
            gone = int(rng.integers(0, max(risk // 15, 1) + 1)) if month else 0
            value *= 1 - gone / risk
            wide = 0.02 + 0.2 * month / marks
            enough = risk >= 10
            rows.append({"part": "members", "unit": "survival", "group": group, "x": str(month),
                         "label": name(at) if group else "", "value": value, "n": risk,
                         "numerator": gone, "lower": max(value - wide, 0) if enough else np.nan,
                         "upper": min(value + wide, 1) if enough else np.nan})  # fmt: skip
            risk = max(risk - gone - int(rng.integers(0, 4)), 1)
        rows.append({"part": "members", "unit": "median", "group": group, "value":
                     7.0 if at % 2 else np.nan, "label": name(at) if group else ""})  # fmt: skip
    return rows


def matrix(marks: int, seed: int = 1) -> Rows:
    rng = np.random.default_rng(seed)
    columns = ["problem", "improvement", "networks", "other"] if marks <= 20 else [
        "One student", "One classroom", "Several classrooms", "A school", "Several schools",
        "A district", "Everywhere", "Not said", "Elsewhere", "On paper"]  # fmt: skip
    rows: Rows = []
    for at in range(max(marks // len(columns), 1)):
        for column in columns:
            count = int(rng.integers(0, 5)) * int(rng.integers(0, 4))
            odd = rng.random()
            rows.append({"part": "What members know, by team", "unit": "cells", "group": str(at),
                         "group_kind": "team", "label": name(at), "x": column,
                         "numerator": count if odd > 0.15 else np.nan, "n": 20,
                         "value": count / 20 if odd > 0.15 else np.nan,
                         "coded": "few or none" if odd < 0.1 else ""})  # fmt: skip
    return rows


def slope(marks: int, seed: int = 1) -> Rows:
    """Words by wave, and a grid by region beside them."""
    rng = np.random.default_rng(seed)
    waves = ["Autumn 2023", "Spring 2024", "Autumn 2024", "Spring of the last year"]
    waves = waves[: 2 if marks <= 13 else 4]
    rows: Rows = []
    for at in range(max(marks // len(waves), 1)):
        for wave in waves:
            share = rng.random()
            coded = "not shown" if rng.random() < 0.1 else ""
            rows.append({"part": "texts of members", "unit": "cells", "group": str(at), "x": wave,
                         "label": name(at), "numerator": np.nan if coded else round(40 * share),
                         "n": 40, "value": np.nan if coded else share, "coded": coded})  # fmt: skip
    return rows


def flow(marks: int, seed: int = 1) -> Rows:
    rng = np.random.default_rng(seed)
    states = ["often", "sometimes", "had left the network altogether", "rarely", "joined later"]
    some = states[:2] if marks <= 5 else states[:3] if marks <= 20 else states
    count = {5: 1, 20: 2}.get(marks, 3)
    periods = ["Autumn 2023", "Spring 2024", "Autumn 2024", "Spring 2025"]
    rows: Rows = []
    now = rng.integers(0, len(some), 80)
    for at in range(count):
        before, now = now, np.where(rng.random(80) < 0.6, now, rng.integers(0, len(some), 80))
        for a, b in np.ndindex(len(some), len(some)):
            n = int(((before == a) & (now == b)).sum())
            coded = n < 2
            rows.append({"part": str(at + 1), "unit": "flow", "relation": periods[at],
                         "label": periods[at + 1], "group": some[a], "x": some[b], "n": 80,
                         "numerator": np.nan if coded else n, "value": np.nan if coded else n / 80,
                         "coded": "few or none" if coded else ""})  # fmt: skip
    return rows


def lineage(marks: int, seed: int = 1) -> Rows:
    """Tests that build on tests, in teams, over time."""
    rng = np.random.default_rng(seed)
    days = sorted(rng.integers(0, 400, marks))
    lanes = rng.integers(0, max(2, marks // 10), marks)
    order = np.lexsort((days, lanes))
    value = {int(at): rank / max(marks - 1, 1) for rank, at in enumerate(order)}
    begin = pd.Timestamp("2024-09-02")
    rows: Rows = [{"part": f"c{at}", "unit": "node", "label": f"{name(at)} try", "group_kind":
                   "team", "group": name(int(lanes[at])), "value": value[at],
                   "x": str((begin + pd.Timedelta(days=int(days[at]))).date())}
                  for at in range(marks)]  # fmt: skip
    rows += [{"unit": "edge", "part": f"c{int(rng.integers(max(0, at - 9), at))}", "x": f"c{at}"}
             for at in range(1, marks) if rng.random() < 0.8]  # fmt: skip
    return rows


def tree(marks: int, seed: int = 1) -> Rows:
    """A driver diagram."""
    rng = np.random.default_rng(seed)
    primary = max(1, marks // 12) + 1
    secondary = max(1, marks // 5)
    sizes = [1, primary, secondary, max(marks - 1 - primary - secondary, 1)]
    kinds = ["aim", "primary driver", "secondary driver", "change idea"]
    rows: Rows = []
    before: list[str] = []
    for level, (size, kind) in enumerate(zip(sizes, kinds, strict=True)):
        here = [f"{level}-{at}" for at in range(size)]
        rows += [{"part": key, "unit": "node", "label": name(at + level), "x": str(level + 1),
                  "group_kind": "kind", "group": kind, "value": (at + 0.5) / size,
                  "numerator": at * 13, "limit": at % 2}
                 for at, key in enumerate(here)]  # fmt: skip
        for at, key in enumerate(here if before else []):
            if rng.random() < 0.95:
                rows.append({"unit": "edge", "part": before[at * len(before) // size], "x": key})
        before = here
    return rows


def words(marks: int, seed: int = 1) -> Rows:
    rng = np.random.default_rng(seed)
    rows: Rows = []
    for side, label in (("hub", "Documents of the hub"), ("members", "What members wrote")):
        for at in range(marks // 2 + (marks % 2 if side == "hub" else 0)):
            value = rng.normal(1.5, 1.2)
            rows.append({"unit": "word", "group": side, "label": label, "value": value,
                         "x": f"{name(at).split()[0].lower()}{at or ''}", "n": 120,
                         "lower": value - 0.7, "upper": value + 0.7,
                         "numerator": rng.integers(5, 90)})  # fmt: skip
    return rows


def checklist(marks: int, seed: int = 1) -> Rows:
    rng = np.random.default_rng(seed)
    states = rng.choice(["there", "not there"], marks, p=[0.6, 0.4])
    return [{"part": name(at), "group": f"group {at % 4}", "unit": "aspects", "x": state}
            for at, state in enumerate(states)]  # fmt: skip


MAKERS: dict[str, tuple[str, Callable[..., Rows]]] = {
    "distribution": ("distribution", distribution), "counts": ("distribution", counts),
     "members": ("distribution", members),
    "tie": ("tie", tie), "ways": ("tie", ways), "returned": ("tie", returned),
    "outside": ("tie", outside), "turnover": ("tie", turnover), "map": ("tie", tie_map),
    "series": ("series", series),
    "survival": ("survival", survival), "matrix": ("matrix", matrix),
    "slope": ("slope", slope), "flow": ("flow", flow),
    "lineage": ("lineage", lineage), "tree": ("lineage", tree), "words": ("words", words),
    "checklist": ("checklist", checklist),
}  # fmt: skip
