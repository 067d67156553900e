"""Reports of meetings: every layout, who is who, joins that overlap, every row accounted for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nicdev.intake.grid import Source, grid, open_source
from nicdev.intake.load import Load, report
from nicdev.intake.meetings import Meeting, attendance, unknown
from nicdev.intake.roster import People, people, proposals

MEMBERS = pd.DataFrame({"member_id": ["m1", "m2", "m3"]}, dtype="str")
PRIVATE = pd.DataFrame(
    {"member_id": ["m1", "m2", "m3"], "first": ["Jane", "Ana", "Bo"],
     "last": ["Smith", "Ruiz", "Li"], "mail": ["jane@x.org", "ana@x.org", ""]}, dtype="str",
)  # fmt: skip
KNOWN = people(MEMBERS, PRIVATE, None)
E1 = Meeting("e1", structure="convening")

ZOOM_PEOPLE = """\
Name (Original Name),User Email,Total Duration (Minutes),Guest
Jane Smith,jane@x.org,90,No
ANA,Ana@X.org,45,Yes
"""
ZOOM_JOINS = """\
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Jane Smith,jane@x.org,10/14/2024 04:00:00 PM,10/14/2024 05:00:00 PM,60,No
Jane Smith,jane@x.org,10/14/2024 04:30:00 PM,10/14/2024 05:30:00 PM,60,No
ANA,ana@x.org,10/14/2024 04:15:00 PM,10/14/2024 05:00:00 PM,45,Yes
"""
ZOOM_MEETING = (
    """\
Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
852 1848 6288,Convening,10/14/2024 04:00:00 PM,10/14/2024 05:30:00 PM,hub@x.org,90,3

