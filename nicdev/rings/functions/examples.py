"""Examples for newcomers: tests whose teams let others read them."""

from __future__ import annotations

import pandas as pd

from nicdev.network import Network
from nicdev.rings.naming import names_somebody, places
from nicdev.rings.technical.places import KEPT
from nicdev.rings.work import ended, filled
from nicdev.tables import TABLES

SHOWN = {column: TABLES["cycles"].column(column).reach
         for column in ("scale", "prediction", "observed", "study", "learning", "matched",
                        "decision")}  # fmt: skip
TOLD = ("prediction", "observed", "study", "learning")  # what an example has, all of it


def chosen(network: Network) -> pd.DataFrame:
    """The newest test that was kept, that was changed and that was given up, as far as there are.

    Only tests that have ended, that their teams share, and whose write-up is full and was compared.
    A text that names a member, a team or an organisation is no example.
    """
    tests = network.table("cycles")
    tests = tests[ended(network, tests) & tests["may_share"].fillna(value=False).astype(bool)]
    tests = tests[tests["matched"].notna()]
    for column in TOLD:
        tests = tests[filled(tests[column])]
    known = places(network)
    quiet = [not any(names_somebody(network, known, text) for text in texts)
             for texts in tests[list(TOLD)].itertuples(index=False)]  # fmt: skip
    tests = tests[pd.Series(quiet, tests.index, dtype=bool)].sort_values("started_on")
    kinds = tests["decision"].replace(dict.fromkeys(KEPT, "kept"))
    newest = tests[kinds.isin(["kept", "adapt", "abandon"])].groupby(kinds).tail(1)
    return newest.sort_values("started_on")
