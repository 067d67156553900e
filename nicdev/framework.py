"""The typed reader of framework.yml; nothing else knows the file.

The framework is data: which dimensions there are, what may be read for each, which numbers decide
something. `Framework` answers by *key*, the address that is also the function's and the anchor's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal

from nicdev.errors import FrameworkRefused, Problem

About = Literal["people", "voices", "work", "students", "networks"]
RINGS = ("technical", "roles", "culture")
CHOSEN = ""  # the source of a limit that nobody published: "chosen by you" in the locale


@dataclass(frozen=True)
class Limit:
    """A number that decides something, the range it may be set to, and where it comes from."""

    name: str
    value: float
    source: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Indicator:
    """What framework.yml says of one indicator; its `key` is also its function's address."""

    key: str
    page: str
    kind: str
    about: About
    named: bool
    built: bool
    appendix: bool
    quotes: bool  # repeats what other pages say, and so is made after them
    tables: tuple[str, ...]  # ("all",) for the two that look at everything
    limits: tuple[str, ...]
    caveats: tuple[str, ...]

    @property
    def room(self) -> str:
        """Address of its dimension: ``roles.trust``."""
        return self.key.rpartition(".")[0]


Level = Literal["dyad", "person", "team", "network"]
Analysis = Literal["pairs", "people", "shape", "teams", "networks", "unscored", "unrecorded"]


@dataclass(frozen=True)
class Conjecture:
    """What the paper expects to go with what. Its sentence is in the locale, by its name."""

    name: str
    causes: tuple[str, ...]  # addresses of dimensions or functions
    effects: tuple[str, ...]
    tables: tuple[str, ...]  # that have to be handed in for it
    page: str
    level: Level
    analysis: Analysis
    direction: int  # 1: more with more, -1: less with more
    first: str = ""  # what is scored in people; '' where it is no score
    second: str = ""
    same_source: bool = False  # both scores come from one survey
    across: tuple[tuple[str, str], ...] = ()  # shares of networks that stand for the two sides


@dataclass(frozen=True)
class Crosswalk:
    """Another framework's parts, each with the addresses of ours that cover the same ground."""

    name: str
    source: str
    parts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Compared:
    """A share by which networks are set beside each other: of which rows, and of which answers."""

    name: str
    key: str
    unit: str
    relation: str = ""  # '' for every one
    part: str = ""
    x: Sequence[str] = ()  # the answers that count; of items those above the middle of the scale


@dataclass(frozen=True)
class Collection:
    """Something that could be collected: the tables it fills, and how much work it takes."""

    name: str
    tables: tuple[str, ...]
    work: float
    source: str


@dataclass(frozen=True)
class Framework:
    """Everything in framework.yml, by address."""

    version: str
    indicators: Mapping[str, Indicator]
    rooms: Mapping[str, str]  # dimension (or development room) address -> pages of the paper
    notebooks: Mapping[str, tuple[str, ...]]  # notebook stem -> its indicators in reading order
    functions: Mapping[str, str]
    verdicts: Mapping[str, tuple[str, ...]]
    kinds: tuple[str, ...]
    headlines: tuple[str, ...]  # units whose row may stand for an indicator, in this order
    protocols: Mapping[str, Mapping[str, int]]  # way of reading together -> step -> minutes
    limits: Mapping[str, Limit]
    conjectures: Mapping[str, Conjecture]
    crosswalks: Mapping[str, Crosswalk]
    compared: Mapping[str, Compared]
    referents: tuple[str, ...]
    collections: Mapping[str, Collection]
    needs: Mapping[str, tuple[str, ...]]  # indicator -> tables without which it has no evidence
    stop_words: Mapping[str, frozenset[str]]  # by language
    word_lists: Mapping[str, Mapping[str, tuple[str, ...]]]  # by language, by name

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The eleven addresses, in the paper's order."""
        return tuple(room for room in self.rooms if room.split(".")[0] in RINGS)

    def indicator(self, key: str) -> Indicator:
        """Look one up; an unknown key is refused with the nearest one named."""
        if key in self.indicators:
            return self.indicators[key]
        raise FrameworkRefused([unknown("indicator", key, self.indicators)])

    def keys_at(self, address: str) -> tuple[str, ...]:
        """An indicator's key, or the keys of all indicators of a room, in reading order."""
        if address in self.rooms:
            return tuple(key for key, i in self.indicators.items() if i.room == address)
        return (self.indicator(address).key,)

    def notebook_of(self, key: str) -> str:
        """The notebook, and so the page, on which an indicator stands."""
        return next(stem for stem, keys in self.notebooks.items() if key in keys)


