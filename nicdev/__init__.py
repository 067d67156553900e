"""nicdev: evidence about networked improvement communities, and briefs to reflect on.

The map of the house, in the order of the flow:

    intake       what an evaluator holds -> text tables
    tables       the data contract; text tables -> typed tables and every problem found
    network      the frozen tables of one network up to one wave
    rings        Network -> Evidence, one function an indicator (measures: the statistics below)
    show         the disclosure gate, then figure, table, sentence and text alternative
    desk         start(network, wave): where a notebook begins
    press        notebooks -> briefs, the evidence store and the ledger
    cli          nicdev new | check | run | lab | framework

framework.yml holds the framework, every threshold and its source (framework reads it);
locale/ holds every sentence (language reads it).
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nicdev.desk import start
    from nicdev.evidence import Disclosed, Evidence
    from nicdev.network import Network

__version__ = "0.1.0"
__all__ = ["Disclosed", "Evidence", "Network", "__version__", "start"]

_HOMES = {"start": "desk", "Evidence": "evidence", "Disclosed": "evidence", "Network": "network"}


def __getattr__(name: str) -> Any:
    # Resolved at first use: `nicdev --help` must not pay for pandas.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"nicdev.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'nicdev' has no attribute '{name}'")
