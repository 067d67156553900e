"""Quotations, attacked: nothing that names, that few would write or that runs leaves a text."""

from __future__ import annotations

import pandas as pd
import pytest
from conftest import Open
from small_texts import Frames, members, texts

from nicdev.evidence import EDITIONS, Edition
from nicdev.framework import framework
from nicdev.press.fragments import text_of
from nicdev.show.disclosure import disclose

KEY = "culture.narrative.in_context"
NARRATIVE = [
    key for key in framework().keys_at("culture.narrative") if framework().indicator(key).built
]
WRITTEN = (KEY, "culture.narrative.words", "culture.narrative.terms")  # words of texts stand there
LIMITS = framework().limits
LEXICON = "lexicon: {exit ticket: [exit ticket]}\nprivate: {members: [full_name]}\n"
PLAIN = "now we read the exit ticket with all children"
# What each hides, and how it stands in a text around the word that is looked up.
SECRETS = {
    "quintero": "now we and {} read the exit ticket with all children",
    "Quintero": "now we and {} read the exit ticket with all children",
    "E. Quintero": "now we and {} read the exit ticket with all children",
    "Quin\u00adtero": "now we and {} read the exit ticket with all children",
    "&#81;uintero": "now we and {} read the exit ticket with all children",
    "o1m3": "now we and {} read the exit ticket with all children",
    "North": "we at {} read the exit ticket with all children",
    "Marisol": "now we and {} read the exit ticket with all children",
    "Ngozi": "We asked. {} read the exit ticket with all children",
    "ann@school.example": "now write {} the exit ticket with all children",
    "2019": "since {} we read the exit ticket with all children",
    "stepdaughter": "now my {} read the exit ticket with all children",
}


def network(consent: str = "public") -> Frames:
    """Every member wrote the same, and one of them what gives them away."""
    frames = members()
    ids = frames["members"]["member_id"].tolist()
    said = [(one, "w2", PLAIN) for one in ids if one[0] == "o"]
    said += [("o1m3", "w2", text.format(secret)) for secret, text in SECRETS.items()]
    named = ["Eva Quintero" if one == "o1m3" else "Jo Ashworth" for one in ids]
    return frames | {"members": frames["members"].assign(full_name=named),
                     "documents": texts(said, consent)}  # fmt: skip


def test_what_could_say_who_wrote_it_is_in_no_edition_of_any_question(opened: Open) -> None:
    desk = opened(network(), LEXICON)
    for key in WRITTEN:
        shown = desk.shown(key).block["editions"]
        for edition in EDITIONS:
            said = text_of(str(shown[edition]["html"])).casefold().replace("\u00ad", "")
            for secret in SECRETS:
                # What few write is the evaluator's to read, and so are names of organisations.
                if edition == "evaluator" and secret in ("stepdaughter", "North"):
                    continue
                hidden = "quintero" if "uin" in secret else secret.casefold()
                assert hidden not in said, (key, edition, secret)
    rows = desk.evidence(KEY).rows
    assert rows.loc[rows["n"] > 1, "label"].tolist() == [PLAIN]  # which all wrote


@pytest.mark.parametrize(
    ("consent", "sees"),
    [("evaluator", {"evaluator"}), ("hub", {"evaluator", "hub"}),
     ("members", {"evaluator", "hub", "members"}), ("public", {"evaluator", "hub", "members"})],
)  # fmt: skip
def test_a_quotation_goes_as_far_as_its_author_let_it(
    opened: Open, consent: str, sees: set[Edition]
) -> None:
    said = [(f"o{org}m{at}", "w2", PLAIN) for org in (1, 2) for at in range(6)]
    evidence = opened(members() | {"documents": texts(said, consent)},
                      "lexicon: {exit ticket: [exit ticket]}\n").evidence(KEY)  # fmt: skip
    for edition in EDITIONS:
        rows = disclose(evidence, edition, LIMITS).rows
        assert (rows["unit"] == "context").any() == (edition in sees)
        if edition != "evaluator":
            assert rows[["n", "responded"]].isna().all(axis=None)


def test_of_a_word_of_few_people_nothing_is_quoted_to_others(opened: Open) -> None:
    said = [(f"o1m{at}", "w2", PLAIN) for at in range(4)]
    said += [(f"o2m{at}", "w2", PLAIN.replace("the exit ticket", "it")) for at in range(6)]
    evidence = opened(members() | {"documents": texts(said)},
                      "lexicon: {exit ticket: [exit ticket]}\n").evidence(KEY)  # fmt: skip
    assert len(evidence.rows) == 1  # the same words once
    for edition in EDITIONS[1:]:
        shown = disclose(evidence, edition, LIMITS)
        assert shown.verdict == "withheld"
        assert shown.held_back == ("quotations_apart",)


def test_nothing_of_a_text_executes(opened: Open) -> None:
    image = "<img src=x onerror=alert(1)>"
    bad = f"now we read <script>alert(1)</script> the exit ticket {image} with all"
    said = [(f"o{org}m{at}", "w2", bad) for org in (1, 2, 3) for at in range(6)]
    desk = opened(members() | {"documents": texts(said, "public")},
                  "lexicon: {exit ticket: [exit ticket]}\n")  # fmt: skip
    for key in WRITTEN:
        for made in desk.shown(key).block["editions"].values():
            html = str(made["html"])
            assert "alert" not in html
            assert "onerror" not in html
    assert desk.evidence(KEY).rows["label"].tolist() == ["now we read the exit ticket with all"]


BIG = ("we tried the exit ticket and it went well. " * 5000)[:200_000]
BAD: dict[str, pd.DataFrame] = {
    "one document": texts([("o1m1", "w1", "We tried it.")]),
    "no texts": texts([]),
    "200 kB in one cell": texts([("o1m1", "w1", BIG), ("o2m1", "w2", "We tried it.")]),
    "200 kB without a blank": texts([("o1m1", "w1", "x" * 200_000), ("o1m2", "w1", "<a" * 99_999)]),
    "mixed languages": texts([(f"o{org}m{at}", wave, said) for org in (1, 2, 3) for at in range(6)
                              for wave, said in (("w1", "我们一起改进教学。हिन्दी में लिखा"),
                                                 ("w2", "Кружок учителей, l’élève et nous"))]),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_verdict_and_a_sentence_for_texts_that_are_hardly_any(opened: Open, name: str) -> None:
    desk = opened(members() | {"documents": BAD[name]}, "lexicon: {exit ticket: [exit ticket]}\n")
    words = {word for group in framework().verdicts.values() for word in group}
    for key in NARRATIVE:
        assert {word for _, word in desk.evidence(key).verdicts} <= words, key
        for edition, made in desk.shown(key).block["editions"].items():
            assert made["html"], (key, edition)
    if name == "mixed languages":
        found = desk.evidence("culture.narrative.words").rows
        assert {"改进", "हिन्दी"} <= set(found["x"])
