"""Files that are broken in a known way: who reads them, what it is called, how to make them."""

from __future__ import annotations

import datetime as dt
import io
import os
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Files = dict[str, str | bytes]
HEAD = "member_id,observed_from,joined_on\n"
ONE = "m1,2024-01-01,2024-01-01\n"
ROSTER = HEAD + ONE
TEAMS = "team_id,name,kind\n"
EMOJI = "\U0001f469\u200d\U0001f3eb"
TURNED = "abc\u202edcba"


@dataclass(frozen=True)
class Broken:
    """One broken thing, and the code it must be given."""

    reader: str  # folder, table, workbook or source
    code: str
    make: Callable[[Path], None]

    @property
    def name(self) -> str:
        return f"{self.reader}-{self.code}"


def files(given: Files) -> Callable[[Path], None]:
    """Files in a folder called net."""

    def make(place: Path) -> None:
        (place / "net").mkdir(exist_ok=True)
        for name, content in given.items():
            data = content if isinstance(content, bytes) else content.encode()
            (place / "net" / name).write_bytes(data)

    return make


def book(change: Callable[[Worksheet], Any], headers: str = HEAD) -> Callable[[Path], None]:
    """A workbook of one person, changed."""

    def make(place: Path) -> None:
        whole = openpyxl.Workbook()
        sheet = whole.active
        assert isinstance(sheet, Worksheet)
        sheet.title = "members"
        sheet.append(headers.strip().split(","))
        sheet.append(["m1", dt.date(2024, 1, 1), dt.date(2024, 1, 1)])
        change(sheet)
        whole.save(place / "net.xlsx")

    return make


