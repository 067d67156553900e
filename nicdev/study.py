"""The settings of one network: params/<network>.yml becomes a frozen Study, or is refused.

YAML reads an unquoted 007 as seven and 1e3 as a thousand, and papermill checks no types; so every
field is strict here, before a kernel starts, and a mistyped key is met with the one that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from nicdev.errors import ParamsRefused, Problem
from nicdev.folders import is_folder_name
from nicdev.framework import Limit, framework
from nicdev.language import languages

WORD_LISTS = ("problem", "method", "collaboration", "we", "i")
Term = Annotated[str, Field(pattern=r"\w")]
Terms = Annotated[tuple[Term, ...], Field(min_length=1)]


class Study(BaseModel):
    """What a network may choose. Every field but the first two has a default."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    network: str = Field(description="the short code, the name of this file and of its tables")
    title: str = Field(min_length=1, description="the network's name as its pages print it")
    synthetic: bool = Field(default=False, description="true for made-up data; every page then "
        "says so")  # fmt: skip
    language: str = Field(default="en", description="language of the pages")
    seed: int = Field(default=1, description="start of everything random, so that it repeats")
    data: str = Field(
        default="",
        description="folder of the tables, or an Excel workbook (.xlsx) with a sheet for each; "
        "empty means data/<network> or data/<network>.xlsx",
    )
    private: Mapping[str, tuple[str, ...]] = Field(
        default={}, description="columns with names or e-mail addresses, by table: never shown"
    )
    not_names: tuple[str, ...] = Field(default=(), description="words that are part of a name on "
        "the roster and may be printed")  # fmt: skip
    stop_words: tuple[str, ...] = Field(default=(), description="words to leave out where words "
        "are counted, beside the usual ones")  # fmt: skip
    names_by_capitals: bool = Field(default=True, description="false where texts write more than "
        "names with a capital, as in German; names that the roster does not have are then counted "
        "as words")  # fmt: skip
    lexicon: Mapping[Term, Terms] = Field(default={}, description="words that the network shares, "
        "and the spellings to look for")  # fmt: skip
    published_shares: bool = Field(default=False, description="true to read out, beside what "
        "members chose, what a report found elsewhere")  # fmt: skip
    coaching_words: tuple[str, ...] = Field(
        default=("coach",), description="letters by which an answer is known to be about coaching"
    )
    data_words: tuple[str, ...] = Field(default=("data",), description="letters by which an answer "
        "is known to be about data")  # fmt: skip
    duty_words: tuple[str, ...] = Field(
        default=("time", "duties", "workload"),
        description="letters by which an answer is known to be about time or other duties",
    )
    word_lists: Mapping[str, Terms] = Field(
        default={}, description="words and phrases by which talk is told apart, in place of "
        "nicdev's own: problem, method, collaboration, we and i",
    )  # fmt: skip
    open_to_members: bool = Field(default=False, description="true where teams agreed that their "
        "work may be shown under their names")  # fmt: skip
    portfolio: bool = Field(default=False, description="true to be counted with other networks")
    limits: Mapping[str, FiniteFloat] = Field(
        default={}, description="thresholds that this network sets for itself"
    )

    def limit(self, name: str) -> Limit:
        """A threshold as this network uses it: its own, else the framework's."""
        base = framework().limits[name]
        if name not in self.limits:
            return base
        return Limit(base.name, self.limits[name], "", base.low, base.high)

    @property
    def all_limits(self) -> Mapping[str, Limit]:
        """Every threshold, by name."""
        return {name: self.limit(name) for name in framework().limits}


def read_study(path: Path) -> Study:
    """Read params/<network>.yml; every problem in it is named at once."""
    shown = f"{path.parent.name}/{path.name}"
    raw, written = _parse(path, shown)
    try:
        study = Study.model_validate(_lists_as_tuples(raw))
    except ValidationError as refused:
        raise ParamsRefused(list(_in_plain_words(refused, written, shown))) from None
    if problems := list(_beyond_types(study, path.stem, written, shown)):
        raise ParamsRefused(problems)
    return study


