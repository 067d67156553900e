"""Who answered a question about ties and what they report, once it is known where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nicdev.errors import Problem
from nicdev.intake.labels import plain
from nicdev.intake.nominations import Nominations, Said
from nicdev.intake.roster import People
from nicdev.intake.strangers import named, unconfirmed
from nicdev.tables.say import counted, quoted, some

NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class Question:
    """A question about ties, as the network knows it or as it was told.

    Parameters
    ----------
    relation, wave : which question it is
    known : whether the relations table has it for this wave
    row : its row of that table, as far as it is known or was told
    from_wave : the wave from which the row was taken over; '' where it was not
    labels : strengths by the words that stand for them
    listed : members whom tie_asked has for it already
    everyone : those who were asked, where it was told that all on the roster were
    about : only columns with these words in their header or question are read
    order : ids in the order of a matrix without ids, where it was told
    keep : which of several rows of a person counts: ``first``, ``last``, '' for none
    """

    relation: str
    wave: str
    known: bool
    row: Mapping[str, str]
    from_wave: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()
    everyone: tuple[str, ...] = ()
    about: str = ""
    order: tuple[str, ...] = ()
    keep: str = ""


@dataclass(frozen=True)
class Tie:
    """A tie that the row of a source reports."""

    row: int
    source: str
    target: str
    strength: str


class Senders:
    """Who answered and the ties, and what in the rows cannot be read."""

    def __init__(
        self, file: str, heard: Nominations, question: Question, row: Mapping[str, str],
        people: People,
    ) -> None:  # fmt: skip
        self.file, self.question, self.row, self.people = file, question, row, people
        self.asked: list[tuple[str, str, int]] = []
        self.ties: list[Tie] = []
        self.asides: dict[int, str] = {}
        self.selves: list[int] = []
        self.blank = self.empty = self.full = 0
        self.again: list[int] = []
        self.problems: list[Problem] = []
        self._odd: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._outside: dict[str, None] = {}
        strangers: list[Said] = []
        by_member: dict[str, list[Said]] = defaultdict(list)
        for said in heard.said:
            name, email, code = said.who
            who = people.who(name or code, email, code) if any(said.who) else "-"
            if who is None:
                strangers.append(said)
            elif who in ("", "-"):
                self.asides[said.row] = ("confirmed as nobody on the roster" if who == ""
                                         else "nobody is named in the row")  # fmt: skip
            else:
                by_member[who].append(said)
        if strangers:
            names = [" ".join(dict.fromkeys(p for p in said.who if p)) for said in strangers]
            self.problems.append(unconfirmed(file, names, [said.row for said in strangers]))
        edges = heard.layout == "an edge list"
        for member, mine in by_member.items():
            self._member(member, mine if edges else self._one(member, mine), heard, edges=edges)
        self.problems += self._settled(heard)

    def _one(self, member: str, mine: Sequence[Said]) -> Sequence[Said]:
        """The row of a person that counts."""
        if len(mine) > 1 and not self.question.keep:
            self.problems.append(Problem(
                "two_rows", self.file, f"{len(mine)} rows of {quoted(member)}",
                "one row of a person", "Say which of them counts: --keep first, or --keep last.",
                tuple(said.row for said in mine),
            ))  # fmt: skip
        one = mine[0] if self.question.keep == "first" else mine[-1]
        for said in mine:
            if said is not one:
                self.asides[said.row] = f"not the {self.question.keep} row of this person"
        return [one]

    def _member(
        self, member: str, mine: Sequence[Said], heard: Nominations, *, edges: bool
    ) -> None:
        targets = [(self.people.who(whom, whom, whom), whom, value)
                   for said in mine for whom, value in said.named]  # fmt: skip
        answered = edges or any(
            value and (heard.slots or target) for target, _, value in targets if target != member
        )
        self.asked.append((member, "responded" if answered else "invited", mine[0].row))
        self.blank += not answered
        self.full += bool(heard.slots) and len(mine[0].named) == heard.slots
        there: dict[str, str] = {}
        for said in mine if answered else ():
            for whom, value in said.named:
                target = self.people.who(whom, whom, whom)
                if target:
                    self._tie(said, member, target, value, there)
                elif not heard.offered:
                    self._outside[whom] = None
                    self.asides[said.row] = "names nobody on the roster"

    def _tie(self, said: Said, member: str, target: str, value: str, there: dict[str, str]) -> None:
        """One cell, or one name: a tie, or why it is none."""
        row = said.row
        if target == member:
            bare = self.question.labels.get(plain(value), value)
            if NUMBER.fullmatch(bare) and float(bare):
                self.selves.append(row)
            self.asides[row] = "a tie to oneself"
            return
        strength = self._strength(value, row)
        if not strength:
            self.empty += not value
            self.asides[row] = "says that there is no tie"
        elif target in there:
            if there[target] != strength:
                self.problems.append(_twice(self.file, member, target, row))
            self.again.append(row)
            self.asides[row] = "the same tie again"
        else:
            there[target] = strength
            self.ties.append(Tie(row, member, target, strength))

    def _strength(self, text: str, row: int) -> str:
        """The strength; '' where there is no tie, or nothing that explains the text."""
        value = self.question.labels.get(plain(text), text)
        if not value or (NUMBER.fullmatch(value) and float(value) == 0):
            return ""
        low, high = self.row.get("low", ""), self.row.get("high", "")
        if not NUMBER.fullmatch(value):
            self._odd["unexplained_answer", text].append(row)
        elif low and high and not float(low) <= float(value) <= float(high):
            self._odd["off_scale", text].append(row)
        else:
            return f"{float(value):g}"
        return ""

    def _settled(self, heard: Nominations) -> list[Problem]:
        problems = []
        for (code, text), rows in self._odd.items():
            scale = f"{self.row.get('low') or 0} to {self.row.get('high') or 'the highest'}"
            numbers = code == "off_scale"
            problems.append(Problem(
                code, self.file, quoted(text),
                f"a strength from {scale}" if numbers else "a number, or a word that was explained",
                "Correct the number, or the scale of the relation." if numbers else
                f"Say what it stands for: --labels '{text}=1'.", tuple(dict.fromkeys(rows)),
            ))  # fmt: skip
        problems += named(self.file, self._outside, self.people)
        others = [whom for whom in heard.offered if not self.people.who(whom, whom, whom)]
        problems += named(self.file, others, self.people, ("column", "columns"))
        if self.selves:
            problems.append(Problem(
                "tie_to_oneself", self.file, "ties of people to themselves",
                "ties to others", "Nothing is to be done: they were left out.",
                tuple(dict.fromkeys(self.selves)), level="warning",
            ))  # fmt: skip
        offered = {self.people.who(whom, whom, whom) for whom in heard.offered}
        lacking = sorted(self.people.ids - offered) if heard.offered else []
        if lacking:
            problems.append(Problem(
                "not_offered", self.file, "no column for "
                f"{counted(len(lacking), 'person', 'people')} on the roster: {some(lacking)}",
                "a column for everybody who could be named",
                "Go on if they were not on the list; a tie to them counts as none.",
                level="warning",
            ))  # fmt: skip
        return problems


def _twice(file: str, member: str, target: str, row: int) -> Problem:
    return Problem(
        "tie_twice", file, f"a second tie of {quoted(member)} to {quoted(target)}, of another "
        "strength", "one tie to a person", "Take one of the two out, in a copy of the file.",
        (row,),
    )  # fmt: skip
