"""A figure on its way into a page: the same drawing in fewer bytes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from itertools import count
from urllib.parse import quote

from markupsafe import Markup

ROUND = 0.001  # points by which a corner may lie beside a circle
# Beside letters and digits: signs of addresses but `&`, and the blank, which browsers read as such.
_ALLOWED = "!$'()*+,-./:;=?@_~ "
_QUOTED = re.compile(r"""="([^"'<>]*)"(?=[^<>]*>)""")
_HEAD = re.compile(r"<\?xml.*?\?>|<!DOCTYPE[^>]*>|<metadata>.*?</metadata>", re.DOTALL)
# What is said stays as it is: a page is searched for names by it.
_SAID = re.compile(r"(<!--.*?-->|(?<=>)[^<>]+(?=</text>))", re.DOTALL)
_BETWEEN = re.compile(r">\s+<")
_DRAWN = re.compile(r'(?<= d=")[^"]*|(?<=translate\()[^)]*')
_DIGITS = re.compile(r"(\d+\.\d\d)\d+")
_NOUGHTS = re.compile(r"\.(\d*?)0+(?!\d)")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_TEXT = re.compile(r"(?<=<text )[^>]*")
_UPRIGHT = re.compile(r' transform="(?:rotate\(-0 [^)]*\)|translate\((\S+) ([^)\s]+)\))"$')
_PLACE = re.compile(r'( [xy]=")([^"]*)')
_LINKED = re.compile(r' xmlns:xlink="[^"]*"|xlink:(?=href=)')
_LETTER = re.compile(r'<use href="([^"]*)"(?: transform="translate\(([^\s)]+) ([^\s)]+)\)")?/>')
_SIZE = re.compile(r' viewBox="0 0 ([^ "]*) ([^ "]*)"')
_CLIP = re.compile(
    r'<clipPath id="(?P<name>[^"]*)"><rect x="0" y="0" '
    r'width="(?P<width>[^"]*)" height="(?P<height>[^"]*)"/></clipPath>'
)
_STYLE = re.compile(r' style="([^"]*)"')
_RULES = '<style type="text/css">'  # matplotlib's own
_GROUP = re.compile(r"<g(?: [^<>]*)?/?>|</g>")
_ROUND = re.compile(r'<path d="M (\S+) (\S+)\s+((?:C [^A-Za-z"]*){8})z\s*"')  # eight arcs
_RUN = re.compile(r'<path d="[^"]*"([^<>]*)/>(?:<path d="[^"]*"\1/>)+')
_OUTLINE = re.compile(r' d="([^"]*)"')
_BOX = re.compile(r"M([^,A-Z]*),?(-?[^,A-Z]*)H([^,A-Z]*)V([^,A-Z]*)H\1z")
_IDS = re.compile(r' id="([^"]*)"')
_REFERENCES = re.compile(r'(?<=href="#)[^"]*|(?<=url\(#)[^)]*')


def data_url(svg: str) -> Markup:
    """A drawing as an address that holds it whole, ready to stand between double quotes in HTML.

    Its signs are written as they are where an address may hold them, which is shorter than base64.
    """
    # An attribute ends where it began: single quotes may stand in an address, double ones may not.
    markup = _QUOTED.sub(r"='\1'", smaller(svg))
    return Markup("data:image/svg+xml," + quote(markup, safe=_ALLOWED))  # noqa: S704 - nothing is left to escape


def smaller(svg: str) -> str:
    """Without what nobody sees: blanks, thousandths of a point, long names, what is never named.

    Only places and outlines are rounded: letters are scaled by small numbers that have to be exact.
    Words stay as they are. Lines that look alike become one, and so are no darker where they cross.
    """
    pieces = _SAID.split(_BETWEEN.sub("><", _HEAD.sub("", svg)))
    markup = "\0".join(pieces[::2])
    markup = _ROUND.sub(_circle, _TEXT.sub(_upright, _LINKED.sub("", markup)))
    markup = _PLACE.sub(_rounded, _LETTER.sub(_letter, _DRAWN.sub(_places, markup)))
    markup = _RUN.sub(_joined, _ungrouped(_unclipped(_short_names(markup))))
    made = _classes(markup).split("\0")
    said = pieces[1::2]
    return made[0] + "".join(s + m for s, m in zip(said, made[1:], strict=True))


def _upright(text: re.Match[str]) -> str:
    """Words at their place; moved and turned only where they do not stand upright."""

    def place(moved: re.Match[str]) -> str:
        return f' x="{moved[1]}" y="{moved[2]}"' if moved[1] else ""

    return _UPRIGHT.sub(place, text.group())


