"""Series: measures over time with their median and the rules that look for more than chance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words


def parts(shown: Disclosed) -> list[tuple[str, pd.DataFrame]]:
    """The measures, in the order of the evidence."""
    return [(str(part), rows) for part, rows in shown.rows.groupby("part", sort=False)]


def _value(value: float, unit: str, words: Words) -> str:
    if unit in ("share", "proportion"):
        return words.share(value)
    if unit in ("%", "percent"):
        return f"{words.number(value, 1)} %"
    return words.number(value)


def figure(shown: Disclosed, words: Words) -> str | None:
    """A panel a measure: points in order of time, the median across, phases and targets named."""
    drawn = [(p, r) for p, r in parts(shown) if (r["unit"] == "point").sum() > 1]
    if not drawn:
        return None
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(style.SETTINGS):
        whole = Figure(figsize=(style.WIDTH, 2.7 * len(drawn) + 0.2), layout="constrained")
        for axes, (_, rows) in zip(whole.subplots(len(drawn), squeeze=False)[:, 0], drawn,
                                   strict=True):  # fmt: skip
            _panel(axes, rows, words)
        return style.svg(whole)


def _panel(axes: object, rows: pd.DataFrame, words: Words) -> None:
    import matplotlib.dates as dates
    import seaborn as sns
    from matplotlib.axes import Axes

    if not isinstance(axes, Axes):
        raise TypeError("a panel is drawn on matplotlib axes")
    points = rows[rows["unit"] == "point"].assign(on=lambda f: pd.to_datetime(f["x"]))
    unit = points["relation"].iloc[0]
    seen = points[points["value"].notna()]
    sns.lineplot(x=seen["on"], y=seen["value"], ax=axes, errorbar=None, color=style.MARK,
                 marker="o", markersize=6, linewidth=1.4, markeredgecolor="white")  # fmt: skip
    low, high = axes.get_ylim()
    coded = points[points["value"].isna()]
    for row in each_row(coded):  # few or none, nearly all: a word at the edge, no number
        y = low if row.group == "few or none" else high
        axes.plot([row.on], [y], marker="v" if y == low else "^", color=style.MARK,
                  fillstyle="none", clip_on=False)  # fmt: skip
    end = points["on"].max()
    room = (end - points["on"].min()) * 0.14
    for name, line in (("centre", "-"), ("target", (0, (5, 3)))):
        value = rows.loc[rows["unit"] == name, "value"].dropna()
        if len(value):
            axes.axhline(value.iloc[0], color=style.MUTED, linewidth=1.0, linestyle=line, zorder=1)
            axes.text(end + room * 0.12, value.iloc[0],
                      f"{words.word('median' if name == 'centre' else 'target')} "
                      f"{_value(value.iloc[0], unit, words)}",
                      va="bottom", fontsize=9, color=style.INK)  # fmt: skip
    for row in each_row(rows[rows["unit"] == "event"]):
        day: Any = pd.Timestamp(row.x)  # matplotlib draws dates; its types know only numbers
        axes.axvline(day, color=style.ACCENT, linewidth=1.0, linestyle=(0, (1, 2)))
        axes.text(day, axes.get_ylim()[1], " " + style.wrapped(row.label or row.group, 24),
                  va="top", fontsize=9, color=style.ACCENT)  # fmt: skip
    axes.set(xlabel="", ylabel="", xlim=(points["on"].min() - room * 0.15, end + room))
    axes.set_title(style.wrapped(_title(rows, words), 84), loc="left", fontsize=10.5)
    axes.yaxis.set_major_formatter(lambda value, _: _value(value, unit, words))
    untyped: Any = dates
    axes.xaxis.set_major_locator(untyped.AutoDateLocator(minticks=3, maxticks=7))
    axes.xaxis.set_major_formatter(untyped.DateFormatter("%Y-%m"))


def _title(rows: pd.DataFrame, words: Words) -> str:
    label, unit = rows["label"].iloc[0], rows["relation"].iloc[0]
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
                label=points["label"].iloc[0],
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
        label = rows["label"].iloc[0]
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
        yield words.say("sentences.series.verdict", verdict=words.say(f"verdicts.{verdict}.name"))


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Every point."""
    for _, rows in parts(shown):
        points = rows[rows["unit"].isin(["point", "small"])].sort_values("x")
        unit = rows["relation"].iloc[0]
        head = [words.say(f"columns.{c}") for c in ("date", "value", "size")]
        body = [
            (r.x, words.word(r.group) if pd.isna(r.value) and r.group
             else _value(r.value, unit, words), words.number(r.n, 0))
            for r in each_row(points)
        ]  # fmt: skip
        yield table(_title(rows, words), head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """How many points the rules could use, and how many sites stand behind them."""
    rows = shown.rows
    for row in each_row(rows[rows["unit"] == "centre"]):
        yield words.say("sure.points", useful=f"{row.n:.0f}")
    sites = rows.loc[rows["unit"] == "point", "eligible"].max()
    if pd.notna(sites) and sites > 1:
        yield words.say("sure.sites", sites=f"{sites:.0f}")
