"""How far groups speak alike: by hand, and planted truth that longer texts do not change."""

from __future__ import annotations

from math import log2

import numpy as np
import pytest
from scipy.spatial.distance import jensenshannon

from nicdev.errors import NicdevError
from nicdev.measures.speech import Apart, Closer, Spoken, apart, equal_tokens, jensen_shannon

WORDS = 60


def test_divergence_by_hand_and_as_scipy_has_it() -> None:
    alike, none = [0.5, 0.5, 0], [0, 0, 1]
    assert jensen_shannon(np.array([alike, none, alike])).tolist() == [1, 0, 1]
    by_hand = -0.25 * log2(0.25) - 0.75 * log2(0.75) - 0.5
    assert jensen_shannon(np.array([[1.0, 0], [0.5, 0.5]]))[0] == pytest.approx(by_hand)
    shares = np.random.default_rng(1).dirichlet(np.full(9, 0.4), 4)
    pairs = [jensenshannon(shares[a], shares[b], base=2) ** 2
             for a in range(4) for b in range(a + 1, 4)]  # fmt: skip
    assert jensen_shannon(shares) == pytest.approx(pairs)


def test_as_many_words_as_every_group_has_however_people_are_dealt() -> None:
    def time(*lengths: int) -> Spoken:
        return Spoken([np.zeros(n, dtype=int) for n in lengths], np.array([0, 0, 1, 1, 1]))

    assert equal_tokens([time(9, 7, 3, 2, 8)]) == 2 + 3
    assert equal_tokens([time(9, 7, 3, 2, 8), time(1, 1, 9, 9, 9)]) == 2
    # People are dealt to the times, too: those who said least may all come to one group.
    assert equal_tokens([time(9, 2, 9, 9, 9), time(9, 9, 9, 9, 3)]) == 2 + 3


def test_texts_of_uneven_length_can_be_dealt_to_the_times() -> None:
    """Those who said little of one group may all be dealt to one time."""
    random = np.random.default_rng(3)
    lengths = [5, 5, 5, 60, 60, 60, 60, 60, 60, 60, 60, 60]
    times = [Spoken([random.integers(0, WORDS, n) for n in lengths], np.repeat([0, 1], 6))
             for _ in range(2)]  # fmt: skip
    assert equal_tokens(times) == 6 * 5
    _, closer = found(*times)
    assert closer.lower < closer.upper


def spoken(own: float, length: int, seed: int, people: int = 7) -> Spoken:
    """Three groups of people; each word is one of the group's own with some probability, else one
    of all; what somebody says runs on about a few things."""
    random = np.random.default_rng(seed)
    words, group = [], []
    for at in range(3):
        for _ in range(people):
            topics = random.integers(0, WORDS, 1 + length // 25)
            common = np.where(random.random(length) < 0.4, random.choice(topics, length),
                              random.integers(0, WORDS, length))  # fmt: skip
            ours = WORDS + at * 20 + random.integers(0, 20, length)
            words.append(np.where(random.random(length) < own, ours, common))
            group.append(at)
    return Spoken(words, np.array(group))


def found(first: Spoken, last: Spoken, seed: int = 0) -> tuple[list[Apart], Closer]:
    times, closer = apart([first, last], 99, 0.95, np.random.default_rng(seed))
    assert closer is not None
    return times, closer


def test_groups_that_come_to_speak_alike_are_found() -> None:
    for seed in range(4):
        times, closer = found(spoken(0.35, 80, seed), spoken(0.05, 80, seed + 50))
        assert closer.value < closer.lower
        assert times[0].value > times[0].upper  # first each had words of its own
    times, closer = found(spoken(0.05, 80, 1), spoken(0.35, 80, 51))
    assert closer.value > closer.upper


def test_equal_speech_in_longer_transcripts_is_not_mistaken_for_it() -> None:
    """Four times as long: divergence from all words falls by half or more, and nicdev's does not
    leave its band more often than it may."""
    closer_found = 0
    for seed in range(12):
        first, last = spoken(0.15, 50, seed), spoken(0.15, 200, seed + 100)
        _, closer = found(first, last)
        closer_found += closer.value < closer.lower
        naive = [_of_all_words(time) for time in (first, last)]
        assert naive[1] < 0.75 * naive[0]
    assert closer_found <= 2


def _of_all_words(time: Spoken) -> float:
    shares = np.array([np.bincount(np.concatenate([w for w, g in zip(time.words, time.group,
                       strict=True) if g == one]), minlength=WORDS + 60)
                       for one in range(3)], dtype=float)  # fmt: skip
    return float(jensen_shannon(shares / shares.sum(axis=1, keepdims=True)).mean())


def test_where_people_speak_alike_chance_explains_it_and_the_seed_repeats_it() -> None:
    inside = 0
    for seed in range(12):
        (time,), closer = apart([spoken(0.0, 60, seed)], 99, 0.95, np.random.default_rng(seed))
        assert closer is None
        inside += time.lower <= time.value <= time.upper
    assert inside >= 10
    one, other = (found(spoken(0.2, 40, 3), spoken(0.1, 40, 4), 7) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(("groups", "length"), [([0, 0], 5), ([0, 1], 0)])
def test_one_group_or_no_words_are_refused(groups: list[int], length: int) -> None:
    said = [np.zeros(length, dtype=int) for _ in groups]
    with pytest.raises(NicdevError):
        apart([Spoken(said, np.array(groups))], 9, 0.95, np.random.default_rng(1))
