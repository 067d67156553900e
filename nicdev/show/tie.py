"""Tie: densities with the range that non-response leaves open, a map of groups (`tie_map`), or how
many reach one another (`tie_ways`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from nicdev.evidence import WHOLE, Disclosed, each_row
from nicdev.show import style, tie_chance, tie_map, tie_ways
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.artist import Artist


OTHERWISE = ("weighted", "reconstructed")  # on other assumptions about those who did not answer
RETURNED = "returned"  # of the ties there are, those with a tie back; drawn as shares of pairs are


def _shares(shown: Disclosed) -> pd.DataFrame:
    rows = shown.rows
    return rows[rows["unit"].isin(["ties", RETURNED])]


def _about(rows: pd.DataFrame) -> str:
    """Which sentences these shares have."""
    return RETURNED if (rows["unit"] == RETURNED).any() else "tie"


def _name(row: Any, words: Words, *, several_views: bool) -> str:
    group = words.word(row.group)
    return f"{group}, {words.word('view_' + row.view)}" if several_views else group


def _value(row: Mapping[Any, Any], words: Words) -> str:
    return words.word(row["coded"]) if row["coded"] else words.share(row["value"])


def figure(shown: Disclosed, words: Words) -> str | None:
    """A mark for the share among known pairs, a bar for the range over all pairs."""
    if tie_map.maps(shown, words):
        return tie_map.figure(shown, words)
    if tie_ways.ways(shown):
        return tie_ways.figure(shown, words)
    if len(tie_chance.rows(shown)):
        return tie_chance.figure(shown, words)
    rows = _shares(shown)
    rows = rows[rows["value"].notna()]
    if rows.empty:
        return None
    from matplotlib.ticker import MaxNLocator

    several = rows["view"].nunique() > 1
    bounded = rows["upper"].notna()
    rows = rows.assign(lower=rows["lower"].where(bounded, rows["value"]),
                       upper=rows["upper"].where(bounded, rows["value"]))  # fmt: skip
    top = min(1.0, max(0.1, rows["upper"].max() * 1.05))
    inner = style.WIDTH - 0.1
    left = 0.2  # where shares begin: half of "0%" stands before it
    wide = (inner - left - 0.25) / top  # inches that all pairs would take; then half a "100%"
    relations: list[tuple[str, list[tuple[str, Any]]]] = [
        (style.wrapped(str(label), inner), [
            (style.wrapped(_name(row, words, several_views=several), inner - 0.7, style.SMALL), row)
            for row in each_row(some)
        ])
        for label, some in rows.groupby("label", sort=False)
    ]  # fmt: skip
    height = sum(_high(head) + 0.2 + sum(_high(name) + 0.3 for name, _ in some)
                 for head, some in relations)  # fmt: skip
    with style.sheet(height, below=0.65) as (figure, axes):
        down = 0.03
        for head, some in relations:
            axes.text(0.05, down, head, va="top")
            down += _high(head) + 0.1
            for name, row in some:
                axes.text(0.05, down, name, va="top", fontsize=style.SMALL)
                *_, last = name.split("\n")
                axes.text(0.2 + style.length(last, style.SMALL), down + _high(name) - style.LINE,
                          words.share(row.value), va="top", fontsize=style.SMALL,
                          fontweight="bold")  # fmt: skip
                at = down + _high(name) + 0.08
                down += _high(name) + 0.3
                axes.barh(at, (row.upper - row.lower) * wide, left=left + row.lower * wide,
                          height=0.14, color=style.RAMP[2], edgecolor=style.INK,
                          linewidth=0.7)  # fmt: skip
                axes.plot([left + row.value * wide], [at], "o", color=style.MARK, markersize=8,
                          markeredgecolor=style.PAPER, markeredgewidth=0.8)  # fmt: skip
            down += 0.1
        ticks = [t for t in MaxNLocator(4).tick_values(0, top) if 0 <= t <= top]
        axes.set_xticks([left + tick * wide for tick in ticks], [words.share(t) for t in ticks])
        axes.spines["bottom"].set_visible(True)
        axes.spines["bottom"].set_bounds(left, left + top * wide)
        key = _key(words, _about(rows), ranges=bool(bounded.any()))
        figure.legend(handles=key, loc="lower left", ncols=2, frameon=False, fontsize=style.SMALL,
                      borderaxespad=0.1, handleheight=0.5, columnspacing=1.0)  # fmt: skip
        return style.svg(figure)


def _high(text: str) -> float:
    return style.LINE * (1 + text.count("\n"))


def _key(words: Words, about: str, *, ranges: bool) -> list[Artist]:
    """What mark and bar stand for."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    name = "share_known" if about == "tie" else "share_returned"
    mark = Line2D([], [], marker="o", markersize=8, color=style.MARK, linestyle="",
                  label=words.word(name))  # fmt: skip
    bar = Patch(facecolor=style.RAMP[2], edgecolor=style.INK, linewidth=0.7,
                label=words.word("range_all"))  # fmt: skip
    return [mark, bar] if ranges else [mark]


