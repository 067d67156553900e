"""The first hour: an Excel list of people, a Zoom report and a survey become a checked network.

The files are made from a made-up network, in the layouts in which such files come; the commands are
those that the README prints.
"""

from __future__ import annotations

import csv
import re
import shlex
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from conftest import ROOT

from nicdev.cli import main

FIRST = ("Ada", "Bao", "Cem", "Dev", "Eva", "Fay", "Gus", "Hal", "Ivy", "Jon", "Kim", "Lea")
LAST = ("Orr", "Pak", "Quy", "Roe")
SAYS = {"1": "strongly disagree", "2": "disagree", "3": "neither agree nor disagree",
        "4": "agree", "5": "strongly agree"}  # fmt: skip
HEARD = "roles.trust.facets"


def example(table: str) -> pd.DataFrame:
    return pd.read_csv(ROOT / "data" / "algebra" / f"{table}.csv", dtype="str").fillna("")


@pytest.fixture
def names() -> dict[str, str]:
    """A name for each member of the example."""
    called = [f"{first} {last}" for last in LAST for first in FIRST]
    return dict(zip(example("members")["member_id"], called, strict=False))


def address(name: str) -> str:
    return f"{name.replace(' ', '.').lower()}@example.org"


def people(folder: Path, names: dict[str, str]) -> None:
    """A workbook as somebody keeps it: a title, a row a person, a total below."""
    members = example("members").set_index("member_id")
    schools = example("organizations").set_index("org_id")["name"]
    teams = example("teams").set_index("team_id")["name"]
    roles = example("roles").drop_duplicates("member_id").set_index("member_id")
    mine = example("memberships").groupby("member_id")["team_id"].agg(list)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["People in our network"])
    sheet.append(["Name", "E-mail", "School", "Role", "Team", "Joined"])
    for member, name in names.items():
        role, called = roles.loc[member], "; ".join(teams[team] for team in mine.get(member, []))
        sheet.append([name, address(name), schools[role["org_id"]], role["role"], called,
                      pd.Timestamp(members.loc[member, "joined_on"]).to_pydatetime()])  # fmt: skip
    sheet.append(["Total", len(names)])
    book.save(folder / "people.xlsx")


def zoom(folder: Path, names: dict[str, str]) -> dict[str, float]:
    """Joins in two parts; every third person is a guest without an address."""
    held = pd.to_datetime(example("events").set_index("event_id")["held_on"])
    held = held[held.dt.day > 12]  # a day that can be read in one way
    came = example("attendance").groupby("event_id")["member_id"].agg(list)
    event = came[came.index.isin(held.index)].map(len).idxmax()
    day = held[event].strftime("%m/%d/%Y")
    lines = ["Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"]
    hours = {}
    for at, member in enumerate(came[event]):
        name = names[member]
        mail = "" if at % 3 == 0 else address(name)
        written = f"{name} (she/her)" if at % 3 == 0 else name
        for start, end in (("09:00:00", "09:50:00"), ("09:40:00", "10:30:00")):
            lines.append(f"{written},{mail},{day} {start} AM,{day} {end} AM,50,No")
        hours[name] = 1.5
    lines.append(f"Otter.ai,,{day} 09:00:00 AM,{day} 10:30:00 AM,90,Yes")
    (folder / "zoom.csv").write_text("\n".join(lines) + "\n")
    return hours


