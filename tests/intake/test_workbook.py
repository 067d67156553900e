"""A network in one workbook: written from the contract, read like its CSV files, never changed."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake.broken import book, in_sheet, raw_book
from intake.sheets import fill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tables.conftest import SOUND, checked

from nicdev.intake.folder import read_folder
from nicdev.intake.grid import open_source
from nicdev.intake.workbook import DICTIONARY, GUIDE, in_sheets, read_tables, read_workbook
from nicdev.press.book import blank_book
from nicdev.tables import TABLES, check


@pytest.fixture(scope="module")
def blank() -> bytes:
    return blank_book()


@pytest.fixture(scope="module")
def whole(blank: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sound network of the tables' tests, filled into an empty workbook."""
    path = tmp_path_factory.mktemp("book") / "net.xlsx"
    path.write_bytes(blank)
    fill(path, SOUND)
    return path


def test_the_empty_workbook_is_the_contract(blank: bytes) -> None:
    made = openpyxl.load_workbook(io.BytesIO(blank))
    assert made.sheetnames == [GUIDE, *TABLES, DICTIONARY]
    kinds = {"date": "yyyy-mm-dd", "number": "General", "whole": "General", "flag": "General"}
    for name, table in TABLES.items():
        sheet = made[name]
        assert [cell.value for cell in sheet[1]] == list(table.names)
        lists = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
        for cell, column in zip(sheet[1], table.columns, strict=True):
            assert cell.comment.text.startswith(column.help)
            below = sheet.column_dimensions[cell.column_letter].number_format
            assert below == kinds.get(column.type, "@")
            choices = lists.get(f"{cell.column_letter}2:{cell.column_letter}1048576")
            closed = ("yes", "no") if column.type == "flag" else column.allowed
            if closed:
                assert choices.formula1 == f'"{",".join(closed)}"'
                assert choices.showErrorMessage
            elif column.usual:
                assert not choices.showErrorMessage
            assert (choices is not None) == bool(closed or column.usual or column.type == "date")
    rows = list(made[DICTIONARY].iter_rows(min_row=2, values_only=True))
    assert [row[:2] for row in rows] == [
        (table.name, column.name) for table in TABLES.values() for column in table.columns
    ]
    texts = [cell for sheet in made for row in sheet.iter_rows(values_only=True) for cell in row]
    assert not any(str(text).startswith(("=", "+", "-", "@")) for text in texts if text)


def test_an_empty_workbook_lacks_its_roster_and_nothing_else(blank: bytes, tmp_path: Path) -> None:
    path = tmp_path / "net.xlsx"
    path.write_bytes(blank)
    read = read_workbook(path)
    assert read.problems == ()
    assert list(read.raws) == list(TABLES)
    assert [problem.code for problem in check(read.raws, {}).problems] == ["no_members"]


def test_a_workbook_becomes_the_same_frames_as_its_csv_files(whole: Path) -> None:
    before = hashlib.sha256(whole.read_bytes()).hexdigest()
    read = read_workbook(whole)
    found = check(read.raws, {})
    assert read.problems == found.problems == ()
    for name, frame in checked(SOUND).tables.items():
        pd.testing.assert_frame_equal(found.tables[name], frame)
    assert hashlib.sha256(whole.read_bytes()).hexdigest() == before


def test_a_table_keeps_its_hash_while_its_cells_stay(whole: Path, tmp_path: Path) -> None:
    other = tmp_path / "net.xlsx"
    other.write_bytes(whole.read_bytes())
    fill(other, {"layout": "node,x,y\no1,0.25,-1\n"})
    one, two = read_workbook(whole).raws, read_workbook(other).raws
    assert {name for name in one if one[name].sha256 != two[name].sha256} == {"layout"}


