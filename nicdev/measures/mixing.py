"""How far ties lead out of groups: the E-I index, and what chance alone would give.

Ties are as in `nicdev.measures.ties`: 1, 0 or NaN = unknown, row = sender, diagonal ignored.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nicdev.errors import NicdevError, Problem
from nicdev.measures.ties import cells, ratio

LOOK_UPS = 4_000_000  # ties looked up at once: 32 MB of places


@dataclass(frozen=True)
class ExternalInternal:
    """Ties between members without a group in common, and ties between those with one.

    Parameters
    ----------
    external, internal : reported ties of either kind
    value : (E - I) / (E + I), from -1 (all internal) to 1; NaN without ties
    lower, upper : the least and the most that any filling of the unknown ties could give; NaN
        where every filling leaves it undefined
    """

    external: int
    internal: int
    value: float
    lower: float
    upper: float

    @property
    def share(self) -> float:
        """External ties of all ties, (1 + value) / 2."""
        return ratio(self.external, self.external + self.internal)


@dataclass(frozen=True)
class RandomMixing:
    """What the index would be if who is in which groups had nothing to do with ties.

    Parameters
    ----------
    expected : its mean over all ways to hand the members' rows of memberships round
    lower, upper : the range that holds it with the probability asked for
    """

    expected: float
    lower: float
    upper: float


def external_internal(ties: ArrayLike, shared: ArrayLike) -> ExternalInternal:
    """The E-I index on known ties, and its bounds.

    Parameters
    ----------
    ties : square array, 1, 0 or NaN, row = sender
    shared : boolean array of the same shape, symmetric: pairs with at least one group in common.
        Members may be in several groups, or in none: then every tie of theirs is external

    Returns
    -------
    ExternalInternal

    Raises
    ------
    NicdevError
        As `nicdev.measures.ties.density`.

    Notes
    -----
    Convention: every directed tie counts once; on ties made symmetric the value is another.
    The bounds are sharp: the index grows with every external tie and falls with every internal.
    Source: Krackhardt and Stern (1988), Social Psychology Quarterly 51, 123-140.
    Checked against networkx.attribute_mixing_matrix (``tests/golden/mixing.py``), a loop over
    sets of groups, and the bounds against every filling of small arrays.
    """
    inside = np.asarray(shared, dtype=bool)
    present, _, unknown = cells(ties, inside)
    every, _, open_ = (int(np.count_nonzero(c)) for c in cells(ties))
    internal, may_be_internal = int(np.count_nonzero(present)), int(np.count_nonzero(unknown))
    external, may_be_external = every - internal, open_ - may_be_internal
    return from_counts(external, internal, may_be_external, may_be_internal)


def from_counts(
    external: int, internal: int, may_be_external: int, may_be_internal: int
) -> ExternalInternal:
    """The index from counts of ties, and of pairs of either kind that may have one."""
    any_, either = external + internal + may_be_internal, external + internal + may_be_external
    return ExternalInternal(
        external=external,
        internal=internal,
        value=_index(external, internal),
        lower=_index(external, internal + may_be_internal) if any_ else _index(may_be_external, 0),
        upper=_index(external + may_be_external, internal)
        if either
        else _index(0, may_be_internal),
    )


def random_mixing(
    ties: ArrayLike,
    shared: ArrayLike,
    probability: float,
    draws: int,
    seed: np.random.SeedSequence,
) -> RandomMixing:
    """What chance alone gives: whole rows of memberships change hands, ties stay where they are.

    Parameters
    ----------
    ties, shared : as for `external_internal`
    probability : that the range holds the index of a random draw, such as 0.95
    draws : how many times memberships are handed round
    seed : where randomness starts

    Returns
    -------
    RandomMixing
        All NaN without ties or with fewer than two members.

    Raises
    ------
    NicdevError
        As `nicdev.measures.ties.density`; ``off_scale``: no draw, or no probability.

    Notes
    -----
    The expectation is exact: a tie is internal with the share of ordered pairs that have a group
    in common. Sizes of groups and who is in several are kept, and so is which ties are unknown.
    The range lies between quantiles of the draws that were really drawn (no interpolation), so
    that it holds at least `probability` of them.
    Checked against all orders of few members (``tests/measures/test_mixing.py``).
    """
    if draws < 1 or not 0 < probability < 1:
        found = f"{draws} draws for a probability of {probability:g}"
        do = "Give at least one draw, and a probability between 0 and 1."
        raise NicdevError([Problem("off_scale", "", found, "a number of draws", do)])
    inside = np.asarray(shared, dtype=bool)
    present, _, _ = cells(ties, np.ones_like(inside))
    source, target = np.nonzero(present)
    n, count = len(inside), len(source)
    if n < 2 or not count:
        return RandomMixing(float("nan"), float("nan"), float("nan"))
    together = int(np.count_nonzero(inside)) - int(np.count_nonzero(inside.diagonal()))
    random = np.random.default_rng(seed)
    drawn = np.empty(draws)
    at_once = max(LOOK_UPS // max(count, n), 1)
    for start in range(0, draws, at_once):
        some = min(at_once, draws - start)
        order = random.permuted(np.tile(np.arange(n), (some, 1)), axis=1)
        internal = inside[order[:, source], order[:, target]].sum(axis=1)
        drawn[start : start + some] = 1 - 2 * internal / count
    tail = (1 - probability) / 2
    return RandomMixing(
        expected=1 - 2 * together / (n * (n - 1)),
        lower=float(np.quantile(drawn, tail, method="lower")),
        upper=float(np.quantile(drawn, 1 - tail, method="higher")),
    )


def _index(external: int, internal: int) -> float:
    return ratio(external - internal, external + internal)
