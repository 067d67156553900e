"""An empty workbook to fill in: a sheet for each table of the contract, made from the contract."""

from __future__ import annotations

import io
from datetime import datetime

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from nicdev.intake.escape import escaped
from nicdev.intake.workbook import DICTIONARY, GUIDE
from nicdev.tables import TABLES, Column, Table
from nicdev.tables.dictionary import help_of, type_of
from nicdev.tables.say import words

LAST_ROW = 1_048_576  # of a sheet
LONGEST_LIST = 255  # signs that a drop-down may have
MADE = datetime(2000, 1, 1)  # the same every time
NEEDED = PatternFill("solid", fgColor="FFDDE8F0")
LEFT_OUT = PatternFill("solid", fgColor="FFF2F2F2")
WIDE = Alignment(wrap_text=True, vertical="top")
FORMATS = {"date": "yyyy-mm-dd", "id": "@", "ids": "@", "wave": "@", "choice": "@", "text": "@"}

EXPLAINED = (
    "This workbook holds what is known about one network: a sheet for each table.",
    "Only the sheet members is needed. An empty sheet means: no evidence yet. Sheets that you do "
    "not use may be deleted.",
    "Row 1 holds the headers; leave them as they are. Every row below is one entry: no titles, no "
    "totals, no blank rows, no merged cells, no formulas.",
    "Point at a header to read what belongs below it. Headers on blue must be filled in; those on "
    "grey may be left empty.",
    "Where a cell has a list of words, choose from it. Dates are dates of the spreadsheet; ids are "
    "text, so that 007 stays 007. Several ids in one cell have a ; between them.",
    "Give every person a code. Names and e-mail addresses have no place here, unless they are "
    "declared private in the params.",
    "Then run: nicdev check NETWORK. With --mark it writes a copy of this workbook in which every "
    "cell to be mended is marked; this one is never changed.",
)


def blank_book() -> bytes:
    """The workbook, the same bytes each time but for the clock in its outer wrapping."""
    book = Workbook()
    guide = book.active
    if not isinstance(guide, Worksheet):
        raise TypeError("a new workbook begins with a sheet")
    guide.title = GUIDE
    _explain(guide)
    for table in TABLES.values():
        _table(book.create_sheet(table.name), table)
    _dictionary(book.create_sheet(DICTIONARY))
    book.properties.creator = "nicdev"
    book.properties.created = book.properties.modified = MADE
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write(sheet: Worksheet, row: int, texts: list[str]) -> None:
    """A row of texts, none of which a spreadsheet would take for a formula."""
    for at, text in enumerate(texts, start=1):
        cell = sheet.cell(row, at, escaped(text))
        cell.data_type, cell.alignment = "s", WIDE


def _explain(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 100
    sheet["A1"] = "How to fill this in"
    sheet["A1"].font = Font(bold=True, size=14)
    row = 2
    for text in EXPLAINED:
        row += 1
        write(sheet, row, ["", text])
    row += 1
    for table in TABLES.values():
        row += 1
        write(sheet, row, [table.name, table.help])
        sheet.cell(row, 1).hyperlink = f"#'{table.name}'!A1"


def _table(sheet: Worksheet, table: Table) -> None:
    for at, column in enumerate(table.columns, start=1):
        letter = get_column_letter(at)
        cell = sheet.cell(1, at, column.name)
        cell.font = Font(bold=not column.may_be_empty)
        cell.fill = LEFT_OUT if column.may_be_empty else NEEDED
        cell.comment = Comment(_note(column), "nicdev", height=140, width=320)
        below = sheet.column_dimensions[letter]
        below.width = max(14, len(column.name) + 4)
        below.number_format = FORMATS.get(column.type, "General")
        choices = _choices(column)
        if choices:
            choices.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.add_data_validation(choices)
    sheet.freeze_panes = "A2"


def _note(column: Column) -> str:
    needed = "May be left empty." if column.may_be_empty else "Needed in every row."
    kind = type_of(column).replace("`", "")
    key = " Part of what makes a row one of a kind." if column.key else ""
    return f"{help_of(column)} {needed}{key}\n{kind[0].upper()}{kind[1:]}.".replace("`", "")


def _choices(column: Column) -> DataValidation | None:
    """What a cell may be chosen from or must lie between; None where anything may stand."""
    closed = ("yes", "no") if column.type == "flag" else column.allowed
    listed = closed or column.usual
    if listed:
        formula = f'"{",".join(listed)}"'
        if len(formula) > LONGEST_LIST:
            return None
        # The usual words of an open choice are offered, and others may be written.
        return DataValidation(
            type="list", formula1=formula, allow_blank=True, showErrorMessage=bool(closed),
            errorTitle=column.name, error=f"Choose {words(listed, 'or')}."[:225],
        )  # fmt: skip
    if column.type == "date":
        return DataValidation(
            type="date", operator="between", formula1="DATE(1900,1,1)", formula2="DATE(2100,12,31)",
            allow_blank=True, showErrorMessage=True, errorTitle=column.name, error="Write a date.",
        )  # fmt: skip
    return None


def _dictionary(sheet: Worksheet) -> None:
    heads = ["sheet", "column", "what it holds", "kind", "needed", "key", "reach", "from"]
    write(sheet, 1, heads)
    for at, width in enumerate((18, 20, 70, 50, 10, 8, 12, 30), start=1):
        sheet.cell(1, at).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = width
    row = 1
    for table in TABLES.values():
        for column in table.columns:
            row += 1
            needed = "no" if column.may_be_empty else "yes"
            write(sheet, row, [table.name, column.name, column.help, type_of(column).replace(
                "`", ""), needed, "yes" if column.key else "", column.reach,
                words(column.refers, "or")])  # fmt: skip
    sheet.freeze_panes = "A2"
