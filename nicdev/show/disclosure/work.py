"""Work: tests, theory, events, tables. Counts pass; what stands under a team's name does not."""

from __future__ import annotations

import pandas as pd

from nicdev.evidence import WHOLE, Disclosed, Edition, Evidence, disclosed

OPEN_UNITS = ("indicators", "functions")
# What is there of an aim or a measure; counts of tests, teams and learnings; cells of a grid;
# boxes and links of a picture; a total beside them.
COUNTED = ("aspects", "tests", "teams", "learnings", "cells", "node", "edge", "outside",
           "behind", "read", "points")  # fmt: skip
OPEN_KINDS = (WHOLE, "driver", "kind", "measure", "scale", "version")
NAMED_KINDS = ("team", "organization")  # a row of this kind of group stands under a name


def disclose(evidence: Evidence, edition: Edition, *, named: bool = False) -> Disclosed:
    """What is there and what is not; how many rows a table has stays with the evaluator.

    Rows that stand under the name of a team or an organisation pass only where the network is
    open to its members (`named`). The codes of boxes and tests, which may hold a name, become
    numbers. A test that its team does not share is no dot in a picture.
    """
    rows = evidence.rows
    counted = rows["unit"].isin(COUNTED)
    open_ = rows["unit"].isin([*OPEN_UNITS, "rows"]) | counted & rows["group_kind"].isin(OPEN_KINDS)
    apart = counted & rows["group_kind"].isin(NAMED_KINDS)
    kept_back = (rows["unit"] == "node") & (rows["relation"] == "not shared")
    frame = rows[(open_ | (apart & named)) & ~kept_back].copy()
    frame.loc[frame["unit"] == "rows", ["numerator", "n"]] = float("nan")
    held = ["teams_apart"] if apart.any() and not named else []
    held += ["tests_not_shared"] if kept_back.any() else []
    return disclosed(evidence, edition, frame=_numbered(frame), held_back=held)


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    """Boxes of a picture under numbers in place of codes; links to those that are left."""
    node, edge = frame["unit"] == "node", frame["unit"] == "edge"
    if not (node | edge).any():
        return frame
    numbers = {code: str(at + 1) for at, code in enumerate(frame.loc[node, "part"])}
    linked = frame["part"].isin(numbers) & frame["x"].isin(numbers)
    frame = frame[~edge | linked].copy()  # a link needs both ends
    node, edge = frame["unit"] == "node", frame["unit"] == "edge"
    frame.loc[node | edge, "part"] = frame.loc[node | edge, "part"].map(numbers)
    frame.loc[edge, "x"] = frame.loc[edge, "x"].map(numbers)
    return frame
