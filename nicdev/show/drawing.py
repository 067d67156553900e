"""A figure on its way into a page: the same drawing in fewer bytes."""

from __future__ import annotations

import base64
import re

_BETWEEN = re.compile(r">\s+<")
_DRAWN = re.compile(r'(?<= d=")[^"]*|(?<=translate\()[^)]*')
_DIGITS = re.compile(r"(\d+\.\d\d)\d+")
_GLYPH = re.compile(r'(?<=[#"])DejaVuSans-(?=[^"]*")')


def data_url(svg: str) -> str:
    """A drawing as an address that holds it whole."""
    return "data:image/svg+xml;base64," + base64.b64encode(smaller(svg).encode()).decode()


def smaller(svg: str) -> str:
    """Without what nobody sees: blanks between tags, thousandths of a point, long names of letters.

    Only places and outlines are rounded: letters are scaled by small numbers that have to be exact.
    """
    svg = _DRAWN.sub(lambda numbers: " ".join(_DIGITS.sub(r"\1", numbers.group()).split()), svg)
    return _GLYPH.sub("g", _BETWEEN.sub("><", svg))
