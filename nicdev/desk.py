"""Where a notebook begins: a network on the evaluator's desk, to ask for evidence and to show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nicdev.errors import DataRefused, Problem, UsageRefused
from nicdev.evidence import EDITIONS, Edition, Evidence
from nicdev.framework import framework
from nicdev.network import Network, open_network
from nicdev.press import store
from nicdev.press.fragments import BLOCK, text_of
from nicdev.press.load import held
from nicdev.press.workspace import Workspace, find


@dataclass(frozen=True)
class Shown:
    """What a cell ends in: an HTML fragment for JupyterLab, and one per edition for the press."""

    key: str
    html: str = field(repr=False)
    block: Mapping[str, Any] = field(repr=False)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {"text/html": self.html, "text/plain": self.key, BLOCK: dict(self.block)}


@dataclass(frozen=True)
class Desk:
    """One network at one wave, open for questions."""

    network: Network
    remarks: Mapping[tuple[str, str], str] = field(repr=False)

    def evidence(self, key: str) -> Evidence:
        """The evidence for one indicator; ``.rows`` is the tidy frame behind its picture."""
        return self.network.evidence(key)

    def show(self, key: str) -> Shown:
        """The question, the evidence and the prompts of one indicator."""
        from nicdev.show.blocks import block
        from nicdev.show.disclosure import disclose_page

        catalogue = framework()
        keys = catalogue.notebooks[catalogue.notebook_of(catalogue.indicator(key).key)]
        page = [self.evidence(k) for k in keys]
        limits = self.network.study.all_limits
        language = self.network.study.language
        remark = self.remarks.get((self.network.wave.name, key), "")
        editions: dict[Edition, dict[str, Any]] = {}
        for edition in EDITIONS:
            seen = disclose_page(page, edition, limits)[key]
            made = block(seen, language, limits, remark)
            editions[edition] = {
                "html": made.html,
                "seen": made.seen,
                "question": made.question,
                "why": made.why,
                "named": list(self.network.roster.find(text_of(made.html)))
                if edition != "evaluator"
                else [],
                "evidence": store.to_json(seen),
            }
        return Shown(
            key=key,
            html=STYLE + str(editions["evaluator"]["html"]),
            block={
                "key": key,
                "address": store.address(self.network, key),
                "evidence": store.to_json(self.evidence(key)),
                "editions": editions,
            },
        )


# JupyterLab has no style of ours: the display stands open there, as the evaluator's edition does.
STYLE = (
    "<style>.nicdev-block .reveal, .nicdev-block .reveal + label {display: none}"
    " .nicdev-block img {max-width: 100%; background: white}</style>"
)


def start(network: str, wave: str = "latest") -> Desk:
    """Open a network at a wave, from the workbook around the current folder.

    Parameters
    ----------
    network : the code of the network: the name of its file in params/
    wave : a wave of its waves table; ``latest``; ``all`` where there is no such table

    Raises `ParamsRefused`, `DataRefused` or `UsageRefused` with every problem found.
    """
    for name, value in (("network", network), ("wave", wave)):
        if not isinstance(value, str):
            raise UsageRefused(
                [
                    Problem(
                        "not_text",
                        "parameters",
                        repr(value),
                        "text",
                        f'Put it in quotes ({name} = "{value}"), or hand it to papermill with '
                        f"-r {name} {value}, which keeps it as text.",
                        column=name,
                    )
                ]
            )
    workspace = find(Path.cwd())
    files = held(workspace, network)
    if files.errors:
        raise DataRefused(files.errors)
    opened = open_network(
        files.study, files.frames, wave=wave, roster=files.roster, sources=files.sources
    )
    return Desk(network=with_evidence(opened, workspace), remarks=files.remarks)


def with_evidence(opened: Network, workspace: Workspace) -> Network:
    """Give a network the means to find evidence: looked up where it is kept, else computed once."""
    from nicdev.rings import compute

    built = workspace.built(opened.study.network, opened.wave.name)
    known: dict[str, Evidence] = {}
    whole: Network

    def evidence_of(key: str) -> Evidence:
        if key not in known:
            known[key] = store.read(built, whole, key) or compute(key, whole)
        return known[key]

    whole = replace(opened, evidence_of=evidence_of)
    return whole
