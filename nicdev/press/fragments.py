"""What passes from a notebook to a page: one fragment per edition, already gated."""

from __future__ import annotations

from typing import Any

BLOCK = "application/vnd.nicdev.block+json"


def text_of(html: str) -> str:
    """The words of a fragment, text alternatives included and pictures left out."""
    from html.parser import HTMLParser

    class Words(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found += [value for name, value in attrs if name in ("alt", "title") and value]

        def handle_data(self, data: str) -> None:
            self.found.append(data)

    parser = Words()
    parser.feed(html)
    return "\n".join(parser.found)


def blocks(notebook: Any) -> list[dict[str, Any]]:
    """The blocks in an executed notebook, in order."""
    return [
        output["data"][BLOCK]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.get("outputs", ())
        if BLOCK in output.get("data", {})
    ]
