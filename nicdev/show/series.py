"""Series: measures over time with their median and the rules that look for more than chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import courses, sites, style, surroundings, timeline
from nicdev.show import series_told as told
from nicdev.show.series_told import centre_name, name, parts, title, value_of
from nicdev.show.tables import Table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BREAKS = ("gap", "definition")  # events across which no line is drawn
ACROSS = style.WIDTH - 0.8  # inches from the first date to the right edge; the rest are the ticks


def figure(shown: Disclosed, words: Words) -> str | None:
    """A panel a measure: points in order of time, the median across, phases and targets named."""
    if other := _otherwise(shown):
        picture: str | None = other.figure(shown, words)
        return picture
    drawn = [(p, r) for p, r in parts(shown) if (r["unit"] == "point").sum() > 1]
    if not drawn:
        return None
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(style.SETTINGS):
        whole = Figure(figsize=(style.WIDTH, 2.9 * len(drawn)), layout="constrained")
        for axes, (_, rows) in zip(whole.subplots(len(drawn), squeeze=False)[:, 0], drawn,
                                   strict=True):  # fmt: skip
            _panel(axes, rows, words)
        return style.svg(whole)


def _panel(axes: Axes, rows: pd.DataFrame, words: Words) -> None:
    import matplotlib.dates as dates
    import seaborn as sns

    points = rows[rows["unit"] == "point"].assign(on=lambda f: pd.to_datetime(f["x"]))
    unit = points["relation"].iloc[0]
    seen = points[points["value"].notna()]
    breaks = rows.loc[(rows["unit"] == "event") & rows["group"].isin(BREAKS), "x"]
    for _, some in _unbroken(seen, sorted(pd.to_datetime(breaks))):
        sns.lineplot(x=some["on"], y=some["value"], ax=axes, errorbar=None, color=style.MARK,
                     marker="o", markersize=6, linewidth=1.4,
                     markeredgecolor=style.PAPER)  # fmt: skip
    _limits(axes, points)
    start, end = _day(points["on"].min()), _day(points["on"].max())
    lines = sorted(_lines(rows, words))
    named = max((style.length(said, style.SMALL) for _, said, _ in lines), default=0.0)
    inch = (end - start) / (ACROSS - named - 0.2)
    for at, (value, said, dashes) in enumerate(lines):
        axes.axhline(value, color=style.MUTED, linewidth=1.0, linestyle=dashes, zorder=1)
        under = at == 0 and len(lines) > 1  # so that two lines close together stay readable
        axes.annotate(said, (end + 0.1 * inch, value), (0, -2 if under else 2),
                      textcoords="offset points", va="top" if under else "bottom",
                      fontsize=style.SMALL)  # fmt: skip
    low, high = axes.get_ylim()
    high = max([high, *(value + 0.1 * (high - low) for value, _, _ in lines)])  # room for a name
    coded = points[points["value"].isna()]
    for row in each_row(coded):  # few or none, nearly all: a word at the edge, no number
        y = low if row.coded == "few or none" else high
        axes.plot([row.on], [y], marker="v" if y == low else "^", color=style.MARK,
                  fillstyle="none", clip_on=False)  # fmt: skip
    axes.set(xlabel="", ylabel="", ylim=(low, high), xlim=(start - 0.1 * inch,
                                                          end + (named + 0.1) * inch))  # fmt: skip
    _tests(axes, rows[rows["unit"] == "test"])
    _phases(axes, rows[rows["unit"] == "event"], inch)
    axes.set_title(style.wrapped(title(rows, words), style.WIDTH - 0.8), loc="left",
                   fontsize=style.LETTERS)  # fmt: skip
    axes.yaxis.set_major_formatter(lambda value, _: value_of(value, unit, words))
    untyped: Any = dates
    locator = untyped.AutoDateLocator(minticks=2, maxticks=3)
    locator.intervald[untyped.MONTHLY] = [1, 2, 3, 4, 6, 12]  # it has none for one to two years
    ticks = locator.tick_values(points["on"].min(), points["on"].max())
    within = [tick for tick in ticks if start <= tick <= end]
    days = {t: untyped.num2date(t) for t in (within if len(within) > 1 else [start, end])}
    pattern = "%Y-%m" if all(day.day == 1 for day in days.values()) else "%Y-%m-%d"
    axes.set_xticks(list(days), [day.strftime(pattern) for day in days.values()])


def _unbroken(
    points: pd.DataFrame, breaks: Sequence[pd.Timestamp]
) -> Iterator[tuple[int, pd.DataFrame]]:
    """Points between one break and the next."""
    which = [sum(day <= on for day in breaks) for on in points["on"]]
    yield from points.groupby(pd.Series(which, points.index, dtype=int))


def _limits(axes: Axes, points: pd.DataFrame) -> None:
    """Steps for limits, and a ring around each point beyond them."""
    for limit in ("lower", "upper"):
        known = points[points[limit].notna()]
        if len(known):
            axes.step(known["on"], known[limit], where="mid", color=style.MUTED, linewidth=0.9,
                      zorder=1)  # fmt: skip
    beyond = points[(points["value"] > points["upper"]) | (points["value"] < points["lower"])]
    axes.plot(beyond["on"], beyond["value"], "o", markersize=12, fillstyle="none",
              color=style.INK, linestyle="none")  # fmt: skip


def _tests(axes: Axes, tests: pd.DataFrame) -> None:
    """Short strokes along the bottom for days on which tests began."""
    left, right = axes.get_xlim()
    days = [day for day in map(_day, pd.to_datetime(tests["x"])) if left <= day <= right]
    low, high = axes.get_ylim()
    if days:
        axes.set_ylim(low - 0.08 * (high - low), high)
        axes.vlines(days, low - 0.07 * (high - low), low - 0.01 * (high - low),
                    color=style.ACCENT, linewidth=1.2)  # fmt: skip


def _lines(rows: pd.DataFrame, words: Words) -> Iterator[tuple[float, str, Any]]:
    """Median and target where there are any: the value, its name, how it is drawn."""
    unit = rows["relation"].iloc[0]
    across = (("centre", centre_name(rows), "-"), ("target", "target", (0, (5, 3))))
    for kind, said, dashes in across:
        for value in rows.loc[rows["unit"] == kind, "value"].dropna().head(1):
            yield value, f"{words.word(said)} {value_of(value, unit, words)}", dashes


def _phases(axes: Axes, events: pd.DataFrame, inch: float) -> None:
    """What began when, in a band of its own above the points, in as many storeys as needed."""
    left, right = axes.get_xlim()
    taken: list[float] = []  # up to where each storey is full
    found = []
    for row in events.sort_values("x").to_dict("records"):
        name = style.wrapped(row["label"] or row["group"], 2.4, style.SMALL, most=1)
        begins = _day(pd.Timestamp(row["x"]))
        if not left <= begins <= right:
            continue
        wide = (style.length(name, style.SMALL) + 0.15) * inch
        at = max(left, min(begins, right - wide))  # near the end a name begins before its line
        storey = next((s for s, full in enumerate(taken) if at >= full), len(taken))
        taken[storey : storey + 1] = [at + wide]
        found.append((begins, at, storey, name))
    low, high = axes.get_ylim()
    step = (high - low) * 0.11
    axes.set_ylim(low, high + step * len(taken))
    for begins, at, storey, name in found:
        y = high + step * (len(taken) - storey - 0.5)
        axes.plot([begins, begins], [low, y + step / 2], color=style.ACCENT, linewidth=1.0,
                  linestyle=(0, (1, 2)))  # fmt: skip
        axes.text(at + 0.05 * inch, y, name, va="center", fontsize=style.SMALL,
                  color=style.ACCENT, bbox=style.HALO)  # fmt: skip


def _day(when: pd.Timestamp) -> float:
    """A date as the axes count it: in days."""
    return float((when - pd.Timestamp(0)) / pd.Timedelta(days=1))


def alt(shown: Disclosed, words: Words) -> str:
    """First and last value, which way, and the median, for each measure."""
    if other := _otherwise(shown):
        said: str = other.alt(shown, words)
        return said
    each = []
    for _, rows in parts(shown):
        points = rows[rows["unit"] == "point"]
        if len(points) < 2:
            continue
        unit = points["relation"].iloc[0]
        known = points[points["value"].notna()]
        values = known if len(known) else points
        first, last = values["value"].iloc[0], values["value"].iloc[-1]
        way = "same" if last == first else "up" if last > first else "down"
        centre = rows.loc[rows["unit"] == "centre", "value"]
        seen = len(centre) and pd.notna(centre.iloc[0])
        each.append(
            words.say(
                "alt.series" if seen else "alt.series_no_centre",
                count=len(points),
                label=name(points, words),
                first_date=points["x"].iloc[0],
                last_date=points["x"].iloc[-1],
                first=value_of(first, unit, words),
                last=value_of(last, unit, words),
                direction=words.say(f"alt.{way}"),
                centre=value_of(centre.iloc[0], unit, words) if seen else "",
                what=words.word(centre_name(rows)),
            )
        )
    return " ".join(each)


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """What the points do, or what the sites do."""
    yield from (_otherwise(shown) or told).sentences(shown, words)


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Every point, or every site, beside its limits."""
    yield from (_otherwise(shown) or told).tables(shown, words)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many points, or sites, there are to go by."""
    yield from (_otherwise(shown) or told).sure(shown, words)


def _otherwise(shown: Disclosed) -> ModuleType | None:
    """What draws and words sites side by side, or moments on a line of time."""
    units = set(shown.rows["unit"])
    if units & set(sites.UNITS):
        return sites
    if courses.UNIT in units:
        return courses
    if "force" in units:
        return surroundings
    return timeline if timeline.UNIT in units else None
