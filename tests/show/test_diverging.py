"""Bars that lie around the middle of their scale, where answers leave one."""

from __future__ import annotations

import math
import re

import pandas as pd
import pytest

from nicdev.language import locale
from nicdev.show import bars
from nicdev.show.words import Words

WORDS = Words(locale("en"))


def spread(**shares: float) -> pd.DataFrame:
    return pd.DataFrame({"x": [x.lstrip("_").replace("to", "-") for x in shares],
                         "value": list(shares.values())})  # fmt: skip


def test_half_of_the_middle_answer_lies_below() -> None:
    """By hand; four steps have no middle answer, and the middle is between the second and third."""
    assert bars.below(spread(_1=0.1, _2=0.2, _3=0.4, _4=0.2, _5=0.1)) == pytest.approx(0.5)
    assert bars.below(spread(_1=0.1, _2=0.2, _3=0.3, _4=0.4)) == pytest.approx(0.3)
    assert bars.below(spread(_1to2=0.1, _3=0.4, _4to5=0.5)) == pytest.approx(0.3)


def test_answers_that_are_shown_together_across_the_middle_have_no_side() -> None:
    assert math.isnan(bars.below(spread(_1to3=0.5, _4to5=0.5)))
    assert math.isnan(bars.below(spread(_1to3=0.5, _4=0.5)))


def test_the_middles_stand_below_one_another() -> None:
    low, high = spread(_1=0.8, _2=0.1, _3=0.1), spread(_1=0.1, _2=0.1, _3=0.8)
    picture = bars.diverging([("Low?", low), ("High?", high)], WORDS)
    line = r'd="M ([\d.]+) [\d.]+ \nL ([\d.]+) [\d.]+ \n"'
    (middle,) = {start for start, end in re.findall(line, picture) if start == end}
    box = r'd="M ([\d.]+) [\d.]+ \nL ([\d.]+) [\d.]+ \nL ([\d.]+)'
    drawn = [(float(a), float(b)) for a, b, _ in re.findall(box, picture)][-6:]
    halves = [(left + right) / 2 for left, right in (drawn[1], drawn[4])]  # those who chose 2
    assert halves == pytest.approx([float(middle)] * 2, abs=0.01)
