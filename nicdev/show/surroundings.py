"""Forces around the network: bars on one line of time with the waves, moments in lanes below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import style, timeline
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UNITS = ("force", "response")
LEFT = 0.08  # inches
BARS = {1: 0.06, 2: 0.11, 3: 0.17}  # inches, by strength
# Behind letters, so that no line crosses them.
CLEAR = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.0}
SMALLEST, LARGEST = 0.05, 0.11  # inches, radius of a dot


def forces(shown: Disclosed) -> list[Any]:
    """The forces, by level and then by time."""
    return list(each_row(shown.rows[shown.rows["unit"] == "force"]))


def responses(shown: Disclosed) -> dict[tuple[str, str, str], str]:
    """What was done, by level, day and the force it answers."""
    rows = shown.rows[shown.rows["unit"] == "response"]
    return {(r.part, r.x, r.relation): r.label for r in each_row(rows)}


def _span(shown: Disclosed) -> tuple[pd.Timestamp, pd.Timestamp]:
    rows = shown.rows
    days = [*rows.loc[rows["unit"].isin(("force", "wave")), ["x", "relation"]].to_numpy().ravel(),
            *rows.loc[rows["unit"] == timeline.UNIT, "x"]]  # fmt: skip
    known = pd.to_datetime(pd.Series([day for day in days if day], dtype="str"), format="mixed")
    return known.min(), max(known.max(), known.min() + pd.Timedelta(days=30))


def figure(shown: Disclosed, words: Words) -> str | None:
    """A bar for each force from when to when, filled where it helps and open where it hinders."""
    found = forces(shown)
    if not found:
        return None
    across, band, all_below = days_across(shown), bands(shown), below(shown)
    high = band + 0.06 + all_below
    with style.sheet(high) as (figure, axes):
        draw_bands(axes, shown, across, high - 0.34)
        draw_below(axes, shown, across, band + 0.06, words)
        return style.svg(figure)


def days_across(shown: Disclosed, right: float = LEFT) -> Callable[[str], float]:
    """Where a day stands, in inches from the left; '' is the last there is."""
    start, end = _span(shown)
    room = style.WIDTH - LEFT - right

    def across(day: str) -> float:
        at = end if not day else min(max(pd.Timestamp(day), start), end)
        return LEFT + room * float((at - start) / (end - start))

    return across


def _text(force: Any) -> str:
    return style.wrapped(force.label, style.WIDTH - 0.2, style.SMALL, most=8)


def below(shown: Disclosed) -> float:
    """How high bars, lanes and their key are, in inches."""
    found = forces(shown)
    texts = sum(style.tall(_text(force), style.SMALL) + 0.4 for force in found)
    levels = len({force.part for force in found})
    return texts + 0.26 * levels + 0.42 * len(timeline.lanes(shown)) + (0.5 if found else 0.1)


def draw_below(
    axes: Axes, shown: Disclosed, across: Callable[[str], float], down: float, words: Words
) -> None:
    """A bar for each force under its level, then a lane of dots for each kind of moment."""
    bottom, level = down + below(shown), ""
    for force in forces(shown):
        if force.part != level:
            level, name = force.part, words.say(f"context_levels.{force.part}")
            axes.text(LEFT, down, name, va="top", fontweight="bold", fontsize=style.SMALL,
                      bbox=CLEAR)  # fmt: skip
            down += 0.26
        text = _text(force)
        axes.text(LEFT, down, text, va="top", fontsize=style.SMALL, bbox=CLEAR)
        down += style.tall(text, style.SMALL) + 0.14
        _bar(axes, across(force.x), across(force.relation), down, force)
        down += 0.26
    for name, rows in timeline.lanes(shown).items():
        axes.text(LEFT, down, words.word(name), va="top", fontsize=style.SMALL, bbox=CLEAR)
        most = float(rows["numerator"].max())
        for row in each_row(rows):
            radius = SMALLEST + (LARGEST - SMALLEST) * (row.numerator / most) ** 0.5
            axes.add_patch(_dot(across(f"{row.x}-15"), down + 0.28, radius))
        down += 0.42
    if forces(shown):
        _legend(axes, bottom - 0.16, words)


def _waves(shown: Disclosed) -> list[tuple[Any, str]]:
    """Each wave with its name in lines that fit above it."""
    across, named = days_across(shown), []
    for row in each_row(shown.rows[shown.rows["unit"] == "wave"]):
        wide = across(row.x) - across(row.relation) - 0.08
        lines = style.wrapped(row.label, wide, style.SMALL, most=4)
        # Where a word is too long for it, what the network calls the wave in short.
        named.append((row, row.wave if "…" in lines else lines))
    return named


def bands(shown: Disclosed) -> float:
    """How high the names of the waves are, in inches."""
    return max((style.tall(name, style.SMALL) for _, name in _waves(shown)), default=0.0) + 0.04


def draw_bands(axes: Axes, shown: Disclosed, across: Callable[[str], float], bottom: float) -> None:
    """Where each wave ends, and its name above."""
    top = bands(shown)
    for row, name in _waves(shown):
        first, last = across(row.relation), across(row.x)
        axes.text((first + last) / 2, 0.02, name, ha="center", va="top", fontsize=style.SMALL)
        axes.plot([last, last], [top, bottom], color=style.MUTED, linewidth=0.7, zorder=0)


def _bar(axes: Axes, first: float, last: float, middle: float, force: Any) -> None:
    from matplotlib.patches import Rectangle

    thick = BARS.get(int(force.value), BARS[1])
    axes.add_patch(Rectangle((first, middle - thick / 2), max(last - first, 0.04), thick,
                             facecolor=style.MARK if force.view == "enables" else style.PAPER,
                             edgecolor=style.MARK, linewidth=1.0))  # fmt: skip
    if not force.relation:  # it goes on
        xs, ys = [last + 0.02, last + 0.06, last + 0.02], [middle - 0.05, middle, middle + 0.05]
        axes.plot(xs, ys, color=style.MARK, linewidth=1.0)


def _dot(x: float, y: float, radius: float) -> Any:
    from matplotlib.patches import Circle

    return Circle((x, y), radius, facecolor=style.MUTED, edgecolor=style.PAPER, linewidth=0.5)


def _legend(axes: Axes, down: float, words: Words) -> None:
    from matplotlib.patches import Rectangle

    left = LEFT
    for kind in ("enables", "hinders"):
        fill = style.MARK if kind == "enables" else style.PAPER
        axes.add_patch(Rectangle((left, down - 0.05), 0.3, 0.1, facecolor=fill,
                                 edgecolor=style.MARK, linewidth=1.0))  # fmt: skip
        name = words.word(kind)
        axes.text(left + 0.36, down, name, va="center", fontsize=style.SMALL)
        left += style.length(name, style.SMALL) + 0.6


def alt(shown: Disclosed, words: Words) -> str:
    """Every force in words."""
    each = " ".join(_told(force, words) for force in forces(shown))
    return words.say("alt.surroundings", count=len(forces(shown)), each=each)


def _told(force: Any, words: Words) -> str:
    return words.say("alt.surroundings_each", level=words.say(f"context_levels.{force.part}"),
                     direction=words.word(force.view), text=force.label.rstrip("."),
                     time=_time(force, words))  # fmt: skip


def _time(force: Any, words: Words) -> str:
    if not force.relation:
        return words.say("words.since_day", first=force.x)
    return words.say("words.to", first=force.x, last=force.relation)


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many forces help and hinder, and to how many a response was noted."""
    found = forces(shown)
    counts = {kind: sum(f.view == kind for f in found) for kind in ("enables", "hinders")}
    yield words.say("sentences.surroundings.forces", count=len(found),
                    enables=counts["enables"], hinders=counts["hinders"])  # fmt: skip
    answered = responses(shown)
    for kind in ("enables", "hinders"):
        mine = [f for f in found if f.view == kind]
        noted = sum((f.part, f.x, f.label) in answered for f in mine)
        if mine:
            yield words.say(f"sentences.surroundings.{kind}", noted=noted, count=len(mine))


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Each force with its level, time, strength and what was done; then the moments."""
    answered = responses(shown)
    columns = ("force", "force_level", "force_direction", "strength", "time", "response")
    head = [words.say(f"columns.{column}") for column in columns]
    yield table(
        words.say("captions.surroundings"),
        head,
        [
            (
                f.label,
                words.say(f"context_levels.{f.part}"),
                words.word(f.view),
                words.number(f.value, 0),
                _time(f, words),
                answered.get((f.part, f.x, f.label), "–"),
            )
            for f in forces(shown)
        ],
    )
    if timeline.lanes(shown):
        yield from timeline.tables(shown, words)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """What somebody noted, and when."""
    del shown
    yield words.say("sure.noted")
