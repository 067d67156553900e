"""Sites of a measure: small lines side by side on one scale, or shares by number of students."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import style
from nicdev.show.series_told import name, parts, title, value_of
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UNITS = ("site", "sites", "funnel", "funnel_sites")
ACROSS, HIGH, HEAD = 4, 0.8, 0.42  # panels in a row, inches of a panel, inches above the panels
MOST = 24  # panels in a picture; the table has all sites


def figure(shown: Disclosed, words: Words) -> str | None:
    """A grid of panels for each measure, or a funnel."""
    drawn = [rows for _, rows in parts(shown) if rows["unit"].isin(["site", "funnel"]).any()]
    if not drawn:
        return None
    if (drawn[0]["unit"] == "funnel").any():
        return _funnels(drawn, words)
    grids = [rows[rows["unit"] == "site"].head(MOST) for rows in drawn]
    tall = [HEAD + HIGH * -(-len(sites) // ACROSS) for sites in grids]
    with style.sheet(sum(tall), width=style.WIDE) as (figure, axes):
        down = 0.0
        for rows, sites, height in zip(drawn, grids, tall, strict=True):
            axes.text(0.05, down + 0.05, style.wrapped(title(rows, words), 6.4, most=1), va="top",
                      fontsize=style.LETTERS)  # fmt: skip
            _panels(axes, rows, sites, down + HEAD)
            down += height
        return style.svg(figure)


def _panels(axes: Axes, rows: pd.DataFrame, sites: pd.DataFrame, down: float) -> None:
    """Each site's points and its median, all on one scale of time and of values."""
    points = rows[rows["unit"] == "site_point"].assign(on=lambda f: pd.to_datetime(f["x"]))
    low, high = points["value"].min(), points["value"].max()
    first, last = points["on"].min(), points["on"].max()
    span, days = (high - low) or 1.0, (last - first).days or 1
    wide, room = style.WIDE / ACROSS, 0.42
    for at, site in enumerate(each_row(sites)):
        left, top = at % ACROSS * wide + 0.08, down + at // ACROSS * HIGH
        axes.text(left, top, style.wrapped(site.group, wide - 0.15, style.TINY, most=1), va="top",
                  fontsize=style.TINY)  # fmt: skip
        base = top + 0.2
        mine = points[points["group"] == site.group].sort_values("on")
        across = left + (mine["on"] - first).dt.days / days * (wide - 0.25)
        heights = base + room * (1 - (mine["value"] - low) / span)
        axes.plot(across, heights, color=style.MARK, linewidth=1.2)
        if pd.notna(site.value):
            level = base + room * (1 - (site.value - low) / span)
            axes.plot([left, left + wide - 0.25], [level, level], color=style.MUTED, linewidth=0.7)


def _funnels(drawn: list[pd.DataFrame], words: Words) -> str:
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(style.SETTINGS):
        whole = Figure(figsize=(style.WIDTH, 2.9 * len(drawn)), layout="constrained")
        panels = whole.subplots(len(drawn), squeeze=False)[:, 0]
        for axes, rows in zip(panels, drawn, strict=True):
            unit = rows["relation"].iloc[0]
            sites = rows[rows["unit"] == "funnel"].sort_values("n")
            axes.plot(sites["n"], sites["value"], "o", color=style.MARK, markersize=6,
                      markeredgecolor=style.PAPER)  # fmt: skip
            for limit in ("lower", "upper"):
                axes.plot(sites["n"], sites[limit], color=style.MUTED, linewidth=0.9)
            axes.axhline(sites["limit"].iloc[0], color=style.MUTED, linewidth=1.0)
            axes.set_title(style.wrapped(words.say("captions.funnel", label=name(rows, words)),
                                         style.WIDTH - 0.8), loc="left",
                           fontsize=style.LETTERS)  # fmt: skip
            axes.set(xlabel=words.say("columns.size"), ylabel="")
            axes.yaxis.set_major_formatter(lambda value, _, unit=unit: value_of(value, unit, words))
        return style.svg(whole)


def alt(shown: Disclosed, words: Words) -> str:
    """What is drawn, and how many sites are where."""
    funnel = (shown.rows["unit"] == "funnel").any()
    each = " ".join(_counted(rows, words) for _, rows in parts(shown))
    return words.say("alt.funnel" if funnel else "alt.sites", each=each)


def _counted(rows: pd.DataFrame, words: Words) -> str:
    counts = rows[rows["unit"].isin(["sites", "funnel_sites"])]
    listed = words.list(f"{words.word(r.x)} {r.numerator:.0f}" for r in each_row(counts))
    return words.say("sentences.sites.counts", label=name(rows, words), list=listed,
                     count=int(counts["n"].max()))  # fmt: skip


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """For each measure, how many sites are where; and how many are not drawn."""
    for _, rows in parts(shown):
        yield _counted(rows, words)
        more = int((rows["unit"] == "site").sum()) - MOST
        if more > 0:
            yield words.say("sentences.sites.more", count=more)


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Every site with its numbers beside their limits, by name."""
    for _, rows in parts(shown):
        unit = rows["relation"].iloc[0]
        sites = rows[rows["unit"].isin(["site", "funnel"])]
        if sites.empty:
            counts = rows[rows["unit"].isin(["sites", "funnel_sites"])]
            head = [words.say("columns.state"), words.say("columns.sites")]
            body = [(words.word(r.x), f"{r.numerator:.0f}") for r in each_row(counts)]
            yield table(title(rows, words), head, body)
            continue
        funnel = (sites["unit"] == "funnel").any()
        columns = ("site", "value", "limit_lower", "limit_upper", "size") if funnel else (
            "site", "median", "longest", "at_most", "crossed", "at_least", "state")  # fmt: skip
        of = _funnel if funnel else _site
        yield table(title(rows, words), [words.say(f"columns.{column}") for column in columns],
                    [of(row, unit, words) for row in each_row(sites)])  # fmt: skip


def _funnel(row: Any, unit: str, words: Words) -> tuple[str, ...]:
    numbers = (value_of(value, unit, words) for value in (row.value, row.lower, row.upper))
    return (row.group, *numbers, words.number(row.n, 0))


def _site(row: Any, unit: str, words: Words) -> tuple[str, ...]:
    numbers = (words.number(n, 0) for n in (row.numerator, row.limit, row.lower, row.upper))
    return (row.group, value_of(row.value, unit, words), *numbers, words.word(row.x))


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """What chance does among many sites."""
    if (shown.rows["unit"] == "sites").any():
        yield words.say("sure.sites_chance")
    else:
        yield words.say("sure.funnel")
