"""Who speaks at each wave and in which words, for how far organisations speak alike."""

from __future__ import annotations

import numpy as np
import pandas as pd

from nicdev.measures.speech import Spoken
from nicdev.network import Network
from nicdev.rings.culture.texts import ELSEWHERE, counted_words, places_of


def spoken(network: Network, texts: pd.DataFrame, least: float) -> tuple[str, dict[str, Spoken]]:
    """What was said at each wave by members of organisations (else of regions), where there
    are two or more that have at least so many speakers at every wave.

    Returns
    -------
    The kind of place; by wave what was said, the same places in all
    """
    texts = texts[texts["member_id"].notna()]
    found = counted_words(network, texts["text"])
    said = {at: _in_a_row(found.table[[row]]) for at, row in zip(texts.index, range(len(texts)),
                                                                strict=True)}  # fmt: skip
    heard = [at for at, words in said.items() if len(words)]
    texts = texts.loc[heard]
    for kind in ("organization", "region"):
        _, place = places_of(network, texts, 1, kind)
        speakers = texts.groupby(["in_wave", place])["source"].nunique().unstack(fill_value=0)
        enough = speakers.columns[(speakers >= least).all()].difference([ELSEWHERE])
        if len(enough) > 1:
            there = place.isin(enough)
            return kind, _by_wave(texts[there], place[there], said)
    return "", {}


def _by_wave(
    texts: pd.DataFrame, place: pd.Series, said: dict[int, np.ndarray]
) -> dict[str, Spoken]:
    numbers = {name: at for at, name in enumerate(sorted(set(place)))}
    found = {}
    for wave, some in texts.groupby("in_wave"):
        people = some.groupby("source")
        words = [np.concatenate([said[at] for at in rows]) for rows in people.groups.values()]
        group = [numbers[place[rows[0]]] for rows in people.groups.values()]
        found[str(wave)] = Spoken(words, np.array(group))
    return found


def _in_a_row(counts: object) -> np.ndarray:
    """The words of a text by their numbers, each as often as it stands there."""
    columns, times = counts.indices, counts.data  # type: ignore[attr-defined]
    return np.repeat(columns, times.astype(int)).astype(np.int64)