def unknown(what: str, found: str, known: Mapping[str, Any]) -> Problem:
    """A problem that names the nearest thing there is."""
    near = get_close_matches(found, known, n=1)
    return Problem(
        code=f"unknown_{what}",
        file="framework.yml",
        found=f"no {what} called '{found}'",
        expected=f"one of the {what}s in framework.yml",
        do=f"Did you mean '{near[0]}'?" if near else "Run 'nicdev framework' to see them all.",
    )


def read_own(package_file: str) -> Any:
    import yaml

    # Read at every start, and libyaml is quick; that it means the same to YAML 1.2 is tested.
    text = resources.files("nicdev").joinpath(package_file).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


def _indicators(address: str, entries: Mapping[str, Any]) -> Iterator[Indicator]:
    for name, entry in entries.items():
        tables = entry.get("tables", ())
        yield Indicator(
            key=f"{address}.{name}",
            page=entry["page"],
            kind=entry["kind"],
            about=entry["about"],
            named=entry.get("named", False),
            built=entry.get("built", True),
            appendix=entry.get("appendix", False),
            quotes=entry.get("quotes", False),
            tables=("all",) if tables == "all" else tuple(tables),
            limits=tuple(entry.get("limits", ())),
            caveats=tuple(entry.get("caveats", ())),
        )


def _conjecture(name: str, entry: Mapping[str, Any]) -> Conjecture:
    told: Any = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    told["across"] = tuple(tuple(pair) for pair in told.get("across", ()))
    return Conjecture(name, told.pop("from"), told.pop("to"), **told)


def _each(entries: Mapping[str, Any], make: Callable[[str, Any], Any]) -> Mapping[str, Any]:
    return MappingProxyType({name: make(name, entry) for name, entry in entries.items()})


def _tuples(lists: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    return _each(lists, lambda _, words: tuple(words))


@cache
def framework() -> Framework:
    """Read framework.yml once."""
    raw = read_own("framework.yml")
    rooms: dict[str, str] = {}
    indicators: dict[str, Indicator] = {}
    notebooks: dict[str, list[str]] = {}

    def add(address: str, room: Mapping[str, Any], notebook: str) -> None:
        rooms[address] = room["page"]
        elsewhere = room.get("elsewhere", {})
        for indicator in _indicators(address, room["indicators"]):
            indicators[indicator.key] = indicator
            page = elsewhere.get(indicator.key.rpartition(".")[2], notebook)
            notebooks.setdefault(page, []).append(indicator.key)

    for ring in RINGS:
        for name, room in raw["rings"][ring]["dimensions"].items():
            add(f"{ring}.{name}", room, raw["rings"][ring]["notebook"])
    for part in ("development", "functions"):
        for name, room in raw[part].items():
            add(f"{part}.{name}", room, room["notebook"])

    return Framework(
        version=raw["version"],
        indicators=MappingProxyType(indicators),
        rooms=MappingProxyType(rooms),
        notebooks=_each(dict(sorted(notebooks.items())), lambda _, keys: tuple(keys)),
        functions=_each(raw["functions"], lambda _, e: e["page"]),
        verdicts=_tuples(raw["verdicts"]),
        kinds=tuple(raw["kinds"]),
        headlines=tuple(raw["headlines"]),
        protocols=_each(raw["protocols"], lambda _, steps: MappingProxyType(dict(steps))),
        limits=_each(raw["limits"], lambda name, e: Limit(name, **({"source": CHOSEN} | e))),
        conjectures=_each(raw["conjectures"], _conjecture),
        crosswalks=_each(
            raw["crosswalks"], lambda n, e: Crosswalk(n, e["source"], _tuples(e["parts"]))
        ),
        compared=_each(raw["compared"], lambda name, e: Compared(name, **e)),
        referents=tuple(raw["referents"]),
        collections=_each(
            raw["collections"]["things"],
            lambda name, e: Collection(
                name, tuple(e["tables"]), e["work"], raw["collections"]["source"]
            ),
        ),
        needs=_tuples(raw["needs"]),
        stop_words=_each(raw["stop_words"], lambda _, words: frozenset(words.split())),
        word_lists=_each(raw["word_lists"], lambda _, lists: _tuples(lists)),
    )
