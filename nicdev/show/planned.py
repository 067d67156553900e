"""How small a change could be seen, the more people answer: two lines and the plan on them."""

from __future__ import annotations

from collections.abc import Sequence

from nicdev.show import style
from nicdev.show.drawing import data_url
from nicdev.show.words import Words

HIGH = 2.9  # inches
GAP = 0.16  # between two names at the end of lines, as a part of the height


def figure(
    responses: Sequence[float],
    lines: Sequence[tuple[str, Sequence[float]]],
    planned: float,
    words: Words,
) -> str:
    """Lines of the smallest change by the share who answer, as an address that holds the picture.

    Parameters
    ----------
    responses : shares who answer, rising
    lines : the name of each line and its changes
    planned : the share that the plan counts on, one of them
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(style.SETTINGS):
        whole = Figure(figsize=(style.WIDTH, HIGH), layout="constrained")
        axes = whole.add_subplot()
        top = max((c for _, changes in lines for c in changes if c == c), default=1.0)
        for (name, changes), dashes in zip(lines, ("-", (0, (4, 2))), strict=False):
            axes.plot(list(responses), list(changes), linestyle=dashes, color=style.MARK,
                      linewidth=1.8, label=name)  # fmt: skip
            at = list(responses).index(planned)
            axes.plot([planned], [changes[at]], "o", color=style.ACCENT, markersize=6)
        axes.axvline(planned, color=style.MUTED, linewidth=0.8, zorder=0)
        axes.set(ylim=(0, top * 1.1), xlabel=words.say("plan.axis_response"),
                 ylabel=words.say("plan.axis_change"))  # fmt: skip
        axes.xaxis.set_major_formatter(lambda value, _: words.share(value))
        axes.legend(frameon=False, fontsize=style.SMALL)
        return str(data_url(style.svg(whole)))
