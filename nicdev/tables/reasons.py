"""The sentences for faulty cells, by reason code: for one value, and for a column full of them."""

from __future__ import annotations

from nicdev.tables.column import Column
from nicdev.tables.mend import date_advice, impossible_advice, number_advice
from nicdev.tables.say import clean, meant, quoted, some, words
from nicdev.tables.sheet import Said

A_DATE = "a date written year-month-day, such as 2024-09-30"


def one_said(code: str, column: Column, text: str) -> Said:
    """What to say about a cell that holds this text."""
    bare = text.strip()
    return Said(_found(code, text), _expected(code, column), _do(code, column, text, bare))


def many_said(code: str, column: Column, texts: list[str]) -> Said:
    """What to say about a column in which many different cells have the same fault."""
    found = f"{len(texts)} different values: {some(texts)}"
    return Said(found, _expected(code, column), _DO_MANY[code])


def _found(code: str, text: str) -> str:
    if code == "required_empty":
        return "nothing but blanks" if text else "an empty cell"
    return quoted(text)


def _expected(code: str, column: Column) -> str:
    match code:
        case "required_empty":
            return _kind(column)
        case "spreadsheet_error":
            return f"{_kind(column)}, not an error sign of the spreadsheet"
        case "impossible_date":
            return "a day that exists, between 1900 and 2100"
        case "twice_in_list":
            return "each id once in the list"
        case "turned_text":
            return "words without unseen signs that turn the direction of writing"
        case _:
            return _kind(column)


def _kind(column: Column) -> str:
    """What the cells of a column hold, in words."""
    match column.type:
        case "id" | "wave":
            return "an id without ;, unseen signs or blanks at its ends"
        case "ids":
            return "ids with ; between them"
        case "text":
            return "a text"
        case "date":
            return A_DATE
        case "flag":
            return "yes or no"
        case "choice":
            return words(column.allowed, "or") if column.allowed else "a word of your choice"
        case _:
            return _number(column)


def _number(column: Column) -> str:
    noun = "a whole number" if column.type == "whole" else "a number"
    if column.low is not None and column.high is not None:
        return f"{noun} from {column.low:g} to {column.high:g}"
    if column.low is not None:
        return f"{noun} of {column.low:g} or more"
    return noun


def _do(code: str, column: Column, text: str, bare: str) -> str:
    empty = column.may_be_empty
    match code:
        case "required_empty":
            return "Fill the cell in."
        case "spreadsheet_error":
            return _broken_cell(bare)
        case "not_a_date":
            return date_advice(bare, may_be_empty=empty)
        case "impossible_date":
            return impossible_advice(bare)
        case "not_a_number":
            return number_advice(bare, column.unit, may_be_empty=empty)
        case "not_whole":
            return "Write a whole number."
        case "out_of_range":
            return "Correct the number."
        case "not_allowed":
            return _choose(bare, column.allowed)
        case "turned_text":
            return _DO_MANY[code]
        case "not_yes_or_no":
            return _choose({"y": "yes", "n": "no"}.get(bare.casefold(), ""), ("yes", "no"))
        case "twice_in_list":
            return f"Write {quoted(';'.join(dict.fromkeys(_parts(text))))}."
        case "not_a_list":
            return f"Write {quoted(';'.join(part for part in _parts(text) if part))}."
        case _:
            return _clean_id(text)


def _choose(bare: str, allowed: tuple[str, ...]) -> str:
    probably = meant(bare, allowed) if bare else ""
    if not probably:
        return f"Write {words(allowed, 'or')}."
    if probably.casefold() == bare.casefold() and probably != bare:
        return f"Write {quoted(probably)}: capitals count."
    return f"Write {quoted(probably)}, if that is meant."


def _clean_id(text: str) -> str:
    if ";" in text:
        return "Give a single id, or choose another sign than ; in ids."
    return f"Write {quoted(clean(text))}, here and wherever the id stands."


def _broken_cell(bare: str) -> str:
    if set(bare) == {"#"}:
        return "Make the column wider in the spreadsheet, then save the table again."
    return "Mend the formula in the spreadsheet, then save the table again."


def _parts(text: str) -> list[str]:
    return [clean(part) for part in text.split(";")]


_DO_MANY = {
    "required_empty": "Fill the cells in.",
    "spreadsheet_error": "Mend the formulas in the spreadsheet, then save the table again.",
    "not_a_date": "Format the column in the spreadsheet as year-month-day, then save it again.",
    "impossible_date": "Correct the days.",
    "not_a_number": "Write plain numbers: digits, a point before decimals, no other sign.",
    "not_whole": "Write whole numbers.",
    "out_of_range": "Correct the numbers, or the column they stand in.",
    "not_allowed": "Write one of the words that are allowed in each of these cells.",
    "not_yes_or_no": "Write yes or no in each of these cells.",
    "twice_in_list": "Name each id once.",
    "turned_text": "Write the words anew, by hand.",
    "not_a_list": "Put a single ; between ids, and nothing else.",
    "not_an_id": "Take out blanks at the ends, unseen signs and ; wherever these ids stand.",
}
