"""Survival: how many are still there, by months since they joined; of newcomers, how many have
taken a first step, drawn the other way up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import style
from nicdev.show.disclosure.pooling import FEW, NEARLY_ALL
from nicdev.show.disclosure.roster import FIRST
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEFT, HIGH = 0.55, 1.9  # inches: before the axis, and of the axis
LOOKS: tuple[tuple[str, Any], ...] = (
    (style.MARK, "-"), (style.ACCENT, (0, (5, 2))), (style.INK, (0, (1, 1.3))),
    (style.MARK, (0, (6, 2, 1, 2))), (style.ACCENT, (0, (2, 2))), (style.INK, (0, (8, 3))),
)  # fmt: skip
STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120)  # months between marks of the axis


@dataclass(frozen=True)
class Curve:
    """One group's steps, in order of months, and the row with its median, if there is one."""

    name: str
    rows: pd.DataFrame
    median: Any


def parts(shown: Disclosed, words: Words) -> list[tuple[str, list[Curve]]]:
    """Who is followed (members, organisations), and their curves; the whole first."""
    found = []
    for part, some in shown.rows.groupby("part", sort=False):
        curves: list[Curve] = []
        for group, rows in some.groupby("group", sort=False):
            steps = rows[rows["unit"] == "survival"].copy()
            steps["x"] = steps["x"].astype(float)
            steps = _arrived(steps) if part in FIRST else steps
            name = str(rows["label"].iloc[0]) if group else words.word("network")
            medians = list(each_row(rows[rows["unit"] == "median"]))
            if len(steps):
                one = Curve(name or str(group), steps.sort_values("x"), next(iter(medians), None))
                curves.insert(0 if not group else len(curves), one)
        if curves:
            found.append((str(part), curves))
    return found


def _arrived(steps: pd.DataFrame) -> pd.DataFrame:
    """Of those who had not yet: those who had."""
    turned = {NEARLY_ALL: FEW, FEW: NEARLY_ALL, "": ""}
    return steps.assign(value=1 - steps["value"], lower=1 - steps["upper"],
                        upper=1 - steps["lower"], coded=steps["coded"].map(turned))  # fmt: skip


def _first(shown: Disclosed) -> bool:
    return bool(shown.rows["part"].isin(FIRST).any())


def _sure_until(curve: Curve) -> Any:
    """The last row that has a range; the last with a value where none has one."""
    known = curve.rows[curve.rows["value"].notna()]
    ranged = known[known["lower"].notna()]
    return list(each_row(ranged if len(ranged) else known))[-1]


def _drawn(shown: Disclosed, words: Words) -> list[tuple[str, list[Curve]]]:
    found = [(part, [c for c in curves if c.rows["value"].notna().any()])
             for part, curves in parts(shown, words)]  # fmt: skip
    return [(part, curves) for part, curves in found if curves]


def figure(shown: Disclosed, words: Words) -> str | None:
    """Steps with a band, named at their ends; below, how many were still followed."""
    drawn = [(part, curves) for part, curves in _drawn(shown, words)
             if any(curve.rows["value"].notna().sum() > 1 for curve in curves)]  # fmt: skip
    if not drawn:
        return None
    with style.sheet(sum(_tall(curves) for _, curves in drawn)) as (figure, axes):
        down = 0.03
        for part, curves in drawn:
            followed = words.word("not_there_yet" if part in FIRST else "still_followed")
            _panel(axes, down, words.word(part), curves, words, followed)
            down += _tall(curves)
        return style.svg(figure)


def _tall(curves: list[Curve]) -> float:
    return HIGH + 1.2 + 0.2 * len(curves)