def raw_book(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """The bytes of a sound workbook, changed."""

    def make(place: Path) -> None:
        book(lambda _: None)(place)
        path = place / "net.xlsx"
        path.write_bytes(change(path.read_bytes()))

    return make


def in_sheet(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """The XML of the first sheet, changed."""

    def change(content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
            for part in before.namelist():
                data = before.read(part)
                if part == "xl/worksheets/sheet1.xml":
                    assert old in data
                    data = data.replace(old, new)
                after.writestr(part, data)
        return out.getvalue()

    return change


def declared(size: int) -> Callable[[bytes], bytes]:
    """The directory of the zip says that the first sheet unfolds into that much."""

    def change(content: bytes) -> bytes:
        at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
        assert content[at : at + 4] == b"PK\x01\x02"
        return content[: at + 24] + struct.pack("<I", size) + content[at + 28 :]

    return change


def bomb(place: Path) -> None:
    """A workbook of a few kilobytes that unfolds into 510 MB of blanks."""
    with zipfile.ZipFile(place / "net.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as whole:
        whole.writestr("xl/workbook.xml", "<workbook/>")
        with whole.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            blanks = b" " * 19_700_000
            for _ in range(26):
                part.write(blanks)


def second_sheet(name: str, *, hidden: bool = False, rows: tuple[tuple[str, ...], ...] = ()) -> Any:
    def change(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        other = sheet.parent.create_sheet(name)
        for row in rows:
            other.append(row)
        other.sheet_state = "hidden" if hidden else "visible"

    return change


def cell(at: str, value: Any, kind: str = "") -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet[at] = value
        if kind:
            sheet[at].data_type = kind

    return change


def both_places(place: Path) -> None:
    book(lambda _: None)(place)
    files({"members.csv": ROSTER})(place)


def link(name: str, to: str) -> Callable[[Path], None]:
    def make(place: Path) -> None:
        (place / "net").mkdir(exist_ok=True)
        os.symlink(place / to, place / name)

    return make


def pipe(place: Path) -> None:
    (place / "net").mkdir()
    os.mkfifo(place / "net" / "members.csv")


def folder(name: str) -> Callable[[Path], None]:
    def make(place: Path) -> None:
        files({"teams.csv": TEAMS})(place)
        (place / name).mkdir()

    return make


def roster(row: str, headers: str = HEAD) -> Callable[[Path], None]:
    return files({"members.csv": f"{headers}{row}\n"})


def beside(name: str, content: str) -> Callable[[Path], None]:
    return files({"members.csv": ROSTER, name: content})


DATES = "\n".join(
    f"m{at},2024-01-01,{day}"
    for at, day in enumerate(("3/4/2024", "4.3.2024", "45000", "4 March 2024", "24-03-04", "?"))
)
EVENTS = "event_id,structure,team_id,held_on,duration_hours\n"
GROUPS = "member_id,attribute,value\n"

CORPUS = (
    # A folder of files, as it is read.
    Broken("folder", "no_folder", lambda place: None),
    Broken("folder", "empty_file", files({"members.csv": b""})),
    Broken("folder", "utf_16", files({"members.csv": ROSTER.encode("utf-16")})),
    Broken("folder", "zero_bytes", files({"members.csv": ROSTER.encode() + b"m2,\0,x\n"})),
    Broken("folder", "windows_1252", files({"members.csv": ROSTER.encode() + b"m\xe9,a,b\n"})),
    Broken("folder", "unknown_encoding", files({"members.csv": HEAD.encode() + b"\x81\xff,a,b\n"})),
    Broken("folder", "unclosed_quote", roster('"m1,2024-01-01,2024-01-01')),
    Broken("folder", "misplaced_quote", roster('"m"1,2024-01-01,2024-01-01')),
    Broken("folder", "too_many_cells", roster("m1,2024-01-01,2024-01-01,late")),
    Broken("folder", "too_few_cells", roster("m1,2024-01-01")),
    Broken("folder", "blank_row", roster(f"{ONE}\n , ,\nm2,2024-01-01,2024-01-01")),
    Broken("folder", "not_a_table", folder("net/members.csv")),
    Broken("folder", "link", link("net/members.csv", "gone.csv")),
    Broken("folder", "table_twice", files({"members.csv": ROSTER, "members.tsv": ROSTER})),
    Broken("pipe", "unreadable", pipe),
    Broken("parquet", "unreadable", files({"members.parquet": b"PAR1" + bytes(40) + b"PAR1"})),
    # Its tables, as they are checked.
    Broken("table", "no_members", files({"teams.csv": TEAMS})),
    Broken("table", "repeated_column", roster(ONE, "member_id,joined_on,joined_on\n")),
    Broken("table", "empty_header", roster("m1,2024-01-01,2024-01-01,x,1",
                                           HEAD.strip() + ",,years_improving\n")),
    Broken("table", "missing_column", roster("m1,2024-01-01", "member_id,joined_on\n")),
    Broken("table", "misspelled_column", roster(ONE, HEAD.replace("joined", "Joined"))),
    Broken("table", "unknown_column", roster("m1,2024-01-01,2024-01-01,x", HEAD.strip() + ",x\n")),
    Broken("table", "name_not_private", roster("m1,2024-01-01,2024-01-01,Zoë",
                                               HEAD.strip() + ",first name\n")),
    Broken("table", "unknown_table", beside("\u05d7\u05d1\u05e8\u05d9\u05dd.csv", ROSTER)),
    Broken("table", "misspelled_table", files({"Members.csv": ROSTER})),
    Broken("table", "not_an_id", roster(f"{EMOJI},2024-01-01,2024-01-01")),
    Broken("table", "turned_text", beside("teams.csv", f"{TEAMS}t1,{TURNED},hub\n")),
    Broken("table", "not_a_date", roster(DATES)),
    Broken("table", "impossible_date", roster("m1,2024-01-01,2024-02-30")),
    Broken("table", "not_a_number", roster("m1,2024-01-01,2024-01-01,=cmd|'/C calc'!A0",
                                           HEAD.strip() + ",years_improving\n")),
    Broken("table", "out_of_range", roster("m1,2024-01-01,2024-01-01,1904",
                                           HEAD.strip() + ",years_improving\n")),
    Broken("table", "spreadsheet_error", roster("m1,2024-01-01,#REF!")),
    Broken("table", "required_empty", roster("m1,2024-01-01,")),
    Broken("table", "blanks_around", beside("teams.csv", f"{TEAMS}t1,Readers,hub \n")),
    Broken("table", "ends_before_it_starts", roster("m1,2024-01-01,2024-01-01,2023-01-01",
                                                    HEAD.strip() + ",left_on\n")),
    Broken("table", "repeated_key", roster(ONE + ONE)),
    Broken("table", "address_as_id", roster("zoe@example.org,2024-01-01,2024-01-01")),
    Broken("table", "unknown_id", beside("member_groups.csv", f"{GROUPS}M1,grade,primary\n")),
    Broken("table", "two_spellings", beside("member_groups.csv",
                                            f"{GROUPS}m1,grade,x\nm1,Grade,y\n")),
    Broken("table", "not_allowed", beside("teams.csv", f"{TEAMS}t1,Readers,Hub\n")),
    Broken("table", "team_in_brackets", beside("teams.csv", f"{TEAMS}(all),Readers,hub\n")),
    Broken("table", "no_waves", beside(
        "instruments.csv",
        "wave,instrument,member_id,fielded_on,status\nw1,survey,m1,2024-02-01,responded\n")),
    # One workbook.
    Broken("workbook", "no_file", lambda place: None),
    Broken("workbook", "link", link("net.xlsx", "other.xlsx")),
    Broken("workbook", "folder", lambda place: (place / "net.xlsx").mkdir()),
    Broken("workbook", "two_places", both_places),
    Broken("workbook", "damaged", raw_book(lambda content: content[: len(content) // 2])),
    Broken("workbook", "too_large", raw_book(declared(2_000_000_000))),
    Broken("workbook", "old_or_locked", raw_book(lambda _: b"\xd0\xcf\x11\xe0" + bytes(600))),
    Broken("workbook", "too_wide", book(cell("XFD1048576", "x"))),
    Broken("workbook", "hidden_sheet", book(
        second_sheet("teams", hidden=True, rows=(("team_id", "name", "kind"),)))),
    Broken("workbook", "empty_sheet", book(second_sheet("teams"))),
    Broken("workbook", "unknown_table", book(second_sheet("Sheet2", rows=(("x",),)))),
    Broken("workbook", "misspelled_table", book(second_sheet("Teams", rows=(("x",),)))),
    Broken("workbook", "no_members", book(lambda sheet: sheet.delete_rows(2))),
    Broken("workbook", "merged_cells", book(lambda sheet: sheet.merge_cells("A4:C4"))),
    Broken("workbook", "formula", raw_book(in_sheet(
        b'<c r="A2" t="inlineStr"><is><t>m1</t></is></c>',
        b'<c r="A2" t="str"><f>"m"</f><v>m1</v></c>'))),
    Broken("workbook", "formula_without_value", book(cell("C2", "=TODAY()"))),
    Broken("workbook", "error_value", book(cell("C2", "#DIV/0!", "e"))),
    Broken("workbook", "above_headers", book(lambda sheet: (
        sheet.insert_rows(1), sheet.__setitem__("A1", "Our roster, spring")))),
    Broken("workbook", "totals_row", book(
        lambda sheet: sheet.append(["Total", None, None, 12]), HEAD.strip() + ",years_improving")),
    Broken("workbook", "stray_note", book(lambda sheet: sheet.append(["* people as of March"]))),
    Broken("workbook", "blank_row", book(
        lambda sheet: sheet.__setitem__("A4", "m2") or sheet.__setitem__("B4", dt.date(2024, 1, 1))
        or sheet.__setitem__("C4", dt.date(2024, 1, 1)))),
    Broken("workbook", "number_as_text", book(cell("D2", "3"), HEAD.strip() + ",years_improving")),
    Broken("workbook", "date_as_text", book(cell("C2", "2024-01-01"))),
    Broken("workbook", "not_a_date", book(cell("C2", "3/4/2024"))),
    Broken("workbook", "id_as_number", book(cell("A2", 7))),
    Broken("workbook", "id_as_date", book(cell("A2", dt.date(2024, 3, 1)))),
    Broken("workbook", "days_from_1904", book(cell("C2", dt.date(1904, 1, 1)))),
    Broken("workbook", "impossible_date", book(cell("C2", "1900-02-29"))),
    Broken("workbook", "repeated_column", book(cell("D1", "joined_on"))),
    Broken("workbook", "empty_header", book(cell("E2", "x"))),
    Broken("workbook", "not_an_id", book(cell("A2", EMOJI))),
    # A file that is brought.
    Broken("source", "too_large", bomb),
    Broken("source", "empty_file", book(lambda sheet: sheet.delete_rows(1, 2))),
    Broken("source", "damaged", raw_book(in_sheet(b"</sheetData>", b"<row r='9'><c r='A9'"))),
)  # fmt: skip
