"""Networks beside each other: each in order of age, the whole of them, or one among the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 60  # networks in a picture or a table; all are in the rows
DOTS = 200  # networks in a funnel; of more their counts are said
LEFT, RIGHT = 0.12, 0.12  # inches beside a scale from 0 to 100 per cent
HIGH, NAME, SCALE = 1.15, 0.26, 0.3  # inches of a panel, of the name above it, of a scale below
STRIP, LINE = 0.34, 0.2  # inches of a strip with one line, of each line more
TICKS = {0.0: "left", 0.25: "center", 0.5: "center", 0.75: "center", 1.0: "right"}


def figure(shown: Disclosed, words: Words) -> str | None:
    """What the rows call for: bars, panels of networks by age, funnels, or strips."""
    rows = shown.rows
    units = set(rows["unit"])
    if "covered" in units:
        return _bars(rows[rows["unit"] == "covered"], words)
    if "funnel" in units and rows["group"].nunique() <= DOTS:
        return _funnels(rows, words)
    if "yours" in units:
        return _strips(rows, words, _place)
    if "raw" in units and _networks(rows) <= MOST:
        return _panels(rows, words)
    if "whole" in units:
        return _strips(rows, words, _whole)
    return None


def _networks(rows: pd.DataFrame) -> int:
    return int(rows.loc[rows["unit"] == "raw", "group"].nunique())


def _parts(rows: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    named = rows[rows["part"] != ""]
    return ((str(part), some) for part, some in named.groupby("part", sort=False))


def name(part: str, words: Words) -> str:
    """What a share is of; a dimension by its name."""
    for key in (f"compared.{part}", f"rooms.{part}.name"):
        if words.locale.has(key):
            return words.say(key)
    return part


def _bars(rows: pd.DataFrame, words: Words) -> str:
    with style.sheet(0.52 * len(rows) + 0.1) as (figure, axes):
        for at, row in enumerate(each_row(rows)):
            top, wide = 0.52 * at + 0.05, style.WIDTH - LEFT - RIGHT
            said = words.word(row.coded) if row.coded else f"{row.numerator:.0f}"
            axes.text(LEFT, top, style.wrapped(name(row.part, words), wide - 1.3, most=1), va="top",
                      fontsize=style.LETTERS)  # fmt: skip
            axes.text(style.WIDTH - RIGHT, top, said, va="top", ha="right", fontsize=style.LETTERS)
            axes.barh(top + 0.3, wide, 0.13, LEFT, color=style.RAMP[0], edgecolor=style.MUTED,
                      linewidth=0.6)  # fmt: skip
            if not row.coded:
                axes.barh(top + 0.3, wide * row.value, 0.13, LEFT, color=style.RAMP[4])
        return style.svg(figure)


def _panels(rows: pd.DataFrame, words: Words) -> str:
    """A panel a share: networks side by side, the longest known first."""
    drawn = [(part, some[some["unit"].isin(["raw", "drawn"])]) for part, some in _parts(rows)]
    drawn = [(part, some) for part, some in drawn if len(some)]
    order = list(dict.fromkeys(rows.loc[rows["unit"] == "raw", "group"]))
    gap = 0.42
    step = (style.WIDE - LEFT - RIGHT - gap) / max(len(order), 1)
    place = {code: LEFT + gap + step * (at + 0.5) for at, code in enumerate(order)}
    with style.sheet(len(drawn) * (HIGH + NAME), width=style.WIDE) as (figure, axes):
        for at, (part, some) in enumerate(drawn):
            top = at * (HIGH + NAME)
            axes.text(LEFT, top + 0.03, style.wrapped(name(part, words), 6.2, most=1), va="top",
                      fontsize=style.LETTERS)  # fmt: skip
            high, foot = HIGH - 0.25, top + NAME + HIGH - 0.16
            for tick in (0.0, 0.5, 1.0):
                level = foot - high * tick
                axes.plot([LEFT + gap, style.WIDE - RIGHT], [level] * 2, color=style.RAMP[1],
                          linewidth=0.7, zorder=0)  # fmt: skip
                axes.text(LEFT + gap - 0.06, level, words.share(tick), ha="right", va="center",
                          fontsize=style.TINY)  # fmt: skip
            for unit, colour, wide, aside in (("raw", style.MUTED, 0.8, -0.1),
                                              ("drawn", style.MARK, 1.6, 0.1)):  # fmt: skip
                mine = some[some["unit"] == unit]
                across = [place[code] + step * aside for code in mine["group"]]
                axes.vlines(across, foot - high * mine["lower"], foot - high * mine["upper"],
                            color=colour, linewidth=wide)  # fmt: skip
                axes.plot(across, foot - high * mine["value"], "o", color=colour, markersize=3.4,
                          markerfacecolor=style.PAPER if unit == "raw" else colour)  # fmt: skip
        return style.svg(figure)


def _strips(rows: pd.DataFrame, words: Words, draw: Any) -> str:
    """A line for each share, all on one scale from 0 to 100 per cent."""
    parts = [(part, some) for part, some in _parts(rows)]
    lines = [max(int((some["unit"] == "age").sum()), 0) for _, some in parts]
    heights = [NAME + STRIP + LINE * count for count in lines]
    wide = style.WIDTH - 2 * LEFT - RIGHT
    with style.sheet(sum(heights) + SCALE) as (figure, axes):
        top = 0.0
        for tick in TICKS:
            axes.plot([2 * LEFT + wide * tick] * 2, [NAME, sum(heights)], color=style.RAMP[1],
                      linewidth=0.7, zorder=0)  # fmt: skip
            axes.text(2 * LEFT + wide * tick, sum(heights) + 0.06, words.share(tick), va="top",
                      ha=TICKS[tick], fontsize=style.SMALL)  # fmt: skip
        for (part, some), height in zip(parts, heights, strict=True):
            axes.text(2 * LEFT, top + 0.04, style.wrapped(name(part, words), wide, most=1),
                      va="top", fontsize=style.LETTERS, bbox=style.HALO)  # fmt: skip
            draw(axes, some, 2 * LEFT, wide, top + NAME + STRIP / 2, words)
            top += height
        return style.svg(figure)


def _whole(
    axes: Axes, some: pd.DataFrame, left: float, wide: float, level: float, words: Words
) -> None:
    """The middle half as a bar, the mean with its range, and below it the mean of each age."""
    for row in each_row(some[some["unit"] == "half"]):
        axes.barh(level, wide * (row.upper - row.lower), 0.17, left + wide * row.lower,
                  color=style.RAMP[1], edgecolor=style.MUTED, linewidth=0.6)  # fmt: skip
    for row in each_row(some[some["unit"] == "whole"]):
        axes.hlines(level, left + wide * row.lower, left + wide * row.upper, color=style.MARK,
                    linewidth=1.6)  # fmt: skip
        axes.plot([left + wide * row.value], [level], "o", color=style.MARK, markersize=6)
    for at, row in enumerate(each_row(some[some["unit"] == "age"])):
        down = level + LINE * (at + 1)
        axes.hlines(down, left + wide * row.lower, left + wide * row.upper, color=style.MUTED,
                    linewidth=1.0)  # fmt: skip
        axes.plot([left + wide * row.value], [down], "o", color=style.MUTED, markersize=4,
                  markerfacecolor=style.PAPER)  # fmt: skip
        said, side = words.word(row.group), "left"
        across, long = left + wide * row.upper + 0.06, style.length(said, style.SMALL)
        if across + long > style.WIDTH - RIGHT:
            across, side = left + wide * row.lower - 0.06, "right"
            if across - long < 0:  # room on neither side: over the beginning of its line
                across, side = left, "left"
        axes.text(across, down, said, va="center", ha=side, fontsize=style.SMALL,
                  bbox=style.HALO)  # fmt: skip


def _place(
    axes: Axes, some: pd.DataFrame, left: float, wide: float, level: float, words: Words
) -> None:
    """The others as circles, larger where there are several, and one's own as a filled mark."""
    for row in each_row(some[some["unit"] == "others"]):
        axes.plot([left + wide * row.value], [level], "o", color=style.MUTED,
                  markerfacecolor=style.PAPER, markersize=4 + 2.2 * row.numerator**0.5)  # fmt: skip
    for row in each_row(some[some["unit"] == "yours"]):
        axes.hlines(level, left + wide * row.lower, left + wide * row.upper, color=style.ACCENT,
                    linewidth=1.4)  # fmt: skip
        axes.plot([left + wide * row.value], [level], "D", color=style.ACCENT, markersize=7,
                  markeredgecolor=style.PAPER)  # fmt: skip