def alt(shown: Disclosed, words: Words) -> str:
    """Every mark and range in words."""
    if tie_map.maps(shown, words):
        return tie_map.alt(shown, words)
    if tie_ways.ways(shown):
        return tie_ways.alt(shown, words)
    if len(tie_chance.rows(shown)):
        return tie_chance.alt(shown, words)
    each = []
    rows = _shares(shown)
    for row in rows.to_dict("records"):
        group = words.word(str(row["group"]))
        if row["coded"]:
            each.append(words.say("alt.ties_each_coded", label=row["label"], group=group,
                                  value=words.word(str(row["coded"]))))  # fmt: skip
        elif pd.isna(row["upper"]):
            each.append(words.say("alt.ties_each_coded", label=row["label"], group=group,
                                  value=words.share(row["value"])))  # fmt: skip
        else:
            each.append(words.say("alt.ties_each", label=row["label"], group=group,
                                  value=words.share(row["value"]), lower=words.share(row["lower"]),
                                  upper=words.share(row["upper"])))  # fmt: skip
    return words.say(f"alt.{_about(rows)}", each=" ".join(each))


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """One sentence a relation; within and between teams where both may be seen."""
    if tie_map.maps(shown, words):
        yield from tie_map.sentences(shown, words)
        return
    if tie_ways.ways(shown):
        yield from tie_ways.sentences(shown, words)
        return
    if len(tie_chance.rows(shown)):
        yield from tie_chance.sentences(shown, words)
        return
    rows = _shares(shown)
    several, about = rows["view"].nunique() > 1, _about(rows)
    for (_, _), some in rows.groupby(["view", "relation"], sort=False):
        whole = some[some["group_kind"] == WHOLE].iloc[0]
        said = {"label": whole["label"],
                "version": words.version(whole["view"] if several else "")}  # fmt: skip
        if whole["coded"]:
            yield words.say(f"sentences.{about}.coded", **said, words=words.word(whole["coded"]))
            continue
        if pd.isna(whole["value"]):  # where names were capped there is no range either
            why = "capped" if pd.isna(whole["lower"]) else "nobody"
            yield words.say(f"sentences.{about}.{why}", **said)
            continue
        pairs = {row["group"]: row for row in some.to_dict("records")}
        if {"met", "not_met"} <= set(pairs):
            yield words.say("sentences.tie.met", **said, met=_value(pairs["met"], words),
                            not_met=_value(pairs["not_met"], words))  # fmt: skip
            yield from _origins(shown.rows, whole["relation"], whole["view"], words)
            continue
        known = "known_alone" if pd.isna(whole["upper"]) else "known"
        yield words.say(
            f"sentences.{about}.{known}",
            **said,
            share=words.share(whole["value"]),
            lower=words.share(whole["lower"]),
            upper=words.share(whole["upper"]),
        )
        if {"within_teams", "between_teams"} <= set(pairs):
            yield words.say(
                "sentences.tie.parts",
                within=_value(pairs["within_teams"], words),
                between=_value(pairs["between_teams"], words),
            )


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """Share and range by kind of pair."""
    if tie_map.maps(shown, words):
        yield from tie_map.tables(shown, words)
        return
    if tie_ways.ways(shown):
        yield from tie_ways.tables(shown, words)
        return
    if len(tie_chance.rows(shown)):
        yield from tie_chance.tables(shown, words)
        return
    rows = _shares(shown)
    several = rows["view"].nunique() > 1
    yield _table(f"captions.{_about(rows)}", rows, words, several_views=several)
    alike = shown.rows[shown.rows["unit"] == "alike"]
    if len(alike):
        yield _table("captions.alike", alike, words, several_views=several)
    yield from _origins_table(shown.rows, words)


def _origins(rows: pd.DataFrame, relation: str, view: str, words: Words) -> Iterator[str]:
    """What goes with more ties when the rest is held equal, in one sentence a direction."""
    mine = rows[(rows["unit"] == "origins") & (rows["relation"] == relation)]
    mine = mine[mine["view"] == view]
    for way in ("more", "fewer", "no clear difference"):
        named = [words.word(group) for group in mine.loc[mine["x"] == way, "group"]]
        if named:
            yield words.say(f"sentences.origins.{way.replace(' ', '_')}", list=words.list(named))


def _origins_table(rows: pd.DataFrame, words: Words) -> Iterator[Table]:
    mine = rows[(rows["unit"] == "origins") & rows["value"].notna()]
    if len(mine):
        head = [
            words.say(f"columns.{c}") for c in ("relation", "in_common", "more_of_hundred", "p")
        ]
        body = [(row.label, words.word(row.group), words.number(round(100 * row.value, 1) + 0.0, 1),
                 words.number(row.limit, 3)) for row in each_row(mine)]  # fmt: skip
        yield table(words.say("captions.origins"), head, body)


def _table(caption: str, rows: pd.DataFrame, words: Words, *, several_views: bool) -> Table:
    head = [words.say(f"columns.{c}") for c in ("relation", "pairs", "share", "lower", "upper")]
    body = [
        (row.label, _name(row, words, several_views=several_views),
         _value(row._asdict(), words), words.share(row.lower), words.share(row.upper))
        for row in each_row(rows)
    ]  # fmt: skip
    return table(words.say(caption), head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Who answered, and that the rest is unknown."""
    if tie_map.maps(shown, words):
        yield from tie_map.sure(shown, words)
        return
    if tie_ways.ways(shown):
        yield from tie_ways.sure(shown, words)
        return
    rows = shown.rows
    said = set()
    several = rows["view"].nunique() > 1
    for row in each_row(rows[rows["group_kind"] == WHOLE]):
        if several and row.view == "all":  # who was asked is said of the rest, without the hub
            continue
        if pd.isna(row.eligible):
            sentence = words.say("sure.responded_nearly_all", responded=f"{row.responded:.0f}")
        else:
            sentence = words.say(
                "sure.known_pairs", responded=f"{row.responded:.0f}",
                eligible=f"{row.eligible:.0f}", share=words.share(row.responded / row.eligible),
            )  # fmt: skip
        if sentence not in said:
            said.add(sentence)
            yield sentence
    for row in each_row(rows[rows["unit"].isin(OTHERWISE)]):
        yield words.say(f"sure.{row.unit}", label=row.label, share=words.share(row.value))
