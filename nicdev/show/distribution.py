"""Distribution: how members are spread over answers or counts, with those who did not answer."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import (
    amounts,
    bars,
    chosen,
    counted,
    counts,
    gaps,
    going,
    many,
    regions,
    scales,
    spreads,
)
from nicdev.show.asked import asked
from nicdev.show.spreads import COLUMNS, SPREADS, Spread
from nicdev.show.tables import Table
from nicdev.show.words import Words, span


def figure(shown: Disclosed, words: Words) -> str | None:
    """Stacked bars for answers, columns for counts; None where there is nothing to draw."""
    if _choices_drawn(shown):
        return chosen.figure(shown, words)
    if counts.parts(shown):
        return counts.figure(shown, words)
    if len(going.rows(shown)):
        return going.figure(shown, words)
    drawn = [s for s in spreads.of(shown) if s.rows["numerator"].notna().all()]
    if not drawn:
        return None
    unit = drawn[0].unit
    if unit in COLUMNS:
        return bars.columns(drawn[0].rows, COLUMNS[unit], words)
    named = [(spread.name(words), spread.rows) for spread in drawn]
    if unit in counted.LISTS:
        return counted.bars(named, words)
    return (bars.diverging if _diverge(drawn) else bars.stacked)(named, words)


def _choices_drawn(shown: Disclosed) -> bool:
    """Whether people's choices are drawn; beside points of measures, these are."""
    return bool(chosen.parts(shown.rows)) and not (shown.rows["unit"] == "points").any()


def _diverge(drawn: list[Spread]) -> bool:
    """Whether there are several questions, each with a middle that its answers lie around."""
    several = len(drawn) > 1 and all(spread.unit == "answers" for spread in drawn)
    return several and not any(math.isnan(bars.below(spread.rows)) for spread in drawn)


def alt(shown: Disclosed, words: Words) -> str:
    """Every bar in words."""
    if _choices_drawn(shown):
        return chosen.alt(shown, words)
    if counts.parts(shown):
        return counts.alt(shown, words)
    if len(going.rows(shown)):
        return going.alt(shown, words)
    drawn = [s for s in spreads.of(shown) if s.rows["numerator"].notna().all()]
    unit = drawn[0].unit
    if unit in COLUMNS:
        rows = drawn[0].rows
        listed = words.list(f"{words.answer(r.x)}: {r.numerator:.0f}" for r in each_row(rows))
        return words.say(f"alt.{unit}", list=listed, top=_most(rows, words))
    each = " ".join(
        words.say(
            "alt.answers_each",
            label=s.name(words),
            list=words.list(
                f"{words.answer(r.x)}: {words.share(r.value)}" for r in each_row(s.rows)
            ),
        )
        for s in drawn
    )
    if unit == "people" or unit in counted.LISTS:
        return words.say(f"alt.{'people' if unit == 'people' else 'roster'}", each=each)
    kind = "diverging" if _diverge(drawn) else "answers"
    return words.say(f"alt.{kind}", count=len(drawn), each=each)


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """One plain sentence a spread, and its statistics where they may be seen; of many questions
    those that stand out."""
    yield from chosen.sentences(shown, words)
    yield from gaps.sentences(shown.rows, words)
    yield from counts.sentences(shown, words)
    yield from going.sentences(shown, words)
    rows = shown.rows
    found = spreads.of(shown)
    told = many.told(found)
    yield from many.sentences(told, rows, words)
    for spread in found:
        if spread.unit in counted.UNITS:
            yield from counted.sentences(
                spread.unit, spread.label(words), words.version(spread.version), spread.rows,
                spread.beside(rows), words
            )  # fmt: skip
        elif spread not in told:
            yield _sentence(spread, rows, words)
            yield from _statistics(shown, spread, words)
    yield from regions.sentences(rows, words)
    yield from amounts.sentences(rows, words)
    totals = rows[rows["unit"] == "attendances"]
    if len(totals) and not rows["unit"].isin(SPREADS).any():
        held = rows.loc[rows["unit"] == "held", "value"]
        yield words.say("sentences.distribution.heads", held=words.number(held.sum(), 0),
                        attended=words.number(totals["value"].sum(), 0))  # fmt: skip


def _most(rows: pd.DataFrame, words: Words) -> str:
    """The answer with the highest count; all of them where several have it."""
    most = rows.loc[rows["numerator"] == rows["numerator"].max(), "x"]
    return words.list(words.answer(x) for x in most)


def _middle(rows: pd.DataFrame, spread: Spread, words: Words) -> str:
    """The answer in the middle, or the two around it, as the evidence has them."""
    mine = spread.statistic(rows, "median")
    if mine.empty:
        return "–"
    first, last = (words.number(mine[end].iloc[0]) for end in ("lower", "upper"))
    return first if first == last else words.say("words.to", first=first, last=last)


def _reached(rows: pd.DataFrame) -> tuple[str, float]:
    """The highest count that at least half reached, and the share that reached it."""
    upwards = rows["value"].to_numpy()[::-1].cumsum()[::-1]
    at = max(int((2 * upwards >= 1).sum()) - 1, 0)
    return span(rows["x"].iloc[at])[0], float(upwards[at])