def _funnels(rows: pd.DataFrame, words: Words) -> str:
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    drawn = [(part, some[some["unit"] == "funnel"]) for part, some in _parts(rows)]
    drawn = [(part, some) for part, some in drawn if len(some)]
    with rc_context(style.SETTINGS):
        whole = Figure(figsize=(style.WIDTH, 2.3 * len(drawn)), layout="constrained")
        panels = whole.subplots(len(drawn), squeeze=False)[:, 0]
        for axes, (part, some) in zip(panels, drawn, strict=True):
            some = some.sort_values("n")
            axes.plot(some["n"], some["value"], "o", color=style.MARK, markersize=5,
                      markeredgecolor=style.PAPER)  # fmt: skip
            for limit in ("lower", "upper"):
                axes.plot(some["n"], some[limit], color=style.MUTED, linewidth=0.9)
            axes.axhline(some["limit"].iloc[0], color=style.MUTED, linewidth=1.0)
            title = style.wrapped(name(part, words), style.WIDTH - 0.8, most=1)
            axes.set_title(title, loc="left", fontsize=style.LETTERS)
            axes.set(xlabel=words.say("columns.net_size"), ylabel="", ylim=(-0.03, 1.03))
            axes.yaxis.set_major_formatter(lambda value, _: words.share(value))
            axes.set_yticks([0, 0.5, 1])
        return style.svg(whole)


