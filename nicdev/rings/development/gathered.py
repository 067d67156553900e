"""Which rows of a table belong to which wave, and how old the newest of them is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from nicdev.evidence import each_row
from nicdev.network import Network
from nicdev.rings.waves import SO_FAR
from nicdev.tables import TABLES

# Rows that hold until their last day; what was written down once and holds until it is replaced.
LASTING = {"organizations": "left_on", "members": "left_on", "roles": "to_on",
           "memberships": "to_on", "context": "to_on"}  # fmt: skip
STANDING = ("aims", "theory_versions")
SENT = {"instruments": "fielded_on"}  # dated though no wave is cut by it


@dataclass(frozen=True)
class Span:
    """A wave as days: after `since`, up to `until`; None is open."""

    wave: str
    label: str
    since: pd.Timestamp | None
    until: pd.Timestamp | None


def spans(network: Network) -> list[Span]:
    """The waves up to this one. What falls between two waves belongs to the later one."""
    if network.wave.ends_on is None:
        return [Span(network.wave.name, SO_FAR, None, None)]
    waves = network.table("waves").sort_values("ends_on")
    waves = waves[waves["ends_on"] <= network.wave.ends_on]
    since = [None, *waves["ends_on"].iloc[:-1]]
    return [Span(wave.wave, wave.label or wave.wave, day, wave.ends_on)
            for wave, day in zip(each_row(waves), since, strict=True)]  # fmt: skip


def rows_of(network: Network, name: str, span: Span) -> pd.DataFrame:
    """The rows of a table that belong to a wave.

    Those dated in it, or that belong to a row dated in it; of what lasts for a time, those that
    last on its final day; of what stands until it is replaced, and of lists without a date, all
    there are by then.
    """
    table, frame = TABLES[name], network.table(name)
    if table.by_wave:
        return frame[frame["wave"] == span.wave]
    if table.dated_by:
        since = None if name in LASTING or name in STANDING else span.since
        frame = frame[_within(frame[table.dated_by], since, span.until)]
        if name not in LASTING:
            return frame
        over = frame[LASTING[name]]
        return frame[over.isna() | (over >= span.until if span.until is not None else False)]
    if table.follows:
        followed = [refers.split(".") for refers in table.column(table.follows).refers]
        ids = pd.concat([rows_of(network, other, span)[column] for other, column in followed])
        return frame[frame[table.follows].isin(ids)]
    return frame


def _within(days: pd.Series, since: pd.Timestamp | None, until: pd.Timestamp | None) -> pd.Series:
    found = pd.Series(data=True, index=days.index)
    if until is not None:
        found &= days.isna() | (days <= until)
    return found if since is None else found & (days > since)


def newest(network: Network) -> Iterator[tuple[str, pd.Timestamp, int]]:
    """The day of the newest row of each table that has days, and its age on the wave's last day;
    without waves, on the newest day of all."""
    dated = {}
    for name, table in TABLES.items():
        column = SENT.get(name, table.dated_by)
        day = network.table(name)[column].max() if column else None
        if day is not None and not pd.isna(day):
            dated[name] = day
    end = network.wave.ends_on or max(dated.values(), default=None)
    for name, day in dated.items():
        yield name, day, max((end - day).days, 0)
