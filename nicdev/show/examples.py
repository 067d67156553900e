"""Examples: a few tests in the words of their teams, for whoever is new."""

from __future__ import annotations

from collections.abc import Iterator

from nicdev.evidence import Disclosed, each_row
from nicdev.show.tables import Table, table
from nicdev.show.words import Words

PARTS = {
    "scale": "test_scale", "prediction": "test_prediction", "observed": "test_observed",
    "study": "test_study", "learning": "test_learning", "matched": "test_matched",
    "decision": "test_decision",
}  # fmt: skip
CHOSEN = ("scale", "matched", "decision")  # words of a closed list; the others are the team's own
DIAGRAM = "technical.theory.diagram"


def sentences(shown: Disclosed, words: Words) -> Iterator[str]:
    """The aim, how many examples there are, and where the theory stands."""
    rows = shown.rows
    for row in each_row(rows[rows["part"] == "aim"]):
        yield words.say("sentences.examples.aim", label=row.label)
    count = rows.loc[rows["part"] != "aim", "part"].nunique()
    yield words.say("sentences.examples.count", count=count)
    yield words.say("sentences.examples.diagram",
                    question=words.say(f"indicators.{DIAGRAM}.question"))  # fmt: skip


def tables(shown: Disclosed, words: Words) -> Iterator[Table]:
    """A table for each test: what was expected, seen, compared, learned and decided."""
    rows = shown.rows[shown.rows["part"] != "aim"]
    head = [words.say(f"columns.{column}") for column in ("part_of_test", "written")]
    for _, one in rows.groupby("part", sort=False):
        told = dict(zip(one["x"], one["label"], strict=True))
        caption = told.pop("idea") or words.say("captions.examples")
        body = [(words.word(PARTS[x]), words.word(text) if x in CHOSEN else text)
                for x, text in told.items()]  # fmt: skip
        yield table(caption, head, body)


def sure(shown: Disclosed, words: Words) -> Iterator[str]:
    """Nothing was worked out."""
    yield words.say("sure.own_words")
