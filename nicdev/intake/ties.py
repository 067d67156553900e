"""Answers about ties: who was asked, who answered, and the ties that they report.

A tie is 1, 0 or unknown. A 0 is no row: the sender has answered, and has no tie to that person.
Whoever left a whole row blank has not answered: those ties are unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

from nicdev.errors import Problem
from nicdev.intake.grid import Source
from nicdev.intake.load import Fate, Load, table, unread
from nicdev.intake.nominations import Nominations, bare_matrix, nominations
from nicdev.intake.roster import People, proposals
from nicdev.intake.senders import Question, Senders
from nicdev.tables.say import counted, quoted, words


def ties(source: Source, question: Question, people: People) -> Load:
    """Rows for relations, tie_asked and ties."""
    if not source.readable:
        return unread(source, "nothing that could be opened")
    found = _found(source, question, lambda name: bool(people.who(name, name, name)))
    if found is None:
        return unread(source, "no ties", [_no_ties(source, question)])
    at, heard = found
    row = _relation(question, heard)
    reading = Senders(source.file, heard, question, row, people)
    problems = [*reading.problems, *_lacks(source.file, question, row, heard)]
    if any(problem.level == "error" for problem in problems):
        return unread(source, heard.layout, problems)
    tables: dict[str, list[dict[str, str]]] = {
        "relations": [] if question.known else [row], "tie_asked": [], "ties": []
    }  # fmt: skip
    into: dict[int, list[tuple[str, int]]] = defaultdict(list)
    key = {"wave": question.wave, "relation": question.relation}
    for member, status, number in reading.asked:
        if member not in question.listed:
            into[number].append(("tie_asked", len(tables["tie_asked"])))
            tables["tie_asked"].append(key | {"member_id": member, "status": status})
    heard_of = {member for member, _, _ in reading.asked} | question.listed
    for member in question.everyone:
        if member not in heard_of:
            tables["tie_asked"].append(key | {"member_id": member, "status": "invited"})
    for tie in reading.ties:
        into[tie.row].append(("ties", len(tables["ties"])))
        tables["ties"].append(
            key | {"source": tie.source, "target": tie.target, "strength": tie.strength}
        )
    fates = [Fate(grid.sheet, n, "aside", "a sheet without answers about these ties")
             for grid in source.grids if grid.sheet != at for n in grid.numbers]  # fmt: skip
    fates += [Fate(at, number, "heading") for number in heard.headings]
    numbers = {n for grid in source.grids if grid.sheet == at for n in grid.numbers}
    for said in heard.said:
        if said.row in numbers:
            why = reading.asides.get(said.row, "says nothing that the tables do not have")
            made = tuple(into.get(said.row, ()))
            fate = Fate(at, said.row, "aside", why)
            fates.append(replace(fate, became="used", why="", into=made) if made else fate)
    order = {grid.sheet: place for place, grid in enumerate(source.grids)}
    fates.sort(key=lambda fate: (order[fate.sheet], fate.row))
    made_tables = {name: table(name, rows) for name, rows in tables.items() if rows}
    guesses = tuple(_guesses(question, heard, reading))
    problems = [*source.problems, *problems]
    return Load(source, heard.layout, made_tables, tuple(fates), guesses, tuple(problems))


def unknown(source: Source, question: Question, people: People) -> list[tuple[str, str]]:
    """Name and e-mail of everybody who names or is named and is not known yet."""

    def perhaps(name: str) -> bool:
        return bool(people.who(name, name, name)) or bool(
            proposals([(name, "")], people)["member_id"].iloc[0]
        )

    found = _found(source, question, perhaps) if source.readable else None
    pairs: list[tuple[str, str]] = []
    for said in found[1].said if found else ():
        name, email, code = said.who
        if people.who(name or code, email, code) is None and any(said.who):
            pairs.append((name or code, email))
        pairs += [(whom, "") for whom, _ in said.named if people.who(whom, whom, whom) is None]
    return list(dict.fromkeys(pairs))


def _found(
    source: Source, question: Question, member: Callable[[str], bool]
) -> tuple[str, Nominations] | None:
    for grid in source.grids:
        heard = nominations(grid, member, question.about, question.order)
        if heard:
            return grid.sheet, heard
    return None


def _relation(question: Question, heard: Nominations) -> dict[str, str]:
    """The question's row: what is known, and what the layout says of it."""
    row = {"relation": question.relation, "wave": question.wave} | dict(question.row)
    row = row | {"relation": question.relation, "wave": question.wave}
    if question.known:
        return row
    row["method"] = row.get("method") or heard.method
    if heard.slots and not row.get("max_names"):
        row["max_names"] = str(heard.slots)
    if not heard.valued:
        ends = {"low": "0", "high": "1", "tie_from": "1"}
        row |= {name: row.get(name) or end for name, end in ends.items()}
    return row


def _lacks(
    file: str, question: Question, row: Mapping[str, str], heard: Nominations
) -> list[Problem]:
    """What has to be told about a question that is new."""
    if question.known:
        return []
    needed = ("text", "method", "low", "high", "tie_from")
    lacking = [name for name in needed if not row.get(name)]
    if not lacking:
        return []
    options = " ".join(f"--{name.replace('_', '-')} ..." for name in lacking)
    return [Problem(
        "new_relation", file, f"relation {quoted(question.relation)}, which the relations table "
        f"does not have, without {words(lacking)}", "a relation that is there, or all about it",
        f"Correct the relation, or say what it is: {options}",
    )]  # fmt: skip


def _guesses(question: Question, heard: Nominations, reading: Senders) -> list[str]:
    said = []
    if question.from_wave:
        said.append(f"The relation is taken to be as in wave {question.from_wave}.")
    if reading.empty and not heard.slots:
        cells = counted(reading.empty, "empty cell is", "empty cells are")
        said.append(f"{cells} read as no tie: the people answered in other cells.")
    if reading.blank:
        said.append(f"{counted(reading.blank, 'row', 'rows')} with nothing in them: these people "
                    "are read as not having answered, their ties as unknown.")  # fmt: skip
    if heard.slots:
        said.append(f"There was room for {heard.slots} names; "
                    f"{counted(reading.full, 'person', 'people')} filled all of it, and may have "
                    "had more to name.")  # fmt: skip
    if reading.again:
        said.append(f"Names that somebody gave twice count once: {len(reading.again)}.")
    if not heard.valued:
        said.append("Nothing says how strong the ties are: each has the strength 1.")
    if question.order and heard.layout.endswith("without ids"):
        said.append("Rows and columns are taken in the order of the members table, as was told.")
    if question.everyone:
        said.append("Everybody on the roster that day was asked, as was told.")
    elif not heard.method:
        said.append("Nothing says who else was asked: only those who name somebody are written "
                    "down.")  # fmt: skip
    return said


def _no_ties(source: Source, question: Question) -> Problem:
    if not question.order and any(bare_matrix(grid) for grid in source.grids):
        return Problem(
            "no_ids", source.file, "a matrix without ids", "ids above it and at its left",
            "Write them there, or say that it is in the order of the members table: --in-order.",
        )  # fmt: skip
    if any(bare_matrix(grid) for grid in source.grids):
        return Problem(
            "other_size", source.file, f"a matrix without ids that is not {len(question.order)} "
            "wide", "a row and a column for each person in the members table",
            "Write the ids above it and at its left.",
        )  # fmt: skip
    return Problem(
        "no_ties", source.file, "neither a grid, a matrix, name slots nor an edge list",
        "columns headed by people on the roster, alter_1 and so on, or from and to",
        "Write such headers, or run the same command with --review if names stand there.",
    )  # fmt: skip