def alt(shown: Disclosed, words: Words) -> str:
    """What is drawn, with its numbers."""
    units = set(shown.rows["unit"])
    kind = next((u for u in ("covered", "funnel", "yours", "raw", "whole") if u in units), "whole")
    said = [*sentences(shown, words)]
    return words.say(f"alt.networks_{kind}", each=" ".join(said))


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """What is not done with so few networks; then the whole, the places, or the counts."""
    rows = shown.rows
    for row in each_row(rows[rows["unit"] == "declined"]):
        yield words.say(f"sentences.networks.declined_{row.x}", count=int(row.numerator),
                        limit=words.number(row.limit, 0))  # fmt: skip
    for row in each_row(rows[rows["unit"] == "whole"]):
        half = rows[(rows["unit"] == "half") & (rows["part"] == row.part)]
        said = words.say("sentences.networks.whole", label=name(row.part, words),
                         share=words.share(row.value), **_range(row, words))  # fmt: skip
        if len(half):
            said += " " + words.say("sentences.networks.half", **_range(half.iloc[0], words))
        yield said
    for row in each_row(rows[rows["unit"] == "yours"]):
        beside = rows[(rows["unit"] == "others") & (rows["part"] == row.part)]
        if len(beside):
            yield words.say("sentences.networks.yours", label=name(row.part, words),
                            share=words.share(row.value), count=int(beside["n"].iloc[0]),
                            lower=words.share(beside["lower"].min()),
                            upper=words.share(beside["upper"].max()))  # fmt: skip
    for part, some in _parts(rows[rows["unit"] == "funnel_networks"]):
        outside = some[some["x"] == "outside_limits"].iloc[0]
        yield words.say("sentences.networks.outside", label=name(part, words),
                        number=_counted(outside, words), n=f"{outside['n']:.0f}")  # fmt: skip
    covered = rows[rows["unit"] == "covered"]
    if len(covered):
        listed = words.list(f"{name(r.part, words)} {_counted(r._asdict(), words)}"
                            for r in each_row(covered))  # fmt: skip
        yield words.say("sentences.networks.covered", count=int(covered["n"].max()), list=listed)
    if "raw" in set(rows["unit"]) and "yours" not in set(rows["unit"]):
        yield words.say("sentences.networks.raw", count=_networks(rows))
        if "whole" not in set(rows["unit"]):
            for part, some in _parts(rows[rows["unit"] == "raw"]):
                yield words.say("sentences.networks.raw_each", label=name(part, words),
                                count=len(some), lower=words.share(some["value"].min()),
                                upper=words.share(some["value"].max()))  # fmt: skip


