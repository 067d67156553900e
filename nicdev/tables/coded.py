"""A rule about codes: a unit that was read stands in the table of its kind."""

from __future__ import annotations

from nicdev.errors import Problem
from nicdev.tables.sheet import Sheets

HOMES = {"document": ("documents", "document_id"), "cycle": ("cycles", "cycle_id")}


def coded_units(sheets: Sheets) -> list[Problem]:
    """Codes for a text that is no text, or for a test that is no test.

    Ids that stand in neither table, where both are there, are told of as unknown ids.
    """
    sheet = sheets.get("codings")
    if sheet is None or not sheet.sound("unit_kind", "unit_id"):
        return []
    problems: list[Problem] = []
    units, kinds = sheet.frame["unit_id"], sheet.frame["unit_kind"]
    known = {kind: set(sheets[table].text[key]) for kind, (table, key) in HOMES.items()
             if table in sheets and sheets[table].sound(key)}  # fmt: skip
    for kind, ids in known.items():
        others = [known[other] for other in known if other != kind]
        lost = (kinds == kind) & units.notna() & ~units.isin(ids)
        if others:
            lost &= units.isin(set().union(*others))
        texts = sheet.text.loc[units.index[lost.to_numpy()], "unit_id"]
        problems += sheet.told(
            "unit_of_no_kind", "unit_id", texts, f"'{{}}', which is no {kind}",
            f"{{n}} codes for units that are no {kind}", f"the id of a {kind} in {HOMES[kind][0]}",
            "Correct the id or the kind, or add what was read.",
        )  # fmt: skip
    return problems
