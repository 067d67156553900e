"""Distribution: how members are spread over answers or counts, with those who did not answer."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from nicdev.evidence import WHOLE, Disclosed, each_row
from nicdev.show import bars, counted, counts, regions, scales
from nicdev.show.tables import Table, table
from nicdev.show.words import Words, span

SPREADS = ("answers", "people", "members", *counted.UNITS)
COLUMNS = {"members": "events", "scope": "structures"}  # counts of these: drawn as columns
Spread = tuple[tuple[str, ...], pd.DataFrame]  # (view, relation, part, unit), rows in order of x


def spreads(shown: Disclosed) -> list[Spread]:
    """The tables of the whole network, in the order of the evidence."""
    rows = shown.rows
    rows = rows[rows["unit"].isin(SPREADS) & (rows["group_kind"] == WHOLE)]
    keys = ["view", "relation", "part", "unit"]
    return [(tuple(map(str, key)), t) for key, t in rows.groupby(keys, sort=False)]


def name_of(spread: Spread, words: Words) -> str:
    """What a spread is called: the item's text, the instrument; with the view where it has one."""
    (view, relation, part, unit), rows = spread
    label = rows["label"].iloc[0] or words.word(relation if unit == "replies" else part)
    if view in ("", "all"):
        return label
    return f"{label} ({words.word(f'view_{view}')})"


def figure(shown: Disclosed, words: Words) -> str | None:
    """Stacked bars for answers, columns for counts; None where there is nothing to draw."""
    if counts.parts(shown):
        return counts.figure(shown, words)
    drawn = [s for s in spreads(shown) if s[1]["numerator"].notna().all()]
    if not drawn:
        return None
    unit = drawn[0][0][3]
    if unit in COLUMNS:
        return bars.columns(drawn[0][1], COLUMNS[unit], words)
    if unit == "roster":
        return counted.bars([(name_of(s, words), s[1]) for s in drawn], words)
    return bars.stacked([(name_of(spread, words), spread[1]) for spread in drawn], words)


