"""The one look of every figure: colours told apart without hue, type that stays readable.

Colours carry kind and order, never good and bad. Fills run from the paper's lightness to its
opposite with an outline, so that they survive grey printing; marks and lines meet 3:1 on the paper.
A picture names its colours, and says what each is on a light and on a dark screen.
"""

from __future__ import annotations

import html
import io
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAPER = "#ffffff"
INK = "#1d2733"
MUTED = "#55606e"
MARK = "#0a5a8c"
ACCENT = "#a34700"
RAMP = ("#eef4f8", "#c3dbe9", "#8bb8d3", "#37799f", "#17608f", "#0b3c5d", "#062338")
# The same by name, light and dark; brief.css has the first five under these names too.
SCREENS: Mapping[str, tuple[str, str]] = {
    "paper": (PAPER, "#12181f"),
    "ink": (INK, "#e8edf2"),
    "muted": (MUTED, "#a9b4c0"),
    "mark": (MARK, "#7cbfe8"),
    "accent": (ACCENT, "#f0a36b"),
    "r0": (RAMP[0], "#1b2732"),
    "r1": (RAMP[1], "#223a4c"),
    "r2": (RAMP[2], "#2b526d"),
    "r3": (RAMP[3], "#6fa9cb"),
    "r4": (RAMP[4], "#93c3df"),
    "r5": (RAMP[5], "#bcdaec"),
    "r6": (RAMP[6], "#dcedf7"),
}
_NAMES = {light: f"var(--{name})" for name, (light, _) in SCREENS.items()}
_COLOUR = re.compile("|".join(_NAMES))
_TAG = re.compile("<[^<>]*>")  # words are not in tags: what looks like a colour there stays

WIDTH = 4.2  # inches: so narrow that a whole figure can be read on a phone
WIDE = 6.6  # inches, for what needs them: printed as large as it is, moved sideways on a phone
LETTERS = 10.5  # points; nothing is smaller than SMALL
SMALL = 9.5
TINY = 8.0  # only in WIDE figures, which no page prints smaller
LINE = 0.19  # inches that a line of LETTERS takes
HALO = {"facecolor": PAPER, "edgecolor": "none", "alpha": 0.8, "pad": 0.5}  # names over lines

# Signs that no XML may hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = re.compile(
    r'<text style="(?P<look>[^"]*font-size: (?P<size>[\d.]+)px[^"]*)"(?P<place>[^>]*)>'
    r"(?P<words>[^<]*)</text>"
)

SETTINGS: dict[Any, Any] = {
    "figure.dpi": 100,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # ships with matplotlib: the same letters everywhere
    "font.size": LETTERS,
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "text.parse_math": False,  # a question about $5 and $6 is no formula
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "svg.fonttype": "none",  # letters of the reader's machine, which has more than one font holds
    "svg.hashsalt": "nicdev",  # same inputs, same bytes
}


@contextmanager
def canvas(height: float, width: float = WIDTH) -> Iterator[tuple[Figure, Axes]]:
    """A figure and its axes in the house style; no global option is touched."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(SETTINGS):
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure, figure.add_subplot()


@contextmanager
def sheet(height: float, below: float = 0.0, width: float = WIDTH) -> Iterator[tuple[Figure, Axes]]:
    """A figure measured in inches from its upper left corner, with room `below` for an axis."""
    with canvas(height + below, width) as (figure, axes):
        figure.set_layout_engine("none")
        axes.set_position((0, below / (height + below), 1, height / (height + below)))
        axes.set(xlim=(0, width), ylim=(height, 0), xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        yield figure, axes


def svg(figure: Figure) -> str:
    """The figure as SVG text, the same bytes for the same figure."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    out = io.StringIO()
    # savefig would draw all twice, once to find out how large it is: it is as large as its sheet.
    with rc_context(SETTINGS), _letters_of_the_reader():
        untyped: Any = FigureCanvasSVG(figure)
        untyped.print_svg(out, metadata={"Date": None, "Creator": None})
    return named(_TEXT.sub(_as_measured, _NO_XML.sub("", out.getvalue())))


