"""Where a notebook begins: a network on the desk, to ask for evidence and to show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from nicdev.errors import DataRefused, Problem, UsageRefused
from nicdev.evidence import EDITIONS, Disclosed, Edition, Evidence, Kept, Passed, Quoted
from nicdev.framework import framework
from nicdev.network import Network, Portfolio, open_network, wave_before
from nicdev.press import gathered, pressed, store
from nicdev.press.fragments import BLOCK
from nicdev.press.load import held
from nicdev.press.workspace import Workspace, find
from nicdev.remarks import Remark

# Units of rows that repeat what the page of another indicator (`part`) says at a wave.
QUOTING = ("verdicts", "verdict_at", "headline", "quotes")


@dataclass(frozen=True)
class Shown:
    """What a cell ends in: an HTML fragment for JupyterLab, and one per edition for the press."""

    key: str
    html: str = field(repr=False)
    block: Mapping[str, Any] = field(repr=False)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {"text/html": self.html, "text/plain": self.key, BLOCK: dict(self.block)}


@dataclass(frozen=True)
class ShownRoom:
    """What a cell ends in that shows a whole dimension: an output for each of its indicators."""

    each: tuple[Shown, ...]

    def _ipython_display_(self) -> None:
        from IPython.display import display

        for shown in self.each:
            display(shown)  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Desk:
    """One network at one wave, open for questions."""

    network: Network
    remarks: Mapping[tuple[str, str], Remark] = field(repr=False)
    hubs: tuple[str, ...] = ()  # across networks: those with a page about their own place
    _pages: dict[str, dict[Edition, dict[str, Disclosed]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _digests: dict[str, tuple[int, str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _own: dict[str, dict[Edition, dict[str, Disclosed]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def evidence(self, key: str) -> Evidence:
        """The evidence for one indicator; ``.rows`` is the tidy frame behind its picture."""
        return self.network.evidence(key)

    def show(self, address: str) -> Shown | ShownRoom:
        """The question, the evidence and the prompts of one indicator, or of each of a dimension.

        Raises `FrameworkRefused` for an address that the framework does not have.
        """
        keys = framework().keys_at(address)
        if keys == (address,):
            return self.shown(address)
        return ShownRoom(tuple(self.shown(key) for key in keys))

    def shown(self, key: str) -> Shown:
        """The question, the evidence and the prompts of one indicator."""
        from nicdev.show.blocks import Block, block

        study = self.network.study
        remark = self.remarks.get((self.network.wave.name, key))
        drawn: list[tuple[Disclosed, Block]] = []
        editions: dict[Edition, dict[str, Any]] = {}
        for edition, page in self._page_of(key).items():
            seen = page[key]
            # Editions often see the same: then one drawing serves them all.
            made = next((done for before, done in drawn if _same(before, seen)), None)
            if made is None:
                made = block(seen, study.language, study.all_limits, remark.text if remark else "")
                drawn.append((seen, made))
            editions[edition] = {
                "html": made.html,
                "seen": made.seen,
                "question": made.question,
                "why": made.why,
                "remark": made.remark,
                "evidence": store.to_json(seen),
                "held_back": list(seen.held_back),
            }
        return Shown(
            key=key,
            html=STYLE + str(editions["evaluator"]["html"]),
            block={
                "key": key,
                "address": store.address(self.network, key),
                "evidence": store.to_json(self.evidence(key)),
                "basis": store.noted(store.basis(self.network, key, self._digests)),
                "editions": editions,
            },
        )

    def _page_of(self, key: str) -> Mapping[Edition, Mapping[str, Disclosed]]:
        """What each edition of the key's page may show; the gate looks at a page once."""
        catalogue = framework()
        notebook = catalogue.notebook_of(catalogue.indicator(key).key)
        if notebook not in self._pages:
            page = [self.evidence(k) for k in catalogue.notebooks[notebook]]
            if self.network.portfolio is not None:
                from nicdev.show.disclosure.networks import disclose_networks

                limits = self.network.study.all_limits
                self._pages[notebook] = disclose_networks(page, limits, self.hubs)
            else:
                self._pages[notebook] = self._gated(page, self._quoted(page))
        return self._pages[notebook]

    def _gated(
        self, page: Sequence[Evidence], quoted: Mapping[Edition, Quoted]
    ) -> dict[Edition, dict[str, Disclosed]]:
        from nicdev.show.disclosure import disclose_page

        study = self.network.study
        return {
            edition: disclose_page(
                page, edition, study.all_limits, said, open_to_members=study.open_to_members
            )
            for edition, said in quoted.items()
        }

    def _plain(self, notebook: str) -> Mapping[Edition, Mapping[str, Disclosed]]:
        """A page without what repeats other pages; that is about work, and changes nothing else.

        As it was pressed, where it was, from just these inputs; else through the gate.
        """
        if notebook not in self._own:
            catalogue = framework()
            keys = [k for k in catalogue.notebooks[notebook] if not catalogue.indicator(k).quotes]
            self._own[notebook] = self._pressed(notebook, keys) or self._gated(
                [self.evidence(k) for k in keys], {edition: {} for edition in EDITIONS}
            )
        return self._own[notebook]

    def _pressed(
        self, notebook: str, keys: Sequence[str]
    ) -> dict[Edition, dict[str, Disclosed]] | None:
        from nicdev.show.disclosure import let_pass

        found = self.network.pressed(notebook, keys) if self.network.pressed else None
        if found is None:
            return None
        return {
            edition: {key: let_pass(one, edition, held) for key, (one, held) in page.items()}
            for edition, page in found.items()
        }

    def _quoted(self, page: Sequence[Evidence]) -> Mapping[Edition, Quoted]:
        """What other pages say, now and earlier, where this page repeats it."""
        named: set[tuple[str, str]] = set()
        for e in page:
            rows = e.frame[e.frame["unit"].isin(QUOTING)]
            named |= set(zip(rows["wave"].map(str), rows["part"].map(str), strict=True))
        desks: dict[str, Desk] = {}
        at: Desk | None = self
        while at is not None and {wave for wave, _ in named} - set(desks):
            desks[at.network.wave.name] = at
            at = Desk(at.network.before(), {}) if at.network.before else None
        catalogue = framework()
        said: dict[Edition, dict[tuple[str, str], Disclosed]] = {
            edition: {} for edition in EDITIONS
        }
        for wave, key in sorted(named):
            if wave in desks:
                shown = desks[wave]._plain(catalogue.notebook_of(key))
                for edition in EDITIONS:
                    said[edition][wave, key] = shown[edition][key]
        return said


