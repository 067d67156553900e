"""Rules for each table by itself: keys, spans of time, spellings, what a code may not be."""

from __future__ import annotations

import pandas as pd

from nicdev.errors import Problem
from nicdev.folders import is_folder_name
from nicdev.tables.say import quoted, words
from nicdev.tables.shape import has_address
from nicdev.tables.sheet import Sheet


def repeated_keys(sheet: Sheet) -> list[Problem]:
    """Rows that claim to be the same thing."""
    key = list(sheet.table.key)
    if not key or not sheet.sound(*key):
        return []
    mask = sheet.repeated(*key)
    if not mask.any():
        return []
    mask &= sheet.known(*(name for name in key if not sheet.table.column(name).may_be_empty))
    for name in key:
        mask &= ~sheet.given(name) | sheet.known(name)
    if not mask.any():
        return []
    each = f"each {key[0]} once" if len(key) == 1 else f"each combination of {words(key)} once"
    return sheet.told(
        "repeated_key",
        key[0] if len(key) == 1 else "",
        _in_words(sheet.text.loc[mask, key]),
        "{} in more than one row",
        "{n} keys in more than one row each, such as {first}",
        each,
        "Take out the rows too many, or correct them.",
    )


def _in_words(cells: pd.DataFrame) -> pd.Series[str]:
    """``event_id 'e1', member_id 'm1'`` for each row, empty cells left out."""
    out = pd.Series("", index=cells.index, dtype="str")
    for name in cells.columns:
        part = f"{name} " + cells[name].map(quoted).astype("str")
        part = part.where(out == "", ", " + part)
        out = out + part.where(cells[name] != "", "")
    return out


def ends_before_starts(sheet: Sheet) -> list[Problem]:
    """A span of time that ends before it starts."""
    problems = []
    for start, end in sheet.table.spans:
        if not sheet.sound(start, end):
            continue
        late = sheet.text[(sheet.frame[end] < sheet.frame[start]).to_numpy()]
        problems += sheet.told(
            "ends_before_it_starts",
            end,
            late[end] + ", before " + late[start] + f" in column {start}",
            "{}",
            "{n} different spans that end before they start, such as {first}",
            f"a day no earlier than in column {start}",
            "Correct one of the two days.",
        )
    return problems


def two_spellings(sheet: Sheet) -> list[Problem]:
    """Words of an open choice that differ in nothing but capitals and blanks."""
    problems = []
    for column in sheet.table.columns:
        if column.type != "choice" or column.allowed or not sheet.sound(column.name):
            continue
        cells = sheet.frame[column.name]
        alike: dict[str, list[str]] = {}
        for word in cells.dropna().value_counts().index:
            alike.setdefault(" ".join(str(word).casefold().split()), []).append(str(word))
        usual = {word: spellings[0] for spellings in alike.values() for word in spellings[1:]}
        rare = cells[cells.isin(list(usual)).to_numpy()]
        common = rare.map(usual).astype("str")
        labels = rare.map(quoted) + " beside " + common.map(quoted)
        problems += sheet.told(
            "two_spellings",
            column.name,
            labels.astype("str"),
            "{}, which are counted apart",
            "{n} words in two spellings, which are counted apart, such as {first}",
            "one spelling of one word",
            "Write it in one way, or go on if two things are meant.",
            "warning",
        )
    return problems


def addresses_as_ids(sheet: Sheet) -> list[Problem]:
    """People's addresses used as their codes; the addresses are not repeated here."""
    problems = []
    for name in ("member_id", "respondent_id"):
        if name not in sheet.table.key or sheet.table.column(name).refers:
            continue
        if sheet.sound(name) and has_address(sheet.text[name]):
            problems.append(
                Problem(
                    "address_as_id",
                    sheet.raw.file,
                    "e-mail addresses as ids",
                    "codes that tell nobody who it is",
                    "Give every person a code, here and wherever the id stands.",
                    column=name,
                )
            )
    return problems


def waves_as_folders(sheet: Sheet) -> list[Problem]:
    """Waves whose pages would lie in another place than a folder of their own.

    A wave may be called 2025/26: the slash is written as its code.
    """
    if sheet.table.name != "waves" or not sheet.sound("wave"):
        return []
    names = sheet.frame["wave"].dropna()
    plain = names.str.replace("/", "-")
    bad = names[~plain.map(is_folder_name).astype("bool") | names.str.casefold().eq("latest")]
    alike = names[names.str.casefold().duplicated() & ~names.duplicated()]
    return sheet.told(
        "wave_no_folder",
        "wave",
        bad.map(quoted).astype("str"),
        "{}",
        "{n} names such as {first}",
        "up to 100 letters, digits, blanks and - _ . /, with a letter or digit at each end, and "
        "not 'latest' or a word that Windows keeps for itself",
        "Choose another short name, here and wherever it stands; the label may be any text.",
    ) + sheet.told(
        "waves_alike",
        "wave",
        alike.map(quoted).astype("str"),
        "{}, which differs from another wave by capitals alone",
        "{n} names that differ from others by capitals alone, such as {first}",
        "names that differ in their letters: many systems keep one folder for both",
        "Choose another short name, here and wherever the wave is named.",
    )


def groups_in_brackets(sheet: Sheet) -> list[Problem]:
    """Teams called like the groups that pages make up, such as (together)."""
    if sheet.table.name != "teams" or not sheet.sound("team_id"):
        return []
    ids = sheet.frame["team_id"].dropna()
    return sheet.told(
        "team_in_brackets",
        "team_id",
        ids[ids.str.fullmatch(r"\(.*\)")].map(quoted).astype("str"),
        "{}",
        "{n} ids in brackets, such as {first}",
        "an id that is not in brackets: those are kept for groups that pages put together",
        "Take the brackets off, here and wherever the id stands.",
    )
