"""What a reader made of a source goes into a network's tables; nothing that is there is changed."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from nicdev.errors import DataRefused, Problem, UsageRefused
from nicdev.intake.folder import Read, read_folder
from nicdev.intake.load import Load, report
from nicdev.press.files import write_beside
from nicdev.press.workspace import Workspace
from nicdev.study import Study, read_study
from nicdev.tables import Checked, RawTable, check
from nicdev.tables.say import words


@dataclass(frozen=True, eq=False)
class Held:
    """A network as it is before something is brought: settings and tables."""

    study: Study
    folder: Path
    read: Read
    checked: Checked


def before(workspace: Workspace, network: str) -> Held:
    """The tables of a network as they are; a network that keeps them elsewhere is refused."""
    study = read_study(workspace.params(network))
    folder = workspace.data(study)
    if workspace.places(study)[-1].is_file():
        raise UsageRefused([_in_a_workbook(workspace.places(study)[-1].name)])
    if not folder.is_dir():
        problem = Problem(
            "no_folder", folder.name, "no folder of tables", "a folder with a file for each table",
            f"Run 'nicdev new {network}' to begin one.",
        )  # fmt: skip
        raise UsageRefused([problem])
    read = read_folder(folder)
    return Held(study, folder, read, check(read.raws, private_columns(study)))


def bring(workspace: Workspace, network: str, held: Held, load: Load, part: str = "") -> list[Path]:
    """Add the rows of a load to the tables, and keep its report; the files that were written.

    With `part`, only a part of the file was asked for, and other parts may be brought after it.

    Rows are added at the end: every byte that a table has stays. Where the network would have a
    problem after it that it did not have before, nothing is added, all of them are told, and a
    report of the refusal is kept until the file is brought.

    Raises
    ------
    UsageRefused
        ``brought_before``: the same bytes were brought already. ``not_csv``: a table is kept in
        a file that rows cannot be added to.
    DataRefused
        With every problem that the rows would bring.
    """
    kept = workspace.root / "private" / network / "loads"
    of = f"-{_plain(part)}" if part else ""
    mine = kept / f"{_plain(load.source.file)}-{load.source.sha256[:12]}{of}.md"
    if mine.exists():
        raise UsageRefused([_brought_before(load.source.file, mine.relative_to(workspace.root))])
    refused = mine.with_name(f"{mine.stem}-refused.md")
    try:
        texts = _texts(held, load)
    except (DataRefused, UsageRefused) as why:
        if not load.source.sha256:  # there was nothing to read
            raise
        kept.mkdir(parents=True, exist_ok=True)
        write_beside(refused, report(load, why.problems).encode("utf-8"))
        raise type(why)(why.problems, refused.relative_to(workspace.root).as_posix()) from None
    for name, text in texts.items():
        write_beside(held.folder / f"{name}.csv", text)
    # Last: where something breaks off before, the rows that are there already are named as
    # repeated the next time, and none is lost.
    kept.mkdir(parents=True, exist_ok=True)
    write_beside(mine, report(load).encode("utf-8"))
    refused.unlink(missing_ok=True)
    return [*(held.folder / f"{name}.csv" for name in texts), mine]


def _texts(held: Held, load: Load) -> dict[str, bytes]:
    """The tables' files with the rows at their end; refused where that would bring a problem."""
    if load.errors:
        raise DataRefused(load.errors)
    texts = {name: _added(held, name, rows) for name, rows in load.tables.items() if len(rows)}
    after = check(_together(held, load), private_columns(held.study))
    known = {_without_rows(problem) for problem in held.checked.problems}
    new = [p for p in after.problems if p.level == "error" and _without_rows(p) not in known]
    if new:
        raise DataRefused(new)
    return texts


def private_columns(study: Study) -> dict[str, set[str]]:
    """Columns that hold who people are, by table."""
    return {table: set(columns) for table, columns in study.private.items()}


def as_csv(rows: pd.DataFrame) -> str:
    """Rows as CSV text, without headers."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows.to_numpy().tolist())
    return out.getvalue()


def _added(held: Held, name: str, rows: pd.DataFrame) -> bytes:
    """The table's file with the rows at its end: every byte that is there stays.

    A table of headers alone gets those that it lacks.
    """
    raw = held.read.raws.get(name)
    if raw is None:
        return (",".join(rows.columns) + "\n" + as_csv(rows)).encode("utf-8")
    path = held.folder / raw.file
    headers = [str(header) for header in raw.cells.columns]
    before = path.read_bytes()
    first = before.removeprefix(codecs.BOM_UTF8).partition(b"\n")[0].rstrip(b"\r")
    if path.suffix != ".csv" or not raw.usable or first != ",".join(headers).encode("utf-8"):
        raise UsageRefused([_not_csv(raw.file)])
    lacking = [
        str(column) for column in rows if column not in headers and rows[column].ne("").any()
    ]
    if lacking and len(raw.cells):
        raise UsageRefused([_lacks(raw.file, lacking)])
    if lacking:
        headers = [*headers, *lacking]
        whole = rows.reindex(columns=headers, fill_value="")
        return (",".join(headers) + "\n" + as_csv(whole)).encode("utf-8")
    joint = b"" if before.endswith(b"\n") else b"\n"
    return before + joint + as_csv(rows.reindex(columns=headers, fill_value="")).encode("utf-8")


def _together(held: Held, load: Load) -> dict[str, RawTable]:
    """The network's raw tables with the rows of the load after theirs."""
    raws = dict(held.read.raws)
    for name, rows in load.tables.items():
        raw = raws.get(name)
        if raw is None:
            where = np.arange(2, len(rows) + 2)
            raws[name] = RawTable(name, f"{name}.csv", rows, where, "")
        else:
            start = int(raw.rows.max(initial=1)) + 1
            cells = pd.concat([raw.cells.astype("str"), rows], ignore_index=True).fillna("")
            numbers = np.concatenate([raw.rows, np.arange(start, start + len(rows))])
            raws[name] = replace(raw, cells=cells, rows=numbers)
    return raws


def _without_rows(problem: Problem) -> Problem:
    """A problem that was there before is the same one although it may have more rows now."""
    return replace(problem, rows=())


def _brought_before(file: str, kept: Path) -> Problem:
    return Problem(
        "brought_before", file, "a file that was brought already, byte for byte",
        "every file once", f"Nothing was added. What became of it stands in {kept.as_posix()}; to "
        "bring it once more, take its rows out of the tables and delete that report.",
    )  # fmt: skip


def _in_a_workbook(file: str) -> Problem:
    return Problem(
        "in_a_workbook", file, "tables that are kept in a workbook",
        "tables that rows can be added to: a folder with a CSV file for each",
        "Save each sheet as CSV UTF-8 under its name in a folder data/NETWORK, and move the "
        "workbook out of data.",
    )  # fmt: skip


def _not_csv(file: str) -> Problem:
    return Problem(
        "not_csv", file, "a table that rows cannot be added to",
        "a CSV file in UTF-8, with commas, and its headers in row 1",
        "Save the table again as CSV UTF-8, then bring the file once more.",
    )  # fmt: skip


def _lacks(file: str, columns: list[str]) -> Problem:
    return Problem(
        "lacks_columns", file, f"no column {words(columns)}", "a column for everything that is "
        "brought", f"Add the header{'s' if len(columns) > 1 else ''} {', '.join(columns)} to row 1,"
        " then bring the file once more.",
    )  # fmt: skip


def _plain(name: str) -> str:
    """The name of a file as part of another's."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name)[:80]