def _same(one: Disclosed, other: Disclosed) -> bool:
    """Whether two editions see exactly the same of one indicator."""
    said = [(d.verdicts, d.caveats, d.limits, d.held_back) for d in (one, other)]
    return said[0] == said[1] and one.frame.equals(other.frame)


# JupyterLab has no style of ours: the display stands open there, as the evaluator's edition does.
STYLE = (
    "<style>.nicdev-block .reveal, .nicdev-block .reveal + label {display: none}"
    " .nicdev-block img {max-width: 100%; background: white}</style>"
)


def start(network: str, wave: str = "latest") -> Desk:
    """Open a network at a wave, from the workbook around the current folder.

    Parameters
    ----------
    network : the code of the network: the name of its file in params/; ``portfolio`` opens all
        that agreed to be set beside each other, as the last `nicdev run --portfolio` found them
    wave : a wave of its waves table; ``latest``; ``all`` where there is no such table

    Raises `ParamsRefused`, `DataRefused` or `UsageRefused` with every problem found.
    """
    for name, value in (("network", network), ("wave", wave)):
        if not isinstance(value, str):
            problem = Problem(
                "not_text",
                "parameters",
                f"{value!r}, which is not text",
                f'the code in quotes, such as {name} = "007"',
                f"Put it in quotes; in a terminal hand it to papermill with -r {name} and not "
                f"with -p {name}, which turns a code of digits into a number.",
                column=name,
            )
            raise UsageRefused([problem])
    workspace = find(Path.cwd())
    if network == gathered.PORTFOLIO:
        return _portfolio(workspace)
    files = held(workspace, network, names=False)
    if files.errors:
        raise DataRefused(files.errors)
    opened = open_network(
        files.study, files.frames, wave=wave, roster=files.roster, sources=files.sources
    )
    return Desk(network=with_evidence(opened, workspace), remarks=files.remarks)


def _portfolio(workspace: Workspace) -> Desk:
    """All networks that agreed to it, as the press gathered them; none where it never did."""
    found = gathered.kept(workspace.root) or gathered.nothing()
    networks, rows = found
    study = gathered.study(networks)
    opened = replace(
        open_network(
            study, {}, roster=gathered.NOBODY, sources={"portfolio": gathered.digest(*found)}
        ),
        portfolio=Portfolio(networks, rows),
    )
    most = study.limit("position_pages").value
    hubs = tuple(networks["network"]) if len(networks) <= most else ()
    return Desk(with_evidence(opened, workspace), {}, hubs)


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

    digests: dict[str, tuple[int, str]] = {}

    @cache
    def kept(key: str) -> Kept | None:
        return store.kept(built, whole, key, digests)

    def passed(notebook: str, keys: Sequence[str]) -> Passed | None:
        return pressed.passed(built, whole, notebook, keys)

    whole = replace(opened, evidence_of=evidence_of, before=_before(opened, workspace), kept=kept,
                    pressed=passed)  # fmt: skip
    return whole


def _before(opened: Network, workspace: Workspace) -> Callable[[], Network] | None:
    """Opens the network at the wave before, once; None where there is no such wave."""
    earlier = wave_before(opened.frames, opened.wave)
    if earlier is None:
        return None
    wave = earlier.name

    def open_then() -> Network:
        then = open_network(
            opened.study, opened.frames, wave=wave, roster=opened.roster, sources=opened.sources
        )
        return with_evidence(then, workspace)

    return cache(open_then)