def test_problems_come_back_by_sheet_row_and_letter(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "net.xlsx"
    made = openpyxl.load_workbook(whole)
    made["members"]["C3"] = "3/4/2024"
    made["attendance"]["B2"] = "m9"
    made["events"].delete_rows(1, 9)
    del made["waves"]
    made["attendance"]["A3"] = "e9"
    made.save(path)
    read = read_workbook(path)
    said = [str(one) for one in (*read.problems, *in_sheets(read, check(read.raws, {}).problems))
            if one.file.endswith(("events", "waves", "members", "attendance"))]  # fmt: skip
    assert said == [
        "net.xlsx, sheet events: found an empty sheet; expected a row of headers, and a row for "
        "each entry. Fill it in, or go on: there is no evidence in it yet.",
        "net.xlsx, sheet members, row 3, column C (joined_on): found '3/4/2024'; expected a date "
        "written year-month-day, such as 2024-09-30. Write 2024-03-04 or 2024-04-03, whichever is "
        "meant.",
        "net.xlsx, sheet waves: found no such table, although 'w1' and 'w2' stand as waves in "
        "sheet instruments, sheet respondents, sheet responses, sheet relations, sheet tie_asked, "
        "sheet ties, sheet voices, sheet documents and sheet decisions; expected 'all' as the only "
        "wave where there is no table of waves. Add sheet waves: a row for each wave, with wave, "
        "label, starts_on and ends_on.",
        "net.xlsx, sheet events: found no such table, although sheet invitations and sheet "
        "attendance cannot be read without it; expected a table events. Add sheet events, or take "
        "sheet invitations and sheet attendance out.",
        "net.xlsx, sheet attendance, row 2, column B (member_id): found 'm9', which is not there; "
        "expected an id of sheet members (member_id). Correct the id, or add it to sheet members.",
    ]


def test_days_are_the_same_whatever_year_they_are_counted_from(tmp_path: Path) -> None:
    path = tmp_path / "net.xlsx"
    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.save(path)
    fill(path, SOUND)
    members = check(read_workbook(path).raws, {}).tables["members"]
    pd.testing.assert_frame_equal(members, checked(SOUND).tables["members"])


def test_a_folder_or_a_workbook_whichever_is_there(whole: Path, tmp_path: Path) -> None:
    folder, beside = tmp_path / "net", tmp_path / "net.xlsx"
    assert read_tables([folder, beside]).problems == read_folder(folder).problems
    beside.write_bytes(whole.read_bytes())
    assert read_tables([folder, beside]).book == "net.xlsx"
    folder.mkdir()
    (folder / "README.md").write_text("Notes.")
    assert read_tables([folder, beside]).book == "net.xlsx"
    (folder / "members.csv").write_text(SOUND["members"].strip())
    assert [one.code for one in read_tables([folder, beside]).problems] == ["two_places"]
    assert read_tables([folder]).book == ""


def test_a_sheet_that_says_it_is_huge_is_read_as_it_is(tmp_path: Path) -> None:
    raw_book(in_sheet(b'ref="A1:C2"', b'ref="A1:XFD1048576"'))(tmp_path)
    read = read_workbook(tmp_path / "net.xlsx")
    assert read.problems == ()
    assert read.raws["members"].rows.tolist() == [2]


CELL = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8),
    st.sampled_from(["=1+1", "+A1", "@x", "-2", "Total", "a note of three", "007", "\U0001f469"]),
    st.floats(-1e12, 1e12),
    st.dates(),
    st.booleans(),
)


@settings(derandomize=True, deadline=None, max_examples=25)
@given(
    st.lists(st.lists(CELL, max_size=7), max_size=6),
    st.sampled_from(["members", "teams", "cycles", "Members", "שלום", "x"]),
    st.sampled_from(["visible", "hidden"]),
)
def test_any_sheet_is_read_or_named(rows: list[list[object]], name: str, state: str) -> None:
    made = openpyxl.Workbook()
    sheet = made.create_sheet(name)
    sheet.sheet_state = state
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    made.save(content)
    with Folder() as place:
        path = place / "net.xlsx"
        path.write_bytes(content.getvalue())
        read = read_workbook(path)
        problems = in_sheets(read, check(read.raws, {}).problems)
        assert any(one.level == "error" for one in (*read.problems, *problems)) or name == "members"
        assert open_source(path).sha256 == hashlib.sha256(content.getvalue()).hexdigest()
        assert path.read_bytes() == content.getvalue()
        used = {int(at) for raw in read.raws.values() for at in raw.rows}
        named = {at for one in read.problems for at in one.rows}
        full = {at for at, row in enumerate(sheet.iter_rows(values_only=True), 1)
                if any(str(cell).strip() for cell in row if cell is not None)}  # fmt: skip
        # Every row with something in it is used, named, or the one row of headers.
        assert len(full - used - named) <= 1


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.integers(0, 2**32), st.sampled_from(["flip", "cut", "inside", "swap"]))
def test_a_damaged_workbook_is_named_and_never_a_traceback(seed: int, how: str) -> None:
    chance = random.Random(seed)  # noqa: S311
    with Folder() as place:
        book(lambda _: None)(place)
        path = place / "net.xlsx"
        content = bytearray(path.read_bytes())
        if how == "cut":
            content = content[: chance.randrange(len(content))]
        elif how == "inside":
            content = bytearray(_part_spoilt(bytes(content), chance))
        else:
            for _ in range(chance.randrange(1, 30)):
                content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(content)
        read = read_workbook(path)
        in_sheets(read, check(read.raws, {}).problems)
        assert read.problems or read.raws
        assert path.read_bytes() == bytes(content)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(
    st.one_of(
        st.binary(max_size=120),
        st.text(st.sampled_from('mid,_;\t|"\n\r\0 0-2=é\u202e'), max_size=120).map(str.encode),
    ),
    st.sampled_from(["members.csv", "responses.tsv", "members.parquet", "שלום.csv"]),
)
def test_any_bytes_are_read_or_named(content: bytes, name: str) -> None:
    with Folder() as place:
        (place / name).write_bytes(b"member_id,observed_from,joined_on\n" + content)
        read = read_folder(place)
        problems = (*read.problems, *check(read.raws, {}).problems)
        assert all(str(one) for one in problems)
        assert (place / name).read_bytes() == b"member_id,observed_from,joined_on\n" + content


class Folder:
    """A folder for one example of many."""

    def __enter__(self) -> Path:
        import tempfile

        self.made = tempfile.TemporaryDirectory()
        return Path(self.made.name)

    def __exit__(self, *_: object) -> None:
        self.made.cleanup()


def _part_spoilt(content: bytes, chance: random.Random) -> bytes:
    """A zip without a fault in which one part is no longer what it should be."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        spoilt = chance.choice(before.namelist())
        for part in before.namelist():
            data = bytearray(before.read(part))
            if part == spoilt:
                for _ in range(chance.randrange(1, 8)):
                    data[chance.randrange(len(data))] = chance.randrange(256)
            after.writestr(part, bytes(data))
    return out.getvalue()
