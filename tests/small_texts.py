"""A network of three organisations, and texts of its members, for tests of what they say."""

from __future__ import annotations

from typing import Any

import pandas as pd

Frames = dict[str, pd.DataFrame]
ORGS = ("o1", "o2", "o3")


def members(each: int = 8, hub: int = 6) -> Frames:
    """So many members in each organisation, a hub beside them, and two waves."""
    ids = [f"{org}m{at}" for org in ORGS for at in range(each)] + [f"h{at}" for at in range(hub)]
    teams = [f"t{one[1]}" if one[0] == "o" else "hub" for one in ids]
    return {
        "organizations": pd.DataFrame({"org_id": ORGS, "name": ["North", "South", "West"],
                                       "kind": "school", "joined_on": "2024-12-01"}),
        "teams": pd.DataFrame({"team_id": ["t1", "t2", "t3", "hub"], "org_id": [*ORGS, ""],
                               "name": ["One", "Two", "Three", "Hub"],
                               "kind": [*["improvement team"] * 3, "hub"]}),
        "members": pd.DataFrame({"member_id": ids, "observed_from": "2024-12-01",
                                 "joined_on": "2024-12-01", "left_on": ""}),
        "memberships": pd.DataFrame({"member_id": ids, "team_id": teams}),
        "waves": pd.DataFrame({"wave": ["w1", "w2"], "label": ["Spring", "Autumn"],
                               "starts_on": ["2025-01-01", "2025-07-01"],
                               "ends_on": ["2025-06-30", "2025-12-31"]}),
    }  # fmt: skip


def texts(said: list[tuple[str, str, str]], consent: str = "members") -> pd.DataFrame:
    """Of each (member, wave, text) a document."""
    who, wave, text = zip(*said, strict=True) if said else ((), (), ())
    on = ["2025-02-01" if one == "w1" else "2025-09-01" for one in wave]
    return pd.DataFrame({"document_id": [f"d{at}" for at in range(len(said))], "on": on,
                         "wave": wave, "kind": "post", "member_id": who, "voice": "",
                         "text": text, "consent": consent})  # fmt: skip


def theory(**boxes: Any) -> Frames:
    """A driver diagram of one aim, and of drivers below it by their text."""
    nodes = [("v1", "aim", "aim", boxes.pop("aim", "The aim"), "")]
    nodes += [("v1", name, "primary driver", text, "aim") for name, text in boxes.items()]
    return {
        "theory_versions": pd.DataFrame(
            {"version": ["v1"], "dated_on": ["2025-01-01"], "note": [""]}),
        "theory": pd.DataFrame(nodes, columns=["version", "node_id", "kind", "text", "parents"]),
    }  # fmt: skip
