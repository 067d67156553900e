"""The last look at a page before it is written: what a reader who cannot see it would meet.

A picture without words of its own, a heading that is left out, a column without a name: each stops
the export of its page, with the block it stands in and what to do about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from nicdev.errors import Problem

_PLACEHOLDER = re.compile(
    r"(?:(?:an?|the|my|this) )?(?:no description has been provided for this image|alt(?:ernative)?"
    r"(?: text)?|chart|description|diagram|figure|graph|graphic|icon|image|img|logo|map|n/?a|none"
    r"|null|output|photo|pic|picture|placeholder|plot|screenshot|svg|tbd|todo|undefined|untitled"
    r"|visuali[sz]ation)(?: ?\d+)?"
)
_FILE = re.compile(r"\S+\.(?:avif|bmp|csv|gif|html?|ipynb|jpe?g|pdf|png|svg|tiff?|webp)")
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                   "source", "track", "wbr"))  # fmt: skip
_NAMES = frozenset(("aria-label", "aria-labelledby", "aria-describedby"))
_TITLES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "title"))


@dataclass
class _Element:
    """What stands on the page, with the words in it."""

    tag: str
    attributes: dict[str, str]
    block: str  # the key of the indicator that it stands in; '' outside
    inside: tuple[str, ...]  # the tags around it
    words: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)  # of a drawing: its own title, its description
    described: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


class _Reader(HTMLParser):
    """Every element of a page, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Element] = []
        self.open: list[_Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        block = self.open[-1].block if self.open else ""
        if tag == "section" and "nicdev-block" in attributes.get("class", ""):
            block = attributes.get("id", "").replace("-", ".")  # the key of the indicator
        element = _Element(tag, attributes, block, tuple(e.tag for e in self.open))
        self.found.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        at = next((i for i in reversed(range(len(self.open))) if self.open[i].tag == tag), None)
        if at is not None:
            del self.open[at:]

    def handle_data(self, data: str) -> None:
        inside = [element.tag for element in self.open]
        for element in self.open:
            element.words.append(data)
            if element.tag == "svg" and inside[-1] in ("title", "desc"):
                (element.title if inside[-1] == "title" else element.described).append(data)


def faults(html: str, file: str) -> list[Problem]:
    """Everything on a page that would leave a reader without eyes for it behind."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = reader.found
    return [*_pictures(found, file), *_headings(found, file), *_columns(found, file)]


def _pictures(found: list[_Element], file: str) -> Iterator[Problem]:
    titles = {_plain(e.text): e for e in found if e.tag in _TITLES and "svg" not in e.inside}
    by_id = {e.attributes["id"]: e.text for e in found if "id" in e.attributes}
    for element in found:
        if element.tag == "img":
            said = element.attributes.get("alt")
        elif element.tag == "svg" and "svg" not in element.inside:
            if element.attributes.get("aria-hidden") == "true":
                continue
            said = _said_of_drawing(element, by_id)
        else:
            continue
        if wrong := _wrong(said, titles):
            yield Problem(
                "no_alternative",
                _place(file, element),
                wrong,
                "a sentence that says what is shown, its key value and which way it goes",
                "Write one from the data, where the figure is made.",
            )


def _said_of_drawing(drawing: _Element, by_id: dict[str, str]) -> str | None:
    """What an inline drawing is called and how it is described, as a screen reader puts it."""
    attributes = drawing.attributes
    named = " ".join(by_id.get(i, "") for i in attributes.get("aria-labelledby", "").split())
    name = named.strip() or attributes.get("aria-label", "") or "".join(drawing.title)
    told = " ".join(by_id.get(i, "") for i in attributes.get("aria-describedby", "").split())
    said = f"{name} {told.strip() or ''.join(drawing.described)}".strip()
    tried = drawing.title or drawing.described or attributes.keys() & _NAMES
    return said if said or tried else None


def _wrong(said: str | None, titles: dict[str, _Element]) -> str:
    """What is wrong with an alternative, as it reads in a message; '' where nothing is."""
    if said is None:
        return "a picture without a text alternative"
    plain = _plain(said)
    if not plain:
        return "a picture whose text alternative is empty"
    if _PLACEHOLDER.fullmatch(plain) or _FILE.fullmatch(said.strip().casefold()):
        return f"a picture whose text alternative is '{said.strip()}', which says nothing"
    if plain in titles:
        return f"a picture whose text alternative only repeats '{titles[plain].text}'"
    return ""


def _headings(found: list[_Element], file: str) -> Iterator[Problem]:
    levels = [(int(e.tag[1]), e) for e in found if re.fullmatch("h[1-6]", e.tag)]
    count = sum(level == 1 for level, _ in levels)
    if count != 1:
        yield Problem(
            "not_one_heading",
            file,
            f"{count} headings of the first level",
            "exactly one, which says what the page is",
            "Begin other headings at the second level.",
        )
    above = 0
    for level, element in levels:
        if above and level > above + 1:
            yield Problem(
                "skipped_heading",
                _place(file, element),
                f"'{element.text}' at level {level} below a heading at level {above}",
                "no level left out",
                f"Make it a heading of level {above + 1}.",
            )
        above = level


def _columns(found: Iterable[_Element], file: str) -> Iterator[Problem]:
    for element in found:
        if element.tag == "th" and not element.text:
            yield Problem(
                "empty_head",
                _place(file, element),
                "a table with a head that is empty",
                "a name for every row and column",
                "Give it one, or make it a plain cell.",
            )


def _place(file: str, element: _Element) -> str:
    return f"{file}, {element.block}" if element.block else file


def _plain(text: str) -> str:
    """Letters and digits alone, so that a full stop or a capital makes no difference."""
    return " ".join(re.sub(r"[^\w/]+", " ", text.casefold()).split())
