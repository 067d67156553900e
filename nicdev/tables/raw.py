"""What a reader hands in and what a check hands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nicdev.errors import Problem

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


@dataclass(frozen=True, eq=False)
class RawTable:
    """A table as it was found: nothing but text, and where each row stands.

    Parameters
    ----------
    name : the table's name, the file's name without its ending
    file : the file as the user knows it
    cells : a column of strings for each header, exactly as found; '' for an empty cell. Headers
        may repeat or be empty: saying so is the check's business
    rows : the row number of each row as a spreadsheet shows it (the header is row 1)
    sha256 : hash of the file's bytes
    usable : False for a file that is there but could not be read. It has no cells and is not
        checked; it only keeps the check from complaining that the table is missing
    torn : the texts of rows that could not be taken apart into cells (the reader has named them);
        an id among them is not called unknown elsewhere
    """

    name: str
    file: str
    cells: pd.DataFrame
    rows: np.ndarray[tuple[int], np.dtype[Any]]
    sha256: str
    usable: bool = True
    torn: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Checked:
    """Typed tables, the private columns apart from them, and every problem found.

    Where a problem is an error, the frames are good for looking only: a cell that could not be
    read is missing in them.
    """

    tables: Mapping[str, pd.DataFrame]
    private: Mapping[str, pd.DataFrame]
    problems: tuple[Problem, ...]
