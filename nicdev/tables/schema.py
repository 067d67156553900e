"""The contract as a whole: every table by its name, in the order of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from nicdev.tables.answered import ANSWERED
from nicdev.tables.column import Table
from nicdev.tables.happened import HAPPENED
from nicdev.tables.people import PEOPLE
from nicdev.tables.records import RECORDS
from nicdev.tables.work import TESTING

TABLES: Mapping[str, Table] = MappingProxyType(
    {table.name: table for table in (*PEOPLE, *HAPPENED, *ANSWERED, *TESTING, *RECORDS)}
)
