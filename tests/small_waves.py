"""Two or three waves of answers of the same people and of others, and forces around them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

WAVES = pd.DataFrame(
    [("w1", "Autumn", "2024-08-01", "2025-01-31"), ("w2", "Spring", "2025-02-01", "2025-07-31"),
     ("w3", "Late", "2025-08-01", "2026-01-31")],
    columns=["wave", "label", "starts_on", "ends_on"],
)  # fmt: skip
PEOPLE = [f"P{at:02d}" for at in range(24)]
KEY = "culture.identity.identification"
ITEMS = pd.DataFrame(
    [("I1", KEY, "network", "We belong", 1, 5, "false"),
     ("I2", KEY, "network", "They are strangers", 1, 5, "true")],
    columns=["item_id", "key", "referent", "text", "low", "high", "reversed"],
)  # fmt: skip
CONTEXT = pd.DataFrame(
    [("F1", "state", "A new law.", "enables", 2, "2024-09-01", "", "We read it together."),
     ("F2", "school", "Shorter lessons.", "hinders", 3, "2024-10-01", "2025-06-01", ""),
     ("F3", "field", "Later.", "enables", 1, "2025-09-01", "", "")],
    columns=["factor_id", "level", "text", "direction", "strength", "from_on", "to_on", "response"],
)  # fmt: skip


def frames(rise: float, waves: int = 2, seed: int = 4) -> Mapping[str, pd.DataFrame]:
    """People who answer each time, on average `rise` steps higher from wave to wave; as many
    others answer once, very high, so that all who answered rise whatever the same people do."""
    draw = np.random.default_rng(seed)
    base = draw.integers(2, 4, len(PEOPLE)).astype(float)
    answers, sheets = [], []
    for at, wave in enumerate(WAVES["wave"][:waves]):
        level = np.clip(base + at * rise + draw.normal(0, 0.4, len(PEOPLE)), 1, 5).round()
        who = list(zip(PEOPLE, level, strict=True))
        who += [(f"X{at}{n:02d}", 5.0) for n in range(12)] if at else []
        for person, value in who:
            sheets.append((wave, f"{wave}-{person}", person))
            answers += [(wave, f"{wave}-{person}", "I1", value),
                        (wave, f"{wave}-{person}", "I2", 6 - value)]  # fmt: skip
    everyone = [*PEOPLE, *(f"X{at}{n:02d}" for at in range(1, waves) for n in range(12))]
    joined = ["2024-08-01" if m.startswith("P") else f"2025-{6 * int(m[1]) - 3:02d}-01"
              for m in everyone]  # fmt: skip
    left = ["2025-03-15" if m in PEOPLE[:6] else "" for m in everyone]
    return {
        "members": pd.DataFrame({"member_id": everyone, "observed_from": joined,
                                 "joined_on": joined, "left_on": left}),
        "waves": WAVES.head(waves),
        "items": ITEMS,
        "respondents": pd.DataFrame(sheets, columns=["wave", "respondent_id", "member_id"]),
        "responses": pd.DataFrame(answers, columns=["wave", "respondent_id", "item_id", "value"]),
    }  # fmt: skip