"""
    + ZOOM_JOINS
)
TEAMS = """\
1. Summary
Meeting title\tConvening
Attended participants\t2
Start time\t10/14/24, 4:00:00 PM

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Jane Smith\t10/14/24, 4:00:00 PM\t10/14/24, 5:30:00 PM\t1h 30m\tjane@x.org\tjane@x.org\tOrganizer
ANA\t10/14/24, 4:15:00 PM\t10/14/24, 5:00:00 PM\t45m 0s\tana@x.org\tana@x.org\tPresenter

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Jane Smith\t10/14/24, 4:00:00 PM\t10/14/24, 5:00:00 PM\t1h\tjane@x.org\tOrganizer
Jane Smith\t10/14/24, 4:30:00 PM\t10/14/24, 5:30:00 PM\t1h\tjane@x.org\tOrganizer
ANA\t10/14/24, 4:15:00 PM\t10/14/24, 5:00:00 PM\t45m\tana@x.org\tPresenter
"""
TEAMS_OLD = """\
Full Name\tUser Action\tTimestamp\tEmail
Jane Smith\tJoined\t10/14/2024, 4:00:00 PM\tjane@x.org
ANA\tJoined\t10/14/2024, 4:15:00 PM\tana@x.org
ANA\tLeft\t10/14/2024, 5:00:00 PM\tana@x.org
Jane Smith\tLeft\t10/14/2024, 5:30:00 PM\tjane@x.org
"""
MEET = """\
First name,Last name,Email,Duration,Time joined,Time exited
Jane,Smith,jane@x.org,1 hr 30 min,2024-10-14 16:00:00,2024-10-14 17:30:00
Ana,,ana@x.org,45 min,2024-10-14 16:15:00,2024-10-14 17:00:00
"""
SIGNED = """\
Convening of 14 October
member_id,hours
m1,1.5
m2,0.75
Total,2.25
"""
LAYOUTS = {
    "a Zoom report with one row a person": ZOOM_PEOPLE,
    "a Zoom report with one row a join": ZOOM_JOINS,
    "a Zoom report with one row a join, the meeting above it": ZOOM_MEETING,
    "a Teams attendance report": TEAMS,
    "a Teams list of who joined and left": TEAMS_OLD,
    "a Google Meet report": MEET,
    "a sign-in sheet": SIGNED,
}
Opened = Callable[..., Source]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    def write(text: str, name: str = "report.csv", encoding: str = "utf-8") -> Source:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return open_source(path)

    return write


def accounted(load: Load) -> None:
    """Each row of the source has one fate, and rows of tables come from rows that were used."""
    there = [(one.sheet, number) for one in load.source.grids for number in one.numbers]
    assert sorted((fate.sheet, fate.row) for fate in load.fates) == sorted(there)
    used = {place for fate in load.fates for place in fate.into}
    assert all((fate.became == "used") == bool(fate.into) for fate in load.fates)
    assert all((fate.became == "aside") == bool(fate.why) for fate in load.fates)
    made = {(name, at) for name, rows in load.tables.items() for at in range(len(rows))}
    assert used == {place for place in made if place[0] != "events"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_says_the_same_of_the_same_meeting(opened: Opened, layout: str) -> None:
    """Ninety minutes for one, whose joins overlap, and forty-five for the other."""
    load = attendance(opened(LAYOUTS[layout]), Meeting("e1", date(2024, 10, 14), known=True), KNOWN)
    assert load.layout == layout
    assert not load.errors
    assert load.tables["attendance"].to_numpy().tolist() == [["e1", "m1", "1.5"],
                                                             ["e1", "m2", "0.75"]]  # fmt: skip
    assert "events" not in load.tables
    accounted(load)


def test_teams_writes_two_bytes_a_letter(opened: Opened) -> None:
    load = attendance(opened(TEAMS, encoding="utf-16"), E1, KNOWN)
    assert len(load.tables["attendance"]) == 2


def test_a_new_event_gets_its_day_and_length_from_the_list(opened: Opened) -> None:
    load = attendance(opened(ZOOM_MEETING), E1, KNOWN)
    assert load.tables["events"].to_dict("records") == [
        {"event_id": "e1", "structure": "convening", "team_id": "", "held_on": "2024-10-14",
         "duration_hours": "1.5"}
    ]  # fmt: skip
    assert load.guesses == (
        "Times are read as month, day, year.",
        "The event lasts from the first joining to the last leaving.",
    )
    accounted(load)


def test_phones_note_takers_and_strangers_are_set_aside_and_told(opened: Opened) -> None:
    text = ZOOM_PEOPLE + ("+1 415 555 0100,,60,Yes\nOtter.ai,,60,Yes\nJane Smyth,,60,Yes\n"
                          ",,60,Yes\nBo Li,,2,Yes\n")  # fmt: skip
    confirmed = pd.DataFrame(
        {"written_as": ["bo  LI", "Jane Smyth"], "email": ["", ""], "member_id": ["m3", "m1"],
         "likeness": ["", ""], "confirmed": ["yes", "no"]}, dtype="str",
    )  # fmt: skip
    who = people(MEMBERS, PRIVATE, confirmed)
    load = attendance(opened(text), Meeting("e1", date(2024, 10, 14), known=True, at_least=5), who)
    assert [(fate.row, fate.why) for fate in load.fates if fate.became == "aside"] == [
        (4, "a phone, which nobody has confirmed whose it is"),
        (5, "a note taker and no person"),
        (6, "confirmed as nobody on the roster"),
        (7, "nobody is named in the row"),
        (8, "shorter than 5 minutes altogether"),
    ]
    accounted(load)
    told = report(load)
    assert "| read | 8 |\n| used | 2 |\n| set aside | 5 |" in told


def test_a_name_is_proposed_and_never_used_before_a_person_says_so(opened: Opened) -> None:
    source = opened("Name,Minutes\nSmith Jane,60\nAna Ruiz (she/her),60\nX Y,60\nm3,60\n")
    load = attendance(source, Meeting("e1", date(2024, 10, 14), known=True), KNOWN)
    assert load.tables["attendance"]["member_id"].tolist() == ["m3"]
    table = proposals(unknown(source, KNOWN), KNOWN)
    assert table.to_numpy().tolist() == [
        ["Smith Jane", "", "m1", "100", ""], ["Ana Ruiz (she/her)", "", "m2", "100", ""],
        ["X Y", "", "", "", ""],
    ]  # fmt: skip
    accounted(load)


def test_two_people_who_look_alike_but_for_what_stands_in_brackets_stay_two() -> None:
    confirmed = pd.DataFrame(
        {"written_as": ["Jane (Smith)"], "email": [""], "member_id": ["m1"], "likeness": [""],
         "confirmed": ["yes"]}, dtype="str",
    )  # fmt: skip
    who = people(MEMBERS, PRIVATE, confirmed)
    assert who.who("JANE  (smith)") == "m1"
    assert who.who("Jane (Doe)") is None


@pytest.mark.parametrize(
    ("text", "meeting", "sentence"),
    [
        ("a,b\n1,2\n", E1, "report.csv: found no row of headers that names people; expected a "
         "column such as Name, User Email or member_id. Save the report again as it comes, or "
         "write such headers above the list."),
        (ZOOM_PEOPLE, E1, "report.csv: found nothing that says when e1 was held; expected times in "
         "the list, or a day that is told. Say it: --held-on 2025-01-31."),
        (ZOOM_JOINS, Meeting("e1", date(2024, 10, 15), known=True),
         "report.csv: found times such as '10/14/2024 04:00:00 PM'; expected times on 2024-10-15. "
         "Correct the day of the event, or bring the report of the right meeting."),
        (ZOOM_JOINS.replace("10/14", "10/11"), E1,
         "report.csv: found '10/11/2024 04:00:00 PM', which is 2024-10-11 or 2024-11-10; expected "
         "times that can be read in one way. Say which day it was: --held-on 2024-10-11."),
        (ZOOM_JOINS.replace("04:00:00 PM", "late"), E1,
         "report.csv: found times such as '10/14/2024 late'; expected times such as 2025-01-31 "
         "9:30. Correct the day of the event, or bring the report of the right meeting."),
        ("Name,Minutes\nNobody,60\n", Meeting("e1", date(2024, 10, 14), known=True),
         "report.csv: found nobody who is known to be on the roster; expected people by id, by "
         "e-mail, or by a name that was confirmed. Run the same command with --review, confirm who "
         "is who, and bring the report again."),
        ("", E1, "report.csv: found an empty file; expected a row of headers, and a row for each "
         "entry. Fill the table in, or take the file out."),
    ],
)  # fmt: skip
def test_what_cannot_be_used_gets_its_sentence(
    opened: Opened, text: str, meeting: Meeting, sentence: str
) -> None:
    load = attendance(opened(text), meeting, KNOWN)
    assert [str(problem) for problem in load.errors] == [sentence]
    assert not load.tables
    accounted(load)


def test_rows_that_contradict_themselves_are_set_aside(opened: Opened) -> None:
    text = ZOOM_JOINS + ("Bo Li,m3@x.org,10/14/2024 05:00:00 PM,10/14/2024 04:00:00 PM,60,No\n"
                         "Bo Li,m3@x.org,10/14/2024 05:00:00 PM,,,No\n")  # fmt: skip
    confirmed = pd.DataFrame(
        {"written_as": ["Bo Li"], "email": [""], "member_id": ["m3"], "likeness": [""],
         "confirmed": ["yes"]}, dtype="str",
    )  # fmt: skip
    load = attendance(opened(text), E1, people(MEMBERS, PRIVATE, confirmed))
    assert [fate.why for fate in load.fates if fate.became == "aside"] == [
        "leaves before joining", "no time of leaving",
    ]  # fmt: skip
    accounted(load)
    old = TEAMS_OLD + "Jane Smith\tLeft\t10/14/2024, 5:40:00 PM\tjane@x.org\n"
    load = attendance(opened(old), E1, KNOWN)
    assert load.fates[-1].why == "a time of leaving without one of joining"
    accounted(load)


CELL = st.sampled_from(["", "Name", "Jane Smith", "m1", "jane@x.org", "Join Time", "3. Activities",
                        "10/14/2024 4:00 PM", "10/14/2024 5:00 PM", "Leave Time", "Duration", "60",
                        "hours", "1.5", "User Email", "Total", "📎", "'=1+1"])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(st.lists(CELL, min_size=1, max_size=5), max_size=9))
def test_whatever_stands_there_every_row_has_one_fate(lines: list[list[str]]) -> None:
    source = Source("report.csv", "0" * 64, (grid("", lines),))
    accounted(attendance(source, E1, KNOWN))


def test_people_are_known_by_id_then_address_then_what_was_confirmed() -> None:
    who = People(frozenset({"m1", "m2"}), {"jane@x.org": "m1"}, {"jane": "m2"}, ())
    assert who.who("Jane", "", "m1") == "m1"
    assert who.who("Jane", "JANE@x.org") == "m1"
    assert who.who("Jane") == "m2"
    assert who.who("Joan") is None