def _panel(axes: Axes, down: float, head: str, curves: list[Curve], words: Words,
           followed: str) -> None:  # fmt: skip
    ends = [f"{words.share(_last(c).value)} {c.name}" if len(curves) > 1
            else words.share(_last(c).value) for c in curves]  # fmt: skip
    named = min(max(style.length(end, style.SMALL) for end in ends), 1.35)
    months = max(curve.rows["x"].max() for curve in curves) or 1.0
    across = style.WIDTH - LEFT - named - 0.2
    top = down + 0.35

    def at(x: Any) -> Any:
        return LEFT + x / months * across

    def up(value: Any) -> Any:
        return top + HIGH * (1 - value)

    axes.text(0.05, down, style.wrapped(head, style.WIDTH - 0.1, bold=True, most=1), va="top",
              fontweight="bold")  # fmt: skip
    for share in (0.0, 0.5, 1.0):
        line: Any = (0.4, (0, (1, 3))) if share else (0.8, "-")
        axes.plot([LEFT, LEFT + across], [up(share)] * 2, color=style.MUTED, zorder=0,
                  linewidth=line[0], linestyle=line[1])  # fmt: skip
        axes.text(LEFT - 0.08, up(share), words.share(share), ha="right", va="center",
                  fontsize=style.SMALL)  # fmt: skip
    for (colour, dashes), curve in zip(cycle(LOOKS), curves, strict=False):
        _steps(axes, curve, at, up, colour, dashes)
    texts = [style.wrapped(end, named, style.SMALL, most=2) for end in ends]
    places = style.apart([up(_last(c).value) for c in curves],
                         [style.tall(text, style.SMALL) + 0.03 for text in texts],
                         top - 0.1, up(-0.1))  # fmt: skip
    for (colour, _), curve, text, place in zip(cycle(LOOKS), curves, texts, places, strict=False):
        right = at(_last(curve).x)
        if len(curves) > 1:  # an end before the axis' end is joined to its name
            axes.plot([right + 0.02, LEFT + across + 0.07], [up(_last(curve).value), place],
                      color=colour, linewidth=0.6)  # fmt: skip
            right = LEFT + across + 0.03
        axes.text(right + 0.07, place, text, va="center", fontsize=style.SMALL, color=colour)
    _below(axes, up(0.0), curves, months, at, words, followed)


def _last(curve: Curve) -> Any:
    return list(each_row(curve.rows[curve.rows["value"].notna()]))[-1]


def _steps(axes: Axes, curve: Curve, at: Any, up: Any, colour: str, dashes: Any) -> None:
    known = curve.rows[curve.rows["value"].notna()]
    band = curve.rows[curve.rows["lower"].notna()]
    if (known["x"].diff() > 1).any():  # in between nothing is known, not that nobody left
        axes.vlines(at(band["x"]), up(band["lower"]), up(band["upper"]), color=colour,
                    linewidth=6, alpha=0.3)  # fmt: skip
        axes.plot(at(known["x"]), up(known["value"]), "o", color=colour, markersize=6,
                  linewidth=1.0, linestyle=(0, (1, 2)))  # fmt: skip
        return
    axes.fill_between(at(band["x"]), up(band["lower"]), up(band["upper"]), step="post",
                      color=colour, alpha=0.16, linewidth=0)  # fmt: skip
    axes.step(at(known["x"]), up(known["value"]), where="post", color=colour, linewidth=1.8,
              linestyle=dashes)  # fmt: skip


def _ticks(curves: Sequence[Curve], months: float, room: float) -> list[float]:
    """Months that stand below the axis: a round distance apart, as many as have room."""
    step = next((s for s in STEPS if months / s * 0.5 <= room), STEPS[-1])
    return [float(month) for month in range(0, int(months) + 1, step)]


def _below(
    axes: Axes, bottom: float, curves: list[Curve], months: float, at: Any, words: Words,
    followed: str,
) -> None:  # fmt: skip
    ticks = _ticks(curves, months, at(months) - LEFT)
    for tick in ticks:
        axes.plot([at(tick)] * 2, [bottom, bottom + 0.05], color=style.MUTED, linewidth=0.8)
        axes.text(at(tick), bottom + 0.08, words.number(tick), ha="center", va="top",
                  fontsize=style.SMALL)  # fmt: skip
    axes.text(LEFT, bottom + 0.27, words.word("months_since"), va="top", fontsize=style.SMALL)
    if all(curve.rows["n"].isna().all() for curve in curves):
        return
    axes.text(0.05, bottom + 0.53, followed, va="top", fontsize=style.SMALL,
              color=style.MUTED)  # fmt: skip
    for line, ((colour, _), curve) in enumerate(zip(cycle(LOOKS), curves, strict=False)):
        down = bottom + 0.74 + 0.2 * line
        count = dict(zip(curve.rows["x"], curve.rows["n"], strict=True))
        for tick in ticks:
            if pd.notna(count.get(tick)):
                axes.text(at(tick), down, words.number(count[tick], 0), ha="center", va="top",
                          fontsize=style.SMALL, color=colour)  # fmt: skip
        if len(curves) > 1:
            name = style.wrapped(curve.name, style.WIDTH - at(months) - 0.25, style.SMALL, most=1)
            axes.text(at(months) + 0.22, down, name, va="top", fontsize=style.SMALL, color=colour)


