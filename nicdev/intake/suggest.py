"""A draft of a codebook: what the columns of an export look like, for a person to correct."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from nicdev.intake.answers import Answers, Heading, answers
from nicdev.intake.codebook import COLUMNS, ITEM, LEFT_OUT, NUMBER
from nicdev.intake.escape import escaped
from nicdev.intake.grid import Source
from nicdev.intake.labels import plain
from nicdev.tables.shape import has_address

# What a column holds, by its header; survey tools name them so.
HEADERS: Mapping[str, str] = {
    "responseid": "respondent_id", "response id": "respondent_id", "record_id": "respondent_id",
    "respondent id": "respondent_id", "respondent_id": "respondent_id",
    "member_id": "member_id", "member id": "member_id", "externalreference": "member_id",
    "recipientemail": "email", "email address": "email", "email": "email", "e-mail": "email",
    "recipientfirstname": "name", "recipientlastname": "name", "first name": "name",
    "last name": "name", "name": "name", "full name": "name", "your name": "name",
    "finished": "finished", "form_complete": "finished",
    "org_id": "org_id", "team_id": "team_id", "is_hub": "is_hub",
}  # fmt: skip
LIKE = 70.0  # likeness, of 100, below which no item is proposed
FEW = 12  # more different answers than this are no labels of a scale
# Usual scales, from low to high; they are proposed where the item has as many steps.
SCALES: tuple[tuple[str, ...], ...] = (
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
    ("strongly disagree", "disagree", "agree", "strongly agree"),
    ("strongly disagree", "disagree", "somewhat disagree", "somewhat agree", "agree",
     "strongly agree"),
    ("strongly disagree", "disagree", "somewhat disagree", "neither agree nor disagree",
     "somewhat agree", "agree", "strongly agree"),
    ("never", "rarely", "sometimes", "often", "always"),
    ("never", "rarely", "sometimes", "often", "very often"),
    ("not at all", "a little", "somewhat", "quite a bit", "a great deal"),
    ("not at all", "slightly", "moderately", "very", "extremely"),
    ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"),
    ("no", "yes"),
)  # fmt: skip
_NUMBERED = re.compile(r"\(?(\d+)\)?\s*[-\u2013.:=)].*|.*\((\d+)\)")
NO_ANSWER: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r".*\b(don['\u2019]?t|do not) know\b.*|not sure|unsure"), "dont_know"),
    (re.compile(r"n/?a|.*\bnot applicable\b.*|does not apply"), "not_applicable"),
    (re.compile(r"prefer not to .*|no answer|-99"), "skipped"),
)


def draft(source: Source, items: pd.DataFrame) -> pd.DataFrame:
    """A row for each column of the export: the columns `COLUMNS`, escaped for a spreadsheet.

    Where a label's number is not plain from usual scales a question mark stands in its place, and
    the codebook is refused until a person has replaced it. Of answers that are no labels only the
    number is shown: names and free text stay where they are.
    """
    found = next((one for grid in source.grids if (one := answers(grid))), None)
    if found is None:
        return pd.DataFrame(columns=list(COLUMNS), dtype="str")
    alike = _alike(found, items)
    rows = [_row(found, heading, items, *alike.get(heading.at, ("", 0.0)))
            for heading in found.headings]  # fmt: skip
    texts = [{name: escaped(row.get(name, "")) for name in COLUMNS} for row in rows]
    return pd.DataFrame(texts, columns=list(COLUMNS), dtype="str")


def _row(
    found: Answers, heading: Heading, items: pd.DataFrame, item_id: str, likeness: float
) -> dict[str, str]:
    cells = [cell for cell in found.cells(heading) if cell]
    seen = Counter(cells)
    # The question where it stands beside a short code, else the header, which is the question.
    row = {"column": heading.header, "holds": LEFT_OUT, "seen": f"{len(seen)} different texts"}
    if heading.text != heading.header:
        row["text"] = heading.text
    holds = HEADERS.get(plain(heading.header), "")
    if has_address(pd.Series(cells, dtype="str")):
        holds = "email"
    if holds:
        return row | {"holds": holds}
    labels = len(seen) <= FEW and not has_address(pd.Series(list(seen), dtype="str"))
    if labels and cells and max(map(len, seen)) <= 60:
        row["seen"] = ", ".join(f"{text} ({times})" for text, times in sorted(seen.items()))
    elif not item_id:
        return row
    if not item_id:
        return row | _new_item(heading, list(seen), set(items["item_id"]))
    item = next(one for one in items.to_dict("records") if one["item_id"] == item_id)
    low, high = float(item["low"]), float(item["high"])
    row |= {"holds": ITEM, "item_id": item_id, "likeness": f"{likeness:.0f}",
            "reversed": "yes" if item["reversed"] else "no", "text": str(item["text"]),
            "key": str(item["key"])}  # fmt: skip
    row["labels"], row["missing"] = _labels(list(seen), low, round(high - low) + 1)
    return row


def _new_item(heading: Heading, seen: Sequence[str], taken: set[str]) -> dict[str, str]:
    """What a column looks like that is like no item, and is answered on a usual scale.

    What the question is about (`key`, `referent`) is for a person to say. Where the answers that
    were given do not tell which scale it is, the numbers are, too.
    """
    given = {plain(text) for text in seen if not _why_none(text)}
    fitting = [scale for scale in SCALES if given <= set(scale)]
    if len(given) < 2 or not fitting:
        return {}
    told = [scale for scale in fitting if given == set(scale)] or fitting
    steps = len(told[0]) if len(told) == 1 else 0
    labels, missing = _labels(seen, 1, steps)
    ends = {"low": "1", "high": str(steps)} if steps else {}
    item_id = f"q{heading.at + 1}"
    while item_id in taken:
        item_id += "-new"
    return {"holds": ITEM, "item_id": item_id, "text": heading.text, "labels": labels,
            "missing": missing, "reversed": "no"} | ends  # fmt: skip


def _why_none(text: str) -> str:
    """Why there is no answer, for a text that stands in the place of one."""
    return next((said for words, said in NO_ANSWER if words.fullmatch(plain(text))), "")


def _labels(seen: Sequence[str], low: float, steps: int) -> tuple[str, str]:
    """Labels with the numbers that are plain, and texts that stand for no answer."""
    missing: list[tuple[str, str]] = []
    labels: list[tuple[str, str]] = []
    for text in sorted(seen):
        why = _why_none(text)
        (missing if why else labels).append((text, why))
    none = "; ".join(f"{text}={why}" for text, why in missing)
    if all(NUMBER.fullmatch(text) for text, _ in labels):
        return "", none
    scale = next((one for one in SCALES if len(one) == steps
                  and all(plain(text) in one for text, _ in labels)), ())  # fmt: skip
    if scale:
        return "; ".join(f"{text}={low + at:g}" for at, text in enumerate(scale)), none
    pairs = []
    for text, _ in labels:
        number = _NUMBERED.fullmatch(text)
        pairs.append(((number[1] or number[2]) if number else "?", text))
    return "; ".join(f"{text}={step}" for step, text in sorted(pairs)), none


def _alike(found: Answers, items: pd.DataFrame) -> dict[int, tuple[str, float]]:
    """For columns, the item most like each: the likest pairs first, every item once."""
    from rapidfuzz import fuzz

    pairs = []
    for heading in found.headings:
        wordings = {plain(heading.text), plain(heading.text.rpartition(" - ")[2]),
                    plain(re.sub(r".*\[(.*)\]$", r"\1", heading.text))}  # fmt: skip
        for item_id, text in zip(items["item_id"], items["text"], strict=True):
            best = max(fuzz.ratio(wording, plain(str(text))) for wording in wordings)
            if plain(heading.header) == plain(str(item_id)):
                best = 100.0
            if best >= LIKE:
                pairs.append((best, heading.at, str(item_id)))
    chosen: dict[int, tuple[str, float]] = {}
    taken: set[str] = set()
    for best, at, item_id in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if at not in chosen and item_id not in taken:
            chosen[at] = (item_id, best)
            taken.add(item_id)
    return chosen
