"""A Parquet file as text cells, through DuckDB."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from nicdev.errors import Problem
from nicdev.intake.delimited import Parsed, refused


def parse_parquet(path: Path) -> Parsed:
    """Every column as text, an empty cell for null, lists with ``;`` between their entries."""
    import duckdb

    # Signs that stand for several files in a pattern mean themselves here.
    file = re.sub(r"([*?\[])", r"[\1]", str(path))
    try:
        with duckdb.connect(":memory:", config={"threads": "1"}) as connection:
            found = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [file]).fetchall()
            columns = [(str(name), str(kind)) for name, kind, *_ in found]
            select = ", ".join(_as_text(name, kind) for name, kind in columns)
            rows = connection.execute(f"SELECT {select} FROM read_parquet(?)", [file]).fetchall()  # noqa: S608 names are quoted
    except (duckdb.Error, UnicodeError, RuntimeError):
        return refused(
            Problem(
                "unreadable",
                path.name,
                "a file that is not Parquet, or a damaged one",
                "a Parquet file",
                "Save the table again, as Parquet or as CSV UTF-8.",
            )
        )
    cells = pd.DataFrame(rows, columns=[name for name, _ in columns], dtype="str")
    return Parsed(cells, np.arange(2, len(rows) + 2), (), usable=True)


def _as_text(name: str, kind: str) -> str:
    """The column as text; a moment at midnight is the day that a spreadsheet library meant."""
    column = '"' + name.replace('"', '""') + '"'
    if kind.startswith("TIMESTAMP"):
        text = (
            f"CASE WHEN {column} = date_trunc('day', {column}) "
            f"THEN strftime({column}, '%Y-%m-%d') ELSE {column}::VARCHAR END"
        )
    elif kind.endswith("[]"):
        text = f"array_to_string({column}, ';')"
    else:
        text = f"{column}::VARCHAR"
    return f"coalesce({text}, '') AS {column}"