def survey(folder: Path, names: dict[str, str]) -> pd.DataFrame:
    """One wave, wide, in words: a column for each question of one scale."""
    items = example("items").query("key == @HEARD and facet == 'respect'")
    given = example("responses").query("wave == 'w1'").merge(example("respondents"))
    given = given[given["item_id"].isin(items["item_id"]) & given["member_id"].isin(list(names))]
    wide = given.pivot(index="member_id", columns="item_id", values="value").fillna("")
    with (folder / "survey.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        texts = items.set_index("item_id").loc[wide.columns, "text"]
        out.writerow(["Timestamp", "Email Address", *texts])
        for member, row in wide.iterrows():
            out.writerow(["12/2/2024 10:00:00", address(names[str(member)]),
                          *(SAYS.get(value, "") for value in row)])  # fmt: skip
    items.to_csv(folder / "items_of_ours.csv", index=False)
    return wide


def commands() -> list[str]:
    """What the README prints for the first hour."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"### The first hour\n.*?```\n(.*?)```", text, re.DOTALL)
    assert block is not None
    lines = (line.partition("#")[0].strip() for line in block[1].splitlines())
    return [line for line in lines if line]


def confirm(path: Path) -> None:
    """As a person does it: what is proposed is right, the note taker is nobody."""
    rows = pd.read_csv(path, dtype="str", encoding="utf-8-sig").fillna("")
    assert rows["confirmed"].eq("").all()
    rows["confirmed"] = rows["member_id"].ne("").map({True: "yes", False: "no"})
    rows.to_csv(path, index=False)


def correct(path: Path) -> None:
    """As a person does it: which item a question is, and what its words stand for."""
    book = pd.read_csv(path, dtype="str", encoding="utf-8-sig").fillna("")
    items = pd.read_csv(path.parent / "items_of_ours.csv", dtype="str").fillna("")
    mine = items.set_index("text")
    asked = book["column"].isin(mine.index)
    assert asked.sum() == len(items)
    of = book.loc[asked, "column"]
    book.loc[asked, "holds"] = "item"
    for column in ("item_id", "key", "facet", "referent", "asked_of", "low", "high", "reversed"):
        book.loc[asked, column] = of.map(mine[column])
    book.loc[asked, "text"] = of
    book.loc[asked, "labels"] = "; ".join(f"{said}={value}" for value, said in SAYS.items())
    book.loc[asked, "missing"] = "(empty)=skipped"
    book.to_csv(path, index=False)


def test_the_first_hour(
    tmp_path: Path,
    names: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    people(tmp_path, names)
    hours = zoom(tmp_path, names)
    wide = survey(tmp_path, names)
    sources = {path: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.chdir(tmp_path)
    said = ""
    for command in commands():
        words = shlex.split(command)
        assert words[0] == "nicdev"
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as ended:
            main()
        said = "".join(capsys.readouterr())
        assert not ended.value.code, (command, said)
        if words[1] == "new":
            params = tmp_path / "params" / "river.yml"
            params.write_text(
                params.read_text().replace("# private:\n#   members", "private:\n  members")
            )
        if "--review" in words:
            confirm(tmp_path / "private" / "river" / "aliases.csv")
        if "--suggest" in words:
            correct(tmp_path / "codebook.csv")
    assert said == "river: everything can be used.\n"
    assert {path: path.read_bytes() for path in sources} == sources

    tables = {path.stem: pd.read_csv(path, dtype="str").fillna("")
              for path in (tmp_path / "data" / "river").glob("*.csv")}  # fmt: skip
    who = tables["members"].set_index("member_id")["name"]
    assert sorted(who) == sorted(names.values())
    came = tables["attendance"].assign(name=lambda f: f["member_id"].map(who)).set_index("name")
    assert came["duration_hours"].astype(float).to_dict() == hours
    ours = {name: member for member, name in names.items()}
    back = tables["responses"].merge(tables["respondents"], on=["wave", "respondent_id"])
    back["member_id"] = back["member_id"].map(who).map(ours)
    found = back.pivot(index="member_id", columns="item_id", values="value").fillna("")
    pd.testing.assert_frame_equal(found.sort_index(), wide.sort_index(), check_dtype=False)

    reports = list((tmp_path / "private" / "river" / "loads").glob("*.md"))
    rows = {"people": len(names) + 3, "zoom": 2 * len(hours) + 2, "survey": len(wide) + 1}
    assert len(reports) == len(rows)
    for path in reports:
        text = path.read_text(encoding="utf-8")
        read, used, aside, rest = (int(number) for number in re.findall(r"\| (\d+) \|", text)[:4])
        assert read == rows[path.name.partition(".")[0]]
        assert used + aside + rest == read
