"""Lineage: what comes from what, such as tests that build on tests or drivers of an aim."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from nicdev.evidence import Disclosed, each_row
from nicdev.show import lineage_picture
from nicdev.show.asked import asked
from nicdev.show.tables import Entry, Outline
from nicdev.show.words import Words

DEEP = 6  # levels of an outline; what stands deeper names what it comes from instead


@dataclass(frozen=True)
class Web:
    """Nodes by id in the order of their places, and edges between nodes that there are."""

    nodes: dict[str, Any]
    edges: list[tuple[str, str]]

    @property
    def lanes(self) -> list[str]:
        """The groups, from top to bottom."""
        return list(dict.fromkeys(node.group for node in self.nodes.values()))

    @property
    def dated(self) -> bool:
        """Whether nodes stand in order of time."""
        return all(re.fullmatch(r"\d{4}-\d\d-\d\d", node.x) for node in self.nodes.values())

    @property
    def levels(self) -> list[str]:
        """The columns, from left to right, where they are no dates."""
        return sorted({node.x for node in self.nodes.values()}, key=float)

    @property
    def tree(self) -> bool:
        """Whether each column holds one kind of node, as in a driver diagram."""
        kinds = {(node.x, node.group) for node in self.nodes.values()}
        return not self.dated and len(kinds) == len(self.levels)

    def after(self, node: str) -> list[str]:
        """What comes directly from a node."""
        return [end for start, end in self.edges if start == node]

    @property
    def across(self) -> list[tuple[str, str]]:
        """Edges between lanes."""
        return [(a, b) for a, b in self.edges if self.nodes[a].group != self.nodes[b].group]


def web(shown: Disclosed) -> Web:
    """Nodes and edges of the evidence."""
    rows = shown.rows
    nodes = rows[rows["unit"] == "node"]
    first = nodes.groupby("group", sort=False)["value"].transform("min")
    nodes = nodes.assign(first=first).sort_values(["first", "group", "value", "x", "part"])
    found = {node.part: node for node in each_row(nodes)}
    edges = [(e.part, e.x) for e in each_row(rows[rows["unit"] == "edge"])
             if e.part in found and e.x in found]  # fmt: skip
    return Web(found, edges)


def name(node: Any) -> str:
    """What a node is called."""
    return str(node.label or node.part)


def figure(shown: Disclosed, words: Words) -> str | None:
    """A tree in columns, or lanes along time."""
    found = web(shown)
    if not found.nodes:
        return None
    if found.tree:
        return lineage_picture.tree(found, words)
    return lineage_picture.lanes(found, words)


def alt(shown: Disclosed, words: Words) -> str:
    """How many nodes of each kind, how many edges, and where most come from."""
    found = web(shown)
    kind = "tree" if found.tree else "lanes"
    counts = Counter(node.group for node in found.nodes.values())
    listed = words.list(f"{words.word(g)} {counts[g]}" for g in _in_order(found))
    text = words.say(f"alt.lineage_{kind}", count=len(found.nodes), list=listed,
                     links=len(found.edges))  # fmt: skip
    return " ".join([text, *_told(found, words)])


def _in_order(found: Web) -> list[str]:
    """Kinds of a tree from left to right, lanes from top to bottom."""
    if not found.tree:
        return found.lanes
    kinds = {node.x: node.group for node in found.nodes.values()}
    return [kinds[level] for level in found.levels]


def _told(found: Web, words: Words) -> Iterator[str]:
    """From which node most come; in a tree, how many end early; else, how many change lanes."""
    if found.edges:
        most = Counter(start for start, _ in found.edges).most_common(1)[0]
        yield words.say("sentences.lineage.most", label=name(found.nodes[most[0]]), count=most[1])
    if found.tree:
        early = [key for key, n in found.nodes.items()
                 if n.x != found.levels[-1] and not found.after(key)]  # fmt: skip
        if early:
            yield words.say("sentences.lineage.early", count=len(early))
        return
    across = Counter((found.nodes[a].group, found.nodes[b].group) for a, b in found.across)
    yield words.say("sentences.lineage.across", across=across.total(), count=len(found.edges))
    if across:
        (start, end), _ = across.most_common(1)[0]
        yield words.say("sentences.lineage.way", first=words.word(start), last=words.word(end))


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """As the text alternative, without how it is drawn."""
    found = web(shown)
    yield words.say("sentences.lineage.size", count=len(found.nodes), links=len(found.edges))
    yield from _told(found, words)
    for row in each_row(shown.rows[shown.rows["unit"] == "outside"]):
        yield words.say(f"sentences.lineage.{row.part}", count=round(row.numerator))


def tables(shown: Disclosed, words: Words) -> Iterator[Outline]:
    """Every node under what it comes from, as a list in lists."""
    found = web(shown)
    later = {end for _, end in found.edges}
    seen: set[str] = set()
    entries: list[Entry] = []
    roots = [key for key in found.nodes if key not in later]
    roots.sort(key=lambda key: found.levels.index(found.nodes[key].x) if found.tree else 0)
    for key in [*roots, *found.nodes]:  # what goes round in a ring comes last
        if key not in seen:
            entries += _branch(found, key, 1, seen, words)
    if entries:
        yield Outline(words.say("captions.lineage"), tuple(entries))


def _branch(found: Web, key: str, depth: int, seen: set[str], words: Words) -> list[Entry]:
    """A node with what comes from it; what was said already is only named again."""
    node = found.nodes[key]
    if key in seen:
        return [Entry(words.say("words.above", label=name(node)))]
    seen.add(key)
    facts = [words.word(node.group), *([node.x] if found.dated else [])]
    facts += list(_counted(node, words))
    text = f"{name(node)} ({words.list(fact for fact in facts if fact)})"
    below = [_branch(found, end, min(depth + 1, DEEP), seen, words) for end in found.after(key)]
    if depth < DEEP:
        return [Entry(text, tuple(entry for some in below for entry in some))]
    named = [Entry(words.say("words.after", label=name(node), entry=some[0].text))
             for some in below]  # fmt: skip
    rest = [entry for some in below for entry in some[1:]]
    return [Entry(text), *named, *rest]


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Nothing was sampled."""
    yield from asked(shown.rows, words)


def _counted(node: Any, words: Words) -> Iterator[str]:
    """What a number in a box counts, and how many measures have a signal."""
    if pd.isna(node.numerator):
        return
    unit = lineage_picture.counts(node)
    yield words.say(f"words.box_{unit}", count=round(node.numerator))
    if unit == "measures" and node.limit > 0:
        yield words.say("words.box_signals", count=round(node.limit))
