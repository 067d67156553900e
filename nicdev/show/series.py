"""Series: measures over time with their median and the rules that look for more than chance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.framework import framework
from nicdev.show import style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ACROSS = style.WIDTH - 0.8  # inches from the first date to the right edge; the rest are the ticks


def parts(shown: Disclosed) -> list[tuple[str, pd.DataFrame]]:
    """The measures, in the order of the evidence."""
    return [(str(part), rows) for part, rows in shown.rows.groupby("part", sort=False)]


def _name(rows: pd.DataFrame, words: Words) -> str:
    """The name of the measure; of what is counted of the work, the locale has it."""
    return rows["label"].iloc[0] or words.word(rows["part"].iloc[0])


def _value(value: float, unit: str, words: Words) -> str:
    if unit in ("share", "proportion"):
        return words.share(value)
    if unit in ("%", "percent"):
        return f"{words.number(value, 1)}%"
    return words.number(value)


def figure(shown: Disclosed, words: Words) -> str | None:
    """A panel a measure: points in order of time, the median across, phases and targets named."""
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
    sns.lineplot(x=seen["on"], y=seen["value"], ax=axes, errorbar=None, color=style.MARK,
                 marker="o", markersize=6, linewidth=1.4, markeredgecolor=style.PAPER)  # fmt: skip
    start, end = _day(points["on"].min()), _day(points["on"].max())
    lines = sorted(_lines(rows, words))
    named = max((style.length(name, style.SMALL) for _, name, _ in lines), default=0.0)
    inch = (end - start) / (ACROSS - named - 0.2)
    for at, (value, name, dashes) in enumerate(lines):
        axes.axhline(value, color=style.MUTED, linewidth=1.0, linestyle=dashes, zorder=1)
        under = at == 0 and len(lines) > 1  # so that two lines close together stay readable
        axes.annotate(name, (end + 0.1 * inch, value), (0, -2 if under else 2),
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
    _phases(axes, rows[rows["unit"] == "event"], inch)
    axes.set_title(style.wrapped(_title(rows, words), style.WIDTH - 0.8), loc="left",
                   fontsize=style.LETTERS)  # fmt: skip
    axes.yaxis.set_major_formatter(lambda value, _: _value(value, unit, words))
    untyped: Any = dates
    locator = untyped.AutoDateLocator(minticks=2, maxticks=3)
    locator.intervald[untyped.MONTHLY] = [1, 2, 3, 4, 6, 12]  # it has none for one to two years
    ticks = locator.tick_values(points["on"].min(), points["on"].max())
    within = [tick for tick in ticks if start <= tick <= end]
    days = {t: untyped.num2date(t) for t in (within if len(within) > 1 else [start, end])}
    pattern = "%Y-%m" if all(day.day == 1 for day in days.values()) else "%Y-%m-%d"
    axes.set_xticks(list(days), [day.strftime(pattern) for day in days.values()])


def _lines(rows: pd.DataFrame, words: Words) -> Iterator[tuple[float, str, Any]]:
    """Median and target where there are any: the value, its name, how it is drawn."""
    unit = rows["relation"].iloc[0]
    for kind, name, dashes in (("centre", "median", "-"), ("target", "target", (0, (5, 3)))):
        for value in rows.loc[rows["unit"] == kind, "value"].dropna().head(1):
            yield value, f"{words.word(name)} {_value(value, unit, words)}", dashes


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


def _title(rows: pd.DataFrame, words: Words) -> str:
    label, unit = _name(rows, words), rows["relation"].iloc[0]
    if unit == "share":
        unit = ""  # its values say so
    if unit:
        return words.say("captions.series", label=label, unit=unit)
    return words.say("captions.series_no_unit", label=label)


def alt(shown: Disclosed, words: Words) -> str:
    """First and last value, which way, and the median, for each measure."""
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
                label=_name(points, words),
                first_date=points["x"].iloc[0],
                last_date=points["x"].iloc[-1],
                first=_value(first, unit, words),
                last=_value(last, unit, words),
                direction=words.say(f"alt.{way}"),
                centre=_value(centre.iloc[0], unit, words) if seen else "",
            )
        )
    return " ".join(each)


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many points, what the rules found, and the verdict, for each measure."""
    verdicts = dict(shown.verdicts)
    for part, rows in parts(shown):
        unit = rows["relation"].iloc[0]
        one = {r.unit: r for r in each_row(rows) if r.unit != "point"}
        count = int((rows["unit"] == "point").sum())
        label = _name(rows, words)
        centre = one["centre"].value
        if pd.isna(centre):
            yield words.say("sentences.series.points_no_centre", label=label, count=count)
        else:
            yield words.say("sentences.series.points", label=label, count=count,
                            centre=_value(centre, unit, words))  # fmt: skip
        verdict = verdicts.get(part, "described")
        run, crossings = one["longest_run"], one["crossings"]
        if verdict != "too little to say" and pd.notna(run.limit):
            yield words.say(
                "sentences.series.rules",
                longest_run=words.number(run.value, 0),
                longest_run_limit=words.number(run.limit, 0),
                crossings=words.number(crossings.value, 0),
                crossings_limit=words.number(crossings.limit, 0),
            )
        if verdict == "described":
            yield words.say("sentences.series.level")
        else:
            name = words.say(f"verdicts.{verdict}.name")
            yield words.say("sentences.series.verdict", verdict=name)
        if "counted_crossings" in one:
            run, crossings = one["counted_longest_run"], one["counted_crossings"]
            yield words.say(
                "sentences.series.counted",
                earlier=words.number(one["counted_earlier"].value, 1),
                later=words.number(one["counted_later"].value, 1),
                longest_run=words.number(run.value, 0),
                longest_run_limit=words.number(run.limit, 0),
                crossings=words.number(crossings.value, 0),
                crossings_limit=words.number(crossings.limit, 0),
            )


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Every point."""
    for _, rows in parts(shown):
        points = rows[rows["unit"].isin(["point", "small"])].sort_values("x")
        unit = rows["relation"].iloc[0]
        work = framework().indicator(shown.key).about == "work"
        head = [words.say(f"columns.{c}") for c in ("date", "value", "teams" if work else "size")]
        body: list[tuple[str, ...]] = [
            (r.x, words.word(r.coded) if r.coded
             else _value(r.value, unit, words), words.number(r.n, 0))
            for r in each_row(points)
        ]  # fmt: skip
        if work and points["n"].isna().all():
            head, body = head[:-1], [line[:-1] for line in body]
        yield table(_title(rows, words), head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many points the rules could use, and how many sites stand behind them."""
    rows = shown.rows
    for row in each_row(rows[(rows["unit"] == "centre") & rows["n"].notna()]):
        yield words.say("sure.points", useful=f"{row.n:.0f}")
    sites = rows.loc[rows["unit"] == "point", "eligible"].max()
    if pd.notna(sites) and sites > 1:
        yield words.say("sure.sites", sites=f"{sites:.0f}")
    if framework().indicator(shown.key).about == "work":
        yield words.say("sure.complete")