def _sentence(spread: Spread, rows: pd.DataFrame, words: Words) -> str:
    unit, table_ = spread.unit, spread.rows
    coded = bool(table_["numerator"].isna().all())
    values: dict[str, object] = {
        "label": spread.label(words),
        "version": words.version(spread.version),
        "count": f"{table_['n'].iloc[0]:.0f}",
    }
    if coded:
        top = table_.loc[table_["coded"] == "nearly all", "x"].iloc[0]
        values["top"] = words.answer(top)
    if unit == "members":
        kind = _came(table_, rows, words, values, coded=coded)
    elif unit == "answers":
        kind = "coded" if coded else _answered(spread, rows, words, values)
    else:
        first = table_.iloc[0]
        values |= {"numerator": words.number(first["numerator"], 0)}
        values |= {} if coded else {"share": words.share(first["value"])}
        kind = "people_coded" if coded else "people"
    return words.say(f"sentences.distribution.{kind}", **values)


def _answered(spread: Spread, rows: pd.DataFrame, words: Words, values: dict[str, object]) -> str:
    """Fill in what the sentence on answers needs, and say which sentence it is."""
    table_ = spread.rows
    if not table_["n"].iloc[0]:
        return "nobody"
    values["low"] = span(table_["x"].iloc[0])[0]
    values["high"] = span(table_["x"].iloc[-1])[-1]
    if table_["x"].map(span).str.len().gt(1).any():
        values["each"] = words.list(
            words.say("sentences.distribution.chose", share=words.share(r.value),
                      top=words.answer(r.x))
            for r in each_row(table_)
        )  # fmt: skip
        return "answers_merged"
    values["middle"], values["top"] = _middle(rows, spread, words), _most(table_, words)
    values["share"] = words.share(table_["value"].max())
    return "answers"


def _came(
    table_: pd.DataFrame,
    rows: pd.DataFrame,
    words: Words,
    values: dict[str, object],
    *,
    coded: bool,
) -> str:
    """Fill in what the sentence on members' counts needs, and say which sentence it is."""
    for row in each_row(rows[rows["unit"] == "held"]):
        values |= {"held": words.number(row.value, 0), "could": words.number(row.n, 0)}
    if coded:
        return "members_coded"
    first, share = _reached(table_)
    if first == "0":  # more than half came to the lowest number of events: say how many did
        values |= {"top": words.answer(table_["x"].iloc[0]),
                   "share": words.share(table_["value"].iloc[0])}  # fmt: skip
        return "members_lowest"
    values |= {"top": words.answer(first), "share": words.share(share)}
    return "members"


def _statistics(shown: Disclosed, spread: Spread, words: Words) -> Iterator[str]:
    often = {limit.name: limit.value for limit in shown.limits}.get("agreement_probability")
    agreed = spread.statistic(shown.rows, "r_wg")
    for row in each_row(agreed[agreed["value"].notna()]):
        if often is not None:
            yield words.say("statistics.r_wg", value=words.number(row.value),
                            limit=words.number(row.limit), often=words.share(often))  # fmt: skip
    missing = spread.statistic(shown.rows, "missing")
    if len(missing):
        listed = words.list(
            f"{words.say(f'statistics.reasons.{r.x}')} {r.numerator:.0f}" for r in each_row(missing)
        )
        yield words.say("statistics.missing", list=listed)


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """What sums up, then questions with their groups and what was reached."""
    together = many.told(spreads.of(shown))
    yield from chosen.tables(shown.rows, words)
    yield from gaps.tables(shown.rows, words)
    yield from counts.tables(shown, words)
    yield from going.tables(shown.rows, words)
    yield from regions.tables(shown.rows, words)
    yield from many.tables(together, shown.rows, words)
    yield from scales.tables(shown.rows, words)
    yield from spreads.tables(shown, words, together)
    yield from counted.reached(shown.rows, words)
    yield from amounts.tables(shown.rows, words)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Who was asked and who answered, each sentence once."""
    if chosen.parts(shown.rows):
        yield from asked(shown.rows, words)
        return
    yield from dict.fromkeys(_asked(shown, words))
    yield from counts.sure(shown, words)
    yield from scales.sure(shown.rows, words)
    yield words.say("sure.complete")


def _asked(shown: Disclosed, words: Words) -> Iterator[str]:
    found = spreads.of(shown)
    if any(spread.version for spread in found):  # said of the rest, without the hub
        found = [spread for spread in found if spread.version]
    rates = {s.rows.iloc[0]["responded"] / s.rows.iloc[0]["eligible"] for s in found
             if s.unit == "answers" and s.rows["eligible"].notna().all()}  # fmt: skip
    if len(rates) > 1:
        yield words.say("sure.responded_range", lowest=words.share(min(rates)),
                        highest=words.share(max(rates)))  # fmt: skip
    for spread in found:
        unit, who = spread.unit, spread.rows[["responded", "eligible"]].iloc[0].tolist()
        if pd.isna(who[0]):
            continue
        if unit in COLUMNS:
            yield words.say("sure.members", eligible=f"{who[1]:.0f}")
        elif pd.isna(who[1]) and "nearly_all_answered" in shown.held_back:
            yield words.say("sure.responded_nearly_all", responded=f"{who[0]:.0f}")
        elif pd.isna(who[1]):
            yield words.say("sure.responded_unknown", responded=f"{who[0]:.0f}")
        elif unit == "answers" and len(rates) == 1:
            yield words.say("sure.responded", responded=f"{who[0]:.0f}", eligible=f"{who[1]:.0f}",
                            share=words.share(who[0] / who[1]))  # fmt: skip