def alt(shown: Disclosed, words: Words) -> str:
    """Every bar in words."""
    if counts.parts(shown):
        return counts.alt(shown, words)
    drawn = [s for s in spreads(shown) if s[1]["numerator"].notna().all()]
    unit = drawn[0][0][3]
    if unit in COLUMNS:
        rows = drawn[0][1]
        listed = words.list(f"{words.answer(r.x)}: {r.numerator:.0f}" for r in each_row(rows))
        return words.say(f"alt.{unit}", list=listed, top=_most(rows, words))
    each = " ".join(
        words.say(
            "alt.answers_each",
            label=name_of(s, words),
            list=words.list(f"{words.answer(r.x)}: {words.share(r.value)}" for r in each_row(s[1])),
        )
        for s in drawn
    )
    if unit in ("people", "roster"):
        return words.say(f"alt.{unit}", each=each)
    return words.say("alt.answers", count=len(drawn), each=each)


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """One plain sentence a spread, and its statistics where they may be seen."""
    yield from counts.sentences(shown, words)
    rows = shown.rows
    for spread in spreads(shown):
        (view, _, part, unit), table_ = spread
        mine = rows[(rows["view"] == view) & (rows["part"] == part)]
        if unit in counted.UNITS:
            label = name_of(((("", *spread[0][1:])), table_), words)
            version = words.version("" if view == "all" else view)
            yield from counted.sentences(unit, label, version, table_, mine, words)
            continue
        yield _sentence(spread, rows, words)
        yield from _statistics(shown, mine, words)
    yield from regions.sentences(rows, words)
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
    (view, _, part, _), _ = spread
    mine = rows[(rows["unit"] == "median") & (rows["view"] == view) & (rows["part"] == part)]
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
    (view, _, part, unit), table_ = spread
    coded = bool(table_["numerator"].isna().all())
    values: dict[str, object] = {
        "label": table_["label"].iloc[0] or words.word(part),
        "version": words.version("" if view == "all" else view),
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
    table_ = spread[1]
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


def _statistics(shown: Disclosed, mine: pd.DataFrame, words: Words) -> Iterator[str]:
    often = {limit.name: limit.value for limit in shown.limits}.get("agreement_probability")
    for row in each_row(mine[(mine["unit"] == "r_wg") & mine["value"].notna()]):
        if often is not None:
            yield words.say("statistics.r_wg", value=words.number(row.value),
                            limit=words.number(row.limit), often=words.share(often))  # fmt: skip
    missing = mine[mine["unit"] == "missing"]
    if len(missing):
        listed = words.list(
            f"{words.say(f'statistics.reasons.{r.x}')} {r.numerator:.0f}" for r in each_row(missing)
        )
        yield words.say("statistics.missing", list=listed)


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """What sums up, then a table a spread; groups as columns of shares where they may be seen."""
    yield from counts.tables(shown, words)
    rows = shown.rows
    yield from regions.tables(rows, words)
    yield from scales.tables(rows, words)
    for spread in spreads(shown):
        (view, _, part, unit), _ = spread
        mine = rows[(rows["view"] == view) & (rows["part"] == part) & (rows["unit"] == unit)]
        groups = mine[~mine["group_kind"].isin([WHOLE, regions.KIND])]
        yield _spread_table(spread, groups, words)
    yield from counted.reached(rows, words)


def _spread_table(spread: Spread, groups: pd.DataFrame, words: Words) -> Table:
    (_, _, _, unit), whole = spread
    bounds = whole["lower"].notna().any()
    caption = words.say(
        f"captions.{unit}", label=name_of(spread, words), count=f"{whole['n'].iloc[0]:.0f}"
    )
    first = COLUMNS.get(unit, "group" if unit == "roster" else "answer")
    second = {"people": "people", "replies": "replies"}.get(unit, "count")
    head = [words.say(f"columns.{first}"), words.say(f"columns.{second}"),
            words.say("columns.share")]  # fmt: skip
    if bounds:
        head.append(words.say("columns.range"))
    by_group = list(groups.groupby("group", sort=False))
    for group, some in by_group:
        name = some["label"].iloc[0] if group != "(together)" else ""
        head.append(f"{name or words.word(str(group))} ({some['n'].iloc[0]:.0f})")
    body = []
    for at, row in enumerate(each_row(whole)):
        coded = pd.isna(row.numerator)
        cells = [words.answer(row.x),
                 words.word(row.coded) if coded else f"{row.numerator:.0f}",
                 "–" if coded else words.share(row.value)]  # fmt: skip
        if bounds:
            cells.append(f"{words.share(row.lower)} – {words.share(row.upper)}")
        cells += [words.share(some["value"].iloc[at]) for _, some in by_group]
        body.append(cells)
    return table(caption, head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Who was asked and who answered."""
    seen = set()
    found = spreads(shown)
    if len({view for (view, _, _, _), _ in found}) > 1:
        # Who was asked is said of the rest, without the hub.
        found = [spread for spread in found if spread[0][0] != "all"]
    rates = {r.iloc[0]["responded"] / r.iloc[0]["eligible"] for (*_, unit), r in found
             if unit == "answers" and r["eligible"].notna().all()}  # fmt: skip
    if len(rates) > 1:
        yield words.say("sure.responded_range", lowest=words.share(min(rates)),
                        highest=words.share(max(rates)))  # fmt: skip
    for (_, _, _, unit), rows in found:
        who = (rows["responded"].iloc[0], rows["eligible"].iloc[0])
        if pd.isna(who[0]) or (unit, *who) in seen:
            continue
        seen.add((unit, *who))
        if unit in COLUMNS:
            yield words.say("sure.members", eligible=f"{who[1]:.0f}")
        elif pd.isna(who[1]) and "nearly_all_answered" in shown.held_back:
            yield words.say("sure.responded_nearly_all", responded=f"{who[0]:.0f}")
        elif pd.isna(who[1]):
            yield words.say("sure.responded_unknown", responded=f"{who[0]:.0f}")
        elif unit == "answers" and len(rates) == 1:
            yield words.say("sure.responded", responded=f"{who[0]:.0f}", eligible=f"{who[1]:.0f}",
                            share=words.share(who[0] / who[1]))  # fmt: skip
    yield from counts.sure(shown, words)
    yield from scales.sure(shown.rows, words)
    yield words.say("sure.complete")
