"""Whether a text names somebody, or a place where somebody works."""

from __future__ import annotations

import pandas as pd

from nicdev.network import Network


def places(network: Network) -> set[str]:
    """Names of teams and organisations, as `names_somebody` looks for them."""
    named = pd.concat([network.table(name)["name"] for name in ("teams", "organizations")])
    return {_plain(name) for name in named.dropna()} - {"  "}


def names_somebody(network: Network, known: set[str], text: str) -> bool:
    """Whether a text names a member, or one of the `known` places."""
    return bool(network.roster.find(text)) or any(place in _plain(text) for place in known)


def _plain(text: str) -> str:
    """Its words in lower case with a blank around each, so that whole words are found."""
    words = "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()
    return f" {' '.join(words)} "
