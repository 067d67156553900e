"""Driver diagrams: rows for theory and theory_versions out of an outline or a table of parents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nicdev.errors import Problem
from nicdev.intake.grid import Source
from nicdev.intake.labels import plain
from nicdev.intake.load import Fate, Load, table, unread
from nicdev.intake.outline import KINDS, Box, Outline, outline
from nicdev.tables.say import counted, quoted, some, words

_FIRST = {"aim": "A", "primary driver": "P", "secondary driver": "S", "change idea": "I"}


@dataclass(frozen=True)
class Version:
    """A version of the diagram, and the boxes of earlier ones.

    Parameters
    ----------
    version, dated_on, note : its row of theory_versions
    there : the versions that the network has
    ids : node id by kind and text, as it is compared, of earlier versions
    taken : every node id of earlier versions
    levels : what stands on each level of an outline, where it was told
    """

    version: str
    dated_on: str
    note: str = ""
    there: frozenset[str] = frozenset()
    ids: Mapping[tuple[str, str], str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    levels: tuple[str, ...] = ()


def diagram(source: Source, version: Version, *, lines: bool = False) -> Load:
    """Rows for theory_versions and theory; with `lines`, the file is an outline of plain text."""
    if not source.readable:
        return unread(source, "nothing that could be opened")
    if version.version in version.there:
        return unread(source, "a driver diagram", [_there(source.file, version.version)])
    grid = source.grids[0]
    found = outline(grid, source.file, lines=lines)
    problems = list(found.problems)
    kinds = [] if problems else _kinds(source.file, found, version.levels, problems)
    nodes = _Nodes(version, {box.given for box in found.boxes})
    if not problems:
        for box, kind in zip(found.boxes, kinds, strict=True):
            nodes.add(box, kind)
        problems += nodes.join(source.file)
    if not found.boxes:
        problems.append(_no_boxes(source.file))
    if problems:
        return unread(source, found.layout, problems)
    fates = [Fate(grid.sheet, number, "heading") for number in found.headings]
    for number in grid.numbers[len(found.headings) :]:
        into = tuple(("theory", at) for at in nodes.rows[number])
        fates.append(Fate(grid.sheet, number, "used", into=into) if into else
                     Fate(grid.sheet, number, "aside", "nothing stands in it"))  # fmt: skip
    fates += [Fate(other.sheet, n, "aside", "not the first sheet") for other in source.grids[1:]
              for n in other.numbers]  # fmt: skip
    row = {"version": version.version, "dated_on": version.dated_on, "note": version.note}
    tables = {"theory_versions": table("theory_versions", [row]),
              "theory": table("theory", nodes.table(version.version))}  # fmt: skip
    return Load(source, found.layout, tables, tuple(fates), tuple(nodes.guesses()),
                source.problems)  # fmt: skip


class _Nodes:
    """Boxes with an id each; the same text of the same kind is the same box."""

    def __init__(self, version: Version, given: set[str]) -> None:
        self.version = version
        self.texts: dict[str, tuple[str, str]] = {}  # kind and text by id
        self.parents: dict[str, dict[str, int]] = {}  # keys of parents, and the row that says so
        self.rows: dict[int, list[int]] = defaultdict(list)
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._new: list[str] = []
        self._taken = version.taken | given
        self._clashes: list[Box] = []

    def add(self, box: Box, kind: str) -> None:
        same = next((node for node, (other, text) in self.texts.items()
                     if other == kind and plain(text) == plain(box.text)
                     and box.given in ("", node)), "")  # fmt: skip
        node = same or box.given or self.version.ids.get((kind, plain(box.text)), "")
        if not node:
            node = self._made(kind)
            self._new.append(node)
        self._taken |= {node}
        if plain(self.texts.setdefault(node, (kind, box.text))[1]) != plain(box.text):
            self._clashes.append(box)
        known = self.parents.setdefault(node, {})
        for parent in box.parents:
            known.setdefault(parent, box.row)
        self._by_key[plain(box.text)].add(node)
        self._by_key[plain(node)].add(node)
        self.rows[box.row].append(list(self.texts).index(node))

    def join(self, file: str) -> list[Problem]:
        """Parents as ids; what is no box, or several, is named."""
        problems = [_id_twice(file, box) for box in self._clashes]
        self._ids: dict[str, list[str]] = {}
        for node, parents in self.parents.items():
            found = []
            for parent, row in parents.items():
                nodes = sorted(self._by_key.get(plain(parent), set()) - {node})
                if len(nodes) != 1:
                    problems.append(_no_parent(file, parent, row, nodes))
                found += nodes[:1]
            self._ids[node] = list(dict.fromkeys(found))
        return problems

    def table(self, version: str) -> list[dict[str, str]]:
        return [
            {"version": version, "node_id": node, "kind": kind, "text": text,
             "parents": ";".join(self._ids[node])}
            for node, (kind, text) in self.texts.items()
        ]  # fmt: skip

    def guesses(self) -> list[str]:
        said = []
        if self._new:
            said.append(f"{counted(len(self._new), 'box is', 'boxes are')} new and named here: "
                        f"{words(self._new)}. A box that was only reworded keeps its id where it "
                        "is written before the text: [P1] New words.")  # fmt: skip
        several = [node for node, parents in self._ids.items() if len(parents) > 1]
        if several:
            said.append("The same text of the same kind is read as one box that leads to several: "
                        f"{words(several)}.")  # fmt: skip
        return said

    def _made(self, kind: str) -> str:
        number = 1
        while f"{_FIRST[kind]}{number}" in self._taken:
            number += 1
        return f"{_FIRST[kind]}{number}"


def _kinds(
    file: str, found: Outline, told: tuple[str, ...], problems: list[Problem]
) -> Sequence[str]:
    """What each box is: by its own word, else by its level."""
    levels = _levels(found)
    deep = max(levels, default=-1) + 1
    if all(box.kind for box in found.boxes):
        return [box.kind for box in found.boxes]
    names = told or (KINDS if deep == len(KINDS) else ())
    if len(names) < deep:
        problems.append(_which_levels(file, deep, found))
        return []
    return [box.kind or names[level] for box, level in zip(found.boxes, levels, strict=True)]


def _levels(found: Outline) -> list[int]:
    """How deep each box stands; in a table, how many boxes it is from one that leads nowhere."""
    if all(box.level >= 0 for box in found.boxes):
        return [box.level for box in found.boxes]
    parents = {plain(key): box.parents for box in found.boxes for key in (box.text, box.given)
               if key}  # fmt: skip

    def depth(box: Box) -> int:
        steps, above, seen = 0, box.parents, set()
        while above and plain(above[0]) not in seen:
            seen.add(plain(above[0]))
            steps, above = steps + 1, parents.get(plain(above[0]), ())
        return steps

    return [depth(box) for box in found.boxes]


def _there(file: str, version: str) -> Problem:
    return Problem(
        "version_there", file, f"version {quoted(version)}, which the network has already",
        "a version that is new", "Choose another short name: --version v2.",
    )  # fmt: skip


def _which_levels(file: str, deep: int, found: Outline) -> Problem:
    first = next(box for box in found.boxes if not box.kind)
    return Problem(
        "which_levels", file, counted(deep, "level", "levels") + " of boxes",
        f"four ({', '.join(KINDS)}), or a word that says what each level is",
        "Say it: --levels 'aim, primary driver, change idea'.", (first.row,),
    )  # fmt: skip


def _id_twice(file: str, box: Box) -> Problem:
    return Problem(
        "id_twice", file, f"the id of another box before {quoted(box.text)}",
        "an id of its own for each box", "Correct one of the two, in a copy of the file.",
        (box.row,),
    )  # fmt: skip


def _no_parent(file: str, parent: str, row: int, nodes: Sequence[str]) -> Problem:
    return Problem(
        "two_parents" if nodes else "no_parent", file,
        f"{quoted(parent)}, which is {some(nodes)}" if nodes else f"{quoted(parent)}, which is no "
        "box of the diagram", "the id or the text of one box",
        "Write the id of the box that is meant, in a copy of the file.", (row,),
    )  # fmt: skip


def _no_boxes(file: str) -> Problem:
    return Problem(
        "no_boxes", file, "no boxes of a driver diagram", "an outline, or a table of parents",
        "Write the aim first, and what leads to it further to the right.",
    )  # fmt: skip
