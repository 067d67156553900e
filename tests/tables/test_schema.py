"""The contract holds together, and the dictionary in docs/ says what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from nicdev.tables import TABLES, Table
from nicdev.tables.column import REACHES, TYPES
from nicdev.tables.dictionary import dictionary, main

DICTIONARY = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_a_table_holds_together(table: Table) -> None:
    assert len(set(table.names)) == len(table.names)
    assert table.help.endswith(".")
    if table.dated_by:
        assert table.column(table.dated_by).type == "date"
    if table.follows:
        assert table.column(table.follows).refers
    assert set(table.needs) <= set(TABLES)
    for start, end in table.spans:
        assert {table.column(start).type, table.column(end).type} == {"date"}


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_columns_hold_together(table: Table) -> None:
    for column in table.columns:
        assert column.type in TYPES
        assert column.reach in REACHES
        assert column.help.endswith(".")
        assert column.help.count(". ") == 0, f"{column.name}: more than one sentence"
        assert column.may_be_empty or not column.may_be_absent
        assert bool(column.refers) == (column.type == "wave") or column.type in ("id", "ids")
        for target in column.refers:
            name, key = target.split(".")
            assert TABLES[name].column(key).key
        if column.allowed or column.usual:
            assert column.type == "choice"


def test_no_id_of_a_person_travels_to_a_hub() -> None:
    for table in TABLES.values():
        for column in table.columns:
            names_somebody = column.name in ("member_id", "respondent_id")
            if names_somebody or "members.member_id" in column.refers:
                assert column.reach == "evaluator", f"{table.name}.{column.name}"


def test_the_dictionary_is_the_one_that_the_contract_makes(tmp_path: Path) -> None:
    assert DICTIONARY.read_text(encoding="utf-8") == dictionary()
    main([str(tmp_path / "written.md")])
    assert (tmp_path / "written.md").read_bytes() == DICTIONARY.read_bytes()


def test_every_table_and_column_is_in_the_dictionary() -> None:
    text = dictionary()
    for table in TABLES.values():
        section = text.split(f"### {table.name}\n")[1].split("\n### ")[0]
        assert all(f"`{name}`" in section for name in table.names)
