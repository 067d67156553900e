"""Tables given as CSV text, written as sheets of a workbook with real dates and numbers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook, load_workbook

from nicdev.tables import TABLES


def fill(path: Path, tables: Mapping[str, str]) -> None:
    """Write the rows into a workbook that is there, or into a new one with headers."""
    book = load_workbook(path) if path.exists() else Workbook()
    for name, text in tables.items():
        header, *rows = [line.split(",") for line in text.strip("\n").split("\n")]
        if name not in book.sheetnames:
            book.create_sheet(name).append(header)
        sheet = book[name]
        heads = [cell.value for cell in sheet[1]]
        for at, row in enumerate(rows, start=2):
            for column, cell in zip(header, row, strict=True):
                if cell:
                    value = stored(TABLES[name].column(column).type, cell)
                    sheet.cell(at, heads.index(column) + 1, value)
    book.save(path)


def stored(kind: str, text: str) -> str | float | dt.date:
    """A cell as a careful person's spreadsheet holds it."""
    if kind == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return dt.date.fromisoformat(text)
    if kind in ("number", "whole"):
        return float(text)
    return text
