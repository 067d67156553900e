"""Answers and work brought into a network by commands: what is written, what is refused."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from nicdev.bringing import bring
from nicdev.errors import NicdevError
from nicdev.press.load import held
from nicdev.press.workspace import Workspace

TABLES = {
    "members": "member_id,observed_from,joined_on,name\n"
    "m1,2024-08-01,2024-08-01,Jane Smith\nm2,2024-08-01,2024-08-01,Ana Ruiz\n"
    "m3,2024-08-01,2024-08-01,Bo Li\n",
    "waves": "wave,label,starts_on,ends_on\nw1,Autumn,2024-08-01,2025-01-31\n",
    "organizations": "org_id,name,kind,joined_on\no1,North School,school,2024-08-01\n",
    "teams": "team_id,name,kind\nt1,Readers,improvement team\n",
    "items": "item_id,key,facet,referent,text,low,high,reversed\n"
    "i1,roles.trust.facets,respect,own_team,They listen to me.,1,5,no\n",
    "measures": "measure_id,name,family,direction,unit,numerator,denominator,frequency,shared\n"
    "k1,Books read,process,up,%,with a book,pupils,monthly,yes\n",
}
SURVEY = "Name,They listen to me.\nJane Smith,Agree\nAna Ruiz,\n"
BOOK = "column,holds,item_id,labels\nName,name,,\nThey listen to me.,item,i1,agree=4\n"
GRID = "member_id,m1,m2,m3\nm1,,3,1\nm2,,,\n"
DIAGRAM = "Aim,Primary driver,Secondary driver,Change idea\nRead,Time,Quiet hour,Reading corner\n"
LOG = "Team,Change idea,Date,Act,Scale,Who\nReaders,Reading corner,2024-10-14,Adjust,school,m1\n"
WIDE = "Measure,Site,Sep 2024,Oct 2024\nBooks read,t1,12/20,NS\n"

PAGE = Path(__file__).resolve().parents[2] / "docs" / "bringing.md"

Call = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "params").mkdir()
    params = 'network: "net"\ntitle: "A network"\nprivate:\n  members: [name]\n'
    (tmp_path / "params" / "net.yml").write_text(params)
    (tmp_path / "data" / "net").mkdir(parents=True)
    for name, text in TABLES.items():
        (tmp_path / "data" / "net" / f"{name}.csv").write_text(text)
    sources = {"survey": SURVEY, "book": BOOK, "grid": GRID, "diagram": DIAGRAM, "log": LOG,
               "wide": WIDE}  # fmt: skip
    for name, text in sources.items():
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


@pytest.fixture
def call(root: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.chdir(root)
    return lambda *words: CliRunner().invoke(bring, list(words))


def done(result: Result) -> str:
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def rows(root: Path, name: str) -> list[str]:
    return (root / "data" / "net" / f"{name}.csv").read_text().splitlines()[1:]


def test_everything_that_is_brought_makes_a_network_without_a_fault(root: Path, call: Call) -> None:
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in root.glob("*.csv")}
    survey = ("survey", "net", "survey.csv", "--codebook", "book.csv", "--wave", "w1",
              "--fielded-on", "2024-12-02", "--everyone")  # fmt: skip
    refused = call(*survey)
    assert isinstance(refused.exception, NicdevError)
    assert [problem.code for problem in refused.exception.problems] == ["unknown_people"]
    (kept,) = (root / "private" / "net" / "loads").glob("*-refused.md")
    assert str(refused.exception).endswith(
        f"\nWhat became of each row stands in {kept.relative_to(root).as_posix()}."
    )
    assert "**Nothing was added** to the tables of the network" in kept.read_text()
    assert "| read | 3 |" in kept.read_text()
    for problem in refused.exception.problems:
        assert problem.found in kept.read_text()
    assert not (root / "data" / "net" / "responses.csv").exists()
    assert done(call(*survey, "--review")) == (
        "2 names to look at in private/net/aliases.csv: write yes or no under confirmed, correct "
        "member_id where it is wrong.\n"
    )
    aliases = root / "private" / "net" / "aliases.csv"
    aliases.write_text(aliases.read_text().replace(",100,", ",100,yes"))
    assert done(call(*survey)).splitlines() == [
        "survey.csv: answers, a row a sheet and a column a question. 3 rows read, 2 used, 0 set "
        "aside.",
        "wrote data/net/instruments.csv",
        "wrote data/net/respondents.csv",
        "wrote data/net/responses.csv",
        next(f"wrote {p.relative_to(root)}" for p in (root / "private/net/loads").glob("survey*")),
    ]
    assert not kept.exists()  # it was brought: what became of it stands in the other
    assert rows(root, "instruments") == [
        "w1,survey,m1,2024-12-02,responded", "w1,survey,m2,2024-12-02,invited",
        "w1,survey,m3,2024-12-02,invited",
    ]  # fmt: skip
    new = ("--text", "Whom do you ask?", "--low", "1", "--high", "3", "--tie-from", "1")
    done(call("ties", "net", "grid.csv", "--relation", "advice", "--wave", "w1", *new))
    assert rows(root, "ties") == ["w1,advice,m1,m2,3", "w1,advice,m1,m3,1"]
    assert rows(root, "tie_asked") == ["w1,advice,m1,responded", "w1,advice,m2,invited"]
    done(call("ties", "net", "grid.csv", "--relation", "trust", "--wave", "w1", *new))
    done(call("diagram", "net", "diagram.csv", "--version", "v1", "--dated-on", "2024-09-01"))
    done(call("tests", "net", "log.csv"))
    assert rows(root, "cycle_members") == ["t1-2024-10-14,m1"]
    done(call("measures", "net", "wide.csv"))
    assert rows(root, "measurements") == [
        "k1,t1,2024-09-01,,,12,20,,", "k1,t1,2024-10-01,,,,,marked NS,",
    ]  # fmt: skip
    assert held(Workspace(root), "net").problems == ()
    assert {path: hashlib.sha256(path.read_bytes()).digest() for path in before} == before
    again = call("tests", "net", "log.csv")
    assert isinstance(again.exception, NicdevError)
    assert [problem.code for problem in again.exception.problems] == ["brought_before"]


def test_a_draft_is_written_once(root: Path, call: Call) -> None:
    words = ("survey", "net", "survey.csv", "--codebook", "draft.csv", "--suggest")
    assert done(call(*words)) == (
        "wrote draft.csv: correct it, then run the same command without --suggest.\n"
    )
    text = (root / "draft.csv").read_text(encoding="utf-8-sig")
    assert "They listen to me.,item,i1,strongly disagree=1" in text
    again = call(*words)
    assert isinstance(again.exception, NicdevError)
    assert str(again.exception.problems[0]) == (
        "draft.csv: found a codebook that is there already; expected a name that is not in use. "
        "Name another file behind --codebook, or delete this one."
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("survey", "net", "survey.csv", "--codebook", "book.csv", "--wave", "w9"),
         "waves: found no wave 'w9'; expected one of 'w1'. Correct the wave, or add it to the "
         "waves table."),
        (("ties", "net", "grid.csv", "--relation", "a", "--wave", "w1", "--labels", "often"),
         "found 'often' in --labels; expected pairs such as 'often=3; never=1'. Write the word as "
         "it stands in the file, =, and what it stands for."),
        (("measures", "net", "wide.csv", "--periods", "Fall=soon"),
         "found 'soon' for 'fall' in --periods; expected a day, such as 2024-09-02. Write the first"
         " day year-month-day."),
    ],
)  # fmt: skip
def test_what_is_told_wrongly_is_one_sentence(
    root: Path, call: Call, words: tuple[str, ...], expected: str
) -> None:
    result = call(*words)
    assert isinstance(result.exception, NicdevError)
    assert [str(problem) for problem in result.exception.problems] == [expected]
    assert not (root / "private").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("ties", "net", "grid.csv", "--relation", "a", "--keep", "best"),
        ("survey", "net", "survey.csv", "--codebook", "book.csv", "--everyone"),
        ("tests", "net", "log.csv", "--dates", "american"),
        ("measures", "net", "wide.csv", "--dates", "american"),
        ("diagram", "net", "diagram.csv", "--version", "v1", "--dated-on", "2024-09-01",
         "--levels", "aim, stuff"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_bad_usage(call: Call, words: tuple[str, ...]) -> None:
    assert call(*words).exit_code == 2


def example(section: str) -> tuple[list[list[str]], list[str]]:
    """The commands of a section of the page, and its tables and outlines as files."""
    blocks = re.findall(r"```\n(.*?)```", section, re.DOTALL)
    commands = [shlex.split(line) for block in blocks for line in
                block.replace("\\\n", "").splitlines() if line.startswith("nicdev")]  # fmt: skip
    texts = [block for block in blocks if not block.startswith("nicdev")]
    for found in re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE):
        out = io.StringIO()
        lines = [[cell.strip() for cell in line.strip("|").split("|")]
                 for line in found.splitlines() if not line.startswith("|--")]  # fmt: skip
        csv.writer(out).writerows(lines)
        texts.append(out.getvalue())
    return commands, texts


def test_the_examples_of_the_page_work(root: Path, call: Call) -> None:
    sections = {found.split("`")[1]: found for found in PAGE.read_text().split("\n## ")[1:]}
    for kind in ("diagram", "survey", "ties", "tests", "measures"):
        commands, texts = example(sections[kind])
        words = commands[-1]
        assert words[:4] == ["nicdev", "bring", kind, "net"]
        name = words[4].replace(".xlsx", ".csv")
        (root / name).write_text(texts[0])
        if kind == "survey":
            (root / "codebook.csv").write_text(texts[1])
        done(call(kind, "net", name, *words[5:]))
    answers = [row.split(",")[2:] for row in rows(root, "responses")]
    assert answers == [["i1", "3", ""], ["i1", "", "dont_know"]]
    assert rows(root, "ties") == ["w1,advice,m1,m2,2"]
    assert len(rows(root, "cycles")) == 1
    assert [row.split(",")[-2] for row in rows(root, "measurements")] == [
        "", "not sent in", "suppressed",
    ]  # fmt: skip
    assert held(Workspace(root), "net").problems == ()
