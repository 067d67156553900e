"""When things happen: waves of half a year, and days on which schools are open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from nicdev.simulate.plan import Plan

HALF_YEAR, ASKED_AFTER = 6, 4  # months: how long a wave lasts, and when in it people are asked

Days = np.ndarray[Any, Any]  # datetime64[D]


@dataclass(frozen=True, eq=False)
class Calendar:
    """The days of a plan: first and last of each wave, and when its survey went out."""

    starts: Days
    ends: Days
    asked: Days

    @property
    def names(self) -> list[str]:
        """Short names of the waves."""
        return [f"w{at + 1}" for at in range(len(self.starts))]

    @property
    def last(self) -> np.datetime64:
        """The last day of all."""
        return np.datetime64(self.ends[-1], "D")

    def wave_of(self, days: Days) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """Which wave a day lies in, by number."""
        return np.clip(np.searchsorted(self.starts, days, side="right") - 1, 0, None)


def calendar(plan: Plan) -> Calendar:
    """Waves that follow one another without a gap."""
    first = np.datetime64(plan.starts_on, "M")
    months = first + HALF_YEAR * np.arange(plan.waves + 1)
    starts = months.astype("datetime64[D]")
    asked = (months[:-1] + ASKED_AFTER).astype("datetime64[D]")
    return Calendar(starts[:-1], starts[1:] - 1, open_day(asked))


def open_day(days: Days) -> Days:
    """The same days, moved on to one on which schools are open."""
    moved = np.asarray(days, dtype="datetime64[D]")
    month, day = _month_and_day(moved)
    year = moved.astype("datetime64[Y]")
    january = (year + (month == 12)).astype("datetime64[D]") + 7
    moved = np.where((month == 12) & (day > 20) | (month == 1) & (day < 8), january, moved)
    summer = (month == 7) | (month == 8) & (day < 20)
    back = year.astype("datetime64[M]") + 7
    moved = np.where(summer, back.astype("datetime64[D]") + 19 + np.arange(moved.size) % 9, moved)
    return np.busday_offset(moved.astype("datetime64[D]"), 0, roll="forward")


def between(random: np.random.Generator, first: Days, last: Days) -> Days:
    """A random open day from each first to each last day."""
    span = (last - first).astype(int)
    days = first + np.floor(random.random(len(span)) * (span + 1)).astype(int)
    return np.minimum(open_day(days), np.maximum(last, first))


def written(days: Days) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Days as the tables hold them; nothing where there is no day."""
    text = np.datetime_as_string(days, unit="D").astype(object)
    return np.where(np.isnat(days), "", text)


def waves(plan: Plan, days: Calendar) -> dict[str, pd.DataFrame]:
    """The table of waves."""
    months = days.starts.astype("datetime64[M]").astype(int) % 12
    years = days.starts.astype("datetime64[Y]").astype(int) + 1970
    autumn = months >= 6
    label = [f"{'Autumn' if a else 'Spring'} {y}" for a, y in zip(autumn, years, strict=True)]
    frame = pd.DataFrame(
        {"wave": days.names, "label": label, "starts_on": written(days.starts),
         "ends_on": written(days.ends)}
    )  # fmt: skip
    return {"waves": frame}


def _month_and_day(days: Days) -> tuple[np.ndarray, np.ndarray]:
    months = days.astype("datetime64[M]")
    return months.astype(int) % 12 + 1, (days - months.astype("datetime64[D]")).astype(int) + 1
