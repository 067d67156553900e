"""Speech: how far groups of people speak alike, whatever the length of what they said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nicdev.errors import NicdevError, Problem

Numbers = npt.NDArray[np.float64]
Words = npt.NDArray[np.int64]  # what one person said: numbers of words, in any order

ANSWERS = 20  # samples over which what is reported is averaged


@dataclass(frozen=True)
class Spoken:
    """What people said at one time, and the group of each: numbers from 0, none left out."""

    words: Sequence[Words]
    group: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Apart:
    """Mean divergence of groups at one time, from 0 (alike) to 1 (no word in common).

    `lower` and `upper` hold what it would be if people had been dealt to the groups by chance, as
    often as `probability` said; `middle` is the mean of that.
    """

    value: float
    lower: float
    upper: float
    middle: float


@dataclass(frozen=True)
class Closer:
    """What became of the divergence from the first time to the last, beyond what chance did.

    Below `lower` groups have come closer, above `upper` they have moved apart.
    """

    value: float
    lower: float
    upper: float


def jensen_shannon(shares: Numbers) -> Numbers:
    """Jensen-Shannon divergence of each pair of rows, with logarithms to base two: from 0 to 1.

    Parameters
    ----------
    shares : a row for each group, a column for each word; each row adds up to 1
    """
    one, other = np.triu_indices(len(shares), 1)
    middle = _entropy((shares[one] + shares[other]) / 2)
    own = _entropy(shares)
    found: Numbers = np.maximum(middle - (own[one] + own[other]) / 2, 0.0)
    return found


def _entropy(shares: Numbers) -> Numbers:
    logs = np.log2(shares, out=np.zeros_like(shares), where=shares > 0)
    found: Numbers = -(shares * logs).sum(axis=-1)
    return found


def equal_tokens(times: Sequence[Spoken]) -> int:
    """As many words as any group has at any time, however people were dealt to groups and times.

    The words of so many of those who said least, at whatever time, as there are in the smallest
    group.
    """
    least = min(int(np.bincount(time.group).min()) for time in times)
    return int(np.sort([len(words) for time in times for words in time.words])[:least].sum())


def apart(
    times: Sequence[Spoken], draws: int, probability: float, random: np.random.Generator
) -> tuple[list[Apart], Closer | None]:
    """How far groups are apart at each time, and whether they have come closer.

    All words of a group at a time are put together, and as many of them drawn without replacement
    as every group has at every time: divergence worked out from few words is too high, and so
    longer transcripts look alike. What is reported is the mean of some such samples. Its band: the
    same with people dealt to the groups by chance. The change: last less first, each less its
    mean by chance (texts that run on about one thing make groups look apart by themselves); its
    band: the people of each group dealt to the two times by chance.

    Parameters
    ----------
    times : at least one; two groups or more in each, the same in all, none empty
    draws : how often people are dealt
    probability : how much of what chance gives lies within a band, between 0 and 1
    """
    tokens = equal_tokens(times)
    if tokens < 1 or not 0 < probability < 1 or any(len(set(time.group)) < 2 for time in times):
        raise NicdevError(
            [Problem("wrong_shape", "", "groups without words, one group, or no probability",
                     "two groups that say something and a number between 0 and 1", "Correct it.")]
        )  # fmt: skip
    tails = [(1 - probability) / 2, (1 + probability) / 2]

    def mean(time: Spoken, group: npt.NDArray[np.int64]) -> float:
        return _mean_divergence(time.words, group, tokens, random)

    found = []
    for time in times:
        value = float(np.mean([mean(time, time.group) for _ in range(ANSWERS)]))
        dealt = [mean(time, random.permutation(time.group)) for _ in range(draws)]
        lower, upper = np.quantile(dealt, tails)
        found.append(Apart(value, float(lower), float(upper), float(np.mean(dealt))))
    if len(times) < 2:
        return found, None
    first, last = times[0], times[-1]
    changes = []
    for _ in range(draws):
        one, other = _dealt_to_times(first, last, random)
        changes.append(mean(other, other.group) - mean(one, one.group))
    change = (found[-1].value - found[-1].middle) - (found[0].value - found[0].middle)
    lower, upper = np.quantile(changes, tails)
    return found, Closer(change, float(lower), float(upper))


def _dealt_to_times(
    first: Spoken, last: Spoken, random: np.random.Generator
) -> tuple[Spoken, Spoken]:
    """The same people, within each group dealt to the two times as many as there were."""
    words = [*first.words, *last.words]
    group = np.concatenate([first.group, last.group])
    early = np.zeros(len(group), dtype=bool)
    for one in np.unique(group):
        members = np.flatnonzero(group == one)
        count = int((first.group == one).sum())
        early[random.permutation(members)[:count]] = True
    then, now = np.flatnonzero(early), np.flatnonzero(~early)
    return (Spoken([words[at] for at in then.tolist()], group[then]),
            Spoken([words[at] for at in now.tolist()], group[now]))  # fmt: skip


def _mean_divergence(
    words: Sequence[Words],
    group: npt.NDArray[np.int64],
    tokens: int,
    random: np.random.Generator,
) -> float:
    drawn = []
    for one in np.unique(group):
        said = np.concatenate([words[at] for at in np.flatnonzero(group == one).tolist()])
        drawn.append(said[random.permutation(len(said))[:tokens]])
    # Only words that were drawn have a column: of a large vocabulary few are.
    there, column = np.unique(np.concatenate(drawn), return_inverse=True)
    cells = np.repeat(np.arange(len(drawn)), tokens) * len(there) + column
    counts = np.bincount(cells, minlength=len(drawn) * len(there)).reshape(len(drawn), -1)
    return float(jensen_shannon(counts / tokens).mean())
