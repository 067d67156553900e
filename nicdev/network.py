"""Network: the checked tables of one network as they stood at the end of one wave.

It is the only object that later rooms accept. Behind it no function checks data again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from types import MappingProxyType

import pandas as pd

from nicdev.errors import Problem, UndeclaredTable, UsageRefused
from nicdev.evidence import Evidence, Kept, Passed, each_row
from nicdev.framework import Indicator
from nicdev.study import Study
from nicdev.tables import TABLES, empty
from nicdev.tables.column import ONLY_WAVE
from nicdev.tables.names import Roster


@dataclass(frozen=True)
class Wave:
    """One wave of looking; `ends_on` is None for the one wave of a network without waves."""

    name: str
    label: str
    ends_on: pd.Timestamp | None


@dataclass(frozen=True)
class Portfolio:
    """What networks that agreed to it are set beside each other by.

    Parameters
    ----------
    networks : a row for each network at its latest wave: network, title, began (the day from which
        it is known, or NaT)
    found : what (``share`` or ``room``), network, wave, name, numerator and n, at every wave; waves
        are in order of `at`
    """

    networks: pd.DataFrame = field(repr=False)
    found: pd.DataFrame = field(repr=False)


@dataclass(frozen=True)
class Network:
    """The tables of one network up to one wave.

    Parameters
    ----------
    study : its settings
    wave : the wave it is read at
    frames : typed tables by name, cut at the wave; absent tables are absent here
    roster : finds names, e-mail addresses and ids of members in a text
    sources : per table, the hash of its file
    readable : tables that may be read; None means all (see `only`)
    evidence_of : computes or looks up the evidence of another indicator; given by whoever opens
        the network, so that this room need not know the rings
    before : opens the network at the wave before this one; None at the first wave; given likewise
    portfolio : where this stands for all networks: what they are set beside each other by
    kept : the evidence that was kept for an indicator before its data, settings or code last
        changed; None where there is none; given likewise
    pressed : what the pages of a notebook, with these questions on them, were found to be allowed
        to show when they were pressed; None where they were not pressed from today's data,
        settings and code; given likewise
    """

    study: Study
    wave: Wave
    frames: Mapping[str, pd.DataFrame] = field(repr=False)
    roster: Roster = field(repr=False)
    sources: Mapping[str, str] = field(repr=False)
    readable: frozenset[str] | None = None
    evidence_of: Callable[[str], Evidence] | None = field(default=None, repr=False, compare=False)
    before: Callable[[], Network] | None = field(default=None, repr=False, compare=False)
    portfolio: Portfolio | None = field(default=None, repr=False, compare=False)
    kept: Callable[[str], Kept | None] | None = field(default=None, repr=False, compare=False)
    pressed: Callable[[str, Sequence[str]], Passed | None] | None = field(
        default=None, repr=False, compare=False
    )

    def table(self, name: str) -> pd.DataFrame:
        """A table by name; one without rows where the network has none.

        Raises `UndeclaredTable` where the indicator at work has not named it in framework.yml:
        what is re-run when a file changes depends on that.
        """
        self._allow(name)
        found = self.frames.get(name)
        return empty(name) if found is None else found.copy(deep=False)

    def has(self, *names: str) -> bool:
        """Whether each of these tables holds at least one row."""
        for name in names:
            self._allow(name)
        return all(name in self.frames and len(self.frames[name]) for name in names)

    def only(self, indicator: Indicator) -> Network:
        """The same network, able to read no more than the indicator's entry names."""
        names = frozenset(TABLES) if indicator.tables == ("all",) else frozenset(indicator.tables)
        return replace(self, readable=names)

    def evidence(self, key: str) -> Evidence:
        """The evidence of an indicator, computed or looked up."""
        if self.evidence_of is None:
            raise UsageRefused(
                [
                    Problem(
                        "no_evidence_source",
                        "",
                        "a network that was not opened by nicdev.start",
                        "one that knows how to find evidence",
                        "Open it with nicdev.start(network, wave).",
                    )
                ]
            )
        return self.evidence_of(key)

    def _allow(self, name: str) -> None:
        if self.readable is not None and name not in self.readable:
            raise UndeclaredTable(
                [
                    Problem(
                        "undeclared_table",
                        "framework.yml",
                        f"a read of the table '{name}'",
                        f"only {', '.join(sorted(self.readable)) or 'no table'}",
                        "Name the table in the indicator's entry.",
                    )
                ]
            )


