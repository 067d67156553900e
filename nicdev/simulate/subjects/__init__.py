"""What made-up networks work on and how they talk: words only; nobody in them exists."""

from __future__ import annotations

from nicdev.simulate.subjects.algebra import ALGEBRA
from nicdev.simulate.subjects.attendance import ATTENDANCE
from nicdev.simulate.subjects.literacy import LITERACY
from nicdev.simulate.subjects.subject import PLACES, SORTS, Idea, Measure, Subject

SUBJECTS = {"algebra": ALGEBRA, "literacy": LITERACY, "attendance": ATTENDANCE}

__all__ = ["PLACES", "SORTS", "SUBJECTS", "Idea", "Measure", "Subject"]
