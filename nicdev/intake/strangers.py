"""People in a source who are not known to be on the roster: said, and never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nicdev.errors import Problem
from nicdev.intake.roster import People, proposals
from nicdev.tables.say import counted, quoted, some

REVIEW = "Run the same command with --review, confirm who is who, and bring the file again."


def unconfirmed(file: str, names: Iterable[str], rows: Sequence[int]) -> Problem:
    """People whose rows cannot be used before somebody has said who they are."""
    return Problem(
        "unknown_people", file,
        f"answers from {some(list(dict.fromkeys(names)))}, whom nobody has confirmed",
        "people by id, by e-mail, or by a name that was confirmed", REVIEW, tuple(rows),
    )  # fmt: skip


def named(
    file: str, names: Iterable[str], people: People, of: tuple[str, str] = ("name", "names")
) -> list[Problem]:
    """People who are named by others: those like somebody on the roster have to be looked at.

    The others are outside the roster; all of them are listed.
    """
    found = proposals(((name, "") for name in names), people)
    alike = found["member_id"].ne("")
    problems = []
    like, outside = (found.loc[mask, "written_as"].tolist() for mask in (alike, ~alike))
    if like:
        problems.append(Problem(
            "perhaps_on_roster", file, f"{some(like)}, who may be on the roster under another name",
            "people by id, by e-mail, or by a name that was confirmed", REVIEW,
        ))  # fmt: skip
    if outside:
        problems.append(Problem(
            "outside_roster", file, f"{counted(len(outside), *of)} of nobody on the "
            f"roster: {', '.join(map(quoted, outside))}", "people on the roster",
            "Add them to members, or go on: what is said of them was not read.", level="warning",
        ))  # fmt: skip
    return problems
