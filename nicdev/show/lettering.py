"""Letters as outlines, along a line or around a circle: each shape is drawn once and then used."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from nicdev.show import style

INCH = 72  # points
CAP = 0.096  # inches that a capital of SMALL letters rises above its line
PATH = {1: "M", 2: "L", 3: "Q", 4: "C", 79: "Z"}  # matplotlib's codes of a path, and SVG's
POINTS = {1: 1, 2: 1, 3: 2, 4: 3, 79: 1}


class Lettering:
    """Collects the shapes of the letters that one figure uses."""

    def __init__(self) -> None:
        self._shapes: dict[str, str] = {}

    def along(self, text: str, x: float, y: float, ink: str, *, middle: bool = False) -> str:
        """Text on a straight line around the height `y`; from `x`, or around it. Inches."""
        glyphs = list(self._glyphs(text))
        left = x - style.length(text, style.SMALL) / 2 if middle else x
        places = [(name, left + at, y + CAP / 2, 0.0) for name, at in glyphs]
        return self._group(text, places, ink)

    def around(self, text: str, radius: float, middle: float, ink: str, centre: float) -> str:
        """Text around a circle, upright above and below; `middle` is an angle in radians."""
        upper = math.sin(middle) > 0
        turn = -1 if upper else 1  # to the right is clockwise above, and the other way below
        base = radius - CAP / 2 if upper else radius + CAP / 2
        # Below, letters stand with their feet outwards; on the middle of their height they are
        # as far apart as on a straight line.
        long = style.length(text, style.SMALL)
        places = []
        for name, at in self._glyphs(text):
            angle = middle + turn * (at - long / 2) / radius
            x, y = centre + base * math.cos(angle), centre - base * math.sin(angle)
            places.append((name, x, y, math.pi / 2 - angle - (0 if upper else math.pi)))
        return self._group(text, places, ink)

    def _glyphs(self, text: str) -> Iterator[tuple[str, float]]:
        """Each letter's shape and where its middle stands, in inches from the left."""
        from matplotlib.font_manager import FontProperties
        from matplotlib.textpath import text_to_path

        typed: Any = text_to_path
        scale = style.SMALL / typed.FONT_SCALE
        font = typed._get_font(
            FontProperties(family=style.SETTINGS["font.sans-serif"], size=style.SMALL)
        )
        places, shapes, _ = typed.get_glyphs_with_font(font, text)
        long = style.length(text, style.SMALL) * INCH / scale
        ends = [*(at for _, at, _, _ in places[1:]), long]
        for (name, at, _, _), end in zip(places, ends, strict=True):
            half = (end - at) / 2
            vertices, codes = shapes[name]
            key = f"{name}.{half:.0f}"
            self._shapes.setdefault(key, _outline(vertices - (half, 0), codes, scale))
            yield key, (at + half) * scale / INCH

    def _group(self, text: str, places: Iterable[tuple[str, float, float, float]], ink: str) -> str:
        used = "".join(
            f'<use href="#{self._id(name)}" transform="translate({INCH * x:.2f} {INCH * y:.2f})'
            + (f"rotate({math.degrees(turned):.1f})" if turned else "")
            + '"/>'
            for name, x, y, turned in places
            if self._shapes[name]
        )
        said = text.replace("&", "&amp;").replace("<", "&lt;")
        return f'<g fill="{ink}"><title>{said}</title>{used}</g>'

    def _id(self, name: str) -> str:
        return f"l{list(self._shapes).index(name)}"

    def svg(self, parts: Iterable[str], width: float, height: float) -> str:
        """The whole figure, its parts over the shapes of their letters."""
        shapes = "".join(f'<path id="{self._id(name)}" d="{way}"/>'
                         for name, way in self._shapes.items() if way)  # fmt: skip
        wide, high = f"{INCH * width:g}", f"{INCH * height:.1f}"
        return style.named(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}pt" height="{high}pt" '
            f'viewBox="0 0 {wide} {high}"><defs>{shapes}</defs>{"".join(parts)}</svg>'
        )


def _outline(vertices: Any, codes: Any, scale: float) -> str:
    """A letter's shape as an SVG path, in points, upright."""
    way, at = [], 0
    while at < len(codes):
        code = int(codes[at])
        some = vertices[at : at + POINTS[code]]
        at += POINTS[code]
        numbers = " ".join(f"{x * scale:.2f} {-y * scale:.2f}" for x, y in some)
        way.append(PATH[code] + ("" if code == 79 else numbers))
    return "".join(way)