def _counted(row: Any, words: Words) -> str:
    return words.word(row["coded"]) if row["coded"] else f"{row['numerator']:.0f}"


def _range(row: Any, words: Words) -> dict[str, str]:
    return {"lower": words.share(row.lower), "upper": words.share(row.upper)}


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """The whole and each age; each network, while they are not too many; places; counts."""
    rows = shown.rows
    means = rows[rows["unit"].isin(["whole", "age"])]
    if len(means):
        columns = ("share_of", "which_networks", "networks", "share", "net_range")
        body = [
            (name(r.part, words), words.word(r.group or "all_networks"),
             words.word(r.coded) if r.coded else words.number(r.n, 0), words.share(r.value),
             _between(r, words))
            for r in each_row(means)
        ]  # fmt: skip
        yield _made("networks_whole", columns, body, words)
    if 0 < _networks(rows) <= MOST and "position" not in shown.key:
        yield from _each(rows, words)
    if (rows["unit"] == "yours").any():
        yield from _places(rows, words)
    if (rows["unit"] == "covered").any():
        covered = rows[rows["unit"] == "covered"]
        listed = [(name(r.part, words), _counted(r._asdict(), words)) for r in each_row(covered)]
        yield _made("networks_covered", ("dimension", "networks"), listed, words)
    counts = rows[rows["unit"] == "funnel_networks"]
    if len(counts):
        sides = [(name(r.part, words), words.word(r.x), _counted(r._asdict(), words))
                 for r in each_row(counts)]  # fmt: skip
        yield _made("networks_funnel", ("share_of", "state", "networks"), sides, words)


def _each(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    """For each share the networks, the longest known first."""
    for part, some in _parts(rows[rows["unit"].isin(["raw", "drawn"])]):
        drawn = some[some["unit"] == "drawn"].set_index("group")
        body = []
        for row in each_row(some[some["unit"] == "raw"]):
            cells = [row.label, row.x or "–", f"{row.n:.0f}", words.share(row.value),
                     _between(row, words)]  # fmt: skip
            if len(drawn):
                own = drawn.loc[row.group]
                cells += [words.share(own["value"]), _between(own, words)]
            body.append(tuple(cells))
        columns: tuple[str, ...] = ("network", "since", "net_size", "share", "net_range")
        columns += ("drawn", "net_range") * bool(len(drawn))
        yield _made("networks_each", columns, body, words, label=name(part, words))


def _places(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    body = []
    for part, some in _parts(rows[rows["unit"].isin(["yours", "others"])]):
        yours, others = some[some["unit"] == "yours"], some[some["unit"] == "others"]
        listed = words.list(f"{_between(r, words)}: {r.numerator:.0f}" for r in each_row(others))
        body.append((name(part, words), words.share(yours["value"].iloc[0]), listed or "–"))
    yield _made("networks_places", ("share_of", "yours", "others"), body, words)


def _between(row: Any, words: Words) -> str:
    return f"{words.share(row.lower)} – {words.share(row.upper)}"


def _made(caption: str, columns: Any, body: Any, words: Words, **values: str) -> Table:
    head = [words.say(f"columns.{column}") for column in columns]
    return table(words.say(f"captions.{caption}", **values), head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Where the ranges come from."""
    units = set(shown.rows["unit"])
    if "whole" in units:
        yield words.say("sure.networks_drawn")
    elif "funnel_networks" in units:
        yield words.say("sure.networks_funnel")
    elif units & {"raw", "yours"}:
        yield words.say("sure.networks_raw")
    else:
        yield words.say("sure.networks_counts")
