"""The evaluator's remarks, params/<network>.md: a heading for the wave, below it one for a key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from nicdev.errors import ParamsRefused, Problem
from nicdev.framework import framework
from nicdev.study import utf8_text


@dataclass(frozen=True)
class Remark:
    """What the evaluator wrote to one key, in Markdown, and the row on which it begins."""

    text: str
    row: int


_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def read_remarks(path: Path) -> Mapping[tuple[str, str], Remark]:
    """The evaluator's remarks by wave and key: ``# wave``, below it ``## key``, below it text.

    A remark that would stand nowhere (an unknown key, or text outside a key) is refused: nothing
    that an evaluator wrote is left out in silence.
    """
    if not path.is_file():
        return {}
    shown = f"{path.parent.name}/{path.name}"
    known = framework().indicators
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    problems: list[Problem] = []
    wave, key = "", ""
    for row, line in enumerate(_without_comments(utf8_text(path, shown)).split("\n"), start=1):
        if line.startswith("# "):
            wave, key = line[2:].strip(), ""
        elif line.startswith("## "):
            key = line[3:].strip()
            if key not in known:
                near = get_close_matches(key, known, n=1)
                do = f"Did you mean '{near[0]}'?" if near else "Run 'nicdev framework'."
                problems.append(
                    Problem("unknown_key", shown, f"a remark for '{key}'",
                            "the key of an indicator", do, (row,))
                )  # fmt: skip
        elif not line.strip():
            found.get((wave, key), []).append((row, line))
        elif wave and key:
            found.setdefault((wave, key), []).append((row, line))
        else:
            problems.append(
                Problem("homeless_remark", shown, f"'{line[:40]}' below no key",
                        "'# wave' and '## key' above each remark", "Move it below a key.", (row,))
            )  # fmt: skip
    if problems:
        raise ParamsRefused(problems)
    return {
        place: Remark("\n".join(text for _, text in lines).rstrip(), lines[0][0])
        for place, lines in found.items()
    }


def _without_comments(text: str) -> str:
    """Comments are for whoever writes; their line ends stay, so that rows keep their numbers."""
    return _COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), text)
