"""A workbook on the command line: begun, checked, marked in a copy, opened at the desk."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from intake.broken import declared, raw_book
from intake.sheets import fill
from press.conftest import Nicdev, nicdev, workbook
from tables.conftest import SOUND, checked

from nicdev.desk import start
from nicdev.errors import UsageRefused
from nicdev.intake.escape import STARTS
from nicdev.press.bring import before
from nicdev.press.load import held
from nicdev.press.mark import marked_copy
from nicdev.press.workspace import Workspace

__all__ = ["nicdev"]  # a fixture


FEW = {name: SOUND[name] for name in ("members", "teams")}


def network(root: Path, tables: Mapping[str, str] = FEW, data: str = "") -> Path:
    """A workspace whose network is one workbook."""
    (root / "params").mkdir()
    (root / "data").mkdir()
    params = f'network: "net"\ntitle: "A network"\n{data}'
    (root / "params" / "net.yml").write_text(params, encoding="utf-8")
    path = root / "data" / "net.xlsx"
    fill(path, tables)
    return path


def test_a_network_is_begun_filled_in_and_checked(tmp_path: Path, nicdev: Nicdev) -> None:
    (tmp_path / "params").mkdir()
    said = nicdev(tmp_path, "new", "net", "--workbook")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[2:] == [
        "wrote data/net.xlsx",
        "wrote notebooks",
        "Fill in the sheet members of data/net.xlsx, then run: nicdev check net",
    ]
    fill(tmp_path / "data" / "net.xlsx", SOUND)
    said = nicdev(tmp_path, "check", "net")
    assert (said.code, said.out, said.err) == (0, "net: everything can be used.\n", "")


def test_the_desk_sees_what_it_would_see_of_csv_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network(tmp_path, SOUND)
    monkeypatch.chdir(tmp_path)
    desk = start("net", "latest")
    for name, frame in checked(SOUND).tables.items():
        if name in ("members", "teams", "items", "theory"):  # not cut at a wave
            found = desk.network.table(name).reset_index(drop=True)
            pd.testing.assert_frame_equal(found, frame)


def test_the_settings_may_name_a_workbook_elsewhere(tmp_path: Path) -> None:
    path = network(tmp_path, {"members": SOUND["members"]}, 'data: "sent/their tables.xlsx"\n')
    (tmp_path / "sent").mkdir()
    path.rename(tmp_path / "sent" / "their tables.xlsx")
    files = held(Workspace(tmp_path), "net")
    assert files.problems == ()
    assert files.book == "their tables.xlsx"
    assert len(files.frames["members"]) == 4


def test_a_copy_has_every_cell_marked_and_the_source_stays(tmp_path: Path, nicdev: Nicdev) -> None:
    path = network(tmp_path)
    made = openpyxl.load_workbook(path)
    made["members"]["C3"] = "3/4/2024"
    made["teams"]["C2"] = "=SUM(1,2)"
    made["teams"]["C2"].data_type = "s"
    made["teams"]["D3"] = "-choir"
    made["members"].append(["Total", None, None, None, None, 12])
    made["members"].merge_cells("C3:D3")
    made.save(path)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    said = nicdev(tmp_path, "check", "net", "--mark")
    assert (said.code, said.out) == (2, "wrote data/net-marked.xlsx\n")
    assert "net.xlsx, sheet members, row 3, column C (joined_on): found '3/4/2024'" in said.err
    copy = openpyxl.load_workbook(tmp_path / "data" / "net-marked.xlsx")
    cell = copy["members"]["C3"]
    assert cell.value == "3/4/2024"
    assert cell.comment.text == (
        "Found '3/4/2024'; expected a date written year-month-day, such as 2024-09-30. Write "
        "2024-03-04 or 2024-04-03, whichever is meant."
    )
    assert cell.fill.fgColor.rgb == "FFFFC9A3"
    assert "a row of totals ('Total')" in copy["members"]["A6"].comment.text
    assert copy["members"]["A6"].fill.fgColor.rgb == "FFFFF2B3"
    assert copy["members"]["A2"].comment is None
    assert copy["teams"]["C2"].value == "=SUM(1,2)"
    assert copy["teams"]["C2"].data_type == "s"  # a text, no formula
    listed = list(copy["Problems"].iter_rows(min_row=2, values_only=True))
    assert ("error", "sheet teams", "3", "D (kind)") in [row[:4] for row in listed]
    assert not any(str(cell).startswith(STARTS) for row in listed for cell in row if cell)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    # A second copy has a name of its own, and the first stays.
    first = (tmp_path / "data" / "net-marked.xlsx").read_bytes()
    assert nicdev(tmp_path, "check", "net", "--mark").out == "wrote data/net-marked-2.xlsx\n"
    assert (tmp_path / "data" / "net-marked.xlsx").read_bytes() == first


def test_files_are_not_marked_and_a_damaged_workbook_says_so(
    tmp_path: Path, nicdev: Nicdev
) -> None:
    said = nicdev(workbook(tmp_path / "csv", {}), "check", "--mark")
    assert said.code == 2
    assert said.err.endswith(
        "- found tables of net that are no workbook; expected one Excel workbook with a sheet for "
        "each table. Leave --mark out: the report names file, row and column.\n"
    )
    (tmp_path / "book").mkdir()
    path = network(tmp_path / "book")
    path.write_bytes(path.read_bytes()[:2000])
    said = nicdev(tmp_path / "book", "check", "--mark")
    assert said.code == 2
    assert said.err.endswith(
        "- net.xlsx: found a workbook that cannot be copied with marks; expected an Excel workbook "
        "(.xlsx) that opens. Mend first what is named above, then run the check with --mark "
        "again.\n"
    )
    assert [one.name for one in (tmp_path / "book" / "data").iterdir()] == ["net.xlsx"]


def test_a_workbook_that_would_fill_the_machine_is_not_opened_to_be_marked(tmp_path: Path) -> None:
    path = network(tmp_path, {"members": SOUND["members"]})
    raw_book(declared(2_000_000_000))(tmp_path / "data")
    before_it = path.read_bytes()
    with pytest.raises(UsageRefused) as refused:
        marked_copy(Workspace(tmp_path), "net", held(Workspace(tmp_path), "net").problems)
    assert [problem.code for problem in refused.value.problems] == ["not_marked"]
    assert path.read_bytes() == before_it
    assert len(list(path.parent.iterdir())) == 1


def test_rows_are_not_brought_into_a_workbook(tmp_path: Path) -> None:
    network(tmp_path)
    with pytest.raises(UsageRefused) as refused:
        before(Workspace(tmp_path), "net")
    assert [str(problem) for problem in refused.value.problems] == [
        "net.xlsx: found tables that are kept in a workbook; expected tables that rows can be "
        "added to: a folder with a CSV file for each. Save each sheet as CSV UTF-8 under its name "
        "in a folder data/NETWORK, and move the workbook out of data."
    ]