def _as_measured(text: re.Match[str]) -> str:
    """A line of text that takes the room it was given, whatever letters the reader's machine has.

    Verdana, which many machines without DejaVu Sans have, is much as wide.
    """
    look, words = text["look"], html.unescape(text["words"])
    inches = length(words, float(text["size"]), bold="font-weight: 700" in look)
    look = look.replace("'DejaVu Sans', sans-serif", "'DejaVu Sans',Verdana,sans-serif")
    wide = f' textLength="{inches * 72:.1f}"' if inches else ""
    return f'<text style="{look}"{wide}{text["place"]}>{text["words"]}</text>'


def named(picture: str) -> str:
    """Colours by name, so that a picture goes with a dark screen; on paper it is always light."""
    picture = _TAG.sub(lambda tag: _COLOUR.sub(lambda at: _NAMES[at[0]], tag[0]), picture)
    light, dark = (
        ";".join(f"--{name}:{screens[at]}" for name, screens in SCREENS.items()) for at in (0, 1)
    )
    rule = f"svg{{{light}}}@media screen and (prefers-color-scheme:dark){{svg{{{dark}}}}}"
    return picture.replace("<defs>", f"<style>{rule}</style><defs>", 1)


def wide(image: str) -> bool:
    """Whether SVG text was drawn on a WIDE sheet."""
    return f'width="{WIDE * 72:g}pt"' in image[:2000]


def fills(size: int) -> Sequence[str]:
    """`size` fills from light to dark."""
    if size == 1:
        return (RAMP[2],)
    steps = [round(i * (len(RAMP) - 2) / (size - 1)) for i in range(size)]
    return [RAMP[step] for step in steps]


def letters_on(fill: str) -> str:
    """Ink or the colour of the paper, whichever reads better on a fill."""
    return PAPER if RAMP.index(fill) >= 3 else INK


@cache  # the same names are measured for each of many pictures
def length(text: str, size: float = LETTERS, *, bold: bool = False) -> float:
    """How wide a line of text is drawn, in inches."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    family, weight = SETTINGS["font.sans-serif"], "bold" if bold else "normal"
    font = FontProperties(family=family, size=size, weight=weight)
    with _letters_of_the_reader():
        return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]) / 72


@contextmanager
def _letters_of_the_reader() -> Iterator[None]:
    """A letter that the font lacks is measured as a box, and drawn by the reader's machine."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        yield


def tall(text: str, size: float = LETTERS) -> float:
    """How high lines of text are drawn, in inches."""
    return LINE * size / LETTERS * (1 + text.count("\n"))


def wrapped(
    text: str, inches: float, size: float = LETTERS, *, bold: bool = False, most: int = 3
) -> str:
    """Text in at most `most` lines, none wider than `inches`; what does not fit ends in ``…``."""

    def fits(line: str) -> bool:
        return length(line, size, bold=bold) <= inches

    def shortened(line: str) -> str:
        room = bisect_right(range(len(line)), 0, key=lambda n: int(not fits(line[:n] + "…")))
        return line[: max(room - 1, 0)].rstrip() + "…"

    lines: list[str] = []
    for word in text.split():
        if lines and fits(f"{lines[-1]} {word}"):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    cut = len(lines) > most
    for at, line in enumerate(lines := lines[:most]):
        ending = "…" if cut and at == most - 1 else ""
        lines[at] = line + ending if fits(line + ending) else shortened(line)
    return "\n".join(lines)


def apart(wanted: Sequence[float], room: Sequence[float], low: float, high: float) -> list[float]:
    """Middles as near as may be to where they are wanted, in that order, none in another's room.

    Between `low` and `high`, if all the room there is does for them; else beyond `high`.
    """
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    before, taken = {}, 0.0
    for at in order:
        before[at], taken = taken + room[at] / 2, taken + room[at]
    runs: list[list[float]] = []  # sum and number of those that touch: their mean is their place
    for at in order:
        runs.append([wanted[at] - before[at], 1])
        while len(runs) > 1 and runs[-2][0] / runs[-2][1] > runs[-1][0] / runs[-1][1]:
            total, count = runs.pop()
            runs[-1] = [runs[-1][0] + total, runs[-1][1] + count]
    starts = iter([total / count for total, count in runs for _ in range(int(count))])
    placed = {at: max(min(next(starts), high - taken), low) + before[at] for at in order}
    return [placed[at] for at in range(len(wanted))]
