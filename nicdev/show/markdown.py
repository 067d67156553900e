"""An evaluator's Markdown as HTML of a few harmless tags, its formulas as MathML.

A formula stands between single dollar signs, or double ones for a line of its own, as in pandoc:
no blank inside the signs, no letter or digit before the first and no digit after the last. So
``$5 and $6`` and ``US$5`` are amounts, and ``\\$`` is always a dollar sign.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from mistune import Markdown

TAGS = {"p", "ul", "ol", "li", "em", "strong", "blockquote", "br"}
MATHS = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup",
    "msubsup", "munder", "mover", "munderover", "mstyle", "mpadded", "mtable", "mtr", "mtd",
}  # fmt: skip
ATTRIBUTES = {
    "math": {"display"},
    "mi": {"mathvariant"},
    "mo": {"stretchy", "fence", "form"},
    "mspace": {"width"},
    "mfrac": {"linethickness"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "mstyle": {"displaystyle", "scriptlevel"},
}
# Longer ones, and those that define words of their own and so could grow without end, stay text.
LONGEST = 1000
DEFINES = re.compile(r"\\(?:new|renew|provide|Declare|def|let|gdef|edef|xdef)")

_AMONG_WORDS = r"(?<![\w$])\$(?![\s$])(?P<among>[^$\n]*?(?<![\s\\]))\$(?![\d$])"
_ON_ITS_OWN = r"\$\$(?P<alone>[^$]+?)\$\$"
_AS_BLOCK = r"^ {0,3}\$\$(?P<lines>[^$]+?)\$\$[ \t]*(?:\n|$)"


def plain_html(markdown: str) -> str:
    """HTML in which nothing could run, fetch or restructure the page."""
    import mistune
    import nh3

    html = str(mistune.create_markdown(escape=True, plugins=[_formulas])(markdown))
    return nh3.clean(html, tags=TAGS | MATHS, attributes=ATTRIBUTES)


@cache
def mathml(tex: str, *, display: bool = False) -> str:
    """A formula as MathML; '' where it cannot be read as one.

    latex2mathml hands the text of a formula through as markup; here it is put into elements and
    written by a serialiser that escapes it.
    """
    from xml.etree.ElementTree import tostring

    from latex2mathml.converter import convert_to_element

    if len(tex) > LONGEST or DEFINES.search(tex) or not tex.strip():
        return ""
    try:
        made = convert_to_element(tex, xmlns="", display="block" if display else "inline")
        return tostring(_as_text(made), encoding="unicode", short_empty_elements=False)
    except Exception:  # the library has no error of its own, and what it cannot read is no formula
        return ""


def _as_text(root: Element) -> Element:
    """The library writes signs as entities, to be unescaped with everything else; here, once."""
    for element in root.iter():
        element.text = unescape(element.text) if element.text else None
        element.tail = None
    return root


def _formulas(md: Markdown) -> None:
    """Teach mistune what a formula is."""

    def inline(_: Any, match: re.Match[str], state: Any) -> int:
        alone = match.group("alone")
        tex = match.group("among") if alone is None else alone
        state.append_token({"type": "formula", "raw": match.group(),
                            "attrs": {"tex": tex, "display": alone is not None}})  # fmt: skip
        return match.end()

    def block(_: Any, match: re.Match[str], state: Any) -> int:
        state.append_token({"type": "formula_block", "raw": match.group().strip(),
                            "attrs": {"tex": match.group("lines"), "display": True}})  # fmt: skip
        return match.end()

    def written(renderer: Any, text: str, *, tex: str, display: bool) -> str:
        return mathml(tex, display=display) or str(renderer.text(text))

    def paragraph(renderer: Any, text: str, *, tex: str, display: bool) -> str:
        return f"<p>{written(renderer, text, tex=tex, display=display)}</p>\n"

    md.inline.register("formula", f"{_ON_ITS_OWN}|{_AMONG_WORDS}", inline, before="codespan")
    md.block.register("formula_block", _AS_BLOCK, block, before="list")
    if md.renderer is not None:
        md.renderer.register("formula", written)
        md.renderer.register("formula_block", paragraph)
