"""Driver diagrams: outlines in columns and in lines, tables of parents, kept ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake.conftest import accounted

from nicdev.intake.diagram import Version, diagram
from nicdev.intake.grid import Source, grid, open_lines, open_source
from nicdev.intake.load import Load

V1 = Version("v1", "2024-09-01", "First.")
LINES = """\
All read well.
  - Time to read
    1. Quiet hour
        * Reading corner
    2. At home
        * Book bag
  - Books
    - At home
"""
COLUMNS = """\
Aim,Primary driver,Secondary driver,Change idea
All read well.,Time to read,Quiet hour,Reading corner
,,At home,Book bag
,Books,At home,
"""
PARENTS = """\
id,kind,text,parent
A1,aim,All read well.,
P1,primary,Time to read,A1
S1,secondary,Quiet hour,Time to read
I1,idea,Reading corner,S1
S2,secondary,At home,P1; P2
I2,idea,Book bag,S2
P2,primary,Books,A1
"""
EXPECTED = [
    "A1,aim,All read well.,", "P1,primary driver,Time to read,A1",
    "S1,secondary driver,Quiet hour,P1", "I1,change idea,Reading corner,S1",
    "S2,secondary driver,At home,P1;P2", "I2,change idea,Book bag,S2",
    "P2,primary driver,Books,A1",
]  # fmt: skip

Made = Callable[..., Source]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def write(text: str, name: str = "x.csv") -> Source:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return (open_lines if name.endswith(".txt") else open_source)(tmp_path / name)

    return write


def boxes(load: Load) -> list[str]:
    return [",".join(row[1:]) for row in load.tables["theory"].to_numpy().tolist()]


@pytest.mark.parametrize(("name", "text"), [("x.txt", LINES), ("x.csv", COLUMNS)])
def test_an_outline_becomes_boxes_with_ids(made: Made, name: str, text: str) -> None:
    load = diagram(made(text, name), V1, lines=name == "x.txt")
    accounted(load, ["theory_versions"])
    assert boxes(load) == EXPECTED
    assert load.tables["theory_versions"].to_numpy().tolist() == [["v1", "2024-09-01", "First."]]
    assert load.guesses == (
        "7 boxes are new and named here: A1, P1, S1, I1, S2, I2 and P2. A box that was only "
        "reworded keeps its id where it is written before the text: [P1] New words.",
        "The same text of the same kind is read as one box that leads to several: S2.",
    )


def test_a_table_of_parents_gives_the_same(made: Made) -> None:
    load = diagram(made(PARENTS), V1)
    accounted(load, ["theory_versions"])
    assert boxes(load) == EXPECTED


def test_children_and_parents_by_their_texts_alone(made: Made) -> None:
    text = "child,parent\nTime,Aim of all\nQuiet,Time\nCorner,Quiet\n"
    load = diagram(made(text), V1)
    accounted(load, ["theory_versions"])
    assert boxes(load) == [
        "A1,aim,Aim of all,", "P1,primary driver,Time,A1", "S1,secondary driver,Quiet,P1",
        "I1,change idea,Corner,S1",
    ]  # fmt: skip


def test_a_later_version_keeps_the_ids_of_boxes_that_stay(made: Made) -> None:
    ids = {("aim", "all read well."): "AIM", ("change idea", "reading corner"): "I07"}
    taken = frozenset({"AIM", "I07", "P1"})
    text = (
        "aim: All  read well.\n primary driver: Time, well used\n  change idea: Reading corner\n"
        " primary driver: [P7] Books\n"
    )
    v2 = replace(V1, version="v2", ids=ids, taken=taken)
    load = diagram(made(text, "x.txt"), v2, lines=True)
    accounted(load, ["theory_versions"])
    assert [box.split(",")[0] for box in boxes(load)] == ["AIM", "P2", "I07", "P7"]


def test_an_id_may_stand_before_the_text(made: Made) -> None:
    load = diagram(made("[A0] aim: Read\n  [P9] primary driver: Time\n", "x.txt"), V1, lines=True)
    assert boxes(load) == ["A0,aim,Read,", "P9,primary driver,Time,A0"]


def test_levels_that_were_told(made: Made) -> None:
    told = replace(V1, levels=("aim", "primary driver", "change idea"))
    load = diagram(made("Read\n  Time\n    Corner\n", "x.txt"), told, lines=True)
    assert boxes(load) == ["A1,aim,Read,", "P1,primary driver,Time,A1", "I1,change idea,Corner,P1"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("x.txt", "Read\n  Time\n    Corner\n",
         "x.txt, row 1: found 3 levels of boxes; expected four (aim, primary driver, secondary "
         "driver, change idea), or a word that says what each level is. Say it: --levels 'aim, "
         "primary driver, change idea'."),
        ("x.csv", "id,kind,text,parent\na,aim,Read,\nb,thing,Time,a\n",
         "x.csv, row 3, column kind: found 'thing'; expected aim, primary driver, secondary driver "
         "or change idea. Write one of these in a copy of the file."),
        ("x.csv", "id,kind,text,parent\na,aim,Read,\nb,primary,Time,c\n",
         "x.csv, row 3: found 'c', which is no box of the diagram; expected the id or the text of "
         "one box. Write the id of the box that is meant, in a copy of the file."),
        ("x.txt", "[A] aim: Read\n[A] aim: Write\n",
         "x.txt, row 2: found the id of another box before 'Write'; expected an id of its own for "
         "each box. Correct one of the two, in a copy of the file."),
        ("x.csv", "Aim,Change idea\n",
         "x.csv: found no boxes of a driver diagram; expected an outline, or a table of parents. "
         "Write the aim first, and what leads to it further to the right."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence(
    made: Made, name: str, text: str, expected: str
) -> None:
    load = diagram(made(text, name), V1, lines=name == "x.txt")
    accounted(load, ["theory_versions"])
    assert [str(problem) for problem in load.errors] == [expected]


def test_a_version_that_is_there_is_not_written_again(made: Made) -> None:
    load = diagram(made(COLUMNS), replace(V1, there=frozenset({"v1"})))
    assert [str(problem) for problem in load.errors] == [
        "x.csv: found version 'v1', which the network has already; expected a version that is new. "
        "Choose another short name: --version v2."
    ]


CELLS = st.sampled_from(["", "", "Read", "Time", "aim: Read", "[P1] x", "- a", "=1"])


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([["Aim", "Primary driver", "Change idea"], ["text", "parent", "kind"]]),
    st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5),
)
def test_any_file_ends_in_rows_or_in_problems(header: list[str], cells: list[list[str]]) -> None:
    load = diagram(Source("x.csv", "0" * 64, (grid("", [header, *cells]),)), V1)
    accounted(load, ["theory_versions"])
    assert bool(load.tables) != bool(load.errors)
