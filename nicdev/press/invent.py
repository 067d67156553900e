"""Writing made-up networks into a workbook: settings, tables and, beside the settings, the truth.

The truth is not in the data folder: that one holds tables and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from nicdev.errors import Problem, UsageRefused
from nicdev.folders import is_folder_name
from nicdev.press.workspace import Workspace, find
from nicdev.simulate import PLANTS, Like, Plan, as_csv, like, simulate

PARAMS = """\
# A made-up network, for trying things out: nobody in it exists. What is true of it stands in
# {network}.truth.json.
network: "{network}"
title: "{title}"
synthetic: true
seed: {seed}
{lexicon}"""
LEXICON = """\
# Words that the network shares, and the spellings to look for.
lexicon:
"""


def invent(
    here: Path,
    network: str,
    *,
    after: str = "plain",
    members: int | None = None,
    waves: int | None = None,
    networks: int = 1,
    seed: int = 1,
    off: Collection[str] = (),
) -> Iterator[Path]:
    """Write made-up networks in the workbook around `here`; nothing that exists is overwritten.

    Several networks are numbered, and each has a seed of its own.
    """
    problems = [*_unknown([after], get_args(Like), "an example to be like", "bad_example"),
                *_unknown(off, PLANTS, "a plant", "bad_plant")]  # fmt: skip
    width = len(str(networks))
    codes = [network] if networks == 1 else [
        f"{network}-{at + 1:0{width}d}" for at in range(networks)
    ]  # fmt: skip
    root = _root(here)
    problems += [problem for code in codes for problem in _in_the_way(root, code)]
    if problems:
        raise UsageRefused(problems)
    kind: Any = after
    for at, code in enumerate(codes):
        plan = like(kind, code, members=members, waves=waves, seed=seed + at).off(*off)
        for path, content in files(plan).items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:  # never over another
                file.write(content)
        yield Path("params") / f"{code}.yml"
        yield Path("params") / f"{code}.truth.json"
        yield Path("data") / code


def files(plan: Plan) -> dict[str, bytes]:
    """All files of a made-up network, by their place in the workbook."""
    made = simulate(plan)
    code = plan.network
    shared = [words[0] for words in made.truth["converging_talk"]["words"]]
    params = PARAMS.format(
        network=code, title=plan.title, seed=plan.seed,
        lexicon=LEXICON + "".join(f'  "{word}": ["{word}"]\n' for word in shared),
    )  # fmt: skip
    tables = {f"data/{code}/{name}": content for name, content in as_csv(made.frames).items()}
    return {
        f"params/{code}.yml": params.encode(),
        f"params/{code}.truth.json": _as_json(plan, made.truth),
        **tables,
    }


def _as_json(plan: Plan, truth: Mapping[str, Mapping[str, Any]]) -> bytes:
    said = {"plan": plan.model_dump(mode="json"),
            "truth": {name: dict(found) for name, found in truth.items()}}  # fmt: skip
    return (json.dumps(said, indent=1) + "\n").encode()


def _root(here: Path) -> Path:
    try:
        return find(here).root
    except UsageRefused:
        return Workspace(here).root


def _unknown(
    given: Collection[str], known: tuple[str, ...], what: str, code: str
) -> Iterator[Problem]:
    for word in given:
        if word not in known:
            near = get_close_matches(word, known, n=1)
            yield Problem(
                code,
                "",
                f"'{word}'",
                f"{what}: {', '.join(known)}",
                f"Did you mean '{near[0]}'?" if near else "Choose one of them.",
            )


def _in_the_way(root: Path, code: str) -> Iterator[Problem]:
    if not is_folder_name(code):
        yield Problem(
            "bad_code",
            "",
            f"the code '{code}'",
            "letters, digits, '-' and '_', beginning with a letter or digit",
            "Choose a short code.",
        )
        return
    for place in (f"params/{code}.yml", f"params/{code}.truth.json", f"data/{code}"):
        if (root / place).exists():
            yield Problem(
                "exists",
                place,
                "something that is there already",
                "a code that is not in use",
                "Choose another code: nothing is overwritten.",
            )
