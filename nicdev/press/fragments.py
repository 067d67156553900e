"""What passes from a notebook to a page: one fragment per edition, already gated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from nicdev.show.drawing import drawing_in
from nicdev.show.markdown import MATHS, plain_html

BLOCK = "application/vnd.nicdev.block+json"
BRIEF = "brief"  # the tag with which an evaluator lets a Markdown cell into the brief
_PICTURE = re.compile(r'(data:image/svg\+xml,[^"<>]+)')
# What stands inside a line: a name is one word even where half of it is in italics.
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small",
     "span", "strong", "sub", "sup", "u", *MATHS)
)  # fmt: skip
_WRITTEN = re.compile(r"<!--(.*?)-->|>([^<>]+)<", re.DOTALL)


def is_brief(cell: Mapping[str, Any]) -> bool:
    """Whether a cell's words go into the brief."""
    return cell["cell_type"] == "markdown" and BRIEF in cell.get("metadata", {}).get("tags", ())


def text_of(html: str) -> str:
    """The words of a fragment: text alternatives and what is written in pictures included."""
    from html.parser import HTMLParser

    class Words(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[str] = []
            self.said: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.said += [value for name, value in attrs if name in ("alt", "title") and value]
            self.handle_endtag(tag)

        def handle_endtag(self, tag: str) -> None:
            if tag not in _INLINE:
                self.found.append("\n")

        def handle_data(self, data: str) -> None:
            self.found.append(data)

    parser = Words()
    parser.feed(html)
    pictures = (_words_of_picture(match) for match in _PICTURE.findall(html))
    return "\n".join(["".join(parser.found), *parser.said, *pictures])


def as_printed(markdown: str) -> str:
    """An evaluator's Markdown as written and as a page shows it, where *Sm*ith is Smith."""
    return f"{markdown}\n{text_of(plain_html(markdown))}"


def _words_of_picture(address: str) -> str:
    """What is written in a picture; where letters are outlines, a comment says what they spell."""
    svg = drawing_in(address)
    return "\n".join(unescape(comment or text) for comment, text in _WRITTEN.findall(svg))


def texts_in(value: Any) -> Iterator[str]:
    """Every text in plain nested values, keys aside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)


def blocks(notebook: Any) -> list[dict[str, Any]]:
    """The blocks in an executed notebook, in order."""
    return [block for cell in notebook.cells for block in blocks_of(cell)]


def blocks_of(cell: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The blocks that a cell of an executed notebook has put out."""
    outputs = cell.get("outputs", ()) if cell["cell_type"] == "code" else ()
    return [output["data"][BLOCK] for output in outputs if BLOCK in output.get("data", {})]
