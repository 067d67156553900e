"""What the files of a network hold, read and checked before anything runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from nicdev.errors import ParamsRefused, Problem
from nicdev.press.fragments import as_printed, is_brief
from nicdev.press.workspace import Workspace
from nicdev.remarks import Remark, read_remarks
from nicdev.study import Study, read_study

if TYPE_CHECKING:
    import pandas as pd

    from nicdev.tables.names import Roster
    from nicdev.tables.raw import RawTable


@dataclass(frozen=True)
class Held:
    """What a network's files hold: settings, remarks, checked tables and every problem found."""

    study: Study
    remarks: Mapping[tuple[str, str], Remark]
    frames: Mapping[str, pd.DataFrame] = field(repr=False)
    roster: Roster = field(repr=False)
    sources: Mapping[str, str] = field(repr=False)
    book: str = ""  # the workbook that the tables are sheets of
    problems: tuple[Problem, ...] = ()
    named: tuple[Problem, ...] = ()  # names in text: the data can be read, not exported

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that make the data unusable."""
        return _errors(self.problems)

    @property
    def stops(self) -> tuple[Problem, ...]:
        """All that keeps pages from being made."""
        return _errors((*self.problems, *self.named))


def _errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.level == "error")


def held(workspace: Workspace, network: str, *, names: bool = True) -> Held:
    """Read and check everything a network has.

    Problems of the tables and the remarks are returned, all of them at once. Settings that cannot
    be used are raised as `ParamsRefused`: without them nobody knows where the tables are.

    Parameters
    ----------
    names : whether to look for names of the roster in all text that may leave
    """
    from nicdev.intake.workbook import in_sheets, read_tables
    from nicdev.tables import check, empty
    from nicdev.tables.names import roster

    study = read_study(workspace.params(network))
    problems: list[Problem] = []
    remarks: Mapping[tuple[str, str], Remark] = {}
    try:
        remarks = read_remarks(workspace.remarks(network))
    except ParamsRefused as refused:
        problems += refused.problems
    found = read_tables(workspace.places(study))
    checked = check(found.raws, {t: set(c) for t, c in study.private.items()})
    problems += [*_of_no_wave(remarks, checked.tables, f"params/{network}.md"), *found.problems,
                 *in_sheets(found, checked.problems)]  # fmt: skip
    members = checked.tables.get("members", empty("members"))
    finder = roster(members, checked.private, study.not_names)
    named: list[Problem] = []
    if names:
        named += in_sheets(found, _in_tables(checked.tables, found.raws, finder))
        named += _in_settings(study, remarks, finder)
        named += _in_notebooks(workspace, finder)
    return Held(
        study=study,
        remarks=remarks,
        frames=checked.tables,
        roster=finder,
        sources={name: raw.sha256 for name, raw in found.raws.items()},
        book=found.book,
        problems=tuple(problems),
        named=tuple(named),
    )


def _of_no_wave(
    remarks: Mapping[tuple[str, str], Remark], frames: Mapping[str, pd.DataFrame], file: str
) -> Iterator[Problem]:
    """Remarks under a wave that the network does not have: they would stand nowhere."""
    from nicdev.network import no_such_wave, waves

    known = [wave.name for wave in waves(frames)]
    for wave, rows in _rows_by_wave(remarks).items():
        if wave not in known:
            problem = no_such_wave(wave, known)
            yield replace(problem, file=file, rows=rows, found=f"remarks for a wave '{wave}'",
                          expected=f"one of {', '.join(known)}")  # fmt: skip


def _rows_by_wave(remarks: Mapping[tuple[str, str], Remark]) -> dict[str, tuple[int, ...]]:
    rows: dict[str, tuple[int, ...]] = {}
    for (wave, _), remark in remarks.items():
        rows[wave] = (*rows.get(wave, ()), remark.row)
    return rows


def _in_tables(
    frames: Mapping[str, pd.DataFrame], raws: Mapping[str, RawTable], finder: Roster
) -> Iterator[Problem]:
    """Names in text columns, at the rows and in the files that the evaluator knows."""
    from nicdev.tables.names import named_in_text

    by_row = {name: frame.set_axis(raws[name].rows) for name, frame in frames.items()}
    for problem in named_in_text(by_row, finder):
        yield replace(problem, file=raws[problem.file.rpartition(".")[0]].file)


def _in_settings(
    study: Study, remarks: Mapping[tuple[str, str], Remark], finder: Roster
) -> Iterator[Problem]:
    if terms := finder.find(study.title):
        yield _named(f"params/{study.network}.yml", terms, column="title")
    for term in study.lexicon:
        if terms := finder.find(term):
            yield _named(f"params/{study.network}.yml", terms, column="lexicon")
    for (wave, key), remark in remarks.items():
        file, where = f"params/{study.network}.md", f"{wave}, {key}"
        lines = enumerate(remark.text.splitlines(), start=remark.row)
        by_line = {row: terms for row, line in lines if (terms := finder.find(line))}
        for row, terms in by_line.items():
            yield _named(file, terms, (row,), where)
        if not by_line and (terms := finder.find(as_printed(remark.text))):
            yield _named(file, terms, (remark.row,), where)


def _in_notebooks(workspace: Workspace, finder: Roster) -> Iterator[Problem]:
    """Names in the cells that an evaluator lets into the brief."""
    for path in sorted(workspace.notebooks.glob("*.ipynb")):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        except (ValueError, KeyError, TypeError):
            continue  # no notebook: papermill will say so
        for at, cell in enumerate(cells, start=1):
            if is_brief(cell) and (terms := finder.find(as_printed("".join(cell["source"])))):
                yield _named(f"notebooks/{path.name}", terms, column=f"cell {at}")


def _named(
    file: str, terms: Iterable[str], rows: tuple[int, ...] = (), column: str = ""
) -> Problem:
    return Problem(
        code="name_in_text",
        file=file,
        rows=rows,
        column=column,
        found=" and ".join(f"'{term}'" for term in terms) + ", from the roster",
        expected="no person's name, e-mail address or id in text that leaves for a hub",
        do="Use a role or a team instead; if it names nobody, list the word under not_names in "
        "the params.",
    )
