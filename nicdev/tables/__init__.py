"""The data contract: one schema per table, and one report of everything that breaks it.

``TABLES`` is the contract (type, unit, reach and help of every column); ``check`` holds raw text
tables against it and gives typed frames; ``empty`` is the frame of a table that is not there;
``in_order`` puts a reader's problems and a check's into one report. The data dictionary in
``docs/`` is generated from here.
"""

from nicdev.tables.check import check, empty, in_order
from nicdev.tables.column import Column, Table
from nicdev.tables.raw import Checked, RawTable
from nicdev.tables.schema import TABLES

__all__ = ["TABLES", "Checked", "Column", "RawTable", "Table", "check", "empty", "in_order"]
