"""What the framework expects of members and pairs of them: verdicts leave as words alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from nicdev.evidence import Disclosed, Edition, Evidence, disclosed

# Of each expectation: its verdict, and what the network handed in for it.
UNITS = ("conjecture", "order", "source", "wanting", "tried")
NUMBERS = ("value", "lower", "upper", "n", "responded", "eligible")


def is_ledger(evidence: Evidence) -> bool:
    """Whether this is what this module has the rules for."""
    return bool((evidence.frame["unit"] == "conjecture").any())


def disclose(evidence: Evidence, edition: Edition, k: int) -> Disclosed:
    """Words of which 2k people stand behind each comparison; no estimate and no number of people.

    What was compared for one relationship or question stays back too: side by side with the rest
    it would say more of fewer people. How many comparisons there were is how many questions were
    asked, and how many more networks, members or teams it takes is a threshold, the same for all.
    """
    rows = evidence.rows
    rows = rows[rows["unit"].isin(UNITS)].copy()
    verdicts = rows["unit"] == "conjecture"
    few = rows.loc[verdicts & (rows["n"] < 2 * k), "part"]
    rows.loc[verdicts & rows["part"].isin(few), "x"] = "withheld"
    beside = rows["part"].isin(few) & ~verdicts
    rows = rows[~beside]
    threshold = (rows["unit"] == "wanting") | (rows["unit"] == "tried")
    rows.loc[~threshold, list(NUMBERS)] = np.nan
    compared = (evidence.frame["unit"] == "estimate").any()
    held = ["ledger_in_words"] if compared else []
    held += ["ledger_few"] if len(few) else []
    return disclosed(evidence, edition, frame=pd.DataFrame(rows), held_back=held)
