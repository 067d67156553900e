"""Timeline: a lane for each kind of moment, a dot for each month, larger for more of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import style
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

if TYPE_CHECKING:
    from matplotlib.patches import Circle

UNIT = "moment"
LANE = 0.5  # inches between two lanes
SMALLEST, LARGEST = 0.07, 0.16  # inches, radius of a dot
TICKS = 4  # months that are named below


def lanes(shown: Disclosed) -> dict[str, pd.DataFrame]:
    """The months of each lane, in the order of the evidence."""
    rows = shown.rows[shown.rows["unit"] == UNIT]
    return {str(part): some for part, some in rows.groupby("part", sort=False)}


def figure(shown: Disclosed, words: Words) -> str:
    """Lanes below one another on one line of time; the number of moments stands in its dot."""
    found = lanes(shown)
    every = pd.concat(found.values())
    months = pd.period_range(every["x"].min(), every["x"].max(), freq="M")
    place = {str(month): at for at, month in enumerate(months)}
    step = (style.WIDTH - 0.5) / max(len(months) - 1, 1)
    most = float(every["numerator"].max())
    with style.sheet(LANE * len(found) + 0.5) as (figure, axes):
        for at, (lane, rows) in enumerate(found.items()):
            line = at * LANE + 0.36
            axes.text(0.03, line - 0.17, words.word(lane), va="bottom", fontsize=style.SMALL)
            axes.plot([0.25, style.WIDTH - 0.25], [line, line], color=style.MUTED, linewidth=0.6,
                      zorder=0)  # fmt: skip
            for row in each_row(rows):
                radius = SMALLEST + (LARGEST - SMALLEST) * (row.numerator / most) ** 0.5
                radius = min(radius, max(step / 2, SMALLEST))
                axes.add_patch(_dot(0.25 + step * place[row.x], line, radius))
        bottom = len(found) * LANE + 0.2
        every_other = -(-len(months) // TICKS)
        for at in range(0, len(months), every_other):
            x = 0.25 + step * at
            axes.plot([x, x], [bottom - 0.06, bottom], color=style.MUTED, linewidth=0.8)
            left, edge = (x - 0.2, "left") if at == 0 else (x, "center")
            axes.text(left, bottom + 0.03, str(months[at]), ha=edge, va="top",
                      fontsize=style.SMALL)  # fmt: skip
        return style.svg(figure)


def _dot(x: float, y: float, radius: float) -> Circle:
    from matplotlib.patches import Circle

    return Circle((x, y), radius, facecolor=style.MARK, edgecolor=style.PAPER, linewidth=0.6)


def alt(shown: Disclosed, words: Words) -> str:
    """Every lane in words."""
    return words.say("alt.timeline", each=" ".join(sentences(shown, words)))


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """Of each lane how many moments, and from which month to which."""
    for lane, rows in lanes(shown).items():
        first, last = str(rows["x"].iloc[0]), str(rows["x"].iloc[-1])
        count = int(rows["numerator"].sum())
        if first == last:
            yield words.say("sentences.timeline.once", name=words.word(lane), count=count,
                            month=first)  # fmt: skip
        else:
            yield words.say("sentences.timeline.lane", name=words.word(lane), count=count,
                            first=first, last=last)  # fmt: skip


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """A row a month with anything in it, a column a lane."""
    found = lanes(shown)
    counts = {lane: dict(zip(rows["x"], rows["numerator"], strict=True))
              for lane, rows in found.items()}  # fmt: skip
    months = sorted({month for mine in counts.values() for month in mine})
    head = [words.say("columns.month"), *(words.word(lane) for lane in found)]
    body = [[month, *(words.number(mine.get(month, 0), 0) for mine in counts.values())]
            for month in months]  # fmt: skip
    yield table(words.say("captions.timeline"), head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Counts are counts."""
    yield words.say("sure.complete")
