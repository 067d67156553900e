"""The one look of every figure: colours told apart without hue, type that stays readable.

Colours carry kind and order, never good and bad. Fills run from light to dark with an outline, so
that they survive grey printing; marks and lines meet 3:1 on white.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#1d2733"
MUTED = "#55606e"
MARK = "#0a5a8c"  # 6.9:1 on white
ACCENT = "#a34700"  # 5.9:1 on white
RAMP = ("#eef4f8", "#c3dbe9", "#8bb8d3", "#4c8db4", "#17608f", "#0b3c5d", "#062338")
WIDTH = 7.2  # inches; the page is as wide as some seventy letters

SETTINGS: Any = {
    "figure.dpi": 100,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # ships with matplotlib: the same letters everywhere
    "font.size": 10.5,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "svg.fonttype": "path",  # letters as outlines: a reader's machine may have other fonts
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


def svg(figure: Figure) -> str:
    """The figure as SVG text, the same bytes for the same figure."""
    from matplotlib import rc_context

    out = io.StringIO()
    with rc_context(SETTINGS):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def fills(size: int) -> Sequence[str]:
    """`size` fills from light to dark."""
    if size == 1:
        return (RAMP[2],)
    steps = [round(i * (len(RAMP) - 2) / (size - 1)) for i in range(size)]
    return [RAMP[step] for step in steps]


def letters_on(fill: str) -> str:
    """Ink or white, whichever reads better on a fill."""
    return "white" if RAMP.index(fill) >= 3 else INK


def wrapped(text: str, width: int) -> str:
    """Text in lines of at most `width` letters, cut where even one word is longer; three lines."""
    import textwrap

    return "\n".join(textwrap.wrap(text, width, max_lines=3, placeholder=" …")) or text[:width]