def waves(frames: Mapping[str, pd.DataFrame]) -> tuple[Wave, ...]:
    """The waves of a network in order of time; one called ``all`` where there is no such table."""
    table = frames.get("waves")
    if table is None or table.empty:
        return (Wave(ONLY_WAVE, "", None),)
    ordered = table.sort_values("ends_on")
    return tuple(Wave(row.wave, row.label, row.ends_on) for row in each_row(ordered))


def wave_before(frames: Mapping[str, pd.DataFrame], wave: Wave) -> Wave | None:
    """The wave before one; None for the first."""
    known = waves(frames)
    at = known.index(wave)
    return known[at - 1] if at else None


def no_such_wave(wave: str, known: Iterable[str]) -> Problem:
    """What to say of a wave that a network does not have; the nearest it has is named."""
    names = list(known)
    near = get_close_matches(wave, names, n=1)
    return Problem(
        "unknown_wave",
        "" if names == [ONLY_WAVE] else "waves.csv",
        f"no wave '{wave}'",
        f"'latest' or one of {', '.join(names)}",
        f"Did you mean '{near[0]}'?" if near else "Correct the wave.",
    )


def open_network(
    study: Study,
    frames: Mapping[str, pd.DataFrame],
    *,
    wave: str = "latest",
    roster: Roster,
    sources: Mapping[str, str],
) -> Network:
    """Cut checked tables at the end of a wave and freeze them.

    Raises `UsageRefused` for a wave that the network does not have.
    """
    known = waves(frames)
    by_name = {w.name: w for w in known}
    if wave != "latest" and wave not in by_name:
        raise UsageRefused([no_such_wave(wave, by_name)])
    chosen = known[-1] if wave == "latest" else by_name[wave]
    return Network(
        study=study,
        wave=chosen,
        frames=MappingProxyType(_cut(frames, known, chosen)),
        roster=roster,
        sources=MappingProxyType(dict(sources)),
    )


def _cut(
    frames: Mapping[str, pd.DataFrame], known: tuple[Wave, ...], chosen: Wave
) -> dict[str, pd.DataFrame]:
    """Rows dated on or before the wave's end, so that an old wave's brief stays reproducible.

    A row that belongs to a later row (attendance at an event still to come) goes with it.
    """
    if chosen.ends_on is None:
        return dict(frames)
    seen = {wave.name for wave in known if wave.ends_on and wave.ends_on <= chosen.ends_on}
    cut: dict[str, pd.DataFrame] = {}
    later: dict[str, set[str]] = {}  # "events.event_id" -> ids that are still to come
    for name, table in TABLES.items():  # contract order: a table comes after those it follows
        if name not in frames:
            continue
        frame = frames[name]
        keep = pd.Series(data=True, index=frame.index)
        if table.dated_by:
            dated = frame[table.dated_by]
            keep = dated.isna() | (dated <= chosen.ends_on)
        elif table.by_wave:
            keep = frame["wave"].isna() | frame["wave"].isin(seen)
        elif table.follows:
            for refers in table.column(table.follows).refers:
                keep &= ~frame[table.follows].isin(later.get(refers, set()))
        cut[name] = frame[keep]
        if len(table.key) == 1:
            later[f"{name}.{table.key[0]}"] = set(frame.loc[~keep, table.key[0]].dropna())
    return cut


def newest(frames: Mapping[str, pd.DataFrame], ends_on: pd.Timestamp | None) -> pd.Timestamp | None:
    """The last date on which something in the tables came into being, up to a wave's end."""
    days: list[pd.Timestamp] = [
        frame[table.dated_by].max()
        for name, table in TABLES.items()
        if table.dated_by and (frame := frames.get(name)) is not None and len(frame)
    ]
    dated = [day for day in days if not pd.isna(day)]
    if not dated:
        return None
    return max(dated) if ends_on is None else min(max(dated), ends_on)
