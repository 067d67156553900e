"""Network -> Evidence: one folder a ring, one module a dimension, one function an indicator.

The three functions around the rings have a folder too, with a module each.

A key is an address: ``roles.trust.facets`` is the function `facets` in `rings/roles/trust.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast
from zlib import crc32

import numpy as np

from nicdev.evidence import Evidence, evidence_rows
from nicdev.framework import Limit, framework
from nicdev.network import Network

Measure = Callable[[Network, Mapping[str, Limit]], Evidence]


def compute(key: str, network: Network) -> Evidence:
    """The evidence for one indicator, from no more tables than its entry names.

    An indicator that nothing measures yet yields evidence that says so.
    """
    indicator = framework().indicator(key)
    if not indicator.built:
        return Evidence(
            key=key,
            kind=indicator.kind,
            about=indicator.about,
            wave=network.wave.name,
            verdicts=(("", "not built yet"),),
            frame=evidence_rows([]),
        )
    limits = {name: network.study.limit(name) for name in indicator.limits}
    return measure(key)(network.only(indicator), limits)


def measure(key: str) -> Measure:
    """The function at an address."""
    room, _, name = key.rpartition(".")
    return cast(Measure, getattr(import_module(f"nicdev.rings.{room}"), name))


def seed_for(network: Network, key: str) -> np.random.SeedSequence:
    """Where randomness starts for one indicator: the study's seed and the key, nothing else."""
    return np.random.SeedSequence([network.study.seed, crc32(key.encode())])
