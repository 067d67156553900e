"""Rules about answers: scales, and who answered."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from nicdev.errors import Problem
from nicdev.tables.answered import ANSWERED_STATUS
from nicdev.tables.say import quoted
from nicdev.tables.sheet import Sheet, Sheets, looked_up


def scale_upside_down(sheets: Sheets) -> list[Problem]:
    """A scale whose lowest step is not below its highest."""
    problems = []
    for name in ("items", "relations"):
        sheet = sheets.get(name)
        if sheet is None or not sheet.sound("low", "high"):
            continue
        wrong = sheet.text[(sheet.frame["low"] >= sheet.frame["high"]).to_numpy()]
        problems += sheet.told(
            "scale_upside_down",
            "high",
            wrong["high"] + " where low is " + wrong["low"],
            "{}",
            "{n} different scales without a step between low and high, such as {first}",
            "a high above low",
            "Correct one of the two.",
        )
    return problems


def tie_begins_off_scale(sheets: Sheets) -> list[Problem]:
    """A relation in which every answer, or none, would count as a tie."""
    sheet = sheets.get("relations")
    if sheet is None or not sheet.sound("relation", "low", "high", "tie_from"):
        return []
    rows = _right_way_up(sheet)
    return _off_scale(sheet, "tie_from", "relation", rows["low"], rows["high"])


def response_off_scale(sheets: Sheets) -> list[Problem]:
    """An answer that its item's scale does not have."""
    responses, items = sheets.get("responses"), sheets.get("items")
    if responses is None or items is None:
        return []
    if not (responses.sound("item_id", "value") and items.sound("item_id", "low", "high")):
        return []
    scales = replace(items, frame=_right_way_up(items))
    answers = responses.combinations("item_id", "value")
    item = responses.frame["item_id"].iloc[answers.first]
    low, high = (looked_up(item, scales, "item_id", end).to_numpy() for end in ("low", "high"))
    value = responses.frame["value"].iloc[answers.first].to_numpy()
    if not ((value < low) | (value > high)).any():
        return []
    ends = (pd.Series(end[answers.at]) for end in (low, high))
    return _off_scale(responses, "value", "item_id", *ends)


def strength_off_scale(sheets: Sheets) -> list[Problem]:
    """A tie whose strength its relation's scale does not have."""
    ties, relations = sheets.get("ties"), sheets.get("relations")
    key = ["wave", "relation"]
    if ties is None or relations is None:
        return []
    if not (ties.sound(*key, "strength") and relations.sound(*key, "low", "high")):
        return []
    scales = _right_way_up(relations).dropna(subset=key).drop_duplicates(key, keep=False)
    found = ties.frame[key].merge(scales[[*key, "low", "high"]], on=key, how="left")
    return _off_scale(ties, "strength", "relation", found["low"], found["high"])


def _right_way_up(sheet: Sheet) -> pd.DataFrame:
    """The rows, without the scales that cannot be used: these have been named."""
    low, high = sheet.frame["low"], sheet.frame["high"]
    return sheet.frame.assign(low=low.where(low < high), high=high.where(low < high))


def _off_scale(
    sheet: Sheet, column: str, of: str, low: pd.Series[float], high: pd.Series[float]
) -> list[Problem]:
    value = sheet.frame[column]
    mask = ((value < low) | (value > high)).to_numpy()
    off = sheet.text[mask]
    ends = [end[mask].map("{:g}".format).astype("str") for end in (low, high)]
    steps = ends[0] + " to " + ends[1]
    labels = off[column] + f" for {of} " + off[of].map(quoted) + ", whose scale goes from " + steps
    return sheet.told(
        "off_scale",
        column,
        labels.astype("str"),
        "{}",
        "{n} different numbers off their scale, such as {first}",
        "a step of the scale",
        "Correct the number, or the scale.",
    )


def answered_without_status(sheets: Sheets) -> list[Problem]:
    """Answers from somebody who is said not to have answered, or not to have been asked."""
    names = ("responses", "respondents", "instruments", "members")
    responses, respondents, asked, members = (sheets.get(name) for name in names)
    if responses is None or respondents is None or asked is None or members is None:
        return []
    if not (
        responses.sound("wave", "respondent_id")
        and respondents.sound("wave", "respondent_id", "member_id")
        and asked.sound("wave", "instrument", "member_id", "status")
        and members.sound("member_id")
    ):
        return []
    sheet = ["wave", "respondent_id"]
    survey = asked.frame[(asked.frame["instrument"] == "survey").to_numpy()]
    survey = survey[["wave", "member_id", "status"]].drop_duplicates(["wave", "member_id"])
    # A status that could not be read has been named; it is not held against the answers as well.
    survey = survey.assign(status=survey["status"].fillna(""))
    people = respondents.frame[[*sheet, "member_id"]].dropna().drop_duplicates(sheet, keep=False)
    people = people[people["member_id"].isin(members.text["member_id"]).to_numpy()]
    people = people[~people["member_id"].isin(asked.raw.torn).to_numpy()]
    # A row of instruments with a faulty id may be the one that is missing here.
    faulty = ~asked.text["member_id"].isin(members.text["member_id"]).to_numpy()
    people = people[~people["wave"].isin(asked.text.loc[faulty, "wave"]).to_numpy()]
    people = people.merge(survey, on=["wave", "member_id"], how="left")
    odd = people[~people["status"].isin(["", *ANSWERED_STATUS]).to_numpy()]
    found = responses.combinations(*sheet)
    rows = pd.MultiIndex.from_frame(responses.frame[sheet].iloc[found.first])
    astray = rows.isin(pd.MultiIndex.from_frame(odd[sheet]))
    if not astray.any():
        return []
    mask = astray[found.at]
    file = asked.raw.file
    return responses.told(
        "answered_without_status",
        "respondent_id",
        responses.text.loc[mask, "respondent_id"].map(quoted).astype("str"),
        "answers from {}" + f", whom {file} does not list as having answered",
        "answers from {n} people whom " + f"{file} does not list as having answered",
        "status responded or partial",
        f"Correct the status in {file}, or go on: the answers are used.",
        "warning",
    )
