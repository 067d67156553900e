"""What members say, in which words: counted by hand, and planted truth that is found and lost."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from conftest import Open
from small_texts import Frames, members, texts, theory

from nicdev.evidence import Edition
from nicdev.framework import framework
from nicdev.language import locale
from nicdev.show import slope
from nicdev.show.blocks import block
from nicdev.show.disclosure import disclose
from nicdev.show.words import Words
from nicdev.study import Study

LIMITS = framework().limits
WORDS = "culture.narrative.words"
TERMS, TALK, WE = (f"culture.narrative.{name}" for name in ("terms", "talk", "pronouns"))
EDITIONS: tuple[Edition, ...] = ("hub", "members")


def speakers() -> list[str]:
    return [one for one in members()["members"]["member_id"] if one[0] == "o"]


def cells(rows: pd.DataFrame, part: str) -> dict[tuple[str, str], tuple[float, float]]:
    mine = rows[(rows["unit"] == "cells") & (rows["part"] == part)]
    return {(r.group, r.x): (r.numerator, r.n) for r in mine.itertuples()}


def two_comparisons(hub: str = "we stand by the method", later: str = "the rehearsal") -> Frames:
    """The hub says one thing, and members of the second wave another that they did not say."""
    said = [(one, wave, f"children met a task today and it went its way{end}.")
            for one in speakers()
            for wave, end in (("w1", ""), ("w2", f" with {later}"))]  # fmt: skip
    said += [
        (f"h{at}", wave, f"{hub} again and again.") for at in range(6) for wave in ("w1", "w2")
    ]
    return members() | {"documents": texts(said)}


def test_the_hub_is_set_beside_members_and_now_beside_before(opened: Open) -> None:
    rows = opened(two_comparisons()).evidence(WORDS).rows
    found = rows[rows["unit"] == "word"].groupby("group")["x"].agg(set).to_dict()
    assert found["texts of hub"] >= {"method", "stand"}
    assert found["latest wave"] == {"rehearsal"}
    assert "earlier waves" not in found
    one = rows[rows["x"] == "rehearsal"].iloc[0]
    # 24 uses among all words of members now, none before: G2 by hand from two cells.
    now = 24 * 7  # children met task today went way rehearsal
    before = now - 24
    expected = 2 * 24 * np.log(24 / (now * 24 / (now + before)))
    assert one["limit"] == pytest.approx(expected)
    assert one["numerator"] == one["responded"] == 24
    assert np.isnan(one["upper"])


def test_without_a_difference_no_word_stands_out(opened: Open) -> None:
    same = "children met a task today and it went its way"
    rows = opened(two_comparisons(same, "it")).evidence(WORDS).rows
    assert not (rows["unit"] == "word").any()
    assert rows.loc[rows["unit"] == "compared", "part"].tolist() == [
        "hub and members", "now and before"]  # fmt: skip


def test_a_word_needs_three_people_and_others_see_it_from_five(opened: Open) -> None:
    """Of 24 members two, three and five use a word of their own, often."""
    own = {"oddly": 2, "gladly": 3, "wildly": 5}
    said = [(one, wave, "children met a task today" + "".join(
        f" {word}" * 9 for word, count in own.items() if wave == "w2" and at < count))
        for at, one in enumerate(speakers()) for wave in ("w1", "w2")]  # fmt: skip
    # Those who use it are as many as they are: the design effect is that of a few people.
    evidence = opened(members() | {"documents": texts(said)},
                      "limits: {word_probability: 0.5}\n").evidence(WORDS)  # fmt: skip
    seen = {"evaluator": set(evidence.rows["x"])} | {
        edition: set(disclose(evidence, edition, LIMITS).rows["x"]) for edition in EDITIONS
    }
    assert "oddly" not in seen["evaluator"]
    for edition in EDITIONS:
        assert not seen[edition] & {"oddly", "gladly"}


@pytest.mark.parametrize("text", ["", "…", "123 !!", "<script>alert(1)</script>"])
def test_texts_without_a_word_are_no_evidence_or_say_nothing(opened: Open, text: str) -> None:
    frames = members() | theory(a="Books read aloud") | {
        "documents": texts([(one, "w1", text or ".") for one in speakers()])}  # fmt: skip
    desk = opened(frames)
    for key in (WORDS, TERMS, TALK, WE):
        assert desk.evidence(key).verdict in ("no evidence", "too little to say", "described")
        rows = desk.evidence(key).rows
        assert not (rows["unit"] == "word").any()
        assert (rows.loc[rows["unit"] == "cells", "numerator"] == 0).all()


# --- lists ------------------------------------------------------------------------------------

THEORY = theory(aim="All children read well", a="Books read aloud", b="Families read with us")


def test_words_are_taken_from_the_theory_until_the_network_names_its_own(opened: Open) -> None:
    """read stands in all three boxes and marks out none; the params take its place."""
    said = [("o1m1", "w1", "Books! Aloud, and families."), ("o1m2", "w1", "Read it."),
            ("o2m1", "w2", "Children and books."), ("h1", "w2", "Books.")]  # fmt: skip
    frames = members() | THEORY | {"documents": texts(said)}
    found = opened(frames).evidence(TERMS)
    assert found.caveats == ("terms_as_written", "terms_from_theory")
    listed = found.rows[found.rows["unit"] == "list"]
    assert set(listed["group"]) == {"books", "aloud", "families", "us", "children", "well"}
    assert cells(found.rows, "texts of members")["books", "Spring"] == (1, 2)
    assert cells(found.rows, "texts of members")["books", "Autumn"] == (1, 1)
    own = opened(frames, "lexicon: {reading: [read, reads]}\n").evidence(TERMS)
    assert own.caveats == ("terms_as_written",)
    assert cells(own.rows, "texts of members")["reading", "Spring"] == (1, 2)
    assert own.rows.loc[own.rows["unit"] == "list", "label"].tolist() == ["read; reads"]
    few = opened(frames, "limits: {lexicon_words: 2}\n").evidence(TERMS)
    assert (few.rows["unit"] == "list").sum() == 2


def test_talk_is_told_apart_by_lists_that_everybody_sees(opened: Open) -> None:
    said = [("o1m1", "w1", "We tested it and the children liked books."),
            ("o1m2", "w1", "My colleagues helped one another."),
            ("h1", "w1", "Our run chart.")]  # fmt: skip
    frames = members() | THEORY | {"documents": texts(said)}
    found = opened(frames).evidence(TALK)
    spring = {group: n for (group, _), n in cells(found.rows, "texts of members").items()}
    assert spring == {"talk of problem": (1, 2), "talk of method": (1, 2),
                      "talk of collaboration": (1, 2)}  # fmt: skip
    assert cells(found.rows, "texts of hub")["talk of method", "Spring"] == (1, 1)
    listed = found.rows[found.rows["unit"] == "list"].set_index("group")["label"]
    assert "run chart" in listed["talk of method"].split("; ")
    assert "us" not in listed["talk of problem"].split("; ")  # a word of another list
    own = opened(frames, "word_lists: {method: [liked], problem: [colleagues]}\n").evidence(TALK)
    spring = {group: n for (group, _), n in cells(own.rows, "texts of members").items()}
    assert spring["talk of method"] == (1, 2)
    assert own.caveats == ("talk_lists",)


def test_talk_that_was_planted_is_found_and_even_talk_is_even(opened: Open) -> None:
    def step(later: float) -> float:
        random = np.random.default_rng(2)
        said = [(one, wave, "Today " + ("we tested it" if random.random() < share else "it went"))
                for one in speakers() * 3
                for wave, share in (("w1", 0.2), ("w2", later))]  # fmt: skip
        rows = opened(members() | {"documents": texts(said)}).evidence(TALK).rows
        found = cells(rows, "texts of members")
        one, two = (found["talk of method", wave] for wave in ("Spring", "Autumn"))
        return two[0] / two[1] - one[0] / one[1]

    assert step(0.8) > 0.4
    assert abs(step(0.2)) < 0.15


def test_texts_with_more_words_for_us_than_for_oneself(opened: Open) -> None:
    said = [("o1m1", "w1", "We did our work and I liked it."), ("o1m2", "w1", "I, me and us."),
            ("o1m3", "w1", "I’m here; we’re here."), ("o2m1", "w1", "It rained."),
            ("o2m1", "w2", "Let's go, US!"), ("h1", "w2", "We")]  # fmt: skip
    rows = opened(members() | {"documents": texts(said)}).evidence(WE).rows
    assert cells(rows, "texts of members") == {
        ("more of we", "Spring"): (1, 3), ("more of we", "Autumn"): (1, 1)}  # fmt: skip


def test_an_unknown_list_is_met_with_the_one_that_was_meant(opened: Open) -> None:
    from nicdev.errors import ParamsRefused

    with pytest.raises(ParamsRefused) as refused:
        opened(members(), "word_lists: {methods: [test]}\n")
    assert str(refused.value).endswith(
        "found the unknown list of words 'methods'; expected one of problem, method, "
        "collaboration, we, i. Did you mean 'method'?"
    )


# --- places -----------------------------------------------------------------------------------


def placed(counts: dict[str, tuple[int, int]]) -> Frames:
    """In each organisation so many members use the word of so many who wrote, in the last wave."""
    said = [(f"{org}m{at}", "w2", "the chart" if at < using else "nothing")
            for org, (using, of) in counts.items() for at in range(of)]  # fmt: skip
    return members(12) | {"documents": texts(said)}


LEXICON = "lexicon: {chart: [chart]}\n"


def test_terms_by_place_add_up_and_leave_only_where_each_place_has_enough(opened: Open) -> None:
    enough = {"o1": (5, 12), "o2": (6, 12), "o3": (7, 12)}
    for counts, leaves in ((enough, True), (enough | {"o2": (4, 12)}, False),
                           (enough | {"o3": (8, 12)}, False)):  # fmt: skip
        evidence = opened(placed(counts), LEXICON).evidence(TERMS)
        by_place = cells(evidence.rows, "by organization")
        assert [n for n, _ in by_place.values()] == [counts[org][0] for org in counts]
        for edition in EDITIONS:
            shown = disclose(evidence, edition, LIMITS)
            assert bool(cells(shown.rows, "by organization")) == leaves
            assert ("places_apart" in shown.held_back) != leaves


def test_texts_by_place_are_of_this_wave_so_that_briefs_cannot_be_subtracted(opened: Open) -> None:
    frames = placed({"o1": (5, 12), "o2": (6, 12), "o3": (7, 12)})
    earlier = frames["documents"].assign(wave="w1", on="2025-02-01",
                                         document_id=lambda f: "e" + f["document_id"])  # fmt: skip
    both = frames | {"documents": pd.concat([frames["documents"], earlier])}
    alone, with_before = (cells(opened(f, LEXICON).evidence(TERMS).rows, "by organization")
                          for f in (frames, both))  # fmt: skip
    assert alone == with_before


# --- how far apart ----------------------------------------------------------------------------

APART = "culture.narrative.convergence"


def spoken(own: float, later: float, longer: int = 1, each: int = 6, seed: int = 1) -> Frames:
    """Each organisation has words of its own for some of what it says, at each wave as many."""
    random = np.random.default_rng(seed)
    common = [f"word{'abcdefghij'[at % 10]}{'klmno'[at // 10]}" for at in range(50)]
    said = []
    for wave, share, length in (("w1", own, 60), ("w2", later, 60 * longer)):
        for org in ("o1", "o2", "o3"):
            mine = [f"{name}of{'abc'[int(org[1]) - 1]}" for name in common[:20]]
            for at in range(each):
                theirs = random.random(length) < share
                picked = np.where(theirs, random.choice(mine, length),
                                  random.choice(common, length))  # fmt: skip
                said.append((f"{org}m{at}", wave, " ".join(picked)))
    return members() | {"documents": texts(said)}


def test_organisations_that_come_to_speak_alike_are_found_and_longer_texts_are_not(
    opened: Open,
) -> None:
    found = opened(spoken(0.4, 0.05)).evidence(APART)
    assert found.verdict == "lower"
    waves = found.rows[found.rows["unit"] == "apart"]
    assert waves["x"].tolist() == ["Spring", "Autumn"]
    assert waves["value"].iloc[0] > waves["upper"].iloc[0]
    assert waves[["numerator", "n", "responded"]].to_numpy().tolist() == [[3, 18, 6]] * 2
    assert found.rows.equals(opened(spoken(0.4, 0.05)).evidence(APART).rows)  # seeded
    assert opened(spoken(0.2, 0.2, longer=5)).evidence(APART).verdict == "about the same"


def test_five_speakers_of_an_organisation_are_needed_and_nobody_is_counted(opened: Open) -> None:
    desk = opened(spoken(0.4, 0.05, each=4))
    assert desk.evidence(APART).verdict == "too little to say"
    evidence = opened(spoken(0.4, 0.05, each=5)).evidence(APART)
    for edition in EDITIONS:
        rows = disclose(evidence, edition, LIMITS).rows
        assert rows[["n", "responded"]].isna().all(axis=None)
        assert not rows["label"].any()
        strict = dict(LIMITS) | {"k_people": Study(network="n", title="N", limits={
            "k_people": 6}).limit("k_people")}  # fmt: skip
        assert disclose(evidence, edition, strict).verdict == "withheld"


def test_how_far_apart_is_drawn_told_and_tabled(opened: Open) -> None:
    evidence = opened(spoken(0.4, 0.05)).evidence(APART)
    for edition in EDITIONS:
        html = block(disclose(evidence, edition, LIMITS), "en", LIMITS).html
        first = evidence.rows[evidence.rows["unit"] == "apart"].iloc[0]
        mark = f"Spring: {first['value']:.2f}".rstrip("0")
        assert (
            f'alt="A mark for each wave on a band for what chance alone would give. {mark}' in html
        )
        assert f'<p class="plain">{mark}, where chance alone would mostly give' in html
        assert ">Wave</th>" in html
        assert "they have come closer than chance would often bring them." in html


# --- readers ----------------------------------------------------------------------------------

THEMES = "culture.narrative.themes"


def coded(slips: float, coders: int = 2, seed: int = 5) -> Frames:
    """Half of 240 texts hold a theme; each coder sees it otherwise so often."""
    random = np.random.default_rng(seed)
    said = [(one, wave, "we tried it") for one in speakers() for wave in ("w1", "w2")] * 5
    holds = random.random(len(said)) < 0.5
    codings = [("document", f"d{at}", f"r{coder}", "us", int(there ^ (random.random() < slips)))
               for at, there in enumerate(holds) for coder in range(coders)]  # fmt: skip
    columns = ["unit_kind", "unit_id", "coder", "code", "value"]
    return members() | {"documents": texts(said), "codings": pd.DataFrame(codings, columns=columns)}


@pytest.mark.parametrize("slips", [0.0, 0.3])
def test_as_much_disagreement_of_readers_as_was_planted_is_said_first(
    opened: Open, slips: float
) -> None:
    desk = opened(coded(slips))
    evidence = desk.evidence(THEMES)
    alpha = evidence.rows[evidence.rows["unit"] == "alpha"].iloc[0]
    assert alpha["value"] == pytest.approx((1 - 2 * slips) ** 2, abs=0.1)
    assert ("themes_low_agreement" in evidence.caveats) == (slips > 0)
    said = list(slope.sentences(disclose(evidence, "hub", LIMITS), Words(locale("en"))))
    assert said[0].startswith("Agreement of those who read the same texts (up to 240)")


def test_one_reader_is_said_and_has_no_agreement(opened: Open) -> None:
    evidence = opened(coded(0.1, coders=1)).evidence(THEMES)
    assert "themes_one_reader" in evidence.caveats
    assert not (evidence.rows["unit"] == "alpha").any()


def test_codes_for_unknown_texts_are_refused_in_a_sentence(opened: Open) -> None:
    frames = coded(0.1)
    frames["codings"].loc[3, "unit_id"] = "d999"
    frames["codings"].loc[7, "unit_kind"] = "cycle"
    with pytest.raises(AssertionError) as refused:
        opened(frames)
    assert "codings.csv, row 5, column unit_id: found 'd999', which is no document; expected the " \
        "id of a document in documents. Correct the id or the kind, or add what was read." in str(
            refused.value)  # fmt: skip