def utf8_text(path: Path, shown: str) -> str:
    """A text file that a person wrote, or a refusal that names it as `shown`."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        problem = Problem("not_utf8", shown, "bytes that are not UTF-8", "a UTF-8 text file",
                          "Save the file as UTF-8.")  # fmt: skip
        raise ParamsRefused([problem]) from None


def _parse(path: Path, shown: str) -> tuple[dict[Any, Any], Any]:
    """The settings, and the tree of what was written, with the line of each value."""
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import DuplicateKeyError
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    text = utf8_text(path, shown)
    try:
        written = YAML(typ="safe", pure=True).compose(text)
        raw = YAML(typ="safe", pure=True).load(text)
    except DuplicateKeyError as twice:
        problem = Problem(
            "duplicate_key",
            shown,
            "a key that stands there already",
            "each key once",
            "Take one of the two lines out.",
            (twice.problem_mark.line + 1,),
        )
        raise ParamsRefused([problem]) from None
    except (YAMLError, ValueError) as broken:
        mark = broken.problem_mark if isinstance(broken, MarkedYAMLError) else None
        reason = broken.problem if isinstance(broken, MarkedYAMLError) else str(broken)
        problem = Problem(
            "not_yaml",
            shown,
            f"text that is not YAML ({reason})",
            "lines of the form 'key: value'",
            "Compare with a file made by 'nicdev new'.",
            (mark.line + 1,) if mark else (),
        )
        raise ParamsRefused([problem]) from None
    if not isinstance(raw, dict):
        problem = Problem(
            "not_settings",
            shown,
            "no settings",
            "lines of the form 'key: value'",
            "Compare with a file made by 'nicdev new'.",
        )
        raise ParamsRefused([problem])
    return raw, written


def _written_at(node: Any, address: Sequence[object]) -> tuple[tuple[int, ...], str]:
    """The row of the value at an address, and its text as it stands there ('' for a branch)."""
    row: tuple[int, ...] = ()
    for part in address:
        if isinstance(node.value, list) and node.value and isinstance(node.value[0], tuple):
            found = [(k, v) for k, v in node.value if str(k.value) == str(part)]
            if not found:
                return row, ""
            (key, node), *_ = found
            row = (key.start_mark.line + 1,)
        elif isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            row = (node.start_mark.line + 1,)
        else:
            return row, ""
    return row, node.value if isinstance(node.value, str) else ""


def _lists_as_tuples(value: Any) -> Any:
    # YAML knows lists; a frozen Study holds tuples, and strict pydantic takes nothing else.
    if isinstance(value, list):
        return tuple(_lists_as_tuples(item) for item in value)
    if isinstance(value, dict):
        return {key: _lists_as_tuples(item) for key, item in value.items()}
    return value


def _in_plain_words(refused: ValidationError, written: Any, shown: str) -> Iterator[Problem]:
    for error in refused.errors(include_url=False):
        if error["type"] == "too_short" and error["input"]:
            continue  # short only of what is refused in it, each by itself
        address = [part for part in error["loc"] if part != "[key]"]
        key = ".".join(str(part) for part in address)
        row, text = _written_at(written, address)
        if error["type"] == "missing":
            yield Problem(
                "missing_key",
                shown,
                f"no '{key}'",
                Study.model_fields[key].description or "",
                f"Add a line '{key}: ...'.",
            )
        elif error["type"] in ("extra_forbidden", "invalid_key"):
            near = get_close_matches(key, Study.model_fields, n=1)
            yield Problem(
                "unknown_key",
                shown,
                f"the unknown key '{key}'",
                f"one of {', '.join(Study.model_fields)}",
                f"Did you mean '{near[0]}'?" if near else "Remove the line.",
                row,
            )
        else:
            yield _wrong_type(key, error["input"], error["type"], row, shown, text)


_READ_AS = {"int": "a number", "float": "a number", "bool": "true or false", "date": "a date"}
_EXPECTED = {
    "string_type": "text",
    "string_too_short": "text",
    "string_pattern_mismatch": "text with a letter or a digit in it",
    "too_short": "a list of at least one spelling, such as [one, two]",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "tuple_type": "a list, such as [one, two]",
    "dict_type": "lines of the form 'name: value' below it",
}


def _wrong_type(
    key: str, found: Any, kind: str, row: tuple[int, ...], shown: str, text: str
) -> Problem:
    if kind == "string_type" and text and found is not None:
        last = key.rpartition(".")[2]
        quoted = f'"{text}"' if last.isdigit() else f'{last}: "{text}"'
        return Problem(
            "unquoted",
            shown,
            f"{text}, which YAML reads as {_READ_AS.get(type(found).__name__, 'no text')}",
            "text",
            f"Put it in quotes: {quoted}",
            row,
            key,
        )
    if isinstance(found, str):
        said = f"'{found}'" if found else "no text"
    elif isinstance(found, dict | list | tuple) or found is None:
        said = "nothing" if not found else "several values"
    else:
        said = text or str(found)
    return Problem(
        "wrong_type", shown, said, _EXPECTED.get(kind, kind), "Correct the value.", row, key
    )


def _beyond_types(study: Study, stem: str, written: Any, shown: str) -> Iterator[Problem]:
    def at(*address: str) -> tuple[int, ...]:
        return _written_at(written, address)[0]

    if study.network != stem:
        yield Problem(
            "other_network",
            shown,
            f"'{study.network}'",
            f"'{stem}', as the file is called",
            "Rename the file or correct the code.",
            at("network"),
            "network",
        )
    elif not is_folder_name(study.network):
        yield Problem(
            "not_a_folder_name",
            shown,
            f"'{study.network}'",
            "a code that can name a folder on every system: letters, digits, - and _",
            "Rename the file and the code.",
            at("network"),
            "network",
        )
    if study.language not in languages():
        yield Problem(
            "unknown_language",
            shown,
            f"'{study.language}'",
            f"one of {', '.join(languages())}",
            "Correct the value.",
            at("language"),
            "language",
        )
    for name in study.word_lists:
        if name not in WORD_LISTS:
            near = get_close_matches(name, WORD_LISTS, n=1)
            do = f"Did you mean '{near[0]}'?" if near else "Remove the line."
            yield Problem("unknown_list", shown, f"the unknown list of words '{name}'",
                          f"one of {', '.join(WORD_LISTS)}", do, at("word_lists", name),
                          "word_lists")  # fmt: skip
    for name, value in study.limits.items():
        known = framework().limits
        if name not in known:
            near = get_close_matches(name, known, n=1)
            do = f"Did you mean '{near[0]}'?" if near else "Remove the line."
            yield Problem(
                "unknown_limit",
                shown,
                f"the unknown threshold '{name}'",
                f"one of {', '.join(known)}",
                do,
                at("limits", name),
                "limits",
            )
            continue
        low, high = known[name].low, known[name].high
        if (low is not None and value < low) or (high is not None and value > high):
            span = f"at least {low:g}" + (f" and at most {high:g}" if high is not None else "")
            yield Problem(
                "limit_out_of_range",
                shown,
                f"{value:g}",
                span,
                "Correct the value.",
                at("limits", name),
                f"limits.{name}",
            )