def _circle(path: re.Match[str]) -> str:
    """A circle where one is drawn as arcs: begun at its top or foot, with all its corners on it."""
    arcs = [curve.split() for curve in path[3].split("C")[1:]]
    ends = [(float(arc[-2]), float(arc[-1])) for arc in arcs]
    x, y = float(path[1]), (float(path[2]) + ends[3][1]) / 2
    r = abs(float(path[2]) - y)
    if any(abs(math.hypot(to - x, down - y) - r) > ROUND for to, down in ends):
        return path.group()
    cx, cy, radius = (_shorter(f"{number:.4f}") for number in (x, y, r))
    return f'<circle cx="{cx}" cy="{cy}" r="{radius}"'


def _rounded(place: re.Match[str]) -> str:
    return place[1] + _shorter(place[2])


def _shorter(numbers: str) -> str:
    """To a hundredth, without noughts at the end."""
    return _NOUGHTS.sub(lambda n: f".{n[1]}" if n[1] else "", _DIGITS.sub(r"\1", numbers))


def _places(numbers: re.Match[str]) -> str:
    rounded = _shorter(numbers.group())
    return "".join(_steps(rounded)) if rounded[:1] == "M" else rounded


def _steps(outline: str) -> Iterator[str]:
    """An outline without what a step has in common with the one before: letter, column or line."""
    last, point = "", ["", ""]
    for letter, written in _STEP.findall(outline):
        numbers, to = written.replace(",", " ").split(), letter
        if letter == "L" and numbers[0] == point[0]:
            to, said = "V", numbers[1:]
        elif letter == "L" and numbers[1] == point[1]:
            to, said = "H", numbers[:1]
        else:
            said = numbers
        text = ",".join(said).replace(",-", "-")
        yield text if to == last and text[:1] == "-" else ("," if to == last else to) + text
        # Where a step ends is only said by those that are not relative and name both.
        ends = letter.isupper() and len(numbers) > 1
        last, point = to if to not in "MzZ" else "", numbers[-2:] if ends else ["", ""]


def _letter(use: re.Match[str]) -> str:
    name, x, y = use.groups()
    at = f' x="{x}"' if x and float(x) else ""
    at += f' y="{y}"' if y and float(y) else ""
    return f'<use href="{name}"{at}/>'


def _unclipped(markup: str) -> str:
    """Without what cuts off nothing, since it is as large as the whole drawing."""
    if (size := _SIZE.search(markup)) is None:
        return markup
    for clip in _CLIP.finditer(markup):
        if (clip["width"], clip["height"]) == size.groups():
            markup = markup.replace(f' clip-path="url(#{clip["name"]})"', "")
            markup = markup.replace(clip.group(), "")
    return markup


def _ungrouped(markup: str) -> str:
    """Without groups that say nothing of what they hold."""
    kept: list[bool] = []

    def needed(tag: re.Match[str]) -> str:
        said = tag.group()
        if said.endswith("/>"):
            return ""
        if said == "</g>":
            return said if kept.pop() else ""
        kept.append(said != "<g>")
        return said if kept[-1] else ""

    return _GROUP.sub(needed, markup)


def _joined(run: re.Match[str]) -> str:
    """Outlines that look alike as one: lines, and boxes of which none lies over another."""
    outlines = _OUTLINE.findall(run.group())
    if "fill: none" not in run[1] and not _apart(outlines):
        return run.group()
    return f'<path d="{"".join(outlines)}"{run[1]}/>'


def _apart(outlines: Iterable[str]) -> bool:
    """Whether all are upright boxes that at most touch."""
    found: list[tuple[float, float, float, float]] = []
    for outline in outlines:
        if (box := _BOX.fullmatch(outline)) is None:
            return False
        x, y, to_x, to_y = map(float, box.groups())
        mine = (min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
        if any(mine[0] < b[2] and b[0] < mine[2] and mine[1] < b[3] and b[1] < mine[3]
               for b in found):  # fmt: skip
            return False
        found.append(mine)
    return True


def _classes(markup: str) -> str:
    """How things look, written once for all that look so."""
    looks = dict.fromkeys(_STYLE.findall(markup))
    names = {look: f"c{at:x}" for at, look in enumerate(looks)}
    rules = "".join(f".{name}{{{look.replace(': ', ':').replace('; ', ';')}}}"
                    for look, name in names.items())  # fmt: skip
    markup = _STYLE.sub(lambda style: f' class="{names[style[1]]}"', markup)
    return markup.replace(_RULES, _RULES + rules, 1)


def _short_names(markup: str) -> str:
    """What is pointed at gets a short name, the rest none."""
    numbers = count()
    short = {name: f"_{next(numbers):x}" for name in dict.fromkeys(_REFERENCES.findall(markup))}
    markup = _IDS.sub(lambda i: f' id="{short[i[1]]}"' if i[1] in short else "", markup)
    return _REFERENCES.sub(lambda name: short[name.group()], markup)
