"""Work: tests, theory, events, tables. Counts of tables are said, sizes of tables are not."""

from __future__ import annotations

from nicdev.evidence import Disclosed, Edition, Evidence, disclosed

OPEN_UNITS = ("indicators", "functions")
# Counts of tests, ideas and teams, never under a team's name; and tests over time.
COUNTED = ("tests", "ideas", "teams", "point", "centre", "longest_run", "crossings")


def disclose(evidence: Evidence, edition: Edition) -> Disclosed:
    """What is there and what is not; how many rows a table has stays with the evaluator."""
    frame = evidence.rows
    frame = frame[frame["unit"].isin([*OPEN_UNITS, *COUNTED, "rows"])].copy()
    frame = frame[~frame["group_kind"].isin(["team", "organization"])]
    frame.loc[frame["unit"] == "rows", ["numerator", "n"]] = float("nan")
    return disclosed(evidence, edition, frame=frame)
