"""Rules about what happened, what was measured and what was thought: one function for each."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from nicdev.errors import Problem
from nicdev.tables.distinct import Mask
from nicdev.tables.refers import listed
from nicdev.tables.say import quoted, some
from nicdev.tables.sheet import Sheet, Sheets, looked_up


def waves_overlap(sheets: Sheets) -> list[Problem]:
    """Two waves that share days: a row would belong to both."""
    waves = sheets.get("waves")
    if waves is None or not waves.sound("starts_on", "ends_on"):
        return []
    in_order = waves.frame[(waves.frame["starts_on"] <= waves.frame["ends_on"]).to_numpy()]
    in_order = in_order.sort_values(["starts_on", "ends_on"], kind="stable")
    before = in_order["ends_on"].cummax().shift()
    late = in_order[(in_order["starts_on"] <= before).to_numpy()].sort_index()
    return waves.told(
        "waves_overlap",
        "starts_on",
        waves.text.loc[late.index, "starts_on"],
        "{}, while the wave before still lasts",
        "{n} waves that start while another still lasts",
        "waves that share no day",
        "Correct the start of the later wave, or the end of the earlier one.",
    )


def who_came(sheets: Sheets) -> list[Problem]:
    """Attendance is a person, or a team and its headcount."""
    sheet = sheets.get("attendance")
    if sheet is None or not sheet.sound("member_id", "team_id", "headcount"):
        return []
    member, team = sheet.given("member_id"), sheet.given("team_id")
    count = sheet.given("headcount")
    return _either(
        sheet,
        "who_came",
        {
            "a person and a headcount": member & count,
            "a person and a team": member & team,
            "neither a person nor a team": ~member & ~team & ~count,
            "a headcount without a team": ~member & ~team,
            "a team without a headcount": ~member & ~count,
        },
        "member_id, or team_id and headcount",
        "Fill in the one that is known and leave the other empty.",
    )


def value_or_count(sheets: Sheets) -> list[Problem]:
    """A measurement is a value, or a numerator and a denominator, or a reason for having none."""
    sheet = sheets.get("measurements")
    if sheet is None or not sheet.sound("value", "numerator", "denominator", "missing_reason"):
        return []
    value, reason = sheet.given("value"), sheet.given("missing_reason")
    top, bottom = sheet.given("numerator"), sheet.given("denominator")
    return _either(
        sheet,
        "value_or_count",
        {
            "both a value and a count": value & (top | bottom),
            "both a measurement and a reason for having none": (value | top | bottom) & reason,
            "a numerator without a denominator": top & ~bottom,
            "a denominator without a numerator": bottom & ~top,
            "no measurement and no reason for having none": ~(value | top | bottom | reason),
        },
        "value, or numerator and denominator, or missing_reason",
        "Fill in one of the three and leave the others empty.",
    )


def value_or_missing(sheets: Sheets) -> list[Problem]:
    """A response is a value, or the reason why there is none."""
    sheet = sheets.get("responses")
    if sheet is None or not sheet.sound("value", "missing"):
        return []
    value, missing = sheet.given("value"), sheet.given("missing")
    return _either(
        sheet,
        "value_or_missing",
        {
            "both an answer and a reason for having none": value & missing,
            "no answer and no reason for having none": ~value & ~missing,
        },
        "value, or missing",
        "Fill in one of the two and leave the other empty.",
    )


def _either(
    sheet: Sheet, code: str, cases: dict[str, Mask], expected: str, do: str
) -> list[Problem]:
    """Rows that hold too little or too much; the first case that fits says which."""
    at = np.flatnonzero(np.logical_or.reduce(list(cases.values())))
    found = np.select([mask[at] for mask in cases.values()], list(cases), "")
    labels = pd.Series(found, index=at, dtype="str")
    return sheet.told(code, "", labels, "{}", "{some}", expected, do)


def share_above_one(sheets: Sheets) -> list[Problem]:
    """A part that is larger than its whole, and a whole of nothing."""
    sheet = sheets.get("measurements")
    if sheet is None or not sheet.sound("numerator", "denominator"):
        return []
    top, bottom = sheet.frame["numerator"], sheet.frame["denominator"]
    parts = sheet.text[((top > bottom) & (bottom > 0)).to_numpy()]
    nothing = sheet.frame[sheet.given("numerator") & (bottom == 0).to_numpy()]
    return sheet.told(
        "denominator_of_zero",
        "denominator",
        pd.Series("0", index=nothing.index, dtype="str"),
        "{}",
        "{some}",
        "a denominator above 0",
        "Leave numerator and denominator empty, and give a missing_reason.",
    ) + sheet.told(
        "share_above_one",
        "numerator",
        parts["numerator"] + " out of " + parts["denominator"],
        "{}",
        "{n} different shares above one, such as {first}",
        "a numerator no larger than its denominator",
        "Correct one of the two.",
    )


def attended_off_roster(sheets: Sheets) -> list[Problem]:
    """Somebody came to an event before joining the network, or after leaving it."""
    attendance, events, members = (sheets.get(name) for name in ("attendance", "events", "members"))
    if attendance is None or events is None or members is None:
        return []
    if not (attendance.sound("event_id", "member_id") and events.sound("event_id", "held_on")):
        return []
    if not members.sound("member_id", "joined_on", "left_on"):
        return []
    held = looked_up(attendance.frame["event_id"], events, "event_id", "held_on")
    person = attendance.frame["member_id"]
    joined = looked_up(person, members, "member_id", "joined_on")
    left = looked_up(person, members, "member_id", "left_on")
    # Where somebody left before joining, that is the fault, and it has been named.
    early = (held < joined) & ~(left < joined)
    late = (held > left) & ~(left < joined)
    return _off_roster(attendance, early, "attended_before_joining", "joined") + _off_roster(
        attendance, late, "attended_after_leaving", "left"
    )


def _off_roster(attendance: Sheet, mask: pd.Series[bool], code: str, verb: str) -> list[Problem]:
    when = "before" if verb == "joined" else "after"
    return attendance.told(
        code,
        "member_id",
        attendance.text.loc[mask.to_numpy(), "member_id"].map(quoted).astype("str"),
        "{} at an event held " + f"{when} the day they {verb}",
        "{n} people at events held " + f"{when} the day they {verb}, such as " + "{first}",
        "people who were on the roster that day",
        "Correct the day in members.csv or events.csv, or go on if it is right.",
        "warning",
    )


def stayed_too_long(sheets: Sheets) -> list[Problem]:
    """Somebody attended more hours than the event lasted."""
    attendance, events = sheets.get("attendance"), sheets.get("events")
    if attendance is None or events is None:
        return []
    both = ("event_id", "duration_hours")
    if not (attendance.sound(*both) and events.sound(*both)):
        return []
    lasted = looked_up(attendance.frame["event_id"], events, *both)
    stayed = attendance.text[(attendance.frame["duration_hours"] > lasted).to_numpy()]
    labels = stayed["duration_hours"] + " hours at event " + stayed["event_id"].map(quoted)
    return attendance.told(
        "stayed_too_long",
        "duration_hours",
        labels.astype("str"),
        "{}, which was shorter",
        "{n} different stays that are longer than the event, such as {first}",
        "no more hours than the event lasted",
        "Correct the hours here or in events.csv, or go on if it is right.",
        "warning",
    )


def builds_on_itself(sheets: Sheets) -> list[Problem]:
    """A test that is said to build on itself."""
    cycles = sheets.get("cycles")
    if cycles is None or not cycles.sound("cycle_id", "builds_on"):
        return []
    ids = listed(cycles, cycles.table.column("builds_on"))
    own = ids[(ids == cycles.frame["cycle_id"].reindex(ids.index)).to_numpy()]
    return cycles.told(
        "builds_on_itself",
        "builds_on",
        own.map(quoted).astype("str"),
        "{} in its own row",
        "{n} tests in their own rows, such as {first}",
        "other tests",
        "Take the id out.",
    )


def theory_in_circles(sheets: Sheets) -> list[Problem]:
    """Boxes of the driver diagram that lead back to themselves."""
    theory = sheets.get("theory")
    if theory is None or not theory.sound("version", "node_id", "parents"):
        return []
    edges = _circles(_edges(theory))
    nodes = {
        version: some(list(dict.fromkeys(group["child"])))
        for version, group in edges.groupby("version", sort=False)
    }
    return theory.told(
        "theory_in_circles",
        "parents",
        edges["version"].map(nodes).astype("str"),
        "boxes that lead back to themselves: {}",
        "boxes that lead back to themselves in {n} versions, such as {first}",
        "arrows that end in an aim",
        "Take out the parent that closes the circle.",
    )


def _circles(edges: pd.DataFrame) -> pd.DataFrame:
    """The edges that run in circles: whatever leads nowhere, or is led to by nothing, goes."""
    while True:
        children = pd.MultiIndex.from_frame(edges[["version", "child"]])
        ends = pd.MultiIndex.from_frame(edges[["version", "parent"]])
        kept = edges[ends.isin(children) & children.isin(ends)]
        if len(kept) == len(edges):
            return kept
        edges = kept


def tests_in_circles(sheets: Sheets) -> list[Problem]:
    """Tests that build on one another in a circle; one on itself is told apart."""
    cycles = sheets.get("cycles")
    if cycles is None or not cycles.sound("cycle_id", "builds_on"):
        return []
    earlier = listed(cycles, cycles.table.column("builds_on"))
    own = cycles.frame["cycle_id"].reindex(earlier.index)
    edges = pd.DataFrame({"version": "", "child": own.to_numpy(), "parent": earlier.to_numpy()},
                         index=earlier.index).dropna()  # fmt: skip
    edges = _circles(edges[edges["child"] != edges["parent"]])
    tests = some(list(dict.fromkeys(edges["child"])))
    return cycles.told(
        "tests_in_circles",
        "builds_on",
        pd.Series(tests, index=edges.index, dtype="str"),
        "tests that build on one another in a circle: {}",
        "tests that build on one another in circles, such as {first}",
        "tests that build on earlier ones",
        "Take out the id that closes the circle, or go on if it is right.",
        "warning",
    )


def two_aims(sheets: Sheets) -> list[Problem]:
    """Several aims in one version of the driver diagram."""
    theory = sheets.get("theory")
    if theory is None or not theory.sound("version", "node_id", "kind"):
        return []
    aims = theory.frame[(theory.frame["kind"] == "aim").to_numpy()]
    aims = aims[aims.duplicated("version", keep=False).to_numpy()]
    nodes = {version: f"{some(list(group['node_id']))} in version {quoted(str(version))}"
             for version, group in aims.groupby("version", sort=False)}  # fmt: skip
    return theory.told(
        "two_aims",
        "kind",
        aims["version"].map(nodes).astype("str"),
        "several aims: {}",
        "several aims in {n} versions, such as {first}",
        "one aim in a version",
        "Make the others drivers of it, or go on if the network has more than one aim.",
        "warning",
    )


def _edges(theory: Sheet) -> pd.DataFrame:
    parents = listed(theory, theory.table.column("parents"))
    rows = theory.frame.loc[parents.index, ["version", "node_id"]]
    columns: dict[str, Any] = {
        "version": rows["version"].to_numpy(),
        "child": rows["node_id"].to_numpy(),
        "parent": parents.to_numpy(),
    }
    return pd.DataFrame(columns, index=parents.index).dropna()
