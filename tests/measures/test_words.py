"""Words: what is counted as one, in any language and whatever else stands in a text."""

import time

import pytest

from nicdev.measures.words import counted, in_context, sometimes_named, tokens, using, words_of


def test_numbers_and_letters_alone_and_words_to_leave_out_are_not_counted() -> None:
    text = "Then 30 students talked; it’s a start! “Tests help”, x said in Room 7."
    assert words_of(text, {"it's", "then"}) == [
        "students", "talked", "start", "tests", "help", "said", "in", "room"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [("Don't, DON’T; rock 'n' roll", ["don't", "don't", "rock", "n", "roll"]),
     ("a read-aloud, well\u2010made", ["a", "read", "aloud", "well", "made"]),
     ("cafe\u0301 CAFÉ l’élève", ["café", "café", "l'élève"]),
     ("Straße STRASSE", ["strasse", "strasse"]),
     ("हिन्दी में", ["हिन्दी", "में"]), ("한국어 단어", ["한국어", "단어"]),
     ("Кружок учителей", ["кружок", "учителей"]), ("مرحبا بكم", ["مرحبا", "بكم"]),
     ("我们改进 test 学", ["我们", "们改", "改进", "test", "学"]),
     ("テスト", ["テス", "スト"]), ("ดี", ["ดี"]),
     ("zero\u200bwidth soft\u00adhyphen", ["zerowidth", "softhyphen"]),
     ("A1b2 3.5 x_y", ["a", "b", "x", "y"]), ("", []), ("123 !? 😀", [])],
)  # fmt: skip
def test_a_word_in_any_language(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [("<b>bold</b> a<br/>b", ["bold", "a", "b"]), ("x <script>alert(1)</script> y", ["x", "y"]),
     ("&lt;script&gt;alert(1)&lt;/script&gt; y", ["y"]), ("z <SCRIPT src=q>never closed", ["z"]),
     ("<style>p {color: red}</style>z", ["z"]), ("a &amp; b", ["a", "b"]), ("3 < 4 > q", ["q"]),
     ("ask ann@school.example or https://school.example/ann now", ["ask", "or", "now"])],
)  # fmt: skip
def test_markup_and_addresses_are_no_words(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize(
    "unit", ["<script", "<a ", "a@", "@", "word'", "x", "é ", "我", "a\u0301", "&lt;", "www."]
)
def test_a_text_of_200_kb_takes_no_longer_than_its_length(unit: str) -> None:
    start = time.process_time()
    tokens(unit * (200_000 // len(unit)))
    assert time.process_time() - start < 2


def test_a_capital_within_a_sentence_makes_a_name() -> None:
    texts = ["Lincoln went on. We met at Lincoln. “Tests help”, said L’Élan.", "Tests. Écoles"]
    assert sometimes_named(texts) == {"lincoln", "l'élan"}


def test_words_are_counted_text_by_text() -> None:
    found = counted(["a test, a Test", "", "tests & 我", "not this test"], ["not"])
    assert found.words == ("test", "tests", "this", "我")
    assert found.table.toarray().tolist() == [[2, 0, 0, 0], [0] * 4, [0, 1, 0, 1], [1, 0, 1, 0]]
    assert counted([]).table.shape == (0, 0)
    assert counted(["", "1"]).table.shape == (2, 0)


@pytest.mark.parametrize(
    ("text", "there"),
    [("An EXIT\n ticket!", [True]), ("the exit ticket’s end", [True]), ("(exit slip)", [True]),
     ("no-exit ticket", [True]), ("Exit tickets and slips.", [False]), ("exit-ticket", [False]),
     ("exit ticket2", [False]), ("", [False])],
)  # fmt: skip
def test_a_phrase_is_found_as_whole_words(text: str, there: list[bool]) -> None:
    assert using([text], ["exit ticket", "Exit slip"]) == there


def test_spellings_are_no_patterns_and_letters_are_one_however_composed() -> None:
    assert using(["a.b", "axb", "C++ helps", "C helps"], ["a.b", "c++"]) == [
        True, False, True, False
    ]  # fmt: skip
    texts = ["Re\u0301union", "Straße", "the team's"]
    assert using(texts, ["r\u00e9union", "STRASSE", "team’s"]) == [True, True, True]
    assert using(["我们一起改进教学", "学"], ["改进"]) == [True, False]
    assert using(["<b>exit</b> ticket"], ["exit ticket"]) == [True]


def test_a_word_stands_among_those_around_it() -> None:
    text = "We tried the exit\n ticket again, and <b>then</b> the Exit Ticket helped a few."
    assert list(in_context(text, ["exit ticket"], 2)) == [
        "tried the exit ticket again, and", "then the Exit Ticket helped a"]  # fmt: skip
    assert list(in_context("Exit ticket", ["exit ticket"], 4)) == ["Exit ticket"]
    assert list(in_context("no such thing", ["exit ticket"], 4)) == []
