"""The waves so far, as columns of a table."""

from __future__ import annotations

from nicdev.evidence import each_row
from nicdev.network import Network

SO_FAR = "so far"  # the one column of a network without waves; the locale has its name


def waves_so_far(network: Network) -> dict[str, str]:
    """The label of each wave up to this one, in order of time; one for a network without waves."""
    if network.wave.ends_on is None:
        return {network.wave.name: SO_FAR}
    waves = network.table("waves").sort_values("ends_on")
    waves = waves[waves["ends_on"] <= network.wave.ends_on]
    return {wave.wave: wave.label or wave.wave for wave in each_row(waves)}