def alt(shown: Disclosed, words: Words) -> str:
    """Where each curve begins and ends, which way, and when half had left."""
    each = []
    for part, curves in _drawn(shown, words):
        for curve in curves:
            first, last = next(each_row(curve.rows)), _last(curve)
            way = "same" if last.value == first.value else "down"
            way = "up" if last.value > first.value else way
            each.append(
                words.say(
                    "alt.survival_each",
                    label=_who(part, curve, curves, words),
                    first=words.share(first.value),
                    share=words.share(last.value),
                    months=words.number(last.x),
                    direction=words.say(f"alt.{way}"),
                    median=_median(part, curve, words) if curve.median is not None else "",
                ).strip()
            )
    kind = "first_steps" if _first(shown) else "survival"
    return words.say(f"alt.{kind}", count=len(each), each=" ".join(each))


def _who(part: str, curve: Curve, curves: list[Curve], words: Words) -> str:
    return words.word(part) if len(curves) == 1 else f"{words.word(part)}, {curve.name}"


def _median(part: str, curve: Curve, words: Words) -> str:
    first = "first_" if part in FIRST else ""
    if pd.isna(curve.median.value):
        return words.say(f"sentences.survival.{first}not_half")
    return words.say(f"sentences.survival.{first}half", months=words.number(curve.median.value, 1))


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many were still there at the last month with a range, and when half had left."""
    for part, curves in _drawn(shown, words):
        first = "first_" if part in FIRST else ""
        for curve in curves:
            for word, worded in curve.rows[curve.rows["coded"] != ""].groupby("coded"):
                at = worded["x"].min() if first and word == NEARLY_ALL else worded["x"].max()
                yield words.say(f"sentences.survival.{first or 'left_'}coded",
                                months=words.number(at), words=words.word(str(word)),
                                label=_who(part, curve, curves, words))  # fmt: skip
            yield from _of_few(part, curve, curves, words)
            if curve.rows["value"].notna().sum() < 2:
                continue
            row = _sure_until(curve)
            said = {"months": words.number(row.x), "share": words.share(row.value),
                    "label": _who(part, curve, curves, words)}  # fmt: skip
            if pd.isna(row.lower):
                yield words.say(f"sentences.survival.{first}no_range", **said)
            else:
                alone = len(curves) == 1 and part in ("members", "organizations", *FIRST)
                said |= {"lower": words.share(row.lower), "upper": words.share(row.upper)}
                yield words.say(f"sentences.survival.{part if alone else 'each'}", **said)
            if curve.median is not None:
                yield _median(part, curve, words)


def _of_few(part: str, curve: Curve, curves: list[Curve], words: Words) -> Iterator[str]:
    """The range at the last month at which few were followed."""
    few = curve.rows[curve.rows["value"].isna() & curve.rows["lower"].notna()]
    for row in each_row(few.tail(1)):
        first = "first_" if part in FIRST else ""
        yield words.say(f"sentences.survival.{first}of_few", months=words.number(row.x),
                        label=_who(part, curve, curves, words), lower=words.share(row.lower),
                        upper=words.share(row.upper))  # fmt: skip


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Every step of every curve, and when half had left."""
    for part, curves in parts(shown, words):
        several = len(curves) > 1
        first, state, moved = (
            ("first_", "arrived", "arriving") if part in FIRST else ("", "remaining", "left")
        )
        names = ["months", *(["group"] if several else []), state, "lower", "upper",
                 "followed", moved]  # fmt: skip
        yield table(
            words.say(f"captions.{first}survival", label=words.word(part)),
            [words.say(f"columns.{name}") for name in names],
            [(words.number(r.x), *([curve.name] if several else []),
              words.word(r.coded) if r.coded else words.share(r.value), words.share(r.lower),
              words.share(r.upper), words.number(r.n, 0), words.number(r.numerator, 0))
             for curve in curves for r in each_row(curve.rows)],
        )  # fmt: skip
        medians = [(c.name, c.median) for c in curves if c.median is not None]
        if medians:
            yield table(
                words.say(f"captions.{first}half", label=words.word(part)),
                [words.say(f"columns.{name}") for name in ("group", "months", "lower", "upper")],
                [(name, *(words.number(v, 1) for v in (row.value, row.lower, row.upper)))
                 for name, row in medians],
            )  # fmt: skip


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many were followed, and why the range ends before the curve."""
    for part, curves in parts(shown, words):
        for curve in curves:
            followed = curve.rows["n"].max()
            if pd.notna(followed):
                yield words.say("sure.followed", label=_who(part, curve, curves, words),
                                count=words.number(followed, 0))  # fmt: skip
    yield words.say("sure.first_steps" if _first(shown) else "sure.survival")
