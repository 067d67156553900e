"""Check a folder of raw tables: all problems at once, and typed frames."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from nicdev.tables.raw import Checked, RawTable

if TYPE_CHECKING:
    import pandas as pd


def check(raws: Mapping[str, RawTable], private: Mapping[str, Collection[str]]) -> Checked:
    """Every problem of the tables in one report, and the tables as typed frames."""
    raise NotImplementedError


def empty(name: str) -> pd.DataFrame:
    """A typed frame without rows, for a table that is not there."""
    raise NotImplementedError
